"""Read articles from any form in which news comes: files, folders, archives, tables."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

# A format is known once its module is imported.
from newskit.read import pages, records, tabular  # noqa: F401
from newskit.read.dateline import Dateline, read_dateline
from newskit.read.registry import formats, reader
from newskit.read.run import read
from newskit.read.source import SourceFile

if TYPE_CHECKING:
    from newskit.read.page import Article, parse_html, parse_text

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


def __getattr__(name: str) -> object:
    # The page model and its parser are loaded with the first page.
    if name in ("Article", "parse_html", "parse_text"):
        return getattr(importlib.import_module("newskit.read.page"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
