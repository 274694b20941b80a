from __future__ import annotations

import pandas as pd

import newskit as nk


def test_search_finds_what_an_index_of_the_same_settings_finds():
    articles = nk.load_sample()
    settings = {"weights": {"title": 1, "text": 2}, "timezone": "Asia/Seoul"}
    query = "strike (union OR pay*) date:2025-05"
    found = nk.search(articles, query, top=4, width=80, mark="", **settings)
    expected = nk.SearchIndex(articles, **settings).search(query, top=4, width=80, mark="")
    pd.testing.assert_frame_equal(found, expected)
    assert len(found) > 1


def test_korean_articles_are_found_by_nouns_without_their_particles():
    articles = nk.load_sample()
    index = nk.SearchIndex(articles)
    found = index.search('"크레인"', top=None)
    assert set(articles.loc[found.index, "lang"]) == {"ko"}
    assert (articles.loc[found.index, "text"].str.contains("크레인")).all()
