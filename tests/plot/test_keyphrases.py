from __future__ import annotations

import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from newskit import plot
from newskit.errors import InputError

KINDS = ("bar", "line", "slope", "bump", "heat")


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["a", "a", "b", "b", "c", "c", "d"],
            "phrase": ["Ferry", "strike", "ferry", "ferry", "ferry", "port", None],
            "source": ["Courier", "Courier", "Gazette", "Gazette", "Gazette", "Gazette", "Courier"],
            "published": pd.to_datetime(["2025-01-03"] * 2 + ["2025-02-03"] * 2 + ["2025-03-30"] * 3, utc=True),
        }
    )


def axes(**kws):
    return plt.figure(layout="constrained", **kws).subplots()


def rows(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def test_bars_count_articles_and_not_rows_whatever_the_case(table):
    ax = plot.keyphrases(table, ax=axes())
    assert dict(zip(rows(ax), [bar.get_width() for bar in ax.patches], strict=True)) == {
        "ferry": 3,
        "port": 1,
        "strike": 1,
    }


def test_shares_are_of_the_groups_articles(table):
    ax = plot.keyphrases(table, by="source", value="share", ax=axes())
    assert rows(ax) == ["ferry", "strike", "ferry", "port"]
    assert [bar.get_width() for bar in ax.patches] == [1, 1, 1, 0.5]
    assert {"Courier", "Gazette"} <= {text.get_text() for text in ax.texts}


def test_the_numbers_that_are_drawn_are_saved(table, tmp_path):
    plot.save(plot.keyphrases(table, by="source", ax=axes()), tmp_path / "k.png")
    saved = pd.read_csv(tmp_path / "k.csv")
    assert saved[["source", "term", "articles", "total"]].to_numpy().tolist()[0] == ["Courier", "ferry", 1, 1]


def test_over_time_each_period_has_a_cell(table):
    ax = plot.keyphrases(table, kind="heat", ax=axes())
    assert rows(ax)[0] == "ferry"
    assert ax.collections[0].get_array()[0].tolist() == [1, 1, 1]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_without_collisions_and_empty_tables_say_so(table, kind, colliding, cut_off):
    ax = plot.keyphrases(table, kind=kind, ax=axes())
    assert colliding(ax) == []
    assert cut_off(ax) == []
    for nothing in (table.head(0), table.assign(phrase=None)):
        assert plot.keyphrases(nothing, kind=kind, ax=axes()).texts[0].get_text() == "no keyphrases"


def test_panels_show_groups_over_time(table):
    figure, panels = plot.facet(table, plot.keyphrases, col="source", kind="heat")
    figure.canvas.draw()
    assert list(panels) == ["Courier", "Gazette"]


def test_errors_say_how_to_bring_in_a_column(table):
    with pytest.raises(
        InputError, match=r"no column 'section'.*table.merge\(articles\[\['id', 'section'\]\], on='id'\)"
    ):
        plot.keyphrases(table, by="section", ax=axes())
    with pytest.raises(InputError, match="no column 'published'"):
        plot.keyphrases(table.drop(columns="published"), kind="heat", ax=axes())
    with pytest.raises(InputError, match="no column 'phrase'"):
        plot.keyphrases(table.drop(columns="phrase"), ax=axes())
    with pytest.raises(InputError, match="col='source'"):
        plot.keyphrases(table, by="source", kind="bump", ax=axes())
    with pytest.raises(InputError, match="top=0"):
        plot.keyphrases(table, top=0, ax=axes())


@pytest.mark.parametrize("kws", [{}, {"by": "source"}, {"kind": "bump"}])
def test_a_hundred_thousand_rows_are_drawn_quickly(kws):
    rng = np.random.default_rng(1)
    n = 100_000
    article = np.arange(n) // 10
    many = pd.DataFrame({"id": article.astype(str), "phrase": [f"phrase {i}" for i in rng.zipf(1.3, n) % 20_000]})
    many["source"] = np.array([f"Outlet {i}" for i in range(10)])[article % 10]
    many["published"] = pd.Timestamp("2025-01-01", tz="UTC") + pd.to_timedelta(article % 200, "D")
    begin = time.perf_counter()
    plot.keyphrases(many, ax=axes(), **kws).figure.canvas.draw()
    assert time.perf_counter() - begin < 4  # half of that on a machine with nothing else to do
