"""Where negative ends and positive begins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_list
from newskit.schema import STRING_DTYPE

__all__ = ["LABELS", "Thresholds", "as_thresholds", "labels_of", "sentiment_thresholds"]

LABELS = ("negative", "neutral", "positive")
_WORDS = {"negative": -1, "neg": -1, "neutral": 0, "neu": 0, "positive": 1, "pos": 1}
# Cuts are looked for at this many places on each side.
_CANDIDATES = 80


class Thresholds(NamedTuple):
    """From where a score is negative or positive.

    Attributes
    ----------
    negative, positive
        Scores up to the first are negative, from the second up positive, between them neutral.
    macro_f1
        How well these thresholds tell the labels apart that they were chosen on, 0 to 1; NaN for given ones.
    n
        How many labels that were.
    """

    negative: float = -0.05
    positive: float = 0.05
    macro_f1: float = float("nan")
    n: int = 0


def sentiment_thresholds(scores: Iterable[float], labels: Iterable[object]) -> Thresholds:
    """Return the thresholds that tell labels of your own apart best, to hand to `newskit.sentiment`.

    The pair of cuts with the greatest macro F1 is taken; of equally good ones, the pair nearest to zero. The figure
    that comes with it is on the labels it was chosen on, and so a little too good: measure on others.

    Parameters
    ----------
    scores
        Scores of articles, headlines or sentences; missing ones are left out, with their labels.
    labels
        What they should be: ``"negative"``, ``"neutral"`` and ``"positive"``, or numbers, whose sign counts.

    Raises
    ------
    InputError
        If there are not as many labels as scores, a label is not known, or fewer than two kinds of labels are left.

    Examples
    --------
    >>> found = sentiment_thresholds([-0.6, -0.2, 0.0, 0.1, 0.3], [-1, 0, 0, 0, 1])
    >>> -0.6 <= found.negative < -0.2, 0.1 < found.positive <= 0.3, found.macro_f1
    (True, True, 1.0)
    """
    given = pd.Series(require_list("scores", scores, of="numbers"), dtype=object)
    try:
        values = pd.to_numeric(given).to_numpy(dtype=float, na_value=np.nan)
    except (ValueError, TypeError) as error:
        raise InputError(f"scores should be numbers: {error}") from error
    signs = np.array([_sign(label) for label in require_list("labels", labels, of="labels")], dtype=float)
    if len(signs) != len(values):
        raise InputError(f"there are {len(values)} scores but {len(signs)} labels; each score should have one")
    known = ~np.isnan(values) & ~np.isnan(signs)
    values, signs = values[known], signs[known]
    if len(np.unique(signs)) < 2:
        raise InputError(
            f"thresholds need labels of two kinds at least; the {len(signs)} with a score are all of one kind or none"
        )
    return _best(values, signs.astype(int))


def _sign(label: object) -> float:
    """Return -1, 0 or 1 for a label, NaN for a missing one."""
    if isinstance(label, str):
        found = _WORDS.get(label.strip().lower())
        if found is not None:
            return found
    elif label is None or label is pd.NA or label is pd.NaT:
        return float("nan")
    elif isinstance(label, (int, float, np.number)) and not isinstance(label, bool):
        return float(np.sign(label))
    raise InputError(f"the label {label!r} should be 'negative', 'neutral' or 'positive', or a number")


def _best(values: npt.NDArray[np.float64], signs: npt.NDArray[np.int64]) -> Thresholds:
    edges = np.quantile(values, np.linspace(0, 1, _CANDIDATES), method="nearest")
    between = np.unique(np.concatenate([edges, (edges[1:] + edges[:-1]) / 2, [-0.05, 0.05]]))
    lows, highs = between[between < 0], between[between > 0]
    lows = lows if len(lows) else np.array([-0.05])
    highs = highs if len(highs) else np.array([0.05])
    best = Thresholds(macro_f1=-1.0)
    for low in lows[::-1].tolist():
        for high in highs.tolist():
            given = np.where(values <= low, -1, np.where(values >= high, 1, 0))
            f1 = _macro_f1(signs, given)
            if f1 > best.macro_f1 + 1e-12:
                best = Thresholds(low, high, f1, len(values))
    return best


def _macro_f1(signs: npt.NDArray[np.int64], given: npt.NDArray[np.int64]) -> float:
    each = []
    for sign in np.unique(signs).tolist():
        right = int(((signs == sign) & (given == sign)).sum())
        each.append(2 * right / (int((signs == sign).sum()) + int((given == sign).sum())))
    return float(np.mean(each))


def as_thresholds(given: object) -> Thresholds:
    """Return thresholds as the user gave them, or raise `InputError`."""
    if given is None:
        return Thresholds()
    pair: tuple[Any, ...] = tuple(given)[:2] if isinstance(given, (tuple, list)) else ()
    numbers = len(pair) == 2 and all(isinstance(x, (int, float, np.number)) and not isinstance(x, bool) for x in pair)
    if not numbers or not pair[0] <= pair[1]:
        raise InputError(
            f"thresholds={given!r} should be two numbers, such as (-0.05, 0.05), or what sentiment_thresholds returns"
        )
    return Thresholds(float(pair[0]), float(pair[1]))


def labels_of(scores: npt.NDArray[np.float64], thresholds: Thresholds) -> pd.Series:
    """Return ``"negative"``, ``"neutral"`` or ``"positive"`` for each score, missing for a missing one."""
    which = np.where(scores <= thresholds.negative, 0, np.where(scores >= thresholds.positive, 2, 1))
    named = pd.Series(np.array(LABELS, dtype=object)[which], dtype=STRING_DTYPE)
    return named.mask(np.isnan(scores))
