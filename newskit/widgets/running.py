"""Whether a notebook's kernel runs, which can come back to work later."""

from __future__ import annotations

import asyncio
import sys

__all__ = ["notebook_loop"]


def notebook_loop() -> asyncio.AbstractEventLoop | None:
    """Return the loop of the notebook's kernel; None in a script, where nothing would come back later."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if getattr(shell, "kernel", None) is None:
        return None
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
