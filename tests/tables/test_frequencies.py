from __future__ import annotations

import json
import re

import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError, NewskitWarning, UnknownNameError
from newskit.tables import articles_in, frequencies, volume

KEYS = ["id", "title", "text", "source", "published"]


@pytest.fixture
def articles():
    rows = [
        ("a", "T", "Rain and more rain.", "B", "2025-06-02"),
        ("b", "T", "Sun.", "A", "2025-06-03"),
        ("c", "T", None, "A", "2025-06-03"),
        ("d", "T", "Rain", "A", "2025-06-17"),
        ("e", "T", "Snow then rain here", "B", None),
    ]
    return nk.as_articles([dict(zip(KEYS, row, strict=True)) for row in rows])


def cells(table, *columns):
    return list(table[list(columns)].itertuples(index=False, name=None))


def test_counts_articles_words_and_shares_as_counted_by_hand(articles):
    table = frequencies(articles, ["rain", "snow"])
    assert cells(table, "term", "count", "articles", "total", "words") == [("rain", 4, 3, 5, 10), ("snow", 1, 1, 5, 10)]
    assert table["share"].tolist() == [0.6, 0.2]
    assert table["rate"].tolist() == [400.0, 100.0]
    assert table.columns.tolist() == [
        "term", "count", "articles", "total", "words", "share", "share_low", "share_high", "rate", "rate_low",
        "rate_high",
    ]  # fmt: skip


def test_every_period_group_and_term_has_a_row_zero_where_there_is_nothing(articles):
    table = frequencies(articles, ["rain", "snow"], by="source", freq="W")
    assert len(table) == (3 + 1) * 2 * 2
    assert table["term"].tolist() == ["rain", "snow"] * 8
    assert cells(table[:4], "source", "count", "total", "words") == [
        ("A", 0, 2, 1), ("A", 0, 2, 1), ("B", 2, 1, 4), ("B", 0, 1, 4),
    ]  # fmt: skip
    empty = table[4:8]
    assert empty["count"].tolist() == [0] * 4
    assert empty[["share", "share_low", "rate", "rate_high"]].isna().all(axis=None)
    undated = table[table["period"].isna()]
    assert undated["articles"].tolist() == [0, 0, 1, 1]


def test_periods_are_those_of_volume(articles):
    counted = volume(articles, by="source", freq="W", timezone="Asia/Seoul")
    table = frequencies(articles, "rain", by="source", freq="W", timezone="Asia/Seoul")
    pd.testing.assert_frame_equal(
        table[["period", "source", "complete", "period_end"]], counted[["period", "source", "complete", "period_end"]]
    )
    assert table["total"].tolist() == counted["articles"].tolist()


def test_shares_of_the_whole_period_add_up(articles):
    table = frequencies(articles, "rain", by="source", freq="W", share_of="period")
    assert table["total"].tolist()[:2] == [3, 3]
    assert table["words"].tolist()[:2] == [5, 5]
    assert table["share"].tolist()[:2] == [0, pytest.approx(1 / 3)]


def test_bounds_leave_articles_out_with_and_without_periods(articles):
    assert frequencies(articles, "rain", start="2025-06-03")["total"].tolist() == [4]
    assert frequencies(articles, "rain", start="2025-06-03", freq="M")["total"].tolist() == [3, 1]


def test_what_overlaps_within_a_term_counts_once_and_two_terms_count_for_themselves():
    articles = pd.DataFrame({"text": ["climate change"]})
    table = frequencies(articles, {"all": ["climate change", "climate", "change"], "one": "climate"})
    assert table["count"].tolist() == [1, 1]


def test_an_article_counts_in_each_group_of_a_column_of_lists():
    articles = pd.DataFrame({"text": ["rain rain", "rain"], "authors": [["X", "Y"], ["Y"]]})
    table = frequencies(articles, "rain", by="authors")
    assert cells(table, "authors", "count", "articles", "words") == [("X", 2, 1, 2), ("Y", 3, 2, 3)]


def test_uses_that_cluster_in_few_articles_make_the_rate_less_certain():
    spread = frequencies(pd.DataFrame({"text": ["rain and sun"] * 20 + ["sun and wind"] * 20}), "rain")
    packed = frequencies(pd.DataFrame({"text": ["rain " * 20] + ["sun and wind"] * 39}), "rain")
    assert spread["count"].tolist() == packed["count"].tolist() == [20]
    width = [float((t["rate_high"] - t["rate_low"]).iloc[0] / t["rate"].iloc[0]) for t in (spread, packed)]
    assert width[1] > 2 * width[0]


