"""Words that stand together more often than chance would have it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles, require_choice, require_whole
from newskit.language import Tokens, tokens
from newskit.language.ngrams import Words, usual_forms, words_of
from newskit.schema import STRING_DTYPE
from newskit.tables.association import g2, log_dice, npmi
from newskit.tables.function_words import allowed_edges
from newskit.tables.terms import Found, find_terms

__all__ = ["collocations"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
_MEASURES = ("npmi", "g2", "log_dice")
_WIDEST = 50


def collocations(
    articles: pd.DataFrame,
    term: str | None = None,
    *,
    on: str = "text",
    window: int | Literal["adjacent"] = 5,
    min_count: int = 5,
    measure: Literal["npmi", "g2", "log_dice"] = "npmi",
    top: int | None = None,
    stopwords: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return words that stand together, or the words that stand around a term, in one sentence.

    Parameters
    ----------
    articles
        The article table.
    term
        The word, phrase or pattern (as in `kwic`) whose neighbours are wanted; by default all pairs of words.
    on
        The column of texts.
    window
        Up to how many words away, on either side; or ``"adjacent"`` for words next to each other, in their order (of a
        term, on either side of it). Nothing reaches beyond the sentence.
    min_count
        Pairs that stand together less often are left out.
    measure
        Which of the measures to sort by, see below.
    top
        How many rows to return, at most.
    stopwords
        Words that are left out of the table, though they take their place in the window; by default the function words
        of the articles' languages, and numbers below 100; ``()`` for none. To add to the list:
        ``[*nk.language.stopwords("en"), "said"]``.

    Returns
    -------
    pandas.DataFrame
        One row per pair, the highest value of `measure` first:

        - ``word`` and ``collocate``, as mostly written; in a window the earlier in the alphabet first, next to each
          other in their order, with a term the term first;
        - ``count``: how often they stand together, ``articles``: in how many; with a term also ``left`` and ``right``,
          on which side of it;
        - ``word_count``, ``collocate_count``: how often each stands in the articles;
        - ``expected``: how often they would by chance;
        - ``npmi``: normalised pointwise mutual information, from -1 to 1 (Bouma, 2009), which likes pairs that stand
          only together, however rare; ``g2``: log-likelihood ratio (Dunning, 1993), which likes frequent ones,
          negative below chance; ``log_dice``: 14 at most, not dependent on the size of the corpus (Rychlý, 2008).

    Raises
    ------
    InputError
        If an argument has the wrong form.

    Notes
    -----
    The tables of counts behind the measures are those of Evert (2008), "Corpora and Collocations": for words next to
    each other the pairs of neighbours; in a window all pairs of places no further apart; around a term all places in
    its windows against all words.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["The prime minister met the press.", "A prime minister must not lie."]})
    >>> collocations(articles, window="adjacent", min_count=2)[["word", "collocate", "count", "npmi"]].values.tolist()
    [['prime', 'minister', 2, 1.0]]
    """
    require_articles(articles, [on])
    require_choice("measure", measure, _MEASURES)
    reach = _reach(window)
    require_whole("min_count", min_count, least=1)
    if top is not None:
        require_whole("top", top, least=1)
    corpus = tokens(articles, on=on)
    words = words_of(corpus)
    wanted = allowed_edges(corpus, articles, stopwords, on=on)
    if term is None:
        pairs = _all_pairs(words, wanted, reach, min_count, in_order=window == "adjacent")
        table = _table(pairs, corpus)
    else:
        found = find_terms(articles, term, on=on)
        table = _around(found, words, wanted, reach=reach, min_count=min_count)
    order = np.lexsort((-table["count"].to_numpy(), -table[measure].to_numpy()))
    return table.iloc[order[:top]].reset_index(drop=True)


