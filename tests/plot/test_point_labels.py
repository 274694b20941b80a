from __future__ import annotations

import itertools
import time

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.transforms import Bbox

from newskit.plot import label_points
from newskit.plot.point_labels import PointLabel, placed

places = st.lists(st.tuples(st.floats(0, 600), st.floats(0, 400), st.floats(5, 80)), min_size=1, max_size=40)


@given(places)
def test_labels_that_have_a_place_cover_no_other_and_no_labelled_point(given_places):
    points = np.array([(x, y) for x, y, _ in given_places])
    sizes = np.array([(width, 10) for _, _, width in given_places])
    centres, found = placed(points, sizes, Bbox([[0, 0], [600, 400]]), radii=3)
    for i, j in itertools.combinations(np.flatnonzero(found), 2):
        gap = np.abs(centres[i] - centres[j]) - (sizes[i] + sizes[j]) / 2
        assert gap.max() > 0
    for i in np.flatnonzero(found):
        assert not (np.abs(points - centres[i]) < sizes[i] / 2).all(axis=1).any()
        assert (centres[i] - sizes[i] / 2 >= -1e-6).all()
        assert (centres[i] + sizes[i] / 2 <= [600.001, 400.001]).all()


def crowd(n: int, seed: int = 1, **kws) -> tuple[plt.Axes, list[PointLabel]]:
    rng = np.random.default_rng(seed)
    ax = plt.figure(layout="constrained", **{"figsize": (6.3, 4.4), **kws}).subplots()
    points = np.column_stack([rng.lognormal(0, 1, n), rng.lognormal(0, 1, n)])
    ax.scatter(*points.T, s=12)
    ax.set(xscale="log", yscale="log")
    names = [
        ("strike", "interest rates", "ferry", "prime minister", "파업", "storm")[i % 6] + f" {i}" for i in range(n)
    ]
    return ax, label_points(ax, names, list(map(tuple, points)), fontsize="x-small")


def overlapping(labels: list[PointLabel]) -> list[tuple[str, str]]:
    extents = {label.name: label.get_window_extent() for label in labels if label.is_placed}
    return [(a, b) for a, b in itertools.combinations(extents, 2) if extents[a].overlaps(extents[b])]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sixty_crowded_labels_all_have_a_place_and_do_not_overlap(seed):
    ax, labels = crowd(60, seed)
    ax.figure.canvas.draw()
    assert [label.name for label in labels if not label.is_placed] == []
    assert overlapping(labels) == []
    for label, (x, y) in itertools.product(labels, ax.transData.transform([one.point for one in labels])):
        assert not label.get_window_extent().contains(x, y)


def test_labels_stay_inside_the_axes_at_every_size():
    ax, labels = crowd(30)
    for size in ((6, 4), (3.3, 2.4), (10, 3)):
        ax.figure.set_size_inches(*size)
        ax.figure.canvas.draw()
        assert overlapping(labels) == []
        for label in (one for one in labels if one.is_placed):
            box = label.get_window_extent()
            assert ax.bbox.x0 - 1 <= box.x0
            assert box.x1 <= ax.bbox.x1 + 1
            assert ax.bbox.y0 - 1 <= box.y0
            assert box.y1 <= ax.bbox.y1 + 1


def test_labels_without_room_are_not_drawn_and_the_first_ones_are():
    _, labels = crowd(200, figsize=(3, 2))
    plt.gcf().canvas.draw()
    is_placed = [label.is_placed for label in labels]
    assert 5 < sum(is_placed) < 200
    assert is_placed[0]
    assert overlapping(labels) == []


def test_the_same_picture_is_made_every_time():
    spots = []
    for _ in range(2):
        ax, labels = crowd(40)
        ax.figure.canvas.draw()
        spots.append([label.get_position() for label in labels])
    assert spots[0] == spots[1]


def test_sixty_labels_among_many_points_take_no_time():
    ax, labels = crowd(60)
    labels[0].others = np.random.default_rng(3).lognormal(0, 1, (50_000, 2))
    begin = time.perf_counter()
    ax.figure.canvas.draw()
    assert time.perf_counter() - begin < 2


def test_a_point_outside_the_view_has_no_label():
    ax, labels = crowd(5)
    ax.set_xlim(1e6, 1e7)
    ax.figure.canvas.draw()
    assert not any(label.is_placed for label in labels)


def test_names_are_text_and_no_markup(tmp_path):
    ax = plt.figure().subplots()
    label_points(ax, ["$x$", "<script>alert(1)</script>", ""], [(0.1, 0.1), (0.5, 0.5), (0.7, 0.2)])
    ax.figure.savefig(tmp_path / "f.svg")
    assert "<script" not in (tmp_path / "f.svg").read_text()


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_figures_with_labels_are_saved_in_every_format(tmp_path, suffix):
    crowd(10)
    plt.savefig(tmp_path / f"f.{suffix}", bbox_inches="tight", dpi=200)
    assert (tmp_path / f"f.{suffix}").stat().st_size > 1000


def test_a_second_set_minds_the_first():
    ax, labels = crowd(10)
    labels += label_points(ax, ["More"], [labels[0].point], ["crimson"])
    ax.figure.canvas.draw()
    assert overlapping(labels) == []
    assert labels[-1].get_color() == "crimson"
