"""Names beside points, where they have room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt
from matplotlib.font_manager import FontProperties

from newskit.plot.text import label_kws, size_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["label_near"]

# Where a name may stand to its point: right, left, above, below, then the corners; in parts of its size, and points.
_PLACES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
_GAP = 5.0


def label_near(
    ax: Axes, places: npt.NDArray[np.float64], names: Sequence[str], colors: Sequence[Any], **text_kws: Any
) -> int:
    """Write names beside points so that none covers another or a point; return how many have no room.

    Parameters
    ----------
    ax
        The Axes, its limits set.
    places
        The points, in data coordinates; the first ones are served first.
    names, colors
        The names and their colours.
    **text_kws
        Passed to the names (`matplotlib.text.Text`).
    """
    ax.apply_aspect()
    dpi = cast("Figure", ax.figure).dpi
    font = FontProperties(size=text_kws.get("fontsize", "small"))
    at = ax.transData.transform(places)
    gap = _GAP * dpi / 72
    half = gap / 2
    taken = np.concatenate([at - half, at + half], axis=1)  # left, bottom, right, top
    hidden = 0
    for number, name in enumerate(names):
        width, height = size_of(name, font, dpi)
        others = np.delete(taken, number, axis=0)
        free = next((p for p in _PLACES if _is_free(_box(at[number], p, (width, height), gap), others, ax)), None)
        if free is None:
            hidden += 1
            continue
        taken = np.vstack([taken, _box(at[number], free, (width, height), gap)])
        kws = label_kws(name, font)
        ax.annotate(
            kws.pop("text"), places[number], xytext=(free[0] * _GAP, free[1] * _GAP), textcoords="offset points",
            ha=("right", "center", "left")[free[0] + 1], va=("top", "center", "bottom")[free[1] + 1],
            **{"color": colors[number], "fontsize": "small", **kws, **text_kws},
        )  # fmt: skip
    return hidden


def _box(
    point: Any, place: tuple[int, int], size: tuple[float, float], gap: float
) -> tuple[float, float, float, float]:
    """Return the box of a name in pixels: left, bottom, right, top."""
    x = point[0] + place[0] * gap + (place[0] - 1) * size[0] / 2
    y = point[1] + place[1] * gap + (place[1] - 1) * size[1] / 2
    return x, y, x + size[0], y + size[1]


def _is_free(box: tuple[float, ...], taken: npt.NDArray[np.float64], ax: Axes) -> bool:
    inside = ax.bbox.x0 <= box[0] and box[2] <= ax.bbox.x1 and ax.bbox.y0 <= box[1] and box[3] <= ax.bbox.y1
    if not inside:
        return False
    left, bottom, right, top = taken.T
    return not ((box[0] < right) & (left < box[2]) & (box[1] < top) & (bottom < box[3])).any()
