"""How far two groups of numbers lie apart, with intervals: differences, Hedges' g, Cliff's delta."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.tables.intervals import wilson

__all__ = ["Effect", "Moments", "cliffs_delta", "hedges_g", "holm", "mean_difference", "share_difference"]

Floats = npt.NDArray[np.float64]


class Effect(NamedTuple):
    """An effect and the ends of its interval, NaN where there is none."""

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Moments:
    """Number, mean and variance of groups of numbers, an entry a group."""

    n: Floats
    mean: Floats
    variance: Floats


def _z(level: float) -> float:
    from scipy.special import ndtri  # noqa: PLC0415 - takes as long to import as all of newskit

    return float(ndtri(0.5 + level / 2))


def mean_difference(a: Moments, b: Moments, level: float = 0.95) -> tuple[Effect, Floats]:
    """Return by how much the mean of `a` exceeds that of `b`, and the probability of that by chance (Welch 1947).

    Examples
    --------
    >>> first, second = (Moments(*map(np.array, group)) for group in ([10.0, 5.0, 4.0], [12.0, 3.0, 1.0]))
    >>> effect, p = mean_difference(first, second)
    >>> effect.value.item(), effect.low.round(3).item(), p.round(4).item()
    (2.0, 0.494, 0.0132)
    """
    from scipy.special import stdtr, stdtrit  # noqa: PLC0415 - takes as long to import as all of newskit

    with np.errstate(divide="ignore", invalid="ignore"):
        squares = a.variance / a.n, b.variance / b.n
        error = np.sqrt(squares[0] + squares[1])
        # Welch and Satterthwaite's degrees of freedom.
        freedom = error**4 / (squares[0] ** 2 / (a.n - 1) + squares[1] ** 2 / (b.n - 1))
        difference = a.mean - b.mean
        half = stdtrit(freedom, 0.5 + level / 2) * error
        p = 2 * stdtr(freedom, -np.abs(difference) / error)
    return Effect(difference, difference - half, difference + half), np.asarray(p)


def share_difference(a: Moments, b: Moments, level: float = 0.95) -> Effect:
    """Return by how much the share of `a` exceeds that of `b`.

    Newcombe (1998), "Interval estimation for the difference between independent proportions", method 10.

    >>> first, second = (Moments(*map(np.array, group)) for group in ([70.0, 0.8, 0.0], [80.0, 0.6, 0.0]))
    >>> [end.round(4).item() for end in share_difference(first, second)]
    [0.2, 0.0524, 0.3339]
    """
    difference = a.mean - b.mean
    ends = [wilson(np.round(np.nan_to_num(m.mean) * m.n), m.n, level) for m in (a, b)]
    (low_a, high_a), (low_b, high_b) = ends
    below = np.sqrt((a.mean - low_a) ** 2 + (high_b - b.mean) ** 2)
    above = np.sqrt((high_a - a.mean) ** 2 + (b.mean - low_b) ** 2)
    return Effect(difference, difference - below, difference + above)


def hedges_g(a: Moments, b: Moments, level: float = 0.95) -> Effect:
    """Return the difference of means in standard deviations, corrected for small groups.

    Hedges (1981), "Distribution theory for Glass's estimator of effect size", with the exact correction; the interval
    is that of Hedges and Olkin (1985), chapter 5, for large groups.

    >>> first, second = (Moments(*map(np.array, group)) for group in ([10.0, 5.0, 4.0], [12.0, 3.0, 1.0]))
    >>> [end.round(3).item() for end in hedges_g(first, second)]
    [1.255, 0.338, 2.172]
    """
    from scipy.special import gammaln  # noqa: PLC0415 - takes as long to import as all of newskit

    n = a.n + b.n
    freedom = n - 2
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = np.sqrt((_squares(a) + _squares(b)) / freedom)
        safe = np.maximum(freedom, 2)
        correction = np.exp(gammaln(safe / 2) - gammaln((safe - 1) / 2)) / np.sqrt(safe / 2)
        g = correction * (a.mean - b.mean) / pooled
        g = np.where((a.n > 0) & (b.n > 0) & (freedom > 1) & np.isfinite(g), g, np.nan)
        half = _z(level) * np.sqrt(n / (a.n * b.n) + g**2 / (2 * n))
    return Effect(g, g - half, g + half)


def _squares(group: Moments) -> Floats:
    """Return the sum of squared deviations; one number has none."""
    return np.where(group.n > 1, (group.n - 1) * np.nan_to_num(group.variance), 0.0)


def cliffs_delta(mine: Floats, others: Floats, level: float = 0.95) -> tuple[float, float, float]:
    """Return how much more often a number of a group exceeds one of the others than falls short of it, and an interval.

    Parameters
    ----------
    mine
        The numbers of the group, in order.
    others
        Those that it is compared with, in order.
    level
        How many of such intervals hold the true value.

    Returns
    -------
    tuple of float
        From -1 (all are smaller) to 1 (all are greater), low and high.

    Notes
    -----
    Cliff (1993), "Dominance statistics"; the interval is the asymmetric one of Feng and Cliff (2004) with the unbiased
    variance.

    Examples
    --------
    >>> [round(end, 4) for end in cliffs_delta(np.array([2.0, 3, 3]), np.array([1.0, 2, 2, 3]))]
    [0.5, -0.3036, 0.8879]
    """
    n_x, n_y = len(mine), len(others)
    if not n_x or not n_y:
        return np.nan, np.nan, np.nan
    own, times = np.unique(mine, return_counts=True)
    below, upto = np.searchsorted(others, own, "left"), np.searchsorted(others, own, "right")
    mine_upto = np.cumsum(times)
    of_x = (below - (n_y - upto)) / n_y
    # The others stand on a number of the group, or between two; each such place has one dominance.
    equal, between = upto - below, np.concatenate([below, [n_y]]) - np.concatenate([[0], upto])
    on = (n_x - mine_upto - (mine_upto - times)) / n_x
    apart = (n_x - 2 * np.concatenate([[0], mine_upto])) / n_x
    delta = float((times * of_x).sum() / n_x)
    squares = (
        float((times * (of_x - delta) ** 2).sum()),
        float((equal * (on - delta) ** 2).sum() + (between * (apart - delta) ** 2).sum()),
        float(n_x * n_y - (times * equal).sum()) - n_x * n_y * delta**2,
    )
    return delta, *_feng_cliff(delta, squares, n_x, n_y, level)


def _feng_cliff(
    delta: float, squares: tuple[float, float, float], n_x: int, n_y: int, level: float
) -> tuple[float, float]:
    if min(n_x, n_y) < 2:
        return np.nan, np.nan
    z = _z(level)
    if abs(delta) >= 1:  # nothing overlaps: the bound of Cliff (1993) for the smaller group
        bound = (min(n_x, n_y) - z**2) / (min(n_x, n_y) + z**2)
        return (bound, 1.0) if delta > 0 else (-1.0, -bound)
    spread = n_y**2 * squares[0] + n_x**2 * squares[1] - squares[2]
    variance = max(spread / (n_x * n_y * (n_x - 1) * (n_y - 1)), (1 - delta**2) / (n_x * n_y - 1))
    width = z * np.sqrt(variance) * np.sqrt((1 - delta**2) ** 2 + z**2 * variance)
    whole = 1 - delta**2 + z**2 * variance
    return max(-1.0, float((delta - delta**3 - width) / whole)), min(1.0, float((delta - delta**3 + width) / whole))


def holm(p: npt.ArrayLike) -> Floats:
    """Return probabilities adjusted so that even one false finding among all is as rare as they say.

    Holm (1979), "A simple sequentially rejective multiple test procedure". Missing ones do not count.

    >>> holm([0.01, 0.04, 0.03, np.nan]).tolist()
    [0.03, 0.06, 0.06, nan]
    """
    values = np.asarray(p, dtype=np.float64)
    found = np.full(values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    scaled = values[order] * np.arange(len(order), 0, -1)
    found[order] = np.minimum(np.maximum.accumulate(scaled), 1)
    return found
