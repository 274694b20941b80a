"""newskit's functions in the plain shapes that evaluators call: lists and dicts in, lists and dicts out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from newskit.language import tokenize, tokens_of
from newskit.language.keyphrases import Options, phrases_of
from newskit.language.mentions import mentions, mentions_at
from newskit.language.sentiment import contributions, score_texts
from newskit.language.sentiment.portrayal import portrayals
from newskit.language.vader import vader as vader_scores
from newskit.read import Article, parse_html, parse_text, read_dateline

__all__ = ["dateline", "html", "keywords", "page", "sentiment", "tokens", "vader"]


def tokens(texts: list[str]) -> tuple[Any, list[str], Any, Any, Any]:
    """Return ids, forms, starts, ends and text numbers of the tokens; nothing is remembered between calls."""
    made = tokens_of(texts)
    return made.ids, made.forms, made.start, made.end, made.document


def _fields(article: Article, body: list[str]) -> dict[str, Any]:
    return {
        "title": article.title,
        "authors": article.authors,
        "published": article.published,
        "body": body,
        "captions": article.captions,
    }


def page(text: str) -> dict[str, Any]:
    """Return the fields of the article in a page's plain text; ``body`` is its paragraphs."""
    article = parse_text(text)
    return _fields(article, article.paragraphs)


def dateline(paragraph: str) -> dict[str, str | None]:
    """Return place and agency of a first paragraph."""
    found = read_dateline(paragraph)
    return {"place": found.place, "agency": found.agency} if found else {}


def html(markup: str) -> dict[str, Any]:
    """Return the fields of the article in an HTML page; ``body`` begins with a standfirst that is shown."""
    article = parse_html(markup)
    return _fields(article, article.body_with_standfirst())


def keywords(
    texts: list[str], titles: list[str], lang: str = "en", top: int = 15, style: str = "balanced"
) -> list[list[str]]:
    """Return the keyphrases of each text, best first."""
    options = Options(top=top, style=style)
    found = phrases_of([title or "" for title in titles], texts, [lang] * len(texts), options)
    answers: list[list[str]] = [[] for _ in texts]
    for row, phrase in zip(found.row.tolist(), found.phrase, strict=True):
        answers[row].append(phrase)
    return answers


def sentiment(rows: list[dict[str, Any]]) -> list[float]:
    """Return a score in [-1, 1] for each row's text, toward its target if it has one."""
    plain = [at for at, row in enumerate(rows) if row.get("start") is None]
    scores = [math.nan] * len(rows)
    for at, score in zip(plain, score_texts([rows[at]["text"] for at in plain]).tolist(), strict=True):
        scores[at] = score
    spanned = [at for at, row in enumerate(rows) if row.get("target") and row.get("start") is not None]
    named = [at for at, row in enumerate(rows) if row.get("target") and row.get("start") is None]
    for at, score in [*_at_spans(rows, spanned), *_by_name(rows, named)]:
        scores[at] = score
    return [0.0 if math.isnan(score) else score for score in scores]


def _at_spans(rows: list[dict[str, Any]], which: list[int]) -> Iterator[tuple[int, float]]:
    """Yield the scores of rows that say where their target stands."""
    tokens = tokenize([rows[at]["text"] for at in which])
    start = np.array([rows[at]["start"] for at in which], dtype=np.int64)
    size = np.array([len(rows[at]["target"]) for at in which], dtype=np.int64)
    named = mentions_at(tokens, np.arange(len(which)), start, start + size)
    scores = portrayals(tokens, contributions(tokens), named).score
    for number, score in zip(named.text.tolist(), scores.tolist(), strict=True):
        yield which[number], score


def _by_name(rows: list[dict[str, Any]], which: list[int]) -> Iterator[tuple[int, float]]:
    """Yield the scores of rows whose target is to be found; a text that does not name it keeps its own score."""
    groups: dict[str, list[int]] = {}
    for at in which:
        groups.setdefault(rows[at]["target"], []).append(at)
    for target, numbers in groups.items():
        tokens = tokens_of([rows[at]["text"] for at in numbers])
        named = mentions(tokens, [target])
        if len(named):
            scores = portrayals(tokens, contributions(tokens), named).score
            # Sentences first, as in `nk.target_sentiment`: naming one twice in a sentence counts once.
            table = pd.DataFrame({"text": named.text, "sentence": tokens.sentence[named.first], "score": scores})
            for text, score in table.groupby(["text", "sentence"])["score"].mean().groupby("text").mean().items():
                yield numbers[int(str(text))], float(score)


def vader(rows: list[dict[str, Any]]) -> list[float]:
    """Return VADER's compound score of each row's text."""
    compound: list[float] = vader_scores([row["text"] for row in rows])[:, 3].tolist()
    return compound
