from __future__ import annotations

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from newskit.plot.timeline import date_numbers, labels_of, set_dates
from newskit.tables.frequency import frequency

SPANS = [1 / 24, 0.3, 1, 2, 5, 10, 31, 45, 100, 200, 366, 800, 2000, 5000, 15000, 36525, 150000]


def drawn(start: str, days: float, width: float = 6.4, freq: str | None = None, tz: str = "UTC"):
    ax = plt.figure(figsize=(width, 3), layout="constrained").subplots()
    first = np.datetime64(start, "s")
    ends = pd.DatetimeIndex(np.array([first, first + np.timedelta64(int(days * 86400), "s")])).tz_localize(tz)
    ax.plot(date_numbers(ends), [0, 1])
    set_dates(ax, ends.tz, frequency(freq) if freq else None)
    ax.figure.canvas.draw()
    low, high = ax.get_xlim()
    return [
        label
        for place, label in zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)
        if low <= place <= high and label.get_text()
    ]


@pytest.mark.parametrize("width", [2.5, 6.4, 12])
@pytest.mark.parametrize("days", SPANS)
def test_tick_labels_of_any_span_do_not_overlap_and_are_enough(days, width):
    labels = drawn("1901-11-17 03:20", days, width)
    extents = [label.get_window_extent() for label in labels]
    assert all(a.x1 < b.x0 for a, b in itertools.pairwise(extents))
    assert len(labels) >= (2 if width > 3 else 1)


@pytest.mark.parametrize("day", range(1, 29, 3))
def test_ticks_do_not_crowd_at_the_turn_of_a_month(day):
    extents = [label.get_window_extent() for label in drawn(f"2024-01-{day:02d}", 75)]
    gaps = [b.x0 - a.x0 for a, b in itertools.pairwise(extents)]
    assert max(gaps) < 2.5 * min(gaps)


def test_labels_say_month_and_year_where_they_change():
    assert labels_of(pd.date_range("2024-11-01", periods=4, freq="MS"), "month") == [
        "Nov\n2024",
        "Dec",
        "Jan\n2025",
        "Feb",
    ]


def test_labels_of_hours_say_the_day_where_it_changes():
    dates = pd.date_range("2024-12-31 12:00", periods=3, freq="12h")
    assert labels_of(dates, "hour") == ["12:00\n31 Dec 2024", "00:00\n1 Jan 2025", "12:00"]


def test_the_first_label_always_says_year():
    assert all("\n" in drawn("2024-03-10", days)[0].get_text() for days in (1, 20, 300))


def test_ticks_are_never_finer_than_the_bins():
    assert len(drawn("2024-01-01", 21, freq="W")) == 4


def test_a_view_inside_one_bin_still_has_ticks():
    drawn("2024-01-01", 21, freq="W")
    plt.gca().set_xlim(pd.Timestamp("2024-01-09"), pd.Timestamp("2024-01-12"))
    plt.gcf().canvas.draw()
    assert len(plt.gca().get_xticks()) >= 3


def test_ticks_of_weeks_stand_where_the_weeks_begin():
    assert drawn("2024-01-07", 28, freq="W-SAT")[0].get_text() == "7\nJan 2024"


def test_days_begin_in_the_zone_of_the_dates():
    assert drawn("2024-01-07", 1, tz="Asia/Seoul")[0].get_text() == "00:00\n7 Jan 2024"


def test_dates_can_be_drawn_on_the_axis_later():
    drawn("2024-01-01", 60)
    line = plt.gca().axvline(pd.Timestamp("2024-02-01"))
    plt.gcf().canvas.draw()
    assert line.get_window_extent().x0 > plt.gca().bbox.x0


def test_a_place_on_the_axis_is_told_in_full():
    drawn("2024-01-01", 60)
    assert plt.gca().format_xdata(date_numbers(pd.DatetimeIndex(["2024-01-05 12:00"]))[0]) == "2024-01-05 12:00"
