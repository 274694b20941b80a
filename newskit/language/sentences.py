"""Sentences, from the tokens of a whole corpus at once.

A sentence ends at a full stop, question or exclamation mark or ellipsis that a space and a capital (or a letter of a
script without case) follows, quotes and brackets behind the mark included; at the full stops of Chinese, Japanese,
Hindi, Urdu, Armenian, Burmese, Khmer and Ethiopic without a condition; at a line break before a capital; and at every
blank line. It does not end behind an abbreviation, an initial, an ordinal before a month, or inside ``U.S. troops``.
Thai and Lao set no marks: there, only line breaks end a sentence.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from newskit.language import abbreviations as words
from newskit.language.scan import GAP_LINE, GAP_NONE, GAP_PARAGRAPH, GAP_SPACE
from newskit.language.tokens import Tokens, tokens_of

__all__ = ["ends_sentence", "sentence_numbers", "sentence_spans", "sentences"]

Bools = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

_ENDERS = frozenset(".!?…؟‽\u037e")
_SURE_ENDERS = frozenset("\uff01\uff1f。．｡।॥۔։።။។")
_CLOSERS = frozenset("\"'”’»)]}›」』）】〉》“")
# A run of full stops, quotes and brackets is looked through this far.
_LONGEST_RUN = 6

# What a form is to the splitter, a bit for each.
_ENDER, _SURE, _CLOSER, _GUILLEMET, _LOW_CLOSER, _STOP = (1 << bit for bit in range(6))
_NEVER, _NUMBERED, _MAYBE, _INITIAL, _STARTER, _NAME_PART = (1 << bit for bit in range(6, 12))
_AFTER_ORDINAL, _GOES_ON, _SMALL, _LETTER, _DIGIT, _ORDINAL = (1 << bit for bit in range(12, 18))


def ends_sentence(form: str) -> bool:
    """Whether a token is a mark that a sentence can end with.

    >>> ends_sentence("."), ends_sentence(","), ends_sentence("。")
    (True, False, True)
    """
    return form in _ENDERS or form in _SURE_ENDERS


def _mark_traits(form: str) -> int:
    """Return what a punctuation mark is."""
    return (
        _ENDER * (form in _ENDERS)
        | _SURE * (form in _SURE_ENDERS)
        | _CLOSER * (form in _CLOSERS)
        | _GUILLEMET * (form == "»")
        | _LOW_CLOSER * (form == "“")
        | _STOP * (form == ".")
    )


def _abbreviation_traits(form: str, lower: str) -> int:
    """Return which kind of abbreviation a word may be."""
    capital, shouted = form[0].isupper(), len(form) > 1 and form.isupper()
    title = capital and lower in words.TITLES
    never = (title and not shouted) or form in words.NEVER
    maybe = title or lower in words.MAYBE["any"] or (capital and lower in words.MAYBE["capital"])
    # A single small letter is most often part of an abbreviation: z. B., v. Chr., в 2020 г.; я is a pronoun.
    maybe |= len(form) == 1 and form.islower() and form != "я"
    initial = (len(form) == 1 and form.isupper()) or _is_dotted(form)
    return (
        _NEVER * never
        | _NUMBERED * (lower in words.BEFORE_NUMBERS)
        | _MAYBE * (maybe and not never)
        | _INITIAL * initial
    )


def _word_traits(form: str, lower: str) -> int:
    """Return what a word is, where it stands before or behind a full stop."""
    first = form[0]
    small = first.islower()
    traits = _LETTER | _SMALL if small else _LETTER | _DIGIT if first.isdigit() else _LETTER
    if len(form) > 2 and lower not in words.TOLD and "." not in form:
        return traits
    return (
        traits
        | _abbreviation_traits(form, lower)
        | _STARTER * (not small and lower in words.STARTERS)
        | _NAME_PART * (not small and lower in words.NAME_PARTS)
        | _AFTER_ORDINAL * (lower in words.AFTER_ORDINALS)
        | _GOES_ON * (form in words.GOES_ON)
        | _ORDINAL * (len(form) <= 2 and form.isdecimal())
    )


def _is_dotted(form: str) -> bool:
    """Whether a form is letters with stops between: ``J.R``, ``U.S``."""
    parts = form.split(".")
    return len(parts) > 1 and all(len(part) == 1 and part.isalpha() for part in parts)


def _traits(tokens: Tokens) -> npt.NDArray[np.int32]:
    """Return what each form is, as bits."""
    lowers = map(tokens.lowers.__getitem__, tokens.lower.tolist())
    bits = (
        _word_traits(form, lower) if form[0].isalnum() else _mark_traits(form) | _SMALL * form[0].islower()
        for form, lower in zip(tokens.forms, lowers, strict=True)
    )
    return np.fromiter(bits, dtype=np.int32, count=len(tokens.forms))


class _Run:
    """The tokens of a corpus with what they are; looking beyond either end finds nothing."""

    def __init__(self, tokens: Tokens) -> None:
        self.n = len(tokens)
        self.bits = np.append(_traits(tokens)[tokens.ids], np.int32(0))
        self.gap = np.append(tokens.gap, np.uint8(GAP_PARAGRAPH))

    def has(self, at: Places, trait: int) -> Bools:
        """Whether the tokens at these places have any of these traits."""
        return np.asarray(self.bits[at] & trait, dtype=bool)

    def glued(self, at: Places) -> Bools:
        """Whether nothing stands before the tokens at these places."""
        return np.asarray(self.gap[at] == GAP_NONE)


def _follows(run: _Run, at: Places) -> Bools:
    """Whether the tokens at these places belong to the end mark before them."""
    closes = run.glued(at) & run.has(at, _CLOSER | _ENDER | _SURE)
    # French sets a space before its closing quotation mark, and one behind it.
    behind = np.minimum(at + 1, run.n)
    closes |= run.has(at, _GUILLEMET) & (run.gap[at] == GAP_SPACE) & ~run.glued(behind)
    # “ closes a German quotation; behind a full stop of Chinese, which sets no space, it opens the next.
    return np.asarray(closes & ~(run.has(at, _LOW_CLOSER) & run.has(at - 1, _SURE)))


def _endings(run: _Run) -> tuple[Places, Places, Bools]:
    """Return the marks that may end a sentence, where the run of marks and quotes ends, and whether it surely does."""
    mark = np.flatnonzero(run.bits & (_ENDER | _SURE))
    last, sure = mark.copy(), run.has(mark, _SURE)
    for _ in range(_LONGEST_RUN):
        following = last + 1
        grows = _follows(run, following)
        if not grows.any():
            break
        last = np.where(grows, following, last)
        sure |= grows & run.has(following, _SURE)
    ended = ~_follows(run, last + 1)
    return mark[ended], last[ended], sure[ended]


def _held_back(run: _Run, mark: Places, following: Places) -> Bools:
    """Whether these marks are the full stops of an abbreviation, an initial or an ordinal."""
    before = np.maximum(mark - 1, 0)
    stop = run.has(mark, _STOP) & run.glued(mark)
    initial, maybe = run.has(before, _INITIAL), run.has(before, _MAYBE)
    # Behind an opening quotation mark or bracket, the word in it tells.
    inside = np.minimum(following + 1, run.n)
    word = np.where(~run.has(following, _LETTER) & run.glued(inside), inside, following)
    starts = run.has(word, _STARTER) | (run.has(word, _NAME_PART) & ~initial)
    numbered = run.has(before, _NUMBERED) & run.has(following, _DIGIT)
    ordinal = run.has(before, _ORDINAL) & (run.has(following, _AFTER_ORDINAL) | (run.gap[before] >= GAP_LINE))
    held = run.has(before, _NEVER) | numbered | ordinal | ((maybe | initial) & ~starts)
    return np.asarray(stop & held)


def _beginnings(run: _Run) -> Bools:
    """Return the tokens that a sentence begins with."""
    begins = np.zeros(run.n + 1, dtype=bool)
    breaks = np.flatnonzero(run.gap >= GAP_LINE)
    begins[breaks] = (run.gap[breaks] == GAP_PARAGRAPH) | ~run.has(breaks, _SMALL)
    mark, last, sure = _endings(run)
    following = last + 1
    inside = np.minimum(following + 1, run.n)
    # An opening quote or bracket before a small letter goes on with the sentence: "Stop!" (he said).
    small = run.has(following, _SMALL) | (~run.has(following, _LETTER) & run.glued(inside) & run.has(inside, _SMALL))
    plain = ~run.glued(following) & ~small & ~_held_back(run, mark, following)
    begins[following[(plain | sure) & ~run.has(following, _GOES_ON)]] = True
    return begins[: run.n]


def sentence_numbers(tokens: Tokens) -> npt.NDArray[np.int32]:
    """Return for each token the number of its sentence in its text; see the module for the rules."""
    if not len(tokens):
        return np.empty(0, np.int32)
    numbers = np.cumsum(_beginnings(_Run(tokens)), dtype=np.int32)
    counts = np.diff(tokens.bounds)
    first = numbers[tokens.bounds[:-1][counts > 0]]
    numbers -= np.repeat(first, counts[counts > 0])
    return numbers


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
