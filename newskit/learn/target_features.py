"""What a classifier of sentences toward a target sees: the mention masked, and on which side of it what stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newskit.language.mentions import Mentions
from newskit.learn.linear import Features
from newskit.learn.reading import Reading, bigrams, pieces
from newskit.learn.text_features import strength

__all__ = ["FAMILIES", "MIN_COUNTS", "NUMBER_WEIGHT", "Rows", "target_features"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FAMILIES = {"words": 1.0, "sides": 0.7, "near": 0.7, "clause": 0.7, "rated": 0.7, "places": 0.7, "characters": 1.0}
"""The counted families and their weights."""
MIN_COUNTS = {"words": 2, "sides": 2, "near": 2, "clause": 2, "rated": 2, "places": 2, "characters": 3}
"""In how many rows a feature of a family has to stand."""
NUMBER_WEIGHT = 0.15
"""The root mean square of a measured feature."""

MASK = "<target>"
# A rated word counts exp(-distance / _REACH), in characters, twice that in the target's clause.
_REACH, _OWN_CLAUSE = 60.0, 2.0
_NEAR = 4
# More sentences than these on either side of a mention say little of the target.
_SENTENCES_AROUND = 1
_SPEAKS = frozenset(
    "said says say told tells added adds argued argues claimed claims insisted insists warned warns wrote writes "
    "tweeted called asked noted stated explained announced".split()
)
_SPEAKS_WITHIN = 2
_PRONOUNS = frozenset("he she they him her his them their i we it".split())
_SUMS = ("weighed", "weighed positive", "weighed negative", "value", "n positive", "n negative")
_PARTS = ("", "clause", "before", "after", "clause before", "clause after")


@dataclass(frozen=True)
class Rows:
    """Texts and the mentions in them.

    Parameters
    ----------
    texts
        One for each row.
    reading
        The texts, read.
    mentions
        All mentions, in the order of the rows; a row may have several or none.
    """

    texts: Sequence[str]
    reading: Reading
    mentions: Mentions


@dataclass(frozen=True)
class _Pairs:
    """Each rated word of a row with the mention of the row that is nearest to it."""

    row: Ints
    value: Floats
    weight: Floats
    before: Bools
    same: Bools
    names: Ints
    told: Bools
    first: Ints
    last: Ints


def target_features(rows: Rows) -> Features:
    """Return the features of rows."""
    reading, named = rows.reading, rows.mentions
    inside = _inside(named, len(reading.tokens))
    names = _name_counts(reading, inside)
    speaks = _speakers(reading, named, len(rows.texts))
    pairs = _pairs(rows, inside, names)
    strings: dict[str, list[list[str]]] = {family: [] for family in FAMILIES}
    strings["rated"], strings["places"] = _rated(reading, pairs, speaks)
    known: dict[str, list[str]] = {}
    spans: list[list[tuple[int, int]]] = [[] for _ in rows.texts]
    for row, first, last in zip(named.text.tolist(), named.first.tolist(), named.last.tolist(), strict=True):
        spans[row].append((first, last))
    sentence = reading.tokens.sentence.tolist()
    for number, own in enumerate(spans):
        begin, end = _around(own, sentence, reading.bounds[number], reading.bounds[number + 1])
        _add_words(strings, reading, own, (begin, end))
        strings["characters"].append(pieces(" ".join(_masked(reading.words, begin, end, own)), known))
        strings["places"][number] += _circumstances(reading, own, (begin, end), bool(speaks[number]))
    columns, values = _numbers(pairs, len(rows.texts))
    return Features(strings, columns, values)


def _inside(named: Mentions, n: int) -> Bools:
    """Return which tokens are part of a mention."""
    change = np.zeros(n + 1, dtype=np.int64)
    np.add.at(change, named.first, 1)
    np.add.at(change, named.last, -1)
    return np.asarray(np.cumsum(change)[:-1] > 0)


def _name_counts(reading: Reading, inside: Bools) -> Ints:
    """Return how many names other than the target's begin before each token: runs of capitals inside sentences."""
    tokens = reading.tokens
    if not len(tokens):
        return np.zeros(1, dtype=np.int64)
    capital = np.fromiter((form[0].isupper() for form in tokens.forms), bool, len(tokens.forms))[tokens.ids]
    begins = np.append(True, (np.diff(tokens.sentence) != 0) | (np.diff(tokens.document) != 0))
    name = capital & ~begins & ~inside
    name[1:] &= ~name[:-1].copy()
    return np.append(0, np.cumsum(name)).astype(np.int64)


