"""Korean particles: where a noun ends in a word written together with what follows it.

Most particles come in two shapes, one behind a consonant and one behind a vowel, which tells them from the last
syllable of a noun: 전문가 cannot be 전문 and 가.
"""

from __future__ import annotations

import re

__all__ = ["is_predicate", "particle"]

# By what must stand before them: c a consonant, v a vowel, r a vowel or ㄹ.
_SHAPES = {
    "c": "이라고는 으로부터 이라는 이라고 으로는 으로도 으로써 으로서 으로 이나 이며 이자 이란 과의 이라 이다 이었다 "
         "을 은 이 과",
    "v": "라는 라고 와의 였다 를 는 가 와",
    "r": "로부터 로는 로도 로서 로써 로",
    "": "에서부터 에서는 에서도 까지도 까지는 에게는 에게서 들에게 들에서 들까지 "
        "들이나 에서 에게 에는 에도 까지 부터 보다 처럼 "
        "에만 만이 만을 에의 들은 들이 들을 들의 들도 들과 인데 께서 한테 조차 마저 밖에 뿐만 대로 의 에 도 만 들",
}  # fmt: skip
_PARTICLES = sorted(
    ((ending, shape) for shape, endings in _SHAPES.items() for ending in endings.split()),
    key=lambda particle: (-len(particle[0]), particle),
)
# Nouns whose last syllable looks like a particle.
_NOUNS = re.compile(
    "(?:회의|협의|논의|동의|합의|주의|강의|정의|결의|항의|편의|창의|심의|질의|문의|건의|모의|유의|상의|"
    "속도|제도|온도|태도|정도|한도|강도|보도|인도|지도|시도|의도|각도|용도|반도|난이도|만족도|지지도|빈도|연도|수도|철도|"
    "차도|궤도|농도|밀도|고도|습도|제주도|경기도|강원도|충청도|전라도|경상도|"
    "도로|진로|경로|통로|항로|선로|미로|회로|차이|아이|놀이|어린이|사이|"
    "국가|평가|증가|추가|참가|허가|물가|주가|유가|원가|작가|대가|휴가|여가|가가|시가|"
    "결과|효과|성과|학과|통과|사과|경과|불만|최대|기은|은행|사은|마을|가을|이을|노을|시은|평화와|"
    "아들|버들|흔들)$"
)
# Verbs and adjectives: what ends so is no noun.
_PREDICATE = re.compile(
    "(?:다|까|죠|네요|세요|어요|아요|해요|니다|했던|하는|하던|하고|하며|하면|하여|해서|하지|하게|했고|했으며|했지만|하기|"
    "되는|되며|되고|되면|되어|되지|된다|된|됐고|됐으며|됐지만|돼|돼서|되던|되게|될|하던|하려|하려는|하도록|되도록|"
    "있는|있던|있고|있으며|있어|있지만|있을|있도록|없는|없이|없고|없어|않는|않고|않은|않아|않으며|"
    "였던|었던|았던|겠고|으며|지만|면서|려고|려는|으려|던|라며|다며|다고|다는|냐고|자고|시킨|시켜|"
    "으로의|적인|스러운|스럽게|롭게|로운|했다고|한다고|한다는|했다는|한다면|하기로|하자|"
    "린|운|킨|낸|친|쓴|든|뜬|뀐|어난|아난|나간|라간|어간|라탄|나온|라온|려온|어온|"
    "져|지고|리고|들고|이고|치고|키고|자고|쓰고|히|째|으나|했기|었기|았기|췄기|됐기|리자|하자|이자|놓고|두고|"
    "받은|받는|받고|받아|받았|내린|내려|나온|나선|나서|따른|따라|통한|위한|대한|관한|의한|향한|같은|많은|높은|낮은|"
    "큰|작은|새로운|좋은|어려운|늘어난|줄어든|오른|내놓은|밝힌|전한|말한|보인|열린|이뤄진|알려진|"
    "보면|으면|려면|다면|라면서|이라는|려|워|와서|가서|해야|어야|아야|한다|할)$"
)
# What ends in 한 or 해 is a verb, but for these.
_HAN = re.compile("..(?<!제)(?<!권)(?<!북)(?<!남)(?<!기)(?<!무)(?<!극)한$|..(?<!피)(?<!손)(?<!이)(?<!방)(?<!저)(?<!오)"
                  "(?<!북)(?<!남)(?<!동)(?<!서)(?<!새)(?<!올)(?<!항)(?<!공)해$")  # fmt: skip
_ALONE = frozenset(ending for ending, _ in _PARTICLES) | {
    "라며",
    "며",
    "고",
    "면서",
    "이라며",
    "라면서",
    "라는",
    "냐고",
}
_LEAST = 2
_SURE = {"을": "c", "를": "v", "은": "c", "는": "v", "에": "", "도": "v"}
_FIRST, _LAST = ord("가"), ord("힣")


def _fits(stem: str, shape: str) -> bool:
    """Whether a particle of this shape can follow: by the consonant under the last syllable, if it has one."""
    code = ord(stem[-1])
    if not shape or not _FIRST <= code <= _LAST:
        return True
    under = (code - _FIRST) % 28
    return {"c": under > 0, "v": under == 0, "r": under in (0, 8)}[shape]


def particle(word: str) -> int:
    """Return how many syllables at the end of a word are particles; at least two are left.

    >>> [word[: len(word) - particle(word)] for word in ["정부는", "국회에서", "전문가", "정상회의", "소비자들의"]]
    ['정부', '국회', '전문가', '정상회의', '소비자']
    """
    if _NOUNS.search(word):
        return 0
    for ending, shape in _PARTICLES:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _LEAST and _fits(stem, shape):
            return len(ending) + (1 if stem.endswith("들") and len(stem) > _LEAST and not _NOUNS.search(stem) else 0)
    return 0


def is_predicate(word: str) -> bool:
    """Whether a word is no noun by its ending: a verb, an adjective, a particle that stands alone.

    >>> [is_predicate(word) for word in ["말했다", "높은", "정부"]]
    [True, True, False]
    """
    if len(word) == _LEAST and word[1] in _SURE and _fits(word[0], _SURE[word[1]]) and not _NOUNS.search(word):
        return True  # one syllable and a particle, which is too little to be told from other words
    return word in _ALONE or bool(_PREDICATE.search(word) or _HAN.search(word))
