"""What an explorer shows, without the widget: articles that a query and filters leave, counted and in order."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, NewskitError, require_choice, require_columns, require_mapping, unknown_name
from newskit.tables import SearchIndex
from newskit.tables.bins import Zone
from newskit.tables.searching.found import Found
from newskit.widgets.controls import number_columns
from newskit.widgets.explorer.facets import Counts, Facet, facet_of, plain
from newskit.widgets.explorer.timeline import Timeline

__all__ = ["SORTS", "Browsing", "Listing", "View", "as_period", "as_values"]

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

    Raises
    ------
    InputError, UnknownNameError
        If a column that is asked for is not there.
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
        if weights is not None:
            require_columns(articles, require_mapping("weights", weights, example="{'title': 3}"), where="the articles")
        self.articles = articles.copy(deep=False)
        self.numbers = [name for name in number_columns(articles) if name in articles.columns]
        self.timeline = Timeline(self.articles, date, timezone)
        self.facets: dict[str, Facet] = {}
        for name in facets:
            self.facet(name)
        self._make_index: Callable[[], SearchIndex] = partial(
            SearchIndex, self.articles, weights=weights, date=date, timezone=timezone
        )
        self._index: SearchIndex | None = None
        self._failure: NewskitError | None = None
        self._lock = threading.Lock()
        self._last: tuple[str, Found | None, str] = ("", None, "")
        self._by_date = self._newest_first()

    def __len__(self) -> int:
        return len(self.articles)

    @property
    def is_indexed(self) -> bool:
        """Whether a query can be answered at once, and be it with why it cannot."""
        return self._index is not None or self._failure is not None

    @property
    def index(self) -> SearchIndex:
        """The index, built when a query first needs it: it takes as long as tokenising.

        Raises
        ------
        NewskitError
            If the articles cannot be searched, as where they have no text.
        """
        with self._lock:
            if self._failure is not None:
                raise self._failure
            if self._index is None:
                try:
                    self._index = self._make_index()
                except Exception as error:  # ends up in the browser, where nobody sees a traceback
                    told = str(error) if isinstance(error, NewskitError) else f"{type(error).__name__}: {error}"
                    self._failure = InputError(f"the articles cannot be searched: {told}")
                    raise self._failure from error
            return self._index

    def build_index(self, then: Callable[[], None]) -> threading.Thread:
        """Build the index beside other work, and then do something in the thread that asks for it."""
        loop = asyncio.get_running_loop()

        def build() -> None:
            with contextlib.suppress(NewskitError):  # told where a query asks
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
            self.facets[name] = facet_of(name, self.articles[name], self.timeline.timezone)
        return self.facets[name]

    def check(self, view: View) -> None:
        """Raise if a view asks for what there is not."""
        for name, values in view.filters.items():
            self.facet(name).mask(values)
        if view.period is not None:
            self.timeline.mask(view.period)
        if view.sort not in SORTS:
            require_choice("sort", view.sort, [*SORTS, *self.numbers])

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
            found, message = None, ""
            try:
                found = self.index.find(query, strict=False)
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


def as_values(name: object, values: object) -> list[Any]:
    """Return what a filter asks for as a list of what JSON can hold.

    >>> as_values("source", "Courier"), as_values("words", [(500, float("inf"))])
    (['Courier'], [[500, None]])
    """
    if pd.api.types.is_scalar(values):
        return [plain(values)]
    if not isinstance(values, (Collection, np.ndarray)) or isinstance(values, (Mapping, pd.DataFrame)):
        raise InputError(f"filters[{name!r}]={values!r} should be a list of values")
    found = [_as_value(value) for value in values]
    return sorted(found, key=str) if isinstance(values, (set, frozenset)) else found


def _as_value(value: object) -> Any:
    """Return a value, or a pair of bounds, as JSON can hold it."""
    if not isinstance(value, (list, tuple, np.ndarray)):
        return plain(value)
    bounds = [plain(bound) for bound in value]
    ends = ["-inf", "inf"]
    return (
        [None if bound == end else bound for bound, end in zip(bounds, ends, strict=True)]
        if len(bounds) == 2
        else bounds
    )


def as_period(given: object) -> tuple[Any, Any] | None:
    """Return a period as two dates in text, None for no period."""
    if isinstance(given, (np.ndarray, pd.Index, pd.Series)):
        given = list(given)
    if given is None or (isinstance(given, (list, tuple)) and not given):
        return None
    if not isinstance(given, (list, tuple)) or len(given) != 2:
        raise InputError(f"period={given!r} should be the first and the last day, such as ('2025-03-01', '2025-03-31')")
    first, last = map(_written, given)
    return (first, last) if first or last else None


def _written(when: object) -> str:
    """Return a day, month, year or moment as text, empty for a missing one."""
    if when is None or when is pd.NaT or when is pd.NA:
        return ""
    if isinstance(when, (str, pd.Period)):
        return str(when)
    if isinstance(when, np.datetime64):
        return "" if np.isnat(when) else str(when)
    iso = getattr(when, "isoformat", None)
    if iso is None:
        raise InputError(f"period: {when!r} is no date; write it as '2025-03-31', '2025-03' or '2025'")
    return str(iso())
