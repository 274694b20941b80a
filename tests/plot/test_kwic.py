from __future__ import annotations

import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

import newskit as nk
from newskit import plot
from newskit.errors import InputError, UnknownNameError
from newskit.plot.notes import note_of


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return nk.kwic(nk.load_sample(), ["ferry", "strike"])


def axes(**kws):
    return plt.figure(layout="constrained", **kws).subplots()


def rows(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def strokes(ax) -> LineCollection:
    return next(c for c in ax.collections if isinstance(c, LineCollection))


def remarks(ax) -> str:
    return " ".join(map(str, note_of(ax).remarks))


def test_every_dated_use_has_a_stroke_at_its_date(table, colliding, cut_off):
    ax = plot.kwic(table, ax=axes())
    dated = table[table["published"].notna()]
    assert len(strokes(ax).get_segments()) == len(dated)
    assert rows(ax) == list(dict.fromkeys(table["term"]))
    days = sorted(float(line[0, 0]) for line in strokes(ax).get_segments())
    assert days[0] == pytest.approx(dated["published"].min().timestamp() / 86400)
    assert colliding(ax) == []
    assert cut_off(ax) == []


def test_of_one_term_the_sources_have_rows(table):
    ax = plot.kwic(table[table["term"] == "ferry"], ax=axes())
    assert set(rows(ax)) == set(table.loc[table["term"] == "ferry", "source"])


def test_undated_uses_are_counted(table):
    some = pd.DataFrame(table).copy()
    some.loc[some.index[:3], "published"] = pd.NaT
    assert "3 uses without a date" in remarks(plot.kwic(some, ax=axes()))
    some["published"] = pd.NaT
    assert plot.kwic(some, ax=axes()).texts[0].get_text() == f"no use of {len(some)} has a date"
    assert plot.kwic(some.head(0), ax=axes()).texts[0].get_text() == "no term is used"


def test_one_use_is_drawn(table):
    plot.kwic(table.head(1), ax=axes()).figure.canvas.draw()


def test_rows_and_looks_can_be_chosen(table):
    ax = plot.kwic(table, rows=["source", "term"], color="k", linewidth=2, ax=axes(figsize=(6, 6)))
    assert all(", " in name for name in rows(ax))
    assert set(strokes(ax).get_linewidths()) == {2}
    with pytest.raises(UnknownNameError, match="'sauce'"):
        plot.kwic(table, rows="sauce", ax=axes())
    with pytest.raises(InputError, match="rows"):
        plot.kwic(pd.DataFrame(table).assign(n=range(len(table))).head(80), rows="n", ax=axes())


def test_many_uses_are_thinned_and_it_says_so():
    n = 100_000
    days = pd.Timestamp("2024-01-01", tz="UTC") + pd.to_timedelta(np.arange(n) % 400, "D")
    many = pd.DataFrame({"term": np.array(["a", "b"])[np.arange(n) % 2], "published": days, "source": "x"})
    begin = time.perf_counter()
    ax = plot.kwic(many, ax=axes())
    ax.figure.canvas.draw()
    assert time.perf_counter() - begin < 4  # half of that on a machine with nothing else to do
    assert "20,000 of 100,000 uses" in remarks(ax)


def test_dispersion_over_time_takes_the_articles_dates():
    articles = nk.load_sample()
    places = nk.dispersion(articles, ["ferry", "strike"], positions=True).merge(articles[["id", "published"]], on="id")
    ax = plot.dispersion(places, value="published", ax=axes())
    assert len(strokes(ax).get_segments()) == places["published"].notna().sum()
    with pytest.raises(InputError, match="value='word'"):
        plot.dispersion(places, value="word", ax=axes())
