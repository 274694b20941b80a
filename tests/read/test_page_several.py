"""Files that hold several articles."""

from __future__ import annotations

import pytest

import newskit as nk
from newskit.read.page import articles_in_html, articles_in_text

SENTENCE = "The crews of the {} ferry went back to work on Tuesday, nine days after they had walked out over pay."
STORY = [SENTENCE.format(name) for name in ("night", "island", "harbour", "car")]


def text_of(number: int) -> str:
    return "\n".join([f"Ferry strike number {number} ends after nine days", "By Ana Ruiz", "March 4, 2025", *STORY])


def html_of(number: int) -> str:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in STORY)
    return f"<article class='post'><h2>Ferry strike number {number} ends after nine days</h2>{paragraphs}</article>"


@pytest.mark.parametrize("rule", ["-----", "==========", "\f", "Document {} of 3"])
def test_lines_of_rules_part_the_articles_of_an_export(rule):
    page = "".join(f"\n{rule.format(number)}\n{text_of(number)}" for number in (1, 2, 3))
    titles = [article.title for article in articles_in_text(page)]
    assert titles == [f"Ferry strike number {number} ends after nine days" for number in (1, 2, 3)]


def test_a_rule_inside_a_story_parts_nothing():
    page = text_of(1) + "\n-----\n" + "\n".join(STORY)
    assert len(articles_in_text(page)) == 1


def test_articles_in_elements_of_their_own_are_read_each_and_metadata_go_where_they_belong():
    head = (
        "<head><meta property='og:site_name' content='Harbour Notes'>"
        "<meta property='og:title' content='Ferry strike number 1 ends after nine days'>"
        "<meta property='article:published_time' content='2025-03-04T09:30:00Z'></head>"
    )
    page = f"<html lang='en'>{head}<body>{html_of(1)}{html_of(2)}</body></html>"
    first, second = articles_in_html(page)
    assert (first.published is not None, second.published) == (True, None)
    assert [first.source, second.source] == ["Harbour Notes", "Harbour Notes"]
    assert second.title == "Ferry strike number 2 ends after nine days"


@pytest.mark.parametrize(
    "other",
    [
        "<article><h2>Ferries in pictures</h2><p>A teaser.</p></article>",
        html_of(2).replace("'post'", "'comment-body'"),
        html_of(2).replace("h2", "div"),
    ],
)
def test_teasers_and_comments_in_article_elements_are_no_articles(other):
    page = f"<html><body>{html_of(1)}{other}</body></html>"
    assert len(articles_in_html(page)) == 1


def test_reading_gives_each_article_a_row_and_says_where_it_stood(tmp_path):
    (tmp_path / "export.txt").write_text("\n=====\n".join(map(text_of, (1, 2))), encoding="utf-8")
    articles = nk.read(tmp_path, progress=False)
    assert articles["origin"].tolist() == ["export.txt:article 1", "export.txt:article 2"]
    assert articles["id"].is_unique


def test_hours_ago_are_counted_back_from_when_the_pages_were_fetched(tmp_path):
    page = "\n".join(["Ferry strike ends after nine days", "By Ana Ruiz", "Published 2 hours ago", *STORY])
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    told = nk.read(tmp_path, fetched="2025-03-04 12:00", progress=False)
    assert told.loc[0, "published"].isoformat() == "2025-03-04T10:00:00+00:00"
    assert nk.read(tmp_path, progress=False)["published"].isna().all()
    with pytest.raises(nk.NewskitError, match="fetched= is a time such as"):
        nk.read(tmp_path, fetched="yesterday-ish", progress=False)
