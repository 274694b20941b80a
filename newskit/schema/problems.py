"""What could not be read, kept in view: problems travel with the table in its ``attrs``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from newskit.errors import require_articles

__all__ = ["Problem", "add_problems", "is_doubt", "problems", "problems_of"]

_KEY = "newskit_problems"


class Problem(NamedTuple):
    """Something that could not be read, or was read with a doubt.

    Parameters
    ----------
    file
        The file, or ``""`` for a table that came from memory.
    entry
        The line, row or member of an archive, ``""`` for the whole file.
    kind
        A short name for counting: ``"unreadable"``, ``"date"``, ``"duplicate id"``, ...
    reason
        What is wrong, in plain words.

    Examples
    --------
    >>> Problem("export.csv", "line 7", "unreadable", "a quotation mark opens here and never closes").kind
    'unreadable'
    """

    file: str
    entry: str
    kind: str
    reason: str


# Kinds that are doubts about what was read, rather than something that could not be.
_DOUBTS = frozenset({"ambiguous date", "duplicate article", "encoding", "empty", "live page", "cut page"})


def is_doubt(problem: Problem) -> bool:
    """Whether the entry was read after all, and should only be looked at."""
    return problem.kind in _DOUBTS


class ProblemLog(tuple[Problem, ...]):
    """Problems in a form that pandas can carry in ``attrs``: never copied, compared quickly, written to Parquet."""

    __slots__ = ()

    def __copy__(self) -> ProblemLog:
        return self

    def __deepcopy__(self, memo: object) -> ProblemLog:
        return self


def add_problems(articles: pd.DataFrame, found: Iterable[Problem]) -> None:
    """Note problems on a table, behind those that it already has."""
    log = ProblemLog((*problems_of(articles), *found))
    if log:
        articles.attrs[_KEY] = log


def problems_of(articles: pd.DataFrame) -> tuple[Problem, ...]:
    """Return the problems that are noted on a table."""
    # A table that comes back from Parquet holds plain lists.
    return tuple(Problem(*map(str, entry)) for entry in articles.attrs.get(_KEY, ()))


def problems(articles: pd.DataFrame) -> pd.DataFrame:
    """Return what could not be read, or was read with a doubt, when these articles were read.

    The list travels with the table through filters, joins of `extract` results and Parquet files; other joins and
    group operations of pandas lose it, so look at it right after reading.

    Parameters
    ----------
    articles
        A table as `read` or `as_articles` returns it.

    Returns
    -------
    pandas.DataFrame
        One row per problem: ``file``, ``entry`` (line, row or member of an archive; empty for the whole file),
        ``kind`` (for counting), ``reason`` (in plain words). Empty if there was none.

    Examples
    --------
    >>> import newskit as nk
    >>> import warnings
    >>> mine = pd.DataFrame({"title": ["Rain"], "text": ["It rained."], "date": ["0001-11-30"]})
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore", nk.NewskitWarning)
    ...     articles = nk.as_articles(mine)
    >>> nk.problems(articles)[["entry", "kind", "reason"]]
       entry  kind                                    reason
    0  row 0  date  published: the year 0001 is not plausible
    """
    require_articles(articles)
    table = pd.DataFrame(list(problems_of(articles)), columns=list(Problem._fields))
    return table.astype("object") if table.empty else table
