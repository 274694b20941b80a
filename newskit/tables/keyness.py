"""Which words and phrases tell groups of articles apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, listed, require_articles, require_choice, require_whole, unknown_name
from newskit.language import Tokens, tokens
from newskit.language.memory import strings, tokenize
from newskit.language.ngrams import Grams, count_ngrams, ngram_sizes, written
from newskit.schema import STRING_DTYPE
from newskit.tables.association import chi2, false_discovery_rate, g2, log_odds, log_ratio, p_of_z
from newskit.tables.folding import Inside, inside
from newskit.tables.function_words import allowed_edges
from newskit.tables.groups import group
from newskit.tables.recipe import Recipe, by_columns, remember
from newskit.tables.reference import Reference
from newskit.tables.sides import Counts, Side

__all__ = ["Measure", "keyness", "keyness_from_counts"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Measure = Literal["log_odds", "g2", "chi2", "log_ratio"]

_MEASURES = ("log_odds", "g2", "chi2", "log_ratio")
_NUMBERS = ("effect", "score", "z", "p", "fdr")
_ADDED = ("term", "words", "count", "reference_count", "rate", "reference_rate", "reference_articles", *_NUMBERS)
_MILLION = 1e6
_ARTICLE = 500.0  # words that the prior adds where no articles tell their length


def keyness(
    articles: pd.DataFrame,
    by: str | Sequence[str] | None = None,
    *,
    on: str = "text",
    reference: object = None,
    ngrams: int | tuple[int, int] = (1, 3),
    min_count: int = 5,
    min_articles: int = 2,
    prior: float | None = None,
    overdispersion: bool = True,
    fold: bool = True,
    measure: Measure = "log_odds",
    top: int | None = None,
    stopwords: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return which words and phrases tell groups of articles apart, each group against a reference.

    Parameters
    ----------
    articles
        The article table.
    by
        A column, or several, whose values make groups, as in `volume`; without one all articles are a group, to be
        compared with a reference from outside.
    on
        The column of texts. Articles without one count for nothing.
    reference
        What each group is compared with: by default all other articles; the value of one of the groups (a tuple, for
        several columns of `by`); another article table; or a frequency list, a Series or dict from term to count, or a
        DataFrame with the columns ``term`` and ``count``.
    ngrams
        How many words a term has: a number, or the least and the greatest. Phrases cross no punctuation.
    min_count, min_articles
        Terms that occur less often on both sides together, or in fewer articles on either side, are left out.
    prior
        For ``"log_odds"``: how many words the prior adds to each side, shared out like the two sides together. The
        default is the words of an average article. More of them pull rare words to the middle.
    overdispersion
        Whether ``z``, ``p`` and the scores made of them take it into account that words crowd in few articles, so that
        one long article does not win: variances are multiplied by how much counts vary between articles beyond chance
        (Pearson's dispersion, at least 1; McCullagh and Nelder, 1989, section 4.5). ``False`` gives the figures of the
        literature, for words that are strewn at random.
    fold
        Whether to leave a term out where a longer one, at the same end of the table, holds 80 % of its occurrences.
    measure
        - ``"log_odds"``: log odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn, 2008), which
          rewards neither very rare nor very common words. ``effect`` is the ratio, ``score`` its z-score.
        - ``"g2"``: log-likelihood ratio (Dunning, 1993), ``"chi2"``: Pearson's chi-squared, both with the sign of the
          difference. ``effect`` is the binary log ratio of the rates.
        - ``"log_ratio"``: binary log ratio of the rates (Hardie, 2014), as ``effect`` and ``score``.
    top
        How many of the highest scores of each group to return, at most; by default all terms, the highest score first
        and what is rarer in the group than in the reference at the end.
    stopwords
        Words that are no term and that no phrase begins or ends with; by default the function words of the articles'
        languages, and numbers below 100; ``()`` for none. To add to the list:
        ``[*nk.language.stopwords("en"), "said"]``.

    Returns
    -------
    pandas.DataFrame
        One row per group and term, in the order of groups and scores:

        - the columns of `by`;
        - ``term``, as mostly written (a possessive counts as its word), and ``words``, their number;
        - ``count``, ``reference_count``; ``rate``, ``reference_rate``: per million terms of as many words;
        - ``articles``, ``reference_articles``: in how many it stands (missing for a frequency list);
        - ``effect``, ``score``: see `measure`;
        - ``z``, ``p``: how far from chance, and the probability of that, two-sided; ``fdr``: the share of false
          discoveries among the group's terms that are at least as sure (Benjamini and Hochberg, 1995).

    Raises
    ------
    InputError
        If there is nothing to compare with, or an argument has the wrong form.
    UnknownNameError
        If there is no such column or group.

    See Also
    --------
    keyness_from_counts : The same from counts that you have.

    Examples
    --------
    >>> import newskit as nk
    >>> articles = pd.DataFrame({
    ...     "source": ["Courier"] * 3 + ["Gazette"] * 3,
    ...     "text": ["The ferry strike goes on."] * 3 + ["The ferry sails on."] * 3,
    ... })
    >>> keyness(articles, by="source", min_count=2, top=1)[["source", "term", "count"]].values.tolist()
    [['Courier', 'ferry strike', 3], ['Gazette', 'ferry sails', 3]]
    """
    require_articles(articles, [on])
    require_choice("measure", measure, _MEASURES)
    _check(min_count=min_count, min_articles=min_articles, top=top, prior=prior)
    names, sizes = by_columns(by, besides=_ADDED), ngram_sizes(ngrams)
    if not names and not isinstance(reference, (pd.DataFrame, pd.Series, Mapping)):
        raise InputError(
            "by= should name a column whose values are compared, such as by='source', or reference= be other articles "
            "or a frequency list"
        )
    groups = group(articles, names)
    other = Reference.of(reference, groups.frame, on)
    corpus = tokens(articles, on=on) if other.texts is None else _with(articles[on], other.texts)
    edges = allowed_edges(corpus, articles, stopwords, on=on)
    grams = count_ngrams(corpus, sizes, min_count=1 if other.counts else min_count, edges=edges)
    counts = Counts(grams, groups)
    told = None if other.counts is None else other.counts_of(corpus, grams)
    pairs = inside(grams, len(corpus.lowers)) if fold else None
    made: dict[int, pd.DataFrame] = {}
    for number in range(len(groups)):
        if number == other.group:
            continue
        mine = counts.group(number)
        against = told or _against(counts, number, other, len(articles))
        if not overdispersion:
            mine, against = _strewn(mine), _strewn(against)
        kept = (mine.count + against.count >= min_count) & (np.fmax(mine.articles, against.articles) >= min_articles)
        made[number] = _rows(mine, against, kept, pairs, measure=measure, prior=prior, top=top)
    table = _joined(made, groups.frame)
    at = table.pop("at").to_numpy()
    sizes_of = np.repeat([one.size for one in grams], [len(one.words) for one in grams])
    table.insert(len(names), "term", _terms(at, corpus, grams))
    table.insert(len(names) + 1, "words", sizes_of[at])
    return remember(table, Recipe("keyness", names, groups.lists, on=on))


