"""A query as marks, words and phrases, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newskit.errors import InputError

__all__ = ["Piece", "lex", "mistake", "plain"]

# Quotes, brackets and signs of other keyboards, one for one, so that places stay.
_TYPED = str.maketrans(
    "“”„‟«»「」『』＂（）：＊－−‘’＇　",
    '"""""""""""():*--\'\'\' ',
)
_SHOWN = 30

# Each alternative begins with another character, or ends where it is read to: no way to read a query twice.
_PIECE = re.compile(
    r"""
      (?P<open>\() | (?P<close>\))
    | "(?P<phrase>[^"]*)(?P<end>"?)
    | (?P<minus>(?<![^\s(:])-(?=[^\s)]))
    | (?P<field>[^\W\d]\w*):(?!//)
    | (?P<word>[^\s()"]+)
    """,
    re.VERBOSE,
)
_WORD = re.compile(r'(?P<word>[^\s()"]+)')
_OPERATORS = ("AND", "OR", "NOT")


class Piece(NamedTuple):
    """A part of a query: what it is, what it says, where it begins and ends in the query."""

    kind: str  # "open", "close", "phrase", "unclosed" (a phrase), "NOT", "AND", "OR", "field", "word"
    text: str
    start: int
    end: int


def plain(query: str) -> str:
    """Return a query with quotes, brackets, colons and stars as an English keyboard has them."""
    return query.translate(_TYPED)


def lex(query: str) -> Iterator[Piece]:
    """Yield the pieces of a query.

    >>> [piece[:2] for piece in lex('(rain OR “snow storm”) -source:Courier')]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('open', '('), ('word', 'rain'), ('OR', 'OR'), ('phrase', 'snow storm'), ('close', ')'), ('NOT', '-'),
     ('field', 'source'), ('word', 'Courier')]
    """
    typed = plain(query)
    at, value_of_field = 0, False
    while at < len(typed):
        if typed[at].isspace():
            at, value_of_field = at + 1, False
            continue
        found = _PIECE.match(typed, at)
        if found is not None and found.lastgroup == "field" and value_of_field:
            # A colon in the value of a field, such as that of a time or an address, names no other field.
            found = _WORD.match(typed, at)
        if found is None:  # every character but space begins a piece
            break
        piece = _piece(found)
        yield piece
        at, value_of_field = found.end(), piece.kind == "field"


def _piece(found: re.Match[str]) -> Piece:
    kind, text = str(found.lastgroup), found[0]
    if kind == "end":
        kind, text = "phrase" if found["end"] else "unclosed", found["phrase"]
    elif kind == "minus":
        kind = "NOT"
    elif kind == "field":
        text = found["field"]
    elif kind == "word" and text in _OPERATORS:
        kind = text
    return Piece(kind, text, found.start(), found.end())


def mistake(query: str, start: int, what: str, instead: str) -> InputError:
    """Return the error for a query: what is wrong where, and what to write instead."""
    rest = query[start:]
    here = rest[:_SHOWN] + ("…" if len(rest) > _SHOWN else "")
    place = f"at character {start + 1}, {here!r}" if here else "at its end"
    return InputError(f"query: {place}: {what}; {instead}")
