"""What a word of a Korean text is: its lemma in the lexicon, and what its endings say.

Each distinct form is looked at once. Of the terms that it may begin with, the longest counts whose rest can be an
ending; a form that begins with none may be a compound that ends with one (물가상승, "price rise").
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.korean.combining import governed, moved
from newskit.language.sentiment.korean.conjugation import Shape, shapes
from newskit.language.sentiment.korean.endings import (
    Trait,
    follows,
    noun_traits,
    particle_of,
    predicate_traits,
    unknown_traits,
)
from newskit.language.sentiment.korean.phrases import Phrases
from newskit.language.sentiment.lexicon import KINDS, Lexicon
from newskit.language.tokens import Tokens

__all__ = ["Known", "Word", "known_words"]

# Longer forms are no words; more forms than this are not remembered.
_LONGEST, _MOST_FORMS = 40, 300_000
# Of words of one syllable only what is not easily another word.
_SHORT_SHAPES = frozenset({Shape.PLAIN, Shape.OPEN, Shape.EU, Shape.INFINITIVE, Shape.PAST})
_EXACT_KINDS = frozenset({"booster", "damper", "contrast"})
_EXACT = frozenset({"안", "못", "없이"})
_HANGUL = re.compile("[가-힣]")
_PARTS = re.compile("[·.&-]+")
_MARK = Trait(0)


class Word(NamedTuple):
    """A word as the rules see it.

    Attributes
    ----------
    lemma
        The term of the lexicon, or word of a phrase, that it is; empty for none.
    others
        Further ones that it may be, for the phrases.
    traits
        What its ending says.
    particle
        The particle behind a noun; None behind anything else.
    values
        By kind of term, in the order of `KINDS`: its valence, factor or strength; NaN for none.
    literal
        The form itself, where a phrase asks for it.
    """

    lemma: str
    others: tuple[str, ...]
    traits: Trait
    particle: str | None
    values: tuple[float, ...]
    literal: str = ""


_NAN = float("nan")
_NOTHING = (_NAN,) * len(KINDS)
_WORD, _MOVEMENT, _THING, _IMPLICIT = (KINDS.index(kind) for kind in ("word", "movement", "thing", "implicit"))


class Known:
    """The words of a lexicon, and the forms that were looked at."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._values = _values(lexicon)
        self.phrases = Phrases(lexicon)
        self.endings = {term.form[1:]: term.value for term in lexicon.terms.values() if term.form.startswith("-")}
        lemmas = [*self._values, *self.phrases.lemmas]
        self._stems: dict[str, list[tuple[Shape, str]]] = defaultdict(list)
        self._exact = {lemma for lemma, kinds in self._values.items() if lemma in _EXACT or _is_exact(lemma, kinds)}
        for lemma in dict.fromkeys(lemmas):
            for stem, shape in _stems(lemma):
                self._stems[stem].append((shape, lemma))
        self._longest = max(map(len, self._stems), default=0)
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._codes: dict[str, int] = {}
        self.words: list[Word] = []
        self._numbers: dict[Word, int] = {}
        self._tables: tuple[npt.NDArray[np.float64], npt.NDArray[np.int32]] | None = None

    def of(
        self, tokens: Tokens
    ) -> tuple[npt.NDArray[np.int32], list[Word], npt.NDArray[np.float64], npt.NDArray[np.int32]]:
        """Return which word each form in small letters is, the words, their values (kinds by words) and traits."""
        with self._lock:
            if len(self._codes) > _MOST_FORMS:
                self._forget()
            codes = np.fromiter(map(self._code, tokens.lowers), np.int32, len(tokens.lowers))
            if self._tables is None:
                values = np.array([word.values for word in self.words], dtype=np.float64).reshape(-1, len(KINDS)).T
                traits = np.fromiter((int(word.traits) for word in self.words), np.int32, len(self.words))
                self._tables = np.ascontiguousarray(values), traits
            return codes, self.words, *self._tables

    def _code(self, form: str) -> int:
        code = self._codes.get(form)
        if code is None:
            word = self.word(form)
            code = self._numbers.get(word)
            if code is None:
                code = self._numbers[word] = len(self.words)
                self.words.append(word)
                self._tables = None
            self._codes[form] = code
        return code

    def word(self, form: str) -> Word:
        """Return what a form in small letters is."""
        bare = form.replace("'", "")
        if len(bare) > _LONGEST or not any(map(str.isalnum, bare)):
            return Word("", (), _MARK, None, _NOTHING)
        if not _HANGUL.search(bare):
            return self._alone(bare) or Word("", (), Trait.NOUN | Trait.LINKED, None, _NOTHING)
        found = self._alone(bare) or self._in_parts(bare) or self._compound(bare)
        if found is None:
            found = Word("", (), unknown_traits(bare), None, _NOTHING)
        contrast = next((self.endings[bare[at:]] for at in range(1, len(bare)) if bare[at:] in self.endings), _NAN)
        if not math.isnan(contrast) and found.values[KINDS.index("contrast")] != found.values[KINDS.index("contrast")]:
            found = found._replace(values=_with(found.values, KINDS.index("contrast"), contrast))
        return found._replace(literal=bare) if bare in self.phrases.literals else found

    def _alone(self, form: str) -> Word | None:
        """Return the longest term that a form may be with its ending."""
        readings = sorted(self._readings(form), key=lambda reading: reading[0], reverse=True)
        if not readings:
            return None
        _, lemma, traits, particle = readings[0]
        others = tuple(sorted({reading[1] for reading in readings} - {lemma}))
        return Word(lemma, others, traits, particle, self._of(lemma))

    def _of(self, lemma: str) -> tuple[float, ...]:
        kinds = self._values.get(lemma)
        return tuple(kinds.get(kind, _NAN) for kind in KINDS) if kinds else _NOTHING

    def _readings(self, form: str) -> Iterator[tuple[tuple[int, bool, bool], str, Trait, str | None]]:
        for size in range(min(len(form), self._longest), 0, -1):
            rest = form[size:]
            for shape, lemma in self._stems.get(form[:size], ()):
                rank = (size, lemma in self._values, shape != Shape.NOUN)
                if lemma in self._exact:
                    if not rest:
                        yield rank, lemma, Trait.ADVERB, None
                elif shape == Shape.NOUN:
                    traits = noun_traits(lemma, rest)
                    if traits is not None:
                        yield rank, lemma, traits, particle_of(lemma, rest)
                elif len(form) > 1 and follows(shape, rest):
                    yield rank, lemma, predicate_traits(rest, shape), None

    def _compound(self, form: str) -> Word | None:
        """Return the noun that a form ends with, of at least two syllables behind at least two others."""
        for at in range(2, len(form) - 1):
            found = self._alone(form[at:])
            if found is None or found.values == _NOTHING or len(found.lemma) < 2 or found.lemma.endswith("다"):
                continue
            if found.lemma in self._exact or not form[at - 1].isalnum():
                continue
            head = self._of(form[:at])
            values = _combined(head, found.values)
            return found._replace(others=(), values=values)
        return None

    def _in_parts(self, form: str) -> Word | None:
        """Return what words joined by a dot or hyphen are together: 사망·실종."""
        parts = [part for part in _PARTS.split(form) if part]
        if len(parts) < 2:
            return None
        words = [self._alone(part) or self._compound(part) for part in parts]
        if not any(words):
            return None
        last = words[-1] or Word("", (), unknown_traits(parts[-1]), None, _NOTHING)
        valences = [word.values[_WORD] for word in words if word and word.values[_WORD] == word.values[_WORD]]
        total = max(-4.0, min(4.0, sum(valences))) if valences else _NAN
        return last._replace(others=(), values=_with(last.values, _WORD, total))


