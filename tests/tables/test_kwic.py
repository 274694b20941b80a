from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError, UnknownNameError
from newskit.tables import Concordance, articles_in, kwic


def told(*texts, **columns):
    return pd.DataFrame({"id": [f"a{i}" for i in range(len(texts))], "text": list(texts), **columns})


def lines(table):
    return list(table[["left", "match", "right"]].itertuples(index=False, name=None))


def test_each_use_is_a_row_with_its_article():
    articles = nk.as_articles([
        {"id": "x", "title": "Wet", "text": "Rain fell.", "source": "G", "published": "2025-06-02"},
        {"id": "y", "title": None, "text": "No rain, no rain.", "source": None, "published": None},
    ])  # fmt: skip
    table = kwic(articles, "rain")
    assert table.columns.tolist() == [
        "id", "title", "published", "source", "left", "match", "right", "term", "position", "start", "end",
    ]  # fmt: skip
    assert table["id"].tolist() == ["x", "y", "y"]
    assert table["published"].dtype == articles["published"].dtype
    assert table["published"].isna().tolist() == [False, True, True]
    assert table["position"].tolist() == [0, 1, 3]
    assert [articles["text"][0][0:4], *table["match"][1:]] == ["Rain", "rain", "rain"]


def test_the_context_is_so_many_words_and_what_stands_between():
    articles = told("One, two; three four -- rain (five six), seven. Eight")
    assert lines(kwic(articles, "rain", window=2)) == [("three four --", "rain", "(five six")]
    assert lines(kwic(articles, "rain", window=0)) == [("", "rain", "")]


def test_at_the_ends_of_a_text_its_first_and_last_marks_belong_to_the_context():
    articles = told("Sun.", '"So much rain," he said.', "Wind.")
    for window in (2, 3, 10):
        assert lines(kwic(articles, "rain", window=window)) == [('"So much', "rain", '," he said.')]
    assert lines(kwic(articles, "rain", window=1)) == [("much", "rain", '," he')]


def test_a_context_does_not_run_into_the_next_article():
    assert lines(kwic(told("sun", "rain", "wind"), "rain")) == [("", "rain", "")]


def test_breaks_of_lines_are_single_spaces_in_the_row_and_offsets_are_those_of_the_text():
    articles = told("The 😀 Prime\nMinister\n\n spoke")
    table = kwic(articles, "prime minister")
    assert lines(table) == [("The 😀", "Prime Minister", "spoke")]
    assert articles["text"][0][table["start"][0] : table["end"][0]] == "Prime\nMinister"


def test_a_part_of_a_token_leaves_the_rest_to_the_context():
    assert lines(kwic(told("no post-Brexit’s deal"), "brexit")) == [("no post-", "Brexit", "’s deal")]


def test_missing_texts_hold_nothing():
    articles = told("rain", None, float("nan"), "")
    assert kwic(articles, "rain")["id"].tolist() == ["a0"]


def test_nothing_found_is_an_empty_table_with_all_columns():
    for articles in (told("sun"), told(), told(None)):
        table = kwic(articles, ["rain", "snow"], sort=["left", "match", "term"])
        assert len(table) == 0
        assert {"id", "left", "match", "right", "term", "position", "start", "end"} == set(table.columns)


def test_several_terms_are_named_and_in_the_order_of_the_text():
    table = kwic(told("snow and sleet, rain"), {"wet": ["rain", "sleet"], "white": "snow"})
    assert list(table[["term", "match"]].itertuples(index=False, name=None)) == [
        ("white", "snow"), ("wet", "sleet"), ("wet", "rain"),
    ]  # fmt: skip


def test_sorted_by_the_words_to_the_right_the_nearest_first():
    articles = told("rain fell on B", "rain", "rain fell on a", "Rain: Can fall", "rain!")
    assert kwic(articles, "rain", sort="right")["id"].tolist() == ["a1", "a4", "a3", "a2", "a0"]


def test_sorted_by_the_words_to_the_left_the_nearest_first():
    articles = told("b the rain", "A the rain", "the rain", "more, rain", "rain")
    assert kwic(articles, "rain", sort="left")["id"].tolist() == ["a4", "a3", "a2", "a1", "a0"]


def test_sorted_by_columns_in_turn_missing_ones_last():
    articles = told(
        "rain b", "Rain a", "rain a", "rain c",
        source=pd.array(["b", None, "B", "a"], dtype="string"),
        published=pd.to_datetime(["2025-06-03", "2025-06-01", "2025-06-02", None], utc=True),
    )  # fmt: skip
    assert kwic(articles, "rain", sort="source")["id"].tolist() == ["a3", "a0", "a2", "a1"]
    assert kwic(articles, "rain", sort=["source", "right"])["id"].tolist() == ["a3", "a2", "a0", "a1"]
    assert kwic(articles, "rain", sort="date")["id"].tolist() == ["a1", "a2", "a0", "a3"]


@given(st.lists(st.text("ab c."), max_size=4), st.sampled_from(["left", "right"]))
def test_sorting_by_context_agrees_with_sorting_its_words(texts, side):
    table = kwic(told(*texts), "a", window=10, sort=side)
    words = [re.findall(r"\w+(?:\.\w+)*", text) for text in table[side]]
    keys = [found[::-1] if side == "left" else found for found in words]
    assert keys == sorted(keys)


def test_a_row_leads_back_to_its_article():
    articles = told("rain", "sun", "rain and rain", title=["same", "same", "same"])
    table = kwic(articles, "rain")
    assert articles_in(articles, table.iloc[1])["id"].tolist() == ["a2"]
    assert articles_in(articles, table)["id"].tolist() == ["a0", "a2"]


def test_another_column_and_articles_without_an_id_or_title_will_do():
    table = kwic(pd.DataFrame({"body": ["rain"]}, index=[7]), "rain", on="body")
    assert table.columns[0] == "left"
    assert len(table) == 1


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"window": -1}, InputError, "window=-1 should be a whole number from 0 up"),
        ({"window": 2.5}, InputError, "window=2.5"),
        ({"sort": "length"}, InputError, "sort='length' is not one of 'left', 'right'"),
        ({"sort": "source"}, UnknownNameError, "column 'source' is not in the articles"),
        ({"on": "body"}, UnknownNameError, "column 'body' is not in the articles"),
    ],
)
def test_wrong_settings_are_named(settings, error, message):
    with pytest.raises(error, match=re.escape(message)):
        kwic(told("rain"), "rain", **settings)


def test_what_is_no_article_table_is_named():
    with pytest.raises(InputError, match="articles should be a DataFrame"):
        kwic(["rain"], "rain")


def test_the_sample_shows_what_a_plain_expression_cuts_out():
    articles = nk.load_sample()
    table = kwic(articles, "flood*", window=4)
    texts = dict(zip(articles["id"], articles["text"], strict=True))
    expected = [
        (id_, match.start(), match[0])
        for id_, text in texts.items()
        for match in re.finditer(r"\bflood[\w'’-]*\b", text, re.IGNORECASE)
    ]
    assert list(table[["id", "start", "match"]].itertuples(index=False, name=None)) == expected
    for row in table.itertuples():
        before, behind = texts[row.id][: row.start], texts[row.id][row.end :]
        assert " ".join(before.split()).endswith(row.left)
        assert " ".join(behind.split()).startswith(row.right)


def test_a_selection_stays_a_concordance_and_keeps_its_values():
    table = kwic(told("rain, rain"), "rain")
    assert isinstance(table[table["position"] > 0], Concordance)
    assert np.asarray(table["position"]).tolist() == [0, 1]
