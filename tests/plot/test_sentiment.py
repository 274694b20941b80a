from __future__ import annotations

import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError, UnknownNameError

RNG = np.random.default_rng(0)


def scores(n, **columns):
    return pd.DataFrame({"id": [f"a{i}" for i in range(n)], "sentiment": RNG.uniform(-1, 1, n), **columns})


def axes():
    return plt.figure(figsize=(6, 4)).subplots()


def words(ax):
    return " ".join(text.get_text() for text in ax.texts)


def test_every_score_is_in_a_bar_and_shares_add_up():
    table = scores(500)
    table.loc[:9, "sentiment"] = np.nan
    ax = nk.plot.sentiment(table, ax=axes())
    assert sum(bar.get_height() for bar in ax.patches) == 490
    shares = [int(text.get_text().split()[1]) for text in ax.texts[:3]]
    assert 99 <= sum(shares) <= 101


def test_thresholds_are_drawn_and_decide_the_shares():
    ax = nk.plot.sentiment(pd.DataFrame({"sentiment": [-0.2, 0.2]}), thresholds=(-0.5, 0.1), ax=axes())
    assert [line.get_xdata()[0] for line in ax.lines] == [-0.5, 0.1]
    assert "neutral 50 %" in words(ax)
    assert "positive 50 %" in words(ax)


def test_headlines_against_articles_are_a_dot_each():
    texts, headlines = scores(30, source=["A", "B", None] * 10), scores(30)
    ax = nk.plot.sentiment(texts, against=headlines, hue="source", ax=axes())
    dots = np.vstack([part.get_offsets() for part in ax.collections])
    expected = np.column_stack([texts["sentiment"], headlines["sentiment"]])
    assert np.allclose(np.sort(dots, axis=0), np.sort(expected, axis=0))
    assert [text.get_text() for text in ax.get_legend().get_texts()][:2] == ["A", "B"]


def test_many_dots_are_thinned_with_a_note_and_fast():
    texts, headlines = scores(100_000), scores(100_000)
    begin = time.perf_counter()
    ax = nk.plot.sentiment(texts, against=headlines, ax=axes())
    ax.figure.canvas.draw()
    assert time.perf_counter() - begin < 4
    assert "5,000 of 100,000 articles" in " ".join(a.get_text() for a in ax.get_children() if hasattr(a, "get_text"))


@pytest.mark.parametrize("table", [scores(0), pd.DataFrame({"id": ["a"], "sentiment": [np.nan]})])
def test_nothing_to_draw_is_said(table):
    assert words(nk.plot.sentiment(table, ax=axes()))
    assert words(nk.plot.sentiment(table, against=table, ax=axes()))


def test_bad_input_is_named():
    with pytest.raises(UnknownNameError, match="'sentiment'"):
        nk.plot.sentiment(pd.DataFrame({"x": [1]}), ax=axes())
    with pytest.raises(InputError, match="no article in common"):
        nk.plot.sentiment(scores(3), against=scores(3).assign(id=["x", "y", "z"]), ax=axes())
    with pytest.raises(InputError, match="stands twice"):
        nk.plot.sentiment(pd.concat([scores(2)] * 2), against=scores(2), ax=axes())