def _combined(head: tuple[float, ...], tail: tuple[float, ...]) -> tuple[float, ...]:
    """Return the values of a compound whose first part the lexicon has: 재발방지, 실업률하락."""
    worth = head[_WORD] if math.isnan(head[_THING]) else head[_THING]
    if math.isnan(worth) or not worth:
        return tail
    if not math.isnan(tail[_MOVEMENT]):
        return _with(_NOTHING, _WORD, float(moved(tail[_MOVEMENT], worth)))
    if not math.isnan(tail[_IMPLICIT] + head[_WORD]):
        return _with(_NOTHING, _WORD, governed(head[_WORD], tail[_IMPLICIT], tail[_WORD]))
    return tail


def _with(values: tuple[float, ...], at: int, value: float) -> tuple[float, ...]:
    return (*values[:at], value, *values[at + 1 :])


def _values(lexicon: Lexicon) -> dict[str, dict[str, float]]:
    """Return the values of single words by lemma and kind."""
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for (form, kind, _), term in lexicon.terms.items():
        if " " not in form and not form.startswith("-"):
            values[form][kind] = term.value
    return dict(values)


def _is_exact(lemma: str, kinds: Mapping[str, float]) -> bool:
    """Whether a term is an adverb or the like, which takes no ending."""
    return not lemma.endswith("다") and not _EXACT_KINDS.isdisjoint(kinds)


def _stems(lemma: str) -> Iterable[tuple[str, Shape]]:
    if len(lemma) < 2 or not lemma.endswith("다") or not _HANGUL.search(lemma[-2]):
        return [(lemma, Shape.NOUN)]
    stems = [(stem, shape) for stem, shape in shapes(lemma) if len(lemma) > 2 or shape in _SHORT_SHAPES]
    # 긍정적 is said of what is 긍정적이다.
    return [*stems, (lemma[:-2], Shape.NOUN)] if lemma.endswith("적이다") else stems


_made: WeakKeyDictionary[Lexicon, Known] = WeakKeyDictionary()


def known_words(lexicon: Lexicon) -> Known:
    """Return the words of a lexicon, made when first asked for."""
    known = _made.get(lexicon)
    if known is None:
        known = _made[lexicon] = Known(lexicon)
    return known
