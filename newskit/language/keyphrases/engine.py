"""Keyphrases of many articles at once, from headlines and texts to arrays of phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.language.keyphrases.background import Background, packaged
from newskit.language.keyphrases.candidates import candidates_of, content_of
from newskit.language.keyphrases.choice import best, spelled
from newskit.language.keyphrases.filters import allowed, unwanted
from newskit.language.keyphrases.forms import forms_of
from newskit.language.keyphrases.knowledge import knowledge
from newskit.language.keyphrases.measures import Sight, columns
from newskit.language.keyphrases.model import FULL_NAMES, Weights, weights
from newskit.language.keyphrases.stops import WHOLE_RUNS, stops_of
from newskit.language.keyphrases.stream import Merged, marks_of, merged, words_of
from newskit.language.memory import tokenize

__all__ = ["Options", "Phrases", "phrases_of", "sights"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# Tokens worked on at once: the arrays of their candidates stay in a few dozen megabytes.
_BLOCK = 200_000


@dataclass(frozen=True)
class Options:
    """How keyphrases are chosen.

    Parameters
    ----------
    top
        The most phrases of an article.
    style
        ``"balanced"``, ``"phrase"`` or ``"word"``.
    stopwords
        Words that no phrase may hold, besides the language's own.
    block
        Phrases that are not to be given.
    background
        How common words are; the packaged table by default.
    ngrams
        The least and the most words of a phrase.
    """

    top: int = 10
    style: str = "balanced"
    stopwords: frozenset[str] = frozenset()
    block: tuple[str, ...] = ()
    background: Background = field(default_factory=packaged)
    ngrams: tuple[int, int] = (1, 4)


@dataclass(frozen=True)
class Phrases:
    """Phrases of articles, sorted by article and rank, one entry a phrase."""

    row: Ints
    rank: Ints
    phrase: list[str]
    score: npt.NDArray[np.float64]
    count: Ints
    first: Ints
    in_title: Bools


class _Part(NamedTuple):
    """What is seen of a block of articles of one language: `begin` is the first of them."""

    begin: int
    sight: Sight


def _blocks(both: Merged, block: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of articles of about so many tokens together."""
    ends = both.titles.bounds + both.texts.bounds
    begin, n = 0, both.texts.n_texts
    while begin < n:
        stop = max(int(np.searchsorted(ends, ends[begin] + block, side="right")) - 1, begin + 1)
        yield begin, min(stop, n)
        begin = stop


def sights(
    titles: Sequence[str], texts: Sequence[str], lang: str, background: Background, *, block: int | None = None
) -> Iterator[_Part]:
    """Yield what is seen of articles in one language, some at a time."""
    known = knowledge(lang)
    both = merged(tokenize(titles), tokenize(texts))
    if not both.forms:
        return
    forms = forms_of(both.forms, both.lowers, known, background)
    marks = marks_of(both)
    for begin, end in _blocks(both, block or _BLOCK):
        words = words_of(both, forms, marks, begin, end)
        if not len(words.form):
            continue
        content = content_of(words, forms, stops_of(words, both, forms, known))
        if len(content):
            found = candidates_of(content, len(forms.stem_names), only_whole=lang in WHOLE_RUNS)
            if len(found):
                yield _Part(begin, Sight(words, content, forms, found))


def _of_language(titles: Sequence[str], texts: Sequence[str], lang: str, options: Options) -> Iterator[Phrases]:
    """Yield the phrases of articles in one language, block by block."""
    known = knowledge(lang)
    style: Weights = weights(options.style)
    without = unwanted(sorted(options.stopwords), options.block, known)
    for begin, sight in sights(titles, texts, lang, options.background):
        found, content, words = sight.found, sight.content, sight.words
        sums = style.sums(columns(sight), found.size == 1)
        chosen = best(sight, sums, allowed(sight, options.ngrams, without), options.top,
                      full_names=options.style in FULL_NAMES)  # fmt: skip
        doc = content.doc[found.place[chosen]]
        rank = np.arange(len(doc)) - np.searchsorted(doc, doc) + 1
        spell = spelled(sight, chosen)
        row = doc + begin
        spans = zip(row.tolist(), spell.start.tolist(), spell.end.tolist(), spell.from_title.tolist(), strict=True)
        phrase = [" ".join((titles if is_title else texts)[r][a:b].split()) for r, a, b, is_title in spans]
        score = style.scores(sums[chosen], words.n_words[doc])
        yield Phrases(row, rank, phrase, score, found.count[chosen], spell.first, spell.in_title)


def phrases_of(titles: Sequence[str], texts: Sequence[str], langs: Sequence[str], options: Options) -> Phrases:
    """Return the keyphrases of articles.

    Parameters
    ----------
    titles, texts
        Headlines and texts, empty where missing.
    langs
        The language of each article as ISO 639-1 code, empty where it is not known.
    options
        How phrases are chosen.
    """
    pieces: list[Phrases] = []
    codes = np.array(langs, dtype=object)
    for lang in dict.fromkeys(langs):
        rows = np.flatnonzero(codes == lang)
        alone = len(rows) == len(texts)
        some = rows.tolist()
        own_titles, own_texts = (titles, texts) if alone else ([titles[i] for i in some], [texts[i] for i in some])
        pieces += [replace(part, row=rows[part.row]) for part in _of_language(own_titles, own_texts, lang, options)]
    return _joined(pieces)


def _joined(pieces: Sequence[Phrases]) -> Phrases:
    """Return pieces as one, in the order of the articles."""
    if not pieces:
        none = np.empty(0, dtype=np.int64)
        return Phrases(none, none, [], np.empty(0), none, none, np.empty(0, dtype=bool))
    row = np.concatenate([piece.row for piece in pieces])
    order = np.argsort(row, kind="stable")
    phrase = [phrase for piece in pieces for phrase in piece.phrase]

    def column(name: str) -> npt.NDArray[Any]:
        return np.concatenate([getattr(piece, name) for piece in pieces])[order]

    return Phrases(
        row[order],
        column("rank"),
        [phrase[i] for i in order.tolist()],
        column("score"),
        column("count"),
        column("first"),
        column("in_title"),
    )
