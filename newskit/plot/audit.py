"""The picture of `newskit.audit`: the health of a corpus on one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from newskit.errors import InputError, require_columns
from newskit.plot.canvas import axes, check, empty
from newskit.plot.crowding import most_cells
from newskit.plot.matrix import draw_matrix
from newskit.plot.notes import Remark, add_note
from newskit.plot.text import name_of
from newskit.tables.recipe import recipe_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["audit"]

_LANGUAGE = "language "


def audit(
    table: pd.DataFrame,
    *,
    top: int | None = None,
    labels: bool = True,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **mesh_kws: Any,
) -> Axes:
    """Draw what share of each source's articles each check concerns: a healthy corpus is a white page.

    Parameters
    ----------
    table
        A table of `newskit.audit`.
    top
        How many sources are drawn at most, those with the most articles; by default as many as have room.
    labels
        Whether the shares, in percent, stand in the cells that have room for them.
    ax
        The Axes to draw on; by default pyplot's current one.
    text_kws
        Passed to the names.
    **mesh_kws
        Passed to the cells (`matplotlib.axes.Axes.pcolormesh`).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks what is to be drawn.

    See Also
    --------
    newskit.tables.audit : The table.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import newskit as nk
    >>> ax = audit(nk.audit(nk.load_sample(), now="2026-01-01"), ax=plt.figure().subplots())
    >>> len(ax.get_yticklabels())
    8
    """
    check(table, ax, top=top, labels=labels, kws=mesh_kws)
    require_columns(table, ["check", "articles", "total"])
    ax = axes(ax, table)
    if not len(table) or not table["total"].sum():
        return empty(ax, "no articles")
    recipe = recipe_of(table)
    before = table.columns.tolist()[: table.columns.tolist().index("check")]
    by = [name for name in (recipe.by if recipe else before) if name in table.columns]
    names = ["all articles"] * len(table)
    if by:
        names = [", ".join(map(name_of, row)) for row in table[by].itertuples(index=False, name=None)]
    shares = _wide(table, names, table["articles"] / table["total"])
    totals = _wide(table, names, table["total"]).max(axis=1)
    problems = [check for check in shares.columns if not str(check).startswith(_LANGUAGE)]
    kept = totals.sort_values(ascending=False, kind="stable").index[: top or most_cells(ax)]
    drawn = shares.loc[kept, problems]
    values = drawn.to_numpy(dtype=np.float64)
    rows = [f"{name} (n={totals[name]:,.0f})" for name in kept]

    def write(row: int, column: int) -> str:
        value = 100 * values[row, column]
        return "" if not value else "<1" if value < 1 else f"{value:.0f}"

    settings = {"limits": (0.0, 1.0), **mesh_kws}
    draw_matrix(ax, values, rows, problems, text_kws=text_kws, write=write if labels else None, **settings)
    remarks = [Remark("Percent of the source's articles; blank is none."), *_languages(table)]
    if len(kept) < len(shares):
        remarks.append(Remark("{n} smaller source{s} not shown.", len(shares) - len(kept)))
    add_note(ax, remarks)
    return ax


def _wide(table: pd.DataFrame, names: list[str], values: pd.Series) -> pd.DataFrame:
    """Return values with a row for each group and a column for each check, in the table's order."""
    long = pd.DataFrame({"name": names, "check": table["check"].astype(str).tolist(), "value": values.tolist()})
    if long.duplicated(["name", "check"]).any():
        raise InputError("the table has several rows for one group and check; pass it as nk.audit made it")
    wide = long.pivot_table(index="name", columns="check", values="value", sort=False, dropna=False)
    return wide.reindex(index=list(dict.fromkeys(names)), columns=list(dict.fromkeys(long["check"])))


def _languages(table: pd.DataFrame) -> list[Remark]:
    told = table[table["check"].str.startswith(_LANGUAGE)].groupby("check", sort=False)["articles"].sum()
    told = told[told > 0].sort_values(ascending=False, kind="stable")
    if not len(told):
        return []
    said = ", ".join(f"{str(name).removeprefix(_LANGUAGE)} {n:,}" for name, n in told.head(8).items())
    more = f" and {len(told) - 8} more" if len(told) > 8 else ""
    return [Remark(f"Languages: {said}{more}.")]
