"""The terms of a lexicon, found in the tokens of a whole corpus at once, the longest phrase first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from newskit.language.scan import GAP_LINE
from newskit.language.sentiment.lexicon import KINDS, Lexicon, Term
from newskit.language.tokens import Tokens, composed, tokens_of

__all__ = ["Matcher", "Matches", "chosen", "matcher_of"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# A word with hyphens that is no term itself is looked up as a phrase, and then part by part, up to this many parts.
_MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Matches:
    """Terms where they stand, in the order of their first tokens; of those that begin with one token all are there.

    Attributes
    ----------
    first, last
        The term's first token, numbered through all texts, and the one behind its last.
    term
        Which of the matcher's terms.
    """

    first: Ints
    last: Ints
    term: Ints

    def __len__(self) -> int:
        return len(self.first)

    def take(self, which: Bools | Ints) -> Matches:
        """Return some of them."""
        return Matches(self.first[which], self.last[which], self.term[which])


class Matcher:
    """Finds the terms of a lexicon.

    The terms are paths of a tree of words. A corpus is walked through it from all places at once, a word at a time:
    few places are left after the first word, and hardly any after the second.

    Parameters
    ----------
    lexicon
        Its terms; those of one form are one here, with a value for each kind.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        by_path = self._paths(lexicon)
        self.words = {word: code for code, word in enumerate(sorted({w for path in by_path for w in path}), start=1)}
        self.forms = [" ".join(path) for path in by_path]
        self.values = {kind: np.full(len(by_path), np.nan) for kind in KINDS}
        self._cased: dict[int, list[tuple[tuple[str, ...], Term]]] = defaultdict(list)
        for number, terms in enumerate(by_path.values()):
            for written, term in terms:
                if term.case:
                    self._cased[number].append((written, term))
                else:
                    self.values[term.kind][number] = term.value
        self._grow(list(by_path))

    @staticmethod
    def _paths(lexicon: Lexicon) -> dict[tuple[str, ...], list[tuple[tuple[str, ...], Term]]]:
        """Return the terms by their words in small letters, with their words as written."""
        terms = list(lexicon.terms.values())
        made = tokens_of([composed(term.form) for term in terms])
        paths: dict[tuple[str, ...], list[tuple[tuple[str, ...], Term]]] = defaultdict(list)
        for number, term in enumerate(terms):
            ids = made.ids[made.bounds[number] : made.bounds[number + 1]].tolist()
            lowers = tuple(made.lowers[made.lower[i]] for i in ids)
            if lowers:
                paths[lowers].append((tuple(composed(made.forms[i]) for i in ids), term))
        return dict(sorted(paths.items()))

    def _grow(self, paths: list[tuple[str, ...]]) -> None:
        """Make the tree: nodes are numbers, 0 is nowhere, and an edge is a node and a word."""
        width = len(self.words) + 1
        nodes: dict[int, int] = {}
        ends = [-1, -1]  # the term that ends at a node; node 1 is the root
        inner = [False, False]
        later = np.zeros(width, dtype=bool)
        for number, path in enumerate(paths):
            node = 1
            for depth, word in enumerate(path):
                code = self.words[word]
                inner[node] = True
                later[code] |= depth > 0
                edge = node * width + code
                if edge not in nodes:
                    nodes[edge] = len(ends)
                    ends.append(-1)
                    inner.append(False)
                node = nodes[edge]
            ends[node] = number
        edges = np.array(sorted(nodes), dtype=np.int64)
        self._edges, self._nodes = edges, np.array([nodes[edge] for edge in edges.tolist()], dtype=np.int64)
        self._ends, self._inner, self._later = np.array(ends), np.array(inner), later
        self._first = np.zeros(width, dtype=np.int64)
        roots = edges < 2 * width
        self._first[edges[roots] - width] = self._nodes[roots]

    @cached_property
    def _phrases(self) -> dict[str, int]:
        return {form: number for number, form in enumerate(self.forms)}

    def codes(self, tokens: Tokens) -> npt.NDArray[np.int32]:
        """Return for each of `Tokens.lowers` which word it is, 0 for none; a possessive is its word."""
        known = self.words.get
        codes = np.zeros(len(tokens.lowers), dtype=np.int32)
        for number, word in enumerate(tokens.lowers):
            code = known(word, 0)
            if not code and word.endswith(("'s", "s'")):
                code = known(word[:-2] if word.endswith("'s") else word[:-1], 0)
            codes[number] = code
        return codes

    def find(self, tokens: Tokens) -> Matches:
        """Return all terms in the texts; none goes beyond its sentence or line."""
        nothing = np.empty(0, dtype=np.int64)
        if not len(tokens) or not len(self._edges):
            return Matches(nothing, nothing, nothing)
        code = self.codes(tokens)[tokens.lower][tokens.ids]
        node = self._first[code]
        at = np.flatnonzero(node)
        node = node[at]
        # A phrase ends where a sentence, a line or a text does.
        open_ = np.append(tokens.gap[1:] < GAP_LINE, False)
        open_[:-1] &= tokens.sentence[1:] == tokens.sentence[:-1]
        found, depth = [(nothing, nothing, nothing)], 0
        while len(at):
            term = self._ends[node]
            here = np.flatnonzero(term >= 0)
            found.append((at[here], at[here] + depth + 1, term[here]))
            goes_on = self._inner[node] & open_[at + depth]
            at, node, depth = at[goes_on], node[goes_on], depth + 1
            following = code[at + depth]
            likely = self._later[following]
            at, node, following = at[likely], node[likely], following[likely]
            edge = node * np.int64(len(self._first)) + following
            place = np.minimum(np.searchsorted(self._edges, edge), len(self._edges) - 1)
            right = self._edges[place] == edge
            at, node = at[right], self._nodes[place[right]]
        found.extend(self._compounds(tokens, code))
        first, last, term = (np.concatenate(parts) for parts in zip(*found, strict=True))
        order = np.lexsort((last, first))
        return Matches(first[order], last[order], term[order])

    def _compounds(self, tokens: Tokens, code: npt.NDArray[np.int32]) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Yield the terms that are written as one word with hyphens: ``cost-of-living``."""
        hyphened = [number for number in tokens.lowers_with("-") if tokens.lowers[number][0] != "-"]
        terms = np.full(len(tokens.lowers), -1, dtype=np.int64)
        for number in hyphened:
            terms[number] = self._compound(tokens.lowers[number])
        if (terms >= 0).any():
            term = terms[tokens.lower][tokens.ids]
            at = np.flatnonzero((term >= 0) & (code == 0))
            yield at, at + 1, term[at]

    def _compound(self, word: str) -> int:
        """Return the term that a word with hyphens stands for, -1 for none: the phrase, or its strongest part."""
        parts = word.split("-")
        if word in self.words or len(parts) > _MOST_PARTS:
            return -1
        whole = self._phrases.get(" ".join(parts), self._phrases.get("".join(parts), -1))
        if whole >= 0:
            return whole
        values = self.values["word"]
        rated = [self._phrases[part] for part in parts if part in self._phrases]
        rated = [number for number in rated if not np.isnan(values[number])]
        return max(rated, key=lambda number: abs(values[number]), default=-1)

    def valued(self, kind: str, matches: Matches, tokens: Tokens) -> Floats:
        """Return what each match is worth as a term of a kind, NaN if it is none; case is looked at here."""
        values = self.values[kind][matches.term]
        if any(kind == term.kind for choices in self._cased.values() for _, term in choices):
            written = self._written(tokens)
            for number, choices in self._cased.items():
                here = np.flatnonzero(matches.term == number)
                # The last of several choices counts, as everywhere.
                for words, term in choices if len(here) else ():
                    if term.kind == kind:
                        values[here[_stands(words, term.case, matches.first[here], tokens, written)]] = term.value
        return np.asarray(values)

    def _written(self, tokens: Tokens) -> dict[str, Ints]:
        """Return which forms are the words of cased terms as written, a possessive's apostrophe aside."""
        wanted = {word for choices in self._cased.values() for words, _ in choices for word in words}
        found: dict[str, list[int]] = {word.removesuffix("'s"): [] for word in wanted}
        for number, form in enumerate(tokens.forms):
            base = composed(form).removesuffix("'s")
            if base in found:
                found[base].append(number)
        return {word: np.array(numbers, dtype=np.int64) for word, numbers in found.items()}


