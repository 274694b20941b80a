"""The table that `newskit.kwic` returns, shown in a notebook with the matches below each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html import escape
from typing import Any

import pandas as pd

__all__ = ["Concordance"]

_SHOWN = ("left", "match", "right")
_MOST_CHARACTERS = 300  # of a context; more do not fit a line
# Colours are the notebook's own, so that the table goes with light and dark themes; the class is doubled to outweigh
# the notebook's style of tables.
_STYLE = """
KWIC table {border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 13px; margin: 0}
KWIC td, KWIC th {padding: 2px 6px; border: 0; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; background: none; text-align: left}
KWIC th {font-weight: 600; border-bottom: 1px solid rgba(127, 127, 127, .5)}
KWIC tbody tr:nth-child(even) {background: rgba(127, 127, 127, .08)}
KWIC tbody tr:nth-child(odd) {background: none}
KWIC .nk-meta {opacity: .75}
KWIC td.nk-before, KWIC td.nk-after {padding: 2px 0}
KWIC .nk-before > div {display: flex; justify-content: flex-end; overflow: hidden;
  padding-inline-end: 6px}
KWIC .nk-after > div {overflow: hidden; text-overflow: ellipsis; text-align: start;
  padding-inline-start: 6px}
KWIC .nk-before span {flex: none; white-space: nowrap}
KWIC .nk-match {font-weight: 700; text-align: center}
KWIC td.nk-match {background: rgba(127, 127, 127, .18)}
KWIC th.nk-before {text-align: right}
KWIC th.nk-match {text-align: center}
KWIC p {margin: 4px 6px; opacity: .75; font-size: 12px}
""".replace("KWIC", ".newskit-kwic.newskit-kwic")


class Concordance(pd.DataFrame):
    """A DataFrame of uses in context; a notebook shows it aligned at the match.

    Selections of it are concordances too, and shown so as long as they have the columns ``left``, ``match`` and
    ``right``. It shows as many rows as pandas would (``pd.options.display.max_rows``), the first ones.

    Examples
    --------
    >>> table = Concordance({"left": ["heavy"], "match": ["rain"], "right": ["<b>fell</b>"]})
    >>> "&lt;b&gt;fell&lt;/b&gt;" in table._repr_html_()
    True
    """

    @property
    def _constructor(self) -> type[Concordance]:
        return Concordance

    def _repr_html_(self) -> str | None:
        """Return the rows as HTML, whatever the articles hold escaped."""
        columns = list(self.columns)
        if not set(_SHOWN) <= set(columns) or len(set(columns)) < len(columns):
            most = pd.get_option("display.max_rows")
            return pd.DataFrame(self).to_html(max_rows=most, notebook=True, show_dimensions=True)
        if not pd.get_option("display.notebook_repr_html"):
            return None
        most = pd.get_option("display.max_rows") or len(self)
        return _page(self, self.head(most))


def _page(table: pd.DataFrame, shown: pd.DataFrame) -> str:
    meta = [name for name in shown.columns if name in ("source", "title") or _is_date(shown[name])]
    size = max((_width(text) for text in shown["match"].dropna()), default=4)
    widths = {**dict.fromkeys(meta, "7em"), "match": f"{min(max(size, 6), 30) * 0.62 + 1:.1f}em"}
    order = [name for name in meta if name != "title"] + list(_SHOWN) + [name for name in meta if name == "title"]
    columns = "".join(f'<col style="width:{widths[n]}">' if n in widths else "<col>" for n in order)
    names = {"left": ("nk-before", "left"), "match": ("nk-match", "match"), "right": ("nk-after", "right")}
    head = "".join('<th class="{}">{}</th>'.format(*names.get(name, ("nk-meta", escape(str(name))))) for name in order)
    body = "".join(f"<tr>{''.join(_cells(row, order))}</tr>" for row in shown[order].itertuples(index=False, name=None))
    count = f"{len(table):,} row{'s'[: len(table) != 1]}"
    note = f"the first {len(shown):,} of {count}" if len(shown) < len(table) else count
    return (
        f'<div class="newskit-kwic"><style>{_STYLE}</style><table><colgroup>{columns}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{note}</p></div>"
    )


def _is_date(values: pd.Series) -> bool:
    return pd.api.types.is_datetime64_any_dtype(values.dtype)


def _cells(row: tuple[Any, ...], order: list[str]) -> Iterator[str]:
    """Yield a row's cells; where the match is written from right to left, what comes before stands on the right."""
    values = dict(zip(order, row, strict=True))
    before, match, after = ("" if pd.isna(values[name]) else str(values[name]) for name in _SHOWN)
    direction = _direction(match or before or after)
    sides = [_context(before, "nk-before", direction), _match(match, direction), _context(after, "nk-after", direction)]
    text = dict(zip(_SHOWN, sides if direction == "ltr" else sides[::-1], strict=True))
    for name in order:
        yield text[name] if name in text else _meta(values[name])


def _context(text: str, kind: str, direction: str) -> str:
    cut = text[-_MOST_CHARACTERS:] if kind == "nk-before" else text[:_MOST_CHARACTERS]
    return f'<td class="{kind}" title="{escape(text)}"><div dir="{direction}"><span>{escape(cut)}</span></div></td>'


def _match(text: str, direction: str) -> str:
    return f'<td class="nk-match" title="{escape(text)}" dir="{direction}">{escape(text)}</td>'


def _meta(value: Any) -> str:
    if not pd.api.types.is_scalar(value) or not pd.isna(value):
        shown = f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)
    else:
        shown = ""
    return f'<td class="nk-meta" title="{escape(shown)}" dir="auto">{escape(shown)}</td>'


def _direction(text: str) -> str:
    """Return in which direction a text is written, by its first letter."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL", "L"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def _width(text: object) -> int:
    """Return about how many letters wide a text is."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in str(text)[:60])
