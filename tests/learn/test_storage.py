import io
import json
import struct
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import NewskitError, ReadError
from newskit.learn.storage import VERSION


@pytest.fixture(scope="module")
def fitted(labelled):
    return nk.SentimentClassifier(C=np.float64(2.0), lexicon={"gribbled": -3.0}).fit(*labelled())


@pytest.fixture(scope="module")
def saved(fitted, tmp_path_factory):
    path = tmp_path_factory.mktemp("saved") / "model.npz"
    fitted.save(path)
    return path.read_bytes()


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def array(value):
    file = io.BytesIO()
    np.save(file, value)
    return file.getvalue()


def with_header(data, **changes):
    parts = members(data)
    header = json.loads(np.load(io.BytesIO(parts["header.npy"])).tobytes())
    text = json.dumps({**header, **changes}).encode()
    return packed({**parts, "header.npy": array(np.frombuffer(text, dtype=np.uint8))})


def load(tmp_path, data, kind=nk.SentimentClassifier):
    path = tmp_path / "model.npz"
    path.write_bytes(data)
    return kind.load(path)


def test_a_loaded_classifier_predicts_the_same_to_the_last_bit(fitted, saved, tmp_path, labelled):
    again = load(tmp_path, saved)
    texts = [*labelled()[0], "She gribbled.", "", "A € 3 loss against a 5 million loss"]
    assert (again.predict_proba(texts) == fitted.predict_proba(texts)).all()
    assert again.classes_.tolist() == fitted.classes_.tolist()
    assert (again.C, again.on, again.n_labels_, again.temperature_) == (2.0, "text", 60, fitted.temperature_)


def test_it_can_be_saved_again_and_fitted_again(saved, tmp_path, labelled):
    again = load(tmp_path, saved)
    again.save(tmp_path / "twice.npz")
    twice = nk.SentimentClassifier.load(tmp_path / "twice.npz")
    texts, y = labelled()
    assert (twice.predict_proba(texts) == again.predict_proba(texts)).all()
    assert (again.fit(texts, y).predict_proba(texts) == twice.predict_proba(texts)).all()


@pytest.mark.parametrize("labels", [(-1, 0, 1), ("부정", "중립", "긍정")])
def test_classes_keep_their_kind(labels, labelled, tmp_path):
    model = nk.SentimentClassifier(calibrate=False, class_weight={labels[0]: 2.0}).fit(*labelled(labels))
    model.save(tmp_path / "model.npz")
    again = nk.SentimentClassifier.load(tmp_path / "model.npz")
    assert again.predict(["Rain."]).tolist() == model.predict(["Rain."]).tolist()
    assert again.class_weight == {labels[0]: 2.0}


def test_two_classes_and_targets_are_saved_too(targeted, tmp_path):
    rows, y = targeted()
    model = nk.TargetSentimentClassifier().fit(rows, y)
    model.save(tmp_path / "toward.npz")
    again = nk.TargetSentimentClassifier.load(tmp_path / "toward.npz")
    assert (again.predict_proba(rows) == model.predict_proba(rows)).all()


def test_an_existing_file_is_replaced_and_nothing_else_is_left(fitted, tmp_path):
    path = tmp_path / "model.npz"
    path.write_text("old")
    fitted.save(path)
    assert nk.SentimentClassifier.load(path).n_labels_ == 60
    assert [one.name for one in tmp_path.iterdir()] == ["model.npz"]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ReadError, match="nowhere.npz.*cannot be read"):
        nk.SentimentClassifier.load(tmp_path / "nowhere.npz")


def test_the_other_kind_is_named(saved, tmp_path):
    with pytest.raises(ReadError, match="holds a SentimentClassifier"):
        load(tmp_path, saved, nk.TargetSentimentClassifier)


def test_a_later_format_is_refused_with_advice(saved, tmp_path):
    with pytest.raises(ReadError, match="update newskit"):
        load(tmp_path, with_header(saved, version=VERSION + 1))


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "another"},
        {"version": "1"},
        {"classes": ["one"]},
        {"classes": [["a"], ["b"], ["c"]]},
        {"classes": [True, False, True]},
        {"temperature": 0},
        {"temperature": float("nan")},
        {"blocks": []},
        {"blocks": [["words", 1.0]] * 4},
        {"numbers": [[], 0.3]},
        {"settings": {}},
        {"settings": {"class_weight": None, "on": {"a": 1}}},
        {"settings": {"class_weight": None, "C": -1}},
        {"settings": {"class_weight": None, "evil": 1}},
        {"settings": None},
        {"n_labels": "many"},
    ],
)
def test_a_header_that_does_not_fit_is_refused(saved, tmp_path, changes):
    with pytest.raises(ReadError, match=r"model\.npz"):
        load(tmp_path, with_header(saved, **changes))


@pytest.mark.parametrize("name", ["coef", "intercept", "scale", "idf_0", "names_0", "names_0_size", "lexicon_value"])
@pytest.mark.parametrize(
    "value",
    [
        np.array([{"evil": 1}], dtype=object),
        np.array(["text"]),
        np.full(3, np.nan),
        np.zeros((0, 7)),
        np.array([-1, 5]),
    ],
)
def test_arrays_that_do_not_fit_are_refused(saved, tmp_path, name, value):
    with pytest.raises(ReadError, match=r"model\.npz"):
        load(tmp_path, packed({**members(saved), f"{name}.npy": array(value)}))


def test_missing_arrays_are_refused(saved, tmp_path):
    for left_out in ("header", "coef", "lexicon_form"):
        parts = {name: data for name, data in members(saved).items() if name != f"{left_out}.npy"}
        with pytest.raises(ReadError, match=r"model\.npz"):
            load(tmp_path, packed(parts))


def test_an_array_that_promises_more_than_there_is_takes_no_memory(saved, tmp_path):
    promise = b"{'descr': '<f8', 'fortran_order': False, 'shape': (900000000000,), }"
    promise += b" " * (117 - len(promise)) + b"\n"
    data = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(promise)) + promise
    with pytest.raises(ReadError, match="not what it says"):
        load(tmp_path, packed({**members(saved), "coef.npy": data}))


def test_too_many_members_are_refused(saved, tmp_path):
    more = {f"x{at}.npy": b"" for at in range(200)}
    with pytest.raises(ReadError, match="larger than any classifier"):
        load(tmp_path, packed({**members(saved), **more}))


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04", packed({}), packed({"../up.npy": b"x"})])
def test_other_files_are_refused(tmp_path, data):
    with pytest.raises(ReadError, match=r"model\.npz"):
        load(tmp_path, data)
    assert [one.name for one in tmp_path.iterdir()] == ["model.npz"]


def test_a_file_cut_anywhere_is_refused(saved, tmp_path):
    for part in range(1, 12):
        with pytest.raises(ReadError):
            load(tmp_path, saved[: len(saved) * part // 12])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31), st.binary(min_size=1, max_size=40))
def test_a_file_damaged_anywhere_is_loaded_whole_or_refused(saved, tmp_path_factory, place, noise):
    at = place % len(saved)
    try:
        model = load(tmp_path_factory.mktemp("x"), saved[:at] + noise + saved[at + len(noise) :])
    except NewskitError:
        return
    assert model.predict_proba(["Rain."]).shape == (1, 3)
