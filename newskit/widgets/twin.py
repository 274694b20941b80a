"""Static twins: what a notebook shows of a widget where none runs, because it was exported, reopened or not trusted."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

from newskit.widgets.running import notebook_loop

__all__ = ["LIVE", "Twin"]

LIVE = "newskit-live"
"""The class of a widget that runs: it hides its twin."""

_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
_MOST_TWINS = 16  # a cell that is run again and again leaves twins that are no longer shown
_WAIT = 1.0  # seconds without a change until the twin is written anew
# Jupyter keeps the widget and the twin as two outputs, one below the other; exactly one of them is seen.
_STYLE = f"""<style>
.jp-OutputArea-child:has(.{LIVE}) + .jp-OutputArea-child:has(.newskit-twin),
.jp-OutputArea-child:not(:has(.{LIVE})):has(+ .jp-OutputArea-child .newskit-twin) {{display: none}}
</style>"""


class Twin:
    """A widget that shows itself with a static twin below, of which Jupyter shows the one that works.

    The twin follows the widget while a kernel runs, so that a saved notebook shows what was seen last. A class that
    derives from this one before a widget's says with `to_html` what the twin is.
    """

    _twins: list[Any]
    _twin_timer: asyncio.TimerHandle | None = None

    @property
    def _twin_name(self) -> str:
        """What tells this widget's twin from others', so that a view can hide it."""
        return str(vars(self).setdefault("_twin_id", uuid.uuid4().hex))

    def to_html(self) -> str:
        """Return what the widget shows as HTML, without any script."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the widget, and for where no widget runs its static twin."""
        bundle = super()._repr_mimebundle_(**kwargs)  # type: ignore[misc]
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if isinstance(data, dict):
            data["text/html"] = self._twin_html()
            data["text/plain"] = repr(self)
        return bundle

    def _ipython_display_(self) -> None:
        from IPython.display import HTML, display  # noqa: PLC0415 - there is a notebook

        bundle = self._repr_mimebundle_()
        data = dict(bundle[0] if isinstance(bundle, tuple) else bundle or {})
        view = {key: data[key] for key in (_WIDGET_VIEW, "text/plain") if key in data}
        if _WIDGET_VIEW in view:
            display({**view, "text/html": ""}, raw=True)
        twins = vars(self).setdefault("_twins", [])
        twins.append(display(HTML(data.get("text/html") or self._twin_html()), display_id=True))
        del twins[:-_MOST_TWINS]

    def _twin_html(self) -> str:
        return f'<div class="newskit-twin" data-of="{self._twin_name}">{_STYLE}{self.to_html()}</div>'

    def _renew_twin(self) -> None:
        """Write the twin anew, a while after the last change."""
        loop = notebook_loop()
        if loop is None or not vars(self).get("_twins"):
            return
        if self._twin_timer is not None:
            self._twin_timer.cancel()
        self._twin_timer = loop.call_later(_WAIT, self._write_twins)

    def _write_twins(self) -> None:
        from IPython.display import HTML  # noqa: PLC0415 - there is a notebook

        html = HTML(self._twin_html())
        for handle in self._twins:
            if handle is not None:
                handle.update(html)
