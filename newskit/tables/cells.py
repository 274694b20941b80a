"""Articles in cells: every period by every group, the frame that tables over time fill."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.dates import zone
from newskit.errors import InputError, NewskitWarning, listed, require_columns
from newskit.tables.bins import TimeBins, Zone, bin_count, dates_of, time_bins
from newskit.tables.frequency import Frequency, frequency
from newskit.tables.groups import Groups, group
from newskit.tables.recipe import Recipe
from newskit.tables.span import Moment, Span, collected, complete, moment, outliers

__all__ = ["Cells", "Timing", "cells"]

Ints = npt.NDArray[np.int64]

_MOST_ROWS = 2_000_000
# Where few dates stand apart from all others, most periods are empty: so many earn a warning, so many an error.
_MANY_EMPTY = 500
_MOST_EMPTY = 20_000


@dataclass(frozen=True, slots=True)
class Timing:
    """How a user wants time to be cut; see `newskit.tables.volume.volume`. Without `freq`, all of it is one piece."""

    freq: str | pd.offsets.BaseOffset | None
    date: str = "published"
    timezone: Zone = "UTC"
    start: Moment = None
    end: Moment = None

    @property
    def needs_dates(self) -> bool:
        """Whether the articles' dates matter at all."""
        return not (self.freq is None and self.start is None and self.end is None)


@dataclass(frozen=True, slots=True)
class Cells:
    """Articles by period and group; cells are in the order of periods, and in each of groups.

    Parameters
    ----------
    before, after
        The columns of a table that say which cell a row is: ``period`` and the groups; ``complete`` and
        ``period_end``. Without periods only the groups.
    inside
        The articles between ``start`` and ``end``, by position.
    period
        The number of the period of each of these.
    rows, codes
        The article of each membership, by position, and its cell.
    n_groups, n_periods
        How many groups and periods there are; articles without a date are in a period of their own, the last.
    recipe
        How the cells were made.
    """

    before: pd.DataFrame
    after: pd.DataFrame
    inside: Ints
    period: Ints
    rows: Ints
    codes: Ints
    n_groups: int
    n_periods: int
    recipe: Recipe

    def __len__(self) -> int:
        return self.n_groups * self.n_periods

    def sum(self, values: npt.NDArray[Any] | None = None) -> npt.NDArray[np.float64]:
        """Return the sum of a value of each article over each cell, or the number of articles."""
        weights = None if values is None else values[self.rows]
        return np.bincount(self.codes, weights=weights, minlength=len(self)).astype(np.float64)

    def sum_by_period(self, values: npt.NDArray[Any] | None = None) -> npt.NDArray[np.float64]:
        """Return, for each cell, the sum over all articles of its period, each article once."""
        weights = None if values is None else values[self.inside]
        sums = np.bincount(self.period, weights=weights, minlength=self.n_periods)
        return sums.astype(np.float64).repeat(self.n_groups)


def cells(articles: pd.DataFrame, by: tuple[str, ...], timing: Timing, *, name: str, series: int = 1) -> Cells:
    """Return the cells of a table.

    Parameters
    ----------
    articles
        The article table.
    by
        The columns of groups.
    timing
        How to cut time.
    name
        The table that this is for, for its recipe.
    series
        How many rows the table has for each cell.

    Raises
    ------
    InputError, UnknownNameError
        As `newskit.tables.volume.volume` says.
    """
    if not timing.needs_dates:
        everything = np.arange(len(articles), dtype=np.int64)
        groups = group(articles, by)
        before = groups.frame.reset_index(drop=True)
        recipe = Recipe(name, by, groups.lists)
        return Cells(before, before[[]], everything, np.zeros_like(everything), groups.rows, groups.codes,
                     len(groups), 1, recipe)  # fmt: skip
    freq, tz = frequency(timing.freq) if timing.freq is not None else None, zone(timing.timezone)
    dates = dates_of(articles, timing.date, tz)
    bounds = moment(timing.start, tz, "start"), moment(timing.end, tz, "end", last=True)
    inside = _inside(dates, *bounds)
    require_columns(articles, by, where="the articles")
    groups = group(articles.loc[:, list(by)][inside], by)
    recipe = Recipe(name, by, groups.lists, timing.date, freq.alias if freq else "", str(tz), _iso(bounds[0]),
                    _iso(bounds[1]), int((~inside).sum()))  # fmt: skip
    at = np.flatnonzero(inside)
    if freq is None:
        before = groups.frame.reset_index(drop=True)
        return Cells(before, before[[]], at, np.zeros_like(at), at[groups.rows], groups.codes, len(groups), 1, recipe)
    periods = _bins(articles, pd.DatetimeIndex(dates.where(inside)), freq, bounds, len(groups) * series)
    return _over_time(dates[inside], at, periods, groups, recipe)


