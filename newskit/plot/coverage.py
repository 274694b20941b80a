"""The picture of `newskit.coverage`: stories by sources, how much, how late, and who was silent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_choice, require_columns
from newskit.plot.canvas import axes, check, empty
from newskit.plot.crowding import most_cells, name_size
from newskit.plot.matrix import LEAST, draw_matrix
from newskit.plot.notes import Remark, add_note
from newskit.plot.text import name_of
from newskit.tables.agenda import agenda_matrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["coverage"]

Floats = npt.NDArray[np.float64]
_VALUES = {"articles": "articles", "share": "percent of the source's articles", "lag": "hours after the first"}


def coverage(
    table: pd.DataFrame,
    *,
    value: Literal["articles", "share", "lag"] = "articles",
    top: int | None = None,
    labels: bool = True,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **mesh_kws: Any,
) -> Axes:
    """Draw who covered what: a row for each story, the earliest at the top, a column for each source.

    A cell says how many articles there are and how long after the first source the column's began. An empty cell is a
    source that was silent while it wrote about other things; a dot one that published nothing at the time.

    Parameters
    ----------
    table
        A table of `newskit.coverage`.
    value
        What makes a cell dark: the number of ``"articles"``, their ``"share"`` of all that the source has, or the
        ``"lag"``, where the fastest is darkest.
    top
        How many stories and sources are drawn at most, those with the most articles; by default as many as have room.
    labels
        Whether articles and lags stand in the cells, if they have room.
    ax
        The Axes to draw on; by default pyplot's current one.
    text_kws
        Passed to the names.
    **mesh_kws
        Passed to the cells (`matplotlib.axes.Axes.pcolormesh`).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks what is to be drawn.

    See Also
    --------
    newskit.tables.coverage : The table.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import newskit as nk
    >>> table = nk.coverage(nk.load_sample(), ["ferry", "strike"])
    >>> ax = coverage(table, ax=plt.figure().subplots())
    >>> sorted(label.get_text() for label in ax.get_yticklabels())
    ['ferry', 'strike']
    """
    check(table, ax, top=top, labels=labels, kws=mesh_kws)
    require_choice("value", value, _VALUES)
    require_columns(table, ["articles", "share", "lag", "place", "first", "meanwhile"])
    ax = axes(ax, table)
    groups, stories, counts = agenda_matrix(table) if len(table) else ([], [], np.zeros((0, 0), dtype=np.int64))
    if not counts.sum():
        return empty(ax, "no article on any of the stories" if len(table) else "no articles")
    if len(table) != counts.size:
        raise InputError("the table has not one row for each group and story; pass it as nk.coverage made it")
    shape = counts.shape
    values = {name: table[name].to_numpy(dtype=np.float64, na_value=np.nan).reshape(shape)
              for name in ("articles", "share", "lag", "place", "meanwhile")}  # fmt: skip
    columns = _largest(counts.sum(axis=1), top or most_cells(ax, across=True))
    rows = _largest(counts.sum(axis=0), top or most_cells(ax))
    rows = rows[np.argsort(_began(table, shape)[rows], kind="stable")]
    cut = {name: part[np.ix_(columns, rows)].T for name, part in values.items()}
    there = (cut["articles"] > 0) | (cut["meanwhile"] > 0)
    drawn = _darkness(cut, value)
    names = [", ".join(map(name_of, groups[i])) for i in columns]
    written = [name_of(stories[i]) for i in rows]
    lines = 2 if name_size(ax, 2 * len(rows), is_cell=True) >= LEAST else 1
    write = _writer(cut, lines) if labels else None
    written_in = draw_matrix(
        ax, np.where(there, drawn, np.nan), written, names, text_kws=text_kws, write=write, lines=lines, **mesh_kws
    )
    add_note(ax, _remarks(value, shape[1] - len(rows), shape[0] - len(columns), lines=lines if written_in else 0))
    return ax


def _largest(sizes: npt.NDArray[np.int64], top: int) -> npt.NDArray[np.int64]:
    """Return which are drawn, in their own order."""
    return np.sort(np.argsort(-sizes, kind="stable")[:top])


def _began(table: pd.DataFrame, shape: tuple[int, ...]) -> Floats:
    """Return when each story began, undated ones last."""
    first = pd.DatetimeIndex(table["first"])
    moments = np.where(first.isna(), np.inf, first.asi8.astype(np.float64)).reshape(shape)
    return np.asarray(moments.min(axis=0, initial=np.inf), dtype=np.float64)


def _darkness(cut: Mapping[str, Floats], value: str) -> Floats:
    """Return what the colours stand for, zero for the silent."""
    if value != "lag":
        return np.nan_to_num(cut[value])
    # From the hour on, each doubling of the lag is as much paler.
    slow = np.log2(1 + cut["lag"])
    most = float(np.nanmax(slow)) if np.isfinite(slow).any() else 0.0
    return np.nan_to_num(1 - 0.85 * slow / (most or 1.0))


def _writer(cut: Mapping[str, Floats], lines: int) -> Callable[[int, int], str]:
    def write(row: int, column: int) -> str:
        n = cut["articles"][row, column]
        if not n:
            return ""
        lag = _lag(cut["lag"][row, column], cut["place"][row, column])
        return f"{n:,.0f}\n{lag}".rstrip() if lines == 2 else lag

    return write


def _lag(hours: float, place: float) -> str:
    """Return a lag in few letters: minutes below an hour, days from two on."""
    if np.isnan(hours):
        return ""
    if place == 1:
        return "first"
    if hours < 1:
        return f"+{60 * hours:.0f} min"
    return f"+{hours:.0f} h" if hours < 48 else f"+{hours / 24:,.0f} d"


def _remarks(value: str, more_rows: int, more_columns: int, *, lines: int) -> list[Remark]:
    remarks = [Remark(f"Colours: {_VALUES[value]}{' (darkest)' if value == 'lag' else ''}.")]
    if lines:
        what = "articles, and how long after the first source" if lines == 2 else "how long after the first source"
        remarks.append(Remark(f"Cells: {what}."))
    remarks.append(Remark("Empty: silent, though it published at the time; dots: published nothing then."))
    remarks += [Remark("{n} smaller stories not shown.", more_rows)] if more_rows else []
    remarks += [Remark("{n} smaller source{s} not shown.", more_columns)] if more_columns else []
    return remarks
