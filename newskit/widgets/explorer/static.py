"""The static twin of an explorer: what it lists, as HTML without any script."""

from __future__ import annotations

from html import escape
from typing import Any

from newskit.widgets.explorer.browsing import Browsing, Listing, View
from newskit.widgets.explorer.reading import rows_of

__all__ = ["html_of_explorer"]

_ROWS = 12
_STYLE = """<style>
.newskit-explored {max-width: 60em; font-size: 13px; line-height: 1.45}
.newskit-explored p {margin: .3em 0}
.newskit-explored ol {list-style: none; margin: .5em 0 0; padding: 0}
.newskit-explored li {border-top: 1px solid rgba(128, 128, 128, .35); padding: .35em 0}
.newskit-explored small {opacity: .75}
.newskit-explored mark {background: rgba(230, 159, 0, .35); color: inherit}
.newskit-explored svg {display: block; width: 100%; height: 48px; color: #0072b2}
</style>"""


def html_of_explorer(browsing: Browsing, view: View, listing: Listing) -> str:
    """Return how many articles a view lists, what it asks for, when they appeared, and the first of them."""
    rows = rows_of(browsing.articles, listing.order[:_ROWS], browsing.timeline.dates, listing.found)
    n = len(listing.order)
    items = "".join(map(_item, rows))
    rest = f"<p><small>and {n - len(rows):,} more</small></p>" if n > len(rows) else ""
    return (
        f'<div class="newskit-explored">{_STYLE}<p><b>{n:,} of {len(browsing):,} articles</b>{_asked(browsing, view)}'
        f"</p>{_bars(browsing, view, listing)}<ol>{items}</ol>{rest}</div>"
    )


def _asked(browsing: Browsing, view: View) -> str:
    told = [f"query <code>{escape(view.query)}</code>"] if view.query.strip() else []
    for name, values in view.filters.items():
        labels = ", ".join(escape(browsing.facet(name).label(value)) for value in values)
        told.append(f"{escape(name)}: {labels}")
    if view.period is not None:
        told.append(escape(" to ".join(str(one) or "…" for one in view.period)))
    return "".join(f" · {one}" for one in told)


def _item(row: dict[str, Any]) -> str:
    passage = "".join(f"<mark>{escape(part)}</mark>" if is_hit else escape(part) for part, is_hit in row["passage"])
    told = " · ".join(escape(one) for one in (row["source"], row["date"]) if one)
    return (
        f'<li><b dir="auto">{escape(row["title"])}</b> <small>{told}</small><br><span dir="auto">{passage}</span></li>'
    )


def _bars(browsing: Browsing, view: View, listing: Listing) -> str:
    """Return the time line, what the period leaves in full colour."""
    counts, edges = listing.counts, browsing.timeline.edges()
    if not counts:
        return f"<p><small>{escape(browsing.timeline.problem)}</small></p>" if browsing.timeline.problem else ""
    most = max(*counts, 1)
    brushed = browsing.timeline.brushed(view.period)
    low, high = brushed or (0, len(counts) - 1)
    bars = "".join(
        f'<rect x="{at + 0.1:.1f}" y="{100 - 100 * count / most:.1f}" width="0.8" height="{100 * count / most:.1f}" '
        f'fill="currentColor" opacity="{1 if low <= at <= high else 0.3}"></rect>'
        for at, count in enumerate(counts)
        if count
    )
    told = f"{edges[0]} to {edges[-1]}, most in one bin: {max(counts):,}"
    return (
        f'<svg viewBox="0 0 {len(counts)} 100" preserveAspectRatio="none" role="img" aria-label="{told}">{bars}</svg>'
        f"<p><small>{told}</small></p>"
    )
