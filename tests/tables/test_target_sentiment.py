from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError, NewskitWarning, UnknownNameError

PRAISED = "Ann Lee won praise for the rescue. Critics called Bo Kim a disgrace. Lee thanked her crew."


def table(*texts, lang="en"):
    return pd.DataFrame(
        {"id": [f"a{n}" for n in range(len(texts))], "text": pd.Series(texts, dtype=object), "lang": lang}
    )


def test_each_article_has_a_row_for_each_target_that_it_mentions():
    made = nk.target_sentiment(table(PRAISED, "It rained.", "Bo Kim won."), ["Bo Kim", "Ann Lee", "Zoe Park"])
    assert list(zip(made["id"], made["target"], strict=True)) == [("a0", "Bo Kim"), ("a0", "Ann Lee"), ("a2", "Bo Kim")]
    assert made["label"].tolist() == ["negative", "positive", "positive"]
    assert made["mentions"].tolist() == [1, 2, 1]


def test_each_mention_has_a_row():
    made = nk.target_sentiment(table(PRAISED), ["Ann Lee", "Bo Kim"], per="mention")
    assert made["match"].tolist() == ["Ann Lee", "Bo Kim", "Lee"]
    assert made["how"].tolist() == ["name", "name", "surname"]
    assert made["sentence"].tolist() == [0, 1, 2]
    assert [PRAISED[a:b] for a, b in zip(made["start"], made["end"], strict=True)] == made["match"].tolist()


def test_the_articles_score_is_the_mean_of_its_sentences():
    text = "Ann Lee, yes, Ann Lee won praise. Ann Lee was killed."
    mentions, article = (nk.target_sentiment(table(text), "Ann Lee", per=per) for per in ("mention", "article"))
    each = mentions.groupby("sentence")["sentiment"].mean()
    assert article["sentiment"][0] == pytest.approx(each.mean())
    assert article.loc[0, ["mentions", "sentences"]].tolist() == [3, 2]
    assert article["low"][0] < article["sentiment"][0] < article["high"][0]


def test_what_is_near_and_in_the_same_clause_weighs_more():
    made = nk.target_sentiment(table("Ann Lee was praised, while Bo Kim was jailed for fraud."), ["Ann Lee", "Bo Kim"])
    assert made["sentiment"].iloc[0] > made["sentiment"].iloc[1]
    assert made["sentiment"].iloc[1] < 0


def test_the_words_of_a_name_do_not_count():
    made = nk.target_sentiment(table("We saw War Child at noon."), {"them": "War Child"})
    assert made["sentiment"].tolist() == [0]
    assert made["n_scored"].tolist() == [0]


def test_a_target_may_have_several_names():
    made = nk.target_sentiment(
        table("The Fed failed. The central bank was praised."), {"Fed": ["Fed", "central bank"]}, per="mention"
    )
    assert made["match"].tolist() == ["Fed", "central bank"]


def test_a_language_without_lexicon_is_missing():
    with pytest.warns(NewskitWarning, match="fr 1"):
        made = nk.target_sentiment(table("Anne Roux a perdu.", lang="fr"), "Anne Roux")
    assert made["sentiment"].isna().tolist() == [True]
    assert made["label"].isna().tolist() == [True]


class Fixed:
    classes_ = np.array(["negative", "neutral", "positive"])

    def predict_proba(self, rows):
        self.rows = rows
        return np.tile([0.1, 0.2, 0.7], (len(rows), 1))


def test_a_fitted_classifier_is_asked_for_each_mention_in_its_sentence():
    model = Fixed()
    made = nk.target_sentiment(table(PRAISED), ["Ann Lee"], per="mention", model=model)
    assert made["sentiment"].round(3).tolist() == [0.6, 0.6]
    assert model.rows["text"].tolist() == ["Ann Lee won praise for the rescue.", "Lee thanked her crew."]
    assert model.rows[["start", "end"]].to_numpy().tolist() == [[0, 7], [0, 3]]
    assert nk.target_sentiment(table(PRAISED), ["Zoe Park"], model=model).empty


@pytest.mark.parametrize("per", ["article", "mention"])
def test_without_articles_or_mentions_there_is_an_empty_table(per):
    columns = nk.target_sentiment(table(PRAISED), "Ann Lee", per=per).columns.tolist()
    for articles in (table(), table(None, ""), table("It rained.")):
        made = nk.target_sentiment(articles, "Ann Lee", per=per)
        assert made.columns.tolist() == columns
        assert made.empty


