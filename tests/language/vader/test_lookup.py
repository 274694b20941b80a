from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.language.vader.knowledge import normal
from newskit.language.vader.lookup import Filter, Joined

KNOWN = [
    "good",
    "isn't",
    "a",
    "so",
    ":)",
    "x_x",
    "8)",
    "uncompromisingly",
    "disproportionately",
    "i̇",
    "d:",
    "<3",
    "sort-of",
]
SIGNS = st.sampled_from([*"aAgGoOdDsSxX_:)(38<'.,!?-", "İ", "é", "비", "😀"])
WORDS = st.one_of(
    st.text(SIGNS, min_size=1, max_size=20),
    st.builds(
        lambda before, word, change, behind: before + change(word) + behind,
        st.sampled_from(["", "", "(", "''", "-"]),
        st.sampled_from(KNOWN),
        st.sampled_from([str, str.upper, str.title]),
        st.sampled_from(["", "", ".", ",", "!!", ").", "…"]),
    ),
)


def split(texts):
    joined = Joined.of(texts)
    return [word.decode("utf-8", "surrogatepass") for word in joined.words(range(len(joined.starts)))]


@given(st.lists(WORDS, max_size=20))
def test_no_known_word_is_kept_back(words):
    joined = Joined.of([" ".join(words)])
    let_through = set((Filter(KNOWN).maybe(joined) - 3).tolist())
    known = {number for number, word in enumerate(words) if normal(word).lower() in KNOWN}
    assert known <= let_through


def test_most_words_are_kept_back():
    text = "The ferry crews went back to their boats on Tuesday, and nobody at the harbour minded the rain. " * 3
    assert len(Filter(KNOWN).maybe(Joined.of([text]))) <= 3


@given(st.lists(st.text(st.characters(max_codepoint=127), max_size=30), min_size=1, max_size=5))
def test_words_are_those_of_str_split(texts):
    expected = ["\0", "\0"]
    for text in texts:
        expected += ["\0", *text.replace("\0", "\1").split()]
    assert split(texts) == [*expected, "\0", "\0"]


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5), st.sampled_from("!?x"))
def test_signs_are_counted_by_text(texts, sign):
    assert Joined.of(texts).counts(sign).tolist() == [text.count(sign) for text in texts]


@pytest.mark.parametrize(
    ("word", "loud"), [("UN", 1), ("U.S.", 1), ("Un", 0), ("3", 0), ("F16", 1), ("-", 0), ("mP", 0)]
)
def test_capitals_are_what_str_isupper_takes_for_them(word, loud):
    assert word.isupper() == bool(loud)
    assert Joined.of([word]).plain_rows()[3] == 1 + loud


def test_surrogates_without_their_partner_are_kept():
    assert split(["\ud800 a"])[3:5] == ["\ud800", "a"]


@pytest.mark.parametrize("word", ["xo)", "XO)", "good.", "8)", "isn't", "(a", "uncompromisingly,"])
def test_a_known_word_is_let_through_with_the_punctuation_that_may_belong_to_it(word):
    assert Filter(["xo)", *KNOWN]).maybe(Joined.of([word])).tolist() == [3]
