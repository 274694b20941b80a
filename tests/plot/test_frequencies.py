from __future__ import annotations

import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, QuadMesh
from matplotlib.colors import to_hex

import newskit as nk
from newskit import plot
from newskit.errors import InputError, UnknownNameError
from newskit.plot.labels import EndLabel
from newskit.plot.notes import note_of
from newskit.plot.ranks import ranks

KINDS = ("bar", "line", "slope", "bump", "heat")
TERMS = ("ferry", "strike", "storm*", "court", "rates", "budget")


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return nk.load_sample()


@pytest.fixture(scope="module")
def monthly(articles) -> pd.DataFrame:
    return nk.frequencies(articles, list(TERMS), freq="M")


def axes(**kws):
    return plt.figure(layout="constrained", **kws).subplots()


def rows(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def names(ax, side: str = "right") -> list[str]:
    return [text.name for text in ax.texts if isinstance(text, EndLabel) and text.side == side]


def remarks(ax) -> str:
    note = note_of(ax)
    return " ".join(map(str, note.remarks)) if note else ""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("figsize", [(6.3, 3.5), (3.3, 2.6)])
def test_nothing_collides_or_is_cut_off(monthly, kind, figsize, colliding, cut_off):
    ax = plot.frequencies(monthly, kind=kind, ax=axes(figsize=figsize))
    assert colliding(ax) == []
    assert cut_off(ax) == []


def test_bars_are_ranked_and_as_long_as_the_numbers(articles):
    table = nk.frequencies(articles, list(TERMS))
    ax = plot.frequencies(table, value="share", ax=axes())
    ordered = table[table["share"] > 0].sort_values("share", ascending=False)
    assert rows(ax) == ordered["term"].tolist()
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(ordered["share"].tolist())
    whiskers = next(c for c in ax.collections if isinstance(c, LineCollection)).get_segments()
    assert [line[1, 0] for line in whiskers] == pytest.approx(ordered["share_high"].tolist())
    assert "95 % intervals" in remarks(ax)


def test_groups_have_a_block_each_in_their_colour(articles):
    table = nk.frequencies(articles, list(TERMS), by="source")
    ax = plot.frequencies(table, top=2, ax=axes(figsize=(6, 8)))
    used = table[table["count"] > 0]
    sources = list(dict.fromkeys(used["source"]))
    headings = {text.get_text(): to_hex(text.get_color()) for text in ax.texts if text.get_text() in sources}
    assert headings == {name: color for name, color in plot.palette(sources).items() if name in headings}
    assert set(headings) == set(sources)
    assert "smaller not shown" in remarks(ax)


def test_of_one_term_the_groups_are_ranked(articles):
    table = nk.frequencies(articles, "ferry", by="source")
    ax = plot.frequencies(table, ax=axes())
    assert rows(ax) == table[table["rate"] > 0].sort_values("rate", ascending=False)["source"].tolist()


def test_bars_add_up_periods_and_make_rates_anew(articles, monthly):
    ax = plot.frequencies(monthly, kind="bar", ax=axes())
    whole = nk.frequencies(articles, list(TERMS)).query("count > 0").sort_values("rate", ascending=False)
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(whole["rate"].tolist())
    assert "All periods together" in remarks(ax)


def test_lines_show_the_numbers_with_their_intervals(monthly):
    ax = plot.frequencies(monthly, top=3, ax=axes())
    line = next(line for line in ax.lines if line.get_label() == "ferry")
    expected = monthly[(monthly["term"] == "ferry") & monthly["complete"]]["rate"].tolist()
    drawn = np.asarray(line.get_ydata(), dtype=float)
    assert drawn[~np.isnan(drawn)].tolist() == pytest.approx(expected)
    assert "Bands: 95 % intervals" in remarks(ax)
    assert "3 smaller terms not shown" in remarks(ax)


def test_more_than_four_lines_have_no_bands(monthly):
    assert "Bands" not in remarks(plot.frequencies(monthly, top=6, ax=axes()))


def test_a_slope_goes_from_the_first_to_the_last_complete_period(monthly):
    ax = plot.frequencies(monthly, kind="slope", ax=axes())
    months = sorted(monthly.loc[monthly["complete"], "period"].unique())
    first, last = months[0], months[-1]
    ferry = monthly[monthly["term"] == "ferry"].set_index("period")["rate"]
    assert any(list(line.get_ydata()) == pytest.approx([ferry[first], ferry[last]]) for line in ax.lines)
    assert [label.get_text() for label in ax.get_xticklabels()] == [f"{first:%b %Y}", f"{last:%b %Y}"]
    assert f"ferry {ferry[first]:.2f}" in names(ax, "left")


def test_ranks_are_unique_and_those_without_a_use_have_none():
    found = ranks(np.array([[3, 0, 2], [3, 1, np.nan], [1, 0, 5]]))
    assert found[:, 0].tolist() == [1, 2, 3]
    assert np.isnan(found[[0, 2], 1]).all()
    assert found[1, 1] == 1


def test_a_bump_chart_ranks_in_each_complete_period(monthly):
    ax = plot.frequencies(monthly, kind="bump", value="count", ax=axes())
    first = monthly.loc[monthly["complete"], "period"].min()
    best = monthly[monthly["period"] == first].sort_values("count").iloc[-1]["term"]
    top = min(ax.lines, key=lambda line: np.nan_to_num(line.get_ydata()[1], nan=99))
    assert to_hex(top.get_color()) == plot.palette([best])[best]
    assert ax.get_ylim()[1] == 0.5


def test_a_heat_map_has_a_row_for_each_term_in_the_order_given(monthly):
    ax = plot.frequencies(monthly, kind="heat", value="count", ax=axes())
    assert rows(ax) == list(TERMS)
    (mesh,) = (c for c in ax.collections if isinstance(c, QuadMesh))
    expected = monthly.pivot_table(index="term", columns="period", values="count").loc[list(TERMS)]
    assert mesh.get_array().tolist() == expected.to_numpy().tolist()
    assert "Hatched" in remarks(ax)


def test_forty_long_names_do_not_collide(colliding, cut_off):
    long = [
        f"The Very Long-Established Evening Courier and Gazette of District Number {i}, Late Edition" for i in range(40)
    ]
    table = pd.DataFrame({"term": long, "count": range(1, 41)})
    ax = plot.frequencies(table, top=40, ax=axes(figsize=(6.3, 6)))
    assert colliding(ax) == []
    assert cut_off(ax) == []
    assert all("…" in name for name in rows(ax))
    assert ax.bbox.width > 0.45 * ax.figure.bbox.width
    dated = pd.concat([table.assign(period=day) for day in pd.date_range("2025-01-01", periods=5)])
    ax = plot.frequencies(dated, kind="heat", ax=axes(figsize=(6.3, 6)))
    assert colliding(ax) == []
    assert cut_off(ax) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_without_rows_or_uses_says_so(monthly, kind):
    assert plot.frequencies(monthly.head(0), kind=kind, ax=axes()).texts[0].get_text() == "no terms"
    unused = monthly.assign(rate=np.nan)
    if kind == "bar":
        unused = unused.assign(count=0)
    assert plot.frequencies(unused, kind=kind, ax=axes()).texts[0].get_text() == "no term is used"


@pytest.mark.parametrize("kind", KINDS)
def test_one_term_and_hostile_names_are_drawn(kind, tmp_path):
    table = pd.DataFrame(
        {
            "term": ["$x$", "<script>alert(1)</script>", "B\nC", "파업", "إضراب"] * 3,
            "count": range(15),
            "period": pd.date_range("2025-01-01", periods=3, freq="MS").repeat(5),
        }
    )
    for part in (table, table[table["term"] == "파업"]):
        ax = plot.frequencies(part, kind=kind, ax=axes())
        ax.figure.savefig(tmp_path / "f.svg")
        assert "<script" not in (tmp_path / "f.svg").read_text()


def test_rates_of_several_groups_are_not_added_up(articles):
    table = nk.frequencies(articles, ["ferry", "strike"], by="source", freq="M")
    with pytest.raises(InputError, match=r"several values of 'source'.*nk.plot.facet.*col='source'"):
        plot.frequencies(table, ax=axes())
    ax = plot.frequencies(table, value="count", hue="source", ax=axes())
    assert ax.get_ylabel() == "uses per month"
    figure, panels = plot.facet(table, plot.frequencies, col="source")
    figure.canvas.draw()
    assert len(panels) == table["source"].nunique()


def test_of_one_term_the_groups_have_a_line_each(articles):
    table = nk.frequencies(articles, "ferry", by="source", freq="M")
    assert set(names(plot.frequencies(table, ax=axes()))) <= set(table["source"])


def test_what_is_passed_on_reaches_the_artists(monthly, articles):
    ax = plot.frequencies(monthly, lw=5, text_kws={"fontsize": 13}, ax=axes())
    assert {line.get_linewidth() for line in ax.lines} == {5}
    ax = plot.frequencies(monthly, kind="heat", cmap="magma", ax=axes())
    assert ax.collections[0].get_cmap().name == "magma"
    ax = plot.frequencies(nk.frequencies(articles, list(TERMS)), fc="k", palette={"x": "red"}, ax=axes())
    assert {to_hex(bar.get_facecolor()) for bar in ax.patches} == {"#000000"}


@pytest.mark.parametrize(
    ("kws", "error", "says"),
    [
        ({"kind": "pie"}, InputError, "kind='pie'"),
        ({"value": "n"}, InputError, "value='n'"),
        ({"top": 0}, InputError, "top=0"),
        ({"hue": "sauce"}, UnknownNameError, "'sauce'"),
    ],
)
def test_errors_say_what_was_given(monthly, kws, error, says):
    with pytest.raises(error, match=says):
        plot.frequencies(monthly, **kws, ax=axes())


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_of_a_hundred_thousand_rows_is_drawn_quickly(kind):
    periods = pd.date_range("2020-01-01", periods=500, freq="D", tz="UTC")
    table = pd.DataFrame({"period": periods.repeat(200), "term": [f"term {i}" for i in range(200)] * 500})
    table["count"] = np.random.default_rng(1).poisson(3, len(table))
    begin = time.perf_counter()
    plot.frequencies(table, kind=kind, ax=axes()).figure.canvas.draw()
    assert time.perf_counter() - begin < 4  # half of that on a machine with nothing else to do


@pytest.mark.parametrize("kind", ["bar", "line"])
@pytest.mark.parametrize("first", [True, False])
def test_the_scale_begins_at_zero_and_can_be_made_logarithmic(monthly, kind, first):
    ax = plot.frequencies(monthly, kind=kind, ax=axes())
    limits = ax.get_xlim if kind == "bar" else ax.get_ylim
    assert limits()[0] == 0
    ax = axes()
    scale = ax.set_xscale if kind == "bar" else ax.set_yscale
    if first:
        scale("log")
    plot.frequencies(monthly, kind=kind, ax=ax)
    scale("log")
    ax.figure.canvas.draw()
    assert (ax.get_xlim if kind == "bar" else ax.get_ylim)()[0] > 0


def test_the_dark_style_holds_for_all_kinds(monthly):
    with plot.style("dark"):
        for kind in KINDS:
            ax = plot.frequencies(monthly, kind=kind, ax=plt.figure().subplots())
            ax.figure.canvas.draw()
            assert max(ax.get_facecolor()[:3]) < 0.2
            for text in [*ax.get_xticklabels(), *ax.get_yticklabels(), *ax.texts, ax.xaxis.label, ax.yaxis.label]:
                assert max(plt.matplotlib.colors.to_rgb(text.get_color())) > 0.35
