"""The way back: from the rows of a table to the articles that they count."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, NewskitWarning, listed, require_articles, require_columns, unknown_name
from newskit.tables.bins import dates_of, localize
from newskit.tables.groups import Encoded, encode
from newskit.tables.recipe import RESERVED, Recipe, recipe_of
from newskit.tables.term_members import term_members

__all__ = ["articles_in"]

Row = pd.Series | pd.DataFrame | Mapping[str, Any] | tuple[Any, ...]
Mask = npt.NDArray[np.bool_]
_RENAMED = re.compile(r"_\d+")  # what itertuples() makes of a column name that is no Python name


def articles_in(articles: pd.DataFrame, row: Row, *, table: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the articles behind a row, or several rows, of a table.

    Parameters
    ----------
    articles
        The articles that the table was made of.
    row
        A row of the table: a Series (``table.iloc[3]``), a named tuple of ``table.itertuples()``, a dict; or several
        rows as a DataFrame. A missing group stands for the articles where it is missing, a missing period for those
        without a date. A row that counts a term stands for the articles that hold it, one of a pair for those that hold
        both together.
    table
        The table that the row is from. Needed for dicts and tuples alone, which do not carry how they were made, and
        only if the row counts a term or the table was made with other settings than ``date="published"``, or with
        `start` or `end`.

    Returns
    -------
    pandas.DataFrame
        The rows of `articles`, in their order and with their index; each once, even if several rows count it.

    Raises
    ------
    InputError
        If the row has neither a period nor a group nor a term, or does not say how its term was found.
    UnknownNameError
        If the row's group does not occur in the articles, or its term not in the table.

    Warns
    -----
    NewskitWarning
        If there are more or fewer articles than a single row counts: it was made of other articles, or with other
        settings.

    Examples
    --------
    >>> from newskit.tables import volume
    >>> articles = pd.DataFrame({
    ...     "title": ["Rain ends drought", "Ferry resumes", "Harbour reopens"],
    ...     "source": ["Courier", "Gazette", "Courier"],
    ...     "published": pd.to_datetime(["2025-06-02", "2025-06-12", None], utc=True),
    ... })
    >>> weekly = volume(articles, by="source")
    >>> articles_in(articles, weekly.iloc[0])["title"].tolist()
    ['Rain ends drought']
    >>> articles_in(articles, weekly[weekly["period"].isna()])["title"].tolist()
    ['Harbour reopens']
    """
    require_articles(articles)
    rows = _as_rows(row, table)
    recipe = recipe_of(table if table is not None else row)
    rows, members = term_members(articles, rows, recipe)
    by = _groups_of(rows, articles, recipe)
    require_columns(articles, by, where="the articles")
    if not by and not members and "period" not in rows.columns:
        raise InputError(
            f"the row has neither a period nor a column of the articles; it has {listed(rows.columns)}: "
            "pass a row as the table has it"
        )
    columns = {name: encode(articles[name]) for name in by} | members
    found = _found(articles, rows, columns, recipe or Recipe(""))
    _check_count(rows, found)
    return articles[found]


def _as_rows(row: Row, table: pd.DataFrame | None) -> pd.DataFrame:
    if isinstance(row, pd.DataFrame):
        return row
    if isinstance(row, pd.Series):
        return pd.DataFrame({name: pd.Series([value], dtype=object) for name, value in row.items()})
    if isinstance(row, tuple) and hasattr(row, "_asdict"):
        row = _from_tuple(row, table)
    if not isinstance(row, Mapping):
        raise InputError(
            f"row should be a row of a table (a Series, a named tuple, a dict) or several as a DataFrame, "
            f"not {type(row).__name__}; for one by number pass table.iloc[number]"
        )
    return pd.DataFrame({name: pd.Series([value], dtype=object) for name, value in row.items()})


def _from_tuple(row: Any, table: pd.DataFrame | None) -> dict[str, Any]:
    """Return a named tuple as a dict, with the names of the table where itertuples() could not keep them."""
    fields: dict[str, Any] = row._asdict()
    fields.pop("Index", None)
    if table is not None and len(fields) == len(table.columns):
        return dict(zip(table.columns, fields.values(), strict=True))
    renamed = [name for name in fields if _RENAMED.fullmatch(name)]
    if renamed:
        raise InputError(
            f"itertuples() renamed a column to {renamed[0]!r}, since its name is no Python name; "
            "pass table=, or rows of table.iterrows()"
        )
    return fields


def _groups_of(rows: pd.DataFrame, articles: pd.DataFrame, recipe: Recipe | None) -> list[str]:
    """Return the columns of a row that say which group it is."""
    if recipe is not None:
        return [name for name in recipe.by if name in rows.columns]
    return [name for name in rows.columns if name in articles.columns and name not in RESERVED]


