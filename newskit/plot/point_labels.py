"""Labels beside points, placed so that none covers another or a labelled point, whatever the size of the figure.

Like the labels of lines they find their places when the figure is drawn, from extents in pixels. Each label in turn,
the most important first, takes the nearest of many places around its point that is free; a label that had to go far has
a thin line to its point. Where the figure is too small for all, the last ones are not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt
from matplotlib.colors import is_color_like
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform

from newskit.errors import InputError, require_list
from newskit.plot.canvas import check_axes
from newskit.plot.text import label_kws, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure

__all__ = ["PointLabel", "label_points", "placed"]

Floats = npt.NDArray[np.float64]

_WIDEST = 0.3  # of the Axes
_PAD = 1.5  # points around a label
_FAR = 8.0  # points of gap from which on a line leads to the point
# To the right first, where reading goes on; then left, above, below, and what lies between.
_TURNS = np.deg2rad([0, 180, 90, 270, 45, 315, 135, 225, 22, 338, 158, 202, 67, 293, 113, 247])
_GAPS = (2.0, 6.0, 11.0, 18.0, 27.0, 38.0, 52.0, 70.0)  # points between the point's edge and the label
_ON_LEAD = np.linspace(0.05, 0.95, 19)


def placed(
    points: npt.ArrayLike, sizes: npt.ArrayLike, room: Bbox, *, radii: npt.ArrayLike = 2.0,
    others: npt.ArrayLike = (), scale: float = 1.0,
) -> tuple[Floats, npt.NDArray[np.bool_]]:  # fmt: skip
    """Return centres for labels beside points, and which of them found a place.

    Parameters
    ----------
    points
        The points, in pixels, the most important first.
    sizes
        The width and height of each label.
    room
        Where labels may be.
    radii
        How far each point reaches; no label covers any of them.
    others
        Further points, which labels avoid where they can.
    scale
        Pixels per typographic point.

    Returns
    -------
    centres : numpy.ndarray
        One row per label.
    found : numpy.ndarray of bool
        Which labels have a place where they cover no label and no point of `points`.

    Examples
    --------
    >>> centres, found = placed([[50, 50], [52, 50]], [[30, 10], [30, 10]], Bbox([[0, 0], [100, 100]]))
    >>> bool(found.all()), bool(abs(centres[0, 0] - centres[1, 0]) >= 30 or abs(centres[0, 1] - centres[1, 1]) >= 10)
    (True, True)
    """
    at, half = np.asarray(points, float).reshape(-1, 2), np.asarray(sizes, float).reshape(-1, 2) / 2
    reach = np.broadcast_to(np.asarray(radii, float), len(at))
    around = _Crowd(np.asarray(others, float).reshape(-1, 2), room)
    centres, found = at.copy(), np.zeros(len(at), dtype=bool)
    taken = np.empty((0, 4))  # centres and half sizes of the labels that stand
    leads = np.empty((0, 2))  # places on the lines to them
    for i in range(len(at)):
        wanted, distance = _places(at[i], half[i], reach[i], scale)
        free = _inside(wanted, half[i], room)
        free &= ~_covers(wanted, half[i] + _PAD * scale, at, reach)
        if len(taken):
            gap = np.abs(wanted[:, None] - taken[None, :, :2]) - half[i] - taken[None, :, 2:] - _PAD * scale
            free &= (gap > 0).any(axis=2).all(axis=1)
        if not free.any():
            continue
        wanted, distance = wanted[free], distance[free] / scale
        cost = distance + distance**2 / 80 + 25 * _hits(wanted, half[i], leads)
        cost += 6 * np.sqrt(around.under(wanted, half[i]))
        # Lines that lead to labels far away should cross nothing; most labels find a place before that is asked.
        far = (distance > _FAR) & (cost < cost[distance <= _FAR].min(initial=np.inf))
        if far.any():
            strangers = np.delete(np.column_stack([at, reach[:, None].repeat(2, axis=1)]), i, axis=0)
            boxes = np.vstack([taken, strangers])
            cost[far] += 25 * _crossings(at[i], wanted[far], boxes)
        best = int(np.argmin(np.where(far | (distance <= _FAR), cost, np.inf)))
        centres[i], found[i] = wanted[best], True
        taken = np.vstack([taken, [*wanted[best], *half[i]]])
        if distance[best] > _FAR:
            leads = np.vstack([leads, at[i] + _ON_LEAD[:, None] * (wanted[best] - at[i])])
    return centres, found


def _places(point: Floats, half: Floats, reach: float, scale: float) -> tuple[Floats, Floats]:
    """Return the places to try around a point, and how far each is from it."""
    ways = np.column_stack([np.cos(_TURNS), np.sin(_TURNS)])
    # A label touches the circle around the point: its centre is further away by what the label reaches that way.
    sides = np.sign(np.round(ways, 3)) * half
    gaps = np.array(_GAPS) * scale
    places = point + ways[None] * (reach + gaps[:, None, None]) + sides[None]
    order = np.arange(len(_TURNS)) * 0.12 * scale  # the preferred way, where the distance is the same
    return places.reshape(-1, 2), (gaps[:, None] + order[None]).ravel()


def _inside(places: Floats, half: Floats, room: Bbox) -> npt.NDArray[np.bool_]:
    low, high = np.array([room.x0, room.y0]), np.array([room.x1, room.y1])
    return np.asarray(((places - half >= low) & (places + half <= high)).all(axis=1))


def _covers(places: Floats, half: Floats, points: Floats, reach: Floats) -> npt.NDArray[np.bool_]:
    """Return which boxes cover a disc around any of the points; a point under the label's own edge counts, too."""
    gap = np.maximum(np.abs(points[None] - places[:, None]) - half, 0)
    covered: npt.NDArray[np.bool_] = np.hypot(gap[..., 0], gap[..., 1]) < reach
    return np.asarray(covered.any(axis=1))


