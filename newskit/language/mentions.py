"""Where a text names someone or something: by name, by surname later on, and by a pronoun where that is safe."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from newskit.language.matching import Occurrences, find_all
from newskit.language.patterns import compile_pattern
from newskit.language.stopwords import stopwords
from newskit.language.tokens import Tokens

__all__ = ["HOW", "Mentions", "mentions", "mentions_at"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Target = str | re.Pattern[str]

HOW = ("name", "surname", "pronoun")
"""How something is mentioned; `Mentions.how` counts in these."""

_SHORTEST_SURNAME = 3
_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady judge justice president chancellor premier minister senator "
    "sen governor gov rep representative congressman congresswoman mayor king queen prince princess pope general gen "
    "colonel col captain capt sergeant sgt coach secretary chairman chairwoman".split()
)
# A name with one of these is no person, whom "he" or "she" could mean.
_NO_PERSON = frozenset(
    "agency airlines airways alliance army assembly association authority bank board bureau centre center chamber "
    "church city club college commission committee company congress corp corporation council court department "
    "education energy england exchange federation force foundation front fund global government group holdings house "
    "inc industries institute international league ltd media ministry motors nations navy network office organisation "
    "organization park parliament party police republic reserve school senate service services society states street "
    "systems team trust union united university".split()
)
_SUBJECTS = frozenset({"he", "she"})
_SPEAKS = frozenset({"said", "says", "added", "adds", "told", "tells", "insisted", "admitted", "explained", "wrote"})


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of one target, in the order of the texts.

    Attributes
    ----------
    text
        The text of each.
    first, last
        Its first token, numbered through all texts, and the one behind the last.
    start, end
        Characters: ``text[start:end]`` is the mention.
    how
        Which of `HOW`.
    """

    text: Ints
    first: Ints
    last: Ints
    start: Ints
    end: Ints
    how: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.text)


def mentions(
    tokens: Tokens,
    patterns: Sequence[Target],
    texts: Callable[[], Sequence[str]] | None = None,
    *,
    surnames: bool = True,
    pronouns: bool = True,
) -> Mentions:
    """Return where texts mention a target.

    Parameters
    ----------
    tokens
        The texts.
    patterns
        Its names, as `newskit.language.patterns.compile_pattern` takes them; any of them counts.
    texts
        Returns the texts; asked for regular expressions only.
    surnames
        Whether the last word of a name of several capitalised words counts by itself, in texts that have the whole name
        and where no other first name stands before it.
    pronouns
        Whether "He" or "She" at the beginning of a sentence, and "he said" in it, counts where the sentence before
        names the target and nobody else. English only.

    Examples
    --------
    >>> from newskit.language import tokenize
    >>> text = "Ann Lee won. Lee thanked voters, and Bo Lee wept. She said it was close."
    >>> found = mentions(tokenize([text]), ["Ann Lee"])
    >>> [text[a:b] for a, b in zip(found.start.tolist(), found.end.tolist(), strict=True)]
    ['Ann Lee', 'Lee']
    """
    named = find_all(tokens, [compile_pattern(list(patterns))], texts)[0]
    named = named.take(named.size > 0)
    if all(isinstance(one, str) and one[:1].isupper() for one in patterns):
        # A name has its capital: May is not may, Nato may be NATO.
        named = named.take(~_each(tokens, lambda form: form[0].islower())[named.token])
    people = [one.split() for one in patterns if isinstance(one, str) and _is_name(one)]
    parts = [named]
    if surnames and people and len(named):
        parts += [_surnames(tokens, name[-1], named) for name in people if len(name) > 1]
    known = _joined(parts)
    if pronouns and any(len(name) > 1 and not _NO_PERSON & {word.lower() for word in name} for name in people):
        return _with_pronouns(tokens, known)
    return known


def mentions_at(tokens: Tokens, text: Ints, start: Ints, end: Ints) -> Mentions:
    """Return the mentions that stand at known places.

    Parameters
    ----------
    tokens
        The texts.
    text, start, end
        The text of each mention, in ascending order, and its characters; a mention without a token is left out.
    """
    low, high = tokens.bounds[text].tolist(), tokens.bounds[text + 1].tolist()
    spans = list(zip(low, high, start.tolist(), end.tolist(), strict=True))
    # The first token that ends behind the beginning of the mention, and the first that begins behind its end.
    first = np.array(
        [a + np.searchsorted(tokens.end[a:b], left, side="right") for a, b, left, _ in spans], dtype=np.int64
    )
    last = np.array([a + np.searchsorted(tokens.start[a:b], right) for a, b, _, right in spans], dtype=np.int64)
    kept = last > first
    how = np.zeros(int(kept.sum()), dtype=np.int8)
    return Mentions(text[kept], first[kept], last[kept], start[kept], end[kept], how)


def _is_name(pattern: str) -> bool:
    """Whether a pattern is plain words with capitals."""
    words = pattern.split()
    return bool(words) and all(word[0].isupper() for word in words) and not re.search(r"[*?|\"\[\]()]", pattern)


