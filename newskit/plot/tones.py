"""Good and bad as colours, alike in every picture of sentiment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgb

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["BAD", "GOOD", "tones"]

BAD, GOOD = "#b84f00", "#0072b2"
"""Orange and blue can be told apart by nearly everyone."""


def tones(ax: Axes) -> LinearSegmentedColormap:
    """Return colours from bad over neither to good, which stand out from the background of an Axes."""
    is_dark = float(np.dot(to_rgb(ax.get_facecolor()[:3]), [0.2126, 0.7152, 0.0722])) < 0.5
    middle, bad, good = ("#8a8a8a", "#ff9a45", "#6cc1f5") if is_dark else ("#b9b9b9", BAD, GOOD)
    return LinearSegmentedColormap.from_list("newskit tones", [bad, middle, good])
