"""Which texts are nearly the same: sketches of their phrases, so that a large corpus need not be compared pair by pair.

Phrases of five words are hashed, and each text keeps the smallest hash in each of 128 bins (one permutation hashing,
Li, Owen and Zhang 2012). Texts that agree in four bins running are compared in all of them, which estimates how many of
their phrases they share (Jaccard's index, after Broder 1997).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from newskit.language import Tokens

__all__ = ["near_duplicates"]

Ints = npt.NDArray[np.int64]
_WORDS = 5
_BINS = 128
_BAND = 4
_NONE = np.iinfo(np.uint64).max
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 by the golden ratio, as in Fibonacci hashing
_LEAST = 8  # words below which a text says too little
_SHARED = 16  # bins that two texts must both fill


def near_duplicates(tokens: Tokens, alike: float = 0.7) -> Ints:
    """Return for each text the number of the first text that it is nearly the same as, itself if there is none.

    Parameters
    ----------
    tokens
        The tokens of the texts; case and punctuation do not count.
    alike
        What share of their phrases two texts have in common, at least.

    Examples
    --------
    >>> from newskit.language import tokenize
    >>> first = "The ferry crews went back to work on Tuesday after eight days on strike over pay and rosters."
    >>> near_duplicates(tokenize([first, "It rained all day in the north and in the west of the country.", first]))
    array([0, 1, 0])
    """
    from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - the same

    n = tokens.n_texts
    sketch = _sketches(tokens)
    first, second = _candidates(sketch)
    if len(first):
        both = (sketch[first] != _NONE) & (sketch[second] != _NONE)
        same = (sketch[first] == sketch[second]) & both
        filled = ((sketch[first] != _NONE) | (sketch[second] != _NONE)).sum(axis=1)
        enough = both.sum(axis=1) >= np.minimum(_SHARED, filled)
        kept = enough & (same.sum(axis=1) >= alike * filled)
        first, second = first[kept], second[kept]
    links = sparse.csr_matrix((np.ones(len(first)), (first, second)), shape=(n, n))
    _, part = connected_components(links, directed=False) if n else (0, np.empty(0, np.int64))
    begins = np.full(n, n, dtype=np.int64)
    np.minimum.at(begins, part, np.arange(n))
    return begins[part] if n else begins


def _sketches(tokens: Tokens) -> npt.NDArray[np.uint64]:
    """Return the smallest hash of each text in each bin."""
    is_word = tokens.is_word[tokens.ids] if len(tokens) else np.empty(0, dtype=bool)
    words = tokens.lower[tokens.ids[is_word]].astype(np.uint64) if len(tokens) else np.empty(0, dtype=np.uint64)
    text = tokens.document[is_word] if len(tokens) else np.empty(0, dtype=np.int32)
    sketch = np.full((tokens.n_texts, _BINS), _NONE, dtype=np.uint64)
    size = len(words) - _WORDS + 1
    if size <= 0:
        return sketch
    mixed = np.zeros(size, dtype=np.uint64)
    for at in range(_WORDS):
        mixed = (mixed ^ (words[at : at + size] + np.uint64(1))) * _MIX
        mixed ^= mixed >> np.uint64(29)
    kept = (text[:size] == text[_WORDS - 1 :]) & (tokens.n_words[text[:size]] >= _LEAST)
    mixed, text = mixed[kept], text[:size][kept]
    np.minimum.at(sketch, (text, (mixed % np.uint64(_BINS)).astype(np.int64)), mixed // np.uint64(_BINS))
    return sketch


def _candidates(sketch: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """Return pairs of texts that agree in a band of bins: each with the first text of that kind."""
    pairs = [np.empty((0, 2), dtype=np.int64)]
    for start in range(0, _BINS, _BAND):
        band = sketch[:, start : start + _BAND]
        full = np.flatnonzero((band != _NONE).any(axis=1))
        if len(full) < 2:
            continue
        _, begins, of = np.unique(band[full], axis=0, return_index=True, return_inverse=True)
        firsts = full[begins[of.ravel()]]
        pairs.append(np.stack([firsts, full], axis=1)[firsts != full])
    found = np.unique(np.concatenate(pairs), axis=0)
    return found[:, 0], found[:, 1]
