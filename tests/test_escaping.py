"""What articles hold is escaped wherever newskit makes HTML, and no object that makes it is forgotten here."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import warnings

import pandas as pd
import pytest

import newskit
import newskit as nk

HOSTILE = (
    '</td><script>alert(1)</script><img src=x onerror=alert(2)> " onmouseover="alert(3)" \' & good <b>massacre</b>'
)
_TAG = re.compile(r"<(/?[a-zA-Z]+)([^>]*)>")
# Each object of the library with HTML of its own, made of hostile articles.
SHOWN = {
    "Concordance": lambda articles: nk.kwic(articles, "good"),
    "Explanation": lambda articles: nk.explain_sentiment(articles["text"].iloc[0], lang="en"),
    "Explorer": lambda articles: nk.explore(articles, "good", filters={"source": [HOSTILE]}),
    "Labelling": lambda articles: nk.label(articles, ["good", HOSTILE], column=HOSTILE, annotator=HOSTILE),
    "Panel": lambda articles: nk.widgets.kwic_panel(articles, "good"),
}


@pytest.fixture
def articles():
    fields = dict.fromkeys(("title", "text", "source", "section", "url", "standfirst", "place", "agency"), HOSTILE)
    row = {"id": HOSTILE, **fields, "authors": [HOSTILE], "captions": [HOSTILE], "published": "2025-03-04"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", nk.NewskitWarning)
        return nk.as_articles([row, {**row, "id": "b"}, {**row, "id": "c", "text": f"good {HOSTILE} and rain"}])


def html_of(shown):
    if hasattr(shown, "_repr_html_"):
        return shown._repr_html_()
    bundle = shown._repr_mimebundle_()
    return (bundle[0] if isinstance(bundle, tuple) else bundle)["text/html"]


def assert_harmless(html):
    assert "good" in html
    for tag, attributes in _TAG.findall(html):
        assert tag.lower().strip("/") not in ("script", "img", "iframe"), html
        assert not re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', "", attributes)), attributes
    assert "<b>massacre" not in html


def test_no_class_with_html_of_its_own_is_missing_here():
    found = set()
    for module in pkgutil.walk_packages(newskit.__path__, "newskit."):
        for _, one in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if one.__module__.startswith("newskit") and {"_repr_html_", "_repr_mimebundle_", "to_html"} & set(
                vars(one)
            ):
                found.add(one.__name__)
    assert found == {*SHOWN, "Twin"}  # what the widgets have in common


@pytest.mark.parametrize("name", SHOWN)
def test_an_object_of_hostile_articles_is_harmless(articles, name):
    shown = SHOWN[name](articles)
    assert type(shown).__name__ == name
    assert_harmless(html_of(shown))
    if hasattr(type(shown), "to_html") and name != "Concordance":
        assert_harmless(shown.to_html())


def test_a_target_and_its_names_are_harmless(articles):
    shown = nk.explain_sentiment(articles["text"].iloc[0], target=HOSTILE, lang="en")
    assert_harmless(shown.to_html())


@pytest.mark.parametrize(
    "table",
    [
        lambda articles: articles,
        lambda articles: nk.search(articles, "good"),
        lambda articles: nk.volume(articles, by="source").assign(note="good"),
        lambda articles: nk.keyphrases(articles).assign(note="good"),
        lambda articles: nk.problems(articles).assign(note="good"),
        lambda articles: nk.check_articles(articles).assign(note="good"),
    ],
)
def test_tables_of_hostile_articles_are_harmless(articles, table):
    made = table(articles)
    with pd.option_context("display.max_colwidth", 1000):
        html = made._repr_html_()
    if len(made):
        for tag, _ in _TAG.findall(html):
            assert tag.lower().strip("/") not in ("script", "img", "svg", "iframe", "b")
