from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError, UnknownNameError
from newskit.tables import trend


def dated(*dates: str | None, **columns: list) -> pd.DataFrame:
    published = pd.Series(pd.to_datetime(list(dates), utc=True, format="ISO8601")).astype("datetime64[us, UTC]")
    return pd.DataFrame({"id": [f"a{i}" for i in range(len(dates))], "published": published, **columns})


WEEKS = ("2025-06-02", "2025-06-08", "2025-06-09", "2025-06-15", "2025-06-16", "2025-06-22")


def test_means_by_week_and_group_as_counted_by_hand():
    table = trend(dated(*WEEKS[:4], x=[1, 3, 5, 6], source=["A", "A", "A", "B"]), "x", by="source")
    assert table["mean"].tolist()[:3] == [2, pytest.approx(np.nan, nan_ok=True), 5]
    assert table["n"].tolist() == [2, 0, 1, 1]
    assert table["low"].iloc[0] == pytest.approx(2 - 12.7062, abs=1e-3)  # t of one degree of freedom
    assert table["low"].isna().tolist() == [False, True, True, True]
    assert table["complete"].all()


def test_columns_and_types_are_as_documented():
    table = trend(dated(*WEEKS, x=range(6)), "x", rolling=2)
    assert table.dtypes.astype(str).to_dict() == {
        "period": "datetime64[us, UTC]", "articles": "int64", "n": "int64", "mean": "float64", "low": "float64",
        "high": "float64", "rolling_n": "Int64", "rolling_mean": "float64", "rolling_low": "float64",
        "rolling_high": "float64", "complete": "bool", "period_end": "datetime64[us, UTC]",
    }  # fmt: skip


def test_rolling_figures_weigh_articles_not_periods_and_want_a_whole_window():
    articles = dated("2025-06-02", "2025-06-03", "2025-06-08", "2025-06-15", "2025-06-22", None, x=[1, 2, 3, 10, 4, 99])
    table = trend(articles, "x", rolling=2)
    assert table["mean"].tolist() == [2, 10, 4, 99]
    assert table["rolling_mean"].tolist() == pytest.approx([np.nan, 4, 7, np.nan], nan_ok=True)
    assert table["rolling_n"].tolist() == [pd.NA, 4, 2, pd.NA]


def test_a_rolling_median_is_that_of_all_articles_in_the_window():
    table = trend(dated(*WEEKS, x=[1, 2, 3, 10, 11, 12]), "x", rolling=3, statistic="median")
    assert table["rolling_median"].iloc[-1] == 6.5


def test_booleans_give_shares_with_wilsons_interval():
    table = trend(dated(*WEEKS[:2], x=pd.array([True, None], "boolean")), "x")
    assert table[["n", "share", "high"]].iloc[0].tolist() == [1, 1, 1]
    assert 0.2 < table["low"].iloc[0] < 0.21


def test_missing_values_are_articles_without_n():
    table = trend(dated(*WEEKS[:2], x=[None, 2.0]), "x")
    assert table[["articles", "n", "mean"]].iloc[0].tolist() == [2, 1, 2]


def test_the_incomplete_last_period_is_marked():
    assert trend(dated(*WEEKS[:4], "2025-06-17", x=range(5)), "x")["complete"].tolist() == [True, True, False]


def test_features_and_functions_are_measured():
    articles = dated(*WEEKS[:2], text=["It rained.", "It rained all day."])
    assert trend(articles, "n_words")["mean"].tolist() == [3]

    def letters(text: str) -> int:
        """Length."""
        return len(text)

    assert trend(articles, letters)["mean"].tolist() == [14]


def test_a_row_leads_to_its_articles_with_and_without_a_value():
    articles = dated(*WEEKS, x=[1, None, 2, 3, 4, 5], source=["A", "B"] * 3)
    table = trend(articles, "x", by="source", rolling=2)
    for _, row in table.iterrows():
        assert len(nk.articles_in(articles, row, table=table)) == row["articles"]


def test_no_articles_give_the_same_columns():
    full, empty = trend(dated("2025-06-02", x=[1.0]), "x", rolling=2), trend(dated(x=[]), "x", rolling=2)
    assert list(empty.columns) == list(full.columns)
    assert len(empty) == 0


def test_the_recipe_survives_a_parquet_file(tmp_path):
    table = trend(dated("2025-06-02", x=[1.0]), "x", rolling=4)
    table.to_parquet(tmp_path / "t.parquet")
    back = pd.read_parquet(tmp_path / "t.parquet")
    assert back.attrs["newskit_table"] == table.attrs["newskit_table"]
    assert back.attrs["newskit_table"]["settings"]["value"] == "x"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"statistic": "mode"}, "statistic='mode' is not one of"),
        ({"rolling": 1}, "rolling=1 should be a whole number from 2"),
        ({"level": 95}, "level=95 should be a share"),
        ({"freq": None}, "freq=None names no calendar bins"),
        ({"by": "mean"}, "would clash"),
    ],
)
def test_arguments_out_of_range_are_refused(settings, says):
    with pytest.raises(InputError, match=says):
        trend(dated("2025-06-02", x=[1.0], mean=["a"]), "x", **settings)


def test_a_median_of_booleans_is_refused_and_an_unknown_value_named():
    with pytest.raises(InputError, match="true or false"):
        trend(dated("2025-06-02", x=[True]), "x", statistic="median")
    with pytest.raises(UnknownNameError, match="did you mean 'length'"):
        trend(dated("2025-06-02", length=[1.0]), "lenght")


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from(["A", "B", None]), st.none() | st.floats(-100, 100)), max_size=30
    )
)
def test_values_are_conserved(rows):
    start = pd.Timestamp("2025-01-01", tz="UTC")
    articles = pd.DataFrame(
        {
            "published": pd.Series([start + pd.Timedelta(days=day) for day, _, _ in rows], dtype="datetime64[us, UTC]"),
            "source": [source for _, source, _ in rows],
            "x": np.array([np.nan if x is None else x for _, _, x in rows], dtype=float),
        }
    )
    table = trend(articles, "x", by="source")
    assert table["articles"].sum() == len(rows)
    assert table["n"].sum() == articles["x"].notna().sum()
    assert (table["n"] * table["mean"].fillna(0)).sum() == pytest.approx(articles["x"].sum(), abs=1e-6)
    assert not (table["low"] > table["mean"]).any()


def test_intervals_end_where_the_measure_does():
    articles = dated(*WEEKS[:2], sentiment=[-0.9, 0.7], x=[0.1, 0.9], stars=[1.0, 5.0])
    own = trend(articles, "sentiment")
    assert (own["low"].iloc[0], own["high"].iloc[0]) == (-1, 1)
    assert trend(articles, "x")["low"].iloc[0] < 0
    given = trend(articles, "x", limits=(0, 1), rolling=2)
    assert (given["low"].iloc[0], given["high"].iloc[0]) == (0, 1)
    # Another measure of the same name: its values tell that the limits are not its own.
    stars = trend(articles.assign(sentiment=articles["stars"]), "sentiment")
    assert stars["high"].iloc[0] > 5


@pytest.mark.parametrize("limits", [(1, 0), (0,), "ab", 3])
def test_limits_that_are_none_are_told(limits):
    with pytest.raises(InputError, match="limits="):
        trend(dated(*WEEKS[:2], x=[0.1, 0.9]), "x", limits=limits)
    with pytest.raises(InputError, match="1 values of 'x' lie beyond, the first of them 0.9"):
        trend(dated(*WEEKS[:2], x=[0.1, 0.9]), "x", limits=(0, 0.5))
