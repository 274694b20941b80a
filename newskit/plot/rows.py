"""Pictures whose rows have names: terms and groups down the left side, as plain text in a font that has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from newskit.plot.canvas import ink
from newskit.plot.text import label_kws

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["headings", "name_rows", "tidy_rows"]


def name_rows(ax: Axes, places: Sequence[float], names: Sequence[str], text_kws: Mapping[str, Any]) -> None:
    """Write a name beside each row; the first row is at the top."""
    font = ax.yaxis.get_ticklabels()[0].get_fontproperties() if ax.yaxis.get_ticklabels() else None
    shown = [label_kws(name, font) for name in names]
    ax.set_yticks(list(places), [kws["text"] for kws in shown])
    for label, kws in zip(ax.get_yticklabels(), shown, strict=True):
        label.set(fontfamily=kws["fontfamily"], parse_math=False, **text_kws)
    ax.set_ylim(max(places, default=0) + 0.8, -0.8)


def headings(ax: Axes, places: Sequence[float], names: Sequence[str], colors: Sequence[Any]) -> None:
    """Write a heading in a row of its own, at the left edge of the picture."""
    for place, name, color in zip(places, names, colors, strict=True):
        kws = label_kws(name)
        text = kws.pop("text")
        ax.text(0, place, text, transform=ax.get_yaxis_transform(), color=color, va="center", ha="left",
                fontweight="bold", fontsize="small", **kws)  # fmt: skip


def tidy_rows(ax: Axes) -> None:
    """Leave only what helps to read along rows: no frame but the lower edge, pale vertical lines behind."""
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_axisbelow(True)
    ax.grid(axis="x", color=ink(0.15), linewidth=0.6)
    ax.grid(visible=False, axis="y")
