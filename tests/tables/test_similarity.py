from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from newskit.errors import InputError, UnknownNameError
from newskit.tables import similarity

TEXTS = ["ferry strike ends", "ferry sails", "ferry strike ends", "rain rain june", None]
ARTICLES = pd.DataFrame({"id": list("abcde"), "source": ["A", "A", "B", "C", None], "text": TEXTS})


def test_articles_are_as_alike_as_scikit_learn_says():
    table = similarity(ARTICLES, min_articles=1, stopwords=())
    vectors = TfidfVectorizer(sublinear_tf=True, lowercase=True).fit_transform([text or "" for text in TEXTS])
    expected = (vectors @ vectors.T).toarray()
    at = {name: number for number, name in enumerate(ARTICLES["id"])}
    for a, b, value in table[["a", "b", "similarity"]].itertuples(index=False):
        if "e" in {a, b}:
            assert np.isnan(value)
        else:
            assert value == pytest.approx(expected[at[a], at[b]])


def test_groups_are_compared_by_the_mean_of_their_articles():
    table = similarity(ARTICLES, by="source", min_articles=1, stopwords=()).set_index(["a", "b"])
    assert table.loc[("A", "B"), ["articles_a", "articles_b"]].tolist() == [2, 1]
    assert 0.5 < table.loc[("A", "B"), "similarity"] < 1
    assert table.loc[("A", "C"), "similarity"] == 0
    assert np.isnan(table.loc[("A", "(missing)"), "similarity"])


def test_words_of_one_article_and_function_words_do_not_count():
    articles = pd.DataFrame({"text": ["The ferry and the storm.", "The ferry and the strike.", "And the rain."]})
    assert similarity(articles)["similarity"].round(6).tolist()[0] == 1
    assert similarity(articles)["similarity"].isna().tolist() == [False, True, True]


def test_the_nearest_come_first_and_nothing_is_its_own_neighbour():
    table = similarity(ARTICLES, top=1, min_articles=1)
    assert table[["a", "b"]].to_numpy().tolist() == [["a", "c"], ["b", "a"], ["c", "a"]]


def test_too_many_pairs_are_refused_with_a_way_out():
    articles = pd.DataFrame({"text": ["rain in june"] * 2001})
    with pytest.raises(InputError, match="2,001 articles make 2,001,000 pairs"):
        similarity(articles)
    assert len(similarity(articles, top=2)) == 4002


@pytest.mark.parametrize("n", [0, 1])
def test_no_pair_has_no_row_but_all_columns(n):
    for kws in ({}, {"by": "source"}, {"top": 3}):
        table = similarity(ARTICLES[:n], **kws)
        assert len(table) == 0
        assert table.columns.tolist()[:3] == ["a", "b", "similarity"]


@pytest.mark.parametrize(
    ("kws", "error"),
    [({"by": "sauce"}, UnknownNameError), ({"top": 0}, InputError), ({"on": "body"}, UnknownNameError)],
)
def test_what_cannot_be_compared_is_refused(kws, error):
    with pytest.raises(error):
        similarity(ARTICLES, **kws)


@given(st.lists(st.text("abc 가나", max_size=12), max_size=8))
def test_similarities_lie_between_nothing_and_all(texts):
    table = similarity(pd.DataFrame({"text": pd.array(texts, dtype="string")}), min_articles=1, stopwords=())
    assert len(table) == len(texts) * (len(texts) - 1) // 2
    assert table["similarity"].dropna().between(0, 1).all()
