"""The inverted lists of a column: where each word stands, as arrays."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.language import Tokens
from newskit.language.scan import GAP_PARAGRAPH
from newskit.tables.searching.terms import is_hangul, is_particle, loose, parts

__all__ = ["Column", "Occurrences", "Ranges", "Words", "column_of", "phrases_in"]

Ints = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Ranges = tuple[tuple[int, int], ...]
"""Words as ranges of numbers of terms: terms are sorted, so that those with one beginning are neighbours."""

_LAST = "\U0010ffff"
# Comparing with that many ranges costs as much as a table of all terms.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Words:
    """The words of texts one behind the other, by number.

    Parameters
    ----------
    term
        Which of the terms each word is.
    bounds
        The words of text ``d`` are those from ``bounds[d]`` to ``bounds[d + 1]``.
    token
        Which token of the texts each word is, or is part of.
    begins
        Whether a paragraph, and so no phrase, begins between the word before and this one.
    """

    term: Ints
    bounds: Places
    token: Places
    begins: npt.NDArray[np.bool_]


class Occurrences(NamedTuple):
    """The texts in which something stands, and how often."""

    texts: Ints
    counts: Ints


def _spread(tokens: Tokens, terms: Ints, firsts: Places, counts: Ints) -> Words:
    """Return the words of tokens, given the terms of each form: those from ``firsts``, ``counts`` of them."""
    n = counts[tokens.ids]
    before = np.concatenate([[0], np.cumsum(n, dtype=np.int64)])
    token = np.flatnonzero(n)
    if len(token) and int(counts.max()) > 1:
        token = np.repeat(token, n[token])
        within = np.arange(len(token)) - before[token]
        term = terms[firsts[tokens.ids[token]] + within]
    else:
        term = terms[firsts[tokens.ids[token]]]
    begins = np.zeros(len(term) + 1, dtype=bool)
    begins[before[np.flatnonzero(tokens.gap == GAP_PARAGRAPH)]] = True
    return Words(term.astype(np.int32, copy=False), before[tokens.bounds], token, begins[:-1])


def _parts_by_form(tokens: Tokens) -> tuple[list[str], Places, Ints]:
    """Return the words of all forms one behind the other, and where those of each form begin and how many they are."""
    found = [parts(form) for form in tokens.forms]
    counts = np.fromiter(map(len, found), dtype=np.int32, count=len(found))
    firsts = np.cumsum(counts, dtype=np.int64) - counts
    return [word for words in found for word in words], firsts, counts


@dataclass(frozen=True, eq=False)
class Column:
    """A column of texts, findable by word.

    Parameters
    ----------
    tokens
        The tokens of the texts.
    terms
        The distinct words, sorted.
    term, document, begins
        For each word of the texts in order, its number in `terms`, its text, and whether a paragraph begins with it.
    bounds
        The words of text ``d`` are those from ``bounds[d]`` to ``bounds[d + 1]``.
    places
        Where each term stands, one term behind the other, and for each in order.
    starts
        The places of term ``t`` are those from ``starts[t]`` to ``starts[t + 1]``.
    texts, counts
        For each term one behind the other, the texts in which it stands and how often.
    lists
        Those of term ``t`` are from ``lists[t]`` to ``lists[t + 1]``.
    per_form
        How many words a token of each form is.
    """

    tokens: Tokens = field(repr=False)
    terms: list[str] = field(repr=False)
    term: Ints = field(repr=False)
    document: Ints = field(repr=False)
    begins: npt.NDArray[np.bool_] = field(repr=False)
    bounds: Places = field(repr=False)
    places: Ints = field(repr=False)
    starts: Places = field(repr=False)
    texts: Ints = field(repr=False)
    counts: Ints = field(repr=False)
    lists: Places = field(repr=False)
    per_form: Ints = field(repr=False)

    @property
    def n_texts(self) -> int:
        """The number of texts, empty ones included."""
        return len(self.bounds) - 1

    @property
    def nbytes(self) -> int:
        """The memory that the lists take, and about that of the terms; the tokens not counted."""
        arrays = (
            self.term, self.document, self.begins, self.bounds, self.places, self.starts,
            self.texts, self.counts, self.lists,
        )  # fmt: skip
        return sum(array.nbytes for array in arrays) + 160 * len(self.terms)

    @cached_property
    def lengths(self) -> Places:
        """The number of words in each text."""
        return np.diff(self.bounds)

    @cached_property
    def alike(self) -> dict[str, list[int]]:
        """The numbers of the terms that share a loose form, where they are several or no term itself is that form."""
        groups: dict[str, list[int]] = defaultdict(list)
        for number, term in enumerate(self.terms):
            if (key := loose(term)) != term:
                groups[key].append(number)
        return dict(groups)

    def number(self, term: str) -> int:
        """Return the number of a term, -1 if it stands nowhere."""
        at = bisect_left(self.terms, term)
        return at if at < len(self.terms) and self.terms[at] == term else -1

    def exactly(self, word: str) -> Ranges:
        """Return a word itself; in Korean, also with a particle."""
        if is_hangul(word):
            low, high = next(iter(self.beginning(word)), (0, 0))
            found = [n for n in range(low, high) if is_particle(self.terms[n][len(word) :], word)]
            return _as_ranges(found)
        number = self.number(word)
        return () if number < 0 else ((number, number + 1),)

    def loosely(self, word: str) -> Ranges:
        """Return a word in singular and plural; in Korean, words of two syllables and more with whatever follows."""
        if is_hangul(word):
            return self.beginning(word) if len(word) > 1 else self.exactly(word)
        key = loose(word)
        found = {number for number in (self.number(word), self.number(key)) if number >= 0}
        found.update(self.alike.get(key, ()))
        if word == "us" and (number := self.number("u.s")) >= 0:
            found.add(number)
        return _as_ranges(sorted(found))

    def beginning(self, prefix: str) -> Ranges:
        """Return the words with this beginning."""
        low = bisect_left(self.terms, prefix)
        high = bisect_left(self.terms, prefix + _LAST, lo=low)
        return ((low, high),) if high > low else ()

    def anything(self) -> Ranges:
        """Return all words."""
        return ((0, len(self.terms)),)

    def count(self, ranges: Ranges) -> int:
        """Return how often these words stand in all texts together."""
        return sum(int(self.starts[high] - self.starts[low]) for low, high in ranges)

    def at(self, ranges: Ranges) -> npt.NDArray[np.signedinteger]:
        """Return where these words stand."""
        found = [self.places[self.starts[low] : self.starts[high]] for low, high in ranges]
        return found[0] if len(found) == 1 else np.concatenate(found) if found else np.empty(0, np.int32)

    def occurrences(self, slots: Sequence[Ranges]) -> Occurrences:
        """Return in which texts words stand one behind the other, and how often; a text may be named repeatedly."""
        if len(slots) > 1:
            texts = self.document[self.phrase(slots)]
            return Occurrences(texts, np.ones(len(texts), dtype=np.int32))
        parts = [slice(self.lists[low], self.lists[high]) for low, high in slots[0]]
        if len(parts) == 1:
            return Occurrences(self.texts[parts[0]], self.counts[parts[0]])
        empty = [np.empty(0, np.int32)]
        return Occurrences(
            *(np.concatenate(empty + [all_[part] for part in parts]) for all_ in (self.texts, self.counts))
        )

    def phrase(self, slots: Sequence[Ranges]) -> npt.NDArray[np.signedinteger]:
        """Return where words stand one behind the other: the place of the first; one of several words in each slot."""
        counts = [self.count(slot) for slot in slots]
        rarest = int(np.argmin(counts))
        if len(slots) == 1 or not counts[rarest]:
            return self.at(slots[rarest])
        first = self.at(slots[rarest]) - rarest
        first = first[(first >= 0) & (first <= len(self.term) - len(slots))]
        return _followed(self.term, self.begins, slots, first, known=rarest, n_terms=len(self.terms))

    def words(self, rows: Places) -> Words:
        """Return the words of some of the texts."""
        at, bounds = _stretches(self.bounds, rows)
        tokens, _ = _stretches(self.tokens.bounds, rows)
        token = np.repeat(tokens, self.per_form[self.tokens.ids[tokens]])
        return Words(self.term[at], bounds, token, self.begins[at])


def _stretches(bounds: Places, rows: Places) -> tuple[Places, Places]:
    """Return all places within some stretches, and the stretches' new bounds."""
    lengths = bounds[rows + 1] - bounds[rows]
    fresh = np.concatenate([[0], np.cumsum(lengths)])
    return np.arange(fresh[-1]) + np.repeat(bounds[rows] - fresh[:-1], lengths), fresh


