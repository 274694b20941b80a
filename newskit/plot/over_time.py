"""Values by group and period, taken out of a tidy table: what every line over time is drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_columns, require_whole, unknown_name
from newskit.plot.text import name_of
from newskit.tables.bins import localize
from newskit.tables.frequency import Frequency, frequency
from newskit.tables.groups import encode
from newskit.tables.recipe import recipe_of

__all__ = ["OverTime", "default_hue", "over_time", "table_bins"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OverTime:
    """A table as a matrix.

    Parameters
    ----------
    dates
        The periods' starts, in order, with time zone.
    complete
        Which periods are complete.
    groups
        The groups, in the table's order; a single ``None`` if there are none.
    matrix
        One row per group, one column per period; NaN where the table has no value.
    sizes
        How many articles each group has in all periods.
    """

    dates: pd.DatetimeIndex
    complete: npt.NDArray[np.bool_]
    groups: list[Any]
    matrix: Floats
    sizes: npt.NDArray[np.int64]

    @property
    def names(self) -> list[str]:
        """The groups' names in plain text."""
        return [name_of(value) for value in self.groups]

    def largest(self, top: int, highlight: Sequence[Any] | None = None) -> tuple[list[int], list[int]]:
        """Return the groups to show in colour and the others, by position, each with the largest first.

        Raises
        ------
        InputError, UnknownNameError
            If `top` is no number, or `highlight` no list of groups.
        """
        require_whole("top", top, least=0)
        order = [int(i) for i in np.argsort(-self.sizes, kind="stable")]
        if highlight is None:
            return order[:top], order[top:]
        if isinstance(highlight, str) or not isinstance(highlight, Iterable):
            raise InputError(f"highlight={highlight!r} should be a list of groups: highlight=[{highlight!r}]")
        names = self.names
        wanted = [name_of(value) for value in highlight]
        unknown = [name for name in wanted if name not in names]
        if unknown:
            raise unknown_name("group", unknown[0], names, where="the table (highlight=)")
        return [i for i in order if names[i] in wanted], [i for i in order if names[i] not in wanted]


def default_hue(table: pd.DataFrame) -> str | None:
    """Return the group column that a table's lines are for, unless the user says: the first with several values."""
    recipe = recipe_of(table)
    by = [name for name in recipe.by if name in table.columns] if recipe else []
    several = [name for name in by if len(table[name].drop_duplicates()) > 1]
    return next(iter(several or by), None)


def table_bins(table: pd.DataFrame) -> Frequency | None:
    """Return the calendar bins that a table was made with, ``None`` if it does not say."""
    recipe = recipe_of(table)
    return frequency(recipe.freq) if recipe is not None and recipe.freq else None


def over_time(table: pd.DataFrame, y: str, hue: str | None) -> OverTime:
    """Return the dated rows of a tidy table as a matrix; rows of one period and group are added up.

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks a column or its periods are no dates.
    """
    require_columns(table, ["period", y, *([hue] if hue else [])])
    dates = _dates(table["period"])
    dated = np.asarray(dates.notna())
    table, dates = table[dated], dates[dated]
    periods, column = np.unique(dates.asi8, return_inverse=True)
    groups, row = _groups(table, hue)
    shape = (len(groups), len(periods))
    values, seen = np.zeros(shape), np.zeros(shape, dtype=bool)
    np.add.at(values, (row, column), table[y].to_numpy(dtype=float, na_value=np.nan))
    seen[row, column] = True
    whole = np.ones(len(periods), dtype=bool)
    if "complete" in table.columns:
        np.logical_and.at(whole, column, table["complete"].fillna(value=True).to_numpy(dtype=bool))
    sizes = np.zeros(len(groups), dtype=np.int64)
    weight = "articles" if "articles" in table.columns else y
    np.add.at(sizes, row, np.nan_to_num(table[weight].to_numpy(dtype=float, na_value=np.nan)).astype(np.int64))
    starts = pd.DatetimeIndex(periods.astype("datetime64[us]")).tz_localize("UTC").tz_convert(dates.tz)
    return OverTime(starts, whole, groups, np.where(seen, values, np.nan), sizes)


def _groups(table: pd.DataFrame, hue: str | None) -> tuple[list[Any], npt.NDArray[np.int64]]:
    if hue is None:
        return [None], np.zeros(len(table), dtype=np.int64)
    encoded = encode(table[hue])
    if encoded.is_list:
        raise InputError(f"hue={hue!r} holds lists; make the table with by={hue!r}, so that each member has its rows")
    return [pd.NA if pd.isna(value) else value for value in encoded.labels.tolist()], encoded.codes


def _dates(values: pd.Series) -> pd.DatetimeIndex:
    """Return periods of any kind as moments with a time zone."""
    if isinstance(values.dtype, pd.PeriodDtype):
        values = values.dt.start_time
    if not pd.api.types.is_datetime64_any_dtype(values.dtype):
        try:
            values = pd.Series(pd.to_datetime(values.to_numpy(dtype=object), utc=True))
        except (ValueError, TypeError) as error:
            raise InputError(
                f"column 'period' holds {values.dtype}, not dates; bring it in with pd.to_datetime"
            ) from error
    index = pd.DatetimeIndex(values).as_unit("us")
    return index if index.tz is not None else localize(index, "UTC")


def check_hue(table: pd.DataFrame, hue: str | None) -> None:
    """Raise `UnknownNameError` if `hue` is no column of the table."""
    if hue is not None:
        require_columns(table, [hue], where="the table (hue=)")
