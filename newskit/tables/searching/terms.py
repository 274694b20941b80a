"""Which spellings are one word to a search: case, accents, hyphens, possessives, plurals, Korean particles."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from newskit.language import stopwords

__all__ = ["fold", "is_hangul", "is_particle", "loose", "parts"]

# Marks that a reader leaves out in typing: accents of Latin, Greek and Cyrillic; vowel signs, hamza above and the
# lengthening stroke of Arabic; Hebrew points; variation selectors of emoji. The vowel signs of Indic scripts and Thai
# and the voicing marks of Japanese make other words, so they stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u0655\u0670\u200c\u200d\ufe0e\ufe0f]"
)
# й is no и with an accent to those who read it.
_SHORT_I = re.compile("(?<=и)\u0306")
_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ς": "σ",
})  # fmt: skip
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "＇": "'", "‐": "-", "‑": "-"})

_JOINT = re.compile(r"[-·]|'(?!(?:s|t|d|m|re|ve|ll)(?![^\W_]))|(?<=[^\W\d_]{2})\.(?=[^\W\d_]{2})")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
# What the plurals' rules would take for one: news is no plural of new.
_NO_PLURAL = frozenset({"news", "this", "does", "always", "perhaps", "texas", "paris", "afterwards", "towards"})

# The case markers, topic markers, postpositions and forms of the copula that stand glued to a Korean noun.
_PARTICLES = frozenset(
    """
    은 는 이 가 을 를 의 에 와 과 도 만 로 으로 랑 이랑 나 이나 야 아 여 이여 께 께서 에서 에게 에게서 한테 한테서
    까지 부터 조차 마저 마다 처럼 같이 보다 만큼 밖에 뿐 뿐만 대로 치고 커녕 든지 이든지 라도 이라도 라면 이라면
    라고 이라고 라는 이라는 라며 이라며 란 이란 로서 으로서 로써 으로써 로부터 으로부터 에는 에도 에만 에서는
    에서도 에서만 에게는 에게도 께서는 으로는 으로도 로는 로도 와의 과의 와는 과는 와도 과도 에의 에서의 로의
    으로의 까지는 까지도 까지의 부터는 부터의 만은 만이 만을 만의 뿐이 들 들은 들이 들을 들의 들에 들에게 들도
    들과 들만 이다 이었다 였다 인 일 이며 며 이고 고 이지만 지만 이자 입니다 이에요 예요 이냐
    """.split()
)


# What begins the particles that follow vowels alone, or consonants alone; a noun's last consonant may be rieul.
_BEHIND_VOWELS, _BEHIND_CONSONANTS = "가는를와랑나야여였예며란라", "은을과아으"
_RIEUL = 8


@lru_cache(maxsize=4096)
def _folded_letters(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    kept = _MARKS.sub(lambda mark: mark[0] if _SHORT_I.match(apart, mark.start()) else "", apart)
    return unicodedata.normalize("NFC", kept).translate(_LETTERS)


def fold(text: str) -> str:
    """Return text without case and accents, in one spelling; Hangul and Kana stay whole.

    >>> fold("Café"), fold("Łódź"), fold("йод"), fold("가격"), fold("ガス"), fold("ＮＡＴＯ")
    ('cafe', 'lodz', 'йод', '가격', 'ガス', 'nato')
    """
    return text.lower() if text.isascii() else _folded_letters(text.lower())


def parts(form: str) -> list[str]:
    """Return the words that a token is to a search, folded; none for punctuation.

    Hyphens part words, and so do apostrophes (but for English contractions) and full stops glued between two words.
    The English possessive is left out. The United States are told from *us* by their capitals.

    >>> parts("Trump-backed"), parts("l’État"), parts("Melania’s"), parts("won’t"), parts("said.The"), parts("U.S")
    (['trump', 'backed'], ['l', 'etat'], ['melania'], ["won't"], ['said', 'the'], ['u.s'])
    """
    if form == "US":
        return ["u.s"]
    folded = fold(form)
    if not folded.isalnum():
        pieces = [piece.removesuffix("'s") for piece in _JOINT.split(folded)] if len(folded) > 1 else [folded]
        return [piece for piece in pieces if any(map(_counts, piece))]
    return [folded]


def _counts(character: str) -> bool:
    # An emoji is something that people search for.
    return character.isalnum() or unicodedata.category(character) == "So"


def loose(term: str) -> str:
    """Return what singular and plural of a word have in common, and initials with and without full stops.

    The plural is that of Harman's S-stemmer, whose third rule and exceptions are a little longer here: *boxes* goes
    with *box*, *heroes* with *hero*, *news* not with *new*.

    References
    ----------
    Harman, D. (1991). How effective is suffixing? Journal of the American Society for Information Science 42(1), 7-15.

    Examples
    --------
    >>> loose("policies"), loose("prices"), loose("boxes"), loose("news"), loose("virus"), loose("n.a.t.o")
    ('policy', 'price', 'box', 'news', 'virus', 'nato')
    """
    if "." in term and _INITIALS.fullmatch(term):
        bare = term.replace(".", "")
        return term if bare in stopwords("en") else bare
    if len(term) < 4 or term[-1] != "s" or not (term.isascii() and term.isalpha()) or term in _NO_PLURAL:
        return term
    return _singular(term)


def _singular(term: str) -> str:
    if term.endswith("ies") and not term.endswith(("eies", "aies")):
        return term[:-3] + "y" if len(term) > 4 else term[:-1]
    if term.endswith(("xes", "ches", "shes", "sses")) or (term.endswith("oes") and len(term) > 5):
        return term[:-2]
    return term if term.endswith(("us", "ss", "is")) else term[:-1]


def is_hangul(term: str) -> bool:
    """Whether a word consists of Hangul syllables."""
    return bool(term) and all("가" <= character <= "힣" for character in term)


def is_particle(ending: str, noun: str) -> bool:
    """Whether a Korean noun with this ending is still the same noun.

    Some particles follow consonants alone, others vowels.

    >>> is_particle("은", "대통령"), is_particle("실", "대통령"), is_particle("가", "물"), is_particle("가", "총리")
    (True, False, False, True)
    """
    if not ending:
        return True
    final = (ord(noun[-1]) - ord("가")) % 28
    if ending[0] == "로" and final not in (0, _RIEUL):
        return False
    wrong = _BEHIND_VOWELS if final else _BEHIND_CONSONANTS
    return ending in _PARTICLES and ending[0] not in wrong and (final > 0 or ending not in ("이", "이나", "이랑"))
