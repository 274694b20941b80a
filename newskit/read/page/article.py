"""Pages to articles: `parse_text` and `parse_html`, both by the page model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError
from newskit.language import identify
from newskit.read.dateline import read_dateline
from newskit.read.encoding import decode
from newskit.read.page.decide import HTML, TEXT, Containers, Found, decide
from newskit.read.page.kinds import kind_of_page
from newskit.read.page.lines import describe, split_lines
from newskit.read.page.markup import Markup, describe_markup, in_figure, in_furniture, read_markup
from newskit.read.page.metadata import Metadata, even
from newskit.read.page.model import BODY, BYLINE, CAPTION, DATE, STANDFIRST, TITLE, load_model
from newskit.read.page.stamps import ago
from newskit.read.page.words import is_english

__all__ = ["Article", "Page", "article_of", "page_of_html", "page_of_text", "parse_html", "parse_text"]

Array = npt.NDArray[np.float32]

# How much each candidate for the headline counts; which of them a publisher calls its title is its policy.
_TITLE_VOTES = {
    "<h1>": 1.0,
    "JSON-LD": 1.0,
    "og:title": 0.75,
    "model": 0.6,
    "twitter:title": 0.1,
    "<title>": 0.1,
    "alternative": 0.1,
}
_UNLIKE, _LIKE, _SITE_HEADING, _TAIL_VOTE = 0.1, 0.4, 0.3, 0.05
_HEADING = 8  # an <h1> of fewer characters is a section's name
_SURE_DATE = 0.5
_QUARTER, _WEST, _EAST = dt.timedelta(minutes=15), dt.timedelta(hours=-12), dt.timedelta(hours=14)  # zones of the world
_LANGUAGE_SAMPLE = 3000


class Evidence(NamedTuple):
    """Where a value comes from: a block of the page, with how likely it is that, or a part of its metadata."""

    field: str
    value: str
    source: str
    block: int | None
    chance: float | None


@dataclass(slots=True)
class Page:
    """A page as blocks and their features.

    Parameters
    ----------
    lines
        The text of each block.
    features
        A row a block, see `newskit.read.page.lines` and `newskit.read.page.markup`.
    source
        The page as it was given.
    markup
        Its blocks and metadata, if it is HTML.
    """

    lines: list[str]
    features: Array
    source: str
    markup: Markup | None = None


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
        >>> article = parse_text("Ferry strike ends\n\nBy Oh Min-ji\nFerry crews went back to work on Tuesday.")
        >>> list(article.why().columns)
        ['field', 'value', 'source', 'block', 'chance']
        """
        frame = pd.DataFrame(self.evidence, columns=list(Evidence._fields))
        return frame.astype({"block": "Int64", "chance": "Float64"})


def _note(article: Article, name: str, value: object, source: str, at: tuple[int, float | None] | None = None) -> None:
    shown = value.isoformat(sep=" ") if isinstance(value, dt.datetime) else str(value)
    block, chance = at or (None, None)
    article.evidence.append(Evidence(name, shown, source, block, None if chance is None else round(float(chance), 3)))


def page_of_text(text: str) -> Page | None:
    """Return the lines of a page's plain text as blocks, ``None`` if there are none."""
    lines = split_lines(text)
    return Page(lines, describe(lines).features, text) if lines else None


def page_of_html(source: str, url: str | None = None) -> Page | None:
    """Return the blocks of an HTML page, ``None`` if it holds no text at all."""
    markup = read_markup(source, url)
    if not markup.blocks:
        return None
    return Page([block.text for block in markup.blocks], describe_markup(markup), source, markup)


def article_of(page: Page, chance: Array, fetched: dt.datetime | None = None) -> Article:
    """Return the article on a page, given what each block probably is.

    Parameters
    ----------
    page
        The page.
    chance
        A row a block, as `PageModel.probabilities` gives them.
    fetched
        When the page was fetched, for dates such as "2 hours ago".
    """
    markup = page.markup

    def dayfirst() -> bool | None:
        return None if is_english(page.lines) else True

    containers = None
    if markup is not None:
        blocks = markup.blocks
        around, links_of = [block.ancestors for block in blocks], [block.links for block in blocks]
        containers = Containers(around, links_of, [*map(in_figure, blocks)], [*map(in_furniture, blocks)])
    found = decide(page.lines, chance, TEXT if markup is None else HTML, dayfirst, containers)
    article = Article()
    _take_blocks(article, page.lines, chance, found)
    if fetched is not None and article.published is None:
        _take_ago(article, page.lines, chance, fetched)
    if markup is not None:
        is_sure = bool(found.dates) and float(chance[found.dates[0], DATE]) > _SURE_DATE
        _take_metadata(article, markup, chance, is_sure=is_sure)
    if article.paragraphs and (dateline := read_dateline(article.paragraphs[0])):
        article.place, article.agency = dateline.place, dateline.agency
        for name in ("place", "agency"):
            if value := getattr(dateline, name):
                _note(article, name, value, "dateline", (found.body[0], None))
    links = None if markup is None else [block.links for block in markup.blocks]
    metadata = None if markup is None else markup.metadata
    article.kind = kind_of_page(article.title, article.paragraphs, page.lines, links, metadata, page.source)
    return article


