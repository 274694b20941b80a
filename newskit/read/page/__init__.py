"""Reading pages: plain text and HTML become blocks, a small model says what each block is."""

from __future__ import annotations

from newskit.read.page.article import Article
from newskit.read.page.parse import parse_html, parse_text
from newskit.read.page.several import articles_in_html, articles_in_text

__all__ = ["Article", "articles_in_html", "articles_in_text", "parse_html", "parse_text"]
