from __future__ import annotations

import itertools
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from newskit import plot
from newskit.errors import InputError
from newskit.plot.notes import note_of
from newskit.plot.point_labels import PointLabel


def pairs(n: int, name: str = "Outlet {:02d}") -> pd.DataFrame:
    """Names on a line: the nearer, the more alike."""
    rows = [
        (name.format(i), name.format(j), np.cos(abs(i - j) / max(n, 1))) for i, j in itertools.combinations(range(n), 2)
    ]
    return pd.DataFrame(rows, columns=["a", "b", "similarity"])


def names(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def remarks(ax) -> str:
    note = note_of(ax)
    return " ".join(map(str, note.remarks)) if note else ""


@pytest.mark.parametrize("n", [2, 8, 70])
@pytest.mark.parametrize("name", ["Outlet {:02d}", "매우 긴 이름의 신문사 {:02d}"])
def test_the_matrix_has_each_pair_twice_and_names_with_room(n, name):
    ax = plot.similarity(pairs(n, name))
    ax.figure.canvas.draw()
    boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
    assert not any(a.overlaps(b) for a, b in itertools.pairwise(boxes))
    cells = np.ma.asarray(ax.collections[0].get_array()).reshape(len(boxes), -1)
    assert np.allclose(cells.filled(9), cells.filled(9).T)
    assert ("more not shown" in remarks(ax)) == (len(boxes) < n)


def test_the_like_stand_next_to_each_other():
    shuffled = pairs(6).sample(frac=1, random_state=1)
    assert names(plot.similarity(shuffled)) in (
        sorted(names(plot.similarity(pairs(6)))),
        sorted(names(plt.gca()))[::-1],
    )


@pytest.mark.parametrize("n", [3, 12, 60])
def test_names_on_the_map_do_not_overlap(n):
    rng = np.random.default_rng(1)
    table = pairs(n).assign(similarity=rng.uniform(0.2, 0.9, n * (n - 1) // 2))
    ax = plot.similarity(table, kind="map")
    ax.figure.canvas.draw()
    placed = [label for label in ax.texts if isinstance(label, PointLabel) and label.is_placed]
    boxes = [label.get_window_extent() for label in placed]
    assert len(boxes) >= min(n, 12)
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))


def test_the_map_of_a_line_is_a_line_and_always_the_same():
    first, second = (plot.similarity(pairs(5), kind="map", ax=plt.figure().subplots()) for _ in range(2))
    places = np.asarray(first.collections[0].get_offsets())
    assert np.ptp(places[:, 1]) < 1e-6
    assert np.diff(places[:, 0]) == pytest.approx(np.full(4, np.diff(places[:, 0])[0]))
    assert (places == second.collections[0].get_offsets()).all()
    assert "the two dimensions show 100%" in remarks(first)


def test_what_has_no_words_is_left_out_of_the_map_and_counted():
    table = pairs(4)
    table.loc[table["b"] == "Outlet 03", "similarity"] = np.nan
    ax = plot.similarity(table, kind="map")
    assert len(ax.collections[0].get_offsets()) == 3
    assert "1 without words not shown" in remarks(ax)


@pytest.mark.parametrize("kind", ["matrix", "map"])
@pytest.mark.parametrize("n", [0, 1])
def test_nothing_to_compare_is_said(kind, n):
    assert plot.similarity(pairs(n), kind=kind).texts[0].get_text() == "no two to compare"


def test_a_map_of_some_pairs_and_a_picture_of_too_many_are_refused():
    with pytest.raises(InputError, match="every pair"):
        plot.similarity(pairs(5).iloc[1:], kind="map")
    with pytest.raises(InputError, match=r"2,\d+ names"):
        plot.similarity(pd.DataFrame({"a": range(2001), "b": range(1, 2002), "similarity": 0.5}))


@pytest.mark.parametrize("kind", ["matrix", "map"])
def test_a_large_table_is_drawn_in_time(kind):
    table = pairs(450)  # a hundred thousand pairs
    began = time.perf_counter()
    plot.similarity(table, kind=kind).figure.canvas.draw()
    assert time.perf_counter() - began < 4  # two seconds on a machine without other work
