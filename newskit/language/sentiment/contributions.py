"""What every word contributes to the tone of texts, in any language with a lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment.engine import Hits, hits_of
from newskit.language.sentiment.korean import korean_hits
from newskit.language.sentiment.lexicon import Lexicon, LexiconTable, as_lexicon, packaged
from newskit.language.tokens import Tokens

__all__ = ["Contributions", "Lexicons", "contributions", "has_lexicon", "mixed_contributions"]

Lexicons: TypeAlias = LexiconTable | Mapping[str, LexiconTable]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_BLOCK = 4_000_000  # tokens


class Contributions(NamedTuple):
    """Scored words and phrases of some texts, in the order of their tokens.

    Attributes
    ----------
    first, last
        The first token, numbered through all texts, and the one behind the last.
    valence
        What the lexicon says, -4 to 4.
    value
        What is left of it after the words around it had their say.
    rules
        What these did, in words; empty unless asked for.
    """

    first: Ints
    last: Ints
    valence: Floats
    value: Floats
    rules: list[tuple[str, ...]]


def contributions(
    tokens: Tokens, lang: str = "en", lexicon: Lexicons | None = None, *, explain: bool = False
) -> Contributions:
    """Return what every word contributes to the tone.

    Parameters
    ----------
    tokens
        The texts.
    lang
        Their language, as ISO 639-1 code: the lexicon and its rules.
    lexicon
        Words to add, change or take out, see `newskit.language.sentiment.Lexicon.changed`; a `Lexicon` stands for
        itself.
    explain
        Whether to say in words what the rules did.

    Examples
    --------
    >>> from newskit.language import tokenize
    >>> found = contributions(tokenize(["Voters did not welcome it, as profits plunged."]), explain=True)
    >>> [(round(value, 1), rules) for value, rules in zip(found.value.tolist(), found.rules, strict=True)]
    [(-1.2, ("turned by 'did not'",)), (-2.5, ("moves 'profits'",))]
    """
    if lexicon is None and not explain:  # the next analysis of the same texts asks for the same
        return Contributions(*tokens.worked_out(f"sentiment {lang}", lambda: _arrays(tokens, lang, packaged(lang))), [])
    changed = as_lexicon(lang, lexicon)
    if not explain:
        return Contributions(*_arrays(tokens, lang, changed), [])
    hits = _hits(tokens, lang, changed)
    return Contributions(hits.first, hits.last, hits.valence, hits.value, _rules(hits, tokens))


def _hits(tokens: Tokens, lang: str, lexicon: Lexicon) -> Hits:
    """Return what contributes to the tone, by the rules of the language."""
    return korean_hits(tokens, lexicon) if lang == "ko" else hits_of(tokens, lexicon)


def _arrays(tokens: Tokens, lang: str, lexicon: Lexicon) -> tuple[Ints, Ints, Floats, Floats]:
    """Return what contributes, some texts at a time: the rules look at every token in many ways, which takes memory."""
    parts = []
    for begin, end in _blocks(tokens.bounds):
        own = tokens if end - begin == tokens.n_texts else tokens.take(np.arange(begin, end))
        hits, before = _hits(own, lang, lexicon), tokens.bounds[begin]
        parts.append((hits.first + before, hits.last + before, hits.valence, hits.value))
    first, last, valence, value = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    for array in (first, last, valence, value):
        array.flags.writeable = False
    return first, last, valence, value


def _blocks(bounds: Ints) -> Iterator[tuple[int, int]]:
    """Yield stretches of texts with so many tokens, or one text of more; one for no texts."""
    begin, n = 0, len(bounds) - 1
    while True:
        end = int(np.searchsorted(bounds, bounds[begin] + _BLOCK, side="right")) - 1
        end = n if end >= n else max(end, begin + 1)
        yield begin, end
        if end >= n:
            return
        begin = end


def has_lexicon(lang: str, lexicon: Lexicons | None = None) -> bool:
    """Whether texts of a language can be scored, with the user's words if there are any.

    >>> has_lexicon("en"), has_lexicon("de"), has_lexicon("de", {"gut": 2.0})
    (True, False, True)
    """
    return len(as_lexicon(lang, lexicon)) > 0


def mixed_contributions(
    tokens: Tokens, langs: Sequence[str], lexicon: Lexicons | None = None, *, explain: bool = False
) -> Contributions:
    """Return what every word contributes to the tone of texts in several languages, each by its own lexicon.

    Parameters
    ----------
    tokens
        The texts.
    langs
        The language of each text; a language without a lexicon contributes nothing.
    lexicon, explain
        As for `contributions`.
    """
    codes = np.array(langs, dtype=object)
    if len(set(langs)) == 1:
        return contributions(tokens, langs[0], lexicon, explain=explain)
    parts = []
    for begin, end in _blocks(tokens.bounds):
        for lang in dict.fromkeys(codes[begin:end].tolist()):
            rows = begin + np.flatnonzero(codes[begin:end] == lang)
            own = tokens.take(rows)
            found = contributions(own, lang, lexicon, explain=explain)
            # Tokens are numbered through all texts, not only those of this language.
            shift = (tokens.bounds[:-1][rows] - own.bounds[:-1])[own.document[found.first]]
            parts.append(found._replace(first=found.first + shift, last=found.last + shift))
    return _joined(parts)


def _joined(parts: list[Contributions]) -> Contributions:
    empty = np.empty(0, dtype=np.int64)
    arrays = [np.concatenate([part[column] for part in parts] or [empty]) for column in range(4)]
    order = np.argsort(arrays[0], kind="stable")
    rules = [told for part in parts for told in part.rules]
    first, last, valence, value = (array[order] for array in arrays)
    return Contributions(first, last, valence, value, [rules[at] for at in order.tolist()] if rules else [])


def _rules(hits: Hits, tokens: Tokens) -> list[tuple[str, ...]]:
    """Return in words what the rules did to each hit."""

    def quoted(span: list[int]) -> str:
        return "'" + " ".join(tokens.forms[i] for i in tokens.ids[span[0] : span[1]].tolist()) + "'"

    told = []
    for at in range(len(hits.first)):
        thing, changer, booster = (part[at].tolist() for part in (hits.thing, hits.changer, hits.booster))
        contrast = int(hits.contrast[at])
        rules = []
        if hits.moves[at]:
            rules.append(f"moves {quoted(thing)}" if thing[0] >= 0 else "moves an amount")
        if changer[0] >= 0:
            rules.append(f"turned by {quoted(changer)}")
        if booster[0] >= 0:
            rules.append(f"graded by {quoted(booster)}")
        if contrast >= 0:
            rules.append(f"weighed by {quoted([contrast, contrast + 1])}")
        if hits.name[at] < 1:
            rules.append("part of a name")
        told.append(tuple(rules))
    return told
