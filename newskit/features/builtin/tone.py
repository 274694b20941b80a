"""How positive or negative an article sounds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.features.core import feature
from newskit.language.vader import vader as scores

__all__ = ["vader"]


@feature(dtype=float)
def vader(text: pd.Series) -> npt.NDArray[np.float64]:
    """VADER's compound score, -1 to 1, made for tweets: on whole articles it is nearly always close to -1 or 1.

    The same figure as that of vaderSentiment (Hutto and Gilbert 2014), to reproduce published work with; needs
    ``newskit[vader]``. `newskit.language.vader.vader` has the other three scores too.

    Examples
    --------
    >>> vader(pd.Series(["VADER is smart, handsome, and funny."])).tolist()
    [0.8316]
    """
    return scores(text)[:, 3]
