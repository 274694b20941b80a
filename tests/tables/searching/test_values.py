from __future__ import annotations

import pandas as pd
import pytest

from newskit.errors import InputError
from newskit.tables.searching.values import date_range, number_range


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", "2025-01-01", "2026-01-01"),
        ("2025-03", "2025-03-01", "2025-04-01"),
        ("2025-3", "2025-03-01", "2025-04-01"),
        ("2025/03/09", "2025-03-09", "2025-03-10"),
        ("2025.03.09", "2025-03-09", "2025-03-10"),
        ("20250309", "2025-03-09", "2025-03-10"),
        ("2025-q4", "2025-10-01", "2026-01-01"),
        ("2025Q4", "2025-10-01", "2026-01-01"),
        ("2024-12..2025-01", "2024-12-01", "2025-02-01"),
    ],
)
def test_a_date_stands_for_all_of_its_day_month_quarter_or_year(text, start, end):
    found = date_range(text, "date", "UTC")
    assert (found.start, found.end) == (pd.Timestamp(start, tz="UTC"), pd.Timestamp(end, tz="UTC"))


def test_a_day_begins_at_midnight_of_the_zone():
    assert date_range("2025-03-09", "after", "Asia/Seoul").start == pd.Timestamp("2025-03-08 15:00", tz="UTC")


@pytest.mark.parametrize("kind", ["after", "before", "date"])
@pytest.mark.parametrize(
    "text", ["", "0000", "2025-13", "2025-02-30", "yesterday", "12:30", "25", "2025-03-01..soon", ">"]
)
def test_what_is_no_date_is_refused(kind, text):
    if text == "2025-03-01..soon" and kind != "date":
        text = "soon"
    with pytest.raises(InputError):
        date_range(text or ">", kind, "UTC")


@pytest.mark.parametrize("text", ["", "many", ">", "1..x", "1.2.3"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(InputError):
        number_range(text)


def test_an_open_range_has_one_bound():
    assert number_range("5..").low == 5
    assert number_range("..5").high == 5
