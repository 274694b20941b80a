"""What each character is to the tokeniser.

The rule, which `tests/language` states once more as a regular expression:

- A *word* is a run of letters, digits, underscores, combining marks and invisible joiners. A single ``' ’ - . & ·`` or
  hyphen between two of these belongs to the word (``don't``, ``COVID-19``, ``U.S``, ``3.5``, ``AT&T``), and so does a
  comma between two ASCII digits (``1,000``).
- In scripts that set no spaces between words (Han, Hiragana, Thai, Lao, Khmer, Burmese) every character is a token,
  together with the marks on it. Katakana runs and Hangul are words.
- Every other character that is neither a space nor a control character is a token of its own, together with the
  marks on it (``❤️`` is two characters).
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

__all__ = ["COMMA", "JOINER", "MARK", "SINGLE", "SPACE", "SYMBOL", "WORD", "classify", "kind_of"]

SPACE, WORD, MARK, SINGLE, SYMBOL, JOINER, COMMA = range(7)

_JOINERS = "'’-.&·‐‑"
# Invisible characters inside words: soft hyphen, zero-width joiners, word joiner.
_INVISIBLE = "\u00ad\u200c\u200d\u2060"
_WITHOUT_SPACES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0xA9E0, 0xA9FF),  # Burmese, extended
    (0xAA60, 0xAA7F),
    (0x3005, 0x3007),  # iteration mark, closing mark, zero
    (0x3041, 0x309F),  # Hiragana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x1B000, 0x1B16F),  # Hiragana, extended
    (0x20000, 0x3FFFF),  # Han
)
# Large stretches of the Basic Multilingual Plane whose characters are all alike, so that they need not be asked.
_ALIKE = (
    (0x3400, 0x4DBF, SINGLE),
    (0x4E00, 0x9FFF, SINGLE),
    (0xAC00, 0xD7A3, WORD),  # Hangul
    (0xD800, 0xF8FF, SYMBOL),  # lone surrogates, private use
)


def kind_of(code: int) -> int:
    """Return the class of a character."""
    character = chr(code)
    if character in _JOINERS:
        return JOINER
    if character == ",":
        return COMMA
    category = unicodedata.category(character)
    if category[0] == "M" or character in _INVISIBLE:
        return MARK
    if character.isalnum() or character == "_":
        spaceless = any(first <= code <= last for first, last in _WITHOUT_SPACES) and category[0] != "N"
        return SINGLE if spaceless or code == 0x3007 else WORD
    if character.isspace() or category in ("Cc", "Cf", "Zs"):
        return SPACE
    return SYMBOL


@cache
def _table() -> npt.NDArray[np.uint8]:
    """Return the classes of the Basic Multilingual Plane, made on first use."""
    table = np.zeros(0x10000, dtype=np.uint8)
    rest = np.ones(0x10000, dtype=bool)
    for first, last, kind in _ALIKE:
        table[first : last + 1] = kind
        rest[first : last + 1] = False
    codes = np.flatnonzero(rest)
    table[codes] = [kind_of(code) for code in codes.tolist()]
    return table


def classify(units: npt.NDArray[np.unsignedinteger]) -> npt.NDArray[np.uint8]:
    """Return the class of each character, given as UTF-16 units without surrogate pairs or as code points."""
    kinds: npt.NDArray[np.uint8] = _table()[np.minimum(units, 0xFFFF) if units.dtype.itemsize > 2 else units]
    if units.dtype.itemsize == 2:
        return kinds
    beyond = np.flatnonzero(units > 0xFFFF)
    codes, inverse = np.unique(units[beyond], return_inverse=True)
    kinds[beyond] = np.array([kind_of(int(code)) for code in codes], dtype=np.uint8)[inverse]
    return kinds