def keyness_from_counts(
    counts: pd.DataFrame,
    *,
    reference: object = None,
    totals: Mapping[Any, float] | pd.Series | None = None,
    min_count: float = 1,
    prior: float = _ARTICLE,
    measure: Measure = "log_odds",
    top: int | None = None,
) -> pd.DataFrame:
    """Return which words tell groups apart, from a table of counts.

    Parameters
    ----------
    counts
        One row per word (the index), one column per group: how often. The columns' name is that of the group column.
    reference
        What each group is compared with: by default all others together; or the name of one of the columns.
    totals
        How many words each group has in all, if the table does not hold them all; by default the columns' sums.
    min_count
        Words that occur less often on both sides together are left out.
    prior
        For ``"log_odds"``: how many words the prior adds to each side, 500 by default.
    measure, top
        As in `keyness`.

    Returns
    -------
    pandas.DataFrame
        As `keyness` returns it, the group in a column called as the columns of `counts` or ``group``; how many articles
        there are is missing, and ``z`` takes words to be strewn at random.

    Raises
    ------
    InputError
        If the counts are negative or no numbers, a word stands twice, or there is nothing to compare with.

    Examples
    --------
    >>> counts = pd.DataFrame({"Courier": [30, 70], "Gazette": [10, 90]}, index=["ferry", "the"])
    >>> keyness_from_counts(counts, measure="log_ratio", top=1)[["group", "term", "score"]].round(3).values.tolist()
    [['Courier', 'ferry', 1.585], ['Gazette', 'the', 0.363]]
    """
    require_choice("measure", measure, _MEASURES)
    _check(min_count=min_count, top=top, prior=prior)
    values = _numbers(counts)
    whole = values.sum(axis=0) if totals is None else _totals(totals, counts, values)
    apart = None
    if reference is not None:
        if not pd.api.types.is_hashable(reference) or reference not in counts.columns:
            raise unknown_name("group", reference, counts.columns, where="the columns of the counts")
        apart = int(np.flatnonzero(counts.columns == reference)[0])
    made = {}
    for number in range(values.shape[1]):
        others = [at for at in range(values.shape[1]) if at != number] if apart is None else [apart]
        if number == apart:
            continue
        mine = _told(values[:, number], whole[number])
        against = _told(values[:, others].sum(axis=1), whole[others].sum())
        kept = mine.count + against.count >= min_count
        made[number] = _rows(mine, against, kept, None, measure=measure, prior=prior, top=top)
    name = "group" if counts.columns.name is None else str(counts.columns.name)
    table = _joined(made, pd.DataFrame({name: list(counts.columns)}))
    table.insert(1, "term", counts.index.astype(str).to_numpy()[table.pop("at").to_numpy()])
    table["term"] = table["term"].astype(STRING_DTYPE)
    table.insert(2, "words", table["term"].str.count(" ").astype("int64") + 1)
    return table


