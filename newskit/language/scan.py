"""Texts to token ids with NumPy alone.

Texts are joined in blocks that stay in the processor's cache and seen as arrays of UTF-16 units (of code points where a
block has characters beyond the Basic Multilingual Plane, so that offsets are always Python's). A table gives each unit
its class; token edges come from comparing neighbours; each token is hashed four characters at a time, so that the work
grows with tokens and not with characters; pandas turns hashes into ids. Tokens of one id are compared with each other,
so a collision of hashes is found and resolved: ids are exact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.language.characters import COMMA, JOINER, MARK, SINGLE, SYMBOL, WORD, classify

__all__ = ["Scan", "scan"]

Ints = npt.NDArray[np.int32]
Words = npt.NDArray[np.uint64]
Bools = npt.NDArray[np.bool_]

# Characters joined into one block: its arrays fit the cache of a core.
_BLOCK = 1 << 17
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
# Tokens beyond this many characters are no words; a cryptographic digest stands for them.
_LONGEST = 256
# Added to the size of a token with characters beyond the Basic Multilingual Plane: such tokens are compared among
# themselves alone, since the sixteen bits that are hashed are not the whole of their characters.
_ASTRAL = 1 << 30
# What of four characters is left of a token of so many.
_KEEP = np.array([0, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF], dtype=np.uint64)
_ZERO, _NINE, _NEWLINE = ord("0"), ord("9"), ord("\n")

# What stands before a token: nothing, a space, a line break, a blank line (or the beginning of the text).
GAP_NONE, GAP_SPACE, GAP_LINE, GAP_PARAGRAPH = range(4)


class Scan(NamedTuple):
    """Tokens of some texts, as `newskit.language.Tokens` documents them."""

    ids: Ints
    forms: list[str]
    start: Ints
    end: Ints
    gap: npt.NDArray[np.uint8]
    bounds: npt.NDArray[np.int64]


Pieces = list[tuple[npt.NDArray[np.intp], Words]]


@dataclass(slots=True)
class _Block:
    """The distinct tokens of one block of texts, and which of them each token is."""

    local: Ints
    sample: npt.NDArray[np.intp]  # some token of each distinct one
    size: Ints  # of the distinct ones, and so below; with `_ASTRAL` where that applies
    hashes: Words
    pieces: Pieces  # which have an n-th four characters, and those characters
    bad: set[int]  # which are not one token but several


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield ranges of texts of about `_BLOCK` characters together."""
    first, size = 0, 0
    for number, text in enumerate(texts):
        size += len(text) + 1
        if size >= _BLOCK:
            yield first, number + 1
            first, size = number + 1, 0
    if first < len(texts):
        yield first, len(texts)


def _units(text: str) -> npt.NDArray[np.unsignedinteger]:
    """Return the characters as an array, with four more behind them so that the last ones can be seen by fours."""
    raw = (text + "\0" * 4).encode("utf-16-le", "surrogatepass")
    if len(raw) == 2 * (len(text) + 4):
        return np.frombuffer(raw, np.uint16)
    return np.frombuffer((text + "\0" * 4).encode("utf-32-le", "surrogatepass"), np.uint32)


def _riders(kinds: npt.NDArray[np.uint8], marks: Bools) -> Bools | None:
    """Return the marks that stand on a symbol or a character of a script without spaces; None if there are none."""
    at = np.flatnonzero(marks)
    heads = at[np.append(True, np.diff(at) > 1)]  # the first mark of each run of marks
    carrier = kinds[np.maximum(heads - 1, 0)]
    rides = ((carrier == SINGLE) | (carrier == SYMBOL)) & (heads > 0)
    if not rides.any():
        return None
    riders = np.zeros(len(kinds), dtype=bool)
    riders[at] = rides[np.searchsorted(heads, at, side="right") - 1]
    return riders


