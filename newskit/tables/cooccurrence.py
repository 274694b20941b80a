"""Which terms stand together: the edges of a network."""

from __future__ import annotations

import importlib
import importlib.util
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles, require_choice, require_whole
from newskit.schema import STRING_DTYPE
from newskit.tables.phrases import Phrases, phrases_in
from newskit.tables.places import PLACES, places_of
from newskit.tables.recipe import Recipe, remember
from newskit.tables.terms import Found, Terms, find_terms

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["cooccurrence"]

Ints = npt.NDArray[np.int64]
_KEYPHRASES = "newskit.tables.keyphrases"
_PAIRS_AT_ONCE = 2000  # what two of them share is worked out in a matrix of so many columns
_SPECIAL = re.compile(r"([*|\\])")


def cooccurrence(
    articles: pd.DataFrame,
    terms: Terms | None = None,
    *,
    keyphrases: pd.DataFrame | None = None,
    on: str = "text",
    case: bool = False,
    regex: bool = False,
    across: bool = False,
    within: Literal["article", "paragraph", "sentence"] = "article",
    min_count: int = 2,
) -> pd.DataFrame:
    """Return which terms, or keyphrases, stand together, and how much more often than by chance.

    Parameters
    ----------
    articles
        The article table.
    terms
        What to look for, as in `frequencies`; a dict gives the nodes of the network their names. By default the
        articles' keyphrases.
    keyphrases
        A table with a row for each phrase of each article, with the columns ``id`` and ``phrase``, in place of `terms`.
        For articles, it says itself which phrases an article has; within paragraphs and sentences the phrases are
        looked for in the text. Capital and small letters make one phrase, called as it is written most often.
    on, case, regex, across
        Where and how to look for the terms, as in `frequencies`.
    within
        What two terms must share to be together: an ``"article"``, a ``"paragraph"`` (between blank lines) or a
        ``"sentence"``.
    min_count
        Pairs that are together in fewer places are left out; at least 1. For keyphrases it also says in how many
        articles a phrase must be.

    Returns
    -------
    pandas.DataFrame
        One row per pair, those that are together most often first, then by NPMI:

        - ``a``, ``b``: the two, in the order of the terms; of keyphrases, in that of the alphabet;
        - ``together``: in how many places both are;
        - ``articles``: in how many articles that is so;
        - ``count_a``, ``count_b``: in how many places each is, with or without the other;
        - ``total``: how many places there are;
        - ``expected``: how many places would have both by chance, ``count_a * count_b / total``;
        - ``npmi``: normalised pointwise mutual information (Bouma 2009), from -1 (never together) over 0 (as by chance)
          to 1 (never apart);
        - ``jaccard``: places with both over places with either;
        - ``dice``: twice the places with both over the sum of those of each.

    Raises
    ------
    InputError, UnknownNameError
        If both terms and keyphrases are given, or one of the settings is not what it should be.

    See Also
    --------
    articles_in : The articles in which a pair is together; for given terms.

    Examples
    --------
    >>> articles = pd.DataFrame({"id": list("abcd"), "text": ["rain, wind", "wind and rain", "rain", "sun"]})
    >>> cooccurrence(articles, ["rain", "wind", "sun"])[["a", "b", "together", "expected", "jaccard"]]
          a     b  together  expected   jaccard
    0  rain  wind         2       1.5  0.666667
    """
    require_articles(articles)
    require_choice("within", within, PLACES)
    require_whole("min_count", min_count, least=1)
    if terms is not None:
        if keyphrases is not None:
            raise InputError("give terms= or keyphrases=, not both")
        found = find_terms(articles, terms, on=on, case=case, regex=regex, across=across)
        recipe = Recipe("cooccurrence", terms=found.terms, on=on, case=case, across=across, within=within)
        return remember(_edges(_nodes_of_terms(found, within), min_count), recipe)
    given = _keyphrases(articles) if keyphrases is None else keyphrases
    phrases = phrases_in(articles, given, min_articles=min_count)
    if within == "article":
        return remember(_edges(_nodes_of_phrases(phrases, len(articles)), min_count), Recipe("cooccurrence"))
    if not phrases.names:
        return remember(
            _edges(_Nodes([], phrases.row, phrases.phrase, phrases.row[:0], 0), min_count), Recipe("cooccurrence")
        )
    written = {name: _SPECIAL.sub(r"\\\1", name) for name in phrases.names}
    return cooccurrence(articles, written, within=within, min_count=min_count, on=on)


