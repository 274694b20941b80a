from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.dates import find_dates


def first(text, **settings):
    found = next(find_dates(text, **settings), None)
    return found and found.moment.isoformat()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("June 12, 2025, 15:50", "2025-06-12T15:50:00"),
        ("12 June 2025", "2025-06-12T00:00:00"),
        ("4th of July 2025", "2025-07-04T00:00:00"),
        ("Thu, 12 Jun 2025 15:50:00 +0900", "2025-06-12T15:50:00+09:00"),
        ("Sept. 4, 2025 at 3:05 p.m. EDT", "2025-09-04T15:05:00-04:00"),
        ("9:30 a.m. June 12, 2025", "2025-06-12T09:30:00"),
        ("June 12, 2025 | 12 am", "2025-06-12T00:00:00"),
        ("12. Juni 2025, 15:50 Uhr", "2025-06-12T15:50:00"),
        ("1er juin 2025 à 15h50", "2025-06-01T15:50:00"),
        ("12 de junio de 2025", "2025-06-12T00:00:00"),
        ("12 czerwca 2025", "2025-06-12T00:00:00"),
        ("12 июня 2025 г.", "2025-06-12T00:00:00"),
        ("12 يونيو 2025", "2025-06-12T00:00:00"),
        ("१२ जून २०२५", "2025-06-12T00:00:00"),
        ("12 มิถุนายน 2568", "2025-06-12T00:00:00"),
        ("2025년 6월 12일 오후 3:50", "2025-06-12T15:50:00"),
        ("2025年6月12日", "2025-06-12T00:00:00"),
        ("令和7年6月12日", "2025-06-12T00:00:00"),
        ("2025/06/12(木) 15:50", "2025-06-12T15:50:00"),
        ("2025. 6. 12.", "2025-06-12T00:00:00"),
        ("12.06.25", "2025-06-12T00:00:00"),
        ("12 Jun '25", "2025-06-12T00:00:00"),
        ("12-Jun-2025", "2025-06-12T00:00:00"),
        ("12/6/2025 10:00 GMT+9", "2025-12-06T10:00:00+09:00"),
    ],
)
def test_dates_of_many_forms_and_languages_are_found(text, moment):
    assert first(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "June 2025",
        "page 3 of 12",
        "1.2.3.4.5",
        "99/99/2025",
        "30 February 2025",
        "may 12 people",
        "0001-11-30",
    ],
)
def test_what_is_no_date_is_not_found(text):
    assert first(text) is None


def test_a_word_before_the_month_does_not_hide_the_date():
    assert first("Brisbane 3 people 12 June 2025") == "2025-06-12T00:00:00"


def test_a_label_and_two_dates_on_one_line_are_told_apart():
    line = "By Ana Ruiz Posted : June 12, 2025, 15:50 Updated : June 13, 2025, 09:05"
    assert [line[found.start : found.end] for found in find_dates(line)] == [
        "June 12, 2025, 15:50",
        "June 13, 2025, 09:05",
    ]


def test_dayfirst_decides_which_number_is_the_day():
    assert first("8/9/17", dayfirst=True) == "2017-09-08T00:00:00"
    assert first("8/9/17", dayfirst=False) == "2017-08-09T00:00:00"
    assert next(find_dates("8/9/17")).is_ambiguous
    assert not next(find_dates("8/19/17")).is_ambiguous


@given(st.text(max_size=60))
def test_any_text_gives_spans_inside_it_in_order(text):
    since = 0
    for found in find_dates(text):
        assert since <= found.start < found.end <= len(text)
        since = found.end


@pytest.mark.parametrize("unit", ["9 ", "a 9 ", "9.", "May ", "May 1 ", "(", "1/1/", "12 Jun "])
def test_time_grows_with_the_length_of_hostile_text(unit):
    started = time.process_time()
    list(find_dates(unit * 20_000))
    assert time.process_time() - started < 2
