from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.language import tokens_of
from newskit.language.sentiment import contributions, score_texts, sentence_scores, text_scores
from newskit.language.sentiment.scores import gain, means, tone

LAYOFFS = "Layoffs surge as profits plunge."


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=2))
def test_a_greater_sum_is_never_a_smaller_score(pair):
    low, high = sorted(pair)
    scores = tone([low, high])
    assert scores[0] >= -1
    assert scores[0] <= scores[1] + 1e-12  # the last bit is rounding
    assert scores[1] <= 1


@given(st.floats(-20, 20))
def test_the_score_is_the_sum_times_its_gain_and_symmetric(total):
    assert float(gain(total)) * total == pytest.approx(float(tone(total)), abs=1e-12)
    assert float(tone(-total)) == -float(tone(total))


def test_the_edge_of_the_neutral_zone_is_five_hundredths():
    edge = 0.27 * math.sqrt(0.5 / (1 - 0.27**2))  # squashes to .27
    assert float(tone(edge)) == pytest.approx(0.05)


def test_length_alone_changes_nothing():
    one, many = score_texts([LAYOFFS, " ".join([LAYOFFS] * 50)])
    assert one == pytest.approx(many)
    assert -1 < one < -0.5


def test_more_sentences_make_a_narrower_interval():
    tokens = tokens_of([LAYOFFS, " ".join([LAYOFFS] * 50), ""])
    scores = text_scores(tokens, sentence_scores(tokens, contributions(tokens)))
    width = scores.high - scores.low
    assert width[0] > 3 * width[1] > 0
    assert np.isnan([scores.score[2], scores.low[2], scores.high[2]]).all()
    assert scores.n_sentences.tolist() == [1, 50, 0]
    assert scores.n_scored.tolist() == [2, 100, 0]


def test_the_interval_is_students_with_four_usual_sentences():
    mean, low, high = means(np.array([0.2, 0.4, 0.6]), np.zeros(3, dtype=np.int64), 2)
    assert mean[0] == pytest.approx(0.4)
    half = 2.446912 * math.sqrt((0.08 + 4 * 0.35**2) / 6 / 3)  # t for six degrees of freedom
    assert (low[0], high[0]) == pytest.approx((0.4 - half, min(0.4 + half, 1)), abs=1e-5)
    assert math.isnan(mean[1])


def test_a_sentence_says_less_of_its_tone_the_longer_it_is():
    short, long = score_texts(["The talks failed.", "The talks failed " + "on and of the and in it " * 6])
    assert short < long < 0


def test_texts_without_words_have_no_score_and_others_without_tone_have_zero():
    scores = score_texts(["", None, "…", "It is at the of."])
    assert np.isnan(scores[:3]).all()
    assert scores[3] == 0
