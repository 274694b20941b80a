"""Keyphrases of many articles at once, from headlines and texts to arrays of phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from newskit.language.keyphrases.background import Background, packaged
from newskit.language.keyphrases.candidates import Candidates, Content, candidates_of, content_of
from newskit.language.keyphrases.choice import best, spelled
from newskit.language.keyphrases.forms import Forms, forms_of, spelling
from newskit.language.keyphrases.knowledge import Knowledge, knowledge
from newskit.language.keyphrases.measures import Sight, columns
from newskit.language.keyphrases.model import Weights, weights
from newskit.language.keyphrases.stems import stems
from newskit.language.keyphrases.stream import Merged, Words, marks_of, merged, words_of
from newskit.language.memory import tokenize
from newskit.language.tokens import tokens_of

__all__ = ["Options", "Phrases", "phrases_of", "sights"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# Tokens worked on at once: the arrays of their candidates stay in a few dozen megabytes.
_BLOCK = 200_000
# Languages in which a run of Chinese characters is a word, and others set spaces or words of one or two characters.
_WHOLE_RUNS = frozenset({"ja"})


@dataclass(frozen=True)
class Options:
    """How keyphrases are chosen.

    Parameters
    ----------
    top
        The most phrases of an article.
    style
        ``"balanced"``, ``"phrase"`` or ``"word"``.
    stopwords
        Words that no phrase may hold, besides the language's own.
    block
        Phrases that are not to be given.
    background
        How common words are; the packaged table by default.
    ngrams
        The least and the most words of a phrase.
    """

    top: int = 10
    style: str = "balanced"
    stopwords: frozenset[str] = frozenset()
    block: tuple[str, ...] = ()
    background: Background = field(default_factory=packaged)
    ngrams: tuple[int, int] = (1, 4)


class Phrases(NamedTuple):
    """Phrases of articles, sorted by article and rank, one entry a phrase."""

    row: Ints
    rank: Ints
    phrase: list[str]
    score: npt.NDArray[np.float64]
    count: Ints
    first: Ints
    in_title: Bools


class _Part(NamedTuple):
    """What is seen of a block of articles of one language: `begin` is the first of them."""

    begin: int
    sight: Sight


def _blocks(both: Merged, block: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of articles of about so many tokens together."""
    ends = both.titles.bounds + both.texts.bounds
    begin, n = 0, both.texts.n_texts
    while begin < n:
        stop = max(int(np.searchsorted(ends, ends[begin] + block, side="right")) - 1, begin + 1)
        yield begin, min(stop, n)
        begin = stop


def _agency_stops(both: Merged, words: Words) -> Bools:
    """Return the words that are an agency in brackets, as in a dateline: SEOUL (Reuters) -."""
    at = np.flatnonzero(words.bracketed & ~words.in_title & (words.place < 20))
    stop = np.zeros(len(words.form), dtype=bool)
    stop[at] = [both.lowers[form] in _AGENCIES for form in words.form[at].tolist()]
    return stop


_AGENCIES = frozenset(
    "ap afp reuters yonhap ajp upi xinhua tass kyodo dpa ansa efe pa anp belga apa sda ats tt ntb ritzau afp-relaxnews "
    "interfax itar-tass cnn bloomberg pti ians ani aap cp lusa ptb mti stt ctk pap".split()
)


def _part_of_name(words: Words, forms: Forms, stop: Bools) -> Bools:
    """Return the words that are part of a name, though elsewhere no phrase wants them: New York, High Court."""
    capital = forms.upper[words.form] & ~stop & ~words.in_title
    beside = np.zeros(len(stop), dtype=bool)
    beside[:-1] = capital[1:] & ~words.parted[1:]
    beside[1:] |= capital[:-1] & ~words.parted[1:] & ~words.fresh[1:]
    return np.asarray(forms.soft[words.form] & ~words.in_title & beside)


