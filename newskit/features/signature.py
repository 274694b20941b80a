"""Read a feature's declaration off its function: inputs, settings, and the columns that it gives."""

from __future__ import annotations

import functools
import inspect
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from newskit.errors import InputError
from newskit.features.kinds import Kind, kind_of, split_optional, type_name

__all__ = ["Declaration", "Input", "Output", "declaration_of", "name_of"]

# pandas' classes are generic for type checkers only: Series[str] cannot be evaluated.
_GENERIC_SERIES = re.compile(r"\b(Series|DataFrame|Index)\[[^\[\]]*\]")


@dataclass(frozen=True)
class Input:
    """A positional parameter: the column or feature of its name.

    Parameters
    ----------
    name
        Its name.
    optional
        Whether the function handles a missing value (``| None``).
    """

    name: str
    optional: bool


@dataclass(frozen=True)
class Output:
    """One column that a feature gives: its field of a NamedTuple or DataFrame (None for the only one) and its kind."""

    field: str | None
    kind: Kind

    def column(self, feature: str) -> str:
        """Return the column's name when the feature has this name."""
        return feature if self.field is None else f"{feature}_{self.field}"


@dataclass(frozen=True)
class Declaration:
    """What a function's signature and annotations say.

    Parameters
    ----------
    inputs
        The positional parameters.
    settings
        The keyword-only parameters and their defaults (`inspect.Parameter.empty` where one must be given).
    outputs
        The columns that come out.
    is_whole
        Whether it takes whole columns (`pandas.Series`) rather than one article's values.
    may_miss
        Whether it may return None for all of its columns at once.
    """

    inputs: tuple[Input, ...]
    settings: Mapping[str, Any]
    outputs: tuple[Output, ...]
    is_whole: bool
    may_miss: bool = False


def name_of(func: Callable[..., Any], name: str | None) -> str:
    """Return a feature's name: the one given, or the function's.

    Raises
    ------
    InputError
        If there is none, as for a lambda.
    """
    if name is None:
        name = getattr(func, "__name__", None)
        if isinstance(func, functools.partial):
            raise InputError(
                "a partial has no name of its own: write the setting as a keyword-only parameter of the function "
                "and use .bind('name', setting=...), or pass @feature(name=...)"
            )
        if name == "<lambda>":
            raise InputError(
                "a lambda has neither a name nor a return annotation: write `def name(title: str) -> int:`, "
                "or pass both, feature(name='...', dtype=int)(lambda title: ...)"
            )
    if not isinstance(name, str) or not name.strip():
        raise InputError(f"a feature's name is a string that is not empty, not {name!r}: pass feature(name='...')")
    return name


def declaration_of(func: Callable[..., Any], name: str, dtype: Any = None) -> Declaration:
    """Return what a function declares.

    Parameters
    ----------
    func
        The function.
    name
        The feature's name, for errors.
    dtype
        What the function gives, where its return annotation is a whole column or missing: a type, a pandas dtype, or
        ``{field: type}`` for several columns.

    Raises
    ------
    InputError
        If the signature cannot be a feature's; the message says what to write.
    """
    _require_plain(func, name)
    parameters = list(_signature(func, name).parameters.values())
    hints = _hints(func, name)
    _check_parameters(parameters, name)
    positional = [p for p in parameters if p.kind is not p.KEYWORD_ONLY]
    split = [split_optional(hints.get(p.name, Any)) for p in positional]
    whole = [hint is pd.Series for hint, _ in split]
    if any(whole) and not all(whole):
        rows = next(p.name for p, is_whole in zip(positional, whole, strict=True) if not is_whole)
        raise InputError(
            f"feature {name!r} mixes whole columns with single values: annotate {rows!r} with pd.Series too, "
            "or make it a setting by moving it behind `*`"
        )
    outputs, may_miss = _outputs(hints, dtype, name, is_whole=any(whole))
    return Declaration(
        inputs=tuple(Input(p.name, optional) for p, (_, optional) in zip(positional, split, strict=True)),
        settings={p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY},
        outputs=outputs,
        is_whole=any(whole),
        may_miss=may_miss,
    )


def _require_plain(func: object, name: str) -> None:
    if isinstance(func, type) or not callable(func):
        raise InputError(f"feature {name!r} should be a function, not {func!r}")
    if inspect.iscoroutinefunction(func) or inspect.isgeneratorfunction(func):
        kind = "a generator" if inspect.isgeneratorfunction(func) else "an async function"
        raise InputError(f"feature {name!r} is {kind}; write a function that returns its value")


def _signature(func: Callable[..., Any], name: str) -> inspect.Signature:
    try:
        return inspect.signature(func)
    except ValueError as error:
        raise InputError(f"feature {name!r}: Python cannot tell its parameters ({error}); wrap it in a def") from error


