"""Tables of the documentation that are made from the library itself, so that they cannot go stale."""

from __future__ import annotations

import ast
import base64
import re
import shutil
from pathlib import Path

import nbformat
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


def gallery(root: Path, made: Path) -> str:
    """Return the page of the gallery, each script below its picture, and copy the pictures to ``_api``."""
    parts = []
    for script in sorted((root / "examples" / "gallery").glob("*.py")):
        picture = root / "tests" / "gallery" / "reference" / f"{script.stem}.png"
        shutil.copy(picture, made / f"gallery_{picture.name}")
        code = script.read_text(encoding="utf-8")
        title, _, rest = ast.get_docstring(ast.parse(code)).partition("\n")
        body = code.split('"""\n', 2)[-1].strip() if rest else code.split("\n", 1)[1].strip()
        image = f"```{{image}} _api/gallery_{picture.name}\n:alt: {title}\n```"
        parts.append(f"## {title.rstrip('.')}\n\n{rest.strip()}\n\n{image}\n\n```python\n{body}\n```\n")
    return "\n".join(parts)


def examples(folder: Path, made: Path) -> str:
    """Return the rows of the page of examples, each notebook with its first picture and what it asks."""
    parts = []
    for path in sorted(folder.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
        title = texts[0].splitlines()[0].removeprefix("# ")
        first = texts[0].split("\n\n")[1]
        emphasised = re.search(r"\*(.+?)\*", first, flags=re.DOTALL)
        asked = emphasised[1] if emphasised else first.partition("The chart that")[0]
        outputs = (output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs)
        picture = next(one["data"]["image/png"] for one in outputs if "image/png" in one.get("data", {}))
        (made / f"{path.stem}.png").write_bytes(base64.b64decode(picture))
        image = f"```{{image}} _api/{path.stem}.png\n:alt: {title}\n:target: _api/{path.stem}.html\n:width: 360px\n```"
        parts.append(f"## [{title}](_api/{path.stem}.ipynb)\n\n{' '.join(asked.split())}\n\n{image}\n")
    return "\n".join(parts)


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
    (made / "gallery.txt").write_text(gallery(docs.parent, made), encoding="utf-8")
    (made / "examples.txt").write_text(examples(docs.parent / "examples", made), encoding="utf-8")
    for notebook in (docs.parent / "examples").glob("*.ipynb"):
        shutil.copy(notebook, made / notebook.name)
