"""Phrases of Korean words: particles may change, the last word takes endings, an adverb may come between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from newskit.language.sentiment.korean.endings import Trait, particle_of
from newskit.language.sentiment.lexicon import Lexicon

__all__ = ["Phrase", "Phrases"]

_PARTICLES = (
    "에게는",
    "에서는",
    "에게",
    "에서",
    "에는",
    "으로",
    "이",
    "가",
    "을",
    "를",
    "에",
    "의",
    "은",
    "는",
    "와",
    "과",
    "로",
    "도",
)
_SAME = tuple(map(frozenset, (("이", "가"), ("을", "를"), ("은", "는"), ("와", "과"), ("으로", "로"))))
# Instead of the particle of a subject or object, these may stand.
_INSTEAD = frozenset({"", "은", "는", "도", "만", "까지", "마저", "조차"})
_REPLACED = frozenset("이가을를은는")


class _Like(Protocol):
    """A word of the text, as far as phrases are concerned."""

    lemma: str
    others: tuple[str, ...]
    traits: Trait
    particle: str | None
    literal: str


class _Part(NamedTuple):
    """A word of a phrase: a lemma, with this particle unless any will do; or a form as it stands."""

    lemma: str
    particle: str | None
    literal: bool

    def fits(self, word: _Like) -> bool:
        if self.literal:
            return word.literal == self.lemma
        if self.lemma != word.lemma and self.lemma not in word.others:
            return False
        return self.particle is None or _same_particle(self.particle, word.particle)


class Phrase(NamedTuple):
    """A phrase with its valence."""

    form: str
    parts: tuple[_Part, ...]
    valence: float


class Phrases:
    """The phrases of a lexicon, by their first words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_first: dict[str, list[Phrase]] = defaultdict(list)
        self.lemmas: set[str] = set()
        self.literals: set[str] = set()
        for (form, kind, _), term in lexicon.terms.items():
            words = form.split()
            if kind == "word" and len(words) > 1:
                parts = (*map(_part, words[:-1]), _Part(words[-1], None, literal=False))
                self._by_first[parts[0].lemma].append(Phrase(form, parts, term.value))
                for part in parts:
                    (self.literals if part.literal else self.lemmas).add(part.lemma)
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase.parts))

    def beginning(self, word: _Like) -> list[Phrase]:
        """Return the phrases that may begin with a word."""
        keys = dict.fromkeys([word.literal, word.lemma, *word.others])
        return [phrase for key in keys if key for phrase in self._by_first.get(key, ()) if phrase.parts[0].fits(word)]

    def find(self, words: Sequence[_Like]) -> tuple[Phrase, int] | None:
        """Return the longest phrase that some words begin with, and how many words it takes."""
        best: tuple[Phrase, int] | None = None
        for phrase in self.beginning(words[0]):
            size = _size(phrase.parts, words)
            if size and (best is None or size > best[1]):
                best = phrase, size
        return best


def _size(parts: tuple[_Part, ...], words: Sequence[_Like]) -> int:
    """Return how many words a phrase takes here, 0 if it is not here."""
    at = 1
    for number, part in enumerate(parts[1:], start=2):
        if (
            number == len(parts)
            and at + 1 < len(words)
            and words[at].traits & Trait.ADVERB
            and not part.fits(words[at])
        ):
            at += 1
        if at >= len(words) or not part.fits(words[at]):
            return 0
        at += 1
    return at


def _part(word: str) -> _Part:
    for particle in _PARTICLES:
        noun = word.removesuffix(particle)
        if noun and noun != word and particle_of(noun, particle) is not None:
            return _Part(noun, particle, literal=False)
    return _Part(word, "", literal=True)


def _same_particle(asked: str, given: str | None) -> bool:
    if given is None:
        return False
    same = asked == given or any(asked in group and given in group for group in _SAME)
    return same or (asked in _REPLACED and given in _INSTEAD)
