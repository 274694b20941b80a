"""Pages that are no article (lists, errors, shells that need JavaScript, stubs before a paywall), and live pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newskit.read.page.metadata import Metadata

__all__ = ["KINDS", "kind_of_page"]

# What each kind is called in `problems`, with its reason in plain words.
KINDS = {
    "error page": "an error page of the site, no article",
    "needs JavaScript": "the page is empty without JavaScript: save it from a browser as it is shown",
    "paywall": "only the beginning of an article, before a paywall",
    "list page": "a list of articles, no article",
    "no text": "no running text on the page",
    "live page": "a live page: many entries under one headline",
}
_ERROR = re.compile(
    r"^\W*(?:(?:error )?40[0134]\b|50[0234]\b|error\W*$|page (?:not found|unavailable)|not found\W*$|"
    r"access denied|forbidden|just a moment|attention required|are you a robot|verify you are human|"
    r"service unavailable|bad gateway|"
    r"(?:diese )?seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|"
    r"pagina non trovata|페이지를 찾을 수 없|ページが見つかりません|страница не найдена)",
    re.IGNORECASE,
)
_JAVASCRIPT = re.compile(
    r"(?:enable|turn on|requires?|need|activate|activer|aktivieren|activar|abilita\w*)\W+(?:\w+\W+){0,3}javascript|"
    r"javascript\W+(?:\w+\W+){0,4}(?:disabled|required|enabled|deaktiviert|aktivieren|désactivé|deshabilitado)",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|unlock)|to continue reading|subscribers? only|for subscribers|"
    r"already a subscriber|"
    r"unlock (?:this|the full) (?:article|story)|register to (?:read|continue)|"
    r"weiterlesen mit|jetzt (?:abonnieren|weiterlesen)|"
    r"nur für abonnenten|réservé aux abonnés|il vous reste .{1,10}% de cet article|"
    r"contenido exclusivo para suscriptores|"
    r"solo per gli abbonati|会員限定|有料会員|구독자 전용|유료 회원|только для подписчиков",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\d{1,2}[:.h]\d\d\b")
_LITTLE = 400  # characters of a text that is hardly there
_STUB = 1000
_ENTRIES = 6  # timed entries that make a page a live page
_LINKS = 12  # headlines that make a page a list


def kind_of_page(  # noqa: PLR0917 - all of a page, each part once, in the order in which it is read
    title: str | None,
    paragraphs: Sequence[str],
    lines: Sequence[str],
    links: Sequence[float] | None,
    metadata: Metadata | None,
    source: str,
) -> str | None:
    """Return the name in `KINDS` of a page that is no article or a live one, ``None`` for an article.

    Parameters
    ----------
    title, paragraphs
        What was taken for headline and story.
    lines, links
        All blocks, and which share of each is links (``None`` for page text).
    metadata
        What the page says of itself, if it is HTML.
    source
        The page as it was given.
    """
    names = [title or "", metadata.title if metadata else ""]
    size = sum(map(len, paragraphs))
    kind = _cut_short(names, size, lines, metadata, source)
    if kind is not None:
        return kind
    if size < _LITTLE and _is_list(lines, links):
        return "list page"
    if not paragraphs:
        return "no text"
    return "live page" if _is_live(paragraphs, lines, metadata) else None


def _cut_short(
    names: Sequence[str], size: int, lines: Sequence[str], metadata: Metadata | None, source: str
) -> str | None:
    """Return what kept the page from giving its article, from its names and the characters of its text."""
    if size < _STUB and any(_ERROR.search(name) for name in names):
        return "error page"
    if size < _LITTLE and _JAVASCRIPT.search(source):
        return "needs JavaScript"
    is_locked = metadata is not None and str(metadata.article.get("isAccessibleForFree")).lower() == "false"
    if size < _STUB and (
        any(len(line) < 300 and _PAYWALL.search(line) for line in lines) or (is_locked and size < _LITTLE)
    ):
        return "paywall"
    return None


def _is_live(paragraphs: Sequence[str], lines: Sequence[str], metadata: Metadata | None) -> bool:
    timed = sum(bool(_TIMED.match(line)) for line in lines)
    return (metadata is not None and "LiveBlogPosting" in metadata.kinds) or (
        timed >= _ENTRIES and timed > len(paragraphs) / 4
    )


def _is_list(lines: Sequence[str], links: Sequence[float] | None) -> bool:
    headlines = [number for number, line in enumerate(lines) if 30 <= len(line) <= 160]
    if links is not None:
        return sum(links[number] > 0.8 for number in headlines) >= _LINKS
    return len(headlines) >= _LINKS and not any(len(line) > 200 for line in lines)
