from __future__ import annotations

import csv

import pandas as pd
import pytest

import newskit as nk


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_header_tells_the_delimiter(folder, quiet_read, delimiter):
    text = f'title{delimiter}text\n"Rain{delimiter} wind"{delimiter}It rained.\n'
    articles, _ = quiet_read(folder({"a.csv": text}))
    assert articles.loc[0, ["title", "text"]].tolist() == [f"Rain{delimiter} wind", "It rained."]


def test_texts_of_many_lines_and_any_length_are_one_field(folder, quiet_read):
    long = "It rained.\n\n" * 50_000
    articles, _ = quiet_read(folder({"a.csv": f'title,text\nRain,"{long}"\nSun,It shone.\n'}))
    assert len(articles.loc[0, "text"]) == len(long.strip())
    assert articles["origin"].tolist() == ["a.csv:line 2", "a.csv:line 100003"]


def test_the_modules_limit_is_left_as_it_was(folder, quiet_read):
    before = csv.field_size_limit()
    quiet_read(folder({"a.csv": "title\nRain\n"}))
    assert csv.field_size_limit() == before


def test_separators_of_unicode_do_not_end_a_row(folder, quiet_read):
    articles, _ = quiet_read(folder({"a.csv": "title,text\nRain,It\u2028rained\x0bhard\x85now.\n"}))
    assert len(articles) == 1


def test_short_rows_are_filled_and_long_ones_are_named(folder, quiet_read):
    articles, _ = quiet_read(folder({"a.csv": "title,text\nRain\nSun,It shone, and shone.\nFog,It was foggy.,,\n"}))
    assert articles["title"].tolist() == ["Rain", "Fog"]
    assert nk.problems(articles)[["entry", "kind"]].to_numpy().tolist() == [["line 3", "unreadable"]]


def test_a_quote_that_never_closes_costs_its_own_row_only(folder, quiet_read):
    articles, _ = quiet_read(folder({"a.csv": 'title,text\nRain,"It rained.\nSun,It shone.\nFog,It was foggy.\n'}))
    assert articles["title"].tolist() == ["Sun", "Fog"]
    assert nk.problems(articles)["entry"].tolist() == ["line 2"]


def test_many_quotes_that_never_close_end_the_reading(folder, quiet_read):
    unclosed = "".join(f'{n},"\n' + "x\n" * 2 + '"\n' * (n % 2) for n in range(200))
    articles, _ = quiet_read(folder({"a.csv": "title,text\n" + unclosed}))
    assert 0 < len(nk.problems(articles)) <= 200


def test_a_header_with_a_name_twice_is_refused(folder, quiet_read):
    articles, _ = quiet_read(folder({"a.csv": "title,title\nRain,Sun\n"}))
    assert "'title' more than once" in nk.problems(articles).loc[0, "reason"]


def test_a_header_alone_is_no_problem(folder, quiet_read):
    articles, warned = quiet_read(folder({"a.csv": "title,text\n"}))
    assert len(articles) == 0
    assert warned == []


def test_every_sheet_of_a_workbook_is_read(folder, quiet_read):
    root = folder({})
    with pd.ExcelWriter(root / "a.xlsx") as book:
        pd.DataFrame({"title": ["Rain"], "text": ["It rained."]}).to_excel(book, sheet_name="June", index=False)
        pd.DataFrame({"title": ["Sun"], "text": ["It shone."]}).to_excel(book, sheet_name="July", index=False)
    articles, _ = quiet_read(root)
    assert articles["origin"].tolist() == ["a.xlsx:June, row 2", "a.xlsx:July, row 2"]