def test_the_interval_of_the_rate_is_that_of_the_linearised_variance():
    texts = ["rain rain rain sun", "sun sun sun", "rain sun sun sun sun", "wind rain rain rain rain rain"]
    table = frequencies(pd.DataFrame({"text": texts}), "rain")
    c, w = np.array([3, 0, 1, 5]), np.array([4, 3, 5, 6])
    effect = (4 / 3) * ((c - c.sum() / w.sum() * w) ** 2).sum() / c.sum()
    assert effect > 1
    low, high = nk.tables.intervals.rate_interval([9], [18], [effect])
    assert table["rate_low"].iloc[0] == pytest.approx(1000 * low.item())
    assert table["rate_high"].iloc[0] == pytest.approx(1000 * high.item())


def test_a_row_leads_to_the_articles_that_hold_its_term(articles):
    for settings in ({}, {"by": "source"}, {"freq": "W", "by": "source"}, {"start": "2025-06-03"}):
        table = frequencies(articles, {"wet": ["rain", "snow"], "sun": "sun"}, **settings)
        for _, row in table.iterrows():
            assert len(articles_in(articles, row)) == row["articles"]
    assert articles_in(articles, frequencies(articles, "rain").iloc[0])["id"].tolist() == ["a", "d", "e"]


def test_rows_of_several_terms_lead_to_the_articles_of_any(articles):
    table = frequencies(articles, ["snow", "sun", "fog"])
    assert articles_in(articles, table)["id"].tolist() == ["b", "e"]


def test_settings_of_the_search_go_with_the_rows():
    articles = pd.DataFrame({"body": ["US", "us", "U\nS"]})
    row = frequencies(articles, "US", on="body", case=True).iloc[0]
    assert articles_in(articles, row).index.tolist() == [0]
    row = frequencies(articles, re.compile("u.s", re.IGNORECASE | re.DOTALL), on="body").iloc[0]
    assert articles_in(articles, row).index.tolist() == [2]


def test_rows_lead_back_also_from_a_table_that_was_saved(articles, tmp_path):
    frequencies(articles, {"wet": "rain*"}, freq="W").to_parquet(tmp_path / "table.parquet")
    table = pd.read_parquet(tmp_path / "table.parquet")
    assert articles_in(articles, table.iloc[0])["id"].tolist() == ["a"]
    json.dumps(table.attrs)


def test_a_row_that_does_not_say_how_its_term_was_found_needs_its_table(articles):
    table = frequencies(articles, "rain", freq="W")
    row = table.iloc[0].to_dict()
    with pytest.raises(InputError, match="pass table="):
        articles_in(articles, row)
    assert articles_in(articles, row, table=table)["id"].tolist() == ["a"]
    row["term"] = "fog"
    with pytest.raises(UnknownNameError, match="fog"):
        articles_in(articles, row, table=table)


def test_other_articles_than_were_counted_earn_a_warning(articles):
    row = frequencies(articles, "rain").iloc[0]
    with pytest.warns(NewskitWarning, match="counts 3 articles, but 1 were found"):
        articles_in(articles[:1], row)


def test_no_articles_one_article_and_no_dates():
    none = nk.as_articles([])
    assert frequencies(none, "rain")["count"].tolist() == [0]
    assert frequencies(none, "rain")["share"].isna().all()
    assert len(frequencies(none, "rain", freq="W", by="source")) == 0
    undated = nk.as_articles([{"text": "rain"}])
    assert cells(frequencies(undated, "rain", freq="W"), "count", "complete") == [(1, False)]
    assert frequencies(undated, "rain")["rate_high"].notna().all()


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"level": 95}, InputError, "level=95 should be a share"),
        ({"top": 0}, InputError, "top=0 should be a whole number from 1 up"),
        ({"stopwords": ["a"]}, InputError, "stopwords= is for the most frequent words"),
        ({"keyphrases": pd.DataFrame()}, InputError, "give terms= or keyphrases=, not both"),
        ({"share_of": "all"}, InputError, "share_of='all' is not one of 'group', 'period'"),
        ({"by": "outlet"}, UnknownNameError, "column 'outlet' is not in the articles"),
        ({"by": "term"}, InputError, "by='term' would clash with a column of the table"),
        ({"freq": "fortnight"}, InputError, "freq='fortnight' names no calendar bins"),
        ({"on": "body"}, UnknownNameError, "column 'body'"),
    ],
)
def test_wrong_settings_are_named(articles, settings, error, message):
    with pytest.raises(error, match=re.escape(message)):
        frequencies(articles, "rain", **settings)


