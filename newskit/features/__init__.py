"""Features: what can be measured on one article, and how to measure it on all of them.

A feature is an annotated function (`feature`); `extract` runs features on a table of articles, `table` lists them, and
`FeatureExtractor` is the same as a scikit-learn transformer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newskit.features.core import Feature, feature
from newskit.features.extraction import extract
from newskit.features.registry import table

if TYPE_CHECKING:
    from newskit.features.extractor import FeatureExtractor

__all__ = ["Feature", "FeatureExtractor", "extract", "feature", "table"]


def __getattr__(name: str) -> object:
    # scikit-learn takes a second to import, which only its users should wait for.
    if name == "FeatureExtractor":
        from newskit.features.extractor import FeatureExtractor  # noqa: PLC0415

        return FeatureExtractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
