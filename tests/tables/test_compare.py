from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import newskit as nk
from newskit.errors import InputError, UnknownNameError
from newskit.tables import compare

ARTICLES = pd.DataFrame({
    "id": list("abcdefgh"),
    "source": ["A", "A", "A", "A", "B", "B", "B", None],
    "x": [1.0, 2, 3, 4, 4, 6, None, 9],
    "said": pd.array([True, True, True, False, False, False, None, False], "boolean"),
})  # fmt: skip


def test_distributions_as_worked_by_hand():
    table = compare(ARTICLES, "x", by="source").set_index("source")
    a = table.loc["A"]
    assert (a["articles"], a["n"], a["missing"], a["mean"]) == (4, 4, 0, 2.5)
    assert (a["minimum"], a["q25"], a["median"], a["q75"], a["maximum"]) == (1, 1.75, 2.5, 3.25, 4)
    assert a["sd"] == pytest.approx(1.29099, abs=1e-5)
    assert a["difference"] == pytest.approx(2.5 - 19 / 3)
    assert a["cliffs_delta"] == pytest.approx(-11 / 12)  # of twelve pairs eleven are smaller, one is equal
    assert (table.loc["B", "articles"], table.loc["B", "missing"]) == (3, 1)


def test_the_rest_is_every_other_article_whatever_its_group():
    a = compare(ARTICLES, "x", by="source").iloc[0]
    expected = stats.ttest_ind([1, 2, 3, 4], [4, 6, 9], equal_var=False)
    assert a["p"] == pytest.approx(expected.pvalue)
    assert a["difference_low"] == pytest.approx(expected.confidence_interval().low)


def test_a_reference_group_has_no_effect_of_its_own():
    table = compare(ARTICLES, "x", by="source", reference="A").set_index("source")
    assert table.loc["A", ["difference", "hedges_g", "cliffs_delta", "p", "p_adjusted"]].isna().all()
    assert table.loc["B", "difference"] == 2.5
    assert compare(ARTICLES, "x", by="source", reference=None).attrs["newskit_table"]["settings"]["reference"] == ""


def test_booleans_are_shares_tested_exactly():
    a = compare(ARTICLES, "said", by="source").iloc[0]
    assert (a["share"], a["difference"], a["cliffs_delta"]) == (0.75, 0.75, 0.75)
    assert a["p"] == pytest.approx(stats.fisher_exact([[3, 1], [0, 3]])[1])
    assert not {"hedges_g", "median", "histogram", "mean"} & set(compare(ARTICLES, "said", by="source").columns)


def test_brunner_and_munzels_test_is_scipys():
    a = compare(ARTICLES, "x", by="source", test="brunner_munzel", reference=None).iloc[0]
    assert a["p"] == pytest.approx(stats.brunnermunzel([1, 2, 3, 4], [4, 6, 9])[1])


def test_groups_that_do_not_overlap_are_as_sure_as_their_size_allows():
    articles = pd.DataFrame({"g": list("AABB"), "x": [1.0, 2, 8, 9]})
    assert compare(articles, "x", by="g", test="brunner_munzel")["p"].tolist() == pytest.approx([1 / 3, 1 / 3])


@pytest.mark.parametrize("adjust", ["holm", "fdr"])
def test_probabilities_are_adjusted(adjust):
    rng = np.random.default_rng(0)
    articles = pd.DataFrame({"g": np.repeat(list("ABCD"), 20), "x": rng.normal(np.repeat([0, 0, 1, 2], 20))})
    table = compare(articles, "x", by="g", adjust=adjust)
    assert (table["p_adjusted"] >= table["p"]).all()
    if adjust == "fdr":
        assert table["p_adjusted"].tolist() == pytest.approx(stats.false_discovery_control(table["p"]))


def test_an_article_of_two_groups_is_in_the_rest_of_neither():
    articles = pd.DataFrame({"authors": [["Ana", "Bo"], ["Ana"], ["Bo"]], "x": [5.0, 1.0, 3.0]})
    table = compare(articles, "x", by="authors").set_index("authors")
    assert table.loc["Ana", "difference"] == 0  # (5 + 1) / 2 against 3
    assert table.loc["Bo", "difference"] == 3  # (5 + 3) / 2 against 1


def test_a_row_leads_to_its_articles():
    table = compare(ARTICLES, "x", by="source")
    for _, row in table.iterrows():
        assert len(nk.articles_in(ARTICLES, row)) == row["articles"]


def test_histograms_hold_all_values_unless_a_few_are_far_out():
    table = compare(ARTICLES, "x", by="source")
    assert [sum(row) for row in table["histogram"]] == table["n"].tolist()
    far = pd.DataFrame({"g": ["A"] * 2000, "x": [*np.linspace(0, 1, 1999), 1e9]})
    assert sum(compare(far, "x", by="g")["histogram"].iloc[0]) >= 1980


def test_the_table_survives_a_parquet_file(tmp_path):
    table = compare(ARTICLES, "x", by="source")
    table.to_parquet(tmp_path / "t.parquet")
    back = pd.read_parquet(tmp_path / "t.parquet")
    assert back.attrs["newskit_table"] == table.attrs["newskit_table"]
    assert list(back["histogram"].iloc[0]) == table["histogram"].iloc[0]


@pytest.mark.parametrize("articles", [ARTICLES[:0], ARTICLES.assign(x=np.nan), ARTICLES[:1], ARTICLES.assign(x=1.0)])
def test_too_little_to_compare_leaves_figures_missing(articles):
    table = compare(articles, "x", by="source")
    assert list(table.columns) == list(compare(ARTICLES, "x", by="source").columns)
    assert table["p"].isna().all()


@pytest.mark.parametrize(
    ("kws", "error", "says"),
    [
        ({"by": None}, InputError, "by= should name a column"),
        ({"by": "sauce"}, UnknownNameError, "did you mean 'source'"),
        ({"by": "source", "reference": "Z"}, UnknownNameError, "group 'Z'"),
        ({"by": "source", "test": "t"}, InputError, "test='t'"),
        ({"by": "source", "adjust": "no"}, InputError, "adjust='no'"),
        ({"by": "source", "level": 1}, InputError, "level=1"),
    ],
)
def test_what_cannot_be_compared_is_refused(kws, error, says):
    with pytest.raises(error, match=says):
        compare(ARTICLES, "x", **kws)


@given(st.lists(st.tuples(st.sampled_from(["A", "B", "C", None]), st.none() | st.integers(-5, 5)), max_size=25))
def test_articles_and_values_are_conserved(rows):
    articles = pd.DataFrame(
        {
            "g": pd.Series([g for g, _ in rows], dtype="string"),
            "x": np.array([np.nan if x is None else x for _, x in rows], dtype=float),
        }
    )
    table = compare(articles, "x", by="g", test="brunner_munzel")
    assert table["articles"].sum() == len(rows)
    assert (table["n"] + table["missing"]).tolist() == table["articles"].tolist()
    assert (table["n"] * table["mean"].fillna(0)).sum() == pytest.approx(articles["x"].sum())
    assert table["p"].dropna().between(0, 1).all()
