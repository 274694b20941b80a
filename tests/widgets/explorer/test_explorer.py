from __future__ import annotations

import asyncio
import json
import threading

import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError, NewskitError, UnknownNameError

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def sample():
    return nk.load_sample()


@pytest.fixture
def articles(sample):
    return sample.copy()


@pytest.fixture
def sent(monkeypatch):
    """What the explorer sends to the browser beside its traits."""
    messages = []
    monkeypatch.setattr("newskit.widgets.Explorer.send", lambda _self, content, **_: messages.append(content))
    return messages


def test_selection_is_the_table_filtered_and_in_its_order(articles):
    explorer = nk.explore(articles, "ferry", filters={"lang": "en"}, period=("2025-04", "2025-04"))
    mask = nk.SearchIndex(articles).matches("ferry", strict=False)
    mask &= articles["lang"].eq("en") & articles["published"].dt.strftime("%Y-%m").eq("2025-04")
    pd.testing.assert_frame_equal(explorer.selection, articles[mask])
    assert explorer.filters == {"lang": ["en"]}


def test_traits_can_be_set_and_observed(articles):
    explorer, heard = nk.explore(articles), []
    explorer.observe(lambda change: heard.append((change["name"], len(explorer.selection))), ["query", "filters"])
    explorer.query = "ferry"
    explorer.filters = {"source": ["The Quayside"]}
    assert heard == [("query", 37), ("filters", len(explorer.selection))]
    assert explorer.selection["source"].eq("The Quayside").all()
    explorer.clear()
    assert len(explorer.selection) == len(articles)


def test_the_state_that_the_browser_gets_is_json_and_small(articles):
    explorer = nk.explore(articles, highlight=["query", "keyphrases", "sentiment"])
    for part in (explorer._state, explorer._article, explorer._fixed):
        assert len(json.dumps(part, allow_nan=False)) < 60_000
    assert explorer._state["n"] == 267
    assert len(explorer._state["rows"]) == explorer._fixed["page"]


def test_more_rows_come_when_asked_for_and_not_for_an_old_list(articles, sent):
    explorer = nk.explore(articles)
    explorer._asked(None, {"type": "rows", "rev": explorer._rev, "page": 11}, [])
    assert [row["row"] for row in sent[0]["rows"]] == explorer._listing.order[264:].tolist()
    explorer._asked(None, {"type": "rows", "rev": explorer._rev - 1, "page": 1}, [])
    for nonsense in ("rows", None, {}, {"type": "facet", "name": "no"}, {"type": "eval"}):
        explorer._asked(None, nonsense, [])
    assert len(sent) == 1


def test_a_long_facet_can_be_unfolded_and_looked_through(articles, sent):
    explorer = nk.explore(articles, facets=["authors"])
    first = explorer._state["facets"][0]
    assert (len(first["values"]), first["is_long"]) == (8, True)
    explorer._asked(None, {"type": "facet", "name": "authors", "more": True}, [])
    assert len(sent[-1]["facet"]["values"]) == 33
    explorer._asked(None, {"type": "facet", "name": "authors", "find": "BAEK"}, [])
    assert [label for _, label, _, _ in sent[-1]["facet"]["values"]] == ["Baek Ji-soo"]


def test_what_is_chosen_stays_in_sight_even_if_no_article_has_it(articles):
    explorer = nk.explore(articles, "ferry", filters={"lang": ["ko"], "source": ["미르내일보"]})
    shown = {facet["name"]: facet["values"] for facet in explorer._state["facets"]}
    assert [label for _, label, n, chosen in shown["source"] if chosen] == ["미르내일보"]
    assert ["source", "미르내일보", "미르내일보"] in explorer._state["chips"]


def test_reading(articles):
    explorer = nk.explore(articles, "ferry")
    assert explorer.current == explorer._listing.order[0]
    explorer.read(articles["id"].iloc[5])
    assert explorer.article["title"] == articles["title"].iloc[5]
    explorer.read(7)
    assert explorer._article["id"] == articles["id"].iloc[7]
    with pytest.raises(UnknownNameError, match="article 'no' is not known"):
        explorer.read("no")
    with pytest.raises(InputError, match="position from 0 to 266"):
        explorer.read(267)


