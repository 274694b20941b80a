from __future__ import annotations

import itertools
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection, PolyCollection

from newskit import plot
from newskit.errors import InputError, UnknownNameError
from newskit.plot.labels import EndLabel
from newskit.plot.notes import note_of
from newskit.tables import trend


def corpus(n_groups: int = 3, n: int = 1500, days: float = 90, undated: int = 0, name: str = "Outlet {:02d}"):
    rng = np.random.default_rng(7)
    seconds = pd.to_timedelta(rng.integers(0, int(days * 86400), n), "s")
    published = pd.Series((pd.Timestamp("2024-01-03", tz="UTC") + seconds).as_unit("us"))
    published[:undated] = pd.NaT
    source = rng.choice([name.format(i) for i in range(max(n_groups, 1))], n)
    return pd.DataFrame({"published": published, "source": source, "x": rng.normal(50, 10, n)})


def labels(ax) -> list[EndLabel]:
    return [text for text in ax.texts if isinstance(text, EndLabel)]


def remarks(ax) -> str:
    note = note_of(ax)
    return " ".join(map(str, note.remarks)) if note else ""


def of(ax, kind) -> list:
    return [c for c in ax.collections if type(c) is kind or (kind is PolyCollection and isinstance(c, kind))]


@pytest.mark.parametrize("n_groups", [1, 3, 12, 40])
@pytest.mark.parametrize("name", ["Outlet {:02d}", "미르내일보 {:02d}"])
def test_labels_neither_overlap_nor_leave_the_figure(n_groups, name):
    ax = plot.trend(trend(corpus(n_groups, name=name), "x", by="source"), ax=plt.figure(figsize=(4, 3)).subplots())
    ax.figure.canvas.draw()
    extents = [label.get_window_extent() for label in labels(ax)]
    assert not any(a.overlaps(b) for a, b in itertools.combinations(extents, 2))
    assert all(e.x1 <= ax.figure.bbox.x1 + 1 for e in extents)


def test_the_line_shows_the_means_and_the_band_the_interval():
    table = trend(corpus(), "x")
    ax = plot.trend(table)
    drawn = np.asarray(ax.lines[0].get_ydata(), dtype=float)
    assert drawn[~np.isnan(drawn)].tolist() == table.loc[table["complete"], "mean"].tolist()
    box = of(ax, PolyCollection)[0].get_datalim(ax.transData)
    assert (box.y0, box.y1) == pytest.approx((table["low"].min(), table["high"].max()))
    assert "Bands: 95% intervals." in remarks(ax)


def test_the_incomplete_last_period_is_dashed_to_a_hollow_point():
    ax = plot.trend(trend(corpus(), "x"))
    assert ax.lines[1].is_dashed()
    assert "Dashed to a hollow point: weeks" in remarks(ax)


def test_rolling_figures_are_the_line_and_single_periods_are_circles():
    table = trend(corpus(), "x", rolling=4)
    ax = plot.trend(table)
    drawn = np.asarray(ax.lines[0].get_ydata(), dtype=float)
    expected = table.loc[table["complete"] & table["rolling_mean"].notna(), "rolling_mean"].tolist()
    assert drawn[~np.isnan(drawn)].tolist() == expected
    assert of(ax, PathCollection)[0].get_offsets()[:, 1].tolist() == table["mean"].tolist()
    assert ax.get_ylabel() == "rolling mean x over 4 weeks"
    assert "Lines: all articles of 4 weeks up to the point. Circles: single weeks, unsmoothed." in remarks(ax)
    assert plot.trend(table, rolling=False, ax=plt.figure().subplots()).get_ylabel() == "mean x per week"


def test_articles_are_drawn_as_dots_thinned_with_a_note():
    articles = corpus(2, n=7000)
    table = trend(articles, "x", by="source")
    ax = plot.trend(table, points=articles)
    assert sum(len(c.get_offsets()) for c in of(ax, PathCollection)) == 5000
    assert "Dots: articles, 5,000 of 7,000, evenly picked." in remarks(ax)


def test_dots_keep_to_the_bounds_of_the_table():
    articles = corpus()
    ax = plot.trend(trend(articles, "x", start="2024-02"), points=articles)
    inside = (articles["published"] >= pd.Timestamp("2024-02-01", tz="UTC")).sum()
    assert len(of(ax, PathCollection)[0].get_offsets()) == inside


