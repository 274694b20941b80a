"""Keywords in context: every use of a word or phrase, with what stands to its left and right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import require_choice, require_columns, require_list, require_name, require_whole
from newskit.language import Tokens
from newskit.language.matching import Occurrences
from newskit.language.memory import strings
from newskit.schema import STRING_DTYPE
from newskit.tables.concordance import Concordance
from newskit.tables.recipe import Recipe, remember
from newskit.tables.sorting import SORTS, context_ranks, value_ranks
from newskit.tables.terms import Found, Terms, find_terms

__all__ = ["kwic"]

Ints = npt.NDArray[np.int64]


def kwic(
    articles: pd.DataFrame,
    terms: Terms,
    *,
    on: str = "text",
    window: int = 10,
    case: bool = False,
    regex: bool = False,
    across: bool = False,
    sort: str | Sequence[str] | None = None,
    date: str = "published",
) -> Concordance:
    """Return every use of a word or phrase with its context, a row each.

    Parameters
    ----------
    articles
        The article table.
    terms
        What to look for: ``"storm"``, ``"prime minister"``, ``"inflat*"``, ``"storm*|flood*"``; a list of these or a
        dict by name, as in `frequencies`. Each term is looked for by itself, so two may overlap.
    on
        The column to look in.
    window
        How many words of context there are on either side; characters, in scripts without spaces between words.
    case
        Whether capital and small letters differ.
    regex
        Whether `terms` are regular expressions, for Python's `re`; those that are compiled say so themselves. They are
        looked for in the text as it is, line breaks and curly apostrophes included.
    across
        Whether a phrase may run over punctuation, ends of sentences and blank lines.
    sort
        By what to sort: ``"left"`` (the word before the match, then the one before that), ``"right"``, ``"match"``,
        ``"date"``, ``"source"``, ``"title"`` or ``"term"``, or several in turn; by default as the articles are.
    date
        The column of dates.

    Returns
    -------
    Concordance
        A DataFrame that a notebook shows with the matches below each other:

        - ``id``, ``title``, the `date`, ``source``: of the article, those that it has;
        - ``left``, ``match``, ``right``: the text, with single spaces for line breaks;
        - ``term``: which of the patterns it is, by name;
        - ``position``: how many words of the text stand before;
        - ``start``, ``end``: where it stands, in characters: ``text[start:end]``.

    Raises
    ------
    InputError, UnknownNameError
        If a term, the window or the order is not what it should be, or there is no such column.

    See Also
    --------
    frequencies : How often terms are used.
    articles_in : The articles behind rows.

    Examples
    --------
    >>> import newskit as nk
    >>> table = kwic(nk.load_sample(), "prime minister*", window=3, sort="right")
    >>> table[["left", "match", "right"]].head(2)
                     left            match         right
    0  coach parties, two  prime ministers  and a bishop
    """
    require_whole("window", window, least=0)
    order = [sort] if isinstance(sort, str) else [] if sort is None else require_list("sort", sort, of="columns")
    require_name("date", date)
    for one in order:
        require_choice("sort", one, SORTS)
    found = find_terms(articles, terms, on=on, case=case, regex=regex, across=across)
    needed = {"date": date, "source": "source", "title": "title"}
    require_columns(articles, [needed[one] for one in order if one in needed], where="the articles")
    places, term = merged(found.places)
    table = _table(articles, found, (places, term), on=on, date=date, window=window)
    if order and len(table):
        table = _sorted(table, found.tokens, places, [needed.get(one, one) for one in order])
    by = ("id",) if "id" in table.columns else ()
    remember(table, Recipe("kwic", by, date=date if date in table.columns else ""))
    return table


def _table(
    articles: pd.DataFrame, found: Found, uses: tuple[Occurrences, Ints], *, on: str, date: str, window: int
) -> Concordance:
    """Return the rows in the order of the articles."""
    places, term = uses
    begin, stop = _contexts(found.tokens, places, window)
    columns: dict[str, Any] = {
        name: articles[name].iloc[places.row].array
        for name in dict.fromkeys(("id", "title", date, "source"))
        if name in articles.columns
    }
    rows, which = np.unique(places.row, return_inverse=True)
    texts = strings(articles[on].iloc[rows])
    edges = (begin, places.start, places.end, stop)
    spans = list(zip(which.tolist(), *(edge.tolist() for edge in edges), strict=True))
    columns["left"] = _strings(_spaced(texts[at][a:b]) for at, a, b, _, _ in spans)
    columns["match"] = _strings(_spaced(texts[at][b:c]) for at, _, b, c, _ in spans)
    columns["right"] = _strings(_spaced(texts[at][c:d]) for at, _, _, c, d in spans)
    columns["term"] = pd.array(found.names, dtype=STRING_DTYPE).take(term)
    columns["position"] = words_before(found.tokens, places)
    return Concordance({**columns, "start": places.start, "end": places.end})


def _sorted(table: Concordance, tokens: Tokens, places: Occurrences, order: Sequence[str]) -> Concordance:
    """Return the rows sorted by contexts and columns in turn, otherwise as they were."""
    keys: list[Ints] = []
    for one in order:
        keys += context_ranks(tokens, places, one) if one in ("left", "right") else [value_ranks(table[one])]
    return table.iloc[np.lexsort(keys[::-1])].reset_index(drop=True)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _strings(values: Any) -> Any:
    return pd.array(list(values), dtype=STRING_DTYPE)


def merged(places: Sequence[Occurrences]) -> tuple[Occurrences, Ints]:
    """Return the occurrences of several terms in the order of the text, and the number of the term of each."""
    term = np.repeat(np.arange(len(places)), [len(one) for one in places])
    together = Occurrences(*map(np.concatenate, zip(*(one.arrays() for one in places), strict=True)))
    order = np.lexsort((term, together.end, together.start, together.row))
    return together.take(order), term[order]


def words_before(tokens: Tokens, places: Occurrences) -> Ints:
    """Return how many words of its text stand before each occurrence."""
    before = tokens.words_before
    return (before[places.token] - before[tokens.bounds[places.row]]).astype(np.int64)


def _contexts(tokens: Tokens, places: Occurrences, window: int) -> tuple[Ints, Ints]:
    """Return the characters at which the left contexts begin and the right ones end."""
    if not window or not len(places):
        return places.start, places.end
    before, words = tokens.words_before, np.flatnonzero(tokens.is_word[tokens.ids])
    if not len(words):  # marks alone: all of the text is context
        return np.zeros_like(places.start), np.full_like(places.end, np.iinfo(np.int32).max)
    left = before[places.token] - window
    right = before[places.token + places.size] + window
    # Where the text begins or ends within reach, its first and last marks belong to it.
    reaches_first = left <= before[tokens.bounds[places.row]]
    reaches_last = right >= before[tokens.bounds[places.row + 1]]
    begin = np.where(reaches_first, 0, tokens.start[words[np.maximum(left, 0)]])
    stop = np.where(reaches_last, np.iinfo(np.int32).max, tokens.end[words[np.minimum(right, len(words)) - 1]])
    return begin.astype(np.int64), stop.astype(np.int64)
