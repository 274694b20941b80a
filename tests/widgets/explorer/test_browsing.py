"""What the explorer lists and counts is what pandas finds with the same filters."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError, UnknownNameError
from newskit.widgets.explorer.browsing import Browsing, View, as_period

FACETS = ["source", "section", "authors", "lang", "words", "opinion", "published"]


@pytest.fixture(scope="module")
def articles():
    table = nk.load_sample()
    table["words"] = table["text"].str.split().str.len().astype("Int64")
    table.loc[table.index[3], "words"] = pd.NA
    table["opinion"] = table["section"].str.casefold() == "opinion"
    return table


@pytest.fixture(scope="module")
def browsing(articles):
    return Browsing(articles, FACETS)


def mask_of(articles, view):
    """The same filters, written with pandas."""
    mask = pd.Series(data=True, index=articles.index)
    if view.query:
        mask &= nk.SearchIndex(articles).matches(view.query, strict=False)
    for name, values in view.filters.items():
        column = articles[name]
        if name == "words":
            numbers = column.to_numpy(dtype=float, na_value=np.nan)
            mask &= np.logical_or.reduce([(numbers >= low) & (numbers < high) for low, high in values])
        elif name == "authors":
            wanted = {*values}
            mask &= np.array([bool({*(members or [None])} & wanted) for members in column])
        else:
            mask &= column.isin([value for value in values if value is not None]) | (column.isna() & (None in values))
    if view.period:
        start, end = pd.Timestamp(view.period[0], tz="UTC"), pd.Timestamp(view.period[1], tz="UTC") + pd.Timedelta("1D")
        mask &= articles["published"].ge(start) & articles["published"].lt(end)
    return mask.to_numpy(dtype=bool)


def choices(browsing, view):
    """The values of every facet with their counts."""
    return {name: browsing.facet(name).choices(counts) for name, counts in browsing.listing(view).facets.items()}


VIEWS = [
    View(),
    View("ferry"),
    View("strike -union", {"source": ["The Humber Courier", "NBS News"]}),
    View("", {"section": [None, "World"], "lang": ["en"]}),
    View("", {"authors": ["MNA"]}),
    View("", {"authors": [None]}, ("2025-04-01", "2025-05-31")),
    View("port", {"words": [[0, 300], [700, 900]]}, ("2025-03-10", "2025-06-30")),
    View("", {"opinion": [True]}),
    View("nothing-has-this-word"),
]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_list_and_time_line_agree_with_pandas(articles, browsing, view):
    found = browsing.listing(view)
    expected = mask_of(articles, view)
    assert found.matches.tolist() == expected.tolist()
    assert sorted(found.order.tolist()) == np.flatnonzero(expected).tolist()
    anytime = mask_of(articles, View(view.query, view.filters))
    weeks = nk.volume(articles[anytime], freq="W") if anytime.any() else None
    drawn = {edge: n for edge, n in zip(browsing.timeline.edges(), found.counts, strict=False) if n}
    held = (
        {} if weeks is None else {f"{row.period:%Y-%m-%d}": row.articles for row in weeks.itertuples() if row.articles}
    )
    assert drawn == held


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_a_facet_counts_as_if_it_alone_were_chosen_anew(articles, browsing, view):
    facets = choices(browsing, view)
    for name in ("source", "section", "lang", "authors"):
        others = View(view.query, {key: held for key, held in view.filters.items() if key != name}, view.period)
        column = articles[name][mask_of(articles, others)]
        members = column.map(lambda held: [*dict.fromkeys(held)] or [None]).explode() if name == "authors" else column
        expected = {None if pd.isna(value) else value: n for value, n in members.value_counts(dropna=False).items()}
        assert {choice.value: choice.n for choice in facets[name] if choice.n} == expected


def test_numbers_are_parted_into_stretches_that_hold_every_article(articles, browsing):
    words = choices(browsing, View())["words"]
    assert sum(choice.n for choice in words) == len(articles)
    assert words[-1].value is None
    assert words[-1].n == 1
    for choice in words:
        assert browsing.facet("words").mask([choice.value]).sum() == choice.n
    assert words[0].label.startswith("below ")


def test_the_best_come_first_as_nk_search_has_them(articles, browsing):
    ranked = nk.search(articles, "ferry captain", top=None, strict=False)
    assert articles.index[browsing.listing(View("ferry captain")).order].tolist() == ranked.index.tolist()


def test_orders(articles, browsing):
    newest = browsing.listing(View(sort="newest")).order
    oldest = browsing.listing(View(sort="oldest")).order
    dates = articles["published"]
    assert dates.iloc[newest].dropna().is_monotonic_decreasing
    assert dates.iloc[oldest].dropna().is_monotonic_increasing
    assert browsing.listing(View(sort="table")).order.tolist() == list(range(len(articles)))
    longest = browsing.listing(View(sort="words")).order
    numbers = articles["words"].iloc[longest]
    assert numbers.dropna().is_monotonic_decreasing
    assert pd.isna(numbers.iloc[-1])


def test_half_a_query_is_answered_and_its_mistake_told(browsing):
    found = browsing.listing(View('ferry "cap'))
    assert 0 < len(found.order) < 267
    assert "a quotation mark is never closed" in found.message
    assert browsing.listing(View("ferry cap")).message == ""


@pytest.mark.parametrize(
    ("view", "error", "told"),
    [
        (View(filters={"autors": ["x"]}), UnknownNameError, "column 'autors' is not in the articles; did you mean"),
        (View(filters={"source": ["The Humbr Courier"]}), UnknownNameError, "did you mean 'The Humber Courier'"),
        (View(filters={"words": [300]}), InputError, "pairs of numbers"),
        (View(filters={"words": [("a", "b")]}), InputError, "pairs of numbers"),
        (View(period=("2025-13", "")), InputError, "is no date"),
        (View(period=("2025-06", "2025-05")), InputError, "ends before it begins"),
        (View(sort="title"), InputError, "sort='title' is not one of 'best'"),
    ],
)
def test_what_is_not_there_is_told(browsing, view, error, told):
    with pytest.raises(error, match=told):
        browsing.check(view)


def test_periods_are_days_months_or_open():
    assert as_period(None) is None
    assert as_period([]) is None
    assert as_period(["", None]) is None
    assert as_period((pd.Timestamp("2025-03-01"), None)) == ("2025-03-01T00:00:00", "")
    with pytest.raises(InputError, match="the first and the last day"):
        as_period("2025-03")
    with pytest.raises(InputError, match="is no date"):
        as_period((1, 2))


def test_a_month_is_all_of_it(articles, browsing):
    found = browsing.listing(View(period=("2025-04", "2025-04")))
    assert found.matches.sum() == articles["published"].dt.strftime("%Y-%m").eq("2025-04").sum()
    first, last = browsing.timeline.brushed(("2025-04", "2025-04"))
    assert browsing.timeline.edges()[first] <= "2025-04-01"
    assert browsing.timeline.edges()[last + 1] >= "2025-04-30"


@pytest.mark.parametrize(
    ("days", "freq"),
    [(0.5, "h"), (30, "D"), (400, "W-SUN"), (1500, "M"), (5000, "Q-DEC"), (20000, "Y-DEC"), (300000, "10Y-DEC")],
)
def test_the_time_line_has_few_bins_whatever_the_span(days, freq):
    dates = pd.to_datetime(["1500-01-01", None]).astype("datetime64[us]") + pd.Timedelta(days=days).as_unit("us")
    table = pd.DataFrame({"title": list("abc"), "published": [pd.Timestamp("1500-01-01").as_unit("us"), *dates]})
    made = Browsing(table, [])
    assert made.timeline.freq[:2].rstrip("-E") == freq[:2].rstrip("-E")
    assert len(made.listing(View()).counts) <= 120
    assert sum(made.listing(View()).counts) == 2
    assert made.timeline.undated == 1


def test_a_table_without_dates_has_no_time_line():
    made = Browsing(pd.DataFrame({"title": ["Rain", "Sun"]}), [])
    found = made.listing(View("rain"))
    assert (found.order.tolist(), found.counts, made.timeline.edges()) == ([0], [], [])
    assert made.listing(View(period=("2025", ""))).order.tolist() == []


def test_an_empty_table():
    made = Browsing(nk.as_articles([]), ["source"])
    found = made.listing(View("rain"))
    assert len(found.order) == 0
    assert choices(made, View()) == {"source": []}


def test_true_is_not_one_and_a_missing_value_has_its_place():
    table = pd.DataFrame({"title": list("abcd"), "x": pd.Series([True, 1, None, "(none)"], dtype=object)})
    facet = Browsing(table, ["x"]).facet("x")
    assert facet.mask([None]).tolist() == [False, False, True, False]
    assert facet.mask(["(none)"]).tolist() == [False, False, False, True]


@pytest.mark.parametrize("values", [[1.0, np.inf, np.nan] * 9, [0.0] * 30, list(range(30))])
def test_numbers_without_spread_or_bound(values):
    table = pd.DataFrame({"title": ["a"] * len(values), "x": values})
    made = Browsing(table, ["x"])
    found = choices(made, View())["x"]
    assert sum(choice.n for choice in found) == len(values)
    for choice in found:
        assert made.facet("x").mask([choice.value]).sum() == choice.n
