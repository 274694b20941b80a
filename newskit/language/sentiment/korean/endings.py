"""What may follow a Korean noun or the shape of a stem inside one word, and what it says about the word's part.

Endings are strings of a small set of syllables, of which the first depends on the shape before. That is less than a
grammar, and enough: what must be told apart is an ending from the rest of a longer word, and the longest stem wins.
"""

from __future__ import annotations

import re
from enum import IntFlag

from newskit.language.sentiment.korean.conjugation import Shape
from newskit.language.sentiment.korean.hangul import FINALS, final_of

__all__ = ["Trait", "follows", "noun_traits", "particle_of", "predicate_traits", "unknown_traits"]


class Trait(IntFlag):
    """What the rules must know of a word besides its lemma."""

    NOUN = 1  # a noun, with or without particle
    PREDICATE = 2  # a verb, an adjective, a noun with 하다 and the like
    LINKED = 4  # a noun that leans on the next word: bare, or with 의, 와, 과, 이나
    GOVERNED = 8  # a noun that can be subject or object of what follows
    SUBJECT = 16  # the same, but no object of 에
    JI = 32  # a predicate before 않다, 못하다, 말다
    ADNOMINAL = 64  # a predicate before the noun that it describes
    CLOSED = 128  # a predicate that ends a clause
    NEGATED = 256  # says "not" in itself: 피하지않은, 문제없는
    JUST = 512  # with 뿐: "not only"
    ADVERB = 1024  # does not part a noun from its predicate
    DEPENDENT = 2048  # 수, 적, 필요 ...: nouns that only hold a clause before 없다
    CONDITION = 4096  # with 면 or 고서는: before 안 되다


_TAIL = (
    "가거걸게겠겨고과구군그기긴까나난날남내냈냐네는니다단담답당대던데도된될두든듬듯라란랄람래랬러런렇려련렸로록를리"
    "마만많말맡며면못므밖받버번보봐부뿐사상서선섰성세셔셨소손수습시신실심십싶씩아안않았야어언없었에여였예오와왔요"
    "우울웠원위으은을음의이인일임입있자잖재적전졌조졸죠주준줄줍줬지진질집차채처치커케켜크큰키터토하한할함합해했혀"
)
_T = f"[{_TAIL}]{{0,9}}"

_AFTER = {
    Shape.PLAIN: rf"(?:[고지는다던게기자네겠거든냐군]|도록|더니|더라|되|듯|곤|잖){_T}",
    Shape.OPEN: rf"(?:[며면니나려러므]|시|신|실|셨|셔|세|십){_T}",
    Shape.DROPPED: rf"(?:[는니네]|시|신|실|셨|셔|세|십){_T}",
    Shape.N: rf"(?:|(?:다|데|지|가|들|채|적|만큼|바|즉|줄|걸|대|뒤|후){_T})",
    Shape.L: rf"(?:|(?:지|수|까|만|뿐|듯|터|걸|게|때|라|줄|정도|만큼){_T})",
    Shape.M: rf"(?:|(?:은|을|이|에|과|도|의|만|으로|마저|까지|이다|이라){_T})",
    Shape.B: rf"(?:니다|니까|시다){_T}",
    Shape.EU: rf"(?:은|을|음|으(?:며|면|나|니|려|러|므|시|신|셨|십)){_T}",
    Shape.INFINITIVE: (
        rf"(?:|(?:서|도|야|요|지|진|질|짐|져|졌|집|라|준|주|줬|줄|내|낸|냈|버|놓|가|간|갔|갈|오|온|왔|올|있|선|섰|든|들|드|하|한|"
        rf"해|했|보|볼|본|봤|낼|나|난|났|대){_T})"
    ),
    Shape.PAST: rf"[다고지으던을음습는네기더죠어거]{_T}",
}
_FOLLOWS = {shape: re.compile(pattern) for shape, pattern in _AFTER.items()}

