"""Which phrases hold which shorter ones, to leave out what only repeats a longer phrase."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newskit.language.ngrams import Grams

__all__ = ["Inside", "inside"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_REPEATED = 0.8  # of its occurrences stand in the longer phrase


@dataclass(frozen=True, slots=True)
class Inside:
    """Pairs of n-grams, by their numbers in all sizes together: the shorter stands in the longer."""

    longer: Ints
    shorter: Ints

    def repeated(self, count: Floats, kept: npt.NDArray[np.bool_], side: npt.NDArray[np.bool_]) -> Ints:
        """Return the n-grams of which a longer one on the same side holds most occurrences.

        Parameters
        ----------
        count
            How often each n-gram stands where it is key.
        kept
            Which are in the table.
        side
            Where each is key: in the group, or in the reference.
        """
        longer, shorter = self.longer, self.shorter
        both = kept[longer] & kept[shorter] & (side[longer] == side[shorter])
        mostly = both & (count[longer] >= _REPEATED * count[shorter])
        return np.unique(shorter[mostly])


def inside(grams: list[Grams], n_words: int) -> Inside:
    """Return which of the n-grams hold which shorter ones.

    Parameters
    ----------
    grams
        The n-grams, a size each.
    n_words
        How many different words there are.
    """
    first = np.cumsum([0, *(len(one.words) for one in grams)])
    longer, shorter = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for at, small in enumerate(grams):
        find = _Finder(small.words, n_words)
        for number in range(at + 1, len(grams)):
            words = grams[number].words
            for start in range(words.shape[1] - small.size + 1):
                found = find(words[:, start : start + small.size])
                there = np.flatnonzero(found >= 0)
                longer.append(there + first[number])
                shorter.append(found[there] + first[at])
    return Inside(np.concatenate(longer), np.concatenate(shorter))


class _Finder:
    """Finds rows of words in a table of distinct ones."""

    def __init__(self, table: Ints, n_words: int) -> None:
        # As many words as fit a whole number of 63 bits are compared at once, others one after another.
        self._base = max(n_words, 2)
        self._width = max(1, int(62 / np.log2(self._base)))
        self._levels: list[Ints] = []
        keys = self._keys(table, build=True)
        self._order = np.argsort(keys, kind="stable")
        self._sorted = keys[self._order]

    def __call__(self, rows: Ints) -> Ints:
        if not len(self._sorted):
            return np.full(len(rows), -1, dtype=np.int64)
        keys = self._keys(rows, build=False)
        at = np.minimum(np.searchsorted(self._sorted, keys), len(self._sorted) - 1)
        return np.where(self._sorted[at] == keys, self._order[at], -1)

    def _keys(self, rows: Ints, *, build: bool) -> Ints:
        """Return a number for each row, -1 for what cannot be in the table."""
        keys = np.zeros(len(rows), dtype=np.int64)
        for level, start in enumerate(range(0, rows.shape[1], self._width)):
            part = np.zeros(len(rows), dtype=np.int64)
            for column in range(start, min(start + self._width, rows.shape[1])):
                part = part * self._base + rows[:, column]
            if level == 0:
                keys = part
                continue
            known = np.unique(np.stack([keys, part], axis=1), axis=0) if build else None
            keys = self._paired(keys, part, level, known)
        return keys

    def _paired(self, keys: Ints, part: Ints, level: int, known: Ints | None) -> Ints:
        """Return the number of each pair among those known at this level."""
        if known is not None:
            self._levels.append(known)
        table = self._levels[level - 1]
        numbers = {pair: number for number, pair in enumerate(map(tuple, table.tolist()))}
        return np.array([numbers.get(pair, -1) for pair in zip(keys.tolist(), part.tolist(), strict=True)], np.int64)
