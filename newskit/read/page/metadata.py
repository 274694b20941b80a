"""What a page says of itself: JSON-LD, meta tags, ``<title>``, the canonical address."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from newskit.bylines import line_names
from newskit.dates import find_dates

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["SAME", "Metadata", "even", "moment_of", "read_metadata"]

SAME = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": None, "\u200b": None, "„": '"'}
)
_ARTICLE = ("article", "posting", "report", "review", "liveblogposting")
_MOST_JSON = 2_000_000  # characters of one block of JSON-LD; larger ones are data, not metadata
_DEPTH = 12
_ADDRESS = re.compile(r"https?://|^www\.|^@", re.IGNORECASE)
_AUTHOR_AND = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bog\b|\boch\b|&|\|)\s*")
_SITE_AUTHOR = re.compile(r"\.(?:com|de|net|org)\b|\(www")
_TAIL = re.compile(r"(.{10,}?) [|–—·•-] (.{2,60})$")
_FIRM = ("article:published_time", "datepublished")
_PUBLISHED = (*_FIRM, "date", "dc.date", "dc.date.issued", "pubdate", "publish-date",
              "parsely-pub-date", "sailthru.date", "article.published", "dcterms.created")  # fmt: skip
_UPDATED = ("article:modified_time", "datemodified", "last-modified", "og:updated_time", "dcterms.modified")
_AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
_MARKED = ",".join(
    ('[rel~="author"]', '[itemprop="author"]', *(f'[class*="{w}" i]' for w in ("author", "byline", "autor", "auteur")))
)
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|(?:post|entry|article|by|meta|news|document)?[_-]*(?:list[_-]*)?"
    r"(?:auth?ors?|auteurs?)(?:[_-]*name)?)(?:$|\s)",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"comment|kommentar|widget|sidebar|related|teaser|recommend|footer-bottom|reply", re.IGNORECASE)
_MOST_MARKED, _MOST_NAMES, _LONGEST_NAME = 40, 200, 80
_LONGER = 1.2
_LONGEST_TITLE, _LONGEST_CLASS = 1000, 300
_SECTION = ("article:section", "parsely-section", "section")


def even(text: str | None) -> str:
    """Return a text with case, quotes, dashes and spaces evened out, for comparing."""
    return " ".join(text.translate(SAME).casefold().split()) if text else ""


def _tidy(value: Any) -> str:
    return " ".join(html.unescape(html.unescape(value)).split()) if isinstance(value, str) else ""


@dataclass(slots=True)
class Metadata:
    """What a page says of itself.

    Parameters
    ----------
    article
        The fullest article of its JSON-LD.
    meta
        Its meta tags, names in lower case, the first of each.
    title
        Its ``<title>``.
    names
        The authors that JSON-LD gives.
    canonical
        Its canonical address.
    lang
        The language it declares, two letters; wrong on a twentieth of pages.
    kinds
        The types of all things in its JSON-LD.
    marked
        What its markup calls the author (``rel``, ``itemprop``, classes), where nothing else names one.
    """

    article: dict[str, Any] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""
    names: list[str] = field(default_factory=list)
    canonical: str | None = None
    lang: str | None = None
    kinds: set[str] = field(default_factory=set)
    marked: list[str] = field(default_factory=list)

    @property
    def site(self) -> str:
        """The name of the site."""
        publisher = self.article.get("publisher")
        if isinstance(publisher, list) and publisher:
            publisher = publisher[0]
        name = publisher.get("name") if isinstance(publisher, dict) else None
        return _tidy(self.meta.get("og:site_name")) or _tidy(name)

    @property
    def description(self) -> str:
        """What the page says it is about."""
        for value in (self.article.get("description"), self.meta.get("og:description"), self.meta.get("description")):
            if text := _tidy(value):
                return text
        return ""

    @property
    def section(self) -> str | None:
        """The section that the article stands in."""
        value = self.article.get("articleSection")
        if isinstance(value, list):
            value = next((part for part in value if isinstance(part, str)), None)
        return _tidy(value) or next((text for key in _SECTION if (text := _tidy(self.meta.get(key)))), None)

    def titles(self, heading: str, likeliest: str | None) -> dict[str, str]:
        """Return the candidates for the headline by where they stand, the site's name cut off."""
        given = {
            "JSON-LD": _tidy(self.article.get("headline")),
            "og:title": _tidy(self.meta.get("og:title")),
            "twitter:title": _tidy(self.meta.get("twitter:title")),
            "<title>": _tidy(self.title),
            "<h1>": heading,
            "alternative": _tidy(self.article.get("alternativeHeadline")),
            "model": likeliest or "",
        }
        folded = {even(text) for text in given.values() if text}
        site = even(self.site)
        return {name: self._without_site(name, text, folded, site) for name, text in given.items() if text}

    @staticmethod
    def _without_site(name: str, text: str, folded: set[str], site: str) -> str:
        while name != "<h1>" and len(text) <= _LONGEST_TITLE and (match := _TAIL.match(text)):
            head, tail = match[1], even(match[2])
            if not (
                even(head) in folded
                or (site and (tail in site or site in tail))
                or (name == "<title>" and len(tail) < 25)
            ):
                break
            text = head
        return text

    def before(self, tail: str) -> str:
        """Return what ``<title>`` holds before this tail: the headline, where the tail is the site."""
        match = _TAIL.match(_tidy(self.title)[:_LONGEST_TITLE])
        is_longer = match is not None and len(match[1]) > _LONGER * len(match[2])
        return match[1] if match and is_longer and even(match[2]) == even(tail) else ""

    def authors(self) -> list[str]:
        """Return the authors that the page names in its metadata."""
        given = self.names or [text for key in _AUTHOR if (text := _tidy(self.meta.get(key)))][:1]
        found: list[str] = []
        for name in given:
            for number, piece in enumerate(_AUTHOR_AND.split(name)[:20] if len(name) < 200 else []):
                part = piece.strip()
                if number and len(part.split()) > 4:
                    break
                if part and not _ADDRESS.search(part) and part not in found:
                    found.append(part)
        return found

    def is_site(self, names: list[str]) -> bool:
        """Whether all of the names are the site itself."""
        site = even(self.site)
        return bool(names) and all(
            (site and (even(name) in site or site in even(name))) or _SITE_AUTHOR.search(name) for name in names
        )

    def published(self, *, is_firm: bool = False) -> dt.datetime | None:
        """Return when the page says that the article was published; firm is only what can mean nothing else."""
        if is_firm:
            return self._moment("datePublished", _FIRM)
        return self._moment("datePublished", _PUBLISHED) or moment_of(self.article.get("dateCreated"))

    def updated(self) -> dt.datetime | None:
        """Return when the page says that the article was last changed."""
        return self._moment("dateModified", _UPDATED)

    def _moment(self, key: str, names: tuple[str, ...]) -> dt.datetime | None:
        candidates = (self.article.get(key), *(self.meta.get(name) for name in names))
        return next((moment for value in candidates if (moment := moment_of(value))), None)


