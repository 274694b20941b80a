"""Logistic regression over families of features, with probabilities that mean what they say."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from newskit.learn.blocks import Block, Numbers, Strings, learn_block, learn_numbers

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["Features", "Linear", "Settings", "calibration_error", "folds_of", "learn_linear"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_FOLDS = 3
# Temperatures are looked for between these.
_COLDEST, _HOTTEST = 0.25, 8.0
_MOST_STEPS = 500


@dataclass(frozen=True)
class Features:
    """What is known of some rows: counted features by family, and measured ones with their names."""

    strings: Mapping[str, Strings]
    names: Sequence[str]
    numbers: Floats

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True)
class Settings:
    """How to learn.

    Attributes
    ----------
    weights
        The length of a row in each counted family.
    min_counts
        In how many rows a feature of it has to stand.
    number_weight
        The root mean square of a measured feature.
    C, class_weight
        As for scikit-learn's `LogisticRegression`.
    calibrate
        Whether to find the temperature of the probabilities.
    """

    weights: Mapping[str, float]
    min_counts: Mapping[str, int]
    number_weight: float
    C: float
    class_weight: Any
    calibrate: bool


@dataclass(frozen=True, eq=False)
class Linear:
    """A fitted model.

    Attributes
    ----------
    blocks
        The counted families.
    numbers
        The measured family.
    coef, intercept
        Classes by features; of two classes, the second's alone.
    temperature
        What scores are divided by.
    """

    blocks: dict[str, Block]
    numbers: Numbers
    coef: Floats
    intercept: Floats
    temperature: float

    def matrix(self, features: Features) -> sparse.csr_matrix:
        """Return the rows with a column for each feature."""
        from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

        parts = [block.matrix(features.strings[name]) for name, block in self.blocks.items()]
        return sparse.hstack([*parts, self.numbers.matrix(features.numbers)], format="csr")

    def names(self) -> list[tuple[str, str]]:
        """Return the family and the name of each feature, in the order of the columns."""
        counted = [(family, name) for family, block in self.blocks.items() for name in block.names]
        return counted + [("numbers", name) for name in self.numbers.names]

    def scores(self, features: Features) -> Floats:
        """Return a score for each row and class, over the temperature."""
        return _scores(self.matrix(features), self.coef, self.intercept) / self.temperature

    def probabilities(self, features: Features) -> Floats:
        """Return the probability of each class for each row."""
        return _softmax(self.scores(features))


def learn_linear(features: Features, codes: Ints, groups: Sequence[str], settings: Settings) -> Linear:
    """Return a model learned from labelled rows.

    Parameters
    ----------
    features
        The rows.
    codes
        The class of each, from 0.
    groups
        Rows with the same string here are never on both sides when the probabilities are calibrated.
    settings
        How to learn.
    """
    blocks = {
        name: learn_block(rows, settings.min_counts[name], settings.weights[name])
        for name, rows in features.strings.items()
    }
    numbers = learn_numbers(features.names, features.numbers, settings.number_weight)
    empty = np.zeros((0, 0))
    x = Linear(blocks, numbers, empty, empty, 1.0).matrix(features)
    coef, intercept = _regression(x, codes, settings)
    temperature = 1.0
    if settings.calibrate:
        held_out = _held_out(x, codes, folds_of(groups, _FOLDS), settings)
        if held_out is not None:
            temperature = _temperature(held_out, codes)
    return Linear(blocks, numbers, coef, intercept, temperature)


def folds_of(groups: Sequence[str], n: int) -> Ints:
    """Return a fold for each row, by the content of its group: whatever the order of the rows, it is the same.

    >>> folds_of(["a text", "another", "a text"], 3).tolist()
    [1, 0, 1]
    """
    codes = {group: zlib.crc32(group.encode("utf-8", "surrogatepass")) for group in dict.fromkeys(groups)}
    place = {group: at % n for at, (_, group) in enumerate(sorted((code, group) for group, code in codes.items()))}
    return np.array([place[group] for group in groups], dtype=np.int64)


def calibration_error(probabilities: npt.ArrayLike, codes: npt.ArrayLike, bins: int = 10) -> float:
    """Return how far the probability of the likeliest class is from how often it is right, on average.

    The expected calibration error over bins of equal width (Naeini, Cooper and Hauskrecht 2015); 0 is perfect.

    >>> calibration_error([[0.75, 0.25]] * 8, [0] * 6 + [1] * 2)
    0.0
    """
    chances, right = np.asarray(probabilities, dtype=float), np.asarray(codes)
    if not len(chances):
        return float("nan")
    sure, hit = chances.max(axis=1), chances.argmax(axis=1) == right
    part = np.minimum((sure * bins).astype(int), bins - 1)
    # The share of a bin times the distance of its means is the distance of its sums over all rows.
    return float(np.abs(np.bincount(part, sure) - np.bincount(part, hit)).sum() / len(sure))


def _regression(x: sparse.csr_matrix, codes: Ints, settings: Settings) -> tuple[Floats, Floats]:
    """Return coefficients and intercepts."""
    from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415 - takes a second to import
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - the same
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - needed for nothing else; comes with scikit-learn

    model = LogisticRegression(C=settings.C, class_weight=settings.class_weight, max_iter=_MOST_STEPS)
    # The steps are so small that threads cost more than they do, ten times as much where other processes are at work.
    with warnings.catch_warnings(), threadpool_limits(limits=1):
        # After so many steps what is left to gain is far below what labels are worth.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(x, codes)
    return np.asarray(model.coef_, dtype=float), np.asarray(model.intercept_, dtype=float)


def _scores(x: sparse.csr_matrix, coef: Floats, intercept: Floats) -> Floats:
    made = np.asarray(x @ coef.T) + intercept
    return np.hstack([np.zeros_like(made), made]) if made.shape[1] == 1 else made


def _softmax(scores: Floats) -> Floats:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True)) if len(scores) else scores
    return np.asarray(grown / grown.sum(axis=1, keepdims=True))


def _held_out(x: sparse.csr_matrix, codes: Ints, fold: Ints, settings: Settings) -> Floats | None:
    """Return scores of rows that the model had not seen; None where a fold lacks a class."""
    n_classes = int(codes.max()) + 1
    scores = np.zeros((len(codes), n_classes))
    for number in range(_FOLDS):
        rest = fold != number
        if len(np.unique(codes[rest])) < n_classes or not (~rest).any():
            return None
        # As strict for each label as the model of all of them is, or the scores would be smaller than its.
        strict = replace(settings, C=settings.C * len(codes) / int(rest.sum()))
        coef, intercept = _regression(x[rest], codes[rest], strict)
        scores[~rest] = _scores(x[~rest], coef, intercept)
    return scores


def _temperature(scores: Floats, codes: Ints) -> float:
    """Return what to divide scores by so that the labels are likeliest (Guo et al. 2017)."""
    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - takes as long to import as all of newskit

    rows = np.arange(len(codes))

    def loss(log: float) -> float:
        heat = scores / np.exp(log)
        most = heat.max(axis=1)
        return float((np.log(np.exp(heat - most[:, None]).sum(axis=1)) + most - heat[rows, codes]).mean())

    found = minimize_scalar(loss, bounds=(np.log(_COLDEST), np.log(_HOTTEST)), method="bounded")
    return float(np.exp(found.x))
