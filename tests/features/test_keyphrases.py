from __future__ import annotations

import pandas as pd

import newskit as nk


def test_the_feature_gives_the_phrases_of_the_table():
    articles = nk.load_sample().iloc[::20]
    lists = nk.extract(articles, "keyphrases", progress=False)["keyphrases"]
    table = nk.keyphrases(articles.drop(columns="lang"))
    for article, phrases in zip(articles["id"], lists, strict=True):
        assert phrases == table.loc[table["id"] == article, "phrase"].tolist()


def test_settings_can_be_bound():
    from newskit.features.builtin.keyphrases import keyphrases

    articles = pd.DataFrame({"text": ["The ferry crews met. Ferry crews slept in Mokpo."], "title": ["Crews"]})
    words = nk.extract(articles, keyphrases.bind("two_words", top=2, style="word", lang="en"), progress=False)
    assert len(words["two_words"].iloc[0]) == 2


def test_without_a_headline_the_text_alone_counts_and_without_a_text_it_is_missing():
    articles = pd.DataFrame({"title": [None, "Storm"], "text": ["A storm hit the island of Jeju on Monday.", None]})
    lists = nk.extract(articles, "keyphrases", progress=False)["keyphrases"]
    assert "storm" in lists.iloc[0]
    assert lists.isna().tolist() == [False, True]


def test_an_article_with_nothing_to_say_has_an_empty_list():
    articles = pd.DataFrame({"title": ["1:0"], "text": ["12 34."]})
    assert nk.extract(articles, "keyphrases", progress=False)["keyphrases"].iloc[0] == []
