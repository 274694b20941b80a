from __future__ import annotations

import itertools
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from newskit import plot
from newskit.errors import InputError, UnknownNameError
from newskit.plot.matrix import tree_order
from newskit.plot.notes import note_of
from newskit.tables import agenda


def corpus(n_groups: int = 4, n_topics: int = 6, n: int = 600, name: str = "Outlet {:02d}") -> pd.DataFrame:
    rng = np.random.default_rng(3)
    source = [name.format(i) for i in rng.integers(0, max(n_groups, 1), n)]
    return pd.DataFrame({"source": source, "section": [f"Topic {i}" for i in rng.integers(0, n_topics, n)]})


def names(axis) -> list[str]:
    return [label.get_text() for label in axis.get_ticklabels()]


def remarks(ax) -> str:
    note = note_of(ax)
    return " ".join(map(str, note.remarks)) if note else ""


@pytest.mark.parametrize("kind", ["heat", "dendrogram"])
@pytest.mark.parametrize("n_groups", [2, 8, 60])
@pytest.mark.parametrize("name", ["Outlet {:02d}", "매우 긴 이름의 신문사 한국지역판 서울본부 {:02d}"])
def test_names_neither_overlap_nor_leave_the_figure(kind, n_groups, name):
    ax = plot.agenda(agenda(corpus(n_groups, 40, 2000, name), by="source"), kind=kind)
    ax.figure.canvas.draw()
    for labels in (ax.get_yticklabels(), ax.get_xticklabels() if kind == "heat" else []):
        boxes = [label.get_window_extent() for label in labels]
        assert not any(a.overlaps(b) for a, b in itertools.pairwise(boxes))
        assert all(box.x0 >= -1 and box.y1 <= ax.figure.bbox.y1 + 1 for box in boxes)


def test_cells_are_the_shares():
    table = agenda(corpus(), by="source")
    ax = plot.agenda(table)
    rows, columns = names(ax.yaxis), names(ax.xaxis)
    drawn = np.asarray(ax.collections[0].get_array()).reshape(len(rows), len(columns))
    for _, row in table.iterrows():
        at = rows.index(f"{row['source']} (n={row['total']})"), columns.index(row["section"])
        assert drawn[at] == pytest.approx(row["share"])
    assert sum(text.get_text().isdigit() for text in ax.texts) == drawn.size


def test_groups_of_like_agendas_are_neighbours():
    articles = pd.DataFrame({"source": list("ABCD") * 30, "section": ["x", "y", "x", "y"] * 30})
    rows = [name[0] for name in names(plot.agenda(agenda(articles, by="source")).yaxis)]
    assert {frozenset(rows[:2]), frozenset(rows[2:])} == {frozenset("AC"), frozenset("BD")}


def test_branches_meet_at_the_distance():
    order, tree = tree_order(np.array([[0, 0.1, 0.9], [0.1, 0, 0.8], [0.9, 0.8, 0]]))
    assert tree[:, 2].tolist() == pytest.approx([0.1, 0.85])
    assert order[1] in {0, 1}


def test_what_has_no_room_is_counted():
    said = remarks(plot.agenda(agenda(corpus(), by="source"), top=3))
    assert "1 smaller group not shown" in said
    assert "3 smaller topics not shown" in said


@pytest.mark.parametrize("kind", ["heat", "dendrogram"])
def test_nothing_to_draw_is_said(kind):
    assert plot.agenda(agenda(corpus(n=0), by="source"), kind=kind).texts[0].get_text() == "no articles"
    silent = agenda(corpus().assign(text=""), by="source", terms=["rain"])
    ax = plot.agenda(silent, kind=kind, ax=plt.figure().subplots())
    assert ax.texts[0].get_text() == "no article has a topic"


def test_one_group_has_a_map_but_no_tree():
    table = agenda(corpus(1), by="source")
    assert len(names(plot.agenda(table).yaxis)) == 1
    assert "one group" in plot.agenda(table, kind="dendrogram", ax=plt.figure().subplots()).texts[0].get_text()


def test_a_table_that_the_user_made_is_drawn():
    table = pd.DataFrame({"paper": list("AABB"), "beat": list("xyxy"), "articles": [1, 2, 2, 1], "total": 3})
    assert sorted(names(plot.agenda(table).xaxis)) == ["x", "y"]


@pytest.mark.parametrize(
    ("drop", "kws", "error"), [("total", {}, UnknownNameError), ("low", {"kind": "pie"}, InputError)]
)
def test_what_cannot_be_drawn_is_refused(drop, kws, error):
    with pytest.raises(error):
        plot.agenda(agenda(corpus(), by="source").drop(columns=drop), **kws)
    with pytest.raises(InputError, match="one row for each"):
        plot.agenda(agenda(corpus(), by="source").iloc[1:])


@pytest.mark.parametrize("kind", ["heat", "dendrogram"])
def test_a_hundred_thousand_articles_are_drawn_in_time(kind):
    table = agenda(corpus(40, 50, 100_000), by="source")
    began = time.perf_counter()
    plot.agenda(table, kind=kind).figure.canvas.draw()
    assert time.perf_counter() - began < 4  # two seconds on a machine without other work
