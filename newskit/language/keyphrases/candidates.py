"""The candidates for keyphrases: runs of content words, and every part of them that ends in a noun.

All articles at once: a candidate is a number, found by pairing the number of the phrase one word shorter with that of
the next stem, so that the same stems in the same article get the same number. Nothing is hashed to be compared, and no
number depends on which other articles there are but by a constant.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.language.keyphrases.forms import Forms
from newskit.language.keyphrases.knowledge import NOUN, VERB
from newskit.language.keyphrases.stream import Words

__all__ = ["LONGEST", "WORDS", "Candidates", "Content", "candidates_of", "content_of", "first_of", "held_in_longer"]

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

WORDS = 4
"""The most words of a phrase."""
LONGEST = 8
"""The most characters of a phrase in a script without spaces between words."""


@dataclass(frozen=True)
class Content:
    """The words that may stand in a phrase, one entry a word.

    Parameters
    ----------
    at
        Which of the words each is.
    form, doc, stem, tag, place
        As in `Words` and `Forms`.
    wide
        Whether it is a character of a script without spaces.
    head
        Whether a run of content words begins with it.
    left
        How many words of its run there are from it on.
    """

    at: Ints
    form: Ints
    doc: Ints
    stem: Ints
    tag: npt.NDArray[np.uint8]
    place: Ints
    wide: Bools
    head: Bools
    left: Ints

    def __len__(self) -> int:
        return len(self.at)


def content_of(words: Words, forms: Forms, stop: Bools) -> Content:
    """Return the content words and their runs.

    Parameters
    ----------
    words
        All words.
    forms
        What their forms are.
    stop
        Which words cannot be part of a phrase.
    """
    at = np.flatnonzero(~stop & (words.tag < VERB))
    form = words.form[at]
    # Nothing follows a possessive or a particle within a phrase: "Japan's economy" is two.
    ends = forms.spelling.cut[form] > 0
    head = np.ones(len(at), dtype=bool)
    head[1:] = (np.diff(at) > 1) | words.parted[at[1:]] | ends[:-1]
    begins = np.flatnonzero(head)
    sizes = np.diff(np.append(begins, len(at)))
    left = np.repeat(begins + sizes, sizes) - np.arange(len(at))
    return Content(at, form, words.doc[at], forms.stem[form], words.tag[at], words.place[at],
                   forms.spelling.wide[form], head, left)  # fmt: skip


@dataclass(frozen=True)
class Candidates:
    """Phrases of articles: groups of occurrences with the same stems in the same article.

    Parameters
    ----------
    place, size
        Where the first occurrence of each begins among the content words, and how many words it has.
    group
        Its number in `grams`.
    count
        How often it occurs.
    occurrence, begin, length
        For every occurrence of a candidate: which candidate it is (a position here), where it begins and its words.
    grams
        ``grams[n][i]`` is the group of the `n` words from the i-th on, -1 if there are none.
    n_groups
        How many groups there are, candidates or not.
    """

    place: Ints
    size: Ints
    group: Ints
    count: Ints
    occurrence: Ints
    begin: Ints
    length: Ints
    grams: npt.NDArray[np.int64]
    n_groups: int

    def __len__(self) -> int:
        return len(self.place)


def _grams(content: Content, n_stems: int) -> tuple[npt.NDArray[np.int64], int]:
    """Return the group of the words from each place on, by how many words, and the number of groups."""
    m = len(content)
    longest = LONGEST if content.wide.any() else WORDS
    grams = np.full((longest + 1, m + LONGEST), -1, dtype=np.int64)
    key, unique = pd.factorize(content.doc * n_stems + content.stem)
    grams[1, :m] = key
    n_groups = len(unique)
    # Runs of characters without spaces may be longer than those of words.
    reach = np.minimum(content.left, np.where(content.wide, LONGEST, WORDS))
    here = np.arange(m)
    for size in range(2, longest + 1):
        here = here[reach[here] >= size]
        before = grams[size - 1, here]
        codes, unique = pd.factorize(before * n_stems + content.stem[here + size - 1])
        grams[size, here] = codes + n_groups
        n_groups += len(unique)
    return grams, n_groups


def first_of(codes: Ints, n: int) -> Ints:
    """Return where each of `n` codes first stands; all of them do."""
    first = np.empty(n, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first


def candidates_of(content: Content, n_stems: int, *, only_whole: bool = False) -> Candidates:
    """Return the candidates among the content words.

    Parameters
    ----------
    content
        The content words.
    n_stems
        How many stems there are.
    only_whole
        Whether a run of characters without spaces is one word, as of Chinese characters in Japanese.
    """
    grams, n_groups = _grams(content, n_stems)
    m = len(content)
    nominal = content.tag <= NOUN
    groups, begins, lengths = [], [], []
    for size in range(1, len(grams)):
        begin = np.flatnonzero(grams[size, :m] >= 0)
        last = begin + size - 1
        fits = nominal[last] & _allowed(content, begin, size, only_whole)
        groups.append(grams[size, begin[fits]])
        begins.append(begin[fits])
        lengths.append(np.full(int(fits.sum()), size, dtype=np.int64))
    group, begin, length = np.concatenate(groups), np.concatenate(begins), np.concatenate(lengths)
    count = np.bincount(group, minlength=n_groups)
    kept = np.flatnonzero(count)
    number = np.full(n_groups, -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    occurrence = number[group]
    first = first_of(occurrence, len(kept))
    return Candidates(begin[first], length[first], kept, count[kept], occurrence, begin, length, grams, n_groups)


def _allowed(content: Content, begin: Ints, size: int, only_whole: bool) -> Bools:
    """Return which of the stretches of so many words may be phrases, as far as their script goes."""
    wide = content.wide
    if not wide.any():
        return np.ones(len(begin), dtype=bool)
    last = begin + size - 1
    if not only_whole:
        # One character is no word, and characters make no phrase with words of another script.
        within = np.cumsum(np.append(0, wide))
        n_wide = within[last + 1] - within[begin]
        return np.asarray((n_wide == 0) | ((n_wide == size) & (size > 1)))
    m = len(content)
    joined = np.zeros(m + 1, dtype=bool)  # whether a character goes on with the one before
    joined[1:m] = wide[1:] & wide[:-1] & ~content.head[1:]
    alone = wide[begin] & (size == 1)
    return np.asarray(~joined[begin] & ~joined[last + 1] & ~alone)


def held_in_longer(found: Candidates) -> Ints:
    """Return for each candidate how often the most frequent one occurs that is one word longer and holds it."""
    over = np.zeros(found.n_groups, dtype=np.int64)
    long = np.flatnonzero(found.size > 1)
    for step in (0, 1):
        parts = found.grams[found.size[long] - 1, found.place[long] + step]
        np.maximum.at(over, parts, found.count[long])
    return over[found.group]
