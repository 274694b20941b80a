from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError, UnknownNameError
from newskit.tables import articles_in, dispersion
from newskit.tables.dispersion import spread

# The corpus of Gries (2008), five parts of 9 to 11 words.
PARTS = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]


@pytest.fixture
def parts():
    return pd.DataFrame({"id": list("vwxyz"), "text": PARTS, "source": ["A", "A", "B", "B", None]})


def test_the_measures_are_those_of_gries_2008_for_his_example(parts):
    row = dispersion(parts, "a").iloc[0]
    assert row[["count", "articles", "parts", "range"]].tolist() == [15, 5, 5, 5]
    assert row["dp"] == pytest.approx(0.18, abs=1e-12)
    assert row["dp_norm"] == pytest.approx(0.18 / 0.82, abs=1e-12)
    assert row["juilland_d"] == pytest.approx(0.785, abs=5e-4)


def test_juilland_d_is_its_formula_to_six_digits(parts):
    rates = np.array([1 / 9, 2 / 10, 3 / 10, 4 / 10, 5 / 11])
    expected = 1 - np.sqrt(((rates - rates.mean()) ** 2).mean()) / rates.mean() / np.sqrt(4)
    assert dispersion(parts, "a")["juilland_d"].iloc[0] == pytest.approx(expected, abs=1e-6)


def test_a_word_in_one_part_alone_is_as_uneven_as_can_be(parts):
    row = dispersion(parts, "m").iloc[0]
    assert row[["dp", "dp_norm", "juilland_d"]].tolist() == pytest.approx([1 - 9 / 50, 1.0, 0.0])


def test_groups_are_parts_a_missing_one_too(parts):
    row = dispersion(parts, "a", by="source").iloc[0]
    assert row[["count", "articles", "parts", "range"]].tolist() == [15, 5, 3, 3]
    assert row["dp"] == pytest.approx(np.abs(np.array([3, 7, 5]) / 15 - np.array([19, 20, 11]) / 50).sum() / 2)


def test_parts_without_a_word_are_none():
    row = dispersion(pd.DataFrame({"text": ["rain", None, "...", "sun"]}), "rain").iloc[0]
    assert row["parts"] == 2


def test_a_term_that_is_never_used_has_no_measures(parts):
    table = dispersion(parts, ["a", "fog"])
    assert table.loc[1, ["count", "articles", "range"]].tolist() == [0, 0, 0]
    assert table.loc[1, ["dp", "dp_norm", "juilland_d"]].isna().all()


def test_one_article_cannot_be_uneven():
    row = dispersion(pd.DataFrame({"text": ["rain"]}), "rain").iloc[0]
    assert row["dp"] == 0
    assert row[["dp_norm", "juilland_d"]].isna().all()


def test_no_articles_have_terms_that_are_never_used():
    none = nk.as_articles([])
    assert dispersion(none, "rain")["parts"].tolist() == [0]
    assert dispersion(none, "rain", by="source")["count"].tolist() == [0]
    assert len(dispersion(none, "rain", positions=True)) == 0


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 50)), max_size=8))
def test_measures_keep_within_their_bounds(pairs):
    measures = spread([min(used, size) for used, size in pairs], [size for _, size in pairs])
    for name in ("dp", "dp_norm", "juilland_d"):
        assert np.isnan(measures[name]) or -1e-12 <= measures[name] <= 1 + 1e-12


def test_positions_are_counted_in_words_in_the_text_and_the_corpus():
    articles = pd.DataFrame({"id": ["x", "y", "z"], "text": ["Sun, rain!", None, "rain and more rain"]})
    table = dispersion(articles, ["rain", "more"], positions=True)
    assert list(table[["id", "term", "word", "words", "offset"]].itertuples(index=False, name=None)) == [
        ("x", "rain", 1, 2, 1), ("z", "rain", 0, 4, 2), ("z", "more", 2, 4, 4), ("z", "rain", 3, 4, 5),
    ]  # fmt: skip
    assert table["position"].tolist() == [0.5, 0.0, 0.5, 0.75]


def test_positions_by_group_count_the_words_of_the_group():
    articles = pd.DataFrame({
        "id": list("xyz"), "text": ["sun rain", "rain rain", "a rain"], "source": ["B", "A", "B"],
    })  # fmt: skip
    table = dispersion(articles, "rain", by="source", positions=True)
    assert list(table[["id", "source", "offset"]].itertuples(index=False, name=None)) == [
        ("x", "B", 1), ("y", "A", 0), ("y", "A", 1), ("z", "B", 3),
    ]  # fmt: skip


def test_positions_of_an_article_of_two_groups_are_there_for_each():
    articles = pd.DataFrame({"text": ["a rain", "rain"], "authors": [["X", "Y"], ["Y"]]})
    table = dispersion(articles, "rain", by="authors", positions=True)
    assert list(table[["authors", "offset"]].itertuples(index=False, name=None)) == [("X", 1), ("Y", 1), ("Y", 2)]


def test_rows_lead_back_to_their_articles(parts):
    assert articles_in(parts, dispersion(parts, "m").iloc[0])["id"].tolist() == ["v"]
    assert articles_in(parts, dispersion(parts, "c", by="source").iloc[0])["id"].tolist() == ["x"]
    assert articles_in(parts, dispersion(parts, "m", positions=True).iloc[0])["id"].tolist() == ["v"]


def test_wrong_columns_are_named(parts):
    with pytest.raises(UnknownNameError, match="column 'outlet'"):
        dispersion(parts, "a", by="outlet")
    with pytest.raises(InputError, match=re.escape("by='word' would clash")):
        dispersion(parts, "a", by="word")
