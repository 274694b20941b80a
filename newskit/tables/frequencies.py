"""How often chosen terms are used, by period and group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import require_choice
from newskit.schema import STRING_DTYPE
from newskit.tables.bins import Zone
from newskit.tables.cells import Cells, Timing, cells
from newskit.tables.intervals import rate_interval, wilson
from newskit.tables.recipe import by_columns, remember
from newskit.tables.span import Moment
from newskit.tables.terms import Found, Terms, find_terms

__all__ = ["frequencies"]

Floats = npt.NDArray[np.float64]
_ADDED = ("term", "count", "words", "share_low", "share_high", "rate", "rate_low", "rate_high")


def frequencies(
    articles: pd.DataFrame,
    terms: Terms,
    *,
    by: str | Sequence[str] | None = None,
    freq: str | pd.offsets.BaseOffset | None = None,
    share: Literal["group", "period"] = "group",
    on: str = "text",
    case: bool = False,
    regex: bool = False,
    across: bool = False,
    date: str = "published",
    timezone: Zone = "UTC",
    start: Moment = None,
    end: Moment = None,
) -> pd.DataFrame:
    """Return how often terms are used, in how many articles and per thousand words, over time and by group.

    Every period from the first to the last has a row for every group and term, zero where there is nothing. Articles
    without a date have rows of their own, at the end, whose period is ``NaT``. Articles without a text count among the
    articles, like any that do not hold the term.

    Parameters
    ----------
    articles
        The article table.
    terms
        What to count: a word, phrase or pattern, a list of them, or a dict from names to patterns or lists of them
        (``{"rates": ["interest rate*", "base rate"]}``). In a pattern ``*`` stands for any letters, alone for any word;
        ``|`` separates alternatives. What overlaps within one term counts once.
    by
        A column, or several, whose values make groups, as in `volume`.
    freq
        The length of a period, as in `volume`; by default all articles are one.
    share
        What shares and rates are of: the articles and words of the row's own ``"group"`` in the period, or of the whole
        ``"period"``, so that the groups' shares add up.
    on
        The column to look in.
    case
        Whether capital and small letters differ.
    regex
        Whether `terms` are regular expressions.
    across
        Whether a phrase may run over punctuation, ends of sentences and blank lines.
    date, timezone, start, end
        As in `volume`.

    Returns
    -------
    pandas.DataFrame
        Sorted by period, group and term (in the order given):

        - ``period``: start of the period, with time zone; only with `freq`;
        - the columns of `by`;
        - ``term``;
        - ``count``: how often it is used;
        - ``articles``: in how many articles;
        - ``total``, ``words``: how many articles there are, and words in them;
        - ``share``: ``articles / total``, with ``share_low`` and ``share_high``, its 95 % interval (Wilson 1927);
        - ``rate``: uses per thousand words, with ``rate_low`` and ``rate_high``, its 95 % interval: the exact one for
          counts (Garwood 1936), widened by how much more the uses cluster in few articles than chance would have it;
        - ``complete``, ``period_end``: as in `volume`; only with `freq`.

        Shares and rates are missing where there are no articles or words.

    Raises
    ------
    InputError, UnknownNameError
        If a term, column, period or zone is not what it should be; the message says which.

    See Also
    --------
    articles_in : The articles that hold the term of a row.

    Notes
    -----
    The interval of the rate takes articles for the units that were drawn: its design effect is the variance of a ratio
    by linearisation (Cochran 1977, section 6.4) over that of a Poisson count, at least one.

    Examples
    --------
    >>> import newskit as nk
    >>> articles = nk.load_sample()
    >>> table = frequencies(articles, {"storm": ["storm*", "flood*"]}, freq="Q")
    >>> table[["period", "term", "articles", "total"]].head(2)
                         period   term  articles  total
    0 2025-01-01 00:00:00+00:00  storm         1     30
    1 2025-04-01 00:00:00+00:00  storm         3    120
    """
    require_choice("share", share, ("group", "period"))
    found = find_terms(articles, terms, on=on, case=case, regex=regex, across=across)
    timing = Timing(freq, date, timezone, start, end)
    cut = cells(articles, by_columns(by, besides=_ADDED), timing, name="frequencies", series=len(found.names))
    n_terms = len(found.names)
    at = np.arange(len(cut)).repeat(n_terms)
    before, after = (frame.iloc[at].reset_index(drop=True) for frame in (cut.before, cut.after))
    table = before.assign(term=pd.array(found.names * len(cut), dtype=STRING_DTYPE), **_columns(found, cut, share))
    recipe = replace(cut.recipe, terms=found.terms, on=on, case=case, across=across)
    return remember(pd.concat([table, after], axis=1), recipe)


def _columns(found: Found, cut: Cells, share: str) -> dict[str, npt.NDArray[np.generic]]:
    """Return counts, shares and rates of each cell and term."""
    base = cut.sum_by_period if share == "period" else cut.sum
    n_terms = len(found.names)
    words = found.tokens.n_words.astype(np.float64)
    total, n_words = base().repeat(n_terms), base(words).repeat(n_terms)
    count, holds, effect = np.empty((3, len(cut), n_terms))
    squares, n = cut.sum(words**2), cut.sum()
    own_words = cut.sum(words)
    for number in range(n_terms):
        times = found.counts(number).astype(np.float64)
        count[:, number], holds[:, number] = cut.sum(times), cut.sum(times > 0)
        sums = (cut.sum(times**2), cut.sum(times * words), squares)
        effect[:, number] = _design_effect(count[:, number], own_words, n, sums)
    count, holds, effect = count.ravel(), holds.ravel(), effect.ravel()
    low, high = wilson(holds, total)
    rate_low, rate_high = rate_interval(count, n_words, effect)
    return {
        "count": count.astype(np.int64),
        "articles": holds.astype(np.int64),
        "total": total.astype(np.int64),
        "words": n_words.astype(np.int64),
        "share": _ratio(holds, total),
        "share_low": low,
        "share_high": high,
        "rate": 1000 * _ratio(count, n_words),
        "rate_low": 1000 * rate_low,
        "rate_high": 1000 * rate_high,
    }


def _ratio(above: Floats, below: Floats) -> Floats:
    ratio: Floats = np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0)
    return ratio


def _design_effect(count: Floats, words: Floats, n: Floats, sums: tuple[Floats, Floats, Floats]) -> Floats:
    """Return how many times larger the variance of counts is than that of a Poisson count, at least one.

    `sums` are those of count squared, count times words, and words squared over the articles.
    """
    rate = np.nan_to_num(_ratio(count, words))
    spread = sums[0] - 2 * rate * sums[1] + rate**2 * sums[2]
    variance = np.divide(n, n - 1, out=np.ones_like(n), where=n > 1) * spread
    return np.maximum(np.divide(variance, count, out=np.ones_like(count), where=count > 0), 1.0)
