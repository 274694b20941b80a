"""The picture of `newskit.volume`: lines or stacked areas over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib.cbook import normalize_kwargs
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from newskit.errors import require_choice
from newskit.plot.canvas import axes, empty, tidy
from newskit.plot.colors import COLORS, GLYPHS, MARKERS, OTHER
from newskit.plot.labels import label_ends
from newskit.plot.notes import Remark, add_note
from newskit.plot.over_time import Floats, OverTime, check_hue, default_hue, over_time, table_bins
from newskit.plot.palette import palette as remembered
from newskit.plot.timeline import date_numbers, set_dates
from newskit.tables.recipe import recipe_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["volume"]

_MOST_BEHIND = 100  # grey lines; more would be a grey area
_PALE = 0.4  # opacity
_DASHES = (0, (2.2, 1.6))
_MARKS = 12  # about so many markers on a line that has them


def volume(
    table: pd.DataFrame,
    *,
    hue: str | None = None,
    y: Literal["articles", "share"] | None = None,
    kind: Literal["line", "area"] = "line",
    show: int | Sequence[Any] = 8,
    palette: Mapping[Any, Any] | Sequence[Any] | str | None = None,
    labels: bool = True,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **line_kws: Any,
) -> Axes:
    """Draw a table of `newskit.volume`, or one like it, over time.

    Periods that the articles cover only in part are dashed, with a hollow point (pale, in an area), so that the week in
    which a download ended does not look like a collapse. A small note below says so, and what else is not to be seen:
    undated articles, groups in grey, what a share is a share of.

    Parameters
    ----------
    table
        One row per period and group, with ``period`` and ``articles`` or ``share``; ``complete`` if there is such a
        column. Rows of the same period and `hue` are added up.
    hue
        The column of groups. By default the table's ``by`` column (of several, the first that has more than one value).
    y
        What to draw; by default ``"share"`` if the table has it.
    kind
        ``"line"``, or ``"area"`` for areas stacked on one another.
    show
        How many groups are drawn in colour, the largest first, or which. The others are grey: thin lines behind, or one
        area that sums them.
    palette
        A dict from groups to colours, a list of colours in the order of the groups, or the name of a colour map.
        By default each name has its colour of `newskit.palette`.
    labels
        Whether the groups' names stand at the ends of their lines.
    ax
        The Axes to draw on; by default pyplot's current one.
    text_kws
        Passed to the text of the labels.
    **line_kws
        Passed to the lines (`matplotlib.lines.Line2D`) or areas (`matplotlib.collections.PolyCollection`).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks what is to be drawn.

    See Also
    --------
    newskit.tables.volume : The table.
    newskit.plot.facet : One panel for each value of a column.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import pandas as pd
    >>> from newskit.tables import volume as count
    >>> articles = pd.DataFrame({
    ...     "source": ["Courier", "Gazette", "Courier"],
    ...     "published": pd.to_datetime(["2025-06-02", "2025-06-12", "2025-06-15"], utc=True),
    ... })
    >>> ax = volume(count(articles, by="source"), hue="source", ax=plt.figure().subplots())
    >>> ax.get_ylabel()
    'articles per week'
    """
    require_choice("kind", kind, ("line", "area"))
    check_hue(table, hue)
    y = y or ("share" if "share" in table.columns else "articles")
    require_choice("y", y, ("articles", "share"))
    hue = hue or default_hue(table)
    data = over_time(table, y, hue)
    ax = axes(ax, table)
    if not len(data.dates):
        return _nothing(ax, table)
    set_dates(ax, data.dates.tz, table_bins(table))
    shown, others = data.largest(show if hue else 1)
    colors = _colors(data, shown, hue, palette)
    markers = remembered.markers({data.groups[i]: color for i, color in colors.items()}) if hue else {}
    markers = {i: markers.get(data.groups[i], "") for i in shown}
    picture = _Picture(ax, data, y == "share", shown, others, colors, markers)
    line_kws = normalize_kwargs(line_kws, Line2D if kind == "line" else PolyCollection)
    ends = (_lines if kind == "line" else _areas)(picture, hue, line_kws)
    if labels and hue:
        label_ends(ax, [_named(picture, i) for i in ends], list(ends.values()),
                   [colors.get(i, OTHER) for i in ends], **(text_kws or {}))  # fmt: skip
    _finish(picture, table)
    add_note(ax, _remarks(picture, table, kind))
    return ax


@dataclass(frozen=True, slots=True)
class _Picture:
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
        return date_numbers(self.data.dates)


def _nothing(ax: Axes, table: pd.DataFrame) -> Axes:
    """Draw a table without dated rows."""
    n = int(table["articles"].sum()) if "articles" in table.columns else len(table)
    return empty(ax, f"no article of {n:,} has a date" if n else "no articles")


def _colors(data: OverTime, shown: Sequence[int], hue: str | None, palette: Any) -> dict[int, str]:
    if hue is None:
        return {0: remembered([0], palette)[0] if palette is not None else COLORS[0]}
    # A list of colours is in the order of the groups, not of their sizes.
    order = sorted(shown)
    found = remembered([data.groups[i] for i in order], palette)
    return dict(zip(order, found.values(), strict=True))


def _named(picture: _Picture, position: int) -> str:
    """Return what a line's label says."""
    sizes = picture.data.sizes
    if position < 0:
        name, n = f"{len(picture.others):,} smaller group{'s'[: len(picture.others) != 1]}", sizes[picture.others].sum()
    else:
        name, n = picture.data.names[position], sizes[position]
    name = f"{name} (n={n:,})" if picture.is_share else name
    glyph = GLYPHS[MARKERS.index(picture.markers.get(position, ""))]
    return f"{name} {glyph}".rstrip()


