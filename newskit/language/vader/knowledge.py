"""What VADER knows of a word, as one number of flags: read from the installed vaderSentiment, never copied."""

from __future__ import annotations

import re
import string
import threading
from collections.abc import Iterable, Mapping
from enum import IntFlag
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from newskit.errors import MissingPackageError

__all__ = ["MARK", "Flag", "Knowledge", "Rules", "Words", "knowledge", "normal"]

# Stands for the end of a text among tokens.
MARK = "\0"
# Tokens remembered at a time, about 30 MB: news has the same words over and over, and rare ones cost a microsecond.
_MOST_TOKENS = 250_000
# Any word with this in it negates; the package does not know the curly apostrophe.
_CONTRACTED = "n't"
# Running text in Latin letters has hardly a character from here on.
_RARE = "\u2020"
# A longer token is an address or no word at all.
_LONGEST = 40


class Flag(IntFlag):
    """What the rules ask of a word; several may hold."""

    PRESENT = 1 << 0  # there is a word, where rules look before the beginning or behind the end
    RATED = 1 << 1  # in the lexicon
    BOOSTER = 1 << 2  # makes the next rated word stronger or weaker, and has no score even if it is rated
    NEGATION = 1 << 3
    CAPITALS = 1 << 4
    NO = 1 << 5
    OR = 1 << 6  # or, nor
    NEVER = 1 << 7
    WITHOUT = 1 << 8
    SO = 1 << 9  # so, this
    DOUBT = 1 << 10
    LEAST = 1 << 11
    AT = 1 << 12  # at, very
    BUT = 1 << 13
    KIND = 1 << 14
    OF = 1 << 15
    PHRASE = 1 << 16  # the longest word of an idiom, or of a booster of several words


_NAMED = {
    "no": Flag.NO,
    "or": Flag.OR,
    "nor": Flag.OR,
    "never": Flag.NEVER,
    "without": Flag.WITHOUT,
    "so": Flag.SO,
    "this": Flag.SO,
    "doubt": Flag.DOUBT,
    "least": Flag.LEAST,
    "at": Flag.AT,
    "very": Flag.AT,
    "but": Flag.BUT,
    "kind": Flag.KIND,
    "of": Flag.OF,
}


class Rules(NamedTuple):
    """The package's numbers and word lists."""

    negation: float
    capitals: float
    negations: frozenset[str]
    boosters: Mapping[str, float]
    idioms: Mapping[str, float]
    lexicon: Mapping[str, float]
    emoji: Mapping[str, str]


def normal(token: str) -> str:
    """Return a token without punctuation around it, unless too little would be left: then it may be an emoticon."""
    bare = token.strip(string.punctuation)
    return bare if len(bare) > 2 else token


def _parts(rules: Rules) -> dict[str, int]:
    """Return the flags of every word that has a part in the rules, in small letters."""
    parts: dict[str, int] = {word: int(flag) for word, flag in _NAMED.items()}
    phrases = [key.split() for key in (*rules.idioms, *rules.boosters) if " " in key]
    contracted = [word for word in (*rules.lexicon, *rules.boosters) if _CONTRACTED in word]
    for words, flag in (
        (rules.lexicon, Flag.RATED),
        (rules.boosters, Flag.BOOSTER),
        ([*rules.negations, *contracted, _CONTRACTED], Flag.NEGATION),
        ([max(words, key=len) for words in phrases], Flag.PHRASE),
    ):
        for word in words:
            parts[word] = parts.get(word, 0) | int(flag)
    return parts


