"""How a table was made: what its rows need to find their articles again, carried in the table's ``attrs``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from newskit.errors import InputError, listed

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RESERVED", "Recipe", "by_columns", "recipe_of", "remember"]

_KEY = "newskit_table"

RESERVED = ("period", "period_end", "articles", "total", "share", "complete")
"""Names of columns that a table over time adds; no group may be called so."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a table was made, in values that survive Parquet and JSON.

    Parameters
    ----------
    table
        The name of the function: ``"volume"``.
    by
        The group columns.
    lists
        Those of them that held lists, so that an article can count in several groups.
    date, freq, timezone
        The date column, bins and zone; empty for a table without periods.
    start, end
        Bounds outside which articles were left out, in ISO 8601; empty without bounds.
    outside
        How many articles these bounds left out.
    terms
        The terms that the rows count, by name, as `newskit.tables.terms` writes them; empty for a table of articles.
    on, case, across
        The column that they were looked for in, and how.
    within
        For pairs of terms, what they stand in together: ``"article"``, ``"paragraph"`` or ``"sentence"``.
    settings
        What else a table's picture must know, such as the name of a measure; plain values.
    """

    table: str
    by: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    date: str = ""
    freq: str = ""
    timezone: str = ""
    start: str = ""
    end: str = ""
    outside: int = 0
    terms: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    on: str = ""
    case: bool = False
    across: bool = False
    within: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


def remember(table: pd.DataFrame, recipe: Recipe) -> pd.DataFrame:
    """Return `table` with its recipe noted; the table itself is changed."""
    table.attrs[_KEY] = {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(recipe).items()}
    return table


def recipe_of(table: object) -> Recipe | None:
    """Return how a table (or a row of one that kept its ``attrs``) was made, ``None`` if it does not say."""
    noted = getattr(table, "attrs", {}).get(_KEY)
    if not isinstance(noted, Mapping):
        return None
    fields: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in noted.items()}
    try:
        return Recipe(**fields)
    except TypeError:  # written by another version of newskit
        return None


def by_columns(by: str | Iterable[str] | None, *, besides: Iterable[str] = ()) -> tuple[str, ...]:
    """Return ``by=`` as column names, or raise `InputError`; `besides` are further columns that the table adds."""
    given: object = by
    if given is not None and (isinstance(given, bytes) or not isinstance(given, Iterable)):
        raise InputError(f"by={by!r} should be a column name or a list of them")
    names = () if by is None else (by,) if isinstance(by, str) else tuple(by)
    if any(not isinstance(name, str) for name in names):
        raise InputError(f"by={by!r} should be a column name or a list of them")
    if len(set(names)) < len(names):
        raise InputError(f"by={list(names)!r} names a column twice")
    reserved = (*RESERVED, *besides)
    clash = [name for name in names if name in reserved]
    if clash:
        raise InputError(
            f"by={clash[0]!r} would clash with a column of the table ({listed(reserved)}); rename it first: "
            f"articles.rename(columns={{{clash[0]!r}: '{clash[0]}_group'}})"
        )
    return names
