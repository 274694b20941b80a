"""Clauses."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from newskit.language.tokens import Tokens

_MARKS = frozenset(",;:—–.!?…")
_WORDS = frozenset("but while although though whereas who which that after before because as when and".split())


def clauses(tokens: Tokens) -> npt.NDArray[np.int32]:
    """Return the number of the clause of each token."""
    of_form = np.fromiter((w in _MARKS or w in _WORDS for w in tokens.lowers), bool, len(tokens.lowers))
    begins = of_form[tokens.lower][tokens.ids] if len(tokens) else np.empty(0, bool)
    begins = begins.copy()
    if len(tokens):
        begins[1:] |= (tokens.sentence[1:] != tokens.sentence[:-1]) | (tokens.document[1:] != tokens.document[:-1])
    return np.cumsum(begins).astype(np.int32)
