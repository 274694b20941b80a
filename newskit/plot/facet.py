"""Panels: the same picture once for each value of a column."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.collections import QuadMesh

from newskit.errors import InputError, require_columns, require_flag, require_whole
from newskit.plot.canvas import check, empty, ink
from newskit.plot.drawn import share_table, tables_of
from newskit.plot.notes import merged, note_of, wrapped
from newskit.plot.rows import SharedRowsError
from newskit.plot.style import setting
from newskit.plot.text import label_kws, name_of, shortened
from newskit.tables.groups import encode

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["facet"]

_PANEL = (3.0, 2.1)  # inches
_MOST_PANELS = 100


def facet(
    table: pd.DataFrame,
    plot: Callable[..., Axes],
    *,
    col: str,
    col_wrap: int = 3,
    sharex: bool = True,
    sharey: bool | None = None,
    figsize: tuple[float, float] | None = None,
    **kws: Any,
) -> tuple[Figure, dict[Any, Axes]]:
    """Draw one panel for each value of a column, all in the same colours and, unless told otherwise, scales.

    Parameters
    ----------
    table
        Any table.
    plot
        What draws a panel: `newskit.plot.volume`, or any function that takes a table and ``ax=``.
    col
        The column whose values have a panel each; a missing value has one, too.
    col_wrap
        How many panels stand in a row.
    sharex, sharey
        Whether all panels have the same scale; the scale then stands at the outer panels only. By default they have,
        but for rows with names, as those of bars and heat maps.
    figsize
        Width and height of the figure in inches; by default it grows with the panels.
    **kws
        Passed to `plot`.

    Returns
    -------
    figure : matplotlib.figure.Figure
    panels : dict
        From each value of `col`, in order, to its Axes.

    Raises
    ------
    InputError, UnknownNameError
        If there is no such column, or more than a hundred panels would be drawn.

    Examples
    --------
    >>> import pandas as pd
    >>> from newskit.plot import volume
    >>> from newskit.tables import volume as count
    >>> articles = pd.DataFrame({
    ...     "source": ["Courier", "Gazette", "Courier"],
    ...     "published": pd.to_datetime(["2025-06-02", "2025-06-12", "2025-06-15"], utc=True),
    ... })
    >>> figure, panels = facet(count(articles, by="source"), volume, col="source")
    >>> list(panels)
    ['Courier', 'Gazette']
    """
    _check(table, plot, col_wrap, (sharex, sharey), figsize)
    require_columns(table, [col])
    groups = encode(table[col])
    if len(groups.labels) > _MOST_PANELS:
        raise InputError(
            f"col={col!r} has {len(groups.labels):,} values, at most {_MOST_PANELS} panels are drawn; choose some: "
            f"table[table[{col!r}].isin([...])]"
        )
    kws = _for_all(table, plot, col, kws)
    parts = [(value, table[groups.codes == number]) for number, value in enumerate(groups.labels.tolist())]
    how = _Grid(col, col_wrap, sharex, sharey is not False, figsize)
    open_before = set(plt.get_fignums())
    try:
        return _panels(table, parts, plot, how, kws)
    except SharedRowsError:
        for number in set(plt.get_fignums()) - open_before:
            plt.close(number)
        if sharey:
            raise
        return _panels(table, parts, plot, replace(how, sharey=False), kws)


@dataclass(frozen=True, slots=True)
class _Grid:
    """How panels stand; see `facet`."""

    col: str
    col_wrap: int
    sharex: bool
    sharey: bool
    figsize: tuple[float, float] | None


def _panels(
    table: pd.DataFrame,
    parts: list[tuple[Any, pd.DataFrame]],
    plot: Callable[..., Axes],
    how: _Grid,
    kws: dict[str, Any],
) -> tuple[Figure, dict[Any, Axes]]:
    figure, grid = _grid(len(parts), how)
    panels: dict[Any, Axes] = {}
    for (value, part), ax in zip(parts, grid, strict=False):
        plot(part, ax=ax, **{**kws, **_shown_here(part, kws)})
        panels[pd.NA if pd.isna(value) else value] = ax
        _title(ax, name_of(value), figure)
    if not panels:
        empty(grid[0], "no articles")
    if not {"vmin", "vmax", "norm"} & kws.keys():
        _one_shade(panels.values())
    share_table(panels.values() if panels else grid, _drawn(panels, table, how.col))
    _outside_only(figure, list(panels.values()), how)
    _one_note(figure, list(panels.values()))
    return figure, panels


def _one_shade(panels: Iterable[Axes]) -> None:
    """Give the same number the same shade in all panels."""
    meshes = [mesh for ax in panels for mesh in ax.collections if isinstance(mesh, QuadMesh)]
    if meshes:
        limits = [mesh.get_clim() for mesh in meshes]
        low, high = min(limit[0] or 0 for limit in limits), max(limit[1] or 0 for limit in limits)
        for mesh in meshes:
            mesh.set_clim(low, high)


def _drawn(panels: dict[Any, Axes], table: pd.DataFrame, col: str) -> pd.DataFrame:
    """Return the table of all panels: that which was given, or what the panels counted, with their names."""
    own = {value: tables_of([ax]) for value, ax in panels.items()}
    if not all(len(one) == 1 and list(one[0].columns) != list(table.columns) for one in own.values()) or not own:
        return table
    return pd.concat([one[0].assign(**{col: value}) for value, one in own.items()], ignore_index=True)


def _grid(n: int, how: _Grid) -> tuple[Figure, list[Axes]]:
    """Return a figure with `n` Axes (at least one) in rows, and these."""
    n_columns = max(1, min(how.col_wrap, n))
    n_rows = max(1, -(-n // n_columns))
    size = how.figsize or (max(_PANEL[0] * n_columns, 4.5), _PANEL[1] * n_rows + 0.5)
    figure, grid = plt.subplots(
        n_rows, n_columns, sharex=how.sharex, sharey=how.sharey, squeeze=False, layout="constrained", figsize=size
    )
    flat: list[Axes] = list(np.ravel(grid))
    for ax in flat[max(n, 1) :]:
        ax.remove()
    return figure, flat[: max(n, 1)]


def _check(table: object, plot: object, col_wrap: object, shared: tuple[object, object], figsize: object) -> None:
    check(table)
    if not callable(plot):
        raise InputError(f"plot={plot!r} should be a picture, such as nk.plot.volume, or a function that draws one")
    require_whole("col_wrap", col_wrap, least=1)
    for name, flag in zip(("sharex", "sharey"), shared, strict=True):
        if flag is not None:
            require_flag(name, flag)
    sizes = figsize if isinstance(figsize, tuple | list) else ()
    is_size = len(sizes) == 2 and all(isinstance(one, int | float) and one > 0 for one in sizes)
    if figsize is not None and not is_size:
        raise InputError(f"figsize={figsize!r} should be width and height in inches, such as (8, 5)")


def _for_all(table: pd.DataFrame, plot: Callable[..., Axes], col: str, kws: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of every panel, with what must be decided for all together."""
    known = inspect.signature(plot).parameters
    kws = dict(kws)
    hue = kws.get("hue")
    if {"hue", "labels"} <= set(known) and (
        hue == col or (hue is None and table.attrs.get("newskit_table", {}).get("by") == [col])
    ):
        kws.setdefault("labels", False)  # the title says it
    # The same score has the same colour, and the same count the same size, in every panel.
    if "limit" in known and "sentiment" in table.columns and table["sentiment"].notna().any():
        kws.setdefault("limit", max(float(table["sentiment"].abs().max()), 0.05))
    if "most" in known and (size := kws.get("size", "articles")) in table.columns and len(table):
        kws.setdefault("most", int(table[size].max()))
    if "highlight" in known and isinstance(hue, str) and hue != col and "articles" in table.columns:
        # The same groups are in colour in every panel: the largest of the whole table.
        top = kws.get("top", known["top"].default)
        if kws.get("highlight") is None and isinstance(top, int):
            sizes = table.groupby(hue, dropna=False, observed=True)["articles"].sum().sort_values(ascending=False)
            kws["highlight"] = [name_of(value) for value in sizes.index[:top]]
    return kws


