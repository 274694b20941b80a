from __future__ import annotations

import io
import warnings

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newskit.errors import InputError, NewskitWarning, UnknownNameError
from newskit.tables import articles_in, volume


def corpus() -> pd.DataFrame:
    dates = ["2025-06-02 10:00", "2025-06-04", None, "2025-06-12", "2025-06-15 23:59:59.999999", None]
    return pd.DataFrame(
        {
            "id": list("abcdef"),
            "published": pd.to_datetime(dates, utc=True, format="ISO8601").as_unit("us"),
            "source": ["Courier", "Gazette", "Courier", None, "Gazette", None],
            "authors": [["Ana", "Bo"], ["Bo"], [], ["Ana", "Ana"], [], ["Bo"]],
            "my group": [1, 2, 1, 2, 1, 2],
        },
        index=pd.Index([5, 5, 3, 2, 1, 0], name="odd"),
    )


def forms(table: pd.DataFrame):
    for (_, series), named in zip(table.iterrows(), table.itertuples(), strict=True):
        yield series
        yield named
        yield series.to_dict()
        yield series.to_frame().T


@pytest.mark.parametrize("by", [None, "source", "authors", ["source", "authors"]])
@pytest.mark.parametrize("freq", ["D", "W", "M"])
def test_every_row_in_every_form_finds_as_many_articles_as_it_counts(by, freq):
    articles, table = corpus(), volume(corpus(), by=by, freq=freq, timezone="Asia/Seoul")
    for row in forms(table):
        counted = row.articles if isinstance(row, tuple) else pd.Series(row["articles"]).iloc[0]
        assert len(articles_in(articles, row)) == counted


def test_articles_come_back_as_they_are_in_their_order():
    articles = corpus()
    articles.attrs["kept"] = 1
    table = volume(articles, by="source")
    found = articles_in(articles, table[table["source"] == "Gazette"])
    pd.testing.assert_frame_equal(found, articles.iloc[[1, 4]])
    assert found.attrs == articles.attrs


def test_a_missing_group_and_a_missing_period_are_found():
    articles = corpus()
    table = volume(articles, by="source")
    row = table[table["source"].isna() & table["period"].isna()].iloc[0]
    assert articles_in(articles, row)["id"].tolist() == ["f"]


def test_several_rows_find_each_article_once():
    articles = corpus()
    assert articles_in(articles, volume(articles, by="authors"))["id"].tolist() == list("abcdef")


def test_no_rows_find_no_articles():
    articles = corpus()
    assert len(articles_in(articles, volume(articles, by="source").iloc[:0])) == 0


def test_a_table_that_went_through_a_csv_file_still_finds_its_articles():
    articles = corpus()
    table = volume(articles, by="source", timezone="Asia/Seoul")
    back = pd.read_csv(io.StringIO(table.to_csv(index=False)))
    for _, row in back.iterrows():
        assert len(articles_in(articles, row)) == row["articles"]


def test_a_row_keeps_the_date_column_and_bounds_of_its_table():
    articles = corpus().assign(updated=lambda a: a["published"] + pd.Timedelta(days=30))
    table = volume(articles, date="updated", start="2025-07-04")
    row = table.iloc[0]
    assert articles_in(articles, row)["id"].tolist() == ["b"]
    assert articles_in(articles, row.to_dict(), table=table)["id"].tolist() == ["b"]
    assert articles_in(articles, next(table.itertuples()), table=table)["id"].tolist() == ["b"]


def test_a_row_of_other_articles_earns_a_warning():
    table = volume(corpus(), by="source")
    with pytest.warns(NewskitWarning, match="counts 1 articles, but 0 were found"):
        articles_in(corpus().iloc[1:], table.iloc[0])


def test_an_unknown_group_is_named_with_those_that_are():
    row = {**volume(corpus(), by="source").iloc[0].to_dict(), "source": "AFP"}
    with pytest.raises(UnknownNameError, match="source 'AFP' is not in by='source'; there are: 'Courier', 'Gazette'"):
        articles_in(corpus(), row)


def test_a_row_of_groups_alone_needs_no_period():
    assert articles_in(corpus(), {"source": "Gazette"})["id"].tolist() == ["b", "e"]


def test_a_column_name_that_itertuples_changes_needs_the_table():
    table = volume(corpus(), by="my group")
    row = next(table.itertuples())
    with pytest.raises(InputError, match="itertuples\\(\\) renamed.*table="):
        articles_in(corpus(), row)
    assert len(articles_in(corpus(), row, table=table)) == row.articles


@pytest.mark.parametrize("row", [3, "a row", {"n": 3}, {"period": "2025-06-02"}])
def test_what_is_no_row_is_refused(row):
    with pytest.raises(InputError, match="row"):
        articles_in(corpus(), row)


names = st.one_of(st.none(), st.text(max_size=3))
moments = st.one_of(st.none(), st.datetimes(pd.Timestamp(2023, 1, 1), pd.Timestamp(2024, 12, 31)))


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(moments, names, st.lists(names, max_size=3)), max_size=12),
    freq=st.sampled_from(["D", "W", "2W", "M", "Q-FEB", "Y", "6h"]),
    by=st.sampled_from([None, "source", "authors", ["source", "authors"]]),
    timezone=st.sampled_from(["UTC", "Asia/Seoul", "America/Havana", "Australia/Lord_Howe"]),
)
def test_counts_add_up_and_every_row_finds_its_articles(rows, freq, by, timezone):
    articles = pd.DataFrame(rows, columns=["published", "source", "authors"])
    articles["published"] = pd.to_datetime(articles["published"], utc=True).astype("datetime64[us, UTC]")
    articles["authors"] = articles["authors"].astype(object)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NewskitWarning)
        table = volume(articles, by=by, freq=freq, timezone=timezone)
    memberships = sum(max(len(set(a)), 1) for a in articles["authors"]) if "authors" in (by or []) else len(articles)
    assert table["articles"].sum() == memberships
    for _, row in table[table["articles"] > 0].iterrows():
        assert len(articles_in(articles, row)) == row["articles"]
    assert len(articles_in(articles, table)) == len(articles)
