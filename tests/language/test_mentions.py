from __future__ import annotations

import re

import numpy as np
import pytest

from newskit.language import tokenize
from newskit.language.mentions import HOW, mentions, mentions_at


def found(text, *names, **settings):
    made = mentions(tokenize([text]), names, lambda: [text], **settings)
    return [
        (text[a:b], HOW[way])
        for a, b, way in zip(made.start.tolist(), made.end.tolist(), made.how.tolist(), strict=True)
    ]


def test_a_surname_counts_where_the_whole_name_stands():
    assert found("Ann Lee won. Lee left.", "Ann Lee") == [("Ann Lee", "name"), ("Lee", "surname")]
    assert found("Lee left.", "Ann Lee") == []
    assert found("Ann Lee won. Lee left.", "Ann Lee", surnames=False) == [("Ann Lee", "name")]


@pytest.mark.parametrize("other", ["Bo Lee left.", "We like Lee Valley.", "He drank lee water."])
def test_a_surname_that_is_part_of_another_name_does_not_count(other):
    assert found(f"Ann Lee won. {other}", "Ann Lee", pronouns=False) == [("Ann Lee", "name")]


@pytest.mark.parametrize("same", ["Mr Lee left.", "But Lee left.", "“Lee left,” we heard.", "President Lee left."])
def test_titles_and_function_words_before_a_surname_do_no_harm(same):
    assert ("Lee", "surname") in found(f"Ann Lee won. {same}", "Ann Lee")


def test_a_pronoun_counts_where_nobody_else_is_meant():
    text = "Ann Lee won. She wept. “It was hard,” she said. Then it rained. She left."
    assert found(text, "Ann Lee") == [("Ann Lee", "name"), ("She", "pronoun"), ("she", "pronoun")]
    assert found(text, "Ann Lee", pronouns=False) == [("Ann Lee", "name")]


@pytest.mark.parametrize("first", ["Ann Lee beat Zoe Park.", "Ann Lee beat Mrs Park."])
def test_a_pronoun_behind_two_people_does_not_count(first):
    assert found(f"{first} She wept.", "Ann Lee") == [("Ann Lee", "name")]


def test_organisations_and_terms_have_no_pronouns():
    assert found("Kim Trust won. She wept.", "Kim Trust") == [("Kim Trust", "name")]
    assert found("The strike ended. He wept.", "strike") == [("strike", "name")]


def test_a_name_has_its_capital_and_a_term_need_not():
    assert found("May may NATO Nato", "May", "Nato") == [("May", "name"), ("NATO", "name"), ("Nato", "name")]
    assert found("Strike strike", "strike") == [("Strike", "name"), ("strike", "name")]


def test_wildcards_and_regular_expressions_are_taken():
    assert found("A striker struck.", "strik*") == [("striker", "name")]
    assert found("G7 met G20.", re.compile(r"G\d+")) == [("G7", "name"), ("G20", "name")]


def test_places_that_are_known_become_mentions():
    tokens = tokenize(["Ann Lee won", "", "x Lee-Kim"])
    made = mentions_at(tokens, np.array([0, 0, 2, 2]), np.array([4, 8, 2, 99]), np.array([7, 11, 5, 100]))
    assert made.text.tolist() == [0, 0, 2]
    assert [tokens.forms[i] for i in tokens.ids[made.first]] == ["Lee", "won", "Lee-Kim"]


def test_there_may_be_nothing():
    assert len(mentions(tokenize([]), ["Ann Lee"])) == 0
    assert found("", "Ann Lee") == []
