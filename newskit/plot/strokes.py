"""A stroke for every use of a term, in rows: across articles, the corpus or time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.cbook import normalize_kwargs
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba

from newskit.errors import InputError
from newskit.plot.notes import Remark, add_note
from newskit.plot.palette import palette as remembered
from newskit.plot.rows import name_rows, tidy_rows
from newskit.plot.text import name_of
from newskit.plot.timeline import date_numbers, set_dates
from newskit.tables.bins import dates_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["date_strokes", "strokes"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_MOST_ROWS = 60
_MOST_STROKES = 20_000
_HALF = 0.38  # of a row, up and down


def strokes(
    ax: Axes, table: pd.DataFrame, places: Floats, rows: Sequence[str], *, hue: str, palette: Any,
    text_kws: Mapping[str, Any], line_kws: Mapping[str, Any],
) -> None:  # fmt: skip
    """Draw a stroke for each row of a table at a place; `rows` are the columns whose values make the picture's rows.

    Parameters
    ----------
    ax
        The Axes.
    table
        A row for each use.
    places
        Where it is; those without a place are left out and counted.
    rows
        The columns whose values make rows.
    hue
        The column whose values have a colour each.
    palette
        As users give it.
    text_kws, line_kws
        Passed to the rows' names and to the strokes.

    Raises
    ------
    InputError
        If there would be too many rows.
    """
    order, at = _rows(table, rows)
    if len(order) > _MOST_ROWS:
        raise InputError(f"the picture would have {len(order)} rows; draw {_MOST_ROWS} of them, or other rows=")
    code, values = pd.factorize(table[hue], use_na_sentinel=False)
    colors = remembered(list(values), palette)
    looks = np.array([to_rgba(color) for color in colors.values()]).reshape(-1, 4)[code]
    there = np.flatnonzero(np.isfinite(places))
    n_all = len(there)
    if n_all > _MOST_STROKES:
        there = there[np.linspace(0, n_all - 1, _MOST_STROKES).astype(int)]
    lines = np.empty((len(there), 2, 2))
    lines[:, :, 0] = places[there, None]
    lines[:, :, 1] = at[there, None] + [-_HALF, _HALF]
    kws = {"colors": looks[there], "linewidths": 0.8, "alpha": 0.7}
    given = normalize_kwargs(dict(line_kws), LineCollection)
    kws |= {f"{name}s": given.pop(name) for name in ("linewidth", "color") if name in given}
    ax.add_collection(LineCollection(list(lines), **{**kws, **given}))
    tidy_rows(ax)
    name_rows(ax, range(len(order)), order, text_kws)
    some = f"Strokes for {len(there):,} of {{n}} uses, evenly chosen." if n_all > len(there) else ""
    add_note(ax, [Remark(some or "One stroke for each of {n} use{s}.", n_all)])


def _rows(table: pd.DataFrame, columns: Sequence[str]) -> tuple[list[str], Ints]:
    """Return the rows' names, and the row of each use.

    Rows stand in the order in which each column's values are met: terms follow each other alike in every group.
    """
    codes = np.zeros((len(table), len(columns)), dtype=np.int64)
    names: list[list[str]] = []
    for number, column in enumerate(columns):
        code, values = pd.factorize(table[column], use_na_sentinel=False)
        shown, own = np.unique([name_of(value) for value in values], return_inverse=True)
        first = {name: place for place, name in enumerate(dict.fromkeys(shown[own].tolist()))}
        names.append(list(first))
        codes[:, number] = np.array([first[name] for name in shown[own].tolist()], dtype=np.int64)[code]
    distinct, at = np.unique(codes, axis=0, return_inverse=True)
    order = [", ".join(names[number][i] for number, i in enumerate(key)) for key in distinct.tolist()]
    return order, at.ravel().astype(np.int64)


def date_strokes(ax: Axes, table: pd.DataFrame, column: str, timezone: Any) -> Floats:
    """Make the horizontal axis one of dates, and return the places of a table's dates on it."""
    dates = dates_of(table, column, timezone)
    places = date_numbers(dates)
    set_dates(ax, dates.tz)
    known = places[np.isfinite(places)]
    if len(known):
        room = max(float(np.ptp(known)) * 0.02, 0.5)
        ax.set_xlim(known.min() - room, known.max() + room)
        undated = len(places) - len(known)
        add_note(ax, [Remark("{n} use{s} without a date not shown.", undated)] if undated else [])
    return places
