"""How much of an article is between quotation marks."""

from __future__ import annotations

import numpy as np
import pandas as pd

from newskit.features.core import feature
from newskit.language import tokenize
from newskit.language.quotations import are_quoted

__all__ = ["quote_share"]


@feature(dtype=float | None)
def quote_share(text: pd.Series) -> pd.Series:
    """Share of the words that stand between quotation marks; missing where there is no word.

    See `newskit.language.quotations.quoted_spans` for the marks.

    Examples
    --------
    >>> quote_share(pd.Series(["“We won’t pay,” he said."])).tolist()
    [0.6]
    """
    tokens = tokenize(text)
    quoted = are_quoted([value if isinstance(value, str) else "" for value in text], tokens)
    n_quoted = tokens.sum_by_text(quoted & tokens.is_word[tokens.ids] if len(tokens) else quoted)
    shares = np.divide(n_quoted, tokens.n_words, out=np.zeros(len(text)), where=tokens.n_words > 0)
    return pd.Series(shares, index=text.index, dtype="Float64").mask(tokens.n_words == 0)
