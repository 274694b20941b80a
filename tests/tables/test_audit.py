from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError, UnknownNameError
from newskit.language import tokenize
from newskit.tables import audit
from newskit.tables.near import near_duplicates

LONG = (
    "The ferry crews went back to work on Tuesday after eight days on strike over pay and new rosters, said the union. "
)
OTHER = "It rained all day in the north and in the west of the country, and the rivers rose above their banks at noon. "
ARTICLES = pd.DataFrame(
    {
        "id": list("abcdef"),
        "source": ["A", "A", "A", "B", "B", None],
        "title": ["Strike", " ", None, "Rain", "Rain", "Rain"],
        "text": [LONG + OTHER, LONG + OTHER, LONG + OTHER + "Ferries sail.", "Short.", OTHER * 2, None],
        "authors": [["Ana"], [], None, ["Bo"], ["Bo"], ["Bo"]],
        "lang": ["en", "en", "en", "ko", None, "en"],
        "published": pd.to_datetime(
            ["2025-06-02", "2025-06-03", None, "2025-06-04", "2025-06-05", "2099-01-01"], utc=True
        ),
    }
)


def counts(table: pd.DataFrame, check: str) -> list[int]:
    return table.loc[table["check"] == check, "articles"].tolist()


def test_checks_as_counted_by_hand():
    table = audit(ARTICLES, stub=10, now="2026-01-01")
    assert counts(table, "missing title") == [2, 0, 0]
    assert counts(table, "missing authors") == [2, 0, 0]
    assert counts(table, "missing text") == [0, 0, 1]
    assert counts(table, "missing source") == [0, 0, 1]
    assert counts(table, "stub") == [0, 1, 0]  # a missing text is no stub
    assert counts(table, "exact duplicate") == [1, 0, 0]
    assert counts(table, "near duplicate") == [1, 0, 0]
    assert counts(table, "date far from all others") == [0, 0, 1]
    assert counts(table, "date in the future") == [0, 0, 1]
    assert counts(table, "other language") == [0, 1, 0]
    assert counts(table, "language en") == [3, 0, 1]
    assert table["total"].drop_duplicates().tolist() == [3, 2, 1]


def test_examples_are_the_first_of_their_group():
    table = audit(ARTICLES, now="2026-01-01").set_index(["source", "check"])
    assert table.loc[("A", "missing title"), "example"] == "b"
    assert pd.isna(table.loc[("B", "missing title"), "example"])


def test_a_row_leads_to_its_articles(tmp_path):
    table = audit(ARTICLES, stub=10, now="2026-01-01")
    table.to_parquet(tmp_path / "t.parquet")
    for made in (table, pd.read_parquet(tmp_path / "t.parquet")):
        for _, row in made.iterrows():
            assert len(nk.articles_in(ARTICLES, row, table=made)) == row["articles"]


def test_without_sources_all_articles_are_one_group():
    table = audit(ARTICLES.drop(columns="source"))
    assert table["total"].unique().tolist() == [6]
    assert len(nk.articles_in(ARTICLES, table.iloc[0], table=table)) == table["articles"].iloc[0]


def test_nothing_to_check_is_an_empty_table():
    assert len(audit(ARTICLES[:0])) == 0
    assert list(audit(ARTICLES[:0]).columns) == list(audit(ARTICLES).columns)


@pytest.mark.parametrize(
    ("kws", "error"),
    [
        ({"stub": -1}, InputError), ({"alike": 0}, InputError), ({"now": "soon"}, InputError),
        ({"by": "sauce"}, UnknownNameError),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_refused(kws, error):
    with pytest.raises(error):
        audit(ARTICLES, **kws)


def test_dates_that_are_strings_are_refused_with_the_way_to_mend_them():
    with pytest.raises(InputError, match="as_articles"):
        audit(ARTICLES.assign(published="2025-06-02"))


def test_near_duplicates_are_found_whatever_case_and_punctuation():
    both = LONG + OTHER
    texts = [both, OTHER, both.upper().replace(",", ";"), both.replace("Tuesday", "Monday"), "Short.", "Short.", ""]
    assert near_duplicates(tokenize(texts), 0.5).tolist() == [0, 1, 0, 0, 4, 5, 6]


def test_the_copy_is_the_later_one_whatever_the_order_of_the_table():
    both = LONG + OTHER
    texts = [both, both, both.replace("Tuesday", "Monday"), both, OTHER, OTHER]
    days = ["2025-06-03", "2025-06-01", "2025-06-02", None, None, None]
    articles = pd.DataFrame({"id": list("abcdef"), "text": texts, "published": pd.to_datetime(days, utc=True)})
    table = audit(articles, now="2026-01-01")
    copies = {
        check: nk.articles_in(articles, table[table["check"] == check], table=table)["id"].tolist()
        for check in ("exact duplicate", "near duplicate")
    }
    assert copies == {"exact duplicate": ["a", "d", "f"], "near duplicate": ["c"]}


def test_a_date_far_in_the_past_does_not_hide_one_far_in_the_future():
    days = pd.date_range("2025-03-01", periods=210, tz="UTC").as_unit("us").to_series(index=range(210))
    days.iloc[[3, 7]] = pd.to_datetime(["1970-01-01", "2052-05-01"], utc=True)
    table = audit(pd.DataFrame({"id": map(str, range(210)), "published": days}), now="2026-01-01")
    assert counts(table, "date far from all others") == [2]


@pytest.mark.parametrize("n", [0, 1])
def test_no_text_is_near_itself(n):
    assert near_duplicates(tokenize([LONG] * n)).tolist() == [0] * n


@given(st.lists(st.sampled_from([LONG, OTHER, LONG + OTHER, "가나다 " * 20, "", "x"]), max_size=12))
def test_the_same_texts_are_near_each_other_and_the_first_is_the_first(texts):
    found = near_duplicates(tokenize(texts)).tolist() if texts else []
    for number, (text, first) in enumerate(zip(texts, found, strict=True)):
        assert first == (texts.index(text) if len(text) > 1 else number)


@given(st.lists(st.tuples(st.sampled_from(["A", "B", None]), st.sampled_from(["T", "", None])), max_size=12))
def test_articles_are_conserved(rows):
    articles = pd.DataFrame(rows, columns=["source", "title"], dtype="string")
    table = audit(articles)
    empty = articles["title"].fillna("").eq("").sum()
    assert sum(counts(table, "missing title")) == empty
    assert table["share"].between(0, 1).all()