def _check(**given: float | None) -> None:
    least = {"min_count": 1, "min_articles": 0, "top": 1, "prior": 0}
    for name, value in given.items():
        is_number = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
        if value is None and name in ("min_count", "min_articles"):
            raise InputError(f"{name}=None should be a number from {least[name]} up")
        if name == "top" and value is not None:
            require_whole("top", value, least=1)
        if value is not None and (not is_number or not value >= least[name] or (name == "prior" and value <= 0)):
            raise InputError(f"{name}={value!r} should be a number from {least[name]} up")


def _with(texts: pd.Series, more: pd.Series) -> Tokens:
    return tokenize([*strings(texts), *strings(more)])


def _against(counts: Counts, number: int, other: Reference, n_articles: int) -> Side:
    if other.group is not None:
        return counts.group(other.group)
    return counts.texts(n_articles) if other.texts is not None else counts.rest(number, n_articles)


def _strewn(side: Side) -> Side:
    return Side(side.count, side.total, side.articles, np.ones_like(side.spread), side.n_articles)


def _told(count: Floats, total: float) -> Side:
    n = len(count)
    return Side(count, np.full(n, total), np.full(n, np.nan), np.ones(n))


def _rows(
    mine: Side,
    against: Side,
    kept: npt.NDArray[np.bool_],
    pairs: Inside | None,
    *,
    measure: Measure,
    prior: float | None,
    top: int | None,
) -> pd.DataFrame:
    """Return the terms of one group, the highest score first; ``at`` says which they are."""
    effect, score, z = _scores(mine, against, measure, prior)
    kept = kept & np.isfinite(score)
    if pairs is not None:
        side = score > 0
        count = np.where(side, mine.count, against.count)
        kept[pairs.repeated(count, kept, side)] = False
    at = np.flatnonzero(kept)
    at = at[np.lexsort((at, -mine.count[at], -score[at]))]
    p = p_of_z(z[at])
    table = pd.DataFrame(
        {
            "at": at,
            "count": mine.count[at].astype("int64"),
            "reference_count": _whole(against.count[at]),
            "rate": mine.count[at] / mine.total[at] * _MILLION,
            "reference_rate": against.count[at] / against.total[at] * _MILLION,
            "articles": pd.Series(mine.articles[at]).astype("Int64"),
            "reference_articles": pd.Series(against.articles[at]).astype("Int64"),
            "effect": effect[at],
            "score": score[at],
            "z": z[at],
            "p": p,
            "fdr": false_discovery_rate(p),
        }
    )
    return table if top is None else table[table["score"] > 0].head(top)


