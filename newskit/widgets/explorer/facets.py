"""Facets: the values of a column with how many of the articles at hand have each, to choose from."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.dates import zone
from newskit.errors import InputError, unknown_name
from newskit.tables.bins import Zone
from newskit.tables.groups import encode

__all__ = ["MISSING", "Choice", "Facet", "facet_of", "key_of", "plain"]

Mask = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.signedinteger]
MISSING = "(none)"
"""What a missing value is called."""

# A column with more numbers than that is shown in bins.
_MOST_NUMBERS = 12
_BINS = 8
# Beyond it, two whole numbers may be one in the browser.
_GREATEST = 2**53 - 1


class Choice(NamedTuple):
    """A value of a facet: as filters name it, as it is shown, and how many articles have it."""

    value: Any
    label: str
    n: int


class Facet(ABC):
    """A column to filter by: values, in the order in which they are offered where nothing is counted."""

    def __init__(self, name: str, values: Sequence[Any]) -> None:
        self.name = name
        self.known = list(values)
        self.labels = [self.label(value) for value in self.known]

    @abstractmethod
    def counts(self, among: Mask) -> Counts:
        """Return for every value how many of some articles have it."""

    @abstractmethod
    def mask(self, values: Sequence[Any]) -> Mask:
        """Return which articles have one of these values.

        Raises
        ------
        InputError, UnknownNameError
            If there is no such value.
        """

    @abstractmethod
    def order(self, counts: Counts) -> list[int]:
        """Return the places of the values in the order in which they are offered."""

    @abstractmethod
    def label(self, value: object) -> str:
        """Return how a value is shown."""

    def choices(self, counts: Counts) -> list[Choice]:
        """Return every value with its count, in the order in which they are offered."""
        return [Choice(self.known[at], self.labels[at], int(counts[at])) for at in self.order(counts)]

    def offered(
        self, counts: Counts, *, top: int, chosen: Sequence[Any] = (), find: str = ""
    ) -> tuple[list[Choice], int]:
        """Return the first values that some article has, and those chosen; and how many more there are.

        Parameters
        ----------
        counts
            How many articles have each value.
        top
            How many to offer.
        chosen
            Values to offer wherever they stand.
        find
            What the names of those offered should contain, whatever their case; of these, also those without articles.
        """
        wanted = {key_of(value) for value in chosen}
        kept = {at for at, value in enumerate(self.known) if key_of(value) in wanted} if wanted else set()
        if find:
            part = find.casefold()
            found = [at for at in self.order(counts) if part in self.labels[at].casefold()]
        else:
            found = [at for at in self.order(counts) if counts[at] or at in kept]
        shown = [at for place, at in enumerate(found) if place < top or at in kept]
        return [Choice(self.known[at], self.labels[at], int(counts[at])) for at in shown], len(found) - len(shown)


class Values(Facet):
    """A column of names, of lists of them, or of true and false: each value is one to choose."""

    def __init__(self, name: str, values: pd.Series) -> None:
        encoded = encode(values)
        super().__init__(name, [plain(value) for value in encoded.labels.tolist()])
        self._codes = encoded.codes
        self._rows = encoded.rows() if encoded.is_list else None
        self._n = len(values)
        self._code_of = {key_of(value): code for code, value in enumerate(self.known)}
        self._is_missing = np.array([value is None for value in self.known], dtype=bool)

    def counts(self, among: Mask) -> Counts:
        """Return for every value how many of some articles have it."""
        held = among if self._rows is None else among[self._rows]
        return np.bincount(self._codes[held], minlength=len(self.known))

    def order(self, counts: Counts) -> list[int]:
        """Return the places of the values, the commonest first, a missing one last."""
        return [int(at) for at in np.lexsort((np.arange(len(counts)), -counts, self._is_missing))]

    def mask(self, values: Sequence[Any]) -> Mask:
        """Return which articles have one of these values; None is a missing one."""
        wanted = np.zeros(len(self.known), dtype=bool)
        for value in map(plain, values):
            code = self._code_of.get(key_of(value))
            if code is None:
                raise unknown_name("value", self.label(value), self.labels, where=f"column {self.name!r}")
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
        self._numbers = values.to_numpy(dtype=float, na_value=np.nan)
        self._edges = _edges(self._numbers)
        bins: list[Any] = [list(pair) for pair in pairwise([None, *self._edges, None])]
        self._bin = np.searchsorted(self._edges, self._numbers, side="right")
        self._bin[np.isnan(self._numbers)] = len(bins)
        super().__init__(name, [*bins, *([None] if np.isnan(self._numbers).any() else [])])

    def counts(self, among: Mask) -> Counts:
        """Return how many of some articles lie in each stretch."""
        return np.bincount(self._bin[among], minlength=len(self.known))

    def order(self, counts: Counts) -> list[int]:
        """Return the stretches from the least to the greatest."""
        return list(range(len(counts)))

    def mask(self, values: Sequence[Any]) -> Mask:
        """Return which articles lie in one of these stretches: pairs, None for an open end; None for no number."""
        found = np.zeros(len(self._numbers), dtype=bool)
        for value in values:
            if value is None:
                found |= np.isnan(self._numbers)
                continue
            low, high = self._pair(value)
            found |= (self._numbers >= low) & ((self._numbers < high) | (high == math.inf))
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


def facet_of(name: str, values: pd.Series, timezone: Zone = "UTC") -> Facet:
    """Return the facet of a column: of its values, stretches of its numbers, or the months of its dates in a zone.

    >>> values = pd.Series(["b", None, "b"])
    >>> facet = facet_of("source", values)
    >>> facet.choices(facet.counts(values.index >= 1))
    [Choice(value='b', label='b', n=1), Choice(value=None, label='(none)', n=1)]
    """
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        wall = values.dt.tz_convert(zone(timezone)).dt.tz_localize(None) if values.dt.tz is not None else values
        return Values(name, wall.dt.strftime("%Y-%m").astype(object).where(wall.notna(), None))
    is_number = pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype)
    return Numbers(name, values) if is_number and values.nunique() > _MOST_NUMBERS else Values(name, values)


def plain(value: object) -> Any:
    """Return a value as JSON and the browser can hold it: a missing one as None, what they cannot hold as text."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return value if abs(value) <= _GREATEST else str(value)
    if isinstance(value, float):
        return None if math.isnan(value) else value if math.isfinite(value) else str(value)
    return None if value is None or value is pd.NA or value is pd.NaT else str(value)


def key_of(value: object) -> tuple[bool, object]:
    """Return what tells values apart, the same for what comes back from the browser: True is not 1, 1.0 is."""
    return isinstance(value, bool), tuple(value) if isinstance(value, list) else value


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
