from __future__ import annotations

import pandas as pd
import pytest

import newskit as nk
from newskit.errors import NewskitError
from newskit.widgets.explorer.marks import Mark, marker, segments
from newskit.widgets.explorer.reading import LONGEST, article_of, rows_of
from newskit.widgets.explorer.timeline import Timeline

HOSTILE = "<script>alert(1)</script>\" onclick='x'"


def read(table, row=0, *markers):
    articles = nk.as_articles(table)
    found = [marker(one, articles)[1](articles.iloc[[row]]) for one in markers]
    return article_of(articles, row, Timeline(articles, "published", "UTC"), found)


def text_of(pieces):
    return "".join(text for text, _, _ in pieces)


def marked(pieces, kind):
    return [text for text, kinds, _ in pieces if kind in kinds]


@pytest.mark.parametrize(
    "marks",
    [
        [],
        [Mark(0, 4, "a"), Mark(2, 9, "b"), Mark(2, 3, "c")],
        [Mark(-5, 2, "a"), Mark(8, 400, "b"), Mark(5, 5, "c")],
        [Mark(at, at + 3, "a") for at in range(10)],
    ],
)
def test_pieces_are_the_text_whatever_lies_over_it(marks):
    text = "Rain fell on it."
    pieces = segments(text, marks)
    assert text_of(pieces) == text
    at = 0
    for piece, kinds, _ in pieces:
        for place in range(at, at + len(piece)):
            assert set(kinds) == {mark.kind for mark in marks if mark.start <= place < mark.end}
        at += len(piece)


def test_paragraphs_keep_their_marks_and_their_lines():
    text = "First storm.\nStill first.\n\n \n\nSecond storm.\n\n"
    shown = read([{"title": "T", "text": text}], 0, lambda text: ["storm"])
    assert [text_of(one) for one in shown["paragraphs"]] == ["First storm.\nStill first.", "Second storm."]
    assert [marked(one, "<lambda>") for one in shown["paragraphs"]] == [["storm"], ["storm"]]


def test_sentiment_words_have_their_sign_and_why():
    shown = read([{"title": "Layoffs surge", "text": "The rescue was a success.", "lang": "en"}], 0, "sentiment")
    assert marked(shown["title"], "negative")
    assert "success" in marked(shown["paragraphs"][0], "positive")
    assert [name for name, _ in shown["values"]] == ["sentiment of title", "sentiment of text"]


def test_a_language_without_a_lexicon_is_named():
    shown = read([{"title": "Hei", "text": "Sade jatkuu koko viikon.", "lang": "fi"}], 0, "sentiment")
    assert shown["values"] == [["sentiment", "there is no lexicon for lang='fi'"]]


def test_a_column_of_names_is_marked_and_a_feature_of_numbers_told():
    table = [{"title": "Anna Berg resigns", "text": "Berg, said ANNA  BERG, had annabergs.", "authors": ["Anna Berg"]}]
    shown = read(table, 0, "authors", "n_words")
    assert marked(shown["title"], "authors") == ["Anna Berg"]
    assert marked(shown["paragraphs"][0], "authors") == ["ANNA  BERG"]
    assert shown["values"][0][0] == "n_words"


def test_keyphrases_are_found_in_korean_with_their_particles():
    text = "부산항 노조가 파업에 들어갔다. 부산항 노조는 임금 인상을 요구했다."
    shown = read([{"title": "부산항 파업", "text": text, "lang": "ko"}], 0, "keyphrases")
    assert any("부산항" in one for one in marked(shown["paragraphs"][0], "keyphrases"))


def test_a_feature_and_a_function_of_ones_own():
    @nk.feature
    def places(text: str) -> list[str]:
        """Places."""
        return ["Busan"]

    def capitals(text):
        return [(at, at + 1) for at, letter in enumerate(text) if letter.isupper()]

    shown = read([{"title": "Busan", "text": "In Busan."}], 0, places, capitals, len)
    assert "".join(marked(shown["paragraphs"][0], "places")) == "Busan"
    assert marked(shown["paragraphs"][0], "capitals") == ["I", "B"]
    assert ["len of text", "9"] in shown["values"]


@pytest.mark.parametrize("given", [3, None, "no_such_thing"])
def test_what_cannot_be_marked_is_told(given):
    with pytest.raises(NewskitError, match=r"highlight: .* is no column|is not known"):
        marker(given, nk.load_sample())


def test_hostile_and_missing_values_travel_as_plain_text():
    table = nk.as_articles([{"title": HOSTILE, "text": HOSTILE, "source": HOSTILE}, {"title": "x"}])
    table.loc[1, "title"] = None
    dates = pd.DatetimeIndex(table["published"])
    first, second = rows_of(table, table.index.to_numpy(), dates, None)
    assert first["title"] == HOSTILE
    assert "".join(text for text, _ in first["passage"]) == HOSTILE
    assert second == {"row": 1, "title": "(no headline)", "source": "", "date": "", "passage": []}
    shown = article_of(table, 1, Timeline(table, "published", "UTC"), [])
    assert (text_of(shown["title"]), shown["paragraphs"], shown["fields"]) == ("(no headline)", [], [])


def test_a_text_without_end_is_cut_and_says_so():
    table = nk.as_articles([{"title": "Long", "text": "word " * LONGEST}])
    shown = article_of(table, 0, Timeline(table, "published", "UTC"), [])
    assert shown["cut"] == len(table["text"].iloc[0]) - LONGEST
    assert sum(len(text_of(one)) for one in shown["paragraphs"]) == LONGEST


def test_passages_mark_what_was_found():
    table = nk.as_articles([{"title": "T", "text": "All day rain fell."}])
    found = nk.SearchIndex(table).find("rain")
    [row] = rows_of(table, table.index.to_numpy(), pd.DatetimeIndex(table["published"]), found)
    assert row["passage"] == [["All day ", 0], ["rain", 1], [" fell.", 0]]
