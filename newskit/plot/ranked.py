"""Ranked bars in blocks: each group's largest terms, the largest on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from matplotlib.cbook import normalize_kwargs
from matplotlib.patches import Rectangle

from newskit.plot.canvas import ink
from newskit.plot.rows import headings, name_rows, room_beside, tidy_rows
from newskit.plot.text import name_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Block", "ranked"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Block:
    """Bars below one heading.

    Parameters
    ----------
    heading
        What stands above them; empty for a single block without one.
    names
        The names of the bars, from the top down.
    values
        How long they are.
    colors
        Their colours.
    low, high
        The bounds of uncertainty, NaN where there are none.
    beside
        What stands beside each bar.
    """

    heading: str
    names: Sequence[Any]
    values: Floats
    colors: Sequence[Any]
    low: Floats
    high: Floats
    beside: Sequence[str]


def ranked(ax: Axes, blocks: Sequence[Block], text_kws: Mapping[str, Any], bar_kws: Mapping[str, Any]) -> None:
    """Draw bars below each other, a heading above each block that has one.

    Parameters
    ----------
    ax
        The Axes.
    blocks
        The blocks, from the top down.
    text_kws
        Passed to the names of the bars.
    bar_kws
        Passed to the bars.
    """
    places, heads, at = [], [], 0.0
    for block in blocks:
        heads.append(at)
        first = at + (1 if block.heading else 0)
        places += [first + number for number in range(len(block.names))]
        at = first + len(block.names) + 0.4
    values, low, high = (np.concatenate([getattr(b, name) for b in blocks]) for name in ("values", "low", "high"))
    colors = [color for block in blocks for color in block.colors]
    ax.barh(places, values, **{"color": colors, "height": 0.72, **normalize_kwargs(dict(bar_kws), Rectangle)})
    known = np.isfinite(low) & np.isfinite(high)
    if known.any():
        ax.hlines(np.array(places)[known], low[known], high[known], color=ink(0.75), linewidth=1.0)
    ends = np.fmax(values, np.where(known, high, values))
    beside = [text for block in blocks for text in block.beside]
    for place, end, text in zip(places, ends, beside, strict=True):
        if text:
            ax.annotate(text, (end, place), xytext=(4, 0), textcoords="offset points", va="center", ha="left",
                        fontsize="x-small", color=ink())  # fmt: skip
    room = room_beside(ax, beside)
    ax.margins(x=room / (1 - room))  # bars stick to zero; no limit, so that the scale can be made logarithmic
    tidy_rows(ax)
    name_rows(ax, places, [name_of(name) for block in blocks for name in block.names], text_kws)
    named = [(place, block) for place, block in zip(heads, blocks, strict=True) if block.heading]
    headings(ax, [place for place, _ in named], [block.heading for _, block in named],
             [block.colors[0] if len(block.colors) else ink() for _, block in named])  # fmt: skip
