from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.language import tokens_of
from newskit.language.sentiment import contributions, packaged, score_texts

TABLE = pd.read_csv(Path(__file__).with_name("sentences_ko.tsv"), sep="\t", comment="#", quoting=3)


@pytest.mark.parametrize(("sentence", "sign"), list(zip(TABLE["sentence"], TABLE["sign"].tolist(), strict=True)))
def test_a_sentence_has_the_sign_that_a_reader_gives_it(sentence, sign):
    score = float(score_texts([sentence], lang="ko")[0])
    given = 1 if score >= 0.05 else -1 if score <= -0.05 else 0
    assert given == sign, str(nk.explain_sentiment(sentence, lang="ko"))


def test_decomposed_hangul_is_scored_alike():
    sentences = TABLE["sentence"].tolist()
    apart = [unicodedata.normalize("NFD", one) for one in sentences]
    np.testing.assert_allclose(score_texts(apart, lang="ko"), score_texts(sentences, lang="ko"))


def test_texts_are_scored_alike_alone_and_together():
    sentences = TABLE["sentence"].tolist()
    alone = [float(score_texts([one], lang="ko")[0]) for one in sentences]
    np.testing.assert_allclose(score_texts(sentences, lang="ko"), alone)


@given(st.lists(st.text(alphabet="가나다 않없못안실패하락했다.ㄱㅏ,“”\nabc1%", max_size=40), max_size=4))
def test_any_texts_are_scored_within_their_bounds(texts):
    tokens = tokens_of(texts)
    found = contributions(tokens, "ko", explain=True)
    assert len(found.rules) == len(found.first)
    assert ((found.last > found.first) & (found.last <= len(tokens))).all()
    assert (tokens.document[found.first] == tokens.document[found.last - 1]).all()
    assert np.isfinite(found.value).all()


@pytest.mark.parametrize(
    "text", ["", " ", "ㅋㅋㅋ", "가" * 200_000, "않다 " * 20_000, "\u1100\u1161" * 5_000, "AI가 <b>실패</b>"]
)
def test_odd_texts_are_read_in_time(text):
    begin = time.perf_counter()
    score_texts([text], lang="ko")
    assert time.perf_counter() - begin < 5


def test_words_of_the_users_take_endings():
    lexicon = packaged("ko").changed({"뿌빠": -3.0, "꾸뿌다": 3.0})
    found = contributions(tokens_of(["뿌빠가 왔다. 뿌빠를 보았다. 모두 꾸뿌었다."]), "ko", lexicon)
    assert found.valence.tolist() == [-3.0, -3.0, 3.0]


def test_korean_articles_are_scored_beside_english_ones():
    articles = nk.load_sample()
    made = nk.sentiment(articles)
    assert made["sentiment"].notna().all()
    assert set(made["lang"]) == {"en", "ko"}
    korean = made[made["lang"] == "ko"]
    assert (korean["n_scored"] > 5).mean() > 0.9
    why = nk.explain_sentiment(articles["text"][articles["lang"] == "ko"].iloc[0])
    assert why.score == pytest.approx(korean["sentiment"].iloc[0], abs=1e-9)
