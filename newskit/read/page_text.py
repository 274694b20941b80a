"""The plain text of a saved page: headline, byline, dates, captions and body told apart by rules.

A page is a sequence of lines. The body is the densest run of long lines; what stands above it is looked through for the
line that carries byline and dates, and the headline stands above that.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from newskit.bylines import LEADS, split_names
from newskit.dates import FoundDate, find_dates
from newskit.errors import ReadError
from newskit.read.dateline import read_dateline
from newskit.read.registry import Entry, reader
from newskit.read.source import SourceFile

__all__ = ["parse_page_text", "read_page_text"]

# Below this a line is a button, a label or a headline; CJK characters count double.
_LONG = 80
# A gap of that many short lines' worth ends the body.
_SHORT_COSTS = 40
_HEAD = 24  # lines above the body in which headline, byline and dates are sought
_WIDE = re.compile(r"[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_BYLINE = re.compile(rf"(?:{LEADS})[\s:]", re.IGNORECASE)
_REPORTER = re.compile(r"^[가-힣]{2,4} ?(?:기자|특파원|통신원|논설위원)\b|記者$")
_UPDATED = re.compile(
    r"updated?|modified|revised|aktualisiert|mis(?:e)? à jour|modifié|actualizad[oa]|atualizad[oa]|aggiornat[oa]|"
    r"ultima modifica|oppdatert|opdateret|uppdaterad|güncelle|päivitetty|bijgewerkt|aktualizov|zaktualizowano|"
    r"обновлено|수정|업데이트|更新|修正|تحديث|अपडेट|diperbarui",
    re.IGNORECASE,
)
_LABEL_REACH = 28  # characters before a date in which its label stands
_CREDIT = re.compile(
    r"(?:\b(?:photo|foto|image|bild|picture|credit|courtesy|file photo|getty|reuters|afp|ap|epa|yonhap|shutterstock|"
    r"alamy|xinhua|handout)\b|사진|제공|연합뉴스|写真|撮影)[^.]{0,40}[.)\]]{0,2}$|[/(\[](?:AP|AFP|Reuters|EPA|Getty)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…。！？।؟]['\"’”»)\]]*$")
_NAME_LINE = re.compile(r"[A-ZÀ-Þ][\w.'’-]+(?:[ ](?:de|van|der|von|bin|al|da|di|el|[A-ZÀ-Þ][\w.'’-]*)){1,4}")
_JUNK = re.compile(
    r"\b(?:share|subscribe|newsletter|sign up|log ?in|cookie|advertisement|follow us|read more|comments?|copyright|"
    r"all rights reserved|min(?:ute)?s? read|listen|click here|whatsapp|facebook|twitter|anzeige|abonn\w+|"
    r"무단|재배포|구독|댓글|공유|로그인|기사 이미지|닫기)\b|©",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Line:
    """A line of the page and what is known of it."""

    text: str
    width: int
    dates: list[FoundDate] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        return self.width >= _LONG

    @property
    def is_byline(self) -> bool:
        return self.width < 2 * _LONG and bool(_BYLINE.match(self.text) or _REPORTER.search(self.text))

    @property
    def is_meta(self) -> bool:
        return self.is_byline or (bool(self.dates) and (self.width < _LONG or self._is_mostly_dates))

    @property
    def _is_mostly_dates(self) -> bool:
        dated = sum(found.end - found.start for found in self.dates)
        return self.width < 3 * _LONG and dated > 0.25 * len(self.text)


def _lines(text: str) -> list[_Line]:
    found = []
    for raw in text.split("\n"):
        line = " ".join(raw.split())
        if line:
            found.append(_Line(line, len(line) + len(_WIDE.findall(line[: 2 * _LONG]))))
    return found


def _body_span(lines: list[_Line]) -> tuple[int, int]:
    """Return the run of lines with the most long ones and the fewest short ones between (maximum-sum segment)."""
    best, best_sum, run, start = (0, 0), 0, 0, 0
    for number, line in enumerate(lines):
        if run <= 0:
            run, start = 0, number
        run += min(line.width, 10 * _LONG) if line.is_long and not _JUNK.search(line.text[:60]) else -_SHORT_COSTS
        if run > best_sum:
            best_sum, best = run, (start, number + 1)
    return best


def _mark_dates(lines: list[_Line]) -> None:
    for line in lines:
        if line.width < 3 * _LONG and any(character.isdigit() for character in line.text):
            line.dates = list(find_dates(line.text))


def _title_score(line: _Line, above_meta: int | None, position: int) -> float:
    if line.is_meta or _JUNK.search(line.text):
        return -9
    score = 1.0 if 25 <= line.width <= 180 else -1.0 if line.width < 12 else 0.0
    score -= 1.0 if _ENDED.search(line.text) and not line.text.endswith(("?", "!", "？", "！")) else 0.0
    score -= 0.06 * position  # the first of several good lines
    if above_meta is not None:
        score += 1.0 if above_meta <= 1 else 0.6 if above_meta <= 3 else 0.0
    return score - (1.0 if _CREDIT.search(line.text) else 0.0)


def _title(head: list[_Line]) -> int | None:
    """Return which of the lines above the body is the headline."""
    if not head:
        return None
    meta = next((number for number, line in enumerate(head) if line.is_meta), None)
    scores = [
        _title_score(line, meta - number if meta is not None and number < meta else None, number)
        for number, line in enumerate(head)
    ]
    best = max(range(len(head)), key=scores.__getitem__)
    return best if scores[best] > -1.5 else None


def _dates(lines: list[_Line]) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Return the times of publication and of the last change."""
    published = updated = None
    for line in lines:
        since = 0
        for found in line.dates:
            label = line.text[max(since, found.start - _LABEL_REACH) : found.start]
            since = found.end
            if _UPDATED.search(label):
                updated = updated or found.moment
            else:
                published = published or found.moment
    return (published or updated), (updated if published else None)