def _whole(values: Floats) -> npt.NDArray[Any]:
    return values.astype("int64") if np.all(values == np.floor(values)) else values


def _scores(mine: Side, against: Side, measure: Measure, prior: float | None) -> tuple[Floats, Floats, Floats]:
    """Return effect, score and z of each term."""
    a, b, n_a, n_b = mine.count, against.count, mine.total, against.total
    if measure == "log_odds":
        added = prior if prior is not None else _average(mine, against)
        with np.errstate(divide="ignore", invalid="ignore"):
            own = added * (a + b) / (n_a + n_b)
        # A side that lacks the word does not tell how it crowds; the other does.
        spreads = np.where(a > 0, mine.spread, against.spread), np.where(b > 0, against.spread, mine.spread)
        effect, z = log_odds(a, b, n_a, n_b, prior=own, n_prior=added, spread=spreads)
        return effect, z, z
    of = mine.n_articles, against.n_articles
    spread = (mine.spread * of[0] + against.spread * of[1]) / sum(of) if sum(of) else np.ones_like(a)
    tested = (chi2 if measure == "chi2" else g2)(a, b, n_a, n_b) / spread
    effect = log_ratio(a, b, n_a, n_b)
    z = np.sign(tested) * np.sqrt(np.abs(tested))
    return effect, effect if measure == "log_ratio" else tested, z


def _average(mine: Side, against: Side) -> float:
    """Return the words of an average article of both sides."""
    n = mine.n_articles + against.n_articles
    words = float(mine.total[:1].sum()) + (float(against.total[:1].sum()) if against.n_articles else 0.0)
    return max(words / n, 1.0) if n else _ARTICLE


def _joined(made: dict[int, pd.DataFrame], groups: pd.DataFrame) -> pd.DataFrame:
    """Return the tables of all groups behind one another, the groups' columns in front."""
    if not made:
        raise InputError("there is no group besides the reference")
    table = pd.concat(list(made.values()), ignore_index=True)
    number = np.repeat(list(made), [len(part) for part in made.values()])
    for place, name in enumerate(groups.columns):
        table.insert(place, name, groups[name].iloc[number].array)
    return table


def _terms(at: Ints, corpus: Tokens, grams: list[Grams]) -> pd.Series:
    """Return terms as they are mostly written."""
    texts = np.empty(len(at), dtype=object)
    first = 0
    for one in grams:
        here = np.flatnonzero((at >= first) & (at < first + len(one.words)))
        distinct, which = np.unique(at[here] - first, return_inverse=True)
        texts[here] = (
            np.array(written(corpus, one.words[distinct], one.forms[:, distinct]), dtype=object)[which]
            if len(here)
            else []
        )
        first += len(one.words)
    return pd.Series(texts, dtype=STRING_DTYPE)


def _numbers(counts: object) -> Floats:
    if not isinstance(counts, pd.DataFrame) or counts.shape[1] < 2:
        raise InputError(
            "counts should be a DataFrame with a row for each word and a column for each of two groups or more"
        )
    if counts.index.has_duplicates:
        raise InputError(f"the word {counts.index[counts.index.duplicated()][0]!r} has two rows; add them up")
    try:
        values = counts.fillna(0).to_numpy(dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"the counts should be numbers: {error}") from error
    if not (np.isfinite(values).all() and (values >= 0).all()):
        raise InputError("the counts should be numbers from 0 up")
    return values


def _totals(totals: Mapping[Any, float] | pd.Series, counts: pd.DataFrame, values: Floats) -> Floats:
    try:
        given = pd.Series(totals, dtype=np.float64)
    except (ValueError, TypeError) as error:
        raise InputError(f"totals= should be a dict from groups to their numbers of words: {error}") from error
    missing = [name for name in counts.columns if name not in given.index]
    if missing:
        raise InputError(f"totals= lacks {listed(missing)}")
    whole = given.reindex(counts.columns).to_numpy(dtype=np.float64)
    if not (whole >= values.sum(axis=0)).all():
        raise InputError("totals= should be no less than the counts of each group together")
    return whole
