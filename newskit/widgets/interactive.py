"""Controls for any table, picture or feature, from its signature alone."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import ipywidgets as ipw
import pandas as pd

from newskit import plot, tables
from newskit.errors import InputError, require_articles
from newskit.features import Feature, extract
from newskit.widgets.controls import controls_of
from newskit.widgets.panel import Panel
from newskit.widgets.shown import drawn

__all__ = ["interact"]

_FEATURE_ROWS = 12


def interact(func: Callable[..., Any], articles: pd.DataFrame, **settings: Any) -> Panel:
    """Return controls for the settings of a function, and its result below them.

    Parameters
    ----------
    func
        A table (``nk.volume``), a picture (``nk.plot.volume``: its table's settings have controls as well), a feature,
        or a function of your own that takes articles and gives a table, a matplotlib Axes or figure, or text.
    articles
        The article table.
    **settings
        For each setting a widget, a list (a menu), a tuple of numbers (a slider from, to, step), or the value to begin
        with. What no control can be built for, such as a list of terms, is taken as it is if it is wrapped in
        ``ipywidgets.fixed``.

    Returns
    -------
    Panel
        A widget with ``.controls``, ``.settings``, ``.result``, ``.table`` and ``.to_html()``.

    Raises
    ------
    InputError
        If `func` is no function, has no setting of a name that was given, or needs one that no control can be built
        for.

    Examples
    --------
    >>> import newskit as nk
    >>> panel = interact(nk.volume, nk.load_sample(), by="source", freq="M")
    >>> sorted(panel.controls)
    ['by', 'freq', 'share']
    >>> panel.controls["freq"].value = "Q"
    >>> len(panel.result)
    24
    """
    require_articles(articles)
    if not callable(func):
        raise InputError(f"func should be a table, a picture, a feature or a function, not {type(func).__name__}")
    if isinstance(func, Feature):
        return _feature_panel(func, articles, settings)
    name = getattr(func, "__name__", "")
    pair = getattr(tables, name, None) if getattr(plot, name, None) is func else None
    fixed = {key: value.value for key, value in settings.items() if isinstance(value, ipw.fixed)}
    given = {key: value for key, value in settings.items() if key not in fixed}
    _require_known([pair, func] if pair else [func], settings)
    of_table = controls_of(pair, articles, {**given, **fixed}) if pair else {}
    of_func = controls_of(func, articles, {**given, **fixed})
    of_table, of_func = ({k: v for k, v in one.items() if k not in fixed} for one in (of_table, of_func))
    of_func = {key: one for key, one in of_func.items() if key not in of_table}
    has_ax = "ax" in inspect.signature(func).parameters

    def make(values: dict[str, Any]) -> tuple[object, Any]:
        first: Any = articles
        # `value` is a column of the articles for a table, and one of that table for its picture.
        own_fixed = {key: one for key, one in fixed.items() if pair is None or key != "value"}
        own = {key: values[key] for key in of_func} | _meant_for(func, own_fixed)
        if pair is not None:
            first = pair(articles, **{key: values[key] for key in of_table}, **_meant_for(pair, fixed))
            own = _followed(own, values, first)
        result = drawn(func, first, own, has_ax=has_ax)
        return result, first if pair is not None else result if isinstance(result, pd.DataFrame) else None

    return Panel(make, {**of_table, **of_func}, title=name)


def _require_known(funcs: list[Callable[..., Any]], settings: dict[str, Any]) -> None:
    known = {key for func in funcs for key in inspect.signature(func).parameters}
    takes_any = any(
        parameter.kind is inspect.Parameter.VAR_KEYWORD
        for func in funcs[-1:]
        for parameter in inspect.signature(func).parameters.values()
    )
    wrong = [key for key in settings if key not in known]
    if wrong and not takes_any:
        raise InputError(
            f"{getattr(funcs[-1], '__name__', 'func')} has no setting {wrong[0]!r}; it has: {sorted(known)}"
        )


def _meant_for(func: Callable[..., Any], fixed: dict[str, Any]) -> dict[str, Any]:
    parameters = inspect.signature(func).parameters
    return {key: value for key, value in fixed.items() if key in parameters}


def _followed(own: dict[str, Any], values: dict[str, Any], table: pd.DataFrame) -> dict[str, Any]:
    """Let colours follow the groups of the table, unless a group of their own was chosen."""
    if "hue" not in own:
        return own
    by = values.get("by")
    hue = own["hue"] if own["hue"] in table.columns else by if isinstance(by, str) and by in table.columns else None
    return {**own, "hue": hue}


def _feature_panel(feature: Feature[..., Any], articles: pd.DataFrame, settings: dict[str, Any]) -> Panel:
    """Return controls for the settings of a feature, and its values of some articles."""
    missing = [key for key in settings if key not in feature.settings]
    if missing:
        raise InputError(f"feature {feature.name!r} has no setting {missing[0]!r}; it has: {sorted(feature.settings)}")
    controls = controls_of(feature.func, articles, settings, skip=len(feature.inputs))
    shown = [name for name in ("title", "source") if name in articles.columns]

    def make(values: dict[str, Any]) -> tuple[object, Any]:
        bound = feature.bind(feature.name, **values) if values else feature
        table = articles[shown].join(extract(articles, bound, progress=False))
        ordered = table.sort_values(table.columns[-1], ascending=False, kind="stable") if _sorts(table) else table
        half = _FEATURE_ROWS // 2
        ends = ordered if len(ordered) <= _FEATURE_ROWS else pd.concat([ordered.head(half), ordered.tail(half)])
        return ends, table

    return Panel(make, controls, title=feature.name)


def _sorts(table: pd.DataFrame) -> bool:
    return bool(pd.api.types.is_numeric_dtype(table.iloc[:, -1].dtype))
