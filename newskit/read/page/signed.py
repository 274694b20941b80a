"""Who signed a page, and when: authors and dates from the lines that likely hold them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from newskit.bylines import AGENCIES, line_names, looks_like_name
from newskit.read.page.found import Found
from newskit.read.page.lines import BYLINE_START
from newskit.read.page.model import BODY, BYLINE, CAPTION, STANDFIRST, TITLE
from newskit.read.page.stamps import stamps

__all__ = ["DayFirst", "plain_bylines", "take_authors", "take_dates"]

Array = npt.NDArray[np.float32]
DayFirst: TypeAlias = Callable[[], "bool | None"]

_NEAR_BYLINE = 5
_BYLINES = 8
_DATE_LINES = 12
_BYLINE_ABOVE, _BYLINE_LENGTH, _PLAIN_BYLINE = 12, 80, 0.6
_UNSURE_BODY = 0.2
_LONGEST_BYLINE = 160
_NEAR_DATE, _FLOOR_DATE = 5, 0.05
# "29.11.2022 – ..." opens a paragraph as a dateline does.
_RUN_IN_DATE = re.compile(r"\d{1,2}\. ?(?:\d{1,2}\.|[^\W\d_]{3,12}) ?20\d\d ?[–—:|-]|20\d\d-\d\d-\d\d ?[–—:|-]")
_RUN_IN = 0.5
_TOLD = re.compile(
    r"\b(?:(?:erstellt|eingestellt|geschrieben|verfasst|beitrag|veröffentlicht|posted|published|written|publié|publicado)"
    r"(?: (?:am|on|le|el) .{4,30}?)? (?:von|by|par|por) ?|(?:autor(?:in|en)?|auth?ors?|auteurs?)\b:? ?)",
    re.IGNORECASE,
)
_TOLD_END = re.compile(r" (?:at|um|am|on|à|le|in|—|–|\|)(?= |$)|\d")
_TOLD_FLOOR, _LONG_NAME = 0.02, 30
_NOT_NAMES = re.compile(
    r"^(?:image|photo|foto|bild|video|audio|getty|credit|up next|most popular|key points|reuters/|copyright|journalist|"
    r"corresponsal|anzeige|view)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"^(?:[A-Z]{2,5}|dpa|red|.*\.(?:com|de|at|org|net)|"
    r".*(?:Press|News|Redaktion|Agency|Team|Times|Post|Zeitung|Nachrichten|Ajansı|Staff|Newsroom|Desk))$"
)


def take_authors(lines: list[str], likely: Array, floor: float, found: Found) -> None:
    """Take the authors: names of the likeliest bylines, else who is told to have written the page."""
    _likely_authors(lines, likely, floor, found)
    if not found.authors:
        _told_authors(lines, likely, found)


def _likely_authors(lines: list[str], likely: Array, floor: float, found: Found) -> None:
    """Take the names of the likeliest byline and of lines beside it that are nearly as likely."""
    top: int | None = None
    taken: list[str] = []
    for number in np.argsort(-likely, kind="stable")[:_BYLINES].tolist():
        chance = float(likely[number])
        if chance < floor:
            break
        if top is not None and (chance < max(0.25, 0.5 * float(likely[top])) or abs(number - top) > _NEAR_BYLINE):
            break
        if _NOT_NAMES.match(lines[number]):
            continue
        names = [name for name in line_names(lines[number][:300]) if not _NOT_NAMES.match(name)]
        if not names or (chance < 0.5 and not _is_author(names[0])):
            continue
        top = number if top is None else top
        found.bylines.append(number)
        for name in names:
            folded = name.casefold()
            if not any(folded in other or other in folded for other in taken):
                taken.append(folded)
                found.authors.append(name)


def _told_authors(lines: list[str], likely: Array, found: Found) -> None:
    """Take the name behind "Posted by" and the like, though it has not the form of a name: blogs are signed so."""
    for number in np.argsort(-likely, kind="stable")[:_BYLINES].tolist():
        told = (
            _TOLD.search(lines[number])
            if likely[number] >= _TOLD_FLOOR and len(lines[number]) < _LONGEST_BYLINE
            else None
        )
        names = line_names(_TOLD_END.split(lines[number][told.end() :])[0]) if told else []
        if names and len(names[0]) < _LONG_NAME:
            found.bylines, found.authors = [number], names
            return


def _is_author(name: str) -> bool:
    return looks_like_name(name) or name in AGENCIES or _ORGANISATION.match(name) is not None


def take_dates(lines: list[str], likely: Array, found: Found, dayfirst: DayFirst) -> None:
    """Take the dates of the likeliest line, and what it lacks from a line beside it."""
    if found.body and _RUN_IN_DATE.match(lines[found.body[0]]):
        likely = likely.copy()
        likely[found.body[0]] = max(_RUN_IN, likely[found.body[0]])
    for number in np.argsort(-likely, kind="stable")[:_DATE_LINES].tolist():
        if likely[number] < _FLOOR_DATE or (found.published and found.updated):
            break
        if found.dates and abs(number - found.dates[0]) > _NEAR_DATE:
            continue
        published, updated = _stamped(lines[number], dayfirst)
        if (published and not found.published) or (updated and not found.updated):
            found.dates.append(number)
        found.published = found.published or published
        found.updated = found.updated or updated
    if found.published is None:
        found.published, found.updated = found.updated, None


def _stamped(line: str, dayfirst: DayFirst) -> tuple[dt.datetime | None, dt.datetime | None]:
    published = updated = None
    dated = list(stamps(line))
    if any(stamp.is_ambiguous for stamp, _ in dated):
        dated = list(stamps(line, dayfirst=dayfirst()))
    for stamp, is_update in dated:
        if is_update:
            updated = updated or stamp.moment
        else:
            published = published or stamp.moment
    return published, updated


def plain_bylines(lines: list[str], chance: Array) -> Array:
    """Return the probabilities with lines such as ``By Ana Ruiz and Jo Lund`` near the story's start made bylines."""
    start = int((chance[:, BODY] > _UNSURE_BODY).argmax())
    for number in range(max(0, start - _BYLINE_ABOVE), min(len(lines), start + 3)):
        line = lines[number]
        if len(line) < _BYLINE_LENGTH and BYLINE_START.match(line):
            names = line_names(line)
            if names and all(map(looks_like_name, names)) and 2 * sum(map(len, names)) > len(line):
                chance = chance.copy()
                chance[number, BYLINE] = max(chance[number, BYLINE], _PLAIN_BYLINE)
                chance[number, [BODY, STANDFIRST, CAPTION, TITLE]] = 0
    return chance
