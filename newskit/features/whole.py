"""Call a feature that takes whole columns: check what comes back, and find the article that it fails on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from newskit.features.core import Feature
from newskit.features.kinds import Kind

__all__ = ["Misshapen", "Whole"]

_BUILT_IN = "newskit.features.builtin"


class Misshapen(Exception):  # noqa: N818 - never leaves the package: it becomes a FeatureError
    """A function of whole columns returned something that is no column of the articles that it was given."""


class Whole:
    """One feature on one set of articles.

    Parameters
    ----------
    step
        The feature.
    series
        Its inputs, without the articles that it cannot measure.

    Attributes
    ----------
    errors
        What it raised, by position.
    wrong
        What it returned that is not of the declared type, by position.
    broken
        Why its answer is no column at all.
    """

    def __init__(self, step: Feature[Any, Any], series: Sequence[pd.Series[Any]]) -> None:
        self.step, self.series = step, series
        self.errors: dict[int, Exception] = {}
        self.wrong: dict[int, str] = {}
        self.broken: Misshapen | None = None

    def columns(self, *, stop: bool) -> dict[str, Any]:
        """Return the columns; where the function raises, halve the articles until the culprits are found."""
        pieces: list[dict[str, Any]] = []
        outputs = self.step.declared.outputs
        try:
            for piece in self._pieces(0, len(self.series[0])):
                pieces.append(piece)
                if stop and (self.errors or self.wrong):
                    break
        except Misshapen as error:
            self.broken = error
            return {}
        names = [out.column(self.step.name) for out in outputs]
        if not pieces:
            return {name: out.kind.blank(0) for name, out in zip(names, outputs, strict=True)}
        return {name: _joined([piece[name] for piece in pieces]) for name in names}

    def _pieces(self, start: int, end: int) -> Iterator[dict[str, Any]]:
        if start == end:
            return
        try:
            answer = self._answer(start, end)
        except Exception as error:  # noqa: BLE001 - whatever a user's function raises
            if end - start > 1:
                middle = (start + end) // 2
                yield from self._pieces(start, middle)
                yield from self._pieces(middle, end)
                return
            self.errors[start] = error
            yield {out.column(self.step.name): out.kind.blank(1) for out in self.step.declared.outputs}
            return
        yield self._checked(answer, start, end)

    def _answer(self, start: int, end: int) -> Any:
        # Copies: a function that fills or sorts its Series must not change the articles.
        return self.step.func(*(one.iloc[start:end].copy() for one in self.series), **self.step.bound)

    def _checked(self, answer: Any, start: int, end: int) -> dict[str, Any]:
        index = self.series[0].index[start:end]
        columns: dict[str, Any] = {}
        for field, kind, values in self._parts(answer):
            array = _aligned(values, index, field)
            made, wrong = _typed(array, kind, field)
            columns[self.step.name if field is None else f"{self.step.name}_{field}"] = made
            self.wrong |= {start + at: reason for at, reason in wrong.items()}
        return columns

    def _parts(self, answer: Any) -> Iterator[tuple[str | None, Kind, Any]]:
        outputs = self.step.declared.outputs
        if outputs[0].field is None:
            yield None, outputs[0].kind, answer
            return
        fields = [str(out.field) for out in outputs]
        if isinstance(answer, pd.DataFrame):
            lacking = [field for field in fields if field not in answer.columns]
            if lacking:
                raise Misshapen(f"returned a DataFrame without the column {lacking[0]!r} that it declares")
            parts = [answer[field] for field in fields]
        elif isinstance(answer, tuple) and len(answer) == len(fields):
            parts = list(answer)
        elif isinstance(answer, Mapping) and set(fields) <= set(answer):
            parts = [answer[field] for field in fields]
        else:
            raise Misshapen(f"returned {type(answer).__name__} where it declares the columns {', '.join(fields)}")
        for out, part in zip(outputs, parts, strict=True):
            yield out.field, out.kind, part

    def doubts(self, columns: Mapping[str, Any]) -> Iterator[str]:
        """Say so if the first or last article measures differently alone: then the result depends on the others."""
        n = len(self.series[0])
        if n < 2 or self.errors or self.wrong or (getattr(self.step, "__module__", None) or "").startswith(_BUILT_IN):
            return
        for at in (0, n - 1):
            alone = Whole(self.step, [one.iloc[at : at + 1] for one in self.series])
            found = alone.columns(stop=True)
            if alone.errors or alone.broken:
                continue
            for name, array in columns.items():
                if not _same(array[at], found[name][0]):
                    yield (
                        f"feature {self.step.name!r} depends on which other articles are there: {name!r} of one "
                        f"article is {array[at]!r} among {n:,} and {found[name][0]!r} alone. Articles are measured in "
                        "portions, so its values are not comparable; what must see the whole corpus is a scikit-learn "
                        "transformer or a table"
                    )
                    return


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, (float, np.floating)) and isinstance(b, (float, np.floating)):
        # Matrix products of other sizes round differently.
        return bool(np.isclose(a, b, rtol=1e-3, atol=1e-6, equal_nan=True))
    if a is None or b is None or a is pd.NA or b is pd.NA or a is pd.NaT or b is pd.NaT:
        return pd.api.types.is_scalar(a) and pd.api.types.is_scalar(b) and bool(pd.isna(a) and pd.isna(b))
    return bool(np.all(a == b))


def _joined(arrays: Sequence[Any]) -> Any:
    if len(arrays) == 1:
        return arrays[0]
    return pd.concat([pd.Series(array) for array in arrays], ignore_index=True).array


def _aligned(values: Any, index: pd.Index[Any], field: str | None) -> Any:
    """Return a returned column as an array, if it is as long and in the order of the articles."""
    part = "" if field is None else f" as {field!r}"
    if isinstance(values, pd.DataFrame) or not (isinstance(values, list) or hasattr(values, "dtype")):
        raise Misshapen(
            f"returned {type(values).__name__}{part}; a function of whole columns returns a Series or an array with "
            "one value per article"
        )
    if getattr(values, "ndim", 1) != 1 or len(values) != len(index):
        shape = getattr(values, "shape", (len(values),))
        raise Misshapen(
            f"returned {' x '.join(map(str, shape))} values{part} for {len(index)} articles; it must return one per "
            "article, in their order"
        )
    if isinstance(values, pd.Series):
        if not values.index.equals(index):
            raise Misshapen(
                f"returned a Series{part} whose index is not that of the articles; keep the index of the Series that "
                "it is given, or return .to_numpy()"
            )
        return values.array
    return pd.Series(values, dtype=object).array if isinstance(values, list) else values


def _typed(array: Any, kind: Kind, field: str | None) -> tuple[Any, dict[int, str]]:
    label = "" if field is None else f"{field}: "
    try:
        made = None if array.dtype == object or isinstance(array.dtype, pd.CategoricalDtype) else kind.column(array)
    except TypeError as error:
        raise Misshapen(f"{label}{error}") from error
    if made is None:
        made, wrong = kind.build(list(array))
        return made, {at: f"{label}{reason}" for at, reason in wrong.items()}
    if kind.optional or not pd.isna(made).any():
        return made, {}
    reason = f"{label}gave a missing value but declares {kind.label}; declare `{kind.label} | None`"
    # As in functions of one article, NaN is a float.
    if isinstance(made, pd.arrays.FloatingArray) and not _has_na(array):
        return made, {}
    return made, dict.fromkeys(np.flatnonzero(pd.isna(made)).tolist(), reason)


def _has_na(array: Any) -> bool:
    return not isinstance(array.dtype, np.dtype) and bool(pd.isna(array).any())
