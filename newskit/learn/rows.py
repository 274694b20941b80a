"""What users hand over as texts, rows and labels, checked."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, NewskitWarning, listed, require_articles, require_columns
from newskit.language.memory import strings
from newskit.language.mentions import Mentions, mentions_at
from newskit.language.tokens import Tokens

__all__ = ["class_codes", "labels_of", "mentions_of", "rows_of", "texts_of"]

Ints = npt.NDArray[np.int64]
_SHORTEST_SURNAME = 3
# No text has so many characters.
_NO_PLACE = 1 << 40
_FIRST_OF_EAST_ASIA = "\u2e80"


def texts_of(X: Any, on: str) -> list[str]:  # noqa: N803 - scikit-learn's name
    """Return texts of a list, a column, or the column `on` of an article table; a missing one is empty."""
    if isinstance(X, pd.DataFrame):
        return strings(require_articles(X, [on])[on])
    if isinstance(X, (str, bytes)) or not isinstance(X, Iterable):
        raise InputError(f"texts should be a list or a column of strings, or an article table, not {type(X).__name__}")
    if isinstance(X, np.ndarray):
        if X.ndim != 1:
            raise InputError(f"texts should be one column of strings; the array has the shape {X.shape}")
        return strings(X.tolist())
    return strings(X if isinstance(X, (pd.Series, list, tuple)) else list(X))


def rows_of(X: Any) -> tuple[list[str], list[str], Ints, Ints]:  # noqa: N803 - scikit-learn's name
    """Return the texts, targets, and the characters where mentions begin and end; -1 where they are to be found.

    Parameters
    ----------
    X
        A table, or a list of dicts, with ``text`` and ``target``, and ``start`` and ``end`` where they are known.

    Raises
    ------
    InputError
        If a value is not as described; it names the row.
    UnknownNameError
        If a column is missing.
    """
    frame = _frame(X)
    require_columns(frame, ["text", "target"], where="the rows")
    texts = strings(frame["text"])
    targets = strings(frame["target"])
    starts, ends = (_places(frame, name) for name in ("start", "end"))
    for row, (text, start, end) in enumerate(zip(texts, starts, ends, strict=True)):
        if (start < 0) != (end < 0):
            raise InputError(f"row {row} has a start or an end without the other; give both or neither")
        if start >= 0 and not start < end <= len(text):
            raise InputError(
                f"row {row}: text[{start}:{end}] should be the mention, but the text has {len(text)} characters"
            )
    for row, (target, start) in enumerate(zip(targets, starts, strict=True)):
        if not target.strip() and start < 0:
            raise InputError(f"row {row} has neither a target nor its place; each row should name what it is about")
    return texts, targets, np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)


def _frame(X: Any) -> pd.DataFrame:  # noqa: N803 - scikit-learn's name
    if isinstance(X, pd.DataFrame):
        return X
    given = list(X) if isinstance(X, Iterable) and not isinstance(X, (str, bytes, Mapping)) else None
    if given is None or not all(isinstance(row, Mapping) for row in given):
        raise InputError(
            "rows should be a table, or a list of dicts, with 'text', 'target' and, where known, 'start' and 'end'"
        )
    columns = {name: [row.get(name) for row in given] for name in ("text", "target", "start", "end")}
    for name in ("text", "target"):
        missing = [at for at, row in enumerate(given) if name not in row]
        if missing:
            raise InputError(f"row {missing[0]} has no {name!r}; it has {listed(given[missing[0]])}")
    return pd.DataFrame(columns, dtype=object)


def _places(frame: pd.DataFrame, name: str) -> list[int]:
    """Return characters as whole numbers, -1 for missing ones."""
    if name not in frame.columns:
        return [-1] * len(frame)
    made = []
    for row, value in enumerate(frame[name].tolist()):
        if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
            made.append(-1)
            continue
        is_number = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
        if not is_number or not 0 <= value < _NO_PLACE or value != int(value):
            raise InputError(f"row {row}: {name}={value!r} should be the number of a character, from 0 up")
        made.append(int(value))
    return made


def labels_of(y: Any, n: int) -> list[Any]:
    """Return labels as plain strings or whole numbers.

    Raises
    ------
    InputError
        If there are not as many as rows, one is missing, or they are of different kinds.
    """
    if isinstance(y, (str, bytes)) or not isinstance(y, Iterable):
        raise InputError(f"labels should be a list or a column, one for each row, not {type(y).__name__}")
    given = y.tolist() if isinstance(y, (np.ndarray, pd.Series)) else list(y)
    if len(given) != n:
        raise InputError(f"there are {n:,} rows but {len(given):,} labels; there should be one for each")
    made = [_label(value, row) for row, value in enumerate(given)]
    kinds = {type(label) for label in made}
    if len(kinds) > 1:
        raise InputError("labels should be all strings or all whole numbers; these are mixed")
    if len(set(made)) < 2:
        raise InputError(f"labels should be of two classes at least; there is {listed(sorted(set(made)))}")
    return made


def _label(value: Any, row: int) -> str | int:
    if isinstance(value, str):
        return str(value)
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        raise InputError(f"the label of row {row} is missing; leave rows without a label out, both row and label")
    is_number = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
    if not is_number or not abs(value) < _NO_PLACE or value != int(value):
        raise InputError(f"the label of row {row} is {value!r}; it should be a string, or -1, 0 or 1")
    return int(value)


def class_codes(labels: Sequence[Any]) -> tuple[npt.NDArray[Any], Ints]:
    """Return the classes in order, and which of them each label is.

    >>> class_codes(["positive", "negative", "positive"])[1].tolist()
    [1, 0, 1]
    """
    classes = sorted(set(labels))
    place = {label: code for code, label in enumerate(classes)}
    return np.array(classes), np.array([place[label] for label in labels], dtype=np.int64)


def mentions_of(tokens: Tokens, texts: Sequence[str], targets: Sequence[str], starts: Ints, ends: Ints) -> Mentions:
    """Return the mentions of each row's target.

    A given place is the mention. Without one, all places of the name count; if there are none, all in whatever case,
    and then those of its last word, if it is a name of several.

    Warns
    -----
    NewskitWarning
        If targets stand nowhere in their texts; they are counted.
    """
    spans: list[tuple[int, int, int]] = []
    lost: list[int] = []
    for row, (text, target, start, end) in enumerate(zip(texts, targets, starts.tolist(), ends.tolist(), strict=True)):
        found = [(start, end)] if start >= 0 else _search(text, target.split())
        spans += [(row, begin, stop) for begin, stop in found]
        if not found and text.strip():
            lost.append(row)
    if lost:
        warnings.warn(
            f"{len(lost):,} of {len(texts):,} targets stand nowhere in their texts, such as {targets[lost[0]]!r} in "
            f"row {lost[0]}: the whole text counts for them; give start and end where the text has another name",
            NewskitWarning,
            stacklevel=4,
        )
    places = np.array(spans, dtype=np.int64).reshape(-1, 3)
    return _apart(mentions_at(tokens, places[:, 0], places[:, 1], places[:, 2]))


def _search(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Return the places of a name in a text."""
    surname = words[-1:] if len(words) > 1 and len(words[-1]) >= _SHORTEST_SURNAME else []
    for name, flags in ((words, 0), (words, re.IGNORECASE), (surname, 0)):
        pattern = re.compile(r"\s+".join(map(re.escape, name)), flags)
        found = [match.span() for match in pattern.finditer(text) if name and _stands_alone(text, *match.span())]
        if found:
            return found
    return []


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no word goes on before or behind a place; Korean particles and scripts without spaces may."""

    def goes_on(left: str, right: str) -> bool:
        return left.isalnum() and right.isalnum() and max(left, right) < _FIRST_OF_EAST_ASIA

    return not (goes_on(text[start - 1 : start], text[start]) or goes_on(text[end - 1], text[end : end + 1]))


def _apart(found: Mentions) -> Mentions:
    """Return mentions that share no token: of two that do, the first."""
    keep = np.ones(len(found), dtype=bool)
    reach = -1
    for at, (first, last) in enumerate(zip(found.first.tolist(), found.last.tolist(), strict=True)):
        keep[at] = first >= reach
        reach = last if keep[at] else reach
    return Mentions(*(getattr(found, name)[keep] for name in ("text", "first", "last", "start", "end", "how")))
