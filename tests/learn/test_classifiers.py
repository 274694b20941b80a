from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, cross_val_score

import newskit as nk
from newskit.errors import NewskitError

GOOD = ("praised", "honoured", "thanked", "rewarded", "saved", "promoted")
BAD = ("jailed", "fined", "sacked", "sued", "attacked", "robbed")
FLAT = ("seen", "counted", "named", "listed", "asked", "moved")
WHO = ("chief", "mayor", "nurse", "team", "bank")


def sentences():
    texts, labels = [], []
    for words, label in ((GOOD, "positive"), (BAD, "negative"), (FLAT, "neutral")):
        texts += [f"The {who} was {word} on Monday." for who in WHO for word in words]
        labels += [label] * (len(WHO) * len(words))
    return texts, labels


def rows():
    made, labels = [], []
    for good in GOOD:
        for bad in BAD[:3]:
            text = f"Ann Lee was {good}, while Bo Kim was {bad}."
            made += [{"text": text, "target": "Ann Lee"}, {"text": text, "target": "Bo Kim"}]
            labels += [1, -1]
    return made, labels


@pytest.fixture(scope="module")
def fitted():
    return nk.SentimentClassifier().fit(*sentences())


@pytest.fixture(scope="module")
def targeted():
    return nk.TargetSentimentClassifier(min_count=1).fit(*rows())


def test_it_predicts_classes_and_chances_that_add_up(fitted):
    assert fitted.classes_.tolist() == ["negative", "neutral", "positive"]
    asked = ["The pilot was praised.", "The pilot was jailed."]
    assert fitted.predict(asked).tolist() == ["positive", "negative"]
    chances = fitted.predict_proba(asked)
    assert chances.shape == (2, 3)
    np.testing.assert_allclose(chances.sum(axis=1), 1)


def test_it_goes_with_scikit_learn():
    texts, labels = sentences()
    model = nk.SentimentClassifier(calibrate=False)
    assert clone(model).get_params() == model.get_params()
    assert cross_val_score(model, texts, labels, cv=3).mean() > 0.5
    search = GridSearchCV(model, {"C": [0.1, 3.0]}, cv=3).fit(texts, labels)
    assert search.best_params_["C"] in (0.1, 3.0)


def test_tables_columns_and_lists_are_the_same(fitted):
    texts = sentences()[0][:5]
    frame = pd.DataFrame({"text": texts})
    expected = fitted.predict_proba(texts)
    np.testing.assert_array_equal(fitted.predict_proba(frame), expected)
    np.testing.assert_array_equal(fitted.predict_proba(frame["text"]), expected)
    np.testing.assert_array_equal(fitted.predict_proba(np.array(texts, dtype=object)), expected)


def test_it_can_score_articles(fitted):
    articles = pd.DataFrame({"id": ["a", "b"], "text": ["The pilot was praised.", None]})
    made = nk.sentiment(articles, model=fitted)
    assert made["label"].tolist() == ["positive", pd.NA]
    assert made["p_positive"][0] > made["p_negative"][0]


def test_a_target_is_told_from_another_in_the_same_sentence(targeted):
    text = "Di Fox was honoured, while Ed May was fined."
    asked = [{"text": text, "target": "Di Fox"}, {"text": text, "target": "Ed May", "start": 27, "end": 33}]
    assert targeted.predict(asked).tolist() == [1, -1]
    assert targeted.predict(pd.DataFrame(asked[:1])).tolist() == [1]


def test_a_target_classifier_can_score_articles(targeted):
    articles = pd.DataFrame({"id": ["a"], "lang": ["en"], "text": ["Di Fox was honoured. It rained."]})
    made = nk.target_sentiment(articles, "Di Fox", model=targeted)
    assert made["label"].tolist() == ["positive"]


@pytest.mark.parametrize("which", ["fitted", "targeted"])
def test_a_saved_one_predicts_the_same_to_the_last_bit(which, request, tmp_path):
    model = request.getfixturevalue(which)
    path = tmp_path / "model.npz"
    model.save(path)
    again = type(model).load(path)
    asked = sentences()[0] if which == "fitted" else rows()[0]
    np.testing.assert_array_equal(again.predict_proba(asked), model.predict_proba(asked))
    assert again.classes_.tolist() == model.classes_.tolist()


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "garbled"])
def test_a_damaged_file_is_named_and_never_run(fitted, tmp_path, damage):
    path = tmp_path / "model.npz"
    fitted.save(path)
    data = path.read_bytes()
    spoilt = {
        "empty": b"",
        "text": b"no model",
        "cut": data[: len(data) // 2],
        "garbled": data[:200] + bytes(byte ^ 255 for byte in data[200:400]) + data[400:],
    }
    path.write_bytes(spoilt[damage])
    with pytest.raises(NewskitError, match=r"model\.npz"):
        nk.SentimentClassifier.load(path)


def test_a_pickle_is_refused(tmp_path):
    path = tmp_path / "model.npz"
    np.savez(path, header=np.array([{"evil": 1}], dtype=object))
    with pytest.raises(NewskitError):
        nk.SentimentClassifier.load(path)


def test_one_kind_is_not_loaded_as_the_other(fitted, tmp_path):
    fitted.save(tmp_path / "model.npz")
    with pytest.raises(NewskitError, match="SentimentClassifier"):
        nk.TargetSentimentClassifier.load(tmp_path / "model.npz")


@pytest.mark.parametrize(
    ("texts", "labels"),
    [([], []), (["a"], ["x"]), (["a", "b"], ["x"]), (["a", "b"], ["x", "x"]), (["a", 3], ["x", "y"]),
     ("ab", ["x", "y"]), (["a", "b"], ["x", None])],
)  # fmt: skip
def test_bad_input_is_named(texts, labels):
    with pytest.raises(NewskitError):
        nk.SentimentClassifier().fit(texts, labels)


def test_odd_texts_are_predicted(fitted):
    odd = ["", "   ", "…", "가나다", "a" * 100_000, "<script>alert(1)</script>"]
    assert np.isfinite(fitted.predict_proba(odd)).all()
    assert fitted.predict([]).tolist() == []


def test_a_target_that_is_not_there_is_told():
    with pytest.raises(NewskitError):
        nk.TargetSentimentClassifier().fit([{"text": "It rained."}, {"text": "It snowed."}], [1, -1])


def test_the_learning_curve_measures_and_looks_ahead():
    texts, labels = sentences()
    curve = nk.learning_curve(
        nk.SentimentClassifier(calibrate=False), texts, labels, sizes=[20, 40, 70], progress=False
    )
    measured, ahead = curve[~curve["extrapolated"]], curve[curve["extrapolated"]]
    assert measured["n_labels"].tolist()[:2] == [20, 40]
    assert (ahead["n_labels"] > measured["n_labels"].max()).all()
    assert curve["macro_f1"].between(0, 1).all()
    assert (curve["low"] <= curve["high"]).all()
    assert curve.attrs["note"]
    with pytest.raises(NewskitError, match="label"):
        nk.learning_curve(nk.SentimentClassifier(), texts[:6], labels[:6], progress=False)
