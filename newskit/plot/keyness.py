"""The picture of `newskit.keyness`: bars to either side for the words that tell groups apart, or a scatter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib.cbook import normalize_kwargs
from matplotlib.patches import Rectangle

from newskit.errors import InputError, require_choice, require_columns
from newskit.plot.canvas import axes, check, empty, ink
from newskit.plot.colors import OTHER
from newskit.plot.keyness_scatter import PALE, UNSURE, groups_of, joined, scatter
from newskit.plot.notes import Remark, add_note
from newskit.plot.rows import headings, name_rows, room_beside, tidy_rows
from newskit.plot.text import name_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["keyness"]

_MOST_OF_MANY = 5
_MOST_GROUPS = 12


def keyness(
    table: pd.DataFrame,
    *,
    kind: Literal["bar", "scatter"] = "bar",
    value: Literal["score", "effect"] = "score",
    group: Any = None,
    top: int | None = None,
    palette: Mapping[Any, Any] | Sequence[Any] | str | None = None,
    labels: bool = True,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **kws: Any,
) -> Axes:
    """Draw the words that tell groups apart, a bar or a point each.

    As bars, of two groups one goes to the right and one to the left. One group goes to the right, and what is rarer in
    it than in the reference to the left, in grey. Of more groups, each has its block of bars. As a scatter, how often
    each word is used in the group stands against how often in the reference, both per million words and on a
    logarithmic scale; on the dashed line both are alike. What may well be chance is pale.

    Parameters
    ----------
    table
        A table of `newskit.keyness` or `newskit.keyness_from_counts`; for a scatter best one without ``top=``.
    kind
        ``"bar"`` or ``"scatter"``.
    value
        ``"score"`` or ``"effect"``: how long the bars are. The terms are those with the highest scores.
    group
        The group to draw (a tuple, for several columns of groups); by default all, which a scatter cannot do for more
        than two.
    top
        How many terms a side or group has, the highest first: by default 12, and 5 where there are more than two
        groups. In a scatter, how many have a label on either side, where there is room: by default 20.
    palette
        As in `newskit.plot.volume`.
    labels
        Whether the counts in the group and in the reference stand beside each bar.
    ax
        The Axes to draw on; by default pyplot's current one.
    text_kws
        Passed to the terms.
    **kws
        Passed to the bars (`matplotlib.patches.Rectangle`) or to `matplotlib.axes.Axes.scatter`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table is no table of keyness, has no such group, or more than twelve (two, for a scatter).

    See Also
    --------
    newskit.tables.keyness : The table.
    newskit.plot.facet : One panel for each group.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import pandas as pd
    >>> from newskit.tables import keyness_from_counts
    >>> table = keyness_from_counts(pd.DataFrame({"A": [30, 70], "B": [10, 90]}, index=["ferry", "the"]))
    >>> ax = keyness(table, ax=plt.figure().subplots())
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['ferry', 'the']
    """
    check(table, ax, top=top, labels=labels, kws=kws)
    require_choice("kind", kind, ("bar", "scatter"))
    require_choice("value", value, ("score", "effect"))
    if kind == "scatter":
        return scatter(axes(ax, table), table, group, top or 20, palette=palette, kws=(text_kws or {}, kws))
    require_columns(table, ["term", "score", value, "count", "reference_count"])
    blocks = _blocks(table, group, top, palette)
    ax = axes(ax, table)
    if not any(len(block.rows) for block in blocks):
        return empty(ax, "no word tells the groups apart")
    places = _bars(ax, blocks, value, labels, normalize_kwargs(kws, Rectangle))
    tidy_rows(ax)
    name_rows(ax, places, [name_of(term) for block in blocks for term in block.rows["term"]], text_kws or {})
    ax.set_xlabel(value)
    return ax


@dataclass(frozen=True, slots=True)
class _Block:
    """Bars of one colour: which way they go, and their rows of the table."""

    name: str
    color: str
    way: int
    rows: pd.DataFrame


def _bars(ax: Axes, blocks: list[_Block], value: str, labels: bool, bar_kws: Mapping[str, Any]) -> list[float]:
    """Draw bars, headings and the note, and return the rows of the bars."""
    places, heads = _places(blocks)
    rows = [row for block in blocks for row in block.rows.to_dict("records")]
    colors = [block.color for block in blocks for _ in range(len(block.rows))]
    ways = np.array([block.way for block in blocks for _ in range(len(block.rows))])
    values = ways * np.abs([row[value] for row in rows])
    unsure = [bool(row.get("fdr", 0) > UNSURE) for row in rows]
    bars = ax.barh(places, values, **{"color": colors, "height": 0.72, **bar_kws})
    for bar, is_unsure in zip(bars, unsure, strict=True):
        if is_unsure and "alpha" not in bar_kws:
            bar.set_alpha(PALE)
    beside = _write_counts(ax, places, values, rows) if labels else 0.0
    ax.axvline(0, color=ink(0.5), linewidth=0.8)
    ax.margins(x=max(beside / (1 - 2 * beside), 0.05))
    headings(ax, heads, [block.name for block in blocks], [block.color for block in blocks])
    add_note(ax, _remarks(sum(unsure), labels=labels))
    return places


def _blocks(table: pd.DataFrame, group: Any, top: int | None, palette: Any) -> list[_Block]:
    names, parts, colors = groups_of(table, group, palette)
    if len(parts) > _MOST_GROUPS:
        raise InputError(f"the table has {len(names)} groups; draw one with group=, or a panel each with nk.plot.facet")
    most = top or (_MOST_OF_MANY if len(parts) > 2 else 12)
    made = [
        _Block(joined(name), colors[name], -1 if len(parts) == 2 and at else 1, part[part["score"] > 0].head(most))
        for at, (name, part) in enumerate(parts.items())
    ]
    if len(parts) == 1:
        rarer = next(iter(parts.values())).query("score < 0").tail(most)
        made += [_Block("rarer than in the reference", OTHER, -1, rarer)] if len(rarer) else []
    return made


def _places(blocks: Sequence[_Block]) -> tuple[list[float], list[float]]:
    """Return the rows of the bars and of the headings, from the top down."""
    places, heads, at = [], [], 0.0
    for block in blocks:
        heads.append(at)
        places += [at + 1 + number for number in range(len(block.rows))]
        at += len(block.rows) + 1.4
    return places, heads


def _write_counts(ax: Axes, places: Sequence[float], values: Any, rows: Sequence[Any]) -> float:
    """Write the counts at the ends of the bars, and return what share of the width they take."""
    texts = [f"{row['count']:,} : {row['reference_count']:,}" for row in rows]
    for place, value, text in zip(places, values, texts, strict=True):
        ax.annotate(
            text, (value, place), xytext=(4 if value >= 0 else -4, 0), textcoords="offset points", va="center",
            ha="left" if value >= 0 else "right", fontsize="x-small", color=ink(),
        )  # fmt: skip
    return room_beside(ax, texts)


def _remarks(n_unsure: int, *, labels: bool) -> list[Remark]:
    remarks = [Remark("Numbers: uses in the group : in the reference.")] if labels else []
    if n_unsure:
        remarks.append(Remark("{n} pale bar{s}: the difference may well be chance.", n_unsure))
    return remarks
