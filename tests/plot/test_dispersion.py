from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

import newskit as nk
from newskit import plot
from newskit.errors import InputError, UnknownNameError

ARTICLES = pd.DataFrame(
    {
        "id": ["a", "b"],
        "text": ["Rain fell. Rain and sun and rain.", "Sun. No rain today."],
        "source": ["Courier", "Gazette"],
    }
)


def axes():
    return plt.figure().subplots()


def strokes(ax) -> list:
    return [segment for part in ax.collections if isinstance(part, LineCollection) for segment in part.get_segments()]


def rows(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def test_every_use_is_a_stroke_in_the_row_of_its_term():
    table = nk.dispersion(ARTICLES, ["rain", "sun"], positions=True)
    ax = plot.dispersion(table, ax=axes())
    assert rows(ax) == ["rain", "sun"]
    found = sorted((round(float(s[0][0]), 3), round(float(s[:, 1].mean()))) for s in strokes(ax))
    expected = sorted((round(p, 3), int(t == "sun")) for p, t in zip(table["position"], table["term"], strict=True))
    assert found == expected
    colors = {to_hex(color) for part in ax.collections for color in part.get_colors()}
    assert colors == set(plot.palette(["rain", "sun"]).values())


def test_groups_have_rows_of_their_own():
    table = nk.dispersion(ARTICLES, "rain", by="source", positions=True)
    assert rows(plot.dispersion(table, ax=axes())) == ["Courier, rain", "Gazette, rain"]
    assert rows(plot.dispersion(table, rows="id", ax=axes())) == ["a", "b"]


def test_words_before_can_be_the_axis():
    table = nk.dispersion(ARTICLES, "rain", positions=True)
    ax = plot.dispersion(table, value="offset", ax=axes())
    assert ax.get_xlabel() == "words that stand before"
    assert ax.get_xlim()[1] > table["offset"].max()


def test_nothing_to_draw_is_said():
    table = nk.dispersion(ARTICLES, "snow", positions=True)
    assert plot.dispersion(table, ax=axes()).texts[0].get_text() == "no term is used"


def test_too_many_rows_and_missing_columns_are_refused():
    table = nk.dispersion(ARTICLES, "rain", positions=True)
    many = pd.concat([table.assign(id=str(n)) for n in range(61)])
    with pytest.raises(InputError, match="would have 61 rows"):
        plot.dispersion(many, rows="id", ax=axes())
    with pytest.raises(UnknownNameError, match="column 'position'"):
        plot.dispersion(nk.dispersion(ARTICLES, "rain"), ax=axes())
