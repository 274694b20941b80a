from __future__ import annotations

import re
import sys
from pathlib import Path

import jupytext
import nbformat
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from run_notebooks import execute, run_all  # noqa: E402 - a script, not a package

NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))
# What Jupyter itself warns of, in this process; what a notebook warns of is in its outputs.
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::RuntimeWarning"
)


def cells(notebook):
    return [(cell.cell_type, cell.source.strip()) for cell in notebook.cells]


def outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def text_of(output):
    data = output.get("data", {})
    html = re.sub(r'data-of="[^"]*"', "", data.get("text/html", ""))  # which widget, a new name in each session
    return output.get("text", "") + data.get("text/plain", "") + html


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_what_its_script_says(path):
    assert cells(nbformat.read(path, as_version=4)) == cells(jupytext.read(path.with_suffix(".py")))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_comes_with_its_outputs_and_the_chart_first(path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert 8 <= len(code) <= 15
    assert all(cell.execution_count for cell in code)
    assert any("image/png" in output.get("data", {}) for output in code[0].outputs)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_no_errors_warnings_or_paths_of_one_machine(path):
    for output in outputs(nbformat.read(path, as_version=4)):
        assert output.output_type != "error"
        assert output.get("name") != "stderr"
        assert not re.search(r"/(?:home|root|tmp|Users)/|site-packages", text_of(output))


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom_and_gives_what_it_shows(path):
    shown, fresh = nbformat.read(path, as_version=4), execute(path)
    assert not [output for output in outputs(fresh) if output.get("name") == "stderr"]
    assert [text_of(output) for output in outputs(fresh)] == [text_of(output) for output in outputs(shown)]


@pytest.mark.slow
def test_the_demo_writes_notebooks_and_pages_and_names_what_failed(tmp_path, capsys):
    source, target = tmp_path / "examples", tmp_path / "results"
    source.mkdir()
    for name, code in (("good", "1 + 1"), ("bad", "1 / 0")):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
        nbformat.write(notebook, source / f"{name}.ipynb")
    assert run_all(source, target) == 1
    said = capsys.readouterr().out
    assert "bad.ipynb ... failed" in said
    assert "ZeroDivisionError" in said
    assert sorted(path.name for path in target.iterdir()) == ["good.html", "good.ipynb"]
