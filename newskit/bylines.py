"""Bylines: the names of people and agencies in a line such as ``By Kim Hee-su and Ana Ruiz, staff writers``."""

from __future__ import annotations

import re

__all__ = ["AGENCIES", "LEADS", "split_names"]

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
_AND = re.compile(r"\s*(?:[;|/\n·•&،、]|,?\s\b(?:and|und|et|y|og|och|en|ja|i|e|и|ve|dan|with)\b\s)\s*", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:staff|writer|writers|reporter|reporters|correspondent|correspondents|editor|editors|contributor|"
    r"contributors|columnist|columnists|journalist|photographer|producer|chief|bureau|desk|team|newsroom|intern|"
    r"analyst|redakteur\w*|korrespondent\w*|journaliste|corresponsal|redactora?|redazione|inviat[oa]|correspondant\w*)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*(?:\(.*?\)|\[.*?\]|<.*?>|\S+@\S+|기자|특파원|記者|통신원|=)\s*$")
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*")
_EDGES = " \t,.;:-–—|·*\"'“”"
_JUNK = re.compile(r"https?://|www\.|\.com\b|^@|\d{3}|^(?:nan|none|null|n/a|unknown|anonymous|-+)$", re.IGNORECASE)


def _clean(name: str) -> str:
    name = " ".join(name.split()).strip(_EDGES)
    while (shorter := _TAIL.sub("", name)) != name:
        name = shorter.strip(_EDGES)
    name = name.strip("()[]")
    return _LEAD.sub("", name + " ", count=1).strip() if _LEAD.match(name + " ") else name


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
    for group in _AND.split(_LEAD.sub("", _ADDRESS.sub(" ", byline), count=1)):
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
