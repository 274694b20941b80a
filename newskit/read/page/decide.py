"""From what each block probably is to the fields of an article."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newskit.read.dateline import read_dateline
from newskit.read.page.found import Containers, Found
from newskit.read.page.model import BODY, BYLINE, CAPTION, DATE, STANDFIRST, TITLE
from newskit.read.page.signed import DayFirst, plain_bylines, take_authors, take_dates
from newskit.read.page.words import CLASS_NAMES, CLASSES, TOKEN

__all__ = ["HTML", "TEXT", "Thresholds", "decide"]

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on a block is taken for what."""

    body: float
    byline: float
    caption: float
    over_caption: float  # how many times likelier body than caption a paragraph must be


TEXT = Thresholds(body=0.5, byline=0.12, caption=0.05, over_caption=7.0)
HTML = Thresholds(body=0.42, byline=0.15, caption=0.05, over_caption=3.0)
# What is taken along with a story in HTML: list items, cells and subheads among its paragraphs, unlikely by themselves.
_AMONG, _IN_CONTAINER = 0.12, 0.22
_STORY_SHARE = 0.7  # of the story's paragraphs that its container holds
_FEW_LINKS = 0.4
_SURE_CAPTION = 0.03
_BELOW = 0.1
_NEAR_TITLE = 6
_SHORT_TITLE = 15
_NEARLY, _MAYBE = 0.5, 0.03
_PARAGRAPH = 50
_SURE_STAMP = 0.6
_UNSURE_BODY = 0.2
_CAPTION_LENGTH = 20
_STANDFIRST = 20
_MENU_BIT = 1 << CLASS_NAMES.index("menu")
# A sentence with a reporter's or a giver's name behind it is a caption in Korean.
_KOREAN_CREDIT = re.compile(
    r"[.다] ?[가-힣]{2,4} ?기자$|[.다] ?[가-힣A-Za-z·]{2,12} ?제공$|"
    r"(?:사진|그래픽) ?[=/] ?[가-힣A-Za-z]{2,12}$"
)
_CAPTION_OPENING = re.compile(
    r"Pictured\b|In this (?:file )?(?:photo|image|picture)\b|FILE (?:PHOTO|-|–)|File photo|Im Bild:|"
    r"Auf dem (?:Foto|Bild)\b|▲|△|\[사진|사진 ?[=:]|写真[=:：＝]"
)
# Who is who in a picture.
_SIDES = re.compile(
    r"\((?:l|r|li|re|left|right|centre|center|links|rechts|mitte|g|d|izq|der|à (?:gauche|droite)|a sinistra|"
    r"(?:from|von|v\.) ?(?:left|l|li|links)\.?[^()]{0,20})\.?\)",
    re.IGNORECASE,
)
_TWIN, _CREDIT_LENGTH = 30, 60
_COMMENTS = re.compile(
    r"\W{0,3}(?:\d+ ?)?(?:comments?|(?:leser-?|nutzer-?)?kommentare?|commentaires?|comentarios?|comentários|commenti|"
    r"reacties|kommentarer|komentáře|komentarze|yorumlar|комментарии|댓글|コメント|评论|評論)\W{0,3}\d*\W{0,3}",
    re.IGNORECASE,
)
_STORY, _DENSE = 600, 0.7
_FAR, _STRAY = 15, 0.3
_CREDITED, _OPENED = 160, 400
_STAMP_LENGTH, _REPEATED = 60, 60
_TITLE_LINES, _LONG_TITLE, _HELD_DOWN = 6, 110, 0.2
_NOTICE = re.compile(
    r"\bcookies?\b.{0,60}\b(?:accept|agree|manage|settings|consent|we use)\b|\bwe use cookies\b", re.IGNORECASE
)
_OPENING, _CLOSING, _OVER_CAPTION = 0.5, 0.1, 4
_BRIDGED, _BRIDGE_BODY, _BRIDGE_CAPTION = 2, 0.05, 0.02
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)]*$")


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


def _end_at_comments(lines: list[str], found: Found) -> None:
    """End the story at the heading of the readers' comments, once some of it stands above."""
    size = 0
    for at, (before, number) in enumerate(itertools.pairwise(found.body), start=1):
        size += len(lines[before])
        is_dense = len(found.body) - at > _DENSE * (found.body[-1] + 1 - number)  # a button in the midst of a story
        if size > _STORY and not is_dense and any(map(_COMMENTS.fullmatch, lines[before + 1 : number])):
            found.body = found.body[:at]
            return


def _without_strays(lines: list[str], found: Found) -> None:
    """Drop what stands far from the story and is little beside it: teasers and notices."""
    runs = [[found.body[0]]]
    for before, number in itertools.pairwise(found.body):
        if number - before > _FAR:
            runs.append([])
        runs[-1].append(number)
    sizes = [sum(len(lines[number]) for number in run) for run in runs]
    floor = _STRAY * max(sizes)
    found.body = [number for run, size in zip(runs, sizes, strict=True) if size >= floor for number in run]


