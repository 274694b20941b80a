"""Widgets for notebooks: controls beside tables and pictures; each has a static twin for where no widget runs."""

from __future__ import annotations

from newskit.widgets.explorer import Explorer, explore
from newskit.widgets.interactive import interact
from newskit.widgets.labelling import Labelling, label
from newskit.widgets.panel import Panel
from newskit.widgets.panels import keyness_panel, kwic_panel, sentiment_panel, volume_panel

__all__ = [
    "Explorer",
    "Labelling",
    "Panel",
    "explore",
    "interact",
    "keyness_panel",
    "kwic_panel",
    "label",
    "sentiment_panel",
    "volume_panel",
]
