"""newskit's functions in the plain shapes that evaluators call: lists and dicts in, lists and dicts out."""

from __future__ import annotations

from typing import Any, NoReturn

from newskit.errors import NewskitError
from newskit.language import tokens_of
from newskit.language.keyphrases import Options, phrases_of
from newskit.language.vader import vader as vader_scores
from newskit.read import Article, parse_html, parse_text, read_dateline

__all__ = ["NotBuiltYetError", "dateline", "html", "keywords", "page", "sentiment", "tokens", "vader"]


class NotBuiltYetError(NewskitError):
    """A part of newskit that is planned does not exist yet."""


def _not_yet(subject: str) -> NoReturn:
    raise NotBuiltYetError(f"newskit has no {subject} yet; see the open issue on this subject")


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
    _not_yet("sentiment")


def vader(rows: list[dict[str, Any]]) -> list[float]:
    """Return VADER's compound score of each row's text."""
    compound: list[float] = vader_scores([row["text"] for row in rows])[:, 3].tolist()
    return compound
