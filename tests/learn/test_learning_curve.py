import numpy as np
import pandas as pd
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline

import newskit as nk
from newskit.errors import InputError


def curve_of(model, rows, labels, **options):
    return nk.learning_curve(model, rows, labels, progress=False, **options)


def words(n, seed=0):
    """Return texts of a frequent or rare word that tells the class, mostly, so that it takes labels to know them."""
    random = np.random.default_rng(seed)
    codes = random.integers(0, 2, n)
    told = np.where(random.random(n) < 0.85, codes, 1 - codes)
    ranks = np.minimum(random.zipf(1.6, n), 10**6)
    return [f"w{one}x{rank} n{at}" for at, (one, rank) in enumerate(zip(told, ranks, strict=True))], codes


MODEL = make_pipeline(CountVectorizer(), LogisticRegression())


def test_measured_rows_come_first_and_then_where_the_curve_leads():
    texts, codes = words(400)
    table = curve_of(MODEL, texts, codes)
    assert table.columns.tolist() == [
        "n_labels", "macro_f1", "low", "high", "gain", "gain_low", "gain_high", "extrapolated",
    ]  # fmt: skip
    assert table["n_labels"].is_monotonic_increasing
    assert table["extrapolated"].tolist() == [False] * 5 + [True] * 3
    assert table["n_labels"].tolist()[-3:] == [400, 800, 1600]
    assert table["n_labels"].iloc[4] == 320
    assert (table["low"] <= table["macro_f1"]).all()
    assert (table["macro_f1"] <= table["high"]).all()
    assert table["gain"].isna().tolist() == [False] * 0 + [True] * 5 + [False] * 3
    assert table["gain"].iloc[5] == 0


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_what_was_foretold_comes_true(seed):
    texts, codes = words(6400, seed)
    foretold = curve_of(MODEL, texts[:400], codes[:400], more=[4]).iloc[-1]
    model = MODEL.fit(texts[:1600], codes[:1600])
    true = f1_score(codes[1600:], model.predict(texts[1600:]), average="macro")
    assert foretold["n_labels"] == 1600
    assert foretold["low"] <= true <= foretold["high"]
    assert foretold["high"] - foretold["low"] < 0.25


def test_a_note_says_it_in_words():
    texts, codes = words(100)
    note = curve_of(MODEL, texts, codes, more=[2]).attrs["note"]
    assert note.startswith("With all 100 labels, macro F1 should be about 0.")
    assert "2 times as many (200) would bring it to about 0." in note


def test_a_classifier_that_learns_nothing_is_promised_nothing():
    texts, codes = words(100)
    table = curve_of(DummyClassifier(), texts, codes)
    assert table["gain"].iloc[-1] == pytest.approx(0, abs=0.02)


def test_the_same_seed_gives_the_same_table_whatever_the_number_of_processes():
    texts, codes = words(60)
    one = curve_of(MODEL, texts, codes, seed=3)
    pd.testing.assert_frame_equal(one, curve_of(MODEL, texts, codes, seed=3, n_jobs=2))
    assert not one.equals(curve_of(MODEL, texts, codes, seed=4))


def test_rows_of_one_text_are_never_on_both_sides():
    """A classifier that knows texts by heart gains nothing from its knowledge."""
    random = np.random.default_rng(0)
    texts = [f"t{at // 4}" for at in range(400)]
    codes = np.repeat(random.integers(0, 2, 100), 4)
    assert curve_of(MODEL, texts, codes)["macro_f1"].iloc[4] < 0.6
    apart = curve_of(MODEL, texts, codes, groups=range(400))
    assert apart["macro_f1"].iloc[4] > 0.9


def test_targets_tables_and_arrays_will_do(targeted, labelled):
    rows, y = targeted()
    toward = curve_of(nk.TargetSentimentClassifier(), rows, y, sizes=[10, 24], more=[])
    assert toward["n_labels"].tolist() == [10, 24, 48]
    texts, labels = labelled()
    table = pd.DataFrame({"title": texts})
    made = curve_of(nk.SentimentClassifier(on="title"), table, pd.Series(labels), sizes=[12, 40], more=[2], folds=3)
    assert made["macro_f1"].iloc[1] > 0.7
    random = np.random.default_rng(0)
    curve_of(GaussianNB(), random.normal(size=(40, 3)), [0, 1] * 20, more=[])


def test_the_classifier_is_left_as_it_was(labelled):
    model = nk.SentimentClassifier()
    curve_of(model, *labelled(), sizes=[10, 40], more=[])
    assert model.calibrate
    assert not hasattr(model, "classes_")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"more": [1]}, "above 1 and up to 10"),
        ({"more": [20]}, "above 1 and up to 10"),
        ({"folds": 1}, "folds=1"),
        ({"seed": -1}, "seed=-1"),
        ({"sizes": [40]}, "two or more"),
        ({"sizes": [40, 20]}, "ascending"),
        ({"sizes": [20, 90]}, "up to 48"),
        ({"sizes": [1, 20]}, "sizes=1"),
        ({"groups": [1, 2]}, "60 rows but 2 groups"),
    ],
)
def test_arguments_that_cannot_be_are_named(labelled, options, told):
    with pytest.raises(InputError, match=told):
        curve_of(nk.SentimentClassifier(), *labelled(), **options)


def test_too_few_labels_are_told():
    with pytest.raises(InputError, match="20 at least"):
        curve_of(MODEL, ["a", "b"], ["x", "y"])
    with pytest.raises(InputError, match="5 of each class"):
        curve_of(MODEL, [f"t{at}" for at in range(30)], ["x"] * 28 + ["y"] * 2)
    with pytest.raises(InputError, match="not str"):
        curve_of(MODEL, "text", ["x"])
