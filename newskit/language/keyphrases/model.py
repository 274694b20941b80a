"""From measures to a score: three sets of weights, one for each style, learned from phrases that people chose.

A score is the chance that the annotators of the training texts would have chosen the phrase: a logistic regression on
the measures, then a second one with three numbers that evens out how many phrases an article has to choose from. So
.3 means the same in a note of a hundred words and in a report of three thousand. ``scripts/train_keyphrases.py``
trains it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from newskit.errors import require_choice
from newskit.language.keyphrases.measures import NAMES

__all__ = ["FULL_NAMES", "STYLES", "Weights", "weights"]

Floats = npt.NDArray[np.float64]

STYLES = ("balanced", "phrase", "word")
FULL_NAMES = frozenset({"balanced"})
"""Styles in which a part of a name gives way to the full name."""
_DIGITS = 6
# Shorter articles than people labelled get the scores of one of this length.
_LEAST_WORDS = 100


@dataclass(frozen=True)
class Weights:
    """The weights of one style.

    Parameters
    ----------
    values
        A weight for each measure, in the order of `newskit.language.keyphrases.measures.NAMES`.
    single
        What comes to each weight for a phrase of one word.
    scale, words, bias
        The score is the logistic function of ``scale * z + words * log(1 + n_words) + bias``, where ``z`` is the
        weighted sum.
    """

    values: tuple[float, ...]
    single: tuple[float, ...]
    scale: float = 1.0
    words: float = 0.0
    bias: float = 0.0

    def sums(self, columns: Iterable[Floats], is_single: npt.NDArray[np.bool_]) -> Floats:
        """Return the weighted sum of each candidate, rounded so that no last bit decides an order.

        Parameters
        ----------
        columns
            A value for each candidate, a measure at a time.
        is_single
            Which candidates are one word.
        """
        total = np.zeros(len(is_single))
        for value, more, column in zip(self.values, self.single, columns, strict=True):
            total += np.where(is_single, value + more, value) * column
        return np.round(total, _DIGITS)

    def scores(self, sums: Floats, n_words: npt.NDArray[np.int64]) -> Floats:
        """Return the chance of each candidate, given its weighted sum and the number of words of its article."""
        z = self.scale * sums + self.words * np.log1p(np.maximum(n_words, _LEAST_WORDS)) + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(z, -30, 30))))


@cache
def weights(style: str) -> Weights:
    """Return the weights of a style that ship with newskit.

    Raises
    ------
    InputError
        If there is no such style.
    """
    require_choice("style", style, STYLES)
    path = files("newskit.language.keyphrases").joinpath("data", "weights.json")
    content = json.loads(path.read_text(encoding="utf-8"))[style]
    values, single = (tuple(content[part][name] for name in NAMES) for part in ("values", "single"))
    return Weights(values, single, content["scale"], content["words"], content["bias"])
