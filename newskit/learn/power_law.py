"""How errors fall with the number of labels: a power law, fitted to many draws at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["PowerLaw", "fit_power_law"]

Floats = npt.NDArray[np.float64]

# Powers that errors of learned text models fall with lie between these; beyond them a few points fit anything.
_POWERS = np.linspace(0.1, 1.0, 19)


class PowerLaw(NamedTuple):
    """The error is ``floor + scale * n ** -power``; an entry for each draw.

    >>> law = fit_power_law([100, 200, 400], [[0.4, 0.3, 0.25]])
    >>> law.error([800]).round(3).tolist()
    [[0.225]]
    """

    floor: Floats
    scale: Floats
    power: Floats

    def error(self, n: npt.ArrayLike) -> Floats:
        """Return the error of each draw (rows) at some numbers of labels (columns)."""
        counts = np.asarray(n, dtype=float)[None, :]
        return np.asarray(self.floor[:, None] + self.scale[:, None] * counts ** -self.power[:, None])


def fit_power_law(n: npt.ArrayLike, errors: npt.ArrayLike) -> PowerLaw:
    """Return the power law through the errors of each draw, by least squares; none of its parts is negative.

    Parameters
    ----------
    n
        Numbers of labels.
    errors
        The error at each of them (columns) in each draw (rows), 0 to 1.
    """
    counts, given = np.asarray(n, dtype=float), np.atleast_2d(np.asarray(errors, dtype=float))
    # Small parts differ more from one another than large ones.
    weights = np.sqrt(counts / counts.max())
    best = np.full(len(given), np.inf)
    parts = np.zeros((3, len(given)))
    for power in _POWERS.tolist():
        floor, scale = _line(counts**-power, given, weights)
        off = ((floor[:, None] + scale[:, None] * counts**-power - given) ** 2 * weights).sum(axis=1)
        better = off < best - 1e-15
        best = np.where(better, off, best)
        parts = np.where(better, np.vstack([floor, scale, np.full(len(given), power)]), parts)
    return PowerLaw(*parts)


def _line(x: Floats, y: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return intercept and slope of the weighted lines through the rows of `y`, neither below 0."""
    share = weights / weights.sum()
    mean_x, mean_y = float(share @ x), y @ share
    spread = float(share @ (x - mean_x) ** 2)
    slope = (y - mean_y[:, None]) @ (share * (x - mean_x)) / spread if spread > 0 else np.zeros(len(y))
    slope = np.maximum(slope, 0.0)
    through_zero = y @ (share * x) / float(share @ x**2)
    slope = np.where(mean_y - slope * mean_x < 0, through_zero, slope)
    return np.maximum(mean_y - slope * mean_x, 0.0), np.asarray(slope)
