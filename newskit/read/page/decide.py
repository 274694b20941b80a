"""From what each block probably is to the fields of an article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from newskit.bylines import AGENCIES, line_names, looks_like_name
from newskit.read.page.model import BODY, BYLINE, CAPTION, DATE, STANDFIRST, TITLE
from newskit.read.page.stamps import stamps

__all__ = ["HTML", "TEXT", "Found", "Thresholds", "decide"]

Array = npt.NDArray[np.float32]
DayFirst: TypeAlias = Callable[[], "bool | None"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on a block is taken for what."""

    body: float
    byline: float
    caption: float
    over_caption: float  # how many times likelier body than caption a paragraph must be


TEXT = Thresholds(body=0.5, byline=0.12, caption=0.07, over_caption=4.0)
HTML = Thresholds(body=0.5, byline=0.15, caption=0.12, over_caption=1.5)
_BELOW = 0.1
_NEAR_BYLINE = 5
_BYLINES = 8
_NEAR_DATE = 5
_DATE_LINES = 12
_FLOOR_DATE = 0.05
_NOT_NAMES = re.compile(
    r"^(?:image|photo|foto|bild|video|audio|getty|credit|up next|most popular|key points|reuters/|copyright|journalist|"
    r"corresponsal|anzeige|view)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"^(?:[A-Z]{2,5}|dpa|red|.*\.(?:com|de|at|org|net)|"
    r".*(?:Press|News|Redaktion|Agency|Team|Times|Post|Zeitung|Nachrichten|Ajansı|Staff|Newsroom|Desk))$"
)


@dataclass(slots=True)
class Found:
    """What a page's blocks hold, with the numbers of the blocks that each field came from."""

    title: int | None = None
    body: list[int] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    standfirst: list[int] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)
    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    dates: list[int] = field(default_factory=list)


def _authors(lines: list[str], likely: Array, floor: float, found: Found) -> None:
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


def _is_author(name: str) -> bool:
    return looks_like_name(name) or name in AGENCIES or _ORGANISATION.match(name) is not None


def _dates(lines: list[str], likely: Array, found: Found, dayfirst: DayFirst) -> None:
    """Take the dates of the likeliest line, and what it lacks from a line beside it."""
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


def decide(lines: list[str], chance: Array, limits: Thresholds, dayfirst: DayFirst) -> Found:
    """Return which blocks hold what.

    Parameters
    ----------
    lines
        The texts of the blocks.
    chance
        Their probabilities, as `PageModel.probabilities` gives them.
    limits
        `TEXT` or `HTML`.
    dayfirst
        Asked only where the page has a date such as ``8/9/2025``.
    """
    found = Found()
    body, caption, standfirst = chance[:, BODY], chance[:, CAPTION], chance[:, STANDFIRST]
    is_body = (body > limits.body) & (body >= limits.over_caption * caption) & (body >= standfirst)
    seen: set[str] = set()
    for number in np.flatnonzero(is_body).tolist():
        line = lines[number]
        if line in seen and len(line) > 60:
            continue
        seen.add(line)
        found.body.append(number)
    title = chance[:, TITLE].copy()
    if found.body:  # a headline stands above its story
        title[found.body[0] + 1 :] *= _BELOW
    found.title = int(title.argmax())
    found.captions = np.flatnonzero((caption > limits.caption) & ~is_body).tolist()
    found.standfirst = [
        number
        for number in np.flatnonzero((standfirst > 0.4) & ~is_body & (standfirst > caption)).tolist()
        if number != found.title
    ]
    _authors(lines, chance[:, BYLINE] * ~is_body, limits.byline, found)
    _dates(lines, chance[:, DATE] * (1 - caption) * ~is_body, found, dayfirst)
    return found
