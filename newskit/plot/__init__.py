"""Pictures of newskit's tables: one helper for each, drawing on an Axes and returning it.

Every helper takes its table first and the rest by keyword, draws on ``ax`` (pyplot's current one by default), never
shows, and changes no setting of matplotlib. What helpers share stands once, in this package's modules:

- ``colors`` and ``palette``: which colours there are, and which name has which;
- ``labels`` and ``point_labels``: names at the ends of lines and beside points, none over another;
- ``rows``: names and headings down the left side; ``ranked``: bars in blocks; ``strokes``: a stroke for every use;
- ``lines``: groups over time; ``ranks``: slopes and ranks; ``heat``: shades; ``calendar``: days;
- ``network`` and ``layout``: pairs of words; ``terms``: what the pictures of terms share;
- ``timeline``: the axis of dates; ``over_time``: a table as a matrix of groups and periods;
- ``notes``: the small print below; ``text``: names as plain text in a font that has them;
- ``canvas``: the Axes; ``drawn``: the table that it shows; ``save``: both as files;
- ``style``: looks for a whole figure.
"""

from __future__ import annotations

from newskit.plot.agenda import agenda
from newskit.plot.audit import audit
from newskit.plot.collocations import collocations
from newskit.plot.compare import compare
from newskit.plot.cooccurrence import cooccurrence
from newskit.plot.coverage import coverage
from newskit.plot.dispersion import dispersion
from newskit.plot.drawn import table_of
from newskit.plot.facet import facet
from newskit.plot.frequencies import frequencies
from newskit.plot.keyness import keyness
from newskit.plot.keyphrases import keyphrases
from newskit.plot.kwic import kwic
from newskit.plot.labels import label_lines
from newskit.plot.palette import Palette, palette
from newskit.plot.point_labels import label_points
from newskit.plot.save import save
from newskit.plot.sentiment import sentiment
from newskit.plot.similarity import similarity
from newskit.plot.style import style
from newskit.plot.target_sentiment import target_sentiment
from newskit.plot.trend import trend
from newskit.plot.volume import volume

__all__ = [
    "Palette",
    "agenda",
    "audit",
    "collocations",
    "compare",
    "cooccurrence",
    "coverage",
    "dispersion",
    "facet",
    "frequencies",
    "keyness",
    "keyphrases",
    "kwic",
    "label_lines",
    "label_points",
    "palette",
    "save",
    "sentiment",
    "similarity",
    "style",
    "table_of",
    "target_sentiment",
    "trend",
    "volume",
]
