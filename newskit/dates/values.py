"""Columns of dates in the disorder of real archives: every value becomes a moment in UTC or a reason why not."""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
import zoneinfo
from dataclasses import dataclass

import numpy as np
import pandas as pd

from newskit.dates.text import FIRST_YEAR, LAST_YEAR, DateFormatError, checked_day, find_dates, why_not
from newskit.errors import InputError, listed

__all__ = ["DTYPE", "ParsedDates", "parse_date", "parse_dates", "zone"]

UTC = dt.UTC
EPOCH = dt.datetime(1970, 1, 1, tzinfo=UTC)
DTYPE = "datetime64[us, UTC]"
_LONG_NUMBER = re.compile(r"\d{8}|\d{12}|\d{14}")


@dataclass(frozen=True, slots=True)
class ParsedDates:
    """A column of dates: the moments, and why the others could not be read.

    Parameters
    ----------
    dates
        The moments, ``datetime64[us, UTC]``, on the index of the values; ``NaT`` where missing or unreadable.
    reasons
        Position in the column -> the reason in plain words, for each value that was given and could not be read.
    ambiguous
        Positions of values that could be read with day and month swapped, where nothing in the column decides.
    """

    dates: pd.Series
    reasons: dict[int, str]
    ambiguous: tuple[int, ...]


def zone(timezone: str | dt.tzinfo) -> dt.tzinfo:
    """Return the time zone of an IANA name such as ``"Asia/Seoul"``, in a form that pandas and matplotlib understand.

    Raises
    ------
    InputError
        If there is no such zone; the message has the closest names.

    Examples
    --------
    >>> zone("Asia/Seoul")
    zoneinfo.ZoneInfo(key='Asia/Seoul')
    """
    if isinstance(timezone, dt.tzinfo):
        return UTC if timezone == UTC else timezone
    if not isinstance(timezone, str):
        raise InputError(f"timezone={timezone!r} is not a time zone; give an IANA name such as 'Asia/Seoul' or 'UTC'")
    if timezone in ("UTC", "utc", "Z"):
        return UTC
    try:
        return zoneinfo.ZoneInfo(timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, TypeError, OSError) as error:
        close = difflib.get_close_matches(str(timezone), sorted(zoneinfo.available_timezones()), n=3, cutoff=0.5)
        hint = f"did you mean {listed(close)}?" if close else "give an IANA name such as 'Asia/Seoul' or 'UTC'"
        raise InputError(f"timezone={timezone!r} is not a time zone; {hint}") from error


# A number that large counts seconds, milliseconds, microseconds or nanoseconds since 1970 (to the year 5138).
_EPOCH_UNITS = ((10**11, 1), (10**14, 10**3), (10**17, 10**6), (10**20, 10**9))


def _from_number(value: float) -> dt.datetime:
    """Read ``YYYYMMDD``, ``YYYYMMDDhhmmss``, or a count since 1970."""
    if not math.isfinite(value):
        raise DateFormatError(f"{value} is not a date")
    if value == int(value) and len(str(int(value))) in (8, 14):
        try:
            return _from_digits(str(int(value)))
        except DateFormatError:
            pass  # then it is a count
    if FIRST_YEAR <= value <= LAST_YEAR:
        raise DateFormatError(f"only a year: {value:g}")
    if abs(value) >= 10**7:  # smaller ones are serial numbers, not the first weeks of 1970
        for limit, per_second in _EPOCH_UNITS:
            if abs(value) < limit:
                moment = EPOCH + dt.timedelta(microseconds=round(value * 10**6 / per_second))
                checked_day(moment.year, moment.month, moment.day)
                return moment
    raise DateFormatError(f"the number {value:g} is not a date")


def _from_digits(text: str) -> dt.datetime:
    day = checked_day(int(text[:4]), int(text[4:6]), int(text[6:8]))
    if len(text) == 8:
        return day
    try:
        return day.replace(hour=int(text[8:10]), minute=int(text[10:12]), second=int(text[12:14] or 0))
    except ValueError:
        raise DateFormatError(f"there is no time {text[8:]}") from None


def _from_text(text: str, dayfirst: bool | None) -> tuple[dt.datetime, bool]:
    """Return the moment and whether day and month could be swapped."""
    stripped = text.strip()
    if len(stripped) > 200:
        raise DateFormatError(f"not a date: {stripped[:39]!r}…")
    if _LONG_NUMBER.fullmatch(stripped):
        try:
            return _from_digits(stripped), False
        except DateFormatError:
            if len(stripped) == 8:
                raise
    try:
        moment = dt.datetime.fromisoformat(stripped)
    except ValueError:
        pass
    else:
        checked_day(moment.year, moment.month, moment.day)
        return moment, False
    if re.fullmatch(r"-?\d{9,20}(\.\d+)?", stripped):
        return _from_number(float(stripped) if "." in stripped else int(stripped)), False
    found = next(find_dates(stripped, dayfirst=dayfirst), None)
    if found is None:
        raise DateFormatError(why_not(stripped))
    return found.moment, found.is_ambiguous


def _moment(value: object, dayfirst: bool | None) -> tuple[dt.datetime, bool]:
    if isinstance(value, str):
        return _from_text(value, dayfirst)
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime(warn=False)
    if isinstance(value, dt.datetime):
        checked_day(value.year, value.month, value.day)
        return value, False
    if isinstance(value, dt.date):
        return checked_day(value.year, value.month, value.day), False
    if isinstance(value, np.datetime64):
        return _moment(pd.Timestamp(value), dayfirst)
    if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool):
        return _from_number(value if isinstance(value, int) else float(value)), False
    raise DateFormatError(f"not a date but {type(value).__name__}: {str(value)[:40]}")


