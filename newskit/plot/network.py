"""Pairs as a network: words as discs, as large as they are frequent, tied by lines as wide as they belong together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.cbook import normalize_kwargs
from matplotlib.collections import LineCollection, PathCollection

from newskit.errors import require_columns, require_whole
from newskit.plot.canvas import empty, ink
from newskit.plot.colors import COLORS
from newskit.plot.layout import layout
from newskit.plot.notes import Remark, add_note
from newskit.plot.point_labels import label_points
from newskit.plot.text import name_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Pairs", "network"]

Floats = npt.NDArray[np.float64]

_DISC = (14.0, 320.0)  # square points
_LINE = (0.5, 4.5)  # points


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which columns of a table are what.

    Parameters
    ----------
    ends
        The two words.
    sizes
        How frequent each is.
    strength
        How wide the lines are.
    order
        By what the strongest pairs are chosen.
    words
        What sizes and strength are called.
    """

    ends: tuple[str, str]
    sizes: tuple[str, str]
    strength: str
    order: str
    words: tuple[str, str]


def network(
    ax: Axes, table: pd.DataFrame, pairs: Pairs, top: int, *, kws: Mapping[str, Any], edge_kws: Mapping[str, Any],
    text_kws: Mapping[str, Any],
) -> Axes:  # fmt: skip
    """Draw the network of the pairs that come first.

    Parameters
    ----------
    ax
        The Axes.
    table
        A row for each pair.
    pairs
        Which columns are what.
    top
        How many pairs are drawn.
    kws, edge_kws, text_kws
        Passed to discs, lines and names.
    """
    require_whole("top", top, least=1)
    require_columns(table, [*pairs.ends, *pairs.sizes, pairs.strength, pairs.order])
    known = table[table[list(pairs.ends)].notna().all(axis=1) & table[pairs.order].notna()]
    if not len(known):
        return empty(ax, "no words stand together")
    drawn = known.sort_values(pairs.order, ascending=False, kind="stable").head(top)
    names, sizes, ends = _nodes(drawn, pairs)
    strength = drawn[pairs.strength].to_numpy(dtype=float, na_value=0.0)
    share = _share(strength)
    places = layout(len(names), ends, share)
    _lines(ax, places[ends], share, edge_kws)
    areas = np.interp(sizes, [0, sizes.max() or 1], _DISC)
    own = {"s": areas, "color": COLORS[0], "edgecolor": ax.get_facecolor(), "linewidth": 0.8, "zorder": 2}
    discs = ax.scatter(places[:, 0], places[:, 1], **{**own, **_given(kws)})
    order = np.argsort(-sizes, kind="stable")
    radii = np.sqrt(np.broadcast_to(discs.get_sizes(), len(names)) / np.pi)
    label_points(
        ax, [names[i] for i in order], [(float(places[i, 0]), float(places[i, 1])) for i in order],
        radii=radii[order].tolist(), others=_along(places[ends]), **text_kws,
    )  # fmt: skip
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    ax.margins(x=0.12, y=0.1)
    add_note(ax, _remarks(len(known), drawn, pairs))
    return ax


def _given(kws: Mapping[str, Any]) -> dict[str, Any]:
    given = normalize_kwargs(dict(kws), PathCollection)
    return {"color": None, **given} if {"facecolor", "facecolors", "c"} & given.keys() else given


def _nodes(drawn: pd.DataFrame, pairs: Pairs) -> tuple[list[str], Floats, npt.NDArray[np.int64]]:
    """Return the words, how frequent they are, and the two of each pair."""
    both = pd.concat([drawn[end] for end in pairs.ends], ignore_index=True)
    numbers, distinct = pd.factorize(both)
    counts = np.concatenate([drawn[size].to_numpy(dtype=float, na_value=0.0) for size in pairs.sizes])
    sizes = np.zeros(len(distinct))
    np.maximum.at(sizes, numbers, counts)
    return [name_of(value) for value in distinct], sizes, numbers.reshape(2, -1).T.astype(np.int64)


def _share(strength: Floats) -> Floats:
    """Return how strong each pair is, from 0 to 1 for the strongest."""
    low, high = min(float(strength.min()), 0.0), float(strength.max())
    return (strength - low) / (high - low) if high > low else np.full(len(strength), 0.5)


def _lines(ax: Axes, segments: Floats, share: Floats, edge_kws: Mapping[str, Any]) -> None:
    widths = _LINE[0] + (_LINE[1] - _LINE[0]) * share
    own = {"linewidths": widths, "colors": [ink(0.28)], "capstyle": "round", "zorder": 1}
    given = normalize_kwargs(dict(edge_kws), LineCollection)
    own |= {f"{name}s": given.pop(name) for name in ("linewidth", "color") if name in given}
    ax.add_collection(LineCollection(list(segments), **{**own, **given}))


def _along(segments: Floats) -> Floats:
    """Return points along the lines, which labels avoid to cover where they can."""
    at = np.linspace(0.1, 0.9, 9)[None, :, None]
    return (segments[:, None, 0] * (1 - at) + segments[:, None, 1] * at).reshape(-1, 2)


def _remarks(n: int, drawn: pd.DataFrame, pairs: Pairs) -> list[Remark]:
    remarks = [Remark(f"Discs: {pairs.words[0]}; lines: {pairs.words[1]}.")]
    if len(drawn) < n:
        remarks.append(Remark(f"The first {len(drawn):,} of {n:,} pairs."))
    return remarks
