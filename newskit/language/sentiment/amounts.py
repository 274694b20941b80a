"""Which of two amounts is the greater: "profit was 3.1 million, against 2.4 million a year before"."""

from __future__ import annotations

import re
from typing import NamedTuple

from newskit.language.sentiment.matcher import Matches
from newskit.language.tokens import Tokens

__all__ = ["Comparison", "comparisons"]

# How many tokens from the word of comparison an amount may stand.
_NEAR = 9
_NUMBER = re.compile(r"(?:[^\W\d_]{0,4}|[$€£¥])(\d[\d,]*(?:\.\d+)?)(mn|m|bn|k|pc)?")
_SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6, "bn": 1e9, "bln": 1e9, "billion": 1e9,
    "trillion": 1e12,
}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Comparison(NamedTuple):
    """Two amounts.

    Attributes
    ----------
    first, last
        The word of comparison.
    amount, other
        The tokens of the two numbers.
    sign
        1 if the first is the greater, -1 if it is the smaller.
    """

    first: int
    last: int
    amount: int
    other: int
    sign: int


def comparisons(tokens: Tokens, matches: Matches, begin: list[int], end: list[int]) -> list[Comparison]:
    """Return the comparisons of two amounts in the texts.

    Parameters
    ----------
    tokens
        The texts.
    matches
        Words of comparison.
    begin, end
        Where the sentence of each begins and ends.
    """
    found = []
    for first, last, low, high in zip(matches.first.tolist(), matches.last.tolist(), begin, end, strict=True):
        before = _number(tokens, range(first - 1, max(low, first - _NEAR) - 1, -1), high)
        after = _number(tokens, range(last, min(high, last + _NEAR)), high)
        if before and after and before[1] != after[1]:
            found.append(Comparison(first, last, before[0], after[0], 1 if before[1] > after[1] else -1))
    return found


def _number(tokens: Tokens, places: range, end: int) -> tuple[int, float] | None:
    """Return the first amount at some places and its token."""
    for at in places:
        form = tokens.forms[tokens.ids[at]]
        number = _NUMBER.fullmatch(form)
        if number is None:
            continue
        value = float(number[1].replace(",", ""))
        following = tokens.lowers[tokens.lower[tokens.ids[at + 1]]] if at + 1 < end else ""
        scale = _SCALES.get(number[2] or following, 1.0)
        is_year = form.isdecimal() and _FIRST_YEAR <= value <= _LAST_YEAR and scale == 1 and following != "%"
        if not is_year:
            return at, value * scale
    return None
