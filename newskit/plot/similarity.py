"""The pictures of `newskit.similarity`: a matrix with the like next to each other, and a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_choice, require_columns
from newskit.plot.canvas import axes, check, empty
from newskit.plot.crowding import most_cells
from newskit.plot.matrix import draw_matrix, tree_order
from newskit.plot.notes import Remark, add_note
from newskit.plot.palette import palette as remembered
from newskit.plot.point_labels import label_points
from newskit.plot.text import name_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["similarity"]

Floats = npt.NDArray[np.float64]
_MOST = 2_000
_LABELLED = 60


def similarity(
    table: pd.DataFrame,
    *,
    kind: Literal["matrix", "map"] = "matrix",
    palette: Mapping[Any, Any] | Sequence[Any] | str | None = None,
    labels: bool = True,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **artist_kws: Any,
) -> Axes:
    """Draw how alike groups or articles are.

    Parameters
    ----------
    table
        A table of `newskit.similarity` with all pairs, or any with the columns ``a``, ``b`` and ``similarity``.
    kind
        ``"matrix"``: a cell for each pair, with the like next to each other. ``"map"``: a point for each, the nearer
        the more alike, as far as two dimensions can say so (the note says how far). The map of the same table is always
        the same.
    palette
        Of a map, as in `newskit.plot.volume`.
    labels
        Whether the points of a map have their names: those that have room.
    ax
        The Axes to draw on; by default pyplot's current one.
    text_kws
        Passed to the names.
    **artist_kws
        Passed to the cells (`matplotlib.axes.Axes.pcolormesh`) or points (`matplotlib.axes.Axes.scatter`).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks what is to be drawn, has not all pairs, or more than 2,000 names.

    See Also
    --------
    newskit.tables.similarity : The table.

    Notes
    -----
    The map is that of classical scaling (Torgerson 1952) of the angles between the weighted words.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> table = pd.DataFrame({"a": ["A", "A", "B"], "b": ["B", "C", "C"], "similarity": [0.1, 0.8, 0.2]})
    >>> ax = similarity(table, ax=plt.figure().subplots())
    >>> sorted(label.get_text() for label in ax.get_yticklabels())
    ['A', 'B', 'C']
    """
    check(table, ax, labels=labels, kws=artist_kws)
    require_choice("kind", kind, ("matrix", "map"))
    require_columns(table, ["a", "b", "similarity"])
    ax = axes(ax, table)
    names, matrix = _matrix(table)
    if not len(names):
        return empty(ax, "no two to compare")
    if kind == "map":
        return _map(ax, names, matrix, palette, labels=labels, text_kws=text_kws or {}, kws=artist_kws)
    kept = np.arange(len(names))[: most_cells(ax)] if len(names) > most_cells(ax) else np.arange(len(names))
    order = kept[tree_order(1 - matrix[np.ix_(kept, kept)])[0]]
    shown = matrix[np.ix_(order, order)]
    np.fill_diagonal(shown, np.nan)  # that each is like itself would take the darkest colour
    written = [name_of(names[i]) for i in order]

    def write(row: int, column: int) -> str:
        return f"{shown[row, column]:.2f}".removeprefix("0")

    numbers = draw_matrix(ax, shown, written, written, text_kws=text_kws, write=write, **artist_kws)
    remarks = [
        Remark(f"{'Cells' if numbers else 'Colours'}: cosine of weighted words; dots: itself, or nothing to compare.")
    ]
    if len(kept) < len(names):
        remarks.append(Remark("{n} more not shown.", len(names) - len(kept)))
    add_note(ax, remarks)
    return ax


def _matrix(table: pd.DataFrame) -> tuple[list[Any], Floats]:
    """Return the names and their similarities, missing where the table has none."""
    first, second = table["a"].tolist(), table["b"].tolist()
    names = list(dict.fromkeys([*first, *second]))
    if len(names) > _MOST:
        raise InputError(f"the table compares {len(names):,} names; at most {_MOST:,} are drawn")
    at = {name: number for number, name in enumerate(names)}
    matrix = np.full((len(names), len(names)), np.nan)
    a, b = [at[name] for name in first], [at[name] for name in second]
    values = table["similarity"].to_numpy(dtype=np.float64, na_value=np.nan)
    matrix[b, a] = values
    matrix[a, b] = values
    np.fill_diagonal(matrix, 1.0)
    return names, matrix


def _map(
    ax: Axes, names: list[Any], matrix: Floats, palette: Any, *, labels: bool, text_kws: Any, kws: Mapping[str, Any]
) -> Axes:
    known = np.flatnonzero(np.isfinite(matrix).sum(axis=1) > 1)
    part = matrix[np.ix_(known, known)]
    if len(known) < 2:
        return empty(ax, "no two to compare")
    if not np.isfinite(part).all():
        raise InputError("a map needs every pair; make the table without top=")
    places, said = _scaled(np.arccos(np.clip(part, -1, 1)))
    chosen = [names[i] for i in known]
    if palette is None and len(chosen) > _LABELLED:
        colors = ["#0072b2"] * len(chosen)
    else:
        colors = list(remembered(chosen, palette).values())
    ax.scatter(places[:, 0], places[:, 1], **{"c": colors, "s": 36 if len(chosen) <= _LABELLED else 10, **kws})
    ax.set_aspect("equal", adjustable="datalim")
    ax.margins(0.15)
    ax.set(xticks=[], yticks=[])
    remarks = [Remark(f"Near is alike; the two dimensions show {said:.0%} of what there is to show.")]
    if labels:
        named = list(map(name_of, chosen[:_LABELLED]))
        points = [(float(x), float(y)) for x, y in places[:_LABELLED]]
        label_points(ax, named, points, colors[:_LABELLED], others=places[_LABELLED:], **text_kws)
        remarks += [Remark("Names that have no room are not shown.")] if len(chosen) > 12 else []
    if len(known) < len(names):
        remarks.append(Remark("{n} without words not shown.", len(names) - len(known)))
    add_note(ax, remarks)
    return ax


def _scaled(distances: Floats) -> tuple[Floats, float]:
    """Return places in two dimensions, and what share of all dimensions' variance they hold."""
    n = len(distances)
    centre = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-0.5 * centre @ distances**2 @ centre)
    values, vectors = np.maximum(values[::-1], 0), vectors[:, ::-1]
    places = np.zeros((n, 2))
    found = vectors[:, :2] * np.sqrt(values[:2])
    # Either direction of a dimension is as good: the point farthest out lies to the right, or above.
    signs = np.sign(found[np.abs(found).round(9).argmax(axis=0), np.arange(found.shape[1])])
    places[:, : found.shape[1]] = found * np.where(signs == 0, 1, signs)
    return places, float(values[:2].sum() / values.sum()) if values.sum() else 1.0
