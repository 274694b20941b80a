"""The pictures of `newskit.frequencies`: ranked bars, and over time lines, slopes, ranks and a heat map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from matplotlib.cbook import normalize_kwargs
from matplotlib.collections import QuadMesh
from matplotlib.lines import Line2D

from newskit.errors import InputError, listed, require_choice, require_columns
from newskit.plot.canvas import axes, check, empty, tidy
from newskit.plot.colors import COLORS
from newskit.plot.heat import heat, scale
from newskit.plot.lines import Picture, label_groups, lines, looks
from newskit.plot.notes import Remark, add_note
from newskit.plot.over_time import OverTime, check_hue, over_time, table_bins
from newskit.plot.ranks import bump, slope
from newskit.plot.term_bars import term_bars
from newskit.plot.terms import Y_LABELS, Wish, formatter, groups_in, level_of
from newskit.plot.text import name_of
from newskit.plot.timeline import set_dates

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw", "frequencies"]

_KINDS = ("bar", "line", "slope", "bump", "heat")
_MOST_BANDS = 4
_SHOWN = {"line": 8, "slope": 10, "bump": 8, "heat": 40}


def frequencies(
    table: pd.DataFrame,
    *,
    kind: Literal["bar", "line", "slope", "bump", "heat"] | None = None,
    value: Literal["rate", "share", "articles", "count"] | None = None,
    hue: str | None = None,
    top: int | None = None,
    palette: Mapping[Any, Any] | Sequence[Any] | str | None = None,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **kws: Any,
) -> Axes:
    """Draw how often terms are used: ranked, or over time.

    Intervals stand on bars as thin lines and behind up to four lines as bands. Periods that the articles cover only in
    part are dashed in lines and hatched in a heat map, and left out of slopes and ranks.

    Parameters
    ----------
    table
        A table of `newskit.frequencies`, or one like it: a row for each ``term``, group and ``period``.
    kind
        - ``"bar"``: the terms ranked, a block for each group; of one term, the groups ranked. Periods are added up.
        - ``"line"``: a line for each term over time.
        - ``"slope"``: the first complete period beside the last.
        - ``"bump"``: the terms' ranks in each period, among those that are drawn.
        - ``"heat"``: a row for each term, a shade for each period.

        By default ``"line"`` for a table with periods, else ``"bar"``.
    value
        ``"rate"``: uses per thousand words; ``"share"``: of articles; ``"articles"``; ``"count"``: uses. By default the
        first of them that the table has.
    hue
        What has a line or a row over time: by default ``"term"``, or if there is one term the column of groups. All
        other columns must then have one value, unless `value` is a number that can be added up.
    top
        How many are drawn, the largest first (by articles): by default 8 lines or ranks, 10 slopes, 40 rows, 15 bars,
        and 5 bars for each of more than two groups.
    palette
        As in `newskit.plot.volume`.
    ax
        The Axes to draw on; by default pyplot's current one.
    text_kws
        Passed to the names.
    **kws
        Passed to the bars (`matplotlib.patches.Rectangle`), lines (`matplotlib.lines.Line2D`) or cells
        (`matplotlib.axes.Axes.pcolormesh`).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks what is to be drawn, or has several terms and several groups where one picture shows but
        one of the two.

    See Also
    --------
    newskit.tables.frequencies : The table.
    newskit.plot.facet : One panel for each group.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import newskit as nk
    >>> table = nk.frequencies(nk.load_sample(), ["ferry", "strike"], freq="M")
    >>> ax = frequencies(table, ax=plt.figure().subplots())
    >>> ax.get_ylabel()
    'uses per thousand words'
    """
    check(table, ax, top=top, kws=kws)
    require_columns(table, ["term"])
    number: str = value if value is not None else next((name for name in Y_LABELS if name in table.columns), "count")
    require_choice("value", number, Y_LABELS)
    require_columns(table, [number])
    kind = kind or ("line" if "period" in table.columns else "bar")
    require_choice("kind", kind, _KINDS)
    check_hue(table, hue)
    return draw(axes(ax, table), table, Wish(kind, number, hue, top, palette, text_kws or {}, kws))


def draw(ax: Axes, table: pd.DataFrame, wish: Wish) -> Axes:
    """Draw a table of terms as a user wishes."""
    if wish.kind == "bar":
        return term_bars(ax, table, wish)
    hue = wish.hue or _hue(table)
    _require_one(table, wish.value, hue)
    data = over_time(table, wish.value, hue)
    if not len(data.dates) or not np.isfinite(data.matrix).any():
        return empty(ax, "no term is used" if len(table) else "no terms")
    if wish.kind == "heat":
        return _heat(ax, data, table, wish)
    shown, _ = data.largest(wish.top or _SHOWN[wish.kind])
    colors, markers = looks(data, shown, hue, wish.palette, COLORS[0])
    picture = Picture(ax, data, is_share=False, shown=shown, others=[], colors=colors, markers=markers)
    remarks = {"line": _lines, "slope": _slope, "bump": _bump}[wish.kind](picture, table, wish)
    add_note(ax, [*remarks, *_left_out(picture.data, shown, hue)])
    return ax


def _hue(table: pd.DataFrame) -> str:
    if _has_several(table["term"]):
        return "term"
    several = [name for name in groups_in(table) if _has_several(table[name])]
    return several[0] if len(several) == 1 else "term"


def _has_several(values: pd.Series) -> bool:
    return len(values.drop_duplicates()) > 1


def _require_one(table: pd.DataFrame, value: str, hue: str) -> None:
    """Raise `InputError` if rates or shares of several terms or groups would be added up."""
    rest = [name for name in ("term", *groups_in(table)) if name != hue and name in table.columns]
    several = [name for name in rest if _has_several(table[name])]
    if several and value in ("rate", "share"):
        name = several[0]
        raise InputError(
            f"the table has several values of {name!r} ({listed(table[name].drop_duplicates(), most=4)}), and a "
            f"{value} cannot be added up; choose one, draw a panel each with nk.plot.facet(table, nk.plot.frequencies, "
            f"col={name!r}), or draw value='count'"
        )


def _lines(picture: Picture, table: pd.DataFrame, wish: Wish) -> Iterable[Remark]:
    ax, data, bins = picture.ax, picture.data, table_bins(table)
    set_dates(ax, data.dates.tz, bins)
    hue = wish.hue or _hue(table)
    bounds = [f"{wish.value}_low", f"{wish.value}_high"]
    has_bands = len(picture.shown) <= _MOST_BANDS and set(bounds) <= set(table.columns)
    if has_bands:
        low, high = (over_time(table, name, hue).matrix for name in bounds)
        for i in picture.shown:
            band = ax.fill_between(picture.x, low[i], high[i], color=picture.colors[i], alpha=0.15, linewidth=0)
            band.sticky_edges.y.append(0)
    ends = lines(picture, hue, normalize_kwargs(dict(wish.kws), Line2D))
    label_groups(picture, ends, wish.text_kws)
    tidy(ax)
    # The scale begins at zero because of the data, not by a limit: so it can be made logarithmic.
    ax.update_datalim([(picture.x[0], 0), (picture.x[-1], 0)])
    ax.margins(x=0.02)
    ax.autoscale_view()
    per = f" per {bins}" if bins and wish.value in ("articles", "count") else ""
    ax.set_ylabel(f"{Y_LABELS[wish.value]}{per}")
    ax.yaxis.set_major_formatter(formatter(wish.value))
    if has_bands:
        yield Remark(f"Bands: {level_of(table)} intervals.")
    if not data.complete.all():
        yield Remark(f"Dashed to a hollow point: {_unit(table)}s that the articles cover only in part.")


def _slope(picture: Picture, table: pd.DataFrame, wish: Wish) -> Iterable[Remark]:
    ends = slope(picture, table_bins(table), wish.number, wish.text_kws, wish.kws)
    picture.ax.set_title(Y_LABELS[wish.value], loc="left", fontsize="medium")
    between = ends[1] - ends[0] - 1 if ends else 0
    if between > 0:
        yield Remark(f"{between} {_unit(table)}{'s'[: between != 1]} in between not shown.")
    if ends and not picture.data.complete.all():
        yield Remark(f"The {_unit(table)}s at the ends that the articles cover only in part are left out.")


def _bump(picture: Picture, table: pd.DataFrame, wish: Wish) -> Iterable[Remark]:
    found = bump(picture, table_bins(table), wish.text_kws, wish.kws)
    yield Remark(f"Ranks by {Y_LABELS[wish.value]} among those drawn; where a line is broken there is none.")
    if not np.isfinite(found).any():
        empty(picture.ax, "no complete period with a term")
    if not picture.data.complete.all():
        yield Remark(f"The {_unit(table)}s at the ends that the articles cover only in part are left out.")


def _heat(ax: Axes, data: OverTime, table: pd.DataFrame, wish: Wish) -> Axes:
    largest, rest = data.largest(wish.top or _SHOWN["heat"])
    order = {name_of(value): at for at, value in enumerate(table[wish.hue or _hue(table)].drop_duplicates())}
    shown = sorted(largest, key=lambda i: order.get(data.names[i], 0))
    mesh = heat(
        ax, data.dates, [data.names[i] for i in shown], data.matrix[shown], bins=table_bins(table),
        incomplete=~data.complete, text_kws=wish.text_kws, kws=normalize_kwargs(dict(wish.kws), QuadMesh),
    )  # fmt: skip
    bins, is_count = table_bins(table), wish.value in ("articles", "count")
    per = f" per {bins}" if bins and is_count else ""
    scale(ax, mesh, f"{Y_LABELS[wish.value]}{per}", formatter(wish.value), whole=is_count)
    remarks = [] if data.complete.all() else [Remark(f"Hatched: {_unit(table)}s that the articles cover only in part.")]
    if rest:
        remarks.append(Remark(f"{len(rest):,} smaller not shown."))
    add_note(ax, remarks)
    return ax


def _left_out(data: OverTime, shown: Sequence[int], hue: str) -> Iterable[Remark]:
    n = len(data.groups) - len(shown)
    if n:
        what = "term" if hue == "term" else "group"
        yield Remark(f"{n:,} smaller {what}{'s'[: n != 1]} not shown.")


def _unit(table: pd.DataFrame) -> str:
    bins = table_bins(table)
    return bins.unit if bins is not None and bins.n == 1 else "period"
