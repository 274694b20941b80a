"""What is measured of each candidate: the columns that the weights are for.

How often it occurs and how rare its words are, where it stands first, whether the headline has it, how long it is,
whether it is more than a part of a longer phrase, and what its words are. Every column is the same to the last bit
whichever other articles are there: sums are made candidate by candidate, never as differences of running sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.language.keyphrases.candidates import Candidates, Content, held_in_longer
from newskit.language.keyphrases.forms import Forms
from newskit.language.keyphrases.knowledge import ADJECTIVE, GERUND, NAME, NOUN
from newskit.language.keyphrases.stream import Words

__all__ = ["NAMES", "Sight", "columns"]

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Sight(NamedTuple):
    """All that is seen of some articles: their words, the content words among them, what forms are, the candidates."""

    words: Words
    content: Content
    forms: Forms
    found: Candidates


class _Measures:
    """The measures of the candidates of some articles, made once and handed out a column at a time."""

    def __init__(self, sight: Sight) -> None:
        self.words, self.content, self.forms, self.found = sight
        found, content, words = self.found, self.content, self.words
        m = len(content)
        self.single = found.grams[1, :m]
        self.n = found.size
        # Two characters of a script without spaces are about a word.
        self.n_words = np.where(content.wide[found.place], (self.n + 1) // 2, self.n)
        self.last = found.place + self.n - 1
        self.worth = self.forms.worth[content.form]
        # How often each content word stands in its article, by stem.
        self.times = np.bincount(self.single)[self.single]
        self.chars = np.minimum((words.end - words.start)[content.at], 12) / 10
        self.in_title = words.in_title[content.at]
        self.capital = self.forms.upper[content.form] & ~words.fresh[content.at] & ~self.in_title
        self.over = held_in_longer(found)

    def mean(self, values: npt.NDArray[np.generic]) -> Floats:
        """Return the mean of a value over the words of each candidate."""
        padded = np.concatenate([np.asarray(values, dtype=np.float64), np.zeros(int(self.n.max(initial=1)))])
        total = padded[self.found.place].copy()
        for step in range(1, int(self.n.max(initial=1))):
            longer = np.flatnonzero(self.n > step)
            total[longer] += padded[self.found.place[longer] + step]
        return np.asarray(total / self.n)

    def least(self, values: npt.NDArray[np.generic]) -> Floats:
        """Return the smallest value among the words of each candidate."""
        smallest = np.asarray(values, dtype=np.float64)[self.found.place]
        for step in range(1, int(self.n.max(initial=1))):
            longer = np.flatnonzero(self.n > step)
            smallest[longer] = np.minimum(smallest[longer], values[self.found.place[longer] + step])
        return smallest

    def share(self, condition: Bools) -> Floats:
        """Return the share of the occurrences of each candidate for which a condition holds."""
        held = np.bincount(self.found.occurrence[condition], minlength=len(self.found))
        return np.asarray(held / self.found.count)

    def all_over(self, condition: Bools) -> Bools:
        """Return the occurrences that a condition holds for every word of."""
        found = self.found
        padded = np.append(condition, np.zeros(int(self.n.max(initial=1)), dtype=bool))
        held = padded[found.begin].copy()
        for step in range(1, int(self.n.max(initial=1))):
            longer = np.flatnonzero(found.length > step)
            held[longer] &= padded[found.begin[longer] + step]
        return held

    def salience(self) -> Iterator[Floats]:
        """Frequency and rarity."""
        count = self.found.count
        told = self.worth * np.log1p(self.times)
        yield np.log(self.mean(told) + 0.01)
        yield np.log(count)
        free = np.maximum(count - self.over, 0) / count
        yield free
        yield np.log(np.log1p(np.maximum(count - 0.87 * self.over, 0.1) + 0.115 * (self.n > 1)))
        yield self.least(self.worth)
        yield np.where(self.n > 1, self.worth[self.found.place], 0)
        yield self.worth[self.last]
        yield np.where(self.n > 1, np.log1p(self.times[self.found.place]), 0)
        yield np.log1p(self.times[self.last])
        yield np.where(self.n > 1, np.log(count / self.least(self.times)), 0)

    def position(self) -> Iterator[Floats]:
        """Where in the article it stands, and whether in the headline."""
        found, content = self.found, self.content
        place = content.place[found.place]
        length = self.words.n_words[content.doc[found.place]]
        yield -np.log1p(place / 50)
        yield -place / length
        last = np.empty(len(found), dtype=np.int64)
        last[found.occurrence] = found.begin  # the last of equal places is what stays
        yield (content.place[last] - place) / length
        yield (self.share(self.in_title[found.begin]) > 0).astype(np.float64)
        entitled = np.bincount(self.single, weights=self.in_title) > 0
        yield self.mean(entitled[self.single])

    def shape(self) -> Iterator[Floats]:
        """How long it is, and whether it is a whole run of content words."""
        found = self.found
        for size in (2, 3):
            yield (self.n_words == size).astype(np.float64)
        yield (self.n_words > 3).astype(np.float64)
        whole = self.content.head[found.begin] & (self.content.left[found.begin] == found.length)
        yield np.log(0.2 + self.share(whole))
        yield self.mean(self.chars)
        yield np.where(self.n == 1, self.chars[found.place], 0)
        begins, ends = self.content.head[found.begin], self.content.left[found.begin] == found.length
        yield self.share(begins)
        yield self.share(ends)

    def kind(self) -> Iterator[Floats]:
        """Names, nouns, adjectives: the parts of speech of its words."""
        tag, at = self.content.tag, self.found.place
        name = self.mean(tag == NAME)
        yield name
        yield (name > 0.99).astype(np.float64)
        yield self.mean(tag == NOUN)
        yield (tag[at] == GERUND).astype(np.float64)
        yield ((tag[at] == ADJECTIVE) | (tag[at] == GERUND)).astype(np.float64)
        yield (tag[self.last] == NAME).astype(np.float64)
        yield self.share(self.all_over(self.capital))
        yield ((name > 0.99) & (self.n == 1)).astype(np.float64)


NAMES = (
    *("told", "count", "free", "loglog", "rarest", "first_worth", "last_worth", "first_times", "last_times", "bound"),
    *("early", "relative_place", "spread", "in_title", "words_in_title"),
    *("two", "three", "four", "whole", "letters", "letters_single", "begins_run", "ends_run"),
    *("names", "all_names", "nouns", "gerund", "modifier_first", "ends_in_name", "capitals", "single_name"),
)
"""The names of the columns, in order."""


def columns(sight: Sight) -> Iterator[Floats]:
    """Yield a value for each candidate, a column at a time, in the order of `NAMES`."""
    measures = _Measures(sight)
    for family in (measures.salience, measures.position, measures.shape, measures.kind):
        yield from family()
