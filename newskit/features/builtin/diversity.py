"""How varied the words of an article are, in measures that do not depend on its length."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.special import gammaln

from newskit.features.core import feature
from newskit.language import Tokens, tokenize

__all__ = ["hdd", "mtld"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_FEW_TEXTS = 16


def _words(tokens: Tokens) -> tuple[Ints, Ints]:
    """Return the words' numbers without case, and where each text begins among them."""
    is_word = tokens.is_word[tokens.ids]
    return tokens.lower[tokens.ids[is_word]].astype(np.int64), np.concatenate([[0], np.cumsum(tokens.n_words)])


def _seen_before(words: Ints, bounds: Ints) -> Ints:
    """Return for each word where it last stood before in its text, -1 if nowhere; positions count from all texts."""
    shape = (len(bounds) - 1, int(words.max(initial=0)) + 1)
    # There and back groups the positions of each word of each text, in their order, in two passes and without sorting.
    grouped = sparse.csr_matrix((np.arange(len(words)), words, bounds), shape=shape).tocsc().tocsr()
    order, word = grouped.data, grouped.indices
    same = word[1:] == word[:-1]
    firsts = grouped.indptr[1:-1]
    same[firsts[(firsts > 0) & (firsts < len(words))] - 1] = False
    before = np.full(len(words), -1, dtype=np.int64)
    before[order[1:][same]] = order[:-1][same]
    return before


def _factors_of_one(before: list[int], start: int, end: int, threshold: float) -> float:
    """Return the number of factors of one text, word by word."""
    factors, begin, types = 0.0, start, 0
    for position in range(start, end):
        types += before[position] < begin
        if types / (position - begin + 1) < threshold:
            factors, begin, types = factors + 1, position + 1, 0
    rest = end - begin
    return factors + (1 - types / rest) / (1 - threshold) if rest else factors


def _factors(words: Ints, bounds: Ints, threshold: float) -> Floats:
    """Return the number of factors of each text: all texts step forward word by word side by side."""
    before = _seen_before(words, bounds)
    lengths = np.diff(bounds)
    order = np.argsort(-lengths, kind="stable")
    n_longer = np.searchsorted(-lengths[order], -np.arange(lengths.max(initial=0)), side="left")
    factors, types = np.zeros(len(lengths)), np.zeros(len(lengths), dtype=np.int64)
    start = bounds[:-1][order]
    begin = start.copy()
    step = 0
    while step < len(n_longer) and n_longer[step] >= _FEW_TEXTS:
        active = slice(0, n_longer[step])
        position = start[active] + step
        types[active] += before[position] < begin[active]
        full = types[active] < threshold * (position - begin[active] + 1)
        factors[active] += full
        types[active][full] = 0
        begin[active][full] = position[full] + 1
        step += 1
    ends = start + lengths[order]
    done = lengths[order] <= step
    rest = np.where(done, ends - begin, 0)
    partial = np.divide(types, rest, out=np.ones(len(rest)), where=rest > 0)
    factors += np.where(rest > 0, (1 - partial) / (1 - threshold), 0.0)
    if not done.all():  # the few longest are cheaper one by one
        plain = before.tolist()
        for text in np.flatnonzero(~done).tolist():
            factors[text] = _factors_of_one(plain, int(start[text]), int(ends[text]), threshold)
    out = np.empty(len(lengths))
    out[order] = factors
    return out


def _reversed(words: Ints, bounds: Ints) -> tuple[Ints, Ints]:
    """Return every text backwards (and the texts in reverse order)."""
    return words[::-1], len(words) - bounds[::-1]


@feature(dtype=float | None)
def mtld(text: pd.Series, *, threshold: float = 0.72) -> pd.Series:
    """Lexical diversity MTLD: mean length of runs of words that keep the type-token ratio up.

    The mean of both directions, the last run counted in part (McCarthy and Jarvis 2010, "MTLD, vocd-D, and HD-D: a
    validation study of sophisticated approaches to lexical diversity assessment", Behavior Research Methods 42). Higher
    is more varied; news prose has about 60 to 140. Case does not count. Missing where there is no word, or where no
    word is repeated; below about 100 words the figure says little.

    Parameters
    ----------
    text
        The texts.
    threshold
        The type-token ratio at which a run ends.

    Examples
    --------
    >>> mtld(pd.Series(["of the people by the people for the people"])).round(2).tolist()
    [9.0]
    """
    tokens = tokenize(text)
    words, bounds = _words(tokens)
    there = _factors(words, bounds, threshold)
    back = _factors(*_reversed(words, bounds), threshold)[::-1]
    lengths = np.diff(bounds).astype(float)
    varied = (there > 0) & (back > 0)
    values = np.full(len(lengths), np.nan)
    values[varied] = (lengths[varied] / there[varied] + lengths[varied] / back[varied]) / 2
    return pd.Series(values, index=text.index).astype("Float64")


@feature(dtype=float | None)
def hdd(text: pd.Series, *, draws: int = 42) -> pd.Series:
    """Lexical diversity HD-D: expected type-token ratio of 42 words drawn at random from the text.

    Computed exactly from the hypergeometric distribution (McCarthy and Jarvis 2007, "vocd: a theoretical and empirical
    evaluation", Language Testing 24). Between 0 and 1, higher is more varied. Case does not count. Missing where the
    text has fewer words than are drawn.

    Parameters
    ----------
    text
        The texts.
    draws
        How many words are drawn.

    Examples
    --------
    >>> hdd(pd.Series(["to be or not to be"]), draws=2).round(3).tolist()
    [0.933]
    """
    counts = tokenize(text).matrix()
    n = np.asarray(counts.sum(axis=1), dtype=float).ravel()
    per_type = np.repeat(n, np.diff(counts.indptr))
    others = per_type - counts.data
    # The chance that none of the draws is this type: C(n - count, draws) / C(n, draws).
    possible = (others >= draws) & (per_type >= draws)
    log_none = np.full(len(others), -np.inf)
    log_none[possible] = _log_choose(others[possible], draws) - _log_choose(per_type[possible], draws)
    # Summed text by text: a running sum over all of them would round differently in another selection of texts.
    text_of = np.repeat(np.arange(len(n)), np.diff(counts.indptr))
    values = np.bincount(text_of, weights=-np.expm1(log_none), minlength=len(n)) / draws
    return pd.Series(np.where(n >= draws, values, np.nan), index=text.index).astype("Float64")


def _log_choose(n: Floats, k: int) -> Floats:
    return np.asarray(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))
