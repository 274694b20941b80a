"""How long an article is."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.features.core import feature
from newskit.language import tokenize

__all__ = ["mean_sentence_length", "n_chars", "n_paragraphs", "n_sentences", "n_words"]

_BLANK_LINE = re.compile(r"\n\s*\n")


@feature(dtype=int)
def n_words(text: pd.Series) -> npt.NDArray[np.int64]:
    """Number of words in the text: tokens that hold a letter or a digit.

    In scripts without spaces between words every character counts as one.

    Examples
    --------
    >>> n_words(pd.Series(["The U.S. won't pay 3.5 million."])).tolist()
    [6]
    """
    return tokenize(text).n_words


@feature(dtype=int)
def n_sentences(text: pd.Series) -> npt.NDArray[np.int64]:
    """Number of sentences in the text, as `newskit.language.sentences` splits it.

    Examples
    --------
    >>> n_sentences(pd.Series(["Mr. Lane left. It rained."])).tolist()
    [2]
    """
    return tokenize(text).n_sentences


@feature
def n_chars(text: str) -> int:
    """Number of characters in the text, spaces included.

    Examples
    --------
    >>> n_chars("비가 왔다.")
    6
    """
    return len(text)


@feature
def n_paragraphs(text: str) -> int:
    r"""Number of paragraphs in the text, told apart by blank lines.

    Examples
    --------
    >>> n_paragraphs("One.\n\nTwo.")
    2
    """
    return sum(1 for part in _BLANK_LINE.split(text) if part.strip())


@feature(dtype=float | None)
def mean_sentence_length(n_words: pd.Series, n_sentences: pd.Series) -> pd.Series:
    """Words per sentence; missing where there is no word.

    Examples
    --------
    >>> mean_sentence_length(pd.Series([12], dtype="Int64"), pd.Series([2], dtype="Int64")).tolist()
    [6.0]
    """
    words = n_words.astype("Float64")
    return (words / n_sentences.astype("Float64")).where(words > 0)
