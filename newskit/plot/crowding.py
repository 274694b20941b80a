"""How many rows of names have room in a picture, and how small their letters must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from matplotlib.font_manager import FontProperties

from newskit.plot.style import setting

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["most_cells", "most_rows", "name_size"]

_SMALLEST = 5.5  # points that can still be read in print
# The height of a line in sizes of its letters; fonts with Han and Hangul stand higher.
_LEADING, _UPRIGHT = 1.25, 1.5


def _points(ax: Axes, *, across: bool) -> float:
    """Return the length of an Axes in points."""
    box = ax.bbox
    return float(box.width if across else box.height) * 72 / cast("Figure", ax.figure).dpi


def most_rows(ax: Axes, *, across: bool = False) -> int:
    """Return for how many rows (or columns, written upright) the Axes has room at the smallest letters."""
    return max(1, int(_points(ax, across=across) / (_SMALLEST * (_UPRIGHT if across else _LEADING))))


def most_cells(ax: Axes, *, across: bool = False) -> int:
    """Return for how many rows (or columns) of a matrix there is room beside the names of the others."""
    return max(1, int(most_rows(ax, across=across) * _beside(across=across)))


def _beside(*, across: bool) -> float:
    """Return what part of an Axes is left to cells once a layout has made room for the names along the other side."""
    return 0.85 if across else 0.7


def name_size(ax: Axes, n: int, *, across: bool = False, is_cell: bool = False) -> float:
    """Return the size of letters, in points, at which `n` names, of a matrix or of rows, stand clear of each other."""
    usual = FontProperties(size=setting("ytick.labelsize")).get_size_in_points()
    length = _points(ax, across=across) * (_beside(across=across) if is_cell else 1.0)
    return max(min(usual, length / max(n, 1) / (_UPRIGHT if across else _LEADING)), 3.0)
