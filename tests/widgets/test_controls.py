from __future__ import annotations

from typing import Literal

import ipywidgets as ipw
import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError, UnknownNameError
from newskit.widgets.controls import NOTHING, controls_of, group_columns, number_columns, text_columns

ARTICLES = pd.DataFrame(
    {
        "id": [f"a{n}" for n in range(6)],
        "title": [f"Title {n}" for n in range(6)],
        "text": [f"Text {n}" for n in range(6)],
        "source": ["A", "B", None] * 2,
        "authors": [["Ann"], ["Bo", "Ann"], [], ["Ann"], ["Bo"], ["Ann"]],
        "published": pd.date_range("2025-01-01", periods=6, tz="UTC"),
        "score": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
        "paid": [True, False] * 3,
        "same": ["x"] * 6,
    }
)


def test_columns_are_told_apart_by_what_they_are_good_for():
    assert group_columns(ARTICLES) == ["source", "authors", "paid"]
    assert text_columns(ARTICLES)[:2] == ["text", "title"]
    assert number_columns(ARTICLES) == ["score", "paid"]
    assert group_columns(ARTICLES.head(0)) == []


def mine(
    articles,
    by: str | None = None,
    *,
    freq: str = "W",
    kind: Literal["line", "bar"] = "bar",
    top: int = 5,
    level: float = 0.95,
    word: str = "rain",
    is_case: bool = False,
    stopwords: list[str] | None = None,
    ax=None,
    text_kws=None,
    **kws,
):
    return articles


def test_each_setting_has_the_control_that_suits_it():
    made = controls_of(mine, ARTICLES, {})
    kinds = {name: type(one).__name__ for name, one in made.items()}
    assert kinds == {
        "by": "Dropdown",
        "freq": "Dropdown",
        "kind": "Dropdown",
        "top": "IntSlider",
        "level": "FloatText",
        "word": "Text",
        "is_case": "Checkbox",
    }
    assert {name: one.value for name, one in made.items()} == {
        "by": None, "freq": "W", "kind": "bar", "top": 5, "level": 0.95, "word": "rain", "is_case": False,
    }  # fmt: skip
    assert made["by"].options[0] == (NOTHING, None)
    assert [value for _, value in made["by"].options] == [None, "source", "authors", "paid"]
    assert [value for _, value in made["kind"].options] == ["line", "bar"]


def test_what_is_given_begins_or_replaces_a_control():
    slider = ipw.IntSlider(value=3, min=1, max=9)
    made = controls_of(mine, ARTICLES, {"top": slider, "by": "source", "kind": ["bar"], "level": (0.5, 0.99, 0.01)})
    assert made["top"] is slider
    assert made["by"].value == "source"
    assert made["kind"].options == ("bar",)
    assert (made["level"].min, made["level"].max) == (0.5, 0.99)


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(UnknownNameError, match="by='outlet' is not one of"):
        controls_of(mine, ARTICLES, {"by": "outlet"})


def test_a_setting_that_must_be_given_is_named():
    with pytest.raises(InputError, match="needs terms="):
        controls_of(nk.kwic, ARTICLES, {})


@pytest.mark.parametrize(
    "func", [nk.volume, nk.keyness, nk.collocations, nk.trend, nk.compare, nk.plot.volume, nk.plot.keyness]
)
def test_newskits_own_helpers_get_controls(func):
    assert controls_of(func, ARTICLES, {"value": "score"})
