"""The small print below a picture: what is drawn apart, left out, or counted how."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakSet

from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform

from newskit.plot.canvas import ink
from newskit.plot.text import label_kws, size_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

__all__ = ["Note", "Remark", "add_note", "merged", "note_below_scale", "note_of", "wrapped"]

_GAP = 4.0  # points between the axis and the note


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence of a note.

    Parameters
    ----------
    text
        The sentence; ``{n}`` stands for the number and ``{s}`` for the plural's s.
    n
        The number. Panels of one figure say the sentence once, with the sum of their numbers.
    """

    text: str
    n: int | None = None

    def __str__(self) -> str:
        n = self.n or 0
        return self.text if self.n is None else self.text.format(n=f"{n:,}", s="" if n == 1 else "s")


def merged(remarks: Iterable[Remark]) -> list[Remark]:
    """Return remarks with each sentence once, numbers added up.

    >>> [str(r) for r in merged([Remark("{n} article{s} left out.", 1), Remark("{n} article{s} left out.", 2)])]
    ['3 articles left out.']
    """
    found: dict[str, Remark] = {}
    for remark in remarks:
        known = found.get(remark.text)
        if known is None or remark.n is None:
            found[remark.text] = remark
        else:
            found[remark.text] = replace(remark, n=(known.n or 0) + remark.n)
    return list(found.values())


def wrapped(text: str, width: float, font: FontProperties, dpi: float, renderer: RendererBase | None = None) -> str:
    """Return `text` in lines that are at most `width` pixels wide.

    Small letters are set on whole pixels, which makes a line up to a tenth wider than its outlines: what the renderer
    says counts, and without one there is room for that.
    """

    def wide(line: str) -> float:
        if renderer is None:
            return 1.1 * size_of(line, font, dpi)[0]
        with warnings.catch_warnings():
            # Of letters that no font has, `label_kws` warns once and in plain words.
            warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
            return float(renderer.get_text_width_height_descent(line, font, ismath=False)[0])

    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and wide(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


class Note(Text):
    """Small print below the horizontal axis, as wide as the Axes, wherever its labels end."""

    def __init__(self, remarks: Iterable[Remark], **text_kws: Any) -> None:
        kws = {"fontsize": "x-small", "color": ink(), **text_kws}
        super().__init__(0, 0, "", va="top", ha="left", transform=IdentityTransform(), **kws)
        self.remarks: list[Remark] = []
        self.add(remarks)

    def add(self, remarks: Iterable[Remark]) -> None:
        """Add remarks that the note does not have yet."""
        self.remarks = list(dict.fromkeys([*self.remarks, *remarks]))
        kws = label_kws(" ".join(map(str, self.remarks)), self.get_fontproperties())
        self._whole = kws["text"]
        self.set(**kws)

    def get_window_extent(self, renderer: RendererBase | None = None, dpi: float | None = None) -> Bbox:
        """Return the extent of the note where it will be drawn."""
        self._settle(renderer)
        return super().get_window_extent(renderer, dpi)

    def get_tightbbox(self, renderer: RendererBase | None = None) -> Bbox | None:
        """Return what a layout has to make room for.

        Below a scale of colours the note may be as wide as both. Were its width counted, the layout would make the Axes
        narrower, to have the scale beside the note, and narrower again every time that the figure is drawn.
        """
        box = super().get_tightbbox(renderer)
        if box is None or self.axes is None or self.axes not in _SCALED:
            return box
        return Bbox.from_extents(box.x0, box.y0, min(box.x1, max(float(self.axes.bbox.x1), box.x0)), box.y1)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the note below what the axis has taken."""
        self._settle(renderer)
        super().draw(renderer)

    def _settle(self, renderer: RendererBase | None) -> None:
        ax = self.axes
        if ax is None or not self.get_visible():
            return
        # Without one, the last renderer, as matplotlib itself does: else the note would be wrapped in another way.
        renderer = renderer or getattr(self, "_renderer", None)
        dpi = cast("Figure", ax.figure).dpi
        taken = ax.xaxis.get_tightbbox(renderer)
        low = min(ax.bbox.y0, taken.y0) if taken is not None else ax.bbox.y0
        self.set_position((ax.bbox.x0, low - _GAP * dpi / 72))
        self.set_text(wrapped(self._whole, _room(cast("Axes", ax)), self.get_fontproperties(), dpi, renderer))


def _room(ax: Axes) -> float:
    """Return how wide a note can be: to the edge of the place that the figure's grid has for the Axes.

    Not the width of the Axes: a layout engine narrows that, and the note would grow after its height was reckoned.
    """
    place = ax.get_subplotspec()
    if place is None:
        return float(ax.bbox.width)
    edge = float(ax.figure.bbox.width) * place.colspan.stop / place.get_gridspec().ncols
    return max(edge - float(ax.bbox.x0) - 4, float(ax.bbox.width) * 0.5)


_SCALED: WeakSet[object] = WeakSet()


def note_below_scale(ax: Axes) -> None:
    """Let the note of an Axes reach below the scale of colours that stands beside it."""
    _SCALED.add(ax)


def note_of(ax: Axes) -> Note | None:
    """Return the note of an Axes, ``None`` if it has none."""
    return next((text for text in ax.texts if isinstance(text, Note)), None)


def add_note(ax: Axes, remarks: Iterable[Remark]) -> None:
    """Add remarks to the note of an Axes."""
    remarks = list(remarks)
    note = note_of(ax)
    if note is not None:
        note.add(remarks)
    elif remarks:
        note = Note(remarks)
        ax.add_artist(note)
        note.set_clip_on(False)
