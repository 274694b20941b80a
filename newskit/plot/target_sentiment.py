"""The picture of `newskit.target_sentiment` by group: who is portrayed how by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.ticker import FuncFormatter

from newskit.errors import InputError, require_columns, require_whole
from newskit.plot.canvas import axes, check, empty, ink
from newskit.plot.heat import scale
from newskit.plot.notes import Remark, add_note
from newskit.plot.over_time import table_bins
from newskit.plot.ranks import period_name
from newskit.plot.rows import name_rows
from newskit.plot.text import label_kws, name_of, shortened, size_of
from newskit.plot.tones import tones
from newskit.tables.recipe import recipe_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from newskit.tables.frequency import Frequency

__all__ = ["target_sentiment"]

_MOST_COLUMNS, _MOST_ROWS = 30, 60
_FILLED = 0.66  # of a cell, by the largest circle
_LEFT = 0.65  # of the width, beside the rows' names and the scale
_LONGEST = 0.5  # of the height of the figure, by a column's name
_SMALLEST = 0.12  # of the largest diameter


def target_sentiment(
    table: pd.DataFrame,
    *,
    columns: str | None = None,
    size: str = "articles",
    limit: float | None = None,
    most: int | None = None,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **scatter_kws: Any,
) -> Axes:
    """Draw how targets are portrayed as a matrix: a row for each target, a column for each group.

    The colour of a circle says how (orange is bad, blue is good), its area how often. A ring instead of a circle is a
    figure whose interval holds zero: it may well be chance.

    Parameters
    ----------
    table
        A table of ``newskit.target_sentiment(..., by=...)`` (or ``freq=``), or one with ``target``, ``sentiment``, a
        column of groups and one of counts.
    columns
        The column of groups; by default the table's first column, periods included.
    size
        The column of counts that makes the area: ``"articles"`` or ``"mentions"``.
    limit
        The score at which colours are strongest; by default the greatest that is drawn.
    most
        The count of the largest circle; by default the greatest that is drawn.
    ax
        The Axes to draw on; by default pyplot's current one.
    text_kws
        Passed to the names of the targets.
    **scatter_kws
        Passed to `matplotlib.axes.Axes.scatter`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks what is to be drawn, has several rows for one circle, or would have more than 60 rows or 30
        columns.

    See Also
    --------
    newskit.tables.target_sentiment : The table.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> table = pd.DataFrame({
    ...     "source": ["Courier", "Gazette"], "target": "Ann Lee", "articles": [4, 9], "sentiment": [-0.2, 0.3]})
    >>> ax = target_sentiment(table, ax=plt.figure().subplots())
    >>> [label.get_text() for label in ax.get_xticklabels()], [label.get_text() for label in ax.get_yticklabels()]
    (['Courier', 'Gazette'], ['Ann Lee'])
    """
    check(table, ax, kws=scatter_kws)
    columns = _checked(table, columns, size)
    if most is not None:
        require_whole("most", most, least=1)
    given: object = limit
    if given is not None and (isinstance(given, bool) or not isinstance(given, int | float) or not given > 0):
        raise InputError(f"limit={limit!r} should be a score above 0, such as 0.5")
    ax = axes(ax, table)
    if not len(table):
        return empty(ax, "no targets")
    known = table[table["sentiment"].notna() & (table[size] > 0)]
    if not len(known):
        return empty(ax, f"none of {table['target'].nunique():,} targets is mentioned")
    across, rows = _names(table[columns], table_bins(table)), _names(table["target"])
    _check(len(across), len(rows), columns)
    at = [np.array([list(names).index(None if pd.isna(value) else value) for value in known[name].tolist()])
          for name, names in ((columns, across), ("target", rows))]  # fmt: skip
    # Names and scale will take some of the width, and names of the height.
    room = min(_LEFT * ax.bbox.width / len(across), 0.85 * ax.bbox.height / len(rows)) * 72 / ax.figure.dpi
    most = most or int(known[size].max())
    _circles(ax, known.assign(x=at[0], y=at[1], share=known[size] / most), room, limit, scatter_kws)
    name_rows(ax, range(len(rows)), list(rows.values()), text_kws or {})
    _name_columns(ax, list(across.values()))
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xlim(-0.5, len(across) - 0.5)
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    ax.set_axisbelow(True)
    ax.grid(color=ink(0.12), linewidth=0.6)
    add_note(ax, _remarks(known, size, most))
    return ax


def _checked(table: pd.DataFrame, columns: str | None, size: str) -> str:
    """Return the column of groups, and raise if the table is not one row for each group and target."""
    require_columns(table, ["target", "sentiment"])
    columns = columns or str(table.columns[0])
    require_columns(table, [columns])
    if columns in ("target", "sentiment", "id"):
        raise InputError(
            f"the table has no groups to make columns of, {columns!r} is none; make it with "
            "nk.target_sentiment(..., by='source') or freq='M'"
        )
    require_columns(table, [size])
    if table.duplicated([columns, "target"]).any():
        recipe = recipe_of(table)
        other = next((name for name in (recipe.by if recipe else ()) if name != columns), None)
        panels = f"nk.plot.facet(table, nk.plot.target_sentiment, col={other!r})" if other else "nk.plot.facet"
        raise InputError(
            f"the table has several rows for one target and value of {columns!r}, and their circles would lie on each "
            f"other; choose some rows, or draw a panel each with {panels}"
        )
    return columns


def _names(values: pd.Series, bins: Frequency | None = None) -> dict[Any, str]:
    """Return what each distinct value is called, in the order of the table."""
    return {(None if pd.isna(value) else value): _named(value, bins) for value in values.drop_duplicates().tolist()}


def _named(value: object, bins: Frequency | None) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if bins is None else period_name(value, bins)
    return name_of(value)


def _check(n_columns: int, n_rows: int, columns: str) -> None:
    if n_rows > _MOST_ROWS or n_columns > _MOST_COLUMNS:
        few = columns if n_columns > _MOST_COLUMNS else "target"
        mend = "take a longer freq=" if few == "period" else f"table[table[{few!r}].isin([...])]"
        raise InputError(
            f"the matrix would have {n_rows:,} row{'s' * (n_rows != 1)} and {n_columns:,} column"
            f"{'s' * (n_columns != 1)}; draw at most {_MOST_ROWS} targets and {_MOST_COLUMNS} groups of "
            f"{columns!r}: {mend}"
        )


def _circles(ax: Axes, known: pd.DataFrame, room: float, limit: float | None, kws: Mapping[str, Any]) -> None:
    """Draw the circles, at most as large as there is room (in points)."""
    scores = known["sentiment"].to_numpy(dtype=float)
    strongest = limit if limit is not None else max(float(np.abs(scores).max()), 0.05)
    norm, colormap = Normalize(-strongest, strongest, clip=True), tones(ax)
    colors = colormap(norm(scores))
    share = np.maximum(np.sqrt(known["share"].to_numpy(dtype=float)), _SMALLEST)
    areas = (_FILLED * room * share) ** 2
    sure = _is_sure(known)
    faces = np.where(sure[:, None], colors, np.append(colors[:, :3], np.full((len(colors), 1), 0.12), axis=1))
    ax.scatter(known["x"], known["y"], s=areas, **{"c": faces, "edgecolors": colors, "linewidths": 1.5, **kws})
    mapped = ScalarMappable(norm, colormap)
    scale(ax, mapped, "sentiment", FuncFormatter(lambda value, _: f"{value:+.2g}" if value else "0"))


def _is_sure(known: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return whose interval does not hold zero; without intervals all are taken as they are."""
    if not {"low", "high"} <= set(known.columns):
        return np.ones(len(known), dtype=bool)
    low, high = (known[name].to_numpy(dtype=float, na_value=np.nan) for name in ("low", "high"))
    return np.asarray(~((low <= 0) & (high >= 0)))