def test_a_table_of_other_things_may_have_groups_called_term_and_count():
    articles = nk.as_articles(
        [{"text": "x", "term": "spring", "count": 3}, {"text": "y", "term": "autumn", "count": 3}]
    )
    row = volume(articles, by=["term", "count"]).iloc[1]
    assert articles_in(articles, row)["text"].tolist() == ["x"]
    assert articles_in(articles, row.to_dict())["text"].tolist() == ["x"]


def test_without_terms_the_most_frequent_words_are_counted_as_if_they_were_given():
    corpus = nk.load_sample()
    table = frequencies(corpus, by="lang", freq="Q", top=3)
    names = table["term"].drop_duplicates().tolist()
    pd.testing.assert_frame_equal(table, frequencies(corpus, names, by="lang", freq="Q"))
    whole = frequencies(corpus)
    assert len(whole) == 20
    assert whole["count"].is_monotonic_decreasing
    assert not set(whole["term"].str.lower()) & nk.language.stopwords("en")
    row = whole.iloc[3]
    assert len(articles_in(corpus, row)) == row["articles"]


def test_the_most_frequent_words_of_every_group_are_there(articles):
    table = frequencies(
        articles.assign(text=["Rain, rain.", "Sun and sun.", "Sun", "Rain", "Rain"]), by="source", top=1
    )
    assert cells(table, "source", "term", "count") == [
        ("A", "Rain", 1), ("A", "Sun", 3), ("B", "Rain", 3), ("B", "Sun", 0),
    ]  # fmt: skip


def test_stop_words_replace_those_of_the_language(articles):
    articles = articles.assign(lang="en")
    assert "and" not in frequencies(articles)["term"].tolist()
    assert "and" in frequencies(articles, stopwords=())["term"].tolist()
    assert "rain" not in frequencies(articles, stopwords=["Rain"])["term"].tolist()


def test_only_articles_between_start_and_end_say_what_is_frequent(articles):
    assert frequencies(articles, start="2025-06-03", end="2025-06-03", top=1, stopwords=["rain"])["term"].tolist() == [
        "Sun"
    ]


def test_without_words_there_are_no_rows(articles):
    assert len(frequencies(articles[:0])) == 0
    assert len(frequencies(articles.assign(text=None))) == 0


def test_top_keeps_the_given_terms_that_are_used_most(articles):
    assert frequencies(articles, ["snow", "rain", "hail"], top=2)["term"].tolist() == ["rain", "snow"]


def test_a_wider_level_gives_a_wider_interval(articles):
    narrow, wide = (frequencies(articles, "rain", level=level).iloc[0] for level in (0.8, 0.99))
    for name in ("share", "rate"):
        assert (
            wide[f"{name}_low"] < narrow[f"{name}_low"] < narrow[name] < narrow[f"{name}_high"] < wide[f"{name}_high"]
        )
    assert (
        frequencies(articles, "rain")["share_low"].tolist()
        == frequencies(articles, "rain", level=0.95)["share_low"].tolist()
    )


def test_keyphrases_are_counted_in_their_articles(articles):
    phrases = pd.DataFrame({"id": ["a", "a", "d", "e", "zz"], "phrase": ["Rain", "snow", "rain", "rain", "sun"]})
    table = frequencies(articles, keyphrases=phrases, by="source")
    assert cells(table, "source", "term", "articles", "total") == [
        ("A", "rain", 1, 3), ("A", "snow", 0, 3), ("B", "rain", 2, 2), ("B", "snow", 1, 2),
    ]  # fmt: skip
    assert articles_in(articles, table.iloc[2])["id"].tolist() == ["a", "e"]
    monthly = frequencies(articles, keyphrases=phrases, freq="M", top=1)
    assert cells(monthly, "term", "articles") == [("rain", 2), ("rain", 1)]
    assert json.loads(json.dumps(monthly.attrs))


def test_keyphrases_of_other_articles_are_refused(articles):
    with pytest.raises(InputError, match="none of the keyphrases' ids is an article's"):
        frequencies(articles, keyphrases=pd.DataFrame({"id": ["zz"], "phrase": ["sun"]}))
    with pytest.raises(UnknownNameError, match="'phrase' is not in the keyphrases"):
        frequencies(articles, keyphrases=pd.DataFrame({"id": ["a"]}))
