from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit import plot
from newskit.errors import InputError, UnknownNameError
from newskit.tables import keyness, keyness_from_counts
from newskit.tables.association import g2, log_odds

FERRY = "The ferry strike ended."
RAIN = "The rain fell on the roof."


def articles(**columns: object) -> pd.DataFrame:
    texts = [FERRY] * 5 + [RAIN] * 5
    table = pd.DataFrame({"text": texts, "source": ["Courier"] * 5 + ["Gazette"] * 5, "lang": "en"})
    return table.assign(**columns)


def terms(table: pd.DataFrame, group: str) -> list[str]:
    return table.loc[table["source"] == group, "term"].tolist()


def test_each_group_is_told_apart_by_its_own_words():
    table = keyness(articles(), by="source", top=5)
    assert "ferry strike ended" in terms(table, "Courier")
    assert "rain fell" in terms(table, "Gazette")
    assert "the" not in table["term"].tolist()


def test_a_row_holds_both_counts_rates_articles_and_how_sure_it_is():
    row = keyness(articles(), by="source", fold=False).query("source == 'Courier' and term == 'ferry'").iloc[0]
    assert (row["count"], row["reference_count"], row["articles"], row["reference_articles"]) == (5, 0, 5, 0)
    assert row["rate"] == pytest.approx(5 / 20 * 1e6)
    assert row["reference_rate"] == 0
    assert 0 < row["p"] <= row["fdr"] < 1
    assert row["words"] == 1


def test_the_scores_are_those_of_the_formulas_where_words_are_taken_to_be_strewn():
    made = {
        m: keyness(articles(), by="source", measure=m, overdispersion=False, fold=False, ngrams=1, prior=10)
        .query("source == 'Courier' and term == 'ferry'")
        .iloc[0]
        for m in ("log_odds", "g2", "log_ratio")
    }
    delta, z = log_odds(5, 0, 20, 30, prior=10 * 5 / 50, n_prior=10)
    assert made["log_odds"][["effect", "score", "z"]].tolist() == pytest.approx([float(delta), float(z), float(z)])
    assert made["g2"]["score"] == pytest.approx(g2(5, 0, 20, 30), rel=1e-9)
    assert made["g2"]["z"] == pytest.approx(np.sqrt(g2(5, 0, 20, 30)), rel=1e-9)
    assert made["log_ratio"]["score"] == pytest.approx(np.log2((5 / 20) / (0.5 / 30)), rel=1e-9)


def test_one_long_article_does_not_win():
    # "kraken" stands 40 times in one article, "anchor" 30 times spread over all.
    courier = [f"The anchor held {'kraken ' * (40 if n == 0 else n == 1)}well." for n in range(30)]
    gazette = ["The dog slept well."] * 30
    table = pd.DataFrame({"text": courier + gazette, "source": ["Courier"] * 30 + ["Gazette"] * 30})
    settings = {"by": "source", "ngrams": 1, "fold": False, "stopwords": ["the"]}
    scores = keyness(table, **settings).query("source == 'Courier'").set_index("term")["score"]
    naive = keyness(table, **settings, overdispersion=False).query("source == 'Courier'").set_index("term")["score"]
    assert scores["anchor"] > 2 * scores["kraken"]
    assert naive["kraken"] > naive["anchor"]


def test_a_term_of_one_article_alone_is_left_out():
    table = articles(text=["kraken " * 9, *[FERRY] * 4, *[RAIN] * 5])
    assert "kraken" not in keyness(table, by="source", ngrams=1)["term"].tolist()
    assert "kraken" in keyness(table, by="source", ngrams=1, min_articles=1)["term"].tolist()


def test_what_only_repeats_a_longer_phrase_is_folded():
    folded = terms(keyness(articles(), by="source", top=20), "Courier")
    assert folded == ["ferry strike ended"]
    assert {"ferry", "strike", "ferry strike"} <= set(terms(keyness(articles(), by="source", fold=False), "Courier"))


def test_a_word_that_has_a_life_outside_the_phrase_is_kept():
    table = articles(text=[f"{FERRY} A ferry. The ferry."] * 5 + [RAIN] * 5)
    assert "ferry" in terms(keyness(table, by="source", top=20), "Courier")


def test_a_possessive_falls_out_beside_its_word_and_so_do_small_numbers():
    table = articles(text=["The council met. The council’s vote, 7 to 3. A council."] * 5 + [RAIN] * 5)
    found = terms(keyness(table, by="source", ngrams=1), "Courier")
    assert "council" in found
    assert not {"council's", "council’s", "7", "3"} & set(found)
    assert "7" in terms(keyness(table, by="source", ngrams=1, stopwords=()), "Courier")


def test_the_reference_can_be_a_group():
    table = articles(source=["A"] * 3 + ["B"] * 4 + ["C"] * 3)
    made = keyness(table, by="source", reference="C", min_count=2)
    assert made["source"].unique().tolist() == ["A", "B"]
    with pytest.raises(UnknownNameError, match="group 'D'"):
        keyness(table, by="source", reference="D")


def test_the_reference_can_be_other_articles():
    other = pd.DataFrame({"text": ["The ferry sailed on, as ferries do."] * 5})
    made = keyness(articles(), by="source", reference=other, top=9)
    assert "ferry strike ended" in terms(made, "Courier")
    scores = (
        keyness(articles(), by="source", reference=other, fold=False).query("source == 'Courier'").set_index("term")
    )
    assert scores.loc["ferry", "score"] < scores.loc["strike", "score"]
    assert made["reference_articles"].notna().all()


