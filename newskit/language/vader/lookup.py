"""Which words of some texts have a part in the rules: a filter on arrays first, so that few words are looked up.

Most words have no part in VADER's rules. Texts are joined and seen as bytes; each word's first and last eight bytes are
hashed, and only words whose hash some word of the rules has are looked up. The filter lets too much through, never too
little: a word with letters beyond ASCII, an apostrophe or more punctuation than one sign at its end is looked up
whatever its hash. So answers do not depend on it.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["LOUD", "MARK", "PLAIN", "Filter", "Joined"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]

# Stands for the end of a text among words, in row 0 of the tables; the rows of words without a part in the rules.
MARK = "\0"
PLAIN, LOUD = 1, 2

_LOWER, _UPPER, _SPACE, _PUNCTUATION, _APOSTROPHE, _BEYOND, _MARK = (1 << bit for bit in range(7))
_BITS = 18
_FIRST, _LAST = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
# What of eight bytes is left of a word of so many.
_KEEP = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)
_PAD = b" " * 8


def _classes() -> Bytes:
    """Return what each byte is."""
    table = np.zeros(256, np.uint8)
    for signs, kind in (
        (string.ascii_lowercase, _LOWER),
        (string.ascii_uppercase, _UPPER),
        (" \t\n\v\f\r\x1c\x1d\x1e\x1f", _SPACE),
        (string.punctuation, _PUNCTUATION),
        ("'", _APOSTROPHE),
        (MARK, _MARK),
    ):
        table[[ord(sign) for sign in signs]] |= kind
    table[128:] = _BEYOND
    return table


_CLASS = _classes()


def _hashes(data: bytes, starts: Ints, sizes: Ints) -> Ints:
    """Return a number below 2 ** `_BITS` for each word, from its size and its first and last eight bytes."""
    # Eight bytes from every byte on; the buffer ends in as many spaces.
    eights = np.ndarray(len(data) - 7, dtype="<u8", buffer=data, strides=(1,))
    first = eights[starts] & _KEEP[np.minimum(sizes, 8)]
    last = eights[np.maximum(starts + sizes - 8, 0)]
    last[sizes <= 8] = 0
    mixed = (first * _FIRST) ^ (last * _LAST) ^ sizes.astype(np.uint64)
    hashes: Ints = ((mixed * _FIRST) >> np.uint64(64 - _BITS)).astype(np.int64)
    return hashes


class Joined(NamedTuple):
    """Some texts as one, split at white space, of which there is none beyond ASCII.

    Attributes
    ----------
    data
        The texts in UTF-8, three marks before the first, one between two and two behind the last, so that rules can
        look around everywhere; the last bytes are spaces.
    starts, ends
        Where each word begins and ends.
    kinds
        What signs each word has.
    """

    data: bytes
    starts: Ints
    ends: Ints
    kinds: Bytes

    @classmethod
    def of(cls, texts: Sequence[str]) -> Joined:
        """Join and split."""
        # The mark must stand in no text, and to the rules one control character is as good as another.
        clean = map(str.replace, texts, repeat(MARK), repeat("\1"))
        joined = f" {MARK} ".join([f" {MARK} {MARK}", *clean, f"{MARK} "])
        data = joined.encode("utf-8", "surrogatepass") + _PAD
        classes = _CLASS[np.frombuffer(data, np.uint8)]
        space = classes == _SPACE
        edges = np.flatnonzero(space[1:] != space[:-1]) + 1
        starts, ends = edges[::2].copy(), edges[1::2].copy()
        return cls(data, starts, ends, np.bitwise_or.reduceat(classes, starts))

    def words(self, numbers: npt.ArrayLike) -> list[bytes]:
        """Return some of the words."""
        data, places = self.data, np.asarray(numbers, dtype=np.int64)
        pairs = zip(self.starts[places].tolist(), self.ends[places].tolist(), strict=True)
        return [data[start:end] for start, end in pairs]

    def counts(self, sign: str) -> Ints:
        """Return how often an ASCII sign stands in each text."""
        spots = np.flatnonzero(np.frombuffer(self.data, np.uint8) == ord(sign))
        return np.diff(np.searchsorted(spots, self.starts[self.marks]))

    @property
    def marks(self) -> Ints:
        """The number of the mark before each text, and of that behind the last."""
        return np.flatnonzero((self.kinds & np.uint8(_MARK)) != 0)[2:-1]

    def plain_rows(self) -> npt.NDArray[np.int32]:
        """Return the rows that the words have if they have no part in the rules."""
        loud = (self.kinds & np.uint8(_LOWER | _UPPER)) == np.uint8(_UPPER)
        rows = np.where(loud, np.int32(LOUD), np.int32(PLAIN))
        rows[(self.kinds & np.uint8(_MARK)) != 0] = 0
        return rows


class Filter:
    """Tells which words may be among some.

    Parameters
    ----------
    words
        In small letters.
    """

    def __init__(self, words: Iterable[str]) -> None:
        coded = [word.encode("utf-8", "surrogatepass") for word in words]
        sizes = np.array([*map(len, coded)], dtype=np.int64)
        self._hashes = np.zeros(1 << _BITS, dtype=bool)
        self._hashes[_hashes(b"".join(coded) + _PAD, np.cumsum(sizes) - sizes, sizes)] = True

    def maybe(self, joined: Joined) -> Ints:
        """Return which words of some texts may be among those of the filter, punctuation and case aside."""
        data, starts, ends, kinds = joined
        bytes_ = np.frombuffer(data, np.uint8)
        sizes = ends - starts
        ended = _punctuation(bytes_[ends - 1])
        unsure = ((kinds & np.uint8(_APOSTROPHE | _BEYOND)) != 0) | _punctuation(bytes_[starts])
        unsure |= ended & ((sizes <= 3) | _punctuation(bytes_[np.maximum(ends - 2, 0)]))
        found = self._hashes[_hashes(data.lower(), starts, sizes - ended)] | unsure
        return np.flatnonzero(found & ((kinds & np.uint8(_MARK)) == 0))


def _punctuation(signs: Bytes) -> Bools:
    found: Bools = (_CLASS[signs] & np.uint8(_PUNCTUATION)) != 0
    return found
