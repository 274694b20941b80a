"""The picture of `newskit.compare`: a row for each group, as an interval, a box or a ridge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import PercentFormatter

from newskit.errors import InputError, require_choice, require_columns
from newskit.plot.canvas import axes, check, empty, ink
from newskit.plot.crowding import most_rows, name_size
from newskit.plot.notes import Remark, add_note
from newskit.plot.palette import palette as remembered
from newskit.plot.rows import name_rows, tidy_rows
from newskit.plot.text import label_kws, name_of
from newskit.tables.recipe import recipe_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["compare"]

Floats = npt.NDArray[np.float64]
_EFFECTS = {
    "difference": "difference from {other}",
    "hedges_g": "Hedges' g against {other} (standard deviations)",
    "cliffs_delta": "Cliff's delta against {other}",
}
_QUARTILES = ("q05", "q25", "median", "q75", "q95")
_TALL = 1.7  # how high the highest ridge is, in rows


def compare(
    table: pd.DataFrame,
    *,
    kind: Literal["interval", "ridge", "box"] = "interval",
    value: str | None = None,
    top: int | None = None,
    sort: bool = True,
    palette: Mapping[Any, Any] | Sequence[Any] | str | None = None,
    labels: bool = True,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **artist_kws: Any,
) -> Axes:
    """Draw how a measure differs between groups, a row for each.

    Parameters
    ----------
    table
        A table of `newskit.compare`, or one like it: the columns of groups, then ``articles`` or ``n``.
    kind
        ``"interval"``: a dot with its interval, hollow where the difference from the rest may well be chance;
        ``"box"``: median, quartiles, and whiskers from the lowest to the highest twentieth; ``"ridge"``: the whole
        distribution.
    value
        What an interval shows: ``"mean"`` or ``"share"`` (whichever the table has, by default), ``"difference"``,
        ``"hedges_g"`` or ``"cliffs_delta"``.
    top
        How many groups are drawn at most, those with the most articles; by default as many as have room.
    sort
        Whether the highest group stands at the top; else the table's order is kept.
    palette
        As in `newskit.plot.volume`.
    labels
        Whether the number of articles stands at the right.
    ax
        The Axes to draw on; by default pyplot's current one.
    text_kws
        Passed to the names of the groups.
    **artist_kws
        Passed to the intervals (`matplotlib.axes.Axes.errorbar`), boxes (``boxprops`` of ``bxp``) or ridges
        (`matplotlib.axes.Axes.fill_between`).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks what is to be drawn.

    See Also
    --------
    newskit.tables.compare : The table.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from newskit.tables import compare as between
    >>> articles = pd.DataFrame({"source": ["Courier"] * 3 + ["Gazette"] * 3, "length": [1, 2, 3, 4, 5, 6]})
    >>> ax = compare(between(articles, "length", by="source"), ax=plt.figure().subplots())
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Gazette', 'Courier']
    """
    check(table, ax, top=top, labels=labels, sort=sort, kws=artist_kws)
    require_choice("kind", kind, ("interval", "ridge", "box"))
    shown = _measure(table, kind, value)
    ax = axes(ax, table)
    picture = _picture(ax, table, shown, top or most_rows(ax), palette, sort=sort)
    if not len(picture.rows):
        n = int(table["articles"].sum()) if "articles" in table.columns else 0
        return empty(ax, f"no article of {n:,} has a value" if n else "no articles")
    {"interval": _intervals, "ridge": _ridges, "box": _boxes}[kind](picture, artist_kws)
    tidy_rows(ax)
    size = name_size(ax, len(picture.rows))
    name_rows(ax, range(len(picture.rows)), picture.names, {"fontsize": size, **(text_kws or {})})
    if kind == "ridge":
        ax.set_ylim(len(picture.rows) - 0.6, -_TALL)
    _finish(picture)
    if labels:
        _write_counts(picture, size)
    add_note(ax, _remarks(picture, kind))
    return ax


@dataclass(frozen=True, slots=True)
class _Picture:
    """The rows to draw, the first at the top, with their names and colours."""

    ax: Axes
    rows: pd.DataFrame
    names: list[str]
    colors: list[str]
    x: str
    noted: Mapping[str, Any]
    n_left: int
    n_empty: int

    @property
    def low(self) -> Floats:
        return self._column("low" if self.x in ("mean", "share") else f"{self.x}_low")

    @property
    def high(self) -> Floats:
        return self._column("high" if self.x in ("mean", "share") else f"{self.x}_high")

    @property
    def middle(self) -> Floats:
        return self._column(self.x)

    def _column(self, name: str) -> Floats:
        if name not in self.rows.columns:
            return np.full(len(self.rows), np.nan)
        return self.rows[name].to_numpy(dtype=np.float64, na_value=np.nan)


def _measure(table: pd.DataFrame, kind: str, value: str | None) -> str:
    """Return the column that places the rows, or raise if the table lacks it."""
    middle = next((name for name in ("mean", "share") if name in table.columns), "mean")
    if kind != "interval":
        if value is not None:
            raise InputError(f"value={value!r} is for kind='interval'; a {kind} shows the values themselves")
        needed = list(_QUARTILES) if kind == "box" else ["median", "histogram"]
        if middle == "share" and not set(needed) <= set(table.columns):
            raise InputError(f"values that are true or false have no {kind}; take kind='interval'")
        require_columns(table, needed)
        return "median"
    require_choice("value", value or middle, (middle, *_EFFECTS))
    require_columns(table, [value or middle])
    return value or middle


def _picture(ax: Axes, table: pd.DataFrame, x: str, top: int, palette: Any, *, sort: bool) -> _Picture:
    recipe = recipe_of(table)
    columns = table.columns.tolist()
    first = next((at for at, name in enumerate(columns) if name in ("articles", "n", x)), 0)
    by = [name for name in (recipe.by if recipe else columns[:first]) if name in columns]
    if not by:
        raise InputError("the table has no column of groups before its figures; make it with nk.compare(..., by=...)")
    known = table[table[x].notna()]
    size = next((name for name in ("n", "articles") if name in columns), None)
    largest = known.sort_values(size, ascending=False, kind="stable") if size else known
    rows = known.loc[known.index.isin(largest.index[:top])] if known.index.is_unique else largest.head(top)
    if sort:
        rows = rows.sort_values(x, ascending=False, kind="stable")
    keys = [row[0] if len(row) == 1 else ", ".join(map(name_of, row)) for row in _groups(rows, by)]
    colors = remembered(keys, palette) if keys else {}
    found = [colors[pd.NA if pd.isna(key) else key] for key in keys]
    return _Picture(ax, rows, list(map(name_of, keys)), found, x, recipe.settings if recipe else {},
                    len(known) - len(rows), len(table) - len(known))  # fmt: skip


def _groups(rows: pd.DataFrame, by: Sequence[str]) -> list[tuple[Any, ...]]:
    return list(rows[list(by)].itertuples(index=False, name=None))


def _intervals(picture: _Picture, kws: Mapping[str, Any]) -> None:
    """Draw a dot with its interval for each row, and a line where all articles, or no difference, would be."""
    ax, values = picture.ax, picture.middle
    whole = picture.noted.get("overall") if picture.x in ("mean", "share") else 0.0
    if whole is not None:
        ax.axvline(float(whole), color=ink(0.5), linewidth=0.8, linestyle=(0, (4, 2)), zorder=1.5)
    unsure = _unsure(picture)
    for at, (value, low, high) in enumerate(zip(values, picture.low, picture.high, strict=True)):
        ends = [[value - low], [high - value]] if np.isfinite(low) and np.isfinite(high) else None
        own = {"color": picture.colors[at], "marker": "o", "markersize": 5.5, "linewidth": 1.6}
        own["markerfacecolor"] = ax.get_facecolor() if unsure[at] else kws.get("color", picture.colors[at])
        ax.errorbar([value], [at], xerr=ends, **{**own, **kws})


def _unsure(picture: _Picture) -> npt.NDArray[np.bool_]:
    """Return which groups may differ from the others by chance alone."""
    if "p_adjusted" not in picture.rows.columns:
        return np.zeros(len(picture.rows), dtype=bool)
    p = picture.rows["p_adjusted"].to_numpy(dtype=np.float64, na_value=np.nan)
    return np.asarray(p > 1 - float(picture.noted.get("level", 0.95)))


def _boxes(picture: _Picture, kws: Mapping[str, Any]) -> None:
    edge = ink(0.9)
    for at, row in enumerate(picture.rows.to_dict("records")):
        stats = dict(zip(("whislo", "q1", "med", "q3", "whishi"), (row[q] for q in _QUARTILES), strict=True))
        box = {"facecolor": picture.colors[at], "alpha": 0.75, "linewidth": 0, **kws}
        picture.ax.bxp(
            [stats], positions=[at], orientation="horizontal", widths=0.62, showfliers=False, patch_artist=True,
            manage_ticks=False, capprops={"linewidth": 0}, boxprops=box,
            whiskerprops={"color": picture.colors[at], "linewidth": 1.4}, medianprops={"color": edge, "linewidth": 1.6},
        )  # fmt: skip


def _ridges(picture: _Picture, kws: Mapping[str, Any]) -> None:
    """Draw the distributions one behind the other, all of one area, with a stroke at the median."""
    edges = np.asarray(picture.noted.get("edges", ()), dtype=np.float64)
    counts = [np.asarray(list(row), dtype=np.float64) for row in picture.rows["histogram"]]
    if not len(edges) or any(len(row) != len(edges) - 1 for row in counts):
        raise InputError("the table does not say where the bins of its histograms lie; make it with nk.compare")
    middles, curves = _densities(edges, counts, picture.rows["n"].to_numpy(dtype=np.float64))
    highest = max((float(curve.max()) for curve in curves), default=0.0) or 1.0
    seen = np.flatnonzero(np.max(curves, axis=0) > 0.004 * highest)
    middles, curves = middles[seen[0] : seen[-1] + 1], [curve[seen[0] : seen[-1] + 1] for curve in curves]
    for at, curve in enumerate(curves):
        top = at - curve / highest * _TALL
        own = {"facecolor": picture.colors[at], "alpha": 0.7, "edgecolor": picture.ax.get_facecolor(), "linewidth": 0.8}
        picture.ax.fill_between(middles, at, top, zorder=2 + at * 0.01, **{**own, **kws})
        median = float(picture.middle[at])
        height = float(np.interp(median, middles, top))
        picture.ax.plot([median, median], [at, height], color=ink(0.9)[0], linewidth=1.2, zorder=2.005 + at * 0.01)


def _densities(edges: Floats, counts: Sequence[Floats], n: Floats) -> tuple[Floats, list[Floats]]:
    """Return histograms smoothed by a normal kernel: Scott's (1992) width for each, on a common grid of bins."""
    width = edges[1] - edges[0]
    middles = (edges[1:] + edges[:-1]) / 2
    pad = len(middles) // 4
    grid = np.concatenate(
        [middles[0] - width * np.arange(pad, 0, -1), middles, middles[-1] + width * np.arange(1, pad)]
    )
    curves = []
    for row, size in zip(counts, n, strict=True):
        held = row.sum()
        mean = (row * middles).sum() / held if held else 0.0
        spread = np.sqrt((row * (middles - mean) ** 2).sum() / held) if held else 0.0
        scale = max(float(spread) * max(size, 2.0) ** -0.2, width)
        kernel = np.exp(-0.5 * ((grid[:, None] - middles[None, :]) / scale) ** 2) / scale
        curves.append(kernel @ row / max(size, 1.0))
    return grid, curves


