"""The checks of `newskit.audit`: which articles each concerns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.language import tokens
from newskit.language.memory import strings
from newskit.schema.columns import NAMES
from newskit.tables.bins import dates_of
from newskit.tables.near import near_duplicates
from newskit.tables.span import outliers

__all__ = ["FIELDS", "checks"]

Mask = npt.NDArray[np.bool_]
FIELDS = tuple(name for name in NAMES if name not in ("id", "origin", "captions", "updated", "place", "agency"))


def checks(articles: pd.DataFrame, settings: Mapping[str, Any]) -> dict[str, Mask]:
    """Return which articles each check concerns, in the order of the table.

    Parameters
    ----------
    articles
        The article table.
    settings
        The settings of `newskit.audit`, by name; ``now`` as a string.
    """
    text, date = str(settings["text"]), str(settings["date"])
    found = {f"missing {name}": _missing(articles[name]) for name in _fields(articles, text, date)}
    absent = found.get(f"missing {text}", np.zeros(len(articles), dtype=bool))
    if text in articles.columns:
        corpus = tokens(articles, on=text)
        found["stub"] = ~absent & (corpus.n_words < int(settings["stub"]))
        found |= _copies(articles, text, absent, near_duplicates(corpus, float(settings["alike"])))
    if date in articles.columns:
        dates = dates_of(articles, date)
        far = np.zeros(len(articles), dtype=bool)
        far[outliers(dates)] = True
        future = np.asarray(dates > pd.Timestamp(settings["now"]), dtype=bool)
        found |= {"date far from all others": far, "date in the future": future}
    if "lang" in articles.columns:
        found |= _languages(articles["lang"])
    return found


def _fields(articles: pd.DataFrame, text: str, date: str) -> list[str]:
    return [name for name in dict.fromkeys([*FIELDS, text, date]) if name in articles.columns]


def _missing(column: pd.Series) -> Mask:
    """Return where a value is missing, blank, or a list of nothing."""
    empty = [
        not value.strip() if isinstance(value, str) else isinstance(value, list | tuple | np.ndarray) and not len(value)
        for value in column.tolist()
    ]
    gone = [pd.api.types.is_scalar(value) and bool(pd.isna(value)) for value in column.tolist()]
    return np.array([a or b for a, b in zip(empty, gone, strict=True)], dtype=bool)


def _copies(articles: pd.DataFrame, text: str, absent: Mask, near: npt.NDArray[np.int64]) -> dict[str, Mask]:
    """Return which texts repeat an earlier one, to the word or nearly so."""
    plain = pd.Series([" ".join(value.split()) for value in strings(articles[text])], dtype=object)
    exact = plain.duplicated().to_numpy() & ~absent
    nearly = (near != np.arange(len(near))) & ~absent & ~exact
    return {"exact duplicate": exact, "near duplicate": nearly}


def _languages(lang: pd.Series) -> dict[str, Mask]:
    """Return which articles are in another language than most, and which in each."""
    codes = lang.astype("string")
    counts = codes.value_counts()
    if not len(counts):
        return {}
    order = sorted(counts.index, key=lambda code: (-counts[code], code))
    each = {f"language {code}": (codes == code).fillna(value=False).to_numpy(dtype=bool) for code in order}
    other = codes.notna().to_numpy(dtype=bool) & ~each[f"language {order[0]}"]
    return {"other language": other, **each}
