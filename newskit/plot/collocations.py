"""The picture of `newskit.collocations`: a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from newskit.errors import require_choice
from newskit.plot.canvas import axes, check
from newskit.plot.network import Pairs, network

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["collocations"]

_VALUES = {"npmi": "NPMI", "g2": "log-likelihood ratio", "log_dice": "logDice", "count": "uses together"}


def collocations(
    table: pd.DataFrame,
    *,
    value: Literal["npmi", "g2", "log_dice", "count"] = "npmi",
    top: int = 60,
    ax: Axes | None = None,
    edge_kws: Mapping[str, Any] | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **kws: Any,
) -> Axes:
    """Draw which words stand together as a network.

    Discs are as large as words are frequent, lines as wide as two words belong together, and these are near each other.
    The same table always gives the same picture.

    Parameters
    ----------
    table
        A table of `newskit.collocations`, of a term or of all pairs.
    value
        The column that pairs are chosen by, and that the lines are as wide as.
    top
        How many pairs are drawn: those with the highest `value`.
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
    newskit.tables.collocations : The table.
    newskit.plot.cooccurrence : A network of terms that you choose.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import newskit as nk
    >>> pairs = nk.collocations(nk.load_sample(), "ferry", min_count=3)
    >>> ax = collocations(pairs, top=5, ax=plt.figure().subplots())
    >>> len(ax.collections[-1].get_offsets())  # the term and five words
    6
    """
    check(table, ax, top=top, kws=kws)
    require_choice("value", value, _VALUES)
    sizes = ("word_count", "collocate_count")
    pairs = Pairs(("word", "collocate"), sizes, value, value, ("uses of the word", _VALUES[value]))
    return network(
        axes(ax, table), table, pairs, top, kws=kws, edge_kws=edge_kws or {}, text_kws=text_kws or {}
    )  # fmt: skip
