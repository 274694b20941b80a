"""What the words before a word do to it: turn it, cancel it, make it stronger or weaker."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.context import Context

__all__ = ["NOT_GOOD", "Modified", "modified"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# How many tokens ahead each kind reaches; the first two end the search for more.
_REACH = {"negator": 4, "implicit": 3, "booster": 2, "damper": 2}
_TURNING = 2
# "Not good" is about as bad as "good" is good; "not bad" is less good than "bad" is bad.
NOT_GOOD = 1.5
# Where a new clause or circumstance begins, nothing before it is negated by: "not seen since the war".
_BARRIERS = frozenset(
    "after although amid as because before by during following if over since than that though until when where which "
    "while who whose with".split()
)
# What is behind one of these is not the object of the verb before: "the strike ends in a deal".
_NO_OBJECTS = frozenset("at for in into on onto upon".split())


class Modified(NamedTuple):
    """What acts on each of some terms.

    Attributes
    ----------
    factor
        What it multiplies their value by.
    changer, booster
        The word that turned or cancelled it, and one that made it stronger or weaker: its first token and the one
        behind its last, two columns; -1 for none.
    """

    factor: Floats
    changer: Ints
    booster: Ints


def modified(context: Context, first: Ints, valence: Floats) -> Modified:
    """Return what acts on the terms that begin at some tokens.

    A word looks back token by token, as far as a mark of punctuation, and no further than the first negator.
    """
    kinds = tuple(_REACH)
    matches, values = context.of(*kinds)
    table = np.vstack(values)
    kind = np.argmax(~np.isnan(table), axis=0)
    strength = table[kind, np.arange(len(kind))]
    ending = np.full(len(context.tokens) + 1, -1, dtype=np.int64)
    ending[matches.last - 1] = np.arange(len(matches))
    spans = np.column_stack([matches.first, matches.last])
    barriers = context.each_lower(_BARRIERS.__contains__)
    no_objects = context.each_lower(_NO_OBJECTS.__contains__)
    result = Modified(np.ones(len(first)), np.full((len(first), 2), -1), np.full((len(first), 2), -1))
    active, blocked = np.arange(len(first)), np.zeros((_TURNING, len(first)), dtype=bool)
    blocked[1] = no_objects[first]  # a phrase that begins with such a word: "in disarray"
    for away in range(1, max(_REACH.values()) + 1):
        at = first[active] - away
        inside = (at >= 0) & ~context.marks[at] & (context.sentence[at] == context.sentence[first[active]])
        active, at = active[inside], at[inside]
        modifier = ending[at]
        turned = np.zeros(len(active), dtype=bool)
        here = np.flatnonzero(modifier >= 0)
        for number, name in enumerate(kinds):
            acts = here[kind[modifier[here]] == number] if away <= _REACH[name] else here[:0]
            if number < _TURNING:
                acts = acts[~blocked[number, active[acts]]]
                turned[acts] = True
            by = strength[modifier[acts]]
            if number == 0:
                by = np.where((by < 0) & (valence[active[acts]] > 0), np.maximum(by * NOT_GOOD, -1), by)
            result.factor[active[acts]] *= by
            (result.changer if number < _TURNING else result.booster)[active[acts]] = spans[modifier[acts]]
        blocked[:, active] |= barriers[at] & (modifier < 0)
        blocked[1, active] |= no_objects[at] & (modifier < 0)
        active = active[~turned]
    return result
