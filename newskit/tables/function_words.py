"""Which words may begin and end a phrase: all but the function words of the articles' languages."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_list
from newskit.language import Tokens, identify, stopword_languages, stopwords

__all__ = ["allowed_edges", "languages_of"]

_SHARE = 0.02  # of the articles that a language has to have
_SAMPLE = 200


def languages_of(articles: pd.DataFrame, *, on: str = "text") -> list[str]:
    """Return the languages of articles that there are stop words for, from ``lang`` or from a sample of the texts.

    >>> languages_of(pd.DataFrame({"text": ["The ferry crews went back to work on Tuesday."]}))
    ['en']
    """
    told = articles["lang"].dropna() if "lang" in articles.columns else pd.Series([], dtype=object)
    if told.empty:
        texts = articles[on].dropna()
        told = pd.Series(identify(texts.iloc[:: max(1, len(texts) // _SAMPLE)].tolist()), dtype=object).dropna()
    shares = told.astype(str).value_counts(normalize=True)
    return [lang for lang, share in shares.items() if share >= _SHARE and lang in stopword_languages()]


def allowed_edges(
    corpus: Tokens, articles: pd.DataFrame, given: Iterable[str] | None, *, on: str = "text"
) -> npt.NDArray[np.bool_]:
    """Return for each of `Tokens.lowers` whether it is a term, and may begin and end a phrase.

    Parameters
    ----------
    corpus
        The tokens of the articles.
    articles
        The article table.
    given
        The words that are not; ``None`` for the function words of the articles' languages and numbers below 100.
    on
        The column of texts.
    """
    if isinstance(given, str):
        raise InputError(f"stopwords={given!r} should be a list of words; nk.language.stopwords('en') gives one")
    if given is None:
        words = frozenset().union(*(stopwords(lang) for lang in languages_of(articles, on=on)))
    else:
        words = frozenset(str(word).lower() for word in require_list("stopwords", given, of="words"))
    small = given is None  # bare numbers of one or two digits are times, scores and days
    return np.array([word not in words and not (small and _is_small(word)) for word in corpus.lowers], dtype=bool)


def _is_small(word: str) -> bool:
    return len(word) < 3 and word.isdecimal()
