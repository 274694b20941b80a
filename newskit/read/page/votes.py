"""Votes of a page's metadata and markup on the fields of its article, weighed against what its blocks show."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt

from newskit.read.page.article import Article, note
from newskit.read.page.markup import Markup
from newskit.read.page.metadata import Metadata, even
from newskit.read.page.model import TITLE

__all__ = ["take_metadata"]

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
_QUARTER, _WEST, _EAST = dt.timedelta(minutes=15), dt.timedelta(hours=-12), dt.timedelta(hours=14)  # zones of the world


def take_metadata(article: Article, markup: Markup, chance: Array, *, is_sure: bool) -> None:
    """Take what a page says of itself into its article.

    Parameters
    ----------
    article
        What its blocks gave; changed in place.
    markup
        The page.
    chance
        A row a block, as `PageModel.probabilities` gives them.
    is_sure
        Whether the date that the page shows is one for sure.
    """
    metadata = markup.metadata
    shown = [block.text for block in markup.blocks]
    _vote_on_title(article, metadata, _heading(markup, chance[:, TITLE]), shown)
    names = metadata.authors()
    is_site = metadata.is_site(names)
    where = "JSON-LD" if metadata.names else "meta"
    if names and ((metadata.names and not is_site) or (not article.authors and (metadata.names or not is_site))):
        article.authors = names
        note(article, "authors", "; ".join(names), where)
    if not article.authors and metadata.marked:
        article.authors = metadata.marked
        note(article, "authors", "; ".join(metadata.marked), "markup")
    _take_times(article, metadata, is_sure)
    if article.standfirst is None and metadata.description and not _is_in(metadata.description, article):
        article.standfirst = metadata.description
        note(article, "standfirst", metadata.description, "metadata")
    article.section, article.source, article.url = metadata.section, metadata.site or None, metadata.canonical
    article.declared_lang = metadata.lang
    for name in ("section", "source", "url"):
        if value := getattr(article, name):
            note(article, name, value, "metadata")


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
            note(article, name, told, "metadata")


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
    note(article, "title", article.title, " + ".join(agreed))
