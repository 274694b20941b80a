"""How often words are used on one side against how often on the other: the scatter of a table of keyness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.cbook import normalize_kwargs
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from newskit.errors import InputError, require_columns, unknown_name
from newskit.plot.canvas import empty, ink
from newskit.plot.colors import OTHER
from newskit.plot.notes import Remark, add_note
from newskit.plot.palette import palette as remembered
from newskit.plot.point_labels import label_points
from newskit.plot.text import label_kws, name_of, shortened
from newskit.tables.recipe import recipe_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["PALE", "UNSURE", "groups_of", "joined", "scatter"]

Floats = npt.NDArray[np.float64]
Name = tuple[Any, ...]

UNSURE = 0.05
"""The false discovery rate above which a difference may well be chance."""

PALE = 0.4
"""The opacity of what may be chance."""

_MOST_POINTS = 5000


def groups_of(
    table: pd.DataFrame, group: Any, palette: Any
) -> tuple[list[Name], dict[Name, pd.DataFrame], dict[Name, str]]:
    """Return all groups of a table of keyness, the rows of those to draw, the highest score first, and all colours."""
    columns = table.columns.tolist()
    columns = columns[: columns.index("term")]
    recipe = recipe_of(table)
    by = [name for name in (recipe.by if recipe else columns) if name in table.columns] or columns
    names = list(dict.fromkeys(table[by].itertuples(index=False, name=None))) if by else [()]
    drawn = names
    if group is not None:
        drawn = [group if isinstance(group, tuple) else (group,)]
        if drawn[0] not in names:
            raise unknown_name("group", ", ".join(map(str, drawn[0])), map(joined, names), where="the table")
    keys = [name[0] if len(name) == 1 else joined(name) for name in names]
    colors = dict(zip(names, remembered(keys, palette).values(), strict=False))
    parts = {name: table[_is(table, by, name)].sort_values("score", ascending=False) for name in drawn}
    return names, parts, colors


def _is(table: pd.DataFrame, by: Sequence[str], name: Name) -> Any:
    found = np.ones(len(table), dtype=bool)
    for column, value in zip(by, name, strict=True):
        missing = table[column].isna().to_numpy(dtype=bool)
        found &= (
            missing
            if pd.isna(value)
            else np.array([one is not pd.NA and bool(one == value) for one in table[column].tolist()], dtype=bool)
            & ~missing
        )
    return found


def joined(name: Name) -> str:
    """Return the name of a group of one or several columns."""
    return ", ".join(map(name_of, name))


@dataclass(frozen=True, slots=True)
class _Points:
    """The words of a scatter, those with the greatest difference first."""

    rows: pd.DataFrame
    names: tuple[str, str]
    colors: tuple[str, str]

    @property
    def is_own(self) -> npt.NDArray[np.bool_]:
        return np.asarray(self.rows["score"] > 0)


def scatter(ax: Axes, table: pd.DataFrame, group: Any, top: int, *, palette: Any, kws: tuple[Any, Any]) -> Axes:
    """Draw the scatter; `kws` are those of labels and of points."""
    require_columns(table, ["term", "score", "rate", "reference_rate"])
    points = _points(table, group, palette)
    if not len(points.rows):
        return empty(ax, "no word tells the groups apart")
    n_all = len(points.rows)
    if n_all > _MOST_POINTS:
        points = _thinned(points)
    x, y = (points.rows[name].to_numpy(dtype=float) for name in ("reference_rate", "rate"))
    _scales(ax, x, y, points.names)
    floor = ax.get_xlim()[0] * _BELOW
    x, y = (np.where(values > 0, values, floor) for values in (x, y))
    unsure = np.asarray(points.rows["fdr"] > UNSURE) if "fdr" in points.rows else np.zeros(len(x), dtype=bool)
    text_kws, own_kws = kws
    _draw(ax, points, np.column_stack([x, y, unsure]), normalize_kwargs(own_kws, PathCollection))
    named = _named(points, top)
    label_points(
        ax, [name_of(term) for term in points.rows["term"].iloc[named]], [(x[i], y[i]) for i in named],
        [points.colors[0 if points.is_own[i] else 1] for i in named], radii=2.5,
        others=np.delete(np.column_stack([x, y]), named, axis=0), **{"fontsize": "x-small", **text_kws},
    )  # fmt: skip
    add_note(ax, _remarks(points, int(unsure.sum()), n_all))
    return ax


def _points(table: pd.DataFrame, group: Any, palette: Any) -> _Points:
    names, parts, colors = groups_of(table, group, palette)
    if len(parts) > 2 or (len(parts) == 2 and not _mirrored(*parts.values())):
        raise InputError(
            f"a scatter shows one group against its reference, and the table has {len(names)}; choose one with group=, "
            "or draw a panel each with nk.plot.facet"
        )
    if not parts:
        return _Points(table, ("", ""), (OTHER, OTHER))
    first = next(iter(parts))
    rows, other, color = parts[first], "reference", OTHER
    if len(parts) == 2:
        second = next(one for one in parts if one != first)
        rows, other, color = _together(rows, parts[second]), joined(second), colors[second]
    elif len(names) == 2 and group is not None:
        other = "the rest"
    rows = rows.iloc[np.argsort(-rows["score"].abs().to_numpy(dtype=float), kind="stable")]
    return _Points(rows[rows["score"].notna()], (joined(first) or "articles", other), (colors.get(first, OTHER), color))


def _mirrored(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Return whether the reference of each of two groups is the other."""
    both = one.merge(other, on="term")
    return bool(np.allclose(both["rate_x"], both["reference_rate_y"]))


