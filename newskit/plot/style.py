"""Looks for a whole picture: three style sheets, and one of them for as long as a ``with`` block lasts.

The sheets are the files ``newskit/*.mplstyle``. matplotlib finds a sheet ``package.name`` in the package's folder, so
``plt.style.use("newskit.paper")`` needs no registration, and ``import newskit`` changes none of matplotlib's settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import matplotlib as mpl
from matplotlib import style as mpl_style

from newskit.errors import require_choice

__all__ = ["STYLES", "setting", "style"]

STYLES = ("paper", "screen", "dark")
"""The names of the style sheets, without ``newskit.``."""


def setting(name: str) -> Any:
    """Return a setting of matplotlib as it is now; its type hints know no name that is put together."""
    return cast("dict[str, Any]", mpl.rcParams)[name]


@contextmanager
def style(name: str = "paper") -> Iterator[None]:
    """Draw in a style: ``with newskit.plot.style("dark"): ...``.

    For a whole notebook, ``plt.style.use("newskit.dark")`` does the same. Of itself newskit changes none of
    matplotlib's settings.

    Parameters
    ----------
    name
        ``"paper"`` (a column's width, small type, 300 dots per inch), ``"screen"``, or ``"dark"``.

    Raises
    ------
    InputError
        If there is no such style.

    Examples
    --------
    >>> with style("dark"):
    ...     mpl.rcParams["text.color"]
    '#e6e6e6'
    """
    require_choice("style", name, STYLES)
    with mpl_style.context(f"newskit.{name}"):
        yield
