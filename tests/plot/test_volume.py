from __future__ import annotations

import itertools
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, QuadMesh
from matplotlib.colors import to_hex

from newskit import plot
from newskit.errors import InputError, UnknownNameError
from newskit.plot.labels import EndLabel
from newskit.plot.notes import note_of
from newskit.tables import volume


def corpus(n_groups: int = 3, n: int = 1500, days: float = 90, undated: int = 0, start: str = "2024-01-03"):
    rng = np.random.default_rng(7)
    seconds = pd.to_timedelta(rng.integers(0, int(days * 86400), n), "s")
    published = pd.Series((pd.Timestamp(start, tz="UTC") + seconds).as_unit("us"))
    published[:undated] = pd.NaT
    weights = 1 / np.arange(1, n_groups + 1)
    source = rng.choice([f"Outlet {i:02d}" for i in range(n_groups)], n, p=weights / weights.sum())
    return pd.DataFrame({"published": published, "source": source, "section": rng.choice(["World", "Sport"], n)})


def labels(ax) -> list[EndLabel]:
    return [text for text in ax.texts if isinstance(text, EndLabel)]


def names(ax) -> list[str]:
    return [label.name for label in labels(ax)]


def remarks(ax) -> str:
    note = note_of(ax)
    return " ".join(map(str, note.remarks)) if note else ""


def outside(ax) -> list[str]:
    """Return the texts that reach over the figure's edge."""
    box = ax.figure.bbox
    ticks = [tick.label1 for axis in (ax.xaxis, ax.yaxis) for tick in axis._update_ticks()]  # those in view
    texts = [*ax.texts, *ticks, ax.yaxis.label]
    extents = [(text.get_text(), text.get_window_extent()) for text in texts if text.get_text()]
    return [t for t, e in extents if e.x0 < box.x0 - 1 or e.x1 > box.x1 + 1 or e.y0 < box.y0 - 1 or e.y1 > box.y1 + 1]


@pytest.mark.parametrize("n_groups", [1, 3, 8, 12, 40])
@pytest.mark.parametrize("figsize", [(6.4, 4.8), (3.3, 2.4), (12, 3)])
def test_nothing_overlaps_or_is_cut_off(n_groups, figsize):
    plt.figure(figsize=figsize)
    ax = plot.volume(volume(corpus(n_groups, undated=9), by="source", share=True))
    ax.figure.canvas.draw()
    extents = [label.get_window_extent() for label in labels(ax)]
    assert not any(a.overlaps(b) for a, b in itertools.combinations(extents, 2))
    assert outside(ax) == []


def test_lines_show_the_numbers_of_the_table():
    table = volume(corpus(), by="source")
    ax = plot.volume(table)
    line = next(line for line in ax.lines if line.get_label() == "Outlet 01")
    expected = table[(table["source"] == "Outlet 01") & table["complete"]]["articles"].tolist()
    drawn = np.asarray(line.get_ydata(), dtype=float)
    assert drawn[~np.isnan(drawn)].tolist() == expected


def test_incomplete_ends_are_dashed_to_hollow_points_and_explained():
    ax = plot.volume(volume(corpus()))
    solid, dashed = ax.lines
    assert np.isnan(solid.get_ydata()[[0, -1]]).all()
    assert dashed.is_dashed()
    assert dashed.get_markevery() == [0, len(dashed.get_xdata()) - 1]
    assert "weeks that the articles cover only in part" in remarks(ax)


def test_complete_periods_need_no_explanation():
    ax = plot.volume(volume(corpus(start="2024-01-01", days=84)))
    assert len(ax.lines) == 1
    assert note_of(ax) is None


def test_shares_are_percent_with_their_counts():
    ax = plot.volume(volume(corpus(), by="source", share=True))
    ax.figure.canvas.draw()
    assert all(label.get_text().endswith("%") for label in ax.get_yticklabels())
    assert "(n=" in names(ax)[0]
    assert "Shares of 1,500 articles" in remarks(ax)


def test_undated_articles_and_those_outside_the_bounds_are_counted_in_the_note():
    ax = plot.volume(volume(corpus(undated=12), by="source", start="2024-01-08"))
    assert "12 articles without a date not shown" in remarks(ax)
    assert "before or after left out" in remarks(ax)


def test_from_the_ninth_group_on_the_smaller_ones_are_grey_and_counted():
    ax = plot.volume(volume(corpus(40), by="source"))
    assert len({to_hex(label.get_color()) for label in labels(ax)}) == 9
    assert names(ax)[-1] == "32 smaller groups"
    grey = next(c for c in ax.collections if isinstance(c, LineCollection))
    assert len(grey.get_segments()) == 32
    assert "Grey: 32 smaller groups" in remarks(ax)


def test_areas_of_smaller_groups_are_summed():
    table = volume(corpus(12), by="source")
    ax = plot.volume(table, kind="area", top=2)
    top = max(c.get_datalim(ax.transData).y1 for c in ax.collections)
    assert top == table.groupby("period")["articles"].sum().max()


