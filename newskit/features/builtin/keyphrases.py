"""What an article is about, in words of its own."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.features.core import feature
from newskit.language import identify

__all__ = ["keyphrases"]


@feature(dtype=list[str])
def keyphrases(
    text: pd.Series, title: pd.Series | None, *, top: int = 10, style: str = "balanced", lang: str | None = None
) -> npt.NDArray[np.object_]:
    """Keyphrases of headline and text, best first; an empty list where there are none.

    The language is identified from the text. `newskit.keyphrases` gives the same with scores, counts and places, and
    takes words and phrases to block and a background.

    Parameters
    ----------
    text, title
        The articles.
    top
        The most phrases of an article.
    style
        ``"balanced"``, ``"phrase"`` or ``"word"``, see `newskit.keyphrases`.
    lang
        The language of all articles, if it is to be given.

    Examples
    --------
    >>> text = "The ferry crews went on strike. Ferry crews want better pay."
    >>> keyphrases(pd.Series([text]), pd.Series(["Strike"]), top=1, lang="en").tolist()
    [['ferry crews']]
    """
    from newskit.language.keyphrases import Options, phrases_of  # noqa: PLC0415 - loaded with the first phrases

    texts = [value if isinstance(value, str) else "" for value in text]
    titles = [value if isinstance(value, str) else "" for value in title] if title is not None else [""] * len(texts)
    langs = [code or "" for code in identify(texts)] if lang is None else [lang] * len(texts)
    found = phrases_of(titles, texts, langs, Options(top=top, style=style))
    lists = np.empty(len(texts), dtype=object)
    lists[:] = [[] for _ in texts]
    for row, phrase in zip(found.row.tolist(), found.phrase, strict=True):
        lists[row].append(phrase)
    return lists