def _byline_part(line: _Line) -> str:
    """Return what stands before the first date and its label."""
    end = min((found.start for found in line.dates), default=len(line.text))
    part = re.split(r"[|•·]|\s(?=\d)", line.text[:end])[0]
    label = r"\s*\b(?:posted|published|updated|publi\w+|veröffentlicht|am|on|입력|登录)?\s*:?\s*$"
    return re.sub(label, "", part, flags=re.IGNORECASE)


def _authors(lines: list[_Line]) -> list[str]:
    for line in lines:
        if line.is_byline and (names := split_names(_byline_part(line))):
            return names
    # Without "By": lines that look like a name, beside the line with the date.
    meta = next((number for number, line in enumerate(lines) if line.dates), None)
    if meta is None:
        return []
    near = lines[max(0, meta - 3) : meta + 2]
    candidates = [_byline_part(line) for line in near if line.width < 60 and not _JUNK.search(line.text)]
    return [name for part in candidates if _NAME_LINE.fullmatch(part) for name in split_names(part)]


def _is_caption(line: _Line) -> bool:
    return line.width >= 20 and not line.is_meta and bool(_CREDIT.search(line.text) or not _ENDED.search(line.text))


def _split_body(lines: list[_Line]) -> tuple[int, list[_Line]]:
    """Return where the story begins, at its dateline if there is one near, and its lines without buttons."""
    start = next((n for n, line in enumerate(lines[:12]) if line.is_long and read_dateline(line.text)), None)
    if start is None:
        start = next((n for n, line in enumerate(lines) if line.is_long and not line.is_meta), 0)
        while start < len(lines) - 1 and _is_caption(lines[start]) and not _ENDED.search(lines[start].text):
            start += 1
    return start, [line for line in lines[start:] if line.is_long or (line.width >= 20 and _ENDED.search(line.text))]


def parse_page_text(text: str) -> dict[str, Any]:
    """Return the fields of the article in the plain text of a page.

    Returns
    -------
    dict
        ``title``, ``standfirst``, ``authors``, ``published``, ``updated`` (datetimes, with a zone where the page
        names one), ``place``, ``agency``, ``captions``, ``text``. What is not there is ``None`` or empty.

    Examples
    --------
    >>> page = '''Ferry strike ends after nine days
    ...
    ... By Oh Min-ji Posted : March 4, 2025, 09:30 Updated : March 4, 2025, 11:05
    ... BUSAN, March 4 (EAW) - Ferry crews went back to work on Tuesday, nine days after they had walked out over pay.
    ... 0 comments'''
    >>> article = parse_page_text(page)
    >>> article["title"], article["authors"], article["place"], article["updated"].isoformat()
    ('Ferry strike ends after nine days', ['Oh Min-ji'], 'BUSAN', '2025-03-04T11:05:00')
    """
    lines = _lines(text)
    first, last = _body_span(lines)
    first = first if last else len(lines)
    above = lines[max(0, first - _HEAD) : first]
    _mark_dates(above + lines[first : first + 3] + lines[last : last + 6])
    start, body = _split_body(lines[first:last])
    head = above + lines[first : first + start]
    title = _title(head)
    rest = head[title + 1 :] if title is not None else []
    published, updated = _dates(head + lines[last : last + 6])
    dateline = read_dateline(body[0].text) if body else None
    captions = _captions(rest, body)
    told = set(captions)
    return {
        "title": head[title].text if title is not None else None,
        "standfirst": _standfirst(rest, captions),
        "authors": _authors(head if title is None else head[max(0, title - 2) :]) or _authors(lines[last : last + 4]),
        "published": published,
        "updated": updated,
        "place": dateline.place if dateline else None,
        "agency": dateline.agency if dateline else None,
        "captions": captions,
        "text": "\n\n".join(line.text for line in body if line.text not in told),
    }


def _captions(rest: list[_Line], body: list[_Line]) -> list[str]:
    """Return the captions: unfinished lines between byline and story; inside the story only those with a credit."""
    meta = next((number for number, line in enumerate(rest) if line.is_meta), len(rest))
    found = [
        line.text
        for number, line in enumerate(rest)
        if _is_caption(line) and (_CREDIT.search(line.text) or (number > meta and _could_be_prose(line)))
    ]
    return found + [line.text for line in body if _is_caption(line) and _CREDIT.search(line.text)]


def _could_be_prose(line: _Line) -> bool:
    return line.width >= _LONG / 2 and not _JUNK.search(line.text)


def _standfirst(rest: list[_Line], captions: list[str]) -> str | None:
    meta = next((number for number, line in enumerate(rest) if line.is_meta), 0)
    lines = (line for line in rest[: meta or len(rest)] if line.width >= 60 and _ENDED.search(line.text))
    return next((line.text for line in lines if line.text not in captions and not _JUNK.search(line.text)), None)


@reader("page text", suffixes=[".txt", ".text"])
def read_page_text(file: SourceFile) -> Iterator[Entry]:
    """Read the plain text of a saved page as one article."""
    text = file.text()
    if "\x00" in text[:4096]:
        raise ReadError("not text: it holds NUL characters")
    if not text.strip():
        raise ReadError("the file is empty")
    yield {**parse_page_text(text), "entry": ""}
