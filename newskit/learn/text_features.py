"""What a classifier of sentences, headlines or articles sees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from newskit.language.sentiment import Contributions, Lexicon, sentence_scores
from newskit.learn.amounts import amount_features
from newskit.learn.linear import Features
from newskit.learn.reading import Reading, bigrams, pieces, read_texts

__all__ = ["FAMILIES", "MIN_COUNTS", "NUMBER_WEIGHT", "strength", "text_features"]

Floats = npt.NDArray[np.float64]

FAMILIES = {"words": 1.0, "characters": 1.0, "rated": 0.7, "amounts": 0.7}
"""The counted families and their weights."""
MIN_COUNTS = {"words": 1, "characters": 2, "rated": 1, "amounts": 1}
"""In how many rows a feature of a family has to stand."""
NUMBER_WEIGHT = 0.3
"""The root mean square of a measured feature."""

_NUMBERS = (
    "value", "positive", "negative", "n positive", "n negative", "valence", "moved", "moved up",
    "mean sentence", "first sentence", "last sentence",
)  # fmt: skip
_STRONGEST = 3


def text_features(texts: Sequence[str], lang: str, lexicon: Lexicon) -> Features:
    """Return the features of texts."""
    reading = read_texts(texts, lang, lexicon)
    known: dict[str, list[str]] = {}
    strings: dict[str, list[list[str]]] = {"words": [], "characters": [], "rated": _rated(reading), "amounts": []}
    forms = reading.tokens.forms
    ids = reading.tokens.ids.tolist()
    for begin, end in zip(reading.bounds, reading.bounds[1:], strict=False):
        words = reading.words[begin:end]
        strings["words"].append(bigrams(reading.negated(words)))
        strings["characters"].append(pieces(" ".join(words), known))
        written = [forms[number] for number in ids[begin:end]]
        strings["amounts"].append(amount_features(written, words, lambda word: reading.worths.get(word, 0.0)))
    names, numbers = _numbers(reading)
    return Features(strings, names, numbers)


def strength(value: float) -> str:
    """Return a tone as a sign and a size: ``-3`` to ``+3``.

    >>> strength(-1.6), strength(0.2), strength(0.0)
    ('-2', '+0', '0')
    """
    return f"{'+' if value > 0 else '-'}{min(_STRONGEST, round(abs(value)))}" if value else "0"


def _rated(reading: Reading) -> list[list[str]]:
    """Return the rated words and movements of each text as strings: how strong, of what, which way."""
    rated = reading.rated
    made: list[list[str]] = [[] for _ in reading.texts]
    columns = (reading.text, rated.first, rated.last, rated.value, rated.moves, rated.thing, rated.turned)
    for text, first, last, value, moves, thing, turned in zip(*(part.tolist() for part in columns), strict=True):
        sign = "+" if value > 0 else "-" if value < 0 else "0"
        row = made[text]
        row.append(strength(value))
        if moves:
            row.append(f"moves {sign}")
            if thing[0] >= 0:
                what = reading.phrase(*thing)
                row += [f"moves {sign} something", f"of {what}", f"{sign} of {what}"]
            else:
                row.append(f"moves {sign} an amount")
        else:
            row.append(f"{sign} {reading.phrase(first, last)}")
        if turned:
            row.append(f"turned {sign}")
    return made


def _numbers(reading: Reading) -> tuple[list[str], Floats]:
    """Return sums over each text's rated words, as for a text of one sentence, and the tone of its sentences."""
    rated, text, n = reading.rated, reading.text, len(reading.texts)

    def total(which: npt.NDArray[np.bool_], values: Floats) -> Floats:
        return np.bincount(text[which], values[which], n).astype(float)

    every, one = np.ones(len(text), dtype=bool), np.ones(len(text))
    up, down = rated.value > 0, rated.value < 0
    sums = [
        total(every, rated.value),
        total(up, rated.value),
        total(down, rated.value),
        total(up, one),
        total(down, one),
        total(every, rated.valence),
        total(rated.moves, rated.value),
        total(rated.moves & up, rated.value),
    ]
    # The sum over n sentences that say the same in other words grows with n, its spread with the root of n.
    size = np.sqrt(np.maximum(reading.tokens.n_sentences, 1))[:, None]
    found = Contributions(rated.first, rated.last, rated.valence, rated.value, [])
    sentences = sentence_scores(reading.tokens, found)
    counts = np.maximum(np.bincount(sentences.text, minlength=n), 1)
    tone = np.zeros((n, 3))
    tone[:, 0] = np.bincount(sentences.text, sentences.score, n) / counts
    tone[sentences.text[::-1], 1] = sentences.score[::-1]  # of several, the last that is written stays
    tone[sentences.text, 2] = sentences.score
    values = np.column_stack([*sums]) / size
    both = np.hstack([values, np.tanh(values), tone])
    names = [*_NUMBERS[: len(sums)], *(f"{name}, squashed" for name in _NUMBERS[: len(sums)]), *_NUMBERS[len(sums) :]]
    return names, both
