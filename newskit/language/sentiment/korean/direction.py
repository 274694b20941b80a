"""What moves and which way: 실업률이 하락 is good news, 매출이 하락 is bad news."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.korean.combining import moved
from newskit.language.sentiment.korean.endings import Trait
from newskit.language.sentiment.korean.view import View

__all__ = ["Rated", "directed"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# How many tokens before a movement the thing that moves may stand: amounts and adverbs come between (매출이 지난해보다
# 10.3 % 늘었다). A noun that is only known to be good or bad must stand nearer.
_APART, _NEAR = 10, 3
_BEHIND = 2
# What a movement is worth by its valence alone, where nothing is known to move.
_ALONE = 0.6
# Words with a smaller valence are not good or bad enough to have more of.
_LEAST = 0.7
_FAR = np.int64(1 << 40)


class Rated(NamedTuple):
    """Words, phrases and movements with a value, in the order of their tokens.

    Attributes
    ----------
    at
        The token of each, of a phrase the last.
    valence
        What it is worth before the other rules.
    moves
        Whether it is a movement of a known thing.
    thing
        The first token of what moves and the one behind it, in two columns; -1 for none.
    """

    at: Ints
    valence: Floats
    moves: Bools
    thing: Ints


def directed(view: View) -> Rated:
    """Return all that has a value in the texts, with movements rated by what moves."""
    movement, valence = view.value("movement"), view.value("word").copy()
    moves = view.places("movement")
    thing = _things(view, moves)
    known = thing >= 0
    own = np.nan_to_num(valence[moves])
    valence[moves] = np.where(known, moved(movement[moves], _worth(view)[thing]), own * _ALONE)
    # What moves is rated with its movement, and not once more by itself.
    valence[thing[known]] = np.nan
    at = np.flatnonzero(np.nan_to_num(valence[: view.n]) != 0)
    of = np.full(view.n + 1, -1, dtype=np.int64)
    of[moves] = thing
    mover = of[at]
    spans = np.column_stack([np.where(mover < 0, -1, view.first[mover]), np.where(mover < 0, -1, view.last[mover])])
    return Rated(at, valence[at], mover >= 0, spans)


def _worth(view: View) -> Floats:
    """Return what more of each token's thing is worth: as the table of things says, or by its valence."""
    worth, valence = view.value("thing"), view.value("word")
    by_valence = np.where(np.abs(np.nan_to_num(valence)) >= _LEAST, valence, np.nan)
    return np.asarray(np.where(np.isnan(worth), by_valence, worth))


def _things(view: View, moves: Ints) -> Ints:
    """Return the token of what each movement moves, -1 if it is not known."""
    usable = ~np.isnan(_worth(view)) & np.isnan(view.value("movement"))
    nouns = np.asarray((view.traits & int(Trait.SUBJECT)) != 0)
    listed = ~np.isnan(view.value("thing"))
    bare = nouns & usable
    before = _last_before(bare & listed, moves)
    near = _last_before(bare, moves)
    clause = np.append(0, np.cumsum(_ends_clause(view)))[:-1]

    def reaches(thing: Ints, apart: int) -> Bools:
        inside = np.where(thing < 0, view.n, thing)
        one_clause = (clause[inside] == clause[moves]) & (view.sentence[inside] == view.sentence[moves])
        return np.asarray((thing >= 0) & (moves - thing <= apart) & one_clause)

    found = np.where(reaches(near, _NEAR), near, np.where(reaches(before, _APART), before, -1))
    # "급등한 물가": what a movement describes stands behind it.
    adnominal = view.has(moves, Trait.ADNOMINAL)
    for away in range(1, _BEHIND + 1):
        behind = np.minimum(moves + away, view.n)
        takes = adnominal & (usable & listed)[behind] & view.together(moves, behind) & (moves - found > 1)
        takes &= (found < 0) | (moves - found > away)
        found = np.where(takes, behind, found)
        adnominal = adnominal & ~takes
    return found


def _ends_clause(view: View) -> Bools:
    """Return which tokens a clause ends with: predicates with a connective ending, as in 늘고, 줄었지만."""
    return np.asarray((view.traits & int(Trait.CLOSED)) != 0)


def _last_before(which: Bools, at: Ints) -> Ints:
    """Return the last of some tokens before each place, -1 for none."""
    places = np.flatnonzero(which)
    if not len(places):
        return np.full(len(at), -1, dtype=np.int64)
    place = np.searchsorted(places, at) - 1
    return np.asarray(np.where(place >= 0, places[np.maximum(place, 0)], -1))
