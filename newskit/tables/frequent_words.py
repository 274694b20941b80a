"""What is used most: words of a corpus, or whatever was counted in its articles, by group."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.language import tokens
from newskit.language.ngrams import count_ngrams, written
from newskit.tables.cells import Cells
from newskit.tables.function_words import allowed_edges
from newskit.tables.terms import One

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["by_group", "frequent_words", "group_sums", "most_used"]

Floats = npt.NDArray[np.float64]
_SPECIAL = re.compile(r"([*|\\])")


def by_group(cut: Cells, values: npt.NDArray[np.int64]) -> Floats:
    """Return the sum of a value of each article over each group, all periods together."""
    return np.asarray(cut.sum(values).reshape(cut.n_periods, cut.n_groups).sum(axis=0), dtype=np.float64)


def group_sums(cut: Cells, counts: sparse.csr_matrix) -> Floats:
    """Return the sums of counts (articles by words) over each group, all periods together."""
    from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

    ones = np.ones(len(cut.rows), dtype=np.int64), (cut.codes % max(cut.n_groups, 1), cut.rows)
    member = sparse.csr_matrix(ones, shape=(cut.n_groups, counts.shape[0]))
    return np.asarray((member @ counts).toarray(), dtype=np.float64)


def most_used(used: Floats, top: int) -> list[int]:
    """Return which columns are among the `top` of any row, by their sums, the largest first; none without a use.

    >>> most_used(np.array([[5.0, 1.0, 0.0, 2.0], [0.0, 4.0, 0.0, 3.0]]), 1)
    [0, 1]
    """
    among = {int(at) for row in used for at in np.argsort(-row, kind="stable")[:top] if row[at] > 0}
    whole = used.sum(axis=0)
    return sorted(among, key=lambda at: (-whole[at], at))


def frequent_words(
    articles: pd.DataFrame, cut: Cells, top: int, stopwords: Iterable[str] | None, *, on: str = "text"
) -> dict[str, list[One]]:
    """Return the words that articles use most, as mostly written, and the pattern of each.

    Parameters
    ----------
    articles
        The article table.
    cut
        The articles that count, in cells.
    top
        How many words of each group.
    stopwords
        The words that do not count; by default the function words of the articles' languages, and numbers below 100.
    on
        The column of texts.

    Examples
    --------
    >>> from newskit.tables.cells import Timing, cells
    >>> articles = pd.DataFrame({"text": ["The ferry sails.", "The ferry is late."], "lang": "en"})
    >>> frequent_words(articles, cells(articles, (), Timing(None), name="frequencies"), 1, None)
    {'ferry': ['ferry']}
    """
    corpus = tokens(articles, on=on)
    (words,) = count_ngrams(corpus, (1, 1), edges=allowed_edges(corpus, articles, stopwords, on=on))
    kept = most_used(group_sums(cut, words.counts), top)
    names = written(corpus, words.words[kept], words.forms[:, kept]) if kept else []
    return {name: [_SPECIAL.sub(r"\\\1", name)] for name in names}
