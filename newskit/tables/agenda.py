"""What groups of articles give their attention to, and how far their agendas lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles, require_columns
from newskit.schema import STRING_DTYPE
from newskit.tables.crossed import crossed
from newskit.tables.estimates import check_level
from newskit.tables.intervals import wilson
from newskit.tables.recipe import by_columns, recipe_of, remember
from newskit.tables.terms import Terms

__all__ = ["agenda", "agenda_distances", "agenda_matrix"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_ADDED = ("term", "count", "low", "high", "overall")
_DRAWS = 499
_SEED = 20_250_612


def agenda(
    articles: pd.DataFrame,
    by: str | Sequence[str],
    *,
    topics: str = "section",
    terms: Terms | None = None,
    on: str = "text",
    level: float = 0.95,
) -> pd.DataFrame:
    """Return what share of its articles each group gives to each topic.

    Parameters
    ----------
    articles
        The article table.
    by
        A column, or several, whose values make groups, as in `volume`: ``"source"``.
    topics
        The column of topics; in a column of lists an article counts for each member. A missing value is a topic.
    terms
        Topics as words and phrases, as in `frequencies`, in place of `topics`; an article counts for each it holds.
    on
        The column to look for `terms` in.
    level
        How many of the intervals hold the true share.

    Returns
    -------
    pandas.DataFrame
        One row per group and topic, zero where there is nothing, in the order of groups and topics:

        - the columns of `by`;
        - the column `topics`, or ``term`` and ``count``, how often it is used;
        - ``articles``: how many of the group's articles are on the topic; ``total``: how many it has;
        - ``share``: ``articles / total``, with ``low`` and ``high``, its interval (Wilson 1927);
        - ``overall``: the share of the topic in the articles of all groups.

    Raises
    ------
    InputError, UnknownNameError
        If a column does not exist, or a term is not what it should be.

    See Also
    --------
    agenda_distances : How far the groups' agendas lie apart.
    articles_in : The articles behind a row.

    Examples
    --------
    >>> articles = pd.DataFrame({"source": ["Courier", "Courier", "Gazette"], "section": ["World", "Sport", "World"]})
    >>> agenda(articles, by="source")[["source", "section", "articles", "total", "share", "overall"]].round(2)
        source section  articles  total  share  overall
    0  Courier   Sport         1      2    0.5     0.33
    1  Courier   World         1      2    0.5     0.67
    2  Gazette   Sport         0      1    0.0     0.33
    3  Gazette   World         1      1    1.0     0.67
    """
    require_articles(articles)
    check_level(level)
    columns = by_columns(by, besides=_ADDED)
    if not columns:
        raise InputError("by= should name a column whose values have agendas, such as by='source'")
    cells = crossed(articles, columns, "agenda", column=topics, terms=terms, on=on, besides=_ADDED)
    table = cells.table()
    overall = np.bincount(cells.codes, minlength=len(cells.labels)) / max(len(articles), 1)
    low, high = wilson(table["articles"], table["total"], level)
    table = table.assign(low=low, high=high, overall=np.tile(overall, len(cells.groups)))
    return remember(table, replace(cells.recipe, settings={**cells.recipe.settings, "level": level}))


def agenda_matrix(table: pd.DataFrame) -> tuple[list[tuple[Any, ...]], list[Any], Ints]:
    """Return the groups, the topics, and the articles of each group on each topic, of a table of `agenda`.

    Raises
    ------
    InputError, UnknownNameError
        If the table is none of `agenda`'s.
    """
    require_columns(table, ["articles"])
    recipe = recipe_of(table)
    noted = recipe.settings.get("topic") if recipe is not None else None
    before = table.columns.tolist()[: table.columns.tolist().index("articles")]
    names = [str(name) for name in before if name != "count"]
    topic = noted if noted in names else (names or [""])[-1]
    by = [name for name in names if name != topic]
    if not by:
        raise InputError("the table needs a column of groups and one of topics before 'articles', as of nk.agenda")
    keys = list(table[by].astype(object).where(table[by].notna(), None).itertuples(index=False, name=None))
    groups = list(dict.fromkeys(keys))
    values = [None if pd.isna(value) else value for value in table[topic].tolist()]
    topics = list(dict.fromkeys(values))
    matrix = np.zeros((len(groups), len(topics)), dtype=np.int64)
    at = {key: number for number, key in enumerate(groups)}, {value: number for number, value in enumerate(topics)}
    for key, value, n in zip(keys, values, table["articles"].tolist(), strict=True):
        matrix[at[0][key], at[1][value]] += int(n)
    return groups, topics, matrix


def agenda_distances(table: pd.DataFrame, *, chance: bool = True) -> pd.DataFrame:
    """Return how far the agendas of each two groups lie apart.

    Parameters
    ----------
    table
        A table of `agenda`.
    chance
        Whether to draw how far apart chance alone would set them; without, the column is missing and it goes faster.

    Returns
    -------
    pandas.DataFrame
        One row per pair of groups:

        - ``a``, ``b``: the groups (of several columns, joined by a comma);
        - ``articles_a``, ``articles_b``: how many topics were counted on either side, an article once for each;
        - ``distance``: Jensen and Shannon's, the square root of their divergence to base 2, from 0 (the same shares) to
          1 (no topic in common); missing for a group without any topic;
        - ``chance``: what 95 % of such distances stay below if both groups draw from one agenda, since few articles lie
          apart by chance: from 499 random draws of as many articles, the same at every run.

    Notes
    -----
    Endres and Schindelin (2003), "A new metric for probability distributions".

    Examples
    --------
    >>> articles = pd.DataFrame({"source": ["Courier"] * 2 + ["Gazette"] * 2, "section": ["World"] * 3 + ["Sport"]})
    >>> agenda_distances(agenda(articles, by="source"))[["a", "b", "distance"]].round(3)
             a        b  distance
    0  Courier  Gazette     0.558
    """
    groups, _, matrix = agenda_matrix(table)
    names = [", ".join("(missing)" if part is None else str(part) for part in key) for key in groups]
    n = matrix.sum(axis=1)
    rows = []
    for a, b in combinations(range(len(names)), 2):
        rows.append((names[a], names[b], int(n[a]), int(n[b]), *_distance(matrix[a], matrix[b], draws=chance)))
    made = pd.DataFrame(rows, columns=["a", "b", "articles_a", "articles_b", "distance", "chance"])
    return made.astype({"a": STRING_DTYPE, "b": STRING_DTYPE, "articles_a": "int64", "articles_b": "int64",
                        "distance": "float64", "chance": "float64"})  # fmt: skip


def _distance(first: Ints, second: Ints, *, draws: bool) -> tuple[float, float]:
    """Return the distance of two lists of counts, and what most would stay below by chance."""
    n = int(first.sum()), int(second.sum())
    if not all(n):
        return np.nan, np.nan
    distance = float(_apart(first[None] / n[0], second[None] / n[1])[0])
    if not draws:
        return distance, np.nan
    rng = np.random.default_rng(_SEED)
    shares = (first + second) / sum(n)
    drawn = [rng.multinomial(size, shares, size=_DRAWS) / size for size in n]
    return distance, float(np.quantile(_apart(*drawn), 0.95))


def _apart(first: Floats, second: Floats) -> Floats:
    from scipy.spatial.distance import jensenshannon  # noqa: PLC0415 - takes as long to import as all of newskit

    return np.asarray(np.nan_to_num(jensenshannon(first, second, base=2, axis=1)), dtype=np.float64)
