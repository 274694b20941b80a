"""The explorer in JupyterLab: what it shows is what pandas finds; nothing that stands in an article runs."""

from __future__ import annotations

import ast
import re

import pytest
from lab import ask_kernel, open_notebook, run_all_cells, use_theme
from test_lab import outside, write

CODE = """
import pandas as pd
import newskit as nk
hostile = "<script>window.robbed=1</script><img src=x onerror='window.robbed=1'> zebra"
articles = nk.load_sample()
articles.loc[articles.index[0], ["title", "text"]] = hostile
articles.loc[articles.index[1], ["title", "source"]] = ["zebra", '" onmouseover="window.robbed=1" x="']
articles.loc[articles.index[2], ["title", "text"]] = ["مطر غزير zebra", "قال رئيس الوزراء إن المطر الغزير سيستمر"]
explorer = nk.explore(articles, highlight=["query", "keyphrases", "sentiment"])
explorer
"""
AGAIN = "explorer"


@pytest.fixture
def opened(page, base, workspace):
    open_notebook(page, base, write(workspace, "explorer.ipynb", CODE, AGAIN))
    run_all_cells(page)
    page.locator(".newskit-explore").nth(1).wait_for()
    return page


def first(page):
    return page.locator(".newskit-explore").first


def settle(page, query=None):
    """Wait until Python has answered everything that was sent, and the answer is shown."""
    for _ in range(3):
        ask_kernel(page, "0")
    if query is not None:
        page.wait_for_function(
            "query => [...document.querySelectorAll('.newskit-explore')].every(one => one.dataset.query === query)",
            arg=query,
        )
    rev = int(ask_kernel(page, "explorer._rev"))
    page.wait_for_function("rev => +document.querySelector('.newskit-explore').dataset.rev === rev", arg=rev)


def state(page):
    """What the browser shows: the number of articles, titles of the list, heights of the bars."""
    count = int(re.sub(r"\D.*", "", first(page).locator(".nk-n").inner_text().replace(",", "")))
    titles = first(page).locator(".nk-row .nk-title").all_inner_texts()
    bars = first(page).locator(".nk-bars rect").evaluate_all("bars => bars.map(bar => +bar.getAttribute('height'))")
    return count, titles, bars


def expected(page, expression):
    return ast.literal_eval(ask_kernel(page, expression))


def brush(page, start, end):
    box = first(page).locator(".nk-bars").bounding_box()
    page.mouse.move(box["x"] + start * box["width"], box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + end * box["width"], box["y"] + 20, steps=6)
    page.mouse.up()


def typed_chosen_and_brushed(page):
    """Type a query, choose an outlet, brush the time line, clear it all: each time the browser agrees with pandas."""
    first(page).locator(".nk-search").press_sequentially("ferry", delay=15)
    settle(page, "ferry")
    n, titles, bars = state(page)
    mask = "nk.SearchIndex(articles).matches('ferry', strict=False)"
    assert n == expected(page, f"int({mask}.sum())") == expected(page, "len(explorer.selection)")
    ranked = expected(page, "nk.search(articles, 'ferry', strict=False)['title'].tolist()")
    assert titles == ranked[: len(titles)]
    weeks = expected(page, f"nk.volume(articles[{mask}], freq='W')['articles'].tolist()")
    assert [round(bar) for bar in bars if bar] == [round(100 * week / max(weeks)) for week in weeks if week]

    courier = first(page).locator(".nk-choice", has_text="The Humber Courier")
    told = int(courier.locator(".nk-count").inner_text())
    courier.locator("input").check()
    settle(page)
    mask = f"{mask} & articles['source'].eq('The Humber Courier')"
    assert state(page)[0] == told == expected(page, f"int(({mask}).sum())")
    assert first(page).locator(".nk-chip").inner_text() == "source: The Humber Courier ×"

    brush(page, 0.02, 0.6)
    settle(page)
    start, end = expected(page, "explorer.period")
    dated = f"articles['published'].between('{start}', pd.Timestamp('{end}', tz='UTC') + pd.Timedelta('1D'))"
    assert (
        state(page)[0] == expected(page, f"int(({mask} & {dated}).sum())") == expected(page, "len(explorer.selection)")
    )
    assert expected(page, f"explorer.selection['id'].tolist() == articles.loc[{mask} & {dated}, 'id'].tolist()")

    first(page).locator(".nk-clear").click()
    settle(page, "")
    assert state(page)[0] == 267
    assert expected(page, "(explorer.query, explorer.filters, explorer.period)") == ("", {}, None)


def test_typing_choosing_and_brushing_agree_with_pandas(opened):
    page = opened
    typed_chosen_and_brushed(page)
    assert page.heard == []
    assert outside(page) == set()


def test_what_code_sets_is_seen_and_two_views_stay_in_step(opened):
    page = opened
    ask_kernel(page, "[setattr(explorer, 'query', 'strike'), setattr(explorer, 'filters', {'lang': ['en']})]")
    settle(page, "strike")
    one, two = page.locator(".newskit-explore").first, page.locator(".newskit-explore").nth(1)
    assert one.locator(".nk-search").input_value() == two.locator(".nk-search").input_value() == "strike"
    assert one.locator(".nk-n").inner_text() == two.locator(".nk-n").inner_text()
    assert two.locator("[data-name=lang] .nk-choice input").first.is_checked()
    two.locator(".nk-row").nth(2).click()
    settle(page)
    shown = page.locator(".nk-headline").all_inner_texts()
    assert shown == [expected(page, "explorer.article['title']")] * 2
    two.locator(".nk-search").fill("")
    settle(page, "")
    assert one.locator(".nk-n").inner_text() == two.locator(".nk-n").inner_text()


