"""newskit: analyse news in Jupyter.

Read articles from any form into one table, measure them, compare sources and times, plot, explore.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from newskit import features
from newskit.errors import NewskitError, NewskitWarning
from newskit.features import Feature, extract, feature
from newskit.language import tokens
from newskit.read import SourceFile, read, reader
from newskit.sample import load_sample, sample_path
from newskit.schema import Problem, as_articles, check_articles, problems

if TYPE_CHECKING:
    from newskit import plot, widgets
    from newskit.features import FeatureExtractor
    from newskit.learn import SentimentClassifier, TargetSentimentClassifier, learning_curve
    from newskit.plot import palette
    from newskit.read import Article, parse_html, parse_text
    from newskit.tables import (
        SearchIndex,
        agenda,
        agenda_distances,
        articles_in,
        audit,
        collocations,
        compare,
        cooccurrence,
        coverage,
        dispersion,
        explain_sentiment,
        frequencies,
        keyness,
        keyness_from_counts,
        keyphrase_background,
        keyphrases,
        kwic,
        search,
        sentiment,
        sentiment_thresholds,
        similarity,
        target_sentiment,
        trend,
        volume,
    )
    from newskit.widgets import explore, interact, label

__all__ = [
    "Article",
    "Feature",
    "FeatureExtractor",
    "NewskitError",
    "NewskitWarning",
    "Problem",
    "SearchIndex",
    "SentimentClassifier",
    "SourceFile",
    "TargetSentimentClassifier",
    "agenda",
    "agenda_distances",
    "articles_in",
    "as_articles",
    "audit",
    "check_articles",
    "collocations",
    "compare",
    "cooccurrence",
    "coverage",
    "dispersion",
    "explain_sentiment",
    "explore",
    "extract",
    "feature",
    "features",
    "frequencies",
    "interact",
    "keyness",
    "keyness_from_counts",
    "keyphrase_background",
    "keyphrases",
    "kwic",
    "label",
    "learning_curve",
    "load_sample",
    "palette",
    "parse_html",
    "parse_text",
    "plot",
    "problems",
    "read",
    "reader",
    "sample_path",
    "search",
    "sentiment",
    "sentiment_thresholds",
    "similarity",
    "target_sentiment",
    "tokens",
    "trend",
    "volume",
    "widgets",
]


# What takes time to import (matplotlib, scikit-learn, the page model, all tables) is loaded with the first use of it.
_LATER = {
    "newskit.learn": ("SentimentClassifier", "TargetSentimentClassifier", "learning_curve"),
    "newskit.widgets": ("explore", "interact", "label"),
    "newskit.plot": ("palette",),
    "newskit.read.page": ("Article", "parse_html", "parse_text"),
    "newskit.tables": (
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
        "frequencies",
        "keyness",
        "keyness_from_counts",
        "keyphrase_background",
        "keyphrases",
        "kwic",
        "search",
        "sentiment",
        "sentiment_thresholds",
        "similarity",
        "target_sentiment",
        "trend",
        "volume",
    ),
}


def __getattr__(name: str) -> object:
    if name in ("plot", "widgets"):
        return importlib.import_module(f"newskit.{name}")
    if name == "FeatureExtractor":
        return features.FeatureExtractor
    for module, members in _LATER.items():
        if name in members:
            return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
