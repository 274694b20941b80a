"""Count a background: in how many articles each word stands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newskit.language.keyphrases.background import Background
from newskit.language.keyphrases.forms import spelling
from newskit.language.keyphrases.knowledge import knowledge
from newskit.language.tokens import Tokens

__all__ = ["counted"]

_MOST_WORDS = 20_000


def counted(tokens: Tokens, langs: Sequence[str], *, min_articles: int = 2, most: int = _MOST_WORDS) -> Background:
    """Return the background that texts make, given the language of each.

    Parameters
    ----------
    tokens
        The tokens of the texts.
    langs
        The language of each text, empty where it is not known.
    min_articles
        Words of fewer articles are left out.
    most
        The most words of a language; the most common ones stay.
    """
    totals: dict[str, int] = {}
    counts: dict[str, dict[str, int]] = {}
    codes = np.array(langs, dtype=object)
    filled = np.diff(tokens.bounds) > 0
    for lang in dict.fromkeys(langs):
        rows = np.flatnonzero((codes == lang) & filled)
        if len(rows):
            totals[lang] = len(rows)
            counts[lang] = _words_of(tokens.take(rows), lang, min_articles, most)
    return Background(totals, counts)


def _words_of(tokens: Tokens, lang: str, min_articles: int, most: int) -> dict[str, int]:
    """Return in how many texts each word stands, the most common first."""
    present = np.flatnonzero(np.bincount(tokens.ids, minlength=len(tokens.forms)) > 0)
    present = present[tokens.is_word[present]]
    forms = [tokens.forms[i] for i in present.tolist()]
    lowers = [tokens.lowers[i] for i in tokens.lower[present].tolist()]
    base = spelling(forms, lowers, knowledge(lang)).base.to_pylist()
    number: dict[str, int] = {}
    code = np.full(len(tokens.forms), -1, dtype=np.int64)
    code[present] = [number.setdefault(word, len(number)) for word in base]
    held = code[tokens.ids]
    pairs = np.unique(tokens.document[held >= 0].astype(np.int64) * len(number) + held[held >= 0])
    n = np.bincount(pairs % max(len(number), 1), minlength=len(number))
    words = np.array(list(number), dtype=object)
    order = np.lexsort((words, -n))
    order = order[n[order] >= min_articles][:most]
    return dict(zip(words[order].tolist(), n[order].tolist(), strict=True))