class Words(dict[str, int]):
    """Which row of the tables each token has; a token that is new gets one when it is looked up.

    Parameters
    ----------
    rules
        The package's numbers and word lists.

    Attributes
    ----------
    flags, valences, boosts
        By row: flags (none for `MARK`, in row 0), the lexicon's valence, what a booster adds. All words without a part
        in the rules share two rows, one of them for those in capitals, so there are never more than two for each word
        of the rules.
    """

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self._rules = rules
        self._parts = _parts(rules)
        self._rows: dict[tuple[str, bool], int] = {}
        self._known = [(0, 0.0, 0.0)]
        self[MARK] = 0
        self.flags: npt.NDArray[np.uint32] = np.empty(0, np.uint32)
        self.valences = np.empty(0)
        self.boosts = np.empty(0)

    def __missing__(self, token: str) -> int:
        word = normal(token)
        lower = word.lower()
        if lower not in self._parts:
            lower = _CONTRACTED if _CONTRACTED in lower else ""
        key = (lower, word.isupper())
        row = self._rows.get(key)
        if row is None:
            row = self._add(key)
        if len(token) <= _LONGEST:
            if len(self) >= _MOST_TOKENS:
                self.clear()
                self[MARK] = 0
            self[token] = row
        return row

    def _add(self, key: tuple[str, bool]) -> int:
        word, capitals = key
        flags = self._parts.get(word, 0) | Flag.PRESENT | (Flag.CAPITALS if capitals else 0)
        self._rows[key] = len(self._known)
        self._known.append((int(flags), self._rules.lexicon.get(word, 0.0), self._rules.boosters.get(word, 0.0)))
        return self._rows[key]

    def rows(self, tokens: list[str]) -> npt.NDArray[np.int32]:
        """Return the row of each token, and have the tables hold all of them."""
        rows = np.fromiter(map(self.__getitem__, tokens), np.int32, len(tokens))
        if len(self.flags) < len(self._known):
            flags, valences, boosts = zip(*self._known, strict=True)
            self.flags = np.array(flags, np.uint32)
            self.valences, self.boosts = np.array(valences, float), np.array(boosts, float)
        return rows


class Knowledge:
    """The package's rules, its words in tables, and its way with emoji.

    Parameters
    ----------
    rules
        The package's numbers and word lists.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.words = Words(rules)
        # One text's words may be looked up in one thread while another makes room for its own.
        self.lock = threading.Lock()
        # The package looks emoji up character by character, so those of several characters are never found.
        self._emoji = {key: name for key, name in rules.emoji.items() if len(key) == 1}
        self._maybe = _near(self._emoji)
        self._beyond_ascii = not any(map(str.isascii, self._emoji))

    def without_emoji(self, text: str) -> str:
        """Return a text with names for emoji: a space before a name unless there is one, and none behind it."""
        if (self._beyond_ascii and text.isascii()) or self._emoji.keys().isdisjoint(self._maybe.findall(text)):
            return text

        def name(match: re.Match[str]) -> str:
            found = self._emoji.get(match[0])
            if found is None:
                return match[0]
            at = match.start()
            return f" {found}" if at and text[at - 1] != " " else found

        return self._maybe.sub(name, text)


def _near(signs: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for characters that may be among some: a set of thousands would be slow on every character."""
    rare = [sign for sign in signs if sign >= _RARE]
    often = "".join(re.escape(sign) for sign in signs if sign < _RARE)
    behind = f"{min(rare)}-\U0010ffff" if rare else ""
    return re.compile(f"[{often}{behind}]" if often or behind else r"(?!)")


def _package() -> Any:
    try:
        from vaderSentiment import vaderSentiment  # noqa: PLC0415 - an extra, asked for by those who use it
    except ImportError as error:
        raise MissingPackageError("VADER's scores", "vaderSentiment", "vader") from error
    return vaderSentiment


@cache
def knowledge() -> Knowledge:
    """Return what the installed package knows, read once.

    Raises
    ------
    MissingPackageError
        If vaderSentiment is not installed.
    """
    package = _package()
    analyzer = package.SentimentIntensityAnalyzer()
    return Knowledge(
        Rules(
            negation=package.N_SCALAR,
            capitals=package.C_INCR,
            negations=frozenset(package.NEGATE),
            boosters=package.BOOSTER_DICT,
            idioms=package.SPECIAL_CASES,
            lexicon=analyzer.lexicon,
            emoji=analyzer.emojis,
        )
    )
