"""Where patterns stand in the texts of a corpus: the vocabulary is asked once, the rest is array work.

The words of all patterns are looked up among the distinct forms; the rarest word of each phrase is the anchor around
which the others are checked. One pass over the tokens finds the anchors of all patterns together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newskit.errors import InputError
from newskit.language.patterns import Pattern, Word
from newskit.language.scan import GAP_LINE, GAP_NONE, GAP_PARAGRAPH
from newskit.language.sentences import ends_sentence
from newskit.language.tokens import Tokens, composed

__all__ = ["Occurrences", "find", "find_all"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Texts = Callable[[], Sequence[str]]

# Tokens beyond this many characters are no words, and not searched: what is worked out of one grows with its square.
_LONGEST = 256


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a pattern stands, in the order of the texts, one entry per occurrence; none overlaps another.

    Parameters
    ----------
    row
        The number of the text.
    token
        The first token, counted through all texts.
    size
        How many tokens it touches; 0 if a regular expression matched where there are none.
    start, end
        Characters: ``text[start:end]`` is what was found.
    """

    row: Ints
    token: Ints
    size: Ints
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.row)

    def take(self, which: Ints | Bools) -> Occurrences:
        """Return some of the occurrences."""
        return Occurrences(*(array[which] for array in self.arrays()))

    def arrays(self) -> tuple[Ints, ...]:
        """Return the arrays in the order in which they are given."""
        return self.row, self.token, self.size, self.start, self.end


def find(tokens: Tokens, pattern: Pattern, texts: Texts | None = None) -> Occurrences:
    """Return where a pattern stands; see `find_all`.

    >>> from newskit.language import tokenize
    >>> from newskit.language.patterns import compile_pattern
    >>> find(tokenize(["Rain. No rain-coat.", "Sun"]), compile_pattern("rain")).start.tolist()
    [0, 9]
    """
    return find_all(tokens, [pattern], texts)[0]


def find_all(tokens: Tokens, patterns: Sequence[Pattern], texts: Texts | None = None) -> list[Occurrences]:
    """Return where each pattern stands, the leftmost first and of those the longest.

    Parameters
    ----------
    tokens
        The tokens to look through.
    patterns
        What to look for.
    texts
        Returns the texts themselves; asked for regular expressions only.
    """
    found: list[list[Occurrences]] = [[] for _ in patterns]
    for across in {pattern.across for pattern in patterns}:
        view = _words_only(tokens) if across else _View(tokens.ids, tokens.bounds, None)
        lookup = _Lookup(tokens)
        asked = [
            (number, _Anchored.of(phrase, pattern.case, lookup))
            for number, pattern in enumerate(patterns)
            if pattern.across is across
            for phrase in pattern.phrases
        ]
        for number, occurrences in _phrases(tokens, view, asked):
            found[number].append(occurrences)
    expressions = [(number, regex) for number, pattern in enumerate(patterns) for regex in pattern.regexes]
    if expressions and texts is None:
        raise InputError("regular expressions are looked for in the texts; pass texts=")
    read = list(texts()) if expressions and texts else []
    for number, regex in expressions:
        found[number].append(_expression(tokens, regex, read))
    return [_leftmost(_joined(parts)) for parts in found]


@dataclass(frozen=True, slots=True)
class _View:
    """The tokens that a phrase may be made of: all of them, or the words only (`at` says which tokens those are)."""

    ids: npt.NDArray[np.int32]
    bounds: Ints
    at: Ints | None


def _words_only(tokens: Tokens) -> _View:
    at = np.flatnonzero(tokens.is_word[tokens.ids]) if len(tokens) else np.empty(0, np.int64)
    return _View(tokens.ids[at], np.searchsorted(at, tokens.bounds), at)


@dataclass(frozen=True, slots=True)
class _Forms:
    """Which forms a word is, and how many characters at either end of them are not part of it."""

    mask: Bools
    skip: npt.NDArray[np.int32]
    cut: npt.NDArray[np.int32]


