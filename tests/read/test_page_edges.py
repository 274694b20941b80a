"""Where a story ends: comments, asides, captions, navigation."""

from __future__ import annotations

import pytest

from newskit.read import parse_html, parse_text

NAMES = ("night", "island", "harbour", "car", "mail", "river")
SENTENCE = "The crews of the {} ferry went back to work on Tuesday, nine days after they had walked out over pay."
STORY = [SENTENCE.format(name) for name in NAMES]
HEAD = ["Ferry strike ends after nine days", "By Ana Ruiz", "March 4, 2025, 09:30"]
OPINIONS = [
    "I have taken this boat for thirty years and I never once saw a captain who was paid what he deserves for it.",
    "Nobody asked the passengers, who paid for all of this with nine days of buses, taxis and nights on the floor.",
    "The company made a fortune last year, so let them pay up and stop telling us that there is no money for crews.",
]


def test_page_text_ends_at_the_readers_comments():
    said = [
        part for number, text in enumerate(OPINIONS) for part in (f"user{number}", "vor 2 Stunden", "Antworten", text)
    ]
    article = parse_text("\n".join([*HEAD, *STORY, "3 Kommentare", *said]))
    assert article.paragraphs == STORY


def test_a_button_for_comments_in_the_midst_of_a_story_ends_nothing():
    article = parse_text("\n".join([*HEAD, *STORY[:4], "Comments", *STORY[4:]]))
    assert article.paragraphs == STORY


def test_a_teaser_far_below_is_no_part_of_the_story():
    menu = [f"Menu entry {number}" for number in range(20)]
    teaser = (
        "Ana Ruiz visits the last lighthouse keeper of the coast, who has not been paid since the end of the winter."
    )
    article = parse_text("\n".join([*HEAD, *STORY, *menu, teaser]))
    assert article.paragraphs == STORY


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_comments_and_asides_of_widgets_are_no_story_however_long():
    comments = "".join(f"<div class='comment-body'>{paragraphs([text, *STORY])}</div>" for text in OPINIONS)
    page = (
        f"<html><body class='single comments-open'><main><article><h1>{HEAD[0]}</h1>{paragraphs(STORY)}</article>"
        f"<aside class='widget-area'>{paragraphs(OPINIONS)}</aside></main>"
        f"<div id='comments' class='comments-area'>{comments}</div></body></html>"
    )
    assert parse_html(page).paragraphs == STORY


def test_what_stands_in_a_figcaption_is_a_caption():
    caption = (
        "The last ferry leaves the harbour of Hull with more reporters than passengers on board, on Tuesday morning."
    )
    page = (
        f"<html><body><article><h1>{HEAD[0]}</h1>{paragraphs(STORY[:3])}"
        f"<figure><img src='x.jpg'><figcaption>{caption}</figcaption></figure>"
        f"{paragraphs(STORY[3:])}</article></body></html>"
    )
    article = parse_html(page)
    assert article.captions == [caption]
    assert article.paragraphs == STORY


def test_a_page_that_is_all_navigation_by_its_tags_is_read_all_the_same():
    page = f"<html><body><nav><h1>{HEAD[0]}</h1>{paragraphs(STORY)}</nav></body></html>"
    article = parse_html(page)
    assert article.title == HEAD[0]
    assert article.paragraphs == STORY


def test_menus_buttons_and_the_sites_footer_are_left_out():
    links = "".join(f"<a href='/{name}'>All about the {name} ferry and its crew</a>" for name in NAMES)
    page = (
        f"<html><body><nav>{links}</nav><article><h1>{HEAD[0]}</h1>{paragraphs(STORY)}"
        f"<footer>By Ana Ruiz</footer></article>"
        f"<button>Share this story with all of your friends</button>"
        f"<footer>{paragraphs(OPINIONS)}</footer></body></html>"
    )
    article = parse_html(page)
    assert article.paragraphs == STORY
    assert article.authors == ["Ana Ruiz"]


def test_entities_leave_no_hard_spaces():
    page = (
        f"<html><body><h1>{HEAD[0]}</h1>{paragraphs([text.replace(' ', '&nbsp;', 1) for text in STORY])}</body></html>"
    )
    assert parse_html(page).paragraphs == STORY


@pytest.mark.parametrize(
    "caption",
    [
        "Pictured at the pier are the captains of both ferries and the mayor of the island after the vote.",
        "Ana Ruiz (left) and Jo Lund at the ferry terminal after the vote on Tuesday.",
        "Jo Lund (r.) mit den Kapitänen der beiden Fähren nach der Abstimmung am Dienstag.",
        "▲ 화요일 부산항에서 투표를 마친 선원들이 환호하고 있다",
        "FILE - Passengers wait at the pier for the last ferry before the strike began.",
    ],
)
def test_what_says_by_itself_that_it_is_a_caption_is_one_in_the_midst_of_a_story(caption):
    article = parse_text("\n".join([*HEAD, *STORY[:3], caption, *STORY[3:]]))
    assert article.captions == [caption]
    assert article.paragraphs == STORY


def test_a_line_that_stands_twice_in_a_row_is_the_text_of_a_picture():
    caption = "Office buildings wait for their first tenants behind the ferry terminal of the new port."
    article = parse_text("\n".join([*HEAD, *STORY[:3], caption, f"{caption} Jo Lund for Harbour Notes", *STORY[3:]]))
    assert article.paragraphs == STORY
    assert len(article.captions) == 2
