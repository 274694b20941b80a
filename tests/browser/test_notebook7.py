"""Notebook 7, which many open instead of JupyterLab: the same explorer, panel and labels."""

from __future__ import annotations

import pytest
from lab import lab_server, open_notebook, run_all_cells
from test_explorer import expected, first, settle, typed_chosen_and_brushed
from test_lab import ERRORS, outside, write

CODE = """
import pandas as pd
import newskit as nk
articles = nk.load_sample()
explorer = nk.explore(articles)
explorer
"""
PANEL = 'nk.widgets.kwic_panel(articles, "ferry")'
LABELS = 'labels = nk.label(articles.head(6), ["sport", "other"])\nlabels'


@pytest.fixture(scope="session")
def notebook_base(base, workspace):
    with lab_server(workspace, kind="notebook") as address:
        yield address


@pytest.fixture
def opened(page, notebook_base, workspace):
    open_notebook(page, notebook_base, write(workspace, "seven.ipynb", CODE, PANEL, LABELS), kind="notebook")
    page.heard.clear()  # Notebook 7.6 itself stumbles over a missing schema when it loads, with an empty notebook too
    run_all_cells(page)
    first(page).locator(".nk-row").first.wait_for()
    return page


def test_the_explorer_and_its_keys(opened):
    page = opened
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    assert page.locator(ERRORS).all_inner_texts() == []
    assert not page.locator(".newskit-twin").first.is_visible()

    typed_chosen_and_brushed(page)

    first(page).locator(".nk-row").nth(1).click()
    settle(page)
    for key, at in (("j", 2), ("k", 1), ("Home", 0)):
        page.keyboard.press(key)
        settle(page)
        assert expected(page, "explorer.current") == expected(page, f"int(explorer._listing.order[{at}])")
    assert first(page).locator(".nk-headline").inner_text() == expected(page, "explorer.article['title']")
    for key in ("d", "d", "a", "b", "x", "m"):  # Notebook's for deleting, inserting and cutting cells
        page.keyboard.press(key)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells

    assert page.heard == []
    assert outside(page) == set()


def test_the_panel_and_the_labels(opened):
    page = opened
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    panel = page.locator(".newskit-panel")
    panel.locator("input[type=text]").first.fill("lighthouse*")
    panel.locator("td.nk-match", has_text="ighthouse").first.wait_for()
    page.wait_for_function(
        """() => [...document.querySelectorAll('.newskit-panel td.nk-match')]
                   .every(one => one.textContent.toLowerCase().includes('lighthouse'))"""
    )

    label = page.locator(".newskit-label-root")
    label.locator(".newskit-label-choice").nth(1).click()
    page.locator(".newskit-label-progress", has_text="Article 2 of").wait_for()
    for key in ("d", "d", "x", "1"):  # the button that was clicked has the focus
        page.keyboard.press(key)
    page.locator(".newskit-label-progress", has_text="Article 3 of").wait_for()
    assert expected(page, "labels.labels.tolist()[:2]") == ["other", "sport"]
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells

    assert page.heard == []
    assert outside(page) == set()
