"""Analyses of a whole corpus: articles in, a tidy table out, and the way back from a row to its articles.

Every table here keeps the same conventions, so that pictures, `articles_in` and users can rely on them:

- one row per period and group; ``period`` is the start of a calendar bin and ``period_end`` the start of the next one,
  with time zone; ``NaT`` holds the articles without a date;
- the columns given as ``by=`` keep their names and types; a missing value is a group of its own and stays missing;
- ``articles`` counts the articles of the row; ``total`` is what a ``share`` is a share of;
- ``term`` is the name of a term that was looked for, ``count`` how often it is used;
- ``complete`` is false for a bin that the articles cover only in part;
- how the table was made travels in ``table.attrs["newskit_table"]``, see `newskit.tables.recipe`.
"""

from __future__ import annotations

from newskit.tables.agenda import agenda, agenda_distances
from newskit.tables.articles_in import articles_in
from newskit.tables.audit import audit
from newskit.tables.collocations import collocations
from newskit.tables.compare import compare
from newskit.tables.concordance import Concordance
from newskit.tables.cooccurrence import cooccurrence
from newskit.tables.coverage import coverage
from newskit.tables.dispersion import dispersion
from newskit.tables.explain_sentiment import explain_sentiment
from newskit.tables.explanation import Explanation
from newskit.tables.frequencies import frequencies
from newskit.tables.keyness import keyness, keyness_from_counts
from newskit.tables.keyphrases import keyphrase_background, keyphrases
from newskit.tables.kwic import kwic
from newskit.tables.search import search
from newskit.tables.searching.index import SearchIndex
from newskit.tables.searching.memory import forget_searches, set_search_memory
from newskit.tables.sentiment import sentiment
from newskit.tables.similarity import similarity
from newskit.tables.target_sentiment import target_sentiment
from newskit.tables.thresholds import sentiment_thresholds
from newskit.tables.trend import trend
from newskit.tables.volume import volume

__all__ = [
    "Concordance",
    "Explanation",
    "SearchIndex",
    "agenda",
    "agenda_distances",
    "articles_in",
    "audit",
    "collocations",
    "compare",
    "cooccurrence",
    "coverage",
    "dispersion",
    "explain_sentiment",
    "forget_searches",
    "frequencies",
    "keyness",
    "keyness_from_counts",
    "keyphrase_background",
    "keyphrases",
    "kwic",
    "search",
    "sentiment",
    "sentiment_thresholds",
    "set_search_memory",
    "similarity",
    "target_sentiment",
    "trend",
    "volume",
]
