"""The index of a table: built once, asked often."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from newskit.dates import zone
from newskit.errors import InputError, listed, require_articles, require_columns, require_name
from newskit.schema import STRING_DTYPE
from newskit.tables.bins import Zone
from newskit.tables.searching.answer import answer, check
from newskit.tables.searching.fields import Fields
from newskit.tables.searching.found import Found
from newskit.tables.searching.ranking import Scale

__all__ = ["WEIGHTS", "SearchIndex"]

WEIGHTS: Mapping[str, float] = {"title": 3.0, "standfirst": 1.0, "text": 1.0}
"""The columns that words are looked for in, and what a match in each counts."""

_SHOWN = ("title", "source", "published")


class SearchIndex:
    """The index of an article table: where each word stands, for searching many times.

    Parameters
    ----------
    articles
        The article table. What is changed in it later, the index does not see.
    weights
        The columns that words without a field are looked for in, and what a match in each counts; by default those
        there are of ``title`` (3), ``standfirst`` (1) and ``text`` (1).
    date
        The column that ``after:``, ``before:`` and ``date:`` mean.
    timezone
        The zone in which days begin, such as ``"Asia/Seoul"``.

    Raises
    ------
    InputError
        If `articles` is no table, or `weights` are no positive numbers.
    UnknownNameError
        If a column of `weights` is missing, or there is none to search in.

    Notes
    -----
    A word takes about 20 bytes beside the tokens' 13: 10,000 articles of 1,000 words take 330 MB in all. To build the
    index takes about as long as to tokenise the articles. Columns other than those in `weights` are read when a query
    first asks for them.

    See Also
    --------
    newskit.search : The same without keeping an index; the query language.

    Examples
    --------
    >>> import newskit as nk
    >>> index = nk.SearchIndex(nk.load_sample())
    >>> index
    <SearchIndex: 267 articles, title, standfirst, text, ... MB>
    >>> index.count('harbour OR "ferry service"'), index.count("source:quayside after:2025-06")
    (3, 18)
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        *,
        weights: Mapping[str, float] | None = None,
        date: str = "published",
        timezone: Zone = "UTC",
    ) -> None:
        require_articles(articles)
        twice = articles.columns[articles.columns.duplicated()].unique()
        if len(twice):
            raise InputError(
                f"the articles have several columns of the same name: {listed(twice)}; rename or drop them"
            )
        self._articles = articles.copy(deep=False)
        self._weights = _checked(weights, articles)
        require_name("date", date)
        self._fields = Fields(self._articles, date, zone(timezone))
        columns = {name: self._fields.column(name) for name in self._weights}
        self._scales = {name: Scale({name: column}, self._weights) for name, column in columns.items()}
        self._scales[""] = Scale(columns, self._weights)

    def __len__(self) -> int:
        return len(self._articles)

    def __repr__(self) -> str:
        searched = ", ".join(self._weights)
        return f"<SearchIndex: {len(self):,} articles, {searched}, {self.nbytes / 1e6:,.1f} MB>"

    @property
    def nbytes(self) -> int:
        """The memory that the lists of the searched columns take, their tokens included."""
        columns = self._scales[""].columns.values()
        return sum(column.nbytes + column.tokens.nbytes for column in columns)

    def search(
        self, query: str, *, strict: bool = True, width: int = 200, mark: str = "**", top: int | None = 20
    ) -> pd.DataFrame:
        """Return the articles that a query finds, the best first.

        Parameters
        ----------
        query
            What to search for, see `newskit.search`.
        strict
            Whether to raise on mistakes in the query. If not, what is not finished or makes no sense is left out, an
            empty query fits every article, and the last word may go on: for searching while somebody types.
        width
            How long snippets are, in characters.
        mark
            What to put before and behind the words that were found; nothing, if empty.
        top
            How many articles; ``None`` for all that fit.

        Returns
        -------
        pandas.DataFrame
            As of `newskit.search`.

        Raises
        ------
        InputError, UnknownNameError
            If the query has a mistake, or a setting makes no sense.

        Examples
        --------
        >>> import newskit as nk
        >>> index = nk.SearchIndex(nk.load_sample())
        >>> index.search("ferr", strict=False, top=3)["rank"].tolist()
        [1, 2, 3]
        """
        _check_settings(top, width, mark)
        found = self.find(query, strict=strict)
        rows = found.ranked(top=top)
        chosen = self._articles.iloc[rows]
        columns = {"id": chosen["id"].array if "id" in chosen.columns else rows}
        columns |= {"rank": np.arange(1, len(rows) + 1), "score": found.scores[rows]}
        columns |= {name: chosen[name].array for name in _SHOWN if name in chosen.columns}
        columns["snippet"] = pd.array(found.snippets(rows, width=width, mark=mark), dtype=STRING_DTYPE)
        table = pd.DataFrame(columns, index=chosen.index)
        table.attrs["newskit_search"] = {"query": query, "articles": int(found.matches.sum())}
        return table

    def matches(self, query: str, *, strict: bool = True) -> pd.Series:
        """Return for every article whether a query finds it.

        Parameters
        ----------
        query, strict
            As for `search`.

        Returns
        -------
        pandas.Series of bool
            On the index of the articles, so that ``articles[index.matches(query)]`` are those found, in their order.

        Examples
        --------
        >>> import newskit as nk
        >>> articles = nk.as_articles([{"title": "Rain"}, {"title": "Sun"}])
        >>> nk.SearchIndex(articles).matches("rain").tolist()
        [True, False]
        """
        found = self.find(query, strict=strict)
        return pd.Series(found.matches, index=self._articles.index, name="matches")

    def count(self, query: str, *, strict: bool = True) -> int:
        """Return how many articles a query finds.

        Parameters
        ----------
        query, strict
            As for `search`.
        """
        return int(self.find(query, strict=strict).matches.sum())

    def check(self, query: str) -> None:
        """Raise if a query has a mistake, without answering it.

        Parameters
        ----------
        query
            As for `search`.

        Raises
        ------
        InputError, UnknownNameError
            The message says where the mistake is, and what to write instead.

        Examples
        --------
        >>> import newskit as nk
        >>> index = nk.SearchIndex(nk.as_articles([{"title": "Rain"}]))
        >>> index.check("rain AND")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        newskit.errors.InputError: query: at its end: there is nothing on the right of AND; ...
        """
        check(self._fields, query)

    def spans(self, query: str, row: int, *, strict: bool = True) -> pd.DataFrame:
        """Return where the words of a query stand in one article, to mark them in it.

        Parameters
        ----------
        query, strict
            As for `search`.
        row
            Which article, by position.

        Returns
        -------
        pandas.DataFrame
            One row per occurrence: ``column``, ``start``, ``end`` (characters of that column's text).

        Raises
        ------
        InputError
            If there is no such row.

        Examples
        --------
        >>> import newskit as nk
        >>> articles = nk.as_articles([{"title": "Rain", "text": "It rained. Rain fell."}])
        >>> nk.SearchIndex(articles).spans("rain", 0)
          column  start  end
        0  title      0    4
        1   text     11   15
        """
        if not _is_number(row) or not 0 <= row < len(self):
            raise InputError(f"row={row!r} should be the position of an article, from 0 to {len(self) - 1}")
        cells = self.find(query, strict=strict).spans(row)
        return pd.DataFrame(cells, columns=["column", "start", "end"]).astype({"start": "int64", "end": "int64"})

    def find(self, query: str, *, strict: bool = True) -> Found:
        """Return what a query finds, to work with by position: which articles, their order, passages and places.

        Parameters
        ----------
        query, strict
            As for `search`.

        Examples
        --------
        >>> import newskit as nk
        >>> articles = nk.as_articles([{"title": "Sun"}, {"title": "Rain", "text": "Rain fell."}, {"title": "Rain"}])
        >>> found = nk.SearchIndex(articles).find("rain")
        >>> found.ranked().tolist(), found.spans(1)
        ([1, 2], [('title', 0, 4), ('text', 0, 4)])
        """
        return Found(answer(self._fields, self._scales, query, strict=strict), self._fields, self._weights)


def _checked(weights: Mapping[str, float] | None, articles: pd.DataFrame) -> dict[str, float]:
    if weights is None:
        found = {name: weight for name, weight in WEIGHTS.items() if name in articles.columns}
        if not found:
            require_columns(articles, ["text"], where="the articles")
        return found
    if not _is_mapping(weights) or not weights:
        raise InputError(f"weights={weights!r} should say what a match in each column counts: {dict(WEIGHTS)!r}")
    require_columns(articles, weights, where="the articles")
    for name, weight in weights.items():
        if not _is_weight(weight):
            raise InputError(f"weights[{name!r}]={weight!r} should be a positive number")
    return {name: float(weight) for name, weight in weights.items()}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_mapping(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_weight(value: object) -> bool:
    return isinstance(value, (int, float)) and 0 < value < math.inf


def _is_number(value: object) -> bool:
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def _check_settings(top: int | None, width: int, mark: str) -> None:
    if top is not None and (not _is_number(top) or top < 0):
        raise InputError(f"top={top!r} should be a number of articles, or None for all")
    if not _is_number(width) or width < 1:
        raise InputError(f"width={width!r} should be a number of characters")
    if not _is_text(mark):
        raise InputError(f"mark={mark!r} should be a string such as '**'")
