from __future__ import annotations

import re
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError, NewskitError, UnknownNameError


def table(*texts, **columns) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"a{n}" for n in range(len(texts))], "text": list(texts), **columns})


def ids(articles: pd.DataFrame, query: str, **settings) -> list[str]:
    """The articles found, in the order of the table."""
    return articles["id"][nk.SearchIndex(articles, **settings).matches(query)].tolist()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("drought harbour", "ab"),  # both words, wherever they stand
        ("drought OR inflation", "abc"),
        ("drought -rain", "b"),
        ("drought NOT rain", "b"),
        ("drought AND NOT (rain OR snow)", "b"),
        ("rain OR surge storm", "abd"),  # AND binds more tightly
        ("surge storm OR rain", "abd"),
        ("NOT rain storm", "bde"),  # NOT binds most tightly
        ("(rain OR surge) storm", "bd"),
        ('"storm surge"', "b"),
        ('"surge storm"', ""),
        ("“storm surge”", "b"),
        ("infl*", "c"),
        ('"storm sur*"', "b"),
        ("title:drought", "a"),
        ("text:drought", "b"),
        ("title:(rain OR snow)", "ae"),
        ('title:"ends drought"', "a"),
        ("source:courier", "ace"),
        ("source:-courier", "bdf"),
        ("source: courier", "ace"),
        ('source:"the gazette"', "b"),
        ("source:(courier OR gazette) storm", "be"),
        ("author:ruiz", "a"),
        ("authors:ana", "ae"),
        ('author:"Ruiz Liam"', ""),  # a phrase does not reach from one name to the next
        ("author:pena", "b"),
        ("author:o’hara", "a"),
        ("headline:snow", "e"),
        ("source:*", "abcef"),
        ("-source:*", "d"),
        ("*", "abcdef"),
        ("* -storm", "acf"),
        ("after:2025-03-31", "bcf"),
        ("after:2025-04", "cf"),
        ("before:2025-03-31", "ae"),
        ("before:2025", "e"),
        ("date:2025-03", "ab"),
        ("date:2025-Q2", "cf"),
        ("published:2025-03..2025-04", "abc"),
        ("published:2025-04..", "cf"),
        ("published:..2024", "e"),
        ("published:>2025-03", "cf"),
        ("published:<=2025-03", "abe"),
        ("published:(2024 OR 2025-05)", "ef"),
        ("published:*", "abcef"),
        ("after:2025-03-31T23:30Z", "cf"),
        ("-date:2025", "de"),
        ("n_words:9", "abc"),
        ("n_words:>5", "abcf"),
        ("n_words:>=5", "abcdf"),
        ("n_words:<5", "e"),
        ("n_words:5..6", "df"),
        ("nwords:6", "f"),
    ],
)
def test_a_query_finds_what_it_says(news, query, found):
    assert "".join(ids(news, query)) == found


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=8).map(" ".join), min_size=1, max_size=5),
    st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(" ".join),
)
def test_a_phrase_is_found_where_the_text_holds_it(texts, phrase):
    found = nk.SearchIndex(table(*texts)).matches(f'"{phrase}"').tolist()
    assert found == [f" {phrase} " in f" {text} " for text in texts]


def test_the_table_has_the_articles_index_and_says_how_many_there_are(news):
    articles = news.set_index(pd.Index([10, 20, 30, 40, 50, 60]))
    found = nk.search(articles, "storm", top=1)
    assert found.columns.tolist() == ["id", "rank", "score", "title", "source", "published", "snippet"]
    assert found.attrs["newskit_search"] == {"query": "storm", "articles": 3}
    assert articles.loc[found.index, "id"].tolist() == found["id"].tolist()
    assert str(found["published"].dtype) == str(news["published"].dtype)
    assert found["snippet"].dtype == "string[pyarrow]"


def test_without_ids_articles_go_by_their_number():
    found = nk.search(pd.DataFrame({"text": ["sun", "rain"]}), "rain")
    assert found.columns.tolist() == ["id", "rank", "score", "snippet"]
    assert found["id"].tolist() == [1]


@pytest.mark.parametrize("texts", [[], [None], [""], [None, float("nan"), ""], ["…"]])
def test_articles_without_words_are_searched_in_peace(texts):
    articles = pd.DataFrame({"id": [str(n) for n in range(len(texts))], "text": pd.Series(texts, dtype=object)})
    index = nk.SearchIndex(articles)
    assert index.count("rain") == 0
    assert index.count("-rain") == len(texts)
    assert len(index.search('rain OR infl* OR "a b"')) == 0
    assert index.search("-rain")["snippet"].isna().tolist() == [text != "…" for text in texts]
    assert len(index.spans("rain", 0)) == 0 if texts else True


