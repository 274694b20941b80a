"""Looks for a whole picture, as long as a ``with`` block lasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import matplotlib as mpl
from cycler import cycler

from newskit.errors import require_choice
from newskit.plot.colors import COLORS

__all__ = ["setting", "style"]

_BASE: dict[str, Any] = {
    "axes.prop_cycle": cycler(color=list(COLORS)),
    "axes.titlelocation": "left",
    "figure.constrained_layout.use": True,
    "lines.linewidth": 1.8,
    "pdf.fonttype": 42,  # letters stay letters, so that a publisher can edit them
    "ps.fonttype": 42,
    "svg.fonttype": "path",
}
_DARK, _PALE = "#16181d", "#e6e6e6"
_STYLES: dict[str, dict[str, Any]] = {
    "paper": {**_BASE, "font.size": 9, "figure.figsize": (6.3, 3.5), "savefig.dpi": 300, "lines.linewidth": 1.4},
    "screen": {**_BASE, "font.size": 11, "figure.figsize": (8.5, 4.5), "figure.dpi": 100},
    "dark": {
        **_BASE, "font.size": 11, "figure.figsize": (8.5, 4.5), "figure.facecolor": _DARK, "axes.facecolor": _DARK,
        "savefig.facecolor": _DARK, "text.color": _PALE, "axes.labelcolor": _PALE, "axes.edgecolor": _PALE,
        "axes.titlecolor": _PALE, "xtick.color": _PALE, "ytick.color": _PALE, "grid.color": _PALE,
    },
}  # fmt: skip


def setting(name: str) -> Any:
    """Return a setting of matplotlib as it is now; its type hints know no name that is put together."""
    return cast("dict[str, Any]", mpl.rcParams)[name]


@contextmanager
def style(name: str = "paper") -> Iterator[None]:
    """Draw in a style: ``with newskit.plot.style("dark"): ...``.

    Outside such a block newskit changes none of matplotlib's settings.

    Parameters
    ----------
    name
        ``"paper"`` (a column's width, small type, 300 dots per inch), ``"screen"``, or ``"dark"``.

    Examples
    --------
    >>> with style("dark"):
    ...     mpl.rcParams["text.color"]
    '#e6e6e6'
    """
    require_choice("style", name, _STYLES)
    with mpl.rc_context(cast("Any", _STYLES[name])):
        yield
