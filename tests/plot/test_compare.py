from __future__ import annotations

import itertools
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PolyCollection

from newskit import plot
from newskit.errors import InputError, UnknownNameError
from newskit.plot.notes import note_of
from newskit.tables import compare

KINDS = ["interval", "box", "ridge"]


def corpus(n_groups: int = 4, n: int = 400, name: str = "Outlet {:02d}") -> pd.DataFrame:
    rng = np.random.default_rng(3)
    number = np.arange(n) % max(n_groups, 1)
    return pd.DataFrame({"source": [name.format(i) for i in number], "x": rng.normal(number, 2)})


def rows(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def remarks(ax) -> str:
    note = note_of(ax)
    return " ".join(map(str, note.remarks)) if note else ""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n_groups", [1, 4, 40, 90])
@pytest.mark.parametrize("name", ["Outlet {:02d}", "매우 긴 이름의 신문사 한국지역판 {:02d}"])
def test_names_neither_overlap_nor_leave_the_figure(kind, n_groups, name):
    ax = plot.compare(compare(corpus(n_groups, 900, name), "x", by="source"), kind=kind)
    ax.figure.canvas.draw()
    boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
    assert not any(a.overlaps(b) for a, b in itertools.pairwise(boxes))
    assert all(box.x0 >= -1 and box.y0 >= -1 for box in boxes)


@pytest.mark.parametrize("kind", KINDS)
def test_the_highest_group_stands_at_the_top_unless_told(kind):
    table = compare(corpus(), "x", by="source")
    assert rows(plot.compare(table, kind=kind)) == [f"Outlet {i:02d}" for i in (3, 2, 1, 0)]
    ax = plot.compare(table, kind=kind, sort=False, ax=plt.figure().subplots())
    assert rows(ax)[0] == "Outlet 00"


def test_dots_are_the_means_and_bars_the_intervals():
    table = compare(corpus(), "x", by="source").sort_values("mean", ascending=False)
    ax = plot.compare(table)
    dots = [c for c in ax.containers if hasattr(c, "has_xerr")]
    assert [d.lines[0].get_xdata()[0] for d in dots] == table["mean"].tolist()
    ends = [d.lines[2][0].get_segments()[0][:, 0] for d in dots]
    assert np.concatenate(ends) == pytest.approx(table[["low", "high"]].to_numpy().ravel())
    assert "Bars: 95% intervals." in remarks(ax)


def test_groups_that_may_differ_by_chance_are_hollow_and_the_note_says_so():
    articles = pd.DataFrame({"source": list("ABAB" * 20), "x": np.arange(80.0)})
    ax = plot.compare(compare(articles, "x", by="source"))
    face = ax.containers[0].lines[0].get_markerfacecolor()
    assert face == ax.get_facecolor()
    assert "Hollow: the difference from all others may well be chance (p > 0.05, Holm)" in remarks(ax)


def test_a_colour_of_your_own_colours_the_dots_too():
    ax = plot.compare(compare(corpus(), "x", by="source"), color="red")
    lines = [c.lines[0] for c in ax.containers]
    assert {line.get_color() for line in lines} == {line.get_markerfacecolor() for line in lines} == {"red"}


@pytest.mark.parametrize("x", ["difference", "hedges_g", "cliffs_delta"])
def test_effects_are_drawn_against_nothing_at_zero(x):
    table = compare(corpus(), "x", by="source", reference="Outlet 00")
    ax = plot.compare(table, value=x)
    assert "Outlet 00" in ax.get_xlabel()
    assert len(rows(ax)) == 3
    assert "1 group without such a figure not shown" in remarks(ax)
    assert ax.lines[0].get_xdata()[0] == 0


def test_ridges_have_one_area_and_their_median_marked():
    ax = plot.compare(compare(corpus(3, 3000), "x", by="source"), kind="ridge")
    ridges = [c for c in ax.collections if isinstance(c, PolyCollection)]
    areas = []
    for ridge in ridges:
        x, y = ridge.get_paths()[0].vertices.T
        areas.append(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)
    assert np.ptp(areas) / np.mean(areas) < 0.05


def test_boxes_show_quartiles():
    table = compare(corpus(1), "x", by="source")
    ax = plot.compare(table, kind="box")
    vertices = ax.patches[0].get_path().vertices[:, 0]
    assert (vertices.min(), vertices.max()) == pytest.approx(table[["q25", "q75"]].iloc[0].tolist())


def test_shares_are_percent():
    articles = corpus().assign(high=lambda a: a["x"] > 1)
    ax = plot.compare(compare(articles, "high", by="source"))
    ax.figure.canvas.draw()
    assert ax.get_xticklabels()[0].get_text().endswith("%")
    with pytest.raises(InputError, match="true or false have no box"):
        plot.compare(compare(articles, "high", by="source"), kind="box")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_compare_is_said(kind):
    none = compare(corpus(n=0), "x", by="source")
    assert plot.compare(none, kind=kind).texts[0].get_text() == "no articles"
    missing = compare(corpus(n=8).assign(x=np.nan), "x", by="source")
    ax = plot.compare(missing, kind=kind, ax=plt.figure().subplots())
    assert ax.texts[0].get_text() == "no article of 8 has a value"


@pytest.mark.parametrize("kind", KINDS)
def test_groups_of_one_article_and_of_one_value_are_drawn(kind):
    articles = pd.DataFrame({"source": ["A", "B", "B", None], "x": [1.0, 2.0, 2.0, 3.0]})
    ax = plot.compare(compare(articles, "x", by="source"), kind=kind)
    ax.figure.canvas.draw()
    assert rows(ax) == ["(missing)", "B", "A"]


def test_a_table_that_the_user_made_is_drawn():
    table = pd.DataFrame({"paper": ["A", "B"], "n": [3, 4], "mean": [1.0, 2.0], "low": [0.5, 1], "high": [2.0, 3]})
    assert rows(plot.compare(table)) == ["B", "A"]


def test_smaller_groups_are_left_out_and_counted():
    ax = plot.compare(compare(corpus(9), "x", by="source"), top=5)
    assert len(rows(ax)) == 5
    assert "4 smaller groups not shown" in remarks(ax)


@pytest.mark.parametrize(
    ("kws", "error"),
    [
        ({"kind": "pie"}, InputError),
        ({"value": "y"}, InputError),
        ({"x": "mean"}, InputError),
        ({"top": 0}, InputError),
        ({"kind": "box", "value": "hedges_g"}, InputError),
    ],
)
def test_what_cannot_be_drawn_is_refused(kws, error):
    with pytest.raises(error):
        plot.compare(compare(corpus(), "x", by="source"), **kws)


def test_a_table_without_the_figures_is_named():
    with pytest.raises(UnknownNameError, match="'histogram'"):
        plot.compare(pd.DataFrame({"g": ["A"], "n": [1], "median": [1.0]}), kind="ridge")


@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_thousand_articles_are_drawn_in_time(kind):
    table = compare(corpus(40, 100_000), "x", by="source")
    began = time.perf_counter()
    plot.compare(table, kind=kind).figure.canvas.draw()
    assert time.perf_counter() - began < 4  # two seconds on a machine without other work
