from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError
from newskit.language import forget_tokens, memory, set_token_memory, tokenize, tokens_of

TEXTS = ["It rained on Monday.", "It shone.", "Fog came in.", ""]


@pytest.fixture(autouse=True)
def counted(monkeypatch):
    """How often texts were tokenised."""
    calls = []
    monkeypatch.setattr(
        memory, "tokens_of", lambda texts, plain=memory.tokens_of: calls.append(len(texts)) or plain(texts)
    )
    forget_tokens()
    yield calls
    set_token_memory(1000)
    forget_tokens()


def strings(tokens):
    return [tokens.forms[i] for i in tokens.ids]


def test_the_same_texts_are_tokenised_once(counted):
    assert tokenize(TEXTS) is tokenize(pd.Series(TEXTS))
    assert counted == [4]


@pytest.mark.parametrize("rows", [[2, 0], [1], [3], [1, 1, 0]])
def test_a_selection_of_remembered_texts_is_not_tokenised_again(counted, rows):
    tokenize(TEXTS)
    chosen = tokenize([TEXTS[row] for row in rows])
    assert counted == [4]
    forget_tokens()
    anew = tokenize([TEXTS[row] for row in rows])
    assert strings(chosen) == strings(anew)
    assert (chosen.start == anew.start).all()
    assert (chosen.sentence == anew.sentence).all()
    assert chosen.names.equals(anew.names)


def test_a_changed_text_is_tokenised_anew(counted):
    tokenize(TEXTS)
    tokenize([*TEXTS[:3], "Hail."])
    assert counted == [4, 4]


def test_what_was_used_longest_ago_is_forgotten_first(counted):
    set_token_memory(0.008)
    for word in ("rain", "sun", "fog"):
        tokenize([f"{word}{n}" for n in range(20)])
    tokenize([f"fog{n}" for n in range(20)])
    assert counted == [20, 20, 20]
    tokenize([f"rain{n}" for n in range(20)])
    assert counted == [20, 20, 20, 20]


def test_a_lower_limit_holds_at_once(counted):
    tokenize(TEXTS)
    set_token_memory(0.0001)
    set_token_memory(1000)
    tokenize(TEXTS)
    assert counted == [4, 4]


def test_a_corpus_that_does_not_fit_drives_no_other_out(counted):
    set_token_memory(0.008)
    tokenize(TEXTS)
    tokenize([f"hail{n}" for n in range(100)])
    tokenize(TEXTS)
    assert counted == [4, 100]


def test_what_is_worked_out_of_a_selection_is_worked_out_once():
    tokenize(TEXTS)
    first, second = tokenize(TEXTS[1:3]), tokenize(pd.Series(TEXTS[1:3]))
    assert first.sentence is second.sentence


def test_articles_under_their_ids_share_what_is_worked_out():
    articles = nk.as_articles([{"id": str(n), "title": "Rain", "text": text} for n, text in enumerate(TEXTS)])
    assert nk.tokens(articles).sentence is nk.tokens(articles).sentence is tokenize(articles["text"]).sentence


def test_threads_get_the_same_tokens():
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda n: strings(tokenize(TEXTS[n % 3 :])), range(40)))
    assert made == [[form for text in TEXTS[n % 3 :] for form in strings(tokens_of([text]))] for n in range(40)]


def test_what_is_shared_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        tokenize(TEXTS).sentence[0] = 1


def test_no_memory_remembers_nothing(counted):
    set_token_memory(0)
    tokenize(TEXTS)
    tokenize(TEXTS)
    assert counted == [4, 4]


@pytest.mark.parametrize("wrong", [-1, float("nan"), float("inf")])
def test_a_senseless_limit_is_refused(wrong):
    with pytest.raises(InputError, match="megabytes"):
        set_token_memory(wrong)


def test_a_corpus_in_which_a_text_stands_twice_is_found_as_it_is():
    texts = ["It rained here.", "Sun.", "It rained here."]
    assert tokenize(texts) is tokenize(texts)