def _take_blocks(article: Article, lines: list[str], chance: Array, found: Found) -> None:
    def note(name: str, numbers: Iterable[int], label: int) -> list[str]:
        for number in numbers:
            _note(article, name, lines[number], "model", (number, chance[number, label]))
        return [lines[number] for number in numbers]

    if found.title is not None:
        article.title = note("title", [found.title], TITLE)[0]
    article.standfirst = " ".join(note("standfirst", found.standfirst, STANDFIRST)) or None
    article.is_standfirst_shown = article.standfirst is not None
    article.authors = found.authors
    note("authors", found.bylines, BYLINE)
    article.published, article.updated = found.published, found.updated
    note("published, updated", found.dates, DATE)
    article.captions = list(dict.fromkeys(note("captions", found.captions, CAPTION)))
    article.paragraphs = note("text", found.body, BODY)


def _take_ago(article: Article, lines: list[str], chance: Array, fetched: dt.datetime) -> None:
    likely = np.argsort(-(chance[:, DATE] + chance[:, BYLINE]), kind="stable")[:6]
    for number in likely.tolist():
        if (said := ago(lines[number], fetched)) is not None:
            article.published = said[0]
            _note(
                article, "published", lines[number], "model, counted back from fetched=", (number, chance[number, DATE])
            )
            return


def _take_metadata(article: Article, markup: Markup, chance: Array, *, is_sure: bool) -> None:
    metadata = markup.metadata
    shown = [block.text for block in markup.blocks]
    _vote_on_title(article, metadata, _heading(markup, chance[:, TITLE]), shown)
    names = metadata.authors()
    is_site = metadata.is_site(names)
    where = "JSON-LD" if metadata.names else "meta"
    if names and ((metadata.names and not is_site) or (not article.authors and (metadata.names or not is_site))):
        article.authors = names
        _note(article, "authors", "; ".join(names), where)
    if not article.authors and metadata.marked:
        article.authors = metadata.marked
        _note(article, "authors", "; ".join(metadata.marked), "markup")
    _take_times(article, metadata, is_sure)
    if article.standfirst is None and metadata.description and not _is_in(metadata.description, article):
        article.standfirst = metadata.description
        _note(article, "standfirst", metadata.description, "metadata")
    article.section, article.source, article.url = metadata.section, metadata.site or None, metadata.canonical
    article.declared_lang, article.is_cut = metadata.lang, markup.is_cut
    for name in ("section", "source", "url"):
        if value := getattr(article, name):
            _note(article, name, value, "metadata")


def _is_in(text: str, article: Article) -> bool:
    """Whether a description only repeats the story's beginning, or is cut off."""
    start = even(text).rstrip(".…")[:60]
    return text.endswith(("…", "...")) or any(
        start in even(part) for part in [article.title or "", *article.paragraphs[:4]]
    )


def _take_times(article: Article, metadata: Metadata, is_sure: bool) -> None:
    """Take the times that the metadata give, unless they are vague and the page shows another day for sure."""
    published = metadata.published()
    shown = article.published
    if published and shown and is_sure and published.date() != shown.date() and not metadata.published(is_firm=True):
        published = None
    for name, moment in (("published", published), ("updated", metadata.updated())):
        if moment is not None:
            told = _in_zone_of_page(moment, getattr(article, name))
            setattr(article, name, told)
            _note(article, name, told, "metadata")


def _in_zone_of_page(moment: dt.datetime, shown: dt.datetime | None) -> dt.datetime:
    """Return a moment in the zone in which the page shows it: 00:44 UTC shown as 21:44 is 21:44 at -03:00."""
    if moment.utcoffset() != dt.timedelta() or shown is None or shown.tzinfo is not None or shown.time() == dt.time():
        return moment
    away = shown.replace(second=0, microsecond=0) - moment.astimezone(dt.UTC).replace(
        tzinfo=None, second=0, microsecond=0
    )
    is_zone = away % _QUARTER == dt.timedelta() and _WEST <= away <= _EAST
    return moment.astimezone(dt.timezone(away)) if is_zone else moment


