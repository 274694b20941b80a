from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import newskit as nk
from newskit.language.sentiment import score_texts

TABLE = pd.read_csv(Path(__file__).with_name("sentences_rules.tsv"), sep="\t", comment="#", quoting=3)


@pytest.fixture(scope="module")
def scores():
    return dict(zip(TABLE["sentence"], score_texts(TABLE["sentence"].tolist()).tolist(), strict=True))


@pytest.mark.parametrize(("sentence", "sign"), list(zip(TABLE["sentence"], TABLE["sign"].tolist(), strict=True)))
def test_a_sentence_has_the_sign_that_a_reader_gives_it(sentence, sign, scores):
    score = scores[sentence]
    given = 1 if score >= 0.05 else -1 if score <= -0.05 else 0
    assert given == sign, str(nk.explain_sentiment(sentence, lang="en"))


def test_there_are_many_and_none_twice():
    assert len(TABLE) >= 200
    assert TABLE["sentence"].is_unique
    assert set(TABLE["sign"]) == {-1, 0, 1}
