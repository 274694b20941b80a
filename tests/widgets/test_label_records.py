from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError, NewskitWarning, ReadError
from newskit.widgets.labelling.decisions import Decisions
from newskit.widgets.labelling.records import Record, RecordFile

LABELS = ["positive", "negative"]


@pytest.fixture
def articles():
    return nk.as_articles([{"id": f"a{at}", "title": f"Title {at}", "text": f"Text {at}"} for at in range(5)])


@pytest.fixture
def path(tmp_path):
    return tmp_path / "labels.jsonl"


def rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_decision_is_a_line_at_once(articles, path):
    widget = nk.label(articles, LABELS, path=path, annotator="ann")
    assert rows(path) == [{"format": "newskit labels", "version": 1, "labels": LABELS, "multiple": False}]
    widget.label("positive")
    assert len(rows(path)) == 2
    widget.skip()
    widget.undo()
    made = rows(path)[1:]
    assert [(row["id"], row["action"], row["label"]) for row in made] == [
        ("a0", "label", "positive"), ("a1", "skip", None), ("a1", "undo", None),
    ]  # fmt: skip
    assert {row["annotator"] for row in made} == {"ann"}
    assert all(pd.Timestamp(row["time"]).tzinfo for row in made)


def test_labelling_goes_on_where_it_stopped(articles, path):
    first = nk.label(articles, LABELS, path=path)
    first.label("positive")
    first.skip()
    first.label("negative")
    first.undo()
    again = nk.label(articles, LABELS[::-1], path=str(path))
    assert again.index == 2
    assert again.labels.tolist() == first.labels.tolist() == ["positive", *[pd.NA] * 4]
    assert again.counts.to_dict() == {"negative": 0, "positive": 1}
    again.undo()
    again.undo()
    assert again.index == 0
    assert nk.label(articles, LABELS, path=path).labels.isna().all()


def test_labels_of_articles_that_are_not_there_are_kept(articles, path):
    for one in (articles.head(2), articles.tail(3)):
        widget = nk.label(one, LABELS, path=path)
        while not widget.done:
            widget.label("negative")
    assert "2 other articles" in repr(widget)
    assert len(widget.labelled) == 3
    assert widget.decisions["id"].tolist() == articles["id"].tolist()
    widget.undo()
    widget.undo()
    widget.undo()
    widget.undo()  # those of other articles are not shown, so not taken back
    assert widget.decisions["id"].tolist() == ["a0", "a1"]
    assert nk.label(articles, LABELS, path=path).index == 2


def test_two_annotators_share_a_file_and_see_their_own_labels(articles, path):
    ann = nk.label(articles, LABELS, path=path, annotator="ann")
    bo = nk.label(articles, LABELS, path=path, annotator="bo")
    for at in range(5):
        ann.label(LABELS[at % 2])
        bo.label(LABELS[0])
    bo.undo()
    assert ann.done
    whole = nk.label(articles, LABELS, path=path, annotator="cy")
    assert whole.labels.isna().all()
    by = whole.decisions.groupby("annotator")["label"]
    assert by.get_group("ann").tolist() == ["positive", "negative", "positive", "negative", "positive"]
    assert by.get_group("bo").tolist() == ["positive"] * 4