def _paired_stops(content_stop: Bools, words: Words, both: Merged, known: Knowledge) -> Bools:
    """Return the stops with the characters that make a function word of two, such as 我们.

    Where a run of characters is one word, it must be the whole run.
    """
    pairs = [word for word in known.stop if len(word) == 2]
    if not pairs:
        return content_stop
    number = {form: i for i, form in enumerate(both.forms)}
    wanted = {(number.get(word[0], -1), number.get(word[1], -1)) for word in pairs}
    codes = np.array([a * len(both.forms) + b for a, b in wanted if a >= 0 and b >= 0], dtype=np.int64)
    here = np.isin(words.form[:-1] * len(both.forms) + words.form[1:], codes) & ~words.parted[1:]
    if known.lang in _WHOLE_RUNS:
        open_ = ~content_stop & np.array([len(form) == 1 for form in both.forms])[words.form]
        goes_on = np.append(open_[:-1] & open_[1:] & ~words.parted[1:], False)  # with the next character
        here &= ~np.append(False, goes_on[:-2]) & ~goes_on[1:] if len(here) else here
    stop = content_stop.copy()
    stop[:-1] |= here
    stop[1:] |= here
    return stop


def sights(
    titles: Sequence[str], texts: Sequence[str], lang: str, background: Background, *, block: int = _BLOCK
) -> Iterator[_Part]:
    """Yield what is seen of articles in one language, some at a time."""
    known = knowledge(lang)
    both = merged(tokenize(titles), tokenize(texts))
    if not both.forms:
        return
    forms = forms_of(both.forms, both.lowers, known, background)
    marks = marks_of(both)
    spaceless = bool(forms.spelling.wide.any())
    for begin, end in _blocks(both, block):
        words = words_of(both, forms, marks, begin, end)
        if not len(words.form):
            continue
        stop = forms.stop[words.form] | _agency_stops(both, words)
        stop &= ~_part_of_name(words, forms, stop)
        if spaceless:
            stop = _paired_stops(stop, words, both, known)
        content = content_of(words, forms, stop)
        if len(content):
            found = candidates_of(content, len(forms.stem_names), only_whole=lang in _WHOLE_RUNS)
            if len(found):
                yield _Part(begin, Sight(words, content, forms, found))


def _phrase_stems(phrases: Sequence[str], known: Knowledge) -> list[tuple[str, ...]]:
    """Return phrases as the stems that candidates are compared by."""
    made = tokens_of(list(phrases))
    words = spelling(made.forms, [made.lowers[i] for i in made.lower.tolist()], known).base if made.forms else pa.array([])
    names = stems(words, known.lang).to_pylist() if made.forms else []
    is_word = made.is_word
    bounds = made.bounds.tolist()
    rows = [made.ids[a:b].tolist() for a, b in zip(bounds, bounds[1:], strict=False)]
    return [tuple(names[i] for i in row if is_word[i]) for row in rows]


def _blocked(sight: Sight, phrases: set[tuple[str, ...]]) -> Bools:
    """Return which candidates are one of these phrases."""
    found, stem = sight.found, sight.content.stem
    hit = np.zeros(len(found), dtype=bool)
    number = {name: i for i, name in enumerate(sight.forms.stem_names)}
    coded = {tuple(number.get(part, -1) for part in phrase) for phrase in phrases}
    firsts = np.zeros(len(number), dtype=bool)
    firsts[[phrase[0] for phrase in coded if phrase and min(phrase) >= 0]] = True
    for i in np.flatnonzero(firsts[stem[found.at]]).tolist():
        at = int(found.at[i])
        hit[i] = tuple(stem[at : at + int(found.size[i])].tolist()) in coded
    return hit


def _holding(sight: Sight, words: set[tuple[str, ...]]) -> Bools:
    """Return which candidates hold one of these words."""
    number = {name: i for i, name in enumerate(sight.forms.stem_names)}
    codes = [number[word[0]] for word in words if len(word) == 1 and word[0] in number]
    bad = np.isin(sight.content.stem, codes)
    within = np.cumsum(np.append(0, bad))
    found = sight.found
    return np.asarray(within[found.at + found.size] > within[found.at])