def _lines(picture: _Picture, hue: str | None, line_kws: Mapping[str, Any]) -> dict[int, tuple[float, float]]:
    """Draw lines and return where they end."""
    data = picture.data
    ends = {i: _line(picture, i, hue, line_kws) for i in picture.shown}
    if picture.others:
        behind = picture.others[:_MOST_BEHIND]
        segments = [np.column_stack([picture.x, data.matrix[i]]) for i in behind]
        grey = LineCollection(segments, colors=[to_rgba(OTHER, 0.45)], linewidths=0.7, zorder=1.5)
        grey.sticky_edges.y.append(0)
        picture.ax.add_collection(grey, autolim=True)
        last = [end for i in behind if (end := _end(picture, i)) is not None]
        ends[-1] = (last[0][0], float(np.median([value for _, value in last]))) if last else None
    return {i: end for i, end in ends.items() if end is not None}


def _line(picture: _Picture, i: int, hue: str | None, line_kws: Mapping[str, Any]) -> tuple[float, float] | None:
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


def _end(picture: _Picture, i: int) -> tuple[float, float] | None:
    """Return where a line ends: at its last complete period, since the next would tell of a collapse, or its last."""
    values = picture.data.matrix[i]
    present = np.flatnonzero(~np.isnan(values))
    whole = present[picture.data.complete[present]]
    at = next((int(part[-1]) for part in (whole, present) if len(part)), None)
    return None if at is None else (float(picture.x[at]), float(values[at]))


def _areas(picture: _Picture, hue: str | None, line_kws: Mapping[str, Any]) -> dict[int, tuple[float, float]]:
    """Draw areas, the largest group lowest, and return the middles of their right edges."""
    values = np.nan_to_num(picture.data.matrix)
    bands = [(i, values[i]) for i in picture.shown]
    if picture.others:
        bands.append((-1, values[picture.others].sum(axis=0)))
    below, ends = np.zeros(len(picture.x)), {}
    for i, band in bands:
        _area(picture, below, below + band, {
            "facecolor": picture.colors.get(i, OTHER), "linewidth": 0.5, "edgecolor": picture.ax.get_facecolor(),
            "label": _named(picture, i).replace("$", r"\$") if hue else None, **line_kws,
        })  # fmt: skip
        ends[i] = (float(picture.x[-1]), float(below[-1] + band[-1] / 2))
        below = below + band
    return ends


def _area(picture: _Picture, low: Floats, high: Floats, kws: dict[str, Any]) -> None:
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


def _finish(picture: _Picture, table: pd.DataFrame) -> None:
    """Set the axes: a scale from zero, and what it counts."""
    ax, data = picture.ax, picture.data
    bins = table_bins(table)
    tidy(ax)
    first, last = picture.x[0], picture.x[-1]
    highest = 1.0 if not np.nanmax(np.append(data.matrix, 0)) else 0.0
    ax.update_datalim([(first, 0), (last, highest)])
    ax.margins(x=0.02)
    ax.autoscale_view()
    if ax.dataLim.width == 0:  # one period has no width
        day = bins.days if bins else 1.0
        ax.set_xlim(first - day, last + day)
    per = f" per {bins}" if bins else ""
    ax.set_ylabel(f"{'share' if picture.is_share else 'articles'}{per}")
    if picture.is_share:
        ax.yaxis.set_major_formatter(PercentFormatter(xmax=1))
    else:
        ax.yaxis.set_major_locator(MaxNLocator("auto", integer=True, steps=[1, 2, 2.5, 5, 10]))
        ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def _remarks(picture: _Picture, table: pd.DataFrame, kind: str) -> Iterable[Remark]:
    """Say what is drawn apart, what is not to be seen and what the numbers are of."""
    data, recipe, bins = picture.data, recipe_of(table), table_bins(table)
    per, unit = (str(bins), bins.unit if bins.n == 1 else "period") if bins else ("period", "period")
    if not data.complete.all():
        how = "Dashed to a hollow point" if kind == "line" else "Pale"
        yield Remark(f"{how}: {unit}s that the articles cover only in part.")
    if picture.is_share and "total" in table.columns:
        total = table.loc[table["period"].notna(), ["period", "total"]].drop_duplicates()["total"]
        yield Remark(f"Shares of {total.sum():,} articles, {total.min():,} to {total.max():,} per {per}.")
    if kind == "line" and any(picture.markers.values()):
        yield Remark("Lines of one colour differ by their markers.")
    if recipe is not None and recipe.lists:
        yield Remark(f"An article with several {' and '.join(recipe.lists)} counts for each.")
    if picture.others and kind == "line":
        behind = len(picture.others[:_MOST_BEHIND])
        of = f"the next {behind} of {len(picture.others):,}" if behind < len(picture.others) else f"{behind}"
        yield Remark(f"Grey: {of} smaller group{'s'[: behind != 1]}.")
    undated = table[table["period"].isna()]
    if "articles" in undated.columns and undated["articles"].sum():
        yield Remark("{n} article{s} without a date not shown.", int(undated["articles"].sum()))
    if recipe is not None and recipe.outside:
        yield Remark(f"{recipe.outside:,} article{'s'[: recipe.outside != 1]} before or after left out.")
