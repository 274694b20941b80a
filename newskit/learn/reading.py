"""Texts read once for all families of features: their words, and what has a tone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from newskit.language import tokenize
from newskit.language.clauses import clauses
from newskit.language.quotations import are_quoted
from newskit.language.sentiment import Lexicon, contributions
from newskit.language.sentiment.engine import hits_of
from newskit.language.tokens import Tokens

__all__ = ["Rated", "Reading", "bigrams", "pieces", "read_texts"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# How many words a negator reaches; a mark ends it.
_NEGATED = 4
_SHORTEST_PIECE, _LONGEST_PIECE = 2, 5
# Longer words are addresses and accidents: their pieces would fill the memory.
_LONGEST_WORD = 40


@dataclass(frozen=True)
class Rated:
    """Words and phrases with a tone, in the order of their tokens; see `newskit.language.sentiment`."""

    first: Ints
    last: Ints
    valence: Floats
    value: Floats
    moves: Bools
    thing: Ints
    turned: Bools


@dataclass(frozen=True)
class Reading:
    """Some texts as features are made of them.

    Parameters
    ----------
    texts
        The texts.
    tokens
        Their tokens.
    lexicon
        What their words are rated with.
    lang
        Their language.
    """

    texts: Sequence[str]
    tokens: Tokens
    lexicon: Lexicon
    lang: str

    @cached_property
    def words(self) -> list[str]:
        """Every token of all texts, in small letters."""
        lowers = self.tokens.lowers
        return [lowers[code] for code in self.tokens.lower[self.tokens.ids].tolist()] if lowers else []

    @cached_property
    def bounds(self) -> list[int]:
        """The words of text ``d`` are those from ``bounds[d]`` to ``bounds[d + 1]``."""
        return [int(bound) for bound in self.tokens.bounds]

    @cached_property
    def rated(self) -> Rated:
        """What has a tone."""
        if self.lang == "ko":  # its words carry their endings, and its scorer knows no movements apart
            found = contributions(self.tokens, self.lang, self.lexicon if len(self.lexicon) else None)
            n = len(found.first)
            none = np.full((n, 2), -1, dtype=np.int64)
            turned = found.valence * found.value < 0
            return Rated(found.first, found.last, found.valence, found.value, np.zeros(n, bool), none, turned)
        hits = hits_of(self.tokens, self.lexicon)
        return Rated(
            hits.first, hits.last, hits.valence, hits.value, hits.moves, hits.thing, np.asarray(hits.changer[:, 0] >= 0)
        )

    @cached_property
    def text(self) -> Ints:
        """The text that each of `rated` stands in."""
        return self.tokens.document[self.rated.first].astype(np.int64)

    @cached_property
    def clause(self) -> Ints:
        """The number of each token's clause."""
        return clauses(self.tokens).astype(np.int64)

    @cached_property
    def clauses(self) -> list[int]:
        """The same as a list, which is quicker to ask one by one."""
        return [int(number) for number in self.clause.tolist()]

    @cached_property
    def quoted(self) -> Bools:
        """Which tokens stand in quotation marks."""
        return np.asarray(are_quoted(list(self.texts), self.tokens), dtype=bool)

    @cached_property
    def negators(self) -> frozenset[str]:
        """The single words that turn those behind them."""
        return frozenset(
            term.form.lower() for term in self.lexicon.terms.values() if term.kind == "negator" and " " not in term.form
        )

    @cached_property
    def worths(self) -> dict[str, float]:
        """How good it is to have more of a thing, by its word."""
        return {term.form.lower(): term.value for term in self.lexicon.terms.values() if term.kind == "thing"}

    def negated(self, words: Sequence[str]) -> list[str]:
        """Return words with a mark on those that are negated."""
        made, left = [], 0
        for word in words:
            is_word = word[0].isalnum()
            left = left if is_word else 0
            made.append(f"not_{word}" if left > 0 else word)
            left = _NEGATED if word in self.negators or word.endswith("n't") else left - 1
        return made

    def phrase(self, first: int, last: int) -> str:
        """Return some tokens as one string."""
        return " ".join(self.words[first:last])


def read_texts(texts: Sequence[str], lang: str, lexicon: Lexicon) -> Reading:
    """Return texts read with a lexicon."""
    return Reading(texts, tokenize(list(texts)), lexicon, lang)


def bigrams(words: Sequence[str], mark: str = "") -> list[str]:
    """Return the words and pairs of neighbours, each behind a mark.

    >>> bigrams(["it", "rained"], "after ")
    ['after it', 'after rained', 'after it rained']
    """
    pairs = map(" ".join, pairwise(words))
    return [mark + word for word in words] + [mark + pair for pair in pairs]


def pieces(text: str, known: dict[str, list[str]]) -> list[str]:
    """Return the strings of two to five characters inside words, whose edges are spaces; `known` remembers words.

    >>> pieces("up", {})
    [' u', 'up', 'p ', ' up', 'up ', ' up ']
    """
    made: list[str] = []
    for word in text.split():
        found = known.get(word)
        if found is None:
            edged = f" {word[:_LONGEST_WORD]} "
            found = [
                edged[at : at + size]
                for size in range(_SHORTEST_PIECE, _LONGEST_PIECE + 1)
                for at in range(len(edged) - size + 1)
            ]
            known[word] = found
        made.extend(found)
    return made
