"""The values that a table measures: a column of the articles, or a feature worked out of them."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, NewskitWarning, listed, unknown_name
from newskit.features import Feature, extract
from newskit.features.registry import REGISTRY

__all__ = ["Limits", "Value", "Values", "values_of"]

Floats = npt.NDArray[np.float64]
_NUMERIC = ("integer", "floating", "mixed-integer-float", "decimal")
Value = str | Feature[Any, Any] | Callable[..., Any]
Limits = tuple[float, float]

# Between which values newskit's own features lie.
_LIMITS: dict[str, Limits] = {
    **dict.fromkeys(("sentiment", "title_sentiment", "vader"), (-1.0, 1.0)),
    "sentiment_gap": (-2.0, 2.0),
    **dict.fromkeys(("hdd", "quote_share", "title_capitals"), (0.0, 1.0)),
    **dict.fromkeys(("lix", "mean_sentence_length", "mtld"), (0.0, np.inf)),
    **dict.fromkeys(("n_chars", "n_paragraphs", "n_sentences", "n_words"), (0.0, np.inf)),
}


@dataclass(frozen=True, slots=True)
class Values:
    """A number for each article.

    Parameters
    ----------
    name
        The column or feature.
    numbers
        Its values, NaN where missing; true is 1, false 0.
    is_share
        Whether they are true or false, so that their mean is a share.
    limits
        The least and the greatest value that the measure can have.
    """

    name: str
    numbers: Floats
    is_share: bool
    limits: Limits = (-np.inf, np.inf)


def values_of(articles: pd.DataFrame, value: Value, limits: Limits | None = None) -> Values:
    """Return the numbers that a user means by ``value=``: a column if there is one of the name, else a feature.

    Parameters
    ----------
    articles
        The article table.
    value
        A column of numbers or booleans, the name of a feature (or of a column that one gives), or a feature function.
    limits
        The least and the greatest value that there can be; by default those of newskit's own feature of that name, if
        the values keep them.

    Raises
    ------
    InputError
        If the values are no numbers or lie beyond `limits`, or a feature gives several columns.
    UnknownNameError
        If there is neither a column nor a feature of the name.

    Warns
    -----
    NewskitWarning
        If values are infinite; they count as missing.

    Examples
    --------
    >>> values_of(pd.DataFrame({"text": ["It rained.", None]}), "n_words").numbers.tolist()
    [2.0, nan]
    """
    name, column = _column(articles, value)
    numbers, is_share = _numbers(column, name)
    endless = np.isinf(numbers)
    if endless.any():
        warnings.warn(
            f"{int(endless.sum()):,} of {len(numbers):,} values of {name!r} are infinite and count as missing",
            NewskitWarning,
            stacklevel=3,
        )
        numbers[endless] = np.nan
    return Values(name, numbers, is_share, _limits(name, numbers, limits))


def _limits(name: str, numbers: Floats, given: Limits | None) -> Limits:
    known = numbers[~np.isnan(numbers)]
    if given is None:
        own = _LIMITS.get(name, (-np.inf, np.inf))
        return own if ((known >= own[0]) & (known <= own[1])).all() else (-np.inf, np.inf)
    try:
        low, high = (float(end) for end in given)
    except (TypeError, ValueError):
        low, high = np.nan, np.nan
    if not low < high:
        raise InputError(f"limits={given!r} should be the least and the greatest value that there can be: (0, 1)")
    beyond = known[(known < low) | (known > high)]
    if len(beyond):
        raise InputError(
            f"limits={given!r}, but {len(beyond):,} values of {name!r} lie beyond, the first of them {beyond[0]:g}"
        )
    return low, high


def _column(articles: pd.DataFrame, value: Value) -> tuple[str, pd.Series]:
    if isinstance(value, str):
        if value in articles.columns:
            return value, articles[value]
        if REGISTRY.find(value) is None:
            names = dict.fromkeys([*map(str, articles.columns), *REGISTRY])
            raise unknown_name("value", value, names, where="the articles or among the features")
    elif not callable(value):
        raise InputError(
            f"value should be the name of a column or feature, or a feature function, not {type(value).__name__}"
        )
    made = extract(articles, value)
    if len(made.columns) != 1:
        raise InputError(f"the feature gives {len(made.columns)} columns, {listed(made.columns)}; name one of them")
    return str(made.columns[0]), made.iloc[:, 0]


def _numbers(column: pd.Series | pd.DataFrame, name: str) -> tuple[Floats, bool]:
    if isinstance(column, pd.DataFrame):
        raise InputError(f"the articles have several columns named {name!r}; rename them")
    if pd.api.types.is_object_dtype(column.dtype):
        kind = pd.api.types.infer_dtype(column, skipna=True)
        dtype: Any = "boolean" if kind == "boolean" else "Float64" if kind in _NUMERIC else None
        column = column.astype(dtype) if dtype else column
    is_share = pd.api.types.is_bool_dtype(column.dtype)
    if not is_share and not pd.api.types.is_numeric_dtype(column.dtype):
        if not column.isna().all():
            held = type(column.dropna().iloc[0]).__name__
            raise InputError(
                f"value {name!r} holds {held}, not numbers or true and false; take a numeric column, or compare "
                f"counts: articles.assign(is_it=articles[{name!r}] == ...)"
            )
        return np.full(len(column), np.nan), False
    if pd.api.types.is_complex_dtype(column.dtype):
        raise InputError(f"value {name!r} holds complex numbers; take one part of them")
    return column.to_numpy(dtype=np.float64, na_value=np.nan).copy(), is_share
