from __future__ import annotations

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit import plot
from newskit.errors import InputError, UnknownNameError
from newskit.plot.labels import EndLabel
from newskit.plot.notes import note_of
from newskit.tables import volume


def corpus(sources: int = 7, n: int = 1200, undated: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(5)
    seconds = pd.to_timedelta(rng.integers(0, 60 * 86400, n), "s")
    published = pd.Series((pd.Timestamp("2024-01-03", tz="UTC") + seconds).as_unit("us"))
    published[:undated] = pd.NaT
    names = [f"Outlet {i}" for i in range(sources)]
    sections = rng.choice([f"Section {i:02d}" for i in range(12)], n)
    return pd.DataFrame({"published": published, "source": rng.choice(names, n), "section": sections})


def shows(ax, axis: str) -> bool:
    ax.figure.canvas.draw()
    return any(label.get_text() and label.get_visible() for label in getattr(ax, f"get_{axis}ticklabels")())


def test_every_value_has_a_panel_with_its_title_and_empty_ones_are_removed():
    figure, panels = plot.facet(volume(corpus(), by="source"), plot.volume, col="source")
    assert list(panels) == [f"Outlet {i}" for i in range(7)]
    assert [ax.get_title(loc="left") for ax in panels.values()] == list(panels)
    assert len(figure.axes) == 7


def test_scales_stand_at_the_outer_panels_only():
    _, panels = plot.facet(volume(corpus(), by="source"), plot.volume, col="source")
    axes = list(panels.values())
    assert [shows(ax, "x") for ax in axes] == [False] * 4 + [True] * 3
    assert [shows(ax, "y") for ax in axes] == [True, False, False, True, False, False, True]


def test_panels_share_scales_unless_told_otherwise():
    table = volume(corpus(), by="source")
    _, panels = plot.facet(table, plot.volume, col="source")
    assert len({ax.get_ylim() for ax in panels.values()}) == 1
    _, panels = plot.facet(table, plot.volume, col="source", sharey=False)
    assert len({ax.get_ylim() for ax in panels.values()}) > 1
    assert all(shows(ax, "y") for ax in panels.values())


def test_a_source_has_the_colour_that_it_has_elsewhere():
    colors = plot.palette([f"Outlet {i}" for i in range(7)])
    _, panels = plot.facet(volume(corpus(), by="source"), plot.volume, col="source", hue="source")
    assert {name: ax.lines[0].get_color() for name, ax in panels.items()} == colors


def test_the_same_groups_are_in_colour_in_every_panel():
    table = volume(corpus(3), by=["source", "section"])
    _, panels = plot.facet(table, plot.volume, col="source", hue="section")
    shown = [{text.name for text in ax.texts if isinstance(text, EndLabel)} for ax in panels.values()]
    assert shown[0] == shown[1] == shown[2]
    assert len(shown[0]) == 9


def test_titles_say_it_so_labels_do_not_repeat_it():
    _, panels = plot.facet(volume(corpus(), by="source"), plot.volume, col="source")
    assert not any(isinstance(text, EndLabel) for ax in panels.values() for text in ax.texts)


def test_the_note_stands_once_with_the_numbers_of_all_panels():
    articles = corpus(undated=20)
    figure, panels = plot.facet(volume(articles, by="source", share=True), plot.volume, col="source")
    assert all(note_of(ax) is None for ax in panels.values())
    note = figure._supxlabel.get_text().replace("\n", " ")
    assert "20 articles without a date not shown" in note
    assert note.count("Dashed") == note.count("Shares of 1,180 articles") == 1


def test_a_missing_value_has_a_panel():
    articles = corpus(2)
    articles.loc[:100, "source"] = None
    _, panels = plot.facet(volume(articles, by="source"), plot.volume, col="source")
    assert list(panels)[-1] is pd.NA
    assert list(panels.values())[-1].get_title(loc="left") == "(missing)"


def test_titles_do_not_overlap_and_are_no_formulas():
    names = {f"Outlet {i}": f"${i}$ A name of a newspaper that is far too long for any panel {i}" for i in range(7)}
    table = volume(corpus().replace({"source": names}), by="source")
    figure, panels = plot.facet(table, plot.volume, col="source")
    figure.canvas.draw()
    titles = [ax._left_title for ax in panels.values()]
    assert all(title.get_text().startswith("$") for title in titles)
    boxes = [title.get_window_extent() for title in titles]
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))