# Particles behind any noun, and those that go by whether it ends with a consonant.
_ANY = "에서부터 에서는 에서도 에서의 에서 에게서 에게는 에게도 에게 에는 에도 에만 에의 에 까지도 까지는 까지 부터 보다는 보다 처럼 "
_ANY += "만이 만을 만은 만의 만으로 만 도 의 께서는 께서 께 한테 조차 마저 밖에 뿐만 뿐이 뿐 대로 마다 만큼 등을 등이 등의 등 씩 간 측"
_CLOSED_ONLY = (
    "으로부터 으로는 으로도 으로까지 으로써 으로서 으로 이나 이라도 이란 이랑 이며 이고 이자 과의 과는 과도 은 이 을 과"
)
_OPEN_ONLY = "라도 란 랑 와의 와는 와도 는 가 를 와 나"
_RIEUL = "로부터 로는 로도 로까지 로써 로서 로"
_COPULA = rf"(?:이?(?:다|었|였|며|고|자|지|라|란|네|죠|면|나|던|어서|여서)|이(?:ㄴ|기|게|야)|인|일|임|입|였|예요|이에요|냐|이냐){_T}"
_LIGHT = (
    rf"(?:하|한|할|함|합|해|했|되|된|될|됨|됩|돼|됐|시키|시킨|시킬|시킴|시킵|시켜|시켰|받|당하|당한|당할|당함|당해|당했|드리|드린|드려|"
    rf"스럽|스러|스레|롭|로우|로운|로워|적(?=[인이으일임])|못하|못한|못할|못해|못했|없|있){_T}"
)
_PARTICLES = {
    kind: re.compile("(?:" + "|".join(sorted(text.split(), key=len, reverse=True)) + ")")
    for kind, text in (
        ("closed", _ANY + " " + _CLOSED_ONLY),
        ("open", _ANY + " " + _OPEN_ONLY + " " + _RIEUL),
        ("rieul", _ANY + " " + _CLOSED_ONLY + " " + _RIEUL),
    )
}
_IS_COPULA, _IS_LIGHT = re.compile(_COPULA), re.compile(_LIGHT)

_LINKING = frozenset({"", "의", "와", "과", "이나", "나", "등", "등의", "간", "및"})
_GOVERNED = frozenset("은 는 이 가 을 를 도 만 의 까지 까지도 조차 마저 만은 만이 만을 등을 등이".split()) | _LINKING
_PLACED = frozenset("에 에도 에는 에서 에서도 에만 에서의".split())
_JI = re.compile(r"(?:지(?:는|도|를|조차|까지|만은)?|진|질)$")
_NEGATED = re.compile(r"지(?:는|도|를)?(?:않|못|말아)|^(?:없|못[하한할해했])|커녕$")
_ADNOMINAL = re.compile(r"(?:[는은을던]|[한할된될인일킨킬당받]|[진질친칠린릴긴길난날운울른를든들])$")
_CLOSED = re.compile(
    r"(?:고|며|면서|지만|으나|는데|는데도|자|니|다|다고|다며|다는|면|음에도|아서|어서|여서|해서|아|어|해)$"
)
_CONDITION = re.compile(r"(?:면|고서는|고선)$")


def particle_of(noun: str, rest: str) -> str | None:
    """Return the particle behind a noun if that is all that is left of the word, without the plural 들; None if not.

    >>> particle_of("국회", "에서"), particle_of("피해자", "들은"), particle_of("사고", "은"), particle_of("승", "객")
    ('에서', '은', None, None)
    """
    if rest.startswith("들") and len(noun) > 1:
        noun, rest = noun + "들", rest[1:]
    if not rest:
        return ""
    final = final_of(noun)
    kind = "rieul" if final == FINALS["ㄹ"] else "closed" if final else "open"
    return rest if _PARTICLES[kind].fullmatch(rest) else None


def noun_traits(noun: str, rest: str) -> Trait | None:
    """Return what a noun with the rest of its word behind it is, None if that cannot stand behind it.

    >>> noun_traits("위기", "에") == Trait.NOUN | Trait.GOVERNED
    True
    >>> noun_traits("구조", "대원") is None
    True
    """
    particle = particle_of(noun, rest)
    if particle is not None:
        return _with_particle(particle)
    if len(noun) == 1:
        return None
    if _IS_COPULA.fullmatch(rest):
        return Trait.NOUN | predicate_traits(rest)
    return predicate_traits(rest) if _IS_LIGHT.fullmatch(rest) else None


