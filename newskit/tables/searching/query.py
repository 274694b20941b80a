"""A query as steps: its terms and the operators behind their operands, so that no depth of brackets is too deep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from newskit.errors import InputError, UnknownNameError, unknown_name
from newskit.tables.searching.lexer import Piece, lex, mistake

__all__ = ["Step", "Term", "parse"]

_BINDS = {"OR": 1, "AND": 2, "NOT": 3}


@dataclass(frozen=True, slots=True)
class Term:
    """A word, phrase or value of a query.

    Parameters
    ----------
    text
        What it says.
    quoted
        Whether it stood in quotation marks.
    field
        The field that it should stand in, empty for none.
    start
        Where it begins in the query.
    negated
        Whether an odd number of NOTs stand before it and the brackets around it.
    unfinished
        Whether it may go on, since somebody is typing it.
    """

    text: str
    quoted: bool = False
    field: str = ""
    start: int = 0
    negated: bool = False
    unfinished: bool = False


Step = Term | str
"""A term, or ``"AND"``, ``"OR"`` (of the two answers before) or ``"NOT"`` (of the one before)."""


@dataclass(slots=True)
class _Open:
    """A bracket that waits for its other half, and the field that held outside of it."""

    start: int
    outside: str


class _Parser:
    """The state of reading one query: the steps so far, and the operators that wait for their right operand."""

    def __init__(self, query: str, field_of: Callable[[str], str], fields: Sequence[str], *, strict: bool) -> None:
        self.query, self.field_of, self.fields, self.strict = query, field_of, fields, strict
        self.steps: list[Step] = []
        self.waiting: list[str | _Open] = []
        self.n_nots = 0
        self.n_open = 0
        self.scope = ""  # the field of the brackets that are open
        self.field: Piece | None = None  # a field that waits for its value
        self.name = ""  # of that field
        self.needs_operand = True

    def wrong(self, start: int, what: str, instead: str) -> NoReturn:
        raise mistake(self.query, start, what, instead)

    def read(self) -> list[Step]:
        for piece in lex(self.query):
            if piece.kind in ("AND", "OR"):
                self.join(piece)
            elif piece.kind == "close":
                self.close(piece)
            else:
                self.begin_operand()
                {"open": self.open, "NOT": self.negate, "field": self.name_field}.get(piece.kind, self.term)(piece)
        self.finish()
        return self.steps

    def begin_operand(self) -> None:
        """Put an AND between two operands that stand side by side."""
        if not self.needs_operand:
            self.wait_with("AND")

    def wait_with(self, operator: str) -> None:
        """Let an operator wait for its right operand, and those that bind as tightly work before it."""
        while self.waiting and isinstance(last := self.waiting[-1], str) and _BINDS[last] >= _BINDS[operator]:
            self.apply()
        self.waiting.append(operator)
        self.needs_operand = True

    def apply(self) -> None:
        operator = self.waiting.pop()
        self.n_nots -= operator == "NOT"
        self.steps.append(str(operator))

    def complete(self) -> None:
        """Take note that an operand is there, and apply the NOTs before it."""
        self.needs_operand = False
        while self.waiting and self.waiting[-1] == "NOT":
            self.apply()

    def join(self, piece: Piece) -> None:
        if not self.needs_operand:
            self.wait_with(piece.kind)
        elif self.strict:
            self.no_value()
            instead = f'write "rain {piece.text} snow", or "{piece.text.lower()}" in small letters for the word'
            self.wrong(piece.start, f"there is nothing on the left of {piece.text}", instead)

    def negate(self, piece: Piece) -> None:
        if self.field is not None and self.field.end != piece.start:  # source:-Courier is -source:Courier
            self.no_value()
        self.waiting.append("NOT")
        self.n_nots += 1

    def name_field(self, piece: Piece) -> None:
        self.no_value()
        self.needs_operand = True
        self.name = self.field_of(piece.text)
        if self.name:
            self.field = piece
        elif self.strict:
            raise self.unknown(piece)
        else:
            self.term(piece)

    def unknown(self, piece: Piece) -> UnknownNameError:
        name = piece.text[:40]
        known = unknown_name("field", name, self.fields, where="the articles")
        instead = f'Where you mean the word, put it in quotation marks: "{name}:"'
        return UnknownNameError(f"query: at character {piece.start + 1}: {known}. {instead}")

    def no_value(self) -> None:
        """Raise if a field waits for its value in vain."""
        if self.field is not None and self.strict:
            name = self.field.text
            self.wrong(self.field.start, f"the field {name}: has no value", f'write {name}:word or {name}:"two words"')
        self.field = None

    def term(self, piece: Piece) -> None:
        if piece.kind == "unclosed" and self.strict:
            self.wrong(piece.start, "a quotation mark is never closed", "close it, or leave it out")
        at_end = piece.end == len(self.query) and not self.query[-1].isspace()
        unfinished = not self.strict and at_end and piece.kind in ("word", "unclosed")
        field = self.name if self.field is not None else self.scope
        self.field = None
        quoted = piece.kind in ("phrase", "unclosed")
        self.steps.append(Term(piece.text, quoted, field, piece.start, self.n_nots % 2 == 1, unfinished))
        self.complete()

    def open(self, piece: Piece) -> None:
        self.waiting.append(_Open(piece.start, self.scope))
        self.n_open += 1
        if self.field is not None:
            self.scope, self.field = self.name, None
        self.needs_operand = True

    def close(self, piece: Piece) -> None:
        if not self.n_open:
            if self.strict:
                self.wrong(piece.start, "a bracket closes that was not opened", "open it with (, or leave it out")
            return
        self.end_operand("write at least a word between the brackets")
        while isinstance(self.waiting[-1], str):
            self.apply()
        bracket = self.waiting.pop()
        self.n_open -= 1
        self.scope = bracket.outside if isinstance(bracket, _Open) else ""
        if not self.needs_operand:
            self.complete()

    def end_operand(self, instead: str) -> None:
        """Make sure that the operand is there that the last operator waits for, or drop that operator."""
        if not self.needs_operand:
            return
        self.no_value()
        if self.strict:
            last = self.waiting[-1] if self.waiting else ""
            what = f"there is nothing on the right of {last}" if isinstance(last, str) and last else "there is no word"
            start = last.start if isinstance(last, _Open) else len(self.query)
            self.wrong(start, what, instead)
        while self.waiting and isinstance(self.waiting[-1], str):
            dropped = self.waiting.pop()
            self.n_nots -= dropped == "NOT"
            if dropped != "NOT":  # its left operand is complete
                self.needs_operand = False
                break

    def finish(self) -> None:
        self.end_operand("write what to search for, such as: climate AND (flood OR drought)")
        while self.waiting:
            if isinstance(bracket := self.waiting[-1], _Open):
                if self.strict:
                    self.wrong(bracket.start, "a bracket is never closed", "close it with ), or leave it out")
                self.waiting.pop()
                self.end_operand("")
            else:
                self.apply()


def parse(query: str, field_of: Callable[[str], str], fields: Sequence[str] = (), *, strict: bool = True) -> list[Step]:
    """Return a query as steps.

    Parameters
    ----------
    query
        What was typed.
    field_of
        What a name before a colon stands for; an empty string if for nothing.
    fields
        The names that there are, for the error.
    strict
        Whether to raise on mistakes; else what is not finished or makes no sense is left out, as a quotation mark at
        the end, or an operator without an operand.

    Returns
    -------
    list of Term or str
        Operators stand behind their operands; empty if there is nothing to search for.

    Raises
    ------
    InputError, UnknownNameError
        If the query has a mistake; the message says where, and what to write instead.

    Examples
    --------
    >>> steps = parse('rain OR snow -"black ice"', str)
    >>> [step.text if isinstance(step, Term) else step for step in steps]
    ['rain', 'snow', 'black ice', 'NOT', 'AND', 'OR']
    """
    if not isinstance(query, str):
        raise InputError(f"query should be a string such as 'rain OR \"snow storm\"', not {type(query).__name__}")
    return _Parser(query, field_of, fields, strict=strict).read()
