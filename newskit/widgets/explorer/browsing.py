"""What an explorer shows, without the widget: articles that a query and filters leave, counted and in order."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, NewskitError, require_choice, unknown_name
from newskit.tables import SearchIndex
from newskit.tables.bins import Zone
from newskit.tables.searching.found import Found
from newskit.widgets.explorer.facets import Counts, Facet, facet_of
from newskit.widgets.explorer.timeline import Timeline

__all__ = ["SORTS", "Browsing", "Listing", "View", "as_period"]

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]
SORTS = ("best", "newest", "oldest", "table")
"""The orders of the list, beside columns of numbers."""


@dataclass(frozen=True)
class View:
    """What is asked for: words, values of columns, a stretch of time, and an order."""

    query: str = ""
    filters: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    period: tuple[Any, Any] | None = None
    sort: str = "best"


@dataclass(frozen=True, eq=False)
class Listing:
    """What a view shows.

    Attributes
    ----------
    matches
        Which articles are listed.
    order
        Their positions, in the order of the list.
    counts
        How many articles appeared in each bin of the time line, whatever the period.
    facets
        For each facet and value, the number of articles that would be listed if it alone were chosen there.
    found
        The answer to the query; None where nothing is looked for.
    message
        What is the matter with the query.
    """

    matches: Mask
    order: Rows
    counts: list[int]
    facets: dict[str, Counts]
    found: Found | None
    message: str


class Browsing:
    """The articles of an explorer with everything that filtering them needs.

    Parameters
    ----------
    articles
        The article table.
    facets
        The columns to filter by.
    date, timezone
        The column of dates, and the zone in which days begin.
    weights
        The columns that are searched, see `newskit.search`.
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        facets: Sequence[str],
        *,
        date: str = "published",
        timezone: Zone = "UTC",
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.articles = articles.copy(deep=False)
        self.timeline = Timeline(self.articles, date, timezone)
        self.facets: dict[str, Facet] = {}
        for name in facets:
            self.facet(name)
        self._make_index: Callable[[], SearchIndex] = partial(
            SearchIndex, self.articles, weights=weights, date=date, timezone=timezone
        )
        self._index: SearchIndex | None = None
        self._lock = threading.Lock()
        self._last: tuple[str, Found | None, str] = ("", None, "")
        self._by_date = self._newest_first()

    def __len__(self) -> int:
        return len(self.articles)

    @property
    def is_indexed(self) -> bool:
        """Whether a query can be answered at once."""
        return self._index is not None

    @property
    def index(self) -> SearchIndex:
        """The index, built when a query first needs it: it takes as long as tokenising."""
        with self._lock:
            if self._index is None:
                self._index = self._make_index()
            return self._index

    def build_index(self, then: Callable[[], None]) -> threading.Thread:
        """Build the index beside other work, and then do something in the thread that asks for it."""
        loop = asyncio.get_running_loop()

        def build() -> None:
            _ = self.index
            with contextlib.suppress(RuntimeError):  # the notebook was closed meanwhile
                loop.call_soon_threadsafe(then)

        thread = threading.Thread(target=build, daemon=True, name="newskit-index")
        thread.start()
        return thread

    def facet(self, name: str) -> Facet:
        """Return the facet of a column, made when first asked for.

        Raises
        ------
        UnknownNameError
            If there is no such column.
        """
        if name not in self.facets:
            if name not in self.articles.columns:
                raise unknown_name("column", name, map(str, self.articles.columns), where="the articles")
            self.facets[name] = facet_of(name, self.articles[name])
        return self.facets[name]

    def check(self, view: View) -> None:
        """Raise if a view asks for what there is not."""
        for name, values in view.filters.items():
            self.facet(name).mask(values)
        if view.period is not None:
            self.timeline.mask(view.period)
        if view.sort not in SORTS:
            numbers = [n for n in map(str, self.articles.columns) if pd.api.types.is_numeric_dtype(self.articles[n])]
            require_choice("sort", view.sort, [*SORTS, *numbers])

    def listing(self, view: View) -> Listing:
        """Return what a view shows."""
        found, message = self._found(view.query)
        everything = np.ones(len(self), dtype=bool)
        asked = everything if found is None else found.matches
        parts = {name: self.facet(name).mask(values) for name, values in view.filters.items() if values}
        in_period = everything if view.period is None else self.timeline.mask(view.period)
        matches = _all(asked, in_period, *parts.values())
        counts = self.timeline.counts(_all(asked, *parts.values()))
        facets: dict[str, Counts] = {}
        for name, facet in self.facets.items():
            others = [mask for other, mask in parts.items() if other != name]
            facets[name] = facet.counts(_all(asked, in_period, *others) if name in parts else matches)
        return Listing(matches, self._order(matches, found, view.sort), counts, facets, found, message)

    def _found(self, query: str) -> tuple[Found | None, str]:
        """Return the answer to a query as far as it makes sense, and what does not."""
        if not query.strip():
            return None, ""
        if query != self._last[0]:
            found, message = self.index.find(query, strict=False), ""
            try:
                self.index.check(query)
            except NewskitError as error:
                message = str(error)
            self._last = (query, found, message)
        return self._last[1], self._last[2]

    def _newest_first(self) -> Rows:
        """Return all articles, the latest first, those without a date last."""
        moments = self.timeline.dates.asi8
        missing = np.asarray(self.timeline.dates.isna())
        return np.lexsort((np.arange(len(self)), -np.where(missing, 0, moments), missing)).astype(np.int64)

    def _order(self, matches: Mask, found: Found | None, sort: str) -> Rows:
        """Return the articles listed in order."""
        if sort == "best" and found is not None and found.has_words:
            return found.ranked(matches)
        if sort in ("best", "newest"):
            return self._by_date[matches[self._by_date]]
        if sort == "table":
            return np.flatnonzero(matches).astype(np.int64)
        if sort == "oldest":
            dated = ~np.asarray(self.timeline.dates.isna())[self._by_date]
            order = np.concatenate([self._by_date[dated][::-1], self._by_date[~dated]])
            return np.asarray(order[matches[order]], dtype=np.int64)
        numbers = self.articles[sort].to_numpy(dtype=float, na_value=np.nan)
        rows = np.flatnonzero(matches)
        return rows[np.argsort(-numbers[rows], kind="stable")].astype(np.int64)


def _all(*masks: Mask) -> Mask:
    """Return which articles are in all of these."""
    return masks[0] if len(masks) == 1 else np.logical_and.reduce(masks)


def as_period(given: object) -> tuple[Any, Any] | None:
    """Return a period as two dates in text, None for no period."""
    if given is None or (isinstance(given, (list, tuple)) and not len(given)):
        return None
    if not isinstance(given, (list, tuple)) or len(given) != 2:
        raise InputError(f"period={given!r} should be the first and the last day, such as ('2025-03-01', '2025-03-31')")
    if all(one in (None, "") for one in given):
        return None
    return tuple("" if one is None else one if isinstance(one, str) else _written(one) for one in given)  # type: ignore[return-value]


def _written(when: object) -> str:
    iso = getattr(when, "isoformat", None)
    if iso is None:
        raise InputError(f"period: {when!r} is no date; write it as '2025-03-31', '2025-03' or '2025'")
    return str(iso())
