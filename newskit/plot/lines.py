"""Groups over time as lines or stacked areas: what the pictures of several tables have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba

from newskit.plot.colors import GLYPHS, MARKERS, OTHER
from newskit.plot.labels import label_ends
from newskit.plot.over_time import Floats, OverTime
from newskit.plot.palette import palette as remembered
from newskit.plot.timeline import date_numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["MOST_BEHIND", "Picture", "areas", "label_groups", "lines", "looks"]

MOST_BEHIND = 100
"""How many grey lines are drawn; more would be a grey area."""

_PALE = 0.4  # opacity
_DASHES = (0, (2.2, 1.6))
_MARKS = 12  # about so many markers on a line that has them


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn where: `shown` groups in colour, `others` in grey, by position; -1 stands for all others."""

    ax: Axes
    data: OverTime
    is_share: bool
    shown: list[int]
    others: list[int]
    colors: dict[int, str]
    markers: dict[int, str]

    @property
    def x(self) -> Floats:
        """The periods as matplotlib's numbers."""
        return date_numbers(self.data.dates)


def looks(
    data: OverTime, shown: list[int], hue: str | None, palette: Any, plain: str
) -> tuple[dict[int, str], dict[int, str]]:
    """Return the colour and the marker of each group in colour; a line without a group is `plain`."""
    if hue is None:
        return {0: remembered([0], palette)[0] if palette is not None else plain}, {0: ""}
    # A list of colours is in the order of the groups, not of their sizes.
    order = sorted(shown)
    found = remembered([data.groups[i] for i in order], palette)
    colors = dict(zip(order, found.values(), strict=True))
    markers = remembered.markers({data.groups[i]: color for i, color in colors.items()})
    return colors, {i: markers.get(data.groups[i], "") for i in shown}


def label_groups(picture: Picture, ends: Mapping[int, tuple[float, float]], text_kws: Mapping[str, Any]) -> None:
    """Write the groups' names at the ends of their lines or areas."""
    names, colors = [named(picture, i) for i in ends], [picture.colors.get(i, OTHER) for i in ends]
    label_ends(picture.ax, names, list(ends.values()), colors, **text_kws)


def named(picture: Picture, position: int) -> str:
    """Return what a line's label says."""
    sizes = picture.data.sizes
    if position < 0:
        name, n = f"{len(picture.others):,} smaller group{'s'[: len(picture.others) != 1]}", sizes[picture.others].sum()
    else:
        name, n = picture.data.names[position], sizes[position]
    name = f"{name} (n={n:,})" if picture.is_share else name
    glyph = GLYPHS[MARKERS.index(picture.markers.get(position, ""))]
    return f"{name} {glyph}".rstrip()


def lines(picture: Picture, hue: str | None, line_kws: Mapping[str, Any]) -> dict[int, tuple[float, float]]:
    """Draw lines and return where they end."""
    data = picture.data
    ends = {i: _line(picture, i, hue, line_kws) for i in picture.shown}
    if picture.others:
        behind = picture.others[:MOST_BEHIND]
        segments = [np.column_stack([picture.x, data.matrix[i]]) for i in behind]
        grey = LineCollection(segments, colors=[to_rgba(OTHER, 0.45)], linewidths=0.7, zorder=1.5)
        grey.sticky_edges.y.append(0)
        picture.ax.add_collection(grey, autolim=True)
        last = [end for i in behind if (end := _end(picture, i)) is not None]
        ends[-1] = (last[0][0], float(np.median([value for _, value in last]))) if last else None
    return {i: end for i, end in ends.items() if end is not None}


def _line(picture: Picture, i: int, hue: str | None, line_kws: Mapping[str, Any]) -> tuple[float, float] | None:
    """Draw one line: whole over complete periods, dashed to and from the others, which have hollow points."""
    ax, x, values, whole = picture.ax, picture.x, picture.data.matrix[i], picture.data.complete
    solid = np.where(whole, values, np.nan)
    mark = picture.markers.get(i, "")
    points = _alone(solid)
    if mark:
        points |= np.arange(len(x)) % max(1, len(x) // _MARKS) == 0
    name = picture.data.names[i].replace("$", r"\$") if hue else None
    own = {} if "marker" in line_kws else {"marker": mark or "o", "markevery": list(np.flatnonzero(points))}
    kws = {"color": picture.colors[i], "markersize": 4.5, "label": name, "solid_capstyle": "round", **own, **line_kws}
    (line,) = ax.plot(x, solid, **kws)
    line.sticky_edges.y.append(0)
    if not whole.all():
        near = ~whole | np.roll(~whole, 1) | np.roll(~whole, -1)
        (dashed,) = ax.plot(x, np.where(near, values, np.nan), color=line.get_color(), linewidth=line.get_linewidth(),
                            linestyle=_DASHES, alpha=line.get_alpha(), zorder=line.get_zorder() - 0.05, marker="o",
                            markersize=4.5, markerfacecolor=ax.get_facecolor(), markevery=list(np.flatnonzero(~whole)),
                            label="_nolegend_")  # fmt: skip
        dashed.sticky_edges.y.append(0)
    return _end(picture, i)


def _alone(values: Floats) -> Any:
    """Return which values have no neighbour to draw a line to."""
    gap = np.isnan(np.concatenate([[np.nan], values, [np.nan]]))
    return ~gap[1:-1] & gap[:-2] & gap[2:]


def _end(picture: Picture, i: int) -> tuple[float, float] | None:
    """Return where a line ends: at its last complete period, since the next would tell of a collapse, or its last."""
    values = picture.data.matrix[i]
    present = np.flatnonzero(~np.isnan(values))
    whole = present[picture.data.complete[present]]
    at = next((int(part[-1]) for part in (whole, present) if len(part)), None)
    return None if at is None else (float(picture.x[at]), float(values[at]))


def areas(picture: Picture, hue: str | None, line_kws: Mapping[str, Any]) -> dict[int, tuple[float, float]]:
    """Draw areas, the largest group lowest, and return the middles of their right edges."""
    values = np.nan_to_num(picture.data.matrix)
    bands = [(i, values[i]) for i in picture.shown]
    if picture.others:
        bands.append((-1, values[picture.others].sum(axis=0)))
    below, ends = np.zeros(len(picture.x)), {}
    for i, band in bands:
        _area(picture, below, below + band, {
            "facecolor": picture.colors.get(i, OTHER), "linewidth": 0.5, "edgecolor": picture.ax.get_facecolor(),
            "label": named(picture, i).replace("$", r"\$") if hue else None, **line_kws,
        })  # fmt: skip
        ends[i] = (float(picture.x[-1]), float(below[-1] + band[-1] / 2))
        below = below + band
    return ends


def _area(picture: Picture, low: Floats, high: Floats, kws: dict[str, Any]) -> None:
    """Draw one band, pale where a period at either side is not complete."""
    ax, x, whole = picture.ax, picture.x, picture.data.complete
    if len(x) == 1:  # one period has no width between points; a bar shows it
        ax.bar(x, high - low, bottom=low, **{"alpha": 1 if whole[0] else _PALE, **kws})
        return
    spans = (whole[1:] & whole[:-1]).tolist()
    done = 0
    for is_whole, run in groupby(spans):
        n = len(list(run))
        part = slice(done, done + n + 1)
        done += n
        label = kws["label"] if done == n else "_nolegend_"
        own = {} if is_whole else {"alpha": _PALE}
        band = ax.fill_between(x[part], low[part], high[part], **{**kws, "label": label, **own})
        band.sticky_edges.y.append(0)
