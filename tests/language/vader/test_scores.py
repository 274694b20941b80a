"""Against the installed vaderSentiment, whose figures these are to be."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from newskit.errors import InputError
from newskit.language.vader import scores, vader

ANALYZER = SentimentIntensityAnalyzer()
NAMES = ("neg", "neu", "pos", "compound")
RATED = sorted(word for word in ANALYZER.lexicon if " " not in word)
EMOJI = sorted(key for key in ANALYZER.emojis if len(key) == 1)


def package(texts):
    rows = [[ANALYZER.polarity_scores(text)[name] for name in NAMES] for text in texts]
    return np.array(rows, dtype=float).reshape(-1, 4)


def assert_the_same(texts):
    expected, got = package(texts), vader(texts)
    different = np.flatnonzero((expected.view(np.int64) != got.view(np.int64)).any(axis=1))
    assert not len(different), [(texts[row], expected[row], got[row]) for row in different[:3]]


def any_case(words):
    return st.builds(
        lambda word, change: change(word), words, st.sampled_from([str, str, str.upper, str.title, str.swapcase])
    )


def dressed(words):
    marks = st.sampled_from(["", "", "", ".", ",", "!", "?", "!!", "(", "'", '"', "...", "’", "”"])
    return st.builds(lambda before, word, behind: f"{before}{word}{behind}", marks, words, marks)


PARTS = " ".join(SPECIAL_CASES).split() + " ".join(BOOSTER_DICT).split()
WORDS = st.one_of(
    st.sampled_from(RATED),
    st.sampled_from(["good", "bad", "great", "GOOD", "kind", "no", "doubt", "crisis", "win", ":)", ":D", "<3"]),
    st.sampled_from(
        ["the", "a", "ferry", "x", "of", "at", "or", "nor", "so", "this", "least", "never", "without", "but"]
    ),
    st.sampled_from(PARTS),
    st.sampled_from(sorted(NEGATE)),
    st.sampled_from(["isn’t", "ISN'T", "mustn't've", "İ", "ß", "ǆ", "비가", "雨", "مطر", "дождь", "\0", "\1", "é"]),
    st.sampled_from(EMOJI),
    st.sampled_from(list(ANALYZER.emojis)),
)
SPACES = st.sampled_from([" ", " ", " ", "  ", "\n", "\t", "\u3000", "\xa0", "\x1c", "\u2028", ""])
SENTENCES = st.lists(st.tuples(dressed(any_case(WORDS)), SPACES), max_size=14).map(
    lambda parts: "".join(word + space for word, space in parts)
)


@given(st.lists(SENTENCES, max_size=8))
def test_sentences_of_words_with_a_part_in_the_rules_score_as_in_the_package(texts):
    assert_the_same(texts)


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_text_scores_as_in_the_package(texts):
    assert_the_same(texts)


@given(SENTENCES)
def test_a_text_alone_scores_as_among_others(text):
    among = vader(["bad", text, "good!", "", text])
    assert np.array_equal(among[1], vader([text])[0])
    assert np.array_equal(among[1], among[4])


@given(st.lists(any_case(st.sampled_from(["good", "bad", "but", "great", "x", "win", "awful"])), max_size=60))
def test_many_equal_valences_around_but_are_rescaled_as_in_the_package(words):
    assert_the_same([" ".join(words)])


@given(st.integers(0, 12), st.integers(0, 12), st.sampled_from(["good", "bad", "ferry", ""]))
def test_question_and_exclamation_marks_add_what_they_add_in_the_package(exclamations, questions, word):
    assert_the_same([f"{word} {'!' * exclamations} {'?' * questions}"])


@pytest.mark.parametrize("phrase", [*SPECIAL_CASES, *(key for key in BOOSTER_DICT if " " in key)])
@pytest.mark.parametrize("rated", ["good", "bad", ""])
def test_idioms_score_as_in_the_package_wherever_they_stand(phrase, rated):
    words = [("one two three four"[: 4 * n] + f" {phrase} {rated} end").split() for n in range(5)]
    behind = [f"{rated} {phrase}", f"a b c {rated} {phrase}", f"a b c {rated} d {phrase}", f"a b {phrase} x {rated}"]
    assert_the_same([*map(" ".join, words), *behind, f"a b c least {phrase}", f"a b {phrase} but good"])


@pytest.mark.parametrize(
    "text",
    [
        "At least it isn't bad.", "least good", "the least good", "very least good", "at LEAST good",
        "never so good", "never this good", "never so very good", "it is so good", "one two so good", "so x good",
        "without doubt good", "without a doubt good", "without doubt a good", "no good", "no x good", "no x or good",
        "no", "NO", "no no good", "no doubt", "kind of good", "kind", "kind of", "a kind", "of kind of kind",
        "VERY good", "VERY GOOD", "very GOOD", "x VERY x good", "barely BAD", "not BARELY bad x", "incredible",
        "NOT good", "isn't good", "isn’t good", "ain't no good", "Good but bad but good", "but", "BUT good", "good but",
        "good 😀 bad", "good😀bad", "😀", " 😀", "x 😀😀", "👶🏻", "☺️ ☺", "❤ !", "© good ®",
        "\u200bgood", "K ok", "(good)", "g.",
        "good\u3000bad", "good\x85bad", "good\0bad", "\0", "a \0 good", "United Nations", "\ud800 good",
    ],
)  # fmt: skip
def test_an_oddity_of_the_package_is_kept(text):
    assert_the_same([text])
    assert_the_same([f"Well well well {text} indeed", text.upper(), text.title()])


# The README of vaderSentiment: https://github.com/cjhutto/vaderSentiment
@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("VADER is smart, handsome, and funny.", 0.8316),
        ("VADER is smart, handsome, and funny!", 0.8439),
        ("VADER is very smart, handsome, and funny.", 0.8545),
        ("VADER is VERY SMART, handsome, and FUNNY.", 0.9227),
        ("VADER is VERY SMART, handsome, and FUNNY!!!", 0.9342),
        ("VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!", 0.9469),
        ("VADER is not smart, handsome, nor funny.", -0.7424),
        ("The book was good.", 0.4404),
        ("At least it isn't a horrible book.", 0.431),
        ("The book was only kind of good.", 0.3832),
        ("The plot was good, but the characters are uncompelling and the dialog is not great.", -0.7042),
        ("Today SUX!", -0.5461),
        ("Today only kinda sux! But I'll get by, lol", 0.5249),
        ("Make sure you :) or :D today!", 0.8633),
        ("Not bad at all", 0.431),
    ],
)
def test_the_published_examples_come_out(text, compound):
    assert vader([text])[0, 3] == compound


def test_a_missing_text_has_no_scores_and_an_empty_one_has_zeros():
    found = vader([None, float("nan"), pd.NA, "", " \n", "ferry"])
    assert np.isnan(found[:3]).all()
    assert found[3:].tolist() == [[0, 0, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0]]


def test_no_texts_have_no_scores():
    assert vader([]).shape == (0, 4)


def test_a_column_scores_as_a_list():
    texts = ["good", None, "bad!"]
    column = pd.Series(texts, index=[7, 7, 1], dtype="string")
    assert np.array_equal(vader(column), vader(texts), equal_nan=True)


def test_one_string_is_told_from_a_list():
    with pytest.raises(InputError, match=r"vader\(\[text\]\)"):
        vader("good")


def test_what_is_no_text_is_named_by_position():
    with pytest.raises(InputError, match="position 1 is int"):
        vader(["good", 3])


def test_blocks_make_no_difference(monkeypatch):
    texts = ["good but bad!", "", "NO doubt 😀", "ferry", "the shit is bad"] * 3
    whole = vader(texts)
    monkeypatch.setattr(scores, "_BLOCK", 10)
    assert np.array_equal(vader(texts), whole)


def test_ties_are_rounded_as_python_rounds_them():
    values = np.array([0.0625, 0.1875, 0.1115, 0.2675, 1.0005, 0.00049999999, -0.0005, 1 / 3])
    assert scores._rounded(values, 3).tolist() == [round(value, 3) for value in values.tolist()]


@given(st.lists(st.floats(-1, 1), max_size=20))
def test_any_figure_is_rounded_as_python_rounds_it(values):
    expected = np.array([round(value, 4) for value in values])
    assert np.array_equal(scores._rounded(np.array(values), 4), expected)


@pytest.mark.parametrize(
    "unit", ["good bad but ", "😀", "! ", "x", "the shit is so good ", "\0 ", "isn't ", "good ", "'"]
)
def test_time_grows_with_length_and_not_with_its_square(unit):
    def seconds(size):
        text = unit * (size // len(unit))
        started = time.process_time()
        vader([text])
        return time.process_time() - started

    vader([unit])
    assert seconds(2_000_000) < 10 * seconds(500_000) + 0.5
    assert seconds(2_000_000) < 6