def _hits(places: Floats, half: Floats, points: Floats) -> Floats:
    """Return how many points each box covers."""
    covered = (np.abs(points[None] - places[:, None]) < half).all(axis=2)
    return np.asarray(covered.sum(axis=1), dtype=np.float64)


class _Crowd:
    """How many points are under a box, for any number of points: sums over a grid of small cells."""

    def __init__(self, points: Floats, room: Bbox, cell: float = 3.0) -> None:
        self.low, self.cell = np.array([room.x0, room.y0]), cell
        shape = np.maximum(np.ceil(np.array([room.width, room.height]) / cell), 1).astype(int)
        at = np.floor((points - self.low) / cell)
        at = at[np.isfinite(at).all(axis=1) & (at >= 0).all(axis=1) & (at < shape).all(axis=1)].astype(int)
        counts = np.bincount(at[:, 0] * shape[1] + at[:, 1], minlength=int(shape.prod())).reshape(shape)
        self.sums = np.pad(counts.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))

    def under(self, places: Floats, half: Floats) -> Floats:
        """Return about how many points each box covers."""
        most = np.array(self.sums.shape) - 1
        low = np.clip(np.rint((places - half - self.low) / self.cell), 0, most).astype(int)
        high = np.clip(np.rint((places + half - self.low) / self.cell), 0, most).astype(int)
        (x0, y0), (x1, y1), sums = low.T, high.T, self.sums
        return np.asarray(sums[x1, y1] - sums[x0, y1] - sums[x1, y0] + sums[x0, y0], dtype=np.float64)


def _crossings(point: Floats, places: Floats, taken: Floats) -> Floats:
    """Return how many boxes, of labels or of other points, the line from the point to each place would cross."""
    if not len(taken):
        return np.zeros(len(places))
    line = point + _ON_LEAD[None, :, None] * (places - point)[:, None]
    near: npt.NDArray[np.bool_] = np.abs(line[:, :, None] - taken[None, None, :, :2]) < taken[None, None, :, 2:]
    inside = np.asarray(near.all(axis=3))
    return np.asarray(inside.any(axis=1).sum(axis=1), dtype=np.float64)


