"""What is left of a widget in a notebook that was exported."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")]
CODE = """
import newskit as nk
articles = nk.as_articles([{"title": "Rain", "text": "It rained <b>all</b> day.", "source": s} for s in "aabb"])
display(nk.explore(articles, "rained"), nk.interact(nk.volume, articles, by="source"), nk.label(articles, ["x", "y"]))
"""
TOLD = ("4 of 4 articles", "newskit-panelled", "0 of 4 articles labelled")


@pytest.fixture(scope="module")
def executed():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CODE)])
    notebook.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return NotebookClient(notebook, timeout=120, kernel_name="python3", record_timing=False).execute()


def test_every_widget_is_followed_by_its_twin(executed):
    outputs = [output for output in executed.cells[0].outputs if output.output_type == "display_data"]
    views = ["application/vnd.jupyter.widget-view+json" in output.data for output in outputs]
    assert views == [True, False, True, False, True, False]
    for output, told in zip(outputs[1::2], TOLD, strict=True):
        assert told in output.data["text/html"]
        assert "<script" not in output.data["text/html"]


@pytest.mark.parametrize("with_state", [True, False])
def test_an_exported_notebook_shows_each_twin_once(executed, with_state):
    notebook = nbformat.from_dict(executed)
    if not with_state:
        notebook.metadata.pop("widgets", None)
    html, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    seen = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    for told in TOLD:
        assert seen.count(told) == 1
    assert "It <mark>rained</mark> &lt;b&gt;all&lt;/b&gt; day." in seen