def _check_parameters(parameters: list[inspect.Parameter], name: str) -> None:
    positional = [p for p in parameters if p.kind is not p.KEYWORD_ONLY]
    for parameter in positional:
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            raise InputError(f"feature {name!r} takes {parameter}: name each column or feature that it needs")
        if parameter.default is not parameter.empty:
            raise InputError(
                f"feature {name!r}: parameter {parameter.name!r} has a default, so it looks like a setting; put it "
                f"behind `*` (`def {name}(..., *, {parameter.name}={parameter.default!r})`). Parameters before it are "
                "columns or features"
            )
    if not positional:
        raise InputError(f"feature {name!r} needs no column: name one as a parameter, `def {name}(text: str) -> ...`")
    if positional[0].name in ("self", "cls"):
        raise InputError(
            f"feature {name!r} is a method: its first parameter {positional[0].name!r} is no column. Move it out of "
            "the class, or pass the method of an instance: feature(thing.method)"
        )


def _annotated(func: Any) -> Iterator[Any]:
    """Yield the functions whose annotations count: what a partial, method or callable object ends in."""
    while isinstance(func, functools.partial):
        func = func.func
    func = inspect.unwrap(func)
    if not isinstance(func, (types.FunctionType, types.MethodType)) and not inspect.isbuiltin(func):
        func = type(func).__call__
    yield getattr(func, "__func__", func)


def _hints(func: Any, name: str) -> dict[str, Any]:
    source = next(_annotated(func))
    raw = dict(getattr(source, "__annotations__", {}))
    hints = {}
    for parameter, annotation in raw.items():
        try:
            hints[parameter] = _resolved(annotation, source)
        except Exception as error:
            raise InputError(
                f"feature {name!r}: the annotation {annotation!r} of {parameter!r} cannot be resolved ({error}); "
                "import or define what it names at the top of the module or notebook, not inside a function or under "
                "TYPE_CHECKING"
            ) from error
    return hints


def _resolved(annotation: Any, func: Any) -> Any:
    if isinstance(annotation, str):
        annotation = _GENERIC_SERIES.sub(r"\1", annotation)
    holder = types.SimpleNamespace(__annotations__={"it": annotation})
    hint = typing.get_type_hints(holder, getattr(func, "__globals__", {}), include_extras=False)["it"]
    return type(None) if hint is None else hint


def _outputs(hints: Mapping[str, Any], dtype: Any, name: str, *, is_whole: bool) -> tuple[tuple[Output, ...], bool]:
    if dtype is None and "return" not in hints:
        raise InputError(
            f"feature {name!r} needs a return annotation: it declares the column's dtype, "
            f"as in `def {name}(text: str) -> int:`"
        )
    hint, may_miss = split_optional(hints.get("return", Any))
    if isinstance(dtype, Mapping):
        outputs = tuple(Output(str(part), _kind(kind, name)) for part, kind in dtype.items())
    elif dtype is not None:
        outputs = (Output(None, _kind(dtype, name)),)
    elif _is_named_tuple(hint):
        outputs = tuple(Output(part, _kind(kind, name)) for part, kind in _fields(hint, name).items())
    elif (is_whole and hint in (pd.Series, pd.DataFrame)) or (getattr(hint, "__name__", "") == "ndarray" and is_whole):
        several = "{'field': float, ...}" if hint is pd.DataFrame else "int"
        raise InputError(f"feature {name!r} gives whole columns, so it must say of what: @feature(dtype={several})")
    else:
        outputs = (Output(None, _kind(hints["return"], name)),)
    if not outputs:
        raise InputError(f"feature {name!r} gives no column: its NamedTuple or dtype= has no fields")
    if may_miss and outputs[0].field is not None:
        # None stands for the whole tuple: then every column is missing.
        outputs = tuple(Output(out.field, replace(out.kind, optional=True)) for out in outputs)
    return outputs, may_miss


def _kind(hint: Any, name: str) -> Kind:
    try:
        return kind_of(hint)
    except InputError as error:
        raise InputError(f"feature {name!r}: {error}") from None


def _is_named_tuple(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")


def _fields(hint: Any, name: str) -> dict[str, Any]:
    try:
        fields = typing.get_type_hints(hint)
    except NameError as error:
        raise InputError(f"feature {name!r}: a field of {type_name(hint)} cannot be resolved: {error}") from error
    bare = [part for part in hint._fields if part not in fields]
    if bare:
        raise InputError(
            f"feature {name!r}: field {bare[0]!r} of {type_name(hint)} has no type; write the fields as a class, "
            f"`class {type_name(hint)}(NamedTuple): {bare[0]}: float`"
        )
    nested = [part for part in hint._fields if _is_named_tuple(fields[part])]
    if nested:
        raise InputError(f"feature {name!r}: field {nested[0]!r} is a NamedTuple itself; a column holds single values")
    return {part: fields[part] for part in hint._fields}