def _found(articles: pd.DataFrame, rows: pd.DataFrame, columns: Mapping[str, Encoded], recipe: Recipe) -> Mask:
    """Return which articles any of the rows counts, by the columns that say which group it is."""
    numbers = pd.DataFrame(
        {name: _code_of(column, rows[name], name) for name, column in columns.items()}, index=rows.index
    )
    dated = "period" in rows.columns or recipe.start or recipe.end
    dates = dates_of(articles, recipe.date or "published", _zone_of(rows, recipe)) if dated else None
    bounded = np.ones(len(articles), dtype=bool) if dates is None else _within(dates, recipe)
    found = np.zeros(len(articles), dtype=bool)
    parts = numbers.groupby(list(columns), sort=False).indices if columns else {(): np.arange(len(rows))}
    for key, positions in parts.items():
        codes = key if isinstance(key, tuple) else (key,)
        member = bounded.copy()
        for column, code in zip(columns.values(), codes, strict=True):
            member &= _members(column, int(code))
        if dates is not None and "period" in rows.columns:
            member &= _in_periods(dates, rows.iloc[positions])
        found |= member
    return found


def _code_of(column: Encoded, wanted: pd.Series, name: str) -> npt.NDArray[np.int64]:
    """Return the group numbers of the values of rows."""
    known = [None if pd.isna(value) else value for value in column.labels.tolist()]
    numbers = {value: number for number, value in enumerate(known)}
    codes = []
    for value in wanted.tolist():
        key = None if pd.isna(value) else value
        if key not in numbers:
            shown = "(missing)" if key is None else key
            known_names = ["(missing)" if v is None else v for v in known]
            raise unknown_name(name, shown, known_names, where=f"by={name!r}")
        codes.append(numbers[key])
    return np.array(codes, dtype=np.int64)


def _members(column: Encoded, code: int) -> Mask:
    member = np.zeros(len(column.bounds) - 1, dtype=bool)
    member[column.rows()[column.codes == code]] = True
    return member


def _zone_of(rows: pd.DataFrame, recipe: Recipe) -> Any:
    """Return the zone in which a table's periods begin: it decides what dates without a zone mean."""
    if recipe.timezone:
        return recipe.timezone
    period = rows["period"].iloc[0] if len(rows) and "period" in rows.columns else None
    return getattr(period, "tz", None) or "UTC"


def _within(dates: pd.DatetimeIndex, recipe: Recipe) -> Mask:
    within = np.ones(len(dates), dtype=bool)
    if recipe.start:
        within &= ~np.asarray(dates < pd.Timestamp(recipe.start))
    if recipe.end:
        within &= ~np.asarray(dates >= pd.Timestamp(recipe.end))
    return within


def _in_periods(dates: pd.DatetimeIndex, rows: pd.DataFrame) -> Mask:
    """Return which dates lie in any of the rows' periods, a missing date in a missing period."""
    starts = _moments(rows["period"], dates)
    missing = np.asarray(dates.isna())
    inside = missing & bool(starts.isna().any())
    starts = starts.dropna()
    if not len(starts):
        return np.asarray(inside, dtype=bool)
    if "period_end" not in rows.columns:
        raise InputError("the row has a period, but no 'period_end' to say how long it is; keep that column")
    ends = _moments(rows["period_end"], dates).dropna()
    # A date lies in a period if more periods have begun than ended by then.
    begun = np.searchsorted(np.sort(starts.asi8), dates.asi8, side="right")
    ended = np.searchsorted(np.sort(ends.asi8), dates.asi8, side="right")
    return np.asarray(inside | (~missing & (begun > ended)), dtype=bool)


def _moments(values: pd.Series, dates: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """Return times of rows in the dates' zone, also if they lost their type on the way through a file."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        index = pd.DatetimeIndex(values).as_unit("us")
        return index.tz_convert("UTC") if index.tz is not None else localize(index, dates.tz or "UTC")
    moments = [None if pd.isna(value) else _in_utc(pd.Timestamp(value), dates) for value in values.tolist()]
    return pd.DatetimeIndex(np.array(moments, dtype="datetime64[us]")).tz_localize("UTC")


def _in_utc(when: pd.Timestamp, dates: pd.DatetimeIndex) -> np.datetime64:
    aware = when.tz_localize(dates.tz) if when.tz is None else when
    return aware.tz_convert("UTC").tz_localize(None).to_datetime64()


def _check_count(rows: pd.DataFrame, found: Mask) -> None:
    if len(rows) != 1 or "articles" not in rows.columns:
        return
    counted, n = int(rows["articles"].iloc[0]), int(found.sum())
    if counted != n:
        warnings.warn(
            f"the row counts {counted:,} articles, but {n:,} were found: it was made of other articles, or with "
            "settings (date=, start=, end=) that this row does not carry; then pass table=",
            NewskitWarning,
            stacklevel=3,
        )