def _surnames(tokens: Tokens, surname: str, named: Occurrences) -> Occurrences:
    """Return where the surname stands by itself, in texts that have the name."""
    if len(surname) < _SHORTEST_SURNAME:
        return named.take(np.zeros(len(named), dtype=bool))
    found = find_all(tokens, [compile_pattern([surname], case=True)])[0]
    inside = np.isin(found.row, named.row)
    # Not where it is part of the whole name, or of another's.
    taken = np.zeros(len(tokens) + 1, dtype=np.int64)
    np.add.at(taken, named.token, 1)
    np.add.at(taken, named.token + named.size, -1)
    inside &= np.cumsum(taken)[found.token] == 0
    common = stopwords("en") | _TITLES
    capital = _each(tokens, lambda form: form[0].isupper())
    usual = _each(tokens, lambda form: form.lower() in common)
    first, last = found.token, found.token + found.size
    before, after = np.maximum(first - 1, 0), np.minimum(last, len(tokens) - 1)
    other = np.zeros(len(found), dtype=bool)
    for beside in (before, after):
        here = (beside < first) | (beside >= last)
        here &= (tokens.document[beside] == found.row) & (tokens.sentence[beside] == tokens.sentence[first])
        other |= here & capital[beside] & ~usual[beside]
    return found.take(inside & ~other)


def _each(tokens: Tokens, condition: Callable[[str], bool]) -> Bools:
    of_form = np.fromiter(map(condition, tokens.forms), dtype=bool, count=len(tokens.forms))
    return of_form[tokens.ids]


def _joined(parts: list[Occurrences]) -> Mentions:
    """Return names and surnames in one, none twice."""
    how = np.repeat(np.minimum(np.arange(len(parts)), 1), [len(part) for part in parts]).astype(np.int8)
    row, token, size, start, end = map(np.concatenate, zip(*(part.arrays() for part in parts), strict=True))
    order = np.lexsort((how, token))
    order = order[np.append(True, np.diff(token[order]) > 0)] if len(order) else order
    return Mentions(row[order], token[order], (token + size)[order], start[order], end[order], how[order])


def _with_pronouns(tokens: Tokens, known: Mentions) -> Mentions:
    """Return mentions with the pronouns that can mean nobody else."""
    if not len(known):
        return known
    begins = np.ones(len(tokens), dtype=bool)
    begins[1:] = (tokens.sentence[1:] != tokens.sentence[:-1]) | (tokens.document[1:] != tokens.document[:-1])
    starts = np.append(np.flatnonzero(begins), len(tokens))
    sentence = np.searchsorted(starts, known.first, side="right") - 1
    named: dict[int, list[tuple[int, int]]] = {}
    for number, first, last in zip(sentence.tolist(), known.first.tolist(), known.last.tolist(), strict=True):
        named.setdefault(number, []).append((first, last))
    reader = _Reader(tokens, starts)
    found: set[int] = set()
    for number, spans in named.items():
        following = number + 1
        if reader.names_others(number, spans):
            continue
        while following < len(starts) - 1 and following not in named and reader.goes_on(following):
            at = reader.pronoun(following)
            if at is None:
                break
            found.add(at)
            if reader.names_others(following, []):
                break
            following += 1
    places = np.array(sorted(found), dtype=np.int64)
    extra = Mentions(
        tokens.document[places].astype(np.int64),
        places,
        places + 1,
        tokens.start[places].astype(np.int64),
        tokens.end[places].astype(np.int64),
        np.full(len(places), HOW.index("pronoun"), dtype=np.int8),
    )
    columns = ("text", "first", "last", "start", "end", "how")
    both = [np.concatenate([getattr(known, name), getattr(extra, name)]) for name in columns]
    order = np.argsort(both[1], kind="stable")
    return Mentions(*(column[order] for column in both))


class _Reader:
    """Reads sentences for names and pronouns."""

    def __init__(self, tokens: Tokens, starts: Ints) -> None:
        self.tokens, self.starts = tokens, starts
        self._usual = stopwords("en") | _TITLES

    def _forms(self, number: int) -> tuple[int, list[str]]:
        first, last = int(self.starts[number]), int(self.starts[number + 1])
        return first, [self.tokens.forms[i] for i in self.tokens.ids[first:last].tolist()]

    def names_others(self, number: int, spans: list[tuple[int, int]]) -> bool:
        """Whether a sentence has a run of two capitalised words, or a title, beyond the target's own mentions."""
        first, forms = self._forms(number)
        own = {at for begin, end in spans for at in range(begin, end)}
        run = 0
        for at, form in enumerate(forms, start=first):
            lower = form.lower()
            if at in own:
                run = 0
            elif lower in _TITLES and form[0].isupper() and at + 1 not in own:
                return True
            elif form[0].isupper() and lower not in self._usual:
                run += 1
                if run > 1:
                    return True
            else:
                run = 0
        return False

    def goes_on(self, number: int) -> bool:
        """Whether a sentence follows the one before in the same text."""
        first = int(self.starts[number])
        return bool(self.tokens.document[first] == self.tokens.document[first - 1])

    def pronoun(self, number: int) -> int | None:
        """Return the token of "He" or "She" that begins a sentence, or of "he said" in it."""
        first, forms = self._forms(number)
        lowers = [form.lower() for form in forms]
        words = [at for at, form in enumerate(lowers) if form[0].isalnum()]
        if words and lowers[words[0]] in _SUBJECTS:
            return first + words[0]
        for here, following in pairwise(words):
            if lowers[here] in _SUBJECTS and lowers[following] in _SPEAKS:
                return first + here
        return None
