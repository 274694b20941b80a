"""What a feature's return annotation means: the values that it accepts, and the column that they become."""

from __future__ import annotations

import datetime as dt
import enum
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd

from newskit.errors import InputError, listed
from newskit.schema import STRING_DTYPE

__all__ = ["Kind", "Wrong", "kind_of", "split_optional", "type_name"]

UTC_DTYPE = pd.DatetimeTZDtype("us", "UTC")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_MISSING_TYPES = (type(None), type(pd.NA), type(pd.NaT))

Wrong = dict[int, str]
"""Positions of values that are not of the declared type, and what is wrong with each."""


@dataclass(frozen=True)
class Kind:
    """One column's declaration: which Python values may go in, and the pandas dtype that comes out.

    Parameters
    ----------
    label
        The declaration as errors show it, such as ``"int | None"``.
    dtype
        The column's dtype.
    accepts
        Types of the values; none stands for any.
    rejects
        Subtypes of `accepts` that are nevertheless wrong: a ``bool`` is no ``int``.
    optional
        Whether a value may be missing.
    members
        For categories: the accepted values and the category that each becomes.
    """

    label: str
    dtype: Any
    accepts: tuple[type, ...] = ()
    rejects: tuple[type, ...] = ()
    optional: bool = False
    members: Mapping[Any, Any] = field(default_factory=dict)

    def build(self, values: Sequence[object]) -> tuple[Any, Wrong]:
        """Return the values as a column, missing where they are wrong, and what is wrong with which."""
        kinds = set(map(type, values))
        cells: Sequence[Any] = values
        if not kinds.isdisjoint(_MISSING_TYPES):
            cells = [None if isinstance(value, _MISSING_TYPES) else value for value in values]
        wrong = self._wrong_types(cells, kinds)
        if wrong:
            cells = [None if at in wrong else cell for at, cell in enumerate(cells)]
        try:
            return self.array(cells), wrong
        except (KeyError, OverflowError, TypeError, ValueError):
            found = enumerate(cells)
            wrong |= {at: reason for at, cell in found if cell is not None and (reason := self._refusal(cell))}
        return self.array([None if at in wrong else cell for at, cell in enumerate(cells)]), wrong

    def _wrong_types(self, cells: Sequence[Any], kinds: set[type]) -> Wrong:
        odd = {kind for kind in kinds if not issubclass(kind, _MISSING_TYPES) and not self._takes(kind)}
        wrong = {
            at: f"returned {_shown(cell)} of type {type(cell).__name__} but declares {self.label}"
            for at, cell in (enumerate(cells) if odd else ())
            if type(cell) in odd
        }
        if not self.optional and not kinds.isdisjoint(_MISSING_TYPES):
            reason = f"returned None but declares {self.label}; declare `{self.label} | None` if it may be missing"
            wrong |= {at: reason for at, cell in enumerate(cells) if cell is None}
        return wrong

    def _takes(self, kind: type) -> bool:
        if not self.accepts:
            return True
        return issubclass(kind, self.accepts) and not issubclass(kind, self.rejects)

    def _refusal(self, cell: object) -> str | None:
        try:
            self.array([cell])
        except KeyError:
            return f"returned {_shown(cell)}, which is not one of {listed(self.dtype.categories)}"
        except (OverflowError, TypeError, ValueError) as error:
            return f"returned {_shown(cell)}, which a {self.dtype} column cannot hold: {error}"
        return None

    def array(self, cells: Sequence[Any]) -> Any:
        """Return checked values (None for missing) as an array of this kind's dtype."""
        if self.members:
            return _category_array(cells, self)
        return _BUILDERS.get(str(self.dtype), _any_array)(cells, self)

    def blank(self, n: int) -> Any:
        """Return `n` missing values."""
        return self.array([None] * n)

    def column(self, values: Any) -> Any:
        """Return a whole column that a feature computed as an array of this kind's dtype.

        Raises
        ------
        TypeError
            If it holds something else than declared; the message completes "the function ...".
        """
        dtype = values.dtype
        if self.accepts and not _holds(self, dtype):
            raise TypeError(f"returned a column of dtype {dtype} but declares {self.label}")
        if dtype == self.dtype:
            return pd.array(values, dtype=self.dtype) if dtype != np.dtype(object) else np.asarray(values, dtype=object)
        if pd.api.types.is_numeric_dtype(dtype) and pd.api.types.is_numeric_dtype(self.dtype):
            return self._number_column(values)
        if str(self.dtype) == str(STRING_DTYPE) and isinstance(dtype, pd.StringDtype):
            return pd.Series(values).astype(STRING_DTYPE).array
        return None

    def _number_column(self, values: Any) -> Any:
        try:
            # NaN is how NumPy and object columns say "missing"; whole floats are what pandas makes of counts then.
            return pd.array(pd.Series(values).astype(self.dtype), dtype=self.dtype)
        except (TypeError, ValueError) as error:
            raise TypeError(f"returned a column of dtype {values.dtype} but declares {self.label}: {error}") from error