def test_marks_follow_the_query(articles):
    explorer = nk.explore(articles, "ferry")
    row = explorer.current

    def marked():
        pieces = [*explorer._article["title"], *(one for part in explorer._article["paragraphs"] for one in part)]
        return {text.casefold() for text, kinds, _ in pieces if "query" in kinds}

    assert marked() == {"ferry"} or "ferry" in marked()
    explorer.query = "rocks"
    assert explorer.current == row
    assert "ferry" not in marked()
    explorer.highlight = []
    assert marked() == set()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("filters", {"source": ["Curier"]}, "value 'Curier' is not in column 'source'"),
        ("filters", {"nothing": ["x"]}, "column 'nothing' is not in the articles"),
        ("filters", {"source": {"a": 1}}, "should be a list of values"),
        ("period", ("soon", ""), "is no date"),
        ("period", "2025", "the first and the last day"),
        ("sort", "title", "is not one of"),
        ("highlight", ["verbs"], "highlight 'verbs' is not known"),
    ],
)
def test_a_setting_that_makes_no_sense_is_told_and_changes_nothing(articles, name, value, told):
    explorer = nk.explore(articles)
    before = getattr(explorer, name)
    with pytest.raises(NewskitError, match=told):
        setattr(explorer, name, value)
    assert getattr(explorer, name) == before


def test_settings_of_the_call_are_checked_alike(articles):
    for wrong in ({"facets": ["x"]}, {"filters": {"x": [1]}}, {"period": ("x", "y")}, {"sort": "x"}, {"date": "x"}):
        with pytest.raises(NewskitError):
            nk.explore(articles, **wrong)
    with pytest.raises(InputError, match="articles should be a DataFrame"):
        nk.explore([1, 2])


@pytest.mark.parametrize(
    "table",
    [
        nk.as_articles([]),
        nk.as_articles([{"title": "One"}]),
        pd.DataFrame({"text": ["Rain", None]}, index=["a", "a"]),
        pd.DataFrame({"title": ["Same", "Same"], "id": ["1", "1"]}),
    ],
    ids=["none", "one", "bare", "twice"],
)
def test_few_or_odd_articles(table):
    explorer = nk.explore(table, "rain")
    assert len(explorer.selection) <= 1
    explorer.query = ""
    assert len(explorer.selection) == len(table)
    assert f"{len(table)} of {len(table)} articles" in explorer.to_html()


def test_the_twin_tells_what_is_listed_and_nothing_in_it_runs(articles):
    articles.loc[articles.index[0], ["title", "text", "source"]] = [f"{HOSTILE} zebra", f"zebra {HOSTILE}", HOSTILE]
    explorer = nk.explore(articles, f'zebra OR "{HOSTILE}"', filters={"source": [HOSTILE]})
    html = explorer.to_html()
    assert "1 of 267 articles" in html
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert "<mark>zebra</mark>" in html
    bundle = explorer._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert html in data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in data


def test_a_call_repeats_what_is_shown(articles):
    explorer = nk.explore(articles, "ferry", filters={"lang": ["en"]}, period=("2025-04", "2025-05"))
    assert "query='ferry', filters={'lang': ['en']}, period=['2025-04', '2025-05']" in repr(explorer)


def test_own_columns_make_facets(articles):
    articles["story"] = articles["title"].str.contains("ferry", case=False).map({True: "ferry", False: "other"})
    articles["words"] = articles["text"].str.len() // 6
    names = [facet["name"] for facet in nk.explore(articles)._state["facets"]]
    assert names[:3] == ["source", "section", "lang"]
    assert {"story", "words"} <= {*names}
    assert not {"id", "title", "text", "url", "published"} & {*names}


async def _in_a_notebook(monkeypatch, articles):
    for module in ("explorer.explorer", "twin"):
        monkeypatch.setattr(f"newskit.widgets.{module}.notebook_loop", asyncio.get_running_loop)
    may_go_on = threading.Event()

    def slow(*args, **settings):
        may_go_on.wait(60)
        return nk.SearchIndex(*args, **settings)

    monkeypatch.setattr("newskit.widgets.explorer.browsing.SearchIndex", slow)
    explorer = nk.explore(articles)
    explorer.query = "ferry"
    waiting = dict(explorer._state)
    may_go_on.set()
    for _ in range(3000):
        await asyncio.sleep(0.02)
        if not explorer._is_waiting:
            break
    return waiting, explorer


def test_in_a_notebook_the_index_is_built_beside_and_a_query_waits_for_it(monkeypatch, articles, in_a_loop):
    waiting, explorer = in_a_loop(_in_a_notebook(monkeypatch, articles))
    assert waiting["message"] == "building the search index …"
    assert (waiting["n"], waiting["is_waiting"]) == (267, True)
    assert (explorer._state["n"], explorer._state["is_waiting"], explorer._state["message"]) == (37, False, "")


async def _asked_at_once(monkeypatch, articles):
    monkeypatch.setattr("newskit.widgets.explorer.explorer.notebook_loop", asyncio.get_running_loop)
    explorer = nk.explore(articles)
    explorer.query = "ferry"
    return len(explorer.selection)


def test_code_that_asks_for_the_selection_gets_it_whether_or_not_the_index_is_there(monkeypatch, articles, in_a_loop):
    assert in_a_loop(_asked_at_once(monkeypatch, articles)) == 37
