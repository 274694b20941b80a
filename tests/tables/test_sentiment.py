from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError, NewskitWarning, UnknownNameError
from newskit.tables.sentiment import text_languages

BAD, GOOD = "Layoffs surge as profits plunge.", "Rescuers saved all 40 miners. Families cheered."


def table(texts, **columns):
    return pd.DataFrame({"id": [f"a{n}" for n in range(len(texts))], "text": pd.Series(texts, dtype=object), **columns})


def test_every_article_has_a_row_in_its_place():
    made = nk.sentiment(table([BAD, None, "", GOOD, "The sea at noon."], lang="en"))
    assert made["id"].tolist() == ["a0", "a1", "a2", "a3", "a4"]
    assert made["label"].tolist() == ["negative", pd.NA, pd.NA, "positive", "neutral"]
    assert made["sentiment"].isna().tolist() == [False, True, True, False, False]
    assert (made["low"] <= made["sentiment"])[[0, 3, 4]].all()
    assert (made["sentiment"] <= made["high"])[[0, 3, 4]].all()
    assert made["n_words"].tolist() == [5, 0, 0, 7, 4]


def test_the_score_is_the_mean_of_the_sentences():
    articles = table([f"{BAD} {GOOD}"], lang="en")
    sentences = nk.sentiment(articles, on="sentences")
    assert sentences["text"].tolist() == [BAD, "Rescuers saved all 40 miners.", "Families cheered."]
    assert [articles["text"][0][a:b] for a, b in zip(sentences["start"], sentences["end"], strict=True)] == sentences[
        "text"
    ].tolist()
    assert nk.sentiment(articles)["sentiment"][0] == pytest.approx(sentences["sentiment"].mean())


def test_quotations_are_kept_apart():
    made = nk.sentiment(table(["“It was a disgrace,” she said. The team won the cup.", GOOD], lang="en"))
    assert made["quoted"][0] < -0.05 < 0.05 < made["own"][0]
    assert np.isnan(made["quoted"][1])
    assert made["own"][1] == pytest.approx(made["sentiment"][1])
    quoted = nk.sentiment(table(["“It was a disgrace. A shame.” The team won."], lang="en"), on="sentences")
    assert quoted["is_quote"].tolist() == [True, True, False]


def test_another_column_and_thresholds():
    articles = table(["x"], title=[BAD], lang="en")
    assert nk.sentiment(articles, on="title")["label"].tolist() == ["negative"]
    assert nk.sentiment(articles, on="title", thresholds=(-0.99, 0.99))["label"].tolist() == ["neutral"]
    found = nk.sentiment_thresholds([-0.5, 0.1, 0.5], ["negative", "neutral", "positive"])
    assert nk.sentiment(articles, on="title", thresholds=found)["label"].tolist() == ["negative"]


def test_a_language_without_a_lexicon_is_counted_and_missing():
    articles = table([BAD, "Le gouvernement a perdu.", "Die Lage ist gut."], lang=["en", "fr", "de"])
    with pytest.warns(NewskitWarning, match=r"2 texts are in a language without a lexicon \(fr 1, de 1\)"):
        made = nk.sentiment(articles)
    assert made["label"].tolist() == ["negative", pd.NA, pd.NA]
    with pytest.warns(NewskitWarning, match="fr 1"):
        made = nk.sentiment(articles, lexicon={"de": {"gut": 2.0}})
    assert made["label"].tolist() == ["negative", pd.NA, "positive"]


def test_words_of_the_users_count():
    articles = table(["The gribble came."], lang="en")
    assert nk.sentiment(articles)["sentiment"][0] == 0
    assert nk.sentiment(articles, lexicon={"gribble": -3.0})["label"][0] == "negative"
    with pytest.raises(InputError, match="gribble"):
        nk.sentiment(articles, lexicon={"gribble": 9.0})


def test_headlines_without_texts_share_their_language():
    codes = text_languages(
        pd.DataFrame({"title": ["Profits plunge", "Layoffs surge again", "Port strike: day three"]}), "title", None
    )
    assert codes == ["en"] * 3
    mixed = pd.DataFrame({"title": ["Profits plunge", "은행이 파산했다"], "lang": ["en", None]})
    assert text_languages(mixed, "title", None) == ["en", "ko"]