def _heading(markup: Markup, likely: Array) -> tuple[str, float] | None:
    """Return the likeliest ``<h1>`` and what its vote counts: little, if it names the site and not the story."""
    numbers = [n for n, block in enumerate(markup.blocks) if block.tag == "h1" and len(block.text) > _HEADING]
    if not numbers:
        return None
    best = max(numbers, key=lambda number: float(likely[number]))
    text = markup.blocks[best].text
    is_unlike = likely[best] < _UNLIKE and likely.max() > _LIKE
    return text, _SITE_HEADING if is_unlike else _TITLE_VOTES["<h1>"]


def _vote_on_title(article: Article, metadata: Metadata, heading: tuple[str, float] | None, shown: list[str]) -> None:
    candidates = metadata.titles(heading[0] if heading else "", article.title)
    votes: dict[str, float] = {}
    for name, text in candidates.items():
        weight = heading[1] if heading and name == "<h1>" else _TITLE_VOTES[name]
        if (head := even(metadata.before(text))) and any(head == even(other) for other in shown):
            weight *= _TAIL_VOTE
        votes[even(text)] = votes.get(even(text), 0.0) + weight
    if not votes:
        return
    best = max(votes, key=votes.__getitem__)
    agreed = [name for name in _TITLE_VOTES if even(candidates.get(name, "")) == best]
    article.title = candidates[agreed[0]]
    _note(article, "title", article.title, " + ".join(agreed))


def _decoded(page: str | bytes) -> str:
    if isinstance(page, (bytes, bytearray)):
        return decode(bytes(page))[0].removeprefix("\ufeff")
    if not isinstance(page, str):
        raise InputError(f"a page is a str or bytes, not {type(page).__name__}")
    return page


def parse_text(page: str | bytes, *, fetched: dt.datetime | None = None) -> Article:
    """Return the article in the plain text of a saved page.

    Parameters
    ----------
    page
        What a browser copies or saves as text: headline, byline, dates, captions, story, and the page's furniture.
    fetched
        When the page was fetched. With it, "2 hours ago" is a time.

    Returns
    -------
    Article
        Its fields; what is not on the page is ``None`` or empty. ``why()`` tells which line each came from.

    Examples
    --------
    >>> page = '''Ferry strike ends after nine days
    ...
    ... By Oh Min-ji Posted : March 4, 2025, 09:30 Updated : March 4, 2025, 11:05
    ... BUSAN, March 4 (EAW) - Ferry crews went back to work on Tuesday, nine days after they had walked out over pay.
    ...
    ... The first boat left at six, with more reporters than passengers on board, and was cheered from the pier.
    ... 0 comments'''
    >>> article = parse_text(page)
    >>> article.title, article.authors, article.place, article.updated.isoformat()
    ('Ferry strike ends after nine days', ['Oh Min-ji'], 'BUSAN', '2025-03-04T11:05:00')
    """
    made = page_of_text(_decoded(page))
    if made is None:
        return Article(kind="no text")
    return article_of(made, load_model("text").probabilities(made.features), fetched)


def parse_html(page: str | bytes, url: str | None = None, *, fetched: dt.datetime | None = None) -> Article:
    """Return the article on an HTML page.

    Parameters
    ----------
    page
        The page as it was fetched. Bytes are decoded by their mark, UTF-8, their declaration or detection.
    url
        Its address, to complete a relative canonical one; given back if the page names none.
    fetched
        When it was fetched. With it, "2 hours ago" is a time.

    Returns
    -------
    Article
        Its fields; what is not on the page is ``None`` or empty. ``why()`` tells which block or tag each came from.

    Examples
    --------
    >>> story = "<p>" + "Crews went back to work on Tuesday. " * 9 + "</p>"
    >>> page = "<h1>Ferry strike ends</h1><p>By Oh Min-ji</p>" + story
    >>> article = parse_html(page, "https://eaw.example/ferry")
    >>> article.title, article.url, len(article.paragraphs)
    ('Ferry strike ends', 'https://eaw.example/ferry', 1)
    """
    text = _decoded(page)
    made = page_of_html(text, url)
    if made is None:
        kind = "needs JavaScript" if "<script" in text.lower() else "no text"
        return Article(url=url, kind=kind)
    if made.markup is not None and all(block.tag == "pre" for block in made.markup.blocks):
        return replace(parse_text("\n".join(made.lines), fetched=fetched), url=url)
    article = article_of(made, load_model("html").probabilities(made.features), fetched)
    article.url = article.url or url
    return article
