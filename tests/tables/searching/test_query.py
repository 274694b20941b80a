from __future__ import annotations

import re
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError, NewskitError, UnknownNameError


def table(*texts, **columns) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"a{n}" for n in range(len(texts))], "text": list(texts), **columns})


def message_of(run) -> str | None:
    """What the error says that a call ends in."""
    try:
        run()
    except NewskitError as error:
        return str(error)
    return None


_EXPRESSIONS = st.recursive(
    st.sampled_from("abcd"),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["AND", "OR"]), inner),
        st.tuples(st.just("NOT"), inner),
    ),
    max_leaves=12,
)


def as_query(tree) -> str:
    return tree if isinstance(tree, str) else f"({' '.join(map(as_query, tree))})"


def holds(tree, text: str) -> bool:
    if isinstance(tree, str):
        return tree in text
    if tree[0] == "NOT":
        return not holds(tree[1], text)
    return (all if tree[1] == "AND" else any)([holds(tree[0], text), holds(tree[2], text)])


@given(_EXPRESSIONS)
def test_operators_are_those_of_logic(tree):
    texts = [" ".join(c for c in "abcd" if number >> "abcd".index(c) & 1) for number in range(16)]
    assert nk.SearchIndex(table(*texts)).matches(as_query(tree)).tolist() == [holds(tree, text) for text in texts]


@given(
    st.text(alphabet=st.sampled_from("ab \"'()*:-.…AND ORNOT中é🔥대title:date:n>"), max_size=40) | st.text(max_size=40)
)
def test_while_typing_nothing_is_a_mistake(news, query):
    assert len(nk.SearchIndex(news).matches(query, strict=False)) == len(news)


@given(st.text(alphabet=st.sampled_from('ab "()*:-AND ORNOTtitle:'), max_size=40))
def test_a_mistake_is_always_told_as_one(news, query):
    told = message_of(lambda: nk.search(news, query))
    assert told is None or told.startswith("query: ")


@pytest.mark.parametrize(
    ("query", "error", "told"),
    [
        ("", InputError, "at its end: there is no word; write what to search for"),
        ("   ", InputError, "there is no word"),
        ("- .", InputError, "there is no word"),
        ('climate "sea level', InputError, "at character 9, '\"sea level': a quotation mark is never closed; close it"),
        ("climate (sea", InputError, "at character 9, '(sea': a bracket is never closed"),
        ("climate) sea", InputError, "at character 8, ') sea': a bracket closes that was not opened"),
        ("climate ()", InputError, "at character 9, '()': there is no word"),
        ("climate AND", InputError, "at its end: there is nothing on the right of AND"),
        ("OR climate", InputError, "at character 1, 'OR climate': there is nothing on the left of OR"),
        ("climate AND OR sea", InputError, "there is nothing on the left of OR"),
        ("sourse:courier", UnknownNameError, "field 'sourse' is not in the articles; did you mean 'source'?"),
        ("rain title:", InputError, "at character 6, 'title:': the field title: has no value; write title:word"),
        ("title: OR rain", InputError, "the field title: has no value"),
        ("after:yesterday", InputError, "at character 7, 'yesterday': this is no date; write a day, month or year"),
        ("date:2025-02-30", InputError, "this is no date"),
        ("before:", InputError, "has no value"),
        ("after:2025-13", InputError, "this is no date"),
        ("n_words:many", InputError, "'many': this is no number; write a number, such as 500, >500"),
        ("*flation", InputError, "a star stands elsewhere than at the end of a word; write the beginning of a word"),
        ("in*ation", InputError, "a star stands elsewhere"),
        (None, InputError, "query should be a string"),
    ],
)  # fmt: skip
def test_a_mistake_is_shown_with_what_to_write_instead(news, query, error, told):
    with pytest.raises(error, match=re.escape(told)):
        nk.search(news, query)


@pytest.mark.parametrize(
    ("typed", "same_as"),
    [
        ("drought AND ", "drought"),
        ("drought OR", "drought"),
        ("drought -", "drought"),
        ("drought NOT (", "drought"),
        ("(drought OR (harbour AND ", "drought OR harbour"),
        ('drought "storm sur', 'drought "storm sur*"'),
        ('drought "storm surge ', 'drought "storm surge"'),
        ("drought title:", "drought"),
        ("drought after:20", "drought"),
        ("drough", "drough*"),
        ("drought ", "drought"),
        ("nofield:drought", "nofield drought"),
        ("", "*"),
        ("()", "*"),
        (")drought", "drought"),
        ("*ought", "ought*"),
    ],
)
def test_an_unfinished_query_means_what_is_there(news, typed, same_as):
    index = nk.SearchIndex(news)
    assert index.matches(typed, strict=False).tolist() == index.matches(same_as).tolist()


HOSTILE = {
    "nested brackets": "(" * 5000 + "rain" + ")" * 5000,
    "nested operators": "(rain OR (snow AND " * 2500 + "hail" + "))" * 2500,
    "many terms": " ".join(f"w{n}" for n in range(10_000)),
    "a long word": "a" * 100_000,
    "quotation marks": '"' * 100_000,
    "stars": "*" * 100_000,
    "words without spaces": "中" * 100_000,
    "a long phrase": '"' + "the " * 25_000 + '"',
    "NOTs": "NOT " * 20_000 + "rain" + ")" * 20_000,
    "minuses": "-" * 100_000,
    "fields": "title:" * 15_000,
    "open brackets": "(" * 100_000,
    "a name": "a" * 50_000 + ":" + "b" * 50_000,
    "dots": "a." * 50_000,
    "hyphens and apostrophes": "a-'" * 30_000,
    "a number": "n_words:" + "9" * 100_000,
    "a date": "date:" + "2025-" * 20_000,
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_an_endless_query_is_answered_soon(query):
    index = nk.SearchIndex(table("the " * 60_000 + "rain", "中" * 20_000, n_words=[1, 2], published=pd.NaT))
    began = time.process_time()
    index.search(query, strict=False)
    assert len(message_of(lambda: index.search(query)) or "") < 600
    assert time.process_time() - began < 5
