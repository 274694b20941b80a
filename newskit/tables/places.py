"""The places in which terms can stand together: articles, paragraphs, sentences."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from newskit.errors import require_choice
from newskit.language import Tokens
from newskit.language.matching import Occurrences
from newskit.language.scan import GAP_PARAGRAPH

__all__ = ["PLACES", "places_of"]

PLACES = ("article", "paragraph", "sentence")
Ints = npt.NDArray[np.int64]


def places_of(tokens: Tokens, within: str) -> tuple[Callable[[Occurrences], Ints], Callable[[Ints], Ints], int]:
    """Return the place of each occurrence, the article of each place, and how many places there are.

    An occurrence is where it begins. Articles without a word are places all the same, but have no paragraph.
    """
    require_choice("within", within, PLACES)
    if within == "article":
        return lambda found: found.row, lambda places: places, tokens.n_texts
    number = _numbers(tokens, within)
    row = np.zeros(int(number[-1]) + 1 if len(number) else 0, dtype=np.int64)
    row[number] = tokens.document

    def of(found: Occurrences) -> Ints:
        return number[np.minimum(found.token, len(number) - 1)] if len(found) else found.token

    return of, lambda places: row[places], len(row)


def _numbers(tokens: Tokens, within: str) -> Ints:
    """Return the running number of the paragraph or sentence that each token is in."""
    if within == "paragraph":
        return np.cumsum(tokens.gap == GAP_PARAGRAPH) - 1
    before = np.cumsum(tokens.n_sentences) - tokens.n_sentences
    return tokens.sentence + before[tokens.document]
