from __future__ import annotations

import math
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from newskit.features import extract, table
from newskit.features.builtin import diversity
from newskit.features.builtin.readability import n_syllables
from newskit.language.quotations import quoted_spans

RHYME = (
    "The wind came up and the rain came down and the people of the town went down to the river to look at the water. "
    "The water was brown and the river was high and the people of the town went home again to wait for the morning."
)


def one(name, text, **columns):
    return extract(pd.DataFrame({"text": pd.Series([text], dtype=object), **columns}), name).iloc[0, 0]


def mtld_word_by_word(words, threshold=0.72):
    """MTLD as McCarthy and Jarvis (2010) tell it."""

    def one_way(words):
        factors, types, n = 0.0, set(), 0
        for word in words:
            types.add(word)
            n += 1
            if len(types) / n < threshold:
                factors, types, n = factors + 1, set(), 0
        if n:
            factors += (1 - len(types) / n) / (1 - threshold)
        return len(words) / factors if factors else math.nan

    return (one_way(words) + one_way(words[::-1])) / 2


def hdd_type_by_type(words, draws=42):
    counts = pd.Series(words).value_counts()
    return sum(1 - hypergeom(len(words), count, draws).pmf(0) for count in counts) / draws


def words_of(text):
    return text.lower().replace(".", "").split()


def test_mtld_equals_the_published_procedure():
    assert one("mtld", RHYME) == pytest.approx(mtld_word_by_word(words_of(RHYME)))


def test_hdd_equals_the_hypergeometric_sum():
    assert one("hdd", RHYME) == pytest.approx(hdd_type_by_type(words_of(RHYME)))


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=60), min_size=1, max_size=40), st.integers(0, 50))
def test_many_texts_side_by_side_give_what_each_gives_alone(texts, few):
    before = diversity._FEW_TEXTS
    diversity._FEW_TEXTS = few
    try:
        got = extract(pd.DataFrame({"text": [" ".join(words) for words in texts]}), "mtld")["mtld"]
    finally:
        diversity._FEW_TEXTS = before
    for words, value in zip(texts, got, strict=True):
        expected = mtld_word_by_word(words)
        assert pd.isna(value) if math.isnan(expected) else value == pytest.approx(expected)


def test_diversity_does_not_grow_with_length():
    long = f"{RHYME} " * 10
    assert one("mtld", long) == pytest.approx(one("mtld", RHYME), rel=0.2)


@pytest.mark.parametrize("name", ["mtld", "hdd", "flesch", "lix", "quote_share", "mean_sentence_length"])
@pytest.mark.parametrize("text", ["", "!!!", " "])
def test_a_text_without_words_has_no_measure(name, text):
    assert pd.isna(one(name, text))


def test_hdd_needs_as_many_words_as_are_drawn():
    assert pd.isna(one("hdd", "a few words only"))


def test_flesch_is_the_formula_of_1948():
    # 6 words, 1 sentence, 6 syllables: 206.835 - 1.015 * 6 - 84.6
    assert one("flesch", "The cat sat on the mat.", language="en") == pytest.approx(116.145)


def test_flesch_has_constants_for_each_language_and_none_for_others():
    # 5 words, 1 sentence, 5 syllables: 180 - 5 - 58.5
    assert one("flesch", "Der Hund lief ins Haus.", language="de") == pytest.approx(116.5)
    assert pd.isna(one("flesch", "Pies wbiegł do domu.", language="pl"))


def test_flesch_looks_at_the_language_itself():
    assert one("flesch", RHYME) > 80


def test_lix_is_words_per_sentence_and_share_of_long_words():
    # 5 words in 2 sentences, one of 10 letters and one of 8: 2.5 + 40
    assert one("lix", "The government resigned. It rained.") == pytest.approx(42.5)


@pytest.mark.parametrize(
    ("word", "n"),
    [("rain", 1), ("the", 1), ("walked", 1), ("wanted", 2), ("table", 2), ("statement", 2), ("government", 3),
     ("area", 3), ("minister", 3), ("police", 2), ("created", 3), ("changes", 2), ("times", 1), ("president", 3),
     ("economic", 4), ("university", 5), ("people", 2), ("nation", 2), ("million", 2), ("wouldn't", 2), ("2025", 1)],
)  # fmt: skip
def test_syllables_of_common_words_of_news(word, n):
    assert n_syllables(word) == n


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"Yes," she said.', ['"Yes,"']),
        ("“Yes,” she said. “No.”", ["“Yes,”", "“No.”"]),
        ("‘It’s ours,’ she said, in the team’s bus.", ["‘It’s ours,’"]),
        ("„Ja“, sagte er.", ["„Ja“"]),
        ("« Oui », dit-il.", ["« Oui »"]),
        ("»Ja«, sagte er.", ["»Ja«"]),
        ("「はい」と言った。", ["「はい」"]),
        ("“We go on\n\n“and on,” he said.", ["“We go on", "“and on,”"]),
        ("”Ja”, sa hon.", ["”Ja”"]),
        ("‘The workers’ rights matter,’ he said of the ‘90s.", ["‘The workers’ rights matter,’"]),
        ('The 5" pipe and a "new" one.', ['"new"']),
        ("“He said ‘no’ to us.”", ["“He said ‘no’ to us.”"]),
        ("It's the workers' day, don't you think?", []),
        ("", []),
    ],
)
def test_quotations_of_many_styles_are_found(text, quoted):
    assert [text[a:b] for a, b in quoted_spans(text)] == quoted


def test_quote_share_counts_words():
    assert one("quote_share", "“We won’t pay,” he said.") == pytest.approx(0.6)
    assert one("quote_share", "He said nothing.") == 0


@pytest.mark.parametrize("unit", ["x »", "‘a’ ", '"', "“", "‘a s’ ", "\n \n"])
def test_a_megabyte_of_quotation_marks_takes_a_moment(unit):
    started = time.process_time()
    quoted_spans(unit * (1_000_000 // len(unit)))
    assert time.process_time() - started < 5


def test_lix_is_missing_where_words_are_not_told_apart():
    assert pd.isna(one("lix", "船員たちは火曜日に仕事に戻った。"))


def test_counts():
    text = "Mr. Lane left.\n\nIt rained. 비가 왔다."
    assert [one(name, text) for name in ("n_words", "n_sentences", "n_paragraphs", "n_chars")] == [7, 3, 2, len(text)]
    assert one("mean_sentence_length", text) == pytest.approx(7 / 3)


@pytest.mark.parametrize(
    ("title", "capitals", "question"),
    [("RAIN in May", 5 / 9, False), ("Will it rain?", 1 / 10, True), ("비가 올까？", None, True), ("123", None, False)],
)
def test_headlines(title, capitals, question):
    row = extract(pd.DataFrame({"title": [title]}), ["title_capitals", "title_question"]).iloc[0]
    assert pd.isna(row["title_capitals"]) if capitals is None else row["title_capitals"] == pytest.approx(capitals)
    assert row["title_question"] == question


@given(st.lists(st.tuples(st.text(max_size=50), st.text(max_size=200)), max_size=4))
def test_any_articles_can_be_measured(rows):
    articles = pd.DataFrame(rows, columns=["title", "text"], dtype=object)
    answer = extract(articles, table()["feature"].tolist(), progress=False)
    assert len(answer) == len(rows)
    assert ((answer["quote_share"].dropna() >= 0) & (answer["quote_share"].dropna() <= 1)).all()
