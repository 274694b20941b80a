"""What is marked in an article: words of the query, keyphrases, sentiment, whatever a feature or a column names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from newskit.errors import InputError, NewskitError
from newskit.features import Feature, extract
from newskit.tables.explain_sentiment import explain_sentiment

__all__ = ["OFFERED", "Mark", "Marker", "Marks", "marker", "segments"]

OFFERED = ("query", "keyphrases", "sentiment")
"""What every explorer offers to mark."""

_TEXTS = ("title", "standfirst", "text")
_MOST_PHRASES = 300
_LONGEST = 100_000


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of a text: its first and its last character, what kind it is, and what a tooltip says."""

    start: int
    end: int
    kind: str
    note: str = ""


@dataclass
class Marks:
    """What a marker found in an article: marks by column, and what to tell beside the text: names and values."""

    of: dict[str, list[Mark]] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)

    def add(self, column: str, marks: Iterable[Mark]) -> None:
        """Add the marks of a column."""
        self.of.setdefault(column, []).extend(marks)


Marker = Callable[[pd.DataFrame], Marks]
"""Takes a table of one article."""


def marker(given: object, articles: pd.DataFrame) -> tuple[str, Marker]:
    """Return the name of something that can be marked, and what finds it in an article.

    Parameters
    ----------
    given
        ``"keyphrases"``, ``"sentiment"``; a column of strings or lists of them; the name of a feature, or a feature; or
        a function from a text to a list of strings or of pairs ``(start, end)``.
    articles
        The article table.

    Raises
    ------
    InputError, UnknownNameError
        If it is none of these.
    """
    if given == "sentiment":
        return "sentiment", _sentiment
    if isinstance(given, str) and given in articles.columns:
        return given, partial(_of_column, given)
    if isinstance(given, (str, Feature)):
        name = given if isinstance(given, str) else given.name
        extract(articles.iloc[:0], given, progress=False)  # raises if there is no such feature
        return name, partial(_of_feature, given)
    if callable(given):
        return getattr(given, "__name__", type(given).__name__), partial(_of_function, given)
    raise InputError(
        f"highlight: {given!r} is no column, feature or function; give a name such as 'keyphrases', or a function from "
        "a text to a list of strings"
    )


def _sentiment(article: pd.DataFrame) -> Marks:
    found = Marks()
    code = article["lang"].iloc[0] if "lang" in article.columns else None
    lang = code if isinstance(code, str) else None
    for column, text in _texts(article):
        try:
            why = explain_sentiment(text, lang=lang)
        except NewskitError as error:
            found.told.append(("sentiment", str(error).split(";")[0]))
            return found
        shares = why.contributions[["start", "end", "contribution", "rules"]].itertuples(index=False)
        found.add(
            column,
            [
                Mark(start, end, "positive" if share >= 0 else "negative", "; ".join([f"{share:+.3f}", *rules]))
                for start, end, share, rules in shares
                if share
            ],
        )
        if not np.isnan(why.score):
            found.told.append((f"sentiment of {column}", f"{why.score:+.2f}"))
    return found


def _texts(article: pd.DataFrame) -> list[tuple[str, str]]:
    found = [(name, article[name].iloc[0]) for name in _TEXTS if name in article.columns]
    return [(name, value[:_LONGEST]) for name, value in found if isinstance(value, str) and value.strip()]


def _of_column(name: str, article: pd.DataFrame) -> Marks:
    return _of_value(name, article[name].iloc[0], article)


def _of_feature(feature: Any, article: pd.DataFrame) -> Marks:
    name = feature if isinstance(feature, str) else feature.name
    found = Marks()
    for column, values in extract(article, feature, progress=False).items():
        part = _of_value(name, values.iloc[0], article, label=str(column))
        found.told += part.told
        for where, marks in part.of.items():
            found.add(where, marks)
    return found


def _of_value(kind: str, value: Any, article: pd.DataFrame, *, label: str = "") -> Marks:
    """Return the places of a string or of several; anything else is shown as it is."""
    found = Marks()
    phrases = [value] if isinstance(value, str) else value
    if isinstance(phrases, (list, tuple, set, np.ndarray)):
        pattern = _pattern([one for one in phrases if isinstance(one, str) and one.strip()][:_MOST_PHRASES])
        if pattern is not None:
            for column, text in _texts(article):
                found.add(column, [Mark(*match.span(), kind, kind) for match in pattern.finditer(text)])
    elif not pd.isna(value):
        shown = f"{value:,.4g}" if isinstance(value, (float, np.floating)) else str(value)
        found.told.append((label or kind, shown))
    return found


def _pattern(phrases: list[str]) -> re.Pattern[str] | None:
    """Return what finds phrases, the longest first, whatever their case; letters with spaces only as whole words."""
    if not phrases:
        return None
    parts = []
    for phrase in sorted(dict.fromkeys(phrases), key=len, reverse=True):
        body = r"\s+".join(map(re.escape, phrase.split()))
        parts.append(rf"(?<!\w){body}(?!\w)" if phrase.isascii() else body)
    return re.compile("|".join(parts), re.IGNORECASE)


def _of_function(func: Callable[[str], Any], article: pd.DataFrame) -> Marks:
    found, kind = Marks(), getattr(func, "__name__", type(func).__name__)
    for column, text in _texts(article):
        given = func(text)
        if isinstance(given, (list, tuple, np.ndarray)) and len(given) and not isinstance(given[0], str):
            found.add(column, [Mark(int(a), int(b), kind, kind) for a, b in given if 0 <= a < b <= len(text)])
        else:
            part = _of_value(kind, given, article.assign(**{column: text})[[column]], label=f"{kind} of {column}")
            found.told += part.told
            for where, marks in part.of.items():
                found.add(where, marks)
    return found


def segments(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[list[Any]]:
    """Return a text in pieces: each with the kinds of the marks over it, and what a tooltip says.

    >>> segments("Rain fell.", [Mark(0, 4, "query"), Mark(0, 9, "keyphrases", "twice")])
    [['Rain', ['keyphrases', 'query'], 'twice'], [' fell', ['keyphrases'], 'twice'], ['.', [], '']]
    """
    last = len(text) if end is None else min(end, len(text))
    inside = sorted(mark for mark in marks if mark.start < last and mark.end > start and mark.start < mark.end)
    cuts = {start, last}
    for mark in inside:
        cuts |= {max(mark.start, start), min(mark.end, last)}
    edges = sorted(cuts)
    pieces: list[list[Any]] = []
    active: list[Mark] = []
    ahead = 0
    for low, high in pairwise(edges):
        active = [mark for mark in active if mark.end > low]
        while ahead < len(inside) and inside[ahead].start <= low:
            active.append(inside[ahead])
            ahead += 1
        kinds = sorted({mark.kind for mark in active})
        notes = dict.fromkeys(mark.note for mark in active if mark.note)
        pieces.append([text[low:high], kinds, "; ".join(notes)])
    return pieces
