"""Dates that stand in a text, in the forms and languages of news pages.

Month names are those of CLDR in sixty languages; ``scripts/month_names.py`` takes them from Babel.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["DateFormatError", "FoundDate", "checked_day", "find_dates", "has_date", "why_not"]

# The first newspaper was printed in 1605; a stamp outside these years is a machine's null, not a date.
FIRST_YEAR, LAST_YEAR = 1600, 2200

ZONES = {
    "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "Z": 0,
    "BST": 1, "CET": 1, "WEST": 1, "MEZ": 1, "WAT": 1,
    "CEST": 2, "EET": 2, "MESZ": 2, "SAST": 2, "CAT": 2,
    "EEST": 3, "MSK": 3, "EAT": 3, "AST": -4, "ADT": -3,
    "IST": 5.5, "PKT": 5, "ICT": 7, "WIB": 7, "HKT": 8, "SGT": 8, "AWST": 8, "PHT": 8,
    "KST": 9, "JST": 9, "ACST": 9.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "BRT": -3, "ART": -3,
}  # fmt: skip
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}

_YMD = r"(?P<y1>\d{4})(?P<s1>[-/.])[ ]?(?P<m1>\d{1,2})(?P=s1)[ ]?(?P<d1>\d{1,2})(?!\d)"
_DMY = r"(?P<a>\d{1,2})(?P<s2>[-/.])[ ]?(?P<b>\d{1,2})(?P=s2)[ ]?(?P<y2>\d{4}|\d{2})(?!\d)"
_CJK = r"(?P<era>令和|平成|昭和)?(?P<y3>\d{1,4})[ ]?[年년][ ]?(?P<m3>\d{1,2})[ ]?[月월][ ]?(?P<d3>\d{1,2})[ ]?[日일号]?"
_WORD = r"[^\W\d_][^\s\d,.;:()/|·•–—-]{1,15}"
_YEAR = r"(?:(?P<{0}>\d{{4}})|['’](?P<{0}s>\d{{2}}))(?!\d)"
_DAY_MONTH = (
    r"(?P<d4>\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?[ -]{0,2}(?:(?:de|of|d['’])[ ]?)?"
    rf"(?P<w4>{_WORD})[.,]{{0,2}}[ -]{{0,2}}(?:del?[ ])?" + _YEAR.format("y4")
)
_MONTH_DAY = rf"(?P<w5>{_WORD})\.?[ ](?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?[ ]{{1,2}}" + _YEAR.format("y5")
_DATE = re.compile(rf"(?<![\d.,/-])(?:{_YMD}|{_CJK}|{_DAY_MONTH}|{_DMY})|(?<!\w){_MONTH_DAY}")
_TIME = re.compile(
    r"(?P<pre>오전|오후|上午|下午|午前|午後)?[ ]{0,2}(?<!\d)(?P<h>\d{1,2})"
    r"(?:(?:[:.h]|시[ ]?|時|点)(?P<min>\d{2})?(?:분|分)?(?:[:.](?P<sec>\d{2})(?:[.,]\d{1,9})?)?)?(?!\d)"
    r"[ ]{0,2}(?P<ap>[ap]\.?[ ]?m\b\.?)?"
    r"(?:[ ]{0,2}(?:Uhr|hrs)?[ ]{0,2}\(?"
    r"(?P<zone>(?:GMT|UTC)?[ ]?[+-]\d{1,2}:?\d{2}\b|(?:GMT|UTC)[+-]\d{1,2}\b|[A-Z]{1,4}\b))?",
    re.IGNORECASE,
)
_GAP = re.compile(r"(?:\([^()\d]{1,9}\)|[\s,|–—·•(.-]|at|um|à|a las|alle|kl|klo|ob|T)*", re.IGNORECASE)
# The time of day may come first: "9:30 a.m. EDT, June 12, 2025".
_BEFORE = 24


class DateFormatError(ValueError):
    """A value cannot be read as a date; the message is the reason in plain words."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date that stands in a text.

    Parameters
    ----------
    start, end
        Where it stands, in characters; a time of day that belongs to it is included.
    moment
        The moment, with a time zone if the text names one.
    has_time
        Whether the text gives a time of day.
    is_ambiguous
        Whether day and month could be swapped (``8/9/17``).
    """

    start: int
    end: int
    moment: dt.datetime
    has_time: bool
    is_ambiguous: bool


@cache
def _months() -> dict[str, int]:
    table = json.loads(files("newskit.dates").joinpath("months.json").read_text(encoding="utf-8"))
    return {name: int(number) for number, names in table.items() for name in names}


def _month(word: str) -> int | None:
    return _months().get(word.casefold().rstrip("."))


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) <= 2:
        return year + (1900 if year >= 69 else 2000)
    if 2400 < year < 2700:  # the Buddhist calendar, as Thai pages print it
        return year - 543
    return year


def checked_day(year: int, month: int, day: int) -> dt.datetime:
    """Return the day, or raise `DateFormatError` where it does not exist or its year is not plausible."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateFormatError(f"the year {year:04d} is not plausible")
    try:
        return dt.datetime(year, month, day)  # noqa: DTZ001 - the zone is settled by the caller
    except ValueError:
        raise DateFormatError(f"there is no day {year:04d}-{month:02d}-{day:02d}") from None


