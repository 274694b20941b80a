"""The clauses of sentences: who does what, and how far a word's reach goes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from newskit.language.scan import GAP_LINE
from newskit.language.tokens import Tokens

__all__ = ["clauses"]

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

_MARKS = frozenset(";:—–―…()[]{}|。；：！？!?")
_COMMAS = frozenset(",،、，")
_DASHES = frozenset({"-", "--"})
_CLOSING_QUOTES = frozenset('”»」』"')
# These part wherever they stand, but for the company that makes something else of them.
_CONTRASTS = frozenset({"but", "although", "though", "whereas", "whilst", "while", "despite", "albeit", "unless"})
_SUBORDINATORS = frozenset({"because", "when", "whenever", "if", "once", "until", "since", "after", "before", "lest"})
_RELATIVES = frozenset({"who", "whom", "whose", "which"})
_AND = frozenset({"and", "or", "nor", "so", "yet", "then", "instead"})
# What stands before a word and keeps it inside the clause: "nothing but", "a while", "long after", "even if".
_KEEPS = {
    "but": frozenset({"nothing", "all", "anything", "none", "anyone", "everything", "cannot", "no"}),
    "while": frozenset({"a", "the", "little", "long", "short", "worth"}),
    "though": frozenset({"even", "as"}),
    "if": frozenset({"even", "as", "only", "what"}),
    "when": frozenset({"even"}),
    "once": frozenset({"at", "than", "only"}),
    "since": frozenset({"ever", "long"}),
    "after": frozenset({"soon", "shortly", "day", "days", "week", "weeks", "month", "months", "year", "years", "time"}),
    "before": frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years", "the", "long", "ever"}),
}
_SUBJECTS = frozenset("i he she it they we you there this that these those the a an his her their its my our".split())
_PREPOSITIONS = frozenset("in of on at for from to with by under over through about against during among".split())
_SPEAKS = frozenset(
    "said says say saying added adds told tells announced announces insisted insists argued argues claimed claims "
    "warned warns believes believed thinks thought hopes hoped fears feared reported reports suggested suggests "
    "admitted admits denied denies showed shows found alleged alleges concluded noted notes".split()
)
_SHORTEST_PARTICIPLE = 6
_NO_PARTICIPLES = frozenset("morning evening nothing anything something everything during including beijing".split())


def clauses(tokens: Tokens) -> Ints:
    """Return the number of the clause that each token stands in, counted through all texts.

    A clause ends with its sentence, at a semicolon, colon, dash or bracket; before "but", "although" and their like,
    "because", "when", "after" and "before", "who" and "which"; before "that" behind a verb of speech and "as" with a
    subject behind it; and at a comma before "and" with a subject, before a pronoun or a participle (", sparking
    anger"). The commas of a list or an apposition part nothing. Behind a relative clause between commas, the clause
    that it stands in goes on under its own number. The words are English; in other languages marks and sentences
    alone part clauses.

    Parameters
    ----------
    tokens
        The texts.

    Returns
    -------
    numpy.ndarray of int32
        One number for each token; tokens of one clause have the same, and no two texts share one.

    Notes
    -----
    Rules, no parser: they tell which words are near to one another, not what is subject and what object.

    Examples
    --------
    >>> from newskit.language import tokenize
    >>> tokens = tokenize(["Lee, who was convicted of fraud, praised the mayor, but voters were furious."])
    >>> number = clauses(tokens)
    >>> for clause in dict.fromkeys(number.tolist()):
    ...     print(*(tokens.forms[i] for i in tokens.ids[number == clause].tolist()))
    Lee , , praised the mayor ,
    who was convicted of fraud
    but voters were furious .
    """
    if not len(tokens):
        return np.empty(0, dtype=np.int32)
    words = _Words(tokens)
    opens = words.relatives() | words.subordinate() | words.concessions()
    strong = opens | words.marks() | words.contrasts() | words.begins
    commas = words.among(_COMMAS)
    closes = _closing(commas, opens, strong)
    # The clause begins behind the comma; where it stands there already, it does so once.
    begins = strong | words.joins(commas) | words.behind(closes & ~words.begins)
    number = np.cumsum(begins) - 1
    return _resumed(number, words, opens, closes)


class _Words:
    """The tokens as conditions of what they are and what stands beside them."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        begins = np.ones(len(tokens), dtype=bool)
        begins[1:] = (tokens.sentence[1:] != tokens.sentence[:-1]) | (tokens.document[1:] != tokens.document[:-1])
        self.begins: Bools = begins | (tokens.gap >= GAP_LINE)
        self._lower = tokens.lower[tokens.ids]

    def each(self, condition: Callable[[str], bool]) -> Bools:
        """Return for each token whether its form in small letters meets a condition."""
        lowers = self._tokens.lowers
        return np.fromiter(map(condition, lowers), dtype=bool, count=len(lowers))[self._lower]

    def among(self, words: frozenset[str]) -> Bools:
        """Return which tokens are among some words."""
        return self.each(words.__contains__)

    def behind(self, which: Bools) -> Bools:
        """Return which tokens stand behind some in the same sentence."""
        return np.append(False, which[:-1]) & ~self.begins

    def before(self, which: Bools) -> Bools:
        """Return which tokens stand before some in the same sentence."""
        return np.append((which & ~self.begins)[1:], False)

    def marks(self) -> Bools:
        """Return the marks that part clauses, and the tokens behind a quotation that ends with a comma or full stop."""
        spaced = self._tokens.gap > 0
        dashes = self.among(_DASHES) & spaced & np.append(spaced[1:], False)
        ended = self.behind(self.among(_COMMAS | {".", "!", "?"})) & self.among(_CLOSING_QUOTES)
        return np.asarray(self.among(_MARKS) | dashes | self.behind(ended))

    def contrasts(self) -> Bools:
        """Return the words of contrast."""
        return self.among(_CONTRASTS) & ~self._kept()

    def concessions(self) -> Bools:
        """Return the words of contrast whose clause ends at a comma, "even though" from its first word on."""
        found = self.contrasts() & ~self.among(frozenset({"but"}))
        even = self.among(frozenset({"even"})) & self.before(self.among(frozenset({"though", "if", "when"})))
        return found | even

    def subordinate(self) -> Bools:
        """Return the words that open a clause which ends at a comma."""
        found = self.among(_SUBORDINATORS) & ~self._kept()
        subject = self.before(self.among(_SUBJECTS))
        comma = self.behind(self.among(_COMMAS))
        as_ = self.among(frozenset({"as"}))
        such = self.behind(self.among(frozenset("such well far long much many soon same known described".split())))
        for _ in range(2):  # "as old as"
            such |= self.behind(such | as_)
        that = self.among(frozenset({"that"})) & self.behind(self.among(_SPEAKS))
        a = self.before(self.among(frozenset({"a", "an"})))  # "as a minister" is a role
        return found | (as_ & (subject | comma) & ~such & ~(a & ~comma)) | that

    def relatives(self) -> Bools:
        """Return the relative pronouns, from their preposition on: "in which"."""
        found = self.among(_RELATIVES) & ~self.begins
        preposition = self.among(_PREPOSITIONS) & self.before(found) & ~self.begins
        return (found & ~self.behind(preposition)) | preposition

    def joins(self, commas: Bools) -> Bools:
        """Return the tokens behind a comma that begin a main clause, or go on with a participle."""
        behind = self.behind(commas)
        main = self.among(_AND) & self.before(self.among(_SUBJECTS))
        pronouns = self.among(frozenset("i he she it they we there".split()))
        participle = self.each(
            lambda word: word.endswith("ing") and len(word) >= _SHORTEST_PARTICIPLE and word not in _NO_PARTICIPLES
        )
        return behind & (main | pronouns | participle)

    def _kept(self) -> Bools:
        """Return which words stand in company that keeps them inside their clause."""
        kept = np.zeros(len(self._lower), dtype=bool)
        for word, company in _KEEPS.items():
            kept |= self.among(frozenset({word})) & self.behind(self.among(company))
        return kept


def _closing(commas: Bools, opens: Bools, strong: Bools) -> Bools:
    """Return the commas that end a clause: the first behind the word that opened it, with nothing parting between."""
    places = np.arange(len(commas))
    last_strong = np.maximum.accumulate(np.where(strong, places, -1))
    before = np.append(0, np.cumsum(commas))
    is_first = before[places] == before[np.maximum(last_strong, 0)]
    return np.asarray(commas & ~strong & (last_strong >= 0) & opens[last_strong] & is_first)


def _resumed(number: npt.NDArray[np.int64], words: _Words, opens: Bools, closes: Bools) -> Ints:
    """Return the numbers with the clause behind a relative one between commas numbered as the clause before it."""
    relative = words.relatives()
    places = np.arange(len(number))
    opened = np.maximum.accumulate(np.where(opens, places, -1))
    ends = np.flatnonzero(closes)
    ends = ends[ends + 1 < len(number)]
    openers = opened[ends]
    comma = words.among(_COMMAS)
    real = relative[openers] & comma[np.maximum(openers - 1, 0)] & ~words.begins[openers]
    ends, openers = ends[real], openers[real]
    new = np.arange(int(number[-1]) + 1)
    # A clause may be left twice: in order, so that the second finds what the first one made.
    for end, opener in zip(ends.tolist(), openers.tolist(), strict=True):
        following = number[end + 1]
        if following != number[end] and not words.begins[end + 1]:
            new[following] = new[number[opener - 1]]
    made: Ints = new[number].astype(np.int32)
    made[ends] = made[openers - 1]
    return made
