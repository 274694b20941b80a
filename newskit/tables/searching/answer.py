"""Answering a query: which articles fit, and how well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newskit.errors import InputError
from newskit.tables.searching.conditions import Wanted, slots_in, wanted
from newskit.tables.searching.fields import Fields
from newskit.tables.searching.query import Step, Term, parse
from newskit.tables.searching.ranking import Scale

__all__ = ["Answer", "answer", "check"]

Mask = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint8]
# What there is to a term: field, text, whether quoted, whether unfinished.
Key = tuple[str, str, bool, bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query.

    Parameters
    ----------
    matches
        Which articles fit.
    scores
        How much each is about the words of the query; 0 where it holds none of them.
    shown
        The words that were looked for, each with the column it should stand in, empty for any of those searched.
    """

    matches: Mask
    scores: npt.NDArray[np.float64]
    shown: list[tuple[str, Wanted]]


class _Answering:
    """The state of answering one query."""

    def __init__(self, fields: Fields, scales: Mapping[str, Scale], query: str, *, strict: bool) -> None:
        self.fields, self.scales, self.query, self.strict = fields, scales, query, strict
        self.n = len(fields.articles)
        self.scores = np.zeros(self.n)
        self.shown: list[tuple[str, Wanted]] = []
        self.words: dict[Key, Wanted | None] = {}
        # Bits: thousands of terms, each with its answer for every article, shall fit into memory.
        self.found: dict[Key, Bits | None] = {}
        self.scored: set[Key] = set()

    def run(self, steps: Sequence[Step]) -> Mask:
        asked, _ = _parted(self.fields, steps)
        distinct = {_key(term): term for term in reversed(asked)}
        read = wanted(self.query, list(distinct.values()), strict=self.strict)
        self.words = dict(zip(distinct, read, strict=True))
        held: list[Bits | None] = []
        for step in steps:
            if isinstance(step, Term):
                held.append(self.of_term(step))
            elif step == "NOT":
                held.append(_inverted(held.pop()))
            else:
                right, left = held.pop(), held.pop()
                held.append(_joined(step, left, right))
        bits = held.pop() if held else None
        if bits is None:
            if self.strict:
                raise InputError(f"query: there is no word in {self.query[:60]!r}; write what to search for")
            return np.ones(self.n, dtype=bool)
        return np.unpackbits(bits, count=self.n).astype(bool)

    def of_term(self, term: Term) -> Bits | None:
        """Return which articles a term fits; the scores grow by what it adds to them."""
        key = _key(term)
        adds = not term.negated and key not in self.scored
        if key in self.found and not adds:
            return self.found[key]
        if key in self.words:
            mask = self.with_words(term, self.words[key], adds=adds)
        else:
            mask = self.fields.compared(self.query, term, strict=self.strict)
        if adds:
            self.scored.add(key)
        bits = self.found[key] = None if mask is None else np.packbits(mask)
        return bits

    def with_words(self, term: Term, asked: Wanted | None, *, adds: bool) -> Mask | None:
        if asked is None:
            return None
        if not term.field and not asked.slots:
            return np.ones(self.n, dtype=bool)
        scale = self.scales.get(term.field)
        columns = scale.columns if scale else {term.field: self.fields.column(term.field)}
        found = {name: column.occurrences(slots_in(column, asked)) for name, column in columns.items()}
        mask = np.zeros(self.n, dtype=bool)
        for occurrences in found.values():
            mask[occurrences.texts] = True
        if adds and scale and asked.slots:
            rows, gains = scale.scores(found, self.n)
            self.scores[rows] += gains
            self.shown.append((term.field, asked))
        return mask


def _parted(fields: Fields, steps: Sequence[Step]) -> tuple[list[Term], list[Term]]:
    """Return the terms that are looked for as words, and those that are compared."""
    terms = [step for step in steps if isinstance(step, Term)]
    compared = [term for term in terms if term.field and fields.is_compared(term.field)]
    return [term for term in terms if term not in compared], compared


def _key(term: Term) -> Key:
    return term.field, term.text, term.quoted, term.unfinished


def _inverted(bits: Bits | None) -> Bits | None:
    return None if bits is None else ~bits


def _joined(operator: str, left: Bits | None, right: Bits | None) -> Bits | None:
    """Return both answers as one; a term without words, such as a lone dash, leaves the other answer as it is."""
    if left is None or right is None:
        return right if left is None else left
    return left & right if operator == "AND" else left | right


def answer(fields: Fields, scales: Mapping[str, Scale], query: str, *, strict: bool) -> Answer:
    """Return the answer to a query.

    Parameters
    ----------
    fields
        The columns of the articles.
    scales
        How matches count: in each of the columns that are searched, and under an empty name in all of them together.
    query
        The query.
    strict
        Whether to raise on mistakes in it.
    """
    steps = parse(query, fields.named, fields.known, strict=strict)
    state = _Answering(fields, scales, query, strict=strict)
    return Answer(state.run(steps), state.scores, state.shown)


def check(fields: Fields, query: str) -> None:
    """Raise if a query has a mistake, without answering it.

    Raises
    ------
    InputError, UnknownNameError
        The message says where the mistake is, and what to write instead.
    """
    asked, compared = _parted(fields, parse(query, fields.named, fields.known, strict=True))
    wanted(query, asked, strict=True)
    for term in compared:
        fields.compared(query, term, strict=True)
