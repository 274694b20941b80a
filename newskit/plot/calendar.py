"""Articles by day as a calendar: a column for each week, a row for each day of the week, a block for each year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.cbook import normalize_kwargs
from matplotlib.collections import LineCollection, QuadMesh

from newskit.errors import InputError
from newskit.plot.canvas import empty, ink
from newskit.plot.heat import scale, shades
from newskit.plot.notes import Remark, add_note
from newskit.plot.over_time import over_time, table_bins
from newskit.plot.terms import formatter

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from newskit.plot.over_time import OverTime

__all__ = ["calendar"]

Ints = npt.NDArray[np.int64]

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BLOCK = 9.5  # rows from one year to the next
_MOST_YEARS = 15


def calendar(ax: Axes, table: pd.DataFrame, kws: dict[str, Any]) -> Axes:
    """Draw the calendar; days that the table does not have are left empty."""
    bins = table_bins(table)
    if bins is not None and bins.alias != "D":
        raise InputError(
            f"a calendar shows days, and the table's periods are {bins}s; make it with nk.volume(articles, freq='D')"
        )
    data = over_time(table, "articles", None)
    if not len(data.dates):
        n = int(table["articles"].sum())
        return empty(ax, f"no article of {n:,} has a date" if n else "no articles")
    days = pd.DatetimeIndex(data.dates.tz_localize(None)).normalize()
    counts = pd.Series(data.matrix[0]).groupby(days).sum(min_count=1)
    days, values = pd.DatetimeIndex(counts.index), counts.to_numpy(dtype=float)
    years = list(range(int(days[0].year), int(days[-1].year) + 1))
    if len(years) > _MOST_YEARS:
        raise InputError(
            f"the days reach from {years[0]} to {years[-1]}, and a calendar shows at most {_MOST_YEARS} years; choose "
            "some: table[table['period'] >= '2020']"
        )
    column, row = _places(days, years[0])
    mesh = _cells(ax, (column, row), values, normalize_kwargs(kws, QuadMesh))
    _names(ax, days, years)
    scale(ax, mesh, "articles per day", formatter("articles"), whole=True)
    add_note(ax, _remarks(data, table))
    return ax


def _places(days: pd.DatetimeIndex, first_year: int) -> tuple[Ints, Ints]:
    """Return the week of each day in its year, from 0, and its row: Mondays on top, each year below the last."""
    first = pd.DatetimeIndex(np.array([f"{year}-01-01" for year in days.year], dtype="datetime64[us]"))
    week = (days.day_of_year.to_numpy() - 1 + first.day_of_week.to_numpy()) // 7
    return week.astype(np.int64), (days.day_of_week.to_numpy() + (days.year.to_numpy() - first_year) * 10).astype(
        np.int64
    )


def _y(row: Any) -> Any:
    """Return where a row of cells begins; ten rows stand for a year, of which seven are days."""
    return np.asarray(row) // 10 * _BLOCK + np.asarray(row) % 10


def _cells(ax: Axes, places: tuple[Ints, Ints], values: npt.NDArray[np.float64], kws: dict[str, Any]) -> QuadMesh:
    column, row = places
    grid = np.full((int(row.max()) // 10 * 10 + 7, int(column.max()) + 1), np.nan)
    grid[row, column] = values
    top = float(np.nanmax(values)) if np.isfinite(values).any() else 0.0
    rows = np.arange(grid.shape[0] + 1)
    edges = _y(rows)
    edges[rows % 10 >= 8] = _y(rows[rows % 10 >= 8] // 10 * 10) + np.interp(
        rows[rows % 10 >= 8] % 10, [7, 10], [7, _BLOCK]
    )
    own = {"cmap": shades(ax), "vmin": 0, "vmax": top or 1.0, "edgecolors": ax.get_facecolor(), "linewidth": 0.8}
    mesh = ax.pcolormesh(np.arange(grid.shape[1] + 1), edges, np.ma.masked_invalid(grid), **{**own, **kws})
    present = np.column_stack([column, _y(row)])
    ax.add_collection(LineCollection(_frames(present), colors=[ink(0.18)], linewidths=0.4, zorder=1.5))
    return mesh


def _frames(corners: npt.NDArray[np.float64]) -> list[npt.NDArray[np.float64]]:
    """Return a frame for each day, so that a day without articles is to be told from one that is not there."""
    around = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
    return list(corners[:, None, :] + around[None])


def _names(ax: Axes, days: pd.DatetimeIndex, years: list[int]) -> None:
    """Write years, months and days of the week, and draw the bounds of months."""
    bounds = []
    for year in years:
        top = (year - years[0]) * _BLOCK
        ax.annotate(str(year), (0, top + 3.5), xycoords=("axes fraction", "data"), xytext=(-34, 0), rotation=90,
                    textcoords="offset points", ha="right", va="center", fontsize="small")  # fmt: skip
        shown = days[days.year == year]
        for month in sorted(set(shown.month)):
            first = pd.DatetimeIndex([pd.Timestamp(year, month, 1)])
            (week,), (row,) = _places(first, year)
            if month > 1 and first[0] > shown[0]:
                steps = [[week + 1, top], [week + 1, top + row], [week, top + row], [week, top + 7]]
                bounds.append(steps if row else [[week, top], [week, top + 7]])
            begin, end = _places(shown[shown.month == month][[0, -1]], year)[0]
            ax.text((begin + end + 1) / 2, top - 0.5, _MONTHS[month - 1], ha="center", va="bottom", fontsize="x-small")
    lines = LineCollection([np.array(line, dtype=float) for line in bounds], colors=[ink(0.7)], linewidths=0.8)
    ax.add_collection(lines)
    ticks = [(year - years[0]) * _BLOCK + day + 0.5 for year in years for day in (0, 2, 4, 6)]
    ax.set_yticks(ticks, [_DAYS[day] for _ in years for day in (0, 2, 4, 6)], fontsize="x-small")
    ax.set_xticks([])
    ax.tick_params(axis="y", length=0)
    ax.spines[:].set_visible(False)
    ax.set_aspect("equal", anchor="W")
    weeks = _places(days, years[0])[0]
    ax.set_xlim(float(weeks.min()) if len(years) == 1 else 0, float(weeks.max()) + 1)
    ax.set_ylim(len(years) * _BLOCK - _BLOCK + 7.2, -1.7)


def _remarks(data: OverTime, table: pd.DataFrame) -> Iterable[Remark]:
    if not data.complete.all():
        n = int((~data.complete).sum())
        yield Remark(f"{n} day{'s'[: n != 1]} at the ends covered only in part.")
    undated = table.loc[table["period"].isna(), "articles"].sum()
    if undated:
        yield Remark("{n} article{s} without a date not shown.", int(undated))
