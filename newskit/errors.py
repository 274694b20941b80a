"""How newskit words its errors: what was given, what was expected, what to do.

Every error that newskit raises on purpose is a `NewskitError` and also the built-in error that a Python
programmer would expect (`ValueError`, `KeyError`, ...), so that either can be caught.
"""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

__all__ = [
    "FeatureError",
    "InputError",
    "MissingPackageError",
    "NewskitError",
    "NewskitWarning",
    "ReadError",
    "UnknownNameError",
    "listed",
    "require_articles",
    "require_choice",
    "require_columns",
    "require_flag",
    "require_list",
    "require_mapping",
    "require_name",
    "require_whole",
    "unknown_name",
]


class NewskitError(Exception):
    """The base of every error that newskit raises on purpose.

    >>> import newskit as nk
    >>> try:
    ...     nk.volume(nk.load_sample(), by="sauce")
    ... except nk.NewskitError as error:
    ...     str(error).partition("?")[0]
    "column 'sauce' is not in the articles; did you mean 'source', 'place'"
    """


class InputError(NewskitError, ValueError):
    """An argument has the wrong value, shape or type."""


class UnknownNameError(NewskitError, KeyError):
    """A column, feature, format or group of this name does not exist."""

    def __str__(self) -> str:
        # KeyError shows the repr of its message, with quotes escaped: unreadable for a sentence.
        return str(self.args[0])


class ReadError(NewskitError, ValueError):
    """A file, or an entry of one, cannot be read."""


class FeatureError(NewskitError, RuntimeError):
    """A feature function failed on an article, or returned something else than it declares."""


class MissingPackageError(NewskitError, ImportError):
    """Something was asked for that needs a package which newskit does not bring along.

    >>> print(MissingPackageError("VADER's scores", "vaderSentiment", "vader"))
    VADER's scores need the package vaderSentiment, which is not installed: pip install 'newskit[vader]'
    """

    def __init__(self, subject: str, package: str, extra: str) -> None:
        super().__init__(
            f"{subject} need the package {package}, which is not installed: pip install 'newskit[{extra}]'",
            name=package,
        )


class NewskitWarning(UserWarning):
    """Something was left out, guessed or repaired; the message counts it and says where to look.

    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore", NewskitWarning)
    """


def listed(names: Iterable[object], *, most: int = 12) -> str:
    """Return names for an error message: ``'a', 'b', 'c' and 4 more``.

    >>> listed(["title", "text", "url"], most=2)
    "'title', 'text' and 1 more"
    """
    shown = [repr(str(name)) for name in names]
    if not shown:
        return "none"
    rest = len(shown) - most
    return ", ".join(shown[:most]) + (f" and {rest} more" if rest > 0 else "")


def unknown_name(kind: str, given: object, known: Iterable[object], *, where: str = "") -> UnknownNameError:
    """Return the error for a name that does not exist, with the closest names that do.

    Parameters
    ----------
    kind
        What the name should have been, such as ``"column"`` or ``"feature"``.
    given
        The name that was given.
    known
        The names that exist.
    where
        Where it was looked for, such as ``"the articles"``.

    Examples
    --------
    >>> print(unknown_name("column", "autor", ["author", "title"], where="the articles"))
    column 'autor' is not in the articles; did you mean 'author'? There are: 'author', 'title'
    """
    names = [str(name) for name in known]
    close = difflib.get_close_matches(str(given), names, n=3, cutoff=0.6)
    place = f"is not in {where}" if where else "is not known"
    hint = f"did you mean {listed(close)}? There are: " if close else "there are: "
    return UnknownNameError(f"{kind} {str(given)!r} {place}; {hint}{listed(names, most=30)}")


def require_columns(frame: object, columns: Iterable[object], *, where: str = "the table") -> None:
    """Raise `UnknownNameError` for the first of `columns` that `frame` does not have."""
    if not isinstance(frame, pd.DataFrame):
        raise InputError(f"{where.removeprefix('the ')} should be a DataFrame, not {type(frame).__name__}")
    for column in columns:
        if not isinstance(column, Hashable):
            raise InputError(f"a column is named by one string, not by a {type(column).__name__}: {_short(column)}")
        if column not in frame.columns:
            raise unknown_name("column", column, frame.columns, where=where)


def require_articles(articles: object, columns: Sequence[str] = ()) -> pd.DataFrame:
    """Return `articles` if it is a DataFrame with `columns`, else raise an error that says what to pass."""
    if not isinstance(articles, pd.DataFrame):
        raise InputError(
            f"articles should be a DataFrame as nk.read() returns it, not {type(articles).__name__}; "
            "bring other data in with nk.as_articles()"
        )
    require_columns(articles, columns, where="the articles")
    return articles


def require_choice(name: str, given: Any, choices: Iterable[object]) -> None:
    """Raise `InputError` if `given` is not one of `choices`.

    >>> require_choice("on_error", "ignore", ["warn", "raise"])
    Traceback (most recent call last):
    newskit.errors.InputError: on_error='ignore' is not one of 'warn', 'raise'
    """
    options = list(choices)
    if not isinstance(given, Hashable) or given not in options:
        raise InputError(f"{name}={_short(given)} is not one of {listed(options)}")


def require_whole(name: str, given: object, *, least: int) -> None:
    """Raise `InputError` if `given` is not a whole number from `least` up.

    >>> require_whole("top", 2.5, least=1)
    Traceback (most recent call last):
    newskit.errors.InputError: top=2.5 should be a whole number from 1 up
    """
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < least:
        raise InputError(f"{name}={given!r} should be a whole number from {least} up")


def require_flag(name: str, given: object) -> None:
    """Raise `InputError` if `given` is neither true nor false.

    >>> require_flag("case", "no")
    Traceback (most recent call last):
    newskit.errors.InputError: case='no' should be True or False
    """
    if not isinstance(given, bool | np.bool_):
        raise InputError(f"{name}={_short(given)} should be True or False")


def require_list(name: str, given: object, *, of: str = "strings") -> list[Any]:
    """Return the members of a list, or raise `InputError` if `given` is a string or nothing that has members.

    >>> require_list("stopwords", 7, of="words")
    Traceback (most recent call last):
    newskit.errors.InputError: stopwords=7 should be a list of words
    """
    if isinstance(given, str):
        raise InputError(f"{name}={given!r} should be a list of {of}, not one: {name}=[{given!r}]")
    if isinstance(given, bytes | pd.DataFrame) or not isinstance(given, Iterable):
        raise InputError(f"{name}={_short(given)} should be a list of {of}")
    return list(given)


def require_mapping(name: str, given: object, *, example: str) -> Mapping[Any, Any]:
    """Return a dict, or raise `InputError` if `given` is none.

    >>> require_mapping("columns", ["Titel"], example="{'Titel': 'title'}")
    Traceback (most recent call last):
    newskit.errors.InputError: columns=['Titel'] should be a dict, such as {'Titel': 'title'}
    """
    if not isinstance(given, Mapping):
        raise InputError(f"{name}={_short(given)} should be a dict, such as {example}")
    return given


def require_name(name: str, given: object) -> None:
    """Raise `InputError` if `given` is no string, as the name of a column is.

    >>> require_name("date", ["published"])
    Traceback (most recent call last):
    newskit.errors.InputError: date=['published'] should be the name of one column
    """
    if not isinstance(given, str):
        raise InputError(f"{name}={_short(given)} should be the name of one column")


def _short(given: object) -> str:
    """Return a value as an error shows it: a table would fill the page."""
    return type(given).__name__ if isinstance(given, pd.DataFrame | pd.Series | np.ndarray) else repr(given)
