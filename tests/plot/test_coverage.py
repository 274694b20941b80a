from __future__ import annotations

import itertools
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from newskit import plot
from newskit.errors import InputError, UnknownNameError
from newskit.plot.notes import note_of
from newskit.tables import coverage


def corpus(n_groups: int = 4, n_stories: int = 5, n: int = 200, name: str = "Outlet {:02d}") -> pd.DataFrame:
    rng = np.random.default_rng(3)
    seconds = pd.to_timedelta(rng.integers(0, 30 * 86400, n), "s")
    return pd.DataFrame({
        "source": pd.Series([name.format(i) for i in rng.integers(0, max(n_groups, 1), n)], dtype="string"),
        "story": pd.Series([f"Story {i}" for i in rng.integers(0, n_stories, n)], dtype="string"),
        "published": (pd.Timestamp("2024-01-03", tz="UTC") + seconds).as_unit("us"),
    })  # fmt: skip


def names(axis) -> list[str]:
    return [label.get_text() for label in axis.get_ticklabels()]


def remarks(ax) -> str:
    note = note_of(ax)
    return " ".join(map(str, note.remarks)) if note else ""


@pytest.mark.parametrize("size", [(2, 2), (8, 10), (60, 80)])
@pytest.mark.parametrize("name", ["Outlet {:02d}", "매우 긴 이름의 신문사 한국지역판 서울본부 {:02d}"])
def test_names_neither_overlap_nor_leave_the_figure(size, name):
    ax = plot.coverage(coverage(corpus(*size, 2000, name), stories="story"))
    ax.figure.canvas.draw()
    for labels in (ax.get_yticklabels(), ax.get_xticklabels()):
        boxes = [label.get_window_extent() for label in labels]
        assert not any(a.overlaps(b) for a, b in itertools.pairwise(boxes))
        assert all(box.x0 >= -1 and box.y1 <= ax.figure.bbox.y1 + 1 for box in boxes)


@pytest.mark.parametrize(("n", "turn"), [(2, 0), (12, 90)])
def test_names_of_sources_lie_level_where_all_have_room(n, turn):
    ax = plot.coverage(coverage(corpus(n, 5, 500), stories="story"))
    assert {label.get_rotation() for label in ax.get_xticklabels()} == {turn}


def test_cells_say_how_many_and_how_late_and_stories_begin_at_the_top():
    articles = pd.DataFrame(
        {
            "source": ["B", "A", "A", "B", "C"],
            "story": ["new", "new", "old", "old", None],
            "published": pd.to_datetime(
                ["2025-06-04", "2025-06-08", "2025-06-01", "2025-06-01 00:30", "2025-06-05"], utc=True, format="ISO8601"
            ),
        }
    )
    ax = plot.coverage(coverage(articles, stories="story"))
    assert names(ax.yaxis) == ["old", "new"]
    assert names(ax.xaxis) == ["A", "B", "C"]
    said = {
        (int(t.get_position()[0]), int(t.get_position()[1])): t.get_text() for t in ax.texts if t is not note_of(ax)
    }
    assert [said[0, 0], said[1, 0], said[0, 1], said[1, 1]] == ["1\nfirst", "1\n+30 min", "1\n+4 d", "1\nfirst"]
    cells = np.ma.asarray(ax.collections[0].get_array()).reshape(2, 3)
    assert cells.mask[:, 2].tolist() == [True, False]  # C was not there for the old story, and silent on the new


@pytest.mark.parametrize("color", ["articles", "share", "lag"])
def test_colours_are_explained_and_the_first_is_darkest_by_lag(color):
    ax = plot.coverage(coverage(corpus(), stories="story"), value=color)
    ax.figure.canvas.draw()
    assert "Colours:" in remarks(ax)
    if color == "lag":
        assert np.nanmax(ax.collections[0].get_array()) == 1


@pytest.mark.parametrize(("n", "says"), [(0, "no articles"), (5, "no article on any of the stories")])
def test_nothing_to_draw_is_said(n, says):
    articles = corpus(n=n).assign(text="")
    assert plot.coverage(coverage(articles, ["rain"])).texts[0].get_text() == says


def test_undated_stories_are_drawn_without_lags():
    ax = plot.coverage(coverage(corpus().assign(published=pd.NaT), stories="story"))
    assert all("\n" not in text.get_text() for text in ax.texts[:5])


def test_what_has_no_room_is_counted():
    said = remarks(plot.coverage(coverage(corpus(), stories="story"), top=3))
    assert "2 smaller stories not shown. 1 smaller source not shown." in said


def test_what_cannot_be_drawn_is_refused():
    table = coverage(corpus(), stories="story")
    with pytest.raises(UnknownNameError):
        plot.coverage(table.drop(columns="lag"))
    with pytest.raises(InputError, match="one row for each"):
        plot.coverage(table.iloc[1:])
    with pytest.raises(InputError, match="value='red'"):
        plot.coverage(table, value="red")


def test_a_hundred_thousand_articles_are_drawn_in_time():
    table = coverage(corpus(40, 60, 100_000), stories="story")
    began = time.perf_counter()
    plot.coverage(table, ax=plt.figure(figsize=(12, 9)).subplots()).figure.canvas.draw()
    assert time.perf_counter() - began < 6  # two seconds on a machine without other work
