"""Headlines and texts as one stream of words, with what parts one word from the next."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from newskit.language.keyphrases.forms import Forms
from newskit.language.keyphrases.knowledge import ADJECTIVE, BOTH, NAME, NOUN, VERB
from newskit.language.scan import GAP_NONE
from newskit.language.tokens import Tokens

__all__ = ["Merged", "Words", "marks_of", "merged", "words_of"]

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

_OPENERS = '"“«„‘「『('


@dataclass(frozen=True)
class Merged:
    """The tokens of headlines and texts with one numbering of their forms.

    Parameters
    ----------
    titles, texts
        The tokens.
    forms, lowers
        The distinct forms of both, and the same in small letters.
    title_form
        The number of each form of the headlines, -1 if it does not occur.
    """

    titles: Tokens
    texts: Tokens
    forms: list[str]
    lowers: list[str]
    title_form: Ints


def merged(titles: Tokens, texts: Tokens) -> Merged:
    """Return the tokens of both under one numbering; the texts' own numbers stay."""
    number = {form: i for i, form in enumerate(texts.forms)} if len(titles) else {}
    lowers = list(map(texts.lowers.__getitem__, texts.lower.tolist()))
    forms = list(texts.forms)
    title_form = np.full(len(titles.forms), -1, dtype=np.int64)
    present = np.unique(titles.ids)
    for i in present.tolist():
        form = titles.forms[i]
        found = number.get(form)
        if found is None:
            found = number[form] = len(forms)
            forms.append(form)
            lowers.append(titles.lowers[titles.lower[i]])
        title_form[i] = found
    return Merged(titles, texts, forms, lowers, title_form)


@dataclass(frozen=True)
class Words:
    """The words of some articles, headline before text, one entry a word.

    Parameters
    ----------
    form, doc, tag
        Number of its form, number of its article among these, part of speech where it stands.
    in_title
        Whether it stands in the headline.
    fresh
        Whether it begins a sentence or a quotation, so that its capital says nothing.
    parted
        Whether something stands between it and the word before that no phrase goes across.
    bracketed
        Whether it stands alone in brackets, as agencies do.
    place
        How many words of the article stand before it.
    start, end
        Where it stands in the headline or the text, in characters.
    n_words
        The number of words of each article.
    """

    form: Ints
    doc: Ints
    tag: npt.NDArray[np.uint8]
    in_title: Bools
    fresh: Bools
    parted: Bools
    bracketed: Bools
    place: Ints
    start: Ints
    end: Ints
    n_words: Ints


@dataclass(frozen=True)
class _Tokens:
    """Tokens of headlines and texts in the order of the articles."""

    form: Ints
    doc: Ints
    in_title: Bools
    sentence: Ints
    gap: npt.NDArray[np.uint8]
    start: Ints
    end: Ints


def _interleaved(both: Merged, begin: int, stop: int) -> _Tokens:
    """Return the tokens of the articles from `begin` to `stop`, each headline before its text."""
    pieces, at = [], []
    n_docs = stop - begin
    bounds = [part.bounds[begin : stop + 1] - part.bounds[begin] for part in (both.titles, both.texts)]
    # Headlines and texts may be the very same tokens, if they say the same.
    for is_title, part, own, other in (
        (True, both.titles, bounds[0], bounds[1][:-1]),
        (False, both.texts, bounds[1], bounds[0][1:]),
    ):
        here = slice(part.bounds[begin], part.bounds[stop])
        doc = np.repeat(np.arange(n_docs), np.diff(own))
        at.append(np.arange(len(doc)) + other[doc])
        form = both.title_form[part.ids[here]] if is_title else part.ids[here]
        flag = np.full(len(doc), is_title)
        pieces.append((form, doc, flag, part.sentence[here], part.gap[here], part.start[here], part.end[here]))
    n = sum(map(len, at))
    columns = []
    for left, right in zip(*pieces, strict=True):
        column = np.empty(n, dtype=right.dtype if left.dtype.itemsize <= right.dtype.itemsize else left.dtype)
        column[at[0]], column[at[1]] = left, right
        columns.append(column)
    return _Tokens(*columns)


