from __future__ import annotations

import pandas as pd
import pytest

import newskit as nk


def table(*texts, **columns) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"a{n}" for n in range(len(texts))], "text": list(texts), **columns})


def ids(articles: pd.DataFrame, query: str, **settings) -> list[str]:
    """The articles found, in the order of the table."""
    return articles["id"][nk.SearchIndex(articles, **settings).matches(query)].tolist()


@pytest.mark.parametrize(
    ("text", "query", "is_found"),
    [
        ("Prices rose", "price", True),
        ("The price rose", "prices", True),
        ("The price rose", '"prices rose"', False),
        ("Churches and boxes", "church box", True),
        ("The news", "new", False),
        ("Melania’s hat", "melania", True),
        ("Melania’s hat", '"melania hat"', True),
        ("Café society", "cafe", True),
        ("cafe society", "CAFÉ", True),
        ("Ａｌｐｈａ", "alpha", True),
        ("Straße", "strasse", True),
        ("COVID-19 spread", "covid", True),
        ("COVID 19 spread", "covid-19", True),
        ("Trump-backed", "backed trump", True),
        ("l’État c’est moi", "état", True),
        ("they don't", "don’t", True),
        ("he said.Then", "then", True),
        ("the U.S. economy", "US economy", True),
        ("the US economy", "U.S. economy", True),
        ("it told us of the economy", "US economy", False),
        ("the U.S. economy", "us", True),
        ("the N.A.T.O. summit", "nato", True),
        ("йод", "иод", False),
        ("Ёлка", "елка", True),
        ("الْكِتَاب", "الكتاب", True),
        ("대통령은", "대통령", True),
        ("대통령실", "대통령", True),
        ("대통령실", '"대통령"', False),
        ("한국은행 총재는", '"한국은행 총재"', True),
        ("물을 마셨다", "물", True),
        ("물가 상승", "물", False),
        ("나이 제한", '"나"', False),
        ("길로 갔다", "길", True),
        ("집로 갔다", "집", False),
        ("가수는", '"가수"', True),
        ("가격", "각", False),
        ("東京都の知事", "東京", True),
        ("東の京", "東京", False),
        ("がく", "かく", False),
        ("ソニー製品", "ソニー", True),
        ("ราคาน้ำมัน", "น้ำมัน", True),
        ("Цены выросли", "цены", True),
        ("fire 🔥 here", "🔥", True),
        ("❤️", "❤", True),
        ("AT&T paid", "at&t", True),
        ("note: well", "text:note:well", True),
        ("one two", '"one, two"', True),
        ("the end\n\nof it", '"end of"', False),
        ("the end\nof it", '"end of"', True),
    ],
)
def test_spellings_of_a_word_find_each_other(news, text, query, is_found):
    assert ids(table(text), query) == ["a0"] * is_found
