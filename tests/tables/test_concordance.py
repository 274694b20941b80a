from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd
import pytest

from newskit.tables import Concordance

HOSTILE = "<script>alert(1)</script><img src=x onerror='alert(1)'>\""


class Cells(HTMLParser):
    """The table cells as a browser would take them: class, direction, text."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.tags, self.inside = [], set(), False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append([dict(attrs).get("class"), ""])
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1][1] += data


def shown(**columns):
    return Cells(Concordance({"left": ["a"], "match": ["b"], "right": ["c"], **columns})._repr_html_())


@pytest.mark.parametrize("column", ["left", "match", "right", "source", "title"])
def test_hostile_text_is_shown_and_is_no_markup(column):
    page = shown(**{column: [HOSTILE]})
    assert HOSTILE in [text for _, text in page.rows[1]]
    assert not page.tags & {"script", "img"}


def test_the_match_stands_between_what_is_before_and_behind():
    assert [kind for kind, _ in shown().rows[1]] == ["nk-before", "nk-match", "nk-after"]


def test_what_is_written_from_right_to_left_has_its_beginning_on_the_right():
    row = shown(left=["قال"], match=["المطر"], right=["الغزير"]).rows[1]
    assert row == [["nk-after", "الغزير"], ["nk-match", "المطر"], ["nk-before", "قال"]]
    html = Concordance({"left": ["قال"], "match": ["المطر"], "right": [""]})._repr_html_()
    assert '<div dir="rtl"><span>قال' in html


def test_dates_are_days_and_missing_values_empty():
    page = shown(published=pd.to_datetime([None], utc=True), source=[None], title=["T"])
    assert [text for _, text in page.rows[1]] == ["", "", "a", "b", "c", "T"]
    page = shown(published=pd.to_datetime(["2025-06-02 10:00"], utc=True))
    assert page.rows[1][0][1] == "2025-06-02"


def test_long_tables_are_cut_and_say_so():
    table = Concordance({"left": ["a"] * 70, "match": ["b"] * 70, "right": ["c"] * 70})
    with pd.option_context("display.max_rows", 20):
        html = table._repr_html_()
    assert "the first 20 of 70 rows" in html
    assert len(Cells(html).rows) == 21
    with pd.option_context("display.max_rows", None):
        assert len(Cells(table._repr_html_()).rows) == 71


def test_an_empty_one_shows_its_head():
    html = Concordance({"left": [], "match": [], "right": []})._repr_html_()
    assert "0 rows" in html


def test_without_its_columns_it_is_shown_as_any_table():
    table = Concordance({"left": ["<b>"], "match": ["b"], "right": ["c"]})[["left", "match"]]
    assert 'class="dataframe"' in table._repr_html_()
    assert "&lt;b&gt;" in table._repr_html_()


def test_who_wants_no_html_gets_none():
    with pd.option_context("display.notebook_repr_html", False):  # noqa: FBT003 - so pandas takes it
        assert Concordance({"left": ["a"], "match": ["b"], "right": ["c"]})._repr_html_() is None


def test_contexts_beyond_a_line_are_cut_far_from_the_match():
    row = shown(left=["x" * 1000 + "near"], right=["near" + "x" * 1000]).rows[1]
    assert row[0][1].endswith("near")
    assert row[2][1].startswith("near")
    assert len(row[0][1]) == len(row[2][1]) == 300
