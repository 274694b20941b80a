"""The passage of an article that shows best why it was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.tables.searching.column import Column, Ranges, phrases_in

__all__ = ["MOST_SPANS", "Span", "snippet", "spans_in"]

MOST_SPANS = 100
"""A passage is chosen among so many occurrences of each term, the first ones in the text."""

# The edges of a passage are moved to a space as far away as this.
_TO_SPACE = 25
_SPACE = re.compile(r"\s+")


class Span(NamedTuple):
    """An occurrence of a term: where it begins and ends in its text, in characters, and which term it is."""

    start: int
    end: int
    term: int


def spans_in(
    column: Column, rows: npt.NDArray[np.int64], terms: Sequence[Sequence[Ranges]], *, most: int | None = None
) -> dict[int, list[Span]]:
    """Return where terms stand in some texts of a column, by text, in order.

    Parameters
    ----------
    column
        The column.
    rows
        Which texts; the answer names them by their position here.
    terms
        For each term, the words that fit each of its slots.
    most
        How many occurrences of each term in each text, the first ones; ``None`` for all.
    """
    words = column.words(rows)
    found: dict[int, list[Span]] = {}
    for number, slots in enumerate(terms):
        first = phrases_in(words, slots, len(column.terms))
        text = np.searchsorted(words.bounds, first, side="right") - 1
        if most is not None:
            early = np.arange(len(text)) - np.searchsorted(text, text) < most
            first, text = first[early], text[early]
        start = column.tokens.start[words.token[first]]
        end = column.tokens.end[words.token[first + len(slots) - 1]]
        for at, low, high in zip(text.tolist(), start.tolist(), end.tolist(), strict=True):
            found.setdefault(at, []).append(Span(low, high, number))
    return {at: sorted(spans, key=lambda span: (span.start, -span.end)) for at, spans in found.items()}


def snippet(text: str, spans: Sequence[Span], *, width: int, mark: str) -> str:
    """Return the passage with most of the terms, in one line, the occurrences between marks.

    >>> snippet("It rained all day. Then, at last, the sun came out.", [Span(38, 41, 0)], width=20, mark="**")
    '… the **sun** came out.'
    """
    chosen = _densest(spans, width)
    start, end = _window(text, chosen, width)
    shown = [span for span in spans if start <= span.start and span.end <= end] if chosen else []
    pieces, at = [], start
    for span in shown:
        if span.start < at:
            continue  # inside a phrase that is marked
        pieces += [text[at : span.start], mark, text[span.start : span.end], mark]
        at = span.end
    passage = _SPACE.sub(" ", "".join([*pieces, text[at:end]])).strip()
    return ("… " if start > 0 else "") + passage + ("…" if end < len(text.rstrip()) else "")


def _densest(spans: Sequence[Span], width: int) -> Sequence[Span]:
    """Return the neighbouring spans, within a width, that hold the most terms; then the most spans; then the first."""
    best: tuple[int, int] = (0, 0)
    chosen: Sequence[Span] = ()
    counts: dict[int, int] = {}
    first = 0
    for last, span in enumerate(spans):
        counts[span.term] = counts.get(span.term, 0) + 1
        while first < last and span.end - spans[first].start > width:
            left = spans[first].term
            counts[left] -= 1
            if not counts[left]:
                del counts[left]
            first += 1
        value = (len(counts), last - first)
        if value > best:
            best, chosen = value, spans[first : last + 1]
    return chosen


def _window(text: str, spans: Sequence[Span], width: int) -> tuple[int, int]:
    """Return where a passage around some spans begins and ends: at spaces, where there are any."""
    low, high = (spans[0].start, max(span.end for span in spans)) if spans else (0, 0)
    spare = max(width - (high - low), 0)
    start = max(min(low - spare // 3, len(text) - width), 0)
    end = min(max(start + width, high), len(text))
    if start > 0 and (space := _SPACE.search(text, start - 1, min(low, start + _TO_SPACE))):
        start = space.end()
    if end < len(text) and not text[end].isspace():
        cut = max((text.rfind(space, max(high, end - _TO_SPACE), end) for space in " \n"), default=-1)
        end = cut if cut >= high and cut > start else end
    return min(start, low) if spans else start, end
