from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError
from newskit.language import tokenize, tokens_of
from newskit.language.matching import find, find_all
from newskit.language.patterns import compile_pattern


def found(pattern, *texts, **settings):
    places = find(tokens_of(list(texts)), compile_pattern(pattern, **settings), lambda: list(texts))
    return [texts[row][start:end] for row, start, end in zip(places.row, places.start, places.end, strict=True)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("rain", "Rain, RAIN and rainy", ["Rain", "RAIN"]),
        ("brexit", "post-Brexit's, anti-brexit; Brexit.", ["Brexit", "brexit", "Brexit"]),
        ("minister", "the minister’s and ministers", ["minister"]),
        ("don", "Don't! Don's, don", ["Don", "don"]),
        ("don't", "I don’t DON'T", ["don’t", "DON'T"]),
        ("don’t", "I don't", ["don't"]),
        ("économie", "L’économie et l'e\u0301conomie", ["économie", "e\u0301conomie"]),
        ("T", "a T-shirt, T", ["T"]),
        ("end", "the end.The start", ["end"]),
        ("co", "www.bbc.co.uk", ["co"]),
        ("10", "3.10 and 10", ["10"]),
        ("inflat*", "Inflation re-inflated inflat’s deflation", ["Inflation", "inflated", "inflat’s"]),
        ("*gate", "Watergate, Partygate's gate", ["Watergate", "Partygate", "gate"]),
        ("c*t", "cat cut-out court's c", ["cat", "cut-out", "court"]),
        ("a*b*c", "axbyc abc acb", ["axbyc", "abc"]),
        ("prime minister", "the Prime\nMinister's ex-prime minister", ["Prime\nMinister", "prime minister"]),
        ("prime minister", "prime, minister. Prime. Minister\n\nPrime\n\nMinister prime\u00a0 minister",
         ["prime\u00a0 minister"]),
        ("prime * minister", "prime deputy minister; prime, minister", ["prime deputy minister"]),
        ("* minister", "The minister", ["The minister"]),
        ("climate change|climate", "Climate change, climate", ["Climate change", "climate"]),
        ("a b|b c", "a b c", ["a b"]),
        ("U.S. troops", "In the U.S. troops left. The U.S. Troops", ["U.S. troops", "U.S. Troops"]),
        ("home. we", "They went home. We stayed.", []),
        ("co-op", "the co‑op and co\u00ad-op", ["co‑op", "co\u00ad-op"]),
        ("$*", "$5 or £6", ["$5"]),
        (r"m\*a\*s\*h", "M*A*S*H", ["M*A*S*H"]),
    ],
)  # fmt: skip
def test_words_and_phrases_are_found_as_a_reader_would(pattern, text, expected):
    assert found(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("中国", "在中国的，中\n国，中，国", ["中国", "中\n国"]),
        ("中国*", "在中国的", ["中国"]),
        ("データ", "ビッグデータセンター、データ", ["データ", "データ"]),
        ("東京スカイ", "東京スカイツリー", ["東京スカイ"]),
        ("대통령*", "대통령이 말했다. 美대통령은 부대통령", ["대통령이", "대통령은"]),
        ("대통령", "대통령이 대통령", ["대통령"]),
        ("AI", "AI가 LG전자 AI는 AIR", ["AI", "AI"]),
        ("코로나", "코로나19 코로나는", ["코로나"]),
        ("G7", "G7サミット、G7首脳、G70", ["G7", "G7"]),
        ("*대통령*", "부대통령이", ["부대통령이"]),
        ("مطر", "مطر غزير والمطر", ["مطر"]),
        ("*مطر", "مطر غزير والمطر", ["مطر", "والمطر"]),
        ("правительств*", "Правительство и правительства", ["Правительство", "правительства"]),
        ("กรุง", "ในกรุงเทพ", ["กรุง"]),
        ("rain", "😀👍🏽 rain", ["rain"]),
        ("👍", "😀👍🏽 rain", ["👍"]),
        ("𝒜b*", "😀 𝒜bc", ["𝒜bc"]),
    ],
)
def test_other_scripts_and_characters_beyond_the_basic_plane_are_found(pattern, text, expected):
    assert found(pattern, text) == expected


def test_case_counts_if_asked_for():
    assert found("US", "us US Us anti-US", case=True) == ["US", "US"]
    assert found("Apple*", "apples Apples", case=True) == ["Apples"]
    assert found("L’Économie", "l'économie L'Économie", case=True) == ["L'Économie"]


def test_a_phrase_runs_over_marks_and_blank_lines_if_told():
    assert found("prime minister", "Prime. Minister\n\nprime, (minister)", across=True) == [
        "Prime. Minister", "prime, (minister",
    ]  # fmt: skip
    assert found("prime minister", "prime.", "minister", across=True) == []


def test_no_phrase_runs_from_one_text_into_the_next():
    assert found("prime minister", "prime", "", "minister") == []


def test_what_composing_and_small_letters_make_longer_does_not_shift_the_match():
    text = "xİ-brexit e\u0301e\u0301-Brexit-İİ"
    assert found("brexit", text) == ["brexit", "Brexit"]


