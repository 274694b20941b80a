"""What annotators decided, as it follows from their records: the last decision counts, unless it was taken back."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

import pandas as pd

from newskit.dates import DTYPE as DATE_DTYPE
from newskit.schema import STRING_DTYPE
from newskit.widgets.labelling.records import Label, Record

__all__ = ["Decisions", "label_column"]


class Decisions:
    """The decisions of all annotators.

    Parameters
    ----------
    records
        What they did, in order.

    Examples
    --------
    >>> made = Decisions([Record("a", "label", ("good",)), Record("a", "label", ("bad",)), Record("a", "undo")])
    >>> made.of("a", None).labels
    ('good',)
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._live: dict[tuple[str | None, str], list[Record]] = {}
        self._order: dict[str | None, list[str]] = {}
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Take one more record."""
        stack = self._live.setdefault((record.annotator, record.id), [])
        order = self._order.setdefault(record.annotator, [])
        if record.action != "undo":
            stack.append(record)
            order.append(record.id)
        elif stack:
            stack.pop()
            del order[next(at for at in range(len(order) - 1, -1, -1) if order[at] == record.id)]

    def of(self, article: str, annotator: str | None) -> Record | None:
        """Return an annotator's decision on an article, None without one."""
        stack = self._live.get((annotator, article))
        return stack[-1] if stack else None

    def newest(self, annotator: str | None, among: Container[str]) -> str | None:
        """Return the article that an annotator decided on last, of those in `among`."""
        return next((article for article in reversed(self._order.get(annotator, [])) if article in among), None)

    def last(self, annotator: str | None) -> dict[str, Record]:
        """Return an annotator's decisions by article."""
        return {article: stack[-1] for (who, article), stack in self._live.items() if who == annotator and stack}

    def frame(self, labels: list[Label], *, multiple: bool) -> pd.DataFrame:
        """Return the decisions of all annotators, a row each, in the order in which articles were first met."""
        rows = [stack[-1] for stack in self._live.values() if stack]
        return pd.DataFrame(
            {
                "id": pd.array([row.id for row in rows], dtype=STRING_DTYPE),
                "annotator": pd.array([row.annotator for row in rows], dtype=STRING_DTYPE),
                "label": label_column(rows, labels, multiple=multiple),
                "time": pd.to_datetime([row.time for row in rows], utc=True, format="ISO8601", errors="coerce").astype(
                    DATE_DTYPE
                ),
            }
        )


def label_column(rows: Iterable[Record | None], labels: list[Label], *, multiple: bool) -> pd.Series:
    """Return the labels of decisions; missing where there is none, or the article was skipped."""
    given = [None if row is None or row.action != "label" else row.labels for row in rows]
    if multiple:
        place = {label: number for number, label in enumerate(labels)}
        return pd.Series([pd.NA if one is None else sorted(one, key=place.__getitem__) for one in given], dtype=object)
    dtype: Any = "Int64" if isinstance(labels[0], int) else STRING_DTYPE
    single: list[Any] = [None if one is None else one[0] for one in given]
    return pd.Series(pd.array(single, dtype=dtype))
