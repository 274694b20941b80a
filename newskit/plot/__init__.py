"""Pictures of newskit's tables: one helper for each, drawing on an Axes and returning it.

Every helper takes its table first and the rest by keyword, draws on ``ax`` (pyplot's current one by default), never
shows, and changes no setting of matplotlib. What helpers share stands once, in this package's modules:

- ``colors`` and ``palette``: which colours there are, and which name has which;
- ``labels``: names at the ends of lines, none over another;
- ``rows``: names and headings down the left side;
- ``timeline``: the axis of dates; ``over_time``: a table as a matrix of groups and periods;
- ``notes``: the small print below; ``text``: names as plain text in a font that has them;
- ``canvas``: the Axes; ``style``: looks for a whole figure.
"""

from __future__ import annotations

from newskit.plot.agenda import agenda
from newskit.plot.audit import audit
from newskit.plot.compare import compare
from newskit.plot.coverage import coverage
from newskit.plot.dispersion import dispersion
from newskit.plot.facet import facet
from newskit.plot.keyness import keyness
from newskit.plot.labels import label_ends
from newskit.plot.palette import Palette, palette
from newskit.plot.similarity import similarity
from newskit.plot.style import style
from newskit.plot.trend import trend
from newskit.plot.volume import volume

__all__ = [
    "Palette",
    "agenda",
    "audit",
    "compare",
    "coverage",
    "dispersion",
    "facet",
    "keyness",
    "label_ends",
    "palette",
    "similarity",
    "style",
    "trend",
    "volume",
]
