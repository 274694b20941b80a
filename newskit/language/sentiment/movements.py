"""What moves and which way: "unemployment falls" is good news, "profits fall" is bad news."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.amounts import comparisons
from newskit.language.sentiment.context import Context
from newskit.language.sentiment.matcher import Matches

__all__ = ["Movements", "movements"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# How many tokens may stand between a movement and what moves; where an amount follows the movement ("fell by 17 %"),
# the subject of the sentence moves, however far away it stands.
_APART, _APART_WITH_AMOUNT = 3, 14
_AMOUNT_WITHIN = 4
# A movement of this strength leaves the thing's own value as it is.
_USUAL_STRENGTH, _COUNTED_STRENGTH = 1.3, 0.6
_FAR = np.int64(1 << 40)
# Business news tells mostly of things that are good to have more of: what a thing is worth that no lexicon knows.
_UNKNOWN_THING = 0.6


class Movements(NamedTuple):
    """Movements with a value.

    Attributes
    ----------
    first, last
        The movement's tokens.
    thing_first, thing_last
        The tokens of what moves, -1 where it is not known.
    value
        How good or bad it is.
    """

    first: Ints
    last: Ints
    thing_first: Ints
    thing_last: Ints
    value: Floats


def movements(context: Context) -> Movements:
    """Return the movements in the texts."""
    matches, (movement, worth) = context.of("movement", "thing")
    counts = movement != 0  # "more than 4,000" is an amount, though "more" is a movement
    matches, movement, worth = matches.take(counts), movement[counts], worth[counts]
    is_move = ~np.isnan(movement)
    moves, things = np.flatnonzero(is_move), np.flatnonzero(~is_move)
    thing = _nearest(context, matches, moves, things)
    counted = _amount_follows(context, matches.last[moves])
    known = (thing >= 0) | counted
    moves, thing, counted = moves[known], thing[known], counted[known]
    size = movement[moves] / np.where(counted, _COUNTED_STRENGTH, _USUAL_STRENGTH)
    missing = thing < 0
    value = size * np.where(missing, _UNKNOWN_THING, worth[thing])
    thing_first, thing_last = (np.where(missing, -1, part[thing]) for part in (matches.first, matches.last))
    thing_last = _with_of(context, thing_last)
    moved = Movements(matches.first[moves], matches.last[moves], thing_first, thing_last, value)
    return _with_comparisons(context, moved, matches.take(things), worth[things])


def _nearest(context: Context, matches: Matches, moves: Ints, things: Ints) -> Ints:
    """Return which match is the thing of each movement, -1 for none."""
    if not len(moves) or not len(things):
        return np.full(len(moves), -1, dtype=np.int64)
    place = np.searchsorted(things, moves)
    before, after = things[np.maximum(place - 1, 0)], things[np.minimum(place, len(things) - 1)]
    gap_before = matches.first[moves] - matches.last[before]
    gap_after = matches.first[after] - matches.last[moves]
    parted = context.are_parted(matches.last[before], matches.first[moves])
    one_sentence = context.sentence[matches.first[moves]] == context.sentence[matches.first[before]]
    gap_before[(place == 0) | ~one_sentence] = _FAR
    is_next = context.sentence[matches.first[moves]] == context.sentence[matches.first[after]]
    parted_after = context.are_parted(matches.last[moves], matches.first[after])
    gap_after[(place == len(things)) | ~is_next | parted_after] = _FAR
    near_before, near_after = (gap_before <= _APART) & ~parted, gap_after <= _APART
    far_before = (gap_before <= _APART_WITH_AMOUNT) & _amount_follows(context, matches.last[moves])
    use_before = near_before & (~near_after | (gap_before <= gap_after))
    thing = np.where(use_before, before, np.where(near_after, after, np.where(far_before, before, -1)))
    return np.asarray(thing)


def _with_of(context: Context, last: Ints) -> Ints:
    """Return the ends of things with the word behind their "of": the cholera of an outbreak is no second thing."""
    lowers = context.tokens.lowers
    of = lowers.index("of") if "of" in lowers else -1
    words = context.tokens.lower[context.tokens.ids]
    inside = (last >= 0) & (last < len(words) - 1)
    at = np.where(inside, last, 0)
    follows = (
        inside & (words[at] == of) & (context.sentence[np.minimum(at + 1, len(words) - 1)] == context.sentence[at])
    )
    return np.asarray(np.where(follows, last + 2, last))


def _amount_follows(context: Context, at: Ints) -> Bools:
    """Whether a number stands within a few tokens, in the same sentence."""
    if not len(at):
        return np.zeros(0, dtype=bool)
    digits = np.append(0, np.cumsum(context.each(lambda form: form[0].isdigit() or form in "$€£¥%")))
    end = np.minimum(at + _AMOUNT_WITHIN, context.start[context.sentence[at - 1] + 1])
    return np.asarray((digits[end] > digits[at]) & ~context.are_parted(at, end))


def _with_comparisons(context: Context, moved: Movements, things: Matches, worth: Floats) -> Movements:
    """Return movements with those that two amounts tell."""
    matches, _ = context.of("comparison")
    if not len(matches) or not len(things):
        return moved
    sentence = context.sentence[matches.first]
    begin, end = context.start[sentence].tolist(), context.start[sentence + 1].tolist()
    taken = set(moved.thing_first.tolist())
    rows = []
    for found in comparisons(context.tokens, matches, begin, end):
        thing = int(np.searchsorted(things.first, found.amount)) - 1
        if thing < 0 or context.sentence[things.first[thing]] != context.sentence[found.first]:
            continue
        if int(things.first[thing]) in taken:
            continue
        rows.append((found.first, found.last, things.first[thing], things.last[thing], found.sign * worth[thing]))
    if not rows:
        return moved
    more = Movements(*(np.array(column) for column in zip(*rows, strict=True)))
    both = [np.concatenate(pair) for pair in zip(moved, more, strict=True)]
    order = np.argsort(both[0], kind="stable")
    return Movements(*(column[order] for column in both))
