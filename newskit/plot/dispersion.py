"""The picture of `newskit.dispersion`: a stroke for every use of a term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.cbook import normalize_kwargs
from matplotlib.collections import LineCollection

from newskit.errors import InputError, require_choice, require_columns
from newskit.plot.canvas import axes, empty
from newskit.plot.notes import Remark, add_note
from newskit.plot.palette import palette as remembered
from newskit.plot.rows import name_rows, tidy_rows
from newskit.plot.text import name_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["dispersion"]

_MOST_ROWS = 60
_HALF = 0.38  # of a row, up and down


def dispersion(
    table: pd.DataFrame,
    *,
    x: str = "position",
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
    x
        ``"position"``, the part of the article that stands before (0 to 1), or ``"offset"``, the words of the corpus,
        or of the group, that stand before.
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
    require_choice("x", x, ("position", "offset"))
    require_columns(table, [x, "term"])
    names_of = table.columns.tolist()
    groups = [name for name in names_of[: names_of.index("term")] if name != "id"]
    columns = [*groups, "term"] if rows is None else [rows] if isinstance(rows, str) else list(rows)
    require_columns(table, columns)
    ax = axes(ax, table)
    if not len(table):
        return empty(ax, "no term is used")
    parts = [[name_of(value) for value in table[name]] for name in columns]
    # Rows stand in the order in which each column's values are met: terms follow each other alike in every group.
    met = [{value: at for at, value in enumerate(dict.fromkeys(values))} for values in parts]
    keys = sorted(
        set(zip(*parts, strict=True)), key=lambda key: [seen[value] for seen, value in zip(met, key, strict=True)]
    )
    order = [", ".join(key) for key in keys]
    names = [", ".join(key) for key in zip(*parts, strict=True)]
    if len(order) > _MOST_ROWS:
        raise InputError(f"the picture would have {len(order)} rows; draw {_MOST_ROWS} of them, or other rows=")
    colors = remembered(list(dict.fromkeys(table["term"])), palette)
    row_of = {name: number for number, name in enumerate(order)}
    at = np.array([row_of[name] for name in names], dtype=float)
    places = table[x].to_numpy(dtype=float)
    strokes = np.stack([np.column_stack([places, at - _HALF]), np.column_stack([places, at + _HALF])], axis=1)
    kws = {"colors": [colors[term] for term in table["term"]], "linewidths": 0.8, "alpha": 0.7}
    ax.add_collection(LineCollection(list(strokes), **{**kws, **normalize_kwargs(line_kws, LineCollection)}))
    ax.set_xlim(0, 1 if x == "position" else float(places.max()) * 1.02 + 1)
    tidy_rows(ax)
    name_rows(ax, range(len(order)), order, text_kws or {})
    ax.set_xlabel("place in the article, from its beginning (0) to its end (1)" if x == "position" else "words before")
    add_note(ax, [Remark("One stroke for each of {n} use{s}.", len(table))])
    return ax
