"""Run notebooks from top to bottom into another folder, with their HTML beside them.

python scripts/run_notebooks.py examples results
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter

CELL_SECONDS = 120


def execute(path: Path) -> nbformat.NotebookNode:
    """Return the notebook with the outputs of a fresh run in its own folder."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        store_widget_state=False,  # it would want a server on the web; each widget has a static twin
        coalesce_streams=True,  # else it depends on the machine's speed how many outputs two prints make
        extra_arguments=["--log-level=ERROR"],  # the kernel's, which would warn of a local connection
    )
    # A backend set for scripts would draw no pictures in the notebook.
    client.execute(env={key: value for key, value in os.environ.items() if key != "MPLBACKEND"})
    return notebook


def run_all(source: Path, target: Path) -> int:
    """Run every notebook of a folder; return how many failed."""
    notebooks = sorted(source.glob("*.ipynb"))
    if not notebooks:
        sys.exit(f"there are no notebooks in {source}")
    target.mkdir(parents=True, exist_ok=True)
    failed = 0
    for number, path in enumerate(notebooks, start=1):
        print(f"[{number}/{len(notebooks)}] {path.name} ... ", end="", flush=True)
        started = time.perf_counter()
        try:
            notebook = execute(path)
        except CellExecutionError as error:
            failed += 1
            print(f"failed\n{error}")
            continue
        nbformat.write(notebook, target / path.name)
        html, _ = HTMLExporter(embed_images=True).from_notebook_node(notebook)
        (target / path.with_suffix(".html").name).write_text(html, encoding="utf-8")
        print(f"{time.perf_counter() - started:.1f} s")
    return failed


def main() -> None:
    """Run the notebooks and say where the results are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder of notebooks")
    parser.add_argument("target", type=Path, help="folder for executed notebooks and HTML")
    arguments = parser.parse_args()
    failed = run_all(arguments.source, arguments.target)
    print(f"\nThe executed notebooks and their HTML are in {arguments.target.resolve()}")
    for page in sorted(arguments.target.glob("*.html")):
        print(f"  open {page}")
    print("To work in them: make lab")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
