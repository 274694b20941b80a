"""Which language an article is in."""

from __future__ import annotations

import pandas as pd

from newskit.features.core import feature
from newskit.language import identify
from newskit.schema import STRING_DTYPE

__all__ = ["language"]


@feature(dtype=str | None)
def language(text: pd.Series) -> pd.Series:
    """Language of the text, ISO 639-1; missing where there is too little to tell.

    It is told from the text alone: what pages say of themselves in the column ``lang`` is often wrong.

    Examples
    --------
    >>> language(pd.Series(["The ferry crews went back to work on Tuesday."])).tolist()
    ['en']
    """
    return pd.Series(identify(text), index=text.index, dtype=STRING_DTYPE)
