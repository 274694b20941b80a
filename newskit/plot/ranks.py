"""Groups at two times, or their ranks over time: slope and bump charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.cbook import normalize_kwargs
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator

from newskit.plot.canvas import empty, ink
from newskit.plot.labels import label_ends
from newskit.plot.lines import Picture, named
from newskit.plot.timeline import labels_of, set_dates

if TYPE_CHECKING:
    from newskit.plot.over_time import Floats
    from newskit.tables.frequency import Frequency

__all__ = ["bump", "period_name", "ranks", "slope"]


def period_name(date: pd.Timestamp, bins: Frequency | None) -> str:
    """Return the name of a period in one line.

    >>> from newskit.tables.frequency import frequency
    >>> period_name(pd.Timestamp("2025-06-02"), frequency("W")), period_name(pd.Timestamp("2025-04-01"), frequency("Q"))
    ('2 Jun 2025', 'Q2 2025')
    """
    unit = bins.unit if bins is not None else "day"
    if unit == "quarter" and bins is not None and bins.n == 1 and date.month % 3 == 1:
        return f"Q{date.quarter} {date.year}"
    return labels_of([date], unit)[0].replace("\n", " ")


def slope(
    picture: Picture, bins: Frequency | None, number: Callable[[float], str],
    text_kws: Mapping[str, Any], line_kws: Mapping[str, Any],
) -> list[int]:  # fmt: skip
    """Draw each group's value in the first and the last complete period, and return which two these are.

    Parameters
    ----------
    picture
        The groups and where to draw them.
    bins
        The length of the periods.
    number
        What writes a value.
    text_kws, line_kws
        Passed to labels and lines.
    """
    ax, data = picture.ax, picture.data
    there = np.flatnonzero(data.complete & np.isfinite(data.matrix[picture.shown]).any(axis=0))
    if len(there) < 2:
        empty(ax, "a slope needs two complete periods")
        return []
    ends = [int(there[0]), int(there[-1])]
    kws = {"marker": "o", "markersize": 4.5, **normalize_kwargs(dict(line_kws), Line2D)}
    for i in picture.shown:
        ax.plot([0, 1], data.matrix[i, ends], **{"color": picture.colors[i], "clip_on": False, **kws})
    for side, x, at in (("left", 0, ends[0]), ("right", 1, ends[1])):
        seen = [i for i in picture.shown if np.isfinite(data.matrix[i, at])]
        names = [f"{named(picture, i)} {number(data.matrix[i, at])}" if side == "left" else
                 f"{number(data.matrix[i, at])} {named(picture, i)}" for i in seen]  # fmt: skip
        spots = [(float(x), float(data.matrix[i, at])) for i in seen]
        label_ends(ax, names, spots, [picture.colors[i] for i in seen], side=side, **text_kws)  # type: ignore[arg-type]
    ax.set_xticks([0, 1], [period_name(data.dates[at], bins) for at in ends])
    ax.set_xlim(0, 1)
    ax.set_ylim(bottom=0)
    ax.set_yticks([])
    ax.spines[["top", "bottom"]].set_visible(False)
    ax.spines[["left", "right"]].set_color(ink(0.3))
    ax.tick_params(axis="x", length=0, pad=9)
    return ends


def ranks(values: Floats) -> npt.NDArray[np.float64]:
    """Return the rank of each row in each column, the largest first; zero and missing values have none.

    Of rows that are equal in a column the one with the larger sum comes first, so that no two have the same rank.

    >>> ranks(np.array([[5.0, 1.0], [5.0, 3.0], [0.0, 2.0]]))
    array([[ 2.,  3.],
           [ 1.,  1.],
           [nan,  2.]])
    """
    known = np.nan_to_num(values)
    total = np.broadcast_to(-known.sum(axis=1)[:, None], known.shape)
    order = np.stack([np.lexsort((total[:, at], -known[:, at])) for at in range(known.shape[1])], axis=1)
    found = np.empty(known.shape)
    np.put_along_axis(found, order, np.arange(1.0, len(known) + 1)[:, None].repeat(known.shape[1], axis=1), axis=0)
    return np.where(known > 0, found, np.nan)


def bump(
    picture: Picture, bins: Frequency | None, text_kws: Mapping[str, Any], line_kws: Mapping[str, Any]
) -> npt.NDArray[np.float64]:
    """Draw the ranks of the groups in each complete period, and return them.

    Parameters
    ----------
    picture
        The groups, which are ranked among themselves, and where to draw them.
    bins
        The length of the periods.
    text_kws, line_kws
        Passed to labels and lines.
    """
    ax, data = picture.ax, picture.data
    set_dates(ax, data.dates.tz, bins)
    found = ranks(np.where(data.complete, data.matrix[picture.shown], np.nan))
    kws = normalize_kwargs(dict(line_kws), Line2D)
    spots: dict[str, list[tuple[int, tuple[float, float]]]] = {"left": [], "right": []}
    for i, rank in zip(picture.shown, found, strict=True):
        there = np.flatnonzero(np.isfinite(rank))
        if not len(there):
            continue
        look = {"color": picture.colors[i], "marker": picture.markers.get(i) or "o", "markersize": 5.5}
        ax.plot(picture.x, rank, **{**look, "solid_capstyle": "round", **kws})
        spots["left"].append((i, (float(picture.x[there[0]]), float(rank[there[0]]))))
        spots["right"].append((i, (float(picture.x[there[-1]]), float(rank[there[-1]]))))
    right = spots["right"]
    label_ends(ax, [named(picture, i) for i, _ in right], [spot for _, spot in right],
               [picture.colors[i] for i, _ in right], **text_kws)  # fmt: skip
    lowest = int(np.nanmax(found)) if np.isfinite(found).any() else 1
    ax.yaxis.set_major_locator(FixedLocator(range(1, lowest + 1)))
    ax.set_ylim(lowest + 0.5, 0.5)
    ax.margins(x=0.03)
    ax.set_ylabel("rank")
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="y", color=ink(0.12), linewidth=0.6)
    ax.set_axisbelow(True)
    return found
