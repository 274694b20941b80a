"""Groups of articles by the values of columns, a missing value and the members of lists included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_columns
from newskit.schema import STRING_DTYPE

__all__ = ["Encoded", "Groups", "encode", "group"]

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A column as group numbers; an article of a list column can have several.

    Parameters
    ----------
    labels
        The distinct values in order, a missing one last; the column's own dtype.
    codes
        For each membership, its position in `labels`.
    bounds
        The memberships of article ``i`` are ``codes[bounds[i]:bounds[i + 1]]``.
    is_list
        Whether the column held lists.
    """

    labels: pd.Series
    codes: Ints
    bounds: Ints
    is_list: bool

    def rows(self) -> Ints:
        """Return the article of each membership."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))


def encode(values: pd.Series) -> Encoded:
    """Return a column as numbered groups.

    Categories keep their order, other values are sorted; if they can't be, they stay in the order of appearance. A
    list counts once for each of its distinct members, an empty list as a missing value.

    Raises
    ------
    InputError
        If the column holds something that cannot be a group, such as dicts.

    Examples
    --------
    >>> encode(pd.Series(["b", None, "a", "b"])).codes
    array([1, 2, 0, 1])
    """
    if isinstance(values.dtype, pd.ArrowDtype) and "list" in str(values.dtype):
        values = values.astype(object)
    is_list = values.dtype == object and any(isinstance(v, (list, tuple, set, frozenset, np.ndarray)) for v in values)
    bounds = np.arange(len(values) + 1, dtype=np.int64)
    if is_list:
        values, bounds = _members(values)
    try:
        codes, uniques = pd.factorize(values)
    except TypeError as error:
        held = next(type(v).__name__ for v in values if getattr(v, "__hash__", None) is None)
        raise InputError(f"by={values.name!r} holds {held}, which cannot be groups; use a column of names") from error
    codes = np.where(codes < 0, len(uniques), codes).astype(np.int64)
    first = np.unique(codes, return_index=True)[1]
    distinct = values.iloc[first].reset_index(drop=True)
    order = _in_order(distinct)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    # Without a missing value the numbers have no hole, so that they can index `rank`.
    return Encoded(distinct.iloc[order].reset_index(drop=True), rank[codes], bounds, is_list)


def _members(values: pd.Series) -> tuple[pd.Series, Ints]:
    """Return the distinct members of each list behind one another, and the bounds of each list."""
    lists = [_distinct(value) for value in values]
    bounds = np.concatenate([[0], np.cumsum([len(members) for members in lists])]).astype(np.int64)
    flat = [member for members in lists for member in members]
    texts = all(isinstance(member, str) or member is pd.NA for member in flat)
    return pd.Series(flat, dtype=STRING_DTYPE if texts else object, name=values.name), bounds


def _distinct(value: object) -> list[object]:
    if isinstance(value, (set, frozenset)):
        value = sorted(value, key=str)
    members: list[Any] = list(value) if isinstance(value, (list, tuple, np.ndarray)) else [value]
    present: list[object] = [m if isinstance(m, str) or not _is_missing(m) else pd.NA for m in members]
    try:
        return list(dict.fromkeys(present)) or [pd.NA]
    except TypeError:
        return present  # unhashable: `encode` says so


def _is_missing(member: Any) -> bool:
    return bool(pd.api.types.is_scalar(member) and pd.isna(member))


def _in_order(distinct: pd.Series) -> Ints:
    present = np.flatnonzero(distinct.notna().to_numpy(dtype=bool))
    missing = np.flatnonzero(distinct.isna().to_numpy(dtype=bool))
    try:
        order = distinct.iloc[present].reset_index(drop=True).sort_values(kind="stable").index.to_numpy()
    except TypeError:  # numbers among strings have no order
        order = np.arange(len(present))
    return np.concatenate([present[order], missing]).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Groups:
    """Articles by group.

    Parameters
    ----------
    frame
        The distinct groups in order, one column per group column; one row without columns if there are none.
    rows
        The article of each membership, by position.
    codes
        The group of each membership, a position in `frame`.
    lists
        The columns that held lists.
    """

    frame: pd.DataFrame
    rows: Ints
    codes: Ints
    lists: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.frame)


def group(articles: pd.DataFrame, by: Sequence[str]) -> Groups:
    """Return the articles' groups: the combinations of values that occur in the columns `by`.

    Raises
    ------
    InputError, UnknownNameError
        If a column does not exist or cannot make groups.
    """
    require_columns(articles, by, where="the articles")
    rows = np.arange(len(articles), dtype=np.int64)
    codes = np.zeros(len(articles), dtype=np.int64)
    frame, lists = pd.DataFrame(index=pd.RangeIndex(1)), []
    for name in by:
        column = encode(articles[name])
        lists += [name] if column.is_list else []
        rows, codes, frame = _combined(rows, codes, frame, column)
    return Groups(frame, rows, codes, tuple(lists))


def _combined(rows: Ints, codes: Ints, frame: pd.DataFrame, column: Encoded) -> tuple[Ints, Ints, pd.DataFrame]:
    """Return memberships and groups with one column more; numbers stay small however many columns there are."""
    sizes = np.diff(column.bounds)[rows]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    own = column.codes[np.repeat(column.bounds[rows], sizes) + within]
    n = max(len(column.labels), 1)
    pairs, codes = np.unique(np.repeat(codes, sizes) * n + own, return_inverse=True)
    frame = frame.iloc[pairs // n].reset_index(drop=True)
    frame[column.labels.name] = column.labels.iloc[pairs % n].reset_index(drop=True)
    return np.repeat(rows, sizes), codes.astype(np.int64), frame
