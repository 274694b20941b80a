"""The pictures of `newskit.agenda`: a heat map of attention, a tree of what groups are near each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from newskit.errors import InputError, require_choice, require_columns
from newskit.plot.canvas import axes, check, empty
from newskit.plot.crowding import most_cells, name_size
from newskit.plot.matrix import draw_matrix, draw_tree, tree_order
from newskit.plot.notes import Remark, add_note
from newskit.plot.palette import palette as remembered
from newskit.plot.rows import name_rows, tidy_rows
from newskit.plot.text import name_of
from newskit.tables.agenda import agenda_distances, agenda_matrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["agenda"]


def agenda(
    table: pd.DataFrame,
    *,
    kind: Literal["heat", "dendrogram"] = "heat",
    top: int | None = None,
    labels: bool = True,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **artist_kws: Any,
) -> Axes:
    """Draw what groups of articles give their attention to.

    Parameters
    ----------
    table
        A table of `newskit.agenda`, or one with a column of groups, one of topics, ``articles`` and ``total``.
    kind
        ``"heat"``: a cell for each group and topic, the darker the greater the share; groups of similar agendas stand
        next to each other. ``"dendrogram"``: a tree of groups; where two branches meet is their distance (Jensen and
        Shannon's).
    top
        How many topics and groups are drawn at most, those with the most articles; by default as many as have room.
    labels
        Whether the shares, in percent, stand in the cells that have room for them.
    ax
        The Axes to draw on; by default pyplot's current one.
    text_kws
        Passed to the names.
    **artist_kws
        Passed to the cells (`matplotlib.axes.Axes.pcolormesh`) or branches (`matplotlib.lines.Line2D`).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks what is to be drawn.

    See Also
    --------
    newskit.tables.agenda : The table.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from newskit.tables import agenda as of
    >>> articles = pd.DataFrame({"source": ["Courier", "Courier", "Gazette"], "section": ["World", "Sport", "World"]})
    >>> ax = agenda(of(articles, by="source"), ax=plt.figure().subplots())
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['World', 'Sport']
    """
    check(table, ax, top=top, labels=labels, kws=artist_kws)
    require_choice("kind", kind, ("heat", "dendrogram"))
    require_columns(table, ["articles", "total"])
    ax = axes(ax, table)
    groups, topics, matrix = agenda_matrix(table) if len(table) else ([], [], np.zeros((0, 0), dtype=np.int64))
    if not matrix.sum():
        return empty(ax, "no article has a topic" if len(groups) else "no articles")
    keys = [key[0] if len(key) == 1 else ", ".join(map(name_of, key)) for key in groups]
    names = [name_of(key) for key in keys]
    if len(table) != matrix.size:
        raise InputError("the table has not one row for each group and topic; pass it as nk.agenda made it")
    total = table["total"].to_numpy(dtype=np.float64).reshape(len(groups), -1)[:, 0]
    kept = np.sort(np.argsort(-total, kind="stable")[: top or most_cells(ax)])
    order, tree = tree_order(_distances(table, names)[np.ix_(kept, kept)])
    rows = kept[order]
    if kind == "dendrogram":
        return _tree(ax, tree, order, [keys[i] for i in kept], n_left=len(groups) - len(kept),
                     text_kws=text_kws or {}, kws=artist_kws)  # fmt: skip
    drawn = np.argsort(-matrix.sum(axis=0), kind="stable")[: top or most_cells(ax, across=True)]
    share = np.divide(matrix, total[:, None], out=np.full(matrix.shape, np.nan), where=total[:, None] > 0)
    share = share[np.ix_(rows, drawn)]
    written = [f"{names[i]} (n={total[i]:,.0f})" for i in rows]
    write = (lambda row, column: f"{100 * share[row, column]:.0f}") if labels else None
    columns = [name_of(topics[i]) for i in drawn]
    has_numbers = draw_matrix(ax, share, written, columns, text_kws=text_kws, write=write, **artist_kws)
    remarks = [
        Remark(
            "Cells: percent of the group's articles."
            if has_numbers
            else "The darker, the greater the share of articles."
        )
    ]
    remarks += _left(len(groups) - len(kept), "group") + _left(len(topics) - len(drawn), "topic")
    add_note(ax, remarks)
    return ax


def _left(n: int, what: str) -> list[Remark]:
    return [Remark(f"{{n}} smaller {what}{{s}} not shown.", n)] if n else []


def _distances(table: pd.DataFrame, names: list[str]) -> Any:
    distances = np.zeros((len(names), len(names)))
    first, second = np.triu_indices(len(names), 1)
    distances[first, second] = distances[second, first] = agenda_distances(table, chance=False)["distance"]
    return distances


def _tree(
    ax: Axes, tree: Any, order: list[int], keys: list[Any], *, n_left: int, text_kws: Any, kws: Mapping[str, Any]
) -> Axes:
    if tree is None:
        return empty(ax, "one group has no distance to others")
    colors = remembered(keys)
    draw_tree(ax, tree, order, **kws)
    tidy_rows(ax)
    names = [name_of(keys[i]) for i in order]
    name_rows(ax, range(len(order)), names, {"fontsize": name_size(ax, len(order)), **text_kws})
    for label, i in zip(ax.get_yticklabels(), order, strict=True):
        label.set_color(colors[pd.NA if pd.isna(keys[i]) else keys[i]])
    ax.set_xlim(left=0)
    ax.set_xlabel("distance of agendas (0 to 1)")
    add_note(
        ax,
        [
            Remark("Branches meet at the average distance of their groups: 0 the same agenda, 1 no topic in common."),
            *_left(n_left, "group"),
        ],
    )
    return ax
