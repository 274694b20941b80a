"""The picture of `newskit.trend`: lines over time, each in the band of its interval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.cbook import normalize_kwargs
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from newskit.errors import InputError
from newskit.plot.article_points import Points, points_of
from newskit.plot.canvas import axes, check, empty, tidy
from newskit.plot.colors import COLORS, GLYPHS, MARKERS, OTHER
from newskit.plot.labels import label_ends
from newskit.plot.notes import Remark, add_note
from newskit.plot.over_time import Floats, OverTime, check_hue, default_hue, over_time, table_bins
from newskit.plot.palette import palette as remembered
from newskit.plot.text import label_kws, name_of
from newskit.plot.timeline import date_numbers, set_dates
from newskit.tables.recipe import recipe_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["trend"]

_STATISTICS = ("mean", "median", "share")
_BANDS = 4  # more bands than this lie over each other
_DASHES = (0, (2.2, 1.6))
_MOST_BEHIND = 100


def trend(
    table: pd.DataFrame,
    *,
    hue: str | None = None,
    rolling: bool | None = None,
    points: bool | pd.DataFrame = False,
    band: bool | None = None,
    top: int = 8,
    highlight: Sequence[Any] | None = None,
    palette: Mapping[Any, Any] | Sequence[Any] | str | None = None,
    labels: bool = True,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    band_kws: Mapping[str, Any] | None = None,
    point_kws: Mapping[str, Any] | None = None,
    **line_kws: Any,
) -> Axes:
    """Draw a table of `newskit.trend` over time, each line in the band of its interval.

    Where the table has rolling figures, the line is theirs, and the axis and the note say so; the figures of single
    periods are points then, never a second line. The last period, if the articles cover it only in part, is dashed to a
    hollow point.

    Parameters
    ----------
    table
        One row per period and group, as `newskit.trend` returns it.
    hue
        The column of groups. By default the table's ``by`` column (of several, the first that has more than one value).
    rolling
        Whether to draw the rolling figures; by default if the table has them.
    points
        ``True`` draws the figure of every period as a point; the articles that the table was made of draw the value of
        every article (at most 5,000 of them, evenly picked, and the note says so).
    band
        Whether to draw the intervals; by default for at most four lines.
    top
        How many groups are drawn in colour, those with the most articles first. The others are thin grey lines behind.
    highlight
        Which groups are drawn in colour instead, by name.
    palette, labels, ax, text_kws
        As in `newskit.plot.volume`.
    band_kws
        Passed to the bands (`matplotlib.collections.PolyCollection`).
    point_kws
        Passed to the points (`matplotlib.collections.PathCollection`).
    **line_kws
        Passed to the lines (`matplotlib.lines.Line2D`).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks what is to be drawn, or has several rows for one point of a line.

    See Also
    --------
    newskit.tables.trend : The table.
    newskit.plot.facet : One panel for each value of a column.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import pandas as pd
    >>> from newskit.tables import trend as over
    >>> articles = pd.DataFrame({
    ...     "length": [100, 300, 250],
    ...     "published": pd.to_datetime(["2025-06-02", "2025-06-12", "2025-06-15"], utc=True),
    ... })
    >>> trend(over(articles, "length"), ax=plt.figure().subplots()).get_ylabel()
    'mean length per week'
    """
    check(table, ax, top=top, labels=labels, highlight=highlight, kws=line_kws)
    check_hue(table, hue)
    hue = hue or default_hue(table)
    wanted = _wanted(table, rolling)
    _check_rows(table, hue)
    data = over_time(table, wanted.middle, hue)
    ax = axes(ax, table)
    if not len(data.dates) or np.isnan(data.matrix).all():
        return _nothing(ax, table, data)
    set_dates(ax, data.dates.tz, table_bins(table))
    shown, others = data.largest(top if hue else 1, highlight if hue else None)
    colors = _colors(data, shown, hue, palette)
    marks = remembered.markers({data.groups[i]: color for i, color in colors.items()}) if hue else {}
    picture = _Picture(ax, table, hue, data, wanted, shown, others, colors,
                       {i: marks.get(data.groups[i], "") for i in shown})  # fmt: skip
    has_bands = len(shown) <= _BANDS if band is None else band
    if has_bands:
        _bands(picture, band_kws or {})
    cloud = points_of(table, points, hue, wanted.value) if isinstance(points, pd.DataFrame) else None
    _points(picture, points=points, cloud=cloud, point_kws=point_kws or {})
    line_kws = normalize_kwargs(line_kws, Line2D)
    ends = {i: end for i in shown if (end := _line(picture, i, line_kws)) is not None}
    _behind(picture)
    if labels and hue:
        names = [f"{data.names[i]} {GLYPHS[MARKERS.index(picture.marks[i])]}".rstrip() for i in ends]
        label_ends(ax, names, list(ends.values()), [colors[i] for i in ends], **(text_kws or {}))
    _finish(picture)
    is_cut = has_bands and {wanted.low, wanted.high} <= set(table.columns) and _cut_bands(picture)
    add_note(ax, _remarks(picture, has_bands=has_bands, points=points, cloud=cloud, is_cut=is_cut))
    return ax


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The columns to draw: the line, the ends of its band, the figure of a single period, and what they measure."""

    middle: str
    low: str
    high: str
    single: str
    value: str
    rolling: int
    level: float


