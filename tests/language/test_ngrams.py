from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.errors import InputError
from newskit.language import tokens_of
from newskit.language.ngrams import count_ngrams, ngram_sizes, written


def counted(texts, sizes=(1, 3), **settings):
    tokens = tokens_of(texts)
    found = Counter()
    for grams in count_ngrams(tokens, sizes, **settings):
        found.update(
            dict(zip(written(tokens, grams.words, grams.forms), grams.counts.sum(axis=0).tolist()[0], strict=True))
        )
    return found


def test_phrases_cross_no_punctuation_sentence_or_text():
    found = counted(["Old men, young men. Young women", "sing (and) dance"], (2, 2))
    assert set(found) == {"Old men", "young men", "Young women"}


def test_the_full_stop_of_an_abbreviation_parts_no_phrase():
    assert "Mr Smith" in counted(["We met Mr. Smith there."], (2, 2))
    assert "U.S. troops" in counted(["The U.S. troops left."], (2, 2))


def test_case_and_apostrophes_do_not_count_and_terms_are_written_as_they_mostly_are():
    found = counted(["Fox News said.", "On Fox News today.", "fox news!", "the news and the news"], (1, 2))
    assert found["Fox News"] == 3
    assert found["news"] == 5


def test_a_possessive_counts_as_its_word():
    assert counted(["Obama’s dog and Obama."], (1, 1))["Obama"] == 2
    assert counted(["McDonald’s"], (1, 1)) == {"McDonald’s": 1}


def test_initials_with_and_without_full_stops_are_one_and_no_pronoun():
    found = counted(["The U.S. army told us. US troops left the US."], (1, 1))
    assert found["U.S."] == 3
    assert sum(n for term, n in found.items() if term.lower() == "us") == 1


def test_phrases_may_hold_function_words_but_not_at_their_ends():
    tokens = tokens_of(["the bank of england"] * 2)
    edges = np.array([word not in {"the", "of"} for word in tokens.lowers])
    found = {term for grams in count_ngrams(tokens, (1, 4), min_count=2, edges=edges)
             for term in written(tokens, grams.words, grams.forms)}  # fmt: skip
    assert found == {"bank", "england", "bank of england"}


def test_rare_ones_are_left_out():
    assert counted(["a b a b c"], (1, 2), min_count=2) == {"a": 2, "b": 2, "a b": 2}


def test_scripts_without_spaces_get_none():
    assert counted(["東京都", "東京都"], (2, 2), min_count=2) == {"東京": 2, "京都": 2}
    assert counted(["부산 여객선", "부산 여객선"], (2, 2), min_count=2) == {"부산 여객선": 2}


def test_totals_count_all_ngrams_of_a_size():
    grams = count_ngrams(tokens_of(["a b cat. Dog", "", "x, y"]), (1, 3), min_count=9)
    assert [one.total.tolist() for one in grams] == [[4, 0, 2], [2, 0, 0], [1, 0, 0]]
    assert [one.counts.shape for one in grams] == [(3, 0)] * 3


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=12), max_size=5), st.integers(1, 4), st.integers(1, 3))
def test_counts_are_those_of_a_plain_loop(texts, size, min_count):
    plain = Counter(" ".join(words[i : i + size]) for words in texts for i in range(len(words) - size + 1))
    found = counted([" ".join(words) for words in texts], (size, size), min_count=min_count)
    assert found == {term: n for term, n in plain.items() if n >= min_count}


@pytest.mark.parametrize("wrong", [0, (2, 1), (1, 99), (1, 2, 3), ("a", "b")])
def test_sizes_that_are_none_are_refused(wrong):
    with pytest.raises(InputError, match="ngrams="):
        ngram_sizes(wrong)