def _holds(kind: Kind, dtype: Any) -> bool:
    """Tell whether a column of this dtype may hold a kind's values (object columns are looked at one by one)."""
    if dtype in (np.dtype(object), kind.dtype) or isinstance(dtype, pd.CategoricalDtype):
        return True
    is_ = pd.api.types
    if bool in kind.accepts:
        return bool(is_.is_bool_dtype(dtype))
    if int in kind.accepts or float in kind.accepts:
        return bool(is_.is_numeric_dtype(dtype)) and not is_.is_bool_dtype(dtype) and not is_.is_complex_dtype(dtype)
    if str in kind.accepts:
        return bool(is_.is_string_dtype(dtype))
    if dt.datetime in kind.accepts:
        return bool(is_.is_datetime64_any_dtype(dtype))
    return dt.timedelta in kind.accepts and bool(is_.is_timedelta64_dtype(dtype))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _member_key(value: object) -> tuple[type, object]:
    """Tell True from 1, which Python's dictionaries do not."""
    try:
        hash(value)
    except TypeError:
        return type(value), None
    return type(value), value


def _mask(cells: Sequence[Any]) -> np.ndarray:
    return np.fromiter((cell is None for cell in cells), dtype=bool, count=len(cells))


def _numbers(cells: Sequence[Any], dtype: type, mask: np.ndarray) -> np.ndarray:
    if mask.any():
        cells = [0 if cell is None else cell for cell in cells]
    return np.array(cells, dtype=dtype)


def _int_array(cells: Sequence[Any], _: Kind) -> Any:
    mask = _mask(cells)
    return pd.arrays.IntegerArray(_numbers(cells, np.int64, mask), mask)


def _float_array(cells: Sequence[Any], _: Kind) -> Any:
    mask = _mask(cells)
    numbers = _numbers(cells, np.float64, mask)
    return pd.arrays.FloatingArray(numbers, mask | np.isnan(numbers))


def _bool_array(cells: Sequence[Any], _: Kind) -> Any:
    mask = _mask(cells)
    return pd.arrays.BooleanArray(_numbers(cells, np.bool_, mask), mask)


def _object_array(cells: Sequence[Any], _: Kind) -> Any:
    # Filled one by one: NumPy would take equally long lists for a matrix.
    array = np.empty(len(cells), dtype=object)
    for at, cell in enumerate(cells):
        array[at] = cell
    return array


def _category_array(cells: Sequence[Any], kind: Kind) -> Any:
    names = [None if cell is None else kind.members[_member_key(cell)] for cell in cells]
    return pd.Categorical(names, dtype=kind.dtype)


def _microseconds(value: dt.date) -> int:
    if not isinstance(value, dt.datetime):
        value = dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    aware = value if value.tzinfo is not None else value.replace(tzinfo=dt.UTC)
    return (aware - _EPOCH) // _MICROSECOND


def _date_array(cells: Sequence[Any], _: Kind) -> Any:
    stamps = np.array([np.iinfo(np.int64).min if cell is None else _microseconds(cell) for cell in cells], np.int64)
    return pd.Series(stamps.view("M8[us]")).dt.tz_localize("UTC").astype(UTC_DTYPE).array


