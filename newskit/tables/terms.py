"""Chosen terms: what users write for them, and where they stand in the articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles, require_flag
from newskit.language import Tokens, tokens
from newskit.language.matching import Occurrences, find_all
from newskit.language.memory import strings
from newskit.language.patterns import Pattern, compile_pattern

__all__ = ["Found", "Terms", "Written", "as_given", "find_terms", "named_terms"]

One = str | re.Pattern[str]
Terms = One | Iterable[One] | Mapping[str, One | Iterable[One]]
Written = Mapping[str, Sequence[Any]]


def named_terms(terms: Terms) -> dict[str, list[One]]:
    """Return each term's name and its patterns, any of which counts.

    Parameters
    ----------
    terms
        A pattern, several (each a term of its own, called as it is written), or a dict from names to patterns or lists
        of them. For what a pattern is see `newskit.language.patterns.compile_pattern`.

    Raises
    ------
    InputError
        If there are none, or two of one name.

    Examples
    --------
    >>> named_terms(["rain", "snow*"])
    {'rain': ['rain'], 'snow*': ['snow*']}
    >>> named_terms({"weather": ["rain", "snow*"]})
    {'weather': ['rain', 'snow*']}
    """
    if isinstance(terms, Mapping):
        wrong = [name for name in terms if not isinstance(name, str)]
        if wrong:
            raise InputError(f"the names of terms should be strings, not {type(wrong[0]).__name__}: {wrong[0]!r}")
        named = {
            name: [given] if isinstance(given, str | re.Pattern) else _list(given) for name, given in terms.items()
        }
    else:
        given = [terms] if isinstance(terms, str | re.Pattern) else _list(terms)
        names = [one.pattern if isinstance(one, re.Pattern) else one for one in given]
        twice = [name for at, name in enumerate(names) if name in names[:at]]
        if twice:
            raise InputError(f"the term {twice[0]!r} is given twice; give each once, or name them with a dict")
        named = {str(name): [one] for name, one in zip(names, given, strict=True)}
    if not named:
        raise InputError("there are no terms; name at least one, such as ['inflation', 'interest rate*']")
    return named


def _list(given: object) -> list[Any]:
    if isinstance(given, bytes | pd.DataFrame) or not isinstance(given, Iterable):
        raise InputError(
            f"terms should be a string, a list of strings, or a dict of these by name, not {type(given).__name__}"
        )
    return sorted(given, key=str) if isinstance(given, set | frozenset) else list(given)


def compiled(named: Mapping[str, Sequence[One]], *, case: bool, regex: bool, across: bool) -> dict[str, Pattern]:
    """Return the patterns of named terms; errors say which term."""
    patterns = {}
    for name, given in named.items():
        try:
            patterns[name] = compile_pattern(given, case=case, regex=regex, across=across)
        except InputError as error:
            where = "" if list(given) == [name] else f"term {name!r}: "
            raise InputError(f"{where}{error}") from error
    return patterns


def written(named: Mapping[str, Sequence[One]], patterns: Mapping[str, Pattern]) -> dict[str, list[Any]]:
    """Return terms in values that survive JSON: a regular expression as a list of its text and flags."""
    return {
        # Strings that were compiled as expressions are among these.
        name: [one for one in given if isinstance(one, str) and patterns[name].phrases]
        + [[regex.pattern, regex.flags] for regex in patterns[name].regexes]
        for name, given in named.items()
    }


def as_given(terms: Written) -> dict[str, list[One]]:
    """Return terms as a user would give them, from what `written` made of them."""
    return {
        name: [one if isinstance(one, str) else re.compile(str(one[0]), int(one[1])) for one in given]
        for name, given in terms.items()
    }


@dataclass(frozen=True, slots=True)
class Found:
    """Where terms stand in a column of the articles.

    Parameters
    ----------
    tokens
        The tokens of the column.
    names
        The terms' names.
    places
        The occurrences of each.
    terms
        How they were written, for the recipe of a table.
    """

    tokens: Tokens
    names: list[str]
    places: list[Occurrences]
    terms: Written

    def counts(self, number: int) -> npt.NDArray[np.int64]:
        """Return how often a term stands in each article."""
        return np.bincount(self.places[number].row, minlength=self.tokens.n_texts).astype(np.int64)


def find_terms(
    articles: pd.DataFrame,
    terms: Terms,
    *,
    on: str = "text",
    case: bool = False,
    regex: bool = False,
    across: bool = False,
) -> Found:
    """Return where terms stand in a column of the articles."""
    require_articles(articles, [on])
    for name, flag in (("case", case), ("regex", regex), ("across", across)):
        require_flag(name, flag)
    named = named_terms(terms)
    patterns = compiled(named, case=case, regex=regex, across=across)
    corpus = tokens(articles, on=on)
    places = find_all(corpus, list(patterns.values()), lambda: strings(articles[on]))
    return Found(corpus, list(named), places, written(named, patterns))
