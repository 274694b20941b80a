from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError, UnknownNameError
from newskit.tables import coverage

DATES = ["2025-06-02 06:00", "2025-06-02 18:00", "2025-06-03 06:00", "2025-06-02 12:00", None, "2025-06-09"]
ARTICLES = pd.DataFrame({
    "source": ["A", "B", "A", "C", "B", "D"],
    "story": ["strike", "strike", "strike", None, "flood", None],
    "text": ["Ferry strike.", "Strike goes on.", "Strike ends at last.", "Rain.", "Flood.", "Sun."],
    "published": pd.to_datetime(pd.Series(DATES), utc=True, format="ISO8601").astype("datetime64[us, UTC]"),
})  # fmt: skip


@pytest.mark.parametrize("kws", [{"stories": "story"}, {"terms": {"flood": "flood*", "strike": "strike*"}}])
def test_who_was_first_late_and_silent_as_told_by_hand(kws):
    table = coverage(ARTICLES, **kws)
    name = "story" if "stories" in kws else "term"
    at = table.set_index(["source", name])
    a, b, c, d = (at.loc[(source, "strike")] for source in "ABCD")
    assert (a["articles"], a["words"], a["total"], a["lag"], a["place"], a["meanwhile"]) == (2, 6, 2, 0, 1, 2)
    assert (b["articles"], b["lag"], b["place"], b["share"]) == (1, 12, 2, 0.5)
    assert (c["articles"], c["meanwhile"]) == (0, 1)  # it wrote of rain
    assert (d["articles"], d["meanwhile"]) == (0, 0)  # it was not there
    assert c[["first", "lag", "place"]].isna().all()
    assert a["last"] == pd.Timestamp("2025-06-03 06:00", tz="UTC")


def test_a_story_without_dates_has_no_first():
    flood = coverage(ARTICLES, stories="story").set_index(["source", "story"]).loc[("B", "flood")]
    assert (flood["articles"], flood["meanwhile"]) == (1, 0)
    assert flood[["first", "last", "lag", "place"]].isna().all()


def test_two_at_the_same_moment_are_both_first():
    same = pd.DataFrame({"source": ["A", "B", "C"], "text": ["strike"] * 3})
    same["published"] = pd.to_datetime(["2025-06-02", "2025-06-02", "2025-06-03"], utc=True)
    assert coverage(same, "strike")["place"].tolist() == [1, 1, 3]


@pytest.mark.parametrize("kws", [{"stories": "story"}, {"terms": ["strike", "rain"]}])
def test_a_row_leads_to_its_articles(kws):
    table = coverage(ARTICLES, **kws)
    for _, row in table.iterrows():
        assert len(nk.articles_in(ARTICLES, row, table=table)) == row["articles"]


def test_an_article_of_two_authors_counts_for_both():
    articles = ARTICLES.assign(authors=[["Ana", "Bo"], ["Bo"], [], ["Ana"], None, ["Bo"]])
    table = coverage(articles, "strike", by="authors").set_index("authors")
    assert table["articles"].tolist() == [1, 2, 1]
    assert table.loc["Bo", "lag"] == 0


def test_times_are_given_in_the_zone():
    table = coverage(ARTICLES, "strike", timezone="Asia/Seoul")
    assert str(table["first"].iloc[0]) == "2025-06-02 15:00:00+09:00"


def test_columns_and_types_are_as_documented_also_without_articles():
    full, none = coverage(ARTICLES, "strike"), coverage(ARTICLES[:0], "strike")
    assert full.dtypes.astype(str).to_dict() | {"source": ""} == {
        "source": "", "term": "string", "count": "int64", "articles": "int64", "words": "int64", "total": "int64",
        "share": "float64", "first": "datetime64[us, UTC]", "last": "datetime64[us, UTC]", "lag": "float64",
        "place": "Int64", "meanwhile": "int64",
    }  # fmt: skip
    assert list(none.columns) == list(full.columns)


@pytest.mark.parametrize(
    ("kws", "error"),
    [
        ({}, InputError), ({"terms": "x", "stories": "story"}, InputError), ({"stories": "tale"}, UnknownNameError),
        ({"terms": "x", "by": None}, InputError), ({"terms": "x", "by": "sauce"}, UnknownNameError),
    ],
)  # fmt: skip
def test_what_cannot_be_covered_is_refused(kws, error):
    with pytest.raises(error):
        coverage(ARTICLES, **kws)


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from(["x", "y", None]), st.none() | st.integers(0, 99)), max_size=20
    )
)
def test_articles_are_conserved_and_someone_is_first(rows):
    start = pd.Timestamp("2025-01-01", tz="UTC")
    dates = [None if h is None else start + pd.Timedelta(hours=h) for *_, h in rows]
    articles = pd.DataFrame({
        "source": pd.Series([s for s, *_ in rows], dtype="string"),
        "story": pd.Series([x for _, x, _ in rows], dtype="string"),
        "text": "rain",
        "published": pd.Series(dates, dtype="datetime64[us, UTC]"),
    })  # fmt: skip
    table = coverage(articles, stories="story")
    assert table["articles"].sum() == articles["story"].notna().sum()
    dated = table[table["first"].notna()]
    assert (dated["lag"] >= 0).all()
    assert (dated.groupby("story")["place"].min() == 1).all()
    assert (dated["meanwhile"] >= 1).all()
    assert np.isnan(table.loc[table["first"].isna(), "lag"]).all()
