from __future__ import annotations

import itertools
import time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit import plot
from newskit.errors import InputError, UnknownNameError
from newskit.plot.notes import note_of
from newskit.tables import audit


def corpus(n_groups: int = 4, n: int = 200, name: str = "Outlet {:02d}") -> pd.DataFrame:
    rng = np.random.default_rng(3)
    return pd.DataFrame({
        "source": pd.Series([name.format(i) for i in rng.integers(0, max(n_groups, 1), n)], dtype="string"),
        "title": pd.Series(rng.choice(["Rain", ""], n, p=[0.9, 0.1]), dtype="string"),
        "lang": pd.Series(rng.choice(["en", "ko"], n, p=[0.9, 0.1]), dtype="string"),
    })  # fmt: skip


@pytest.mark.parametrize("n_groups", [1, 8, 80])
@pytest.mark.parametrize("name", ["Outlet {:02d}", "매우 긴 이름의 신문사 한국지역판 서울본부 {:02d}"])
def test_names_neither_overlap_nor_leave_the_figure(n_groups, name):
    ax = plot.audit(audit(corpus(n_groups, 2000, name)))
    ax.figure.canvas.draw()
    for labels in (ax.get_yticklabels(), ax.get_xticklabels()):
        boxes = [label.get_window_extent() for label in labels]
        assert not any(a.overlaps(b) for a, b in itertools.pairwise(boxes))
        assert all(box.x0 >= -1 and box.y1 <= ax.figure.bbox.y1 + 1 for box in boxes)


def test_cells_are_the_shares_and_languages_stand_in_the_note():
    table = audit(corpus())
    ax = plot.audit(table)
    columns = [label.get_text() for label in ax.get_xticklabels()]
    assert columns == ["missing title", "missing source", "missing lang", "other language"]
    drawn = np.asarray(ax.collections[0].get_array()).reshape(4, 4)
    assert sorted(drawn[:, 0]) == pytest.approx(sorted(table.loc[table["check"] == "missing title", "share"]))
    assert "Languages: en " in " ".join(map(str, note_of(ax).remarks))


def test_no_articles_are_said_and_one_group_is_drawn():
    assert plot.audit(audit(corpus(n=0))).texts[0].get_text() == "no articles"
    ax = plot.audit(audit(corpus(), by=None), ax=plt.figure().subplots())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["all articles (n=200)"]


def test_what_has_no_room_is_counted():
    note = note_of(plot.audit(audit(corpus()), top=3))
    assert "1 smaller source not shown." in [str(remark) for remark in note.remarks]


def test_what_cannot_be_drawn_is_refused():
    table = audit(corpus())
    with pytest.raises(UnknownNameError):
        plot.audit(table.drop(columns="check"))
    with pytest.raises(InputError, match="several rows"):
        plot.audit(pd.concat([table, table]))


def test_a_large_corpus_is_drawn_in_time():
    table = audit(corpus(40, 100_000))
    began = time.perf_counter()
    plot.audit(table).figure.canvas.draw()
    assert time.perf_counter() - began < 4  # two seconds on a machine without other work


def test_names_are_whole_and_of_like_size_on_both_sides():
    health = audit(nk.load_sample(), now="2026-01-01")
    ax = plot.audit(health, ax=plt.figure().subplots())
    names = [label.get_text() for label in (*ax.get_xticklabels(), *ax.get_yticklabels())]
    assert "date far from all others" in names
    assert not [name for name in names if "…" in name]
    many = pd.concat([health.assign(source=health["source"] + f" {n}") for n in range(4)], ignore_index=True)
    ax = plot.audit(many, ax=plt.figure().subplots())
    across, down = (labels[0].get_fontsize() for labels in (ax.get_xticklabels(), ax.get_yticklabels()))
    assert across <= 1.3 * down + 0.01