def test_more_than_four_lines_have_no_bands_unless_asked():
    table = trend(corpus(6), "x", by="source")
    assert not of(plot.trend(table), PolyCollection)
    assert len(of(plot.trend(table, band=True, ax=plt.figure().subplots()), PolyCollection)) == 6


def test_a_band_of_two_articles_does_not_press_the_line_flat():
    articles = corpus(n=300)
    lone = pd.DataFrame({"published": pd.to_datetime(["2024-04-15", "2024-04-16"], utc=True), "x": [0.0, 100.0]})
    ax = plot.trend(trend(pd.concat([articles, lone]), "x"))
    assert np.diff(ax.get_ylim())[0] < 400
    assert "some cut off" in remarks(ax)


def test_groups_beyond_those_shown_are_grey_and_counted():
    ax = plot.trend(trend(corpus(12), "x", by="source"))
    assert len(of(ax, LineCollection)[0].get_segments()) == 4
    assert "Grey: 4 smaller groups." in remarks(ax)


def test_shares_are_percent():
    ax = plot.trend(trend(corpus().assign(high=lambda a: a["x"] > 50), "high"))
    ax.figure.canvas.draw()
    assert all(label.get_text().endswith("%") for label in ax.get_yticklabels())
    assert ax.get_ylabel() == "share of high per week"


def test_means_of_several_groups_are_never_added_up():
    articles = corpus().assign(section=["World", "Sport"] * 750)
    with pytest.raises(InputError, match="several rows for one period and source"):
        plot.trend(trend(articles, "x", by=["source", "section"]), hue="source")


def test_facet_draws_a_panel_each():
    figure, panels = plot.facet(trend(corpus(), "x", by="source"), plot.trend, col="source")
    figure.canvas.draw()
    assert len(panels) == 3


@pytest.mark.parametrize(("n", "undated", "says"), [(0, 0, "no articles"), (5, 5, "no article of 5 has a date")])
def test_a_table_without_dated_articles_says_so(n, undated, says):
    assert plot.trend(trend(corpus(n=n, undated=undated), "x")).texts[0].get_text() == says


def test_a_table_without_values_says_so():
    ax = plot.trend(trend(corpus(n=5).assign(x=np.nan), "x"))
    assert ax.texts[0].get_text() == "no article of 5 has a value"


@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_articles_are_drawn(n):
    ax = plot.trend(trend(corpus(n=n), "x", rolling=2), rolling=False)
    ax.figure.canvas.draw()
    assert len(ax.lines) >= 1


def test_what_is_left_out_is_counted():
    articles = corpus(undated=12)
    articles.loc[20:24, "x"] = np.nan
    said = remarks(plot.trend(trend(articles, "x", start="2024-01-08")))
    assert "without a value" in said
    assert "12 articles without a date not shown" in said
    assert "before or after left out" in said


def test_a_table_that_the_user_made_is_drawn():
    table = pd.DataFrame({"period": ["2024-01-01", "2024-02-01"], "mean": [1.0, 2.0]})
    ax = plot.trend(table)
    assert ax.lines[0].get_ydata().tolist() == [1, 2]
    assert ax.get_ylabel() == "mean value"


def test_a_name_with_markup_is_shown_as_it_is():
    articles = corpus().rename(columns={"x": "$cost <script>"})
    ax = plot.trend(trend(articles, "$cost <script>"))
    ax.figure.canvas.draw()
    assert ax.get_ylabel() == "mean $cost <script> per week"


def test_what_is_passed_on_reaches_lines_bands_and_points():
    ax = plot.trend(trend(corpus(), "x"), lw=3, c="k", points=True, band_kws={"alpha": 0.5}, point_kws={"s": 99})
    assert {line.get_linewidth() for line in ax.lines} == {3}
    assert of(ax, PolyCollection)[0].get_alpha() == 0.5
    assert of(ax, PathCollection)[0].get_sizes().tolist() == [99]


@pytest.mark.parametrize(
    ("kws", "error"),
    [({"hue": "sauce"}, UnknownNameError), ({"rolling": True}, InputError), ({"highlight": ["x"]}, UnknownNameError)],
)
def test_what_cannot_be_drawn_is_refused(kws, error):
    with pytest.raises(error):
        plot.trend(trend(corpus(), "x", by="source"), **kws)


def test_a_hundred_thousand_articles_are_drawn_in_time():
    articles = corpus(40, n=100_000, days=1000)
    table = trend(articles, "x", by="source", freq="D")
    began = time.perf_counter()
    plot.trend(table, points=articles).figure.canvas.draw()
    assert time.perf_counter() - began < 4  # two seconds on a machine without other work