def _finish(picture: _Picture) -> None:
    ax, noted = picture.ax, picture.noted
    value = name_of(noted.get("value", "value"))
    other = name_of(noted["reference"]) if noted.get("reference") else "all others"
    if picture.x in _EFFECTS:
        text = f"{value}: {_EFFECTS[picture.x].format(other=other)}"
    else:
        text = {"mean": f"mean {value}", "share": f"share of {value}"}.get(picture.x, value)
    kws = label_kws(text)
    ax.set_xlabel(kws.pop("text"), **kws)
    if picture.x == "share" or (picture.x == "difference" and noted.get("statistic") == "share"):
        ax.xaxis.set_major_formatter(PercentFormatter(xmax=1))


def _write_counts(picture: _Picture, fontsize: float) -> None:
    small = min(fontsize, FontProperties(size="x-small").get_size_in_points())
    size = next((name for name in ("n", "articles") if name in picture.rows.columns), None)
    if size is None:
        return
    for at, n in enumerate(picture.rows[size].tolist()):
        picture.ax.annotate(
            f"{int(n):,}" if at else f"n={int(n):,}",
            (1, at), xycoords=picture.ax.get_yaxis_transform(), xytext=(4, 0), textcoords="offset points",
            va="center", ha="left", fontsize=small, color=ink(), annotation_clip=False,
        )  # fmt: skip


