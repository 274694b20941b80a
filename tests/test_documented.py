"""Whatever is public stands in docs/api.md, with an example that runs."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

from newskit.read.page.kinds import KINDS
from newskit.schema.problems import _DOUBTS

DOCS = Path(__file__).parents[1] / "docs"
API = (DOCS / "api.md").read_text(encoding="utf-8")
FACES = ("newskit", "newskit.plot", "newskit.widgets", "newskit.language", "newskit.tables", "newskit.learn")
NAMED = re.findall(r"^\.\. auto\w+:: (\S+)$", API, re.MULTILINE)


def found(path):
    """Return what a dotted name stands for."""
    parts = path.split(".")
    for end in range(len(parts) - 1, 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        for part in parts[end:]:
            value = getattr(value, part)
        return value
    raise LookupError(path)


PUBLIC = {
    f"{face}.{name}": getattr(importlib.import_module(face), name)
    for face in FACES
    for name in importlib.import_module(face).__all__
    if not inspect.ismodule(getattr(importlib.import_module(face), name))
}
every = pytest.mark.parametrize("path", PUBLIC, ids=str)


def test_no_page_has_the_name_of_one_that_sphinx_makes():
    assert {"search", "genindex", "py-modindex"}.isdisjoint(path.stem for path in DOCS.glob("*.md"))


@every
def test_what_is_public_stands_in_the_api(path):
    assert any(found(name) is PUBLIC[path] for name in NAMED if name.rsplit(".", 1)[-1] == path.rsplit(".", 1)[-1])


@every
def test_what_is_public_has_an_example(path):
    told = inspect.getdoc(PUBLIC[path]) or ""
    maker = re.search(r"[Mm]ade by `(\w+)`", told)  # the example is that of the function which makes it
    assert ">>>" in told + (inspect.getdoc(PUBLIC[f"newskit.{maker[1]}"]) if maker else "")


@pytest.mark.parametrize("name", NAMED)
def test_what_the_api_names_exists(name):
    assert found(name) is not None


@pytest.mark.parametrize("kind", sorted({*KINDS, *_DOUBTS, "unreadable", "no reader", "date", "duplicate id"}))
def test_every_kind_of_problem_is_explained(kind):
    assert f"`{kind}`" in (DOCS / "reading.md").read_text(encoding="utf-8").partition("## What can go wrong")[2]
