"""Section and outlet of a page of plain text: breadcrumbs above the headline, the copyright line below the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["outlet_below", "section_above", "section_in"]

_ABOVE, _BELOW = 8, 40
_LONGEST_SECTION, _LONGEST_OUTLET = 30, 40
_CRUMBS = re.compile(r"\s*[>›»]\s*|\s+/\s+")
_HOME = frozenset(
    "home homepage start startseite accueil inicio início hjem hem etusivu 홈 ホーム 首页 главная".split()
)
# What sections are called, in the languages of news sites; a line above the headline that is one of these is one.
_SECTIONS = frozenset(
    """
    news world national international domestic local region politics government economy business finance markets money
    companies industry technology tech science health environment climate energy education culture arts entertainment
    lifestyle life travel food style sport sports football opinion editorial comment commentary analysis columns society
    crime law justice weather property transport media europe asia africa americas
    politik inland ausland welt wirtschaft finanzen börse unternehmen technik wissenschaft wissen gesundheit umwelt
    klima energie bildung kultur feuilleton unterhaltung leben reise gesellschaft panorama meinung kommentar regional
    lokales wetter verkehr medien
    politique monde économie entreprises sciences santé environnement planète éducation société culture opinions sport
    política mundo economía economia empresas ciencia ciência salud saúde sociedad sociedade cultura deportes esporte
    opinión opinião tecnología tecnologia politica cronaca esteri mondo scienza salute società cultura spettacoli
    politiek buitenland binnenland economie wetenschap politikk økonomi kultur utenriks innenriks politik ekonomi
    utrikes inrikes politika gospodarka świat kraj dünya ekonomi siyaset spor sağlık политика экономика общество мир
    культура спорт наука
    정치 경제 사회 국제 문화 스포츠 과학 의학 연예 오피니언 사설 지역 전국 산업 증권 부동산 생활 북한
    政治 経済 社会 国際 文化 スポーツ 科学 医療 経済 地域 国内 政經 經濟 經済 财经 经济 国际 體育 体育 科技 社會
    """.split()
)
_COPYRIGHT = re.compile(
    r"(?:©|ⓒ|\(c\)|copyrights?\b)(?:[\s:]|©|ⓒ|\(c\)|copyright\b|by\b|\d{4}|[-–,])*(?P<name>[^\W\d_][^.|©ⓒ,;!?]{1,60})",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\s*(?:all rights? reserved|all right reserved|alle rechte|tous droits|todos los derechos|tutti i diritti|"
    r"무단|저작권|reproduction|unauthorized|inc\b|ltd\b|gmbh\b|\d{4}).*$",
    re.IGNORECASE,
)


def section_above(lines: Sequence[str], title: int) -> int | None:
    """Return the line above the headline that tells its section, if there is one.

    Parameters
    ----------
    lines
        The lines of the page.
    title
        The number of the headline.

    Examples
    --------
    >>> section_above(["Home > Economy > Shipping", "Ferry strike ends"], 1)
    0
    """
    for number in range(title - 1, max(-1, title - 1 - _ABOVE), -1):
        if section_in(lines[number], lines[title]) is not None:
            # One of many such lines in a row is the menu, which holds every section.
            near = [lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines) and n != title]
            return None if any(_is_section(line) for line in near) else number
    return None


def section_in(line: str, title: str) -> str | None:
    """Return the section that a line names: the last crumb that is not the headline, or a section's own name.

    Examples
    --------
    >>> section_in("Home > Economy > Shipping", "Ferry strike ends"), section_in("Share", "")
    ('Shipping', None)
    """
    crumbs = [crumb.strip() for crumb in _CRUMBS.split(line) if crumb.strip()] if len(line) < 200 else []
    if len(crumbs) > 1 and all(len(crumb) <= _LONGEST_SECTION or crumb == title for crumb in crumbs):
        names = [crumb for crumb in crumbs if crumb != title and crumb.casefold() not in _HOME]
        is_trail = crumbs[0].casefold() in _HOME or any(map(_is_section, names))
        return names[-1] if names and is_trail else None
    return line if _is_section(line) else None


def _is_section(line: str) -> bool:
    return line.casefold() in _SECTIONS


def outlet_below(lines: Sequence[str], last: int) -> tuple[int, str] | None:
    """Return the line below the story that says whose copyright it is, and the name in it.

    Parameters
    ----------
    lines
        The lines of the page.
    last
        The number of the story's last line.

    Examples
    --------
    >>> outlet_below(["The story.", "Copyright ⓒ 2025 East Asia Wire. All rights reserved."], 0)
    (1, 'East Asia Wire')
    """
    for number in range(last + 1, min(len(lines), last + 1 + _BELOW)):
        found = _COPYRIGHT.search(lines[number][:300])
        name = _RIGHTS.sub("", found["name"]).strip(" -–—:·'\"“”‘’<>()[]") if found else ""
        if 2 <= len(name) <= _LONGEST_OUTLET and len(name.split()) <= 5 and not name[0].islower():
            return number, name
    return None
