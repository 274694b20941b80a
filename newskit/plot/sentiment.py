"""The pictures of `newskit.sentiment`: how scores are distributed, and headlines against their articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.ticker import FuncFormatter

from newskit.errors import InputError, require_columns
from newskit.plot.canvas import axes, check, empty, ink, tidy
from newskit.plot.colors import COLORS
from newskit.plot.notes import Remark, add_note
from newskit.plot.palette import palette as remembered
from newskit.plot.text import name_of
from newskit.plot.tones import tones
from newskit.tables.recipe import recipe_of
from newskit.tables.thresholds import LABELS, as_thresholds, labels_of
from newskit.tables.thresholds import Thresholds as Cuts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["sentiment"]

Floats = npt.NDArray[np.float64]
_BINS = 41  # odd, so that zero is in the middle of one
_MOST_DOTS = 5_000
_SEED = 20_250_612
_TICKS = FuncFormatter(lambda value, _: f"{value:+.2g}" if value else "0")


def sentiment(
    table: pd.DataFrame,
    *,
    against: pd.DataFrame | None = None,
    hue: str | None = None,
    thresholds: tuple[float, float] = (-0.05, 0.05),
    palette: Mapping[Any, Any] | Sequence[Any] | str | None = None,
    ax: Axes | None = None,
    **artist_kws: Any,
) -> Axes:
    """Draw how scores are distributed, or those of one table against those of another.

    For sentiment by source draw ``nk.compare(articles, "sentiment", by="source")``, over time
    ``nk.trend(articles, "sentiment")``: the feature is a measure like any other.

    Parameters
    ----------
    table
        A table with the column ``sentiment``, as `newskit.sentiment` returns it.
    against
        A second one of the same articles, such as that of their headlines (``nk.sentiment(articles, "title")``): each
        article is a dot, `table` across and `against` up. Above the line the second is brighter.
    hue
        A column of `table` whose values have colours of their own in the scatter.
    thresholds
        From where a score is negative and positive.
    palette
        As in `newskit.plot.volume`.
    ax
        The Axes to draw on; by default pyplot's current one.
    **artist_kws
        Passed to the bars (`matplotlib.axes.Axes.bar`) or dots (`matplotlib.axes.Axes.scatter`).

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    InputError, UnknownNameError
        If a table lacks what is to be drawn, or two have no article in common.

    See Also
    --------
    newskit.tables.sentiment : The table.
    newskit.tables.explain_sentiment : One text, highlighted.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = sentiment(pd.DataFrame({"sentiment": [-0.4, -0.1, 0.0, 0.2]}), ax=plt.figure().subplots())
    >>> [text.get_text() for text in ax.texts][:3]
    ['negative 50 %', 'neutral 25 %', 'positive 25 %']
    """
    check(table, ax, kws=artist_kws)
    require_columns(table, ["sentiment"])
    ax = axes(ax, table)
    if against is None:
        return _distribution(ax, table, as_thresholds(thresholds), artist_kws)
    require_columns(table, ["id", *([hue] if hue else [])])
    require_columns(against, ["id", "sentiment"], where="the table against=")
    _scatter(ax, _paired(table, against, hue), hue, palette, artist_kws)
    if ax.collections:
        ax.set(xlabel=f"sentiment of the {_of(table)}", ylabel=f"sentiment of the {_of(against)}")
    return ax


def _of(table: pd.DataFrame) -> str:
    """Return what a table's scores are of."""
    recipe = recipe_of(table)
    on = recipe.on if recipe else ""
    return {"title": "headline", "": "table"}.get(on, on)


