from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from lab import FLAGS, find_browser, lab_server

EXAMPLES = Path(__file__).parents[2] / "examples"


MARKS = (
    pytest.mark.browser,
    pytest.mark.slow,
    # One server and one browser for all of these, whatever the number of workers.
    pytest.mark.xdist_group("browser"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            for mark in MARKS:
                item.add_marker(mark)


@pytest.fixture(scope="session")
def workspace(tmp_path_factory):
    """A folder with copies of the examples, which the server shows."""
    folder = tmp_path_factory.mktemp("lab")
    for path in EXAMPLES.glob("*.ipynb"):
        shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="session")
def base(workspace):
    if find_browser() is None:
        if os.environ.get("NEWSKIT_REQUIRE_BROWSER") == "1":
            pytest.fail("no browser was found, and NEWSKIT_REQUIRE_BROWSER=1 forbids to go without")
        pytest.skip("no chromium or chrome on this machine")
    with lab_server(workspace) as address:
        yield address


@pytest.fixture(scope="session")
def chromium(base, tmp_path_factory):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A page that keeps what it was told and whom it asked: ``page.heard``, ``page.asked``."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.heard, page.asked = [], []
    page.on("pageerror", lambda error: page.heard.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.set_default_timeout(60_000)
    yield page
    context.close()