def moment_of(value: Any) -> dt.datetime | None:
    """Return the time that a stamp in metadata names, with its zone if it has one."""
    if not isinstance(value, str) or not value.strip() or len(value) > 100:
        return None
    text = value.strip()
    if re.match(r"\d{4}-\d\d-\d\d", text):
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            pass
    return next((found.moment for found in find_dates(text)), None)


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            if isinstance(inner, (dict, list)):
                yield from _objects(inner, depth + 1)


def _kinds(value: dict[str, Any]) -> list[str]:
    kind = value.get("@type")
    return [name for name in (kind if isinstance(kind, list) else [kind]) if isinstance(name, str)]


def _fullness(article: dict[str, Any]) -> int:
    return len(article) + 5 * ("headline" in article) + 3 * ("author" in article)


def _json(text: str) -> Any:
    if len(text) > _MOST_JSON:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _names(article: dict[str, Any], by_id: dict[str, Any]) -> list[str]:
    given = article.get("author") or article.get("creator") or []
    names: list[str] = []
    for author in given if isinstance(given, list) else [given]:
        name = (author.get("name") or by_id.get(str(author.get("@id")))) if isinstance(author, dict) else author
        names += [_tidy(part) for part in (name if isinstance(name, list) else [name]) if isinstance(part, str)]
    return [name for name in names if name]


def _marked_authors(tree: LexborHTMLParser) -> list[str]:
    """Return the names that the markup calls the author's: the first of them and those that stand beside it."""
    found: list[str] = []
    block = None
    for node in tree.css(_MARKED)[:_MOST_MARKED]:
        attributes = node.attributes
        rel, itemprop = attributes.get("rel") or "", attributes.get("itemprop") or ""
        called = (attributes.get("class") or "")[:_LONGEST_CLASS]
        is_told = "author" in rel.split() or itemprop == "author" or _AUTHOR_CLASS.search(called)
        text = " ".join(node.text(separator=" ").split())
        if not is_told or not 1 < len(text) < _LONGEST_NAME or (block is None and _is_of_others(node)):
            continue
        around = node.parent.parent if node.parent and node.parent.parent else node
        if block is None:
            block = around.mem_id
        elif around.mem_id != block:
            continue
        found += [name for name in line_names(text) if name not in found]
    return found


def _is_of_others(node: LexborNode) -> bool:
    """Whether an element stands in something that is called a comment, a widget or a box of other stories."""
    up: LexborNode | None = node
    while up is not None:
        if _OF_OTHERS.search(f"{up.attributes.get('class') or ''} {up.attributes.get('id') or ''}"):
            return True
        up = up.parent
    return False


def read_metadata(tree: LexborHTMLParser, url: str | None) -> Metadata:
    """Return what a parsed page says of itself.

    Parameters
    ----------
    tree
        The page.
    url
        Its address, to complete a relative canonical one.
    """
    found = Metadata()
    by_id: dict[str, Any] = {}
    for script in tree.css('script[type*="ld+json"]'):
        for value in _objects(_json(script.text())):
            kinds = _kinds(value)
            found.kinds.update(kinds)
            if value.get("@id") and value.get("name"):
                by_id[str(value["@id"])] = value["name"]
            is_article = any(kind.casefold().endswith(_ARTICLE) for kind in kinds)
            if is_article and _fullness(value) > _fullness(found.article):
                found.article = value
    for tag in tree.css("meta[content]"):
        attributes = tag.attributes
        key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if key and attributes.get("content"):
            found.meta.setdefault(key, str(attributes["content"]))
    title = tree.css_first("title")
    found.title = title.text() if title else ""
    found.names = _names(found.article, by_id)[:_MOST_NAMES]
    if found.is_site(found.authors()) or not found.authors():
        found.marked = _marked_authors(tree)
    link = tree.css_first('link[rel="canonical"]')
    address = (link.attributes.get("href") if link else None) or found.meta.get("og:url")
    if address:
        found.canonical = _address(address.strip(), url)
    root = tree.css_first("html")
    declared = (root.attributes.get("lang") if root else None) or ""
    found.lang = declared[:2].lower() if re.match(r"[A-Za-z]{2}(?:[-_]|$)", declared) else None
    return found


def _address(address: str, url: str | None) -> str | None:
    try:
        whole = urljoin(url or "", address)
        return whole if urlsplit(whole).scheme in ("http", "https") else None
    except ValueError:
        return None
