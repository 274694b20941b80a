"""Parts of labelled rows to learn from, each within the next larger one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError

__all__ = ["groups_of", "length_of", "subset_order", "take"]

Ints = npt.NDArray[np.int64]


def length_of(rows: Any) -> int:
    """Return how many rows there are."""
    if isinstance(rows, (str, bytes, Mapping)) or not hasattr(rows, "__len__"):
        raise InputError(f"rows should be a table, a column, an array or a list, not {type(rows).__name__}")
    shape = getattr(rows, "shape", None)
    return int(shape[0]) if shape else len(rows)


def take(rows: Any, which: Ints) -> Any:
    """Return some of the rows, in the form that they came in."""
    if isinstance(rows, (pd.DataFrame, pd.Series)):
        return rows.iloc[which]
    if hasattr(rows, "shape"):
        return rows[which]
    return [rows[at] for at in which.tolist()]


def groups_of(rows: Any, groups: Iterable[object] | None, n: int) -> list[str]:
    """Return which rows belong together, a string each: the groups given, else rows of one text."""
    if groups is not None:
        given = [f"{type(one).__name__} {one}" for one in groups]
        if len(given) != n:
            raise InputError(f"there are {n:,} rows but {len(given):,} groups; there should be one value for each row")
        return given
    if isinstance(rows, pd.DataFrame):
        column = next((name for name in ("text", "title") if name in rows.columns), None)
        values: list[Any] = rows[column].tolist() if column else list(range(n))
    else:
        values = [row.get("text") if isinstance(row, Mapping) else row for row in _listed(rows, n)]
    # A row without a text is by itself.
    return [value if isinstance(value, str) and value else f"row {at}" for at, value in enumerate(values)]


def _listed(rows: Any, n: int) -> list[Any]:
    is_column = isinstance(rows, (pd.Series, list, tuple)) or (isinstance(rows, np.ndarray) and rows.ndim == 1)
    return list(rows) if is_column else list(range(n))


def subset_order(codes: Ints, groups: Sequence[str], rows: Ints, seed: int) -> Ints:
    """Return rows in the order in which they are learned from: one of each class first, then group by group.

    The order of the groups is drawn, whatever order the rows came in.
    """
    names = sorted({groups[row] for row in rows.tolist()})
    rank = dict(zip(names, np.random.default_rng(seed).permutation(len(names)).tolist(), strict=True))
    order = rows[np.argsort([rank[groups[row]] for row in rows.tolist()], kind="stable")]
    first = np.unique(codes[order], return_index=True)[1]
    rest = np.ones(len(order), dtype=bool)
    rest[first] = False
    return np.concatenate([order[np.sort(first)], order[rest]])
