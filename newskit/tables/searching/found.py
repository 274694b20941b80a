"""What a query found in an index: which articles, in what order, and where its words stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from newskit.tables.searching.conditions import slots_in
from newskit.tables.searching.snippets import MOST_SPANS, Span, snippet, spans_in

if TYPE_CHECKING:
    from newskit.tables.searching.answer import Answer
    from newskit.tables.searching.fields import Fields

__all__ = ["Found"]

Rows = npt.NDArray[np.int64]

# So many terms of a query are shown in snippets.
_MOST_SHOWN = 50


class Found:
    """The answer of an index to one query; articles are named by position.

    Attributes
    ----------
    matches : numpy.ndarray of bool
        Which articles fit.
    scores : numpy.ndarray of float
        How much each is about the words of the query; 0 where it holds none of them.
    has_words : bool
        Whether the query looks for words, so that articles can be ranked by them.
    """

    def __init__(self, answer: Answer, fields: Fields, weights: Mapping[str, float]) -> None:
        self.matches, self.scores = answer.matches, answer.scores
        self.has_words = bool(answer.shown)
        self._shown, self._fields, self._weights = answer.shown, fields, weights

    def ranked(self, within: npt.NDArray[np.bool_] | None = None, *, top: int | None = None) -> Rows:
        """Return the articles found, the best first, then the latest, then as in the table.

        Parameters
        ----------
        within
            Of which articles; None for all that were found.
        top
            How many of them; None for all.
        """
        rows = np.flatnonzero(self.matches if within is None else self.matches & within)
        keys = (rows, self._fields.latest_first[rows], -self.scores[rows])
        return np.asarray(rows[np.lexsort(keys)][:top], dtype=np.int64)

    def spans(self, row: int) -> list[tuple[str, int, int]]:
        """Return where the words of the query stand in an article: column, start and end."""
        one = np.array([row], dtype=np.int64)
        return [(name, span.start, span.end) for name in self._weights for span in self._in(name, one).get(0, [])]

    def snippets(self, rows: Rows, *, width: int = 200, mark: str = "**") -> list[str | None]:
        """Return a passage of each article: of its text, or the first other column with a match, or how it begins."""
        names = [name for name in reversed(list(self._weights)) if name != "title"]
        chosen: list[str | None] = [None] * len(rows)
        begun: list[str | None] = [None] * len(rows)
        for name in names:
            spans = self._in(name, rows, MOST_SPANS)
            texts = self._fields.articles[name].array
            for at, row in enumerate(rows.tolist()):
                text = texts[row]  # a few of them: one by one is faster than taking from a long column
                if chosen[at] is not None or not isinstance(text, str) or not text.strip():
                    continue
                if at in spans:
                    chosen[at] = snippet(text, spans[at], width=width, mark=mark)
                elif begun[at] is None:
                    begun[at] = snippet(text, (), width=width, mark=mark)
        return [one if one is not None else other for one, other in zip(chosen, begun, strict=True)]

    def _in(self, name: str, rows: Rows, most: int | None = None) -> dict[int, list[Span]]:
        """Return where the words looked for stand in a column of some articles."""
        column = self._fields.column(name)
        shown = [asked for field, asked in self._shown[:_MOST_SHOWN] if field in ("", name)]
        return spans_in(column, rows, [slots_in(column, asked) for asked in shown], most=most)
