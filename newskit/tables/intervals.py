"""Intervals of confidence for shares and rates."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["rate_interval", "wilson"]

Floats = npt.NDArray[np.float64]


def wilson(successes: npt.ArrayLike, trials: npt.ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the ends of Wilson's (1927) interval for shares, missing without trials.

    Parameters
    ----------
    successes, trials
        Numbers of each share.
    level
        How many of such intervals hold the true share.

    Examples
    --------
    >>> low, high = wilson([4], [10])
    >>> low.round(4).item(), high.round(4).item()
    (0.1682, 0.6873)
    """
    from scipy.special import ndtri  # noqa: PLC0415 - takes as long to import as all of newskit

    k, n = np.asarray(successes, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    known = n > 0
    size = np.where(known, n, 1.0)
    square = float(ndtri(0.5 + level / 2)) ** 2
    share = k / size
    middle = (share + square / (2 * size)) / (1 + square / size)
    half = np.sqrt(square * (share * (1 - share) / size + square / (4 * size**2))) / (1 + square / size)
    # Rounding must not leave the share outside at either end.
    low, high = np.where(k == 0, 0.0, middle - half), np.where(k == n, 1.0, middle + half)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def rate_interval(
    counts: npt.ArrayLike, exposure: npt.ArrayLike, effect: npt.ArrayLike = 1.0, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Return the ends of Garwood's (1936) interval for rates of counts, missing without exposure.

    Parameters
    ----------
    counts
        How often something was counted.
    exposure
        In how much, such as words; the rate is ``counts / exposure``.
    effect
        The design effect: how many times larger the variance of each count is than that of a Poisson count. The
        interval is that of the effective count, ``counts / effect`` (after Korn and Graubard 1998, who do so for
        shares).
    level
        How many of such intervals hold the true rate.

    Examples
    --------
    >>> low, high = rate_interval([10], [1])
    >>> low.round(4).item(), high.round(4).item()
    (4.7954, 18.3904)
    """
    from scipy.special import gammaincinv  # noqa: PLC0415 - takes as long to import as all of newskit

    k, size, design = np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in (counts, exposure, effect)))
    known, tail = size > 0, (1 - level) / 2
    effective = k / design
    low = np.where(k > 0, gammaincinv(np.where(k > 0, effective, 1.0), tail), 0.0)
    high = gammaincinv(effective + 1, 1 - tail)
    scale = np.divide(design, size, out=np.full(size.shape, np.nan), where=known)
    return low * scale, high * scale
