"""How much of an article is between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from newskit.features.core import feature
from newskit.language import tokenize

__all__ = ["quote_share", "quoted_spans"]

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
# Each opens a quotation that its partner or the paragraph's end closes. An apostrophe is no closing mark: a letter
# follows it.
_QUOTED = re.compile(
    r"„[^“”]*(?:[“”]|$)|“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|»[^«]*«|「[^」]*(?:」|$)|『[^』]*(?:』|$)"
    r"|‹[^›]*(?:›|$)|(?<!\w)‘(?:[^’]|’(?=\w))*(?:’|$)",
    re.DOTALL,
)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in _BREAK.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return where quotations stand in a text, in characters, their marks included.

    Straight and curly double marks, curly single ones, German, French and Danish ones, and East Asian brackets open
    and close a quotation; straight single ones do not, because they are apostrophes as well. A quotation that is not
    closed ends with its paragraph, as papers print one that goes on in the next.

    >>> quoted_spans('"Yes," she said. „Ja“, sagte er.')
    [(0, 6), (17, 21)]
    """
    if not _QUOTED.search(text):
        return []
    return [
        (start + match.start(), start + match.end())
        for start, paragraph in _paragraphs(text)
        for match in _QUOTED.finditer(paragraph)
    ]


@feature(dtype=float | None)
def quote_share(text: pd.Series) -> pd.Series:
    """Share of the words that stand between quotation marks; missing where there is no word.

    See `quoted_spans` for the marks.

    Examples
    --------
    >>> quote_share(pd.Series(["“We won’t pay,” he said."])).tolist()
    [0.6]
    """
    tokens = tokenize(text)
    words = tokens.is_word[tokens.ids]
    shares = []
    for number, content in enumerate(text):
        here = slice(tokens.bounds[number], tokens.bounds[number + 1])
        is_word, n_words = words[here], int(tokens.n_words[number])
        spans = quoted_spans(content) if n_words else []
        if not spans:
            shares.append(0.0 if n_words else None)
            continue
        before = np.concatenate([[0], np.cumsum(is_word)])
        edges = np.searchsorted(tokens.start[here], np.array(spans))
        shares.append(float((before[edges[:, 1]] - before[edges[:, 0]]).sum()) / n_words)
    return pd.Series(shares, index=text.index, dtype="Float64")
