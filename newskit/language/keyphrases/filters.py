"""Which candidates may be given: what the user wants none of leaves no trace in the scores of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from newskit.language.keyphrases.candidates import Candidates, Content, held_in_longer
from newskit.language.keyphrases.forms import spelling
from newskit.language.keyphrases.knowledge import Knowledge
from newskit.language.keyphrases.measures import Sight
from newskit.language.keyphrases.stems import stems
from newskit.language.tokens import tokens_of

__all__ = ["Unwanted", "allowed", "unwanted"]

Bools = npt.NDArray[np.bool_]
Stems = tuple[str, ...]


@dataclass(frozen=True)
class Unwanted:
    """Phrases that are not to be given.

    Parameters
    ----------
    words
        Words that no phrase may hold.
    phrases
        Phrases that are not to be given as a whole.
    """

    words: frozenset[str]
    phrases: frozenset[Stems]


def unwanted(stopwords: Sequence[str], block: Sequence[str], known: Knowledge) -> Unwanted:
    """Return what the user wants none of, reduced to stems as candidates are.

    A stop word of several words, such as a name, is a phrase that is blocked.
    """
    words = _phrase_stems(stopwords, known)
    phrases = [*_phrase_stems(block, known), *(word for word in words if len(word) > 1)]
    return Unwanted(frozenset(word[0] for word in words if len(word) == 1), frozenset(filter(None, phrases)))


def _phrase_stems(phrases: Sequence[str], known: Knowledge) -> list[Stems]:
    """Return phrases as the stems that candidates are compared by."""
    made = tokens_of(list(phrases))
    names: list[str] = []
    if made.forms:
        lowers = [made.lowers[i] for i in made.lower.tolist()]
        names = stems(spelling(made.forms, lowers, known).base, known.lang).to_pylist()
    is_word = made.is_word
    bounds = made.bounds.tolist()
    rows = [made.ids[a:b].tolist() for a, b in pairwise(bounds)]
    return [tuple(names[i] for i in row if is_word[i]) for row in rows]


def _blocked(sight: Sight, phrases: frozenset[Stems]) -> Bools:
    """Return which candidates are one of these phrases."""
    found, stem = sight.found, sight.content.stem
    hit = np.zeros(len(found), dtype=bool)
    number = {name: i for i, name in enumerate(sight.forms.stem_names)}
    coded = {tuple(number.get(part, -1) for part in phrase) for phrase in phrases}
    firsts = np.zeros(len(number), dtype=bool)
    firsts[[phrase[0] for phrase in coded if phrase and min(phrase) >= 0]] = True
    for i in np.flatnonzero(firsts[stem[found.place]]).tolist():
        at = int(found.place[i])
        hit[i] = tuple(stem[at : at + int(found.size[i])].tolist()) in coded
    return hit


def _holding(sight: Sight, words: frozenset[str]) -> Bools:
    """Return which candidates hold one of these words."""
    number = {name: i for i, name in enumerate(sight.forms.stem_names)}
    bad = np.isin(sight.content.stem, [number[word] for word in words if word in number])
    within = np.cumsum(np.append(0, bad))
    found = sight.found
    return np.asarray(within[found.place + found.size] > within[found.place])


def _whole_in_characters(found: Candidates, content: Content) -> Bools:
    """Return the candidates that are not a piece cut out of a longer row of characters.

    Without spaces every stretch is a candidate; one that always stands in the same longer one is a fragment.
    """
    n, wide = found.size, content.wide[found.place]
    run = content.head[found.place] & (content.left[found.place] == n)
    return np.asarray(~wide | run | ((found.count > 1) & (held_in_longer(found) < found.count)))


def allowed(sight: Sight, ngrams: tuple[int, int], without: Unwanted) -> Bools:
    """Return which candidates may be given.

    Parameters
    ----------
    sight
        The articles.
    ngrams
        The least and the most words of a phrase.
    without
        What the user wants none of.
    """
    least, most = ngrams
    found, content = sight.found, sight.content
    wide = content.wide[found.place]
    # Two characters of a script without spaces are about a word.
    n_words = np.where(wide, (found.size + 1) // 2, found.size)
    fits = (n_words >= least) & (n_words <= most)
    if wide.any():
        fits &= _whole_in_characters(found, content)
    if without.words:
        fits &= ~_holding(sight, without.words)
    if without.phrases:
        fits &= ~_blocked(sight, without.phrases)
    return np.asarray(fits)
