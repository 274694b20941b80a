"""Notebook 7, which many open instead of JupyterLab: the same explorer, panel and labels."""

from __future__ import annotations

import pytest
from lab import lab_server, open_notebook, run_all_cells
from test_explorer import expected, first, settle, state
from test_lab import ERRORS, write

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.xdist_group("browser"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]
CODE = """
import newskit as nk
articles = nk.load_sample()
explorer = nk.explore(articles)
explorer
"""
PANEL = "panel = nk.panel(nk.volume, articles)\npanel"
LABELS = "labels = nk.label(articles.head(6), ['sport', 'other'])\nlabels"
FOUND = "nk.SearchIndex(articles).matches('ferry', strict=False)"


@pytest.fixture
def opened(page, chromium, workspace):
    name = write(workspace, "seven.ipynb", CODE, PANEL, LABELS)
    with lab_server(workspace, kind="notebook") as base:
        open_notebook(page, base, name, kind="notebook")
        run_all_cells(page)
        first(page).locator(".nk-row").first.wait_for()
        yield page


def test_the_explorer_the_panel_and_the_labels(opened):
    page = opened
    assert page.locator(ERRORS).all_inner_texts() == []
    first(page).locator(".nk-search").press_sequentially("ferry", delay=15)
    settle(page, "ferry")
    n, titles, _ = state(page)
    assert n == expected(page, f"int({FOUND}.sum())") == expected(page, "len(explorer.selection)")
    ranked = expected(page, "nk.search(articles, 'ferry', top=None, strict=False)['title'].tolist()")
    assert titles == ranked[: len(titles)]
