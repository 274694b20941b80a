"""Decisions of annotators, each written to a file at once: JSON Lines that only grow."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newskit.errors import InputError, NewskitWarning, ReadError, listed

__all__ = ["Label", "Record", "RecordFile"]

Label = str | int

_FORMAT, _VERSION = "newskit labels", 1
_ACTIONS = ("label", "skip", "undo")
_ENDING = ".jsonl"


@dataclass(frozen=True, slots=True)
class Record:
    """What an annotator did.

    Parameters
    ----------
    id
        The article.
    action
        ``"label"``, ``"skip"``, or ``"undo"``: the annotator's last decision on the article is taken back.
    labels
        The labels; empty unless it is a label, or if none of several applies.
    annotator
        Who it was, if that was told.
    time
        When, in UTC, as ISO 8601.
    """

    id: str
    action: str
    labels: tuple[Label, ...] = ()
    annotator: str | None = None
    time: str = ""

    @classmethod
    def now(cls, article: str, action: str, labels: Sequence[Label], annotator: str | None) -> Record:
        """Return a record of this moment."""
        return cls(article, action, tuple(labels), annotator, datetime.now(UTC).isoformat(timespec="milliseconds"))


class RecordFile:
    """A file of records below a line that says of which labels they are.

    Parameters
    ----------
    path
        The file; it is begun if it is not there.
    labels
        The labels that there are.
    multiple
        Whether an article may have several.

    Attributes
    ----------
    records : list of Record
        What the file held when it was opened, in order.

    Raises
    ------
    InputError
        If the file cannot be written, does not end in ``.jsonl``, or holds other labels.
    ReadError
        If it is another kind of file.

    Warns
    -----
    NewskitWarning
        If lines cannot be read, such as one that was half written when the machine stopped; they stay in the file.
    """

    def __init__(self, path: str | os.PathLike[str], labels: Sequence[Label], *, multiple: bool) -> None:
        self.path = _checked(path)
        self._labels, self._multiple = list(labels), multiple
        self.records: list[Record] = []
        content = self._content()
        first, *rest = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        if not rest and self._header().startswith(first):  # nothing yet, or a header that was half written
            self._replace([])
            return
        self._check_header(_parsed(first))
        self._take(rest)
        self._append(b"")  # whether it can be written is told now rather than at the first label

    def add(self, record: Record) -> None:
        """Write a record and see it on the disk before going on.

        Raises
        ------
        InputError
            If it cannot be written; then it counts as not made.
        """
        if not self.path.exists():  # somebody took the file away: what is known goes into a new one
            self._replace([*self.records, record])
        else:
            self._append(self._line(record))
        self.records.append(record)

    def _content(self) -> bytes:
        try:
            return self.path.read_bytes() if self.path.exists() else b""
        except OSError as error:
            raise InputError(f"path={str(self.path)!r} cannot be read: {error.strerror or error}") from error

    def _header(self) -> bytes:
        return _json({"format": _FORMAT, "version": _VERSION, "labels": self._labels, "multiple": self._multiple})

    def _line(self, record: Record) -> bytes:
        label: Any = list(record.labels) if self._multiple else next(iter(record.labels), None)
        held = {"id": record.id, "action": record.action, "label": label if record.action == "label" else None}
        return _json({**held, "annotator": record.annotator, "time": record.time})

    def _check_header(self, header: Any) -> None:
        if not isinstance(header, dict) or header.get("format") != _FORMAT:
            raise ReadError(f"{str(self.path)!r} is there and no file of labels; give another path=")
        if header.get("version") != _VERSION:
            raise ReadError(f"{str(self.path)!r} was written by a newer newskit; update newskit to go on with it")
        held, multiple = header.get("labels"), header.get("multiple")
        same = isinstance(held, list) and {*map(repr, held)} == {*map(repr, self._labels)}
        if not same:
            there = listed(held) if isinstance(held, list) else "none"
            raise InputError(
                f"{str(self.path)!r} holds other labels: {there}, not {listed(self._labels)}; "
                "give those to go on with it, or another path="
            )
        if multiple is not self._multiple:
            raise InputError(
                f"{str(self.path)!r} was begun with multiple={multiple}; give that to go on, or another path="
            )

    def _take(self, lines: Sequence[bytes]) -> None:
        bad: list[tuple[int, bytes]] = []
        for number, line in enumerate(lines, start=2):
            if not line.strip():
                continue
            record = self._record(_parsed(line))
            if record is None:
                bad.append((number, line))
            else:
                self.records.append(record)
        if bad:
            number, line = bad[-1]
            many = f"{len(bad)} lines" if len(bad) > 1 else "a line"
            shown = line[:60].decode("utf-8", "replace")
            warnings.warn(
                f"{str(self.path)!r} has {many} that cannot be read, left out and kept in the file; "
                f"line {number} is {shown!r}, perhaps cut off when the kernel ended: look at that article again",
                NewskitWarning,
                stacklevel=5,
            )

    def _record(self, given: Any) -> Record | None:
        """Return a line's record, None if it is not one."""
        if not isinstance(given, dict):
            return None
        article, action, label = given.get("id"), given.get("action"), given.get("label")
        annotator, time = given.get("annotator"), given.get("time")
        held = label if self._multiple and action == "label" else [label] if action == "label" else []
        fits = (
            isinstance(article, str)
            and action in _ACTIONS
            and isinstance(held, list)
            and {*map(repr, held)} <= {*map(repr, self._labels)}
            and (annotator is None or isinstance(annotator, str))
            and isinstance(time, str)
        )
        return Record(article, action, tuple(held), annotator, time) if fits else None  # type: ignore[arg-type]

    def _append(self, line: bytes) -> None:
        """Write at the end; a line that was cut off is ended first."""
        try:
            with self.path.open("a+b", buffering=0) as file:
                size = file.seek(0, os.SEEK_END)
                if line and size:
                    file.seek(size - 1)
                    line = line if file.read(1) == b"\n" else b"\n" + line
                if line:
                    _write(file.fileno(), line)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def _replace(self, records: Sequence[Record]) -> None:
        """Write the file anew."""
        try:
            with self.path.open("wb", buffering=0) as file:
                _write(file.fileno(), self._header() + b"".join(map(self._line, records)))
        except OSError as error:
            raise _unwritable(self.path, error) from error


def _checked(path: str | os.PathLike[str]) -> Path:
    try:
        given = Path(path).expanduser()
    except TypeError as error:
        raise InputError(f"path={path!r} should be the name of a file, such as 'labels{_ENDING}'") from error
    if given.is_dir():
        raise InputError(f"path={str(path)!r} is a folder; name a file in it, such as 'labels{_ENDING}'")
    if given.suffix != _ENDING:
        raise InputError(f"path={str(path)!r} should end in {_ENDING!r}: labels are kept as JSON Lines")
    if not given.parent.is_dir():
        raise InputError(f"path={str(path)!r} is in a folder that is not there: {str(given.parent)!r}; make it first")
    return given


def _unwritable(path: Path, error: OSError) -> InputError:
    return InputError(f"path={str(path)!r} cannot be written: {error.strerror or error}")


def _write(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
    os.fsync(descriptor)


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
