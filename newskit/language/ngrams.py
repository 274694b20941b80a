"""Words and phrases counted in every text at once: n-grams of the token arrays.

An n-gram is a run of words in one sentence with nothing between them but the full stop of an abbreviation
(``Mr. Smith``, ``U.S. troops``): it crosses no comma, quote, bracket or line that begins a sentence. Words that differ
by case or by ways to write one character are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError
from newskit.language.characters import SINGLE, kind_of
from newskit.language.scan import GAP_NONE
from newskit.language.tokens import Tokens

if TYPE_CHECKING:
    from scipy import sparse

__all__ = [
    "LONGEST",
    "Grams",
    "Words",
    "count_ngrams",
    "ngram_sizes",
    "texts_with",
    "usual_forms",
    "words_of",
    "written",
]

Ints = npt.NDArray[np.int64]
LONGEST = 8


def ngram_sizes(ngrams: object) -> tuple[int, int]:
    """Return the least and the greatest number of words of ``ngrams=``, or raise `InputError`.

    >>> ngram_sizes(2), ngram_sizes((1, 3))
    ((2, 2), (1, 3))
    """
    pair = (ngrams, ngrams) if isinstance(ngrams, int) else tuple(ngrams) if isinstance(ngrams, tuple | list) else ()
    low, high = pair if len(pair) == 2 and all(isinstance(size, int) for size in pair) else (0, 0)
    if not 1 <= low <= high <= LONGEST:
        raise InputError(f"ngrams={ngrams!r} should be a number of words from 1 to {LONGEST}, or two such as (1, 3)")
    return low, high


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a corpus in their order, punctuation left out.

    Parameters
    ----------
    code
        Which of `Tokens.lowers` each is; a possessive (``council's``) is its word, where that occurs by itself, and
        ``US`` is ``U.S.``, where that is written too.
    form
        Which of `Tokens.forms`.
    document
        The text that it stands in.
    joined
        Whether the next word follows it with nothing between that would part a phrase.
    together
        Whether the next word stands in the same sentence.
    """

    code: npt.NDArray[np.int32]
    form: npt.NDArray[np.int32]
    document: npt.NDArray[np.int32]
    joined: npt.NDArray[np.bool_]
    together: npt.NDArray[np.bool_]


def _bare(tokens: Tokens) -> npt.NDArray[np.int32]:
    """Return which of `Tokens.lowers` each form is; a possessive is its word, and ``US`` no pronoun but ``U.S``."""
    lowers = tokens.lowers
    known = {word: number for number, word in enumerate(lowers)}
    numbers = np.arange(len(lowers), dtype=np.int32)
    for number, word in enumerate(lowers):
        if word.endswith("'s"):
            numbers[number] = known.get(word[:-2], number)
    codes = numbers[tokens.lower]
    if "us" in known and "u.s" in known:
        written_so = [n for n in np.flatnonzero(tokens.lower == known["us"]).tolist() if tokens.forms[n] == "US"]
        codes[written_so] = known["u.s"]
    return codes


