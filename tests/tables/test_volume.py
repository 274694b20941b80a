from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from newskit.errors import InputError, NewskitWarning, UnknownNameError
from newskit.schema import STRING_DTYPE
from newskit.tables import volume


def dated(*dates: str | None, **columns: list) -> pd.DataFrame:
    published = pd.Series(pd.to_datetime(list(dates), utc=True, format="ISO8601")).astype("datetime64[us, UTC]")
    return pd.DataFrame({"id": [f"a{i}" for i in range(len(dates))], "published": published, **columns})


def cells(table: pd.DataFrame, *columns: str) -> list[tuple]:
    return list(table[list(columns)].itertuples(index=False, name=None))


def test_counts_by_week_and_source_as_counted_by_hand():
    articles = dated("2025-06-02", "2025-06-08 23:59:59", "2025-06-09", "2025-06-15", source=["B", "A", "A", "A"])
    table = volume(articles, by="source", share=True)
    assert cells(table, "source", "articles", "total", "share") == [
        ("A", 1, 2, 0.5), ("B", 1, 2, 0.5), ("A", 2, 2, 1.0), ("B", 0, 2, 0.0),
    ]  # fmt: skip
    assert table["period"].dt.strftime("%m-%d").tolist() == ["06-02", "06-02", "06-09", "06-09"]
    assert (table["period_end"] - table["period"] == pd.Timedelta(days=7)).all()


def test_columns_types_and_order_are_as_documented():
    table = volume(dated("2025-06-02", source=pd.array(["A"], dtype=STRING_DTYPE)), by="source", share=True)
    assert table.dtypes.astype(str).to_dict() == {
        "period": "datetime64[us, UTC]", "source": "string", "articles": "int64", "total": "int64",
        "share": "float64", "complete": "bool", "period_end": "datetime64[us, UTC]",
    }  # fmt: skip


def test_periods_without_articles_are_zero_and_their_share_is_missing():
    table = volume(dated("2025-06-02", "2025-06-16"), share=True)
    assert table["articles"].tolist() == [1, 0, 1]
    assert table["share"].isna().tolist() == [False, True, False]


def test_undated_articles_have_rows_of_their_own_at_the_end():
    table = volume(dated("2025-06-02", None, None, source=["A", "A", "B"]), by="source")
    assert cells(table[table["period"].isna()], "source", "articles") == [("A", 1), ("B", 1)]
    assert not table["complete"].iloc[-2:].any()
    assert table["articles"].sum() == 3


def test_a_missing_group_is_a_group_and_stays_missing():
    table = volume(dated("2025-06-02", "2025-06-03", source=["A", None]), by="source")
    assert table["source"].isna().tolist() == [False, True]
    assert table["articles"].tolist() == [1, 1]


@pytest.mark.parametrize(
    "values",
    [
        pd.array(["b", None, "a"], dtype=STRING_DTYPE),
        pd.array(["b", None, "a"], dtype=object),
        pd.Categorical(["b", None, "a"], categories=["b", "unused", "a"]),
        pd.array([2, None, 1], dtype="Int64"),
        np.array([2.0, np.nan, 1.0]),
        pd.array([True, None, False], dtype="boolean"),
    ],
)
def test_groups_keep_the_type_of_their_column(values):
    table = volume(dated("2025-06-02", "2025-06-02", "2025-06-02").assign(group=values), by="group")
    assert table["group"].dtype == pd.Series(values).dtype
    assert table["group"].isna().tolist() == [False, False, True]


def test_categories_keep_their_order_and_unused_ones_are_no_groups():
    group = pd.Categorical(["low", "high"], categories=["low", "middle", "high"])
    table = volume(dated("2025-06-02", "2025-06-02").assign(level=group), by="level")
    assert table["level"].tolist() == ["low", "high"]


def test_numbers_among_strings_stay_in_the_order_of_appearance():
    table = volume(dated("2025-06-02", "2025-06-02", "2025-06-02", mixed=["z", 3, "a"]), by="mixed")
    assert table["mixed"].tolist() == ["z", 3, "a"]


