"""Korean texts as the rules see them: what every token is, which phrases stand where, and what parts clauses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.context import sentence_begins
from newskit.language.sentiment.korean.endings import Trait
from newskit.language.sentiment.korean.words import Known
from newskit.language.sentiment.lexicon import KINDS
from newskit.language.tokens import Tokens

__all__ = ["View", "view_of"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# Quotation marks stand between a name and its particle, and part nothing.
_BOUNDARIES = frozenset(',;:.!?()[]{}—–…“”"«»、。，；：！？|/▲△■')
# A phrase and the adverb in it are no longer than this.
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class View:
    """Some Korean texts; behind the last token stands one more that is nothing, so that looking beyond finds nothing.

    Attributes
    ----------
    n
        How many tokens there are.
    word
        Which of the known words each token is.
    traits
        What its ending says, see `Trait`.
    values
        By kind of term and token: valence, factor or strength, NaN for none. Inside a phrase there are none.
    first, last
        Where the phrase that a token belongs to begins and ends; for a single word, itself and the next token.
    sentence
        The number of each token's sentence through all texts.
    begins
        Which tokens a sentence begins with.
    marks
        How many marks that part clauses, or beginnings of sentences, stand before each token and at it.
    """

    n: int
    word: npt.NDArray[np.int32]
    traits: npt.NDArray[np.int32]
    values: Floats
    first: Ints
    last: Ints
    sentence: Ints
    begins: Bools
    marks: Ints

    def value(self, kind: str) -> Floats:
        """Return the values of one kind by token."""
        return np.asarray(self.values[KINDS.index(kind)])

    def places(self, kind: str) -> Ints:
        """Return the tokens that have a value of one kind."""
        return np.flatnonzero(~np.isnan(self.value(kind)))

    def has(self, at: Ints, traits: Trait) -> Bools:
        """Whether the tokens at some places have any of some traits; beyond either end none has."""
        inside = (at >= 0) & (at < self.n)
        return np.asarray(inside & ((self.traits[np.where(inside, at, self.n)] & int(traits)) != 0))

    def together(self, one: Ints, other: Ints) -> Bools:
        """Whether two tokens stand in one sentence without a mark between, the first before the second."""
        inside = (one >= 0) & (other < self.n)
        one, other = np.where(inside, one, self.n), np.where(inside, other, self.n)
        return np.asarray(inside & (self.marks[one] == self.marks[other]))


def view_of(tokens: Tokens, known: Known) -> tuple[View, list[str]]:
    """Return the view of some texts, and the lemma of each known word."""
    n = len(tokens)
    codes, words, values, traits = known.of(tokens)
    word = np.append(codes[tokens.lower][tokens.ids], 0).astype(np.int32) if n else np.zeros(1, np.int32)
    begins = sentence_begins(tokens)
    boundary = np.fromiter(map(_BOUNDARIES.__contains__, tokens.forms), bool, len(tokens.forms))[tokens.ids]
    marks = np.append(np.cumsum(begins.astype(np.int64) + 2 * boundary), -1)
    by_token = np.hstack([values[:, word[:n]], np.full((len(KINDS), 1), np.nan)])
    first = np.arange(n + 1, dtype=np.int64)
    view = View(
        n,
        word,
        np.append(traits[word[:n]], 0).astype(np.int32),
        by_token,
        first,
        first + 1,
        np.append(np.cumsum(begins) - 1, -1).astype(np.int64),
        np.append(begins, False),
        marks,
    )
    _place_phrases(view, known, words)
    return view, [word.lemma for word in words]


def _place_phrases(view: View, known: Known, words: list) -> None:  # type: ignore[type-arg]
    """Write the phrases of the texts into a view: the last token stands for the phrase."""
    opens = np.fromiter((bool(known.phrases.beginning(word)) for word in words), bool, len(words))
    if not opens.any():
        return
    reached = 0
    for at in np.flatnonzero(opens[view.word[: view.n]]).tolist():
        if at < reached:
            continue
        window = range(at, min(at + _MOST_WORDS, view.n))
        near = [words[view.word[place]] for place in window if view.marks[place] == view.marks[at]]
        found = known.phrases.find(near)
        if found is None:
            continue
        phrase, size = found
        reached = at + size
        view.values[:, at:reached] = np.nan
        view.values[KINDS.index("word"), reached - 1] = phrase.valence
        view.first[reached - 1], view.last[reached - 1] = at, reached
