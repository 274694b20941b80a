"""Means, medians and shares of many cells at once, each with its interval of confidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newskit.errors import InputError
from newskit.tables.intervals import wilson

__all__ = ["Estimates", "check_level", "estimates"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_RESAMPLES = 1999
_AT_ONCE = 2_000_000  # numbers drawn at a time: it bounds memory
_SEED = 20_250_612


@dataclass(frozen=True, slots=True)
class Estimates:
    """What many cells hold.

    Parameters
    ----------
    n
        The number of values in each.
    middle
        Their mean, median or share; NaN without values.
    low, high
        The ends of its interval; NaN where there are too few values for one.
    """

    n: Ints
    middle: Floats
    low: Floats
    high: Floats


def check_level(level: object) -> None:
    """Raise `InputError` if `level` is no level of confidence."""
    if isinstance(level, bool) or not isinstance(level, int | float | np.floating) or not 0 < level < 1:
        raise InputError(f"level={level!r} should be a share between 0 and 1, such as 0.95")


def estimates(
    values: Floats,
    codes: Ints,
    n_cells: int,
    *,
    statistic: str = "mean",
    is_share: bool = False,
    bootstrap: bool = False,
    level: float = 0.95,
    limits: tuple[float, float] = (-np.inf, np.inf),
) -> Estimates:
    """Return the mean, median or share of the values in each cell.

    Parameters
    ----------
    values
        Numbers; missing ones count for nothing.
    codes
        The cell of each.
    n_cells
        How many cells there are.
    statistic
        ``"mean"`` or ``"median"``.
    is_share
        Whether the values are 0 and 1, so that the interval is Wilson's.
    bootstrap
        Whether the interval of a mean or median is that of the bootstrap, rather than Student's or the exact one.
    level
        How many of such intervals hold the true value.
    limits
        The least and the greatest value that there can be, where Student's intervals end.

    Examples
    --------
    >>> found = estimates(np.array([1.0, 2, 3, 7]), np.array([0, 0, 0, 1]), 2)
    >>> found.middle.tolist(), found.low.round(3).tolist()
    ([2.0, 7.0], [-0.484, nan])
    """
    present = ~np.isnan(values)
    values, codes = values[present], codes[present]
    n = np.bincount(codes, minlength=n_cells).astype(np.int64)
    if (statistic == "mean" and not bootstrap) or is_share:
        middle, spread = _mean(values, codes, n)
        if is_share:
            successes = np.round(np.nan_to_num(middle) * n) + 0.0  # a mean is off by a last bit, and may be below zero
            share = np.divide(successes, n, out=np.full(n_cells, np.nan), where=n > 0)
            return Estimates(n, share, *wilson(successes, n, level))
        low, high = (np.clip(end, *limits) for end in _student(middle, spread, n, level))
        return Estimates(n, middle, low, high)
    middle, low, high = np.full((3, n_cells), np.nan)
    first, last = _ranks(n, level)
    for cell, held in _parts(values, codes, n):
        middle[cell] = held.mean() if statistic == "mean" else np.median(held)
        if bootstrap:
            low[cell], high[cell] = _resampled(held, statistic, level)
        elif first[cell] >= 0:
            held.sort()  # a copy of its own
            low[cell], high[cell] = held[first[cell]], held[last[cell]]
    return Estimates(n, middle, low, high)


def _mean(values: Floats, codes: Ints, n: Ints) -> tuple[Floats, Floats]:
    """Return the mean and standard deviation of each cell."""
    # Deviations from the mean of all, so that large numbers do not drown small differences.
    centre = float(values.mean()) if len(values) else 0.0
    above = np.bincount(codes, weights=values - centre, minlength=len(n))
    mean = centre + np.divide(above, n, out=np.full(len(n), np.nan), where=n > 0)
    squares = np.bincount(codes, weights=(values - mean[codes]) ** 2, minlength=len(n))
    variance = np.divide(squares, n - 1, out=np.full(len(n), np.nan), where=n > 1)
    return mean, np.sqrt(variance)


def _student(mean: Floats, spread: Floats, n: Ints, level: float) -> tuple[Floats, Floats]:
    from scipy.special import stdtrit  # noqa: PLC0415 - takes as long to import as all of newskit

    half = np.full(len(n), np.nan)
    enough = n > 1
    half[enough] = stdtrit(n[enough] - 1.0, 0.5 + level / 2) * spread[enough] / np.sqrt(n[enough])
    return mean - half, mean + half


def _parts(values: Floats, codes: Ints, n: Ints) -> Iterator[tuple[int, Floats]]:
    """Yield each cell that holds values, and these."""
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(n)
    for cell in np.flatnonzero(n).tolist():
        yield cell, values[order[ends[cell] - n[cell] : ends[cell]]]


def _ranks(n: Ints, level: float) -> tuple[Ints, Ints]:
    """Return which values of a sample in order, from 0, are the ends of its median's interval; -1 for none.

    Conover (1999), "Practical Nonparametric Statistics", section 3.2, as `scipy.stats.quantile_test` has it.
    """
    from scipy.stats import binom  # noqa: PLC0415 - takes as long to import as all of newskit

    # Below this rank lies less than half of what the interval may miss; the distribution of ranks is symmetric.
    low = np.maximum(np.nan_to_num(binom.ppf((1 - level) / 2, n, 0.5)).astype(np.int64) - 1, -1)
    return low, np.where(low >= 0, n - 1 - low, -1)


def _resampled(held: Floats, statistic: str, level: float) -> tuple[float, float]:
    """Return the ends of the percentile interval; the same for the same values."""
    from scipy.stats import bootstrap  # noqa: PLC0415 - takes as long to import as all of newskit

    if len(held) < 2:
        return np.nan, np.nan
    if held.min() == held.max():
        return float(held[0]), float(held[0])
    ends = bootstrap(
        (held,),
        np.mean if statistic == "mean" else np.median,
        n_resamples=_RESAMPLES,
        batch=max(1, _AT_ONCE // len(held)),
        method="percentile",
        confidence_level=level,
        random_state=np.random.default_rng(_SEED),
    ).confidence_interval
    return float(ends.low), float(ends.high)
