from __future__ import annotations

import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit import plot
from newskit.errors import InputError

PHRASES = pd.DataFrame(
    {"id": ["a", "a", "b", "b", "c", "c", "d"], "phrase": ["Ferry", "strike", "ferry", "ferry", "ferry", "port", None]}
)
ARTICLES = pd.DataFrame(
    {
        "id": list("abcd"),
        "text": "",
        "source": ["Courier", "Gazette", "Gazette", "Courier"],
        "published": pd.to_datetime(["2025-01-03", "2025-02-03", "2025-03-30", "2025-03-30"], utc=True),
    }
)


def counted(**settings) -> pd.DataFrame:
    return nk.frequencies(ARTICLES, keyphrases=PHRASES, **settings)


def axes(**kws):
    return plt.figure(layout="constrained", **kws).subplots()


def rows(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def test_bars_count_articles_and_not_rows_whatever_the_case():
    ax = plot.keyphrases(counted(), ax=axes())
    assert dict(zip(rows(ax), [bar.get_width() for bar in ax.patches], strict=True)) == {
        "ferry": 3,
        "port": 1,
        "strike": 1,
    }


def test_shares_are_of_the_groups_articles():
    ax = plot.keyphrases(counted(by="source"), value="share", ax=axes())
    assert rows(ax) == ["ferry", "strike", "ferry", "port"]
    assert [bar.get_width() for bar in ax.patches] == [0.5, 0.5, 1, 0.5]
    assert {"Courier", "Gazette"} <= {text.get_text() for text in ax.texts}


def test_the_numbers_that_are_drawn_are_saved(tmp_path):
    plot.save(plot.keyphrases(counted(by="source"), ax=axes()), tmp_path / "k.png")
    saved = pd.read_csv(tmp_path / "k.csv")
    assert saved[["source", "term", "articles", "total"]].to_numpy().tolist()[0] == ["Courier", "ferry", 1, 2]


def test_over_time_each_period_has_a_cell():
    ax = plot.keyphrases(counted(freq="M"), kind="heat", ax=axes())
    assert rows(ax)[0] == "ferry"
    assert ax.collections[0].get_array()[0].tolist() == [1, 1, 1]


@pytest.mark.parametrize("kind", ["bar", "line", "slope", "bump", "heat"])
def test_every_kind_is_drawn_without_collisions_and_empty_tables_say_so(kind, colliding, cut_off):
    ax = plot.keyphrases(counted(freq="M"), kind=kind, ax=axes())
    assert colliding(ax) == []
    assert cut_off(ax) == []
    assert plot.keyphrases(counted(freq="M").head(0), kind=kind, ax=axes()).texts[0].get_text() == "no terms"


def test_panels_show_groups_over_time():
    figure, panels = plot.facet(counted(by="source", freq="M"), plot.keyphrases, col="source", kind="heat")
    figure.canvas.draw()
    assert list(panels) == ["Courier", "Gazette"]


def test_a_table_that_is_not_counted_is_refused_with_what_to_do():
    with pytest.raises(InputError, match=r"count them first: nk.frequencies\(articles, keyphrases=table\)"):
        plot.keyphrases(PHRASES, ax=axes())
    with pytest.raises(InputError, match="top=0"):
        plot.keyphrases(counted(), top=0, ax=axes())


@pytest.mark.parametrize("kws", [{}, {"by": "source"}, {"freq": "M"}])
def test_a_hundred_thousand_rows_are_counted_and_drawn_quickly(kws):
    rng = np.random.default_rng(1)
    n = 100_000
    article = np.arange(n) // 10
    many = pd.DataFrame({"id": article.astype(str), "phrase": [f"phrase {i}" for i in rng.zipf(1.3, n) % 20_000]})
    articles = pd.DataFrame({"id": np.arange(n // 10).astype(str), "text": ""})
    articles["source"] = np.array([f"Outlet {i}" for i in range(10)])[articles.index % 10]
    articles["published"] = pd.Timestamp("2025-01-01", tz="UTC") + pd.to_timedelta(articles.index % 200, "D")
    begin = time.perf_counter()
    plot.keyphrases(nk.frequencies(articles, keyphrases=many, **kws), ax=axes()).figure.canvas.draw()
    assert time.perf_counter() - begin < 4  # half of that on a machine with nothing else to do
