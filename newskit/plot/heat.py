"""Numbers as shades: the colours of heat maps, the scale beside them, and a map of rows by periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.cm import ScalarMappable
from matplotlib.collections import QuadMesh
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.patches import Rectangle
from matplotlib.ticker import Formatter, MaxNLocator

from newskit.plot.canvas import ink
from newskit.plot.notes import note_below_scale
from newskit.plot.rows import name_rows
from newskit.plot.timeline import date_numbers, set_dates

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from newskit.tables.frequency import Frequency

__all__ = ["heat", "scale", "shades"]

Floats = npt.NDArray[np.float64]

_ON_LIGHT = ("#cfe3f1", "#5ba3d0", "#0072b2", "#04395e")
_ON_DARK = ("#17344a", "#0072b2", "#56b4e9", "#d9f0ff")


def shades(ax: Axes) -> LinearSegmentedColormap:
    """Return colours from hardly there to very much, for the background of an Axes.

    The lightness changes evenly, so that the map reads in grey and by people who see no colours. Missing numbers have
    no colour.
    """
    background = to_rgb(ax.get_facecolor()[:3]) if len(ax.get_facecolor()) else (1, 1, 1)
    is_dark = float(np.dot(background, [0.2126, 0.7152, 0.0722])) < 0.5
    colors = [background, *(_ON_DARK if is_dark else _ON_LIGHT)]
    return LinearSegmentedColormap.from_list("newskit", colors)


def scale(ax: Axes, mesh: ScalarMappable, label: str, written: Formatter, *, whole: bool = False) -> None:
    """Draw beside an Axes which shade stands for which number."""
    note_below_scale(ax)
    bar = ax.figure.colorbar(mesh, ax=ax, fraction=0.05, pad=0.02, aspect=18, shrink=0.8)
    bar.outline.set_visible(False)
    bar.ax.yaxis.set_major_locator(MaxNLocator(4, integer=whole))
    bar.ax.yaxis.set_major_formatter(written)
    bar.ax.tick_params(length=0, labelsize="small")
    bar.set_label(label, size="small")


def heat(
    ax: Axes, dates: pd.DatetimeIndex, names: Sequence[str], values: Floats, *, bins: Frequency | None,
    incomplete: npt.NDArray[np.bool_], text_kws: Mapping[str, Any], kws: Mapping[str, Any],
) -> QuadMesh:  # fmt: skip
    """Draw a row for each name and a column for each period; periods that are not complete are hatched.

    Parameters
    ----------
    ax
        The Axes.
    dates
        The periods' starts.
    names
        The rows' names.
    values
        One row per name, one column per period; NaN where there is no number.
    bins
        The length of the periods, if it is known.
    incomplete
        Which periods are not complete.
    text_kws
        Passed to the rows' names.
    kws
        Passed to `matplotlib.axes.Axes.pcolormesh`.
    """
    set_dates(ax, dates.tz, bins)
    starts = date_numbers(dates)
    step = float(np.median(np.diff(starts))) if len(starts) > 1 else bins.days if bins else 1.0
    edges = np.append(starts, starts[-1] + step)
    top = float(np.nanmax(values)) if np.isfinite(values).any() else 0.0
    own = {"cmap": shades(ax), "vmin": 0, "vmax": top or 1.0, "edgecolors": ax.get_facecolor(), "linewidth": 0.5}
    if "norm" in kws:
        own = {name: value for name, value in own.items() if name not in ("vmin", "vmax")}
    if len(starts) > 150:  # edges would hide the cells
        own["linewidth"] = 0
    mesh = ax.pcolormesh(edges, np.arange(len(names) + 1) - 0.5, np.ma.masked_invalid(values), **{**own, **kws})
    for left, right in zip(edges[:-1][incomplete], edges[1:][incomplete], strict=True):
        ax.add_patch(Rectangle((left, -0.5), right - left, len(names), fill=False, hatch="////", linewidth=0,
                               edgecolor=ink(0.35)))  # fmt: skip
    name_rows(ax, range(len(names)), names, text_kws)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_xlim(edges[0], edges[-1])
    ax.spines[:].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=False)
    return mesh
