"""Tables of the documentation that are made from the library itself, so that they cannot go stale."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

import newskit as nk
from newskit.read import formats
from newskit.schema import columns_table


def markdown(table: pd.DataFrame) -> str:
    """Return a table in Markdown."""
    rows = [list(map(str, table.columns)), ["---"] * table.shape[1]]
    rows += [
        [str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in table.itertuples(index=False)
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def write_all(docs: Path) -> None:
    """Write the made parts to ``_api`` and copy the example notebooks there."""
    made = docs / "_api"
    made.mkdir(exist_ok=True)
    features = nk.features.table()
    features = features[features["defined_in"].str.startswith("newskit.")]
    tables = {
        "columns": columns_table(),
        "formats": formats().reset_index(),
        "features": features[["feature", "needs", "dtype", "settings", "measures"]],
    }
    for name, table in tables.items():
        (made / f"{name}.txt").write_text(markdown(table), encoding="utf-8")
    for notebook in (docs.parent / "examples").glob("*.ipynb"):
        shutil.copy(notebook, made / notebook.name)