def _is_plain_caption(line: str) -> bool:
    """Whether a line says by itself that it is a caption, by its first words or a credit in the Korean way."""
    if len(line) < _CREDITED and (_KOREAN_CREDIT.search(line) or _SIDES.search(line) or line.endswith(" (")):
        return True
    return len(line) < _OPENED and _CAPTION_OPENING.match(line) is not None


def _said_twice(lines: list[str]) -> list[int]:
    """Return the lines that stand twice in a row, the second time perhaps with a credit: the text of a picture."""
    found = [number for number, (line, after) in enumerate(itertools.pairwise(lines)) if _are_twins(line, after)]
    pairs = set(found)
    # Three alike are no picture and its text.
    alone = [number for number in found if number - 1 not in pairs and number + 1 not in pairs]
    return [line for number in alone for line in (number, number + 1)]


def _are_twins(line: str, after: str) -> bool:
    if len(line) <= _TWIN or abs(len(line) - len(after)) >= _CREDIT_LENGTH:
        return False
    short, long = (line, after) if len(line) <= len(after) else (after, line)
    return long.startswith(short[:-1])


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
    chance = plain_bylines(lines, chance)
    if containers is not None and not containers.of_others[int(chance[:, TITLE].argmax())]:
        chance = np.where(containers.of_others[:, None], 0, chance).astype(np.float32)
    dated = chance[:, DATE] * (1 - chance[:, CAPTION])
    is_body, chance = _split(lines, chance, limits, containers)
    caption, standfirst = chance[:, CAPTION], chance[:, STANDFIRST]
    found.body = _each_once(lines, is_body)
    found.title = _title(lines, chance, found)
    found.body = [number for number in found.body if number != found.title]
    found.captions = np.flatnonzero((caption > limits.caption) & ~is_body).tolist()
    story = found.body[0] if found.body else len(lines)
    found.standfirst = [
        number
        for number in np.flatnonzero((standfirst > 0.4) & ~is_body & (standfirst > caption)).tolist()
        if number != found.title and number < story
    ]
    found.captions = [number for number in found.captions if number not in found.standfirst]
    take_authors(lines, chance[:, BYLINE] * ~is_body, limits.byline, found)
    take_dates(lines, dated * ~is_body, found, dayfirst)
    _standfirst_below_title(lines, chance, found)
    if containers is None and found.body:
        _bridge(lines, chance, found)
        _reach_out(lines, chance, found)
        _captions_before_dateline(lines, found)
        _end_at_comments(lines, found)
        _without_strays(lines, found)
    elif containers is not None and found.body:
        taken = {found.title, *found.body, *found.captions, *found.standfirst, *found.bylines, *found.dates}
        _fill(found, chance, containers, taken)
    return found


def _split(
    lines: list[str], chance: Array, limits: Thresholds, containers: Containers | None
) -> tuple[npt.NDArray[np.bool_], Array]:
    """Return which blocks are the story, and the probabilities with those made sure that are captions for sure."""
    body, caption = chance[:, BODY], chance[:, CAPTION]
    is_body = (body > limits.body) & (body >= limits.over_caption * caption) & (body >= chance[:, STANDFIRST])
    if not is_body.any():  # a brief, or a page of a kind that the model does not know
        is_body = (body > _UNSURE_BODY) & (body > caption)
    _open_with_dateline(lines, body, is_body)
    is_caption = np.array([_is_plain_caption(line) for line in lines], dtype=bool)
    is_caption[_said_twice(lines)] = True
    if containers is not None:
        is_caption |= containers.is_figcaption
    is_stamp = np.array([len(line) < _STAMP_LENGTH for line in lines], dtype=bool) & (chance[:, DATE] > body)
    sure = chance.copy()
    sure[is_caption, BODY], sure[is_caption, CAPTION] = 0, 1
    return is_body & ~(is_caption | is_stamp), sure


def _each_once(lines: list[str], is_body: npt.NDArray[np.bool_]) -> list[int]:
    """Return the numbers of the story's blocks; a long one that is repeated stands once."""
    seen: set[str] = set()
    numbers = []
    for number in np.flatnonzero(is_body).tolist():
        line = lines[number]
        if line not in seen or len(line) <= _REPEATED:
            numbers.append(number)
        seen.add(line)
    return numbers


def _title(lines: list[str], chance: Array, found: Found) -> int:
    title = chance[:, TITLE].copy()
    if found.body:  # a headline stands above its story
        title[found.body[0] + 1 :] *= _BELOW
    _unlike_titles(lines, title)
    return _headline(lines, _above(title, chance[:, STANDFIRST], np.maximum(chance[:, DATE], chance[:, BYLINE])))
