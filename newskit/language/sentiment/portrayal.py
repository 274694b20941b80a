"""How the words around a mention portray it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.language.clauses import clauses
from newskit.language.mentions import Mentions
from newskit.language.sentiment.context import sentence_begins
from newskit.language.sentiment.contributions import Contributions
from newskit.language.sentiment.scores import MOST, tone
from newskit.language.tokens import Tokens

__all__ = ["ZONE", "Portrayals", "portrayals"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# A word counts exp(-distance / _REACH), in characters from the mention, twice that in the mention's own clause, and a
# little more behind the mention than before it.
_REACH, _OWN_CLAUSE, _BEHIND = 75.0, 2.0, 1.25
# Sums toward a target are smaller than those of sentences, and so is what readers take for neutral.
ZONE = 0.15


class Portrayals(NamedTuple):
    """How each mention is portrayed.

    Attributes
    ----------
    score
        -1 to 1.
    total
        The weighted sum that it comes from, in units of the greatest valence.
    n_scored
        How many words and phrases of the sentence contribute.
    mention, hit, weight
        Which mention each weight is of, which contribution, and the weight: one entry for each pair.
    """

    score: Floats
    total: Floats
    n_scored: Ints
    mention: Ints
    hit: Ints
    weight: Floats


def portrayals(tokens: Tokens, found: Contributions, named: Mentions, masked: Mentions | None = None) -> Portrayals:
    """Return how the sentence of each mention portrays what is mentioned.

    Parameters
    ----------
    tokens, found
        The texts, and what their words contribute.
    named
        The mentions to score.
    masked
        All mentions, whose own words do not count; those to score by default.
    """
    starts = np.append(np.flatnonzero(sentence_begins(tokens)), len(tokens))
    sentence = np.searchsorted(starts, named.first, side="right") - 1
    low, high = np.searchsorted(found.first, starts[sentence]), np.searchsorted(found.first, starts[sentence + 1])
    mention = np.repeat(np.arange(len(named)), high - low)
    hit = np.arange(len(mention)) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
    hit = hit + np.repeat(low, high - low)
    own = _covered(tokens, named if masked is None else masked)
    kept = own[found.last[hit]] == own[found.first[hit]]
    mention, hit = mention[kept], hit[kept]
    weight = _weights(tokens, found, named, mention, hit)
    total = np.bincount(mention, found.value[hit] * weight / MOST, len(named)).astype(float)
    n_scored = np.bincount(mention, minlength=len(named)).astype(np.int64)
    return Portrayals(tone(total, ZONE), total, n_scored, mention, hit, weight)


def _covered(tokens: Tokens, named: Mentions) -> Ints:
    """Return how many tokens before each are part of a mention."""
    change = np.zeros(len(tokens) + 1, dtype=np.int64)
    np.add.at(change, named.first, 1)
    np.add.at(change, named.last, -1)
    return np.append(0, np.cumsum(np.cumsum(change[:-1]) > 0)).astype(np.int64)


def _weights(tokens: Tokens, found: Contributions, named: Mentions, mention: Ints, hit: Ints) -> Floats:
    first = found.first[hit]
    begin = tokens.start[first]
    is_before = first < named.first[mention]
    away = np.where(is_before, named.start[mention] - begin, begin - named.end[mention])
    clause = clauses(tokens)
    same = clause[first] == clause[named.first[mention]] if len(mention) else np.zeros(0, dtype=bool)
    weight = (
        np.exp(-np.maximum(away, 0) / _REACH) * np.where(same, _OWN_CLAUSE, 1.0) * np.where(is_before, 1.0, _BEHIND)
    )
    return np.asarray(weight)