def test_bad_input_is_named():
    for settings, told in (({"per": "day"}, "per="), ({"model": "x"}, "model="), ({"thresholds": 1}, "thresholds=")):
        with pytest.raises(InputError, match=told):
            nk.target_sentiment(table(PRAISED), "Ann Lee", **settings)
    with pytest.raises(InputError, match="no terms"):
        nk.target_sentiment(table(PRAISED), [])
    with pytest.raises(UnknownNameError, match="'body'"):
        nk.target_sentiment(table(PRAISED), "Ann Lee", on="body")


def test_groups_and_periods_have_the_mean_of_their_articles_and_name_them():
    articles = table("Ann Lee won praise.", "Ann Lee was jailed. Lee wept.", "It rained.", "Ann Lee won praise.")
    articles["source"] = ["A", "A", "A", "B"]
    articles["published"] = pd.to_datetime(["2025-01-06", "2025-01-14", "2025-01-14", "2025-01-07"], utc=True)
    each = nk.target_sentiment(articles, ["Ann Lee", "Bo Kim"]).set_index("id")["sentiment"]
    made = nk.target_sentiment(articles, ["Ann Lee", "Bo Kim"], by="source")
    assert list(zip(made["source"], made["target"], strict=True)) == [
        ("A", "Ann Lee"),
        ("A", "Bo Kim"),
        ("B", "Ann Lee"),
        ("B", "Bo Kim"),
    ]
    assert made["articles"].tolist() == [2, 0, 1, 0]
    assert made["total"].tolist() == [3, 3, 1, 1]
    assert made["mentions"].tolist() == [3, 0, 1, 0]
    assert made["sentiment"][0] == pytest.approx((each["a0"] + each["a1"]) / 2)
    assert made["sentiment"].isna().tolist() == [False, True, False, True]
    assert nk.articles_in(articles, made.iloc[0], table=made)["id"].tolist() == ["a0", "a1"]
    weekly = nk.target_sentiment(articles, "Ann Lee", freq="W")
    assert weekly["articles"].tolist() == [2, 1]
    assert {"period", "period_end", "complete"} <= set(weekly.columns)
    assert nk.articles_in(articles, weekly.iloc[1], table=weekly)["id"].tolist() == ["a1"]
    with pytest.raises(InputError, match="by="):
        nk.target_sentiment(articles, "Ann Lee", per="mention", by="source")


def test_a_row_names_its_article():
    articles = table(PRAISED, "It rained.")
    made = nk.target_sentiment(articles, "Ann Lee")
    assert nk.articles_in(articles, made.iloc[0], table=made)["id"].tolist() == ["a0"]
    tone = nk.sentiment(articles)
    assert nk.articles_in(articles, tone.iloc[1], table=tone)["id"].tolist() == ["a1"]


def test_a_wider_level_gives_a_wider_interval():
    articles = table(PRAISED, "Ann Lee failed.", "Ann Lee won.").assign(source="A")
    for settings in ({}, {"by": "source"}):
        narrow, wide = (nk.target_sentiment(articles, "Ann Lee", level=level, **settings) for level in (0.5, 0.9))
        assert (wide["low"] <= narrow["low"]).all()
        assert (narrow["high"] < wide["high"]).any()
    with pytest.raises(InputError, match="level=95"):
        nk.target_sentiment(articles, "Ann Lee", level=95)


def test_articles_before_the_start_and_after_the_end_are_left_out():
    dates = pd.to_datetime(["2025-01-05", "2025-02-05", "2025-03-05"], utc=True)
    articles = table("Ann Lee won.", "Ann Lee failed.", "Ann Lee won.").assign(published=dates)
    assert nk.target_sentiment(articles, "Ann Lee", start="2025-02", end="2025-02")["id"].tolist() == ["a1"]
    monthly = nk.target_sentiment(articles, "Ann Lee", freq="M", start="2025-02", end="2025-03")
    assert monthly["articles"].tolist() == [1, 1]
    assert monthly["complete"].tolist() == [True, True]
    assert nk.articles_in(articles, monthly.iloc[0], table=monthly)["id"].tolist() == ["a1"]
