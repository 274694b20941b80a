"""The formats of saved pages: plain text and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newskit.errors import ReadError
from newskit.read.registry import Entry, reader
from newskit.read.source import SourceFile
from newskit.schema import Problem

if TYPE_CHECKING:
    from newskit.read.page import Article

__all__ = ["read_html", "read_page_text"]

_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf\s*)?<(?:!doctype html|html|head|body|!--|\?xml[^>]*>\s*<!doctype html)", re.IGNORECASE
)

_CUT = "the page has more than 20,000 blocks of text; what stands behind them was not read"


def _looks_like_html(head: bytes) -> bool:
    return _MARKUP.match(head) is not None


def _text_of(file: SourceFile) -> str:
    text = file.text()
    if "\x00" in text[:4096]:
        raise ReadError("not text: it holds NUL characters")
    if not text.strip():
        raise ReadError("the file is empty")
    return text


def _entries(articles: list[Article]) -> Iterator[Entry]:
    """Yield the articles of a page; a page that is none comes as a problem, a live page as both."""
    from newskit.read.page.kinds import KINDS  # noqa: PLC0415 - the page model is loaded with the first page

    for number, article in enumerate(articles, start=1):
        place = f"article {number}" if len(articles) > 1 else ""
        if article.kind is not None:
            yield Problem("", place, article.kind, KINDS[article.kind])
        if article.is_cut:
            yield Problem("", place, "cut page", _CUT)
        if article.kind in (None, "live page"):
            yield {**article.record(), "entry": place}


@reader("page text", suffixes=[".txt", ".text"])
def read_page_text(file: SourceFile) -> Iterator[Entry]:
    """Read the plain text of a saved page: one article, or several with lines of rules between them."""
    from newskit.read.page import articles_in_text  # noqa: PLC0415 - see above

    yield from _entries(articles_in_text(_text_of(file), fetched=file.fetched))


@reader("html", suffixes=[".html", ".htm", ".xhtml"], sniff=_looks_like_html)
def read_html(file: SourceFile) -> Iterator[Entry]:
    """Read a saved HTML page: one article, or several in elements of their own."""
    from newskit.read.page import articles_in_html  # noqa: PLC0415 - see above

    yield from _entries(articles_in_html(_text_of(file), fetched=file.fetched))