def words_of(tokens: Tokens) -> Words:
    """Return the words of a corpus.

    Examples
    --------
    >>> from newskit.language import tokenize
    >>> words_of(tokenize(["Mr. Smith left, then Ann did."])).joined.tolist()
    [True, True, False, True, True, False]
    """
    at = np.flatnonzero(tokens.is_word[tokens.ids]) if len(tokens) else np.empty(0, np.int64)
    form, document = tokens.ids[at], tokens.document[at]
    together = np.zeros(len(at), dtype=bool)
    joined = together.copy()
    if len(at) > 1:
        sentence = tokens.sentence[at]
        together[:-1] = (sentence[1:] == sentence[:-1]) & (document[1:] == document[:-1])
        away = np.diff(at)
        joined[:-1] = together[:-1] & (away == 1)
        near = np.flatnonzero(together[:-1] & (away == 2))
        between = at[near] + 1
        stop = np.fromiter(map(".".__eq__, tokens.forms), dtype=bool, count=len(tokens.forms))
        joined[near] = stop[tokens.ids[between]] & (tokens.gap[between] == GAP_NONE)
    return Words(_bare(tokens)[form], form, document, joined, together)


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams of one size.

    Parameters
    ----------
    words
        A row for each n-gram: which of `Tokens.lowers` its words are.
    counts
        How often each stands in each text, texts by n-grams.
    total
        How many n-grams of this size, frequent or not, each text has.
    forms
        How each is written in three places: which of `Tokens.forms`; places by n-grams by words.
    """

    words: Ints
    counts: sparse.csr_matrix
    total: Ints
    forms: npt.NDArray[np.int32]

    @property
    def size(self) -> int:
        """The number of words."""
        return int(self.words.shape[1])


def count_ngrams(
    tokens: Tokens, sizes: tuple[int, int], *, min_count: int = 1, edges: npt.NDArray[np.bool_] | None = None
) -> list[Grams]:
    """Return the n-grams of each size that are not rarer than `min_count` in all texts together.

    Parameters
    ----------
    tokens
        The corpus.
    sizes
        The least and the greatest number of words.
    min_count
        Rarer ones are left out. A phrase is at most as frequent as its words, so that rare words cost nothing.
    edges
        For each of `Tokens.lowers` whether a phrase may begin or end with it; by default any may.

    Notes
    -----
    Memory: about 60 bytes a word of the corpus while one size is counted, and 12 for each text and n-gram in it.
    """
    words = words_of(tokens)
    allowed = np.ones(len(tokens.lowers), dtype=bool) if edges is None else edges
    made = []
    for table, at, found, total in _levels(words, tokens.n_texts, sizes[1], min_count, allowed):
        if table.shape[1] >= sizes[0]:
            counts = _matrix(found, words.document[at], len(table), tokens.n_texts)
            made.append(Grams(table, counts, total, _places(found, at, words, table.shape)))
    return made


def _levels(
    words: Words, n_texts: int, longest: int, min_count: int, allowed: npt.NDArray[np.bool_]
) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    """Yield, size by size, the n-grams, the words at which one begins, which of them that is, and the totals."""
    often = np.bincount(words.code) >= max(min_count, 1) if len(words.code) else np.empty(0, bool)
    units = np.flatnonzero(often)
    single = np.where(often, np.cumsum(often) - 1, -1).astype(np.int32)[words.code]
    begins = allowed[words.code]
    table, run = units[:, None], single
    at = np.flatnonzero((single >= 0) & begins)
    fits = np.ones(len(words.code), dtype=bool)
    for size in range(1, longest + 1):
        if size > 1:
            room = max(len(fits) - size + 1, 0)
            fits[:room] &= words.joined[size - 2 : size - 2 + room]
            fits[room:] = False
            at = at[at < room]
            at = at[words.joined[at + size - 2] & (single[at + size - 1] >= 0)]
            # A phrase is frequent only if both that it is made of are; those that begin with no term are not counted.
            at = at[(run[at + 1] >= 0) | ~begins[at + 1]]
            keys = run[at] * np.int64(len(units)) + single[at + size - 1]
            pairs, run = _frequent(keys, at, len(run), min_count)
            at = at[run[at] >= 0]
            table = np.hstack([table[pairs // max(len(units), 1)], units[pairs % max(len(units), 1)][:, None]])
        good = allowed[table[:, 0]] & allowed[table[:, -1]] if len(table) else np.empty(0, bool)
        kept = at[good[run[at]]] if len(table) else at[:0]
        new = np.cumsum(good) - 1
        total = np.bincount(words.document[fits], minlength=n_texts).astype(np.int64)
        yield table[good], kept, new[run[kept]], total


def _frequent(keys: Ints, at: Ints, n: int, min_count: int) -> tuple[Ints, npt.NDArray[np.int32]]:
    """Return the frequent keys, and which of them stands at each of `n` places, -1 for none."""
    codes, distinct = pd.factorize(keys)
    keep = np.bincount(codes, minlength=len(distinct)) >= min_count
    found = np.full(n, -1, dtype=np.int32)
    found[at] = np.where(keep, np.cumsum(keep) - 1, -1)[codes] if len(codes) else -1
    return np.asarray(distinct[keep], dtype=np.int64), found


def _matrix(found: Ints, document: npt.NDArray[np.int32], n: int, n_texts: int) -> sparse.csr_matrix:
    from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

    bounds = np.concatenate([[0], np.cumsum(np.bincount(document, minlength=n_texts))])
    columns = found.astype(np.int32)
    made = sparse.csr_matrix((np.ones(len(columns), dtype=np.int32), columns, bounds), shape=(n_texts, n))
    made = made.tocsc().tocsr()  # sorts every row in two passes, as `Tokens.matrix` does
    made.sum_duplicates()
    return made


def _places(found: Ints, at: Ints, words: Words, shape: tuple[int, ...]) -> npt.NDArray[np.int32]:
    """Return how n-grams are written where they stand first, last, and at a place between."""
    half = len(at) // 2
    orders = (slice(None, None, -1), slice(None), np.r_[half : len(at), 0:half])
    made = np.empty((len(orders), *shape), dtype=np.int32)
    for place, order in zip(made, orders, strict=True):
        sample = np.zeros(shape[0], dtype=np.int64)
        sample[found[order]] = at[order]  # of several the last is kept
        place[:] = words.form[sample[:, None] + np.arange(shape[1])] if shape[0] else 0
    return made


def texts_with(tokens: Tokens, terms: Iterable[str]) -> list[Ints]:
    """Return in which texts each term stands, words and phrases being what `count_ngrams` counts.

    >>> from newskit.language import tokenize
    >>> tokens = tokenize(["Old men.", "Old, men", "The man's hat", "A man"])
    >>> [found.tolist() for found in texts_with(tokens, ["old men", "man"])]
    [[0], [2, 3]]
    """
    from newskit.language.memory import tokenize  # noqa: PLC0415 - it builds on tokens

    words, numbers = words_of(tokens), {word: number for number, word in enumerate(tokens.lowers)}
    wanted = tokenize(list(terms))
    found = []
    for number in range(wanted.n_texts):
        own = wanted.take([number])
        codes = [numbers.get(own.lowers[code], -1) for code in words_of(own).code.tolist()]
        at = np.flatnonzero(words.code == codes[0]) if codes else np.empty(0, np.int64)
        for away, code in enumerate(codes[1:], start=1):
            at = at[at + away < len(words.code)]
            at = at[words.joined[at + away - 1] & (words.code[at + away] == code)]
        found.append(np.unique(words.document[at]).astype(np.int64))
    return found


def _usual(tokens: Tokens) -> Ints:
    """Return for each of `Tokens.lowers` which form of it is the most frequent."""
    order = np.argsort(tokens.counts, kind="stable")
    usual = np.zeros(len(tokens.lowers), dtype=np.int64)
    usual[tokens.lower[order]] = order  # the most frequent form is written last
    return usual


def usual_forms(tokens: Tokens) -> list[str]:
    """Return each of `Tokens.lowers` as it is mostly written.

    >>> from newskit.language import tokenize
    >>> usual_forms(tokenize(["NATO, Nato and NATO."]))
    ['NATO', ',', 'and', '.']
    """
    return [tokens.forms[number] for number in _usual(tokens).tolist()]


def written(tokens: Tokens, words: Ints, forms: npt.NDArray[np.int32]) -> list[str]:
    """Return n-grams as they are mostly written; scripts without spaces get none.

    Parameters
    ----------
    tokens
        The corpus.
    words, forms
        Some of `Grams.words` and `Grams.forms`; single words go by the whole corpus.
    """
    if words.shape[1] == 1:
        chosen = _usual(tokens)[words]
    else:
        first, last, between = forms
        chosen = np.where((last == between).all(axis=1)[:, None], last, first)
        is_own = tokens.lower[chosen] != words  # a possessive that counts as its word
        chosen = np.where(is_own, _usual(tokens)[words], chosen)
    form = {number: _with_stop(tokens.forms[number]) for number in np.unique(chosen).tolist()}
    singles = {first for first in {text[0] for text in form.values()} if kind_of(ord(first)) == SINGLE}
    close = {number: text[0] in singles for number, text in form.items()}
    if not any(close.values()):
        return [" ".join(map(form.__getitem__, row)) for row in chosen.tolist()]
    return [_spaced([(form[number], close[number]) for number in row]) for row in chosen.tolist()]


def _with_stop(form: str) -> str:
    """Return initials with their last full stop, which is a token of its own: ``U.S.``."""
    is_initials = "." in form and all(len(part) == 1 and part.isalpha() for part in form.split("."))
    return f"{form}." if is_initials else form


def _spaced(parts: list[tuple[str, bool]]) -> str:
    text, before = parts[0]
    for form, is_close in parts[1:]:
        text += form if before and is_close else f" {form}"
        before = is_close
    return text
