"""The explorer: search, filter and read articles in a notebook."""

from __future__ import annotations

from newskit.widgets.explorer.explorer import Explorer, explore

__all__ = ["Explorer", "explore"]
