from __future__ import annotations

import pytest

from newskit.language import stopword_languages, stopwords


@pytest.mark.parametrize("lang", stopword_languages())
def test_every_list_is_of_small_distinct_words(lang):
    words = stopwords(lang)
    assert len(words) > 100
    assert all(word == word.lower().strip() and " " not in word for word in words)


def test_content_words_are_not_stop_words():
    assert stopwords("en").isdisjoint({"government", "police", "year", "people", "war"})


def test_an_unknown_language_names_those_there_are():
    with pytest.raises(KeyError, match="language 'xx' is not in the stop word lists; there are: 'ar'"):
        stopwords("xx")
