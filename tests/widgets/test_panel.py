from __future__ import annotations

import asyncio
import re

import ipywidgets as ipw
import matplotlib.pyplot as plt
import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError
from newskit.widgets import Panel

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def articles():
    made = nk.load_sample()
    return made[made["lang"] == "en"]


def shown(panel):
    return panel.children[-1].value


def test_a_change_makes_a_new_result_and_keeps_its_table(articles):
    panel = nk.interact(nk.plot.volume, articles, by="source", freq="M")
    before = shown(panel)
    assert before.startswith("<img")
    panel.controls["freq"].value = "Q"
    assert shown(panel) != before
    assert panel.table.equals(nk.volume(articles, by="source", freq="Q"))
    assert panel.settings["freq"] == "Q"


def test_settings_without_a_result_say_why_and_leave_no_old_picture():
    frame = pd.DataFrame({"title": ["x"], "text": ["y"]})

    def fails(articles, top: int = 3):
        if top > 3:
            raise InputError(f"{HOSTILE} is too much")
        return articles

    panel = nk.interact(fails, frame)
    panel.controls["top"].value = 9
    assert "is too much" in shown(panel)
    assert "<script>" not in shown(panel)
    assert "<table" not in shown(panel)
    assert panel.result is None
    panel.controls["top"].value = 2
    assert "<table" in shown(panel)


def test_what_articles_hold_is_escaped_in_widget_and_twin():
    frame = pd.DataFrame({"id": ["a"], "title": [HOSTILE], "text": [f"rain {HOSTILE}"], "source": [HOSTILE]})

    def head(articles, n: int = 5):
        return articles.head(n)

    for panel in (nk.interact(head, frame), nk.widgets.kwic_panel(frame, "rain")):
        assert "<script>" not in shown(panel)
        assert "&lt;script&gt;" in shown(panel)
        assert "<script>" not in panel.to_html()


def test_several_changes_make_one_result_once_they_have_ended(monkeypatch, in_a_loop):
    monkeypatch.setattr("newskit.widgets.panel._WAIT", 0.02)
    monkeypatch.setattr("newskit.widgets.panel.notebook_loop", asyncio.get_running_loop)
    calls = []

    def make(settings):
        calls.append(settings["top"])
        return pd.DataFrame({"top": [settings["top"]]}), None

    async def drag():
        panel = Panel(make, {"top": ipw.IntSlider(value=1, min=0, max=99)})
        for value in range(2, 40):
            panel.controls["top"].value = value
        assert "newskit-waiting" in panel._dom_classes
        await asyncio.sleep(0.3)
        return panel

    panel = in_a_loop(drag())
    assert calls == [1, 39]
    assert ">39<" in shown(panel)
    assert "newskit-waiting" not in panel._dom_classes


def test_the_static_twin_goes_with_the_widget(articles):
    panel = nk.widgets.volume_panel(articles)
    bundle = panel._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert panel.to_html() in bundle["text/html"]
    assert re.search(r"freq: <b>W</b>.*<img", bundle["text/html"], re.DOTALL)


def test_a_feature_gets_controls_for_its_settings(articles):
    @nk.feature
    def n_of_word(text: str, *, word: str = "ferry", is_folded: bool = True) -> int:
        """Count."""
        return (text.lower() if is_folded else text).count(word)

    panel = nk.interact(n_of_word, articles)
    assert set(panel.controls) == {"word", "is_folded"}
    most = int(panel.table["n_of_word"].max())
    assert most > 0
    panel.controls["word"].value = "zzzz"
    assert int(panel.table["n_of_word"].max()) == 0
    with pytest.raises(InputError, match="'letter'"):
        nk.interact(n_of_word, articles, letter="x")


def test_a_function_with_a_figure_of_its_own_leaves_none_open(articles):
    def mine(articles, n: int = 3):
        _, ax = plt.subplots()
        ax.plot(range(n))
        return ax

    before = plt.get_fignums()
    panel = nk.interact(mine, articles)
    panel.controls["n"].value = 5
    assert plt.get_fignums() == before
    assert shown(panel).startswith("<img")


def test_bad_input_is_named(articles):
    with pytest.raises(InputError, match="func should be"):
        nk.interact("volume", articles)
    with pytest.raises(InputError, match="no setting 'frequency'"):
        nk.interact(nk.volume, articles, frequency="M")
    with pytest.raises(InputError, match="DataFrame"):
        nk.interact(nk.volume, [1])


@pytest.mark.parametrize("kind", ["line", "area", "share", "calendar"])
def test_the_volume_panel_draws_every_kind(articles, kind):
    panel = nk.widgets.volume_panel(articles, freq="M")
    panel.controls["kind"].value = kind
    assert shown(panel).startswith("<img")
    panel.controls["by"].value = None
    assert panel.table is None or "source" not in panel.table.columns


def test_the_keyness_panel_follows_its_groups(articles):
    panel = nk.widgets.keyness_panel(articles)
    assert panel.controls["group"].value in set(articles["source"])
    panel.controls["by"].value = "section"
    assert panel.controls["group"].value in set(articles["section"].dropna())
    assert shown(panel).startswith("<img")
    panel.controls["kind"].value = "scatter"
    assert shown(panel).startswith("<img")


def test_the_kwic_panel_waits_for_a_word(articles):
    panel = nk.widgets.kwic_panel(articles)
    assert "Type a word" in shown(panel)
    panel.controls["terms"].value = "ferry"
    assert len(panel.result) == len(nk.kwic(articles, "ferry"))
    panel.controls["terms"].value = "zzzz"
    assert len(panel.result) == 0


def test_the_sentiment_panel_has_four_views(articles):
    panel = nk.widgets.sentiment_panel(articles, freq="M")
    for view in ("over time", "by group", "distribution", "headline against text"):
        panel.controls["view"].value = view
        assert shown(panel).startswith("<img"), view
    panel.controls["view"].value = "by group"
    panel.controls["by"].value = None
    assert "choose a column" in shown(panel)


def test_panels_without_articles_say_so():
    none = nk.load_sample().head(0)
    assert "newskit" in nk.widgets.volume_panel(none).to_html()
    assert nk.widgets.kwic_panel(none, "rain").result is not None
    with pytest.raises(InputError, match="no groups"):
        nk.widgets.keyness_panel(none)