def _distribution(ax: Axes, table: pd.DataFrame, cuts: Cuts, kws: Mapping[str, Any]) -> Axes:
    scores = table["sentiment"].to_numpy(dtype=float, na_value=np.nan)
    known = scores[~np.isnan(scores)]
    if not len(known):
        return empty(ax, f"none of {len(scores):,} rows has a score" if len(scores) else "no scores")
    edges = np.linspace(-1, 1, _BINS + 1)
    counts, _ = np.histogram(known, edges)
    middles = (edges[1:] + edges[:-1]) / 2
    colors = tones(ax)((np.clip(middles / 0.6, -1, 1) + 1) / 2)
    ax.bar(middles, counts, **{"width": 2 / _BINS * 0.92, "color": colors, **kws})
    for cut in (cuts.negative, cuts.positive):
        ax.axvline(cut, color=ink(0.5), linewidth=0.8, linestyle=(0, (3, 3)))
    shares = labels_of(known, cuts).value_counts(normalize=True)
    for label, place, side in zip(
        LABELS, (-1.0, (cuts.negative + cuts.positive) / 2, 1.0), ("left", "center", "right"), strict=True
    ):
        ax.text(place, 1.02, f"{label} {shares.get(label, 0):.0%}".replace("%", " %"), ha=side, va="bottom",
                transform=ax.get_xaxis_transform(), fontsize="small", color=ink(0.8))  # fmt: skip
    tidy(ax)
    ax.set(xlim=(-1, 1), xlabel="sentiment", ylabel="articles" if "sentence" not in table.columns else "sentences")
    ax.xaxis.set_major_formatter(_TICKS)
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.6g}"))
    missing = len(scores) - len(known)
    add_note(ax, [Remark("{n} without a score.", missing)] if missing else [])
    return ax


def _paired(table: pd.DataFrame, against: pd.DataFrame, hue: str | None) -> pd.DataFrame:
    """Return the scores of both tables, a row for each article that both have."""
    for name, one in (("the table", table), ("against=", against)):
        if not one["id"].is_unique:
            raise InputError(f"{name} should have one row for each article; some id stands twice in it")
    own = table[["id", "sentiment", *([hue] if hue else [])]]
    both = own.merge(against[["id", "sentiment"]], on="id", suffixes=("", "_against"))
    if len(table) and len(against) and not len(both):
        raise InputError("the two tables have no article in common; make both from the same articles")
    return both


def _scatter(ax: Axes, both: pd.DataFrame, hue: str | None, palette: Any, kws: Mapping[str, Any]) -> Axes:
    known = both.dropna(subset=["sentiment", "sentiment_against"])
    if not len(known):
        return empty(ax, f"none of {len(both):,} articles has both scores" if len(both) else "no articles")
    drawn = known
    if len(known) > _MOST_DOTS:
        chosen = np.random.default_rng(_SEED).choice(len(known), _MOST_DOTS, replace=False)
        drawn = known.iloc[np.sort(chosen)]
    size = float(np.clip(3_000 / len(drawn), 4, 36))
    own = {"s": size, "alpha": 0.6, "linewidths": 0, **kws}
    if hue is None:
        ax.scatter(drawn["sentiment"], drawn["sentiment_against"], **{"color": COLORS[0], **own})
    else:
        keys = [pd.NA if pd.isna(key) else key for key in drawn[hue].drop_duplicates().tolist()]
        colors = remembered(keys, palette)
        for key in keys:
            rows = drawn[drawn[hue].isna()] if pd.isna(key) else drawn[drawn[hue] == key]
            ax.scatter(
                rows["sentiment"], rows["sentiment_against"], **{"color": colors[key], "label": name_of(key), **own}
            )
        ax.legend(frameon=False, fontsize="small", loc="upper left", bbox_to_anchor=(1, 1), borderaxespad=0)
    ax.axline((0, 0), slope=1, color=ink(0.5), linewidth=0.8)
    tidy(ax)
    ax.grid(axis="x", color=ink(0.15), linewidth=0.6)
    across, up = (max(0.3, 1.06 * float(drawn[name].abs().max())) for name in ("sentiment", "sentiment_against"))
    ax.set(xlim=(-across, across), ylim=(-up, up))
    ax.xaxis.set_major_formatter(_TICKS)
    ax.yaxis.set_major_formatter(_TICKS)
    add_note(ax, _remarks(len(both), len(known), len(drawn), known))
    return ax


def _remarks(n: int, n_known: int, n_drawn: int, known: pd.DataFrame) -> list[Remark]:
    gap = float((known["sentiment_against"] - known["sentiment"]).mean())
    told = [Remark(f"On the mean {abs(gap):.2f} {'above' if gap >= 0 else 'below'} the line.")]
    if n_drawn < n_known:
        told.append(Remark(f"{n_drawn:,} of {n_known:,} articles are drawn, evenly picked."))
    if n_known < n:
        told.append(Remark("{n} article{s} without both scores.", n - n_known))
    return told
