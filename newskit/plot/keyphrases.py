"""The pictures of `newskit.keyphrases`: in how many articles a phrase is one, ranked or over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from newskit.errors import InputError, require_choice
from newskit.plot.canvas import axes, empty
from newskit.plot.frequencies import draw
from newskit.plot.notes import Remark, add_note
from newskit.plot.terms import Wish
from newskit.schema import STRING_DTYPE
from newskit.tables.bins import Zone
from newskit.tables.cells import Cells, Timing, cells
from newskit.tables.intervals import wilson
from newskit.tables.recipe import by_columns, remember

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["keyphrases"]

_KINDS = ("bar", "line", "slope", "bump", "heat")
_SHOWN = {"bar": 15, "line": 8, "slope": 10, "bump": 8, "heat": 25}
_SHOWN_OF_MANY = 5
_ADDED = ("term", "id", "phrase", "share_low", "share_high")


def keyphrases(
    table: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    kind: Literal["bar", "line", "slope", "bump", "heat"] = "bar",
    freq: str | pd.offsets.BaseOffset = "M",
    date: str = "published",
    timezone: Zone = "UTC",
    y: Literal["articles", "share"] = "articles",
    top: int | None = None,
    palette: Mapping[Any, Any] | Sequence[Any] | str | None = None,
    ax: Axes | None = None,
    text_kws: Mapping[str, Any] | None = None,
    **kws: Any,
) -> Axes:
    """Draw which keyphrases most articles have: ranked, in each group, or over time.

    Capital and small letters make one phrase, written as it is most often. The numbers that are drawn, a row for each
    phrase, group and period, are those that `newskit.plot.save` writes.

    Parameters
    ----------
    table
        A table of `newskit.keyphrases`, or one with the columns ``id`` and ``phrase``. Further columns of the articles
        come in by their ``id``: ``table.merge(articles[["id", "source", "published"]], on="id")``.
    by
        The column, or columns, whose values have a block of bars each. Without blocks, over time.
    kind
        ``"bar"``, or over time ``"line"``, ``"slope"``, ``"bump"`` (ranks) or ``"heat"``; see
        `newskit.plot.frequencies`.
    freq, date, timezone
        The length of a period, the column of dates and the zone in which days begin; over time only.
    y
        ``"articles"``: in how many articles a phrase is a keyphrase; ``"share"``: of the group's or period's articles
        that have any.
    top
        How many phrases are drawn: by default 15 bars, and 5 for each of more than two groups; 8 lines or ranks, 10
        slopes, 25 rows of a heat map.
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
        If the table lacks a column, or groups are asked for over time.

    See Also
    --------
    newskit.tables.keyphrases : The table.
    newskit.plot.frequencies : The same for terms that you choose.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> table = pd.DataFrame({"id": ["a", "b", "b"], "phrase": ["ferry strike", "Ferry strike", "port"]})
    >>> ax = keyphrases(table, ax=plt.figure().subplots())
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Ferry strike', 'port']
    """
    require_choice("kind", kind, _KINDS)
    require_choice("y", y, ("articles", "share"))
    if top is not None and (isinstance(top, bool) or top < 1):
        raise InputError(f"top={top!r} should be a number of phrases from 1 up")
    names, is_timed = by_columns(by, besides=_ADDED), kind != "bar"
    if names and is_timed:
        raise InputError(
            f"kind={kind!r} shows phrases over time, not groups; draw a panel for each with "
            f"nk.plot.facet(table, nk.plot.keyphrases, col={names[0]!r}, kind={kind!r})"
        )
    _require(table, ["id", "phrase", *names, *([date] if is_timed else [])])
    counted = _counted(table, names, Timing(freq if is_timed else None, date, timezone), top, kind)
    ax = axes(ax, counted)
    if not len(counted):
        return empty(ax, "no keyphrases")
    n = table["id"].nunique()
    draw(ax, counted, Wish(kind, y, "term" if is_timed else None, top, palette, text_kws or {}, kws))
    add_note(ax, [Remark(f"Keyphrases of {n:,} article{'s'[: n != 1]}.")])
    return ax


def _require(table: pd.DataFrame, names: Sequence[str]) -> None:
    missing = [name for name in names if name not in table.columns]
    if missing and missing[0] in ("id", "phrase"):
        raise InputError(f"the table has no column {missing[0]!r}; draw one as nk.keyphrases(articles) returns it")
    if missing:
        raise InputError(
            f"the table has no column {missing[0]!r}; bring it in from the articles: "
            f"table.merge(articles[['id', {missing[0]!r}]], on='id')"
        )


def _counted(table: pd.DataFrame, by: tuple[str, ...], timing: Timing, top: int | None, kind: str) -> pd.DataFrame:
    """Return in how many articles of each cell each phrase is: of the phrases that most articles have in some cell."""
    known = table[table["phrase"].notna() & table["id"].notna()]
    per_article = known.drop_duplicates("id").reset_index(drop=True)
    cut = cells(per_article, by, timing, name="frequencies")
    if not len(known) or not len(cut):
        return pd.DataFrame({"term": [], "articles": []})
    names, phrase = _phrases(known["phrase"])
    pairs = np.unique(np.column_stack([pd.Index(per_article["id"]).get_indexer(known["id"]), phrase]), axis=0)
    counts = _sums(cut, pairs, len(per_article), len(names))
    most = top or (_SHOWN_OF_MANY if kind == "bar" and len(cut) > 2 else _SHOWN[kind])
    chosen = _chosen(counts, most, by_cell=kind == "bar")
    n = cut.sum()
    at = np.repeat(np.arange(len(cut)), len(chosen))
    found = np.asarray(counts[:, chosen].todense(), dtype=float).ravel()
    low, high = wilson(found, n[at])
    before, after = (frame.iloc[at].reset_index(drop=True) for frame in (cut.before, cut.after))
    counted = before.assign(
        term=pd.array([names[i] for i in chosen] * len(cut), dtype=STRING_DTYPE), articles=found.astype(np.int64),
        total=n[at].astype(np.int64), share=np.divide(found, n[at], out=np.full(len(at), np.nan), where=n[at] > 0),
        share_low=low, share_high=high,
    )  # fmt: skip
    if kind == "bar":
        order = np.lexsort((-found, at))
        place = np.empty(len(at), dtype=np.int64)
        place[order] = np.arange(len(at)) % max(len(chosen), 1)  # among the phrases of the group, the commonest first
        kept = (place < most) & (found > 0)
        counted, after = counted[kept].reset_index(drop=True), after[kept].reset_index(drop=True)
    return remember(pd.concat([counted, after], axis=1), cut.recipe)


def _phrases(written: pd.Series) -> tuple[list[str], Any]:
    """Return the phrases as they are mostly written, and the number of each row's phrase."""
    ways = pd.DataFrame({"way": written.astype(str).array})
    ways["phrase"], _ = pd.factorize(ways["way"].str.casefold())
    often = ways.value_counts().reset_index().sort_values(["count", "way"], ascending=[False, True], kind="stable")
    names = often.drop_duplicates("phrase").set_index("phrase")["way"].sort_index()
    return names.tolist(), ways["phrase"].to_numpy()


def _sums(cut: Cells, pairs: Any, n_articles: int, n_phrases: int) -> Any:
    """Return a sparse matrix: in how many articles of each cell each phrase is."""
    from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

    shape = (n_articles, n_phrases)
    has = sparse.csr_matrix((np.ones(len(pairs), dtype=np.int64), (pairs[:, 0], pairs[:, 1])), shape=shape)
    ones = np.ones(len(cut.rows), dtype=np.int64)
    return (sparse.csr_matrix((ones, (cut.codes, cut.rows)), shape=(len(cut), n_articles)) @ has).tocsc()


def _chosen(counts: Any, top: int, *, by_cell: bool) -> list[int]:
    """Return the phrases that most articles have in all, or in any of the groups."""
    if not by_cell or counts.shape[0] == 1:
        total = np.asarray(counts.sum(axis=0)).ravel()
        return [int(i) for i in np.argsort(-total, kind="stable")[:top]]
    rows = counts.tocsr()
    best = [rows[i].toarray().ravel() for i in range(rows.shape[0])]
    return list(dict.fromkeys(int(i) for row in best for i in np.argsort(-row, kind="stable")[:top]))
