"""How much a word counts for where it stands: before or after a "but", in a "despite ...", in a name."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.context import Context

__all__ = ["contrasted", "named"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# What stands before a "but" weighs this much; what follows, as much as the rule says. Weaker words ("finally") only
# order a story and do not part it.
_BEFORE, _LEAST_AFTER = 0.5, 1.25
# A word with at most this weight opens a concession ("although", "despite"), which reaches to the next mark.
_MOST_CONCEDED = 0.85
_NAME = 0.4
# Words that stay small in a headline of capitals have at most so many letters: from, with, over.
_SHORT = 4


def contrasted(context: Context, first: Ints) -> tuple[Floats, Ints]:
    """Return what the words at some tokens weigh for contrasts in their sentences, and the word for it, -1 for none."""
    matches, (factor,) = context.of("contrast")
    weight, cause = np.ones(len(first)), np.full(len(first), -1, dtype=np.int64)
    if not len(matches) or not len(first):
        return weight, cause
    sentence = context.sentence[first]
    turns = np.flatnonzero((factor >= _LEAST_AFTER) & ~context.begins[matches.first])
    if len(turns):
        turn, after = matches.first[turns], factor[turns]
        # The last one of a sentence is the turn.
        place = np.searchsorted(context.sentence[turn], sentence, side="right") - 1
        has_one = (place >= 0) & (context.sentence[turn[place]] == sentence)
        weight = np.where(has_one, np.where(first > turn[place], after[place], _BEFORE), 1.0)
        cause = np.where(has_one, turn[place], cause)
    concedes = np.flatnonzero(factor <= _MOST_CONCEDED)
    if len(concedes):
        opens, less = matches.first[concedes], factor[concedes]
        marks = np.append(np.flatnonzero(context.marks), len(context.tokens))
        close = marks[np.searchsorted(marks, matches.last[concedes])]
        place = np.searchsorted(opens, first, side="right") - 1
        inside = (place >= 0) & (first < close[place]) & (context.sentence[opens[place]] == sentence)
        weight = np.where(inside, weight * less[place], weight)
        cause = np.where(inside, opens[place], cause)
    return weight, cause


def named(context: Context, first: Ints) -> Floats:
    """Return what the words at some tokens weigh for being names: those with a capital inside a sentence say little."""
    if not len(first):
        return np.ones(0)
    # A sentence without a longer word in small letters is a headline, where capitals tell no names.
    small = context.each(lambda form: len(form) > _SHORT and form[0].islower())
    capital = context.each(lambda form: form[0].isupper() and not form.isupper())
    is_sentence = np.bincount(context.sentence, small) > 0
    # The first word of a sentence has its capital anyway, unless another follows: "Grace Hope was appointed".
    told = ~context.begins[first] | np.append(capital[1:], False)[first]
    is_name = capital[first] & told & is_sentence[context.sentence[first]]
    return np.where(is_name, _NAME, 1.0)
