from __future__ import annotations

from lab import ask_kernel, open_notebook, run_all_cells
from test_lab import write

CODE = """
import newskit as nk
hostile = "<script>window.robbed=1</script><img src=x onerror='window.robbed=1'>"
articles = nk.load_sample()
articles.loc[articles.index[0], "text"] = f"{hostile} ferry {hostile}"
kwic = nk.widgets.kwic_panel(articles, "ferry")
kwic
"""
PICTURE = """
import newskit as nk
volume = nk.widgets.volume_panel(nk.load_sample(), freq="M")
volume
"""


def source(page):
    return page.locator(".newskit-panel img").get_attribute("src")


def test_typing_changes_the_table_and_nothing_in_it_runs(page, base, workspace):
    open_notebook(page, base, write(workspace, "kwic_panel.ipynb", CODE))
    run_all_cells(page)
    table = page.locator(".newskit-panel .newskit-kwic tbody tr")
    table.first.wait_for()
    before = table.count()
    field = page.locator(".newskit-panel input[type=text]").first
    field.fill("lighthouse*")
    page.wait_for_function(
        "n => document.querySelectorAll('.newskit-panel .newskit-kwic tbody tr').length !== n", arg=before
    )
    matches = page.locator(".newskit-panel td.nk-match").all_inner_texts()
    assert matches
    assert all("lighthouse" in match.lower() for match in matches)
    field.fill("ferry")
    page.locator(".newskit-panel td.nk-match", has_text="ferry").first.wait_for()
    assert page.evaluate("() => window.robbed === undefined")
    assert page.heard == []
    assert [url for url in page.asked if not url.startswith((base, "data:", "blob:"))] == []


def test_a_menu_changes_the_picture_and_no_old_one_stays(page, base, workspace):
    open_notebook(page, base, write(workspace, "volume_panel.ipynb", PICTURE))
    run_all_cells(page)
    page.locator(".newskit-panel img").wait_for()
    first = source(page)
    page.locator(".newskit-panel select").nth(1).select_option("Q")
    page.wait_for_function("old => document.querySelector('.newskit-panel img').src !== old", arg=first)
    page.locator(".newskit-panel.newskit-waiting").wait_for(state="detached")
    assert ask_kernel(page, "volume.settings['freq']") == "'Q'"
    assert int(ask_kernel(page, "len(volume.table)")) > 0
    assert page.heard == []
