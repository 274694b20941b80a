"""Scores of sentences and whole texts, from what their words contribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.language.memory import tokenize
from newskit.language.sentiment.context import sentence_begins
from newskit.language.sentiment.contributions import Contributions, contributions
from newskit.language.sentiment.lexicon import LexiconTable
from newskit.language.tokens import Tokens

__all__ = [
    "SentenceScores",
    "TextScores",
    "gain",
    "score_texts",
    "sentence_begins",
    "sentence_scores",
    "text_scores",
    "tone",
]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

MOST = 4.0
"""The greatest valence; contributions are counted in units of it."""

# tone(x) = x / sqrt(x² + _SOFT): one strong word makes about .7, and a fifth adds little.
_SOFT = 0.5
# What readers take for neutral ends where the squashed sum is about this; it is mapped to _EDGE, and what lies beyond
# _ZONE + _STEP is left as it is.
ZONE = 0.27
_EDGE, _STEP = 0.05, 0.05
# A word says less of a long sentence than of a short one: the sum is divided by (words / 18) ** .15.
_USUAL_WORDS, _LENGTH_POWER = 18, 0.15
_FEWEST_WORDS, _MOST_WORDS = 4, 100
# Sentences of one article differ by about this much (standard deviation in 2,000 articles). An interval takes it for
# four sentences more than there are, so that it is honest about texts of one or two sentences.
_SPREAD, _PRIOR = 0.35, 4


def tone(total: npt.ArrayLike, zone: float = ZONE) -> Floats:
    """Return the score of a sentence, -1 to 1, from the sum of its contributions in units of `MOST`.

    The sum is squashed; what is inside the zone that readers take for neutral is brought below .05, which stands for
    its edge, and what is well outside of it is left as it is.

    >>> tone([0.0, 0.1, 0.25, 1.0, -2.0]).round(2).tolist()
    [0.0, 0.03, 0.33, 0.82, -0.94]
    """
    given = np.asarray(total, dtype=float)
    squashed = given / np.sqrt(given * given + _SOFT)
    size = np.abs(squashed)
    rise = _EDGE + (zone + _STEP - _EDGE) * (size - zone) / _STEP
    stretched = np.where(size < zone, _EDGE * size / zone, np.where(size < zone + _STEP, rise, size))
    return np.asarray(np.copysign(stretched, given))


def gain(total: npt.ArrayLike, zone: float = ZONE) -> Floats:
    """Return the score of a sentence over its sum, the share of the score that each unit of the sum brings.

    Where words cancel out to nothing, it is the slope there: their shares cancel out as they do.
    """
    given = np.asarray(total, dtype=float)
    slope = _EDGE / zone / np.sqrt(_SOFT)
    small = np.abs(given) < 1e-12
    return np.asarray(np.where(small, slope, tone(given, zone) / np.where(small, 1.0, given)))


class SentenceScores(NamedTuple):
    """The sentences of some texts, in their order.

    Attributes
    ----------
    text
        The text of each.
    first, last
        Its first token, numbered through all texts, and the one behind the last.
    share
        What a contribution of `MOST` counts in the sentence: less, the longer it is.
    total
        The sum of its contributions in units of `MOST`, times that.
    score
        -1 to 1.
    n_scored
        Its words and phrases that contribute.
    """

    text: Ints
    first: Ints
    last: Ints
    share: Floats
    total: Floats
    score: Floats
    n_scored: Ints


@dataclass(frozen=True, slots=True)
class TextScores:
    """The scores of whole texts.

    Attributes
    ----------
    score
        The mean of the text's sentences, -1 to 1; NaN for a text without words.
    low, high
        The interval of the mean of such sentences.
    n_sentences, n_scored, n_words
        How many sentences there are, words and phrases that contribute, and words.
    """

    score: Floats
    low: Floats
    high: Floats
    n_sentences: Ints
    n_scored: Ints
    n_words: Ints


def sentence_scores(tokens: Tokens, found: Contributions, only: Bools | None = None) -> SentenceScores:
    """Return the scores of all sentences; `only` says which of the contributions to count."""
    first = np.flatnonzero(sentence_begins(tokens))
    counted = found.first if only is None else found.first[only]
    values = found.value if only is None else found.value[only]
    sentence = np.searchsorted(first, counted, side="right") - 1
    share = _length_share(tokens, first)
    total = np.bincount(sentence, values / MOST, len(first)) * share
    n_scored = np.bincount(sentence, minlength=len(first)).astype(np.int64)
    text = tokens.document[first].astype(np.int64) if len(first) else np.empty(0, np.int64)
    return SentenceScores(text, first, np.append(first[1:], len(tokens)), share, total, tone(total), n_scored)


def _length_share(tokens: Tokens, first: Ints) -> Floats:
    """Return what a contribution counts in the sentences that begin at some tokens."""
    if not len(first):
        return np.empty(0)
    words = np.diff(np.append(tokens.words_before[first], tokens.words_before[len(tokens)]))
    usual = np.clip(words, _FEWEST_WORDS, _MOST_WORDS) / _USUAL_WORDS
    return np.asarray(usual**-_LENGTH_POWER)


def text_scores(tokens: Tokens, sentences: SentenceScores, level: float = 0.95) -> TextScores:
    """Return the scores of whole texts: means of their sentences, so that length alone changes nothing."""
    n = tokens.n_sentences
    mean, low, high = means(sentences.score, sentences.text, tokens.n_texts, level)
    for figures in (mean, low, high):
        figures[tokens.n_words == 0] = np.nan
    n_scored = np.bincount(sentences.text, sentences.n_scored, tokens.n_texts).astype(np.int64)
    return TextScores(mean, low, high, n, n_scored, tokens.n_words)


def means(scores: Floats, group: Ints, n_groups: int, level: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Return the mean of the scores of each group, and the ends of its interval; NaN for an empty group."""
    n = np.bincount(group, minlength=n_groups)
    total = np.bincount(group, scores, n_groups).astype(float)
    mean = np.divide(total, n, out=np.full(n_groups, np.nan), where=n > 0)
    off = np.bincount(group, (scores - mean[group]) ** 2, n_groups)
    variance = (off + _PRIOR * _SPREAD**2) / (np.maximum(n, 1) - 1 + _PRIOR)
    half = _quantile(np.maximum(n, 1) - 1 + _PRIOR, level) * np.sqrt(variance / np.maximum(n, 1))
    return mean, np.maximum(mean - half, -1), np.minimum(mean + half, 1)


def _quantile(freedom: Ints, level: float) -> Floats:
    """Return how many standard errors an interval of Student's t reaches on either side."""
    from scipy.special import stdtrit  # noqa: PLC0415 - takes as long to import as all of newskit

    values, where = np.unique(freedom, return_inverse=True)
    return np.asarray(stdtrit(values.astype(float), 0.5 + level / 2)[where])


def score_texts(
    texts: Sequence[str | None] | pd.Series, lang: str = "en", lexicon: LexiconTable | None = None
) -> Floats:
    """Return the score of each text, -1 to 1: the mean of its sentences.

    Parameters
    ----------
    texts
        Strings; a missing one, and one without words, has no score (NaN).
    lang
        Their language.
    lexicon
        Words to add, change or take out, see `newskit.language.sentiment.Lexicon.changed`.

    Examples
    --------
    >>> score_texts(["Rescuers saved all 40 miners.", "Layoffs surge as profits plunge.", ""]).round(1).tolist()
    [0.7, -0.9, nan]
    """
    tokens = tokenize(texts)
    found = contributions(tokens, lang, lexicon)
    return text_scores(tokens, sentence_scores(tokens, found)).score
