"""Panels for the questions that are asked most: how much, which words, what tone, in what context."""

from __future__ import annotations

from typing import Any

import ipywidgets as ipw
import pandas as pd

from newskit import plot, tables
from newskit.errors import InputError, require_articles, require_choice, require_whole
from newskit.tables.recipe import by_columns
from newskit.widgets.controls import NOTHING, group_columns, text_columns
from newskit.widgets.panel import Panel
from newskit.widgets.shown import drawn

__all__ = ["keyness_panel", "kwic_panel", "sentiment_panel", "volume_panel"]

_FREQUENCIES = ["D", "W", "M", "Q"]
_VIEWS = ("over time", "by group", "distribution", "headline against text")


def volume_panel(
    articles: pd.DataFrame,
    *,
    by: str | None = "source",
    freq: str = "W",
) -> Panel:
    """Return a panel of `newskit.volume` and its picture.

    Parameters
    ----------
    articles
        The article table.
    by, freq
        What to begin with.

    Examples
    --------
    >>> import newskit as nk
    >>> panel = volume_panel(nk.load_sample(), freq="M")
    >>> panel.table["articles"].sum()
    np.int64(267)
    """
    require_articles(articles)
    _check(by, freq)
    groups = group_columns(articles)
    controls = {
        "by": ipw.Dropdown(options=[(NOTHING, None), *groups], value=by if by in groups else None, description="by"),
        "freq": ipw.Dropdown(options=_FREQUENCIES, value=freq, description="freq"),
        "kind": ipw.Dropdown(options=["line", "area", "share", "calendar"], description="kind"),
    }

    def make(values: dict[str, Any]) -> tuple[object, Any]:
        is_calendar = values["kind"] == "calendar"  # of days, whatever was chosen for lines
        by, freq = (None, "D") if is_calendar else (values["by"], values["freq"])
        table = tables.volume(articles, by=by, freq=freq, share=by is not None)
        return drawn(plot.volume, table, {"hue": by, "kind": values["kind"]}, has_ax=True), table

    return Panel(make, controls, title="volume")


def keyness_panel(articles: pd.DataFrame, by: str = "source") -> Panel:
    """Return a panel of `newskit.keyness`: which words tell groups apart.

    Parameters
    ----------
    articles
        The article table.
    by
        The column of groups to begin with.

    Examples
    --------
    >>> import newskit as nk
    >>> panel = keyness_panel(nk.load_sample())
    >>> panel.controls["group"].value = "The Humber Courier"
    >>> bool(panel.table["term"].notna().all())
    True
    """
    require_articles(articles, [by])
    columns = group_columns(articles)
    if by not in columns:
        raise InputError(f"by={by!r} has no groups to compare; columns with groups: {columns}")
    controls = {
        "by": ipw.Dropdown(options=columns, value=by, description="by"),
        "group": ipw.Dropdown(options=_groups(articles, by), description="group"),
        "measure": ipw.Dropdown(options=["log_odds", "g2", "chi2", "log_ratio"], description="measure"),
        "kind": ipw.Dropdown(options=["bar", "scatter"], description="kind"),
        "top": ipw.IntSlider(value=15, min=5, max=40, description="top", continuous_update=False),
        "min_count": ipw.IntSlider(value=5, min=1, max=50, description="min_count", continuous_update=False),
    }

    def refill(change: dict[str, Any]) -> None:
        controls["group"].options = _groups(articles, change["new"])  # its first one is chosen with it

    controls["by"].observe(refill, "value")

    def make(values: dict[str, Any]) -> tuple[object, Any]:
        keys = ("by", "measure", "min_count")
        table = tables.keyness(articles, **{key: values[key] for key in keys}, top=values["top"])
        own = {"group": values["group"], "kind": values["kind"], "top": values["top"]}
        return drawn(plot.keyness, table, own, has_ax=True), table

    return Panel(make, controls, title="keyness")


def _check(by: object, freq: object) -> None:
    by_columns(by)  # type: ignore[arg-type]  # that is what is checked
    require_choice("freq", freq, _FREQUENCIES)


def _groups(articles: pd.DataFrame, by: str) -> list[Any]:
    values = (
        articles[by].explode()
        if articles[by].map(lambda value: isinstance(value, (list, tuple))).any()
        else articles[by]
    )
    return values.dropna().drop_duplicates().sort_values(key=lambda one: one.astype(str)).tolist()


