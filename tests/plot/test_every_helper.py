"""What holds for every helper: one row below for each picture that newskit draws of a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba

import newskit as nk
from newskit import plot
from newskit.plot.drawn import tables_of
from newskit.plot.heat import shades
from newskit.plot.matrix import IN_CELL


@dataclass(frozen=True)
class Picture:
    draw: Callable[..., Axes]
    table: str
    kws: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return "-".join([self.draw.__name__, *map(str, self.kws.values())])


PICTURES = [
    Picture(plot.volume, "volume"),
    Picture(plot.volume, "volume", {"kind": "area"}),
    Picture(plot.volume, "volume", {"kind": "share"}),
    Picture(plot.volume, "daily", {"kind": "calendar"}),
    Picture(plot.keyness, "keyness", {"top": 4}),
    Picture(plot.keyness, "keyness", {"kind": "scatter"}),
    Picture(plot.frequencies, "frequencies"),
    Picture(plot.frequencies, "frequencies", {"kind": "bar"}),
    Picture(plot.frequencies, "frequencies", {"kind": "slope"}),
    Picture(plot.frequencies, "frequencies", {"kind": "bump"}),
    Picture(plot.frequencies, "frequencies", {"kind": "heat"}),
    Picture(plot.keyphrases, "keyphrases by source", {"top": 3}),
    Picture(plot.keyphrases, "keyphrases", {"kind": "heat", "top": 8}),
    Picture(plot.keyphrases, "keyphrases", {"kind": "bump", "top": 5}),
    Picture(plot.cooccurrence, "cooccurrence", {"top": 15}),
    Picture(plot.collocations, "collocations", {"top": 15}),
    Picture(plot.dispersion, "dispersion"),
    Picture(plot.dispersion, "dispersion", {"value": "published"}),
    Picture(plot.kwic, "kwic"),
    Picture(plot.trend, "trend"),
    Picture(plot.compare, "compare"),
    Picture(plot.compare, "compare", {"kind": "box"}),
    Picture(plot.compare, "compare", {"kind": "ridge"}),
    Picture(plot.agenda, "agenda"),
    Picture(plot.agenda, "agenda", {"kind": "dendrogram"}),
    Picture(plot.similarity, "similarity"),
    Picture(plot.similarity, "similarity", {"kind": "map"}),
    Picture(plot.coverage, "coverage"),
    Picture(plot.audit, "audit"),
    Picture(plot.sentiment, "sentiment"),
    Picture(plot.target_sentiment, "target_sentiment"),
]
TERMS = ("ferry", "strike*", "court", "school*", "파업")


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    articles = nk.load_sample()
    english = articles[articles["lang"] == "en"]
    two = english[english["source"].isin(["NBS News", "The Daily Comet"])]
    extra = articles[["id", "source", "published"]]
    phrases = nk.keyphrases(two, top=5)
    return {
        "volume": nk.volume(articles, by="source", freq="M"),
        "daily": nk.volume(articles, by="source", freq="D"),
        "keyness": nk.keyness(two, by="source", min_count=4),
        "frequencies": nk.frequencies(articles, list(TERMS), freq="M"),
        "keyphrases": nk.frequencies(two, keyphrases=phrases, freq="M"),
        "keyphrases by source": nk.frequencies(two, keyphrases=phrases, by="source"),
        "cooccurrence": nk.cooccurrence(articles, list(TERMS)),
        "collocations": nk.collocations(english, "ferry", min_count=3),
        "dispersion": nk.dispersion(articles, list(TERMS), positions=True).merge(extra[["id", "published"]], on="id"),
        "kwic": nk.kwic(articles, list(TERMS)),
        "trend": nk.trend(articles, "n_words", by="lang", freq="M"),
        "compare": nk.compare(articles, "n_words", by="source"),
        "agenda": nk.agenda(articles, by="source", terms=list(TERMS)),
        "similarity": nk.similarity(articles, by="source"),
        "coverage": nk.coverage(articles, list(TERMS)),
        "audit": nk.audit(articles, now="2026-01-01"),
        "sentiment": nk.sentiment(two),
        "target_sentiment": nk.target_sentiment(two, ["Storm Wenna", "Trent Maddox"], by="source"),
    }


every = pytest.mark.parametrize("picture", PICTURES, ids=str)


def cell_below(ax: Axes, text: Any) -> Any:
    """Return the colour of the cell that a text stands on."""
    mesh = ax.collections[0]
    shape = mesh.get_coordinates().shape
    column, row = text.get_position()
    return mesh.get_facecolor()[int(row) * (shape[1] - 1) + int(column)]


def luminance(color: Any, below: Any = "white") -> float:
    rgba, under = np.array(to_rgba(color)), np.array(to_rgba(below))
    rgb = rgba[:3] * rgba[3] + under[:3] * (1 - rgba[3])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(color: Any, background: Any) -> float:
    high, low = sorted([luminance(color, background), luminance(background)], reverse=True)
    return (high + 0.05) / (low + 0.05)


@every
def test_it_draws_on_the_given_axes_returns_them_and_makes_no_figure(picture, tables):
    figure, (left, right) = plt.subplots(1, 2)
    assert picture.draw(tables[picture.table], ax=left, **picture.kws) is left
    assert not right.has_data()
    assert plt.get_fignums() == [figure.number]


@every
def test_without_axes_it_draws_on_the_current_ones(picture, tables):
    ax = plt.figure().subplots()
    assert picture.draw(tables[picture.table], **picture.kws) is ax


@every
def test_it_does_not_change_the_table(picture, tables):
    table = tables[picture.table]
    before = table.copy()
    picture.draw(table, ax=plt.figure().subplots(), **picture.kws)
    pd.testing.assert_frame_equal(table, before)


@every
def test_its_table_is_kept_for_saving(picture, tables, tmp_path):
    ax = picture.draw(tables[picture.table], ax=plt.figure().subplots(), **picture.kws)
    assert len(tables_of([ax])) == 1
    assert [path.suffix for path in plot.save(ax, tmp_path / "f.svg")] == [".svg", ".csv"]


@every
@pytest.mark.parametrize("figsize", [(6.3, 4.2), (3.4, 3.0)])
def test_nothing_collides_or_is_cut_off(picture, tables, figsize, colliding, cut_off):
    ax = plt.figure(figsize=figsize, layout="constrained").subplots()
    picture.draw(tables[picture.table], ax=ax, **picture.kws)
    assert colliding(ax) == []
    assert cut_off(ax) == []


@every
@pytest.mark.parametrize("figsize", [(6.3, 3.5), (4.0, 3.0)])
def test_it_stays_as_it_is_however_often_it_is_drawn(picture, tables, figsize):
    figure = plt.figure(figsize=figsize, layout="constrained")
    ax = picture.draw(tables[picture.table], ax=figure.subplots(), **picture.kws)
    places = []
    for _ in range(9):
        figure.canvas.draw()
        places.append(ax.get_position().bounds)
    # A note that wraps takes its room step by step; then everything stands.
    assert places[8] == pytest.approx(places[5], abs=0.01)


@every
def test_an_empty_table_says_so(picture, tables):
    ax = picture.draw(tables[picture.table].head(0), ax=plt.figure().subplots(), **picture.kws)
    ax.figure.canvas.draw()
    assert len(ax.texts) == 1
    assert ax.texts[0].get_text().startswith("no ")


@every
def test_in_the_dark_all_texts_can_be_read(picture, tables):
    with plot.style("dark"):
        ax = picture.draw(tables[picture.table], ax=plt.figure().subplots(), **picture.kws)
        ax.figure.canvas.draw()
    background = ax.figure.get_facecolor()
    assert luminance(background) < 0.05
    texts = [*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label, ax.yaxis.label]
    for text in texts:
        if text.get_text():
            below = cell_below(ax, text) if text.get_gid() == IN_CELL else background
            assert contrast(text.get_color(), below) > 2.1, text.get_text()


@every
def test_the_styles_are_drawn(picture, tables):
    for name in ("paper", "screen"):
        with plot.style(name):
            picture.draw(tables[picture.table], ax=plt.figure().subplots(), **picture.kws).figure.canvas.draw()


@pytest.mark.parametrize("background", ["white", "#16181d", "#f0f0f0"])
def test_shades_read_in_grey_since_their_lightness_goes_one_way(background):
    ax = plt.figure().subplots()
    ax.set_facecolor(background)
    light = np.array([luminance(color) for color in shades(ax)(np.linspace(0, 1, 64))])
    steps = np.diff(light) * np.sign(light[-1] - light[0])
    assert (steps > 0).all()
    assert contrast(shades(ax)(1.0), background) > 4.5


@every
def test_a_reader_who_sees_no_colours_finds_each_group_by_its_name(picture, tables):
    """Every colour that stands for a name stands beside that name, in a label, a row or a heading."""
    ax = picture.draw(tables[picture.table], ax=plt.figure(figsize=(8, 6)).subplots(), **picture.kws)
    assert ax.get_legend() is None
    ax.figure.canvas.draw()
    named = [text.get_text() for text in (*ax.texts, *ax.get_yticklabels()) if text.get_text()]
    assert len(named) >= 2
