"""Pages to articles: `parse_text` and `parse_html`, both by the page model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from newskit.errors import InputError
from newskit.read.dateline import read_dateline
from newskit.read.encoding import decode
from newskit.read.page.article import Article, note
from newskit.read.page.decide import HTML, TEXT, decide
from newskit.read.page.found import Found
from newskit.read.page.kinds import kind_of_page
from newskit.read.page.lines import MOST_BLOCKS, describe, split_lines
from newskit.read.page.markup import Markup, containers_of, describe_markup, read_markup
from newskit.read.page.model import BODY, BYLINE, CAPTION, DATE, STANDFIRST, TITLE, load_model
from newskit.read.page.outlet import outlet_below, section_above, section_in
from newskit.read.page.stamps import ago
from newskit.read.page.votes import take_metadata
from newskit.read.page.words import is_english

__all__ = ["Page", "article_of", "decoded", "page_of_html", "page_of_text", "parse_html", "parse_text"]

Array = npt.NDArray[np.float32]
_SURE_DATE = 0.5


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
    is_cut
        Whether it has more blocks than are read.
    """

    lines: list[str]
    features: Array
    source: str
    markup: Markup | None = None
    is_cut: bool = False


def page_of_text(text: str) -> Page | None:
    """Return the lines of a page's plain text as blocks, ``None`` if there are none."""
    lines = split_lines(text)
    if not lines:
        return None
    read = lines[:MOST_BLOCKS]
    return Page(read, describe(read).features, text, is_cut=len(lines) > MOST_BLOCKS)


def page_of_html(source: str, url: str | None = None, *, is_whole: bool = False) -> Page | None:
    """Return the blocks of an HTML page, ``None`` if it holds no text at all; its navigation only if asked for."""
    markup = read_markup(source, url, is_whole=is_whole)
    if not markup.blocks:
        return None
    lines = [block.text for block in markup.blocks]
    return Page(lines, describe_markup(markup), source, markup, markup.is_cut)


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
        containers = containers_of(markup)
    found = decide(page.lines, chance, TEXT if markup is None else HTML, dayfirst, containers)
    article = Article(is_cut=page.is_cut)
    _take_blocks(article, page.lines, chance, found)
    if fetched is not None and article.published is None:
        _take_ago(article, page.lines, chance, fetched)
    if markup is None:
        _take_outlet(article, page.lines, found)
    else:
        is_sure = bool(found.dates) and float(chance[found.dates[0], DATE]) > _SURE_DATE
        take_metadata(article, markup, chance, is_sure=is_sure)
    if article.paragraphs and (dateline := read_dateline(article.paragraphs[0])):
        article.place, article.agency = dateline.place, dateline.agency
        for name in ("place", "agency"):
            if value := getattr(dateline, name):
                note(article, name, value, "dateline", (found.body[0], None))
    links = None if markup is None else [block.links for block in markup.blocks]
    metadata = None if markup is None else markup.metadata
    article.kind = kind_of_page(article.title, article.paragraphs, page.lines, links, metadata, page.source)
    return article


def _take_blocks(article: Article, lines: list[str], chance: Array, found: Found) -> None:
    def taken(name: str, numbers: Iterable[int], label: int) -> list[str]:
        for number in numbers:
            note(article, name, lines[number], "model", (number, chance[number, label]))
        return [lines[number] for number in numbers]

    if found.title is not None:
        article.title = taken("title", [found.title], TITLE)[0]
    article.standfirst = " ".join(taken("standfirst", found.standfirst, STANDFIRST)) or None
    article.is_standfirst_shown = article.standfirst is not None
    article.authors = found.authors
    taken("authors", found.bylines, BYLINE)
    article.published, article.updated = found.published, found.updated
    taken("published, updated", found.dates, DATE)
    article.captions = list(dict.fromkeys(taken("captions", found.captions, CAPTION)))
    article.paragraphs = taken("text", found.body, BODY)


def _take_outlet(article: Article, lines: list[str], found: Found) -> None:
    """Take the section from the breadcrumbs and the outlet from the copyright line, where page text has them."""
    at = None if found.title is None else section_above(lines, found.title)
    if at is not None:
        article.section = section_in(lines[at], lines[found.title or 0])
        note(article, "section", article.section, "line above the headline", (at, None))
    outlet = outlet_below(lines, found.body[-1]) if found.body else None
    if outlet is not None:
        article.source = outlet[1]
        note(article, "source", outlet[1], "copyright line", (outlet[0], None))


def _take_ago(article: Article, lines: list[str], chance: Array, fetched: dt.datetime) -> None:
    likely = np.argsort(-(chance[:, DATE] + chance[:, BYLINE]), kind="stable")[:6]
    for number in likely.tolist():
        if (said := ago(lines[number], fetched)) is not None:
            article.published = said[0]
            note(
                article, "published", lines[number], "model, counted back from fetched=", (number, chance[number, DATE])
            )
            return


def decoded(page: str | bytes) -> str:
    """Return a page as text, whether it came as text or as bytes."""
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
    made = page_of_text(decoded(page))
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
    text = decoded(page)
    made = page_of_html(text, url)
    if made is None:
        kind = "needs JavaScript" if "<script" in text.lower() else "no text"
        return Article(url=url, kind=kind)
    if made.markup is not None and all(block.tag == "pre" for block in made.markup.blocks):
        as_text = parse_text("\n".join(made.lines), fetched=fetched)
        return replace(as_text, url=url, is_cut=as_text.is_cut or made.is_cut)
    article = article_of(made, load_model("html").probabilities(made.features), fetched)
    article.url = article.url or url
    return article