def _with_particle(particle: str) -> Trait:
    traits = Trait.NOUN
    if particle in _LINKING:
        traits |= Trait.LINKED
    if particle in _GOVERNED:
        traits |= Trait.GOVERNED | Trait.SUBJECT
    if particle in _PLACED:
        traits |= Trait.GOVERNED
    return traits | Trait.JUST if particle.startswith("뿐") else traits


def follows(shape: Shape, rest: str) -> bool:
    """Whether the rest of a word can be the ending behind a shape of a stem.

    >>> follows(Shape.PAST, "다고"), follows(Shape.PAST, "국")
    (True, False)
    """
    return _FOLLOWS[shape].fullmatch(rest) is not None


def predicate_traits(rest: str, shape: Shape = Shape.NOUN) -> Trait:
    """Return what a predicate is by its ending.

    >>> Trait.JI in predicate_traits("지는", Shape.PLAIN), Trait.ADNOMINAL in predicate_traits("", Shape.N)
    (True, True)
    """
    traits = Trait.PREDICATE
    if shape in (Shape.N, Shape.L) and not rest:
        return traits | Trait.ADNOMINAL
    if _NEGATED.search(rest):
        traits |= Trait.NEGATED
    if rest.endswith(("기를", "기로", "기에", "기가", "기는", "기", "함을", "음을", "함", "음")):
        return traits | Trait.NOUN | Trait.GOVERNED
    if _JI.search(rest):
        traits |= Trait.JI
    elif _CLOSED.search(rest) or (not rest and shape == Shape.INFINITIVE):
        traits |= Trait.CLOSED
    elif _ADNOMINAL.search(rest):
        traits |= Trait.ADNOMINAL
    if rest.endswith(("게", "히")):
        traits |= Trait.ADVERB
    if _CONDITION.search(rest):
        traits |= Trait.CONDITION
    return traits | Trait.JUST if "뿐" in rest else traits


_DEPENDENT = re.compile(
    r"(?:수|적|리|필요|필요성|일|바|것|이유|가능성|여지|생각|계획|의도|우려|정도|경우|상황|사실)(?:은|는|이|가|도|까지|조차)?"
    r"|게|건|줄|순"
)
_PREDICATE_END = re.compile(
    r"(?:[았었했됐였갔왔났렸졌쳤혔켰겼냈겠](?:고|으며|지만|으나|는데|다|다고|다며|으니|던)"
    r"|(?:하|되|이|지|리|키|치|히|시키)(?:고|며|면서|지만|자|니|다|다고)|(?:한|된|는|인)다(?:고|며|는)?|습니다|니다)"
)
_ADVERB = re.compile(
    r".*(?:히|게|적으로)|전혀|거의|결코|절대|절대로|더|다|별|별로|아무|아무런|이미|아직|여전히|다시|또|잘|좀"
)
_UNKNOWN_PARTICLE = re.compile(r".+(?:[은는이가을를도에만]|에서|으로|로|까지|부터|보다|에게)")


def unknown_traits(form: str) -> Trait:
    """Return what a word that no lexicon has is, as far as its end tells.

    >>> unknown_traits("전혀") == Trait.ADVERB, Trait.CLOSED in unknown_traits("말했지만")
    (True, True)
    """
    if _DEPENDENT.fullmatch(form):
        return Trait.DEPENDENT | Trait.NOUN
    if _ADVERB.fullmatch(form):
        return Trait.ADVERB
    ending = _PREDICATE_END.search(form)
    if ending and ending.end() == len(form) and ending.start() >= 0:
        return Trait.PREDICATE | Trait.CLOSED
    if len(form) > 1 and _UNKNOWN_PARTICLE.fullmatch(form):
        return _with_particle(form[-1]) if form[-1] in "은는이가을를도만" else Trait.NOUN
    if form[-1:] in ("한", "된", "될", "할", "던"):
        return Trait.PREDICATE | Trait.ADNOMINAL
    return Trait.NOUN | Trait.LINKED | Trait.GOVERNED | Trait.SUBJECT
