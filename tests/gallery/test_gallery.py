"""Every script of the gallery runs, and draws what it drew when somebody last looked at it.

After a change that is meant, ``NEWSKIT_REFERENCE=1 python -m pytest tests/gallery`` draws the references anew; look at
every one before it is committed.
"""

from __future__ import annotations

import contextlib
import os
import runpy
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from newskit import plot
from newskit.plot.labels import EndLabel
from newskit.plot.point_labels import PointLabel

HERE = Path(__file__).parent
REFERENCE = HERE / "reference"
SCRIPTS = sorted((HERE.parents[1] / "examples" / "gallery").glob("*.py"))
DPI = 72
BLOCK = 6  # pixels; finer differences are those of fonts and rounding
# Fonts and hints that do not depend on the machine; names of other scripts are not in these pictures.
PINNED = {"font.family": "DejaVu Sans", "text.hinting": "none"}
# Where labels stand depends on how wide they are to a hair, so that another matplotlib may place some elsewhere.
MOST = 0.004 if mpl.__version__.startswith((REFERENCE / "matplotlib.txt").read_text().strip() + ".") else 0.12


def blurred(path: Path) -> np.ndarray:
    """Return a picture as means of blocks of pixels, from 0 to 1."""
    with Image.open(path) as image:
        grey = image.convert("RGB")
        small = grey.resize((max(grey.width // BLOCK, 1), max(grey.height // BLOCK, 1)), Image.Resampling.BOX)
        return np.asarray(small, dtype=float) / 255


def difference(one: Path, other: Path) -> float:
    """Return how much two pictures differ: the share of blocks that are clearly of another shade, 1 for other sizes."""
    with Image.open(one) as first, Image.open(other) as second:
        if first.size != second.size:
            return 1.0
    apart = np.abs(blurred(one) - blurred(other)).max(axis=2)
    return float((apart > 0.12).mean())


@pytest.fixture(scope="module", params=SCRIPTS, ids=lambda script: script.stem)
def drawn(request, tmp_path_factory):
    """A script that has run, the folder in which it ran, and its figure."""
    folder = tmp_path_factory.mktemp(request.param.stem)
    with pinned(), contextlib.chdir(folder):
        runpy.run_path(str(request.param))
        (number,) = plt.get_fignums()
        yield request.param, folder, plt.figure(number)


@contextlib.contextmanager
def pinned():
    """Draw without a screen, in fonts that every machine has, and leave nothing behind."""
    plt.switch_backend("agg")
    plt.close("all")
    plot.palette.reset()
    with mpl.rc_context(PINNED):
        yield
    plt.close("all")
    plot.palette.reset()


def test_a_script_draws_its_picture(drawn):
    script, folder, figure = drawn
    assert (folder / f"{script.stem}.png").exists(), "the script saves its picture under its own name"
    picture = folder / "drawn.png"
    for _ in range(3):  # another resolution moves the layout by a hair, and it settles from one time to the next
        figure.savefig(picture, dpi=DPI)
    reference = REFERENCE / f"{script.stem}.png"
    if os.environ.get("NEWSKIT_REFERENCE"):
        plot.save(figure, reference, dpi=DPI, table=False)
    assert difference(picture, reference) <= MOST


def test_nothing_collides_or_is_cut_off_at_print_size(drawn):
    _, _, figure = drawn
    figure.canvas.draw()
    edge = figure.bbox.padded(1)
    for ax in figure.axes:
        names = [text for text in ax.texts if isinstance(text, (EndLabel, PointLabel))]
        boxes = [text.get_window_extent() for text in names if getattr(text, "is_placed", True)]
        boxes += [text.get_window_extent() for text in ax.get_yticklabels() if text.get_text() and not names]
        for i, one in enumerate(boxes):
            assert not any(one.padded(-1).overlaps(other.padded(-1)) for other in boxes[i + 1 :])
        for text in ax.texts:
            if getattr(text, "is_placed", True) and text.get_text():
                box = text.get_window_extent()
                assert edge.x0 <= box.x0
                assert box.x1 <= edge.x1
                assert edge.y0 <= box.y0
                assert box.y1 <= edge.y1


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_is_short_and_begins_with_what_it_shows(script):
    lines = script.read_text(encoding="utf-8").splitlines()
    assert 15 <= len(lines) <= 35
    assert lines[0].startswith('"""')


def test_every_helper_has_a_script():
    scripts = "".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    helpers = set(plot.__all__) - {"Palette", "style"}
    assert {name for name in helpers if f"nk.plot.{name}" not in scripts} == {"palette"}  # nk.palette
    assert "nk.palette" in scripts


def test_every_script_has_a_reference_and_no_reference_is_left_over():
    assert {path.stem for path in REFERENCE.glob("*.png")} == {script.stem for script in SCRIPTS}


def test_references_are_small():
    assert sum(path.stat().st_size for path in REFERENCE.glob("*.png")) < 1_000_000


def test_a_picture_that_says_something_else_is_not_the_same(tmp_path):
    table = pd.DataFrame({"term": ["ferry", "port", "rain"], "count": [30, 20, 10]})
    other = table.assign(count=[30, 20, 12])
    with pinned():
        for name, one in (("a", table), ("b", table), ("c", other)):
            figure = plt.figure(figsize=(6.3, 3.5))
            plot.frequencies(one, ax=figure.subplots())
            figure.savefig(tmp_path / f"{name}.png", dpi=DPI)
    assert difference(tmp_path / "a.png", tmp_path / "b.png") == 0
    assert difference(tmp_path / "a.png", tmp_path / "c.png") > 0.004
