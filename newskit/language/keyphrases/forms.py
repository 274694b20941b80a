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
from newskit.language.keyphrases.knowledge import ADJECTIVE, BOTH, GERUND, NOUN, OTHER, VERB, Knowledge
from newskit.language.keyphrases.stems import ends_with, stems

__all__ = ["Forms", "Spelling", "forms_of", "spelling"]

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]

# Shorter words with the ending of a verb are often nouns.
_LONG = 6
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
    skip: Ints
    cut: Ints
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
    participle
        Whether it is an adjective where it is no verb: insured losses.
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
    participle: Bools
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
    skip, cut, dotted = np.zeros(n, np.int32), np.zeros(n, np.int32), np.zeros(n, dtype=bool)
    whole = pa.array(lowers, type=pa.string())
    base = list(lowers)
    for i in _containing(whole, "'"):
        word = base[i]
        head, _, rest = word.partition("'")
        if rest and head in known.elided and len(forms[i]) == len(word):
            skip[i], base[i] = len(head) + 1, rest
        elif known.lang == "en" and word.endswith("'s") and len(word) > 3:
            cut[i], base[i] = 2, word[:-2]
        elif known.lang == "ko" and head and rest:  # a particle behind a quotation mark: ‘장부’를
            cut[i], base[i] = len(rest) + 1, head
    for i in _containing(whole, "."):
        if _DOTTED.fullmatch(base[i]):
            dotted[i], base[i] = True, base[i].replace(".", "")
    first = np.frombuffer("".join([form[0] for form in forms]).encode("utf-32-le", "surrogatepass"), np.uint32)
    if known.lang == "ko":
        for i in _hangul(forms, first):
            if len(forms[i]) == len(base[i]):
                cut[i] = korean.particle(base[i])
                base[i] = base[i][: len(base[i]) - cut[i]]
    wide = (classify(first) == SINGLE) & (np.array(list(map(len, forms)), dtype=np.int64) == 1)
    return Spelling(pa.array(base, type=pa.string()), skip, cut, first, dotted, wide, whole)


def _hangul(forms: Sequence[str], first: npt.NDArray[np.uint32]) -> list[int]:
    """Return the forms that end in a Korean syllable."""
    return [i for i in np.flatnonzero(first > ord(" ")).tolist() if "가" <= forms[i][-1] <= "힣"]


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
        for i in _hangul(forms, spelled.first):
            # What has no particle may be a verb or an adjective.
            stop[i] |= spelled.cut[i] == 0 and predicate(forms[i])
    if known.lang == "ja":
        stop |= spelled.wide & (spelled.first >= _HIRAGANA[0]) & (spelled.first <= _HIRAGANA[1])
    return stop


# 12th, 1990s, 3pm, 20km, 5m, 1er, 3º
_QUANTITY = re.compile(
    r"[\d.,]+(?:st|nd|rd|th|s|pm|am|p|km|kg|m|bn|k|cm|mm|mph|e|er|ème|es|º|ª)"
    # 12일, 300만원, 17도가량; but 11부두 is a pier
    r"|[\d.,]+(?:년|월|일|시|분|초|명|개|건|원|회|차례|만|억|조|천|백|달러|여|도|톤|척|층|살|세|배|번|주|곳|권|마리|석|위|점|"
    r"에|은|는|이|가|을|를|의|로|과|와).*",
    re.IGNORECASE,
)


def _tags(spelled: Spelling, known: Knowledge) -> Bytes:
    """Return the part of speech of each form: by its ending, or the exception that the table makes of it."""
    tag = np.full(len(spelled.base), NOUN, np.uint8)
    long = pc.utf8_length(spelled.base).to_numpy(zero_copy_only=False) >= _LONG
    for ending in known.adjectives:
        tag[ends_with(spelled.base, ending)] = ADJECTIVE
    for ending in known.verbs:
        tag[ends_with(spelled.base, ending) & long] = VERB
    if known.lang != "en":
        return tag
    tag[ends_with(spelled.base, "ing")] = GERUND
    tag[ends_with(spelled.base, "ly")] = OTHER
    keys = pa.array(list(known.tags), type=pa.string())
    at = pc.fill_null(pc.index_in(spelled.base, value_set=keys), -1).to_numpy(zero_copy_only=False)
    table = np.fromiter(known.tags.values(), np.uint8, len(known.tags))
    return np.where(at >= 0, table[at], tag).astype(np.uint8)


def _german_tags(spelled: Spelling, upper: Bools) -> Bytes:
    """Return nouns for capitals and adjectives for what is inflected like one; the past of verbs looks so too."""
    tag = np.full(len(upper), OTHER, np.uint8)
    for ending in ("e", "en", "er", "es", "em"):
        tag[ends_with(spelled.base, ending)] = ADJECTIVE
    past = ends_with(spelled.base, "te") | ends_with(spelled.base, "ten")
    participle = np.asarray(pc.starts_with(spelled.base, "ge").to_numpy(zero_copy_only=False), dtype=bool)
    tag[past & ~participle] = VERB
    tag[upper] = NOUN
    return tag


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
    tag = _german_tags(spelled, upper) if known.lang == "de" else _tags(spelled, known)
    made = Forms(
        stop,
        stop & upper & _isin(spelled.base, known.soft),
        tag,
        (tag == VERB) & ends_with(spelled.base, "ed"),
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
