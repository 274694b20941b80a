from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from newskit.errors import MissingPackageError, NewskitError
from newskit.language.vader import knowledge as module
from newskit.language.vader import vader
from newskit.language.vader.knowledge import MARK, Knowledge, Rules, Words, knowledge, normal

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
    assert Knowledge(RULES).without_emoji(text) == named


def test_a_table_without_emoji_changes_nothing():
    assert Knowledge(RULES._replace(emoji={})).without_emoji("☂ a") == "☂ a"


def test_a_table_with_an_ascii_sign_finds_it():
    assert Knowledge(RULES._replace(emoji={"*": "star"})).without_emoji("a*") == "a star"


def test_words_without_a_part_in_the_rules_share_two_rows():
    rows = Words(RULES).rows(["ferry", "rain", "FERRY", "RAIN", "good", "Good!", "GOOD", MARK])
    assert rows[0] == rows[1] != rows[2] == rows[3]
    assert rows[4] == rows[5] != rows[6]
    assert rows[7] == 0


def test_memory_of_tokens_is_bounded_and_forgetting_changes_no_answer(monkeypatch):
    monkeypatch.setattr(module, "_MOST_TOKENS", 5)
    words = Words(RULES)
    tokens = [f"w{number}" for number in range(40)] + ["good", MARK, "x" * 100, "GOOD", "very"]
    rows = words.rows(tokens)
    assert len(words) <= 6
    assert np.array_equal(rows, words.rows(tokens))
    assert words.valences[rows[40]] == RULES.lexicon["good"]
    assert words.flags[rows[41]] == 0


def test_any_number_of_contractions_takes_two_rows():
    words = Words(RULES)
    words.rows([f"{letter}{other}n't" for letter in "abcdefgh" for other in "abcdefgh"])
    assert len(words.flags) <= 3


def test_threads_do_not_disturb_each_other():
    texts = [f"good w{number} BUT bad!" for number in range(300)]
    alone = vader(texts)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(vader, [texts] * 8):
            assert np.array_equal(found, alone)
