"""The packages stand on floors: each imports only what lies below it, as the map in docs/contributing.md has it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "newskit"


def floors():
    """Return the packages of the map, the highest first; those of one row share a floor."""
    text = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[a-z`, /]+`) \|", text.partition("## The map")[2].partition("## To add")[0], re.MULTILINE)
    return [re.findall(r"[a-z]+", row) for row in rows]


def imported(path):
    """Yield the packages of newskit that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"newskit.{alias.name}" for alias in node.names] if node.module == "newskit" else [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("newskit."))


def test_the_map_names_every_package():
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert {name for floor in floors() for name in floor} == there - {"__init__"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_nothing_from_above_its_floor(path):
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    level = {name: number for number, floor in enumerate(floors()) for name in floor}
    assert [name for name in imported(path) if name != own and level[name] <= level[own]] == []


def test_importing_newskit_loads_little_beside_pandas():
    late = ("matplotlib", "sklearn", "scipy", "ipywidgets", "anywidget", "dask", "tqdm", "selectolax", "joblib")
    code = f"import sys, newskit; print(*(name for name in {late!r} if name in sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == ""
