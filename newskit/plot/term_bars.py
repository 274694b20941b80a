"""Terms ranked as bars, a block for each group; of one term, the groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from newskit.errors import InputError, listed
from newskit.plot.canvas import empty
from newskit.plot.colors import COLORS
from newskit.plot.notes import Remark, add_note
from newskit.plot.palette import palette as remembered
from newskit.plot.ranked import Block, ranked
from newskit.plot.terms import Y_LABELS, Wish, formatter, groups_in, level_of
from newskit.plot.text import name_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["term_bars"]

_SHOWN = 15
_SHOWN_OF_MANY = 5
_MOST_BLOCKS = 12
_SUMS = ("count", "articles", "words", "total")
_RATIOS = {"rate": ("count", "words", 1000.0), "share": ("articles", "total", 1.0)}


def term_bars(ax: Axes, table: pd.DataFrame, wish: Wish) -> Axes:
    """Draw a table of terms as ranked bars."""
    by = groups_in(table)
    whole = _whole(table, by, wish.value)
    keys = _keys(whole, by)
    used = whole[(whole[wish.value] > 0).to_numpy(dtype=bool, na_value=False)]
    if not len(used):
        return empty(ax, "no term is used" if len(table) else "no terms")
    colors = remembered(list(dict.fromkeys(keys)), wish.palette) if by else {"": COLORS[0]}
    keys = keys[used.index]
    n_terms, n_groups = whole["term"].nunique(dropna=False), len(colors)
    if n_terms == 1 and n_groups > 1:
        blocks = [_groups_block(used, keys, colors, wish)]
    else:
        blocks = _term_blocks(used, keys, colors, wish)
    ranked(ax, blocks, wish.text_kws, wish.kws)
    ax.set_xlabel(Y_LABELS[wish.value])
    ax.xaxis.set_major_formatter(formatter(wish.value))
    add_note(ax, _remarks(table, whole, used, sum(len(block.names) for block in blocks), wish))
    return ax


def _whole(table: pd.DataFrame, by: Sequence[str], y: str) -> pd.DataFrame:
    """Return one row for each group and term: periods are added up, rates and shares made anew."""
    if not table.duplicated([*by, "term"]).any():
        return table.reset_index(drop=True)
    above, below, factor = _RATIOS.get(y, (y, y, 1.0))
    missing = [name for name in (above, below) if name not in table.columns]
    if missing:
        raise InputError(
            f"a {y} over all periods needs the column {missing[0]!r}; draw one period: "
            "table[table['period'] == ...], or kind='line'"
        )
    sums = table.groupby([*by, "term"], dropna=False, observed=True, sort=False)
    whole = sums[[name for name in _SUMS if name in table.columns]].sum().reset_index()
    if y in _RATIOS:
        over = whole[below].to_numpy(dtype=float)
        whole[y] = np.divide(factor * whole[above].to_numpy(dtype=float), over, out=np.zeros(len(over)), where=over > 0)
    return whole


def _keys(whole: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """Return the group of each row: the value of the column, or the names of several in one."""
    if not by:
        return pd.Series("", index=whole.index, dtype=object)
    if len(by) == 1:
        values = [pd.NA if pd.isna(value) else value for value in whole[by[0]]]
    else:
        values = [", ".join(map(name_of, row)) for row in whole[list(by)].itertuples(index=False, name=None)]
    return pd.Series(values, index=whole.index, dtype=object)


def _groups_block(used: pd.DataFrame, keys: pd.Series, colors: dict[Any, str], wish: Wish) -> Block:
    rows = used.sort_values(wish.value, ascending=False, kind="stable").head(wish.top or _SHOWN)
    names = keys[rows.index].tolist()
    return _block("", rows, names, [colors[name] for name in names], wish)


def _term_blocks(used: pd.DataFrame, keys: pd.Series, colors: dict[Any, str], wish: Wish) -> list[Block]:
    most = wish.top or (_SHOWN_OF_MANY if len(colors) > 2 else _SHOWN)
    numbers = {key: number for number, key in enumerate(colors)}
    number_of = np.array([numbers[key] for key in keys])
    if len(colors) > _MOST_BLOCKS:
        raise InputError(
            f"the table has {len(colors)} groups ({listed(colors, most=4)}); choose up to {_MOST_BLOCKS}, or one term "
            "to rank the groups"
        )
    blocks = []
    for key, color in colors.items():
        rows = used[number_of == numbers[key]].sort_values(wish.value, ascending=False, kind="stable").head(most)
        if len(rows):
            heading = name_of(key) if len(colors) > 1 else ""
            blocks.append(_block(heading, rows, rows["term"].tolist(), [color] * len(rows), wish))
    return blocks


def _block(heading: str, rows: pd.DataFrame, names: Sequence[Any], colors: Sequence[str], wish: Wish) -> Block:
    unknown = np.full(len(rows), np.nan)
    bounds = [f"{wish.value}_low", f"{wish.value}_high"]
    low, high = (
        rows[name].to_numpy(dtype=float, na_value=np.nan) if name in rows.columns else unknown for name in bounds
    )
    name = _beside(rows, wish.value)
    beside = rows[name].tolist()
    values = rows[wish.value].to_numpy(dtype=float)
    written = (
        [wish.number(value) for value in values]
        if _beside(rows, wish.value) == wish.value
        else map("{:,.0f}".format, beside)
    )
    return Block(heading, names, values, colors, low, high, list(written))


def _beside(rows: pd.DataFrame, y: str) -> str:
    """Return the column of the counts behind a rate or share; else that of the numbers themselves."""
    wanted = {"rate": "count", "share": "articles"}.get(y, y)
    return wanted if wanted in rows.columns else y


def _remarks(
    table: pd.DataFrame, whole: pd.DataFrame, used: pd.DataFrame, n_drawn: int, wish: Wish
) -> Iterable[Remark]:
    beside = _beside(whole, wish.value)
    if beside != wish.value:
        yield Remark(f"Numbers: {Y_LABELS[beside]}.")
    if f"{wish.value}_low" in used.columns and f"{wish.value}_high" in used.columns:
        yield Remark(f"Thin lines: {level_of(table)} intervals.")
    if "period" in table.columns and len(whole) < len(table):
        yield Remark("All periods together.")
    if n_drawn < len(used):
        yield Remark("{n} smaller not shown.", len(used) - n_drawn)
    if len(used) < len(whole):
        yield Remark("{n} without a use not shown.", len(whole) - len(used))