def _remarks(picture: _Picture, kind: str) -> Iterable[Remark]:
    noted, level = picture.noted, float(picture.noted.get("level", 0.95))
    if kind == "interval":
        yield Remark(f"Bars: {level:.0%} intervals.")
        other = name_of(noted["reference"]) if noted.get("reference") else "all others"
        if _unsure(picture).any():
            how = "Holm" if noted.get("adjust", "holm") == "holm" else "false discovery rate"
            yield Remark(f"Hollow: the difference from {other} may well be chance (p > {1 - level:.2g}, {how}).")
        if picture.x in ("mean", "share") and noted.get("overall") is not None:
            yield Remark("Dashed line: all articles.")
    elif kind == "box":
        yield Remark("Boxes: quartiles and median; whiskers from 5% to 95%.")
    else:
        outside = int(picture.rows["n"].sum() - sum(sum(row) for row in picture.rows["histogram"]))
        yield Remark("Strokes: medians.")
        if outside:
            yield Remark("{n} value{s} far out not shown.", outside)
    if picture.n_left:
        yield Remark("{n} smaller group{s} not shown.", picture.n_left)
    if picture.n_empty:
        yield Remark("{n} group{s} without such a figure not shown.", picture.n_empty)
    without = int(picture.rows["missing"].sum()) if "missing" in picture.rows.columns else 0
    if without:
        yield Remark("{n} article{s} without a value.", without)
