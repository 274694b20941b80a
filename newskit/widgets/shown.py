"""What a result looks like: pictures, tables and texts as HTML."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["drawn", "error_html", "html_of"]

_SIZE, _DPI = (7.0, 4.0), 110
_MOST_ROWS = 60


def drawn(func: Callable[..., Any], first: object, settings: Mapping[str, Any], *, has_ax: bool) -> object:
    """Return what a function gives; a picture is drawn on a figure of its own, which pyplot does not keep."""
    if has_ax:
        figure = Figure(figsize=_SIZE)
        return func(first, **settings, ax=figure.subplots())
    before = set(plt.get_fignums())
    try:
        return func(first, **settings)
    finally:
        for number in set(plt.get_fignums()) - before:
            plt.close(number)


def _figure_of(result: object) -> Figure | None:
    members: Iterable[object] = result if isinstance(result, tuple) else (result,)
    for one in members:
        if isinstance(one, Figure):
            return one
        if isinstance(one, (Axes, Artist)):
            found = one.get_figure()
            while found is not None and not isinstance(found, Figure):
                found = found.get_figure()
            return found
    return None


def html_of(result: object) -> str:
    """Return a result as HTML: a picture embedded, a table, or its text; all that comes from articles is escaped."""
    figure = _figure_of(result)
    if figure is not None:
        sink = io.BytesIO()
        figure.savefig(sink, format="png", dpi=_DPI, bbox_inches="tight", metadata={"Software": None})
        coded = base64.b64encode(sink.getvalue()).decode("ascii")
        return f'<img alt="" style="max-width: 100%" src="data:image/png;base64,{coded}">'
    if isinstance(result, pd.Series):
        result = result.to_frame()
    own = getattr(type(result), "_repr_html_", None)
    if isinstance(result, pd.DataFrame) and own is getattr(pd.DataFrame, "_repr_html_", None):
        return result.to_html(max_rows=_MOST_ROWS, escape=True, show_dimensions=len(result) > _MOST_ROWS)
    html = own(result) if own is not None else None
    return html if isinstance(html, str) else f"<pre>{escape(str(result))}</pre>"


def error_html(error: Exception) -> str:
    """Return an error as a message in place of a result."""
    return f'<div class="newskit-error" role="alert"><b>No result:</b> {escape(str(error))}</div>'