def kwic_panel(
    articles: pd.DataFrame,
    terms: str = "",
    *,
    window: int = 8,
) -> Panel:
    """Return a panel of `newskit.kwic`: a word or phrase in its contexts.

    Parameters
    ----------
    articles
        The article table.
    terms, window
        What to begin with; see `newskit.kwic`.

    Examples
    --------
    >>> import newskit as nk
    >>> panel = kwic_panel(nk.load_sample(), "ferry")
    >>> panel.controls["terms"].value = "ferr*"
    >>> len(panel.result) > 10
    True
    """
    require_articles(articles)
    if not isinstance(terms, str):
        raise InputError(f"terms={terms!r} should be a word, phrase or pattern; for several write 'rain|snow'")
    require_whole("window", window, least=1)
    controls = {
        "terms": ipw.Text(value=terms, description="terms", placeholder="ferr*, prime minister*, ..."),
        "on": ipw.Dropdown(options=text_columns(articles), description="on"),
        "window": ipw.IntSlider(
            value=window, min=1, max=max(25, window), description="window", continuous_update=False
        ),
        "sort": ipw.Dropdown(options=[(NOTHING, None), "left", "right", "match"], value=None, description="sort"),
        "case": ipw.Checkbox(value=False, description="case", indent=False),
    }
    if not controls["on"].options:
        raise InputError("the articles have no column of texts to look in")

    def make(values: dict[str, Any]) -> tuple[object, Any]:
        if not values["terms"].strip():
            return "Type a word or a phrase.", None
        table = tables.kwic(articles, **values)
        return table, table

    return Panel(make, controls, title="kwic")


def sentiment_panel(
    articles: pd.DataFrame,
    *,
    by: str | None = "source",
    freq: str = "W",
    lang: str | None = None,
) -> Panel:
    """Return a panel of `newskit.sentiment`: over time, by group, distributed, and headlines against texts.

    Parameters
    ----------
    articles
        The article table.
    by, freq
        What to begin with.
    lang
        The language of all articles, as for `newskit.sentiment`.

    Examples
    --------
    >>> import newskit as nk
    >>> articles = nk.load_sample()
    >>> panel = sentiment_panel(articles[articles["lang"] == "en"])
    >>> panel.controls["view"].value = "by group"
    >>> panel.table["source"].nunique()
    6
    """
    require_articles(articles, ["text"])
    _check(by, freq)
    scored = {
        name: tables.sentiment(articles, on=name, lang=lang) for name in ("text", "title") if name in articles.columns
    }
    whole = articles.assign(
        **{name: scored[on]["sentiment"].to_numpy() for on, name in _SCORES.items() if on in scored}
    )
    groups = [name for name in group_columns(articles) if name not in _SCORES.values()]
    views = [view for view in _VIEWS if view != _VIEWS[3] or "title" in scored]
    controls = {
        "view": ipw.Dropdown(options=views, description="view"),
        "on": ipw.Dropdown(options=list(scored), description="on"),
        "by": ipw.Dropdown(options=[(NOTHING, None), *groups], value=by if by in groups else None, description="by"),
        "freq": ipw.Dropdown(options=_FREQUENCIES, value=freq, description="freq"),
    }

    def make(values: dict[str, Any]) -> tuple[object, Any]:
        value, group = _SCORES[values["on"]], values["by"]
        if values["view"] == _VIEWS[3]:
            texts = scored["text"].assign(**{group: articles[group].to_numpy()} if group else {})
            own = {"against": scored["title"], "hue": group}
            return drawn(plot.sentiment, texts, own, has_ax=True), texts
        if values["view"] == _VIEWS[2]:
            return drawn(plot.sentiment, scored[values["on"]], {}, has_ax=True), scored[values["on"]]
        if values["view"] == _VIEWS[1]:
            if group is None:
                raise InputError("choose a column by= whose groups are compared")
            table = tables.compare(whole, value, group)
            return drawn(plot.compare, table, {}, has_ax=True), table
        table = tables.trend(whole, value, by=group, freq=values["freq"])
        return drawn(plot.trend, table, {"hue": group} if group else {}, has_ax=True), table

    return Panel(make, controls, title="sentiment")


_SCORES = {"text": "sentiment", "title": "title_sentiment"}
