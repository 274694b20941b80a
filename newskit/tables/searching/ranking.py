"""BM25: how much an article is about the words of a query."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from newskit.tables.searching.column import Column, Occurrences

__all__ = ["K1", "B", "Scale"]

K1, B = 1.2, 0.75

Floats = npt.NDArray[np.float64]


class Scale:
    """How much an occurrence of a word counts, by column and article, and how rare a word is.

    A word's occurrences in several columns are added up, each weighted by its column and divided by the column's
    length in this article relative to the average, before they are damped (BM25F); so the title is not a second text.
    With one column and weight 1 it is BM25 as in Lucene: ``idf * tf / (tf + k1 * (1 - b + b * length / average))``
    with ``idf = ln(1 + (N - n + 0.5) / (n + 0.5))``.

    Parameters
    ----------
    columns
        The columns by name.
    weights
        What an occurrence in each counts.

    References
    ----------
    Robertson, S., Zaragoza, H. (2009). The Probabilistic Relevance Framework: BM25 and Beyond. Foundations and Trends
    in Information Retrieval 3(4), 333-389; columns: section 3.6.
    """

    def __init__(self, columns: Mapping[str, Column], weights: Mapping[str, float]) -> None:
        self.columns = columns
        self.norms = {name: weights[name] / _relative(column.lengths) for name, column in columns.items()}
        filled = np.any([column.lengths > 0 for column in columns.values()], axis=0)
        self.n_articles = int(filled.sum())

    def scores(self, occurrences: Mapping[str, Occurrences], n: int) -> tuple[npt.NDArray[np.intp], Floats]:
        """Return the articles in which a term stands, and what it adds to their scores.

        Parameters
        ----------
        occurrences
            Where the term stands and how often, by column.
        n
            The number of all articles.
        """
        texts = np.concatenate([found.texts for found in occurrences.values()])
        counted = [self.norms[name][found.texts] * found.counts for name, found in occurrences.items()]
        tf = np.bincount(texts, np.concatenate(counted), minlength=n)
        rows = np.flatnonzero(tf)
        tf = tf[rows]
        idf = np.log1p((self.n_articles - len(rows) + 0.5) / (len(rows) + 0.5))
        return rows, idf * tf / (tf + K1)


def _relative(lengths: npt.NDArray[np.int64]) -> Floats:
    """Return what BM25 divides an occurrence by: lengths relative to the average of the texts that have words."""
    filled = lengths[lengths > 0]
    average = filled.mean() if len(filled) else 1.0
    return np.asarray(1 - B + B * lengths / average, dtype=np.float64)
