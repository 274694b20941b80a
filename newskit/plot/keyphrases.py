"""The pictures of keyphrases: in how many articles a phrase is one, ranked or over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from newskit.errors import InputError, require_choice, require_columns
from newskit.plot.canvas import check
from newskit.plot.frequencies import frequencies

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["keyphrases"]


def keyphrases(
    table: pd.DataFrame,
    *,
    kind: Literal["bar", "line", "slope", "bump", "heat"] | None = None,
    value: Literal["articles", "share"] = "articles",
    top: int | None = None,
    palette: Mapping[Any, Any] | Sequence[Any] | str | None = None,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **kws: Any,
) -> Axes:
    """Draw which keyphrases most articles have: ranked, in each group, or over time.

    Parameters
    ----------
    table
        The phrases counted in their articles: ``nk.frequencies(articles, keyphrases=nk.keyphrases(articles))``, with
        ``by=`` for a block of bars for each group, with ``freq=`` over time.
    kind
        ``"bar"``, or over time ``"line"``, ``"slope"``, ``"bump"`` (ranks) or ``"heat"``; see
        `newskit.plot.frequencies`. By default ``"line"`` for a table with periods, else ``"bar"``.
    value
        ``"articles"``: in how many articles a phrase is a keyphrase; ``"share"``: of the group's or period's articles.
    top
        How many phrases are drawn: by default 15 bars, and 5 for each of more than two groups; 8 lines or ranks, 10
        slopes, 40 rows of a heat map.
    palette
        As in `newskit.plot.volume`.
    ax
        The Axes to draw on; by default pyplot's current one.
    text_kws
        Passed to the names.
    **kws
        Passed to the bars, lines or cells, as in `newskit.plot.frequencies`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If the table lacks what is to be drawn, or has several groups where one picture shows but one.

    See Also
    --------
    newskit.tables.keyphrases : The phrases of each article.
    newskit.tables.frequencies : The table.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> import newskit as nk
    >>> articles = pd.DataFrame({"id": ["a", "b"], "text": ["Ferry strike.", "Ferry strike ends."]})
    >>> phrases = pd.DataFrame({"id": ["a", "b", "b"], "phrase": ["ferry strike", "Ferry strike", "port"]})
    >>> ax = keyphrases(nk.frequencies(articles, keyphrases=phrases), ax=plt.figure().subplots())
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Ferry strike', 'port']
    """
    require_choice("value", value, ("articles", "share"))
    check(table, ax, top=top, kws=kws)
    if "phrase" in table.columns and "term" not in table.columns:
        raise InputError(
            "the table has a row for each phrase of each article; count them first: "
            "nk.frequencies(articles, keyphrases=table), with by= or freq= as you like"
        )
    require_columns(table, ["term", "articles"])
    return frequencies(table, kind=kind, value=value, top=top, palette=palette, ax=ax, text_kws=text_kws, **kws)
