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
from newskit.tables import (
    articles_in,
    collocations,
    cooccurrence,
    dispersion,
    frequencies,
    keyness,
    keyness_from_counts,
    kwic,
    volume,
)

if TYPE_CHECKING:
    from newskit import plot
    from newskit.features import FeatureExtractor
    from newskit.plot import palette
    from newskit.read import Article, parse_html, parse_text

__all__ = [
    "Article",
    "Feature",
    "FeatureExtractor",
    "NewskitError",
    "NewskitWarning",
    "Problem",
    "SourceFile",
    "articles_in",
    "as_articles",
    "check_articles",
    "collocations",
    "cooccurrence",
    "dispersion",
    "extract",
    "feature",
    "features",
    "frequencies",
    "keyness",
    "keyness_from_counts",
    "kwic",
    "load_sample",
    "palette",
    "parse_html",
    "parse_text",
    "plot",
    "problems",
    "read",
    "reader",
    "sample_path",
    "tokens",
    "volume",
]


def __getattr__(name: str) -> object:
    # matplotlib, scikit-learn and the page model take time to import, which only their users should wait for.
    if name == "plot":
        return importlib.import_module("newskit.plot")
    if name == "palette":
        return importlib.import_module("newskit.plot").palette
    if name in ("Article", "parse_html", "parse_text"):
        return getattr(importlib.import_module("newskit.read.page"), name)
    if name == "FeatureExtractor":
        return features.FeatureExtractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
