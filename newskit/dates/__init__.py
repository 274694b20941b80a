"""Dates: found in text, and whole columns of them, in the disorder of real archives."""

from __future__ import annotations

from newskit.dates.text import DateFormatError, FoundDate, find_dates, has_date
from newskit.dates.values import DTYPE, ParsedDates, parse_date, parse_dates, zone

__all__ = [
    "DTYPE",
    "DateFormatError",
    "FoundDate",
    "ParsedDates",
    "find_dates",
    "has_date",
    "parse_date",
    "parse_dates",
    "zone",
]
