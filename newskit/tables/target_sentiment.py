"""How people, organisations and terms are portrayed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles, require_choice
from newskit.language import tokens as tokens_of_articles
from newskit.language.memory import strings
from newskit.language.mentions import HOW, Mentions, mentions
from newskit.language.sentiment.contributions import Lexicons, has_lexicon, mixed_contributions
from newskit.language.sentiment.portrayal import portrayals
from newskit.language.sentiment.scores import means, sentence_begins
from newskit.language.tokens import Tokens
from newskit.schema import STRING_DTYPE
from newskit.tables.bins import Zone
from newskit.tables.cells import Cells, Timing, cells
from newskit.tables.estimates import check_level
from newskit.tables.recipe import Recipe, by_columns, remember
from newskit.tables.sentiment import Probabilities, class_columns, text_languages, warn_unknown
from newskit.tables.span import Moment
from newskit.tables.terms import Terms, compiled, named_terms, written
from newskit.tables.thresholds import Thresholds, as_thresholds, labels_of

__all__ = ["target_sentiment"]

Floats = npt.NDArray[np.float64]
_Scorer: TypeAlias = Callable[[Mentions], tuple[Floats, Any]]
_PER = ("article", "mention")
_GROUPED = ("articles", "mentions", "n_scored", "sentiment", "low", "high")
_ADDED = (*_GROUPED, "target", "label")


def target_sentiment(
    articles: pd.DataFrame,
    targets: Terms,
    *,
    by: str | Sequence[str] | None = None,
    freq: str | pd.offsets.BaseOffset | None = None,
    on: str = "text",
    per: str = "article",
    model: str | Probabilities = "news",
    surnames: bool = True,
    pronouns: bool = True,
    lexicon: Lexicons | None = None,
    thresholds: Thresholds | tuple[float, float] | None = None,
    lang: str | None = None,
    level: float = 0.95,
    date: str = "published",
    timezone: Zone = "UTC",
    start: Moment = None,
    end: Moment = None,
) -> pd.DataFrame:
    """Return how persons, organisations or terms are portrayed, by article, by mention, or by group and period.

    What the words of a mention's sentence contribute to its tone (see `sentiment`) is weighed by their distance from
    the mention, twice as much in the same clause; the words of the mention itself do not count. It tells in what light
    a target stands, be it by what it did, what happened to it, or what is said of it; not what the writer thinks.

    Parameters
    ----------
    articles
        The article table.
    targets
        Names or terms, each a target: ``["Ann Lee", "ferry strike"]``; or a dict from a target to the names that it
        goes by: ``{"Lee": ["Ann Lee", "Lee"]}``. Wildcards and regular expressions work as in `newskit.kwic`.
    by, freq
        A column or several whose values make groups, and the length of a period, as in `volume`: a row then stands for
        the articles of a group and period.
    on
        The column of texts.
    per
        ``"article"`` or ``"mention"``.
    model
        ``"news"``, or a fitted classifier of rows with ``text``, ``target``, ``start`` and ``end`` whose classes are
        negative, neutral and positive, such as `newskit.TargetSentimentClassifier`.
    surnames, pronouns
        Whether a person's surname alone counts, in articles that have the whole name, and "he" and "she" where the
        sentence before names the target and nobody else.
    lexicon, thresholds, lang
        As for `sentiment`.
    level
        How many of the intervals hold the true mean.
    date, timezone, start, end
        As in `volume`. Articles outside `start` and `end` are left out, also without `by` and `freq`.

    Returns
    -------
    pandas.DataFrame
        With ``per="article"``, a row for each article and each target that it mentions, in their order:

        - ``id`` and ``target``;
        - ``mentions``, and ``sentences`` with one;
        - ``sentiment``: the mean of these sentences, -1 to 1; missing without a lexicon for the language;
        - ``low``, ``high``: an interval of that mean;
        - ``label``: ``"negative"``, ``"neutral"`` or ``"positive"``;
        - ``n_scored``: words and phrases that contribute.

        With ``per="mention"``, a row for each mention: ``id``, ``target``, ``sentence`` (from 0), ``start`` and ``end``
        (characters), ``match``, ``how`` (``"name"``, ``"surname"``, ``"pronoun"``), ``sentiment``, ``label``,
        ``n_scored``.

        With `by` or `freq`, a row for each period, group and target: ``period`` (with `freq`), the columns of `by`,
        ``target``, ``articles`` that mention it, ``total`` (all articles), ``mentions``, ``sentiment`` (the mean of the
        articles that mention it; missing where none does) with ``low``, ``high`` and ``label``, ``n_scored``, and
        ``complete`` and ``period_end`` with `freq`.

    Raises
    ------
    InputError
        If an argument is not as described.
    UnknownNameError
        If there is no such column.

    See Also
    --------
    explain_sentiment : Why a target has its score in a text.

    Notes
    -----
    How well it agrees with human judgement is measured in the documentation. It reads words, not roles: in "Lee accused
    Kim of fraud" the fraud is near to both. Where roles decide, train `newskit.TargetSentimentClassifier`.

    Examples
    --------
    >>> articles = pd.DataFrame({"id": ["a"], "lang": ["en"], "text": [
    ...     "Ann Lee won praise for the rescue. Critics called Bo Kim a disgrace. Lee thanked her crew."]})
    >>> target_sentiment(articles, ["Ann Lee", "Bo Kim"])[["id", "target", "mentions", "label"]]
      id   target  mentions     label
    0  a  Ann Lee         2  positive
    1  a   Bo Kim         1  negative
    """
    require_articles(articles, [on])
    require_choice("per", per, _PER)
    check_level(level)
    grouped = by is not None or freq is not None
    if grouped and per == "mention":
        raise InputError("per='mention' has a row for each mention, and by= or freq= one for each group: leave one out")
    timing = Timing(freq, date, timezone, start, end)
    cut = cells(articles, by_columns(by, besides=_ADDED), timing, name="target_sentiment")
    cuts = as_thresholds(thresholds)
    given = named_terms(targets)
    texts = strings(articles[on])
    tokens = tokens_of_articles(articles, on=on)
    codes = text_languages(articles, on, lang)
    score = _scorer(tokens, texts, model) if model != "news" else _news_scorer(tokens, codes, lexicon)
    parts = []
    for name, names in given.items():
        named = mentions(tokens, names, lambda: texts, surnames=surnames, pronouns=pronouns)
        value, n_scored = score(named)
        parts.append(_rows(tokens, texts, named).assign(target=name, sentiment=value, n_scored=n_scored))
    table = pd.concat(parts, ignore_index=True)
    order = np.lexsort((table["first"].to_numpy(), table["row"].to_numpy()))
    table = table.iloc[order].reset_index(drop=True)
    table = table[np.isin(table["row"], cut.inside)].reset_index(drop=True)
    made = _by_mention(table, cuts) if per == "mention" else _by_article(table, list(given), cuts, level)
    if grouped:
        patterns = compiled(given, case=False, regex=False, across=False)
        recipe = replace(cut.recipe, terms=written(given, patterns), on=on, settings={"level": level})
        return remember(_by_cell(made, cut, list(given), cuts, level), recipe)
    ids = pd.Series(articles["id"].array if "id" in articles.columns else range(len(articles)))
    made.insert(0, "id", ids.iloc[made.pop("row")].reset_index(drop=True))
    made["target"] = pd.array(made["target"].tolist(), dtype=STRING_DTYPE)
    return remember(
        made, Recipe("target_sentiment", ("id",) if "id" in articles.columns else (), on=on, settings={"level": level})
    )


def _by_cell(table: pd.DataFrame, cut: Cells, names: list[str], cuts: Thresholds, level: float) -> pd.DataFrame:
    """Return a row for each period, group and target: the mean of the articles that mention it."""
    n_articles = int(max(cut.rows.max(initial=-1), table["row"].max() if len(table) else -1)) + 1
    columns: dict[str, list[Any]] = {name: [] for name in _GROUPED}
    for name in names:
        own = table[table["target"] == name]
        score, holds, mentioned, scored = (np.zeros(n_articles) for _ in range(4))
        at = own["row"].to_numpy()
        score[at], holds[at], mentioned[at] = own["sentiment"], 1, own["mentions"]
        scored[at] = own["n_scored"].fillna(0)
        member = (holds[cut.rows] > 0) & ~np.isnan(score[cut.rows])
        mean, low, high = means(score[cut.rows[member]], cut.codes[member], len(cut), level)
        sums = (cut.sum(values).astype(np.int64) for values in (holds, mentioned, scored))
        for column, values in zip(_GROUPED, (*sums, mean, low, high), strict=True):
            columns[column].append(values)
    at = np.arange(len(cut)).repeat(len(names))
    figures = {column: np.column_stack(values).ravel() for column, values in columns.items()}
    made = cut.before.iloc[at].reset_index(drop=True)
    made["target"] = pd.array(names * len(cut), dtype=STRING_DTYPE)
    made["articles"], made["total"] = figures["articles"], cut.sum().astype(np.int64).repeat(len(names))
    made["mentions"] = figures["mentions"]
    for column in ("sentiment", "low", "high"):
        made[column] = figures[column]
    made["label"] = labels_of(figures["sentiment"], cuts)
    made["n_scored"] = figures["n_scored"]
    return pd.concat([made, cut.after.iloc[at].reset_index(drop=True)], axis=1)


def _news_scorer(tokens: Tokens, codes: list[str], lexicon: Lexicons | None) -> _Scorer:
    known = {code: has_lexicon(code, lexicon) for code in dict.fromkeys(codes)}
    warn_unknown(tokens, codes, known)
    found = mixed_contributions(tokens, codes, lexicon)
    can = np.array([known[code] for code in codes], dtype=bool)

    def score(named: Mentions) -> tuple[Floats, Any]:
        made = portrayals(tokens, found, named)
        return np.where(can[named.text], made.score, np.nan), made.n_scored

    return score


def _scorer(tokens: Tokens, texts: list[str], model: object) -> _Scorer:
    """Return how a fitted classifier scores mentions in their sentences."""
    if not isinstance(model, Probabilities) or isinstance(model, (str, type)):
        raise InputError(f"model={model!r} should be 'news', or a fitted classifier with predict_proba")
    columns = class_columns(model)
    starts = np.append(np.flatnonzero(sentence_begins(tokens)), len(tokens))

    def score(named: Mentions) -> tuple[Floats, Any]:
        if not len(named):
            return np.empty(0), pd.NA
        sentence = np.searchsorted(starts, named.first, side="right") - 1
        begin, end = tokens.start[starts[sentence]], tokens.end[starts[sentence + 1] - 1]
        spans = zip(named.text.tolist(), begin.tolist(), end.tolist(), strict=True)
        rows = pd.DataFrame({"text": [texts[row][a:b] for row, a, b in spans]})
        rows["start"], rows["end"] = named.start - begin, named.end - begin
        rows["target"] = [text[a:b] for text, a, b in zip(rows["text"], rows["start"], rows["end"], strict=True)]
        chances = np.asarray(model.predict_proba(rows), dtype=float)
        return chances[:, columns["positive"]] - chances[:, columns["negative"]], pd.NA

    return score


def _rows(tokens: Tokens, texts: list[str], named: Mentions) -> pd.DataFrame:
    """Return the mentions of a target, a row each."""
    spans = zip(named.text.tolist(), named.start.tolist(), named.end.tolist(), strict=True)
    return pd.DataFrame(
        {
            "row": named.text,
            "first": named.first,
            "sentence": tokens.sentence[named.first].astype(np.int64),
            "start": named.start,
            "end": named.end,
            "match": pd.array([texts[row][a:b] for row, a, b in spans], dtype=STRING_DTYPE),
            "how": pd.array([HOW[way] for way in named.how.tolist()], dtype=STRING_DTYPE),
        }
    )


def _by_mention(table: pd.DataFrame, cuts: Thresholds) -> pd.DataFrame:
    made = table[["row", "target", "sentence", "start", "end", "match", "how", "sentiment"]].copy()
    made["label"] = labels_of(made["sentiment"].to_numpy(dtype=float), cuts)
    made["n_scored"] = table["n_scored"]
    return made


def _by_article(table: pd.DataFrame, names: list[str], cuts: Thresholds, level: float) -> pd.DataFrame:
    """Return a row for each article and target: sentences first, so that naming one twice in a sentence counts once."""
    keys = ["row", "target"]
    each = table.groupby([*keys, "sentence"], sort=False)
    sentences = each.agg(sentiment=("sentiment", "mean"), mentions=("sentiment", "size"), n_scored=("n_scored", "max"))
    sentences = sentences.reset_index()
    sentences["target"] = pd.Categorical(sentences["target"], categories=names)
    both = sentences.groupby(keys, sort=True, observed=True)
    made = both.agg(mentions=("mentions", "sum"), sentences=("sentence", "size")).reset_index()
    group = np.asarray(both.ngroup(), dtype=np.int64)
    mean, low, high = means(sentences["sentiment"].to_numpy(dtype=float), group, len(made), level)
    made["sentiment"], made["low"], made["high"] = mean, low, high
    made["label"] = labels_of(mean, cuts)
    made["n_scored"] = both["n_scored"].sum(min_count=1).to_numpy()
    return made
