"""The two sides that keyness compares: how often terms stand in a group of articles, and how evenly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from newskit.language.ngrams import Grams
from newskit.tables.groups import Groups

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["Counts", "Side"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Side:
    """How terms are used on one side; an entry a term in every array.

    Parameters
    ----------
    count
        How often each stands there.
    total
        How many terms of its size there are.
    articles
        In how many articles it stands; NaN where that is not known.
    spread
        By how much its counts vary between articles beyond chance, at least 1.
    n_articles
        How many articles there are.
    """

    count: Floats
    total: Floats
    articles: Floats
    spread: Floats
    n_articles: int = 0


class Counts:
    """Counts of all n-grams by group of articles.

    Parameters
    ----------
    grams
        The n-grams, a size each.
    groups
        The articles' groups; texts behind the articles' are in none.
    """

    def __init__(self, grams: list[Grams], groups: Groups) -> None:
        from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

        self._grams = grams
        n_texts = grams[0].counts.shape[0]
        ones = np.ones(len(groups.rows))
        self._member = sparse.csr_matrix((ones, (groups.codes, groups.rows)), shape=(len(groups), n_texts))
        self._by_size = [_Sums.of(one, self._member) for one in grams]

    def group(self, number: int) -> Side:
        """Return the articles of a group."""
        rows = self._member[number].indices
        return self._side([sums.group(number) for sums in self._by_size], rows)

    def rest(self, number: int, n_articles: int) -> Side:
        """Return all articles but those of a group."""
        rows = np.setdiff1d(np.arange(n_articles), self._member[number].indices)
        return self._side([sums.texts(rows) for sums in self._by_size], rows)

    def texts(self, first: int) -> Side:
        """Return the texts from this one on."""
        rows = np.arange(first, self._member.shape[1])
        return self._side([sums.texts(rows) for sums in self._by_size], rows)

    def _side(self, parts: list[_Moments], rows: Ints) -> Side:
        per_size = [len(one.words) for one in self._grams]
        totals = [one.total[rows].astype(np.float64) for one in self._grams]
        spread = [part.spread(total) for part, total in zip(parts, totals, strict=True)]
        return Side(
            np.concatenate([part.count for part in parts]),
            np.repeat([total.sum() for total in totals], per_size),
            np.concatenate([part.articles for part in parts]),
            np.concatenate(spread),
            len(rows),
        )


@dataclass(frozen=True, slots=True)
class _Moments:
    """Sums over the articles of one side: of counts, of ones, of squares, and of counts times lengths."""

    count: Floats
    articles: Floats
    squares: Floats
    lengths: Floats

    def spread(self, total: Floats) -> Floats:
        """Return Pearson's dispersion of the counts, given the length of each article."""
        n, length = len(total), max(float(total.sum()), 1.0)
        rate = self.count / length
        beyond = self.squares - 2 * rate * self.lengths + rate**2 * float((total**2).sum())
        with np.errstate(divide="ignore", invalid="ignore"):
            found = beyond / self.count * n / max(n - 1, 1)
        return np.where(self.count > 0, np.maximum(found, 1.0), 1.0)


@dataclass(frozen=True, slots=True)
class _Sums:
    """The sums of `_Moments` for each group, and what they are made of."""

    grams: Grams
    by_group: tuple[sparse.csr_matrix, ...]

    @classmethod
    def of(cls, grams: Grams, member: sparse.csr_matrix) -> _Sums:
        made = tuple((member @ part).tocsr() for part in _parts(grams))
        return cls(grams, made)

    def group(self, number: int) -> _Moments:
        return _Moments(*(np.asarray(part[number].toarray(), np.float64).ravel() for part in self.by_group))

    def texts(self, rows: Ints) -> _Moments:
        chosen = np.zeros(self.grams.counts.shape[0])
        chosen[rows] = 1
        return _Moments(*(np.asarray(part.T @ chosen, np.float64).ravel() for part in _parts(self.grams)))


def _parts(grams: Grams) -> tuple[sparse.csr_matrix, ...]:
    """Return the counts, where they are not zero, their squares, and them times the length of the text."""
    counts = grams.counts.astype(np.float64)
    lengths = np.repeat(grams.total.astype(np.float64), np.diff(counts.indptr))
    data = counts.data
    parts = []
    for values in (data, np.ones_like(data), data**2, data * lengths):
        part = counts.copy()
        part.data = values
        parts.append(part)
    return tuple(parts)
