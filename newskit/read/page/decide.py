"""From what each block probably is to the fields of an article."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from newskit.bylines import AGENCIES, line_names, looks_like_name
from newskit.read.dateline import read_dateline
from newskit.read.page.lines import BYLINE_START
from newskit.read.page.model import BODY, BYLINE, CAPTION, DATE, STANDFIRST, TITLE
from newskit.read.page.stamps import stamps
from newskit.read.page.words import CLASS_NAMES, CLASSES, TOKEN

__all__ = ["HTML", "TEXT", "Containers", "Found", "Thresholds", "decide"]

Array = npt.NDArray[np.float32]
DayFirst: TypeAlias = Callable[[], "bool | None"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on a block is taken for what."""

    body: float
    byline: float
    caption: float
    over_caption: float  # how many times likelier body than caption a paragraph must be


TEXT = Thresholds(body=0.5, byline=0.12, caption=0.05, over_caption=7.0)
HTML = Thresholds(body=0.4, byline=0.15, caption=0.12, over_caption=3.0)
# What is taken along with a story in HTML: list items, cells and subheads among its paragraphs, unlikely by themselves.
_AMONG, _IN_CONTAINER = 0.15, 0.3
_STORY_SHARE = 0.7  # of the story's paragraphs that its container holds
_FEW_LINKS = 0.4
_SURE_CAPTION = 0.05
_BELOW = 0.1
_NEAR_TITLE = 6
_SHORT_TITLE = 15
_NEARLY, _MAYBE = 0.5, 0.03
_PARAGRAPH = 50
_SURE_STAMP = 0.6
_UNSURE_BODY = 0.2
_BYLINE_ABOVE, _BYLINE_LENGTH, _PLAIN_BYLINE = 12, 80, 0.6
_CAPTION_LENGTH = 20
_STANDFIRST = 20
_MENU_BIT = 1 << CLASS_NAMES.index("menu")
# A sentence with a reporter's or a giver's name behind it is a caption in Korean.
_KOREAN_CREDIT = re.compile(
    r"[.다] ?[가-힣]{2,4} ?기자$|[.다] ?[가-힣A-Za-z·]{2,12} ?제공$|"
    r"(?:사진|그래픽) ?[=/] ?[가-힣A-Za-z]{2,12}$"
)
_CREDITED = 160
_TITLE_LINES, _LONG_TITLE, _HELD_DOWN = 6, 110, 0.2
_NOTICE = re.compile(
    r"\bcookies?\b.{0,60}\b(?:accept|agree|manage|settings|consent|we use)\b|\bwe use cookies\b", re.IGNORECASE
)
_OPENING, _CLOSING, _OVER_CAPTION = 0.5, 0.1, 4
_BRIDGED, _BRIDGE_BODY, _BRIDGE_CAPTION = 2, 0.05, 0.02
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)]*$")
_NEAR_BYLINE = 5
_BYLINES = 8
_TOLD = re.compile(
    r"\b(?:(?:erstellt|eingestellt|geschrieben|verfasst|beitrag|veröffentlicht|posted|published|written|publié|publicado)"
    r"(?: (?:am|on|le|el) .{4,30}?)? (?:von|by|par|por) ?|(?:autor(?:in|en)?|auth?ors?|auteurs?)\b:? ?)",
    re.IGNORECASE,
)
_TOLD_END = re.compile(r" (?:at|um|am|on|à|le|in|—|–|\|)(?= |$)|\d")
_TOLD_FLOOR, _LONG_NAME = 0.02, 30
_NEAR_DATE = 5
_DATE_LINES = 12
_FLOOR_DATE, _STAMP_LENGTH = 0.05, 60
# "29.11.2022 – ..." opens a paragraph as a dateline does.
_RUN_IN_DATE = re.compile(r"\d{1,2}\. ?(?:\d{1,2}\.|[^\W\d_]{3,12}) ?20\d\d ?[–—:|-]|20\d\d-\d\d-\d\d ?[–—:|-]")
_RUN_IN = 0.5
_NOT_NAMES = re.compile(
    r"^(?:image|photo|foto|bild|video|audio|getty|credit|up next|most popular|key points|reuters/|copyright|journalist|"
    r"corresponsal|anzeige|view)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"^(?:[A-Z]{2,5}|dpa|red|.*\.(?:com|de|at|org|net)|"
    r".*(?:Press|News|Redaktion|Agency|Team|Times|Post|Zeitung|Nachrichten|Ajansı|Staff|Newsroom|Desk))$"
)


@dataclass(frozen=True, slots=True)
class Containers:
    """Where the blocks of an HTML page stand.

    Parameters
    ----------
    around
        The numbers of the elements around each block, outermost first.
    links
        Which share of a block's text is links.
    in_figure
        Whether it stands in a figure, or something that is called a caption.
    is_furniture
        Whether it stands in something that is called an advertisement, a share bar or a comment.
    """

    around: list[tuple[int, ...]]
    links: list[float]
    in_figure: list[bool]
    is_furniture: list[bool]


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


def _told_authors(lines: list[str], likely: Array, found: Found) -> None:
    """Take the name behind "Posted by" and the like, though it has not the form of a name: blogs are signed so."""
    for number in np.argsort(-likely, kind="stable")[:_BYLINES].tolist():
        told = _TOLD.search(lines[number]) if likely[number] >= _TOLD_FLOOR and len(lines[number]) < _CREDITED else None
        names = line_names(_TOLD_END.split(lines[number][told.end() :])[0]) if told else []
        if names and len(names[0]) < _LONG_NAME:
            found.bylines, found.authors = [number], names
            return


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


def _above(title: Array, standfirst: Array, stamped: Array) -> int:
    """Return the likeliest headline, or one above it that is nearly as likely.

    Of two lines in a row the lower one is the standfirst; of one above and one below byline and date, the lower one is
    a caption.
    """
    best = int(title.argmax())
    stamp = int(stamped.argmax())
    if stamped[stamp] > _SURE_STAMP and 0 < stamp < best:
        upper = int(title[:stamp].argmax())
        best = upper if title[upper] >= _NEARLY * title[best] else best
    is_nearly = best > 0 and title[best - 1] >= _NEARLY * title[best] and standfirst[best] >= _MAYBE
    return best - 1 if is_nearly else best


def _open_with_dateline(lines: list[str], body: Array, is_body: npt.NDArray[np.bool_]) -> None:
    """Take the paragraph that opens with a dateline for the story's first, though it is no surer than a caption."""
    start = int(is_body.argmax()) if is_body.any() else len(lines)
    for number in range(max(0, start - _NEAR_TITLE), start):
        if body[number] > _MAYBE and len(lines[number]) > _PARAGRAPH and read_dateline(lines[number]):
            is_body[number] = True


def _standfirst_below_title(lines: list[str], chance: Array, found: Found) -> None:
    """Take the sentence between headline and byline for the standfirst, though the model is not sure of it."""
    below = [number for number in (*found.bylines, *found.dates, *found.body) if number > (found.title or 0)]
    if found.title is None or found.standfirst or not below:
        return
    for number in range(found.title + 1, min(below)):
        line = lines[number]
        if (
            chance[number, STANDFIRST] > _MAYBE
            and len(line) >= _STANDFIRST
            and number not in found.captions
            and not _is_menu(line)
        ):
            found.standfirst = [number]
            return


def _captions_before_dateline(lines: list[str], found: Found) -> None:
    """Take what stands between headline, byline and date and the paragraph with the dateline for captions."""
    if not found.body or not read_dateline(lines[found.body[0]]):
        return
    first = found.body[0]
    told = {number for number in (found.title, *found.bylines, *found.dates) if number is not None and number < first}
    stamped = {number for number in (*found.bylines, *found.dates) if number < first}
    if not stamped:
        return
    for number in range(max(stamped) + 1, first):
        if number not in told and len(lines[number]) >= _CAPTION_LENGTH and not _is_menu(lines[number]):
            found.captions.append(number)
            found.standfirst = [other for other in found.standfirst if other != number]
    found.captions = sorted(set(found.captions))


def _is_menu(line: str) -> bool:
    words = TOKEN.findall(line.lower())
    return sum(CLASSES.get(word, 0) & _MENU_BIT != 0 for word in words) > 0.3 * len(words)


def _bridge(lines: list[str], chance: Array, found: Found) -> None:
    """Take a short sentence or two between paragraphs for the story's: some papers have a paragraph a sentence."""
    more: list[int] = []
    for before, after in itertools.pairwise(found.body):
        between = range(before + 1, after)
        if len(between) <= _BRIDGED and all(
            chance[n, BODY] > _BRIDGE_BODY and chance[n, CAPTION] < _BRIDGE_CAPTION and _SENTENCE_END.search(lines[n])
            for n in between
        ):
            more += between
    found.body = sorted([*found.body, *more])
    found.captions = [number for number in found.captions if number not in more]


def _reach_out(lines: list[str], chance: Array, found: Found) -> None:
    """Take the sentences right before the story's first sure paragraph and right behind its last."""
    first, last = found.body[0], found.body[-1]
    above = {number for number in (found.title, *found.bylines, *found.dates) if number is not None}
    head = first - 1
    while head >= 0 and head not in above and _could_open(lines[head], chance[head]):
        head -= 1
    tail = last + 1
    while tail < len(lines) and tail not in above and _could_close(lines[tail], chance[tail]):
        tail += 1
    more = {*range(head + 1, first), *range(last + 1, tail)}
    found.body = sorted([*found.body, *more])
    found.standfirst = [number for number in found.standfirst if number not in more]
    found.captions = [number for number in found.captions if number not in more]


def _could_open(line: str, chance: Array) -> bool:
    likely = chance[BODY] + chance[STANDFIRST] > _OPENING and chance[BODY] > _OVER_CAPTION * chance[CAPTION]
    return bool(likely) and _SENTENCE_END.search(line) is not None and not _is_menu(line)


def _could_close(line: str, chance: Array) -> bool:
    likely = chance[BODY] > _CLOSING and chance[CAPTION] < _BRIDGE_CAPTION
    return bool(likely) and _SENTENCE_END.search(line) is not None and not _is_menu(line)


def _unlike_titles(lines: list[str], title: Array) -> None:
    """Hold down what no headline is: sentences as long as a paragraph, menus in a row, cookie notices."""
    for number in np.argsort(-title, kind="stable")[:_TITLE_LINES].tolist():
        line = lines[number]
        if (len(line) > _LONG_TITLE and line.endswith(".")) or line.count(" | ") > 1 or _NOTICE.search(line):
            title[number] *= _HELD_DOWN


def _headline(lines: list[str], number: int) -> int:
    """Return a better form of the headline that stands beside it.

    Sites glue section or kicker to the headline in one place and give it alone, or with a colon between, in another.
    """
    title = lines[number]
    for near in range(max(0, number - _NEAR_TITLE), min(len(lines), number + _NEAR_TITLE + 1)):
        other = lines[near]
        if near == number or len(other) < _SHORT_TITLE:
            continue
        if len(other) < len(title) and title.endswith(other) and len(other) > len(title) / 2:
            before = title[-len(other) - 1]
            if not before.isspace():
                return near
        if ": " in other and title in (other.replace(": ", " ", 1), other.replace(": ", "", 1)):
            return near
    return number


def _fill(found: Found, chance: Array, containers: Containers, taken: set[int]) -> None:
    """Take along what stands among the story's paragraphs, and what its container holds beside them."""
    weight: Counter[int] = Counter()
    for number in found.body:
        for element in set(containers.around[number]):
            weight[element] += 1
    innermost = max((element for element, n in weight.items() if n >= _STORY_SHARE * len(found.body)), default=None)
    first, last = found.body[0], found.body[-1]
    more = []
    for number, around in enumerate(containers.around):
        inside = innermost is None or innermost in around
        is_meta = max(chance[number, BYLINE], chance[number, DATE]) > chance[number, BODY]
        if (
            not inside
            or is_meta
            or number in taken
            or containers.in_figure[number]
            or containers.links[number] >= _FEW_LINKS
        ):
            continue
        floor = _AMONG if first < number < last and not containers.is_furniture[number] else _IN_CONTAINER
        is_like = chance[number, BODY] > floor and chance[number, CAPTION] < _SURE_CAPTION
        if is_like and (innermost is not None or first < number < last):
            more.append(number)
    found.body = sorted([*found.body, *more])


def _plain_bylines(lines: list[str], chance: Array) -> Array:
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


def decide(
    lines: list[str], chance: Array, limits: Thresholds, dayfirst: DayFirst, containers: Containers | None = None
) -> Found:
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
    containers
        Where the blocks stand, if the page is HTML.
    """
    found = Found()
    chance = _plain_bylines(lines, chance)
    body, caption, standfirst = chance[:, BODY], chance[:, CAPTION], chance[:, STANDFIRST]
    is_body = (body > limits.body) & (body >= limits.over_caption * caption) & (body >= standfirst)
    if not is_body.any():  # a brief, or a page of a kind that the model does not know
        is_body = (body > _UNSURE_BODY) & (body > caption)
    _open_with_dateline(lines, body, is_body)
    credited = np.array(
        [len(line) < _CREDITED and _KOREAN_CREDIT.search(line) is not None for line in lines], dtype=bool
    )
    is_stamp = np.array([len(line) < _STAMP_LENGTH for line in lines], dtype=bool) & (chance[:, DATE] > _SURE_STAMP)
    is_body &= ~(credited | is_stamp)
    caption = np.where(credited, 1, caption)
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
    _unlike_titles(lines, title)
    found.title = _headline(lines, _above(title, standfirst, np.maximum(chance[:, DATE], chance[:, BYLINE])))
    found.body = [number for number in found.body if number != found.title]
    found.captions = np.flatnonzero((caption > limits.caption) & ~is_body).tolist()
    story = found.body[0] if found.body else len(lines)
    found.standfirst = [
        number
        for number in np.flatnonzero((standfirst > 0.4) & ~is_body & (standfirst > caption)).tolist()
        if number != found.title and number < story
    ]
    found.captions = [number for number in found.captions if number not in found.standfirst]
    _authors(lines, chance[:, BYLINE] * ~is_body, limits.byline, found)
    if not found.authors:
        _told_authors(lines, chance[:, BYLINE] * ~is_body, found)
    dated = chance[:, DATE] * (1 - caption) * ~is_body
    if found.body and _RUN_IN_DATE.match(lines[found.body[0]]):
        dated[found.body[0]] = max(_RUN_IN, dated[found.body[0]])
    _dates(lines, dated, found, dayfirst)
    _standfirst_below_title(lines, chance, found)
    if containers is None and found.body:
        _bridge(lines, chance, found)
        _reach_out(lines, chance, found)
        _captions_before_dateline(lines, found)
    elif containers is not None and found.body:
        taken = {found.title, *found.body, *found.captions, *found.standfirst, *found.bylines, *found.dates}
        _fill(found, chance, containers, taken)
    return found