def test_the_keyboard_reads_through_the_list_and_jupyters_keys_rest(opened):
    page = opened
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    first(page).locator(".nk-search").fill("strike")
    settle(page, "strike")
    page.keyboard.press("ArrowDown")
    order = expected(page, "explorer._listing.order.tolist()")
    for key, at in (("j", 1), ("ArrowDown", 2), ("k", 1), ("End", len(order) - 1), ("Home", 0), ("PageDown", None)):
        page.keyboard.press(key)
        settle(page)
        current = expected(page, "explorer.current")
        if at is not None:
            assert current == order[at]
        chosen = first(page).locator(".nk-row[aria-selected=true]")
        assert int(chosen.get_attribute("data-row")) == current
        assert first(page).locator(".nk-list").get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    for key in ("d", "d", "a", "b", "x", "z"):  # JupyterLab's for deleting, inserting, cutting and undoing cells
        page.keyboard.press(key)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    page.keyboard.press("n")
    assert first(page).locator("mark.nk-here").count() == 1
    page.keyboard.press("?")
    assert first(page).locator(".nk-keys").is_visible()
    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.classList.contains('nk-search')")


def test_the_time_line_by_keyboard(opened):
    page = opened
    first(page).locator(".nk-from").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    first(page).locator(".nk-to").focus()
    page.keyboard.press("PageDown")
    settle(page)
    edges = expected(page, "explorer._browsing.timeline.edges()")
    start, end = expected(page, "explorer.period")
    assert start == edges[2]
    assert end < edges[-11] <= edges[-1]
    assert first(page).locator(".nk-from").get_attribute("aria-valuetext") == start
    page.keyboard.press("Escape")
    settle(page)
    assert expected(page, "explorer.period") is None


def test_articles_of_every_script_are_shown_as_text(opened):
    page = opened
    first(page).locator(".nk-search").fill("zebra")
    settle(page, "zebra")
    assert state(page)[0] == 3
    titles = {}
    for at in range(3):
        first(page).locator(".nk-row").nth(at).click()
        settle(page)
        headline = first(page).locator(".nk-headline")
        titles[headline.inner_text()] = headline.evaluate("node => getComputedStyle(node).direction")
        headline.hover()
    assert any(title.startswith("<script>window.robbed=1</script>") for title in titles)
    assert titles["مطر غزير zebra"] == "rtl"
    first(page).locator(".nk-label", has_text="onmouseover").hover()
    assert page.locator(".newskit-explore script, .newskit-explore img").count() == 0
    assert page.evaluate("() => window.robbed === undefined")
    assert page.heard == []
    assert outside(page) == set()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_ink_stands_out_from_paper_in_either_theme(opened, theme):
    page = opened
    use_theme(page, theme)
    page.wait_for_timeout(300)  # the theme takes the layout away for a moment, and the list must not shrink for it
    assert first(page).locator(".nk-row").count() > 8
    shades = first(page).evaluate(
        """root => {
             const light = color => { const [r, g, b] = color.match(/[\\d.]+/g).map(Number);
                                      return (.2126 * r + .7152 * g + .0722 * b) / 255 };
             const paper = light(getComputedStyle(root).backgroundColor);
             return [...root.querySelectorAll('.nk-title, .nk-body p, .nk-label, .nk-search')].slice(0, 40)
               .map(one => Math.abs(light(getComputedStyle(one).color) - paper));
           }"""
    )
    assert min(shades) > 0.5
    use_theme(page, "JupyterLab Light")


def test_a_saved_notebook_shows_the_twin_where_no_kernel_runs(opened, base):
    page = opened
    twins = page.locator(".newskit-twin")
    assert twins.count() == 2
    assert not twins.first.is_visible()
    first(page).locator(".nk-search").fill("strike")
    settle(page, "strike")
    page.wait_for_function("() => document.querySelector('.newskit-twin').textContent.includes('strike')")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    again = page.context.new_page()
    open_notebook(again, base, "explorer.ipynb")
    twin = again.locator(".newskit-twin").first
    twin.wait_for(state="visible")
    n = first(page).locator(".nk-n").inner_text()
    assert n in twin.inner_text()
    assert not again.locator("text=model not found").first.is_visible()
    again.close()


def test_a_list_of_any_length_can_be_scrolled_to_its_end(page, base, workspace):
    code = """
import newskit as nk, numpy as np, pandas as pd
n = 150_000
table = pd.DataFrame({"title": np.char.add("Story ", np.arange(n).astype(str)), "text": "Rain."})
explorer = nk.explore(table, facets=[], highlight=[], sort="table")
explorer
"""
    open_notebook(page, base, write(workspace, "long.ipynb", code))
    run_all_cells(page)
    first(page).locator(".nk-row").first.wait_for()
    assert first(page).locator(".nk-row").count() < 30
    first(page).locator(".nk-list").focus()
    page.keyboard.press("End")
    settle(page)
    page.wait_for_function("() => document.querySelector('.nk-headline').textContent === 'Story 149999'")
    last = first(page).locator(".nk-row[aria-selected=true]")
    assert last.get_attribute("aria-posinset") == last.get_attribute("aria-setsize") == "150000"
    inside = last.evaluate(
        """row => { const [a, b] = [row.getBoundingClientRect(), row.parentElement.getBoundingClientRect()];
                    return a.top >= b.top - 1 && a.bottom <= b.bottom + 1 }"""
    )
    assert inside
    list_box = first(page).locator(".nk-list").bounding_box()
    page.mouse.move(list_box["x"] + 30, list_box["y"] + 60)
    page.mouse.wheel(0, -820)  # ten rows up, although the bar stands for many more
    page.wait_for_function(
        "() => [...document.querySelectorAll('.nk-title')].some(one => one.textContent === 'Story 149984')"
    )
    assert page.heard == []