def test_vaders_scores_are_those_of_its_package():
    analyser = pytest.importorskip("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    made = nk.sentiment(table([BAD, GOOD, None]), model="vader")
    for row, text in enumerate([BAD, GOOD]):
        expected = analyser.polarity_scores(text)
        assert made.loc[row, ["neg", "neu", "pos", "sentiment"]].tolist() == list(expected.values())
    assert made.loc[2, ["sentiment", "label"]].isna().all()
    assert nk.sentiment(table([GOOD]), on="sentences", model="vader")["sentence"].tolist() == [0, 1]


class Fixed:
    classes_ = np.array([-1, 0, 1])

    def predict_proba(self, texts):
        return np.array([[0.2, 0.3, 0.5] if "good" in text else [0.7, 0.2, 0.1] for text in texts])


def test_a_fitted_classifier_can_score():
    made = nk.sentiment(table(["good", "x", None]), model=Fixed())
    assert made["sentiment"].round(3).tolist()[:2] == [0.3, -0.6]
    assert made["label"].tolist() == ["positive", "negative", pd.NA]
    assert made["p_neutral"].round(3).tolist()[:2] == [0.3, 0.2]
    other = Fixed()
    other.classes_ = np.array(["sport", "politics", "arts"])
    with pytest.raises(InputError, match="'sport'"):
        nk.sentiment(table(["good"]), model=other)


@pytest.mark.parametrize("model", ["afinn", None, 3, Fixed])
def test_an_unknown_model_is_named(model):
    with pytest.raises(InputError, match="model="):
        nk.sentiment(table([BAD]), model=model)


@pytest.mark.parametrize("given", [0.1, (0.1,), ("a", "b"), (0.2, -0.2), (True, False)])
def test_thresholds_are_two_numbers_in_order(given):
    with pytest.raises(InputError, match="thresholds="):
        nk.sentiment(table([BAD]), thresholds=given)


def test_bad_input_is_named():
    with pytest.raises(UnknownNameError, match="'headline'"):
        nk.sentiment(table([BAD]), on="headline")
    with pytest.raises(InputError, match="DataFrame"):
        nk.sentiment([BAD])
    with pytest.raises(InputError, match="lang="):
        nk.sentiment(table([BAD]), lang="English")


@pytest.mark.parametrize("on", ["text", "sentences"])
@pytest.mark.parametrize("model", ["news", "vader"])
def test_without_articles_there_is_an_empty_table_with_the_same_columns(on, model):
    empty, full = (
        nk.sentiment(articles, on=on, model=model) for articles in (table([], lang=[]), table([BAD], lang="en"))
    )
    assert len(empty) == 0
    assert empty.columns.tolist() == full.columns.tolist()
    assert empty.dtypes.drop(["id", "label"]).tolist() == full.dtypes.drop(["id", "label"]).tolist()


def test_hostile_and_huge_texts_are_read_in_time():
    texts = [
        "not " * 100_000,
        "but good " * 50_000,
        "—" * 200_000,
        "rise 5 versus 4 " * 20_000,
        "a" * 500_000,
        "<script>bad</script>",
    ]
    begin = time.perf_counter()
    made = nk.sentiment(table(texts, lang="en"))
    assert time.perf_counter() - begin < 10
    assert made["sentiment"].dropna().between(-1, 1).all()


def test_features_are_those_of_the_table():
    articles = table([BAD, GOOD, None], title=[GOOD, None, BAD])
    made = nk.extract(articles, ["sentiment", "title_sentiment", "sentiment_gap"])
    scores = nk.sentiment(articles.assign(lang="en"))["sentiment"]
    assert made["sentiment"].round(9).tolist()[:2] == scores.round(9).tolist()[:2]
    assert made["sentiment_gap"][0] == pytest.approx(made["title_sentiment"][0] - made["sentiment"][0])
    assert made["sentiment_gap"].isna().tolist() == [False, True, True]


def test_a_wider_level_gives_a_wider_interval():
    narrow, wide = (nk.sentiment(table([GOOD], lang="en"), level=level).iloc[0] for level in (0.5, 0.9))
    assert wide["low"] < narrow["low"] < narrow["sentiment"] < narrow["high"] < wide["high"]
    with pytest.raises(InputError, match="level=95"):
        nk.sentiment(table([GOOD], lang="en"), level=95)
