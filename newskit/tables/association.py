"""Measures of association between two counts: a word and a group, or a word and another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["chi2", "false_discovery_rate", "g2", "log_dice", "log_odds", "log_ratio", "npmi", "p_of_z"]

Floats = npt.NDArray[np.float64]
Numbers = npt.ArrayLike


def _table(a: Numbers, b: Numbers, n_a: Numbers, n_b: Numbers) -> tuple[Floats, Floats]:
    """Return the observed and the expected counts of two-by-two tables, cells along the first axis."""
    first, second, of_first, of_second = (np.asarray(value, dtype=np.float64) for value in (a, b, n_a, n_b))
    observed = np.stack(np.broadcast_arrays(first, second, of_first - first, of_second - second))
    rows, columns = observed[0] + observed[1], observed[2] + observed[3]
    whole = rows + columns
    shares = np.stack([observed[0] + observed[2], observed[1] + observed[3]] * 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = shares * np.stack([rows, rows, columns, columns]) / whole
    return observed, expected


def g2(a: Numbers, b: Numbers, n_a: Numbers, n_b: Numbers) -> Floats:
    """Return the log-likelihood ratio of two-by-two tables, with the sign of the difference of the rates.

    Parameters
    ----------
    a, b
        How often a word stands on the one and on the other side.
    n_a, n_b
        How many words there are on either side.

    Notes
    -----
    Dunning (1993), "Accurate Methods for the Statistics of Surprise and Coincidence": all four cells of the table
    count. Rayson and Garside (2000) count two of them, which makes little difference for rare words.

    Examples
    --------
    >>> g2(30, 10, 1000, 1000).round(4).item()
    10.669
    """
    observed, expected = _table(a, b, n_a, n_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    # Rounding can leave a little less than nothing.
    value = 2 * np.maximum(np.nan_to_num(parts.sum(axis=0)), 0)
    return np.asarray(value * _sign(a, b, n_a, n_b))


def chi2(a: Numbers, b: Numbers, n_a: Numbers, n_b: Numbers) -> Floats:
    """Return Pearson's chi-squared of two-by-two tables without a correction, signed as `g2`.

    >>> chi2(30, 10, 1000, 1000).round(4).item()
    10.2041
    """
    observed, expected = _table(a, b, n_a, n_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(expected > 0, (observed - expected) ** 2 / expected, 0.0)
    return np.asarray(parts.sum(axis=0) * _sign(a, b, n_a, n_b))


def _sign(a: Numbers, b: Numbers, n_a: Numbers, n_b: Numbers) -> Floats:
    first, second, of_first, of_second = (np.asarray(value, np.float64) for value in (a, b, n_a, n_b))
    return np.asarray(np.sign(first * of_second - second * of_first))


def log_ratio(a: Numbers, b: Numbers, n_a: Numbers, n_b: Numbers) -> Floats:
    """Return the binary logarithm of the ratio of the two rates; a count of zero is taken for one half.

    Hardie (2014), "Log Ratio: an informal introduction": 1 is twice as often, 2 four times, -1 half as often.

    >>> log_ratio([30, 5], [10, 0], 1000, 1000).round(4).tolist()
    [1.585, 3.3219]
    """
    first, second = np.maximum(np.asarray(a, np.float64), 0.5), np.maximum(np.asarray(b, np.float64), 0.5)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log2((first / n_a) / (second / np.asarray(n_b, np.float64))))


def log_odds(
    a: Numbers,
    b: Numbers,
    n_a: Numbers,
    n_b: Numbers,
    *,
    prior: Numbers,
    n_prior: float,
    spread: tuple[Numbers, Numbers] = (1.0, 1.0),
) -> tuple[Floats, Floats]:
    """Return the log odds ratio with an informative Dirichlet prior, and its z-score.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `g2`.
    prior, n_prior
        How many words the prior adds to each side of this word, and of all words.
    spread
        By how much the variance of each side exceeds that of words strewn at random, at least 1.

    Notes
    -----
    Monroe, Colaresi and Quinn (2008), "Fightin' Words", equations 15, 16, 20 and 22; with ``spread=(1, 1)`` exactly so.

    Examples
    --------
    >>> delta, z = log_odds(30, 10, 1000, 1000, prior=10, n_prior=500)
    >>> delta.round(4).item(), z.round(4).item()
    (0.7068, 2.5807)
    """
    first, second, own = (np.asarray(value, np.float64) for value in (a, b, prior))
    of_first, of_second = np.asarray(n_a, np.float64) + n_prior, np.asarray(n_b, np.float64) + n_prior
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.log((first + own) / (of_first - first - own)) - np.log((second + own) / (of_second - second - own))
        variance = np.asarray(spread[0]) / (first + own) + np.asarray(spread[1]) / (second + own)
        return np.asarray(delta), np.asarray(delta / np.sqrt(variance))


def npmi(together: Numbers, a: Numbers, b: Numbers, n: Numbers) -> Floats:
    """Return the normalised pointwise mutual information, from -1 (never together) by 0 (by chance) to 1 (only so).

    Bouma (2009), "Normalized (Pointwise) Mutual Information in Collocation Extraction".

    >>> npmi([10, 0], [10, 5], [10, 5], 1000).tolist()
    [1.0, -1.0]
    """
    both, first, second, all_ = (np.asarray(value, np.float64) for value in (together, a, b, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(both * all_ / (first * second)) / -np.log(both / all_)
    return np.where(both > 0, np.where(both >= all_, 1.0, np.minimum(value, 1.0)), -1.0)


def log_dice(together: Numbers, a: Numbers, b: Numbers) -> Floats:
    """Return Rychlý's (2008) logDice: 14 where two words stand only together, one less for half as often.

    >>> log_dice([10, 5], [10, 10], [10, 10]).tolist()
    [14.0, 13.0]
    """
    both = np.asarray(together, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return 14 + np.log2(2 * both / (np.asarray(a, np.float64) + np.asarray(b, np.float64)))


def p_of_z(z: Numbers) -> Floats:
    """Return the two-sided probability of a z-score as far from zero as this by chance."""
    from scipy.special import ndtr  # noqa: PLC0415 - takes as long to import as all of newskit

    return np.asarray(2 * ndtr(-np.abs(np.asarray(z, np.float64))))


def false_discovery_rate(p: Numbers) -> Floats:
    """Return which share of false discoveries to expect if each and all smaller probabilities are taken for one.

    Benjamini and Hochberg (1995), "Controlling the False Discovery Rate". Missing ones stay missing and do not count.

    >>> false_discovery_rate([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    values = np.asarray(p, dtype=np.float64)
    found = np.full(values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    scaled = values[order] * len(order) / np.arange(1, len(order) + 1)
    found[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    return found
