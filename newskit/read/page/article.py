"""An article as it was read from a page, with where each of its fields comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from newskit.language import identify

__all__ = ["Article", "Evidence", "note"]

_LANGUAGE_SAMPLE = 3000


class Evidence(NamedTuple):
    """Where a value comes from: a block of the page, with how likely it is that, or a part of its metadata."""

    field: str
    value: str
    source: str
    block: int | None
    chance: float | None


@dataclass(slots=True)
class Article:
    """An article as it was read from a page.

    Parameters
    ----------
    title, standfirst
        Headline and the summary below it.
    authors
        Names of people and organisations, without "By" and roles.
    published, updated
        Times, with a zone where the page names one.
    place, agency
        From the dateline.
    captions
        Of pictures, with their credits.
    paragraphs
        The story.
    section, source, url
        As the page says of itself: its section, the site's name, the canonical address.
    kind
        ``None`` for an article; else why the page is none, or that it is a live page: see `newskit.read.page.kinds`.
    is_standfirst_shown
        Whether the standfirst stands on the page, and not only in its metadata.
    declared_lang
        The language that the page declares.
    is_cut
        Whether the page has more blocks than are read, so that its end is missing.
    evidence
        Where each field comes from, as `why` shows it.

    Examples
    --------
    >>> from newskit import parse_html
    >>> page = "<h1>Ferry strike ends</h1><p>By Oh Min-ji</p><p>Ferry crews went back to work on Tuesday.</p>"
    >>> article = parse_html(page)
    >>> article.title, article.authors
    ('Ferry strike ends', ['Oh Min-ji'])
    """

    title: str | None = None
    standfirst: str | None = None
    authors: list[str] = field(default_factory=list)
    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    place: str | None = None
    agency: str | None = None
    captions: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    section: str | None = None
    source: str | None = None
    url: str | None = None
    kind: str | None = None
    is_standfirst_shown: bool = False
    declared_lang: str | None = None
    is_cut: bool = False
    evidence: list[Evidence] = field(default_factory=list, repr=False)
    _lang: str | None = None

    @property
    def text(self) -> str:
        """The paragraphs, parted by blank lines."""
        return "\n\n".join(self.paragraphs)

    @property
    def lang(self) -> str | None:
        """The language of the text (ISO 639-1); what the page declares counts only where the text is too short."""
        if self._lang is None:
            sample = " ".join([self.title or "", *self.paragraphs])[:_LANGUAGE_SAMPLE]
            self._lang = identify([sample])[0] or self.declared_lang
        return self._lang

    def body_with_standfirst(self) -> list[str]:
        """Return the paragraphs, the standfirst before them if it stands on the page and not only in its metadata."""
        return [*([self.standfirst] if self.standfirst and self.is_standfirst_shown else []), *self.paragraphs]

    def record(self) -> dict[str, Any]:
        """Return the fields under the names of the article table."""
        return {
            "title": self.title,
            "text": self.text,
            "authors": self.authors,
            "published": self.published,
            "updated": self.updated,
            "source": self.source,
            "url": self.url,
            "section": self.section,
            "lang": self.lang,
            "standfirst": self.standfirst,
            "place": self.place,
            "agency": self.agency,
            "captions": self.captions,
        }

    def why(self) -> pd.DataFrame:
        r"""Return where each field comes from.

        Returns
        -------
        pandas.DataFrame
            ``field``, ``value``, ``source`` (``"model"``, ``"JSON-LD"``, ``"<h1>"``, ...), ``block`` (the number of
            the block on the page, from 0) and ``chance`` (how likely the model holds it to be that; both missing
            for metadata).

        Examples
        --------
        >>> from newskit.read import parse_text
        >>> article = parse_text("Ferry strike ends\n\nBy Oh Min-ji\nFerry crews went back to work on Tuesday.")
        >>> list(article.why().columns)
        ['field', 'value', 'source', 'block', 'chance']
        """
        frame = pd.DataFrame(self.evidence, columns=list(Evidence._fields))
        return frame.astype({"block": "Int64", "chance": "Float64"})


def note(article: Article, name: str, value: object, source: str, at: tuple[int, float | None] | None = None) -> None:
    """Keep where a field of an article comes from; `at` is a block of the page and how likely it is that."""
    shown = value.isoformat(sep=" ") if isinstance(value, dt.datetime) else str(value)
    block, chance = at or (None, None)
    article.evidence.append(Evidence(name, shown, source, block, None if chance is None else round(float(chance), 3)))
