"""A matrix in colours, with names down the left side and along the top; and trees of what is near what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.colors import Colormap, Normalize
from matplotlib.font_manager import FontProperties

from newskit.plot.canvas import ink
from newskit.plot.crowding import name_size
from newskit.plot.heat import shades
from newskit.plot.rows import name_rows
from newskit.plot.text import label_kws, shortened, size_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["IN_CELL", "LEAST", "draw_matrix", "draw_tree", "tree_order"]

IN_CELL = "newskit-cell"
"""How the texts of an Axes that stand on a cell can be told from those on the background (their ``gid``)."""

Floats = npt.NDArray[np.float64]
_LONGEST = 0.28  # of the figure's width, for a name
_TALLEST = 0.3  # of its height, for a name above a column
_LEVEL = 0.7  # of a column's width, for names that need not stand upright: what the layout may yet take is left
_ALIKE = 1.3  # times the letters of one side are at most as large as those of the other
_READABLE = 7.0  # points, to which names are made smaller before they are shortened
LEAST = 4.5  # points, of a number in a cell
_MOST_WRITTEN = 600  # cells; more numbers nobody reads, and they take long to draw


def draw_matrix(
    ax: Axes,
    values: Floats,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    cmap: Any = None,
    limits: tuple[float, float] | None = None,
    write: Callable[[int, int], str] | None = None,
    lines: int = 1,
    text_kws: Mapping[str, Any] | None = None,
    **mesh_kws: Any,
) -> bool:
    """Draw values as coloured cells, a missing one as a dot; return whether something is written in the cells.

    Parameters
    ----------
    ax
        The Axes.
    values
        One row of cells for each row of the picture.
    rows, columns
        The names.
    cmap
        The colour map; by default the shades of all heat maps here, which go with the background.
    limits
        The values of its ends; by default zero and the greatest value.
    write
        What stands in a cell, by row and column, if it has room.
    lines
        How many lines that takes.
    text_kws
        Passed to the names.
    **mesh_kws
        Passed to the cells (`matplotlib.axes.Axes.pcolormesh`).
    """
    shown = np.ma.masked_invalid(values)
    low, high = limits or (0.0, float(shown.max()) if shown.count() else 1.0)
    norm = Normalize(low, high if high > low else low + 1)
    edge = ax.get_facecolor()
    cmap = shades(ax) if cmap is None else mpl.colormaps.get_cmap(cmap)
    kws = {"cmap": cmap, "norm": norm, "edgecolors": edge, "linewidth": 0.8 if values.size < 2000 else 0, **mesh_kws}
    ax.pcolormesh(np.arange(len(columns) + 1) - 0.5, np.arange(len(rows) + 1) - 0.5, shown, **kws)
    dots = np.argwhere(np.ma.getmaskarray(shown))
    if len(dots):
        ax.plot(dots[:, 1], dots[:, 0], linestyle="none", marker=".", markersize=2, color=ink(0.5)[0], alpha=0.5)
    _names(ax, rows, columns, text_kws or {})
    return write is not None and _write(ax, shown, write, lines=lines, norm=norm, colors=cmap)


def _names(ax: Axes, rows: Sequence[str], columns: Sequence[str], text_kws: Mapping[str, Any]) -> None:
    figure: Any = ax.figure
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    ax.grid(visible=False)
    size, across = name_size(ax, len(rows), is_cell=True), name_size(ax, len(columns), across=True, is_cell=True)
    # The letters of one side are not much larger than those of the other.
    size, across = min(size, _ALIKE * across), min(across, _ALIKE * size)
    room = _LONGEST * figure.bbox.width
    size = _fitting(rows, size, room, figure.dpi)
    font = FontProperties(size=size)
    short = [shortened(name, room, font, figure.dpi) for name in rows]
    name_rows(ax, range(len(rows)), short, {"fontsize": size, **text_kws})
    ax.set_ylim(len(rows) - 0.5, -0.5)
    font.set_size(across)
    wide = _LEVEL * ax.bbox.width / max(len(columns), 1)
    turn = 0 if all(size_of(name, font, figure.dpi)[0] <= wide for name in columns) else 90
    whole = wide if turn == 0 else _TALLEST * figure.bbox.height
    across = _fitting(columns, across, whole, figure.dpi)
    font.set_size(across)
    shown = [label_kws(shortened(name, whole, font, figure.dpi), font) for name in columns]
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set_xticks(range(len(columns)), [kws["text"] for kws in shown])
    for label, kws in zip(ax.get_xticklabels(), shown, strict=True):
        own = {"fontfamily": kws["fontfamily"], "parse_math": False, "fontsize": across, "rotation": turn, **text_kws}
        label.set(**own)


def _fitting(names: Sequence[str], size: float, room: float, dpi: float) -> float:
    """Return smaller letters where names are too long: they are better than names cut short."""
    longest = max((size_of(name, FontProperties(size=size), dpi)[0] for name in names), default=0.0)
    return size if longest <= room else min(size, max(0.98 * size * room / longest, _READABLE))


def _write(
    ax: Axes, shown: Any, write: Callable[[int, int], str], *, lines: int, norm: Normalize, colors: Colormap
) -> bool:
    n_rows, n_columns = shown.shape
    size = min(
        name_size(ax, n_rows * lines, is_cell=True), 0.62 * name_size(ax, n_columns, across=True, is_cell=True), 8.0
    )
    if size < LEAST or shown.size > _MOST_WRITTEN:
        return False
    for row, column in np.argwhere(~np.ma.getmaskarray(shown)):
        text = write(int(row), int(column))
        red, green, blue, _ = colors(norm(shown[row, column]))
        # Luminance as the eye has it (ITU-R BT.709).
        dark = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.5
        ax.text(column, row, text, ha="center", va="center", fontsize=size, color="white" if dark else "black",
                parse_math=False, gid=IN_CELL)  # fmt: skip
    return True


def tree_order(distances: Floats) -> tuple[list[int], Floats | None]:
    """Return an order in which near things stand together, and the tree that it is from (average linkage, UPGMA).

    Sokal and Michener (1958); neighbours as near as the tree allows (Bar-Joseph et al. 2001). Missing distances count
    as the greatest. Fewer than three things have no tree to speak of.
    """
    from scipy.cluster.hierarchy import leaves_list, linkage  # noqa: PLC0415 - takes long to import
    from scipy.spatial.distance import squareform  # noqa: PLC0415 - the same

    n = len(distances)
    if n < 2:
        return list(range(n)), None
    whole = np.where(np.isfinite(distances), distances, np.nanmax(distances, initial=1.0, where=np.isfinite(distances)))
    np.fill_diagonal(whole, 0.0)
    tree = linkage(squareform((whole + whole.T) / 2, checks=False), "average", optimal_ordering=n <= 200)
    return [int(leaf) for leaf in leaves_list(tree)], tree


def draw_tree(ax: Axes, tree: Floats, order: Sequence[int], **line_kws: Any) -> None:
    """Draw a tree to the right of its rows: where two branches meet is their distance."""
    n = len(order)
    place = {leaf: float(at) for at, leaf in enumerate(order)}
    height = dict.fromkeys(range(n), 0.0)
    for number, (left, right, distance, _) in enumerate(tree):
        a, b = int(left), int(right)
        xs = [height[a], distance, distance, height[b]]
        ax.plot(xs, [place[a], place[a], place[b], place[b]], **{"color": ink(0.8)[0], "linewidth": 1.2, **line_kws})
        place[n + number], height[n + number] = (place[a] + place[b]) / 2, float(distance)
