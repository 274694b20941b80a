"""The picture of `newskit.kwic`: when a term was used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from newskit.errors import InputError, require_columns, require_list
from newskit.plot.canvas import axes, check, empty
from newskit.plot.strokes import date_strokes, strokes
from newskit.tables.bins import Zone
from newskit.tables.recipe import recipe_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["kwic"]


def kwic(
    table: pd.DataFrame,
    *,
    rows: str | Sequence[str] | None = None,
    date: str | None = None,
    timezone: Zone = "UTC",
    palette: Mapping[Any, Any] | Sequence[Any] | str | None = None,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **line_kws: Any,
) -> Axes:
    """Draw when terms were used: one stroke for every use, over time.

    Parameters
    ----------
    table
        A table of `newskit.kwic`.
    rows
        The columns whose values make rows: by default ``term``, or ``source`` if there is but one term.
    date
        The column of dates; by default the table's.
    timezone
        The zone in which days begin.
    palette
        As in `newskit.plot.volume`; each term, or the first of `rows`, has one colour for each value.
    ax
        The Axes to draw on; by default pyplot's current one.
    text_kws
        Passed to the names of the rows.
    **line_kws
        Passed to the strokes (`matplotlib.collections.LineCollection`).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks what is to be drawn, or would have more than 60 rows.

    See Also
    --------
    newskit.tables.kwic : The table.
    newskit.plot.dispersion : Where in the articles, or the corpus, terms stand.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import newskit as nk
    >>> ax = kwic(nk.kwic(nk.load_sample(), ["ferry", "strike"]), ax=plt.figure().subplots())
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['ferry', 'strike']
    """
    check(table, ax, kws=line_kws)
    recipe = recipe_of(table)
    date = date or (recipe.date if recipe is not None and recipe.date else "published")
    require_columns(table, [date])
    if rows is None:
        one = "term" not in table.columns or len(table["term"].drop_duplicates()) == 1
        rows = "source" if one and "source" in table.columns else "term"
    columns = [rows] if isinstance(rows, str) else require_list("rows", rows, of="columns")
    if not columns:
        raise InputError("rows=[] names no column; leave it out for the usual rows")
    require_columns(table, columns)
    ax = axes(ax, table)
    if not len(table):
        return empty(ax, "no term is used")
    if table[date].isna().all():
        return empty(ax, f"no use of {len(table):,} has a date")
    hue = "term" if "term" in columns else columns[0]
    # The places come first: they tell how wide the axis is.
    places = np.asarray(date_strokes(ax, table, date, timezone))
    strokes(ax, table, places, columns, hue=hue, palette=palette, text_kws=text_kws or {}, line_kws=line_kws)
    return ax
