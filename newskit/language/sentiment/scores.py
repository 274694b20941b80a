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
# What readers take for neutral ends where the squashed sum is about .28; it is mapped to .05 (see `tone`).
_ZONE, _EDGE = 0.28, 0.05
# Sentences of one article differ by about this much (standard deviation in 2,000 articles). An interval takes it for
# two sentences more than there are, so that it is honest about texts of one or two sentences.
_SPREAD, _PRIOR = 0.35, 2


def tone(total: npt.ArrayLike) -> Floats:
    """Return the score of a sentence, -1 to 1, from the sum of its contributions in units of `MOST`.

    The sum is squashed, and then stretched piecewise so that ±.05 is where readers begin to see a tone.

    >>> tone([0.0, 0.1, 0.2, 1.0, -2.0]).round(2).tolist()
    [0.0, 0.03, 0.05, 0.76, -0.92]
    """
    given = np.asarray(total, dtype=float)
    squashed = given / np.sqrt(given * given + _SOFT)
    size = np.abs(squashed)
    inner, outer = _EDGE * size / _ZONE, _EDGE + (1 - _EDGE) * (size - _ZONE) / (1 - _ZONE)
    return np.asarray(np.copysign(np.where(size < _ZONE, inner, outer), given))


def gain(total: npt.ArrayLike) -> Floats:
    """Return the score of a sentence over its sum, the share of the score that each unit of the sum brings.

    Where words cancel out to nothing, it is the slope there: their shares cancel out as they do.
    """
    given = np.asarray(total, dtype=float)
    slope = _EDGE / _ZONE / np.sqrt(_SOFT)
    small = np.abs(given) < 1e-12
    return np.asarray(np.where(small, slope, tone(given) / np.where(small, 1.0, given)))


class SentenceScores(NamedTuple):
    """The sentences of some texts, in their order.

    Attributes
    ----------
    text
        The text of each.
    first, last
        Its first token, numbered through all texts, and the one behind the last.
    total
        The sum of its contributions, in units of `MOST`.
    score
        -1 to 1.
    n_scored
        Its words and phrases that contribute.
    """

    text: Ints
    first: Ints
    last: Ints
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
        The interval in which the mean of such sentences lies with 95 % confidence.
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
    total = np.bincount(sentence, values / MOST, len(first)).astype(float)
    n_scored = np.bincount(sentence, minlength=len(first)).astype(np.int64)
    text = tokens.document[first].astype(np.int64) if len(first) else np.empty(0, np.int64)
    return SentenceScores(text, first, np.append(first[1:], len(tokens)), total, tone(total), n_scored)


def text_scores(tokens: Tokens, sentences: SentenceScores) -> TextScores:
    """Return the scores of whole texts: means of their sentences, so that length alone changes nothing."""
    n = tokens.n_sentences
    total = np.bincount(sentences.text, sentences.score, tokens.n_texts).astype(float)
    mean = np.divide(total, n, out=np.full(len(n), np.nan), where=tokens.n_words > 0)
    off = np.bincount(sentences.text, (sentences.score - mean[sentences.text]) ** 2, tokens.n_texts)
    variance = (off + _PRIOR * _SPREAD**2) / np.maximum(n - 1 + _PRIOR, 1)
    half = _quantile(n - 1 + _PRIOR) * np.sqrt(variance / np.maximum(n, 1))
    n_scored = np.bincount(sentences.text, sentences.n_scored, tokens.n_texts).astype(np.int64)
    return TextScores(mean, np.maximum(mean - half, -1), np.minimum(mean + half, 1), n, n_scored, tokens.n_words)


def _quantile(freedom: Ints) -> Floats:
    """Return the 97.5 % quantile of Student's t."""
    from scipy.special import stdtrit  # noqa: PLC0415 - takes as long to import as all of newskit

    values, where = np.unique(np.maximum(freedom, 1), return_inverse=True)
    return np.asarray(stdtrit(values.astype(float), 0.975)[where])


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
    [0.5, -0.9, nan]
    """
    tokens = tokenize(texts)
    found = contributions(tokens, lang, lexicon)
    return text_scores(tokens, sentence_scores(tokens, found)).score
