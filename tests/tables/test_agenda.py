from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

import newskit as nk
from newskit.errors import InputError, UnknownNameError
from newskit.tables import agenda, agenda_distances

ARTICLES = pd.DataFrame(
    {
        "source": ["A", "A", "A", "B", "B", None],
        "section": ["World", "World", "Sport", "World", None, "Sport"],
        "text": ["The ferry strike.", "A strike.", "Rain.", "The ferry.", None, "Ferry, ferry."],
    }
)


def test_shares_as_counted_by_hand():
    table = agenda(ARTICLES, by="source")
    assert table["articles"].tolist() == [1, 2, 0, 0, 1, 1, 1, 0, 0]
    assert table["total"].tolist() == [3, 3, 3, 2, 2, 2, 1, 1, 1]
    assert table["share"].round(2).tolist() == [0.33, 0.67, 0, 0, 0.5, 0.5, 1, 0, 0]
    assert table["overall"].tolist()[:3] == pytest.approx([2 / 6, 3 / 6, 1 / 6])
    assert table["section"].isna().tolist() == [False, False, True] * 3
    assert ((table["low"] <= table["share"]) & (table["share"] <= table["high"])).all()


def test_terms_are_topics_too():
    table = agenda(ARTICLES, by="source", terms=["ferry", "strike"])
    assert table["term"].tolist() == ["ferry", "strike"] * 3
    assert table["articles"].tolist() == [1, 2, 1, 0, 1, 0]
    assert table["count"].tolist() == [1, 2, 1, 0, 2, 0]


@pytest.mark.parametrize("kws", [{}, {"terms": ["ferry", "strike"]}, {"on": "both"}])
def test_a_row_leads_to_its_articles(kws):
    articles = ARTICLES.assign(both=[["x", "y"], ["x"], [], ["y"], ["y"], ["x"]])
    table = agenda(articles, by="source", **kws)
    for _, row in table.iterrows():
        assert len(nk.articles_in(articles, row, table=table)) == row["articles"]


def test_distances_are_scipys_and_chance_tells_small_groups():
    made = agenda_distances(agenda(ARTICLES, by="source")).set_index(["a", "b"])
    expected = jensenshannon([1 / 3, 2 / 3, 0], [0, 0.5, 0.5], base=2)
    assert made.loc[("A", "B"), "distance"] == pytest.approx(expected)
    assert made.loc[("A", "B"), "chance"] > expected
    assert made.loc[("A", "(missing)"), "articles_b"] == 1


def test_the_same_agenda_has_no_distance_and_no_topic_none_at_all():
    same = pd.DataFrame({"source": list("AABB"), "section": list("xyxy"), "text": ["rain", "sun", "", ""]})
    assert agenda_distances(agenda(same, by="source"))["distance"].tolist() == [0]
    assert agenda_distances(agenda(same, by="source", terms=["rain"]))["distance"].isna().all()


def test_no_articles_give_the_same_columns():
    assert list(agenda(ARTICLES[:0], by="source").columns) == list(agenda(ARTICLES, by="source").columns)
    assert len(agenda_distances(agenda(ARTICLES[:0], by="source"))) == 0


@pytest.mark.parametrize(
    ("kws", "error"),
    [
        ({"by": None}, InputError), ({"by": "sauce"}, UnknownNameError),
        ({"by": "source", "topics": "desk"}, UnknownNameError),
        ({"by": "source", "topics": "source"}, InputError), ({"by": "source", "terms": []}, InputError),
    ],
)  # fmt: skip
def test_what_has_no_agenda_is_refused(kws, error):
    with pytest.raises(error):
        agenda(ARTICLES, **kws)


@given(st.lists(st.tuples(st.sampled_from(["A", "B", None]), st.sampled_from(["x", "y", "z", None])), max_size=30))
def test_articles_are_conserved(rows):
    articles = pd.DataFrame(rows, columns=["source", "section"], dtype="string")
    table = agenda(articles, by="source")
    assert table["articles"].sum() == len(rows)
    assert np.allclose(table.groupby("source", dropna=False)["share"].sum(), 1)
    distances = agenda_distances(table)["distance"]
    assert distances.between(0, 1).all()