def test_groups_to_show_can_be_named():
    ax = plot.volume(volume(corpus(5), by="source"), highlight=["Outlet 04", "Outlet 03"])
    assert set(names(ax)) == {"Outlet 03", "Outlet 04", "3 smaller groups"}


def test_twelve_groups_in_colour_differ_by_markers_and_the_note_says_so():
    ax = plot.volume(volume(corpus(12), by="source"), top=12)
    looks = {(line.get_color(), line.get_marker()) for line in ax.lines if line.get_label().startswith("Outlet")}
    assert len(looks) == 12
    assert "markers" in remarks(ax)


def test_a_source_has_one_colour_in_every_chart():
    table = volume(corpus(), by="source")
    first = {label.name: label.get_color() for label in labels(plot.volume(table))}
    plt.figure()
    part = table[table["source"] != "Outlet 00"]
    assert {label.name: label.get_color() for label in labels(plot.volume(part))}.items() <= first.items()


def test_the_scale_begins_at_zero():
    for kws in ({}, {"by": "source"}, {"by": "source", "share": True}):
        plt.figure()
        assert plot.volume(volume(corpus(), **kws)).get_ylim()[0] == 0


def test_one_period_is_a_point():
    ax = plot.volume(volume(corpus(start="2024-01-08", days=7)))
    ax.figure.canvas.draw()
    assert ax.lines[0].get_markevery() == [0]
    assert np.diff(ax.get_xlim())[0] < 30


@pytest.mark.parametrize("kind", ["line", "area", "share"])
@pytest.mark.parametrize(("n", "undated", "says"), [(5, 5, "no article of 5 has a date"), (0, 0, "no articles")])
def test_a_table_without_dated_articles_says_so(kind, n, undated, says):
    ax = plot.volume(volume(corpus(n=n, undated=undated), by="source"), kind=kind)
    ax.figure.canvas.draw()
    assert ax.texts[0].get_text() == says


@pytest.mark.parametrize("kind", ["line", "area", "share"])
@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_articles_are_drawn(kind, n):
    ax = plot.volume(volume(corpus(n=n), by="source", share=True), kind=kind)
    ax.figure.canvas.draw()
    assert ax.get_ylim() >= (0, 0.9)


def test_a_period_without_articles_is_a_gap_in_shares_and_lone_points_are_seen():
    articles = pd.DataFrame({"published": pd.to_datetime(["2024-01-01", "2024-01-15", "2024-01-28"], utc=True)})
    ax = plot.volume(volume(articles, share=True))
    assert list(ax.lines[0].get_markevery()) == [0]
    assert np.isnan(ax.lines[0].get_ydata()[1])


def test_a_table_that_the_user_made_is_drawn():
    table = pd.DataFrame({"period": pd.period_range("2024-01", periods=4, freq="M"), "articles": [1, 2, 3, 4]})
    assert plot.volume(table).lines[0].get_ydata().tolist() == [1, 2, 3, 4]
    table["period"] = ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]
    assert plot.volume(table, ax=plt.figure().subplots()).get_ylabel() == "articles"


def test_groups_that_are_not_the_hue_are_added_up():
    table = volume(corpus(), by=["source", "section"])
    ax = plot.volume(table, hue="section")
    assert sorted(names(ax)) == ["Sport", "World"]
    drawn = sum(np.nan_to_num(line.get_ydata()).sum() for line in ax.lines if line.get_label() in {"Sport", "World"})
    assert drawn == table.loc[table["complete"], "articles"].sum()


def test_what_is_passed_on_reaches_lines_and_labels():
    ax = plot.volume(volume(corpus(), by="source"), lw=3, c="k", marker="x", text_kws={"fontsize": 14, "color": "r"})
    assert {line.get_linewidth() for line in ax.lines} == {3}
    assert {line.get_color() for line in ax.lines} == {"k"}
    assert {label.get_fontsize() for label in labels(ax)} == {14}


def test_the_given_axes_are_drawn_on_and_returned():
    _, (left, right) = plt.subplots(1, 2)
    assert plot.volume(volume(corpus()), ax=left) is left
    assert not right.lines


def test_a_layout_that_the_user_chose_stays():
    figure = plt.figure()
    figure.subplots_adjust(right=0.7)
    plot.volume(volume(corpus(), by="source"))
    assert figure.get_layout_engine() is None


def test_a_legend_shows_names_as_they_are():
    articles = corpus().replace({"source": {"Outlet 00": "$Cash$ News"}})
    ax = plot.volume(volume(articles, by="source"), labels=False)
    ax.figure.canvas.draw()
    assert labels(ax) == []
    shown = ax.legend().get_texts()[0]
    assert shown._preprocess_math(shown.get_text()) == ("$Cash$ News", False)