def _span_array(cells: Sequence[Any], _: Kind) -> Any:
    spans = np.array([np.iinfo(np.int64).min if cell is None else cell // _MICROSECOND for cell in cells], np.int64)
    return pd.array(spans.view("m8[us]"))


def _any_array(cells: Sequence[Any], kind: Kind) -> Any:
    return pd.array(list(cells), dtype=kind.dtype)


_BUILDERS: Mapping[str, Callable[[Sequence[Any], Kind], Any]] = {
    "Int64": _int_array,
    "Float64": _float_array,
    "boolean": _bool_array,
    "object": _object_array,
    str(UTC_DTYPE): _date_array,
    "timedelta64[us]": _span_array,
}

_SCALARS: Mapping[type, Kind] = {
    bool: Kind("bool", pd.BooleanDtype(), (bool, np.bool_)),
    int: Kind("int", pd.Int64Dtype(), (int, np.integer), (bool,)),
    float: Kind("float", pd.Float64Dtype(), (float, int, np.floating, np.integer), (bool,)),
    str: Kind("str", STRING_DTYPE, (str,)),
    dt.datetime: Kind("datetime", UTC_DTYPE, (dt.datetime,)),
    pd.Timestamp: Kind("Timestamp", UTC_DTYPE, (dt.datetime,)),
    dt.date: Kind("date", UTC_DTYPE, (dt.date,)),
    dt.timedelta: Kind("timedelta", np.dtype("m8[us]"), (dt.timedelta,)),
}
_CONTAINERS = (list, tuple, dict, set, frozenset, np.ndarray)


def split_optional(hint: Any) -> tuple[Any, bool]:
    """Return an annotation without its ``| None``, and whether it had one.

    >>> split_optional(int | None)
    (<class 'int'>, True)
    """
    if typing.get_origin(hint) is typing.Annotated:
        hint = typing.get_args(hint)[0]
    if typing.get_origin(hint) not in (typing.Union, types.UnionType):
        return hint, False
    rest = tuple(arg for arg in typing.get_args(hint) if arg is not type(None))
    optional = len(rest) < len(typing.get_args(hint))
    return (rest[0] if len(rest) == 1 else typing.Union[rest]), optional  # noqa: UP007 - built from a tuple


def type_name(hint: Any) -> str:
    """Return an annotation as it is written.

    >>> type_name(list[str] | None), type_name(int)
    ('list[str] | None', 'int')
    """
    if hint is None or hint is type(None):
        return "None"
    is_plain = isinstance(hint, type) and typing.get_origin(hint) is None
    return hint.__name__ if is_plain else str(hint).replace("typing.", "")


def kind_of(hint: Any) -> Kind:
    """Return what a return annotation, or a ``dtype=``, declares.

    Parameters
    ----------
    hint
        A type (``int``, ``float | None``, ``Literal["a", "b"]``, an `enum.Enum`, ``list[str]``, ...) or a pandas dtype
        that can hold missing values (``"Int64"``, ``"category"``).

    Raises
    ------
    InputError
        If it says nothing about a column.

    Examples
    --------
    >>> kind_of(int | None).dtype, kind_of(list[str]).dtype
    (Int64Dtype(), dtype('O'))
    """
    inner, optional = split_optional(hint)
    kind = _SCALARS.get(inner) if isinstance(inner, type) else None
    kind = kind or _choices(inner) or _container(inner) or _pandas_dtype(inner)
    if kind is None:
        raise InputError(
            f"{type_name(hint)} does not say what the column holds; declare int, float, bool, str, datetime, "
            "list[...], Literal[...], an Enum, a NamedTuple (several columns) or a pandas dtype such as 'Int64'"
        )
    if not optional:
        return kind
    label = kind.label if kind.label.endswith("| None") else f"{kind.label} | None"
    return Kind(label, kind.dtype, kind.accepts, kind.rejects, optional=True, members=kind.members)


def _choices(hint: Any) -> Kind | None:
    if typing.get_origin(hint) is Literal:
        values = typing.get_args(hint)
        given = [value for value in values if value is not None]
        return _categories(type_name(hint), given, given, optional=len(given) < len(values))
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        members = list(hint)
        by_value = all(isinstance(member.value, str) for member in members)
        return _categories(hint.__name__, members, [m.value if by_value else m.name for m in members])
    return None


def _categories(label: str, values: Iterable[Any], names: list[Any], *, optional: bool = False) -> Kind:
    members = {_member_key(value): name for value, name in zip(values, names, strict=True)}
    return Kind(label, pd.CategoricalDtype(names), optional=optional, members=members)


def _container(hint: Any) -> Kind | None:
    if hint is Any or hint is object:
        return Kind(type_name(hint), np.dtype(object), optional=True)
    origin = typing.get_origin(hint) or hint
    if isinstance(origin, type) and origin is not str and issubclass(origin, _CONTAINERS):
        return Kind(type_name(hint), np.dtype(object), (origin,))
    return None


def _pandas_dtype(hint: Any) -> Kind | None:
    if isinstance(hint, type) and not issubclass(hint, (np.generic, pd.api.extensions.ExtensionDtype)):
        return None
    try:
        dtype = pd.api.types.pandas_dtype(hint)
    except (TypeError, ValueError):
        return None
    if isinstance(dtype, np.dtype) and dtype.kind in "iufb":
        # The dtype of the same width that can hold a missing value.
        dtype = pd.array(np.empty(0, dtype)).dtype
    same = next((kind for kind in _SCALARS.values() if kind.dtype == dtype), None)
    if isinstance(dtype, pd.StringDtype):
        same = _SCALARS[str]
    if same is not None:
        return Kind(str(dtype), same.dtype, same.accepts, same.rejects, optional=True)
    return Kind(str(dtype), dtype, optional=True)
