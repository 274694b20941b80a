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
    text, date = str(settings["on"]), str(settings["date"])
    found = {f"missing {name}": _missing(articles[name]) for name in _fields(articles, text, date)}
    absent = found.get(f"missing {text}", np.zeros(len(articles), dtype=bool))
    if text in articles.columns:
        corpus = tokens(articles, on=text)
        found["stub"] = ~absent & (corpus.n_words < int(settings["stub"]))
        near = near_duplicates(corpus, float(settings["alike"]))
        found |= _copies(articles[text], absent, near, _earliest_first(articles, date))
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


def _earliest_first(articles: pd.DataFrame, date: str) -> npt.NDArray[np.int64]:
    """Return the numbers of the articles by date; those of one moment, and the undated at the end, as they stand."""
    if date not in articles.columns:
        return np.arange(len(articles))
    dates = dates_of(articles, date)
    return np.lexsort((dates.asi8, dates.isna()))


def _copies(
    texts: pd.Series, absent: Mask, near: npt.NDArray[np.int64], order: npt.NDArray[np.int64]
) -> dict[str, Mask]:
    """Return which texts repeat an earlier one, to the word or nearly so; `near` numbers those that are alike."""
    plain = np.array([" ".join(value.split()) for value in strings(texts)], dtype=object)
    exact, alike = np.zeros(len(texts), dtype=bool), np.zeros(len(texts), dtype=bool)
    exact[order] = pd.Series(plain[order], dtype=object).duplicated()
    alike[order] = pd.Series(near[order]).duplicated()
    exact &= ~absent
    return {"exact duplicate": exact, "near duplicate": alike & ~absent & ~exact}


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
