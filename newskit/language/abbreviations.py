"""Words that decide whether a full stop ends a sentence, in several languages at once.

Texts mix languages and say seldom which they are in, so there is one list and not one a language. What is a word in
one language and an abbreviation in another is told apart by its capital or by what follows: ``No. 1`` but ``He said
no. Then he left.``
"""

from __future__ import annotations

__all__ = ["AFTER_ORDINALS", "BEFORE_NUMBERS", "GOES_ON", "MAYBE", "NAME_PARTS", "NEVER", "STARTERS", "TITLES", "TOLD"]


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# Written with a capital, these stand before a name and never end a sentence: "Gen. The" does not occur.
TITLES = _words(
    "mr mrs ms mx dr prof gen sen rep gov lt col maj capt cmdr cpt sgt cpl pvt adm hon rev fr msgr pres supt det insp",
    "messrs mme mlle mm m dipl-ing ing mag mgr hr dra sra srta srs gral lic arq dña dott dott.ssa sig sig.ra avv on",
    "dhr mevr drs doç av sn avda bd boul",
)
# As written here, these never end a sentence.
NEVER = _words(
    "prof dr mr mrs gen vs v cf e.g i.e viz approx ca bzw z.b d.h u.a o.ä sog ggf evtl inkl exkl zzgl geb p.ej",
    "resp env apr bijv m.n o.a t.ex bl.a dvs f.d np tzw m.in tzv ks płk dhr mevr drs ul им ул проф акад т.е т.н dott",
    "sig avv",
)
# Before a number these do not end a sentence.
BEFORE_NUMBERS = _words(
    "no nos nr nrn núm num pág págs pag pp fig figs art arts vol vols abs kap sec ch cap tel op par str kl godz č čl",
    "ст стр рис n.º n.o",
)
# Behind these a sentence ends if the next word is one that sentences begin with. Written with a capital:
_MAYBE_CAPITAL = _words(
    "inc co corp ltd llc plc bros jr sr esq ave blvd rd st ste mt ft dept univ assn intl natl",
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun",
    "calif fla ill mass mich minn wash conn ariz colo tenn tex okla ore pa va ga ala ky la md mo wis miss kan neb ark",
    "cía ltda ud uds depto chr",
)
# Written in any way:
_MAYBE_ANY = _words(
    "etc al a.m p.m u.s u.k u.n e.u d.c l.a ph.d m.d u.s.a n.y w.va ee.uu usw vb гг тыс млн млрд руб т.д т.п др",
)
MAYBE = {"capital": _MAYBE_CAPITAL, "any": _MAYBE_ANY}
STARTERS = _words(
    "the a an he she it they we i you this that these those there here his her their its our my in on at by for from",
    "with after before as but and or so yet if when while although though since because however meanwhile moreover",
    "then now what who why how where which last next some many most all no not one two both each every another other",
    "more under over between during until despite according about asked also still earlier later today yesterday mr",
    "mrs ms dr president police officials analysts nobody nothing everyone",
    "ein eine er sie es wir ich im am auf mit nach vor aber und doch wenn als bei für auch seit noch diese dieser dann",
    "les une elle il ils elles nous dans mais cette ces pour selon avec et en un",
    "una pero según para con este esta también cuando ella ellos y lo",
    "gli nel nella per secondo anche questo questa ma het een maar dit och detta men dette og em uma mas também",
    "в на и он она они это по но мы как его при для также bu bir ve w nie jest ale",
)
# Words that sentences begin with, and that names hold too: behind an initial they go on with a name (J. Le Roy).
NAME_PARTS = _words("die der das le la el los las de del il den det o os as")
# Behind a number with a full stop these make it an ordinal: am 12. Juni, der 2. Weltkrieg.
AFTER_ORDINALS = _words(
    "januar jänner februar märz april mai juni juli august september oktober november dezember",
    "marts maj december ledna února března dubna května června července srpna září října listopadu prosince",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta",
    "marraskuuta joulukuuta jahrhundert jahrhunderts jahrhunderten weltkrieg weltkriegs liga bundesliga halbzeit",
    "spieltag runde klasse stock lebensjahr geburtstag jahrestag etage obergeschoss bezirk",
)
# Behind a quotation these go on with its sentence: 「…。」と言った.
GOES_ON = _words("と って 라고 이라고 하고 라며 라는")
# All that is said here about a word, whatever its case; of any other word nothing is.
TOLD = frozenset().union(
    TITLES, NEVER, BEFORE_NUMBERS, _MAYBE_CAPITAL, _MAYBE_ANY, STARTERS, NAME_PARTS, AFTER_ORDINALS, GOES_ON
)
