from __future__ import annotations

import pytest
from lab import open_notebook, run_all_cells, use_theme
from test_lab import write

CODE = """
import newskit as nk
hostile = "<script>window.robbed=1</script><img src=x onerror='window.robbed=1'>"
articles = nk.as_articles([
    {"title": hostile, "text": f"{hostile} and then the rain fell {hostile}", "source": hostile},
    {"title": "مطر", "text": "قال رئيس الوزراء إن المطر الغزير سيستمر طوال الأسبوع"},
    {"title": "Wet", "text": "Rain"},
])
nk.kwic(articles, ["rain", "المطر"])
"""
CENTRES = """cells => cells.map(cell => { const box = cell.getBoundingClientRect();
                                           return Math.round(box.x + box.width / 2) })"""


def words(page, kind):
    """Where the text of a context begins and ends, in each row: left and right edge."""
    return page.locator(f".newskit-kwic td.{kind} span").evaluate_all(
        "spans => spans.map(span => { const box = span.getBoundingClientRect(); return [box.left, box.right] })"
    )


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_matches_stand_below_each_other_and_nothing_in_them_runs(page, base, workspace, theme):
    open_notebook(page, base, write(workspace, "kwic.ipynb", CODE))
    use_theme(page, theme)
    run_all_cells(page)
    page.locator(".newskit-kwic table").wait_for()
    matches = page.locator(".newskit-kwic td.nk-match")
    assert matches.all_inner_texts() == ["rain", "المطر", "Rain"]
    assert len(set(matches.evaluate_all(CENTRES))) == 1
    edge = matches.first.evaluate("cell => { const box = cell.getBoundingClientRect(); return [box.left, box.right] }")
    # What stands before the match ends at it; from right to left, it begins on the other side.
    (_, english), (arabic, _), _ = words(page, "nk-before")
    assert 0 <= edge[0] - english < 12
    assert 0 <= arabic - edge[1] < 12
    (behind, _), *_ = words(page, "nk-after")
    assert 0 <= behind - edge[1] < 12
    assert page.evaluate("() => window.robbed === undefined")
    ink, paper = matches.first.evaluate(
        """cell => [getComputedStyle(cell).color,
                    getComputedStyle(cell.closest('.jp-Notebook')).backgroundColor]"""
    )
    assert ink != paper
    use_theme(page, "JupyterLab Light")
