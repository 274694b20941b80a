"""What each word and phrase of Korean texts contributes to the tone, after the words around it had their say.

The rules in their order: phrases, direction (실업률이 하락), words that act on the noun before (실패, 막다, 해소), negation
(-지 않다, 없다, 아니다, 안, 못), degree (매우, 다소), contrast (-지만, 그러나).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.engine import Hits
from newskit.language.sentiment.korean.degree import contrasted, graded, named
from newskit.language.sentiment.korean.direction import directed
from newskit.language.sentiment.korean.government import acted_on
from newskit.language.sentiment.korean.negation import negated
from newskit.language.sentiment.korean.view import view_of
from newskit.language.sentiment.korean.words import known_words
from newskit.language.sentiment.lexicon import Lexicon
from newskit.language.sentiment.modifiers import NOT_GOOD
from newskit.language.tokens import Tokens

__all__ = ["korean_hits"]


def korean_hits(tokens: Tokens, lexicon: Lexicon) -> Hits:
    """Return what contributes to the tone of Korean texts.

    Parameters
    ----------
    tokens
        The texts.
    lexicon
        Its terms of kind ``"word"``: a form in 다 is a verb or adjective and is found in all its forms; a form with
        spaces is a phrase, whose last word is found in all its forms and whose particles may change; every other is a
        noun, found with particles, with 하다, 되다 and the like, and at the end of compounds. Of the other kinds
        there are no phrases.
    """
    known = known_words(lexicon)
    view, lemmas = view_of(tokens, known)
    rated = directed(view)
    turned = negated(view, lemmas)
    acted = acted_on(view, rated, turned)
    grade = graded(view, rated.at)
    weight, contrast = contrasted(view, rated.at)
    name = named(view, rated.at, tokens)
    turn = turned.factor[rated.at]
    # As in English, what is not good is nearly as bad as good is good.
    turn = np.where((turn < 0) & (rated.valence > 0), np.maximum(turn * NOT_GOOD, -1), turn)
    value = rated.valence * turn * acted.factor * grade.factor * weight * name
    changer = np.where(acted.changer >= 0, acted.changer, turned.changer[rated.at])
    booster = np.where(acted.booster >= 0, acted.booster, grade.booster)
    return Hits(
        view.first[rated.at],
        view.last[rated.at],
        rated.valence,
        value,
        rated.moves,
        rated.thing,
        _spans(changer, view.first, view.last),
        _spans(booster, view.first, view.last),
        contrast,
        name,
    )


def _spans(
    at: npt.NDArray[np.int64], first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return the tokens of what stands at some places, as begin and end; -1 for nothing."""
    return np.column_stack([np.where(at < 0, -1, first[at]), np.where(at < 0, -1, last[at])])
