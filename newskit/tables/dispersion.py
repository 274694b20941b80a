"""How evenly terms are spread over a corpus: measures of dispersion, and the places themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.schema import STRING_DTYPE
from newskit.tables.cells import Cells, Timing, cells
from newskit.tables.kwic import merged, words_before
from newskit.tables.recipe import Recipe, by_columns, remember
from newskit.tables.terms import Found, Terms, find_terms

__all__ = ["dispersion", "spread"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_ADDED = ("id", "term", "count", "parts", "range", "words", "word", "position", "offset")


def dispersion(
    articles: pd.DataFrame,
    terms: Terms,
    *,
    by: str | Sequence[str] | None = None,
    on: str = "text",
    case: bool = False,
    regex: bool = False,
    across: bool = False,
    positions: bool = False,
) -> pd.DataFrame:
    """Return how evenly terms are spread over the articles, or over groups of them.

    Parameters
    ----------
    articles
        The article table.
    terms
        What to look for, as in `frequencies`.
    by
        A column, or several, whose groups are the parts of the corpus; by default each article is a part.
    on, case, regex, across
        As in `frequencies`.
    positions
        Whether to return where each use stands instead, for a plot of lexical dispersion.

    Returns
    -------
    pandas.DataFrame
        One row per term:

        - ``term``, ``count``: how often it is used;
        - ``articles``: in how many articles;
        - ``parts``: how many parts there are; those without a word are none;
        - ``range``: how many of them hold the term;
        - ``dp``: Gries's (2008) deviation of proportions, from 0 (spread as the words are) to almost 1 (in one small
          part); missing for a term that is never used;
        - ``dp_norm``: the same divided by the most that it can be (Lijffijt and Gries 2012), from 0 to 1; missing for
          a corpus of one part;
        - ``juilland_d``: Juilland's D for parts of different sizes, from 1 (even) down to 0; missing for one part.

        With `positions`, one row per use in the order of the articles: ``id``, the columns of `by`, ``term``; ``word``,
        how many words of its text stand before it; ``words``, how many the text has; ``position``, ``word / words``;
        ``offset``, how many words stand before it in the corpus, with `by` in its group, articles in their order. In a
        column of lists an article's uses are there once for each member.

    Raises
    ------
    InputError, UnknownNameError
        If a term or a column is not what it should be.

    References
    ----------
    Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal of Corpus Linguistics
    13(4). Lijffijt, J. and Gries, S. Th. (2012). Correction to the same. 17(1). Juilland, A. and Chang-Rodríguez, E.
    (1964). Frequency Dictionary of Spanish Words.

    Examples
    --------
    >>> articles = pd.DataFrame({"id": ["a", "b"], "text": ["rain and rain", "sun and wind"]})
    >>> dispersion(articles, ["rain", "and"])[["term", "count", "range", "dp", "juilland_d"]]
       term  count  range   dp  juilland_d
    0  rain      2      1  0.5         0.0
    1   and      2      2  0.0         1.0
    >>> dispersion(articles, "rain", positions=True)[["id", "word", "words", "offset"]]
      id  word  words  offset
    0  a     0      3       0
    1  a     2      3       2
    """
    names = by_columns(by, besides=_ADDED)
    found = find_terms(articles, terms, on=on, case=case, regex=regex, across=across)
    parts = cells(articles, names, Timing(None), name="dispersion")
    if positions:
        return _positions(articles, found, parts)
    counts = [found.counts(number) for number in range(len(found.names))]
    words = found.tokens.n_words.astype(np.float64)
    # Each article is a part of its own, unless groups are given.
    sums = [parts.sum(count) for count in counts] if names else [count.astype(np.float64) for count in counts]
    sizes = parts.sum(words) if names else words
    measures = pd.DataFrame([spread(sum_, sizes) for sum_ in sums])
    table = pd.DataFrame(
        {
            "term": pd.array(found.names, dtype=STRING_DTYPE),
            "count": [int(count.sum()) for count in counts],
            "articles": [int((count > 0).sum()) for count in counts],
        }
    )
    recipe = replace(parts.recipe, by=(), lists=(), terms=found.terms, on=on, case=case, across=across)
    return remember(pd.concat([table, measures], axis=1), recipe)


def spread(counts: npt.ArrayLike, sizes: npt.ArrayLike) -> dict[str, float]:
    """Return the measures of dispersion of one term.

    Parameters
    ----------
    counts
        How often it is used in each part.
    sizes
        How many words each part has; parts without any are left out.

    Returns
    -------
    dict
        ``parts``, ``range``, ``dp``, ``dp_norm``, ``juilland_d``; see `dispersion`.

    Examples
    --------
    The example of Gries (2008): five parts of 9 to 11 words, in which ``a`` is used once to five times.

    >>> measures = spread([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    >>> round(measures["dp"], 2), round(measures["dp_norm"], 3), round(measures["juilland_d"], 3)
    (0.18, 0.22, 0.785)
    """
    used, size = np.asarray(counts, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
    used, size = used[size > 0], size[size > 0]
    measures = {"parts": len(size), "range": int((used > 0).sum()), "dp": np.nan, "dp_norm": np.nan,
                "juilland_d": np.nan}  # fmt: skip
    if not used.sum():
        return measures
    expected = size / size.sum()
    dp = float(np.abs(used / used.sum() - expected).sum() / 2)
    measures["dp"] = dp
    if len(size) > 1:
        rates = used / size
        measures["dp_norm"] = dp / (1 - float(expected.min()))
        variation = float(rates.std() / rates.mean())
        # Rounding must not take a term in a single part below zero.
        measures["juilland_d"] = max(0.0, float(1 - variation / np.sqrt(len(size) - 1)))
    return measures


def _positions(articles: pd.DataFrame, found: Found, parts: Cells) -> pd.DataFrame:
    """Return where each use stands."""
    places, term = merged(found.places)
    words = found.tokens.n_words
    before = words_before(found.tokens, places)
    # The memberships of articles are in the order of articles: each finds its uses, and its words before in the group.
    ahead = _words_ahead(parts, words)
    uses = np.bincount(places.row, minlength=len(words))
    firsts = np.cumsum(uses) - uses
    repeats = uses[parts.rows]
    within = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    at = np.repeat(firsts[parts.rows], repeats) + within
    row, cell = places.row[at], np.repeat(parts.codes, repeats)
    columns: dict[str, Any] = {"id": found.tokens.names.take(row)}
    columns |= {name: parts.before[name].iloc[cell].array for name in parts.before.columns}
    columns |= {
        "term": pd.array(found.names, dtype=STRING_DTYPE).take(term[at]),
        "word": before[at],
        "words": words[row],
        "position": before[at] / np.maximum(words[row], 1),
        "offset": before[at] + np.repeat(ahead, repeats),
    }
    by = ("id",) if "id" in articles.columns else ()
    return remember(pd.DataFrame(columns), Recipe("dispersion", by))


def _words_ahead(parts: Cells, words: Ints) -> Ints:
    """Return for each membership how many words the articles before it in its group have."""
    order = np.argsort(parts.codes, kind="stable")
    own = words[parts.rows[order]]
    ahead = np.cumsum(own) - own
    group = parts.codes[order]
    first = np.flatnonzero(np.append(True, group[1:] != group[:-1]))[: len(group)]
    ahead -= np.repeat(ahead[first], np.diff(np.append(first, len(group))))
    result = np.empty_like(ahead)
    result[order] = ahead
    return result