def marks_of(both: Merged) -> tuple[Bools, Bools, Bools, Bools]:
    """Return which forms are words, full stops, opening marks, ampersands."""
    n = len(both.forms)
    is_word = np.zeros(n, dtype=bool)
    is_word[: len(both.texts.forms)] = both.texts.is_word
    # Tokens of a selection keep the forms of the whole, which may not occur in it.
    is_word[both.title_form[both.titles.is_word & (both.title_form >= 0)]] = True
    marks = np.flatnonzero(~is_word).tolist()

    def among(wanted: str) -> Bools:
        sign = np.zeros(n, dtype=bool)
        sign[[i for i in marks if both.forms[i] in wanted]] = True
        return sign

    return is_word, among("."), among(_OPENERS), among("&")


def words_of(both: Merged, forms: Forms, marks: tuple[Bools, Bools, Bools, Bools], begin: int, stop: int) -> Words:
    """Return the words of the articles from `begin` to `stop`."""
    tokens = _interleaved(both, begin, stop)
    is_word, is_stop_mark, is_opener, is_ampersand = (flag[tokens.form] for flag in marks)
    n = len(tokens.form)
    at = np.flatnonzero(is_word)
    # A new sentence of the same article, or a new article.
    changes = np.ones(n, dtype=bool)
    changes[1:] = ((tokens.sentence[1:] != tokens.sentence[:-1]) | (tokens.in_title[1:] != tokens.in_title[:-1])
                   | (tokens.doc[1:] != tokens.doc[:-1]))  # fmt: skip
    sentence = np.cumsum(changes)
    glued = tokens.gap == GAP_NONE
    before_is_word = np.append(False, is_word[:-1])
    # The full stop of an abbreviation parts nothing, and neither does & between words.
    silent = is_stop_mark & glued & before_is_word
    silent |= is_ampersand & before_is_word & np.append(is_word[1:], False)
    loud = np.cumsum(~is_word & ~silent)
    parted = np.ones(len(at), dtype=bool)
    parted[1:] = (sentence[at[1:]] != sentence[at[:-1]]) | (loud[at[1:]] != loud[at[:-1]])
    skip, cut = forms.spelling.skip, forms.spelling.cut
    form = tokens.form[at]
    fresh = np.ones(len(at), dtype=bool)
    fresh[1:] = sentence[at[1:]] != sentence[at[:-1]]
    fresh |= is_opener[np.maximum(at - 1, 0)] & (at > 0)
    bracketed = is_opener[np.maximum(at - 1, 0)] & (at > 0) & ~is_word[np.minimum(at + 1, n - 1)]
    stopped = forms.spelling.dotted[form] & is_stop_mark[np.minimum(at + 1, n - 1)] & glued[np.minimum(at + 1, n - 1)]
    doc = tokens.doc[at].astype(np.int64)
    n_words = np.bincount(doc, minlength=stop - begin)
    first = np.cumsum(n_words) - n_words
    words = Words(
        form,
        doc,
        np.empty(0, np.uint8),
        tokens.in_title[at],
        fresh,
        parted | (skip[form] > 0),
        bracketed,
        np.arange(len(at)) - first[doc],
        tokens.start[at] + skip[form],
        tokens.end[at] - cut[form] + stopped,
        n_words,
    )
    return _tagged(words, forms)


def _tagged(words: Words, forms: Forms) -> Words:
    """Return the words with their parts of speech: capitals make names, the word before tells nouns from verbs."""
    tag = forms.tag[words.form]
    before = np.append(np.uint8(0), forms.cue[words.form][:-1])
    before[words.parted] = 0
    tag[(tag == BOTH) & (before == 1)] = VERB
    tag[tag == BOTH] = NOUN
    verb = np.flatnonzero((tag == VERB) & (before == 2))
    tag[verb] = np.where(forms.participle[words.form[verb]], ADJECTIVE, NOUN)
    if forms.capitals_name:
        tag[forms.upper[words.form] & ~words.fresh & ~words.in_title] = NAME
    return replace(words, tag=tag)
