"""Which phrases of a table of keyphrases each article has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles, require_columns

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["Phrases", "phrases_in"]

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Which phrase is in which article.

    Parameters
    ----------
    names
        The phrases, as they are written most often, in the order of the alphabet.
    row, phrase
        The article, by position, and the phrase of each membership; each pair once.
    """

    names: list[str]
    row: Ints
    phrase: Ints

    def matrix(self, n_articles: int) -> sparse.csr_matrix:
        """Return which article (rows) has which phrase (columns), as ones."""
        from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

        ones = np.ones(len(self.row), dtype=np.int64), (self.row, self.phrase)
        return sparse.csr_matrix(ones, shape=(n_articles, len(self.names)))


def phrases_in(articles: pd.DataFrame, table: pd.DataFrame, *, min_articles: int = 1) -> Phrases:
    """Return which of the phrases that enough articles have is in which article.

    Capital and small letters make one phrase. Phrases of other articles are left out.

    Parameters
    ----------
    articles
        The article table, with ids.
    table
        A row for each phrase of each article, with the columns ``id`` and ``phrase``.
    min_articles
        In how many articles a phrase must be.

    Raises
    ------
    InputError, UnknownNameError
        If the table is none of keyphrases, or of other articles, or ids repeat.

    Examples
    --------
    >>> articles = pd.DataFrame({"id": ["a", "b"], "text": ["Rain.", "Rain, wind."]})
    >>> phrases_in(articles, pd.DataFrame({"id": ["a", "b", "b"], "phrase": ["rain", "Rain", "wind"]})).names
    ['Rain', 'wind']
    """
    if not isinstance(table, pd.DataFrame):
        raise InputError(f"keyphrases should be a table with the columns 'id' and 'phrase', not {type(table).__name__}")
    require_columns(table, ["id", "phrase"], where="the keyphrases")
    require_articles(articles, ["id"])
    ids = pd.Index(articles["id"])
    if ids.has_duplicates:
        raise InputError("two articles have the same id; see nk.check_articles(articles)")
    row = ids.get_indexer(pd.Index(table["id"]))
    blank = table["phrase"].isna() | (table["phrase"].astype("string").str.strip() == "").fillna(value=True)
    known = (row >= 0) & ~blank.to_numpy(dtype=bool)
    if len(table) and not known.any():
        raise InputError("none of the keyphrases' ids is an article's; were they made of other articles?")
    written = table["phrase"].astype(str)[known]
    folded = written.str.casefold()
    pairs = pd.DataFrame({"row": row[known], "folded": folded.array}).drop_duplicates()
    often = pairs["folded"].value_counts()
    kept = pairs[pairs["folded"].isin(often.index[often >= min_articles])]
    called = _commonest(written, folded)
    phrase, distinct = pd.factorize(kept["folded"], sort=True)
    names = [called[one] for one in distinct]
    return Phrases(names, kept["row"].to_numpy(dtype=np.int64), phrase.astype(np.int64))


def _commonest(written: pd.Series, folded: pd.Series) -> dict[Any, str]:
    """Return how each phrase is written most often; of two ways alike, the first in the alphabet."""
    ways = pd.DataFrame({"folded": folded.array, "written": written.array}).value_counts().reset_index()
    ways = ways.sort_values(["count", "written"], ascending=[False, True], kind="stable").drop_duplicates("folded")
    return dict(zip(ways["folded"].tolist(), ways["written"].tolist(), strict=True))
