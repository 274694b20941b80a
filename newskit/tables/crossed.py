"""Groups by topics: which articles of each group are on each topic, be it a column's value or a term."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_columns
from newskit.language import tokens
from newskit.schema import STRING_DTYPE
from newskit.tables.groups import Groups, encode, group
from newskit.tables.recipe import Recipe, by_columns
from newskit.tables.terms import Terms, find_terms

__all__ = ["Crossed", "crossed", "words_of"]

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Crossed:
    """Articles by group and topic; a cell for each of both, in the order of groups and of topics in each.

    Parameters
    ----------
    groups
        The articles' groups.
    labels
        The topics.
    rows, codes
        The article of each membership in a topic, by position, and the topic.
    uses
        How often the term of the topic stands in the article, ``None`` if topics are no terms.
    n_articles
        How many articles there are.
    recipe
        How the cells were made.
    """

    groups: Groups
    labels: pd.Series
    rows: Ints
    codes: Ints
    uses: Ints | None
    n_articles: int
    recipe: Recipe

    def __len__(self) -> int:
        return len(self.groups) * len(self.labels)

    def sum(self, weights: Ints | None = None) -> Ints:
        """Return the sum of a number of each membership over each cell, or how many there are."""
        from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

        ones = np.ones(len(self.rows), dtype=np.int64) if weights is None else weights
        topics = sparse.csr_matrix((ones, (self.rows, self.codes)), shape=(self.n_articles, len(self.labels)))
        member = np.ones(len(self.groups.rows), dtype=np.int64), (self.groups.codes, self.groups.rows)
        return np.asarray((sparse.csr_matrix(member, shape=(len(self.groups), self.n_articles)) @ topics).toarray(),
                          dtype=np.int64).ravel()  # fmt: skip

    def memberships(self) -> tuple[Ints, Ints]:
        """Return the article and the cell of each membership in a topic and a group together."""
        order = np.argsort(self.groups.rows, kind="stable")
        n_groups = np.bincount(self.groups.rows, minlength=self.n_articles)
        first = np.cumsum(n_groups) - n_groups
        times = n_groups[self.rows]
        within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        groups = self.groups.codes[order[np.repeat(first[self.rows], times) + within]]
        return np.repeat(self.rows, times), groups * len(self.labels) + np.repeat(self.codes, times)

    def table(self) -> pd.DataFrame:
        """Return the columns that say which cell a row is, and ``count``, ``articles``, ``total`` and ``share``."""
        n_topics, n_groups = len(self.labels), len(self.groups)
        table = self.groups.frame.iloc[np.arange(n_groups).repeat(n_topics)].reset_index(drop=True)
        table[str(self.labels.name)] = self.labels.iloc[np.tile(np.arange(n_topics), n_groups)].array
        if self.uses is not None:
            table["count"] = self.sum(self.uses)
        held = self.sum()
        total = np.bincount(self.groups.codes, minlength=n_groups).astype(np.int64).repeat(n_topics)
        share = np.divide(held, total, out=np.full(len(total), np.nan), where=total > 0)
        return table.assign(articles=held, total=total, share=share)


def crossed(
    articles: pd.DataFrame,
    columns: tuple[str, ...],
    name: str,
    *,
    column: str | None,
    terms: Terms | None,
    on: str,
    besides: tuple[str, ...] = (),
) -> Crossed:
    """Return the cells of groups by topics.

    Parameters
    ----------
    articles
        The article table.
    columns
        The columns of groups.
    name
        The table that this is for, for its recipe.
    column, terms
        What the topics are: the values of a column, or terms to look for in the column `on`.
    on
        The column of texts.
    besides
        Names that no column of groups or topics may have.

    Raises
    ------
    InputError, UnknownNameError
        If a column does not exist or is given twice, or a term is not what it should be.
    """
    groups = group(articles, columns)
    recipe = Recipe(name, columns, groups.lists)
    if terms is not None:
        found = find_terms(articles, terms, on=on)
        parts = [np.unique(place.row, return_counts=True) for place in found.places]
        rows = np.concatenate([np.empty(0, np.int64), *(part[0] for part in parts)]).astype(np.int64)
        uses = np.concatenate([np.empty(0, np.int64), *(part[1] for part in parts)]).astype(np.int64)
        codes = np.repeat(np.arange(len(parts)), [len(part[0]) for part in parts]).astype(np.int64)
        labels = pd.Series(found.names, dtype=STRING_DTYPE, name="term")
        recipe = replace(recipe, terms=found.terms, on=on, settings={"topic": "term"})
        return Crossed(groups, labels, rows, codes, uses, len(articles), recipe)
    if column is None:
        raise InputError("name the topics: a column of them, or terms to look for")
    by_columns((*columns, column), besides=besides)
    require_columns(articles, [column], where="the articles")
    topics = encode(articles[column])
    lists = (*groups.lists, column) if topics.is_list else groups.lists
    recipe = replace(recipe, by=(*columns, column), lists=lists, settings={"topic": column})
    return Crossed(groups, topics.labels, topics.rows(), topics.codes, None, len(articles), recipe)


def words_of(articles: pd.DataFrame, on: str) -> Ints:
    """Return the number of words of each article, zero without texts."""
    return tokens(articles, on=on).n_words if on in articles.columns else np.zeros(len(articles), dtype=np.int64)
