"""Reading pages: plain text and HTML become blocks, a small model says what each block is."""

from __future__ import annotations

from newskit.read.page.article import Article, parse_html, parse_text

__all__ = ["Article", "parse_html", "parse_text"]
