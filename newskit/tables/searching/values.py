"""Values of a query that are compared, not looked up as words: dates and numbers, and ranges of them."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

import pandas as pd

from newskit.errors import InputError
from newskit.tables.bins import Zone
from newskit.tables.span import moment

__all__ = ["DateRange", "NumberRange", "date_range", "number_range"]

# At most that much of a value is looked at: no date or number is longer.
_LONGEST = 80
_DATE = re.compile(
    r"([0-9]{8}|[0-9]{4}(?:-?[Qq][1-4]|[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?)?)"
    r"((?<=[-/.][0-9]{2})[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_COMPARED = re.compile(r"(>=|<=|>|<)?(.*)", re.DOTALL)


class DateRange(NamedTuple):
    """From when, and until before when; ``None`` for no bound."""

    start: pd.Timestamp | None
    end: pd.Timestamp | None


class NumberRange(NamedTuple):
    """From which to which number, and whether these two count."""

    low: float
    high: float
    with_low: bool = True
    with_high: bool = True


def _edge(text: str, timezone: Zone, *, last: bool) -> pd.Timestamp | None:
    """Return when a day, month, quarter, year or moment begins, or ends; ``None`` if nothing is written."""
    match = _DATE.fullmatch(text.strip()[:_LONGEST])
    if not match or text[:4] == "0000":
        if not text.strip():
            return None
        raise InputError(f"{text!r} is no date")
    day, time = match[1], match[2] or ""
    return moment(re.sub(r"[/.]", "-", day).upper() + time.upper(), timezone, "date", last=last)


def date_range(text: str, kind: str, timezone: Zone) -> DateRange:
    """Return the stretch of time that ``after:``, ``before:`` or a column of dates asks for.

    >>> date_range("2025-03..2025-05", "published", "UTC").end
    Timestamp('2025-06-01 00:00:00+0000', tz='UTC')
    >>> date_range("2025-03-01", "before", "UTC")
    DateRange(start=None, end=Timestamp('2025-03-01 00:00:00+0000', tz='UTC'))
    """
    match = _COMPARED.fullmatch(text)
    sign, value = (match[1] or "", match[2]) if match else ("", text)
    first, dots, last = value.partition("..")
    if kind == "after" or sign == ">=":
        return DateRange(_one(first, timezone, last=False), None)
    if kind == "before" or sign == "<":
        return DateRange(None, _one(first, timezone, last=False))
    if sign:
        edge = _one(first, timezone, last=True)
        return DateRange(edge, None) if sign == ">" else DateRange(None, edge)
    return DateRange(_edge(first, timezone, last=False), _edge(last if dots else first, timezone, last=True))


def _one(text: str, timezone: Zone, *, last: bool) -> pd.Timestamp:
    edge = _edge(text, timezone, last=last)
    if edge is None:
        raise InputError("no date")
    return edge


def number_range(text: str) -> NumberRange:
    """Return the numbers that a value asks for.

    >>> number_range(">500"), number_range("100..200"), number_range("3")
    ... # doctest: +NORMALIZE_WHITESPACE
    (NumberRange(low=500.0, high=inf, with_low=False, with_high=True),
     NumberRange(low=100.0, high=200.0, with_low=True, with_high=True),
     NumberRange(low=3.0, high=3.0, with_low=True, with_high=True))
    """
    match = _COMPARED.fullmatch(text[:_LONGEST])
    sign, value = (match[1] or "", match[2]) if match else ("", text)
    if not sign and ".." in value:
        first, _, last = value.partition("..")
        return NumberRange(_number(first, -math.inf), _number(last, math.inf))
    number = _number(value)
    if sign.startswith(">"):
        return NumberRange(number, math.inf, with_low="=" in sign)
    if sign.startswith("<"):
        return NumberRange(-math.inf, number, with_high="=" in sign)
    return NumberRange(number, number)


def _number(text: str, missing: float | None = None) -> float:
    if not text.strip() and missing is not None:
        return missing
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise InputError(f"{text!r} is no number") from error
