from __future__ import annotations

import numpy as np
import pytest

from newskit.language import tokens_of
from newskit.language.sentiment import Lexicon, Term
from newskit.language.sentiment.matcher import Matcher, chosen, matcher_of


def found(lexicon, *texts, kind="word"):
    """Return the terms that are taken, as written in the texts, with their values."""
    tokens = tokens_of(list(texts))
    matcher = Matcher(lexicon)
    matches = matcher.find(tokens)
    values = matcher.valued(kind, matches, tokens)
    one = np.flatnonzero(~np.isnan(values))
    taken = one[chosen(matches.take(one))]
    return [
        (" ".join(tokens.forms[i] for i in tokens.ids[matches.first[at] : matches.last[at]]), float(values[at]))
        for at in taken
    ]


def words(**valences):
    return Lexicon.of(Term(form.replace("_", " "), value) for form, value in valences.items())


def test_the_longest_phrase_is_taken():
    lexicon = words(interest=1.0, interest_rate=0.0, rate=-1.0)
    assert found(lexicon, "Interest rate, interest and rate") == [
        ("Interest rate", 0.0),
        ("interest", 1.0),
        ("rate", -1.0),
    ]


def test_of_two_that_overlap_the_left_one_is_taken_and_what_is_left_is_looked_at_again():
    lexicon = words(a_b=1.0, b_c=2.0, c=3.0)
    assert found(lexicon, "a b c") == [("a b", 1.0), ("c", 3.0)]


def test_a_phrase_ends_with_its_sentence_line_and_text():
    lexicon = words(peace_deal=2.0)
    assert found(lexicon, "Peace. Deal", "peace\ndeal", "peace", "deal") == []
    assert found(lexicon, "peace deal") == [("peace deal", 2.0)]


def test_possessives_curly_apostrophes_and_hyphens_are_found():
    lexicon = Lexicon.of([Term("killer", -2.0), Term("can't stand", -2.5), Term("cost of living", -1.0)])
    assert found(lexicon, "The killer’s car") == [("killer’s", -2.0)]
    assert found(lexicon, "We can’t stand it") == [("can’t stand", -2.5)]
    assert found(lexicon, "a cost-of-living crisis") == [("cost-of-living", -1.0)]


def test_a_compound_has_the_value_of_its_strongest_part():
    assert found(words(scandal=-2.0, hit=0.1), "the scandal-hit bank") == [("scandal-hit", -2.0)]


def test_case_decides_only_where_the_lexicon_says_so():
    lexicon = Lexicon.of(
        [Term("aids", 0.5), Term("AIDS", -1.5, "word", "exact"), Term("Hope", 0.0, "word", "name"), Term("hope", 1.0)]
    )
    assert found(lexicon, "AIDS aids") == [("AIDS", -1.5), ("aids", 0.5)]
    # At the beginning of a sentence a capital tells nothing.
    assert found(lexicon, "Hope grew. Bob Hope said so") == [("Hope", 1.0), ("Hope", 0.0)]


@pytest.mark.parametrize("texts", [[], [""], ["   "], ["…"]])
def test_there_may_be_nothing_to_find(texts):
    assert found(words(good=1.0), *texts) == []
    assert found(Lexicon.of([]), *texts) == []


def test_a_matcher_is_made_once_for_a_lexicon():
    lexicon = words(good=1.0)
    assert matcher_of(lexicon) is matcher_of(lexicon)