def test_days_begin_in_the_zone_given(news):
    assert ids(news, "date:2025-04-01") == ["c"]
    assert ids(news, "date:2025-04-01", timezone="Asia/Seoul") == ["b", "c"]
    assert ids(news, "date:2025-04-01", timezone="America/New_York") == []


def test_the_date_column_is_the_users_choice(news):
    articles = news.rename(columns={"published": "seen"})
    assert ids(articles, "after:2025-04", date="seen") == ["c", "f"]
    assert ids(articles, "rain") == ["a"]
    with pytest.raises(UnknownNameError, match="column 'published' is not in the articles"):
        ids(articles, "after:2025-04")
    with pytest.raises(InputError, match="holds str, not dates"):
        ids(news.assign(published="2025"), "after:2025-04")
    index = nk.SearchIndex(news.assign(published="2025"))
    assert index.count("rain after:2025-04", strict=False) == 1
    assert index.search("rain")["published"].tolist() == ["2025"]
    assert nk.SearchIndex(articles).count("rain after:2025-04", strict=False) == 1


def test_matches_filter_a_table_whatever_its_index(news):
    articles = news.set_index(pd.Index([1, 1, 2, 2, 3, 3]))
    assert articles[nk.SearchIndex(articles).matches("storm")]["id"].tolist() == ["b", "d", "e"]


def test_an_index_does_not_see_later_changes(news):
    articles = news.copy()
    index = nk.SearchIndex(articles)
    articles.loc[0, "title"] = "changed"
    assert index.search("drought rain")["title"].tolist() == ["Rain ends drought"]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"top": 1.5}, "top=1.5"),
        ({"top": -1}, "top=-1"),
        ({"width": 0}, "width=0"),
        ({"mark": None}, "mark=None"),
        ({"weights": {"text": 0}}, re.escape("weights['text']=0 should be a positive number")),
        ({"weights": ["text"]}, "weights="),
        ({"weights": {"body": 1}}, "column 'body' is not in the articles"),
        ({"timezone": "Mars"}, "timezone='Mars'"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(news, settings, told):
    with pytest.raises(NewskitError, match=told):
        nk.search(news, "rain after:2025", **settings)


def test_a_table_without_texts_is_refused(news):
    with pytest.raises(UnknownNameError, match="column 'text' is not in the articles"):
        nk.search(pd.DataFrame({"body": ["rain"]}), "rain")
    with pytest.raises(InputError, match="articles should be a DataFrame"):
        nk.search(["rain"], "rain")
    with pytest.raises(InputError, match="several columns of the same name"):
        nk.search(pd.concat([news, news[["text"]]], axis=1), "rain")


def test_fields_of_any_kind_can_be_asked(news):
    articles = table(
        "x", "y", "z", is_wire=[True, False, True], share=[0.5, np.nan, -1],
        kind=pd.Categorical(["op ed", None, "news"]),
        tags=[("a b", "c"), {"d"}, np.array(["b c"])], **{"My Label": ["one", "two", "two"]},
    )  # fmt: skip
    days = pd.Series(pd.period_range("2025-03", periods=3, freq="M"))
    assert ids(articles.assign(month=days), "month:>2025-03") == ["a1", "a2"]
    assert ids(articles.assign(seen=days.dt.to_timestamp().astype("timestamp[us][pyarrow]")), "seen:2025-04") == ["a1"]
    assert ids(articles.assign(n=pd.array([1, None, 3], dtype="Int64")), "n:>1") == ["a2"]
    assert ids(articles, "is_wire:true") == ["a0", "a2"]
    assert ids(articles, "share:>-2") == ["a0", "a2"]
    assert ids(articles, "share:*") == ["a0", "a2"]
    assert ids(articles, 'kind:"op ed"') == ["a0"]
    assert ids(articles, "tags:b") == ["a0", "a2"]
    assert ids(articles, 'tags:"b c"') == ["a2"]
    assert ids(articles, "my_label:two") == ["a1", "a2"]


def test_searching_many_articles_is_quick():
    words = np.array([f"w{n}" for n in range(5000)])
    rng = np.random.default_rng(0)
    drawn = (5000 * rng.random((10_000, 100)) ** 4).astype(int)
    articles = table(*(" ".join(row) for row in words[drawn]), source=[f"s{n % 7}" for n in range(10_000)])
    index = nk.SearchIndex(articles)
    for query in ["w0", "w10 w20", '"w1 w2"', "w1*", "(w1 OR w2) -w3 source:s1", "source:s2"]:
        index.search(query)
        began = time.process_time()
        for _number in range(10):
            index.search(query)
        assert (time.process_time() - began) / 10 < 0.1, query
