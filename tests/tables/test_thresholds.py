from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError


def test_the_cuts_that_tell_the_labels_apart_best_are_found():
    scores = np.linspace(-1, 1, 201)
    labels = np.where(scores < -0.3, "negative", np.where(scores > 0.12, "positive", "neutral"))
    found = nk.sentiment_thresholds(scores, labels)
    assert found.negative == pytest.approx(-0.3, abs=0.03)
    assert found.positive == pytest.approx(0.12, abs=0.03)
    assert found.macro_f1 > 0.97
    assert found.n == 201


def test_macro_f1_is_as_scikit_learn_has_it():
    from sklearn.metrics import f1_score

    rng = np.random.default_rng(0)
    scores = rng.normal(size=300)
    labels = np.sign(np.round(scores + rng.normal(size=300)))
    found = nk.sentiment_thresholds(scores, labels)
    given = np.where(scores <= found.negative, -1, np.where(scores >= found.positive, 1, 0))
    assert found.macro_f1 == pytest.approx(f1_score(labels, given, average="macro"))


def test_missing_scores_and_labels_are_left_out():
    found = nk.sentiment_thresholds(pd.Series([-0.5, None, 0.5, 0.9], dtype="Float64"), ["neg", "pos", 1, None])
    assert found.n == 2


@pytest.mark.parametrize(
    ("scores", "labels", "told"),
    [
        ([0.1], [1, 0], "1 scores but 2 labels"),
        ([0.1, 0.2], ["good", "bad"], "'good'"),
        ([0.1, 0.2], [1, 1], "two kinds"),
        ([], [], "two kinds"),
        ([0.1, 0.2], [True, False], "True"),
    ],
)
def test_bad_input_is_named(scores, labels, told):
    with pytest.raises(InputError, match=told):
        nk.sentiment_thresholds(scores, labels)
