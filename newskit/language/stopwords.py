"""Stop words: the function words of a language, from small lists written for newskit."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from newskit.errors import unknown_name

__all__ = ["stopword_languages", "stopwords"]


@cache
def stopword_languages() -> tuple[str, ...]:
    """Return the languages that there are stop words for, as ISO 639-1 codes.

    >>> "ko" in stopword_languages()
    True
    """
    lists = files("newskit.language").joinpath("stopword_lists").iterdir()
    return tuple(sorted(entry.name.removesuffix(".txt") for entry in lists if entry.name.endswith(".txt")))


def stopwords(lang: str) -> frozenset[str]:
    """Return the function words of a language, in small letters.

    Articles, pronouns, prepositions, conjunctions, auxiliary verbs and particles: words that tell nothing of what a
    text is about. They are plain text files, one word a line, under CC0.

    Parameters
    ----------
    lang
        ISO 639-1 code.

    Raises
    ------
    UnknownNameError
        If there is no list for the language; the message names those that there are.

    Examples
    --------
    >>> {"the", "would", "won't"} <= stopwords("en")
    True
    """
    given: object = lang
    if not isinstance(given, str) or given not in stopword_languages():
        raise unknown_name("language", lang, stopword_languages(), where="the stop word lists")
    return _listed(lang)


@cache
def _listed(lang: str) -> frozenset[str]:
    """Return the words of a language's list."""
    text = files("newskit.language").joinpath("stopword_lists", f"{lang}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
