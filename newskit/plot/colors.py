"""The colours that newskit draws in.

The eight can be told apart by people with red, green or blue blindness, and stand out from white and from black. Six
are Okabe and Ito's (2008, "Color Universal Design"), two are Tol's (2021, "Colour schemes", SRON/EPS/TN/09-002): of all
pairs that could join the six, one that leaves the nearest two of the eight as far apart as any under simulated colour
blindness. The black and yellow of the former are left out: each vanishes on one background.
"""

from __future__ import annotations

__all__ = ["COLORS", "GLYPHS", "MARKERS", "OTHER"]

COLORS = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#aa3377", "#117733")
"""The colours of groups."""

OTHER = "#808080"
"""The colour of what has no name (a missing group) and of what is summed up or left in the background."""

MARKERS = ("", "s", "^", "D", "v", "P", "X", "*")
"""How lines of one colour differ: the first has no marker, the second squares, and so on."""

GLYPHS = ("", "■", "▲", "◆", "▼", "✚", "✖", "★")
"""The same markers as letters, for labels."""
