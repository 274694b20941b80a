from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newskit.language import tokens_of
from newskit.tables.searching.column import column_of, phrases_in
from newskit.tables.searching.terms import parts

TEXTS = st.lists(st.text(alphabet=st.sampled_from("ab-'. \n’대은中é"), max_size=30), min_size=1, max_size=5)


def words(text: str) -> list[str]:
    tokens = tokens_of([text])
    return [part for form in tokens.ids for part in parts(tokens.forms[form])]


@given(TEXTS)
def test_every_word_stands_in_the_lists_where_it_stands_in_the_texts(texts):
    column = column_of(tokens_of(texts))
    expected = [(word, d) for d, text in enumerate(texts) for word in words(text)]
    assert [(column.terms[t], d) for t, d in zip(column.term, column.document, strict=True)] == expected
    for number, term in enumerate(column.terms):
        places = column.at(((number, number + 1),))
        assert [column.terms[t] for t in column.term[places]] == [term] * len(places)
        found = column.occurrences([((number, number + 1),)])
        counted = {d: words(text).count(term) for d, text in enumerate(texts)}
        assert dict(zip(found.texts.tolist(), found.counts.tolist(), strict=True)) == {
            d: n for d, n in counted.items() if n
        }


@given(TEXTS, st.text(alphabet="abé中", min_size=1, max_size=3))
def test_words_with_one_beginning_are_neighbours(texts, prefix):
    column = column_of(tokens_of(texts))
    found = {column.terms[n] for low, high in column.beginning(prefix) for n in range(low, high)}
    assert found == {term for term in column.terms if term.startswith(prefix)}


@given(TEXTS, st.data())
def test_words_of_some_texts_are_placed_in_their_characters(texts, data):
    column = column_of(tokens_of(texts))
    rows = data.draw(st.permutations(range(len(texts))))[: data.draw(st.integers(1, len(texts)))]
    some = column.words(np.array(rows))
    assert np.diff(some.bounds).tolist() == [len(words(texts[row])) for row in rows]
    start, end = column.tokens.start[some.token], column.tokens.end[some.token]
    for at, row in enumerate(rows):
        for n in range(some.bounds[at], some.bounds[at + 1]):
            assert column.terms[some.term[n]] in parts(texts[row][start[n] : end[n]])
    if len(column.terms):
        assert phrases_in(some, [column.anything()], len(column.terms)).tolist() == list(range(len(some.term)))


@given(TEXTS)
def test_no_phrase_reaches_over_a_blank_line(texts):
    column = column_of(tokens_of(texts))
    found = column.occurrences([column.anything(), column.anything()])
    blocks = [[words(block) for block in re.split(r"\n[ ]*\n", text)] for text in texts]
    pairs = [sum(max(len(block) - 1, 0) for block in of_text) for of_text in blocks]
    counted = [int((found.texts == d).sum()) for d in range(len(texts))]
    assert counted == pairs