def _reach(window: object) -> int:
    if window == "adjacent":
        return 1
    if not isinstance(window, int) or isinstance(window, bool) or not 1 <= window <= _WIDEST:
        raise InputError(f"window={window!r} should be a number of words from 1 to {_WIDEST}, or 'adjacent'")
    return window


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of words with the counts of their two-by-two tables."""

    first: Ints
    second: Ints
    together: Ints
    articles: Ints
    of_first: Ints  # places where the first could have had a partner, and so below
    of_second: Ints
    places: int


def _runs(words: Words) -> Ints:
    """Return the number of the sentence of each word, in all texts together."""
    return np.concatenate([[0], np.cumsum(~words.together[:-1])]) if len(words.code) else np.empty(0, np.int64)


def _all_pairs(words: Words, wanted: Bools, reach: int, min_count: int, *, in_order: bool) -> _Pairs:
    n, run, code = len(words.code), _runs(words), words.code.astype(np.int64)
    frequent = np.bincount(words.code, minlength=len(wanted)) >= min_count
    good = (wanted & frequent)[words.code] if n else np.empty(0, bool)
    before, after = np.zeros(n), np.zeros(n)
    keys, documents = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for away in range(1, min(reach, n - 1) + 1):
        same = run[away:] == run[:-away]
        after[:-away] += same
        before[away:] += same
        at = np.flatnonzero(same & good[:-away] & good[away:] & (code[:-away] != code[away:]))
        first, second = code[at], code[at + away]
        if not in_order:
            first, second = np.minimum(first, second), np.maximum(first, second)
        keys.append(first * len(wanted) + second)
        documents.append(words.document[at].astype(np.int64))
    if not in_order:
        before = after = before + after
    distinct, together, articles = _counted(np.concatenate(keys), np.concatenate(documents), min_count)
    first, second = distinct // max(len(wanted), 1), distinct % max(len(wanted), 1)
    of_first, of_second = (np.bincount(words.code, weights=w, minlength=len(wanted)) for w in (after, before))
    return _Pairs(first, second, together, articles, of_first[first], of_second[second], int(after.sum()))


def _counted(keys: Ints, documents: Ints, min_count: int) -> tuple[Ints, Ints, Ints]:
    """Return the keys that are frequent, how often each stands there and in how many texts."""
    codes, distinct = pd.factorize(keys)
    counts = np.bincount(codes, minlength=len(distinct))
    keep = counts >= min_count
    new = np.where(keep, np.cumsum(keep) - 1, -1)[codes] if len(codes) else codes
    there = new >= 0
    n = int(documents.max()) + 1 if len(documents) else 1
    places = pd.unique(new[there] * n + documents[there])
    articles = np.bincount(places // n, minlength=int(keep.sum()))
    return np.asarray(distinct[keep], np.int64), counts[keep], articles


def _table(pairs: _Pairs, corpus: Tokens) -> pd.DataFrame:
    forms = usual_forms(corpus)
    counts = np.bincount(corpus.lower[corpus.ids], minlength=len(corpus.lowers)) if len(corpus) else np.zeros(1, int)
    names = [pd.Series([forms[number] for number in side.tolist()], dtype=STRING_DTYPE)
             for side in (pairs.first, pairs.second)]  # fmt: skip
    columns: dict[str, Any] = {
        "word": names[0],
        "collocate": names[1],
        "count": pairs.together,
        "articles": pairs.articles,
        "word_count": counts[pairs.first],
        "collocate_count": counts[pairs.second],
    }
    return pd.DataFrame(columns | _measures(pairs, counts[pairs.first], counts[pairs.second]))


def _measures(pairs: _Pairs, of_first: Ints, of_second: Ints) -> dict[str, Any]:
    both, first, second, all_ = pairs.together, pairs.of_first, pairs.of_second, pairs.places
    return {
        "expected": first * second / max(all_, 1),
        "npmi": npmi(both, first, second, all_),
        "g2": g2(both, second - both, first, all_ - first),
        "log_dice": log_dice(both, of_first, of_second),
    }


def _around(found: Found, words: Words, wanted: Bools, *, reach: int, min_count: int) -> pd.DataFrame:
    """Return the words that stand around a term."""
    corpus, place = found.tokens, found.places[0]
    before = corpus.words_before
    first, last = before[place.token].astype(np.int64), before[place.token + place.size].astype(np.int64) - 1
    first, last = first[last >= first], last[last >= first]
    run = _runs(words)
    sides = []
    for start, step in ((first, -1), (last, 1)):
        at = (start[:, None] + step * np.arange(1, reach + 1)).ravel()
        own = np.repeat(start, reach)
        inside = (at >= 0) & (at < len(words.code))
        at, own = at[inside], own[inside]
        # Where two windows overlap, a word stands in both: it counts once on each side.
        sides.append(np.unique(at[run[at] == run[own]]))
    near = np.union1d(*sides)
    within = np.zeros(len(words.code) + 1, dtype=np.int64)
    np.add.at(within, first, 1)
    np.add.at(within, last + 1, -1)
    near = near[np.cumsum(within)[near] == 0]  # no part of the term itself
    codes = words.code[near]
    good = near[wanted[codes]] if len(codes) else near
    distinct, together, in_articles = _counted(
        words.code[good].astype(np.int64), words.document[good].astype(np.int64), min_count
    )
    total = np.bincount(words.code, minlength=len(wanted))
    n = len(first)
    pairs = _Pairs(np.zeros_like(distinct), distinct, together, in_articles, np.full(len(distinct), len(near)),
                   total[distinct], len(words.code))  # fmt: skip
    forms = usual_forms(corpus)
    left, right = (np.bincount(words.code[side], minlength=len(wanted))[distinct] for side in sides)
    columns: dict[str, Any] = {
        "word": pd.Series([found.names[0]] * len(distinct), dtype=STRING_DTYPE),
        "collocate": pd.Series([forms[number] for number in distinct.tolist()], dtype=STRING_DTYPE),
        "count": together,
        "articles": in_articles,
        "left": left,
        "right": right,
        "word_count": np.full(len(distinct), n),
        "collocate_count": total[distinct],
    }
    return pd.DataFrame(columns | _measures(pairs, np.full(len(distinct), n), total[distinct]))
