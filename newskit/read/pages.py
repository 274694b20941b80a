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
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|!--|\?xml[^>]*>\s*<!doctype html)", re.IGNORECASE
)


def _looks_like_html(head: bytes) -> bool:
    return _MARKUP.match(head) is not None


def _text_of(file: SourceFile) -> str:
    text = file.text()
    if "\x00" in text[:4096]:
        raise ReadError("not text: it holds NUL characters")
    if not text.strip():
        raise ReadError("the file is empty")
    return text


def _entries(article: Article) -> Iterator[Entry]:
    """Yield the article; a page that is none comes as a problem, a live page as both."""
    from newskit.read.page.kinds import KINDS  # noqa: PLC0415 - the page model is loaded with the first page

    if article.kind is not None:
        yield Problem("", "", article.kind, KINDS[article.kind])
    if article.is_cut:
        yield Problem(
            "", "", "cut page", "the page has more than 20,000 blocks of text; what stands behind them was not read"
        )
    if article.kind in (None, "live page"):
        yield {**article.record(), "entry": ""}


@reader("page text", suffixes=[".txt", ".text"])
def read_page_text(file: SourceFile) -> Iterator[Entry]:
    """Read the plain text of a saved page as one article."""
    from newskit.read.page import parse_text  # noqa: PLC0415 - see above

    yield from _entries(parse_text(_text_of(file)))


@reader("html", suffixes=[".html", ".htm", ".xhtml"], sniff=_looks_like_html)
def read_html(file: SourceFile) -> Iterator[Entry]:
    """Read a saved HTML page as one article."""
    from newskit.read.page import parse_html  # noqa: PLC0415 - see above

    yield from _entries(parse_html(_text_of(file)))
