from __future__ import annotations

import itertools
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

import newskit as nk
from newskit import plot
from newskit.errors import InputError, UnknownNameError
from newskit.plot.colors import OTHER
from newskit.plot.notes import note_of
from newskit.plot.point_labels import PointLabel


@pytest.fixture
def sample():
    articles = nk.load_sample()
    return nk.keyness(articles[articles["lang"] == "en"], by="source")


@pytest.fixture
def two():
    counts = pd.DataFrame({"A": [60, 5, 30, 900], "B": [5, 60, 31, 900]}, index=["ferry", "rain", "same", "the"])
    return nk.keyness_from_counts(counts)


def axes():
    return plt.figure().subplots()


def rows(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def test_two_groups_go_to_either_side(two):
    ax = plot.keyness(two, top=1, ax=axes())
    assert rows(ax) == ["ferry", "rain"]
    widths = [bar.get_width() for bar in ax.patches]
    assert widths[0] > 0 > widths[1]
    assert widths[0] == pytest.approx(two.query("group == 'A' and term == 'ferry'")["score"].iloc[0])


def test_one_group_stands_against_what_is_rarer_in_it(two):
    ax = plot.keyness(two, group="A", ax=axes())
    assert rows(ax)[0] == "ferry"
    assert rows(ax)[-1] == "rain"
    colors = {to_hex(bar.get_facecolor()): np.sign(bar.get_width()) for bar in ax.patches}
    assert colors == {plot.palette(["A"])["A"]: 1, OTHER: -1}


def test_many_groups_have_a_block_each_in_their_colours(sample):
    ax = plot.keyness(sample, top=3, ax=axes())
    assert len(rows(ax)) == 3 * sample["source"].nunique()
    headings = {
        text.get_text(): to_hex(text.get_color()) for text in ax.texts if text.get_text() in set(sample["source"])
    }
    assert headings == plot.palette(sorted(set(sample["source"])))
    assert all(bar.get_width() > 0 for bar in ax.patches)


def test_bars_that_may_be_chance_are_pale_and_said_to_be(two):
    ax = plot.keyness(two, ax=axes())
    pale = [name for name, bar in zip(rows(ax), ax.patches, strict=True) if bar.get_alpha() == 0.4]
    expected = two[(two["score"] > 0) & (two["fdr"] > 0.05)]["term"].tolist()
    assert pale == expected
    assert f"{len(expected)} pale bar" in " ".join(map(str, note_of(ax).remarks))


def test_counts_stand_beside_the_bars(two):
    assert "60 : 5" in [text.get_text() for text in plot.keyness(two, ax=axes()).texts]
    assert "60 : 5" not in [text.get_text() for text in plot.keyness(two, labels=False, ax=axes()).texts]


def test_terms_are_text_and_no_markup():
    counts = pd.DataFrame({"A": [60, 900], "B": [5, 900]}, index=["$x^2$", "파업"])
    ax = plot.keyness(nk.keyness_from_counts(counts), group="A", ax=axes())
    assert rows(ax)[0] == "$x^2$"
    assert not ax.get_yticklabels()[0].get_parse_math()
    ax.figure.canvas.draw()


def test_a_table_without_positive_scores_says_so(two):
    ax = plot.keyness(two.head(0), ax=axes())
    assert ax.texts[0].get_text() == "no word tells the groups apart"


def test_panels_of_groups_can_be_made(sample):
    figure, panels = plot.facet(sample, plot.keyness, col="source", sharey=False, top=2)
    figure.canvas.draw()
    assert set(panels) == set(sample["source"])
    first = sample.groupby("source", sort=False)["term"].first()
    assert {source: rows(ax)[0] for source, ax in panels.items()} == first.to_dict()


def test_what_is_no_table_of_keyness_is_refused(two):
    with pytest.raises(UnknownNameError, match="group 'C'"):
        plot.keyness(two, group="C", ax=axes())
    with pytest.raises(UnknownNameError, match="column 'score'"):
        plot.keyness(two.drop(columns="score"), ax=axes())
    with pytest.raises(InputError, match="top=0"):
        plot.keyness(two, top=0, ax=axes())
    many = pd.concat([two.assign(group=str(n)) for n in range(14)])
    with pytest.raises(InputError, match="14 groups; draw one with group="):
        plot.keyness(many, ax=axes())


def placed_labels(ax) -> list[PointLabel]:
    ax.figure.canvas.draw()
    return [text for text in ax.texts if isinstance(text, PointLabel) and text.is_placed]


def test_a_scatter_of_two_groups_has_one_on_each_axis(two):
    ax = plot.keyness(two, kind="scatter", ax=axes())
    assert ax.get_ylabel() == "A\nuses per million words"
    assert ax.get_xlabel() == "B\nuses per million words"
    colors = {label.name: label.get_color() for label in placed_labels(ax)}
    expected = plot.palette(["A", "B"])
    assert colors["ferry"] == expected["A"]
    assert colors["rain"] == expected["B"]
    (x, y) = next(label.point for label in placed_labels(ax) if label.name == "ferry")
    assert (x, y) == pytest.approx((5 / 996 * 1e6, 60 / 995 * 1e6))


def test_a_scatter_of_a_table_cut_short_has_the_words_of_both_groups(two):
    short = pd.concat([two[two["group"] == name].head(1) for name in "AB"])
    assert {label.name for label in placed_labels(plot.keyness(short, kind="scatter", ax=axes()))} == {"ferry", "rain"}


def test_a_scatter_of_one_group_is_against_the_reference(sample):
    source = sample["source"].iloc[0]
    ax = plot.keyness(sample, kind="scatter", group=source, top=30, ax=plt.figure(figsize=(6.3, 4.5)).subplots())
    extents = [label.get_window_extent() for label in placed_labels(ax)]
    assert len(extents) > 40
    assert not any(a.overlaps(b) for a, b in itertools.combinations(extents, 2))
    assert ax.get_xlabel().startswith("reference")


def test_words_that_one_side_never_uses_stand_at_zero():
    counts = pd.DataFrame({"A": [60, 0, 900], "B": [0, 60, 900]}, index=["ferry", "rain", "the"])
    ax = plot.keyness(nk.keyness_from_counts(counts), kind="scatter", ax=axes())
    ax.figure.canvas.draw()
    assert ax.get_xticklabels()[0].get_text() == "0"
    assert np.isfinite(ax.collections[-1].get_offsets()).all()


def test_a_scatter_shows_no_more_than_two_groups_and_says_what_to_do(sample, two):
    with pytest.raises(InputError, match="choose one with group="):
        plot.keyness(sample, kind="scatter", ax=axes())
    with pytest.raises(InputError, match="kind='pie'"):
        plot.keyness(two, kind="pie", ax=axes())
    assert plot.keyness(two.head(0), kind="scatter", ax=axes()).texts[0].get_text() == "no word tells the groups apart"


def test_a_scatter_of_many_words_is_thinned_and_says_so():
    rng = np.random.default_rng(1)
    counts = pd.DataFrame(rng.poisson(rng.lognormal(1, 1.5, (100_000, 1)), (100_000, 2)), columns=["A", "B"])
    counts.index = [f"word{i}" for i in range(len(counts))]
    table = nk.keyness_from_counts(counts)
    begin = time.perf_counter()
    ax = plot.keyness(table, kind="scatter", ax=axes())
    ax.figure.canvas.draw()
    assert time.perf_counter() - begin < 4  # half of that on a machine with nothing else to do
    assert "5,000 of " in " ".join(map(str, note_of(ax).remarks))
    assert len(ax.collections[-1].get_offsets()) <= 5000


@pytest.mark.parametrize("kind", ["bar", "scatter"])
def test_a_group_is_drawn_beside_one_whose_name_is_missing(kind):
    articles = nk.load_sample()
    articles = articles[articles["lang"] == "en"]
    table = nk.keyness(articles, by="section", top=5)
    assert table["section"].isna().any()
    ax = plot.keyness(table, group="Sport", kind=kind, ax=axes())
    assert ax.patches or ax.collections
