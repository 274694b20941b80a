"""Texts as rows of numbers: families of features, each weighed by how rare they are and brought to one length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["Block", "Numbers", "Strings", "learn_block", "learn_numbers"]

Floats = npt.NDArray[np.float64]
Strings: TypeAlias = Sequence[Sequence[str]]


@dataclass(frozen=True, eq=False)
class Block:
    """A family of features that are counted, such as words.

    Parameters
    ----------
    names
        The features that have a column.
    idf
        What each weighs: ``log((1 + n) / (1 + rows with it)) + 1``.
    weight
        The length of a row.
    """

    names: list[str]
    idf: Floats
    weight: float

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {name: column for column, name in enumerate(self.names)}

    def matrix(self, rows: Strings) -> sparse.csr_matrix:
        """Return the rows as TF-IDF: (1 + log count) * idf, each brought to the block's length; unknown ones are 0.

        >>> block = learn_block([["rain", "rain"], ["sun"]], min_count=1, weight=0.5)
        >>> block.matrix([["sun", "snow"], []]).toarray().tolist()
        [[0.0, 0.5], [0.0, 0.0]]
        """
        from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

        known = self._columns.get
        columns: list[int] = []
        values: list[int] = []
        bounds = [0]
        for row in rows:
            counts: dict[int, int] = {}
            for name in row:
                column = known(name, -1)
                if column >= 0:
                    counts[column] = counts.get(column, 0) + 1
            columns.extend(counts)
            values.extend(counts.values())
            bounds.append(len(columns))
        made = sparse.csr_matrix(
            (1 + np.log(np.array(values, dtype=float)), np.array(columns, dtype=np.int32), np.array(bounds)),
            shape=(len(rows), len(self.names)),
        )
        made.sort_indices()
        made.data *= self.idf[made.indices]
        length = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
        made.data *= np.repeat(self.weight / np.where(length > 0, length, 1.0), np.diff(made.indptr))
        return made


def learn_block(rows: Strings, min_count: int, weight: float) -> Block:
    """Return the family of the features that stand in at least `min_count` of the rows."""
    found: Counter[str] = Counter()
    for row in rows:
        found.update(set(row))
    names = sorted(name for name, count in found.items() if count >= min_count)
    counts = np.array([found[name] for name in names], dtype=float)
    return Block(names, np.log((1 + len(rows)) / (1 + counts)) + 1, weight)


@dataclass(frozen=True, eq=False)
class Numbers:
    """A family of features that are measured, such as sums of valences.

    Parameters
    ----------
    names
        What the columns are called.
    scale
        What a value is divided by: its root mean square in the rows that were learned from.
    weight
        The root mean square that it gets.
    """

    names: list[str]
    scale: Floats
    weight: float

    def matrix(self, values: Floats) -> sparse.csr_matrix:
        """Return the values scaled."""
        from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

        return sparse.csr_matrix(values / self.scale * self.weight)


def learn_numbers(names: Sequence[str], values: Floats, weight: float) -> Numbers:
    """Return the family of measured features as these rows have them; a column that is always 0 stays 0."""
    size = np.sqrt((values**2).mean(axis=0)) if len(values) else np.ones(values.shape[1])
    return Numbers(list(names), np.where(size > 0, size, 1.0), weight)
