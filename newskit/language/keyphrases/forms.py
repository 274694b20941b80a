"""What each distinct form of a corpus is, worked out once a form and looked up for every token."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from newskit.language.characters import SINGLE, classify
from newskit.language.keyphrases import korean
from newskit.language.keyphrases.background import Background
from newskit.language.keyphrases.knowledge import ADJECTIVE, BOTH, GERUND, NOUN, OTHER, Knowledge
from newskit.language.keyphrases.stems import ends_with, stems

__all__ = ["Forms", "Spelling", "forms_of", "spelling"]

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]

_ADJECTIVE_ENDINGS = "al ous ive ful ic able ible less ish ary ian ean an ese ed".split()
_JOINTS = re.compile("[-'.&·]")
_DOTTED = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_HIRAGANA = (0x3041, 0x309F)


@dataclass(frozen=True)
class Spelling:
    """Forms reduced to the word that they hold, and what was cut off.

    Parameters
    ----------
    base
        The word in small letters, without elided articles, possessive ``'s`` and Korean particles.
    skip, cut
        How many characters at the beginning and at the end of a form do not belong to it.
    first
        The code of the first character.
    dotted
        Whether a form is letters with stops between (``U.S``), so that the full stop behind it belongs to it.
    wide
        Whether a form is one character of a script without spaces between words.
    whole
        The forms in small letters.
    """

    base: pa.Array
    skip: Bytes
    cut: Bytes
    first: npt.NDArray[np.uint32]
    dotted: Bools
    wide: Bools
    whole: pa.Array


@dataclass(frozen=True)
class Forms:
    """What each form is.

    Parameters
    ----------
    stop
        Whether it is never part of a phrase.
    soft
        Whether it may be, as part of a name.
    tag
        Its part of speech, where nothing around it tells another, see `newskit.language.keyphrases.knowledge`.
    worth
        How much it tells by how rare it is in news at large.
    stem
        Forms of one word have one number.
    stem_names
        The stems that the numbers stand for.
    upper
        Whether it begins with a capital.
    capitals_name
        Whether a capital makes a name; in German it makes a noun.
    cue
        Whether the next word, where it may be both, is a verb (1) or a noun (2) behind it.
    spelling
        What was cut off.
    """

    stop: Bools
    soft: Bools
    tag: Bytes
    worth: npt.NDArray[np.float64]
    stem: npt.NDArray[np.int64]
    stem_names: list[str]
    upper: Bools
    capitals_name: bool
    cue: Bytes
    spelling: Spelling


def _containing(words: pa.Array, part: str) -> list[int]:
    found: list[int] = np.flatnonzero(pc.match_substring(words, part).to_numpy(zero_copy_only=False)).tolist()
    return found


def _mapped(codes: npt.NDArray[np.uint32], test: str) -> Bools:
    """Return a str method's answer for each character."""
    distinct, inverse = np.unique(codes, return_inverse=True)
    return np.array([getattr(chr(code), test)() for code in distinct.tolist()], dtype=bool)[inverse]


def spelling(forms: Sequence[str], lowers: Sequence[str], known: Knowledge) -> Spelling:
    """Return the word that each form holds."""
    n = len(forms)
    skip, cut, dotted = np.zeros(n, np.uint8), np.zeros(n, np.uint8), np.zeros(n, dtype=bool)
    whole = pa.array(lowers, type=pa.string())
    base = list(lowers)
    for i in _containing(whole, "'"):
        word = base[i]
        head, _, rest = word.partition("'")
        if rest and head in known.elided and len(forms[i]) == len(word):
            skip[i], base[i] = len(head) + 1, rest
        elif known.lang == "en" and word.endswith("'s") and len(word) > 3:
            cut[i], base[i] = 2, word[:-2]
    for i in _containing(whole, "."):
        if _DOTTED.fullmatch(base[i]):
            dotted[i], base[i] = True, base[i].replace(".", "")
    first = np.frombuffer("".join(form[0] for form in forms).encode("utf-32-le", "surrogatepass"), np.uint32)
    if known.lang == "ko":
        for i in np.flatnonzero((first >= 0xAC00) & (first <= 0xD7A3)).tolist():
            cut[i] = korean.particle(base[i]) if len(forms[i]) == len(base[i]) else 0
            base[i] = base[i][: len(base[i]) - cut[i]]
    wide = (classify(first) == SINGLE) & np.fromiter((len(f) == 1 for f in forms), dtype=bool, count=n)
    return Spelling(pa.array(base, type=pa.string()), skip, cut, first, dotted, wide, whole)


def _isin(words: pa.Array, names: Sequence[str] | frozenset[str]) -> Bools:
    found = pc.is_in(words, value_set=pa.array(sorted(names), type=pa.string()))
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=bool)