def test_all_articles_can_be_compared_with_a_reference_from_outside():
    made = keyness(articles().head(5), reference={"the": 5000, "ferry": 10, "rain": 500}, min_count=2, top=2)
    assert made.columns[0] == "term"
    assert made["term"].tolist()[0] in {"ferry", "strike", "ended"}
    assert plot.keyness(made, ax=plt.figure().subplots()).patches


@pytest.mark.parametrize("form", [dict, pd.Series, lambda d: pd.DataFrame({"term": list(d), "count": d.values()})])
def test_the_reference_can_be_a_frequency_list(form):
    listed = form({"ferry": 5000, "Strike": 100, "the": 5000, "today": 800, "rain": 700, "fell": 300})
    made = keyness(articles(), by="source", reference=listed, top=9, min_count=2)
    assert {"ended", "strike"} == set(terms(made, "Courier"))
    assert made["reference_articles"].isna().all()
    assert (made["words"] == 1).all()  # a list of words tells nothing of phrases
    assert made.set_index("term").loc["strike", "reference_count"] == 100


def test_a_group_of_missing_values_is_a_group():
    made = keyness(articles(source=["Courier"] * 5 + [None] * 5), by="source", top=3)
    assert made["source"].isna().sum() > 0


def test_several_columns_make_groups():
    made = keyness(articles(section=["a", "b"] * 5), by=["source", "section"], min_count=2, top=2)
    assert made.columns[:3].tolist() == ["source", "section", "term"]
    assert len(made[["source", "section"]].drop_duplicates()) == 4


def test_articles_without_text_count_for_nothing():
    plain = keyness(articles(), by="source")
    more = pd.concat([articles(), articles().head(2).assign(text=None)], ignore_index=True)
    assert keyness(more, by="source", prior=5)["count"].tolist() == plain["count"].tolist()


def test_one_group_or_none_is_nothing_to_compare():
    with pytest.raises(InputError, match="there is one group only \\('Courier'\\)"):
        keyness(articles(source="Courier"), by="source")
    with pytest.raises(InputError, match="no articles to compare: the table is empty"):
        keyness(articles().head(0), by="source")
    with pytest.raises(InputError, match="by= should name a column"):
        keyness(articles(), by=[])
    with pytest.raises(UnknownNameError, match="column 'outlet'"):
        keyness(articles(), by="outlet")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"measure": "tfidf"}, "measure='tfidf'"),
        ({"ngrams": 0}, "ngrams=0"),
        ({"min_count": 0}, "min_count=0"),
        ({"top": -1}, "top=-1"),
        ({"prior": 0}, "prior=0"),
        ({"stopwords": "the"}, "stopwords='the'"),
        ({"reference": {}}, "frequency list is empty"),
        ({"reference": {"ferry": -1}}, "gives -1 for 'ferry'"),
        ({"reference": pd.DataFrame({"word": ["a"]})}, "columns 'term' and 'count'"),
    ],
)
def test_arguments_that_mean_nothing_are_refused(wrong, said):
    with pytest.raises(InputError, match=said):
        keyness(articles(), by="source", **wrong)


def test_articles_in_gives_back_the_articles_of_a_row():
    sample = nk.load_sample()
    english = sample[sample["lang"] == "en"]
    made = keyness(english, by="source", top=5)
    for at in range(0, len(made), 3):
        found = nk.articles_in(english, made.iloc[[at]], table=made)
        assert len(found) == made["articles"].iloc[at]
        assert set(found["source"]) == {made["source"].iloc[at]}


def test_nothing_to_count_gives_an_empty_table():
    made = keyness(articles(text=[""] * 10), by="source")
    assert len(made) == 0
    assert {"source", "term", "count", "score", "fdr"} <= set(made.columns)


def test_other_scripts_have_key_words():
    texts = ["부산 여객선 파업이 끝났다."] * 5 + ["서울에 비가 내렸다."] * 5
    table = pd.DataFrame({"text": texts, "source": ["가"] * 5 + ["나"] * 5, "lang": "ko"})
    assert keyness(table, by="source", top=1)["term"].tolist() == ["부산 여객선 파업이", "서울에 비가 내렸다"]


def test_counts_of_ones_own_are_compared_alike():
    counts = pd.DataFrame({"A": [30, 70], "B": [10, 90], "C": [10, 90]}, index=["ferry", "the"])
    made = keyness_from_counts(counts, measure="g2")
    row = made.query("group == 'A' and term == 'ferry'").iloc[0]
    assert row["score"] == pytest.approx(g2(30, 20, 100, 200))
    assert row["articles"] is pd.NA
    against = keyness_from_counts(
        counts.rename_axis(columns="paper"), reference="B", totals={"A": 1000, "B": 1000, "C": 1000}
    )
    assert against["paper"].unique().tolist() == ["A", "C"]
    assert against.query("paper == 'A' and term == 'ferry'")["rate"].iloc[0] == pytest.approx(30_000)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (pd.DataFrame({"A": [1]}), "column for each of two groups"),
        (pd.DataFrame({"A": [1, 2], "B": [1, 2]}, index=["x", "x"]), "'x' has two rows"),
        (pd.DataFrame({"A": ["many"], "B": [2]}), "should be numbers"),
        (pd.DataFrame({"A": [-1], "B": [2]}), "from 0 up"),
    ],
)
def test_counts_that_are_none_are_refused(counts, said):
    with pytest.raises(InputError, match=said):
        keyness_from_counts(counts)


def test_totals_below_the_counts_are_refused():
    counts = pd.DataFrame({"A": [3], "B": [2]}, index=["x"])
    with pytest.raises(InputError, match="no less than the counts"):
        keyness_from_counts(counts, totals={"A": 1, "B": 5})
    with pytest.raises(InputError, match="totals= lacks 'B'"):
        keyness_from_counts(counts, totals={"A": 9})