def _edges(
    kinds: npt.NDArray[np.uint8], units: npt.NDArray[np.unsignedinteger]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return where tokens begin and end."""
    n = len(kinds)
    word = kinds == WORD
    alone = kinds >= SINGLE  # symbols, joiners and commas too, as long as they join nothing
    riders = None
    marks = kinds == MARK
    if marks.any():
        word |= marks
        riders = _riders(kinds, marks)
        if riders is not None:
            word &= ~riders
    joints = np.flatnonzero(kinds >= JOINER)
    joints = joints[(joints > 0) & (joints < n - 1)]
    joints = joints[word[joints - 1] & word[joints + 1]]
    commas = kinds[joints] == COMMA
    if commas.any():
        before, after = units[joints - 1], units[joints + 1]
        digits = (before >= _ZERO) & (before <= _NINE) & (after >= _ZERO) & (after <= _NINE)
        joints = joints[~commas | digits]
    word[joints] = True
    alone[joints] = False
    first, last = word.copy(), word.copy()
    first[1:] &= ~word[:-1]
    last[:-1] &= ~word[1:]
    first |= alone
    last |= alone
    if riders is not None:
        # A mark lengthens the token before it: the token's end moves to its last mark.
        last[:-1] &= ~riders[1:]
        last |= riders & np.append(~riders[1:], True)
    return np.flatnonzero(first), np.flatnonzero(last) + 1


def _gaps(
    start: npt.NDArray[np.int64], end: npt.NDArray[np.int64], units: npt.NDArray[np.unsignedinteger]
) -> npt.NDArray[np.uint8]:
    gap = np.full(len(start), GAP_SPACE, dtype=np.uint8)
    if len(start):
        gap[1:][start[1:] == end[:-1]] = GAP_NONE
    following = np.searchsorted(start, np.flatnonzero(units == _NEWLINE))
    lines = np.bincount(following, minlength=len(start) + 1)[: len(start)]
    gap[lines == 1] = GAP_LINE
    gap[lines >= 2] = GAP_PARAGRAPH
    return gap


def _with_astral(
    units: npt.NDArray[np.unsignedinteger], start: npt.NDArray[np.int64], size: Ints
) -> npt.NDArray[np.bool_]:
    """Return which tokens hold characters beyond the Basic Multilingual Plane."""
    found = np.zeros(len(start), dtype=bool)
    if units.dtype.itemsize > 2:
        at = np.flatnonzero(units > 0xFFFF)
        token = np.searchsorted(start, at, side="right") - 1
        inside = (token >= 0) & (at < (start + size)[token])
        found[token[inside]] = True
    return found


def _digests(units: npt.NDArray[np.unsignedinteger], start: npt.NDArray[np.int64], size: Ints) -> list[Words]:
    """Return two pieces that stand for the whole of each of these tokens."""
    spans = zip(start.tolist(), (start + size).tolist(), strict=True)
    whole = (units[first:last].astype(np.uint32).tobytes() for first, last in spans)
    digests = b"".join(hashlib.blake2b(token, digest_size=16).digest() for token in whole)
    halves = np.frombuffer(digests, dtype=np.uint64).reshape(-1, 2)
    return [halves[:, 0], halves[:, 1]]


def _hash(
    start: npt.NDArray[np.int64], size: Ints, units: npt.NDArray[np.unsignedinteger], astral: Bools
) -> tuple[Words, Pieces]:
    """Return hashes of the tokens, and the pieces of four characters (or the digests) that they were made of."""
    low = units if units.dtype.itemsize == 2 else units.astype(np.uint16)
    window = np.ndarray(shape=(len(low) - 3,), dtype=np.uint64, buffer=low, strides=(2,))
    piece = window[start] & _KEEP[np.minimum(size, 4)]
    pieces = [(np.arange(len(start)), piece)]
    opaque = astral | (size > _LONGEST)
    with np.errstate(over="ignore"):
        hashes = piece * _FIRST
        hashes ^= hashes >> np.uint64(32)
        digested = np.flatnonzero(opaque)
        for half in _digests(units, start[digested], size[digested]):
            pieces.append((digested, half))
            hashes[digested] = (hashes[digested] + half) * _SECOND
        done, rest = 4, np.flatnonzero((size > 4) & ~opaque)
        while len(rest):
            piece = window[start[rest] + done] & _KEEP[np.minimum(size[rest] - done, 4)]
            pieces.append((rest, piece))
            mixed = (hashes[rest] + piece) * _SECOND
            hashes[rest] = mixed ^ (mixed >> np.uint64(29))
            done += 4
            rest = rest[size[rest] > done]
        hashes += size.astype(np.uint64)
        hashes *= _FIRST
        hashes ^= hashes >> np.uint64(31)
    return hashes, pieces


def _merge(ids: npt.NDArray[np.intp], n: int, size: Ints, pieces: Pieces) -> tuple[Pieces, set[int]]:
    """Return the pieces of `n` distinct tokens, and the ids under which different tokens were put together.

    The n-th pieces of all tokens of one id are written to one place and read back: who reads another's differs.
    """
    sizes = np.zeros(n, dtype=np.int32)
    sizes[ids] = size
    bad = set(ids[sizes[ids] != size].tolist())
    merged: Pieces = []
    for which, piece in pieces:
        if not len(which):
            merged.append((which, piece))
            continue
        here = ids[which]
        seen = np.zeros(n, dtype=np.uint64)
        seen[here] = piece
        different = seen[here] != piece
        if different.any():
            bad.update(here[different].tolist())
        if merged:
            holds = np.zeros(n, dtype=bool)
            holds[here] = True
            owners = np.flatnonzero(holds)
            merged.append((owners, seen[owners]))
        else:
            merged.append((np.arange(n), seen))
    return merged, bad


def _scan_block(text: str) -> tuple[_Block, npt.NDArray[np.int64], Ints, npt.NDArray[np.uint8]]:
    """Return a block's distinct tokens, and the start, size and gap of each of its tokens."""
    units = _units(text)
    characters = units[: len(text)]
    start, end = _edges(classify(characters), characters)
    size = (end - start).astype(np.int32)
    astral = _with_astral(characters, start, size)
    hashes, pieces = _hash(start, size, units, astral)
    local, distinct = pd.factorize(hashes)
    sample = np.empty(len(distinct), dtype=np.intp)
    sample[local] = np.arange(len(local))
    kind = size + astral * np.int32(_ASTRAL)
    merged, bad = _merge(local, len(distinct), kind, pieces)
    block = _Block(local.astype(np.int32), sample, kind[sample], distinct, merged, bad)
    return block, start, size, _gaps(start, end, characters)


def _across(blocks: list[_Block]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int64], set[int]]:
    """Return the ids of the blocks' distinct tokens in the whole, a token of each id, and the ids that are not one."""
    ids, distinct = pd.factorize(np.concatenate([block.hashes for block in blocks]))
    n = len(distinct)
    firsts = np.cumsum([0, *(len(block.hashes) for block in blocks)])
    tokens_before = np.cumsum([0, *(len(block.local) for block in blocks)])
    numbered = list(zip(blocks, firsts.tolist(), tokens_before.tolist(), strict=False))
    levels = max(len(block.pieces) for block in blocks)
    pieces: Pieces = []
    for level in range(levels):
        there = [(block.pieces[level], first) for block, first, _ in numbered if level < len(block.pieces)]
        owners = np.concatenate([which + first for (which, _), first in there])
        pieces.append((owners, np.concatenate([piece for (_, piece), _ in there])))
    size = np.concatenate([block.size for block in blocks])
    _, bad = _merge(ids, n, size, pieces)
    bad.update(int(ids[first + which]) for block, first, _ in numbered for which in block.bad)
    samples = np.empty(n, dtype=np.int64)
    samples[ids] = np.concatenate([block.sample + before for block, _, before in numbered])
    return ids, samples, bad


