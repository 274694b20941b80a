from __future__ import annotations

import re

import pytest

from newskit.errors import InputError
from newskit.language.patterns import compile_pattern


def words(given, **settings):
    return [[word.chunks for word in phrase] for phrase in compile_pattern(given, **settings).phrases]


def test_words_phrases_wildcards_and_alternatives_are_told_apart():
    assert words("prime minister*| snow") == [[("prime",), ("minister", "")], [("snow",)]]


def test_a_list_is_its_patterns_together_each_once():
    assert words(["rain", "snow|rain"]) == [[("rain",)], [("snow",)]]


def test_a_pattern_is_split_into_words_as_texts_are():
    assert words("U.S. don’t") == [[("U.S",), (".",), ("don't",)]]
    assert [word.glued for word in compile_pattern("U.S. troops").phrases[0]] == [False, True, False]


def test_a_backslash_takes_the_meaning_from_stars_and_bars():
    assert words(r"a\*b") == [[("a",), ("*",), ("b",)]]
    assert words(r"a\|b\\") == [[("a",), ("|",), ("b",), ("\\",)]]


def test_several_wildcards_in_a_row_are_one():
    assert words("inflat***") == [[("inflat", "")]]


def test_wildcards_beside_scripts_without_spaces_are_idle():
    assert words("*中国*") == [[("中",), ("国",)]]
    assert [word.glued for word in compile_pattern("*中国*").phrases[0]] == [False, True]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "the pattern is empty"),
        (" \n", "the pattern is empty"),
        ("rain||snow", "has an empty alternative"),
        ("rain|", "has an empty alternative"),
        ("*", "stands for every word"),
        ("* *", "stands for every word"),
        (r"\brain", "looks like a regular expression; pass regex=True"),
        ("rain\\", "ends in a backslash"),
        ("中*国", "in a script without spaces between words"),
        ([], "the list of patterns is empty"),
        ([3], "not int"),
        (re.compile(b"rain"), "is for bytes"),
        (re.compile(""), "the regular expression is empty"),
    ],
)
def test_what_is_no_pattern_is_named(given, message):
    with pytest.raises(InputError, match=re.escape(message)):
        compile_pattern(given)


def test_a_wrong_expression_says_where_it_is_wrong():
    with pytest.raises(InputError, match=r"'\(rain' is no regular expression: missing \)"):
        compile_pattern("(rain", regex=True)


def test_expressions_ignore_case_unless_told_and_compiled_ones_say_so_themselves():
    assert compile_pattern("rain", regex=True).regexes[0].flags & re.IGNORECASE
    assert not compile_pattern("rain", regex=True, case=True).regexes[0].flags & re.IGNORECASE
    own = re.compile("rain")
    assert compile_pattern(own).regexes == (own,)
