"""Labels by hand: a widget with a key for each, written to a file as they are given."""

from __future__ import annotations

from newskit.widgets.labelling.label import label
from newskit.widgets.labelling.widget import Labelling

__all__ = ["Labelling", "label"]
