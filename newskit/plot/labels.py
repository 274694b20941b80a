"""Labels at the ends of lines, placed so that none covers another, whatever the size of the figure.

Where a label goes is decided when the figure is drawn, from the extents in pixels, so that it also holds after
resizing, in another resolution and under another layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import numpy.typing as npt
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform

from newskit.errors import InputError, require_list
from newskit.plot.canvas import check_axes
from newskit.plot.text import label_kws, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure

__all__ = ["EndLabel", "label_ends", "label_lines", "spread"]

Side = Literal["right", "left"]

_OFFSET = 7.0  # points between a line's end and its label
_WIDEST = 0.3  # of the figure


def spread(wanted: npt.ArrayLike, heights: npt.ArrayLike, low: float, high: float) -> npt.NDArray[np.float64]:
    """Return centres near the wanted ones for boxes that must not overlap, as little moved as possible.

    Boxes keep the order of their wanted centres. Those that would overlap are joined to a block around the mean of
    their wishes; blocks that meet are joined again (pool adjacent violators: least squares). All stay between `low`
    and `high` if there is room, else they reach beyond both alike.

    Parameters
    ----------
    wanted
        Where the centres should be.
    heights
        How high the boxes are.
    low, high
        The room that there is.

    Examples
    --------
    >>> spread([10, 11, 50], [4, 4, 4], 0, 100)
    array([ 8.5, 12.5, 50. ])
    """
    centres = np.asarray(wanted, dtype=float)
    tall = np.asarray(heights, dtype=float)
    if not len(centres):
        return centres
    order = np.argsort(centres, kind="stable")
    tall = tall[order]
    # In coordinates with the boxes' own extent taken away, the boxes only have to keep their order.
    below = np.concatenate([[0.0], np.cumsum((tall[1:] + tall[:-1]) / 2)])
    slack = low + tall[0] / 2, high - tall[-1] / 2 - below[-1]
    blocks: list[tuple[float, int]] = []
    for target in centres[order] - below:
        mean, size = float(target), 1
        while blocks and blocks[-1][0] > mean:
            other, n = blocks.pop()
            mean, size = (mean * size + other * n) / (size + n), size + n
        blocks.append((mean, size))
    free = np.concatenate([np.full(size, mean) for mean, size in blocks])
    free = np.clip(free, *slack) if slack[0] <= slack[1] else np.full(len(free), sum(slack) / 2)
    placed = np.empty(len(centres))
    placed[order] = free + below
    return placed


class EndLabel(Text):
    """A label beside the end of a line, which minds the other end labels of its Axes.

    Parameters
    ----------
    name
        What it says.
    end
        The end of the line in data coordinates.
    side
        On which side of the Axes it stands.
    **text_kws
        Passed to `matplotlib.text.Text`.
    """

    def __init__(self, name: str, end: tuple[float, float], side: Side = "right", **text_kws: Any) -> None:
        ha = "left" if side == "right" else "right"
        super().__init__(0, 0, "", va="center", ha=ha, transform=IdentityTransform(), **text_kws)
        self.set(**{k: v for k, v in label_kws(name, self.get_fontproperties()).items() if k not in text_kws})
        self.name = name
        self.end = end
        self.side = side
        self._whole = self.get_text()
        self._lead = Line2D([], [], linewidth=0.6, transform=IdentityTransform())

    def get_window_extent(self, renderer: RendererBase | None = None, dpi: float | None = None) -> Bbox:
        """Return the extent of the label where it will be drawn."""
        self._settle(renderer)
        return super().get_window_extent(renderer, dpi)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the label, and a thin line to the end that it belongs to if it had to move."""
        self._settle(renderer)
        if self.get_visible() and self._lead.get_visible():
            self._lead.set_color(self.get_color())
            self._lead.draw(renderer)
        super().draw(renderer)

    def fit(self, renderer: RendererBase | None) -> float:
        """Shorten the label to its share of the figure, and return how high it is in pixels."""
        figure = cast("Figure", self.axes.figure) if self.axes is not None else None
        if figure is not None:
            width = _WIDEST * figure.bbox.width
            self.set_text(shortened(self._whole, width, self.get_fontproperties(), figure.dpi))
        return float(super().get_window_extent(renderer).height)

    def put(self, x: float, y: float, end: tuple[float, float], height: float, gap: float) -> None:
        """Stand at a place in pixels, with a line to `end` if that is not next to it."""
        self.set_position((x, y))
        way = 1 if self.side == "right" else -1
        self._lead.set_data([end[0] + way * gap * 0.4, x - way * gap * 0.2], [end[1], y])
        self._lead.set_visible(abs(y - end[1]) > 0.4 * height or abs(x - end[0]) > 1.5 * gap)

    def _settle(self, renderer: RendererBase | None) -> None:
        if self.axes is not None and self.get_visible():
            _settle(cast("Axes", self.axes), renderer)


