from __future__ import annotations

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.plot.labels import EndLabel, label_ends, label_lines, spread

boxes = st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(1, 100)), max_size=30)


@given(boxes)
def test_boxes_never_overlap_and_keep_their_order(boxes):
    wanted, heights = [w for w, _ in boxes], [h for _, h in boxes]
    centres = spread(wanted, heights, 0, 1000)
    order = np.argsort(wanted, kind="stable")
    for a, b in itertools.pairwise(order):
        assert centres[b] - centres[a] >= (heights[a] + heights[b]) / 2 - 1e-6


@given(boxes)
def test_boxes_stay_in_their_room_if_there_is_enough(boxes):
    wanted, heights = [w for w, _ in boxes], [h for _, h in boxes]
    centres = spread(wanted, heights, 0, 4000)
    for centre, height in zip(centres, heights, strict=True):
        assert centre - height / 2 >= -1e-6
        assert centre + height / 2 <= 4000 + 1e-6


def test_boxes_that_do_not_meet_stay_where_they_are():
    assert spread([10, 50, 30], [5, 5, 5], 0, 100).tolist() == [10, 50, 30]


def test_boxes_without_room_reach_beyond_it_alike():
    assert spread([5, 5, 5], [10, 10, 10], 0, 10).tolist() == [-5, 5, 15]


def crowded(n: int, **kws) -> list[EndLabel]:
    ax = plt.figure(layout="constrained", **kws).subplots()
    for i in range(n):
        ax.plot([0, 1], [i, 10 + i / 50])
    return label_ends(ax, [f"Outlet {i}" for i in range(n)], [(1, 10 + i / 50) for i in range(n)], ["k"] * n)


def overlapping(labels: list[EndLabel]) -> list[tuple[str, str]]:
    extents = {label.name: label.get_window_extent() for label in labels}
    return [(a, b) for a, b in itertools.combinations(extents, 2) if extents[a].overlaps(extents[b])]


@pytest.mark.parametrize("n", [1, 3, 12, 25])
def test_labels_of_lines_that_end_together_do_not_overlap(n):
    labels = crowded(n)
    plt.gcf().canvas.draw()
    assert overlapping(labels) == []


def test_labels_do_not_overlap_after_the_figure_is_resized():
    labels = crowded(9)
    plt.gcf().canvas.draw()
    plt.gcf().set_size_inches(4, 2.2)
    plt.gcf().set_dpi(150)
    plt.gcf().canvas.draw()
    assert overlapping(labels) == []


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
@pytest.mark.parametrize("bbox", [None, "tight"])
def test_figures_with_labels_are_saved_in_every_format(tmp_path, suffix, bbox):
    crowded(5)
    plt.savefig(tmp_path / f"f.{suffix}", bbox_inches=bbox, dpi=200)
    assert (tmp_path / f"f.{suffix}").stat().st_size > 1000


def test_labels_stay_inside_the_figure():
    labels = crowded(5, figsize=(4, 3))
    plt.gcf().canvas.draw()
    assert max(label.get_window_extent().x1 for label in labels) <= plt.gcf().bbox.x1


def test_a_second_set_of_labels_minds_the_first():
    labels = crowded(4)
    labels += label_ends(plt.gca(), ["More", "Still more"], [(1, 10), (1, 10)], ["k", "k"])
    plt.gcf().canvas.draw()
    assert overlapping(labels) == []


def test_a_long_name_is_shortened_in_its_middle():
    ax = plt.figure(layout="constrained").subplots()
    (label,) = label_ends(ax, ["The " + "very " * 30 + "long Gazette"], [(1, 1)], ["k"])
    plt.gcf().canvas.draw()
    assert label.get_text().startswith("The very")
    assert label.get_text().endswith("Gazette")
    assert label.get_window_extent().width <= 0.31 * plt.gcf().bbox.width


def test_a_label_stays_beside_the_axes_when_the_view_is_narrowed():
    (label,) = crowded(1)
    plt.gca().set_xlim(0, 0.5)
    plt.gcf().canvas.draw()
    assert label.get_window_extent().x0 < plt.gcf().bbox.x1


def test_lines_with_a_label_are_labelled_in_their_colour_at_their_last_point():
    ax = plt.figure(layout="constrained").subplots()
    ax.plot([1, 2, 3], [1, 2, np.nan], label="Courier", color="crimson")
    ax.plot([1, 2], [1, 2])
    ax.plot([1, 2], [np.nan, np.nan], label="Nothing")
    (label,) = label_lines(ax)
    assert (label.name, label.end, label.get_color()) == ("Courier", (2, 2), "crimson")


def test_twelve_lines_that_end_close_together_are_labelled_without_overlap():
    ax = plt.figure(layout="constrained", figsize=(6.3, 3.5)).subplots()
    for i in range(12):
        ax.plot([0, 1], [i, 10 + i / 50], label=f"Outlet {i}")
    labels = label_lines(ax)
    ax.figure.canvas.draw()
    assert overlapping(labels) == []
    assert max(label.get_window_extent().x1 for label in labels) <= ax.figure.bbox.x1


def test_lines_can_be_chosen():
    ax = plt.figure().subplots()
    ax.plot([1, 2], [1, 2], label="a")
    (line,) = ax.plot([1, 2], [1, 3], label="b")
    assert [label.name for label in label_lines(ax, [line], fontsize=7)] == ["b"]
