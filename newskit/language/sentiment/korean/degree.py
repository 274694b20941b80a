"""How much a word counts: made stronger or weaker by an adverb before it, weighed by a contrast, or part of a name."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.korean.view import View
from newskit.language.tokens import Tokens

__all__ = ["Graded", "contrasted", "graded", "named"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_REACH = 2
# What stands before the turn of a sentence weighs this much.
_BEFORE = 0.7
_TITLES = ("씨", "군", "양")
_LONGEST_NAME = 4


class Graded(NamedTuple):
    """What adverbs of degree do to each rated word: a factor, and the token of the adverb, -1 for none."""

    factor: Floats
    booster: Ints


def graded(view: View, at: Ints) -> Graded:
    """Return the degree of the words at some tokens: that of the nearest adverb of degree before them."""
    degree = np.where(np.isnan(view.value("booster")), view.value("damper"), view.value("booster"))
    factor, booster = np.ones(len(at)), np.full(len(at), -1, dtype=np.int64)
    for away in range(1, _REACH + 1):
        before = view.first[at] - away
        inside = np.maximum(before, 0)
        found = (booster < 0) & view.together(before, at) & ~np.isnan(degree[inside])
        factor = np.where(found, degree[inside], factor)
        booster = np.where(found, before, booster)
    return Graded(factor, booster)


def contrasted(view: View, at: Ints) -> tuple[Floats, Ints]:
    """Return what the words at some tokens weigh for contrasts in their sentences, and the word for it, -1 for none.

    The last turn of a sentence counts. An ending belongs to what stands before it, a word like 하지만 to what follows.
    """
    factor = view.value("contrast")
    turns = view.places("contrast")
    turns = turns[~view.begins[turns]]
    if not len(turns) or not len(at):
        return np.ones(len(at)), np.full(len(at), -1, dtype=np.int64)
    place = np.searchsorted(view.sentence[turns], view.sentence[at], side="right") - 1
    turn = turns[np.maximum(place, 0)]
    is_here = (place >= 0) & (view.sentence[turn] == view.sentence[at])
    weight = np.where(is_here, np.where(at > turn, factor[turn], _BEFORE), 1.0)
    return weight, np.where(is_here, turn, -1)


def named(view: View, at: Ints, tokens: Tokens) -> Floats:
    """Return what the words at some tokens weigh: nothing where 씨 or the like behind them tells that they are names."""
    forms = tokens.forms
    title = np.fromiter((form.startswith(_TITLES) and len(form) <= 3 for form in forms), bool, len(forms))
    short = np.fromiter((len(form) <= _LONGEST_NAME for form in forms), bool, len(forms))
    ids = np.append(tokens.ids, 0)
    behind = np.minimum(at + 1, view.n)
    is_name = title[ids[behind]] & short[ids[at]] & view.together(at, behind) if len(forms) else np.zeros(0, bool)
    return np.where(is_name, 0.0, 1.0)