def test_an_article_counts_once_for_each_distinct_author():
    authors = [["Ana", "Bo", "Ana"], [], ["Bo"], None]
    table = volume(dated(*["2025-06-02"] * 4, authors=authors), by="authors", share=True)
    assert cells(table.dropna(), "authors", "articles", "total", "share") == [("Ana", 1, 4, 0.25), ("Bo", 2, 4, 0.5)]
    assert table.loc[table["authors"].isna(), "articles"].tolist() == [2]


def test_several_columns_make_groups_of_the_combinations_that_occur():
    table = volume(dated("2025-06-02", "2025-06-09", source=["A", "B"], section=["x", "y"]), by=["source", "section"])
    assert cells(table, "source", "section", "articles") == [
        ("A", "x", 1), ("B", "y", 0), ("A", "x", 0), ("B", "y", 1),
    ]  # fmt: skip


def test_days_begin_in_the_zone_given():
    articles = dated("2025-06-02 16:00")
    assert str(volume(articles, freq="D", timezone="Asia/Seoul")["period"].iloc[0]) == "2025-06-03 00:00:00+09:00"


def test_the_days_on_which_clocks_change_have_23_and_25_hours():
    table = volume(dated("2024-03-30", "2024-11-01"), freq="D", timezone="Europe/London")
    hours = ((table["period_end"] - table["period"]) / pd.Timedelta(hours=1)).astype(int)
    assert sorted(hours.unique()) == [23, 24, 25]


def test_dates_without_a_zone_are_in_the_zone_given():
    articles = pd.DataFrame({"published": pd.to_datetime(["2025-06-02 00:30"])})
    assert str(volume(articles, freq="D", timezone="Asia/Seoul")["period"].iloc[0]) == "2025-06-02 00:00:00+09:00"


@pytest.mark.parametrize(
    ("first", "last", "freq", "expected"),
    [
        ("2025-06-02 10:00", "2025-06-15 09:00", "W", [True, True]),  # Monday to Sunday
        ("2025-06-03 10:00", "2025-06-14 09:00", "W", [False, False]),
        ("2025-06-02 00:20", "2025-06-03 23:20", "D", [True, True]),
        ("2025-06-02 09:20", "2025-06-03 09:20", "D", [False, False]),
        ("2025-06-02", "2025-06-03", "D", [True, True]),  # dates without a time of day
        ("2025-05-31 15:00", "2025-06-01 15:00", "D", [True, True]),  # the same, read in another zone
        ("2025-06-02 09:10", "2025-06-02 10:50", "h", [True, True]),
        ("2025-06-02 09:20", "2025-06-02 10:40", "h", [False, False]),
    ],
)
def test_completeness_is_judged_from_the_first_and_last_article(first, last, freq, expected):
    assert volume(dated(first, last), freq=freq)["complete"].tolist() == expected


def test_start_and_end_say_what_was_collected_and_fill_with_zeros():
    table = volume(dated("2025-06-11", "2025-06-12"), start="2025-06-02", end="2025-06-22")
    assert table["articles"].tolist() == [0, 2, 0]
    assert table["complete"].all()


def test_articles_outside_the_bounds_are_left_out_and_counted():
    table = volume(dated("1999-01-01", "2025-06-12", None), start="2025", end="2025-06-12")
    assert table["articles"].sum() == 2
    assert table.attrs["newskit_table"]["outside"] == 1


def test_a_bound_inside_a_period_leaves_it_incomplete():
    table = volume(dated("2025-06-10", "2025-06-12", "2025-06-22"), start="2025-06-11")
    assert cells(table, "articles", "complete") == [(1, False), (1, True)]


@pytest.mark.parametrize("given", ["2025-06", "2025Q2", "2025-06-30", pd.Timestamp("2025-07-01", tz="UTC")])
def test_an_end_takes_in_the_day_month_or_quarter_that_it_names(given):
    assert volume(dated("2025-06-30 22:00", "2025-07-01"), freq="M", end=given)["articles"].tolist() == [1]


