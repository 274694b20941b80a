"""Every plot test draws without a screen, starts without figures and leaves matplotlib's settings as they were."""

from __future__ import annotations

import itertools

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from newskit.plot import palette


@pytest.fixture(autouse=True)
def _clean():
    plt.switch_backend("agg")
    palette.reset()
    before = mpl.rcParams.copy()
    yield
    assert mpl.rcParams == before
    plt.close("all")
    palette.reset()


def _texts(ax):
    """Return all texts of an Axes that are to be seen, with their extents."""
    ticks = [tick.label1 for axis in (ax.xaxis, ax.yaxis) for tick in axis._update_ticks()]
    texts = [*ax.texts, *ticks, ax.xaxis.label, ax.yaxis.label, ax.title, ax._left_title]
    shown = [text for text in texts if text.get_visible() and text.get_text() and getattr(text, "is_placed", True)]
    return [(text.get_text(), text.get_window_extent()) for text in shown]


@pytest.fixture
def colliding():
    """A function that returns the pairs of texts of an Axes of which one covers the other by more than a pixel."""

    def pairs(ax) -> list[tuple[str, str]]:
        ax.figure.canvas.draw()
        found = _texts(ax)
        inner = [(text, box.padded(-1)) for text, box in found]
        return [(a, b) for (a, one), (b, other) in itertools.combinations(inner, 2) if one.overlaps(other)]

    return pairs


@pytest.fixture
def cut_off():
    """A function that returns the texts of an Axes that reach over the figure's edge."""

    def texts(ax) -> list[str]:
        ax.figure.canvas.draw()
        box = ax.figure.bbox
        edges = (box.x0 - 1, box.x1 + 1, box.y0 - 1, box.y1 + 1)
        return [
            text for text, e in _texts(ax)
            if e.x0 < edges[0] or e.x1 > edges[1] or e.y0 < edges[2] or e.y1 > edges[3]
        ]  # fmt: skip

    return texts
