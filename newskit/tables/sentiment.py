"""The tone of articles, headlines and sentences."""

from __future__ import annotations

import warnings
from collections import Counter
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, NewskitWarning, listed, require_articles
from newskit.language import identify, tokenize
from newskit.language.memory import strings
from newskit.language.quotations import are_quoted
from newskit.language.sentiment.contributions import Lexicons, has_lexicon, mixed_contributions
from newskit.language.sentiment.scores import SentenceScores, sentence_begins, sentence_scores, text_scores
from newskit.language.tokens import Tokens
from newskit.language.vader import vader
from newskit.schema import STRING_DTYPE
from newskit.tables.estimates import check_level
from newskit.tables.keyphrases import languages
from newskit.tables.recipe import Recipe, remember
from newskit.tables.thresholds import LABELS, Thresholds, as_thresholds, labels_of

__all__ = ["Probabilities", "class_columns", "sentiment", "text_languages", "warn_unknown"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# Shorter texts (headlines) are too short to tell their language one by one.
_SHORT = 100
# Languages that their script tells, however short the text.
_OWN_SCRIPT = frozenset({"ko", "ja", "zh", "th", "el", "he", "hy", "ka", "km", "lo", "my", "ta", "te"})


@runtime_checkable
class Probabilities(Protocol):
    """A fitted classifier, as scikit-learn has them, such as `newskit.SentimentClassifier`."""

    classes_: Any

    def predict_proba(self, texts: Any) -> npt.NDArray[np.float64]:
        """Return the probability of each class (columns) for each text."""


def sentiment(
    articles: pd.DataFrame,
    *,
    on: str = "text",
    model: str | Probabilities = "news",
    lexicon: Lexicons | None = None,
    thresholds: Thresholds | tuple[float, float] | None = None,
    lang: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return the tone of articles, headlines or sentences: how good or bad what they tell is.

    Words and phrases of a lexicon for news are summed up sentence by sentence, after negation ("not", "failed to"),
    direction ("unemployment falls"), contrast ("but", "although"), degree ("slightly") and names had their say; the sum
    is squashed to -1 to 1. A text's score is the mean of its sentences, so that long and short articles can be
    compared. It is the tone of what is told, not the writer's opinion: a sober report of a disaster is negative.

    Parameters
    ----------
    articles
        The article table.
    on
        ``"text"`` or any other column of texts, such as ``"title"``, for a row an article; ``"sentences"`` for a row a
        sentence of the text.
    model
        ``"news"``; ``"vader"`` for the scores of vaderSentiment, to reproduce published work (see
        `newskit.language.vader.vader`; English only, needs ``newskit[vader]``); or a fitted classifier whose classes
        are negative, neutral and positive (or -1, 0 and 1), such as `newskit.SentimentClassifier`.
    lexicon
        Words and rules to add, change or take out, for the news model: a dict of valences (-4 to 4; None takes a word
        out), a table with the columns ``term`` and ``valence``, the path of one, or a dict of these by language.
        Languages without a lexicon of ours (all but English and Korean) get one so.
    thresholds
        From where a score is negative and positive; (-0.05, 0.05) by default. `sentiment_thresholds` finds those that
        suit labels of yours.
    lang
        The language of all articles, as ISO 639-1 code. By default the column ``lang``, and where it is missing, the
        language that the text is identified as.
    level
        How many of the intervals hold the true mean.

    Returns
    -------
    pandas.DataFrame
        One row per article, in their order, none left out:

        - ``id``: the article's (its number, if the table has no ids);
        - ``lang``: the language it was scored in;
        - ``sentiment``: -1 to 1, 0 where nothing in it has a tone; missing where there is no text or no lexicon;
        - ``low``, ``high``: an interval of the mean of such sentences;
        - ``label``: ``"negative"``, ``"neutral"`` or ``"positive"``;
        - ``n_sentences``, ``n_scored``, ``n_words``: its sentences, the words and phrases that contribute, its words;
        - ``own``, ``quoted``: the score of the words outside and inside quotation marks; missing where there are none.

        With ``on="sentences"``, a row per sentence: ``id``, ``sentence`` (from 0), ``start`` and ``end`` (characters in
        the text), ``text``, ``sentiment``, ``label``, ``n_scored``, ``is_quote`` (most of its words are quoted).

        With a model other than ``"news"``, ``low`` to ``quoted`` make way for its own figures: ``neg``, ``neu``,
        ``pos`` of VADER, whose compound score is ``sentiment``; of a classifier ``p_negative``, ``p_neutral`` and
        ``p_positive``, ``sentiment`` being the last less the first.

    Raises
    ------
    InputError
        If an argument is not as described.
    UnknownNameError
        If there is no such column.

    Warns
    -----
    NewskitWarning
        If articles are in a language without a lexicon; they are counted and missing.

    See Also
    --------
    explain_sentiment : Why a text has its score.
    target_sentiment : How a person, organisation or term is portrayed.
    sentiment_thresholds : Thresholds for labels of your own.

    Notes
    -----
    The lexicon and its rules were written for newskit (CC0). How well they do against human judgement is measured in
    the documentation, with the method. The interval is Student's, with the variance shrunk to what is usual for
    sentences of news, so that a text of one sentence has one, too.

    Examples
    --------
    >>> articles = pd.DataFrame({"id": ["a", "b"], "lang": "en", "text": [
    ...     "Rescuers saved all 40 miners. Families cheered.", "Layoffs surge as profits plunge."]})
    >>> sentiment(articles)[["id", "sentiment", "label", "n_scored"]].round(2)
      id  sentiment     label  n_scored
    0  a       0.66  positive         4
    1  b      -0.92  negative         2
    """
    column = "text" if on == "sentences" else on
    require_articles(articles, [column])
    check_level(level)
    cuts = as_thresholds(thresholds)
    tokens = tokenize(articles[column])
    if on == "sentences":
        frame = _sentences(articles, strings(articles[column]), tokens)
        units: list[str | None] = frame["text"].tolist()
    else:
        frame = pd.DataFrame({"id": _ids(articles)})
        units = [value if isinstance(value, str) else None for value in articles[column]]
    if isinstance(model, str) and model == "news":
        codes = text_languages(articles, column, lang)
        figures = _news(tokens, strings(articles[column]), codes, lexicon, level, by_sentence=on == "sentences")
    elif isinstance(model, str) and model == "vader":
        neg, neu, pos, compound = vader(units).T
        figures = {"sentiment": compound, "neg": neg, "neu": neu, "pos": pos}
    elif isinstance(model, Probabilities) and not isinstance(model, (str, type)):
        figures = _classified(units, model)
    else:
        raise InputError(f"model={model!r} should be 'news', 'vader', or a fitted classifier with predict_proba")
    for name, values in figures.items():
        frame[name] = values
        if name == ("high" if "high" in figures else "sentiment"):
            frame["label"] = labels_of(np.asarray(frame["sentiment"], dtype=float), cuts)
    return remember(
        frame, Recipe("sentiment", ("id",) if "id" in articles.columns else (), on=on, settings={"level": level})
    )


def _ids(articles: pd.DataFrame) -> Any:
    return articles["id"].array if "id" in articles.columns else range(len(articles))


def _sentences(articles: pd.DataFrame, texts: list[str], tokens: Tokens) -> pd.DataFrame:
    """Return the sentences of the texts, a row each."""
    starts = np.flatnonzero(sentence_begins(tokens))
    document, ends = tokens.document[starts], np.append(starts[1:], len(tokens)) - 1
    begin, end = tokens.start[starts], tokens.end[ends] if len(starts) else tokens.end
    spans = zip(document.tolist(), begin.tolist(), end.tolist(), strict=True)
    return pd.DataFrame(
        {
            "id": pd.Series(_ids(articles)).iloc[document].array,
            "sentence": tokens.sentence[starts].astype(np.int64),
            "start": begin.astype(np.int64),
            "end": end.astype(np.int64),
            "text": pd.array([texts[d][a:b] for d, a, b in spans], dtype=STRING_DTYPE),
        }
    )


def _news(
    tokens: Tokens, texts: list[str], codes: list[str], lexicon: Lexicons | None, level: float, *, by_sentence: bool
) -> dict[str, Any]:
    """Return the figures of the news model, by their columns."""
    known = {code: has_lexicon(code, lexicon) for code in dict.fromkeys(codes)}
    warn_unknown(tokens, codes, known)
    found = mixed_contributions(tokens, codes, lexicon)
    quoted = are_quoted(texts, tokens)
    inside = quoted[found.first]
    scored = np.array([known[code] for code in codes], dtype=bool)
    sentences = sentence_scores(tokens, found)
    if by_sentence:
        words = np.add.reduceat(quoted.astype(int), sentences.first) if len(tokens) else np.empty(0)
        size = sentences.last - sentences.first
        score = np.where(scored[sentences.text], sentences.score, np.nan) if len(tokens) else sentences.score
        return {"sentiment": score, "n_scored": sentences.n_scored, "is_quote": 2 * words > size}
    whole = text_scores(tokens, sentences, level)
    own, cited = (
        _part(tokens, sentence_scores(tokens, found, only), quoted == value)
        for value, only in ((False, ~inside), (True, inside))
    )
    return {
        "lang": pd.array([code or None for code in codes], dtype=STRING_DTYPE),
        "sentiment": np.where(scored, whole.score, np.nan),
        "low": np.where(scored, whole.low, np.nan),
        "high": np.where(scored, whole.high, np.nan),
        "n_sentences": whole.n_sentences,
        "n_scored": whole.n_scored,
        "n_words": whole.n_words,
        "own": np.where(scored, own, np.nan),
        "quoted": np.where(scored, cited, np.nan),
    }


def _part(tokens: Tokens, sentences: SentenceScores, inside: Bools) -> Floats:
    """Return the mean score of the sentences that have words of a part, counting the contributions in it alone."""
    words = inside & tokens.is_word[tokens.ids] if len(tokens) else inside
    has_words = np.add.reduceat(words.astype(np.int64), sentences.first) > 0 if len(tokens) else words
    n = np.bincount(sentences.text[has_words], minlength=tokens.n_texts)
    total = np.bincount(sentences.text[has_words], sentences.score[has_words], tokens.n_texts)
    mean: Floats = np.divide(total, n, out=np.full(tokens.n_texts, np.nan), where=n > 0)
    return mean


def _classified(units: list[str | None], model: Probabilities) -> dict[str, Any]:
    """Return the probabilities of a fitted classifier for each text, and its score."""
    columns = class_columns(model)
    filled = np.array([isinstance(unit, str) and bool(unit.strip()) for unit in units], dtype=bool)
    chances = np.full((len(units), len(np.asarray(model.classes_))), np.nan)
    if filled.any():
        asked = [unit for unit, is_filled in zip(units, filled.tolist(), strict=True) if is_filled]
        chances[filled] = model.predict_proba(asked)
    named = {f"p_{label}": chances[:, columns[label]] for label in LABELS if label in columns}
    return {"sentiment": named["p_positive"] - named["p_negative"], **named}


def class_columns(model: Probabilities) -> dict[str, int]:
    """Return which column of a classifier's probabilities is negative, neutral and positive."""
    classes = np.asarray(model.classes_).tolist()
    signs = dict(zip((-1, 0, 1), LABELS, strict=True))
    columns = {
        value if isinstance(value, str) else signs.get(value, repr(value)): at for at, value in enumerate(classes)
    }
    if not {"negative", "positive"} <= set(columns) or not set(columns) <= set(LABELS):
        raise InputError(
            f"the classes of the model should be negative, neutral and positive (or -1, 0 and 1), not {listed(classes)}"
        )
    return columns


def warn_unknown(tokens: Tokens, codes: list[str], known: dict[str, bool]) -> None:
    """Warn of texts that no lexicon can score."""
    words = tokens.n_words > 0
    left = Counter(
        code or "unknown" for code, has in zip(codes, words.tolist(), strict=True) if has and not known[code]
    )
    if left:
        counts = ", ".join(f"{code} {n:,}" for code, n in left.most_common(8))
        warnings.warn(
            f"{sum(left.values()):,} texts are in a language without a lexicon ({counts}): their sentiment is missing; "
            "give a lexicon with lexicon={'de': ...}, or the language with lang=",
            NewskitWarning,
            stacklevel=4,
        )


def text_languages(articles: pd.DataFrame, column: str, lang: str | None) -> list[str]:
    """Return the language of each text as a code, empty where nothing tells it.

    Headlines are too short to tell it one by one: it is told from headline and text together, and where that is not
    enough, all of them together tell it.
    """
    texts = strings(articles[column])
    if lang is not None or ("lang" in articles.columns and articles["lang"].notna().all()):
        return languages(articles, texts, lang)
    beside = [name for name in ("title", "text") if name in articles.columns and name != column]
    longer = texts
    for name in beside:
        longer = [f"{text}\n{more}" for text, more in zip(longer, strings(articles[name]), strict=True)]
    codes = languages(articles, longer, None)
    open_ = articles["lang"].isna().tolist() if "lang" in articles.columns else [True] * len(texts)
    short = [at for at, text in enumerate(longer) if open_[at] and len(text) < _SHORT and text.strip()]
    latin = [at for at in short if codes[at] not in _OWN_SCRIPT]
    if latin:
        together = identify([" ".join(longer[at] for at in latin)])[0] or ""
        counts = Counter(code for at, code in enumerate(codes) if code and at not in set(latin))
        for at in latin:
            codes[at] = counts.most_common(1)[0][0] if counts else together
    return codes
