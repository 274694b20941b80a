from __future__ import annotations

import math
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk


def table(*texts, **columns) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"a{n}" for n in range(len(texts))], "text": list(texts), **columns})


@pytest.mark.parametrize(
    ("counts", "length", "average", "score"),
    [
        # What Lucene's BM25Similarity explains in Apache Solr's own test TestLTRQParserExplain.
        ((4, 4, 4), 4, 3, 0.07662583),
        # What Elasticsearch 9.5 printed for a tutorial of others; it multiplies by 2.2, that is k1 + 1.
        ((1, 4, 8), 3, 3.125, 0.7046783 / 2.2),
    ],
)
def test_scores_are_those_of_lucene(counts, length, average, score):
    freq, n, n_all = counts
    rest = round(average * n_all) - length
    lengths = [length] + [rest // (n_all - 1)] * (n_all - 2)
    lengths.append(rest - sum(lengths[1:]))
    texts = [" ".join(["foo"] * (freq if d == 0 else 1) + ["bar"] * 99) for d in range(n)]
    texts += ["bar " * 99] * (n_all - n)
    texts = [" ".join(text.split()[:size]) for text, size in zip(texts, lengths, strict=True)]
    found = nk.search(table(*texts), "foo", weights={"text": 1}, top=None)
    assert found["score"][found["id"] == "a0"].item() == pytest.approx(score, rel=1e-6)


def test_a_small_corpus_is_scored_and_ordered_as_elasticsearch_does():
    # From the README of elasticsearch-position-similarity, by S. Dauletau: the scores of Elasticsearch 7, times k1 + 1.
    found = nk.search(table("bar foo", "foo bar bar", "bar bar foo foo"), "foo")
    assert found["id"].tolist() == ["a2", "a0", "a1"]
    assert (2.2 * found["score"]).tolist() == pytest.approx([0.16786805, 0.1546153, 0.13353139], rel=1e-6)


def bm25f(articles: pd.DataFrame, words: list[str], weights: dict[str, float]) -> list[float]:
    """Robertson and Zaragoza (2009), section 3.6, word by word."""
    split = {name: [re.findall(r"\w+", text or "") for text in articles[name]] for name in weights}
    scores = []
    filled = [any(split[name][d] for name in weights) for d in range(len(articles))]
    for d in range(len(articles)):
        score = 0.0
        for word in words:
            n = sum(any(word in split[name][e] for name in weights) for e in range(len(articles)))
            tf = 0.0
            for name, weight in weights.items():
                lengths = [len(text) for text in split[name] if text]
                if lengths:
                    norm = 0.25 + 0.75 * len(split[name][d]) / (sum(lengths) / len(lengths))
                    tf += weight * split[name][d].count(word) / norm
            score += math.log(1 + (sum(filled) - n + 0.5) / (n + 0.5)) * tf / (1.2 + tf)
        scores.append(score)
    return scores


_LINES = st.lists(st.text(alphabet="abc ", max_size=12), min_size=1, max_size=6)


@given(_LINES, st.data())
def test_scores_are_those_of_the_formula(texts, data):
    titles = data.draw(st.lists(st.text(alphabet="abc ", max_size=5), min_size=len(texts), max_size=len(texts)))
    articles = table(*texts, title=titles)
    found = nk.search(articles, "a OR bb", top=None)
    expected = bm25f(articles, ["a", "bb"], {"title": 3.0, "text": 1.0})
    for row, score in zip(found["id"], found["score"], strict=True):
        assert score == pytest.approx(expected[int(row[1:])], rel=1e-9)
    assert len(found) == sum(score > 0 for score in expected)


def test_the_best_come_first_and_equal_ones_by_date_then_by_row():
    days = pd.to_datetime(["2025-01-01", "2025-01-03", None, "2025-01-02", "2025-01-03"], utc=True)
    articles = table(*["rain fell"] * 4, "rain rain fell", published=days)
    found = nk.search(articles, "rain")
    assert found["id"].tolist() == ["a4", "a1", "a3", "a0", "a2"]
    assert found["rank"].tolist() == [1, 2, 3, 4, 5]
    assert found["score"].is_monotonic_decreasing
    assert nk.search(articles.drop(columns="published"), "fell -snow")["id"].tolist() == ["a0", "a1", "a2", "a3", "a4"]


def test_a_match_in_the_title_counts_more():
    articles = table("rain fell again", "snow fell again", title=["snow", "rain"])
    assert nk.search(articles, "rain")["id"].tolist() == ["a1", "a0"]
    assert nk.search(articles, "rain", weights={"title": 1, "text": 9})["id"].tolist() == ["a0", "a1"]


def test_what_a_query_excludes_or_filters_by_does_not_count():
    articles = table("rain", "rain courier", source=["Courier", "Courier"])
    plain = nk.search(articles, "rain").set_index("id")["score"]
    filtered = nk.search(articles, "rain source:courier -hail").set_index("id")["score"]
    assert filtered.to_dict() == plain.to_dict()
    assert nk.search(articles, "rain -(courier hail)").set_index("id")["score"].to_dict() == plain.to_dict()
    assert nk.search(articles, "source:courier")["score"].tolist() == [0, 0]


def test_a_word_asked_for_twice_counts_once(news):
    assert nk.search(news, "rain rain")["score"].tolist() == nk.search(news, "rain")["score"].tolist()