def label_ends(
    ax: Axes,
    names: Sequence[str],
    ends: Sequence[tuple[float, float]],
    colors: Sequence[Any],
    *,
    side: Side = "right",
    **text_kws: Any,
) -> list[EndLabel]:
    """Return new labels at the ends of lines; they keep clear of each other and of those that are there.

    Parameters
    ----------
    ax
        The Axes of the lines.
    names
        What the labels say; text as it is, not markup.
    ends
        The ends of the lines in data coordinates.
    colors
        The colours of the labels.
    side
        ``"right"``, or ``"left"`` for the beginnings of lines.
    **text_kws
        Passed to `matplotlib.text.Text`.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = plt.figure().subplots()
    >>> lines = ax.plot([0, 1], [0, 2])
    >>> [label.get_text() for label in label_ends(ax, ["Courier"], [(1, 2)], ["C0"])]
    ['Courier']
    """
    made = []
    for name, end, color in zip(names, ends, colors, strict=True):
        label = EndLabel(name, end, side, **{"color": color, "fontsize": "small", **text_kws})
        ax.add_artist(label)
        label.set_clip_on(False)
        made.append(label)
    return made


def label_lines(ax: Axes, lines: Iterable[Line2D] | None = None, **text_kws: Any) -> list[EndLabel]:
    """Return new labels at the right ends of lines, each in its line's colour, instead of a legend.

    Parameters
    ----------
    ax
        The Axes of the lines.
    lines
        The lines to label; by default all of the Axes that have a label, as ``ax.plot(x, y, label="Courier")`` gives
        it.
    **text_kws
        Passed to `matplotlib.text.Text`.

    See Also
    --------
    label_points : Labels beside points.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = plt.figure().subplots()
    >>> _ = ax.plot([1, 2], [3, 4], label="Courier"), ax.plot([1, 2], [3, 4.1], label="Gazette")
    >>> [label.name for label in label_lines(ax)]
    ['Courier', 'Gazette']
    """
    check_axes(ax)
    given = ax.lines if lines is None else require_list("lines", lines, of="lines")
    wrong = [line for line in given if not isinstance(line, Line2D)]
    if wrong:
        raise InputError(f"lines should hold matplotlib lines, as ax.plot returns them, not {type(wrong[0]).__name__}")
    names, ends, colors = [], [], []
    for line in given:
        x, y = (np.asarray(values, dtype=float) for values in (line.get_xdata(orig=False), line.get_ydata(orig=False)))
        there = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        name = str(line.get_label())
        if not len(there) or (lines is None and name.startswith("_")):
            continue
        last = there[np.argmax(x[there])]
        names.append(name)
        ends.append((float(x[last]), float(y[last])))
        colors.append(line.get_color())
    return label_ends(ax, names, ends, colors, **text_kws)


def _settle(ax: Axes, renderer: RendererBase | None) -> None:
    """Place the end labels of an Axes for its present size and limits."""
    labels = [text for text in ax.texts if isinstance(text, EndLabel) and text.get_visible()]
    for side in ("right", "left"):
        here = [label for label in labels if label.side == side]
        if here:
            _settle_side(ax, here, renderer, 1 if side == "right" else -1)


def _settle_side(ax: Axes, labels: list[EndLabel], renderer: RendererBase | None, way: int) -> None:
    """Place the labels of one side, `way` being 1 for the right and -1 for the left."""
    ends = ax.transData.transform([label.end for label in labels])
    heights = [label.fit(renderer) for label in labels]
    half = max(heights) / 2
    rows = spread(ends[:, 1], [height * 1.08 for height in heights], ax.bbox.y0 - half, ax.bbox.y1 + half)
    gap = _OFFSET * cast("Figure", ax.figure).dpi / 72
    # Zoomed in, a line ends where the view does. On the left everything is mirrored.
    view = ax.bbox.x1 if way > 0 else -ax.bbox.x0
    ends[:, 0] = way * np.minimum(way * ends[:, 0], view)
    data_end = way * float(ax.transData.transform((ax.dataLim.x1 if way > 0 else ax.dataLim.x0, 0))[0])
    edge = max(float((way * ends[:, 0]).max()), min(data_end, float(view))) + gap
    side = "right" if way > 0 else "left"
    if side in ax.spines and ax.spines[side].get_visible():  # a frame would run through the names
        edge = max(edge, float(view) + gap)
    moved = any(abs(row - end) > 0.4 * height for row, end, height in zip(rows, ends[:, 1], heights, strict=True))
    edge += gap if moved else 0
    for label, row, end, height in zip(labels, rows, ends, heights, strict=True):
        label.put(way * edge, float(row), (float(end[0]), float(end[1])), height, gap)
