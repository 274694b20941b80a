from __future__ import annotations

import pytest

import newskit as nk
from newskit.errors import InputError
from newskit.tables.searching import memory
from newskit.tables.searching.memory import forget_searches, set_search_memory


@pytest.fixture
def listed(monkeypatch):
    """How many columns were listed."""
    calls = []
    monkeypatch.setattr(
        memory, "column_of", lambda tokens, plain=memory.column_of: calls.append(tokens.n_texts) or plain(tokens)
    )
    forget_searches()
    yield calls
    set_search_memory(1000)
    forget_searches()


@pytest.mark.parametrize("dtype", ["string[pyarrow]", object])
def test_the_same_articles_are_indexed_once(news, listed, dtype):
    articles = news.astype({"title": dtype, "text": dtype})
    nk.search(articles, "rain")
    nk.search(articles, "storm title:snow")
    nk.search(articles.copy(), "storm")
    nk.SearchIndex(articles.assign(more=1))
    assert listed == [6, 6]


@pytest.mark.parametrize("dtype", ["string[pyarrow]", object])
def test_changed_articles_are_indexed_anew(news, listed, dtype):
    articles = news.astype({"title": dtype, "text": dtype})
    assert len(nk.search(articles, "hail")) == 0
    articles.loc[0, "text"] = "hail"
    assert nk.search(articles, "hail")["id"].tolist() == ["a"]
    assert listed == [6, 6, 6]


def test_the_memory_of_searches_is_bounded(news, listed):
    set_search_memory(0)
    nk.search(news, "rain")
    nk.search(news, "rain")
    assert listed == [6, 6, 6, 6]
    with pytest.raises(InputError, match="megabytes=-1"):
        set_search_memory(-1)
