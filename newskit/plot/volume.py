"""The picture of `newskit.volume`: lines, stacked areas or shares over time, or a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib.cbook import normalize_kwargs
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from newskit.errors import require_choice, require_columns
from newskit.plot.calendar import calendar
from newskit.plot.canvas import axes, check, empty, tidy
from newskit.plot.colors import COLORS
from newskit.plot.lines import MOST_BEHIND, Picture, areas, label_groups, lines, looks
from newskit.plot.notes import Remark, add_note
from newskit.plot.over_time import OverTime, check_hue, default_hue, over_time, table_bins
from newskit.plot.timeline import set_dates
from newskit.tables.recipe import recipe_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["volume"]


def volume(
    table: pd.DataFrame,
    *,
    kind: Literal["line", "area", "share", "calendar"] = "line",
    value: Literal["articles", "share"] | None = None,
    hue: str | None = None,
    top: int = 8,
    highlight: Sequence[Any] | None = None,
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
    kind
        ``"line"``; ``"area"`` for areas stacked on one another; ``"share"`` for areas that fill the whole height, each
        group's part of all; ``"calendar"`` for a shade for each day of all groups together, from a table with
        ``freq="D"``.
    value
        What to draw; by default ``"share"`` if the table has it.
    hue
        The column of groups. By default the table's ``by`` column (of several, the first that has more than one value).
    top
        How many groups are drawn in colour, the largest first. The others are grey: thin lines behind, or one area that
        sums them.
    highlight
        Which groups are drawn in colour instead, by name.
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
        Passed to the lines (`matplotlib.lines.Line2D`), areas (`matplotlib.collections.PolyCollection`) or cells
        (`matplotlib.axes.Axes.pcolormesh`).

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
    check(table, ax, top=top, labels=labels, highlight=highlight, kws=line_kws)
    require_choice("kind", kind, ("line", "area", "share", "calendar"))
    check_hue(table, hue)
    if kind == "calendar":
        require_columns(table, ["period", "articles"])
        return calendar(axes(ax, table), table, line_kws)
    value = value or ("share" if "share" in table.columns and kind != "share" else "articles")
    require_choice("value", value, ("articles", "share"))
    hue = hue or default_hue(table)
    data = over_time(table, value, hue)
    if kind == "share":
        data, value = _shares(data), "share"
    ax = axes(ax, table)
    if not len(data.dates):
        return _nothing(ax, table)
    set_dates(ax, data.dates.tz, table_bins(table))
    shown, others = data.largest(top if hue else 1, highlight if hue else None)
    picture = Picture(ax, data, value == "share", shown, others, *looks(data, shown, hue, palette, COLORS[0]))
    line_kws = normalize_kwargs(line_kws, Line2D if kind == "line" else PolyCollection)
    ends = (lines if kind == "line" else areas)(picture, hue, line_kws)
    if labels and hue:
        label_groups(picture, ends, text_kws or {})
    _finish(picture, table)
    if kind == "share":
        ax.set(ylim=(0, 1), xlim=(picture.x[0], picture.x[-1]) if len(picture.x) > 1 else None)
    add_note(ax, _remarks(picture, table, kind))
    return ax


def _shares(data: OverTime) -> OverTime:
    """Return each group's part of its period; of a period without articles there are none."""
    total = np.nansum(data.matrix, axis=0)
    return replace(data, matrix=np.divide(data.matrix, total, out=np.full_like(data.matrix, np.nan), where=total > 0))


def _nothing(ax: Axes, table: pd.DataFrame) -> Axes:
    """Draw a table without dated rows."""
    n = int(table["articles"].sum()) if "articles" in table.columns else len(table)
    return empty(ax, f"no article of {n:,} has a date" if n else "no articles")


def _finish(picture: Picture, table: pd.DataFrame) -> None:
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


def _remarks(picture: Picture, table: pd.DataFrame, kind: str) -> Iterable[Remark]:
    """Say what is drawn apart, what is not to be seen and what the numbers are of."""
    data, recipe, bins = picture.data, recipe_of(table), table_bins(table)
    per, unit = (str(bins), bins.unit if bins.n == 1 else "period") if bins else ("period", "period")
    if not data.complete.all():
        how = "Dashed to a hollow point" if kind == "line" else "Pale"
        yield Remark(f"{how}: {unit}s that the articles cover only in part.")
    if picture.is_share and "total" in table.columns:
        total = table.loc[table["period"].notna(), ["period", "total"]].drop_duplicates()["total"]
        yield Remark(f"Shares of {total.sum():,} articles, {total.min():,} to {total.max():,} per {per}.")
    elif kind == "share":
        yield Remark("Parts of {n} article{s}.", int(data.sizes.sum()))
    if kind == "line" and any(picture.markers.values()):
        yield Remark("Lines of one colour differ by their markers.")
    if recipe is not None and recipe.lists:
        yield Remark(f"An article with several {' and '.join(recipe.lists)} counts for each.")
    if picture.others and kind == "line":
        behind = len(picture.others[:MOST_BEHIND])
        of = f"the next {behind} of {len(picture.others):,}" if behind < len(picture.others) else f"{behind}"
        yield Remark(f"Grey: {of} smaller group{'s'[: behind != 1]}.")
    undated = table[table["period"].isna()]
    if "articles" in undated.columns and undated["articles"].sum():
        yield Remark("{n} article{s} without a date not shown.", int(undated["articles"].sum()))
    if recipe is not None and recipe.outside:
        yield Remark(f"{recipe.outside:,} article{'s'[: recipe.outside != 1]} before or after left out.")
