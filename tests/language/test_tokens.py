from __future__ import annotations

import re
import sys
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError
from newskit.language import characters, scan, tokens_of
from newskit.language.characters import COMMA, JOINER, MARK, SINGLE, SYMBOL, WORD, kind_of


def reference(text):
    """The rule as a regular expression over the characters' classes, one letter for each."""
    letters = {WORD: "w", MARK: "m", SINGLE: "s", SYMBOL: "y", JOINER: "j", COMMA: "c"}
    classes = "".join(
        "d" if character in "0123456789" else letters.get(kind_of(ord(character)), " ") for character in text
    )
    word = r"[wdm](?:j?[wdm]|(?<=d)c(?=d))*"
    return [text[m.start() : m.end()] for m in re.finditer(rf"[sy]m*|{word}|[jc]", classes)]


def tokens(text):
    made = tokens_of([text])
    strings = [made.forms[i] for i in made.ids]
    assert strings == [text[a:b] for a, b in zip(made.start, made.end, strict=True)]
    return strings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. won't pay.", ["The", "U.S", ".", "won't", "pay", "."]),
        ("COVID-19’s cost: $1,000.50 (3.5%)", ["COVID-19’s", "cost", ":", "$", "1,000.50", "(", "3.5", "%", ")"]),
        ("AT&T, l'homme -- x", ["AT&T", ",", "l'homme", "-", "-", "x"]),
        ("a,b 1,2", ["a", ",", "b", "1,2"]),
        ("#tag @name a@b.example", ["#", "tag", "@", "name", "a", "@", "b.example"]),
        ("'quoted' end-", ["'", "quoted", "'", "end", "-"]),
        ("부산의 봄, 2025년", ["부산의", "봄", ",", "2025년"]),
        ("東京でシャツ。", ["東", "京", "で", "シャツ", "。"]),
        ("ไทยก็", ["ไ", "ท", "ย", "ก็"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("naïve cafe\u0301", ["naïve", "cafe\u0301"]),
        ("so\u00adcial", ["so\u00adcial"]),
        ("a\x00b\u200bc", ["a", "b", "c"]),
        ("I ❤️ it 👩\u200d💻 1️⃣", ["I", "❤️", "it", "👩\u200d", "💻", "1️⃣"]),
        ("👍 ok 𝒜b 😀!", ["👍", "ok", "𝒜b", "😀", "!"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_the_rule_holds_on_cases(text, expected):
    assert tokens(text) == expected == reference(text)


any_text = st.text(st.one_of(st.characters(), st.sampled_from("aZ9 .,'’-&\n。ก็한ท\u0301👍\ud800\x00")), max_size=60)


@settings(max_examples=300)
@given(any_text)
def test_every_token_equals_the_reference_on_any_text(text):
    assert tokens(text) == reference(text)


@given(st.lists(any_text, max_size=6))
def test_a_corpus_gives_the_tokens_of_its_texts(texts):
    made = tokens_of(texts)
    for number, text in enumerate(texts):
        here = slice(made.bounds[number], made.bounds[number + 1])
        assert [made.forms[i] for i in made.ids[here]] == reference(text)
        assert (made.document[here] == number).all()
    assert len(set(made.forms)) == len(made.forms)


def test_blocks_of_any_size_give_the_same(monkeypatch):
    texts = ["Rain 😀 fell, and fell.", "", "It’s 1,000 drops.", "Rain"] * 5
    whole = tokens_of(texts)
    monkeypatch.setattr(scan, "_BLOCK", 10)
    parts = tokens_of(texts)
    assert [whole.forms[i] for i in whole.ids] == [parts.forms[i] for i in parts.ids]
    assert (whole.gap == parts.gap).all()


@pytest.mark.parametrize("block", [10, 1 << 17])
def test_collisions_of_hashes_are_resolved(monkeypatch, block):
    monkeypatch.setattr(scan, "_FIRST", np.uint64(0))  # every token hashes to the same
    monkeypatch.setattr(scan, "_BLOCK", block)
    texts = ["the rain in the long-winded plain", "rain, rainier, rainiest, internationalisation", "😀 the"] * 4
    made = tokens_of(texts)
    assert [made.forms[i] for i in made.ids] == [token for text in texts for token in reference(text)]
    assert len(set(made.forms)) == len(made.forms)


def test_long_words_that_differ_at_their_end_alone_are_two():
    assert len(tokens_of(["x" * 5000 + "a " + "x" * 5000 + "b"]).forms) == 2


def test_gaps_tell_what_stands_before_a_token():
    assert tokens_of(['A "b" c\nd\n \ne', "f"]).gap.tolist() == [3, 1, 0, 0, 1, 2, 3, 3]


@pytest.mark.parametrize("rows", [[1, 0], [-1], [], [False, True], np.array([True, True])])
def test_texts_are_taken_by_number_or_condition(rows):
    texts = ["It rained. Hard.", "Sun!"]
    taken = tokens_of(texts).take(rows)
    index = np.asarray(rows, dtype=None if len(rows) else int)
    anew = tokens_of(list(np.array(texts, dtype=object)[index]))
    assert [taken.forms[i] for i in taken.ids] == [anew.forms[i] for i in anew.ids]
    assert taken.sentence.tolist() == anew.sentence.tolist()
    assert (taken.bounds == anew.bounds).all()


@pytest.mark.parametrize("rows", [[2], [-3], [True], ["a"], 1, [0.5], [[0]]])
def test_rows_that_are_not_there_are_refused(rows):
    with pytest.raises(InputError):
        tokens_of(["a", "b"]).take(rows)


def test_ways_to_write_one_word_are_one_in_small_letters():
    made = tokens_of(["Café Cafe\u0301 об’єкт обʼєкт e-mail e\u2011mail \u00ad"])
    assert made.lowers == ["café", "об'єкт", "e-mail", "\u00ad"]


@given(any_text)
def test_no_word_is_lost_in_small_letters(text):
    assert all(tokens_of([text]).lowers)


def test_lower_case_folds_case_soft_hyphens_and_apostrophes():
    made = tokens_of(["Don’t don't SO\u00adCIAL social"])
    assert made.lowers == ["don't", "social"]


def test_words_are_told_from_punctuation():
    made = tokens_of(["Rain - 3 !"])
    assert made.is_word.tolist() == [True, False, True, False]
    assert made.n_words.tolist() == [2]


def test_the_matrix_counts_what_a_plain_loop_counts():
    texts = ["Rain, rain, go away.", "", "Away with the RAIN!"]
    made = tokens_of(texts)
    matrix, names = made.matrix(), made.vocabulary()
    assert names == ["rain", "go", "away", "with", "the"]
    assert matrix.toarray().tolist() == [[2, 1, 1, 0, 0], [0, 0, 0, 0, 0], [1, 0, 1, 1, 1]]
    assert matrix.has_sorted_indices
    assert made.matrix(min_count=2).shape == (3, 2)
    assert "," in made.vocabulary(words_only=False, lower=False)


def test_the_frame_names_articles_by_id():
    articles = nk.as_articles([{"id": "x", "title": "T", "text": "It rained. Hard."}])
    frame = nk.tokens(articles).frame()
    assert frame["id"].unique().tolist() == ["x"]
    assert frame["sentence"].tolist() == [0, 0, 0, 1, 1]
    assert nk.tokens(articles, on="title").frame()["token"].tolist() == ["T"]


def test_an_empty_corpus_is_no_error():
    for texts in ([], [""], [None]):
        made = nk.tokens(texts)
        assert len(made.frame()) == 0
        assert made.matrix().shape == (len(texts), 0)
        assert made.n_sentences.tolist() == [0] * len(texts)


def test_missing_texts_of_every_kind_count_as_empty():
    assert nk.tokens(pd.Series(["a", None, np.nan, pd.NA, pd.NaT], dtype=object)).n_words.tolist() == [1, 0, 0, 0, 0]


@pytest.mark.parametrize("wrong", [[3], [["a"]], "one text"])
def test_what_is_no_list_of_texts_is_refused(wrong):
    with pytest.raises(InputError):
        nk.tokens(wrong)


def test_a_missing_column_names_those_there_are():
    with pytest.raises(KeyError, match="'body' is not in the articles"):
        nk.tokens(nk.as_articles([{"title": "T"}]), on="body")


@pytest.mark.parametrize(
    "unit", ["a", "a ", ".", "'", "\n", "中", "👍", "\u0301", "1,", "👍\ufe0f", 'He. "', "😀" * 300 + " "]
)
def test_a_megabyte_of_anything_takes_a_moment(unit):
    started = time.process_time()
    assert tokens_of([unit * (1_000_000 // len(unit))]).n_sentences[0] >= (unit != "\n")
    assert time.process_time() - started < 5


def test_the_table_of_classes_agrees_with_the_rule():
    sample = [*range(0x10000), *range(0x1F600, 0x1F650), sys.maxunicode]
    got = characters.classify(np.array(sample, dtype=np.uint32))
    assert got.tolist() == [kind_of(code) for code in sample]


def test_forms_that_hold_a_piece_are_found_at_their_beginning_middle_and_end():
    tokens = tokens_of(["Rain brainy rainbow train sun b rai n"])

    def holding(piece):
        return sorted(tokens.lowers[number] for number in tokens.lowers_with(piece))

    assert holding("rain") == ["brainy", "rain", "rainbow", "train"]
    assert holding("n") == ["brainy", "n", "rain", "rainbow", "sun", "train"]
    assert holding("fog") == []
    assert sorted(tokens.lowers_with("")) == list(range(len(tokens.lowers)))
    assert tokens_of([]).lowers_with("rain") == tokens_of([]).lowers_with("") == []


def test_words_before_a_token_are_counted_through_all_texts():
    tokens = tokens_of(["Rain, rain!", "", "Sun"])
    assert tokens.words_before.tolist() == [0, 1, 1, 2, 2, 3]
    assert tokens_of([]).words_before.tolist() == [0]


def test_counts_of_forms_add_up_to_the_tokens():
    tokens = tokens_of(["Rain rain rain", "rain"])
    assert dict(zip(tokens.forms, tokens.counts.tolist(), strict=True)) == {"Rain": 1, "rain": 3}


def test_what_an_analysis_made_is_kept_with_the_tokens_and_counts():
    tokens = tokens_of(["Rain, rain."])
    before, calls = tokens.nbytes, []

    def make():
        calls.append(1)
        return (np.zeros(1000),)

    assert tokens.worked_out("zeros", make) is tokens.worked_out("zeros", make)
    assert calls == [1]
    assert tokens.nbytes == before + 8000