class _Lookup:
    """Words looked up in the vocabulary, each once."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._known: dict[tuple[tuple[str, ...], bool, bool, bool], _Forms] = {}

    def __call__(self, word: Word, *, first: bool, last: bool, case: bool) -> _Forms:
        """Return the forms that a word is, where it is the first or last of its phrase or both."""
        key = (word.chunks, first, last, case)
        if key not in self._known:
            self._known[key] = self._any() if word.is_any else self._forms(word, first=first, last=last, case=case)
        return self._known[key]

    def _any(self) -> _Forms:
        none = np.zeros(len(self.tokens.forms), dtype=np.int32)
        return _Forms(self.tokens.is_word, none, none)

    def _forms(self, word: Word, *, first: bool, last: bool, case: bool) -> _Forms:
        tokens = self.tokens
        regex = word.regex(first=first, last=last, case=False)
        skip_of, cut_of = np.full((2, len(tokens.lowers)), -1, dtype=np.int32)
        for number in tokens.lowers_with(word.piece):
            lower = tokens.lowers[number]
            span = _span(regex, lower)
            if span:
                skip_of[number], cut_of[number] = span
        skip, cut = skip_of[tokens.lower], cut_of[tokens.lower]
        mask = skip >= 0
        exact = word.regex(first=first, last=last, case=True) if case else regex
        # What composing and small letters made longer or shorter is measured anew, in the form itself.
        doubtful = mask if case else mask & ((skip > 0) | (cut > 0))
        for number in np.flatnonzero(doubtful).tolist():
            span = _span_in_form(exact, tokens.forms[number], case=case)
            mask[number] = span is not None
            if span:
                skip[number], cut[number] = span
        return _Forms(mask, skip, cut)


def _span(regex: re.Pattern[str], form: str) -> tuple[int, int] | None:
    """Return how much of a form's ends a word is not, ``None`` if it is not in it."""
    if len(form) > _LONGEST:
        return None
    match = regex.search(form)
    return (match.start(), len(form) - match.end()) if match else None