def _wanted(table: pd.DataFrame, rolling: bool | None) -> _Wanted:
    recipe = recipe_of(table)
    noted = recipe.settings if recipe is not None else {}
    single = next((name for name in _STATISTICS if name in table.columns), None)
    if single is None:
        raise InputError("the table has no column 'mean', 'median' or 'share'; make it with nk.trend(articles, value)")
    has_rolling = f"rolling_{single}" in table.columns
    if rolling and not has_rolling:
        raise InputError("the table has no rolling figures; make it with nk.trend(..., rolling=4)")
    head = "rolling_" if (has_rolling if rolling is None else rolling) else ""
    width = int(noted.get("rolling", 0)) or 1
    return _Wanted(f"{head}{single}", f"{head}low", f"{head}high", single, str(noted.get("value", "value")),
                   width if head else 0, float(noted.get("level", 0.95)))  # fmt: skip


def _check_rows(table: pd.DataFrame, hue: str | None) -> None:
    """Raise if a line would have two values at one point: means cannot be added up."""
    if "period" not in table.columns:
        return  # `over_time` says what is missing
    dated = table[table["period"].notna()]
    if dated.duplicated(["period", *([hue] if hue else [])]).any():
        recipe = recipe_of(table)
        by = ", ".join(recipe.by) if recipe and recipe.by else "several columns"
        raise InputError(
            f"the table has several rows for one period{f' and {hue}' if hue else ''} (its groups are {by}): make it "
            f"with by={hue!r}, or draw a panel each with nk.plot.facet"
        )


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is drawn where: `shown` groups in colour, `others` in grey, by position."""

    ax: Axes
    table: pd.DataFrame
    hue: str | None
    data: OverTime
    wanted: _Wanted
    shown: list[int]
    others: list[int]
    colors: dict[int, str]
    marks: dict[int, str]

    @property
    def x(self) -> Floats:
        return date_numbers(self.data.dates)


def _nothing(ax: Axes, table: pd.DataFrame, data: OverTime) -> Axes:
    n = int(table["articles"].sum()) if "articles" in table.columns else len(table)
    if not n:
        return empty(ax, "no articles")
    what = "a value" if len(data.dates) else "a date"
    return empty(ax, f"no article of {n:,} has {what}")


def _colors(data: OverTime, shown: Sequence[int], hue: str | None, palette: Any) -> dict[int, str]:
    if hue is None:
        return {0: remembered([0], palette)[0] if palette is not None else COLORS[0]}
    order = sorted(shown)
    found = remembered([data.groups[i] for i in order], palette)
    return dict(zip(order, found.values(), strict=True))


def _bands(picture: _Picture, band_kws: Mapping[str, Any]) -> None:
    """Draw the intervals; one that stands alone between gaps is a bar."""
    low, high = (
        over_time(picture.table, end, picture.hue).matrix if end in picture.table.columns else None
        for end in (picture.wanted.low, picture.wanted.high)
    )
    if low is None or high is None:
        return
    for i in picture.shown:
        kws = {"facecolor": picture.colors[i], "alpha": 0.18, "linewidth": 0, **band_kws}
        picture.ax.fill_between(picture.x, low[i], high[i], zorder=1.6, label="_nolegend_", **kws)
        alone = _alone(low[i])
        picture.ax.vlines(picture.x[alone], low[i][alone], high[i][alone], color=picture.colors[i], alpha=0.35,
                          linewidth=3, zorder=1.6)  # fmt: skip


def _alone(values: Floats) -> npt.NDArray[np.bool_]:
    """Return which values have no neighbour to draw a line to."""
    gap = np.isnan(np.concatenate([[np.nan], values, [np.nan]]))
    return np.asarray(~gap[1:-1] & gap[:-2] & gap[2:])


def _points(picture: _Picture, *, points: Any, cloud: Points | None, point_kws: Mapping[str, Any]) -> None:
    """Draw the values of articles, or the figures of single periods."""
    if cloud is not None:
        groups = {name: i for i, name in enumerate(picture.data.names)}
        at = np.array([groups.get(name, -1) for name in cloud.groups], dtype=int)
        for i in picture.shown:
            mine = at == i if picture.hue else np.ones(len(at), dtype=bool)
            kws = {"color": picture.colors[i], "s": 6, "alpha": 0.3, "linewidths": 0, "zorder": 1.4, **point_kws}
            picture.ax.scatter(cloud.x[mine], cloud.y[mine], **kws)
        return
    if points is not True and not (picture.wanted.rolling and points is False):
        return
    single = over_time(picture.table, picture.wanted.single, picture.hue).matrix
    for i in picture.shown:
        kws = {"facecolor": "none", "edgecolor": picture.colors[i], "s": 12, "alpha": 0.6, "linewidths": 0.8,
               "zorder": 1.8, **point_kws}  # fmt: skip
        picture.ax.scatter(picture.x, single[i], **kws)


def _line(picture: _Picture, i: int, line_kws: Mapping[str, Any]) -> tuple[float, float] | None:
    """Draw one line: whole over complete periods, dashed to and from the others, which have hollow points."""
    ax, x, values, whole = picture.ax, picture.x, picture.data.matrix[i], picture.data.complete
    solid = np.where(whole, values, np.nan)
    lone = _alone(solid)
    if picture.marks[i]:
        lone |= np.arange(len(x)) % max(1, len(x) // 12) == 0
    name = picture.data.names[i].replace("$", r"\$") if picture.hue else None
    own = {} if "marker" in line_kws else {"marker": picture.marks[i] or "o", "markevery": list(np.flatnonzero(lone))}
    kws = {"color": picture.colors[i], "markersize": 4.5, "label": name, "solid_capstyle": "round", **own, **line_kws}
    (line,) = ax.plot(x, solid, **kws)
    if not whole.all():
        near = ~whole | np.roll(~whole, 1) | np.roll(~whole, -1)
        (dashed,) = ax.plot(x, np.where(near, values, np.nan), color=line.get_color(), linestyle=_DASHES,
                            linewidth=line.get_linewidth(), alpha=line.get_alpha(), label="_nolegend_")  # fmt: skip
        dashed.set(marker="o", markersize=4.5, markevery=list(np.flatnonzero(~whole)),
                   markerfacecolor=ax.get_facecolor(), zorder=line.get_zorder() - 0.05)  # fmt: skip
    present = np.flatnonzero(~np.isnan(values))
    at = next((int(part[-1]) for part in (present[whole[present]], present) if len(part)), None)
    return None if at is None else (float(x[at]), float(values[at]))


def _behind(picture: _Picture) -> None:
    if picture.others:
        segments = [np.column_stack([picture.x, picture.data.matrix[i]]) for i in picture.others[:_MOST_BEHIND]]
        grey = LineCollection(segments, colors=[to_rgba(OTHER, 0.45)], linewidths=0.7, zorder=1.5)
        picture.ax.add_collection(grey, autolim=True)


def _finish(picture: _Picture) -> None:
    ax, wanted = picture.ax, picture.wanted
    bins = table_bins(picture.table)
    tidy(ax)
    ax.margins(x=0.02)
    ax.autoscale_view()
    if len(picture.x) == 1:  # one period has no width
        day = bins.days if bins else 1.0
        ax.set_xlim(picture.x[0] - day, picture.x[0] + day)
    if wanted.single == "share":
        ax.yaxis.set_major_formatter(PercentFormatter(xmax=1))
    if wanted.rolling > 1 and bins is not None:
        per = f" over {wanted.rolling * bins.n} {bins.unit}s"
    else:
        per = f" per {bins}" if bins and not wanted.rolling else ""
    what = "share of" if wanted.single == "share" else wanted.single
    kws = label_kws(f"{'rolling ' if wanted.rolling else ''}{what} {name_of(wanted.value)}{per}")
    ax.set_ylabel(kws.pop("text"), **kws)


def _cut_bands(picture: _Picture) -> bool:
    """Keep bands of two or three articles, which are endlessly wide, from pressing the lines flat."""
    values = picture.data.matrix[picture.shown]
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    for collection in picture.ax.collections:
        if isinstance(collection, PathCollection):
            at = np.asarray(collection.get_offsets())[:, 1].astype(float)
            at = at[~np.isnan(at)]
            low, high = min([low, *at.tolist()]), max([high, *at.tolist()])
    ends = [over_time(picture.table, end, picture.hue).matrix for end in (picture.wanted.low, picture.wanted.high)]
    widths = (ends[1] - ends[0])[picture.shown]
    usual = float(np.nanmedian(widths)) if np.isfinite(widths).any() else 0.0
    room = max(high - low, 3 * usual) or abs(high) or 1.0
    low, high = low - room, high + room
    is_cut = bool((ends[0][picture.shown] < low).any() or (ends[1][picture.shown] > high).any())
    if is_cut:
        bottom, top = picture.ax.get_ylim()
        picture.ax.set_ylim(max(bottom, low), min(top, high))
    return is_cut


def _remarks(
    picture: _Picture, *, has_bands: bool, points: Any, cloud: Points | None, is_cut: bool
) -> Iterable[Remark]:
    """Say what lines, bands and points are, and what is not to be seen."""
    table, wanted, bins = picture.table, picture.wanted, table_bins(picture.table)
    unit = bins.unit if bins and bins.n == 1 else "period"
    if not picture.data.complete.all():
        yield Remark(f"Dashed to a hollow point: {unit}s that the articles cover only in part.")
    if wanted.rolling:
        yield Remark(f"Lines: all articles of {wanted.rolling} {unit}s up to the point.")
    if cloud is not None:
        yield from cloud.remarks()
    elif points is True or wanted.rolling:
        yield Remark(f"Circles: single {unit}s, unsmoothed.")
    if has_bands and wanted.low in table.columns:
        yield Remark(f"Bands: {wanted.level:.0%} intervals{', some cut off' if is_cut else ''}.")
    elif not has_bands and wanted.low in table.columns:
        yield Remark("Intervals not drawn; band=True draws them.")
    if picture.others:
        yield Remark("Grey: {n} smaller group{s}.", min(len(picture.others), _MOST_BEHIND))
    yield from _left_out(table)


def _left_out(table: pd.DataFrame) -> Iterable[Remark]:
    recipe = recipe_of(table)
    if {"articles", "n"} <= set(table.columns):
        without = int((table["articles"] - table["n"])[table["period"].notna()].sum())
        if without:
            yield Remark("{n} article{s} without a value.", without)
    undated = table[table["period"].isna()]
    if "articles" in undated.columns and undated["articles"].sum():
        yield Remark("{n} article{s} without a date not shown.", int(undated["articles"].sum()))
    if recipe is not None and recipe.outside:
        yield Remark(f"{recipe.outside:,} article{'s'[: recipe.outside != 1]} before or after left out.")
