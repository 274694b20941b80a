"""Inverted lists remembered by content: a column of texts is listed once, whichever table it stands in."""

from __future__ import annotations

import hashlib
import math
import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterable

import numpy as np
import pandas as pd

from newskit.errors import InputError
from newskit.language import tokenize, tokens_of
from newskit.tables.searching.column import Column, column_of

__all__ = ["column_for", "forget_searches", "set_search_memory"]

_DEFAULT_MEGABYTES = 1000


class _Memory:
    """The columns searched last, within a bound, by the digests of their texts."""

    def __init__(self) -> None:
        self.limit = _DEFAULT_MEGABYTES * 10**6
        self._columns: OrderedDict[bytes, Column] = OrderedDict()
        # Arrow's arrays never change, so that the same one need not be read again to know its digest.
        self._seen: dict[int, tuple[weakref.ref[object], bytes]] = {}
        self._lock = threading.Lock()

    def digest_of(self, values: pd.Series) -> bytes:
        """Return the digest of a column, without reading it if the same array was read before."""
        held = values.array.__arrow_array__() if isinstance(values.dtype, (pd.ArrowDtype, pd.StringDtype)) else None
        if held is None:
            return _digest(texts_of(values))
        with self._lock:
            known, digest = self._seen.get(id(held), (None, b""))
        if known is None or known() is not held:
            digest = _digest(texts_of(values))
            with self._lock:
                self._seen = {key: seen for key, seen in self._seen.items() if seen[0]() is not None}
                self._seen[id(held)] = weakref.ref(held), digest
        return digest

    def find(self, digest: bytes) -> Column | None:
        with self._lock:
            if digest in self._columns:
                self._columns.move_to_end(digest)
            return self._columns.get(digest)

    def keep(self, digest: bytes, column: Column) -> None:
        with self._lock:
            if _cost(column) <= self.limit:
                self._columns[digest] = column
                self._shrink()

    def set_limit(self, limit: int) -> None:
        with self._lock:
            self.limit = limit
            self._shrink()

    def _shrink(self) -> None:
        while self._columns and sum(map(_cost, self._columns.values())) > self.limit:
            self._columns.popitem(last=False)


_MEMORY = _Memory()


def _cost(column: Column) -> int:
    return column.nbytes + column.tokens.nbytes


def _digest(texts: Iterable[str]) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for text in texts:
        raw = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.digest()


def set_search_memory(megabytes: float) -> None:
    """Set how much memory the indexes of `newskit.search` may take, their tokens included; 1,000 MB by default.

    10,000 articles of 1,000 words take about 330 MB. What was used longest ago is forgotten first; a column that does
    not fit alone is not remembered: keep a `newskit.SearchIndex` of such a table.

    >>> set_search_memory(2000)
    >>> set_search_memory(1000)
    """
    if not 0 <= megabytes < math.inf:
        raise InputError(f"megabytes={megabytes!r} should be a number from 0 up")
    _MEMORY.set_limit(int(megabytes * 10**6))


def forget_searches() -> None:
    """Give back the memory that the indexes of past searches take.

    >>> forget_searches()
    """
    limit = _MEMORY.limit
    _MEMORY.set_limit(0)
    _MEMORY.set_limit(limit)


def text_of(value: object) -> str:
    """Return a value as a text to search in: the members of a list in paragraphs of their own, nothing if missing."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple, set, frozenset, np.ndarray)):
        members = sorted(value, key=str) if isinstance(value, (set, frozenset)) else list(value)
        return "\n\n".join(filter(None, map(text_of, members)))
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(value)


def texts_of(values: pd.Series) -> list[str]:
    """Return the values of a column as texts."""
    return [text_of(value) for value in values.tolist()]


def column_for(values: pd.Series, *, is_text: bool) -> Column:
    """Return the lists of a column, from memory if these texts were listed before.

    Parameters
    ----------
    values
        A column: texts, lists of them, or anything that can be written as text.
    is_text
        Whether other analyses work on its tokens as well, so that they are worth remembering.
    """
    digest = _MEMORY.digest_of(values)
    found = _MEMORY.find(digest)
    if found is None:
        texts = texts_of(values)
        found = column_of(tokenize(texts) if is_text else tokens_of(texts))
        _MEMORY.keep(digest, found)
    return found