def _over_time(
    dates: pd.DatetimeIndex, inside: Ints, periods: tuple[TimeBins, Span | None], groups: Groups, recipe: Recipe
) -> Cells:
    """Return the cells of periods by groups, those without a date behind the others."""
    bins, span = periods
    undated = np.asarray(dates.isna())
    period = np.where(undated, len(bins), bins.of(dates))
    n_periods, n_groups = len(bins) + int(undated.any()), len(groups)
    at = np.append(np.arange(len(bins)), np.full(n_periods - len(bins), -1)).repeat(n_groups)
    columns: dict[str, Any] = {"period": _taken(bins.edges[:-1], at)}
    for name in groups.frame.columns:
        columns[name] = groups.frame[name].iloc[np.tile(np.arange(n_groups), n_periods)].array
    whole = np.append(complete(bins, span) if span else np.empty(0, dtype=bool), False)
    after = {"complete": whole[at], "period_end": _taken(bins.edges[1:], at)}
    codes = period[groups.rows] * n_groups + groups.codes
    return Cells(pd.DataFrame(columns), pd.DataFrame(after), inside, period, inside[groups.rows], codes,
                 n_groups, n_periods, recipe)  # fmt: skip


def _iso(when: pd.Timestamp | None) -> str:
    return "" if when is None else when.isoformat()


def _inside(dates: pd.DatetimeIndex, start: pd.Timestamp | None, end: pd.Timestamp | None) -> npt.NDArray[np.bool_]:
    """Return which articles lie within the bounds; an undated one does."""
    if start is not None and end is not None and start >= end:
        raise InputError(f"start={start.isoformat()} is not before end={end.isoformat()}")
    inside = np.ones(len(dates), dtype=bool)
    if start is not None:
        inside &= ~np.asarray(dates < start)
    if end is not None:
        inside &= ~np.asarray(dates >= end)
    return inside


def _bins(
    articles: pd.DataFrame,
    dates: pd.DatetimeIndex,
    freq: Frequency,
    bounds: tuple[pd.Timestamp | None, pd.Timestamp | None],
    n_groups: int,
) -> tuple[TimeBins, Span | None]:
    """Return the periods of a table and the time that was collected, ``None`` if nothing tells of any."""
    start, end = bounds
    dated = dates[dates.notna()]
    if not len(dated) and (start is None or end is None):
        return TimeBins(dates[:0], freq), None
    span = collected(dated, freq, start, end)
    first = span.start if start is not None else dated.min()
    last = span.end - pd.Timedelta(1, "us").as_unit("us") if end is not None else dated.max()
    _check_size(bin_count(first, last, freq), n_groups, f"from {first:%Y-%m-%d} to {last:%Y-%m-%d}", articles, dates)
    return time_bins(first, last, freq), span


def _check_size(n: int, n_groups: int, span: str, articles: pd.DataFrame, dates: pd.DatetimeIndex) -> None:
    """Raise, or warn, if a table would have endless rows, or mostly empty ones because of a few odd dates."""
    far = outliers(dates if n > _MANY_EMPTY else dates[:0])
    who = ""
    if len(far):
        names = (articles["id"] if "id" in articles.columns else articles.index.to_series()).tolist()
        shown = listed((f"{names[i]} ({dates[i]:%Y-%m-%d})" for i in far), most=5)
        who = f"Far from all other dates: {shown}. "
    if n * n_groups > _MOST_ROWS or (who and n > _MOST_EMPTY):
        raise InputError(
            f"the articles {span} make {n:,} periods for {n_groups:,} group{'s'[: n_groups != 1]}. {who}Mend their "
            "dates, leave them out with start= and end=, or take a longer freq="
        )
    if who:
        warnings.warn(
            f"most of the {n:,} periods {span} are empty. {who}If these dates are wrong, mend them or leave them out "
            "with start= and end=",
            NewskitWarning,
            stacklevel=5,
        )


def _taken(bounds: pd.DatetimeIndex, at: npt.NDArray[np.int64]) -> pd.Series:
    """Return the bounds at these positions, ``NaT`` for -1."""
    return pd.Series(bounds).reindex(at).reset_index(drop=True)