def _speakers(reading: Reading, named: Mentions, n: int) -> Bools:
    """Return in which rows the target says something: a verb of speech stands beside a mention."""
    speaks = np.zeros(n, dtype=bool)
    for row, first, last in zip(named.text.tolist(), named.first.tolist(), named.last.tolist(), strict=True):
        low = max(first - _SPEAKS_WITHIN, reading.bounds[row])
        high = min(last + _SPEAKS_WITHIN, reading.bounds[row + 1])
        beside = [*reading.words[low:first], *reading.words[last:high]]
        speaks[row] |= not _SPEAKS.isdisjoint(beside)
    return speaks


def _pairs(rows: Rows, inside: Bools, names: Ints) -> _Pairs:
    """Return the rated words outside of mentions, each with the nearest mention of its row."""
    reading, named, tokens = rows.reading, rows.mentions, rows.reading.tokens
    rated = reading.rated
    covered = np.append(0, np.cumsum(inside))
    free = np.flatnonzero(covered[rated.last] == covered[rated.first])
    first, last, value, row = rated.first[free], rated.last[free], rated.value[free], reading.text[free]
    mention = _nearest(tokens.start[first].astype(np.int64), row, named)
    has = mention >= 0
    at = np.where(has, mention, 0)
    if not len(named):
        nothing = np.zeros(len(free), dtype=bool)
        return _Pairs(row, value, np.exp(np.full(len(free), -1.0)), nothing, nothing, row * 0, nothing, first, last)
    before = has & (first < named.first[at])
    start, ends = tokens.start[first], named.end[at]
    distance = np.maximum(np.where(before, named.start[at] - start, start - ends), 0)
    same = has & (reading.clause[first] == reading.clause[named.first[at]])
    # Where nothing is known of the target, all of the text counts alike.
    weight = np.where(has, np.exp(-distance / _REACH) * np.where(same, _OWN_CLAUSE, 1.0), np.exp(-1.0))
    between = np.where(before, names[named.first[at]] - names[last], names[first] - names[named.last[at]])
    told = has & reading.quoted[first] & ~reading.quoted[named.first[at]]
    return _Pairs(row, value, weight, before, same, np.where(has, np.clip(between, 0, 2), 0), told, first, last)


def _nearest(start: Ints, row: Ints, named: Mentions) -> Ints:
    """Return the nearest mention in the same row of what begins at some characters, -1 where there is none."""
    if not len(named):
        return np.full(len(start), -1, dtype=np.int64)
    # Mentions are in the order of their texts and places: one number says both.
    span = np.int64(1) << 32
    places = named.text * span + named.start
    after = np.searchsorted(places, row * span + start)
    left, right = np.maximum(after - 1, 0), np.minimum(after, len(named) - 1)
    far = np.iinfo(np.int64).max
    to_left = np.where((after > 0) & (named.text[left] == row), start - named.end[left], far)
    to_right = np.where((after < len(named)) & (named.text[right] == row), named.start[right] - start, far)
    best = np.where(to_left <= to_right, left, right)
    return np.where(np.minimum(to_left, to_right) < far, best, -1)


def _rated(reading: Reading, pairs: _Pairs, speaks: Bools) -> tuple[list[list[str]], list[list[str]]]:
    """Return the rated words of each row as strings: what they are, and where they stand."""
    what: list[list[str]] = [[] for _ in speaks]
    where: list[list[str]] = [[] for _ in speaks]
    columns = (pairs.row, pairs.value, pairs.before, pairs.same, pairs.names, pairs.told, pairs.first, pairs.last)
    for row, value, before, same, names, told, first, last in zip(*(part.tolist() for part in columns), strict=True):
        sign = "+" if value > 0 else "-" if value < 0 else "0"
        side, size, phrase = "before" if before else "after", strength(value), reading.phrase(first, last)
        place = f"{side} in clause" if same else side
        what[row] += [size, f"{place} {sign}", f"{place} {size}", phrase, f"{side} {phrase}"]
        speech = f"{'told' if told else 'own'} {'speaker' if speaks[row] else 'other'}"
        where[row] += [f"{place} {sign} {names}", f"{side} {sign} {speech}", f"{place} {sign} {names} {speech}"]
    return what, where


