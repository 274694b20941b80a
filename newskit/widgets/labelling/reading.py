"""An article as it is shown to who labels it: plain strings, cut where chosen terms stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from newskit.language.matching import find_all
from newskit.language.patterns import Pattern
from newskit.language.tokens import tokens_of

__all__ = ["article_parts", "shown_text"]

Segments = list[list[Any]]
"""Pieces of a paragraph, each with whether it is marked."""

_MOST_CHARACTERS = 100_000
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


def article_parts(
    articles: pd.DataFrame, row: int, on: Sequence[str], about: Sequence[str], patterns: Sequence[Pattern]
) -> dict[str, Any]:
    """Return what is shown of an article.

    Parameters
    ----------
    articles
        The article table.
    row
        Which of them, by place.
    on
        Columns that are read.
    about
        Columns of the line below the headline.
    patterns
        What is marked.

    Returns
    -------
    dict
        ``about`` (strings), ``lang`` and ``parts``: ``name`` of the column and ``paragraphs``, each a list of pieces
        ``[text, is_marked]``.
    """
    texts = {name: shown_text(articles[name].iloc[row]) for name in on}
    told = [shown_text(articles[name].iloc[row]) for name in about]
    lang = shown_text(articles["lang"].iloc[row]) if "lang" in articles.columns else ""
    return {
        "about": [one for one in told if one],
        "lang": lang if _LANG.fullmatch(lang) else "",
        "parts": [
            {"name": name, "paragraphs": _paragraphs(text, patterns)} for name, text in texts.items() if text.strip()
        ],
    }


def shown_text(value: Any) -> str:
    """Return a value as text, empty if it is missing.

    >>> shown_text(pd.Timestamp("2025-06-12 09:30", tz="UTC")), shown_text(["Ann", "Bo"]), shown_text(None)
    ('2025-06-12 09:30 UTC', 'Ann, Bo', '')
    """
    if isinstance(value, (list, tuple, np.ndarray)):
        return ", ".join(filter(None, map(shown_text, value)))
    if not isinstance(value, str) and pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        zone = f" {value.tzname()}" if value.tzinfo else ""
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%Y-%m-%d %H:%M}{zone}"
    if isinstance(value, date):
        return value.isoformat()
    # Halves of characters, which careless exports have, are no UTF-8: the browser would never get them.
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _paragraphs(text: str, patterns: Sequence[Pattern]) -> list[Segments]:
    rest = len(text) - _MOST_CHARACTERS
    text = text[:_MOST_CHARACTERS]
    marked = _marked(text, patterns)
    made, begin = [], 0
    for blank in [*_BLANK.finditer(text), None]:
        end = blank.start() if blank else len(text)
        if text[begin:end].strip():
            made.append(_segments(text, begin, end, marked))
        begin = blank.end() if blank else end
    return [*made, [[f"[{rest:,} more characters are not shown]", False]]] if rest > 0 else made


def _marked(text: str, patterns: Sequence[Pattern]) -> list[tuple[int, int]]:
    """Return where marks begin and end; those that overlap are one."""
    if not patterns:
        return []
    found = find_all(tokens_of([text]), list(patterns), lambda: [text])
    spans = sorted(span for one in found for span in zip(one.start.tolist(), one.end.tolist(), strict=True))
    made: list[tuple[int, int]] = []
    for start, end in spans:
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made


def _segments(text: str, begin: int, end: int, marked: Sequence[tuple[int, int]]) -> Segments:
    made: Segments = []
    for start, stop in marked:
        first, last = max(start, begin), min(stop, end)
        if first < last:
            made += [[text[begin:first], False], [text[first:last], True]]
            begin = last
    made.append([text[begin:end], False])
    return [piece for piece in made if piece[0]]
