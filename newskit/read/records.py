"""JSON and JSON Lines: an object is an article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from newskit.errors import ReadError
from newskit.read.registry import Entry, reader
from newskit.read.source import SourceFile
from newskit.schema import Problem
from newskit.schema.coerce import guess_columns

__all__ = ["read_json", "read_jsonl"]

# The most objects inside objects that are searched for the list of articles.
_DEPTH = 4


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ReadError("the JSON is nested too deeply") from error


def _looks_like_json(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _is_article(record: dict[str, Any]) -> bool:
    return not {"title", "text"}.isdisjoint(guess_columns(record).values())


def _articles_in(value: Any, depth: int = 0) -> list[Any] | None:
    """Return the longest list of objects in a reply such as ``{"status": "ok", "articles": [...]}``."""
    if isinstance(value, list):
        return value if any(isinstance(item, dict) for item in value) else None
    if not isinstance(value, dict) or depth == _DEPTH:
        return None
    found = [_articles_in(inner, depth + 1) for inner in value.values()]
    return max((items for items in found if items), key=len, default=None)


@reader("json", suffixes=[".json"], sniff=_looks_like_json)
def read_json(file: SourceFile) -> Iterator[Entry]:
    """Read JSON: an article, a list of articles, or an object that holds such a list."""
    text = file.text()
    try:
        value = _loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and error.lineno > 1:  # one object a line, under the wrong name
            yield from _lines(file, text)
            return
        raise ReadError(f"not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from error
    if isinstance(value, dict) and _is_article(value):
        yield value
        return
    items = _articles_in(value)
    if items is None:
        raise ReadError("the JSON holds no object with a title or a text")
    for number, item in enumerate(items, start=1):
        yield _checked(file, item, f"{number}")


@reader("jsonl", suffixes=[".jsonl", ".ndjson", ".jsonlines"])
def read_jsonl(file: SourceFile) -> Iterator[Entry]:
    """Read JSON Lines: an article a line."""
    text = file.text()
    first = text.lstrip().partition("\n")[0].strip()
    if first in ("{", "[") or (first.startswith("[") and first.endswith(("]", ","))):
        yield from read_json(file)  # a JSON file under the wrong name
        return
    yield from _lines(file, text)


def _lines(file: SourceFile, text: str) -> Iterator[Entry]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = _loads(line)
        except json.JSONDecodeError as error:
            reason = f"not JSON: {error.msg} at column {error.colno}"
            yield Problem(file.name, f"line {number}", "unreadable", reason)
        except ReadError as error:
            yield Problem(file.name, f"line {number}", "unreadable", str(error))
        else:
            yield _checked(file, value, f"line {number}")


def _checked(file: SourceFile, value: Any, entry: str) -> Entry:
    if not isinstance(value, dict):
        return Problem(file.name, entry, "unreadable", f"not an object but {type(value).__name__}")
    return {**value, "entry": entry} if "entry" not in value else value
