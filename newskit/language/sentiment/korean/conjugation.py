"""The shapes that the stem of a Korean verb or adjective takes before its endings.

There are a handful of them for each lemma: before a consonant (오르고), joined with one (오른, 오를), the infinitive
(올라) and the past (올랐). Which endings can follow which shape is for `newskit.language.sentiment.korean.endings`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from newskit.language.sentiment.korean.hangul import FINALS, final_of, is_syllable, vowel_of, with_final, with_vowel

__all__ = ["Shape", "shapes"]


class Shape(IntEnum):
    """What a shape of a stem ends with, and so what may follow."""

    NOUN = 0
    PLAIN = 1  # before endings that begin with a consonant: 오르-고, 막-지
    OPEN = 2  # of a stem without final consonant, before 며, 면, 니, 나: 오르-며
    DROPPED = 3  # of a stem that lost its ㄹ, before 는, 니, 네: 느-는
    N = 4  # with ㄴ: 오른
    L = 5  # with ㄹ: 오를
    M = 6  # with ㅁ: 오름
    B = 7  # with ㅂ: 오릅-니다
    EU = 8  # of a stem with final consonant, before 은, 을, 음, 으: 막-은
    INFINITIVE = 9  # 올라, 막아
    PAST = 10  # 올랐, 막았


# Stems that keep their last consonant though others that look alike change it, and the other way about.
_KEEP_B = frozenset("잡뽑입씹접좁집꼽업뵙")
_CHANGE_D = frozenset({"걷", "듣", "싣", "깨닫", "일컫", "긷", "붇", "따져묻", "캐묻", "되묻"})
_CHANGE_S = frozenset("짓낫붓잇긋젓")
_KEEP_H = frozenset("좋놓쌓넣낳찧닿빻")
_KEEP_REU = ("치르", "따르", "들르", "다다르", "우러르", "잠그", "이르")
_BRIGHT = frozenset("ㅏㅑㅗ")
_JOINED = {"ㅗ": "ㅘ", "ㅜ": "ㅝ", "ㅣ": "ㅕ", "ㅚ": "ㅙ"}
_SILENT = frozenset("ㅏㅓㅐㅔㅕㅖ")


def shapes(lemma: str) -> Iterator[tuple[str, Shape]]:
    """Yield the shapes of the stem of a verb or adjective, given in its dictionary form.

    >>> [stem for stem, shape in shapes("어렵다") if shape in (Shape.N, Shape.PAST)]
    ['어려운', '어려웠']
    >>> [stem for stem, shape in shapes("오르다") if shape in (Shape.N, Shape.PAST)]
    ['오른', '올랐']
    """
    stem = lemma.removesuffix("다")
    if not stem or not is_syllable(stem[-1]):
        return
    yield stem, Shape.PLAIN
    final = final_of(stem)
    changed = _changed(stem)
    if changed:
        yield from changed
    elif not final:
        yield from _open(stem)
    elif final == FINALS["ㄹ"]:
        yield from _in_l(stem)
    else:
        yield stem, Shape.EU
    for infinitive in _infinitives(stem):
        yield infinitive, Shape.INFINITIVE
        yield with_final(infinitive, "ㅆ"), Shape.PAST


def _open(stem: str) -> Iterator[tuple[str, Shape]]:
    yield stem, Shape.OPEN
    for mark, shape in (("ㄴ", Shape.N), ("ㄹ", Shape.L), ("ㅁ", Shape.M), ("ㅂ", Shape.B)):
        yield with_final(stem, mark), shape


def _in_l(stem: str) -> Iterator[tuple[str, Shape]]:
    """Yield the shapes of a stem in ㄹ, which falls before ㄴ, ㅂ and ㅅ."""
    yield stem, Shape.OPEN
    yield stem, Shape.L
    yield with_final(stem, ""), Shape.DROPPED
    for mark, shape in (("ㄴ", Shape.N), ("ㄻ", Shape.M), ("ㅂ", Shape.B)):
        yield with_final(stem, mark), shape


def _irregular(stem: str) -> str:
    """Return the final consonant of a stem if it changes before vowels, nothing if it stays."""
    last, final = stem[-1], final_of(stem)
    if final == FINALS["ㅂ"] and last not in _KEEP_B:
        return "ㅂ"
    if final == FINALS["ㄷ"] and stem in _CHANGE_D:
        return "ㄷ"
    if final == FINALS["ㅅ"] and last in _CHANGE_S:
        return "ㅅ"
    return "ㅎ" if final == FINALS["ㅎ"] and last not in _KEEP_H else ""


def _changed(stem: str) -> list[tuple[str, Shape]]:
    """Return the shapes before vowels of a stem that changes there."""
    kind = _irregular(stem)
    if kind == "ㅂ":
        return list(_open(with_final(stem, "") + "우"))
    if kind == "ㄷ":
        return [(with_final(stem, "ㄹ"), Shape.EU)]
    if kind == "ㅅ":
        return [(with_final(stem, ""), Shape.EU)]
    return list(_open(with_final(stem, ""))) if kind == "ㅎ" else []


def _infinitives(stem: str) -> list[str]:
    """Return the infinitive of a stem, contracted and not."""
    kind, bare = _irregular(stem), with_final(stem, "")
    if kind == "ㅂ":
        return [bare + ("와" if stem[-1] in "돕곱" else "워")]
    if kind == "ㄷ":
        return [with_final(stem, "ㄹ") + _harmonic(stem)]
    if kind == "ㅅ":
        return [bare + _harmonic(stem)]
    if kind == "ㅎ":
        return [with_vowel(bare, "ㅐ")]
    if final_of(stem):
        return [stem + _harmonic(stem)]
    return _open_infinitives(stem)


def _open_infinitives(stem: str) -> list[str]:
    vowel = vowel_of(stem)
    if stem.endswith("하"):
        return [stem[:-1] + "해", stem + "여"]
    if vowel == "ㅡ":
        return [_without_eu(stem)]
    if vowel in _SILENT:
        return [stem]
    if vowel in _JOINED:
        return [with_vowel(stem, _JOINED[vowel]), stem + _harmonic(stem)]
    return [stem + "어"]


def _without_eu(stem: str) -> str:
    """Return the infinitive of a stem in ㅡ, which it loses; most in 르 double their ㄹ."""
    before = stem[:-1]
    vowel = "ㅏ" if before and vowel_of(before) in _BRIGHT else "ㅓ"
    if stem.endswith("르") and before and is_syllable(before[-1]) and not stem.endswith(_KEEP_REU):
        return with_final(before, "ㄹ") + with_vowel("르", vowel)
    return with_vowel(stem, vowel)


def _harmonic(stem: str) -> str:
    return "아" if vowel_of(stem) in _BRIGHT else "어"
