"""Read articles from any form in which news comes: files, folders, archives, tables."""

from __future__ import annotations

# A format is known once its module is imported.
from newskit.read import pages, records, tabular  # noqa: F401
from newskit.read.dateline import Dateline, read_dateline
from newskit.read.page import Article, parse_html, parse_text
from newskit.read.registry import formats, reader
from newskit.read.run import read
from newskit.read.source import SourceFile

__all__ = [
    "Article",
    "Dateline",
    "SourceFile",
    "formats",
    "parse_html",
    "parse_text",
    "read",
    "read_dateline",
    "reader",
]