def _stands(words: tuple[str, ...], case: str, first: Ints, tokens: Tokens, written: dict[str, Ints]) -> Bools:
    """Whether the term stands just as written where it was found."""
    right = np.ones(len(first), dtype=bool)
    for away, word in enumerate(words):
        at = np.minimum(first + away, len(tokens) - 1)
        right &= np.asarray(np.isin(tokens.ids[at], written[word.removesuffix("'s")]), dtype=bool)
    if case == "name":  # a capital says nothing at the beginning of a sentence
        before = np.maximum(first - 1, 0)
        begins = (tokens.gap[first] >= GAP_LINE) | (tokens.sentence[first] != tokens.sentence[before])
        right &= ~begins & (first > 0)
    return right


def chosen(matches: Matches) -> Ints:
    """Return which matches to take so that none overlaps: from the left, the longest."""
    if not len(matches):
        return np.empty(0, dtype=np.int64)
    # They are ordered by length within a place: the last of each place is the longest.
    longest = np.flatnonzero(np.append(matches.first[1:] != matches.first[:-1], True))
    first, last = matches.first[longest], matches.last[longest]
    reach = np.append(-1, np.maximum.accumulate(last)[:-1])
    free = first >= reach
    # Only where one reaches into the next has the order to be followed.
    alone = free & np.append(free[1:], True)
    kept = alone.copy()
    end = -1
    for number in np.flatnonzero(~alone).tolist():
        if first[number] >= end:
            kept[number] = True
            end = int(last[number])
    return np.asarray(longest[kept])


_MATCHERS: WeakKeyDictionary[Lexicon, Matcher] = WeakKeyDictionary()


def matcher_of(lexicon: Lexicon) -> Matcher:
    """Return the matcher of a lexicon, made once as long as the lexicon lives."""
    if lexicon not in _MATCHERS:
        _MATCHERS[lexicon] = Matcher(lexicon)
    return _MATCHERS[lexicon]
