"""The valence of every rated word of some texts: VADER's rules on arrays, in the package's own order of steps.

The order matters, since every step is a sum or product of floats and some steps overwrite those before them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newskit.language.vader.knowledge import Flag, Knowledge, Rules, normal
from newskit.language.vader.lookup import Joined

__all__ = ["Rated", "rate"]

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# A booster counts less the farther it stands before the word.
_DAMPED = (1.0, 0.95, 0.9)
_NEVER_SO = 1.25
_NONE = np.uint32(0)


@dataclass(slots=True)
class Rated:
    """The rated words of some texts.

    Attributes
    ----------
    text, place
        The number of the text, and of the word in it.
    valences
        After all rules but that of "but". Integers where the package has them: it matters to `sum`.
    bounds
        By text, and one more: where its rated words begin.
    but
        By text: the place of the first "but", -1 where there is none.
    sizes
        By text: how many words it has.
    """

    text: Ints
    place: Ints
    valences: list[float]
    bounds: Ints
    but: Ints
    sizes: Ints


def _is(flags: Flags, flag: Flag) -> Bools:
    found: Bools = (flags & np.uint32(flag)) != _NONE
    return found


def _unrated(flags: Flags) -> Bools:
    """Return where there is a word and the lexicon does not have it."""
    found: Bools = (flags & np.uint32(Flag.RATED | Flag.PRESENT)) == np.uint32(Flag.PRESENT)
    return found


@dataclass(slots=True)
class _Around:
    """What stands around each rated word.

    Attributes
    ----------
    own, before, behind
        Flags of the word, of the three before it (the next one first), and of the next; 0 where there is none.
    near_phrase
        Whether an idiom may be here: the package looks for one only if the third word before is there and not rated.
    cased
        Whether some words of the text are in capitals and some are not.
    """

    own: Flags
    before: tuple[Flags, Flags, Flags]
    behind: Flags
    near_phrase: Bools
    cased: Bools

    @classmethod
    def of(cls, flags: Flags, spots: Ints, cased: Bools) -> _Around:
        """Look around; the marks between texts are no words."""
        own = flags[spots]
        one = flags[spots - 1]
        two = np.where(_is(one, Flag.PRESENT), flags[spots - 2], _NONE)
        three = np.where(_is(two, Flag.PRESENT), flags[spots - 3], _NONE)
        behind = flags[spots + 1]
        second = flags[spots + 2]
        near_phrase = _unrated(three) & _is(own | one | two | three | behind | second, Flag.PHRASE)
        return cls(own, (one, two, three), behind, near_phrase, cased)


def rate(joined: Joined, known: Knowledge) -> Rated:
    """Return the rated words of texts."""
    with known.lock:
        rows = known.words.rows(joined)
        table, valences, boosts = known.words.flags, known.words.valences, known.words.boosts
    flags = table[rows]
    marks = joined.marks
    starts, ends = marks[:-1] + 1, marks[1:]
    spots = _spots(flags)
    text = np.searchsorted(ends, spots)
    around = _Around.of(flags, spots, _cased(flags, starts, ends)[text])
    values = _alone(valences[rows[spots]], around, known.rules)
    for far in range(3):
        values = _with_word_before(values, boosts[rows[spots - far - 1]], far, around, known.rules)
    near = np.flatnonzero(around.near_phrase).tolist()
    windows = {hit: joined.words(range(spots[hit] - 3, min(spots[hit] + 3, ends[text[hit]]))) for hit in near}
    whole = _idioms(values, windows, known.rules)
    values[list(whole)] = list(whole.values())
    opposed = _is(around.before[0], Flag.LEAST) & ~_is(around.before[0], Flag.RATED) & ~_is(around.before[1], Flag.AT)
    values[opposed] *= known.rules.negation
    listed: list[float] = values.tolist()
    for hit, value in whole.items():
        if not opposed[hit]:
            listed[hit] = value
    bounds = np.searchsorted(text, np.arange(len(marks)))
    return Rated(text, spots - starts[text], listed, bounds, _first_but(flags, starts, ends), ends - starts)


def _spots(flags: Flags) -> Ints:
    """Return where the rated words are that count: no boosters, and no "kind" of "kind of"."""
    spots = np.flatnonzero((flags & np.uint32(Flag.RATED | Flag.BOOSTER)) == Flag.RATED)
    return spots[~(_is(flags[spots], Flag.KIND) & _is(flags[spots + 1], Flag.OF))]


def _cased(flags: Flags, starts: Ints, ends: Ints) -> Bools:
    """Return in which texts some words are in capitals and some are not."""
    before = np.concatenate([[0], np.cumsum(_is(flags, Flag.CAPITALS))])
    capitals = before[ends] - before[starts]
    return np.asarray((capitals > 0) & (capitals < ends - starts))


def _first_but(flags: Flags, starts: Ints, ends: Ints) -> Ints:
    places = np.full(len(ends), -1)
    spots = np.flatnonzero(_is(flags, Flag.BUT))
    texts, first = np.unique(np.searchsorted(ends, spots), return_index=True)
    places[texts] = spots[first] - starts[texts]
    return places


def _alone(ratings: Floats, around: _Around, rules: Rules) -> Floats:
    """Return valences after what the package does first: "no" before and as the word itself, then capitals."""
    one, two, three = around.before
    values = ratings.copy()
    values[_is(around.own, Flag.NO) & _is(around.behind, Flag.RATED)] = 0.0
    denied = _is(one, Flag.NO) | _is(two, Flag.NO) | (_is(three, Flag.NO) & _is(one, Flag.OR))
    values[denied] = ratings[denied] * rules.negation
    loud = _is(around.own, Flag.CAPITALS) & around.cased
    values[loud] += np.where(values[loud] > 0, rules.capitals, -rules.capitals)
    return values


def _with_word_before(values: Floats, boost: Floats, far: int, around: _Around, rules: Rules) -> Floats:
    """Return valences after the word so many words before has boosted or negated them; rated words do neither."""
    word = around.before[far]
    heard = _unrated(word)
    boosted = np.flatnonzero(heard & _is(word, Flag.BOOSTER))
    if len(boosted):
        given = values[boosted]
        step = np.where(given < 0, -boost[boosted], boost[boosted])
        loud = _is(word[boosted], Flag.CAPITALS) & around.cased[boosted]
        step = np.where(loud, step + np.where(given > 0, rules.capitals, -rules.capitals), step)
        values[boosted] = given + step * _DAMPED[far]
    stronger, excused = _exceptions(far, around)
    stronger &= heard
    negated = heard & _is(word, Flag.NEGATION) & ~stronger & ~excused
    values[stronger] *= _NEVER_SO
    values[negated] *= rules.negation
    return values


def _exceptions(far: int, around: _Around) -> tuple[Bools, Bools]:
    """Return where "never so" or "never this" strengthens, and where "without doubt" keeps "without" from negating.

    Three words before, a mere "so" or "this" next to the rated word is enough: that is how the package has it.
    """
    one, two, three = around.before
    if far == 0:
        none = np.zeros(len(one), bool)
        return none, none.copy()
    if far == 1:
        return _is(two, Flag.NEVER) & _is(one, Flag.SO), _is(two, Flag.WITHOUT) & _is(one, Flag.DOUBT)
    stronger = (_is(three, Flag.NEVER) & _is(two, Flag.SO)) | _is(one, Flag.SO)
    return stronger, _is(three, Flag.WITHOUT) & _is(one | two, Flag.DOUBT)


def _idioms(values: Floats, windows: dict[int, list[bytes]], rules: Rules) -> dict[int, float]:
    """Return new valences of rated words in or behind an idiom, by the number of the rated word."""
    found: dict[int, float] = {}
    for hit, window in windows.items():
        value = float(values[hit])
        changed = _idiom(value, [normal(token.decode("utf-8", "surrogatepass")).lower() for token in window], rules)
        if changed != value:
            found[hit] = changed
    return found


def _idiom(value: float, words: list[str], rules: Rules) -> float:
    """Return the valence of the fourth of up to six words, which the last idiom that the package looks for decides."""
    three, two, one, own = words[:4]
    before = (f"{three} {two} {one}", f"{three} {two}", f"{two} {one}")
    ending = (f"{one} {own}", f"{two} {one} {own}", before[2], before[0], before[1])
    value = next((rules.idioms[phrase] for phrase in ending if phrase in rules.idioms), value)
    for stop in (5, 6):
        if len(words) >= stop:
            value = rules.idioms.get(" ".join(words[3:stop]), value)
    for phrase in before:
        if phrase in rules.boosters:
            value += rules.boosters[phrase]
    return value
