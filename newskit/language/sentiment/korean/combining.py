"""How the values of words that belong together combine: what moves and which way, what is averted or lost."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["governed", "moved"]

Floats = npt.NDArray[np.float64]

# A movement of this strength leaves the worth of what moves as it is.
_USUAL_STRENGTH = 1.2


def moved(movement: npt.ArrayLike, worth: npt.ArrayLike) -> Floats:
    """Return how good or bad it is that a thing moves.

    >>> moved([1.2, -2.4], [-1.5, 1.5]).tolist()
    [-1.5, -3.0]
    """
    return np.asarray(np.asarray(movement, dtype=float) * np.asarray(worth, dtype=float) / _USUAL_STRENGTH)


def governed(valence: float, factor: float, own: float) -> float:
    """Return what a noun and the word that acts on it are worth together.

    What the second says by itself counts only if it agrees: who averts harm did no harm.

    >>> governed(-2.0, -0.5, -0.8), governed(2.0, -0.5, -1.5)
    (1.0, -2.5)
    """
    value = valence * factor
    return value + own if own * value > 0 else value
