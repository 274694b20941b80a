"""What made the sentiment of one text."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_list
from newskit.language import identify
from newskit.language.mentions import Mentions, mentions
from newskit.language.sentiment.contributions import Contributions, Lexicons, contributions, has_lexicon
from newskit.language.sentiment.portrayal import ZONE, portrayals
from newskit.language.sentiment.scores import MOST, gain, sentence_scores
from newskit.language.tokens import Tokens, tokens_of
from newskit.schema import STRING_DTYPE
from newskit.tables.explanation import Explanation
from newskit.tables.terms import named_terms

__all__ = ["explain_sentiment"]

Floats = npt.NDArray[np.float64]
# Below so many letters the language of a text cannot be told.
_FEW_LETTERS = 100


class _Shares(NamedTuple):
    """What each contribution brings to the score, and the weight of its place."""

    share: Floats
    weight: Floats
    is_empty: bool


def explain_sentiment(
    text: str,
    target: str | re.Pattern[str] | Sequence[str | re.Pattern[str]] | None = None,
    *,
    surnames: bool = True,
    pronouns: bool = True,
    lexicon: Lexicons | None = None,
    lang: str | None = None,
) -> Explanation:
    """Return what each word contributes to the sentiment of a text, or to that toward a target.

    The contributions sum up to the score that `sentiment` (or `target_sentiment`) gives: each word's share of its
    sentence, which counts as one of the text's sentences.

    Parameters
    ----------
    text
        A headline, sentence or article.
    target
        A name or term, or several names of one target: the score is then that of the sentences that mention it.
    surnames, pronouns
        How the target may be mentioned, as for `target_sentiment`.
    lexicon
        Words to add, change or take out, as for `sentiment`.
    lang
        ISO 639-1 code; by default English, unless the text is long enough to tell, or its script tells.

    Returns
    -------
    Explanation
        A notebook shows the text with its words highlighted. ``.score`` is the score, ``.frame()`` the table.

    Raises
    ------
    InputError
        If `text` is no string, or there is no lexicon for its language.

    Examples
    --------
    >>> why = explain_sentiment("The plan did not fail, but layoffs surged.")
    >>> print(why)
    sentiment -0.801: surged -0.95, fail +0.13, plan +0.01
    >>> why.frame()["rules"].tolist()[1:]
    [("turned by 'did not'", "weighed by 'but'"), ("moves 'layoffs'", "weighed by 'but'")]
    """
    if not isinstance(text, str):
        raise InputError(f"text should be a string, such as article['text'], not {type(text).__name__}")
    if lang is not None and not isinstance(lang, str):
        raise InputError(f"lang={lang!r} should be an ISO 639-1 code such as 'en'")
    code = lang or _language(text)
    if not has_lexicon(code, lexicon):
        raise InputError(f"there is no lexicon for lang={code!r}; give the words of one with lexicon=, or lang='en'")
    tokens = tokens_of([text])
    found = contributions(tokens, code, lexicon, explain=True)
    if target is None:
        named = None
        shares = _of_text(tokens, found)
    else:
        [names] = named_terms(
            {"target": target if isinstance(target, str | re.Pattern) else require_list("target", target)}
        ).values()
        named = mentions(tokens, names, lambda: [text], surnames=surnames, pronouns=pronouns)
        shares = _toward(tokens, found, named)
    table = _table(text, tokens, found, shares)
    score = math.nan if shares.is_empty else math.fsum(table["contribution"].tolist())
    places = () if named is None else tuple(zip(named.start.tolist(), named.end.tolist(), strict=True))
    return Explanation(text, score, table, None if target is None else _shown(target), places)


def _language(text: str) -> str:
    code = identify([text])[0] or "en"
    is_short = sum(map(str.isalpha, text[: 2 * _FEW_LETTERS])) < _FEW_LETTERS
    return "en" if is_short and text.isascii() else code


def _of_text(tokens: Tokens, found: Contributions) -> _Shares:
    sentences = sentence_scores(tokens, found)
    sentence = np.searchsorted(sentences.first, found.first, side="right") - 1
    brings = gain(sentences.total) * sentences.share / max(len(sentences.first), 1) / MOST
    ones = np.ones(len(found.first))
    return _Shares(found.value * brings[sentence] if len(ones) else ones, ones, int(tokens.n_words.sum()) == 0)


def _toward(tokens: Tokens, found: Contributions, named: Mentions) -> _Shares:
    made = portrayals(tokens, found, named)
    sentence = tokens.sentence[named.first] if len(named) else np.empty(0, np.int64)
    _, where, counts = np.unique(sentence, return_inverse=True, return_counts=True)
    # Mentions of one sentence share it, and sentences share the text.
    per_mention = gain(made.total, ZONE) / counts[where] / max(len(counts), 1) / MOST
    n = len(found.first)
    share = np.bincount(made.hit, found.value[made.hit] * made.weight * per_mention[made.mention], n).astype(float)
    weight = np.zeros(n)
    np.maximum.at(weight, made.hit, made.weight)
    return _Shares(share, weight, len(named) == 0)


def _table(text: str, tokens: Tokens, found: Contributions, shares: _Shares) -> pd.DataFrame:
    """Return the contributions, a row each."""
    counts = np.flatnonzero(shares.weight > 0)
    first, last = found.first[counts], found.last[counts]
    start, end = tokens.start[first], tokens.end[last - 1] if len(last) else tokens.end[:0]
    spans = list(zip(start.tolist(), end.tolist(), strict=True))
    return pd.DataFrame(
        {
            "start": start.astype(np.int64),
            "end": end.astype(np.int64),
            "words": pd.array([text[a:b] for a, b in spans], dtype=STRING_DTYPE),
            "sentence": tokens.sentence[first].astype(np.int64) if len(first) else np.empty(0, np.int64),
            "valence": found.valence[counts],
            "value": found.value[counts],
            "weight": shares.weight[counts],
            "contribution": shares.share[counts],
            "rules": pd.Series([found.rules[at] for at in counts.tolist()], dtype=object),
        }
    )


def _shown(target: object) -> str:
    """Return a target's first name as written."""
    first = target if isinstance(target, str | re.Pattern) else next(iter(target))  # type: ignore[call-overload]
    return first.pattern if isinstance(first, re.Pattern) else str(first)
