"""The picture of `newskit.dispersion`: a stroke for every use of a term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter

from newskit.errors import InputError, require_choice, require_columns, require_list
from newskit.plot.canvas import axes, check, empty
from newskit.plot.strokes import date_strokes, strokes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["dispersion"]

_X_LABELS = {
    "position": "place in the article (0 to 1)",
    "offset": "words that stand before",
}


def dispersion(
    table: pd.DataFrame,
    *,
    value: str = "position",
    rows: str | Sequence[str] | None = None,
    palette: Mapping[Any, Any] | Sequence[Any] | str | None = None,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **line_kws: Any,
) -> Axes:
    """Draw where terms stand, a row each ("x-ray"): one stroke for every use.

    Parameters
    ----------
    table
        A table of ``newskit.dispersion(..., positions=True)``.
    value
        ``"position"``, the part of the article that stands before (0 to 1), or ``"offset"``, the words of the corpus,
        or of the group, that stand before; or a column of dates, which the articles have:
        ``places.merge(articles[["id", "published"]], on="id")``.
    rows
        The columns whose values make rows: by default the columns of groups and ``term``; with ``"id"`` every article
        has one.
    palette
        As in `newskit.plot.volume`; each term has one colour.
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
    newskit.tables.dispersion : The table.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import newskit as nk
    >>> places = nk.dispersion(nk.load_sample(), ["ferry", "strike"], positions=True)
    >>> ax = dispersion(places, ax=plt.figure().subplots())
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['ferry', 'strike']
    """
    check(table, ax, kws=line_kws)
    require_columns(table, [value, "term"])
    is_date = pd.api.types.is_datetime64_any_dtype(table[value].dtype)
    if not is_date:
        require_choice("value", value, ("position", "offset"))
    names_of = table.columns.tolist()
    groups = [name for name in names_of[: names_of.index("term")] if name != "id"]
    columns = (
        [*groups, "term"]
        if rows is None
        else [rows]
        if isinstance(rows, str)
        else require_list("rows", rows, of="columns")
    )
    if not columns:
        raise InputError("rows=[] names no column; leave it out for the usual rows")
    require_columns(table, columns)
    ax = axes(ax, table)
    if not len(table):
        return empty(ax, "no term is used")
    if table[value].isna().all():
        return empty(ax, f"no use of {len(table):,} has a {'date' if is_date else value}")
    if is_date:
        places = date_strokes(ax, table, value, "UTC")
    else:
        places = table[value].to_numpy(dtype=float, na_value=np.nan)
        ax.set_xlim(0, 1 if value == "position" else float(np.nanmax(places)) * 1.02 + 1)
        ax.set_xlabel(_X_LABELS[value])
        ax.xaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:,.6g}"))
    strokes(ax, table, places, columns, hue="term", palette=palette, text_kws=text_kws or {}, line_kws=line_kws)
    return ax