class PointLabel(Text):
    """A label beside a point, which minds the other labels of points of its Axes.

    Parameters
    ----------
    name
        What it says.
    point
        Where the point is, in data coordinates.
    radius
        How far the point reaches, in typographic points.
    **text_kws
        Passed to `matplotlib.text.Text`.
    """

    def __init__(self, name: str, point: tuple[float, float], radius: float = 2.0, **text_kws: Any) -> None:
        super().__init__(0, 0, "", va="center", ha="center", transform=IdentityTransform(), **text_kws)
        self.set(**{k: v for k, v in label_kws(name, self.get_fontproperties()).items() if k not in text_kws})
        self.name, self.point, self.radius = name, point, radius
        self.others: Floats = np.empty((0, 2))
        self.is_placed = True
        self._whole = self.get_text()
        self._lead = Line2D([], [], linewidth=0.5, alpha=0.7, transform=IdentityTransform())

    def get_window_extent(self, renderer: RendererBase | None = None, dpi: float | None = None) -> Bbox:
        """Return the extent of the label where it will be drawn; that of a label without a place is empty."""
        self._settle(renderer)
        return super().get_window_extent(renderer, dpi) if self.is_placed else Bbox.null()

    def draw(self, renderer: RendererBase) -> None:
        """Draw the label, if it has a place, and a thin line to its point if that is not next to it."""
        self._settle(renderer)
        if not (self.get_visible() and self.is_placed):
            return
        if self._lead.get_visible():
            self._lead.set_color(self.get_color())
            self._lead.draw(renderer)
        super().draw(renderer)

    def fit(self, renderer: RendererBase | None) -> tuple[float, float]:
        """Shorten the label to its share of the Axes, and return its size in pixels."""
        ax = cast("Axes", self.axes)
        dpi = cast("Figure", ax.figure).dpi
        self.set_text(shortened(self._whole, _WIDEST * ax.bbox.width, self.get_fontproperties(), dpi))
        box = super().get_window_extent(renderer)
        return float(box.width), float(box.height)

    def put(self, centre: Floats, point: Floats, size: tuple[float, float], scale: float) -> None:
        """Stand at a place in pixels."""
        self.set_position((float(centre[0]), float(centre[1])))
        half = np.array(size) / 2
        edge = np.clip(point, centre - half, centre + half)
        away = float(np.hypot(*(edge - point)))
        self._lead.set_visible(away - self.radius * scale > _FAR * scale)
        start = point + (edge - point) * min(self.radius * scale / max(away, 1e-9), 1.0)
        self._lead.set_data([start[0], edge[0]], [start[1], edge[1]])

    def _settle(self, renderer: RendererBase | None) -> None:
        if self.axes is not None and self.get_visible():
            _settle(cast("Axes", self.axes), renderer)


