"""Datelines: the place and agency at the head of a first paragraph, ``SEOUL, June 12 (AJP) -``."""

from __future__ import annotations

import re
from typing import NamedTuple

from newskit.bylines import AGENCIES

__all__ = ["Dateline", "read_dateline"]


class Dateline(NamedTuple):
    """What a dateline says.

    Parameters
    ----------
    place
        The place as printed, with its region (``"BUFFALO, N.Y."``).
    agency
        The agency as printed, or ``None``.
    end
        Where the paragraph's own text begins, in characters.
    """

    place: str | None
    agency: str | None
    end: int


_UP = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-Я]"
_LETTERS = r"[^\W\d_]"
# A place in capitals, or one to four capitalised words; a slash joins two.
_SMALL = r"(?:de|la|el|am|an|der|of|sur|do|da|di|en)"
# A place in capitals, or one to four capitalised words; a slash joins two.
_PLACE = rf"{_UP}(?:{_LETTERS}|[.'’/-]|[ ](?={_UP}|{_SMALL}[ ])|{_SMALL}(?=[ ])){{1,40}}"
_REGION = r"(?:,[ ]{0,2}(?:[A-Z][\w.]{1,14}(?:[ ][A-Z][\w.]{1,14}){0,2}))?"
_MONTH_DAY = r"[^\W\d_]{2,10}\.?[ ]\d{1,2}|\d{1,2}\.?(?:er)?[ ](?:de[ ])?[^\W\d_]{2,10}\.?"
_DAY = rf"(?:,[ ]{{0,2}}(?:{_MONTH_DAY})(?:,?[ ]\d{{4}})?)?"
_AGENCY = r"[ ]{0,2}[(\[/](?P<agency>[^()\[\]\n]{2,40})[)\]/]"
_DASH = r"[ ]{0,2}(?:[-–—―]{1,3}|:|\.[ ]?[-–—]{1,2}|=)[ ]{1,3}"
# With an agency in brackets the place may stand in small letters; without one only capitals tell it from a sentence.
_WITH_AGENCY = re.compile(rf"(?P<place>{_PLACE}{_REGION}){_DAY}{_AGENCY}(?:{_DASH}|[ ]{{1,3}}(?={_UP}))")
_IN_CAPITALS = rf"{_UP}[^a-zà-öø-ÿа-я\n\d(){{}}:;!?—–]{{1,40}}?"
_CAPITALS = re.compile(
    rf"(?P<place>{_IN_CAPITALS}{_REGION}){_DAY}"
    r"(?:[ ]{0,2}[–—―]{1,2}[ ]{0,3}|[ ]{1,2}-{1,2}[ ]{1,3}|:[ ]{1,2})(?=\S)"
)
_AGENCY_ALONE = re.compile(rf"{_AGENCY}(?:{_DASH})")
_INSIDE = r"[^()\[\]【】（）［］=·/\d\s]"
_CJK = re.compile(
    rf"[(\[【（［](?P<place>{_INSIDE}{{1,12}}(?:[·/]{_INSIDE}{{1,12}})?)?[ ]?[=/＝][ ]?"
    rf"(?P<agency>{_INSIDE}{{2,12}})[)\]】）］]"
    r"(?:[ ]{0,2}[^=\n]{0,40}?(?:기자|특파원|통신원)?[ ]?=)?[ ]{0,2}"
)
# Some Korean papers set their own name first: ``[OO일보=부산]``.
_PAPER = re.compile(r"(?:일보|신문|뉴스|통신|경제|방송|타임스|투데이|저널)$")
_XINHUA = re.compile(r"(?P<agency>新华社|中新社|中新网)(?P<place>[^\d\s]{1,10}?)\d{1,2}月\d{1,2}日电[ ]{0,2}")
# Capitals that open a paragraph without being a place.
_NOT_PLACES = frozenset(
    {"WATCH", "UPDATE", "UPDATED", "BREAKING", "EXCLUSIVE", "ANALYSIS", "OPINION", "LIVE", "VIDEO", "PHOTO", "PHOTOS",
     "CORRECTION", "NOTE", "EDITOR'S NOTE", "READ", "READ MORE", "RELATED", "MORE", "Q", "A", "Q&A", "FILE", "TV", "PM",
     "EXPLAINER", "REVIEW", "COMMENT", "BY", "AD", "ADVERTISEMENT", "LISTEN", "SUBSCRIBE", "FILE PHOTO", "THE LATEST"}
)  # fmt: skip


def _is_agency(text: str) -> bool:
    if text in AGENCIES:
        return True
    words = text.replace("/", " ").split()
    short = len(text) <= 4 and text.isalpha()  # "dpa", "epd" and other agencies in small letters
    caseless = text[:1].isalpha() and not text[:1].islower()  # Hangul and Han know no capitals
    return len(words) <= 4 and (caseless or short) and not any(c.isdigit() for c in text)


def _found(match: re.Match[str]) -> Dateline | None:
    group = match.groupdict()
    place, agency = (group.get("place") or "").strip(" ,"), group.get("agency")
    if agency is not None and _PAPER.search(place) and not _PAPER.search(agency):
        place, agency = agency.strip(), place
    if agency is not None and not _is_agency(agency.strip()):
        return None
    if (
        place.split(" ")[0] in ("Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Sir")
        or place.strip(" .").upper() in _NOT_PLACES
        or (place and len(place) < 2)
    ):
        return None
    return Dateline(place or None, agency.strip() if agency else None, match.end())


def read_dateline(paragraph: str) -> Dateline | None:
    """Return the dateline at the head of a paragraph, or ``None`` if there is none.

    Forms of English-language agencies and papers, of European papers with the agency in brackets, of Korean
    (``(서울=연합뉴스) 홍길동 기자 =``), Japanese (``【ソウル共同】``-like with a separator) and Chinese agencies.

    Examples
    --------
    >>> read_dateline("SEOUL, June 12 (AJP) - A ferry ran late.")
    Dateline(place='SEOUL', agency='AJP', end=23)
    >>> read_dateline("BUFFALO, N.Y. — A goal decided it.").place
    'BUFFALO, N.Y.'
    >>> read_dateline("The ferry ran late.") is None
    True
    """
    head = paragraph[:160]
    for pattern in (_CJK, _XINHUA, _WITH_AGENCY, _CAPITALS, _AGENCY_ALONE):
        match = pattern.match(head)
        if match and (dateline := _found(match)):
            return dateline
    return None
