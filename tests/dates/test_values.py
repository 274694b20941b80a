from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.dates import DTYPE, DateFormatError, parse_date, parse_dates, zone
from newskit.errors import InputError


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2025-06-12", "2025-06-12 00:00"),
        ("2025-06-12T15:50:00Z", "2025-06-12 15:50"),
        ("2025-06-12T15:50:00+09:00", "2025-06-12 06:50"),
        ("20250612", "2025-06-12 00:00"),
        ("20250612155000", "2025-06-12 15:50"),
        (20250612, "2025-06-12 00:00"),
        (1749711000, "2025-06-12 06:50"),
        (1749711000.5, "2025-06-12 06:50:00.5"),
        ("1749711000", "2025-06-12 06:50"),
        (1749711000000, "2025-06-12 06:50"),
        (1749711000000000, "2025-06-12 06:50"),
        (1749711000000000000, "2025-06-12 06:50"),
        (dt.date(2025, 6, 12), "2025-06-12 00:00"),
        (pd.Timestamp("2025-06-12 15:50", tz="Asia/Seoul"), "2025-06-12 06:50"),
        ("Posted: 12 June 2025", "2025-06-12 00:00"),
    ],
)
def test_values_of_many_kinds_become_moments_in_utc(value, moment):
    assert parse_date(value) == pd.Timestamp(moment, tz="UTC")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("0001-11-30", "the year 0001 is not plausible"),
        ("2025-02-30", "there is no day 2025-02-30"),
        ("2025", "only a year"),
        ("June 2025", "only a month"),
        ("2025-06", "only a month"),
        ("yesterday", "not a date: 'yesterday'"),
        (2025, "only a year"),
        (7, "the number 7 is not a date"),
        (True, "not a date but bool"),
        ([1], "not a date but list"),
        (float("inf"), "inf is not a date"),
        (10**30, "is not a date"),
        ("9" * 5000, "not a date"),
    ],
)
def test_what_is_no_date_says_why(value, reason):
    with pytest.raises(DateFormatError, match=reason):
        parse_date(value)


def test_a_zone_is_applied_where_a_value_names_none():
    parsed = parse_dates(pd.Series(["2025-06-12 15:50", "2025-06-12 15:50+00:00"]), timezone="Asia/Seoul")
    assert parsed.dates.dt.hour.tolist() == [6, 15]


def test_a_zone_is_applied_across_the_hour_that_summer_time_skips():
    naive = pd.Series(pd.to_datetime(["2025-03-30 02:30", "2025-10-26 02:30"]))
    assert parse_dates(naive, timezone="Europe/Berlin").dates.notna().all()


def test_unambiguous_values_decide_for_their_column():
    american = parse_dates(pd.Series(["8/19/19", "8/9/17"]))
    european = parse_dates(pd.Series(["19/8/19", "8/9/17"]))
    assert (american.dates.dt.month[1], european.dates.dt.month[1]) == (8, 9)
    assert american.ambiguous == european.ambiguous == ()


def test_undecided_values_are_named():
    parsed = parse_dates(pd.Series(["8/9/17", "7/7/17", None]))
    assert parsed.dates.dt.month.tolist()[:2] == [8, 7]
    assert parsed.ambiguous == (0,)


def test_missing_values_are_missing_and_no_problem():
    parsed = parse_dates(pd.Series(["", None, float("nan"), pd.NaT, "n/a", " "], dtype=object))
    assert parsed.dates.isna().all()
    assert parsed.reasons == {}


def test_datetimes_of_implausible_years_are_named():
    values = pd.Series([dt.datetime(1, 1, 1), dt.datetime(2025, 1, 1)]).astype("datetime64[us]")
    parsed = parse_dates(values)
    assert parsed.dates.isna().tolist() == [True, False]
    assert list(parsed.reasons) == [0]


@pytest.mark.parametrize("empty", [pd.Series([], dtype=object), pd.Series([], dtype="datetime64[ns]")])
def test_an_empty_column_keeps_its_type(empty):
    assert str(parse_dates(empty).dates.dtype) == DTYPE


def test_an_unknown_zone_says_what_to_give():
    with pytest.raises(InputError, match="'Asia/Seoul'"):
        zone("Korea Standard")


@given(
    st.lists(
        st.one_of(
            st.none(), st.text(max_size=20), st.integers(), st.floats(), st.dates(), st.datetimes(), st.booleans()
        )
    ),
    st.sampled_from(["UTC", "Asia/Seoul", "America/New_York"]),
)
def test_any_column_becomes_dates_or_reasons(values, timezone):
    parsed = parse_dates(pd.Series(values, dtype=object), timezone=timezone)
    assert str(parsed.dates.dtype) == DTYPE
    assert parsed.dates.iloc[list(parsed.reasons)].isna().all()


@given(st.datetimes(min_value=dt.datetime(1650, 1, 1), max_value=dt.datetime(2150, 1, 1)))
def test_iso_dates_survive_a_round_trip(moment):
    assert parse_date(moment.isoformat()) == pd.Timestamp(moment, tz="UTC")
