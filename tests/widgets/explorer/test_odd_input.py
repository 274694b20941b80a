"""Tables, settings and messages that nobody would write, and many have."""

from __future__ import annotations

import asyncio
import json

import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError, NewskitError, UnknownNameError


@pytest.fixture(scope="module")
def sample():
    articles = nk.load_sample()
    articles["words"] = articles["text"].str.len().fillna(0)
    articles["flag"] = [True, False, None] * 89
    return articles


@pytest.fixture
def articles(sample):
    return sample.copy()


def sent(explorer):
    """What goes to the browser, which takes no NaN, no NumPy and no half of a character."""
    parts = [explorer._state, explorer._article, explorer._fixed, explorer.filters, explorer.period]
    return json.loads(json.dumps(parts, allow_nan=False, ensure_ascii=False).encode())


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [
        ("source", np.array(["NBS News"]), ["NBS News"]),
        ("source", pd.Series(["NBS News"], index=[7]), ["NBS News"]),
        ("source", pd.Index(["NBS News"]), ["NBS News"]),
        ("source", {"The Quayside", "NBS News"}, ["NBS News", "The Quayside"]),
        ("source", {"NBS News": 1}.keys(), ["NBS News"]),
        ("source", np.str_("NBS News"), ["NBS News"]),
        ("flag", np.True_, [True]),
        ("flag", np.array([False]), [False]),
        ("flag", pd.NA, [None]),
        ("flag", [float("nan")], [None]),
        ("words", [(0, np.int64(900))], [[0, 900]]),
        ("words", [(np.float64(500), np.inf)], [[500.0, None]]),
        ("words", [(-np.inf, 900)], [[None, 900]]),
        ("words", [np.array([0, 900])], [[0, 900]]),
        ("words", [(500, pd.NA)], [[500, None]]),
    ],
)
def test_filters_of_any_kind_become_what_json_holds(articles, name, given, kept):
    explorer = nk.explore(articles, facets=[name], filters={name: given})
    assert explorer.filters == {name: kept}
    assert 0 < len(explorer.selection) < len(articles)
    sent(explorer)
    explorer.clear()
    explorer.filters = {name: given}
    assert explorer.filters == {name: kept}


def test_a_missing_value_that_is_not_there_is_called_as_it_is_shown(articles):
    with pytest.raises(UnknownNameError, match=r"value '\(none\)' is not in column 'source'"):
        nk.explore(articles, filters={"source": None})


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((np.datetime64("2025-03-01"), np.datetime64("2025-04")), ["2025-03-01", "2025-04"]),
        ((pd.Period("2025-03"), pd.NaT), ["2025-03", ""]),
        (pd.Series(["2025-03", "2025-04"], index=[3, 4]), ["2025-03", "2025-04"]),
        ((pd.NA, "2025-04"), ["", "2025-04"]),
        ((pd.NaT, None), None),
        (np.array([], dtype="datetime64[D]"), None),
    ],
)
def test_periods_of_any_kind(articles, given, kept):
    explorer = nk.explore(articles, period=given)
    assert explorer.period == kept
    sent(explorer)


def test_numbers_that_json_or_the_browser_cannot_hold_can_be_chosen(articles):
    articles["x"] = [1.5, np.inf, np.nan] * 89
    articles["big"] = [2**60, 2**60 + 1, 2**60 + 2] * 89
    explorer = nk.explore(articles, facets=["x", "big"])
    for facet in sent(explorer)[0]["facets"]:
        for value, _, n, _ in facet["values"]:
            explorer.filters = {facet["name"]: [float(value) if isinstance(value, int) else value]}
            assert len(explorer.selection) == n == 89
    explorer.filters = {"big": [2**60 + 1], "x": [np.inf]}
    assert len(explorer.selection) == 89


def test_half_a_character_can_be_sent():
    table = pd.DataFrame(
        {"title": pd.Series(["cut \ud83d"], dtype=object), "text": pd.Series(["x \ud83d"], dtype=object)}
    )
    state, article, *_ = sent(nk.explore(table, facets=[]))
    assert (state["rows"][0]["title"], article["title"][0][0]) == ("cut ?", "cut ?")


def test_months_begin_where_the_explorer_says(articles):
    articles["seen"] = pd.Timestamp("2025-03-31 20:00", tz="UTC")
    explorer = nk.explore(articles, facets=["seen"], timezone="Asia/Seoul", date="seen")
    assert [label for _, label, _, _ in explorer._state["facets"][0]["values"]] == ["2025-04"]
    assert explorer._article["fields"][0] == ["seen", "2025-04-01 05:00 KST"]


