"""VADER's four scores of texts, from the valences of their rated words.

The package takes quadratic time on long texts: for every rated word it puts the whole text in small letters again, up
to three times, and after a "but" it searches all valences from the beginning for each of them. Neither is needed for
the same answer.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError
from newskit.language.memory import strings
from newskit.language.vader.knowledge import Knowledge, knowledge
from newskit.language.vader.lookup import Joined
from newskit.language.vader.valences import Rated, rate

__all__ = ["vader"]

Floats = npt.NDArray[np.float64]

# Characters that are scored together: fewer are slower, more take more memory.
_BLOCK = 1 << 19
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5
_NORM = 15
# Closer than this to the middle between two rounded values, only exact arithmetic knows which is nearer.
_UNSURE = 1e-6


def vader(texts: Sequence[str | None] | pd.Series) -> Floats:
    """Return VADER's four scores of each text: negative, neutral and positive shares, and the compound score.

    The same figures as ``SentimentIntensityAnalyzer().polarity_scores`` of vaderSentiment 3.3.2, bit for bit, known
    oddities included: a curly apostrophe breaks negation, "this" strengthens what follows, and "but" rescales the first
    word of a valence instead of the one it means. The lexicon is that of the installed package. VADER was made for
    tweets and similar short texts; on whole articles the compound score is nearly always close to -1 or 1.

    Parameters
    ----------
    texts
        Strings; missing ones have no scores. For English.

    Returns
    -------
    numpy.ndarray of float64, shape (number of texts, 4)
        Columns ``neg``, ``neu``, ``pos`` (0 to 1, three digits) and ``compound`` (-1 to 1, four digits). A text without
        words has zeros, a missing text NaN.

    Raises
    ------
    InputError
        If one string is given and not a list, or a value is neither a string nor missing.
    MissingPackageError
        If vaderSentiment is not installed: ``pip install 'newskit[vader]'``.

    Notes
    -----
    Hutto and Gilbert (2014), "VADER: a parsimonious rule-based model for sentiment analysis of social media text",
    ICWSM. The arrays of half a million characters are held at a time (about 10 MB), and up to 250,000 distinct words
    (about 30 MB) from one call to the next.

    Examples
    --------
    >>> vader(["VADER is smart, handsome, and funny.", "", None]).tolist()
    [[0.0, 0.254, 0.746, 0.8316], [0.0, 0.0, 0.0, 0.0], [nan, nan, nan, nan]]
    """
    if isinstance(texts, str):
        raise InputError("vader takes a list of texts, not one: vader([text])")
    values = texts.tolist() if isinstance(texts, pd.Series) else list(texts)
    filled = strings(values)
    known = knowledge()
    scores = np.empty((len(values), 4))
    for first, last in _blocks(filled):
        scores[first:last] = _scores(filled[first:last], known)
    scores[[not isinstance(value, str) for value in values]] = np.nan
    return scores


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield ranges of texts of about `_BLOCK` characters together."""
    first, size = 0, 0
    for number, text in enumerate(texts):
        size += len(text)
        if size >= _BLOCK:
            yield first, number + 1
            first, size = number + 1, 0
    if first < len(texts):
        yield first, len(texts)


def _scores(texts: list[str], known: Knowledge) -> Floats:
    joined = Joined.of(list(map(known.plain, texts)))
    rated = rate(joined, known)
    values = _contrasted(rated)
    emphasis = _emphasis(joined.counts("!"), joined.counts("?"))
    return np.column_stack([*_shares(values, rated, emphasis), _compound(values, rated, emphasis)])


def _contrasted(rated: Rated) -> list[float]:
    """Return the valences, those of texts with a "but" rescaled."""
    values, places, bounds = rated.valences, rated.place.tolist(), rated.bounds.tolist()
    for text in np.flatnonzero((rated.but >= 0) & (np.diff(rated.bounds) > 0)).tolist():
        here = slice(bounds[text], bounds[text + 1])
        values[here] = _rescaled(values[here], places[here], int(rated.but[text]))
    return values


def _rescaled(values: list[float], places: list[int], but: int) -> list[float]:
    """Return the valences of one text with a "but": halved before it, and half as much again behind it.

    Valence by valence, the package rescales the first word that has the same one at that moment, be it this word or
    not. A heap of places by valence finds that word at once.
    """
    holders: defaultdict[float, list[int]] = defaultdict(list)
    for number, value in enumerate(values):
        holders[value].append(number)
    for number in range(len(values)):
        value = values[number]
        if not value:
            continue
        first = heapq.heappop(holders[value])
        scaled = value * (_BEFORE_BUT if places[first] < but else _AFTER_BUT)
        values[first] = scaled
        heapq.heappush(holders[scaled], first)
    return values


def _emphasis(exclamations: npt.NDArray[np.int64], questions: npt.NDArray[np.int64]) -> Floats:
    """Return what exclamation and question marks add to each text."""
    asked = np.where(questions > 3, 0.96, np.where(questions > 1, questions * 0.18, 0.0))
    return np.minimum(exclamations, 4) * 0.292 + asked


def _compound(values: list[float], rated: Rated, emphasis: Floats) -> Floats:
    totals = np.bincount(rated.text, values, len(rated.sizes)).astype(float)
    # Python's own sum, as in the package: from 3.12 on it is more exact than adding one after the other, which makes no
    # difference to two values.
    for text in np.flatnonzero(np.diff(rated.bounds) > 2).tolist():
        totals[text] = sum(values[rated.bounds[text] : rated.bounds[text + 1]])
    totals += np.sign(totals) * emphasis
    return _rounded(np.clip(totals / np.sqrt(totals * totals + _NORM), -1.0, 1.0), 4)


def _shares(values: list[float], rated: Rated, emphasis: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the shares of negative, neutral and positive words; a rated word weighs one more than its valence."""
    each = np.array(values, dtype=float)
    n_texts = len(rated.sizes)
    # Without any rated word, bincount gives integers whatever the weights.
    positive = np.bincount(rated.text, np.where(each > 0, each + 1, 0.0), n_texts).astype(float)
    negative = np.bincount(rated.text, np.where(each < 0, 1 - each, 0.0), n_texts).astype(float)
    neutral = rated.sizes - np.bincount(rated.text, each != 0, n_texts)
    more, less = positive > negative, positive < negative
    positive[more] += emphasis[more]
    negative[less] += emphasis[less]
    total = positive + negative + neutral
    total[rated.sizes == 0] = 1.0
    return _rounded(negative / total, 3), _rounded(neutral / total, 3), _rounded(positive / total, 3)


def _rounded(values: Floats, digits: int) -> Floats:
    """Return values rounded as Python's `round` does it, which looks at all binary digits where NumPy's does not."""
    scaled = values * 10**digits
    rounded = np.rint(scaled) / 10**digits
    unsure = np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < _UNSURE)
    rounded[unsure] = [round(value, digits) for value in values[unsure].tolist()]
    return np.asarray(rounded)