def _around(others: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return the other points, a row each."""
    try:
        return np.asarray(others, dtype=float).reshape(-1, 2)
    except (ValueError, TypeError) as error:
        raise InputError(f"others should hold pairs (x, y): {error}") from error


def _colors(colors: Sequence[Any], n: int) -> list[Any]:
    given = require_list("colors", colors, of="colours")
    wrong = [color for color in given if not is_color_like(color)]
    if wrong or len(given) != n:
        raise InputError(
            f"colors should hold a colour for each of the {n} names" + (f"; {wrong[0]!r} is none" if wrong else "")
        )
    return given


def _reach(radii: float | Sequence[float], n: int) -> list[float]:
    try:
        return [float(one) for one in np.broadcast_to(np.asarray(radii, dtype=float), n)]
    except (ValueError, TypeError) as error:
        raise InputError(f"radii={radii!r} should be a number of points, or one for each of the {n} names") from error


def label_points(
    ax: Axes,
    names: Sequence[str],
    points: Sequence[tuple[float, float]],
    colors: Sequence[Any] | None = None,
    *,
    radii: float | Sequence[float] = 3.0,
    others: npt.ArrayLike = (),
    **text_kws: Any,
) -> list[PointLabel]:
    """Return new labels beside points; none covers another, or a point that has one.

    Where they stand is decided when the figure is drawn, so that it holds at every size and resolution, and is the
    same every time. Labels that find no place are not drawn.

    Parameters
    ----------
    ax
        The Axes of the points.
    names
        What the labels say, the most important first; text as it is, not markup.
    points
        The points in data coordinates.
    colors
        The colours of the labels; by default that of text.
    radii
        How far each point reaches from its middle, in typographic points, or one number for all.
    others
        Points without a label, one row each, which labels avoid to cover where they can.
    **text_kws
        Passed to `matplotlib.text.Text`.

    See Also
    --------
    label_lines : Labels at the ends of lines.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = plt.figure().subplots()
    >>> dots = ax.scatter([1, 1.01, 5], [1, 1.01, 3])
    >>> labels = label_points(ax, ["ferry", "strike", "port"], [(1, 1), (1.01, 1.01), (5, 3)])
    >>> ax.figure.canvas.draw()
    >>> bool(labels[0].get_window_extent().overlaps(labels[1].get_window_extent()))
    False
    """
    check_axes(ax)
    names, points = require_list("names", names, of="names"), require_list("points", points, of="points")
    pairs = [one for one in points if isinstance(one, tuple | list | np.ndarray) and len(one) == 2]
    if len(pairs) != len(points) or len(points) != len(names):
        raise InputError(f"points should hold a pair (x, y) for each of the {len(names)} names")
    around, reach = _around(others), _reach(radii, len(names))
    colors = None if colors is None else _colors(colors, len(names))
    # Letters that cross a grid line or lie on pale points stay readable.
    halo = [withStroke(linewidth=2, foreground=ax.get_facecolor())]
    made = []
    for number, (name, point, radius) in enumerate(zip(names, points, reach, strict=True)):
        color = {} if colors is None else {"color": colors[number]}
        label = PointLabel(name, point, radius, **{"fontsize": "small", "path_effects": halo, **color, **text_kws})
        label.others = around if not number else np.empty((0, 2))
        ax.add_artist(label)
        label.set_clip_on(False)
        label.set_in_layout(False)  # labels stay inside the Axes, which therefore need no room for them
        made.append(label)
    return made


_SETTLED = "_newskit_settled_points"


def _settle(ax: Axes, renderer: RendererBase | None) -> None:
    """Place the labels of points of an Axes for its present size and limits, once for each."""
    labels = [text for text in ax.texts if isinstance(text, PointLabel) and text.get_visible()]
    points = ax.transData.transform([label.point for label in labels])
    scale = cast("Figure", ax.figure).dpi / 72
    fonts = tuple((label.get_text(), label.get_fontsize(), label.get_fontname()) for label in labels)
    state = (points.tobytes(), tuple(ax.bbox.bounds), scale, fonts)
    if getattr(ax, _SETTLED, None) == state:
        return
    sizes = [label.fit(renderer) for label in labels]
    others = np.vstack([label.others for label in labels])
    others = ax.transData.transform(others) if len(others) else others
    radii = np.array([label.radius for label in labels]) * scale
    room = Bbox.from_extents(*ax.bbox.extents)
    seen = np.asarray([room.contains(x, y) for x, y in points])
    centres, found = np.zeros_like(points), np.zeros(len(labels), dtype=bool)
    centres[seen], found[seen] = placed(
        points[seen], np.array(sizes)[seen], room, radii=radii[seen], others=others, scale=scale
    )
    for label, centre, is_placed, point, size in zip(labels, centres, found, points, sizes, strict=True):
        label.is_placed = bool(is_placed)
        label.put(centre, point, size, scale)
    fonts = tuple((label.get_text(), label.get_fontsize(), label.get_fontname()) for label in labels)
    setattr(ax, _SETTLED, (points.tobytes(), tuple(ax.bbox.bounds), scale, fonts))
