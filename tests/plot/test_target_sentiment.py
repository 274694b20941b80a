from __future__ import annotations

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError, UnknownNameError


def table(targets, groups, **columns):
    n = len(targets) * len(groups)
    made = pd.DataFrame({"source": [g for g in groups for _ in targets], "target": list(targets) * len(groups)})
    values = {"articles": np.arange(1, n + 1), "sentiment": np.linspace(-0.8, 0.8, n), **columns}
    return made.assign(**values)


def axes(width=6, height=4):
    return plt.figure(figsize=(width, height)).subplots()


def circles(ax):
    return ax.collections[0]


def test_each_cell_with_a_score_has_a_circle_in_its_place():
    made = table(["Lee", "Kim"], ["A", "B", "C"])
    made.loc[1, ["articles", "sentiment"]] = [0, np.nan]
    ax = nk.plot.target_sentiment(made, ax=axes())
    places = {tuple(place) for place in circles(ax).get_offsets().astype(int).tolist()}
    assert places == {(0, 0), (1, 0), (1, 1), (2, 0), (2, 1)}
    assert [label.get_text() for label in ax.get_xticklabels()] == ["A", "B", "C"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Lee", "Kim"]


def test_areas_follow_counts_and_none_touches_its_neighbour():
    ax = nk.plot.target_sentiment(table(["Lee", "Kim"], ["A", "B"], articles=[1, 4, 16, 100]), ax=axes())
    sizes = circles(ax).get_sizes()
    assert sizes[3] / sizes[2] == pytest.approx(100 / 16)
    ax.figure.canvas.draw()
    cell = min(ax.bbox.width, ax.bbox.height) / 2 * 72 / ax.figure.dpi
    assert np.sqrt(sizes.max()) < cell


def test_what_may_be_chance_is_a_ring():
    made = table(["Lee"], ["A", "B"], low=[-0.9, -0.1], high=[-0.7, 0.9])
    faces = circles(nk.plot.target_sentiment(made, ax=axes())).get_facecolors()
    assert faces[:, 3].tolist() == [1.0, pytest.approx(0.12)]


def test_good_and_bad_differ_in_colour_and_lightness_from_the_middle():
    made = table(["Lee"], ["A", "B", "C"], sentiment=[-0.8, 0.0, 0.8])
    faces = circles(nk.plot.target_sentiment(made, ax=axes())).get_facecolors()[:, :3]
    grey = faces @ [0.2126, 0.7152, 0.0722]
    assert grey[1] > grey[0] + 0.1
    assert grey[1] > grey[2] + 0.1


def test_periods_and_names_in_other_scripts_can_be_columns_and_rows():
    made = table(["이재명", "Lee"], pd.to_datetime(["2025-01-01", "2025-02-01"], utc=True)).rename(
        columns={"source": "period"}
    )
    ax = nk.plot.target_sentiment(made, ax=axes())
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2025-01-01", "2025-02-01"]
    assert ax.get_yticklabels()[0].get_text() == "이재명"


@pytest.mark.parametrize("made", [table([], []), table(["Lee"], ["A"], sentiment=[np.nan])])
def test_nothing_to_draw_is_said(made):
    assert nk.plot.target_sentiment(made, ax=axes()).texts[0].get_text()


def test_bad_input_is_named():
    with pytest.raises(UnknownNameError, match="'target'"):
        nk.plot.target_sentiment(pd.DataFrame({"x": [1]}), ax=axes())
    with pytest.raises(InputError, match="by='source'"):
        nk.plot.target_sentiment(table(["Lee"], ["A"]).rename(columns={"source": "id"}), ax=axes())
    with pytest.raises(InputError, match="100 rows"):
        nk.plot.target_sentiment(table([f"t{n}" for n in range(100)], ["A"]), ax=axes())
    each = nk.target_sentiment(nk.as_articles([{"text": "Ann Lee won praise."}]), "Ann Lee", lang="en")
    with pytest.raises(InputError, match="no groups to make columns of"):
        nk.plot.target_sentiment(each, ax=axes())


def portrayed(**settings):
    dates = pd.date_range("2025-01-15", periods=40, freq="MS", tz="UTC")
    rows = {
        "title": [f"Day {n}" for n in range(40)],
        "text": "Ann Lee won praise.",
        "source": ["A", "B"] * 20,
        "lang": "en",
        "published": dates,
    }
    return nk.target_sentiment(nk.as_articles(pd.DataFrame(rows)), "Ann Lee", **settings)


@pytest.mark.parametrize(
    ("freq", "first"), [("Q", "Q1 2025"), ("Y", "2025"), ("6M", "Jan 2025"), ("100D", "12 Jan 2025")]
)
def test_periods_are_named_by_their_length(freq, first):
    ax = nk.plot.target_sentiment(portrayed(freq=freq), ax=axes())
    assert ax.get_xticklabels()[0].get_text() == first


def test_circles_never_lie_on_each_other():
    both = portrayed(by="source", freq="Y")
    with pytest.raises(InputError, match=r"facet\(table, nk.plot.target_sentiment, col='source'\)"):
        nk.plot.target_sentiment(both, ax=axes())
    _, panels = nk.plot.facet(both, nk.plot.target_sentiment, col="source")
    assert list(panels) == ["A", "B"]
    assert all(ax.xaxis.get_tick_params()["labeltop"] for ax in panels.values())
    assert not any(ax.xaxis.get_tick_params()["labelbottom"] for ax in panels.values())


def test_panels_share_the_scales_of_colour_and_size():
    made = pd.DataFrame({
        "source": ["A", "A", "B", "B"], "period": pd.to_datetime(["2025", "2026"] * 2, utc=True), "target": "Lee",
        "articles": [1, 4, 4, 16], "sentiment": [-0.2, 0.1, 0.2, 0.8],
    })  # fmt: skip
    figure, panels = nk.plot.facet(made, nk.plot.target_sentiment, col="source", columns="period")
    first, second = (circles(ax) for ax in panels.values())
    assert first.get_sizes()[1] == pytest.approx(second.get_sizes()[0])
    np.testing.assert_array_equal(first.get_edgecolors()[1] > 0.5, second.get_edgecolors()[0] > 0.5)
    assert any("at most 16." in text.get_text() for text in figure.texts)


def test_names_of_many_columns_do_not_cover_each_other():
    ax = nk.plot.target_sentiment(portrayed(freq="2M"), ax=axes())
    ax.figure.canvas.draw()
    boxes = [label.get_window_extent() for label in ax.get_xticklabels()]
    assert len(boxes) == 21
    assert all(left.x1 <= right.x0 for left, right in itertools.pairwise(boxes))


def test_more_columns_than_can_be_read_are_refused_with_what_to_do():
    with pytest.raises(InputError, match="1 row and 40 columns.*take a longer freq="):
        nk.plot.target_sentiment(portrayed(freq="M"), ax=axes())
