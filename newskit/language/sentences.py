"""Sentences, from the tokens of a whole corpus at once.

A sentence ends at a full stop, question or exclamation mark or ellipsis that a space and a capital (or a letter of a
script without case) follows, quotes and brackets behind the mark included; at the full stops of Chinese, Japanese,
Hindi, Urdu, Armenian and Ethiopic without a condition; at a line break before a capital; and at every blank line. It
does not end behind an abbreviation, an initial, an ordinal before a month, or inside ``U.S. troops``.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from newskit.language.scan import GAP_LINE, GAP_NONE, GAP_PARAGRAPH, GAP_SPACE
from newskit.language.tokens import Tokens, tokens_of

__all__ = ["sentence_numbers", "sentence_spans", "sentences"]

Bools = npt.NDArray[np.bool_]

_ENDERS = frozenset(".!?…؟‽")
_SURE_ENDERS = frozenset("\uff01\uff1f。！？｡．।॥۔։።")
_CLOSERS = frozenset("\"'”’»)]}›」』）】〉》“")
# Behind these a name, a number or a word in small letters follows: they never end a sentence.
_NEVER = frozenset(
    """
    mr mrs ms mx dr prof gen sen rep gov lt col maj capt cmdr sgt cpl pvt adm hon rev fr msgr pres supt det insp st ste
    mt ft no nos nr vol fig vs v cf ca approx e.g i.e viz al messrs mme mlle mm m dipl-ing ing hr fra frau herr
    sra srta sr d dña dr.a bzw usw z.b d.h u.a o.ä ggf evtl inkl exkl ca zzgl abs art str tel geb gest sog op ed eds
    resp env av boul apr p.ej núm pág dott sig sig.ra avv on""".split()
)
# Behind these a sentence may end: it does if the next word is one that sentences begin with.
_MAYBE = frozenset(
    """inc co corp ltd llc plc bros jr sr esq etc a.m p.m am pm u.s u.k u.n e.u u.s.a u.a.e d.c n.y l.a ph.d m.d b.a
    m.a ave blvd rd dept univ assn intl natl jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur
    thurs fri sat sun calif fla ill mass mich minn wash conn ariz colo tenn tex okla ore pa va ga ala ky la md mo wis
    n.c s.c n.d s.d n.j n.m n.h r.i w.va min sec hrs hr ft lb oz km mph bn mn tn gmbh s.a s.p.a n.v b.v ag""".split()
)
_STARTERS = frozenset(
    """the a an he she it they we i you this that these those there here his her their its our my in on at by for from
    with after before as but and or so yet if when while although though since because however meanwhile moreover then
    now what who why how where which last next some many most all no not one two both each every another other more
    under over between during until despite according about asked also still earlier later today yesterday mr mrs ms
    dr president police officials analysts der die das ein eine er sie es wir ich in im am auf mit nach vor aber und
    doch wenn als le la les un une il elle ils nous dans el los las una en pero y lo gli un mais""".split()
)
_MONTHS = frozenset(
    """januar jänner februar märz april mai juni juli august september oktober november dezember january february march
    may june july october december januari februari maart mei augustus marts maj december ledna února března dubna
    května června července srpna září října listopadu prosince tammikuuta""".split()
)


# Behind a quotation these words go on with its sentence: 「…。」と言った.
_GOES_ON = frozenset({"と", "って", "라고", "이라고", "하고", "라며", "라는"})


class _Traits:
    """What each form is to the splitter, as arrays over the forms."""

    def __init__(self, forms: list[str], lowers: list[str], lower: npt.NDArray[np.int32]) -> None:
        def over_forms(test: frozenset[str]) -> Bools:
            return np.fromiter((form in test for form in forms), bool, len(forms))

        def over_lowers(test: frozenset[str]) -> Bools:
            return np.fromiter((form in test for form in lowers), bool, len(lowers))[lower]

        self.ender = over_forms(_ENDERS)
        self.sure = over_forms(_SURE_ENDERS)
        self.closer = over_forms(_CLOSERS)
        self.guillemet = over_forms(frozenset("»"))
        self.low_closer = over_forms(frozenset("“"))
        self.stop = over_forms(frozenset("."))
        self.never = over_lowers(_NEVER)
        self.maybe = over_lowers(_MAYBE)
        self.starter = over_lowers(_STARTERS)
        self.month = over_lowers(_MONTHS)
        self.goes_on = over_forms(_GOES_ON)
        self.small = np.fromiter((form[0].islower() for form in forms), bool, len(forms))
        self.letter = np.fromiter((form[0].isalnum() for form in forms), bool, len(forms))
        self.digits = np.fromiter((form.isdecimal() and len(form) <= 2 for form in forms), bool, len(forms))
        self.initial = np.fromiter(
            ((len(form) == 1 and form.isupper()) or _is_dotted(form) for form in forms), bool, len(forms)
        )


def _is_dotted(form: str) -> bool:
    """Whether a form is letters with stops between: ``J.R``, ``U.S``."""
    parts = form.split(".")
    return len(parts) > 1 and all(len(part) == 1 and part.isalpha() for part in parts)


def _shifted(values: npt.NDArray[np.bool_], by: int) -> Bools:
    """Return the values of the tokens that stand `by` places later (earlier if negative); False beyond the ends."""
    out = np.zeros(len(values), dtype=bool)
    if by > 0:
        out[:-by] = values[by:]
    else:
        out[-by:] = values[:by]
    return out


def _endings(traits: _Traits, ids: npt.NDArray[np.int32], gap: npt.NDArray[np.uint8]) -> tuple[Bools, Bools]:
    """Return the tokens that close a sentence-final run of marks, quotes and brackets; and those with a sure one."""
    glued = gap == GAP_NONE
    mark = (traits.ender | traits.sure)[ids]
    sure = traits.sure[ids]
    # French sets a space before its closing quotation mark, and one behind it.
    french = traits.guillemet[ids] & (gap == GAP_SPACE) & ~_shifted(glued, 1)
    follows = (glued & (traits.closer | traits.ender | traits.sure)[ids]) | french
    # “ closes a German quotation; behind a full stop of Chinese, which sets no space, it opens the next.
    follows &= ~(traits.low_closer[ids] & _shifted(sure, -1))
    for _ in range(4):  # no run of quotes and brackets is longer
        mark = mark | (follows & _shifted(mark, -1))
        sure = sure | (follows & _shifted(sure, -1))
    last = mark & ~(follows & _shifted(mark, -1))[np.minimum(np.arange(len(ids)) + 1, len(ids) - 1)]
    last[-1:] = mark[-1:]
    sure_last: Bools = sure & last
    return last, sure_last


def _held_back(traits: _Traits, ids: npt.NDArray[np.int32], gap: npt.NDArray[np.uint8]) -> Bools:
    """Return the full stops that belong to an abbreviation, an initial or an ordinal."""
    stop = traits.stop[ids] & (gap == GAP_NONE)
    never, maybe, initial = (_shifted(trait[ids], -1) for trait in (traits.never, traits.maybe, traits.initial))
    starts = _shifted(traits.starter[ids] & ~traits.small[ids], 1)
    digits = _shifted(traits.digits[ids], -1)
    ordinal = digits & (_shifted(traits.month[ids], 1) | _shifted(gap >= GAP_LINE, -1))
    held: Bools = stop & (never | ((maybe | initial) & ~starts) | ordinal)
    return held


def sentence_numbers(tokens: Tokens) -> npt.NDArray[np.int32]:
    """Return for each token the number of its sentence in its text; see the module for the rules."""
    ids, gap = tokens.ids, tokens.gap
    if not len(ids):
        return np.empty(0, np.int32)
    traits = _Traits(tokens.forms, tokens.lowers, tokens.lower)
    last, sure = _endings(traits, ids, gap)
    held = _held_back(traits, ids, gap)
    spaced = gap > GAP_NONE
    small = traits.small[ids]
    begins = _shifted(last & ~held, -1) & spaced & ~small & ~traits.goes_on[ids]
    # An opening quote or bracket before a small letter goes on with the sentence: "Stop!" (he said).
    begins &= ~(~traits.letter[ids] & _shifted(small & (gap == GAP_NONE), 1))
    begins |= _shifted(sure, -1) & ~traits.goes_on[ids]
    begins |= (gap == GAP_PARAGRAPH) | ((gap == GAP_LINE) & ~small)
    numbers = np.cumsum(begins)
    counts = np.diff(tokens.bounds)
    first = numbers[tokens.bounds[:-1][counts > 0]]
    return np.asarray(numbers - np.repeat(first, counts[counts > 0]), dtype=np.int32)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end, in characters.

    >>> sentence_spans("It rained. We stayed.")
    [(0, 10), (11, 21)]
    """
    tokens = tokens_of([text])
    if not len(tokens):
        return []
    numbers = tokens.sentence
    first = np.flatnonzero(np.append(True, numbers[1:] != numbers[:-1]))
    last = np.append(first[1:] - 1, len(numbers) - 1)
    return list(zip(tokens.start[first].tolist(), tokens.end[last].tolist(), strict=True))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, as they stand in it.

    Examples
    --------
    >>> sentences('Mr. Lane left the U.S. on Monday. "We won!" he said. Prices rose 3.5 per cent.')
    ['Mr. Lane left the U.S. on Monday.', '"We won!" he said.', 'Prices rose 3.5 per cent.']
    """
    return [text[start:end] for start, end in sentence_spans(text)]
