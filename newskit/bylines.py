"""Bylines: the names of people and agencies in a line such as ``By Kim Hee-su and Ana Ruiz, staff writers``."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["AGENCIES", "LEADS", "line_names", "looks_like_name", "split_names"]

# Words that open a byline, in the languages of `newskit.language`.
LEADS = (
    r"by|written by|words by|story by|reported by|reporting by|text by|from|von|par|por|di|door|av|af|van|przez|"
    r"autor:?|"
    r"author:?|authors:?|byline:?|reporter:?|text:|texto:|testo:|texte:|od|от|автор:?|tarafından|oleh|بقلم|כתב|लेखक:?"
)
# Agencies in the forms that bylines and datelines give them; not only these are recognised, see `dateline`.
AGENCIES = frozenset((
    "AP", "AFP", "Reuters", "UPI", "dpa", "DPA", "ANSA", "EFE", "Yonhap", "Xinhua", "Kyodo", "Jiji", "TASS",
    "Interfax", "RIA", "ITAR-TASS", "PTI", "ANI", "IANS", "APA", "ATS", "Belga", "ANP", "NTB", "TT", "Ritzau",
    "STT", "PAP", "CTK", "ČTK", "MTI", "Anadolu", "AA", "WAM", "KUNA", "MENA", "Bernama", "Antara", "VNA",
    "CNA", "AAP", "Bloomberg", "KCNA", "AJP", "Newsis", "News1", "뉴시스", "연합뉴스", "뉴스1", "共同",
    "時事", "新华社", "SID", "KNA", "epd", "AdnKronos", "LaPresse", "Lusa", "Efe", "Notimex", "Télam",
))  # fmt: skip
_LEAD = re.compile(rf"\s*(?:{LEADS})[\s:]+", re.IGNORECASE)
# With a capital these may as well be the beginning of a surname: Di Fox, Van Morrison, Von der Leyen.
_MAYBE_SURNAMES = frozenset("Di E En Par Por Van Von".split())
_OF_SURNAMES = frozenset("de den der het la".split())
_DESK = re.compile(r"r[eé]da[ckz]", re.IGNORECASE)  # Redaktion, Redazione, Redacción, rédaction
_AND = re.compile(r"\s*(?:[;|/\n·•&،、]|,?\s\b(?:and|und|et|y|og|och|en|ja|i|e|и|ve|dan|with)\b\s)\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:staff|writer|writers|reporter|reporters|correspondent|correspondents|editor|editors|contributor|"
    r"contributors|columnist|columnists|journalist|photographer|producer|chief|bureau|desk|team|newsroom|intern|"
    r"analyst|redakteur\w*|korrespondent\w*|journaliste|corresponsal|redactora?|redazione|inviat[oa]|correspondant\w*)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*(?:\(.*?\)|\[.*?\]|<.*?>|\S+@\S+|기자|특파원|記者|통신원|=)\s*$")
_ADDRESS = re.compile(r"(?<!\S)\S*(?:://|www\.)\S*")
_EDGES = " \t,.;:-–—|·*\"'“”"
_JUNK = re.compile(r"https?://|www\.|\.com\b|^@|\d{3}|^(?:nan|none|null|n/a|unknown|anonymous|-+)$", re.IGNORECASE)


def _clean(name: str) -> str:
    name = " ".join(name.split()).strip(_EDGES)
    while (shorter := _TAIL.sub("", name)) != name:
        name = shorter.strip(_EDGES)
    name = name.strip("()[]")
    return _behind_by(name + " ").strip()


def _behind_by(text: str) -> str:
    """Return what stands behind a "By"; all of it where that is rather the beginning of a surname."""
    match = _LEAD.match(text)
    if match is None:
        return text
    rest = text[match.end() :]
    if match[0].strip() in _MAYBE_SURNAMES:
        first = _AND.split(rest)[0].partition(",")[0].strip()
        is_desk = first in AGENCIES or _ROLE.search(first) or _DESK.match(first)
        if first and not is_desk and (" " not in first or first.split()[0] in _OF_SURNAMES):
            return text
    return rest


def _is_name(part: str) -> bool:
    return 0 < len(part) <= 60 and any(c.isalpha() for c in part) and not _JUNK.search(part) and len(part.split()) <= 6


def _surname_first(parts: list[str]) -> bool:
    """Whether two comma-separated parts are one name: ``Ruiz, Ana``."""
    return (
        len(parts) == 2
        and all(part.isalpha() and part.istitle() for part in parts)
        and not any(part in AGENCIES for part in parts)
    )


def split_names(byline: str) -> list[str]:
    """Return the names in a byline, in their order, each once, without "By", roles and addresses.

    Parameters
    ----------
    byline
        A byline or the author field of an export, in one line. Longer than 600 characters is no byline.

    Examples
    --------
    >>> split_names("By Kim Hee-su and Ana Ruiz, staff writers")
    ['Kim Hee-su', 'Ana Ruiz']
    >>> split_names("Ruiz, Ana; AFP")
    ['Ana Ruiz', 'AFP']
    """
    if len(byline) > 600:
        return []
    names: list[str] = []
    for group in _AND.split(_behind_by(_ADDRESS.sub(" ", byline))):
        parts = [part.strip() for part in group.split(",")]
        if _surname_first(parts):
            parts = [f"{parts[1]} {parts[0]}"]
        for number, part in enumerate(parts):
            if number and _ROLE.search(part):
                continue
            name = _clean(part)
            if _is_name(name) and not (_ROLE.search(name) and name[0].islower()) and name not in names:
                names.append(name)
    return names


# ---- bylines as they stand on pages, glued to dates, places, roles and buttons

_LINE_LEAD = re.compile(
    r"^\W*(?:(?:(?:ein|eine)? ?(?:kolumne|kommentar|gastbeitrag|analyse|interview|essay|reportage|glosse|"
    r"written|reported|posted|article|story|opinion|text|words|compiled|edited|photographs?|"
    r"artikel veröffentlicht)) (?:von|by) |"
    r"(?:by|von|par|por|di|av|af|door|od|oleh|autor(?:in)?(?:/autor)?|authors?|reporter|text|texte|texto|testo|quelle|na|"
    r"автор|от)\b:? ?|by(?=[A-Z]))",
    re.IGNORECASE,
)
_LINE_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d\s?[-./年년]\s?\d{1,2}\s?[-./月월]\s?\d{1,2}\s?[日일]?|"
    r"\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)|"
    r"\d{1,2}(?:st|nd|rd|th|º|er|\.)?\s?(?:de |of )?[^\W\d_]{3,14}\.?,?\s?(?:de |del )?(?:19|20)\d\d)|"
    r"(?<![^\W_])[^\W\d_]{3,14}\.?\s?\d{1,2}(?:st|nd|rd|th)?,?\s?(?:19|20)\d\d|"
    r"\b\d{1,2}[:.h]\d\d\b(?: ?(?:uhr|[ap]\.?m\.?))?(?: [A-Z]{2,4}\b)?|"
    r"\d+ ?(?:min\w*|hours?|days?|weeks?|months?|stunden?|tage?)\b(?: ago)?(?: read)?",
    re.IGNORECASE,
)
_LINE_BREAKS = re.compile(r"\s*(?:[|•·;@(\[]|\s[–—/-]\s|/(?=[a-z]{2,4}\b))\s*")
_LINE_CUT = re.compile(
    r"\b(?:(?:for|in|at|near|on|aus) (?=[A-Z])|on the(?: \d|$)|from\b|published|updated|posted|veröffentlicht|foto|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)|(?<=[a-z])(?:Published|Updated|Posted|Follow)|"
    r"입력|수정|등록|승인|\d",
    re.IGNORECASE,
)
_LINE_AND = re.compile(r"\s*(?:,|/|&|、|\b(?:and|und|et|og|och|ve|и|with)\b|\b[ye]\b(?= [A-Z]))\s*")
_LINE_ROLE = re.compile(
    r"(?<=\w)\s+(?:(?:(?i:parliamentary|political|senior|chief|deputy|lifestyle|travel|news|business|"
    r"sports?|staff|content|assistant|health|science|culture|local|"
    r"democracy|education|environment|royal|showbiz|crime|landespolitische[rn]?|"
    r"politische[rn]?|freie[rn]?)|[a-z]+)\s+){0,4}"
    r"(?i:hub director|director|reporter|editor|correspondent|writer|korrespondent(?:in)?|"
    r"redakteur(?:in)?|journalist(?:in)?|columnist|volontär(?:in)?|기자|특파원|논설위원|記者).*$"
)
_LINE_GLUE = re.compile(
    r"(?<=[a-zß-ÿ])(?=(?:The |(?:[A-Z][a-z]+ ){0,2}(?:Reporter|Editor|Writer|Correspondent)\b|"
    r"Assistant|Senior|Deputy|Chief|[Kk]orrespondent|Redakteur|[A-Z][a-z]+-Redaktion|Journalist))"
)
_LINE_NO = re.compile(
    r"\W*(?:artikel veröffentlicht|stand:|(?:mon|tue|wed|thu|fri|sat|sun)(?:\w*day)?\b|montag|dienstag|mittwoch|"
    r"donnerstag|freitag|samstag|sonntag|vor \d|published|updated|posted|erstellt|publi|입력|등록|수정|"
    r"(?:(?:mo|di|mi|do|fr|sa|so|am|um|on|at|vor|le|il|el|in)\b\.? ?)?(?:\d|$))",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_THE_PAPER = re.compile(r"(?<=\w) (?=The [A-Z])")
_ROLE_HINTS = (
    *(
        "direct",
        "report",
        "edit",
        "corresp",
        "writer",
        "korresp",
        "redak",
        "journal",
        "column",
        "volont",
        "staff",
        "aut",
    ),
    *("기자", "특파원", "논설위원", "記者"),
)
_UPPER = "A-ZÀ-ÞŁŚŠŽČŘĐİŞĀĒĪŌŪĆŃŹŻĞȘȚА-ЯΑ-Ω"
_NAME_FORM = re.compile(
    rf"(?:(?:Dr|Prof|Sir|Dame)\.? )?[{_UPPER}][\w'’.-]*"
    rf"(?: (?:de|van|von|der|den|del|la|Der|di|da|dos|el|al|bin|ibn|ter)){{0,2}}"
    rf"(?: [{_UPPER}][\w'’.-]+){{1,3}}|[가-힣]{{2,4}}(?: ?(?:기자|특파원|논설위원))?|"
    rf"[\u4e00-\u9fff\u3040-\u30ff]{{2,6}}(?: ?記者)?"
)
_MENU_NAMES = re.compile(
    r"^(?:share|facebook|twitter|home|news|sports?|politics|business|login|menu|more|read|watch|live|video|subscribe|image|"
    r"photo|foto|bild|audio|getty|credit|up next|most popular|key points|copyright|anzeige|view|comments?|follow|"
    r"listen|play|"
    r"공유하기|댓글|인쇄|로그인|구독|스크랩|닫기|메뉴|회원가입|검색|좋아요|글자크기|"
    r"mehr|zum|this|you|your|save|saved|published|posted|text|visual|large|trending|top|latest|"
    r"teilen|merken|partager|letters|your letters)\b",
    re.IGNORECASE,
)
_HANGUL_NAMES = re.compile(r"[가-힣]{2,4}(?: [가-힣]{2,4}){1,4}")
_ROLE_WORD = re.compile(
    r"\b(?:reporters?|editors?|correspondents?|writers?|columnist|journalist\w*|redakteur\w*|korrespondent\w*|redaktion|"
    r"staff|autor\w*|author|기자|특파원|記者)\b",
    re.IGNORECASE,
)


def looks_like_name(text: str) -> bool:
    """Whether a text has the form of a person's name: two to four capitalised words, or Hangul or Han characters.

    Examples
    --------
    >>> looks_like_name("Ana de la Cruz"), looks_like_name("Read more")
    (True, False)
    """
    return _NAME_FORM.fullmatch(text) is not None and _MENU_NAMES.match(text) is None


def _person(part: str) -> str | None:
    part = part.strip(' .,:;-–—|/•·\u200b\ufeff"“”')
    words = part.split()
    if not words or len(part) > 45 or len(words) > 5:
        return None
    capital = sum(word[0].isupper() or not word.isascii() for word in words)
    if len(words) > 1 and capital < len(words) / 2:
        return None
    return None if _MENU_NAMES.match(part) else part


def _halved(line: str) -> str:
    """Return a name that a page says twice (picture and text) once."""
    words = line.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half > 1 and words[:half] == words[half:] else line


def line_names(line: str) -> list[str]:
    """Return the names in a line of a page that may be a byline, without dates, roles, places and buttons.

    Examples
    --------
    >>> line_names("Von Ada Berg und Jo Lund, Hull 3.4.2024 | Aktualisiert: 5.4.2024")
    ['Ada Berg', 'Jo Lund']
    >>> line_names("By Barrie HolgarthLocal Democracy Reporter")
    ['Barrie Holgarth']
    """
    return list(_line_names(line))


@lru_cache(maxsize=1024)  # the same lines are asked for again when names are taken from them
def _line_names(line: str) -> tuple[str, ...]:
    text = " ".join(line.split())
    if _DIGIT.search(text):
        text = _LINE_DATE.sub(" | ", text)
    for _ in range(2):
        text = _without_lead(text)
    text = _THE_PAPER.split(_LINE_GLUE.split(_halved(text))[0])[0]
    for segment in _LINE_BREAKS.split(text):
        if not segment.strip() or _LINE_NO.match(segment):
            continue
        names = _segment_names(segment)
        if names:
            return tuple(names)
    return ()


def _without_lead(text: str) -> str:
    lead = _LINE_LEAD.match(text)
    return text[lead.end() :] if lead else text


def _segment_names(segment: str) -> list[str]:
    part = _without_lead(segment)
    folded = part.casefold()
    has_role = any(hint in folded for hint in _ROLE_HINTS)
    names: list[str] = []
    for piece in _LINE_AND.split(part):
        cut = _LINE_CUT.search(piece)
        rest = piece[: cut.start()].rstrip() if cut else piece
        bare = _LINE_ROLE.sub("", rest) if has_role else rest
        name = _person(bare)
        is_role = has_role and bool(names) and _ROLE_WORD.search(rest) is not None and bare == rest
        if name is None or name in names or is_role or (names and _is_title(bare.strip(), rest.strip())):
            continue
        lone = names and " " not in name and " " in names[-1]  # a place behind a name
        if (lone and not name.isupper() and name not in AGENCIES) or (names and _ROLE_WORD.search(name)):
            continue
        found = _HANGUL_NAMES.fullmatch(name)
        names += name.split() if found else [name]
    return names


def _is_title(bare: str, rest: str) -> bool:
    """Whether a piece behind a name is no name but what its bearer does: ``CHIEF REPORTER``, ``Rural Reporter``."""
    return bare != rest and (" " not in bare or bare.isupper())
