"""Pages that hold several articles: an export of many, a front page of whole stories, a page that went on scrolling."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newskit.read.page.article import Article
from newskit.read.page.markup import shallow
from newskit.read.page.metadata import even
from newskit.read.page.parse import decoded, parse_html, parse_text

__all__ = ["articles_in_html", "articles_in_text"]

_LEAST = 300  # characters of an article that stands on a page with others
_MOST = 500
_RULE = re.compile(
    r"^[ \t]*(?:[-=_*~#]{5,}|(?:document|article|dokument|artikel|doc|기사)[ \t]+\d+[ \t]*(?:of|von|/|de)[ \t]*\d+)"
    r"[ \t]*$|\f",
    re.IGNORECASE | re.MULTILINE,
)
_HEADINGS = "h1, h2, h3"
_COMMENT = re.compile(r"comment|reply|kommentar", re.IGNORECASE)
_OPENING = re.compile(r"<html[^>]*>", re.IGNORECASE)
_HEAD_OPENS = re.compile(r"<head\b", re.IGNORECASE)
_HEAD_CLOSES = re.compile(r"</head>", re.IGNORECASE)


def articles_in_text(page: str | bytes, *, fetched: dt.datetime | None = None) -> list[Article]:
    r"""Return the articles in the plain text of a page: one, or those between lines that part them.

    Lines of rules (``-----``, ``=====``), form feeds and ``Document 3 of 20`` part articles where each part by itself
    reads as one: a headline, a story of some length, and a date or a byline.

    Parameters
    ----------
    page, fetched
        As in `parse_text`.

    Examples
    --------
    >>> one = "Ferry strike ends\nBy Oh Min-ji\nMarch 4, 2025\n" + "Crews went back to work on Tuesday, after all. " * 8
    >>> [len(articles_in_text(text)) for text in (one, one + "\n==========\n" + one)]
    [1, 2]
    """
    text = decoded(page)
    parts = [part for part in _RULE.split(text) if part.strip()] if len(text) > 2 * _LEAST else []
    if 2 <= len(parts) <= _MOST:
        found = [parse_text(part, fetched=fetched) for part in parts]
        if all(_is_whole(article) and (article.published or article.authors) for article in found):
            return found
    return [parse_text(text, fetched=fetched)]


def articles_in_html(page: str | bytes, url: str | None = None, *, fetched: dt.datetime | None = None) -> list[Article]:
    """Return the articles on an HTML page: one, or those in ``<article>`` elements that each hold a whole story.

    Parameters
    ----------
    page, url, fetched
        As in `parse_html`. What the page says of itself belongs to the article whose headline it names.

    Examples
    --------
    >>> crew = "<p>Crew {} went back to work on Tuesday after nine days, and its boat was full.</p>"
    >>> story = "".join(map(crew.format, range(6)))
    >>> one = f"<article><h2>Ferry strike ends</h2>{story}</article>"
    >>> other = one.replace("strike", "timetable")
    >>> [article.title for article in articles_in_html(f"<html><body>{one}{other}</body></html>")]
    ['Ferry strike ends', 'Ferry timetable ends']
    """
    text = decoded(page)
    if text.count("<article") < 2:
        return [parse_html(text, url, fetched=fetched)]
    whole = parse_html(text, url, fetched=fetched)
    nodes = [node for node in LexborHTMLParser(shallow(text)).css("article")[:_MOST] if _holds_story(node)]
    if len(nodes) < 2 or whole.kind == "live page":
        return [whole]
    opening = _OPENING.search(text[:2000])
    found = []
    for node in nodes:
        heading = node.css_first(_HEADINGS)
        name = " ".join(heading.text().split()) if heading else ""
        is_named = whole.title is not None and even(name) == even(whole.title)
        title = f"<head><title>{html.escape(name)}</title></head>"
        head = (is_named and _head(text)) or title
        part = f"{opening[0] if opening else '<html>'}{head}<body>{node.html}</body></html>"
        article = parse_html(part, url if is_named else None, fetched=fetched)
        found.append(article if is_named else replace(article, source=whole.source))
    is_several = len({article.title for article in found}) == len(found) and all(map(_is_whole, found))
    return found if is_several else [whole]


def _head(page: str) -> str:
    """Return the head of a page with its tags, nothing if it has none."""
    opens = _HEAD_OPENS.search(page)
    closes = _HEAD_CLOSES.search(page, opens.end()) if opens else None
    return page[opens.start() : closes.end()] if opens and closes else ""


def _is_whole(article: Article) -> bool:
    return article.kind is None and bool(article.title) and len(article.text) >= _LEAST


def _holds_story(node: LexborNode) -> bool:
    """Whether an ``<article>`` has a heading and paragraphs of its own, and is neither in another nor a comment."""
    if _COMMENT.search(f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"):
        return False
    up = node.parent
    while up is not None:
        if up.tag == "article":
            return False
        up = up.parent
    size = sum(len(paragraph.text()) for paragraph in node.css("p"))
    return node.css_first(_HEADINGS) is not None and size >= _LEAST
