"""What the terms of a query ask of the articles: words in columns, dates and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from newskit.errors import InputError
from newskit.language import tokens_of
from newskit.language.scan import GAP_NONE
from newskit.tables.searching.column import Column, Ranges
from newskit.tables.searching.lexer import mistake
from newskit.tables.searching.query import Term
from newskit.tables.searching.terms import parts

__all__ = ["LONGEST_PHRASE", "Slot", "Wanted", "slots_in", "wanted"]

LONGEST_PHRASE = 200
"""How many words a phrase may have: so many comparisons for each place of its rarest word are still few."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A word of a phrase, or the beginning of one."""

    word: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that a term asks for, one behind the other.

    Parameters
    ----------
    slots
        The words; none for ``*``, which any word fits.
    exact
        Whether singular and plural differ.
    """

    slots: tuple[Slot, ...]
    exact: bool


def wanted(query: str, terms: Sequence[Term], *, strict: bool) -> list[Wanted | None]:
    """Return the words that terms ask for, ``None`` for a term without any.

    Raises
    ------
    InputError
        If a star does not end a word, or a phrase is too long.
    """
    tokens = tokens_of([term.text for term in terms])
    forms = [parts(form) or form for form in tokens.forms]
    found: list[Wanted | None] = []
    for term, (first, last) in zip(terms, pairwise(tokens.bounds.tolist()), strict=True):
        read = [forms[form] for form in tokens.ids[first:last].tolist()]
        try:
            slots = _slots(read, (tokens.gap[first:last] == GAP_NONE).tolist(), strict=strict)
        except InputError as error:
            raise mistake(query, term.start, str(error), _ADVICE) from None
        if term.text.strip() == "*":
            found.append(Wanted((), exact=False))
        elif slots:
            if term.unfinished:
                slots[-1] = Slot(slots[-1].word, is_prefix=True)
            found.append(Wanted(tuple(slots), exact=term.quoted))
        else:
            found.append(None)
    return found


_ADVICE = f"write the beginning of a word and a star, such as infl*; a phrase has at most {LONGEST_PHRASE} words"


def _slots(read: Sequence[list[str] | str], glued: Sequence[bool], *, strict: bool) -> list[Slot]:
    """Return the words of a term from its tokens: lists of words, or marks."""
    slots: list[Slot] = []
    if read == ["*"]:
        return slots
    for at, form in enumerate(read):
        if isinstance(form, list):
            slots += map(Slot, form)
        elif form == "*":
            ends = at > 0 and glued[at] and isinstance(read[at - 1], list)
            goes_on = at + 1 < len(read) and glued[at + 1] and isinstance(read[at + 1], list)
            if ends and not goes_on:
                slots[-1] = Slot(slots[-1].word, is_prefix=True)
            elif strict:
                raise InputError("a star stands elsewhere than at the end of a word")
    if len(slots) > LONGEST_PHRASE and strict:
        raise InputError(f"{len(slots):,} words without a space or in one pair of quotation marks")
    return slots[:LONGEST_PHRASE]


def slots_in(column: Column, asked: Wanted) -> list[Ranges]:
    """Return for each word of a term which of a column's words fit."""
    if not asked.slots:
        return [column.anything()]
    return [_fitting(column, slot, exact=asked.exact) for slot in asked.slots]


def _fitting(column: Column, slot: Slot, *, exact: bool) -> Ranges:
    if slot.is_prefix:
        return column.beginning(slot.word)
    return column.exactly(slot.word) if exact else column.loosely(slot.word)
