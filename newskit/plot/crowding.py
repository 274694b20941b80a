"""How many rows of names have room in a picture, and how small their letters must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from matplotlib.font_manager import FontProperties

from newskit.plot.style import setting

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["most_rows", "name_size"]

_SMALLEST = 5.5  # points that can still be read in print
_LEADING = 1.25  # height of a line in sizes of its letters


def _points(ax: Axes, *, across: bool) -> float:
    """Return the length of an Axes in points."""
    box = ax.bbox
    return float(box.width if across else box.height) * 72 / cast("Figure", ax.figure).dpi


def most_rows(ax: Axes, *, across: bool = False) -> int:
    """Return for how many rows (or columns, written upright) the Axes has room at the smallest letters."""
    return max(1, int(_points(ax, across=across) / (_SMALLEST * _LEADING)))


def name_size(ax: Axes, n: int, *, across: bool = False, most: str = "ytick.labelsize") -> float:
    """Return the size of letters, in points, at which `n` names stand clear of each other."""
    usual = FontProperties(size=setting(most)).get_size_in_points()
    return max(min(usual, _points(ax, across=across) / max(n, 1) / _LEADING), 3.0)
