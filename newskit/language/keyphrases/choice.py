"""The best candidates of each article, without fragments of a better one, as they are spelled in the article."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.language.keyphrases.candidates import LONGEST, Candidates, first_of
from newskit.language.keyphrases.knowledge import NAME
from newskit.language.keyphrases.measures import Sight

__all__ = ["Spelled", "best", "spelled"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# So many times as many as are wanted are looked at: a fragment falls out if the phrase that holds it is among them.
_POOL = 4
# A surname that is so little better than the full name falls out for it.
_MARGIN = 1.5
_DECIMALS = 10**6


def _ranks(doc: Ints, n_docs: int) -> Ints:
    """Return how many entries of the same article stand before each; articles are in order."""
    return np.asarray(np.arange(len(doc)) - np.searchsorted(doc, np.arange(n_docs))[doc])


def best(sight: Sight, sums: Floats, allowed: Bools, top: int, *, full_names: bool = False) -> Ints:
    """Return the candidates to give, by article and then best first.

    Equal ones come in the order of their length and then of their place. A candidate that a better one of the same
    article holds within it falls out.

    Parameters
    ----------
    sight
        The articles.
    sums
        What the candidates are ordered by.
    allowed
        Which of them may be given; the others leave no trace.
    top
        The most that an article has.
    full_names
        Whether a part of a name falls out for the whole even if it is a little better: Scully for Bernadette Scully.
    """
    found, doc_of = sight.found, sight.content.doc
    n_docs = len(sight.words.n_words)
    able = np.flatnonzero(allowed)
    if full_names:
        able = able[~_parts_of_names(sight, sums, able)]
    if not len(able):
        return able
    doc = doc_of[found.place[able]]
    level = np.rint((sums[able].max() - sums[able]) * _DECIMALS).astype(np.int64)
    order = able[np.argsort(doc * (level.max() + 1) + level, kind="stable")]
    rank = _ranks(doc_of[found.place[order]], n_docs)
    pool = rank < _POOL * top
    order, rank = order[pool], rank[pool]
    order = order[_rank_above(found, order, rank)[found.group[order]] > rank]
    return order[_ranks(doc_of[found.place[order]], n_docs) < top]


def _rank_above(found: Candidates, order: Ints, rank: Ints) -> Ints:
    """Return the best rank among the candidates that hold each group of words."""
    above = np.full(found.n_groups, np.iinfo(np.int64).max)
    size = found.size[order]
    for long in range(2, LONGEST + 1):
        here = np.flatnonzero(size == long)
        if not len(here):
            continue
        for short in range(1, long):
            for step in range(long - short + 1):
                part = found.grams[short, found.place[order[here]] + step]
                np.minimum.at(above, part, rank[here])
    return above


def _parts_of_names(sight: Sight, sums: Floats, able: Ints) -> Bools:
    """Return which of these candidates are a word of a name that is another of them, and hardly better."""
    found, content = sight.found, sight.content
    tags = np.append(content.tag, np.zeros(LONGEST, content.tag.dtype))
    named = np.ones(len(found.begin), dtype=bool)
    for step in range(3):
        named &= (found.length <= step) | (tags[found.begin + step] == NAME)
    named &= found.length <= 3
    is_name = np.bincount(found.occurrence[named], minlength=len(found)) > 0
    whole = able[is_name[able] & (found.size[able] > 1)]
    best_whole = np.full(found.n_groups, -np.inf)
    for step in range(3):
        long = whole[found.size[whole] > step]
        np.maximum.at(best_whole, found.grams[1, found.place[long] + step], sums[long])
    single = is_name[able] & (found.size[able] == 1)
    return np.asarray(single & (best_whole[found.group[able]] >= sums[able] - _MARGIN))


class Spelled(NamedTuple):
    """How chosen phrases are spelled and where they stand, one entry a phrase.

    Parameters
    ----------
    start, end
        Where the spelling stands that is given, in characters.
    from_title
        Whether it stands in the headline.
    first
        Where the phrase first stands in the text, in characters; -1 if only the headline has it.
    in_title
        Whether the headline has it.
    """

    start: Ints
    end: Ints
    from_title: Bools
    first: Ints
    in_title: Bools


def _codes(sight: Sight, at: Ints, slot: Ints) -> Ints:
    """Return a number for each distinct spelling of each phrase, given by its occurrences."""
    found, form = sight.found, sight.content.form
    n_forms = len(sight.forms.stop) + 1
    code, begin, length = slot, found.begin[at], found.length[at]
    padded = np.append(form, np.zeros(LONGEST, dtype=form.dtype))
    for step in range(int(length.max(initial=1))):
        own = np.where(length > step, padded[begin + step], n_forms - 1)
        code = np.unique(code * n_forms + own, return_inverse=True)[1]
    return code


def spelled(sight: Sight, chosen: Ints) -> Spelled:
    """Return the most frequent spelling of each chosen candidate, and its first place.

    The text's spelling goes before the headline's, whose capitals are often for show; among equals, one that does not
    begin a sentence, and then the earliest.
    """
    found, words, content = sight.found, sight.words, sight.content
    slot_of = np.full(len(found), -1, dtype=np.int64)
    slot_of[chosen] = np.arange(len(chosen))
    at = np.flatnonzero(slot_of[found.occurrence] >= 0)
    slot, begin = slot_of[found.occurrence[at]], found.begin[at]
    code = _codes(sight, at, slot)
    word = content.at[begin]
    in_title, fresh = words.in_title[word], words.fresh[word]
    times = np.bincount(code, weights=~in_title)[code]
    order = np.lexsort((begin, fresh, -times, in_title, slot))
    pick = order[first_of(slot[order], len(chosen))]
    last = content.at[begin + found.length[at] - 1]
    by_place = np.lexsort((begin, in_title, slot))
    earliest = by_place[first_of(slot[by_place], len(chosen))]
    first = np.where(in_title[earliest], -1, words.start[word[earliest]])
    has_title = np.bincount(slot, weights=in_title, minlength=len(chosen)) > 0
    return Spelled(words.start[word[pick]], words.end[last[pick]], in_title[pick], first, has_title)
