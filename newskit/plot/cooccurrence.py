"""The picture of `newskit.cooccurrence`: a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from newskit.errors import require_choice
from newskit.plot.canvas import axes, check
from newskit.plot.network import Pairs, network

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["cooccurrence"]

_VALUES = {"together": "places with both", "npmi": "NPMI", "jaccard": "Jaccard index", "dice": "Dice coefficient"}


def cooccurrence(
    table: pd.DataFrame,
    *,
    value: Literal["together", "npmi", "jaccard", "dice"] = "npmi",
    top: int = 60,
    ax: Axes | None = None,
    edge_kws: Mapping[str, Any] | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **kws: Any,
) -> Axes:
    """Draw which terms stand together as a network.

    Discs are as large as terms are frequent, lines as wide as two terms belong together, and these are near each other.
    The same table always gives the same picture.

    Parameters
    ----------
    table
        A table of `newskit.cooccurrence`.
    value
        The column that the lines are as wide as.
    top
        How many pairs are drawn: those that are together most often.
    ax
        The Axes to draw on; by default pyplot's current one.
    edge_kws
        Passed to the lines (`matplotlib.collections.LineCollection`).
    text_kws
        Passed to the names.
    **kws
        Passed to the discs (`matplotlib.axes.Axes.scatter`).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks what is to be drawn.

    See Also
    --------
    newskit.tables.cooccurrence : The table.
    newskit.plot.collocations : A network of neighbouring words.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import newskit as nk
    >>> pairs = nk.cooccurrence(nk.load_sample(), ["ferry", "strike", "port", "union"])
    >>> ax = cooccurrence(pairs, ax=plt.figure().subplots())
    >>> sorted(text.get_text() for text in ax.texts)[-4:]
    ['ferry', 'port', 'strike', 'union']
    """
    check(table, ax, top=top, kws=kws)
    require_choice("value", value, _VALUES)
    pairs = Pairs(("a", "b"), ("count_a", "count_b"), value, "together", ("places with the term", _VALUES[value]))
    return network(
        axes(ax, table), table, pairs, top, kws=kws, edge_kws=edge_kws or {}, text_kws=text_kws or {}
    )  # fmt: skip
