"""One name for one thing, and one order of parameters, in the whole public interface."""

from __future__ import annotations

import inspect
import re

import pytest

import newskit as nk
from newskit import plot, widgets

# What a function is about may be given by position; all else is named.
SUBJECTS = {
    *(
        "articles",
        "row",
        "data",
        "source",
        "table",
        "counts",
        "rows",
        "text",
        "page",
        "url",
        "scores",
        "names",
        "colors",
    ),
    *("term", "terms", "value", "target", "targets", "query", "labels", "features", "classifier", "func", "name"),
    *("ax", "lines", "points", "picture", "path", "plot"),
}
NEEDS_GROUPS = {"agenda", "compare", "keyness", "similarity", "keyness_panel"}
# The order of what several functions have; anything else stands between `on` and `measure`.
FIRST = ("by", "freq", "on")
LAST = (
    *("share", "share_of", "measure", "top", "level", "stopwords", "date", "timezone", "start", "end"),
    *("n_jobs", "progress"),
)
OF_PICTURES = (
    *("kind", "value", "columns", "hue", "rows", "group", "top", "highlight", "palette", "labels", "ax"),
    *("edge_kws", "text_kws"),
)
GONE = {"show", "numbers", "pattern", "y", "x"}
FUNCTIONS = {
    **{f"nk.{name}": getattr(nk, name) for name in nk.__all__},
    **{f"nk.widgets.{name}": getattr(widgets, name) for name in widgets.__all__},
}
PICTURES = {f"nk.plot.{name}": getattr(plot, name) for name in plot.__all__}
FUNCTIONS = {name: one for name, one in FUNCTIONS.items() if inspect.isfunction(one)}
PICTURES = {name: one for name, one in PICTURES.items() if inspect.isfunction(one)}
KINDS = inspect.Parameter


def parameters(function):
    return list(inspect.signature(function).parameters.values())


@pytest.mark.parametrize("name", [*FUNCTIONS, *PICTURES])
def test_only_the_articles_and_the_subject_are_given_by_position(name):
    function = {**FUNCTIONS, **PICTURES}[name]
    positional = [one.name for one in parameters(function) if one.kind is KINDS.POSITIONAL_OR_KEYWORD]
    allowed = SUBJECTS | ({"by"} if function.__name__ in NEEDS_GROUPS else set())
    assert set(positional) <= allowed


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_several_functions_have_stands_in_one_order(name):
    named = [one.name for one in parameters(FUNCTIONS[name]) if one.kind is KINDS.KEYWORD_ONLY]
    for order in (FIRST, LAST):
        assert [one for one in named if one in order] == [one for one in order if one in named]
    first = [at for at, one in enumerate(named) if one in FIRST]
    last = [at for at, one in enumerate(named) if one in LAST]
    rest = [
        at for at, one in enumerate(named) if one not in (*FIRST, *LAST, "topics", "stories", "terms", "keyphrases")
    ]
    assert not first or not rest or max(first) < min(rest)
    assert not last or not rest or min(last) > max(rest)


@pytest.mark.parametrize("name", PICTURES)
def test_what_several_pictures_have_stands_in_one_order(name):
    named = [one.name for one in parameters(PICTURES[name]) if one.kind is KINDS.KEYWORD_ONLY]
    assert [one for one in named if one in OF_PICTURES] == [one for one in OF_PICTURES if one in named]
    assert not GONE & set(named)


@pytest.mark.parametrize("name", [*FUNCTIONS, *PICTURES])
def test_a_docstring_names_every_parameter_in_the_order_of_the_signature(name):
    function = {**FUNCTIONS, **PICTURES}[name]
    given = [one.name for one in parameters(function) if one.kind is not KINDS.VAR_KEYWORD]
    doc = inspect.getdoc(function) or ""
    section = re.search(r"^Parameters\n-+\n(.*?)(?:\n\n\w[\w ]*\n-+|\Z)", doc, re.DOTALL | re.MULTILINE)
    if not given:
        return
    assert section is not None
    entries = re.findall(r"^([a-z*]\w*(?:, \w+)*)(?: :.*)?$", section[1], re.MULTILINE)
    told = [one.strip("*") for entry in entries for one in entry.split(", ")]
    assert [one for one in told if one in given] == given
