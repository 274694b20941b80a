"""How many articles there are, by period and group."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.dates import zone
from newskit.errors import InputError, NewskitWarning, listed, require_articles, require_columns
from newskit.tables.bins import TimeBins, Zone, bin_count, dates_of, time_bins
from newskit.tables.frequency import Frequency, frequency
from newskit.tables.groups import Groups, group
from newskit.tables.recipe import Recipe, by_columns, remember
from newskit.tables.span import Moment, Span, collected, complete, moment, outliers

__all__ = ["volume"]

_MOST_ROWS = 2_000_000
# Where few dates stand apart from all others, most periods are empty: so many earn a warning, so many an error.
_MANY_EMPTY = 500
_MOST_EMPTY = 20_000


def volume(
    articles: pd.DataFrame,
    by: str | Sequence[str] | None = None,
    freq: str | pd.offsets.BaseOffset = "W",
    *,
    share: bool = False,
    date: str = "published",
    timezone: Zone = "UTC",
    start: Moment = None,
    end: Moment = None,
) -> pd.DataFrame:
    """Return how many articles there are in each period, and group.

    Every period from the first to the last has a row for every group that occurs, zero where there are no articles.
    Articles without a date are counted in rows of their own, at the end, whose period is ``NaT``; so the counts add up
    to the number of articles.

    Parameters
    ----------
    articles
        The article table.
    by
        A column, or several, whose values make groups: ``"source"``, ``["source", "section"]``. A missing value is a
        group of its own. In a column of lists (``"authors"``) an article counts once for each distinct member, so
        counts add up to more than the articles and shares to more than one.
    freq
        The length of a period: ``"h"``, ``"D"``, ``"W"`` (from Monday), ``"M"``, ``"Q"``, ``"Y"``, several of them
        (``"2W"``) or any name in `newskit.tables.frequency.frequency`.
    share
        Whether to add what share of the period's articles each group has.
    date
        The column of dates.
    timezone
        The zone in which days begin, such as ``"Asia/Seoul"``. Dates without a zone are taken to be in it.
    start, end
        From when to when articles were collected, if the first and last article do not tell; ``end="2024-06"`` means
        all of June. Articles outside are left out, counted in the table's recipe and in the note of its picture.

    Returns
    -------
    pandas.DataFrame
        Sorted by period and group:

        - ``period``: start of the period, with time zone;
        - the columns of `by`, under their names and with their types;
        - ``articles``: number of articles;
        - with `share`, ``total``: articles of the period in all groups, each once; and ``share``: ``articles / total``,
          missing where the total is zero;
        - ``complete``: false for a first or last period that the articles reach only in part, judged from the first
          and the last article (to the day, for weeks and longer periods; to the hour, for days; to 15 minutes, for
          hours) or by `start` and `end`; false without a date;
        - ``period_end``: start of the next period.

    Raises
    ------
    InputError
        If there is no such period or time zone, the dates are no dates, or a few wrong dates would make a table
        of endless empty periods; they are named.
    UnknownNameError
        If there is no such column.

    See Also
    --------
    articles_in : The articles behind a row.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "source": ["Courier", "Gazette", "Courier"],
    ...     "published": pd.to_datetime(["2025-06-02", "2025-06-12", "2025-06-15"], utc=True),
    ... })
    >>> volume(articles, by="source", share=True)[["period", "source", "articles", "share", "complete"]]
                         period   source  articles  share  complete
    0 2025-06-02 00:00:00+00:00  Courier         1    1.0      True
    1 2025-06-02 00:00:00+00:00  Gazette         0    0.0      True
    2 2025-06-09 00:00:00+00:00  Courier         1    0.5      True
    3 2025-06-09 00:00:00+00:00  Gazette         1    0.5      True
    """
    require_articles(articles)
    names, bins_of, tz = by_columns(by), frequency(freq), zone(timezone)
    dates = dates_of(articles, date, tz)
    bounds = moment(start, tz, "start"), moment(end, tz, "end", last=True)
    inside = _inside(dates, *bounds)
    require_columns(articles, names, where="the articles")
    groups = group(articles.loc[:, list(names)][inside], names)
    bins, span = _bins(articles, pd.DatetimeIndex(dates.where(inside)), bins_of, bounds, len(groups))
    table = _counted(dates[inside], bins, groups, share=share)
    whole = complete(bins, span) if span else np.empty(0, dtype=bool)
    n_undated = len(table) // max(len(groups), 1) - len(bins)
    table["complete"] = np.repeat(np.append(whole, np.zeros(n_undated, dtype=bool)), len(groups))
    table["period_end"] = table.pop("period_end")
    recipe = Recipe("volume", names, groups.lists, date, bins_of.alias, str(tz), _iso(bounds[0]), _iso(bounds[1]),
                    int((~inside).sum()))  # fmt: skip
    return remember(table, recipe)


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
            stacklevel=4,
        )


def _counted(dates: pd.DatetimeIndex, bins: TimeBins, groups: Groups, *, share: bool) -> pd.DataFrame:
    """Return the rows of the table: periods by groups, those without a date behind the others."""
    undated = np.asarray(dates.isna())
    period = np.where(undated, len(bins), bins.of(dates))
    n_periods = len(bins) + int(undated.any())
    n_groups = len(groups)
    cells = period[groups.rows] * n_groups + groups.codes
    articles = np.bincount(cells, minlength=n_periods * n_groups).astype(np.int64)
    at = np.append(np.arange(len(bins)), np.full(n_periods - len(bins), -1)).repeat(n_groups)
    columns: dict[str, Any] = {"period": _taken(bins.edges[:-1], at)}
    for name in groups.frame.columns:
        columns[name] = groups.frame[name].iloc[np.tile(np.arange(n_groups), n_periods)].array
    columns["articles"] = articles
    if share:
        total = np.bincount(period, minlength=n_periods).astype(np.int64).repeat(n_groups)
        columns["total"] = total
        columns["share"] = np.divide(articles, total, out=np.full(len(total), np.nan), where=total > 0)
    columns["period_end"] = _taken(bins.edges[1:], at)
    return pd.DataFrame(columns)


def _taken(bounds: pd.DatetimeIndex, at: npt.NDArray[np.int64]) -> pd.Series:
    """Return the bounds at these positions, ``NaT`` for -1."""
    return pd.Series(bounds).reindex(at).reset_index(drop=True)
