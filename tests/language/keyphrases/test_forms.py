from __future__ import annotations

import pytest

from newskit.language.keyphrases import packaged
from newskit.language.keyphrases.forms import forms_of
from newskit.language.keyphrases.knowledge import ADJECTIVE, BOTH, GERUND, NOUN, OTHER, VERB, knowledge


def forms(words, lang="en"):
    made = forms_of(words, [word.lower().replace("’", "'") for word in words], knowledge(lang), packaged())
    return {word: i for i, word in enumerate(words)}, made


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("government", NOUN), ("announced", VERB), ("national", ADJECTIVE), ("quickly", OTHER), ("running", GERUND),
        ("demand", BOTH), ("zorbing", GERUND), ("zorbal", ADJECTIVE), ("zorbly", OTHER), ("zorb", NOUN),
        ("mud-caked", ADJECTIVE), ("fruit-seller", NOUN),
    ],
)  # fmt: skip
def test_a_word_is_what_the_table_or_its_ending_says(word, tag):
    number, made = forms([word])
    assert made.tag[number[word]] == tag


@pytest.mark.parametrize(
    "word", ["the", "The", "said", "Monday", "January", "1,000", "12th", "1990s", "3pm", "it's", "x", "Mr", "_", "2024"]
)
def test_function_words_numbers_dates_and_letters_are_stops(word):
    assert forms([word])[1].stop[0]


@pytest.mark.parametrize("word", ["ferry", "COVID-19", "U.S", "US", "WHO", "AT&T", "G7", "3D"])
def test_words_and_names_are_none(word):
    assert not forms([word])[1].stop[0]


def test_who_and_us_in_small_letters_are_stops():
    assert forms(["who", "us", "Who"])[1].stop.all()


def test_forms_of_one_word_have_one_stem():
    _, made = forms(["ferry", "Ferries", "ferry's", "ferry’s", "US", "U.S", "boss", "bosses", "crisis"])
    assert made.stem.tolist() == [0, 0, 0, 0, 1, 1, 2, 2, 3]


def test_what_was_cut_off_is_counted_in_characters():
    _, made = forms(["Japan’s", "L’homme", "d'Emmanuel"], "en")
    assert made.spelling.cut.tolist() == [2, 0, 0]
    _, made = forms(["Japan’s", "L’homme", "d'Emmanuel", "aujourd'hui"], "fr")
    assert made.spelling.skip.tolist() == [0, 2, 2, 0]
    _, made = forms(["정부는", "장부’를", "전문가"], "ko")
    assert made.spelling.cut.tolist() == [1, 2, 0]


def test_common_words_are_worth_less_than_rare_ones_and_compounds_as_much_as_their_rarest_part():
    number, made = forms(["government", "ferry", "gargoyle", "government-gargoyle"])
    worth = {word: made.worth[i] for word, i in number.items()}
    assert worth["government"] < worth["gargoyle"] == worth["government-gargoyle"] == 2.0


def test_german_capitals_are_nouns_and_inflected_small_words_adjectives():
    _, made = forms(["Steuer", "neuen", "betonte", "gestern", "gerettete"], "de")
    assert made.tag.tolist() == [NOUN, ADJECTIVE, VERB, OTHER, ADJECTIVE]
    assert not made.capitals_name


def test_every_language_with_stop_words_is_known():
    from newskit.language import stopword_languages

    for lang in stopword_languages():
        assert knowledge(lang).stop
    assert "março" in knowledge("pt").stop
    assert knowledge("xx").stop == frozenset()