@dataclass(frozen=True, slots=True)
class _Nodes:
    """Which of the nodes is in which place, and the article of each place."""

    names: list[str]
    place: Ints
    node: Ints
    row_of: Ints
    total: int


def _nodes_of_terms(found: Found, within: str) -> _Nodes:
    number, row_of, total = places_of(found.tokens, within)
    held = [np.unique(number(places)) for places in found.places]
    node = np.repeat(np.arange(len(held)), [len(places) for places in held])
    place = np.concatenate(held)
    return _Nodes(found.names, place, node, row_of(place), total)


def _nodes_of_phrases(phrases: Phrases, n: int) -> _Nodes:
    return _Nodes(phrases.names, phrases.row, phrases.phrase, phrases.row, n)


def _keyphrases(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the keyphrases of the articles, by newskit's own extraction."""
    if importlib.util.find_spec(_KEYPHRASES) is None:
        raise InputError(
            "say which terms= to look for, or pass keyphrases=, a table with the columns 'id' and 'phrase'"
        )
    table: pd.DataFrame = importlib.import_module(_KEYPHRASES).keyphrases(articles)
    return table


def _edges(nodes: _Nodes, min_count: int) -> pd.DataFrame:
    """Return the table of the pairs that are together often enough."""
    n = len(nodes.names)
    held, row = _held(nodes)
    both = _pairs(held)
    kept = both.data >= min_count
    a, b, together = both.row[kept].astype(np.int64), both.col[kept].astype(np.int64), both.data[kept].astype(np.int64)
    own = np.bincount(nodes.node, minlength=n)
    count_a, count_b, total = own[a].astype(float), own[b].astype(float), float(nodes.total)
    expected = count_a * count_b / max(total, 1.0)
    table = pd.DataFrame(
        {
            "a": _names(nodes.names, a),
            "b": _names(nodes.names, b),
            "together": together,
            "articles": _articles(held, row, a, b),
            "count_a": own[a],
            "count_b": own[b],
            "total": np.full(len(a), nodes.total, dtype=np.int64),
            "expected": expected,
            "npmi": _npmi(together.astype(float), expected, total),
            "jaccard": together / (count_a + count_b - together),
            "dice": 2 * together / (count_a + count_b),
        }
    )
    order = np.lexsort((b, a, -table["npmi"].to_numpy(), -together))
    return table.iloc[order].reset_index(drop=True)


def _names(names: list[str], at: Ints) -> Any:
    return pd.array(names, dtype=STRING_DTYPE).take(at) if names else pd.array([], dtype=STRING_DTYPE)


def _npmi(together: npt.NDArray[np.float64], expected: npt.NDArray[np.float64], total: float) -> Any:
    """Return Bouma's NPMI; pairs that are everywhere together are never apart, so 1."""
    everywhere = together >= total
    surprise = -np.log(np.where(everywhere, 0.5, together / max(total, 1.0)))
    return np.where(everywhere, 1.0, np.log(together / expected) / surprise)


def _held(nodes: _Nodes) -> tuple[sparse.csc_matrix, Ints]:
    """Return which places hold which nodes, places without any left out, and the article of each of these places."""
    from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

    places, first, at = np.unique(nodes.place, return_index=True, return_inverse=True)
    shape = (len(places), len(nodes.names))
    ones = np.ones(len(at), dtype=np.int64)
    return sparse.csc_matrix((ones, (at, nodes.node)), shape=shape), nodes.row_of[first]


def _pairs(held: sparse.csc_matrix) -> sparse.coo_matrix:
    """Return in how many places each two nodes are together, each pair once, the first node first."""
    from scipy import sparse  # noqa: PLC0415 - as above

    return sparse.triu(held.T @ held, k=1).tocoo()


def _articles(held: sparse.csc_matrix, row: Ints, a: Ints, b: Ints) -> Ints:
    """Return in how many articles each of these pairs shares a place."""
    counts = np.zeros(len(a), dtype=np.int64)
    n_articles = int(row.max(initial=0)) + 1
    for low in range(0, len(a), _PAIRS_AT_ONCE):
        both = held[:, a[low : low + _PAIRS_AT_ONCE]].multiply(held[:, b[low : low + _PAIRS_AT_ONCE]]).tocoo()
        distinct = np.unique(both.col.astype(np.int64) * n_articles + row[both.row])
        counts[low : low + _PAIRS_AT_ONCE] = np.bincount(distinct // n_articles, minlength=both.shape[1])
    return counts
