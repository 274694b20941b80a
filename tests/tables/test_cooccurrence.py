from __future__ import annotations

import importlib
import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError, UnknownNameError
from newskit.tables import articles_in, cooccurrence

TEXTS = ["Rain and wind. Wind again.\n\nSun.", "Rain.\n\nWind and sun.", "Rain, wind", "sun", None]


@pytest.fixture
def articles():
    return pd.DataFrame({"id": list("abcde"), "text": TEXTS})


def edges(table, *columns):
    return {(row.a, row.b): tuple(getattr(row, name) for name in columns) for row in table.itertuples()}


@pytest.mark.parametrize(
    ("within", "total", "expected"),
    [
        ("article", 5, {("rain", "wind"): (3, 3, 3, 3), ("rain", "sun"): (2, 2, 3, 3), ("wind", "sun"): (2, 2, 3, 3)}),
        ("paragraph", 6, {("rain", "wind"): (2, 2, 3, 3), ("wind", "sun"): (1, 1, 3, 3)}),
        ("sentence", 7, {("rain", "wind"): (2, 2, 3, 4), ("wind", "sun"): (1, 1, 4, 3)}),
    ],
)
def test_pairs_are_counted_in_articles_paragraphs_and_sentences(articles, within, total, expected):
    table = cooccurrence(articles, ["rain", "wind", "sun"], within=within, min_count=1)
    assert edges(table, "together", "articles", "count_a", "count_b") == expected
    assert set(table["total"]) == {total}


def test_sentences_of_one_article_are_one_article():
    articles = pd.DataFrame({"text": ["Rain, wind. Rain and wind.", "Rain or wind."]})
    assert edges(cooccurrence(articles, ["rain", "wind"], within="sentence"), "together", "articles") == {
        ("rain", "wind"): (3, 2)
    }


def test_measures_are_their_formulas(articles):
    row = cooccurrence(articles, ["rain", "wind", "sun"]).set_index(["a", "b"]).loc[("rain", "sun")]
    assert row["expected"] == pytest.approx(3 * 3 / 5)
    assert row["jaccard"] == pytest.approx(2 / 4)
    assert row["dice"] == pytest.approx(2 * 2 / 6)
    # Bouma 2009: ln(p(x, y) / (p(x) p(y))) / -ln p(x, y)
    assert row["npmi"] == pytest.approx(np.log((2 / 5) / (3 / 5 * 3 / 5)) / -np.log(2 / 5))


def test_npmi_is_one_for_what_is_never_apart_and_zero_for_chance():
    articles = pd.DataFrame({"text": ["rain wind fog x", "rain wind x", "fog x", "x"]})
    table = edges(cooccurrence(articles, ["rain", "wind", "fog", "x"], min_count=1), "npmi")
    assert table["rain", "wind"] == pytest.approx((1.0,))
    assert table["rain", "fog"] == pytest.approx((0.0,))
    everywhere = pd.DataFrame({"text": ["rain wind", "rain wind"]})
    assert cooccurrence(everywhere, ["rain", "wind"])["npmi"].tolist() == [1.0]


def test_the_closest_pairs_come_first_and_rare_ones_are_left_out(articles):
    table = cooccurrence(articles, ["sun", "rain", "wind"], min_count=3)
    assert edges(table, "together") == {("rain", "wind"): (3,)}
    assert cooccurrence(articles, ["sun", "rain", "wind"])["together"].tolist() == [3, 2, 2]


@given(st.lists(st.lists(st.sampled_from("wxyz")), max_size=6))
def test_pairs_agree_with_counting_sets(texts):
    table = cooccurrence(pd.DataFrame({"text": [" ".join(one) for one in texts]}), list("wxyz"), min_count=1)
    counted = {}
    for one in texts:
        for pair in combinations(sorted(set(one)), 2):
            counted[pair] = (counted.get(pair, (0,))[0] + 1,)
    assert edges(table, "together") == counted
    assert table["articles"].tolist() == table["together"].tolist()


@pytest.mark.parametrize("within", ["article", "paragraph", "sentence"])
def test_a_row_leads_to_the_articles_where_both_stand_together(articles, within):
    table = cooccurrence(articles, {"wet": ["rain"], "gale": "wind", "sun": "sun"}, within=within, min_count=1)
    for _, row in table.iterrows():
        assert len(articles_in(articles, row)) == row["articles"]
    pair = table[(table["a"] == "wet") & (table["b"] == "gale")]
    assert articles_in(articles, pair)["id"].tolist() == (["a", "b", "c"] if within == "article" else ["a", "c"])
    assert len(articles_in(articles, table)) == 3


