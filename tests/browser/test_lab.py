from __future__ import annotations

from urllib.parse import urlparse

import nbformat
from lab import open_notebook, run_all_cells

ERRORS = "[data-mime-type='application/vnd.jupyter.stderr'], [data-mime-type='application/vnd.jupyter.error']"


def write(workspace, name, *code):
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    cells = [nbformat.v4.new_code_cell(one) for one in code]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), workspace / name)
    return name


def outside(page):
    hosts = {urlparse(url).hostname for url in page.asked if not url.startswith(("data:", "blob:"))}
    return hosts - {"127.0.0.1"}


def test_the_first_notebook_runs_and_shows_table_and_chart(page, base):
    open_notebook(page, base, "01_first_look.ipynb")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    assert page.locator(".jp-OutputArea-output img").count() == 0
    run_all_cells(page)
    chart = page.locator(".jp-OutputArea-output img").first
    chart.wait_for()
    assert page.locator(ERRORS).all_inner_texts() == []
    assert chart.evaluate("image => image.naturalWidth") > 400
    table = page.locator(".jp-OutputArea-output table.dataframe").first
    assert "Busan" in table.inner_text()
    assert page.heard == []
    assert outside(page) == set()


def test_a_script_in_a_headline_is_shown_and_does_not_run(page, base, workspace):
    code = """
import pandas as pd
import newskit as nk
title = "<script>window.robbed=1</script><img src=x onerror='window.robbed=1'>"
articles = nk.as_articles([{"title": title, "text": "x"}])
articles[["title", "text"]]
"""
    open_notebook(page, base, write(workspace, "hostile.ipynb", code))
    run_all_cells(page)
    table = page.locator(".jp-OutputArea-output table.dataframe").first
    table.wait_for()
    assert "<script>window.robbed=1</script>" in table.inner_text()
    assert page.evaluate("() => window.robbed === undefined")


def test_an_error_of_a_newcomer_ends_in_what_to_do(page, base, workspace):
    code = 'import newskit as nk\nnk.extract(nk.load_sample(), "n_word")'
    open_notebook(page, base, write(workspace, "error.ipynb", code))
    run_all_cells(page)
    error = page.locator(ERRORS).last
    error.wait_for()
    assert "feature 'n_word' is not known; did you mean 'n_words'" in error.inner_text()


def test_a_bar_of_progress_shows_while_many_files_are_read(page, base, workspace):
    folder = workspace / "pages"
    folder.mkdir(exist_ok=True)
    for number in range(40):
        (folder / f"{number:02d}.txt").write_text(f"Headline {number}\n\n" + "It rained on the town all day long. " * 5)
    code = 'import newskit as nk\nlen(nk.read("pages"))'
    open_notebook(page, base, write(workspace, "bar.ipynb", code))
    run_all_cells(page)
    area = page.locator(".jp-OutputArea").first
    area.locator("text=40").first.wait_for()
    assert "40/40" in area.inner_text()
