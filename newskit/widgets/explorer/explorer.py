"""The explorer: search, filter and read articles in a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets as t

from newskit.errors import (
    InputError,
    listed,
    require_articles,
    require_columns,
    require_list,
    require_mapping,
    require_whole,
    unknown_name,
)
from newskit.schema.columns import NAMES
from newskit.tables.bins import Zone
from newskit.widgets.controls import group_columns, number_columns
from newskit.widgets.explorer.browsing import SORTS, Browsing, Listing, View, as_period, as_values
from newskit.widgets.explorer.facets import key_of
from newskit.widgets.explorer.marks import OFFERED, Mark, Marker, Marks, marker
from newskit.widgets.explorer.reading import article_of, rows_of, sendable
from newskit.widgets.explorer.static import html_of_explorer
from newskit.widgets.running import notebook_loop
from newskit.widgets.twin import Twin

__all__ = ["Explorer", "explore"]

_STATIC = Path(__file__).parents[1] / "static"
_PAGE = 24
_SHOWN, _MORE = 8, 25
_MOST_REMEMBERED = 64
_MOST_COLORS = 200
_FIRST_FACETS, _LAST_FACETS = ("source", "section", "lang"), ("authors", "place", "agency")
_NO_FACETS = frozenset({"id", "title", "text", "standfirst", "url", "origin", "captions", "published", "updated"})
_MOST_FACETS = 10


class Explorer(Twin, anywidget.AnyWidget):
    """Articles to search, filter and read; made by `explore`.

    Attributes
    ----------
    query : str
        What is searched for, see `newskit.search`; half a query is no mistake here.
    filters : dict of str to list
        For each column the values of which an article must have one; None is a missing value. Numbers are pairs, from
        and below: ``{"n_words": [(0, 300)]}``.
    period : list of two str, or None
        The first and the last day, month or year, both included, see ``start=`` and ``end=`` of `newskit.volume`.
    sort : str
        ``"best"`` (what the query finds best; without a query, the newest), ``"newest"``, ``"oldest"``, ``"table"``, or
        a column of numbers, the greatest first.
    highlight : list of str
        What is marked in the article: ``"query"``, ``"keyphrases"``, ``"sentiment"`` and what else was offered.
    current : int
        The position in the table of the article that is read, -1 for none.
    selection : pandas.DataFrame
        The articles that are listed, as they stand in the table.
    article : pandas.Series or None
        The article that is read.

    Notes
    -----
    All but the last two are traits: code can set them and `observe` them. Views of one explorer, in several cells or
    tabs, stay in step.
    """

    _esm = _STATIC / "explore.js"
    _css = _STATIC / "explore.css"

    query = t.Unicode("").tag(sync=True)
    filters = t.Dict().tag(sync=True)
    period = t.Any(None, allow_none=True).tag(sync=True)
    sort = t.Unicode("best").tag(sync=True)
    highlight = t.List(t.Unicode()).tag(sync=True)
    current = t.Int(-1).tag(sync=True)
    height = t.Int(560).tag(sync=True)
    _fixed = t.Dict().tag(sync=True)
    _state = t.Dict().tag(sync=True)
    _article = t.Dict().tag(sync=True)

    def __init__(self, browsing: Browsing, markers: Mapping[str, Marker], view: View, **traits: Any) -> None:
        self._browsing, self._markers = browsing, dict(markers)
        self._shown = dict.fromkeys(browsing.facets, _SHOWN)
        self._looked_for: dict[str, str] = {}
        self._marked: dict[tuple[int, str], Marks] = {}
        self._rev, self._waits, self._is_waiting = 0, 0, False
        browsing.check(view)
        self._listing: Listing = browsing.listing(view)
        super().__init__(
            query=view.query, filters={name: list(values) for name, values in view.filters.items()},
            period=None if view.period is None else list(view.period), sort=view.sort,
            _fixed={**_fixed_of(browsing, list(self._markers)), "twin": self._twin_name}, **traits,
        )  # fmt: skip
        if self.current < 0 and len(self._listing.order):
            self.current = int(self._listing.order[0])
        self._tell()
        self._read()
        self.observe(self._refresh, ["query", "filters", "period", "sort"])
        self.observe(self._read, ["current", "highlight"])
        self.on_msg(self._asked)
        if notebook_loop() is not None and not browsing.is_indexed:
            browsing.build_index(self._indexed)

    @property
    def articles(self) -> pd.DataFrame:
        """All articles."""
        return self._browsing.articles

    @property
    def selection(self) -> pd.DataFrame:
        """The articles that the query, the filters and the period leave, in the order of the table."""
        self._catch_up()
        return self.articles[self._listing.matches]

    @property
    def article(self) -> pd.Series | None:
        """The article that is read."""
        return self.articles.iloc[self.current] if self.current >= 0 else None

    def read(self, id: str | int) -> None:  # noqa: A002 - it is the column's name
        """Show an article in the reading pane.

        Parameters
        ----------
        id
            Its ``id``; or its position in the table, a number.

        Raises
        ------
        UnknownNameError
            If there is no such article.
        """
        if not isinstance(id, str):
            self.current = id
        else:
            require_columns(self.articles, ["id"], where="the articles")
            found = (self.articles["id"] == id).to_numpy(dtype=bool, na_value=False).nonzero()[0]
            if not len(found):
                raise unknown_name("article", id, self.articles["id"].head(1000))
            self.current = int(found[0])

    def clear(self) -> None:
        """Show all articles."""
        self.query, self.filters, self.period = "", {}, None

    def to_html(self) -> str:
        """Return what the explorer shows as HTML, without any script."""
        self._catch_up()
        return html_of_explorer(self._browsing, self._view(), self._listing)

    def __repr__(self) -> str:
        given = [f"{name}={getattr(self, name)!r}" for name in ("query", "filters", "period") if getattr(self, name)]
        told = ", ".join([f"{len(self._listing.order):,} of {len(self.articles):,} articles", *given])
        return f"<Explorer: {told}>"

    def _view(self) -> View:
        return View(self.query, self.filters, as_period(self.period), self.sort)

    def _refresh(self, _: object = None) -> None:
        """List what is asked for; if the index is still being built, once it is there."""
        if self.query.strip() and not self._browsing.is_indexed and notebook_loop() is not None:
            self._is_waiting = True
            self._waits += 1  # every question is answered, and be it alike
            told = {"message": "building the search index …", "is_waiting": True, "waits": self._waits}
            self._state = {**self._state, **told}
            return
        self._is_waiting = False
        self._listing = self._browsing.listing(self._view())
        self._tell()
        if "query" in self.highlight:
            self._read()
        elif self._article:
            self._article = {**self._article, "at": self._place()}
        self._renew_twin()

    def _catch_up(self) -> None:
        if self._is_waiting:
            _ = self._browsing.index
            self._refresh()

    def _indexed(self) -> None:
        if self._is_waiting:
            self._refresh()

    def _tell(self) -> None:
        """Tell the browser what is listed."""
        self._rev += 1
        listing = self._listing
        self._state = {
            "rev": self._rev, "query": self.query, "n": len(listing.order), "message": listing.message,
            "is_waiting": False, "counts": listing.counts,
            "brushed": self._browsing.timeline.brushed(as_period(self.period)),
            "facets": [self._facet(name) for name in listing.facets],
            "chips": self._chips(), "rows": self._rows(0), "at": self._place(),
        }  # fmt: skip

    def _facet(self, name: str) -> dict[str, Any]:
        facet, chosen, find = self._browsing.facets[name], self.filters.get(name, []), self._looked_for.get(name, "")
        is_chosen = {key_of(value) for value in chosen}
        shown, more = facet.offered(
            self._listing.facets[name], top=self._shown.get(name, _SHOWN), chosen=chosen, find=find
        )
        return {
            "name": name, "is_long": len(facet.known) > 2 * _SHOWN, "more": more, "find": find,
            "values": [[one.value, one.label, one.n, key_of(one.value) in is_chosen] for one in shown],
        }  # fmt: skip

    def _chips(self) -> list[list[Any]]:
        """Return what filters: column, value, and how the value is shown."""
        facets = self._browsing.facets
        return [
            [name, value, facets[name].label(value)]
            for name, values in self.filters.items()
            if name in facets
            for value in values
        ]

    def _place(self) -> int:
        """Return where in the list the article that is read stands, -1 if it is not listed."""
        found = (self._listing.order == self.current).nonzero()[0]
        return int(found[0]) if len(found) else -1

    def _rows(self, page: int) -> list[dict[str, Any]]:
        rows = self._listing.order[page * _PAGE : (page + 1) * _PAGE]
        return rows_of(self.articles, rows, self._browsing.timeline.dates, self._listing.found)

    def _read(self, _: object = None) -> None:
        """Show the article that is read."""
        if self.current < 0:
            self._article = {}
            return
        found = [self._marks(name) for name in self.highlight]
        shown = article_of(self.articles, self.current, self._browsing.timeline, found)
        self._article = sendable({**shown, "at": self._place()})

    def _marks(self, name: str) -> Marks:
        if name == "query":
            marks, found = Marks(), self._listing.found
            for column, start, end in found.spans(self.current) if found is not None else ():
                marks.add(column, [Mark(start, end, "query")])
            return marks
        key = (self.current, name)
        if key not in self._marked:
            if len(self._marked) >= _MOST_REMEMBERED:
                self._marked.pop(next(iter(self._marked)))
            try:
                self._marked[key] = self._markers[name](self.articles.iloc[[self.current]])
            except Exception as error:  # noqa: BLE001 - a user's function; the article can be read all the same
                self._marked[key] = Marks(told=[(name, f"{type(error).__name__}: {error}")])
        return self._marked[key]

    def _asked(self, _: object, content: Any, __: object) -> None:
        """Answer the browser: more rows of the list, or more values of a facet."""
        kind = content.get("type") if isinstance(content, dict) else None
        name, page = (content.get("name"), content.get("page")) if kind else (None, None)
        if kind == "rows" and content.get("rev") == self._rev and isinstance(page, int) and page >= 0:
            self.send({"type": "rows", "rev": self._rev, "page": page, "rows": self._rows(page)})
        elif kind == "facet" and isinstance(name, str) and name in self._browsing.facets:
            self._looked_for[name] = str(content.get("find", ""))
            self._shown[name] = self._shown.get(name, _SHOWN) + (_MORE if content.get("more") else 0)
            self.send({"type": "facet", "facet": self._facet(name)})

    @t.validate("filters")
    def _valid_filters(self, proposal: Any) -> dict[str, list[Any]]:
        given = {str(name): as_values(name, values) for name, values in proposal["value"].items()}
        given = {name: values for name, values in given.items() if values}
        self._browsing.check(View(filters=given))
        return given

    @t.validate("period")
    def _valid_period(self, proposal: Any) -> list[str] | None:
        period = as_period(proposal["value"])
        self._browsing.check(View(period=period))
        return None if period is None else list(period)

    @t.validate("sort")
    def _valid_sort(self, proposal: Any) -> str:
        self._browsing.check(View(sort=proposal["value"]))
        return str(proposal["value"])

    @t.validate("current")
    def _valid_current(self, proposal: Any) -> int:
        if not -1 <= proposal["value"] < len(self.articles):
            raise InputError(f"current={proposal['value']!r} should be a position from 0 to {len(self.articles) - 1}")
        return int(proposal["value"])

    @t.validate("highlight")
    def _valid_highlight(self, proposal: Any) -> list[str]:
        known = ["query", *self._markers]
        for name in proposal["value"]:
            if name not in known:
                raise unknown_name("highlight", name, known)
        return list(proposal["value"])


def _fixed_of(browsing: Browsing, markers: Sequence[str]) -> dict[str, Any]:
    """Return what the browser has to know once."""
    from newskit.plot import palette  # noqa: PLC0415 - loads matplotlib

    sources = browsing.facets.get("source")
    labels = sources.known[:_MOST_COLORS] if sources is not None else []
    timeline = browsing.timeline
    numbers = [name for name in browsing.numbers if name not in SORTS]
    return {
        "total": len(browsing), "page": _PAGE, "freq": timeline.freq, "edges": timeline.edges(),
        "undated": timeline.undated, "problem": timeline.problem, "sorts": [*SORTS, *numbers],
        "markers": ["query", *markers],
        "colors": palette([one for one in labels if isinstance(one, str)]),
    }  # fmt: skip


def _default_facets(articles: pd.DataFrame) -> list[str]:
    known = group_columns(articles.drop(columns=[name for name in articles.columns if name in _NO_FACETS]))
    first = [name for name in _FIRST_FACETS if name in known]
    numbers = number_columns(articles)
    own = [str(name) for name in articles.columns if name not in NAMES and (name in known or name in numbers)]
    return [*first, *own, *(name for name in _LAST_FACETS if name in known)][:_MOST_FACETS]


def explore(
    articles: pd.DataFrame,
    query: str = "",
    *,
    facets: Sequence[str] | str | None = None,
    filters: Mapping[str, Any] | None = None,
    period: tuple[Any, Any] | None = None,
    sort: str = "best",
    highlight: Sequence[Any] | str = ("query",),
    height: int = 560,
    weights: Mapping[str, float] | None = None,
    date: str = "published",
    timezone: Zone = "UTC",
) -> Explorer:
    """Search, filter and read articles in the notebook, and take what is left on with ``.selection``.

    Parameters
    ----------
    articles
        The article table.
    query
        What to search for at first, see `newskit.search`.
    facets
        The columns to filter by: of names, lists of names, true and false, numbers, or dates; by default source,
        section, language and the like, and columns of your own.
    filters
        What to filter by at first, such as ``{"source": ["The Quayside"], "n_words": [(500, None)]}``.
    period
        The first and the last day, month or year to begin with.
    sort
        ``"best"``, ``"newest"``, ``"oldest"``, ``"table"``, or a column of numbers.
    highlight
        What is marked in the article that is read: ``"query"``, ``"keyphrases"``, ``"sentiment"``, a column or a
        feature that gives strings or lists of them, or a function from a text to a list of strings or of pairs
        ``(start, end)``. What gives numbers is shown above the text.
    height
        Of the list and the article, in pixels.
    weights
        The columns that are searched, and what a match in each counts, see `newskit.search`.
    date
        The column of dates that the time line shows.
    timezone
        The zone in which days begin, such as ``"Asia/Seoul"``.

    Returns
    -------
    Explorer
        A widget. ``.selection`` are the articles listed; ``.query``, ``.filters`` and ``.period`` can be set.

    Raises
    ------
    InputError, UnknownNameError
        If a column, value, date or name is not there.

    Notes
    -----
    The index for searching is built while you look at the list, in about the time that tokenising takes. An exported
    notebook, or one that is not trusted, shows the list as it was, without a script.

    Examples
    --------
    >>> import newskit as nk
    >>> explorer = nk.explore(nk.load_sample(), "ferry")
    >>> explorer
    <Explorer: 37 of 267 articles, query='ferry'>
    >>> explorer.filters = {"source": ["The Humber Courier"]}
    >>> explorer.period = ("2025-04", "2025-06")
    >>> explorer.selection["title"].tolist()
    ['...']
    """
    require_articles(articles)
    twice = articles.columns[articles.columns.duplicated()].unique()
    if len(twice):
        raise InputError(f"the articles have several columns of the same name: {listed(twice)}; rename or drop them")
    if not isinstance(query, str):
        raise InputError(f"query={query!r} should be a string")
    require_whole("height", height, least=1)
    named = [highlight] if isinstance(highlight, str) or callable(highlight) else require_list("highlight", highlight)
    columns = [facets] if isinstance(facets, str) else facets if facets is None else require_list("facets", facets)
    require_mapping("filters", filters or {}, example="{'source': ['The Humber Courier']}")
    require_columns(articles, columns or (), where="the articles")
    columns = _default_facets(articles) if columns is None else columns
    browsing = Browsing(articles, columns, date=date, timezone=timezone, weights=weights)
    has_texts = {"title", "text"} <= {*articles.columns}
    offered = [*(OFFERED[1:] if has_texts else ()), *(one for one in named if one not in OFFERED)]
    markers = [marker(one, articles) for one in offered]
    on = [name for (name, _), one in zip([("query", None), *markers], ["query", *offered], strict=True) if one in named]
    given = {str(name): as_values(name, values) for name, values in (filters or {}).items()}
    return Explorer(browsing, dict(markers), View(query, given, as_period(period), sort), highlight=on, height=height)
