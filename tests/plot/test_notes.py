from __future__ import annotations

import matplotlib.pyplot as plt
from matplotlib.font_manager import FontProperties

from newskit.plot.notes import Remark, add_note, merged, note_of, wrapped
from newskit.plot.text import size_of


def test_a_note_says_each_remark_once():
    ax = plt.figure().subplots()
    add_note(ax, [Remark("One."), Remark("Two.")])
    add_note(ax, [Remark("Two."), Remark("Three.")])
    assert [str(remark) for remark in note_of(ax).remarks] == ["One.", "Two.", "Three."]


def test_merged_remarks_add_their_numbers():
    left_out = [Remark("{n} article{s} left out.", n) for n in (1, 1000)]
    assert [str(remark) for remark in merged([*left_out, Remark("Same."), Remark("Same.")])] == [
        "1,001 articles left out.", "Same.",
    ]  # fmt: skip


def test_one_article_is_singular():
    assert str(Remark("{n} article{s} left out.", 1)) == "1 article left out."


def test_wrapped_lines_fit():
    font = FontProperties(size=8)
    lines = wrapped("many words " * 20, 200, font, 100).split("\n")
    assert max(size_of(line, font, 100)[0] for line in lines) <= 200
    assert len(lines) > 1


def test_a_note_stands_below_the_axis_and_inside_the_figure():
    ax = plt.figure(figsize=(3, 2), layout="constrained").subplots()
    ax.set_xlabel("a label")
    add_note(ax, [Remark("A remark that is long enough for a second line, at this width of the figure.")])
    ax.figure.canvas.draw()
    extent = note_of(ax).get_window_extent()
    assert extent.y1 < ax.xaxis.label.get_window_extent().y0
    assert extent.y0 >= 0
    assert extent.x1 <= ax.figure.bbox.x1
