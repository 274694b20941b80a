"""Hangul syllables taken apart and put together: an initial, a vowel and perhaps a final consonant each."""

from __future__ import annotations

__all__ = ["FINALS", "final_of", "is_syllable", "vowel_of", "with_final", "with_vowel"]

_FIRST, _LAST = ord("가"), ord("힣")
_N_FINALS, _N_VOWELS = 28, 21
FINALS = {
    mark: number for number, mark in enumerate(" ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ") if number
}
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"


def is_syllable(character: str) -> bool:
    """Whether a character is a whole Hangul syllable, and no lone consonant or vowel."""
    return _FIRST <= ord(character) <= _LAST


def final_of(word: str) -> int:
    """Return the number of the consonant that a word's last syllable ends with (see `FINALS`), 0 for none.

    >>> final_of("국") == FINALS["ㄱ"], final_of("나라"), final_of("TV")
    (True, 0, 0)
    """
    return (ord(word[-1]) - _FIRST) % _N_FINALS if is_syllable(word[-1]) else 0


def vowel_of(word: str) -> str:
    """Return the vowel of a word's last syllable, nothing if it is none.

    >>> vowel_of("나쁘")
    'ㅡ'
    """
    return _VOWELS[(ord(word[-1]) - _FIRST) // _N_FINALS % _N_VOWELS] if is_syllable(word[-1]) else ""


def with_final(word: str, mark: str) -> str:
    """Return a word with another final consonant in its last syllable, nothing for none.

    >>> with_final("오르", "ㄴ"), with_final("늘", "")
    ('오른', '느')
    """
    bare = ord(word[-1]) - final_of(word)
    return word[:-1] + chr(bare + FINALS.get(mark, 0))


def with_vowel(word: str, vowel: str) -> str:
    """Return a word with another vowel in its last syllable, which is left without a final consonant.

    >>> with_vowel("쓰", "ㅓ")
    '써'
    """
    bare = ord(word[-1]) - final_of(word)
    return word[:-1] + chr(bare + (_VOWELS.index(vowel) - _VOWELS.index(vowel_of(word))) * _N_FINALS)
