"""Which table an Axes shows, remembered as it was when it was drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from matplotlib.axes import Axes

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["keep_table", "share_table", "tables_of"]

# Weak, so that a closed figure takes its tables along.
_TABLES: WeakKeyDictionary[Axes, list[pd.DataFrame]] = WeakKeyDictionary()


def keep_table(ax: Axes, table: pd.DataFrame) -> None:
    """Remember that an Axes shows a table; a later change of the table leaves what is remembered as it was."""
    _TABLES.setdefault(ax, []).append(table.copy())


def share_table(panels: Iterable[Axes], table: pd.DataFrame) -> None:
    """Remember that each panel shows its part of one table."""
    table = table.copy()
    for ax in panels:
        _TABLES[ax] = [table]


def tables_of(panels: Iterable[Axes]) -> list[pd.DataFrame]:
    """Return the tables that these Axes show, each once, in the order in which they were drawn."""
    found = {id(table): table for ax in panels for table in _TABLES.get(ax, ())}
    return list(found.values())
