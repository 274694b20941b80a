from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from newskit.dates import zone
from newskit.errors import InputError
from newskit.tables.bins import time_bins
from newskit.tables.frequency import frequency


def edges(when: str, freq: object, tz: str = "UTC") -> tuple[str, str]:
    moment = pd.Timestamp(when, tz=zone(tz))
    start, end = time_bins(moment, moment, frequency(freq)).edges
    return f"{start:%Y-%m-%d %H:%M}", f"{end:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("freq", "start", "end"),
    [
        ("min", "2024-05-05 05:07", "2024-05-05 05:08"),
        ("15min", "2024-05-05 05:00", "2024-05-05 05:15"),
        ("h", "2024-05-05 05:00", "2024-05-05 06:00"),
        ("6h", "2024-05-05 00:00", "2024-05-05 06:00"),
        ("D", "2024-05-05 00:00", "2024-05-06 00:00"),
        ("W", "2024-04-29 00:00", "2024-05-06 00:00"),
        ("W-SAT", "2024-05-05 00:00", "2024-05-12 00:00"),
        ("W-MON", "2024-04-30 00:00", "2024-05-07 00:00"),
        ("M", "2024-05-01 00:00", "2024-06-01 00:00"),
        ("Q", "2024-04-01 00:00", "2024-07-01 00:00"),
        ("Q-JAN", "2024-05-01 00:00", "2024-08-01 00:00"),
        ("QS-FEB", "2024-05-01 00:00", "2024-08-01 00:00"),
        ("Y-MAR", "2024-04-01 00:00", "2025-04-01 00:00"),
        ("10Y", "2020-01-01 00:00", "2030-01-01 00:00"),
        ("100Y", "2000-01-01 00:00", "2100-01-01 00:00"),
    ],
)
def test_bins_begin_and_end_where_the_calendar_says(freq, start, end):
    assert edges("2024-05-05 05:07", freq) == (start, end)


@pytest.mark.parametrize(
    ("names", "alias"),
    [
        (("W", "W-SUN", "w-sun", "week", "weekly", pd.offsets.Week(weekday=6)), "W-SUN"),
        (("M", "ME", "MS", "month", pd.offsets.MonthEnd()), "ME"),
        (("Q", "QE", "QS", "QE-DEC", "quarter"), "QE"),
        (("Y", "YE", "A", "YS", "year", pd.offsets.YearEnd()), "YE"),
        (("H", "h", "hour", pd.offsets.Hour()), "h"),
    ],
)
def test_every_spelling_of_pandas_2_and_3_means_the_same_bins(names, alias):
    starts = {(frequency(name).origin % frequency(name).length, frequency(name).length) for name in names}
    assert len(starts) == 1
    assert frequency(names[0]).alias == alias


@pytest.mark.parametrize("freq", ["", "fortnight", "B", "W-FOO", "0D", "-1D", "M-JAN", None, 7])
def test_what_names_no_bins_is_refused_with_what_does(freq):
    with pytest.raises(InputError, match="freq="):
        frequency(freq)


def test_bins_agree_with_pandas_periods_before_and_after_1970():
    dates = pd.date_range("1690-01-01", "2090-01-01", freq="97D")
    for alias, period in [("D", "D"), ("W", "W-SUN"), ("M", "M"), ("Q", "Q-DEC"), ("Q-FEB", "Q-FEB"), ("Y", "Y-DEC")]:
        freq = frequency(alias)
        starts = freq.start(freq.number(dates.to_numpy().astype("datetime64[us]")))
        assert (starts == dates.to_period(period).start_time.to_numpy()).all()
        assert np.diff(starts.astype("int64")).min() >= 0


def test_a_day_that_skips_its_midnight_begins_at_one():
    assert edges("2018-11-04 12:00", "D", "America/Sao_Paulo") == ("2018-11-04 01:00", "2018-11-05 00:00")


def test_an_hour_shown_twice_is_two_bins():
    tz = zone("Europe/London")
    bins = time_bins(pd.Timestamp("2024-10-27", tz=tz), pd.Timestamp("2024-10-27 23:30", tz=tz), frequency("h"))
    assert len(bins) == 25
    assert (np.diff(bins.edges.asi8) == 3_600_000_000).all()


def test_a_day_with_a_repeated_midnight_is_one_bin():
    tz = zone("America/Havana")
    bins = time_bins(pd.Timestamp("2024-11-02", tz=tz), pd.Timestamp("2024-11-04", tz=tz), frequency("D"))
    assert [f"{edge:%d %H}" for edge in bins.edges] == ["02 00", "03 00", "04 00", "05 00"]


def test_an_unknown_zone_is_named_with_the_closest():
    with pytest.raises(InputError, match="Asia/Seoul"):
        zone("Asia/Soul")
