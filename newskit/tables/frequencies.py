"""How often terms, or the most frequent words, are used, by period and group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles, require_choice, require_whole
from newskit.language import tokens
from newskit.schema import STRING_DTYPE
from newskit.tables.bins import Zone
from newskit.tables.cells import Cells, Timing, cells
from newskit.tables.estimates import check_level
from newskit.tables.frequent_words import by_group, frequent_words, group_sums, most_used
from newskit.tables.intervals import rate_interval, wilson
from newskit.tables.phrases import Phrases, phrases_in
from newskit.tables.recipe import Recipe, by_columns, remember
from newskit.tables.span import Moment
from newskit.tables.terms import Found, Terms, find_terms, named_terms

__all__ = ["frequencies"]

Floats = npt.NDArray[np.float64]
Figures = dict[str, npt.NDArray[Any]]
_TOP = 20
_ADDED = ("term", "count", "words", "share_low", "share_high", "rate", "rate_low", "rate_high")


def frequencies(
    articles: pd.DataFrame,
    terms: Terms | None = None,
    *,
    keyphrases: pd.DataFrame | None = None,
    by: str | Sequence[str] | None = None,
    freq: str | pd.offsets.BaseOffset | None = None,
    on: str = "text",
    case: bool = False,
    regex: bool = False,
    across: bool = False,
    share_of: Literal["group", "period"] = "group",
    top: int | None = None,
    level: float = 0.95,
    stopwords: Iterable[str] | None = None,
    date: str = "published",
    timezone: Zone = "UTC",
    start: Moment = None,
    end: Moment = None,
) -> pd.DataFrame:
    """Return how often terms, or the most frequent words, are used, over time and by group.

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
        ``|`` separates alternatives. What overlaps within one term counts once. By default the most frequent words.
    keyphrases
        A table of `keyphrases`, or any with the columns ``id`` and ``phrase``, in place of `terms`: the phrases that
        most articles have. Capital and small letters make one, called as it is written most often.
    by
        A column, or several, whose values make groups, as in `volume`.
    freq
        The length of a period, as in `volume`; by default all articles are one.
    on
        The column to look in.
    case
        Whether capital and small letters differ.
    regex
        Whether `terms` are regular expressions.
    across
        Whether a phrase may run over punctuation, ends of sentences and blank lines.
    share_of
        What shares and rates are of: the articles and words of the row's own ``"group"`` in the period, or of the whole
        ``"period"``, so that the groups' shares add up.
    top
        How many terms, the most used first; with `by`, those that are among so many of any group. By default 20 words
        or keyphrases, or all `terms` in the order given.
    level
        How many of the intervals hold the true share or rate.
    stopwords
        Words that are not among the most frequent; by default the function words of the articles' languages, and
        numbers below 100; ``()`` for none. To add to the list: ``[*nk.language.stopwords("en"), "said"]``.
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
        - ``share``: ``articles / total``, with ``share_low`` and ``share_high``, its interval (Wilson 1927);
        - ``rate``: uses per thousand words, with ``rate_low`` and ``rate_high``, its interval: the exact one for counts
          (Garwood 1936), widened by how much more the uses cluster in few articles than chance would have it;
        - ``complete``, ``period_end``: as in `volume`; only with `freq`.

        Shares and rates are missing where there are no articles or words. Of keyphrases there are no ``count``,
        ``words`` and ``rate``: an article has a phrase or not.

    Raises
    ------
    InputError, UnknownNameError
        If a term, column, period or zone is not what it should be; the message says which.

    See Also
    --------
    articles_in : The articles that hold the term of a row.
    keyphrases : The phrases that tell what each article is about.

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
    >>> frequencies(articles, top=3)["term"].tolist()
    ['two', 'people', 'three']
    """
    require_articles(articles)
    require_choice("share_of", share_of, ("group", "period"))
    check_level(level)
    if top is not None:
        require_whole("top", top, least=1)
    _check_subject(terms, keyphrases, stopwords)
    columns, timing = by_columns(by, besides=_ADDED), Timing(freq, date, timezone, start, end)
    if keyphrases is not None:
        phrases = phrases_in(articles, keyphrases)
        cut = cells(articles, columns, timing, name="frequencies", series=top or _TOP)
        return _of_phrases(articles, phrases, cut, top or _TOP, share_of=share_of, level=level)
    if terms is not None:
        named = named_terms(terms)
        cut = cells(articles, columns, timing, name="frequencies", series=len(named))
    else:
        top, regex = top or _TOP, False
        cut = cells(articles, columns, timing, name="frequencies", series=top)
        named = frequent_words(articles, cut, 2 * top + 10, stopwords, on=on)  # matching counts some words otherwise
    found = Found(tokens(articles, on=on), [], [], {})
    if named:
        found = find_terms(articles, named, on=on, case=case, regex=regex, across=across)
    found = _most_used(found, cut, top)
    recipe = replace(cut.recipe, terms=found.terms, on=on, case=case, across=across, settings={"level": level})
    return _table(found.names, cut, _columns(found, cut, share_of, level), recipe)


def _check_subject(terms: object, keyphrases: object, stopwords: object) -> None:
    if terms is not None and keyphrases is not None:
        raise InputError("give terms= or keyphrases=, not both")
    if stopwords is not None and (terms is not None or keyphrases is not None):
        raise InputError("stopwords= is for the most frequent words; with terms= or keyphrases= leave it out")


def _table(names: list[str], cut: Cells, figures: Figures, recipe: Recipe) -> pd.DataFrame:
    """Return a row for each cell and name."""
    at = np.arange(len(cut)).repeat(len(names))
    before, after = (frame.iloc[at].reset_index(drop=True) for frame in (cut.before, cut.after))
    table = before.assign(term=pd.array(names * len(cut), dtype=STRING_DTYPE), **figures)
    return remember(pd.concat([table, after], axis=1), recipe)


def _most_used(found: Found, cut: Cells, top: int | None) -> Found:
    """Return the terms that are used most, the most used first; all as they are without `top`."""
    if top is None:
        return found
    used = [by_group(cut, found.counts(number)) for number in range(len(found.names))]
    kept = most_used(np.array(used).reshape(-1, cut.n_groups).T, top)
    names = [found.names[number] for number in kept]
    places = [found.places[number] for number in kept]
    return Found(found.tokens, names, places, {name: found.terms[name] for name in names})


def _of_phrases(
    articles: pd.DataFrame, phrases: Phrases, cut: Cells, top: int, *, share_of: str, level: float
) -> pd.DataFrame:
    """Return in how many articles of each cell the most frequent keyphrases are."""
    kept = most_used(group_sums(cut, phrases.matrix(len(articles))), top)
    members = {phrases.names[number]: phrases.row[phrases.phrase == number] for number in kept}
    holds = np.empty((len(cut), len(kept)))
    for number, rows in enumerate(members.values()):
        holds[:, number] = cut.sum(np.bincount(rows, minlength=len(articles)))
    total = (cut.sum_by_period if share_of == "period" else cut.sum)().repeat(len(kept))
    held_by = {name: articles["id"].iloc[rows].tolist() for name, rows in members.items()}
    recipe = replace(cut.recipe, settings={"level": level, "held_by": held_by})
    return _table(list(members), cut, _shares(holds.ravel(), total, level), recipe)


def _shares(holds: Floats, total: Floats, level: float) -> Figures:
    low, high = wilson(holds, total, level)
    return {
        "articles": holds.astype(np.int64),
        "total": total.astype(np.int64),
        "share": _ratio(holds, total),
        "share_low": low,
        "share_high": high,
    }


def _columns(found: Found, cut: Cells, share_of: str, level: float) -> Figures:
    """Return counts, shares and rates of each cell and term."""
    base = cut.sum_by_period if share_of == "period" else cut.sum
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
    rate_low, rate_high = rate_interval(count, n_words, effect, level)
    shares = _shares(holds, total, level)
    return {
        "count": count.astype(np.int64),
        "articles": shares.pop("articles"),
        "total": shares.pop("total"),
        "words": n_words.astype(np.int64),
        **shares,
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