@pytest.mark.parametrize("kind", ["line", "area", "share"])
def test_hostile_names_are_drawn_as_text(kind, tmp_path):
    source = ["$x$", "<script>alert(1)</script>", "_a", "B\nC", "", None, "é"]
    articles = pd.DataFrame({"published": pd.Timestamp("2024-01-01", tz="UTC"), "source": source})
    ax = plot.volume(volume(articles, by="source"), kind=kind)
    ax.figure.savefig(tmp_path / "f.svg")
    assert "<script" not in (tmp_path / "f.svg").read_text()


@pytest.mark.parametrize(
    ("kws", "error", "says"),
    [
        ({"hue": "sauce"}, UnknownNameError, "'sauce'.*did you mean 'source'"),
        ({"kind": "pie"}, InputError, "kind='pie'"),
        ({"value": "n"}, InputError, "value='n'"),
        ({"y": "share"}, InputError, "no setting 'y'; value= says which column"),
        ({"value": "share"}, UnknownNameError, "'share' is not in the table"),
        ({"top": "all"}, InputError, "top='all'"),
        ({"highlight": "Outlet 01"}, InputError, "highlight=['Outlet 01']"),
        ({"highlight": ["Outlet 99"]}, UnknownNameError, "'Outlet 99'"),
        ({"ax": [1]}, InputError, "ax should be one"),
    ],
)
def test_errors_say_what_was_given_and_what_there_is(kws, error, says):
    with pytest.raises(error, match=says):
        plot.volume(volume(corpus(), by="source"), **kws)


def test_styles_last_as_long_as_their_block():
    with plot.style("dark"):
        ax = plot.volume(volume(corpus(), by="source"))
        ax.figure.canvas.draw()
    with pytest.raises(InputError, match="style='neon'"), plot.style("neon"):
        pass


def test_shares_fill_the_whole_height_whether_the_table_has_them_or_not():
    for share in (False, True):
        table = volume(corpus(), by="source", share=share)
        ax = plot.volume(table, kind="share", ax=plt.figure().subplots())
        assert ax.get_ylim() == (0, 1)
        assert max(c.get_datalim(ax.transData).y1 for c in ax.collections) == pytest.approx(1)


def test_a_calendar_has_a_cell_for_each_day_that_shows_its_articles():
    table = volume(corpus(days=60), freq="D")
    ax = plot.volume(table, kind="calendar")
    (mesh,) = (c for c in ax.collections if isinstance(c, QuadMesh))
    cells = mesh.get_array()
    assert cells.count() == len(table)
    assert cells.sum() == table["articles"].sum()
    first = table["period"].iloc[0]  # a Wednesday in the first week
    assert cells[first.day_of_week, 0] == table["articles"].iloc[0]


def test_a_calendar_of_several_years_has_a_block_for_each():
    ax = plot.volume(volume(corpus(days=800, undated=3), freq="D"), kind="calendar")
    ax.figure.canvas.draw()
    assert {"2024", "2025", "2026"} <= {text.get_text() for text in ax.texts}
    assert "3 articles without a date" in remarks(ax)
    assert outside(ax) == []
    extents = [text.get_window_extent() for text in ax.texts if text.get_text()]
    assert not any(a.overlaps(b) for a, b in itertools.combinations(extents, 2))


def test_a_calendar_adds_up_groups():
    table = volume(corpus(days=60), by="source", freq="D")
    ax = plot.volume(table, kind="calendar")
    assert next(c for c in ax.collections if isinstance(c, QuadMesh)).get_array().sum() == table["articles"].sum()


def test_a_calendar_needs_days_and_no_more_years_than_can_be_seen():
    with pytest.raises(InputError, match="freq='D'"):
        plot.volume(volume(corpus()), kind="calendar")
    days = pd.DataFrame({"period": pd.date_range("1990-01-01", periods=9000, freq="D"), "articles": 1})
    with pytest.raises(InputError, match="from 1990 to 2014"):
        plot.volume(days, kind="calendar")
    assert plot.volume(days.head(0), kind="calendar").texts[0].get_text() == "no articles"


@pytest.mark.parametrize("kind", ["line", "share"])
def test_a_table_of_a_hundred_thousand_rows_is_drawn_quickly(kind):
    periods = pd.date_range("2020-01-01", periods=1000, freq="D", tz="UTC")
    table = pd.DataFrame({"period": periods.repeat(100), "source": [f"Outlet {i}" for i in range(100)] * 1000})
    table["articles"] = np.random.default_rng(1).poisson(3, len(table))
    begin = time.perf_counter()
    plot.volume(table, hue="source", kind=kind).figure.canvas.draw()
    assert time.perf_counter() - begin < 4  # half of that on a machine with nothing else to do


def test_forty_long_names_do_not_collide(colliding, cut_off):
    articles = corpus(40)
    articles["source"] = "The Long-Established Evening Courier and Gazette of " + articles["source"] + ", Late Edition"
    ax = plot.volume(volume(articles, by="source"), top=12, ax=plt.figure(figsize=(6.3, 3.5)).subplots())
    assert colliding(ax) == []
    assert cut_off(ax) == []
    assert ax.bbox.width > 0.5 * ax.figure.bbox.width