def _microseconds(moment: dt.datetime, home: dt.tzinfo) -> int:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=home)
    return (aware - EPOCH) // dt.timedelta(microseconds=1)


def parse_date(value: object, *, timezone: str = "UTC", dayfirst: bool | None = None) -> pd.Timestamp:
    """Return one value as a moment in UTC.

    Parameters
    ----------
    value
        A string in any form that `find_dates` reads or ISO 8601, a date, a datetime, or a number: ``YYYYMMDD``, or
        seconds, milliseconds, microseconds or nanoseconds since 1970.
    timezone
        The zone of a value that names none.
    dayfirst
        How ``8/9/17`` is meant; month first by default.

    Raises
    ------
    DateFormatError
        If the value is not a date, with the reason.

    Examples
    --------
    >>> parse_date("2025년 6월 12일 오후 3:50", timezone="Asia/Seoul")
    Timestamp('2025-06-12 06:50:00+0000', tz='UTC')
    """
    moment, _ = _moment(value, dayfirst)
    return pd.Timestamp(_microseconds(moment, zone(timezone)), unit="us", tz="UTC")


def _is_missing(value: object) -> bool:
    if value is None or value is pd.NaT or value is pd.NA:
        return True
    if isinstance(value, str):
        return not value.strip() or value.strip().casefold() in {
            "nan",
            "nat",
            "none",
            "null",
            "<na>",
            "n/a",
            "-",
        }
    return isinstance(value, float) and math.isnan(value)


def _column_order(values: list[object]) -> bool | None:
    """Return whether the column's unambiguous values put the day first; ``None`` if nothing decides."""
    first = second = 0
    for value in values:
        if isinstance(value, str) and (match := re.match(r"\s*(\d{1,2})([-/])(\d{1,2})\2\d{2}", value)):
            first += int(match[1]) > 12
            second += int(match[3]) > 12
    return None if first == second else first > second


def _as_moments(values: pd.Series, timezone: str) -> pd.Series:
    """Return a column that already holds datetimes, in UTC and microseconds."""
    if getattr(values.dt, "tz", None) is None:
        values = values.astype("datetime64[us]")
        if timezone == "UTC":
            values = values.dt.tz_localize("UTC")
        else:
            off = np.zeros(len(values), dtype=bool)
            values = values.dt.tz_localize(timezone, ambiguous=off, nonexistent="shift_forward")
    in_utc: pd.Series = values.dt.tz_convert("UTC").astype(DTYPE)
    return in_utc


def parse_dates(values: pd.Series, *, timezone: str = "UTC", dayfirst: bool | None = None) -> ParsedDates:
    """Return a column of any values as moments in UTC, with a reason for each that cannot be read.

    Parameters
    ----------
    values
        Strings, numbers, dates or datetimes, also mixed. Empty strings and the usual words for nothing are missing.
    timezone
        The zone of values that name none.
    dayfirst
        How ``8/9/17`` is meant. ``None`` lets the column's unambiguous values decide (``8/19/19`` puts the month
        first), else reads month first and names the values that remain ambiguous.

    Examples
    --------
    >>> parsed = parse_dates(pd.Series(["2018-05-16", "8/19/19", "8/9/17", "0001-11-30", ""]))
    >>> parsed.dates.dt.strftime("%d %b %Y").tolist()
    ['16 May 2018', '19 Aug 2019', '09 Aug 2017', nan, nan]
    >>> parsed.reasons
    {3: 'the year 0001 is not plausible'}
    """
    home = zone(timezone)
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return _bounded(_as_moments(values, timezone))
    given = values.tolist()
    if dayfirst is None:
        dayfirst = _column_order(given)
    known: dict[object, tuple[int | None, str, bool]] = {}
    stamps = np.full(len(given), np.iinfo(np.int64).min, dtype=np.int64)
    reasons: dict[int, str] = {}
    ambiguous: list[int] = []
    for position, value in enumerate(given):
        try:
            key: object = (type(value), value)
            answer = known.get(key)
        except TypeError:  # unhashable, such as a list
            key, answer = (list, repr(value)), None
        if answer is None:
            answer = known[key] = _answer(value, home, dayfirst)
        stamp, reason, swappable = answer
        if stamp is not None:
            stamps[position] = stamp
        elif reason:
            reasons[position] = reason
        if swappable:
            ambiguous.append(position)
    dates = pd.Series(stamps.view("datetime64[us]"), index=values.index, name=values.name)
    return ParsedDates(dates.dt.tz_localize("UTC"), reasons, tuple(ambiguous))


def _answer(value: object, home: dt.tzinfo, dayfirst: bool | None) -> tuple[int | None, str, bool]:
    if _is_missing(value):
        return None, "", False
    try:
        moment, swappable = _moment(value, dayfirst)
        return _microseconds(moment, home), "", swappable
    except DateFormatError as error:
        return None, str(error), False
    except (ValueError, OverflowError) as error:
        return None, f"not a date: {str(value)[:40]!r} ({error})", False


def _bounded(dates: pd.Series) -> ParsedDates:
    """Name the moments of implausible years in a column of datetimes."""
    year = dates.dt.year
    odd = ((year < FIRST_YEAR) | (year > LAST_YEAR)).to_numpy(dtype=bool, na_value=False)
    reasons = {int(i): f"the year {int(year.iloc[i]):04d} is not plausible" for i in np.flatnonzero(odd)}
    return ParsedDates(dates.mask(odd) if odd.any() else dates, reasons, ())