def _together(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of two groups as those of the first: a table made with ``top=`` has other terms in each."""
    rest = other[~other["term"].isin(one["term"])]
    swapped = rest.rename(columns={"rate": "reference_rate", "reference_rate": "rate"})
    return pd.concat([one, swapped.assign(score=-rest["score"])], ignore_index=True)


def _thinned(points: _Points) -> _Points:
    """Return as many points as can be seen: half of them those that differ most, the others evenly out of the rest."""
    n = len(points.rows)
    first = _MOST_POINTS // 2
    rest = np.linspace(first, n - 1, _MOST_POINTS - first).astype(int)
    return _Points(points.rows.iloc[[*range(first), *rest]], points.names, points.colors)


_BELOW = 1.35  # where words that are not used at all stand, from the lower end of the scale


def _scales(ax: Axes, x: Floats, y: Floats, names: tuple[str, str]) -> None:
    """Give both axes the same logarithmic scale, with a place for words that one side never uses."""
    used = np.concatenate([x[x > 0], y[y > 0]])
    low, high = (float(used.min()), float(used.max())) if len(used) else (1.0, 10.0)
    has_zero = bool((x <= 0).any() or (y <= 0).any())
    floor = low / 2.2 if has_zero else low
    limits = floor / _BELOW, high * 1.5
    powers = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    ticks = [tick for tick in powers if (low / 1.3 if has_zero else limits[0]) <= tick <= limits[1]]
    ax.set(xscale="log", yscale="log", xlim=limits, ylim=limits)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(FixedLocator([floor, *ticks] if has_zero else ticks))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda v, _: "0" if has_zero and v < low / 1.1 else f"{v:,.10g}"))
    ax.axline((1, 1), (10, 10), color=ink(0.4), linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(color=ink(0.12), linewidth=0.6)
    ax.set_axisbelow(True)
    dpi = cast("Figure", ax.figure).dpi
    for axis, name, room in ((ax.yaxis, names[0], ax.bbox.height), (ax.xaxis, names[1], ax.bbox.width)):
        label = axis.set_label_text("")
        kws = label_kws(name, label.get_fontproperties())
        short = shortened(kws.pop("text"), 0.75 * room, label.get_fontproperties(), dpi)
        label.set(text=f"{short}\nuses per million words", **kws)


def _draw(ax: Axes, points: _Points, places: Floats, given: dict[str, Any]) -> None:
    """Draw the points; of those at one place and of one kind only one, since pale ones on each other are not pale."""
    kinds = np.column_stack([places, points.is_own])
    first = np.unique(kinds, axis=0, return_index=True)[1]
    first = first[np.argsort(-places[first, 2], kind="stable")]  # the pale ones below
    colors = np.array([to_rgba(points.colors[0 if own else 1]) for own in points.is_own[first]])
    colors[places[first, 2] > 0, 3] = PALE
    color = {} if {"facecolor", "color"} & given.keys() else {"facecolor": colors}
    ax.scatter(places[first, 0], places[first, 1], **{"s": 14, "linewidth": 0, "zorder": 2, **color, **given})


def _named(points: _Points, top: int) -> list[int]:
    """Return the words to label, by position: the greatest differences of either side."""
    own = points.is_own
    return sorted([*np.flatnonzero(own)[:top].tolist(), *np.flatnonzero(~own)[:top].tolist()])


def _remarks(points: _Points, n_unsure: int, n_all: int) -> list[Remark]:
    remarks = [Remark("Dashed: as often in both.")]
    if len(points.rows) < n_all:
        remarks.append(Remark(f"{len(points.rows):,} of {n_all:,} words drawn, the most different first."))
    if n_unsure:
        remarks.append(Remark("Pale: {n} word{s} whose difference may well be chance.", n_unsure))
    return remarks