def _followed(
    term: Ints,
    begins: npt.NDArray[np.bool_],
    slots: Sequence[Ranges],
    first: npt.NDArray[np.signedinteger],
    *,
    known: int,
    n_terms: int,
) -> npt.NDArray[np.signedinteger]:
    """Return those of the places at which the words of a phrase follow each other within a paragraph."""
    for offset, slot in enumerate(slots):
        if not len(first):
            break
        if offset:
            first = first[~begins[first + offset]]
        if offset != known:
            first = first[_is_one_of(term[first + offset], slot, n_terms)]
    return first


def _is_one_of(term: Ints, ranges: Ranges, n_terms: int) -> npt.NDArray[np.bool_]:
    """Return which of the words are one of these terms."""
    if len(ranges) <= _FEW:
        found = np.zeros(len(term), dtype=bool)
        for low, high in ranges:
            found |= (term == low) if high == low + 1 else (term >= low) & (term < high)
        return found
    table = np.zeros(n_terms + 1, dtype=bool)  # the last one is for -1, a word that is no term
    for low, high in ranges:
        table[low:high] = True
    return np.asarray(table[term])


def phrases_in(words: Words, slots: Sequence[Ranges], n_terms: int) -> npt.NDArray[np.signedinteger]:
    """Return where in some words, without lists of them, the words of a phrase follow each other."""
    last = len(words.term) - len(slots) + 1
    first = np.arange(max(last, 0))
    return _followed(words.term, words.begins, slots, first, known=-1, n_terms=n_terms)


