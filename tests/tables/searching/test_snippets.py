from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError


def table(*texts, **columns) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"a{n}" for n in range(len(texts))], "text": list(texts), **columns})


def test_a_snippet_shows_the_passage_with_most_of_the_words():
    text = (
        "Rain fell. " + "Nothing happened. " * 40 + "Then the 🔥 storm\nsurge brought rain.  " + "Nothing more. " * 40
    )
    found = nk.search(table(text), 'rain "storm surge"', width=60)["snippet"].item()
    assert "the 🔥 **storm surge** brought **rain**." in found
    assert found.startswith("… ")
    assert found.endswith("…")
    assert len(found) <= 60 + 11
    assert "**" not in nk.search(table(text), "rain", mark="")["snippet"].item()


def test_different_words_make_a_better_passage_than_the_same_one_again():
    text = "Rain, rain and rain. " + "Nothing happened. " * 40 + "Rain and storm."
    assert nk.search(table(text), "rain storm", width=40)["snippet"].item().endswith("**Rain** and **storm**.")


def test_spans_are_all_there_are_where_a_snippet_needs_only_the_first():
    articles = table("rain " * 300)
    assert len(nk.SearchIndex(articles).spans("rain", 0)) == 300
    assert nk.search(articles, "rain", width=9)["snippet"].tolist() == ["**rain** **rain**…"]


def test_a_word_inside_a_phrase_is_marked_with_it():
    found = nk.search(table("Rain and wind."), 'rain OR "rain and wind" OR wind')
    assert found["snippet"].tolist() == ["**Rain and wind**."]


def test_a_snippet_is_how_the_article_begins_where_the_text_holds_no_word():
    found = nk.search(table("It poured.", title=["Rain"]), "rain")
    assert found["snippet"].tolist() == ["It poured."]
    found = nk.search(table("It poured.", title=["Rain"], standfirst=["Rain at last"]), "rain")
    assert found["snippet"].tolist() == ["**Rain** at last"]


@given(st.text(alphabet=st.sampled_from("ab 🔥\n.é"), max_size=80), st.integers(1, 30))
def test_a_snippet_is_a_passage_of_the_text(text, width):
    for snippet in nk.search(table(text), "a OR b", width=width)["snippet"]:
        inner = snippet.removeprefix("… ").removesuffix("…").replace("**", "")
        assert inner in " ".join(text.split())
        assert "**" in snippet


def test_spans_are_places_in_the_text_behind_emoji_too():
    articles = table("🔥🔥 Rain and prices. 🔥 rain", title=["🔥 rain"])
    spans = nk.SearchIndex(articles).spans('rain OR price OR "rain and"', 0)
    cut = [(row.column, articles.loc[0, row.column][row.start : row.end]) for row in spans.itertuples()]
    assert cut == [("title", "rain"), ("text", "Rain and"), ("text", "Rain"), ("text", "prices"), ("text", "rain")]
    with pytest.raises(InputError, match="row=1 should be the position"):
        nk.SearchIndex(articles).spans("rain", 1)