def test_keyphrases_of_a_table_are_the_nodes():
    articles = nk.as_articles([{"id": name, "text": "x"} for name in "abc"])
    phrases = pd.DataFrame({
        "id": ["a", "a", "a", "b", "b", "c", "c"],
        "phrase": ["Rate cut", "euro", "EURO", "rate cut", "euro", "euro", "rate cut"],
    })  # fmt: skip
    table = cooccurrence(articles, keyphrases=phrases)
    assert edges(table, "together", "count_a", "total") == {("euro", "rate cut"): (3, 3, 3)}
    with pytest.raises(InputError, match="pass table="):
        articles_in(articles, table.iloc[0])


def test_keyphrases_within_sentences_are_looked_for_in_the_text():
    texts = ["The rate cut helps the euro.", "A rate cut. The euro.", "Euro: rate cut", "C*T and rate cut, euro"]
    articles = nk.as_articles([{"id": str(n), "text": text} for n, text in enumerate(texts)])
    phrases = pd.DataFrame(
        {"id": list("00112233"), "phrase": ["rate cut", "euro", *["euro", "rate cut"] * 2, "C*T", "*"]}
    )
    table = cooccurrence(articles, keyphrases=phrases, within="sentence")
    assert edges(table, "together") == {("euro", "rate cut"): (3,)}
    starred = cooccurrence(articles, keyphrases=phrases, within="sentence", min_count=1)
    assert ("*", "C*T") in edges(starred, "together")


def test_without_terms_the_articles_own_keyphrases_are_taken(articles, monkeypatch):
    module = importlib.import_module("newskit.tables.cooccurrence")
    phrases = pd.DataFrame({"id": list("aabb"), "phrase": ["x", "y", "x", "y"]})
    monkeypatch.setattr(module, "_keyphrases", lambda articles: phrases)
    assert edges(cooccurrence(articles), "together") == {("x", "y"): (2,)}


def test_where_there_are_no_keyphrases_to_be_had_it_says_what_to_pass(articles, monkeypatch):
    monkeypatch.setattr(importlib.import_module("newskit.tables.cooccurrence"), "_KEYPHRASES", "newskit.tables.none")
    with pytest.raises(InputError, match="say which terms="):
        cooccurrence(articles)


def test_nothing_together_is_an_empty_table(articles):
    for table in (
        cooccurrence(articles, ["rain", "fog"]),
        cooccurrence(articles, "rain", within="sentence"),
        cooccurrence(articles[:0], ["rain", "sun"], within="paragraph"),
        cooccurrence(articles, keyphrases=pd.DataFrame({"id": [], "phrase": []})),
        cooccurrence(articles, keyphrases=pd.DataFrame({"id": ["a"], "phrase": ["x"]}), within="sentence"),
    ):
        assert len(table) == 0
        assert table.columns.tolist() == [
            "a", "b", "together", "articles", "count_a", "count_b", "total", "expected", "npmi", "jaccard", "dice",
        ]  # fmt: skip
        assert table["together"].dtype == "int64"


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"within": "page"}, InputError, "within='page' is not one of 'article', 'paragraph', 'sentence'"),
        ({"min_count": 0}, InputError, "min_count=0 should be a whole number from 1 up"),
        ({"keyphrases": pd.DataFrame({"id": []})}, InputError, "give terms= or keyphrases=, not both"),
        ({"terms": None, "keyphrases": pd.DataFrame({"id": []})}, UnknownNameError, "column 'phrase'"),
        ({"terms": None, "keyphrases": ["rain"]}, InputError, "keyphrases should be a table"),
        ({"terms": None, "keyphrases": pd.DataFrame({"id": ["?"], "phrase": ["x"]})}, InputError, "none of the"),
    ],
)
def test_wrong_settings_are_named(articles, settings, error, message):
    with pytest.raises(error, match=re.escape(message)):
        cooccurrence(articles, **{"terms": ["rain", "wind"], **settings})


def test_a_phrase_of_too_few_articles_is_no_node_however_often_it_is_there():
    articles = nk.as_articles([{"id": "a", "text": "Rate cut, euro. Rate cut: euro."}, {"id": "b", "text": "euro"}])
    phrases = pd.DataFrame({"id": ["a", "a", "b"], "phrase": ["rate cut", "euro", "euro"]})
    assert len(cooccurrence(articles, keyphrases=phrases, within="sentence")) == 0
