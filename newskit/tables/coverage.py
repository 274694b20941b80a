"""Who wrote how much about what, who was first, and who was silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles
from newskit.tables.bins import Zone, dates_of
from newskit.tables.crossed import Crossed, crossed, words_of
from newskit.tables.recipe import by_columns, remember
from newskit.tables.terms import Terms

__all__ = ["coverage"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_ADDED = ("term", "count", "words", "first", "last", "lag", "place", "meanwhile")
_HOUR = 3_600_000_000  # microseconds
_NEVER = np.iinfo(np.int64).max


def coverage(
    articles: pd.DataFrame,
    terms: Terms | None = None,
    *,
    stories: str | None = None,
    by: str | Sequence[str] = "source",
    on: str = "text",
    date: str = "published",
    timezone: Zone = "UTC",
) -> pd.DataFrame:
    """Return how much each source wrote about each story, when it began, and how long after the first.

    Parameters
    ----------
    articles
        The article table.
    terms
        The stories as words and phrases, as in `frequencies`: a dict from a story's name to what tells it
        (``{"strike": ["ferry strike*", "dockers"]}``). An article that holds one is about it.
    stories
        The stories as a column instead: its values are their names. Articles where it is missing belong to none.
    by
        A column, or several, whose values make groups, as in `volume`.
    on
        The column to look for `terms` in, and to count words of.
    date
        The column of dates. A date without a time of day counts as its first moment.
    timezone
        The zone that dates without one are in, and that ``first`` and ``last`` are given in.

    Returns
    -------
    pandas.DataFrame
        One row per group and story, also where there is nothing, in the order of groups and stories:

        - the columns of `by`;
        - ``term`` and ``count``, how often it is used; or the column `stories`;
        - ``articles`` about it, zero for who was silent; ``words`` in them; ``total``: all articles of the group;
          ``share``: ``articles / total``;
        - ``first``, ``last``: when its first and last article came, missing without a dated one;
        - ``lag``: hours from the first article of any group to its own first; ``place``: 1 for who was first (several
          if at the same moment), 2 for the next;
        - ``meanwhile``: how many articles on anything the group has from the first to the last article on the story by
          anyone: who is silent, but wrote on, chose to be; with zero it was not there.

    Raises
    ------
    InputError
        If not exactly one of `terms` and `stories` is given, or another argument has the wrong form.
    UnknownNameError
        If there is no such column.

    See Also
    --------
    agenda : The same shares with intervals, and distances between groups.
    articles_in : The articles behind a row.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "source": ["Courier", "Gazette", "Herald"],
    ...     "text": ["Ferry strike.", "The strike goes on.", "Rain."],
    ...     "published": pd.to_datetime(["2025-06-02 06:00", "2025-06-02 18:00", "2025-06-02 12:00"], utc=True),
    ... })
    >>> table = coverage(articles, ["strike"])
    >>> table[["source", "articles", "lag", "place", "meanwhile"]]
        source  articles   lag  place  meanwhile
    0  Courier         1   0.0      1          1
    1  Gazette         1  12.0      2          1
    2   Herald         0   NaN   <NA>          1
    """
    require_articles(articles)
    if (terms is None) == (stories is None):
        raise InputError(
            "say what the stories are in one way: terms, such as {'strike': ['ferry strike*']}, or a column, "
            "stories='story'"
        )
    columns = by_columns(by, besides=_ADDED)
    if not columns:
        raise InputError("by= should name a column whose values cover stories, such as by='source'")
    cells = crossed(articles, columns, "coverage", column=stories, terms=terms, on=on, besides=_ADDED)
    cells = _of_stories(cells)
    dates = dates_of(articles, date, timezone)
    moments = np.where(dates.isna(), _NEVER, dates.asi8)
    table = cells.table()
    table.insert(table.columns.tolist().index("total"), "words", cells.sum(words_of(articles, on)[cells.rows]))
    first, last = _ends(cells, moments)
    began, ended = first.min(axis=0, initial=_NEVER), last.max(axis=0, initial=-_NEVER)
    table["first"], table["last"] = _stamps(first, dates), _stamps(last, dates)
    with np.errstate(invalid="ignore"):
        lag = np.where(first < _NEVER, (first - np.minimum(began, first)) / _HOUR, np.nan)
    table["lag"] = lag.ravel()
    table["place"] = _places(first)
    table["meanwhile"] = _meanwhile(cells, moments, began, ended)
    return remember(table, replace(cells.recipe, date=date, timezone=str(dates.tz)))


def _of_stories(cells: Crossed) -> Crossed:
    """Return cells without the missing story, which is none."""
    known = cells.labels.notna().to_numpy(dtype=bool)
    kept = known[cells.codes]
    return replace(cells, labels=cells.labels[known].reset_index(drop=True), rows=cells.rows[kept],
                   codes=cells.codes[kept])  # fmt: skip


def _ends(cells: Crossed, moments: Ints) -> tuple[Ints, Ints]:
    """Return the first and last moment of each group and story, far beyond all where there is none."""
    rows, codes = cells.memberships()
    dated = moments[rows] < _NEVER
    first, last = np.full(len(cells), _NEVER), np.full(len(cells), -_NEVER)
    np.minimum.at(first, codes[dated], moments[rows[dated]])
    np.maximum.at(last, codes[dated], moments[rows[dated]])
    shape = len(cells.groups), len(cells.labels)
    return first.reshape(shape), last.reshape(shape)


def _stamps(moments: Ints, dates: pd.DatetimeIndex) -> pd.DatetimeIndex:
    flat = moments.ravel().copy()
    flat[np.abs(flat) == _NEVER] = pd.NaT.value
    return pd.DatetimeIndex(flat.astype("datetime64[us]")).tz_localize("UTC").tz_convert(dates.tz)


def _places(first: Ints) -> pd.api.extensions.ExtensionArray:
    """Return the place of each group in each story: 1 for the first."""
    from scipy.stats import rankdata  # noqa: PLC0415 - takes as long to import as all of newskit

    places = rankdata(first, method="min", axis=0).astype(np.int64) if first.size else first
    found = pd.array(places.ravel(), dtype="Int64")
    found[first.ravel() == _NEVER] = pd.NA
    return found


def _meanwhile(cells: Crossed, moments: Ints, began: Ints, ended: Ints) -> Ints:
    """Return how many articles each group has between the first and the last on each story."""
    counts = np.zeros((len(cells.groups), len(cells.labels)), dtype=np.int64)
    for number in range(len(cells.groups)):
        own = np.sort(moments[cells.groups.rows[cells.groups.codes == number]])
        counts[number] = np.searchsorted(own, ended, "right") - np.searchsorted(own, began, "left")
    return np.where(began < _NEVER, counts, 0).ravel()