def test_dates_written_as_text_say_why_there_is_no_time_line(articles):
    articles["published"] = articles["published"].astype(str)
    explorer = nk.explore(articles)
    assert explorer._fixed["problem"].startswith("no time line: column 'published' holds str, not dates; bring it")
    assert "no time line" in explorer.to_html()
    assert nk.explore(articles.drop(columns="published"))._fixed["problem"] == ""


def test_the_year_nought_can_be_chosen():
    days = np.array(["0001-01-01", "2025-01-01"], dtype="datetime64[us]")
    explorer = nk.explore(pd.DataFrame({"title": ["a", "b"], "published": days}))
    explorer.period = [explorer._fixed["edges"][0], "0999-12-31"]
    assert explorer.selection["title"].tolist() == ["a"]


def test_columns_that_are_no_names_and_names_that_are_two_columns(articles):
    articles[5] = range(len(articles))
    assert "5" not in nk.explore(articles)._fixed["sorts"]
    with pytest.raises(InputError, match="sort='5' is not one of"):
        nk.explore(articles, sort="5")
    with pytest.raises(InputError, match="several columns of the same name: 'source'"):
        nk.explore(pd.concat([articles, articles[["source"]]], axis=1))


def test_one_facet_may_be_given_as_a_name(articles):
    assert [facet["name"] for facet in nk.explore(articles, facets="lang")._state["facets"]] == ["lang"]


def test_what_cannot_be_searched_is_told_at_once_or_when_asked(articles):
    with pytest.raises(UnknownNameError, match="did you mean 'title'"):
        nk.explore(articles, weights={"titel": 3})
    explorer = nk.explore(articles[["source"]])
    explorer.query = "ferry"
    assert explorer._state["message"].startswith("the articles cannot be searched: column 'text' is not in")
    assert len(explorer.selection) == 267


async def _failing(monkeypatch, articles):
    def fail(*_, **__):
        raise MemoryError("no room")

    monkeypatch.setattr("newskit.widgets.explorer.explorer.notebook_loop", asyncio.get_running_loop)
    monkeypatch.setattr("newskit.widgets.explorer.browsing.SearchIndex", fail)
    explorer = nk.explore(articles)
    explorer.query = "ferry"
    for _ in range(500):
        await asyncio.sleep(0.01)
        if not explorer._is_waiting:
            break
    return explorer


def test_an_index_that_cannot_be_built_is_not_waited_for(monkeypatch, articles, in_a_loop):
    explorer = in_a_loop(_failing(monkeypatch, articles))
    assert not explorer._state["is_waiting"]
    assert explorer._state["message"] == "the articles cannot be searched: MemoryError: no room"


def test_an_article_can_be_read_though_a_function_fails_on_it(articles):
    def broken(text):
        return {}[text[:3]]

    explorer = nk.explore(articles, highlight=["query", broken])
    first, second = explorer._listing.order[:2].tolist()
    assert explorer._article["row"] == first
    explorer.current = second
    assert explorer._article["row"] == second
    assert explorer._article["values"][0][0] == "broken"
    assert explorer._article["values"][0][1].startswith("KeyError: ")


def test_the_place_of_the_article_follows_the_list_whatever_is_marked(articles):
    explorer = nk.explore(articles, highlight=[])
    for query in ("ferry", "strike", "zzz", ""):
        explorer.query = query
        assert explorer._article["at"] == explorer._state["at"]


def test_true_is_not_chosen_where_one_is():
    table = pd.DataFrame({"title": list("abc"), "x": pd.Series([True, False, None], dtype=object)})
    with pytest.raises(NewskitError):
        nk.explore(table, facets=["x"], filters={"x": [1]})


def test_what_was_looked_for_in_a_facet_is_told_to_every_view(articles):
    explorer = nk.explore(articles, facets=["authors"])
    explorer._asked(None, {"type": "facet", "name": "authors", "find": "baek"}, [])
    explorer.sort = "oldest"
    assert explorer._state["facets"][0]["find"] == "baek"


@pytest.mark.parametrize(
    "message",
    [{"type": "rows", "page": -1}, {"type": "rows", "page": "x"}, {"type": "rows"}, {"type": "facet", "name": ["a"]}],
    ids=str,
)
def test_messages_that_make_no_sense_are_not_answered(monkeypatch, articles, message):
    answers = []
    explorer = nk.explore(articles)
    monkeypatch.setattr("newskit.widgets.Explorer.send", lambda _self, content, **_: answers.append(content))
    explorer._asked(None, {"rev": explorer._rev, **message}, [])
    assert answers == []


def test_a_blank_headline_is_called_none(articles):
    explorer = nk.explore(articles.assign(title=" "))
    assert explorer._state["rows"][0]["title"] == "(no headline)"
    assert explorer._article["title"] == [["(no headline)", [], ""]]
