from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from newskit.errors import MissingPackageError, NewskitError
from newskit.language.vader import knowledge as module
from newskit.language.vader import vader
from newskit.language.vader.knowledge import Knowledge, Rules, Words, knowledge, normal
from newskit.language.vader.lookup import LOUD, PLAIN, Joined

RULES = Rules(
    negation=-0.74,
    capitals=0.733,
    negations=frozenset({"not"}),
    boosters={"very": 0.293, "sort of": -0.293},
    idioms={"the bomb": 3},
    lexicon={"good": 1.9, "bomb": -2.2},
    emoji={"☂": "umbrella", "🌧": "rain", "☺️": "smile", "©": "copyright"},
)


def test_without_the_package_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "vaderSentiment", None)
    knowledge.cache_clear()
    with pytest.raises(MissingPackageError, match=r"vaderSentiment.*pip install 'newskit\[vader\]'") as caught:
        vader(["good"])
    assert isinstance(caught.value, NewskitError)
    assert isinstance(caught.value, ImportError)
    assert caught.value.name == "vaderSentiment"


def test_the_package_is_read_when_it_is_needed_and_once():
    assert knowledge() is knowledge()


@pytest.mark.parametrize(
    ("token", "bare"),
    [("(good).", "good"), (":)", ":)"), ("ok!", "ok!"), ("it's", "it's"), ("“rain”", "“rain”"), ("...", "...")],
)
def test_punctuation_around_a_word_is_taken_off_unless_little_is_left(token, bare):
    assert normal(token) == bare


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("☂", "umbrella"),
        ("a☂b", "a umbrellab"),
        ("a ☂ b", "a umbrella b"),
        ("☂🌧", "umbrella rain"),
        ("a\n☂", "a\n umbrella"),
        ("☺️", "☺️"),
        ("© ☂", "copyright umbrella"),
        ("🌨 plain “text”", "🌨 plain “text”"),
        ("plain", "plain"),
    ],
)
def test_emoji_of_one_character_become_words(text, named):
    assert Knowledge(RULES).plain(text) == named


def test_a_table_without_emoji_changes_nothing():
    assert Knowledge(RULES._replace(emoji={})).plain("☂ a") == "☂ a"


def test_a_table_with_an_ascii_sign_finds_it():
    assert Knowledge(RULES._replace(emoji={"*": "star"})).plain("a*") == "a star"


def rows_of(words, *texts):
    """The rows of the words, without the marks around the texts."""
    rows = words.rows(Joined.of(texts))
    assert rows[:3].tolist() == [0, 0, 0]
    assert rows[-2:].tolist() == [0, 0]
    return rows[3:-2].tolist()


@pytest.mark.parametrize("space", ["\u3000", "\xa0", "\x85", "\u2028", "\u202f", "\u2003", "\u1680"])
def test_white_space_is_what_str_split_takes_for_it(space):
    assert Knowledge(RULES).plain(f"a{space}b☂c") == "a b umbrellac"
    assert Knowledge(RULES).plain(f"a{space}☂") == "a  umbrella"


def test_words_without_a_part_in_the_rules_share_two_rows():
    rows = rows_of(Words(RULES), "ferry rain, FERRY RAIN! 비가 3.5 ÉTÉ good Good! GOOD")
    assert rows[:7] == [PLAIN, PLAIN, LOUD, LOUD, PLAIN, PLAIN, LOUD]
    assert rows[7] == rows[8] != rows[9]
    assert min(rows[7:]) > LOUD


def test_a_mark_stands_between_texts_and_one_in_a_text_is_a_word():
    assert rows_of(Words(RULES), "rain", "", "a \0 b") == [PLAIN, 0, 0, PLAIN, PLAIN, PLAIN]


def test_memory_of_tokens_is_bounded_and_forgetting_changes_no_answer(monkeypatch):
    monkeypatch.setattr(module, "_MOST_TOKENS", 5)
    words = Words(RULES)
    text = " ".join([*(f"é{number}" for number in range(40)), "good", "é" * 100, "GOOD", "very"])
    rows = rows_of(words, text)
    assert len(words) <= 5
    assert rows == rows_of(words, text)
    assert words.valences[rows[40]] == RULES.lexicon["good"]


def test_any_number_of_contractions_takes_two_rows():
    words = Words(RULES)
    rows_of(words, " ".join(f"{letter}{other}n't" for letter in "abcdefgh" for other in "abcdefgh"))
    assert len(words.flags) == 4


def test_threads_do_not_disturb_each_other():
    texts = [f"good w{number} BUT bad!" for number in range(300)]
    alone = vader(texts)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(vader, [texts] * 8):
            assert np.array_equal(found, alone)