def test_any_function_that_takes_a_table_and_axes_can_be_panelled():
    def bars(table, *, ax):
        ax.bar(range(len(table)), table["articles"])
        return ax

    _, panels = plot.facet(volume(corpus(), by="source"), bars, col="source", col_wrap=2)
    assert all(ax.patches for ax in panels.values())


def test_an_empty_table_gives_one_panel_that_says_so():
    figure, panels = plot.facet(volume(corpus(n=0), by="source"), plot.volume, col="source")
    assert panels == {}
    assert figure.axes[0].texts[0].get_text() == "no articles"


def test_too_many_panels_and_unknown_columns_are_refused():
    table = pd.DataFrame({"period": pd.Timestamp("2024-01-01"), "articles": 1, "id": range(101)})
    with pytest.raises(InputError, match="101 values"):
        plot.facet(table, plot.volume, col="id")
    with pytest.raises(UnknownNameError, match="'ip'"):
        plot.facet(table, plot.volume, col="ip")
    with pytest.raises(InputError, match="col_wrap=0"):
        plot.facet(table, plot.volume, col="id", col_wrap=0)
    assert not plt.get_fignums()


def test_rows_with_names_share_no_scale_unless_that_is_asked_for():
    table = pd.DataFrame({"source": ["A", "A", "B"], "term": ["ferry", "port", "rain"], "count": [3, 2, 1]})
    before = plt.get_fignums()
    figure, panels = plot.facet(table, plot.frequencies, col="source")
    figure.canvas.draw()
    assert [label.get_text() for label in panels["B"].get_yticklabels()] == ["rain"]
    assert len(plt.get_fignums()) == len(before) + 1
    with pytest.raises(InputError, match="sharey=False"):
        plot.facet(table, plot.frequencies, col="source", sharey=True)


def test_what_panels_count_is_kept_with_their_names(tmp_path):
    table = pd.DataFrame({"id": ["a", "b"], "phrase": ["ferry", "port"], "source": ["A", "B"]})

    def counted(part, *, ax):
        counts = part.groupby("phrase", as_index=False).agg(articles=("id", "nunique"))
        return plot.frequencies(counts.rename(columns={"phrase": "term"}), ax=ax)

    figure, _ = plot.facet(table, counted, col="source")
    plot.save(figure, tmp_path / "k.png")
    assert pd.read_csv(tmp_path / "k.csv")[["source", "term", "articles"]].to_numpy().tolist() == [
        ["A", "ferry", 1],
        ["B", "port", 1],
    ]


def test_the_same_number_has_the_same_shade_in_all_panels():
    table = pd.DataFrame({"source": ["A", "A", "B", "B"], "term": "ferry", "count": [1, 2, 3, 8]})
    table["period"] = pd.to_datetime(["2025-01-01", "2025-02-01"] * 2)
    _, panels = plot.facet(table, plot.frequencies, col="source", kind="heat")
    assert [ax.collections[0].get_clim() for ax in panels.values()] == [(0, 8), (0, 8)]
    _, panels = plot.facet(table, plot.frequencies, col="source", kind="heat", vmax=20)
    assert panels["A"].collections[0].get_clim()[1] == 20


def test_a_long_name_of_the_axis_is_wrapped_and_stands_clear_of_the_note():
    articles = nk.load_sample()
    monthly = nk.trend(
        articles[articles["section"].isin(["World", "News"])], "n_words", by="section", freq="M", rolling=3
    )
    figure, _ = nk.plot.facet(monthly, nk.plot.trend, col="section")
    figure.canvas.draw()
    label = next(text for text in figure.texts if text.get_rotation() == 90)
    note = next(text for text in figure.texts if "Dashed" in text.get_text())
    assert "\n" in label.get_text()
    assert not label.get_window_extent().overlaps(note.get_window_extent())
    assert label.get_window_extent().y1 <= figure.bbox.height
