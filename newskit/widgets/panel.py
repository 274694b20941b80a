"""Controls beside the result that they make."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import ipywidgets as ipw

from newskit.errors import NewskitError
from newskit.widgets.controls import NOTHING
from newskit.widgets.running import notebook_loop
from newskit.widgets.shown import error_html, html_of
from newskit.widgets.twin import LIVE, Twin

__all__ = ["Panel"]

_WAIT = 0.25  # seconds without a change until a result is made
_STYLE = """<style>
.newskit-panel .newskit-shown {transition: opacity .1s; overflow-x: auto}
.newskit-panel.newskit-waiting .newskit-shown {opacity: .4}
.newskit-panel .newskit-error {color: var(--jp-error-color1, #b00020); padding: .5em 0}
</style>"""


class Panel(Twin, ipw.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Controls, and below them the result of a function with these settings.

    A change of several settings at once makes one result, a quarter of a second after the last; until it is there, the
    old one is pale. Where the settings give no result, the reason stands in its place.

    Attributes
    ----------
    controls : dict of str to ipywidgets.Widget
        The control of each setting; code can set their values.
    result : object
        What the function gave last: Axes, a table, ...; None if it failed.
    table : pandas.DataFrame or None
        The table that a picture shows.

    Notes
    -----
    `to_html` is the panel without its controls: a notebook that was exported, or is not trusted, shows that.

    Examples
    --------
    >>> panel = Panel(lambda values: (values["word"].upper(), None), {"word": ipw.Text("rain")}, title="loud")
    >>> panel.controls["word"].value = "sun"
    >>> panel.result
    'SUN'
    """

    def __init__(
        self,
        make: Callable[[dict[str, Any]], tuple[object, Any]],
        controls: Mapping[str, ipw.Widget],
        *,
        title: str = "",
    ) -> None:
        self.controls = dict(controls)
        self.result: object = None
        self.table: Any = None
        self._make, self._title = make, title
        self._timer: asyncio.TimerHandle | None = None
        self._html = ""
        self._shown = ipw.HTML()
        self._shown.add_class("newskit-shown")
        for control in self.controls.values():
            control.style = {**_style_of(control), "description_width": "initial"}
            control.observe(self._changed, "value")
        row = ipw.HBox(list(self.controls.values()), layout=ipw.Layout(flex_flow="row wrap", align_items="center"))
        heading = [ipw.HTML(f"<b>{escape(title)}</b>")] if title else []
        super().__init__([ipw.HTML(_STYLE), *heading, row, self._shown])
        self.add_class("newskit-panel")
        self.add_class(LIVE)
        self.refresh()

    @property
    def settings(self) -> dict[str, Any]:
        """The values of the controls."""
        return {name: control.value for name, control in self.controls.items()}

    def refresh(self) -> None:
        """Make the result of the present settings now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        try:
            self.result, self.table = self._make(self.settings)
            self._html = html_of(self.result)
        except (NewskitError, ValueError, TypeError, KeyError) as error:
            self.result, self.table = None, None
            self._html = error_html(error)
        self._shown.value = self._html
        self.remove_class("newskit-waiting")
        self._renew_twin()

    def _changed(self, _: object) -> None:
        loop = notebook_loop()
        if loop is None:
            self.refresh()
            return
        self.add_class("newskit-waiting")
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_later(_WAIT, self.refresh)

    def to_html(self) -> str:
        """Return the result with the settings that made it as HTML, without any script."""
        told = " · ".join(
            f"{escape(name)}: <b>{escape(NOTHING if value is None else str(value))}</b>"
            for name, value in self.settings.items()
        )
        heading = f"<p><b>{escape(self._title)}</b></p>" if self._title else ""
        return f'<div class="newskit-panelled">{heading}<p style="opacity: .75">{told}</p>{self._html}</div>'


def _style_of(control: ipw.Widget) -> dict[str, Any]:
    style = getattr(control, "style", None)
    keys = getattr(style, "keys", ())
    return {key: getattr(style, key) for key in keys if not key.startswith("_") and key != "description_width"}
