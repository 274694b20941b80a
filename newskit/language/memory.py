"""Tokens remembered by content: a corpus is tokenised once, and so is every selection from it."""

from __future__ import annotations

import hashlib
import math
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence

import pandas as pd

from newskit.errors import InputError, require_articles
from newskit.language.tokens import Tokens, tokens_of

__all__ = ["forget_tokens", "set_token_memory", "strings", "tokenize", "tokens"]

_DEFAULT_MEGABYTES = 1000
# A digest, as a key, in the joined key, and its place in the dictionary.
_BYTES_PER_TEXT = 200


def _cost(kept: tuple[Tokens, dict[bytes, int]]) -> int:
    """Return the bytes that remembering a corpus takes."""
    tokens, rows = kept
    return tokens.nbytes + _BYTES_PER_TEXT * len(rows)


class _Memory:
    """The tokens of the corpora used last, within a bound, findable by the digests of their texts."""

    def __init__(self) -> None:
        self.limit = _DEFAULT_MEGABYTES * 10**6
        self._corpora: OrderedDict[bytes, tuple[Tokens, dict[bytes, int]]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, digests: list[bytes]) -> Tokens | None:
        """Return remembered tokens of these texts, if one corpus holds them all."""
        same = b"".join(digests)
        with self._lock:
            # Where a text stands twice in a corpus, this is the only way to the corpus itself and what it remembers.
            if same in self._corpora:
                self._corpora.move_to_end(same)
                return self._corpora[same][0]
            keys = (key for key, (_, rows) in reversed(self._corpora.items()) if all(map(rows.__contains__, digests)))
            key = next(keys, None)
            if key is None:
                return None
            self._corpora.move_to_end(key)
            whole = self._corpora[key]
        tokens, rows = whole
        found = [rows[digest] for digest in digests]
        taken = tokens.take(found).renamed(pd.RangeIndex(len(found)))
        # The next feature of the same selection finds what this one worked out, if the whole need not go for it.
        self.keep(digests, taken, beside=_cost(whole))
        return taken

    def keep(self, digests: list[bytes], tokens: Tokens, *, beside: int = 0) -> None:
        """Remember the tokens of a corpus, and forget the corpora used longest ago that do not fit beside it."""
        kept = (tokens, {digest: row for row, digest in reversed(list(enumerate(digests)))})
        with self._lock:
            if _cost(kept) + beside <= self.limit:
                self._corpora[b"".join(digests)] = kept
                self._shrink()

    def set_limit(self, limit: int) -> None:
        """Set the bound in bytes, and keep to it from now on."""
        with self._lock:
            self.limit = limit
            self._shrink()

    def _shrink(self) -> None:
        while self._corpora and sum(map(_cost, self._corpora.values())) > self.limit:
            self._corpora.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._corpora.clear()


_MEMORY = _Memory()


def set_token_memory(megabytes: float) -> None:
    """Set how much memory the tokens of past corpora may take; 1,000 MB by default, 0 to remember nothing.

    A million tokens take 13 MB, and up to 8 MB more with what analyses work out of them; a corpus of 10,000 articles
    about 150 to 250 MB. What was used longest ago is forgotten first.

    >>> set_token_memory(2000)
    >>> set_token_memory(1000)
    """
    if not 0 <= megabytes < math.inf:
        raise InputError(f"megabytes={megabytes!r} should be a number from 0 up")
    _MEMORY.set_limit(int(megabytes * 10**6))


def forget_tokens() -> None:
    """Give back the memory that the tokens of past corpora take.

    >>> forget_tokens()
    """
    _MEMORY.clear()


def strings(texts: Sequence[str | None] | pd.Series) -> list[str]:
    """Return texts as they are tokenised: a missing one is empty."""
    if isinstance(texts, str | bytes) or not isinstance(texts, Iterable):
        raise InputError(f"texts should be a column or a list of strings, not {type(texts).__name__}")
    values: list[str] = []
    for position, value in enumerate(texts.tolist() if isinstance(texts, pd.Series) else texts):
        if isinstance(value, str):
            values.append(value)
        elif value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
            values.append("")
        else:
            raise InputError(f"texts should be strings; the one at position {position} is {type(value).__name__}")
    return values


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def tokenize(texts: Sequence[str | None] | pd.Series) -> Tokens:
    """Return the tokens of texts, from memory if they, or a corpus that holds them all, were tokenised before.

    Parameters
    ----------
    texts
        Strings; missing ones count as empty.

    Raises
    ------
    InputError
        If a value is neither a string nor missing.

    Examples
    --------
    >>> tokenize(["It rained.", None]).n_words.tolist()
    [2, 0]
    """
    if isinstance(texts, str):
        raise InputError("tokenize takes a list of texts, not one: tokenize([text])")
    values = strings(texts)
    if not values or not _MEMORY.limit:
        return tokens_of(values)
    digests = [_digest(text) for text in values]
    found = _MEMORY.find(digests)
    if found is None:
        found = tokens_of(values)
        _MEMORY.keep(digests, found)
    return found


def tokens(articles: pd.DataFrame | pd.Series | Sequence[str | None], *, on: str = "text") -> Tokens:
    """Return the tokens of articles as integer arrays, tokenised once and remembered.

    Parameters
    ----------
    articles
        An article table, a column of texts, or a list of texts.
    on
        Which column of the table to take.

    Returns
    -------
    Tokens
        Arrays with one entry per token; ``.frame()`` makes a tidy table of them, ``.matrix()`` counts them.

    Raises
    ------
    UnknownNameError
        If the table has no column `on`.

    Examples
    --------
    >>> import newskit as nk
    >>> articles = nk.as_articles([{"title": "Rain", "text": "It rained. We stayed in."}])
    >>> nk.tokens(articles).n_sentences.tolist()
    [2]
    """
    if not isinstance(articles, pd.DataFrame):
        return tokenize(articles)
    require_articles(articles, [on])
    names = pd.Index(articles["id"]) if "id" in articles.columns else pd.RangeIndex(len(articles))
    return tokenize(articles[on]).renamed(names)