def _day_and_month(first: int, second: int, separator: str, dayfirst: bool | None) -> tuple[int, int, bool]:
    """Return day, month and whether the two could be swapped."""
    if first > 12 or second > 12 or first == second:
        return (first, second, False) if first > 12 else (second, first, False)
    if separator == ".":  # written so in Europe alone, where the day comes first
        return first, second, False
    return (first, second, dayfirst is None) if dayfirst else (second, first, dayfirst is None)


def _day_of(match: re.Match[str], dayfirst: bool | None) -> tuple[dt.datetime, bool] | None:
    group = match.groupdict()
    if group["y1"]:
        return checked_day(_year(group["y1"]), int(group["m1"]), int(group["d1"])), False
    if group["y2"]:
        day, month, swappable = _day_and_month(int(group["a"]), int(group["b"]), group["s2"], dayfirst)
        return checked_day(_year(group["y2"]), month, day), swappable
    if group["y3"]:
        year = int(group["y3"]) + ERAS[group["era"]] if group["era"] else _year(group["y3"])
        return checked_day(year, int(group["m3"]), int(group["d3"])), False
    worded = _month(group["w4"] or group["w5"])
    if worded is None:
        return None
    year_digits = next(group[name] for name in ("y4", "y4s", "y5", "y5s") if group[name])
    return checked_day(_year(year_digits), worded, int(group["d4"] or group["d5"])), False


def _offset(name: str | None) -> dt.tzinfo | None:
    if not name:
        return None
    text = name.upper().replace(" ", "")
    if text in ZONES:
        return dt.timezone(dt.timedelta(hours=ZONES[text]))
    signed = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?", text)
    if not signed:
        return None
    minutes = int(signed[2]) * 60 + int(signed[3] or 0)
    if minutes >= 24 * 60:
        return None
    return dt.timezone(dt.timedelta(minutes=minutes if signed[1] == "+" else -minutes))


def _clock(match: re.Match[str]) -> tuple[dt.time, int] | None:
    """Return the time of day that a match of `_TIME` gives, and where it ends in the text."""
    group = match.groupdict()
    if group["min"] is None and not group["ap"] and not group["pre"]:
        return None
    hour, minute, second = int(group["h"]), int(group["min"] or 0), int(group["sec"] or 0)
    half = group["ap"] or group["pre"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" or half in ("오후", "下午", "午後") else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    offset = _offset(group["zone"])
    end = match.end() if offset or not group["zone"] else match.start("zone")
    end = match.start() + len(match.string[match.start() : end].rstrip(" ("))
    return dt.time(hour, minute, second, tzinfo=offset), end


def _clock_beside(text: str, start: int, end: int, since: int) -> tuple[int, int, dt.time | None]:
    """Return the span of the date at `start` to `end` with the time of day beside it, and that time."""
    gap = _GAP.match(text, end)
    after = _TIME.match(text, gap.end() if gap else end)
    if after and (found := _clock(after)):
        return start, found[1], found[0]
    for before in _TIME.finditer(text, max(since, start - _BEFORE), start):
        if (found := _clock(before)) and (gap := _GAP.match(text, found[1], start)) and gap.end() == start:
            return before.start(), end, found[0]
    return start, end, None


def find_dates(text: str, *, dayfirst: bool | None = None) -> Iterator[FoundDate]:
    """Yield the dates that stand in a text, with their time of day and zone where given.

    Numeric forms, worded forms in the languages of CLDR, and Chinese, Japanese and Korean forms are read. A date
    without a year is not one.

    Parameters
    ----------
    text
        A line of text. Dates that do not exist (``2025-02-30``) are passed over.
    dayfirst
        How ``8/9/17`` is meant. ``None`` reads it as the ninth of August and marks it as ambiguous.

    Examples
    --------
    >>> line = "By Kim Hee-su Posted : June 12, 2025, 15:50 Updated : 2025-06-13"
    >>> [(line[d.start : d.end], d.moment.isoformat()) for d in find_dates(line)]
    [('June 12, 2025, 15:50', '2025-06-12T15:50:00'), ('2025-06-13', '2025-06-13T00:00:00')]
    """
    position = 0
    while match := _DATE.search(text, position):
        try:
            day = _day_of(match, dayfirst)
        except DateFormatError:
            day = None
        if day is None:
            position = _after(match)
            continue
        moment, swappable = day
        start, end, clock = _clock_beside(text, match.start(), match.end(), position)
        if clock:
            moment = dt.datetime.combine(moment.date(), clock)
        yield FoundDate(start, end, moment, clock is not None, swappable)
        position = end


def has_date(text: str) -> bool:
    """Whether `find_dates` finds anything in a text; cheaper than asking for it."""
    position = 0
    while match := _DATE.search(text, position):
        try:
            if _day_of(match, None) is not None:
                return True
        except DateFormatError:
            pass
        position = _after(match)
    return False


def _after(match: re.Match[str]) -> int:
    """Return where to look on behind a match that is no date: its word was no month, but its digits may start one."""
    return match.end("d5") - len(match["d5"]) if match["d5"] else match.start() + 1


def why_not(text: str) -> str:
    """Return why a text that `find_dates` found nothing in is not a date."""
    shown = text if len(text) <= 40 else text[:39] + "…"
    match = _DATE.search(text)
    if match:
        try:
            _day_of(match, None)
        except DateFormatError as error:
            return str(error)
    if re.fullmatch(r"\d{4}", text):
        return f"only a year: {text}"
    if re.fullmatch(r"\d{4}-\d{1,2}|\w+\.?,? \d{4}", text):
        return f"only a month: {shown}"
    return f"not a date: {shown!r}"
