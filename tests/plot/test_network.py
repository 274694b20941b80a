from __future__ import annotations

import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

import newskit as nk
from newskit import plot
from newskit.errors import InputError, UnknownNameError
from newskit.plot.notes import note_of
from newskit.plot.point_labels import PointLabel


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    table = nk.load_sample()
    return table[table["lang"] == "en"]


@pytest.fixture(scope="module")
def pairs(articles) -> pd.DataFrame:
    return nk.cooccurrence(articles)


def axes(**kws):
    return plt.figure(layout="constrained", **kws).subplots()


def labels(ax) -> list[PointLabel]:
    return [text for text in ax.texts if isinstance(text, PointLabel)]


def lines(ax) -> LineCollection:
    return next(c for c in ax.collections if isinstance(c, LineCollection))


def test_words_and_pairs_are_those_of_the_table(pairs):
    ax = plot.cooccurrence(pairs, top=20, ax=axes())
    first = pairs.head(20)
    assert {label.name for label in labels(ax)} == {*first["a"], *first["b"]}
    assert len(lines(ax).get_segments()) == 20
    widths = lines(ax).get_linewidths()
    assert np.argmax(widths) == np.argmax(first["npmi"])
    assert f"20 of {len(pairs):,} pairs" in " ".join(map(str, note_of(ax).remarks))


def test_discs_are_as_large_as_words_are_frequent(pairs):
    ax = plot.cooccurrence(pairs, top=30, ax=axes())
    sizes = ax.collections[-1].get_sizes()
    first = pairs.head(30)
    counts = pd.concat([first.set_index("a")["count_a"], first.set_index("b")["count_b"]])
    assert sizes.max() == pytest.approx(320)
    assert sizes.min() == pytest.approx(np.interp(counts.min(), [0, counts.max()], [14, 320]))


def test_sixty_pairs_are_labelled_without_collisions(pairs, colliding, cut_off):
    ax = plot.cooccurrence(pairs, ax=axes(figsize=(6.3, 4.5)))
    assert colliding(ax) == []
    assert cut_off(ax) == []
    assert sum(label.is_placed for label in labels(ax)) >= 0.9 * len(labels(ax))


def test_words_around_a_term_are_a_star(articles, colliding):
    table = nk.collocations(articles, "ferry", min_count=3)
    ax = plot.collocations(table, top=12, value="g2", ax=axes())
    assert colliding(ax) == []
    chosen = table.sort_values("g2", ascending=False).head(12)
    assert {label.name for label in labels(ax)} == {"ferry", *chosen["collocate"]}


def test_the_same_table_gives_the_same_picture(pairs):
    first, second = (plot.cooccurrence(pairs, ax=axes()).collections[-1].get_offsets() for _ in range(2))
    assert (first == second).all()


def test_what_is_passed_on_reaches_the_artists(pairs):
    ax = plot.cooccurrence(
        pairs, top=5, s=50, c="crimson", edge_kws={"color": "k", "lw": 3}, text_kws={"fontsize": 5}, ax=axes()
    )
    assert set(ax.collections[-1].get_sizes()) == {50}
    assert to_hex(ax.collections[-1].get_facecolor()[0]) == "#dc143c"
    assert set(lines(ax).get_linewidths()) == {3}
    assert {label.get_fontsize() for label in labels(ax)} == {5}


@pytest.mark.parametrize("draw", [plot.cooccurrence, plot.collocations])
def test_a_table_without_pairs_says_so(articles, pairs, draw):
    empty = pairs.head(0) if draw is plot.cooccurrence else nk.collocations(articles, min_count=6).head(0)
    assert draw(empty, ax=axes()).texts[0].get_text() == "no words stand together"


def test_hostile_and_foreign_words_are_text(tmp_path):
    words = ["$x$", "<script>alert(1)</script>", "파업", "إضراب", "B\nC"]
    table = pd.DataFrame({"a": words[:-1], "b": words[1:], "together": 1, "count_a": 2, "count_b": 3, "npmi": 0.5})
    ax = plot.cooccurrence(table, ax=axes())
    ax.figure.savefig(tmp_path / "f.svg")
    assert "<script" not in (tmp_path / "f.svg").read_text()


def test_a_hundred_thousand_pairs_are_drawn_quickly():
    rng = np.random.default_rng(1)
    table = pd.DataFrame({"a": [f"w{i}" for i in rng.integers(0, 300, 100_000)], "together": rng.poisson(9, 100_000)})
    table["b"] = [f"v{i}" for i in rng.integers(0, 300, 100_000)]
    table = table.assign(count_a=20, count_b=30, npmi=rng.random(len(table)))
    begin = time.perf_counter()
    plot.cooccurrence(table, ax=axes()).figure.canvas.draw()
    assert time.perf_counter() - begin < 4  # half of that on a machine with nothing else to do


def test_errors_say_what_was_given(pairs):
    with pytest.raises(InputError, match="value='size'"):
        plot.cooccurrence(pairs, value="size", ax=axes())
    with pytest.raises(InputError, match="top=0"):
        plot.cooccurrence(pairs, top=0, ax=axes())
    with pytest.raises(UnknownNameError, match="'word'"):
        plot.collocations(pairs, ax=axes())
    with pytest.raises(InputError, match="value='npm'"):
        plot.collocations(pairs, value="npm", ax=axes())