def _as_ranges(numbers: Sequence[int]) -> Ranges:
    """Return sorted numbers as ranges, neighbours together."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number:
            ranges[-1] = (ranges[-1][0], number + 1)
        else:
            ranges.append((number, number + 1))
    return tuple(ranges)


def column_of(tokens: Tokens) -> Column:
    """Return tokens with the lists of where each word stands.

    >>> from newskit.language import tokenize
    >>> column = column_of(tokenize(["Prices rose.", "The price of rice"]))
    >>> column.terms
    ['of', 'price', 'prices', 'rice', 'rose', 'the']
    >>> column.document[column.at(column.loosely("price"))].tolist()
    [1, 0]
    """
    flat, firsts, counts = _parts_by_form(tokens)
    terms = sorted(set(flat))
    numbers = {term: number for number, term in enumerate(terms)}
    terms_of_forms = np.fromiter(map(numbers.__getitem__, flat), dtype=np.int32, count=len(flat))
    words = _spread(tokens, terms_of_forms, firsts, counts)
    places, starts = _sorted_by_term(words.term, len(terms))
    document = np.repeat(np.arange(tokens.n_texts, dtype=np.int32), np.diff(words.bounds))
    texts, often, lists = _lists(document[places], starts)
    column = Column(
        tokens, terms, words.term, document, words.begins, words.bounds, places, starts, texts, often, lists, counts
    )
    _ = column.alike  # the first query should not take longer than the next
    return column


def _sorted_by_term(term: Ints, n_terms: int) -> tuple[Ints, Places]:
    """Return the places of each term, one term behind the other, and where those of each begin."""
    from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

    # One row of words, turned into columns, is a counting sort.
    n = len(term)
    by_term = sparse.csr_matrix((np.arange(n, dtype=np.int32), term, [0, n]), shape=(1, n_terms)).tocsc()
    return by_term.data, by_term.indptr.astype(np.int64)


def _lists(document: Ints, starts: Places) -> tuple[Ints, Ints, Places]:
    """Return the texts of each term, how often it stands there, and where the lists of each term begin."""
    fresh = np.ones(len(document) + 1, dtype=bool)
    fresh[1:-1] = document[1:] != document[:-1]
    fresh[starts] = True
    at = np.flatnonzero(fresh)  # the last one is the end
    return document[at[:-1]], np.diff(at).astype(np.int32), np.searchsorted(at, starts)
