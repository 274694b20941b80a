from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.language import tokenize, tokens_of
from newskit.language.sentiment import Lexicon, Term, contributions, packaged
from newskit.language.sentiment.contributions import has_lexicon, mixed_contributions

SMALL = Lexicon.of(
    [
        Term("good", 2.0),
        Term("bad", -2.0),
        Term("not", -0.5, "negator"),
        Term("not only", 1.0, "negator"),
        Term("failed to", -0.5, "implicit"),
        Term("very", 1.5, "booster"),
        Term("slightly", 0.5, "damper"),
        Term("but", 1.5, "contrast"),
        Term("although", 0.5, "contrast"),
        Term("rise", 1.3, "movement"),
        Term("fall", -1.3, "movement"),
        Term("jobs", 2.0, "thing"),
        Term("crime", -2.0, "thing"),
        Term("crime", -1.0),
        Term("versus", 1.0, "comparison"),
    ]
)


def values(*texts, lexicon=SMALL):
    found = contributions(tokens_of(list(texts)), lexicon=lexicon)
    return [round(value, 3) for value in found.value.tolist()]


def test_words_count_what_the_lexicon_says():
    assert values("a good thing, a bad thing") == [2.0, -2.0]


def test_a_negator_turns_what_follows_within_its_clause():
    assert values("not bad") == [1.0]
    assert values("not, good") == [2.0]
    assert values("not seen since good") == [2.0]
    assert values("not a b c d good") == [2.0]


def test_what_is_not_good_is_nearly_as_bad_as_good_is_good():
    assert values("not good") == [-1.5]


def test_a_longer_phrase_takes_its_negator_away():
    assert values("not only good") == [2.0]


def test_an_implicit_negator_acts_on_its_object_alone():
    assert values("failed to be good") == [-1.0]
    assert values("failed to end in good") == [2.0]


def test_degrees_multiply():
    assert values("very good", "slightly good", "not very good") == [3.0, 1.0, -2.25]


def test_what_follows_a_but_weighs_more_than_what_stands_before():
    assert values("good but bad") == [1.0, -3.0]
    assert values("But good") == [2.0]


def test_a_concession_weighs_less_up_to_its_mark():
    assert values("Although good, bad") == [1.0, -2.0]


def test_what_moves_decides_whether_a_rise_is_good():
    assert values("jobs rise", "jobs fall", "crime may rise", "fall in crime") == [2.0, -2.0, -2.0, 2.0]


def test_what_moves_does_not_count_by_itself_as_well():
    assert values("crime") == [-1.0]
    assert len(values("crime will rise")) == 1


def test_with_an_amount_the_subject_moves_however_far_away_it_stands():
    far = "jobs at all the plants of the north, as counted by us, fall"
    assert values(far) == []
    assert values(f"{far} 12 %") == pytest.approx([-1.3 * 2 / 0.6], abs=0.001)


def test_an_amount_that_moves_counts_without_a_thing():
    assert values("they rise 5 %") == pytest.approx([1.3 * 0.6 / 0.6], abs=0.001)
    assert values("they rise") == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("jobs were 5 million versus 4 million", 1),
        ("jobs were 4 million versus 5 million", -1),
        ("jobs were 900 thousand versus 1 million", -1),
        ("crime was 5 versus 4", -1),
        ("jobs were 5 versus 5", 0),
        ("jobs in 2020 versus 2019", 0),
    ],
)
def test_two_amounts_tell_a_direction(text, sign):
    found = values(text)
    assert [(value > 0) - (value < 0) for value in found if value != -1.0] == ([sign] if sign else [])


def test_a_name_inside_a_sentence_says_little():
    assert values("yesterday we met Mr Good at the sea") == [0.8]
    assert values("Good news for us yesterday") == [2.0]
    assert values("Bad Day For Good Men") == [-2.0, 2.0]  # a headline


def test_nothing_acts_across_texts_or_sentences():
    assert values("not", "good") == [2.0]
    assert values("jobs", "rise") == []
    assert values("rise", "jobs") == []
    assert values("they rise", "5 %") == []
    assert values("Good. But bad") == [2.0, -2.0]


def test_texts_are_scored_alike_alone_and_together():
    texts = [
        "Jobless claims drop",
        "Doctors prevented an outbreak",
        "Not",
        "good for workers",
        "They did",
        "",
        "rise 5 %",
    ]
    alone = [value for text in texts for value in values(text, lexicon=packaged("en"))]
    assert values(*texts, lexicon=packaged("en")) == alone


@given(st.lists(st.text(alphabet="ab ’'.,;-5%$\n\"“”not good but rise jobs versus", max_size=60), max_size=6))
def test_any_texts_are_scored_within_their_bounds(texts):
    tokens = tokens_of(texts)
    found = contributions(tokens, lexicon=SMALL, explain=True)
    assert len(found.rules) == len(found.first)
    assert ((found.last > found.first) & (found.last <= len(tokens))).all()
    assert (found.first[1:] >= found.last[:-1]).all()
    assert (tokens.document[found.first] == tokens.document[found.last - 1]).all()


def test_each_text_is_scored_by_the_lexicon_of_its_language():
    tokens = tokenize(["good", "gut", "bon", "good gut"])
    found = mixed_contributions(tokens, ["en", "de", "fr", "de"], {"de": {"gut": 1.5}, "en": {"good": 2.5}})
    assert found.value.tolist() == [2.5, 1.5, 1.5]
    assert tokens.document[found.first].tolist() == [0, 1, 3]


def test_which_languages_have_a_lexicon():
    assert [has_lexicon(code) for code in ("en", "de", "")] == [True, False, False]
    assert has_lexicon("de", {"gut": 1.0})
    assert not has_lexicon("de", {"fr": {"bon": 1.0}})


def test_a_word_of_the_users_can_be_taken_out_and_rules_added():
    lexicon = packaged("en").changed({"massacre": None, "gribble": -3.0})
    assert values("massacre gribble", lexicon=lexicon) == [-3.0]
