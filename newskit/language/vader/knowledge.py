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
from newskit.language.vader.lookup import Filter, Joined

__all__ = ["Flag", "Knowledge", "Rules", "Words", "knowledge", "normal"]

# Tokens remembered at a time, about 30 MB: news has the same words over and over, and rare ones cost a microsecond.
_MOST_TOKENS = 250_000
# Any word with this in it negates; the package does not know the curly apostrophe.
_CONTRACTED = "n't"
# What str.split takes for white space beyond ASCII.
_SPACES = "".join(sign for sign in map(chr, range(0x80, 0x10000)) if sign.isspace())
# Running text in Latin letters has hardly a character from here on.
_RARE = "\u202a"
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


class Words(dict[bytes, int]):
    """Which row of the tables each token, in UTF-8, has; a token that is new gets one when it is looked up.

    Parameters
    ----------
    rules
        The package's numbers and word lists.

    Attributes
    ----------
    flags, valences, boosts
        By row: flags (none for marks, in row 0), the lexicon's valence, what a booster adds. All words without a part
        in the rules share two rows, one of them for those in capitals, so there are never more than two for each word
        of the rules.
    """

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self._rules = rules
        self._parts = _parts(rules)
        self._rows: dict[tuple[str, bool], int] = {}
        self._filter = Filter(self._parts)
        self._known = [(0, 0.0, 0.0)]
        self._add(("", False))
        self._add(("", True))
        self.flags: npt.NDArray[np.uint32] = np.empty(0, np.uint32)
        self.valences = np.empty(0)
        self.boosts = np.empty(0)

    def __missing__(self, token: bytes) -> int:
        word = normal(token.decode("utf-8", "surrogatepass"))
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
            self[token] = row
        return row

    def _add(self, key: tuple[str, bool]) -> int:
        word, capitals = key
        flags = self._parts.get(word, 0) | Flag.PRESENT | (Flag.CAPITALS if capitals else 0)
        self._rows[key] = len(self._known)
        self._known.append((int(flags), self._rules.lexicon.get(word, 0.0), self._rules.boosters.get(word, 0.0)))
        return self._rows[key]

    def rows(self, joined: Joined) -> npt.NDArray[np.int32]:
        """Return the row of each word of some texts, and have the tables hold all of them."""
        rows = joined.plain_rows()
        maybe = self._filter.maybe(joined)
        rows[maybe] = np.fromiter(map(self.__getitem__, joined.words(maybe)), np.int32, len(maybe))
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
        self._beyond_ascii = not any(map(str.isascii, self._emoji))
        self._changed = self._emoji.keys() | set(_SPACES)
        self._maybe = _near(self._changed)

    def plain(self, text: str) -> str:
        """Return a text with names for emoji and with a space for other white space beyond ASCII.

        There is a space before a name, unless one was there, and none behind it.
        """
        if (self._beyond_ascii and text.isascii()) or self._changed.isdisjoint(self._maybe.findall(text)):
            return text

        def instead(match: re.Match[str]) -> str:
            name = self._emoji.get(match[0])
            if name is None:
                return " " if match[0] in self._changed else match[0]
            at = match.start()
            return f" {name}" if at and text[at - 1] != " " else name

        return self._maybe.sub(instead, text)


def _near(signs: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for characters that may be among some: a set of thousands would be slow on every character."""
    rare = min([sign for sign in signs if sign >= _RARE], default="\U0010ffff")
    often = "".join(re.escape(sign) for sign in signs if sign < _RARE)
    return re.compile(f"[{often}{rare}-\U0010ffff]")


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
