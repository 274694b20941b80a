"""What a page's metadata and markup say, weighed against what its blocks show."""

from __future__ import annotations

import datetime as dt

import pytest

from newskit.read import parse_html

STORY = "".join(
    f"<p>The crews of the {name} ferry went back to work on Tuesday, nine days after they had walked out over pay.</p>"
    for name in ("night", "island", "harbour", "car", "mail")
)


def page(*, head: str = "", above: str = "<h1>Ferry strike ends after nine days</h1>", story: str = STORY) -> str:
    return f"<html><head>{head}</head><body><article>{above}{story}</article></body></html>"


def published(value: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{value}">'


def test_the_zone_in_which_a_page_shows_a_time_is_taken_over():
    shown = "<h1>Ferry strike ends after nine days</h1><p>By Ana Ruiz</p><time>03/05/2022 21:44</time>"
    made = parse_html(page(head=published("2022-05-04T00:44:52Z"), above=shown))
    ours = parse_html(page(head=published("2022-03-06T00:44:52Z"), above=shown))
    assert made.published == dt.datetime(2022, 5, 4, 0, 44, 52, tzinfo=dt.UTC)
    assert ours.published.isoformat() == "2022-03-05T21:44:52-03:00"


def test_a_zone_that_the_metadata_name_is_kept():
    shown = "<h1>Ferry strike ends after nine days</h1><p>By Ana Ruiz</p><time>March 5, 2022, 21:44</time>"
    made = parse_html(page(head=published("2022-03-05T20:44:52+01:00"), above=shown))
    assert made.published.isoformat() == "2022-03-05T20:44:52+01:00"


@pytest.mark.parametrize(("name", "day"), [("dc.date", 5), ("article:published_time", 9)])
def test_a_day_that_the_page_shows_counts_more_than_vague_metadata(name, day):
    shown = "<h1>Ferry strike ends after nine days</h1><p>By Ana Ruiz</p><time>March 5, 2022, 21:44</time>"
    assert parse_html(page(head=published("2022-03-09", name), above=shown)).published.day == day


def test_a_date_that_opens_the_first_paragraph_dates_the_story():
    story = STORY.replace("<p>The", "<p>29.11.2022 – The", 1)
    assert parse_html(page(story=story)).published == dt.datetime(2022, 11, 29)


def test_a_first_heading_that_names_the_site_is_no_headline():
    head = "<title>Ferry strike ends after nine days | Harbour Notes</title>"
    above = "<header><h1>Harbour Notes</h1></header><h2>Ferry strike ends after nine days</h2>"
    assert parse_html(page(head=head, above=above)).title == "Ferry strike ends after nine days"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ('<p class="meta">3 comments <span class="author vcard"><a class="fn">harbourmaster</a></span></p>', True),
        ('<p class="meta">3 comments <a rel="author" href="/u/1">harbourmaster</a></p>', True),
        ('<p class="meta">Posted on 12 May 2022 by harbourmaster | Leave a comment</p>', True),
        ('<div class="comments"><p>3 comments</p><a rel="author" href="/u/1">harbourmaster</a></div>', False),
    ],
)
def test_what_markup_or_words_call_the_author_is_one_though_it_is_no_name(byline, names):
    above = f"<h1>Ferry strike ends after nine days</h1>{byline}"
    assert parse_html(page(above=above)).authors == (["harbourmaster"] if names else [])