def _span_in_form(regex: re.Pattern[str], form: str, *, case: bool) -> tuple[int, int] | None:
    """Return the same for a form as it stands in the text."""

    def folded(part: str) -> str:
        return composed(part) if case else composed(part).lower()

    whole = folded(form)
    span = _span(regex, whole) if len(form) <= _LONGEST else None
    if span is None or span == (0, 0) or form.isascii():
        return span
    # Composing is no matter of single characters, so the end of a part is where its beginning is as long.
    sizes = [0, *(len(folded(form[:size])) for size in range(1, len(form) + 1))]
    skip = max(size for size, length in enumerate(sizes) if length <= span[0])
    end = max(size for size, length in enumerate(sizes) if length <= len(whole) - span[1])
    return skip, len(form) - end


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A phrase with the forms of its words, and which of them is the rarest."""

    words: tuple[Word, ...]
    forms: tuple[_Forms, ...]
    anchor: int

    @classmethod
    def of(cls, words: tuple[Word, ...], case: bool, lookup: _Lookup) -> _Anchored:
        """Return a phrase with its words looked up."""
        last = len(words) - 1
        forms = tuple(lookup(word, first=at == 0, last=at == last, case=case) for at, word in enumerate(words))
        frequency = [int(lookup.tokens.counts[form.mask].sum()) for form in forms]
        return cls(words, forms, frequency.index(min(frequency)))


def _phrases(tokens: Tokens, view: _View, asked: Sequence[tuple[int, _Anchored]]) -> Iterator[tuple[int, Occurrences]]:
    """Yield the occurrences of phrases, each with the number that it was asked with."""
    if not asked or not len(view.ids):
        return
    anchors = np.zeros(len(tokens.forms), dtype=bool)
    for _, phrase in asked:
        anchors |= phrase.forms[phrase.anchor].mask
    places = np.flatnonzero(anchors[view.ids])
    ids = view.ids[places]
    for number, phrase in asked:
        first = places[phrase.forms[phrase.anchor].mask[ids]] - phrase.anchor
        yield number, _phrase(tokens, view, phrase, first)


def _phrase(tokens: Tokens, view: _View, phrase: _Anchored, first: Ints) -> Occurrences:
    """Return those of the places that a phrase may begin at where it does."""
    last = len(phrase.words) - 1
    first = first[(first >= 0) & (first + last < len(view.ids))]
    for at, forms in enumerate(phrase.forms):
        if at != phrase.anchor:
            first = first[forms.mask[view.ids[first + at]]]
    row = np.searchsorted(view.bounds, first, side="right") - 1
    inside = first + last < view.bounds[row + 1]
    first, row = first[inside], row[inside]
    begin, end = (first, first + last) if view.at is None else (view.at[first], view.at[first + last])
    if view.at is None and last:
        joined = _joins(tokens, phrase.words, first)
        begin, end, row = begin[joined], end[joined], row[joined]
    skip, cut = phrase.forms[0].skip[tokens.ids[begin]], phrase.forms[last].cut[tokens.ids[end]]
    start, stop = tokens.start[begin] + skip, tokens.end[end] - cut
    return Occurrences(row, begin, end - begin + 1, start.astype(np.int64), stop.astype(np.int64))


def _joins(tokens: Tokens, words: Sequence[Word], first: Ints) -> Bools:
    """Return where the words of a phrase stand together: on one line or two, in one sentence."""
    joined = np.ones(len(first), dtype=bool)
    for at, word in enumerate(words[1:], start=1):
        gap = tokens.gap[first + at]
        if word.glued:
            # Scripts without spaces break lines anywhere.
            joined &= (gap == GAP_NONE) | (word.single & (gap == GAP_LINE))
        else:
            joined &= gap < GAP_PARAGRAPH
    # Sentences end at marks; without one among the words there is nothing to ask. A line break ends none here.
    if any(ends_sentence("".join(word.chunks)) for word in words[:-1]):
        joined &= tokens.sentence[first] == tokens.sentence[first + len(words) - 1]
    return joined


def _expression(tokens: Tokens, regex: re.Pattern[str], texts: Sequence[str]) -> Occurrences:
    """Return what a regular expression matches; matches of nothing are none."""
    spans = [
        (row, match.start(), match.end())
        for row, text in enumerate(texts)
        for match in regex.finditer(text)
        if match.end() > match.start()
    ]
    row, start, end = np.array(spans, dtype=np.int64).reshape(-1, 3).T
    first, size = np.empty_like(row), np.empty_like(row)
    for one, low, high in zip(*_runs(row), strict=True):
        begin, stop = tokens.bounds[one], tokens.bounds[one + 1]
        first[low:high] = np.searchsorted(tokens.end[begin:stop], start[low:high], side="right") + begin
        size[low:high] = np.searchsorted(tokens.start[begin:stop], end[low:high]) + begin
    return Occurrences(row, first, np.maximum(size - first, 0), start, end)


def _runs(values: Ints) -> tuple[list[int], list[int], list[int]]:
    """Return the values of sorted runs, and where each run begins and ends."""
    distinct, begin = np.unique(values, return_index=True)
    return distinct.tolist(), begin.tolist(), [*begin[1:].tolist(), len(values)][: len(begin)]


def _joined(parts: Sequence[Occurrences]) -> Occurrences:
    none = np.empty(0, dtype=np.int64)
    columns = zip(*(part.arrays() for part in [Occurrences(none, none, none, none, none), *parts]), strict=True)
    return Occurrences(*map(np.concatenate, columns))


def _leftmost(found: Occurrences) -> Occurrences:
    """Return the occurrences in order, and of those that overlap the leftmost, of these the longest."""
    found = found.take(np.lexsort((-found.end, found.start, found.row)))
    if len(found) < 2:
        return found
    far = int(found.end.max()) + 1
    begin, end = found.row * far + found.start, found.row * far + found.end
    if not (begin[1:] < np.maximum.accumulate(end)[:-1]).any():
        return found
    kept, reached = [], -1
    for number, (one, other) in enumerate(zip(begin.tolist(), end.tolist(), strict=True)):
        if one >= reached:
            kept.append(number)
            reached = other
    return found.take(np.array(kept, dtype=np.int64))
