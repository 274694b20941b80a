"""Two amounts that a sentence compares: whether something rose or fell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

__all__ = ["amount_features"]

_NUMBER = re.compile(r"(-?)(?:[^\W\d_]{0,4}|[$€£¥])(\d[\d,]*(?:\.\d+)?)(mn|m|bn|b|k|pc|pct)?")
_SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6, "bn": 1e9, "b": 1e9, "bln": 1e9,
    "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_PERCENT = frozenset({"%", "pc", "pct", "percent"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
# What stands between two amounts that are compared; nothing else is, for sentences list amounts as well.
_AGAINST = frozenset({"from", "compared", "against", "versus", "vs", "earlier", "year-ago", "corresponding", "than"})
_LOSSES = frozenset({"loss", "losses", "deficit", "shortfall"})
_GAINS = frozenset({"profit", "profits", "surplus", "gain", "earnings", "income", "ebit"})
_MOST_BETWEEN, _NAMED_WITHIN, _THING_WITHIN = 16, 5, 16


class _Amount(NamedTuple):
    first: int
    last: int
    value: float
    is_percent: bool


def amount_features(forms: Sequence[str], words: Sequence[str], worth: Callable[[str], float]) -> list[str]:
    """Return features of the amounts that a text compares.

    Parameters
    ----------
    forms, words
        The tokens as written, and in small letters.
    worth
        How good it is to have more of a thing, by its word; 0 for what is no thing.

    Examples
    --------
    >>> text = "the loss narrowed to 1.4 million from 3 million".split()
    >>> amount_features(text, text, {}.get)
    ['up', 'up good']
    """
    found = _amounts(forms, words)
    made: list[str] = []
    for one, other in pairwise(found):
        between = words[one.last : other.first]
        if one.is_percent != other.is_percent or len(between) > _MOST_BETWEEN:
            continue
        sign = _named(one, words) or 1
        values = sign * one.value, (_named(other, words) or sign) * other.value
        if words[one.first - 1 : one.first] == ["from"] and "to" in between:
            change = values[1] - values[0]
        elif not _AGAINST.isdisjoint(between) or (between == ["("] and words[other.last : other.last + 1] == [")"]):
            change = values[0] - values[1]
        else:
            continue
        way = "up" if change > 0 else "down" if change < 0 else "same"
        made.append(way)
        # Losses have their sign already.
        good = 1.0 if _named(one, words) else _nearest(one, words, worth)
        if good and change:
            made.append(f"{way} {'good' if good * change > 0 else 'bad'}")
    return made


def _amounts(forms: Sequence[str], words: Sequence[str]) -> list[_Amount]:
    """Return the numbers that are no years, with what they count by."""
    found = []
    for at, form in enumerate(forms):
        number = _NUMBER.fullmatch(form) if form[-1:].isalnum() else None
        if number is None:
            continue
        minus = bool(number[1]) or words[at - 1 : at] in (["-"], ["−"])
        value = float(number[2].replace(",", "")) * (-1 if minus else 1)
        following = words[at + 1] if at + 1 < len(words) else ""
        is_percent = following in _PERCENT or number[3] in _PERCENT
        scale = _SCALES.get(number[3] or following, 1.0)
        if scale == 1 and not is_percent and form.isdecimal() and _FIRST_YEAR <= value <= _LAST_YEAR:
            continue
        last = at + 1 + (following in _SCALES or following in _PERCENT)
        found.append(_Amount(at, last, value * scale, is_percent))
    return found


def _named(amount: _Amount, words: Sequence[str]) -> int:
    """Return -1 for an amount that is said to be a loss, 1 for a gain, 0 for any other."""
    for word in reversed(words[max(amount.first - _NAMED_WITHIN, 0) : amount.first]):
        if word in _LOSSES or word in _GAINS:
            return -1 if word in _LOSSES else 1
    return 0


def _nearest(amount: _Amount, words: Sequence[str], worth: Callable[[str], float]) -> float:
    """Return how good it is to have more of the thing that the amount is of: the last one before it."""
    before = words[max(amount.first - _THING_WITHIN, 0) : amount.first]
    return next((value for value in map(worth, reversed(before)) if value), 0.0)
