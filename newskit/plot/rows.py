"""Pictures whose rows have names: terms and groups down the left side, as plain text in a font that has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from matplotlib.font_manager import FontProperties

from newskit.errors import InputError
from newskit.plot.canvas import ink
from newskit.plot.text import label_kws, shortened, size_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["SharedRowsError", "headings", "name_rows", "room_beside", "tidy_rows"]


class SharedRowsError(InputError):
    """Rows with names are to be drawn on an Axes that shares its rows with others."""


_WIDEST = 0.38  # of the figure
_SMALLEST = 4.0  # points; below it nobody reads
_ROOM = 0.78  # of the room for a row, since axis and notes will take some of the Axes' height


def name_rows(ax: Axes, places: Sequence[float], names: Sequence[str], text_kws: Mapping[str, Any]) -> None:
    """Write a name beside each row; the first row is at the top.

    Where rows are many, names are smaller than tick labels usually are; long ones are shortened in their middle.
    """
    if len(ax.get_shared_y_axes().get_siblings(ax)) > 1:
        raise SharedRowsError("each panel has rows with names of their own, so they cannot share a scale: sharey=False")
    ax.set_ylim(max(places, default=0) + 0.8, -0.8)
    labels = ax.yaxis.get_ticklabels()
    font = (labels[0].get_fontproperties() if labels else FontProperties()).copy()
    figure = cast("Figure", ax.figure)
    room = ax.bbox.height * 72 / figure.dpi / (max(places, default=0) + 1.6)
    font.set_size(max(min(font.get_size_in_points(), _ROOM * room), _SMALLEST))
    shown = [label_kws(name, font) for name in names]
    texts = []
    for kws in shown:
        own = font.copy()
        own.set_family(kws["fontfamily"])
        texts.append(shortened(kws["text"], _WIDEST * figure.bbox.width, own, figure.dpi))
    ax.set_yticks(list(places), texts)
    for label, kws in zip(ax.get_yticklabels(), shown, strict=True):
        given = {"fontsize": font.get_size_in_points(), "fontfamily": kws["fontfamily"], **text_kws}
        label.set(parse_math=False, **given)


def room_beside(ax: Axes, texts: Sequence[str]) -> float:
    """Return what share of the width of an Axes the widest of these small texts will take, names beside the rows drawn.

    Texts that stand at the ends of bars need that much room, since nothing else will make it for them.
    """
    font = FontProperties(size="x-small")
    dpi = cast("Figure", ax.figure).dpi
    widest = max((size_of(text, font, dpi)[0] for text in texts), default=0.0)
    return min((1.1 * widest + 6 * dpi / 72) / ((1 - _WIDEST) * ax.bbox.width), 0.3)


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
