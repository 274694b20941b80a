from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from newskit.errors import InputError
from newskit.tables.terms import as_given, find_terms, named_terms

ARTICLES = pd.DataFrame({"id": ["a", "b"], "text": ["Rain and snow", "snow"]})


def test_a_list_is_terms_of_their_own_and_a_dict_gives_names():
    assert named_terms(["rain", "snow*"]) == {"rain": ["rain"], "snow*": ["snow*"]}
    assert named_terms({"wet": ["rain", "snow*"], "dry": "sun"}) == {"wet": ["rain", "snow*"], "dry": ["sun"]}
    assert list(named_terms(pd.Series(["b", "a"]))) == ["b", "a"]
    assert list(named_terms({"b", "a", "c"})) == ["a", "b", "c"]
    assert list(named_terms(re.compile("ra+in"))) == ["ra+in"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "there are no terms"),
        ({}, "there are no terms"),
        (["rain", "rain"], "the term 'rain' is given twice"),
        ({3: "rain"}, "the names of terms should be strings, not int: 3"),
        (3, "terms should be a string, a list of strings, or a dict of these by name, not int"),
        (ARTICLES, "not DataFrame"),
        ({"wet": ["rain", "||"]}, "term 'wet': '||' has an empty alternative"),
        ({"wet": []}, "term 'wet': the list of patterns is empty"),
        ([None], "not NoneType"),
    ],
)
def test_what_are_no_terms_is_named(given, message):
    with pytest.raises(InputError, match=re.escape(message)):
        find_terms(ARTICLES, given)


@pytest.mark.parametrize("regex", [False, True])
def test_terms_survive_json_and_find_the_same(regex):
    terms = {"wet": ["rain", re.compile("SN.W", re.IGNORECASE)], "snow": "snow"}
    found = find_terms(ARTICLES, terms, regex=regex)
    again = find_terms(ARTICLES, as_given(json.loads(json.dumps(found.terms))))
    assert [found.counts(n).tolist() for n in (0, 1)] == [[2, 1], [1, 1]]
    assert [again.counts(n).tolist() for n in (0, 1)] == [[2, 1], [1, 1]]