def _slice_all(texts: Sequence[str], document: npt.NDArray[np.intp], start: Ints, end: Ints) -> list[str]:
    return [texts[d][a:b] for d, a, b in zip(document.tolist(), start.tolist(), end.tolist(), strict=True)]


def _exact(found: Scan, sample: npt.NDArray[np.int64], bad: set[int], texts: Sequence[str]) -> Scan:
    """Return the scan with forms, where the tokens of the `bad` ids are told apart by their strings."""

    def strings(tokens: npt.NDArray[np.int64]) -> list[str]:
        document = np.searchsorted(found.bounds, tokens, side="right") - 1
        return _slice_all(texts, document, found.start[tokens], found.end[tokens])

    forms = strings(sample)
    if not bad:
        return found._replace(forms=forms)
    known: dict[str, int] = {}
    ids = np.array([known.setdefault(form, len(known)) for form in forms], dtype=np.int32)[found.ids]
    suspects = np.flatnonzero(np.isin(found.ids, np.fromiter(bad, dtype=np.int32)))
    ids[suspects] = [known.setdefault(string, len(known)) for string in strings(suspects)]
    return found._replace(ids=ids, forms=list(known))


def scan(texts: Sequence[str]) -> Scan:
    """Return the tokens of texts; see the module for how and `newskit.language.characters` for the rule."""
    blocks, starts, ends, gaps, counts = [], [], [], [], []
    for first, last in _blocks(texts):
        here = texts[first:last]
        block, start, size, gap = _scan_block("\0".join(here))
        lengths = np.fromiter(map(len, here), dtype=np.int64, count=len(here))
        offsets = np.concatenate([[0], np.cumsum(lengths + 1)[:-1]])
        before = np.searchsorted(start, offsets)
        count = np.diff(np.append(before, len(start)))
        gap[before[count > 0]] = GAP_PARAGRAPH
        local = (start - np.repeat(offsets, count)).astype(np.int32)
        blocks.append(block)
        starts.append(local)
        ends.append(local + size)
        gaps.append(gap)
        counts.append(count)
    if not blocks:
        none = np.empty(0, np.int32)
        return Scan(none, [], none, none, np.empty(0, np.uint8), np.zeros(1, np.int64))
    bounds = np.concatenate([[0], np.cumsum(np.concatenate(counts))]).astype(np.int64)
    among, sample, bad = _across(blocks)
    parts = np.split(among.astype(np.int32), np.cumsum([len(block.hashes) for block in blocks])[:-1])
    ids = np.concatenate([part[block.local] for part, block in zip(parts, blocks, strict=True)])
    found = Scan(ids, [], np.concatenate(starts), np.concatenate(ends), np.concatenate(gaps), bounds)
    return _exact(found, sample, bad, texts)