def _name_columns(ax: Axes, names: list[str]) -> None:
    shown = [label_kws(name) for name in names]
    ax.set_xticks(range(len(names)))
    ax.xaxis.tick_top()
    font, figure = ax.xaxis.get_ticklabels()[0].get_fontproperties(), cast("Figure", ax.figure)
    texts = [shortened(kws["text"], _LONGEST * figure.bbox.height, font, figure.dpi) for kws in shown]
    ax.set_xticks(range(len(names)), texts)
    widest = max(size_of(text, font, figure.dpi)[0] for text in texts)
    pitch = _LEFT * ax.bbox.width / len(names)
    is_long = 1.15 * widest > pitch
    # Slanted lines of text need nearly twice their height.
    is_tight = is_long and pitch < 1.8 * font.get_size_in_points() * figure.dpi / 72
    for label, kws in zip(ax.get_xticklabels(), shown, strict=True):
        label.set(parse_math=False, fontfamily=kws["fontfamily"])
        if is_tight:
            label.set(rotation=90, fontsize=min(font.get_size_in_points(), 0.8 * pitch * 72 / figure.dpi))
        elif is_long:
            label.set(rotation=35, ha="left", rotation_mode="anchor")


def _remarks(known: pd.DataFrame, size: str, most: int) -> Iterable[Remark]:
    yield Remark(f"Area: {size}, at most {most:,}.")
    unsure = int((~_is_sure(known)).sum())
    if unsure:
        yield Remark("{n} ring{s}: the interval holds zero.", unsure)