def test_several_labels_and_numbers_come_back_as_they_were(articles, tmp_path):
    several = nk.label(articles, ["전쟁", "محايد"], path=tmp_path / "several.jsonl", multiple=True)
    several.label(["محايد", "전쟁"])
    several.label([])
    again = nk.label(articles, ["전쟁", "محايد"], path=tmp_path / "several.jsonl", multiple=True)
    assert again.labels.tolist()[:2] == [["전쟁", "محايد"], []]
    assert again.index == 2
    assert "전쟁" in (tmp_path / "several.jsonl").read_text("utf-8")
    nk.label(articles, [-1, 1], path=tmp_path / "numbers.jsonl").label(-1)
    assert nk.label(articles, [-1, 1], path=tmp_path / "numbers.jsonl").labels.iloc[0] == -1


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_a_line_cut_off_is_named_and_the_rest_is_kept(articles, path, cut):
    widget = nk.label(articles, LABELS, path=path)
    widget.label("positive")
    widget.label("negative")
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut] if cut > 1 else whole + b'{"id": "a2", "act')
    with pytest.warns(NewskitWarning, match=r"has a line that cannot be read.*line \d is"):
        again = nk.label(articles, LABELS, path=path)
    assert again.labels.notna().sum() == (2 if cut == 1 else 1)
    again.label("positive")
    with pytest.warns(NewskitWarning, match="a line that cannot be read"):
        last = nk.label(articles, LABELS, path=path)
    assert last.labels.tolist() == again.labels.tolist()


def test_a_last_line_without_its_end_is_whole(articles, path):
    nk.label(articles, LABELS, path=path).label("positive")
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    again = nk.label(articles, LABELS, path=path)
    again.label("negative")
    assert nk.label(articles, LABELS, path=path).labels.tolist()[:2] == ["positive", "negative"]


@pytest.mark.parametrize("size", [0, 1, 30])
def test_a_header_cut_off_begins_anew(articles, path, size):
    nk.label(articles, LABELS, path=path)
    path.write_bytes(path.read_bytes()[:size])
    nk.label(articles, LABELS, path=path).label("positive")
    assert nk.label(articles, LABELS, path=path).labels.iloc[0] == "positive"


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe",
        b"[" * 100_000,
        b"5",
        b"{}",
        b'{"id": 5, "action": "skip", "label": null, "annotator": null, "time": ""}',
        b'{"id": "a0", "action": "explode", "label": null, "annotator": null, "time": ""}',
        b'{"id": "a0", "action": "label", "label": "other", "annotator": null, "time": ""}',
        b'{"id": "a0", "action": "label", "label": ["positive"], "annotator": null, "time": ""}',
        b'{"id": "a0", "action": ["label"], "label": "positive", "annotator": null, "time": ""}',
        b'{"id": "a0", "action": "label", "label": "positive", "annotator": 3, "time": ""}',
        b'{"id": "a0", "action": "label", "label": "positive", "annotator": null}',
    ],
)
def test_a_line_that_is_no_decision_is_left_out(articles, path, line):
    nk.label(articles, LABELS, path=path)
    path.write_bytes(path.read_bytes() + line + b"\n")
    with pytest.warns(NewskitWarning, match="line 2 is"):
        assert nk.label(articles, LABELS, path=path).labels.isna().all()


def test_a_file_of_other_labels_or_another_kind_is_not_touched(articles, path, tmp_path):
    nk.label(articles, LABELS, path=path)
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"holds other labels: 'positive', 'negative', not 'good', 'bad'"):
        nk.label(articles, ["good", "bad"], path=path)
    with pytest.raises(InputError, match="multiple=False"):
        nk.label(articles, LABELS, path=path, multiple=True)
    assert path.read_bytes() == before
    path.write_bytes(before.replace(b'"version": 1', b'"version": 2'))
    with pytest.raises(ReadError, match="newer newskit"):
        nk.label(articles, LABELS, path=path)
    for content in (b'{"id": "a", "text": "corpus"}\n', b"\n", b"not json", b"\x89PNG\n\x00", b"[]\n"):
        path.write_bytes(content)
        with pytest.raises(ReadError, match="no file of labels"):
            nk.label(articles, LABELS, path=path)
        assert path.read_bytes() == content


