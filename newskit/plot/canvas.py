"""What every picture does to its Axes: find it, tidy it, keep what is on it inside the figure."""

from __future__ import annotations

from collections.abc import Iterable

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from newskit.errors import InputError, require_flag, require_whole
from newskit.plot.drawn import keep_table
from newskit.plot.style import setting
from newskit.plot.text import label_kws

__all__ = ["axes", "check", "check_axes", "empty", "ink", "tidy"]

# Settings of other pictures and libraries; what is left is handed to matplotlib.
_VALUE = "value= says which column of numbers is drawn"
_TABLE = "it draws what the table holds: give it where the table is made"
_NO_ARTISTS = {
    **dict.fromkeys(("x", "y"), _VALUE),
    **dict.fromkeys(("by", "freq", "on", "date", "timezone", "start", "end", "share", "measure", "level"), _TABLE),
    **dict.fromkeys(("show", "numbers", "counts"), "top= says how many are drawn, labels= whether they are written"),
    **dict.fromkeys(("value", "kind", "hue", "top", "highlight", "labels", "rows", "columns", "group", "palette"),
                    "see its help for those that it has"),
    "data": "the table comes first",
    "title": "write it with ax.set_title(...)",
    "figsize": "make the Axes with plt.figure(figsize=...).subplots() and pass ax=",
}  # fmt: skip
_SIDES = ("left", "right", "bottom", "top", "wspace", "hspace")


def axes(ax: Axes | None, table: pd.DataFrame | None = None) -> Axes:
    """Return the Axes to draw on: the one given, else pyplot's current one; `table` is what it will show.

    A figure that nobody has given a layout gets the constrained one, so that labels beside the Axes stay inside it.
    """
    if ax is None:
        ax = plt.gca()
    check_axes(ax)
    figure = ax.figure
    if isinstance(figure, Figure) and figure.get_layout_engine() is None and ax.get_subplotspec() is not None:
        untouched = all(getattr(figure.subplotpars, s) == setting(f"figure.subplot.{s}") for s in _SIDES)
        if untouched:
            figure.set_layout_engine("constrained")
    if table is not None:
        keep_table(ax, table)
    return ax


def check(table: object, ax: object = None, *, top: object = None, kws: Iterable[str] = (), **flags: object) -> None:
    """Raise `InputError` for a table, Axes, number, switch or setting that no picture can be drawn with."""
    if not isinstance(table, pd.DataFrame):
        raise InputError(f"table should be a DataFrame, as newskit's tables are, not {type(table).__name__}")
    if ax is not None:
        check_axes(ax)
    if top is not None:
        require_whole("top", top, least=0 if "highlight" in flags else 1)
    strange = [name for name in kws if name in _NO_ARTISTS]
    if strange:
        raise InputError(f"this picture has no setting {strange[0]!r}; {_NO_ARTISTS[strange[0]]}")
    for name, flag in flags.items():
        if name != "highlight":
            require_flag(name, flag)


def check_axes(ax: object) -> None:
    """Raise `InputError` if `ax` is no Axes."""
    if not isinstance(ax, Axes):
        raise InputError(f"ax should be one matplotlib Axes, not {type(ax).__name__}; of an array pass one, axes[0]")


def ink(strength: float = 0.65) -> tuple[str, float]:
    """Return the colour of small print: the text colour of the style in use, thinned."""
    return setting("text.color"), strength


def tidy(ax: Axes) -> None:
    """Leave only what helps to read values: no frame above and to the right, pale horizontal lines behind."""
    ax.spines[["top", "right"]].set_visible(False)
    ax.set_axisbelow(True)
    ax.grid(axis="y", color=ink(0.15), linewidth=0.6)
    ax.grid(visible=False, axis="x")


def empty(ax: Axes, message: str) -> Axes:
    """Say on an Axes why there is nothing on it."""
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    kws = label_kws(message)
    ax.text(0.5, 0.5, kws.pop("text"), ha="center", va="center", transform=ax.transAxes, color=ink(), **kws)
    return ax