def _whole_in_characters(found: Candidates, content: Content) -> Bools:
    """Return the candidates that are not a piece cut out of a longer row of characters.

    Without spaces every stretch is a candidate; one that always stands in the same longer one is a fragment.
    """
    over = np.zeros(found.n_groups, dtype=np.int64)
    n, wide = found.size, content.wide[found.at]
    long = np.flatnonzero(wide & (n > 1))
    for step in (0, 1):
        np.maximum.at(over, found.grams[n[long] - 1, found.at[long] + step], found.count[long])
    run = content.head[found.at] & (content.left[found.at] == n)
    return np.asarray(~wide | run | ((found.count > 1) & (over[found.group] < found.count)))


def _allowed(sight: Sight, options: Options, stop: set[tuple[str, ...]], block: set[tuple[str, ...]]) -> Bools:
    """Return which candidates may be given."""
    least, most = options.ngrams
    found, content = sight.found, sight.content
    wide = content.wide[found.at]
    n_words = np.where(wide, (found.size + 1) // 2, found.size)
    allowed = (n_words >= least) & (n_words <= most)
    if wide.any():
        allowed &= _whole_in_characters(found, content)
    if stop:
        allowed &= ~_holding(sight, stop)
    if block:
        allowed &= ~_blocked(sight, block)
    return np.asarray(allowed)


def _of_language(titles: Sequence[str], texts: Sequence[str], lang: str, options: Options) -> Iterator[Phrases]:
    """Yield the phrases of articles in one language, block by block."""
    known = knowledge(lang)
    style: Weights = weights(options.style)
    stop = set(_phrase_stems(sorted(options.stopwords), known))
    block = set(_phrase_stems(options.block, known))
    for begin, sight in sights(titles, texts, lang, options.background):
        found, content, words = sight.found, sight.content, sight.words
        sums = style.sums(columns(sight), found.size == 1)
        chosen = best(sight, sums, _allowed(sight, options, stop, block), options.top,
                      full_names=options.style != "word")  # fmt: skip
        doc = content.doc[found.at[chosen]]
        rank = np.arange(len(doc)) - np.searchsorted(doc, doc) + 1
        spell = spelled(sight, chosen)
        row = doc + begin
        spans = zip(row.tolist(), spell.start.tolist(), spell.end.tolist(), spell.from_title.tolist(), strict=True)
        phrase = [" ".join((titles if is_title else texts)[r][a:b].split()) for r, a, b, is_title in spans]
        score = style.scores(sums[chosen], words.n_words[doc])
        yield Phrases(row, rank, phrase, score, found.count[chosen], spell.first, spell.in_title)


def phrases_of(titles: Sequence[str], texts: Sequence[str], langs: Sequence[str], options: Options) -> Phrases:
    """Return the keyphrases of articles.

    Parameters
    ----------
    titles, texts
        Headlines and texts, empty where missing.
    langs
        The language of each article as ISO 639-1 code, empty where it is not known.
    options
        How phrases are chosen.
    """
    pieces: list[Phrases] = []
    codes = np.array(langs, dtype=object)
    for lang in dict.fromkeys(langs):
        rows = np.flatnonzero(codes == lang)
        alone = len(rows) == len(texts)
        some = rows.tolist()
        own_titles, own_texts = (titles, texts) if alone else ([titles[i] for i in some], [texts[i] for i in some])
        pieces += [part._replace(row=rows[part.row]) for part in _of_language(own_titles, own_texts, lang, options)]
    return _joined(pieces)


def _joined(pieces: Sequence[Phrases]) -> Phrases:
    """Return pieces as one, in the order of the articles."""
    if not pieces:
        none = np.empty(0, dtype=np.int64)
        return Phrases(none, none, [], np.empty(0), none, none, np.empty(0, dtype=bool))
    row = np.concatenate([piece.row for piece in pieces])
    order = np.argsort(row, kind="stable")
    phrase = [phrase for piece in pieces for phrase in piece.phrase]

    def column(name: str) -> npt.NDArray[np.generic]:
        return np.concatenate([getattr(piece, name) for piece in pieces])[order]

    return Phrases(row[order], column("rank"), [phrase[i] for i in order.tolist()], column("score"), column("count"),
                   column("first"), column("in_title"))  # type: ignore[arg-type]  # fmt: skip