def test_an_expression_is_looked_for_in_the_text_as_it_is():
    assert found(r"rain\w*", "Rainy 😀\nrain", regex=True) == ["Rainy", "rain"]
    assert found(re.compile(r"\d+\.\s+The"), "in 3.\n The", "no") == ["3.\n The"]
    assert found(r"x*", "axx", regex=True) == ["xx"]


def test_an_expression_says_which_tokens_it_touches():
    texts = ["", "One two, three 😀 four.", "  \n "]
    places = find(tokens_of(texts), compile_pattern(r"wo, th|four|\n", regex=True), lambda: texts)
    assert places.token.tolist() == [1, 5, 7]
    assert places.size.tolist() == [3, 1, 0]


def test_an_expression_without_texts_is_an_error():
    with pytest.raises(InputError, match="pass texts="):
        find(tokens_of(["rain"]), compile_pattern("rain", regex=True))


def test_empty_texts_and_no_texts_hold_nothing():
    assert found("rain", "", " ", "\u200b") == []
    assert found("rain") == []
    assert found("rain", regex=True) == []
    assert found("rain wind", across=True) == []


def test_many_patterns_find_what_each_finds_alone():
    tokens = nk.tokens(nk.load_sample())
    patterns = [compile_pattern(one) for one in ("storm*", "the *", "prime minister|said", "대통령*", "of the *")]
    for pattern, together in zip(patterns, find_all(tokens, patterns), strict=True):
        alone = find(tokens, pattern)
        assert together.token.tolist() == alone.token.tolist()
        assert together.end.tolist() == alone.end.tolist()


@pytest.mark.parametrize("word", ["flood", "harbour", "council", "government", "Selby"])
def test_the_sample_holds_a_word_where_a_plain_expression_finds_it(word):
    texts = nk.load_sample()["text"].tolist()
    places = find(tokenize(texts), compile_pattern(word))
    expected = [
        (row, match.start(), match.end())
        for row, text in enumerate(texts)
        for match in re.finditer(rf"\b{word}\b", text, re.IGNORECASE)
    ]
    assert list(zip(places.row, places.start, places.end, strict=True)) == expected


@given(st.lists(st.text("ab '-,\n"), max_size=4), st.text("ab", min_size=2, max_size=3))
def test_a_word_is_found_where_a_plain_expression_finds_it_once_in_a_token(texts, word):
    tokens = tokens_of(texts)
    expected = {}
    for row, text in enumerate(texts):
        for match in re.finditer(rf"\b{word}\b", text):
            bounds = slice(tokens.bounds[row], tokens.bounds[row + 1])
            token = int((tokens.start[bounds] <= match.start()).sum())
            expected.setdefault((row, token), match.start())
    places = find(tokens, compile_pattern(word))
    assert list(zip(places.row.tolist(), places.start.tolist(), strict=True)) == [
        (row, start) for (row, _), start in expected.items()
    ]


def plainly(tokens, chosen):
    """Find a phrase of whole words token by token."""
    spans, size, reached = [], len(chosen), 0
    forms = [tokens.lowers[tokens.lower[i]] for i in tokens.ids]
    for at in range(len(forms) - size + 1):
        same = tokens.document[at] == tokens.document[at + size - 1]
        if same and at >= reached and forms[at : at + size] == chosen and all(tokens.gap[at + 1 : at + size] < 3):
            spans.append(at)
            reached = at + size
    return spans


@given(
    st.lists(st.lists(st.sampled_from(["a ", "B ", "c ", "a\n", "b\n\n", "c. ", ", "])).map("".join), max_size=4),
    st.lists(st.sampled_from("abc"), min_size=1, max_size=3),
)
def test_a_phrase_is_found_where_it_stands_token_by_token(texts, phrase):
    tokens = tokens_of(texts)
    assert find(tokens, compile_pattern(" ".join(phrase))).token.tolist() == plainly(tokens, phrase)


@given(st.lists(st.text(), max_size=3), st.sampled_from(["a*", "*e", "a|0", "İ*", "ß", "é", "* a", "中", "ア", "n*n"]))
def test_whatever_the_text_what_is_found_lies_in_it_in_order(texts, pattern):
    places = find(tokens_of(texts), compile_pattern(pattern))
    spans = list(zip(places.row.tolist(), places.start.tolist(), places.end.tolist(), strict=True))
    assert all(0 <= start < end <= len(texts[row]) for row, start, end in spans)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(spans))


@given(st.lists(st.text("ab😀 \n"), max_size=3))
def test_an_expression_finds_what_finditer_finds(texts):
    pattern = "a[ab]*😀?"
    places = find(tokens_of(texts), compile_pattern(pattern, regex=True), lambda: texts)
    expected = [(r, m.start(), m.end()) for r, text in enumerate(texts) for m in re.finditer(pattern, text)]
    assert list(zip(places.row, places.start, places.end, strict=True)) == expected


@pytest.mark.parametrize("text", ["a" * 250, "a" * 500_000, "a-" * 250_000 + "b", "ab " * 100_000, "a." * 250_000])
def test_wildcards_stay_linear_on_hostile_text(text):
    tokens = tokens_of([text])
    began = time.process_time()
    find(tokens, compile_pattern("*a*a*a*a*c|a* b*|*-a*b"))
    assert time.process_time() - began < 5
