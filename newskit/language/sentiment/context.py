"""The texts as the rules of sentiment see them: terms that were found, sentences, and marks that part clauses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.matcher import Matcher, Matches, chosen
from newskit.language.tokens import Tokens

__all__ = ["Context", "context_of", "sentence_begins"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_BOUNDARIES = frozenset(',;:.!?()[]{}—–…"“”„«»‹›「」『』、。，；：！？|/')


@dataclass(frozen=True, slots=True)
class Context:
    """What was found in some texts.

    Attributes
    ----------
    tokens
        The texts.
    matches
        All terms in them.
    marks
        Which tokens are punctuation that a clause ends at.
    before
        How many of these stand before each token, and behind the last how many there are.
    begins
        Which tokens a sentence begins with.
    sentence
        The number of each token's sentence, through all texts.
    start
        Where each sentence begins, and behind the last one where the texts end.
    """

    tokens: Tokens
    matcher: Matcher
    matches: Matches
    marks: Bools
    before: Ints
    begins: Bools
    sentence: Ints
    start: Ints

    def of(self, *kinds: str) -> tuple[Matches, list[Floats]]:
        """Return the terms of some kinds, none over another, and what they are worth as each of these kinds."""
        values = [self.matcher.valued(kind, self.matches, self.tokens) for kind in kinds]
        which = np.flatnonzero(~np.isnan(np.vstack(values)).all(axis=0))
        which = which[chosen(self.matches.take(which))]
        return self.matches.take(which), [value[which] for value in values]

    def are_parted(self, left: Ints, right: Ints) -> Bools:
        """Whether a mark stands from the token `left` to before the token `right`."""
        return np.asarray(self.before[right] != self.before[left])

    def each(self, condition: Callable[[str], bool]) -> Bools:
        """Return for each token whether its form meets a condition."""
        forms = self.tokens.forms
        return np.fromiter(map(condition, forms), dtype=bool, count=len(forms))[self.tokens.ids]

    def each_lower(self, condition: Callable[[str], bool]) -> Bools:
        """Return for each token whether its form in small letters meets a condition."""
        lowers = self.tokens.lowers
        of_form = np.fromiter(map(condition, lowers), dtype=bool, count=len(lowers))[self.tokens.lower]
        return of_form[self.tokens.ids]


def sentence_begins(tokens: Tokens) -> Bools:
    """Return which tokens a sentence begins with."""
    begins = np.ones(len(tokens), dtype=bool)
    if len(tokens):
        begins[1:] = (tokens.sentence[1:] != tokens.sentence[:-1]) | (tokens.document[1:] != tokens.document[:-1])
    return begins


def context_of(tokens: Tokens, matcher: Matcher) -> Context:
    """Return what a matcher finds in some texts."""
    n = len(tokens)
    forms = tokens.forms
    marks = np.fromiter(map(_BOUNDARIES.__contains__, forms), dtype=bool, count=len(forms))[tokens.ids]
    begins = sentence_begins(tokens)
    return Context(
        tokens,
        matcher,
        matcher.find(tokens),
        marks,
        np.append(0, np.cumsum(marks)).astype(np.int64),
        begins,
        np.cumsum(begins) - 1,
        np.append(np.flatnonzero(begins), n).astype(np.int64),
    )