@pytest.mark.parametrize("bounds", [{"start": "2026", "end": "2025"}, {"start": "soon"}, {"end": "never"}])
def test_bounds_that_make_no_sense_are_refused(bounds):
    with pytest.raises(InputError, match="start=|end="):
        volume(dated("2025-06-02"), **bounds)


def test_a_table_of_no_articles_has_the_same_columns_and_types():
    full, empty = (volume(a, by="source", share=True) for a in (dated("2025-06-02", source=["A"]), dated(source=[])))
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)
    assert empty.drop(columns="source").dtypes.equals(full.drop(columns="source").dtypes)


def test_without_any_date_there_are_only_undated_rows():
    articles = pd.DataFrame({"published": [None, None], "source": ["A", "A"]})
    table = volume(articles, by="source")
    assert cells(table, "source", "articles", "complete") == [("A", 2, False)]
    assert table["period"].isna().all()


def test_dates_of_any_century_are_counted():
    dates = np.array(["1500-06-01", "1950-06-01", "2400-06-01"], dtype="datetime64[us]")
    table = volume(pd.DataFrame({"published": dates}), freq="100Y", timezone="Asia/Seoul")
    assert table["articles"].tolist() == [1, 0, 0, 0, 1, 0, 0, 0, 0, 1]


def test_one_article_has_one_row():
    assert len(volume(dated("2025-06-02"))) == 1


def test_any_index_works_even_with_repeated_labels():
    articles = dated("2025-06-02", "2025-06-03", source=["A", "B"])
    articles.index = pd.Index(["x", "x"])
    assert volume(articles, by="source")["articles"].tolist() == [1, 1]


def test_the_articles_are_not_changed():
    articles = dated("2025-06-02", None, source=["A", None])
    before = articles.copy()
    volume(articles, by="source", share=True)
    pd.testing.assert_frame_equal(articles, before)


def test_one_odd_date_does_not_explode_the_table_but_is_named():
    articles = dated("1700-01-01", *pd.date_range("2024-01-01", periods=50).astype(str))
    with pytest.raises(InputError, match=r"a0 \(1700-01-01\).*start="):
        volume(articles, freq="D")


def test_an_odd_date_that_empties_most_periods_earns_a_warning():
    articles = dated(*pd.date_range("2024-01-01", periods=50).astype(str), "1990-01-01")
    with pytest.warns(NewskitWarning, match=r"a50 \(1990-01-01\)"):
        assert volume(articles, freq="W")["articles"].sum() == 51


def test_a_long_archive_of_ordinary_dates_earns_no_warning():
    articles = dated(*pd.date_range("1900-01-01", "2024-01-01", periods=400).astype(str))
    assert volume(articles, freq="W")["articles"].sum() == 400


def test_dates_that_are_strings_are_refused_with_the_way_to_mend_them():
    with pytest.raises(InputError, match="holds str, not dates.*as_articles"):
        volume(pd.DataFrame({"published": ["2025-06-02"]}))


@pytest.mark.parametrize("by", ["sauce", ["source", "sauce"]])
def test_an_unknown_column_is_named_with_the_closest(by):
    with pytest.raises(UnknownNameError, match="'sauce' is not in the articles; did you mean 'source'"):
        volume(dated("2025-06-02", source=["A"]), by=by)


@pytest.mark.parametrize("by", [["source", "source"], "articles", 3, [1]])
def test_groups_that_cannot_be_named_are_refused(by):
    with pytest.raises((InputError, TypeError)):
        volume(dated("2025-06-02", source=["A"]), by=by)


def test_a_column_of_dicts_is_refused():
    with pytest.raises(InputError, match="holds dict"):
        volume(dated("2025-06-02", meta=[{"a": 1}]), by="meta")


def test_the_recipe_survives_a_parquet_file(tmp_path):
    table = volume(dated("2025-06-02", source=["A"]), by="source")
    table.to_parquet(tmp_path / "t.parquet")
    back = pd.read_parquet(tmp_path / "t.parquet")
    assert back.attrs["newskit_table"] == table.attrs["newskit_table"]


def test_tables_do_not_need_matplotlib():
    code = "import sys, newskit.tables; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
