"""Words that act on the noun before them: 합의에 실패, 우려를 해소, 재발 방지; and 우려가 크다, 위험이 낮다."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.korean.direction import Rated
from newskit.language.sentiment.korean.endings import Trait
from newskit.language.sentiment.korean.negation import Turned
from newskit.language.sentiment.korean.view import View

__all__ = ["Acted", "acted_on"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_REACH = 5


class Acted(NamedTuple):
    """What acts on each rated word, and on words that act.

    Attributes
    ----------
    factor
        What it multiplies the value by: 0 for a word whose own value gives way to what it acts on.
    changer
        The token of the word that turns it, -1 for none.
    booster
        The token of one that only makes it stronger or weaker.
    """

    factor: Floats
    changer: Ints
    booster: Ints


def acted_on(view: View, rated: Rated, turned: Turned) -> Acted:
    """Return what acts on the rated words."""
    n = len(rated.at)
    result = Acted(np.ones(n), np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64))
    strength = view.value("implicit")
    actors = view.places("implicit")
    hit = np.full(view.n + 2, -1, dtype=np.int64)
    hit[rated.at] = np.arange(n)
    for actor, target in zip(*_targets(view, actors, hit), strict=True):
        is_negated = turned.factor[actor] < 0
        factor = strength[actor]
        value = rated.valence[target] * (1.0 if is_negated and factor < 0 else factor)
        value *= turned.factor[rated.at[target]]
        if is_negated and factor > 0:  # "위험이 크지 않다"
            value *= turned.factor[actor]
            result.factor[target] *= turned.factor[actor]
        own = hit[actor]
        if own >= 0 and rated.valence[own] * turned.factor[actor] * value <= 0:
            result.factor[own] = 0.0
        if is_negated and factor < 0:
            continue
        result.factor[target] *= factor
        (result.changer if factor < 0 else result.booster)[target] = actor
    return result


def _targets(view: View, actors: Ints, hit: Ints) -> tuple[list[int], list[int]]:
    """Return pairs of a word that acts and the number of a rated word that it acts on."""
    found: tuple[list[int], list[int]] = ([], [])
    at, actor = view.first[actors] - 1, actors
    nearest = np.ones(len(at), dtype=bool)
    for _ in range(_REACH):
        inside = view.together(at, actor)
        adverb = inside & view.has(at, Trait.ADVERB) & nearest
        noun = inside & view.has(at, Trait.NOUN)
        noun &= np.where(nearest, view.has(at, Trait.GOVERNED), view.has(at, Trait.LINKED))
        target = np.where(noun, hit[at], -1)
        takes = target >= 0
        found[0].extend(actor[takes].tolist())
        found[1].extend(target[takes].tolist())
        goes_on = adverb | noun
        nearest = (nearest & adverb)[goes_on]
        at, actor = np.where(noun, view.first[np.maximum(at, 0)] - 1, at - 1)[goes_on], actor[goes_on]
    return found
