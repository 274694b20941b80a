from __future__ import annotations

import os
import warnings
from pathlib import Path

import pytest
from hypothesis import settings

import newskit as nk

# A machine with other work to do is slow at times; hangs are tested for where input could cause them.
settings.register_profile("newskit", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("newskit")
os.environ.setdefault("MPLBACKEND", "Agg")
# Bars write to stderr and slow the suite down; what they show is tested where they are made.
os.environ.setdefault("TQDM_DISABLE", "1")


@pytest.fixture
def folder(tmp_path: Path):
    """A function that fills a folder: ``folder({"a.txt": "...", "b.csv": b"..."})``."""

    def fill(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return fill


@pytest.fixture
def quiet_read():
    """`nk.read` without the bar, and its warnings as a second answer."""

    def read(source, **settings):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", nk.NewskitWarning)
            articles = nk.read(source, progress=False, **settings)
        return articles, [str(warning.message) for warning in caught]

    return read
