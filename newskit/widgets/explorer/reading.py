"""What the list and the reading pane of an explorer hold, as JSON: nothing of it is HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.tables.searching.found import Found
from newskit.tables.searching.snippets import snippet
from newskit.widgets.explorer.facets import plain
from newskit.widgets.explorer.marks import Mark, Marks, segments
from newskit.widgets.explorer.timeline import Timeline

__all__ = ["LONGEST", "article_of", "rows_of", "sendable"]

LONGEST = 200_000
"""So many characters of a text are shown."""

_WIDTH = 170
_LONGEST_TITLE = 300
# Of the area for private use; a text that holds it has its marks elsewhere, and is as harmless.
_MARK = "\ue000"
_NO_TITLE = "(no headline)"
_FIELDS = ("source", "section", "authors", "place", "agency", "lang", "url")
_BLANK_LINE = re.compile(r"\n\s*\n")
_Held = TypeVar("_Held", dict[str, Any], list[dict[str, Any]])


def rows_of(
    articles: pd.DataFrame, rows: npt.NDArray[np.int64], dates: pd.DatetimeIndex, found: Found | None
) -> list[dict[str, Any]]:
    """Return what the list shows of some articles.

    Parameters
    ----------
    articles
        The article table.
    rows
        Their positions.
    dates
        The date of every article of the table, in the explorer's time zone.
    found
        The answer to the query, whose words are marked in the passages.
    """
    titles = _values(articles, "title", rows)
    sources = _values(articles, "source", rows)
    days = dates[rows].strftime("%Y-%m-%d").tolist()
    if found is not None:
        passages = found.snippets(rows, width=_WIDTH, mark=_MARK)
    else:
        passages = [_beginning(text) for text in _values(articles, "text", rows)]
    shown = zip(rows.tolist(), titles, sources, days, passages, strict=True)
    told = [
        {
            "row": row,
            "title": ((title or "").strip() or _NO_TITLE)[:_LONGEST_TITLE],
            "source": source or "",
            "date": day if isinstance(day, str) else "",
            "passage": [[part, at % 2] for at, part in enumerate((passage or "").split(_MARK)) if part],
        }
        for row, title, source, day, passage in shown
    ]
    return sendable(told)


def _values(articles: pd.DataFrame, name: str, rows: npt.NDArray[np.int64]) -> list[str | None]:
    if name not in articles.columns:
        return [None] * len(rows)
    column = articles[name].array  # a few of them: one by one is faster than taking from a long column
    known = [plain(column[row]) for row in rows.tolist()]
    return [None if value is None else str(value) for value in known]


def _beginning(text: str | None) -> str | None:
    return snippet(text[: 4 * _WIDTH], (), width=_WIDTH, mark="") if text else None


def sendable(held: _Held) -> _Held:
    r"""Return what JSON holds without halves of characters, which texts cut elsewhere end in and nothing can send.

    >>> sendable({"title": "rain", "rows": ["cut \ud83d"]})
    {'title': 'rain', 'rows': ['cut ?']}
    """
    written = json.dumps(held, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:
        return cast("_Held", json.loads(written.encode(errors="replace")))
    return held


def article_of(articles: pd.DataFrame, row: int, timeline: Timeline, found: Sequence[Marks]) -> dict[str, Any]:
    """Return what the reading pane shows of an article.

    Parameters
    ----------
    articles
        The article table.
    row
        Its position.
    timeline
        The dates of all articles, in the explorer's time zone.
    found
        What markers found in it.
    """
    article = articles.iloc[row]
    when: Any = timeline.dates[row]
    fields = [(timeline.date, _moment(when))] if not pd.isna(when) else []
    fields += [(name, _shown(article[name])) for name in _FIELDS if name in articles.columns]
    texts = {name: _text(article, name) for name in ("title", "standfirst", "text")}
    of = {name: [mark for marks in found for mark in marks.of.get(name, ())] for name in texts}
    body = texts["text"]
    return {
        "row": row,
        "id": _shown(article["id"]) if "id" in articles.columns else str(row),
        "lang": _shown(article["lang"]) if "lang" in articles.columns else "",
        "fields": [[name, value] for name, value in fields if value],
        "values": [list(value) for marks in found for value in marks.told],
        "title": segments(texts["title"], of["title"]) if texts["title"].strip() else [[_NO_TITLE, [], ""]],
        "standfirst": segments(texts["standfirst"], of["standfirst"]) if texts["standfirst"] else [],
        "paragraphs": _paragraphs(body[:LONGEST], of["text"]),
        "captions": [one[:LONGEST] for one in _list(article.get("captions"))],
        "cut": max(len(body) - LONGEST, 0),
    }


def _paragraphs(text: str, marks: list[Mark]) -> list[list[list[Any]]]:
    """Return the paragraphs of a text, each in pieces."""
    ordered = sorted(marks)
    edges = [0, *(at for match in _BLANK_LINE.finditer(text) for at in match.span()), len(text)]
    found, first = [], 0
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if not text[start:end].strip():
            continue
        while first < len(ordered) and ordered[first].end <= start:
            first += 1
        inside = []
        for mark in ordered[first:]:
            if mark.start >= end:
                break
            inside.append(mark)
        found.append(segments(text, inside, start, end))
    return found


def _moment(when: pd.Timestamp) -> str:
    is_day = when == when.normalize()
    return when.strftime("%Y-%m-%d") if is_day else when.strftime("%Y-%m-%d %H:%M %Z").strip()


def _text(article: pd.Series, name: str) -> str:
    value = article.get(name)
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[str]:
    members = value if isinstance(value, (list, tuple, np.ndarray)) else []
    return [str(member) for member in members if plain(member) is not None]


def _shown(value: object) -> str:
    if isinstance(value, (list, tuple, np.ndarray)):
        return ", ".join(_list(value))
    known = plain(value)
    return "" if known is None else str(known)
