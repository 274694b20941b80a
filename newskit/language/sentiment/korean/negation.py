"""Negation, which mostly stands behind the word: 좋지 않다, 피해는 없었다, 실패가 아니다; before it, 안 and 못."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.korean.endings import Trait
from newskit.language.sentiment.korean.view import View

__all__ = ["Turned", "negated"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_BEFORE = frozenset({"안", "못"})
_AFTER_JI = frozenset({"않다", "아니하다", "못하다", "말다"})
_AFTER_NOUN = frozenset({"없다", "없이", "아니다", "못하다"})
_LACKING = frozenset({"없다", "아니다"})
# How many tokens there may be from a noun to its 없다: "피해나 사고는 전혀 없었다".
_REACH = 4
_GLUED = -0.6
# A negation that is itself negated leaves this much (없지 않다); "cannot but" and "must" leave all.
_DOUBLE = 0.6


class Turned(NamedTuple):
    """What negation does to each token.

    Attributes
    ----------
    factor
        By token; 1 for most.
    changer
        The token that negates it, -1 for none.
    """

    factor: Floats
    changer: Ints


def negated(view: View, lemmas: list[str]) -> Turned:
    """Return which tokens are negated."""
    kind = _Kinds(view, lemmas)
    changer = np.full(view.n + 1, -1, dtype=np.int64)
    _look_behind(view, kind, changer)
    _look_before(view, kind, changer)
    factor = np.ones(view.n + 1)
    glued = (view.traits & int(Trait.NEGATED)) != 0
    factor[glued] = _GLUED
    changer[glued & (changer < 0)] = np.flatnonzero(glued & (changer < 0))
    rated = np.flatnonzero((changer >= 0) & ~glued)
    factor[rated] = _strength(view, kind, changer)[changer[rated]]
    return Turned(factor, changer)


class _Kinds:
    """Which tokens are negators of which kind."""

    def __init__(self, view: View, lemmas: list[str]) -> None:
        def of(group: frozenset[str]) -> Bools:
            member = np.fromiter((lemma in group for lemma in lemmas), bool, len(lemmas))
            found = member[view.word] & ~np.isnan(view.value("negator")) if len(lemmas) else np.zeros(view.n + 1, bool)
            found[view.n] = False
            return np.asarray(found)

        self.before, self.after_ji, self.after_noun, self.lacking = map(of, (_BEFORE, _AFTER_JI, _AFTER_NOUN, _LACKING))


def _look_behind(view: View, kind: _Kinds, changer: Ints) -> None:
    """Find what negates each token among those behind it."""
    at = np.arange(view.n)
    following = at + 1
    one_clause = view.together(at, following)
    ji = view.has(at, Trait.JI) & kind.after_ji[following] & one_clause
    changer[at[ji]] = following[ji]
    # "막을 수 없다": a clause hung on a noun that is lacking.
    second = np.minimum(following + 1, view.n)
    hung = view.has(at, Trait.ADNOMINAL) & view.has(following, Trait.DEPENDENT) & kind.lacking[second]
    hung &= view.together(at, second)
    changer[at[hung]] = second[hung]
    _from_nouns(view, kind, changer)


def _from_nouns(view: View, kind: _Kinds, changer: Ints) -> None:
    """Find the 없다, 아니다 or 못하다 that a noun leads to, over adverbs and nouns joined to it."""
    at = np.arange(view.n)
    start = at[view.has(at, Trait.NOUN) & ~view.has(at, Trait.JUST) & (changer[:-1] < 0)]
    # 에, 으로 and the like lead to the predicate, but are not what is lacking.
    start = start[view.has(start, Trait.SUBJECT) | view.has(start, Trait.LINKED)]
    place = start.copy()
    joined = view.has(start, Trait.LINKED)
    for _ in range(_REACH):
        step = place + 1
        inside = view.together(start, step)
        start, place, step = (part[inside] for part in (start, place, step))
        joined = joined[inside]
        ends = kind.after_noun[step]
        changer[start[ends]] = step[ends]
        adverb = view.has(step, Trait.ADVERB) & ~kind.before[step]
        noun = joined & view.has(step, Trait.NOUN) & ~view.has(step, Trait.JUST) & view.has(step, Trait.GOVERNED)
        goes_on = ~ends & (adverb | noun)
        joined = np.where(noun, view.has(step, Trait.LINKED), joined)
        start, place, joined = start[goes_on], step[goes_on], joined[goes_on]


def _look_before(view: View, kind: _Kinds, changer: Ints) -> None:
    """Find 안 and 못 before predicates, and inside phrases before their last word."""
    at = np.arange(view.n)
    before = at - 1
    found = (before >= 0) & kind.before[before] & view.has(at, Trait.PREDICATE) & view.together(before, at)
    found &= changer[:-1] < 0
    changer[at[found]] = before[found]


def _strength(view: View, kind: _Kinds, changer: Ints) -> Floats:
    """Return what each negator multiplies by, with those that are negated themselves."""
    factor = np.where(np.isnan(view.value("negator")), 1.0, view.value("negator"))
    at = np.arange(view.n)
    twice = kind.after_ji | kind.after_noun
    double = twice[:-1] & (changer[:-1] >= 0)
    factor[at[double]] = _DOUBLE
    # "않을 수 없다", "않으면 안 된다": it is so, or must be.
    second, third = np.minimum(at + 1, view.n), np.minimum(at + 2, view.n)
    surely = double & view.has(at, Trait.ADNOMINAL) & view.has(second, Trait.DEPENDENT)
    surely |= twice[:-1] & view.has(at, Trait.CONDITION) & kind.before[second] & view.together(at, third)
    factor[at[surely]] = 1.0
    return np.asarray(factor)
