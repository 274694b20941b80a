"""Write each example's script into its notebook and run it, so that both say the same and the outputs are fresh.

python scripts/refresh_notebooks.py examples
"""

from __future__ import annotations

import sys
from pathlib import Path

import jupytext
import nbformat

sys.path.insert(0, str(Path(__file__).parent))
from run_notebooks import execute

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def refresh(script: Path) -> None:
    """Write a script's notebook anew, its ids and metadata from the cells alone, so that diffs are small."""
    notebook = jupytext.read(script)
    notebook.metadata = nbformat.NotebookNode(
        kernelspec=KERNEL, jupytext={"formats": "ipynb,py:percent"}, language_info={"name": "python"}
    )
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02d}"
        cell["metadata"] = nbformat.NotebookNode()
    path = script.with_suffix(".ipynb")
    nbformat.write(notebook, path)
    executed = execute(path)
    executed.metadata["language_info"] = {"name": "python"}
    for cell in executed.cells:
        cell["metadata"] = nbformat.NotebookNode()
    nbformat.write(executed, path)
    print(f"{path} refreshed")


if __name__ == "__main__":
    for found in sorted(Path(sys.argv[1]).glob("*.py")):
        refresh(found)