def _around(own: list[tuple[int, int]], sentence: list[int], begin: int, end: int) -> tuple[int, int]:
    """Return the tokens of the sentences around the mentions; all of the text where there is no mention."""
    if not own:
        return begin, end
    low, high = sentence[own[0][0]] - _SENTENCES_AROUND, sentence[own[-1][1] - 1] + _SENTENCES_AROUND
    first, last = own[0][0], own[-1][1]
    while first > begin and sentence[first - 1] >= low:
        first -= 1
    while last < end and sentence[last] <= high:
        last += 1
    return first, last


def _masked(words: list[str], begin: int, end: int, own: list[tuple[int, int]]) -> list[str]:
    """Return words with a mask for each mention."""
    made: list[str] = []
    at = begin
    for first, last in own:
        made += [*words[at:first], MASK]
        at = last
    return made + words[at:end]


def _add_words(
    strings: dict[str, list[list[str]]], reading: Reading, own: list[tuple[int, int]], span: tuple[int, int]
) -> None:
    """Add the words of a row: all, those on either side of a mention, the nearest, those of its clause."""
    words, (begin, end) = reading.words, span
    strings["words"].append(bigrams(reading.negated(_masked(words, begin, end, own))))
    sides: list[str] = []
    near: list[str] = []
    if own:
        sides = [f"before {word}" for word in words[begin : own[0][0]]]
        sides += [f"after {word}" for word in words[own[0][1] : end]]
    for first, last in own:
        near += bigrams(words[max(begin, first - _NEAR) : first], "before ")
        near += bigrams(words[last : min(end, last + _NEAR)], "after ")
    strings["sides"].append(sides)
    strings["near"].append(near)
    strings["clause"].append(bigrams(_in_clause(reading, own, span)))


def _in_clause(reading: Reading, own: list[tuple[int, int]], span: tuple[int, int]) -> list[str]:
    """Return the words of the clauses that the mentions stand in, masked."""
    clause, (begin, end) = reading.clauses, span
    inside = {clause[first] for first, _ in own}
    taken = {at for first, last in own for at in range(first + 1, last)}
    starts = {first for first, _ in own}
    return [
        MASK if at in starts else reading.words[at]
        for at in range(begin, end)
        if clause[at] in inside and at not in taken
    ]


def _circumstances(reading: Reading, own: list[tuple[int, int]], span: tuple[int, int], is_speaker: bool) -> list[str]:
    """Return what a mention is like: who speaks, where it stands, how it is named."""
    if not own:
        return ["no mention"]
    first, last = own[0]
    begin, end = span
    words = reading.words[first:last]
    kind = "pronoun" if _PRONOUNS.issuperset(words) else f"name of {min(3, len(words))}"
    quarter = 4 * (first - begin) // max(end - begin, 1)
    return [
        "speaker" if is_speaker else "no speaker",
        "quoted" if reading.quoted[first] else "not quoted",
        f"in quarter {quarter}",
        kind,
    ]


def _numbers(pairs: _Pairs, n: int) -> tuple[list[str], Floats]:
    """Return sums over the rated words of each row: weighed and not, by side and clause."""
    every = np.ones(len(pairs.row), dtype=bool)
    one = np.ones(len(pairs.row))
    up, down = pairs.value > 0, pairs.value < 0
    after = ~pairs.before
    parts = (every, pairs.same, pairs.before, after, pairs.same & pairs.before, pairs.same & after)
    weighed = pairs.value * pairs.weight

    def total(which: Bools, values: Floats) -> Floats:
        return np.bincount(pairs.row[which], values[which], n).astype(float)

    columns = []
    for part in parts:
        columns += [total(part, weighed), total(part & up, weighed), total(part & down, weighed)]
        columns += [total(part, pairs.value), total(part & up, one), total(part & down, one)]
    values = np.column_stack(columns)
    names = [f"{part} {name}".strip() for part in _PARTS for name in _SUMS]
    return [*names, *(f"{name}, squashed" for name in names)], np.hstack([values, np.tanh(values)])
