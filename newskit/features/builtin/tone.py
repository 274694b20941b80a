"""How positive or negative an article sounds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.features.core import feature
from newskit.language import tokenize
from newskit.language.sentiment.contributions import Lexicons, has_lexicon, mixed_contributions
from newskit.language.sentiment.scores import sentence_scores, text_scores
from newskit.language.vader import vader as scores

__all__ = ["sentiment", "sentiment_gap", "title_sentiment", "vader"]

Floats = npt.NDArray[np.float64]


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


@feature(dtype=float | None)
def sentiment(text: pd.Series, language: pd.Series | None, *, lexicon: Lexicons | None = None) -> pd.Series:
    """Tone of the text, -1 to 1: the mean of its sentences, by newskit's lexicon for news.

    Missing where there is no text, or no lexicon for its language. `newskit.sentiment` gives the same with an interval,
    the number of scored words, and quotations kept apart; `newskit.explain_sentiment` tells why.

    Parameters
    ----------
    text, language
        The articles; the language is identified from the text unless there is such a column.
    lexicon
        Words to add, change or take out, as for `newskit.sentiment`.

    Examples
    --------
    >>> texts = pd.Series(["Layoffs surge as profits plunge.", ""])
    >>> sentiment(texts, pd.Series(["en", None])).round(2).tolist()
    [-0.92, <NA>]
    """
    return _tone(text, language, lexicon)


@feature(dtype=float | None)
def title_sentiment(title: pd.Series, language: pd.Series | None, *, lexicon: Lexicons | None = None) -> pd.Series:
    """Tone of the headline, -1 to 1, by newskit's lexicon for news; the language is that of the text.

    Missing where there is no headline, or no lexicon for its language.

    Examples
    --------
    >>> title_sentiment(pd.Series(["Ferry strike ends in deal"]), pd.Series(["en"])).round(2).tolist()
    [0.61]
    """
    return _tone(title, language, lexicon)


@feature(dtype=float | None)
def sentiment_gap(title_sentiment: float, sentiment: float) -> float:
    """Tone of the headline less that of the text, -2 to 2: above zero the headline is brighter than its article.

    Headlines say in one sentence what articles say in many, so their scores lie further from zero: compare the gaps of
    outlets with each other rather than with zero.

    Examples
    --------
    >>> sentiment_gap(-0.6, -0.1)
    -0.5
    """
    return title_sentiment - sentiment


def _tone(texts: pd.Series, languages: pd.Series | None, lexicon: Lexicons | None) -> pd.Series:
    given = ["en"] * len(texts) if languages is None else languages.tolist()
    codes = [code if isinstance(code, str) else "" for code in given]
    known = {code: has_lexicon(code, lexicon) for code in dict.fromkeys(codes)}
    tokens = tokenize(texts)
    whole = text_scores(tokens, sentence_scores(tokens, mixed_contributions(tokens, codes, lexicon)))
    scores = pd.Series(whole.score, index=texts.index, dtype="Float64")
    return scores.mask(np.isnan(whole.score) | ~np.array([known[code] for code in codes], dtype=bool))
