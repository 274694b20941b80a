"""The kernel: compute a plan's features on one table, whatever it is a part of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import compress, islice
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.features.plan import AnyFeature, Plan
from newskit.features.whole import Whole

__all__ = ["Failure", "OnError", "Outcome", "run"]

OnError = Literal["raise", "null"]
Tick = Callable[[int], None]

# How many articles a feature measures between two steps of the progress bar.
_STEP = 200


@dataclass
class Failure:
    """What went wrong with one feature: how often, at which article first, and how.

    Parameters
    ----------
    feature
        The feature's name.
    position
        Where in the table the first such article stands; None where the feature as a whole is at fault.
    error
        What was raised, if something was.
    reason
        What was wrong, in words that follow the feature's name.
    count
        How many articles it concerns.
    """

    feature: str
    position: int | None
    error: Exception | None
    reason: str
    count: int = 1


@dataclass
class Outcome:
    """The computed columns (incomplete if something failed that should raise) and what went wrong or looks odd."""

    columns: dict[str, Any] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)

    @property
    def is_broken(self) -> bool:
        """Whether a feature is at fault as a whole."""
        return any(failure.position is None for failure in self.failures)


class _Values:
    """One input column as features want it: as a Series, as Python values, and where it is missing."""

    def __init__(self, series: pd.Series[Any]) -> None:
        self.series = series

    @cached_property
    def missing(self) -> npt.NDArray[np.bool_]:
        return self.series.isna().to_numpy(dtype=bool)

    @cached_property
    def _cells(self) -> list[Any]:
        cells = self.series.tolist()
        return [None if gone else cell for cell, gone in zip(cells, self.missing.tolist(), strict=True)]

    @cached_property
    def _has_lists(self) -> bool:
        return self.series.dtype == object and any(isinstance(cell, list) for cell in self._cells)

    def cells(self) -> list[Any]:
        """Return the values, None where missing. A feature that sorts a list in place must not change the article."""
        if self._has_lists:
            return [cell.copy() if isinstance(cell, list) else cell for cell in self._cells]
        return self._cells


def run(plan: Plan, table: pd.DataFrame, on_error: OnError, tick: Tick, *, is_first: bool = True) -> Outcome:
    """Compute a plan on a table that holds the columns it needs.

    Parameters
    ----------
    plan
        What to compute.
    table
        The columns of ``plan.needs``.
    on_error
        Whether to stop at the first failure or to leave the value missing.
    tick
        Told how many values are done.
    is_first
        Whether this is the first part of the corpus, on which features of whole columns are tried once for whether
        they depend on the other articles.
    """
    outcome = Outcome()
    articles = {name: _Values(table[name]) for name in plan.needs}
    computed: dict[str, _Values] = {}
    for step in plan.steps:
        inputs = [articles[name] if name in articles else computed[name] for name in step.inputs]
        if step.declared.is_whole:
            arrays, failures = _run_whole(step, inputs, outcome, on_error=on_error, is_tried=is_first)
            tick(len(table))
        else:
            arrays, failures = _run_rows(step, inputs, len(table), on_error, tick)
        outcome.failures += failures
        if failures and (on_error == "raise" or outcome.is_broken):
            return outcome
        computed |= {name: _Values(pd.Series(array, index=table.index)) for name, array in arrays.items()}
    outcome.columns = {name: computed[name].series.array for name in plan.columns}
    return outcome


def _present(step: AnyFeature, inputs: Sequence[_Values], n: int) -> npt.NDArray[np.bool_]:
    """Tell the articles where nothing is missing that the feature cannot do without."""
    present = np.ones(n, dtype=bool)
    for values, given in zip(inputs, step.declared.inputs, strict=True):
        if not given.optional:
            present &= ~values.missing
    return present


def _run_rows(
    step: AnyFeature, inputs: Sequence[_Values], n: int, on_error: OnError, tick: Tick
) -> tuple[dict[str, Any], list[Failure]]:
    present = _present(step, inputs, n)
    positions = np.flatnonzero(present)
    rows: Iterator[tuple[Any, ...]] = zip(*(values.cells() for values in inputs), strict=True)
    if len(positions) < n:
        rows = compress(rows, present.tolist())
    call = partial(step.func, **step.bound) if step.bound else step.func
    values, errors = _called(call, rows, stop=on_error == "raise", tick=tick)
    tick(n - len(positions))
    columns, wrong = _columns_of(step, values, errors)
    return (
        {name: _spread(array, positions, n) for name, array in columns.items()},
        _failures(step, positions, errors, wrong),
    )


def _called(
    call: Callable[..., Any], rows: Iterator[tuple[Any, ...]], *, stop: bool, tick: Tick
) -> tuple[list[Any], dict[int, Exception]]:
    """Return what the function says of each row, None where it raised, and what it raised where."""
    values: list[Any] = []
    errors: dict[int, Exception] = {}
    done = -1
    while done < len(values) and not (stop and errors):
        done = len(values)
        try:
            for row in islice(rows, _STEP):
                values.append(call(*row))  # noqa: PERF401 - what was said before an error must be kept
        except Exception as error:  # noqa: BLE001 - whatever a user's function raises
            errors[len(values)] = error
            values.append(None)
        tick(len(values) - done)
    return values, errors


def _columns_of(
    step: AnyFeature, values: list[Any], errors: Mapping[int, Exception]
) -> tuple[dict[str, Any], dict[int, str]]:
    outputs = step.declared.outputs
    wrong: dict[int, str] = {}
    if outputs[0].field is None:
        parts: list[Sequence[Any]] = [values]
    else:
        parts, wrong = _split(step, values)
    columns = {}
    for out, cells in zip(outputs, parts, strict=True):
        columns[out.column(step.name)], found = out.kind.build(cells)
        label = f"{out.field}: " if out.field is not None else ""
        wrong = {at: f"{label}{reason}" for at, reason in found.items()} | wrong
    wrong = {at: reason for at, reason in wrong.items() if at not in errors}
    if wrong and len(outputs) > 1:
        # A tuple with one wrong field is wrong as a whole.
        for out in outputs:
            columns[out.column(step.name)][list(wrong)] = None
    return columns, wrong


def _split(step: AnyFeature, values: list[Any]) -> tuple[list[Sequence[Any]], dict[int, str]]:
    width = len(step.declared.outputs)
    blank = (None,) * width
    wrong = {
        at: f"returned {str(value)[:60]} of type {type(value).__name__} but declares {width} fields"
        for at, value in enumerate(values)
        if not (isinstance(value, tuple) and len(value) == width)
        and not (value is None and step.declared.may_miss)
    }  # fmt: skip
    rows = [value if isinstance(value, tuple) and len(value) == width else blank for value in values]
    return [list(cells) for cells in zip(*rows, strict=True)] or [[] for _ in range(width)], wrong


def _failures(
    step: AnyFeature, positions: npt.NDArray[np.intp], errors: Mapping[int, Exception], wrong: Mapping[int, str]
) -> list[Failure]:
    if not errors and not wrong:
        return []
    first = min([*errors, *wrong])
    error = errors.get(first)
    return [Failure(step.name, int(positions[first]), error, wrong.get(first, ""), count=len(errors) + len(wrong))]


def _spread(array: Any, positions: npt.NDArray[np.intp], n: int) -> Any:
    """Return an array of the measured articles as one of all articles, missing where nothing was measured."""
    if len(positions) == n:
        return array
    at = np.full(n, -1, dtype=np.intp)
    at[positions[: len(array)]] = np.arange(len(array))
    return pd.api.extensions.take(array, at, allow_fill=True) if len(array) else _all_missing(array, n)


def _all_missing(array: Any, n: int) -> Any:
    return pd.Series(array).reindex(range(n)).astype(array.dtype).array


def _run_whole(
    step: AnyFeature, inputs: Sequence[_Values], outcome: Outcome, *, on_error: OnError, is_tried: bool
) -> tuple[dict[str, Any], list[Failure]]:
    n = len(inputs[0].series)
    positions = np.flatnonzero(_present(step, inputs, n))
    series = [values.series for values in inputs]
    if len(positions) < n:
        series = [one.iloc[positions] for one in series]
    whole = Whole(step, series)
    columns = whole.columns(stop=on_error == "raise")
    if is_tried and not whole.broken:
        for doubt in whole.doubts(columns):
            outcome.doubts[step.name] = doubt
    if whole.broken:
        return {}, [Failure(step.name, None, whole.broken.__cause__ or whole.broken, str(whole.broken))]  # type: ignore[arg-type]
    failures = _failures(step, positions, whole.errors, whole.wrong)
    return {name: _spread(array, positions, n) for name, array in columns.items()}, failures
