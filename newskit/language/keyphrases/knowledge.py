"""What is known of a language's words: which are never part of a phrase, which part of speech, how common.

The lists and tables lie in ``data`` as plain text, under CC0: function words come from `newskit.language.stopwords`,
names of months and days from Babel, and ``noise_LANG.txt`` holds words that news is full of and no phrase wants
(*said*, *per cent*, *Mr*).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newskit.language.abbreviations import TITLES
from newskit.language.stopwords import stopword_languages, stopwords

__all__ = ["ADJECTIVE", "BOTH", "GERUND", "NAME", "NOUN", "OTHER", "VERB", "Knowledge", "knowledge", "lines_of"]

# Parts of speech. BOTH is a noun or a verb: the word before it tells. The first four may stand in a phrase, NAME and
# NOUN (and BOTH, read as a noun) at its end.
NAME, NOUN, ADJECTIVE, GERUND, VERB, OTHER, BOTH = range(1, 8)
_LETTERS = {"N": NOUN, "A": ADJECTIVE, "G": GERUND, "V": VERB, "X": OTHER, "B": BOTH}
_ELIDED = {
    "fr": "l d j n m t s c qu jusqu lorsqu puisqu quoiqu quelqu presqu",
    "it": "l d c un dell all dall nell sull quell quest bell sant gl n m t s v com dov cos senz mezz tutt anch quand",
    "ca": "l d n s m t",
}
"""Words that lose their last letter and are written together with the next: l'homme, dell'anno."""
_VERB_ENDINGS = {
    "ru": "ает яет ует еет ается яется уется ется ится аются яются уются утся ятся атся ивал ывал ировал ировала "
          "ировали овал овала овали ился илась ились ался алась ались ить ать ять еть овать ться нуть вший вшая вшие "
          "учат дут жут ают яют уют",
    "uk": "ває тиме ється иться аються уються ував увала ували ився илась илися ався алась алися ити ати яти "
          "увати тися",
    "pt": "aram eram iram avam ando endo arão erão irão assem essem issem mente",
    "es": "aron ieron aban ando iendo arán erán irán asen iesen mente",
    "it": "arono erono irono avano evano ivano ando endo eranno iranno mente",
    "fr": "aient èrent eront iront erait eraient amment emment",
}  # fmt: skip
"""Endings of verbs and adverbs that few nouns have."""
_ADJECTIVE_ENDINGS = {
    "en": "al ous ive ful ic able ible less ish ary ian ean an ese ed",
    "ru": "ый ого его ому ему ая яя ое ые ых ыми ими ую юю ский ческие ские",
    "uk": "ий ого ому ьої ої их ими іх ська ські ських",
}
_SINGLE_CHARACTERS = frozenset({"zh", "ja"})
_NOUNS_WITH_CAPITALS = frozenset({"de"})
_SHOUTED = {"en": "US WHO"}
"""Names that in small letters would be function words."""


@dataclass(frozen=True)
class Knowledge:
    """What is known of the words of a language, all in small letters with straight apostrophes.

    Parameters
    ----------
    lang
        ISO 639-1 code, empty for a language that is not known.
    stop
        Words that are never part of a phrase.
    soft
        Those of them that belong to a name where it and the word beside it have capitals: New York, High Court.
    tags
        Parts of speech that the endings do not tell; empty for a language without such a table.
    adjectives, verbs
        Endings of adjectives, and of verbs and adverbs.
    has_no_spaces
        Whether words are written without spaces, so that every character is a token.
    elided
        What stands before an apostrophe and is a word of its own.
    shouted
        Forms in capitals that are names although their small letters are function words.
    before_verbs, before_nouns
        Words that say of the next one, where it may be both, that it is a verb, or a noun.
    """

    lang: str
    stop: frozenset[str]
    soft: frozenset[str]
    tags: dict[str, int]
    adjectives: tuple[str, ...]
    verbs: tuple[str, ...]
    has_no_spaces: bool
    elided: frozenset[str]
    shouted: frozenset[str]
    before_verbs: frozenset[str]
    before_nouns: frozenset[str]


def lines_of(name: str) -> list[str]:
    """Return the lines of a file in ``data`` without comments; none if there is no such file."""
    path = files("newskit.language.keyphrases").joinpath("data", name)
    if not path.is_file():
        return []
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def _words(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


@cache
def _calendar(lang: str) -> frozenset[str]:
    """Return the names of months and days, in the forms that stand in dates and alone."""
    from babel import Locale  # noqa: PLC0415 - takes time to import, which only keyphrases should wait for

    locale = Locale(lang)
    found = {
        name.lower()
        for table in (locale.months, locale.days)
        for context in ("format", "stand-alone")
        for name in table[context]["wide"].values()
    }
    # The names of months in Japanese and Chinese are numbers and a character.
    return frozenset(word for name in found for word in name.split() if not any(map(str.isdigit, word)))


def _calendar_or_nothing(lang: str) -> frozenset[str]:
    from babel import UnknownLocaleError  # noqa: PLC0415

    try:
        return _calendar(lang)
    except (UnknownLocaleError, ValueError):
        return frozenset()


@cache
def knowledge(lang: str) -> Knowledge:
    """Return what is known of a language, given as ISO 639-1 code; little of one that is not known.

    >>> "said" in knowledge("en").stop, "janvier" in knowledge("fr").stop, knowledge("xx").stop
    (True, True, frozenset())
    """
    functions = stopwords(lang) if lang in stopword_languages() else frozenset()
    if lang in _SINGLE_CHARACTERS:  # where one character may be a part of any word, only some are sure to be none
        functions = frozenset(word for word in functions if len(word) > 1)
    noise = _words(lines_of(f"noise_{lang}.txt"))
    calendar = _calendar_or_nothing(lang) if lang else frozenset()
    pairs = (line.split("\t") for line in lines_of(f"tags_{lang}.tsv"))
    cues = {
        name: frozenset(words.split()) for name, words in (line.split("\t") for line in lines_of(f"cues_{lang}.tsv"))
    }
    return Knowledge(
        lang,
        frozenset(word for word in functions | noise | calendar if lang != "ja" or len(word) > 1),
        frozenset() if lang in _NOUNS_WITH_CAPITALS else noise - functions - calendar - TITLES,
        {word: _LETTERS[letter] for word, letter in pairs},
        tuple(_ADJECTIVE_ENDINGS.get(lang, "").split()),
        tuple(_VERB_ENDINGS.get(lang, "").split()),
        lang in _SINGLE_CHARACTERS,
        frozenset(_ELIDED.get(lang, "").split()),
        frozenset(_SHOUTED.get(lang, "").split()),
        cues.get("verb", frozenset()),
        cues.get("noun", frozenset()),
    )
