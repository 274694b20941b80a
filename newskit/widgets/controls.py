"""Controls for the settings of a function, built from its signature."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

import ipywidgets as ipw
import pandas as pd

from newskit.errors import InputError, UnknownNameError, listed

__all__ = ["NOTHING", "control", "controls_of", "group_columns", "number_columns", "text_columns"]

NOTHING = "–"
"""What a menu calls None."""

_FREQUENCIES = ("D", "W", "2W", "M", "Q", "Y")
_MOST_GROUPS = 200
_FEW = 2000
_LONG_TEXT = 200
# What no control can set; it may be given.
_SKIPPED = frozenset(
    {
        "ax",
        "palette",
        "date",
        "timezone",
        "start",
        "end",
        "stopwords",
        "block",
        "block_words",
        "background",
        "prior",
        "highlight",
    }
)


def group_columns(articles: pd.DataFrame) -> list[str]:
    """Return the columns that can make groups: a few values, or lists of them, that repeat."""
    return [str(name) for name in articles.columns if name != "id" and _repeats(articles[name])]


def _repeats(values: pd.Series) -> bool:
    if pd.api.types.is_datetime64_any_dtype(values.dtype) or pd.api.types.is_float_dtype(values.dtype):
        return False
    known = values.dropna()
    if known.empty or not _may_repeat(known.head(_FEW)):
        return False
    try:
        n = known.nunique()
    except TypeError:  # lists, or what cannot make a group
        if not isinstance(known.iloc[0], (list, tuple)):
            return False
        n = known.explode().nunique()
        return 1 < n <= max(_MOST_GROUPS, len(known) // 2)
    return 1 < n <= _MOST_GROUPS and n < len(known)


def _may_repeat(values: pd.Series) -> bool:
    """Return whether the first values leave it open that there are few of them: texts need not be read to their end."""
    return not isinstance(values.iloc[0], str) or values.nunique() <= _MOST_GROUPS


def text_columns(articles: pd.DataFrame) -> list[str]:
    """Return the columns of strings that may be read as texts, ``text`` and ``title`` first."""
    found = [str(name) for name in articles.columns if pd.api.types.is_string_dtype(articles[name].dropna())]
    first = [name for name in ("text", "title") if name in found]
    return first + [name for name in found if name not in (*first, "id", "url", "lang", "origin")]


def number_columns(articles: pd.DataFrame) -> list[str]:
    """Return the columns of numbers and of true and false."""
    return [str(name) for name in articles.columns if pd.api.types.is_numeric_dtype(articles[name].dtype)]


def controls_of(
    func: Callable[..., Any], articles: pd.DataFrame, given: Mapping[str, Any], *, skip: int = 1
) -> dict[str, ipw.Widget]:
    """Return a control for each setting of a function that one can be built for.

    Parameters
    ----------
    func
        The function.
    articles
        The article table, whose columns fill the menus.
    given
        Settings by name: a widget, a list (a menu), a tuple (a slider), or a value, which a control then begins with.
    skip
        How many of the first parameters are no settings.

    Raises
    ------
    InputError
        If a setting without a default is neither given nor can be guessed.
    """
    made = {}
    hints = _hints(func)
    for name, parameter in _settings(func, skip):
        found = control(name, hints.get(name), parameter.default, articles, given.get(name, inspect.Parameter.empty))
        if found is not None:
            made[name] = found
        elif parameter.default is inspect.Parameter.empty and name not in given:
            raise InputError(f"{_name(func)} needs {name}=, for which no control can be built; give it: {name}=...")
    return made


def _settings(func: Callable[..., Any], skip: int) -> Iterator[tuple[str, inspect.Parameter]]:
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    parameters = list(inspect.signature(func).parameters.items())
    for name, parameter in parameters[skip:]:
        if parameter.kind in kinds and name not in _SKIPPED and not name.endswith("_kws"):
            yield name, parameter


def _name(func: Callable[..., Any]) -> str:
    return getattr(func, "__name__", type(func).__name__)


def _hints(func: Callable[..., Any]) -> dict[str, Any]:
    """Return the annotations of a function; those that name what is not there are left out."""
    try:
        return typing.get_type_hints(inspect.unwrap(func))
    except (NameError, TypeError):
        named = dict(getattr(inspect.unwrap(func), "__annotations__", {}))
        return {name: _choices(hint) for name, hint in named.items()}


def _choices(hint: Any) -> Any:
    """Return the type that a written annotation begins with, as far as controls need it."""
    if not isinstance(hint, str):
        return hint
    first = hint.split("|")[0].strip()
    if first.startswith("Literal[") and first.endswith("]"):
        return Literal[tuple(part.strip().strip("\"'") for part in first[len("Literal[") : -1].split(","))]
    return {"bool": bool, "int": int, "float": float, "str": str}.get(first)


def control(name: str, hint: Any, default: Any, articles: pd.DataFrame, given: Any) -> ipw.Widget | None:
    """Return a control for one setting, None if there is none for it."""
    if isinstance(given, ipw.Widget):
        return given
    optional = default is None or default is inspect.Parameter.empty
    if given is not inspect.Parameter.empty:
        if isinstance(given, (list, tuple, dict)):
            return _from_abbreviation(name, given)
        default = given
    is_choice = any(typing.get_origin(kind) is Literal for kind in _members(hint))
    columns = [] if is_choice else _columns(name, articles)
    if columns:
        return _menu(name, columns, default, optional=optional)
    if name == "freq":
        return _menu(name, list(_FREQUENCIES), default, optional=optional)
    return _by_type(name, hint, default)


def _columns(name: str, articles: pd.DataFrame) -> list[str]:
    if name in ("by", "hue"):
        return group_columns(articles)
    if name == "on":
        return text_columns(articles)
    return number_columns(articles) if name == "value" else []


def _from_abbreviation(name: str, given: Any) -> ipw.Widget:
    """Return what ipywidgets makes of a list (a menu), a tuple of numbers (a slider) or a dict (a menu of names)."""
    made = ipw.interactive.widget_from_abbrev(given)
    if made is None:
        raise InputError(
            f"{name}={given!r} makes no control; give a list, a tuple of numbers such as (1, 20), or a widget"
        )
    made.description = name
    return made


def _menu(name: str, options: list[str], default: Any, *, optional: bool) -> ipw.Dropdown:
    choices: list[Any] = [(NOTHING, None)] if optional else []
    choices += [(str(option), option) for option in options]
    values = [value for _, value in choices]
    if default is not inspect.Parameter.empty and default not in values:
        if isinstance(default, str):
            raise UnknownNameError(f"{name}={default!r} is not one of {listed(options)}")
        choices, values = [(str(default), default), *choices], [default, *values]
    value = default if default is not inspect.Parameter.empty else values[0]
    return ipw.Dropdown(options=choices, value=value, description=name)


def _by_type(name: str, hint: Any, default: Any) -> ipw.Widget | None:
    kinds = _members(hint)
    literal = next((typing.get_args(kind) for kind in kinds if typing.get_origin(kind) is Literal), None)
    if literal:
        optional = types.NoneType in kinds
        return _menu(name, list(literal), default if default in (*literal, None) else literal[0], optional=optional)
    if isinstance(default, bool) or (bool in kinds and default is inspect.Parameter.empty):
        return ipw.Checkbox(value=default is True, description=name, indent=False)
    if isinstance(default, int):
        top = max(4 * abs(default), 10)
        return ipw.IntSlider(value=default, min=min(0, default), max=top, description=name, continuous_update=False)
    if isinstance(default, float):
        return ipw.FloatText(value=default, description=name)
    if isinstance(default, str):
        return ipw.Text(value=default, description=name, continuous_update=True)
    return None


def _members(hint: Any) -> tuple[Any, ...]:
    """Return the members of a union, or the one type."""
    is_union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    return typing.get_args(hint) if is_union else (hint,)
