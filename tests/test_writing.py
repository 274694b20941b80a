"""What newskit writes is there whole or not at all, on a full disk and after an interruption."""

from __future__ import annotations

import errno
import time

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure

import newskit as nk
from newskit.language.keyphrases.background import Background
from newskit.writing import whole_files

FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def drawn():
    articles = pd.DataFrame({"published": pd.to_datetime(["2024-01-01", "2024-01-09"], utc=True), "source": ["A", "B"]})
    yield nk.plot.volume(nk.volume(articles, by="source"), ax=plt.figure().subplots())
    plt.close("all")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()])
def test_files_take_their_places_together_or_not_at_all(tmp_path, error):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("old")

    def write_half():
        with whole_files(first, second) as parts:
            parts[0].write_text("new")
            parts[1].write_text("half")
            raise error

    with pytest.raises(type(error)):
        write_half()
    assert names(tmp_path) == ["a.txt"]
    assert first.read_text() == "old"
    with whole_files(first, second) as parts:
        for part in parts:
            part.write_text("new")
    assert (first.read_text(), second.read_text(), names(tmp_path)) == ("new", "new", ["a.txt", "b.txt"])


@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()])
@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_picture_on_a_full_disk_leaves_the_old_one(tmp_path, drawn, monkeypatch, suffix, error):
    nk.plot.save(drawn, tmp_path / f"v.{suffix}")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    saved = Figure.savefig

    def cut_short(figure, path, **settings):
        saved(figure, path, **settings)
        path.write_bytes(path.read_bytes()[:100])
        raise error

    monkeypatch.setattr(Figure, "savefig", cut_short)
    drawn.set_title("another")
    with pytest.raises(type(error)):
        nk.plot.save(drawn, tmp_path / f"v.{suffix}")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_table_on_a_full_disk_leaves_neither_picture_nor_table(tmp_path, drawn, monkeypatch):
    def full(*given, **settings):
        raise FULL

    monkeypatch.setattr(pd.DataFrame, "to_csv", full)
    with pytest.raises(OSError, match="No space left"):
        nk.plot.save(drawn, tmp_path / "v.png")
    assert names(tmp_path) == []


def test_a_classifier_on_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    model = nk.SentimentClassifier().fit(["good rain", "bad sun", "so so"] * 4, ["a", "b", "c"] * 4)
    path = tmp_path / "model.npz"
    path.write_text("old")

    def full(file, **arrays):
        file.write(b"half")
        raise FULL

    monkeypatch.setattr("numpy.savez_compressed", full)
    with pytest.raises(OSError, match="No space left"):
        model.save(path)
    assert (names(tmp_path), path.read_text()) == (["model.npz"], "old")


@pytest.mark.parametrize("name", ["background.tsv", "background.json"])
def test_a_background_on_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch, name):
    background = Background({"en": 10}, {"en": {"rain": 2}})
    background.save(tmp_path / name)
    before = (tmp_path / name).read_bytes()

    def full(path, text, **settings):
        path.write_bytes(text.encode()[:5])
        raise FULL

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(OSError, match="No space left"):
        background.save(tmp_path / name)
    assert (names(tmp_path), (tmp_path / name).read_bytes()) == ([name], before)


def test_a_reading_that_is_interrupted_stops_at_once_and_can_be_started_again(folder, quiet_read, monkeypatch):
    root = folder({f"{n:02}.card": f"Rain {n}" for n in range(20)})
    seen = []

    @nk.reader("cards", suffixes=[".card"])
    def read_card(file):
        seen.append(file.name)
        if len(seen) == 5:
            raise KeyboardInterrupt
        yield {"title": file.text()}

    before = names(root)
    began = time.process_time()
    with pytest.raises(KeyboardInterrupt):
        nk.read(root, progress=False)
    assert time.process_time() - began < 1
    assert len(seen) == 5
    assert names(root) == before
    articles, warned = quiet_read(root)
    assert (len(articles), warned) == (20, [])
