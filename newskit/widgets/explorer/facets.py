"""Facets: the values of a column with how many of the articles at hand have each, to choose from."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, unknown_name
from newskit.tables.groups import encode

__all__ = ["MISSING", "Choice", "Facet", "facet_of", "plain"]

Mask = npt.NDArray[np.bool_]
MISSING = "(none)"
"""What a missing value is called."""

# A column with more numbers than that is shown in bins.
_MOST_NUMBERS = 12
_BINS = 8


class Choice(NamedTuple):
    """A value of a facet: as filters name it, as it is shown, and how many articles have it."""

    value: Any
    label: str
    n: int


class Facet(ABC):
    """A column to filter by."""

    def __init__(self, name: str) -> None:
        self.name = name

    @abstractmethod
    def choices(self, among: Mask) -> list[Choice]:
        """Return every value with how many of some articles have it."""

    @abstractmethod
    def mask(self, values: Sequence[Any]) -> Mask:
        """Return which articles have one of these values.

        Raises
        ------
        InputError, UnknownNameError
            If there is no such value.
        """

    @abstractmethod
    def label(self, value: object) -> str:
        """Return how a value is shown."""


class Values(Facet):
    """A column of names, of lists of them, or of true and false: each value is one to choose."""

    def __init__(self, name: str, values: pd.Series) -> None:
        super().__init__(name)
        encoded = encode(values)
        self._codes = encoded.codes
        self._rows = encoded.rows() if encoded.is_list else None
        self._n = len(values)
        self._values = [plain(value) for value in encoded.labels.tolist()]
        self._code_of = {_key(value): code for code, value in enumerate(self._values)}

    def choices(self, among: Mask) -> list[Choice]:
        """Return every value, the commonest first, a missing one last."""
        held = among if self._rows is None else among[self._rows]
        counts = np.bincount(self._codes[held], minlength=len(self._values))
        order = np.argsort(-counts, kind="stable").tolist()
        order.sort(key=lambda code: self._values[code] is None)
        return [Choice(self._values[code], self.label(self._values[code]), int(counts[code])) for code in order]

    def mask(self, values: Sequence[Any]) -> Mask:
        """Return which articles have one of these values; None is a missing one."""
        wanted = np.zeros(len(self._values), dtype=bool)
        for value in map(plain, values):
            code = self._code_of.get(_key(value))
            if code is None:
                known = [self.label(one) for one in self._values]
                raise unknown_name("value", value, known, where=f"column {self.name!r}")
            wanted[code] = True
        held = wanted[self._codes]
        if self._rows is None:
            return np.asarray(held, dtype=bool)
        found = np.zeros(self._n, dtype=bool)
        found[self._rows[held]] = True
        return found

    def label(self, value: object) -> str:
        """Return how a value is shown."""
        return MISSING if value is None else str(value)


class Numbers(Facet):
    """A column of numbers: stretches to choose, each with its lower bound and without its upper one."""

    def __init__(self, name: str, values: pd.Series) -> None:
        super().__init__(name)
        self._numbers = values.to_numpy(dtype=float, na_value=np.nan)
        self._edges = _edges(self._numbers)
        has_missing = bool(np.isnan(self._numbers).any())
        lows, highs = [None, *self._edges], [*self._edges, None]
        self._bins: list[list[float | None] | None] = [list(pair) for pair in zip(lows, highs, strict=True)]
        self._bins += [None] if has_missing else []

    def choices(self, among: Mask) -> list[Choice]:
        """Return every stretch, from the least to the greatest."""
        numbers = self._numbers[among]
        missing = np.isnan(numbers)
        bins = np.searchsorted(self._edges, numbers[~missing], side="right")
        counts = [*np.bincount(bins, minlength=len(self._edges) + 1).tolist(), int(missing.sum())]
        return [Choice(pair, self.label(pair), count) for pair, count in zip(self._bins, counts, strict=False)]

    def mask(self, values: Sequence[Any]) -> Mask:
        """Return which articles lie in one of these stretches: pairs, None for an open end; None for no number."""
        found = np.zeros(len(self._numbers), dtype=bool)
        for value in values:
            if value is None:
                found |= np.isnan(self._numbers)
                continue
            low, high = self._pair(value)
            found |= (self._numbers >= low) & (self._numbers < high)
        return found

    def _pair(self, value: object) -> tuple[float, float]:
        is_pair = isinstance(value, (list, tuple)) and len(value) == 2
        bounds: Any = value if is_pair else (None, "")
        if not all(bound is None or (isinstance(bound, (int, float)) and not math.isnan(bound)) for bound in bounds):
            raise InputError(
                f"filters[{self.name!r}] should hold pairs of numbers, from and below: (0, 500) or (500, None); "
                f"not {value!r}"
            )
        low, high = bounds
        return -math.inf if low is None else low, math.inf if high is None else high

    def label(self, value: object) -> str:
        """Return how a stretch is shown."""
        if value is None:
            return MISSING
        low, high = value if isinstance(value, (list, tuple)) else (value, value)
        if low is None:
            return "all" if high is None else f"below {_number(high)}"
        return f"{_number(low)} and more" if high is None else f"{_number(low)} – {_number(high)}"


def facet_of(name: str, values: pd.Series) -> Facet:
    """Return the facet of a column: of its values, stretches of its numbers, or the months of its dates.

    >>> values = pd.Series(["b", None, "b"])
    >>> facet_of("source", values).choices(values.index >= 1)
    [Choice(value='b', label='b', n=1), Choice(value=None, label='(none)', n=1)]
    """
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        wall = values.dt.tz_localize(None) if values.dt.tz is not None else values
        return Values(name, wall.dt.strftime("%Y-%m").astype(object).where(wall.notna(), None))
    is_number = pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype)
    return Numbers(name, values) if is_number and values.nunique() > _MOST_NUMBERS else Values(name, values)


def plain(value: object) -> Any:
    """Return a value as JSON can hold it: a missing one as None, what has no number or truth value as text."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, (int, float)):
        return None if math.isnan(value) else value
    return None if value is None or value is pd.NA or value is pd.NaT else str(value)


def _key(value: object) -> tuple[bool, object]:
    """Return what tells values apart: True is not 1."""
    return isinstance(value, bool), value


def _edges(numbers: npt.NDArray[np.float64]) -> list[float]:
    """Return round numbers that part most of these into a few stretches."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - slow to load

    finite = numbers[np.isfinite(numbers)]
    if not len(finite):
        return []
    low, high = np.quantile(finite, [0.01, 0.99])
    ticks = MaxNLocator(nbins=_BINS, min_n_ticks=2).tick_values(low, high)
    return [float(tick) for tick in ticks if low < tick <= high]


def _number(value: float) -> str:
    return f"{value:,.6g}"