def _stops(forms: Sequence[str], spelled: Spelling, known: Knowledge) -> Bools:
    """Return which forms are function words, noise, numbers or single letters."""
    stop = _isin(spelled.base, known.stop) | _isin(spelled.whole, known.stop)
    if known.shouted:
        for i in np.flatnonzero(_isin(spelled.base, frozenset(map(str.lower, known.shouted)))).tolist():
            stop[i] &= not (forms[i] in known.shouted or spelled.dotted[i])
    lengths = pc.utf8_length(spelled.base).to_numpy(zero_copy_only=False)
    stop |= (lengths < 2) & ~spelled.wide
    for i in np.flatnonzero(_mapped(spelled.first, "isnumeric") | (spelled.first == ord("_"))).tolist():
        stop[i] |= not any(map(str.isalpha, forms[i])) or bool(_QUANTITY.fullmatch(forms[i]))
    if known.lang == "ko":
        predicate = korean.is_predicate
        for i in np.flatnonzero((spelled.first >= 0xAC00) & (spelled.first <= 0xD7A3)).tolist():
            # What has no particle may be a verb or an adjective.
            stop[i] |= spelled.cut[i] == 0 and predicate(forms[i])
    if known.lang == "ja":
        stop |= spelled.wide & (spelled.first >= _HIRAGANA[0]) & (spelled.first <= _HIRAGANA[1])
    return stop


# 12th, 1990s, 3pm, 20km, 5m, 12일, 300만원, 3억
_QUANTITY = re.compile(
    r"[\d.,]+(?:st|nd|rd|th|s|pm|am|p|km|kg|m|bn|k|cm|mm|mph|e|er|ème|es|º|ª|"
    r"[년월일시분초명개건회차원만억조천백여들째위세대번주곳은는이가을를의에도로과와인까지부터약달러]+)",
    re.IGNORECASE,
)


def _tags(spelled: Spelling, known: Knowledge) -> Bytes:
    """Return the part of speech of each form: by its ending, or the exception that the table makes of it."""
    tag = np.full(len(spelled.base), NOUN, np.uint8)
    if not known.tags:
        return tag
    for ending in _ADJECTIVE_ENDINGS:
        tag[ends_with(spelled.base, ending)] = ADJECTIVE
    tag[ends_with(spelled.base, "ing")] = GERUND
    tag[ends_with(spelled.base, "ly")] = OTHER
    keys = pa.array(list(known.tags), type=pa.string())
    at = pc.fill_null(pc.index_in(spelled.base, value_set=keys), -1).to_numpy(zero_copy_only=False)
    table = np.fromiter(known.tags.values(), np.uint8, len(known.tags))
    return np.where(at >= 0, table[at], tag).astype(np.uint8)


def _refine_compounds(forms: Forms, known: Knowledge, background: Background) -> None:
    """Let words with a hyphen tell as much as their rarest part, and be what their last part is."""
    base = forms.spelling.base
    at = [i for i in _containing(base, "-") if not forms.stop[i]]
    if not at:
        return
    parts = [[part for part in _JOINTS.split(word) if part] or [word] for word in base.take(pa.array(at)).to_pylist()]
    flat = [part for split in parts for part in split]
    bounds = np.cumsum([0, *map(len, parts)])[:-1]
    forms.worth[at] = np.maximum.reduceat(background.worth(known.lang, flat), bounds)
    if known.tags:
        last = [known.tags.get(split[-1], 0) for split in parts]
        forms.tag[at] = [tag if tag and tag != BOTH else NOUN for tag in last]
        ended = [split[-1].endswith(("ed", "ing", "al", "ic", "ous", "ive", "based")) for split in parts]
        forms.tag[np.array(at)[np.array(ended)]] = ADJECTIVE


def forms_of(forms: Sequence[str], lowers: Sequence[str], known: Knowledge, background: Background) -> Forms:
    """Return what each form is.

    Parameters
    ----------
    forms
        The distinct forms as they stand in the texts.
    lowers
        The same in small letters, apostrophes and hyphens alike.
    known
        What is known of the language.
    background
        How common words are.
    """
    spelled = spelling(forms, lowers, known)
    stop = _stops(forms, spelled, known)
    cue = np.zeros(len(forms), np.uint8)
    if known.before_verbs:
        cue[_isin(spelled.whole, known.before_verbs)] = 1
        cue[_isin(spelled.whole, known.before_nouns)] = 2
    stem, names = pd.factorize(stems(spelled.base, known.lang).to_numpy(zero_copy_only=False))
    upper = _mapped(spelled.first, "isupper")
    tag = np.where(upper, NOUN, ADJECTIVE).astype(np.uint8) if known.lang == "de" else _tags(spelled, known)
    made = Forms(
        stop,
        stop & upper & _isin(spelled.base, known.soft),
        tag,
        background.worth(known.lang, spelled.base.to_pylist()),
        stem.astype(np.int64),
        list(names),
        upper,
        known.lang != "de",
        cue,
        spelled,
    )
    _refine_compounds(made, known, background)
    return made
