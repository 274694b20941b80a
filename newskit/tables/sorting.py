"""The order of a concordance: by the words around the match, or by what the article is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.language import Tokens
from newskit.language.matching import Occurrences

__all__ = ["SORTS", "context_ranks", "value_ranks"]

SORTS = ("left", "right", "match", "date", "source", "title", "term")
_DEPTH = 10  # words that a sorting looks at; two contexts alike for so long are repeats
Ints = npt.NDArray[np.int64]


def context_ranks(tokens: Tokens, places: Occurrences, side: str) -> list[Ints]:
    """Return the keys that sort occurrences by the words to one side, the nearest word's first.

    What begins or ends the text comes before all words, as in a dictionary.
    """
    if not len(places):
        return []
    words = np.flatnonzero(tokens.is_word[tokens.ids])
    if side == "left":
        near = tokens.words_before[places.token].astype(np.int64) - 1
        step, edge = -1, tokens.words_before[tokens.bounds[places.row]]
    else:
        near = tokens.words_before[places.token + places.size].astype(np.int64)
        step, edge = 1, tokens.words_before[tokens.bounds[places.row + 1]]
    beside = near[:, None] + step * np.arange(_DEPTH)
    inside = beside >= edge[:, None] if side == "left" else beside < edge[:, None]
    forms = np.full(beside.shape, -1, dtype=np.int64)
    forms[inside] = tokens.lower[tokens.ids[words[beside[inside]]]]
    rank = np.zeros(len(tokens.lowers) + 1, dtype=np.int64)
    occurring = np.flatnonzero(np.bincount(forms[inside], minlength=len(tokens.lowers)))
    rank[occurring] = 1 + _alphabetical([tokens.lowers[number] for number in occurring.tolist()])
    return list(rank[forms].T)  # the last rank, 0, is that of no word


def value_ranks(values: pd.Series) -> Ints:
    """Return the key that sorts rows by a column: capital and small letters alike, missing values last."""
    codes, distinct = pd.factorize(values)
    texts = pd.api.types.is_string_dtype(distinct.dtype) or distinct.dtype == object
    keys = [str(value).casefold() for value in distinct] if texts else list(distinct)
    return np.where(codes < 0, len(distinct), _alphabetical(keys)[codes] if len(distinct) else 0).astype(np.int64)


def _alphabetical(keys: list[str]) -> Ints:
    """Return the rank of each key; equal ones have the same."""
    rank = {key: number for number, key in enumerate(sorted(set(keys)))}
    return np.fromiter((rank[key] for key in keys), dtype=np.int64, count=len(keys))