def _shown_here(part: pd.DataFrame, kws: dict[str, Any]) -> dict[str, Any]:
    """Return ``highlight=`` without the names that a panel does not have."""
    if not isinstance(kws.get("highlight"), list):
        return {}
    here = {name_of(value) for value in part[kws["hue"]].unique()}
    return {"highlight": [name for name in kws["highlight"] if name_of(name) in here]}


def _title(ax: Axes, name: str, figure: Figure) -> None:
    title = ax.set_title("", loc="left", fontsize="medium")
    kws = label_kws(name, title.get_fontproperties())
    width = ax.bbox.width * 1.1
    kws["text"] = shortened(kws["text"], width, title.get_fontproperties(), figure.dpi)
    title.set(**kws)


def _outside_only(figure: Figure, panels: list[Axes], how: _Grid) -> None:
    """Leave scales at the outer panels, those above a place that stayed empty among them."""
    names = {ax.get_ylabel() for ax in panels}
    for number, ax in enumerate(panels):
        if how.sharex and ax.xaxis.get_ticks_position() == "top":
            ax.tick_params(labeltop=number < how.col_wrap, labelbottom=False)
        elif how.sharex:
            ax.tick_params(labelbottom=number + how.col_wrap >= len(panels))
        if how.sharey:
            ax.tick_params(labelleft=number % how.col_wrap == 0)
        if len(names) == 1:
            ax.set_ylabel("")
    if len(names) == 1 and (name := names.pop()):
        label = figure.supylabel("", fontsize=setting("axes.labelsize"))
        kws = label_kws(name, label.get_fontproperties())
        # A low figure has room for a few words in a line.
        kws["text"] = wrapped(kws["text"], figure.bbox.height * 0.7, label.get_fontproperties(), figure.dpi)
        label.set(**kws)


def _one_note(figure: Figure, panels: list[Axes]) -> None:
    """Say below all panels once what each would say."""
    notes = [note for ax in panels if (note := note_of(ax)) is not None]
    remarks = merged(remark for note in notes for remark in note.remarks)
    for note in notes:
        note.remove()
    if remarks:
        text = figure.supxlabel("", x=0.01, ha="left", fontsize="x-small", color=ink())
        kws = label_kws(" ".join(map(str, remarks)), text.get_fontproperties())
        kws["text"] = wrapped(kws["text"], figure.bbox.width * 0.97, text.get_fontproperties(), figure.dpi)
        text.set(**kws)
