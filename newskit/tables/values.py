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

__all__ = ["Value", "Values", "values_of"]

Floats = npt.NDArray[np.float64]
_NUMERIC = ("integer", "floating", "mixed-integer-float", "decimal")
Value = str | Feature[Any, Any] | Callable[..., Any]


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
    """

    name: str
    numbers: Floats
    is_share: bool


def values_of(articles: pd.DataFrame, value: Value) -> Values:
    """Return the numbers that a user means by ``value=``: a column if there is one of the name, else a feature.

    Parameters
    ----------
    articles
        The article table.
    value
        A column of numbers or booleans, the name of a feature (or of a column that one gives), or a feature function.

    Raises
    ------
    InputError
        If the values are no numbers, or a feature gives several columns.
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
    return Values(name, numbers, is_share)


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
