"""What each word and phrase contributes to the tone, after the words around it had their say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.context import Context, context_of
from newskit.language.sentiment.lexicon import Lexicon
from newskit.language.sentiment.matcher import matcher_of
from newskit.language.sentiment.modifiers import modified
from newskit.language.sentiment.movements import movements
from newskit.language.sentiment.weights import contrasted, named
from newskit.language.tokens import Tokens

__all__ = ["Hits", "hits_of"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hits:
    """Scored words and phrases, in the order of their tokens.

    Attributes
    ----------
    first, last
        The first token, numbered through all texts, and the one behind the last.
    valence, value
        What the lexicon says, and what is left of it after the rules.
    moves
        Whether it is a movement.
    thing
        What moves: its first token and the one behind its last, in two columns; -1 where nothing does or it is not
        known. So are the next two.
    changer, booster
        The negator or implicit negator that turned it, and what made it stronger or weaker.
    contrast
        The first token of the "but" or "although" that it is weighed for; -1 for none.
    name
        What it weighs for being part of a name; 1 for most.
    """

    first: Ints
    last: Ints
    valence: Floats
    value: Floats
    moves: npt.NDArray[np.bool_]
    thing: Ints
    changer: Ints
    booster: Ints
    contrast: Ints
    name: Floats


def hits_of(tokens: Tokens, lexicon: Lexicon) -> Hits:
    """Return what contributes to the tone of the texts."""
    context = context_of(tokens, matcher_of(lexicon))
    first, last, valence, moves, thing = _rated(context)
    changed = modified(context, first, valence)
    weight, contrast = contrasted(context, first)
    name = named(context, first)
    value = valence * changed.factor * weight * name
    return Hits(first, last, valence, value, moves, thing, changed.changer, changed.booster, contrast, name)


def _rated(context: Context) -> tuple[Ints, Ints, Floats, npt.NDArray[np.bool_], Ints]:
    """Return words and movements: their tokens, valence, which are movements, and what moves."""
    matches, (valence,) = context.of("word")
    moved = movements(context)
    depth = np.zeros(len(context.tokens) + 1, dtype=np.int64)
    for begin, end in ((moved.first, moved.last), (moved.thing_first, moved.thing_last)):
        np.add.at(depth, begin[begin >= 0], 1)
        np.add.at(depth, end[end >= 0], -1)
    covered = np.append(0, np.cumsum(np.cumsum(depth) > 0))
    # What moves is rated with its movement, and not once more by itself.
    free = (covered[matches.last] == covered[matches.first]) & (valence != 0)
    matches, valence = matches.take(free), valence[free]
    first = np.concatenate([matches.first, moved.first])
    order = np.argsort(first, kind="stable")
    n_words, n_moved = len(valence), len(moved.first)
    return (
        first[order],
        np.concatenate([matches.last, moved.last])[order],
        np.concatenate([valence, moved.value])[order],
        np.repeat([False, True], [n_words, n_moved])[order],
        np.concatenate([np.full((n_words, 2), -1), np.column_stack([moved.thing_first, moved.thing_last])])[order],
    )
