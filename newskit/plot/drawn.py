"""Which table an Axes shows, remembered as it was when it was drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from matplotlib.axes import Axes

from newskit.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["keep_table", "share_table", "table_of", "tables_of"]

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


def table_of(ax: Axes) -> pd.DataFrame:
    """Return the table that an Axes shows, as it was when it was drawn: the numbers behind a picture.

    Helpers that count, as `newskit.plot.keyphrases` does, have a table of what they counted.

    Parameters
    ----------
    ax
        An Axes that a helper has drawn on; of several tables on it the last is returned.

    Raises
    ------
    InputError
        If it is no Axes, or no helper has drawn on it.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import pandas as pd
    >>> from newskit.plot import frequencies
    >>> counted = pd.DataFrame({"term": ["ferry", "port"], "articles": [2, 1]})
    >>> table_of(frequencies(counted, ax=plt.figure().subplots()))[["term", "articles"]]
        term  articles
    0  ferry         2
    1   port         1
    """
    if not isinstance(ax, Axes):
        raise InputError(f"ax should be one matplotlib Axes, not {type(ax).__name__}; of an array pass one, axes[0]")
    tables = _TABLES.get(ax)
    if not tables:
        raise InputError("no helper of newskit has drawn on this Axes, so there is no table of it")
    return tables[-1].copy()


def tables_of(panels: Iterable[Axes]) -> list[pd.DataFrame]:
    """Return the tables that these Axes show, each once, in the order in which they were drawn."""
    found = {id(table): table for ax in panels for table in _TABLES.get(ax, ())}
    return list(found.values())
