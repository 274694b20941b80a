"""newskit: analyse news in Jupyter.

Read articles from any form into one table, measure them, compare sources and times, plot, explore.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newskit import features
from newskit.errors import NewskitError, NewskitWarning
from newskit.features import Feature, extract, feature
from newskit.language import tokens
from newskit.read import SourceFile, read, reader
from newskit.schema import Problem, as_articles, check_articles, problems

if TYPE_CHECKING:
    from newskit.features import FeatureExtractor

__all__ = [
    "Feature",
    "FeatureExtractor",
    "NewskitError",
    "NewskitWarning",
    "Problem",
    "SourceFile",
    "as_articles",
    "check_articles",
    "extract",
    "feature",
    "features",
    "problems",
    "read",
    "reader",
    "tokens",
]


def __getattr__(name: str) -> object:
    # scikit-learn takes a second to import, which only its users should wait for.
    if name == "FeatureExtractor":
        return features.FeatureExtractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