def test_numbers_and_words_are_different_labels(articles, path):
    nk.label(articles, [1, 2], path=path)
    with pytest.raises(InputError, match="holds other labels"):
        nk.label(articles, ["1", "2"], path=path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no/such/labels.jsonl", "in a folder that is not there"),
        (".", "is a folder"),
        ("labels.csv", "should end in '.jsonl'"),
        (5, "should be the name of a file"),
    ],
)
def test_paths_that_cannot_be_are_named(articles, tmp_path, monkeypatch, name, message):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=message):
        nk.label(articles, LABELS, path=name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named_before_the_first_label(articles, path, monkeypatch):
    nk.label(articles, LABELS, path=path)

    def refuse(self, mode="r", *args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    for one in (path, path.with_name("new.jsonl")):
        with pytest.raises(InputError, match="cannot be (written|read): Permission denied"):
            nk.label(articles, LABELS, path=one)


def test_what_could_not_be_written_counts_as_not_made(articles, path, monkeypatch):
    widget = nk.label(articles, LABELS, path=path)

    def full(descriptor, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newskit.widgets.labelling.records.os.write", full)
    with pytest.raises(InputError, match="No space left"):
        widget.label("positive")
    widget._heard(widget, {"do": "label", "place": 0, "labels": [0]}, [])
    assert "Not kept: path=" in widget._shown["error"]
    assert (widget.index, widget.labels.notna().sum(), widget.counts.sum()) == (0, 0, 0)
    monkeypatch.undo()
    widget.label("positive")
    assert nk.label(articles, LABELS, path=path).labels.iloc[0] == "positive"


def test_a_short_write_is_finished(articles, path, monkeypatch):
    write = os.write
    monkeypatch.setattr("newskit.widgets.labelling.records.os.write", lambda to, content: write(to, content[:7]))
    nk.label(articles, LABELS, path=path).label("positive")
    assert nk.label(articles, LABELS, path=path).labels.iloc[0] == "positive"


def test_a_file_that_was_taken_away_is_written_anew(articles, path):
    widget = nk.label(articles, LABELS, path=path)
    widget.label("positive")
    path.unlink()
    widget.label("negative")
    assert nk.label(articles, LABELS, path=path).labels.tolist()[:2] == ["positive", "negative"]


@pytest.mark.slow
def test_labels_survive_a_killed_process(articles, path, tmp_path):
    code = f"""
        import os, signal
        import newskit as nk
        articles = nk.as_articles([{{"id": f"a{{at}}", "title": "t", "text": "x"}} for at in range(5)])
        widget = nk.label(articles, {LABELS!r}, path={str(path)!r})
        for label in ("positive", "negative", "positive"):
            widget.label(label)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert nk.label(articles, LABELS, path=path).labels.tolist()[:3] == ["positive", "negative", "positive"]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["label", "skip", "undo"]), st.sampled_from(LABELS))))
def test_the_file_tells_what_memory_knows(tmp_path_factory, steps):
    """Whatever was decided and taken back, resuming gives the same as having gone on."""
    path = tmp_path_factory.mktemp("labels") / "labels.jsonl"
    articles = pd.DataFrame({"id": ["a", "b"], "text": ["x", "y"]})
    widget = nk.label(articles, LABELS, path=path)
    for article, action, label in steps:
        widget.index = "ab".index(article)
        if action == "label":
            widget.label(label)
        else:
            getattr(widget, action)()
    again = nk.label(articles, LABELS, path=path)
    assert again.labels.equals(widget.labels)
    assert again.counts.equals(widget.counts)
    assert again.counts.sum() == again.labels.notna().sum()
    assert again.done == widget.done
    assert again.decisions.equals(widget.decisions)


def test_an_undo_without_a_decision_changes_nothing():
    made = Decisions([Record("a", "undo"), Record("a", "label", ("x",)), Record("b", "undo")])
    assert made.of("a", None).labels == ("x",)
    assert made.newest(None, {"b"}) is None


def test_records_are_read_with_a_byte_order_mark(path):
    RecordFile(path, LABELS, multiple=False).add(Record.now("a", "label", ["positive"], None))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert [record.labels for record in RecordFile(path, LABELS, multiple=False).records] == [("positive",)]
