"""Spaces evened out, in texts of any length."""

from __future__ import annotations

__all__ = ["evened"]

# Words split off cost some twelve times the memory of the text, so a longer one is gone through in pieces.
_PIECE = 1_000_000


def evened(text: str) -> str:
    """Return a text with one space for every run of white space, none at its ends.

    >>> evened(" Rain   fell ")
    'Rain fell'
    """
    if len(text) <= _PIECE:
        return " ".join(text.split())
    pieces = []
    for start in range(0, len(text), _PIECE):
        piece = text[start : start + _PIECE]
        pieces += [" " * piece[0].isspace(), " ".join(piece.split()), " " * piece[-1].isspace()]
    whole = "".join(pieces)
    while "  " in whole:  # at the seams alone
        whole = whole.replace("  ", " ")
    return whole.strip()
