"""A feature: an annotated function that measures one article, and the decorator that makes it one."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, ParamSpec, TypeVar, overload

from newskit.errors import InputError, listed, unknown_name
from newskit.features.signature import Declaration, declaration_of, name_of

__all__ = ["Feature", "as_feature", "feature"]

P = ParamSpec("P")
R = TypeVar("R")
_MISSING_SETTING = inspect.Parameter.empty


@dataclass(frozen=True, eq=False, repr=False)
class Feature(Generic[P, R]):
    """A function of one article that `newskit.extract` runs on all of them.

    It stays an ordinary function: call it, test it, document it. Make one with `feature`.

    Parameters
    ----------
    func
        The function.
    name
        The feature's name: the column that it gives, or the beginning of their names.
    declared
        What the function's signature says.
    bound
        Settings that were given by `bind`.

    Examples
    --------
    >>> from newskit.features import feature
    >>> @feature
    ... def n_letters_in_title(title: str, *, letter: str = "e") -> int:
    ...     return title.casefold().count(letter)
    >>> n_letters_in_title("Peace at last")
    2
    >>> n_letters_in_title.bind("n_a_in_title", letter="a")
    <feature n_a_in_title(title, *, letter='a') -> Int64>
    """

    func: Callable[P, R]
    name: str
    declared: Declaration
    bound: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Name, module, docstring and signature are the function's, for help(), Sphinx, doctest and pickle.
        kept = [key for key in functools.WRAPPER_ASSIGNMENTS if key != "__annotations__"]
        wraps: dict[str, Any] = {key: getattr(self.func, key) for key in kept if hasattr(self.func, key)}
        self.__dict__.update(wraps, __wrapped__=self.func)

    @classmethod
    def of(cls, func: Callable[P, R], name: str | None = None, dtype: Any = None) -> Feature[P, R]:
        """Return the feature that a function declares, without registering it."""
        known = name_of(func, name)
        return cls(func, known, declaration_of(func, known, dtype))

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of the columns and features that it needs."""
        return tuple(given.name for given in self.declared.inputs)

    @property
    def columns(self) -> dict[str, Any]:
        """Names and dtypes of the columns that it gives."""
        return {out.column(self.name): out.kind.dtype for out in self.declared.outputs}

    @property
    def settings(self) -> dict[str, Any]:
        """Its settings: the function's defaults, then what was bound."""
        return {**self.declared.settings, **self.bound}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function, with the settings that were bound."""
        return self.func(*args, **{**self.bound, **kwargs})

    def bind(self, name: str, /, **settings: Any) -> Feature[P, R]:
        """Return the same feature under another name with other settings.

        It is not registered: hand it to `extract`, or to `feature` if others shall find it by name.

        Parameters
        ----------
        name
            The new feature's name.
        **settings
            Values for the function's keyword-only parameters.

        Raises
        ------
        InputError, UnknownNameError
            If the name is empty, or a setting is not one of the function's.

        Examples
        --------
        >>> from newskit.features import feature
        >>> @feature
        ... def is_long_title(title: str, *, words: int = 12) -> bool:
        ...     return len(title.split()) >= words
        >>> is_long_title.bind("is_very_long_title", words=20)("Six words are not that many")
        False
        """
        known = self.declared.settings
        for setting in settings:
            if setting in self.inputs:
                raise InputError(
                    f"{setting!r} is an input of feature {self.name!r}, not a setting; settings are the parameters "
                    f"behind `*`: {listed(known)}"
                )
            if setting not in known:
                raise unknown_name("setting", setting, known, where=f"feature {self.name!r}")
        return replace(self, name=name_of(self.func, name), bound={**self.bound, **settings})

    def require_settings(self) -> None:
        """Raise `InputError` if a setting without a default was not bound."""
        lacking = [key for key, value in self.settings.items() if value is _MISSING_SETTING]
        if lacking:
            raise InputError(
                f"feature {self.name!r} needs the setting {lacking[0]!r}, which has no default: "
                f"use {self.name}.bind('name', {lacking[0]}=...)"
            )

    def __repr__(self) -> str:
        settings = [key if value is _MISSING_SETTING else f"{key}={value!r}" for key, value in self.settings.items()]
        inside = ", ".join([*self.inputs, *(["*", *settings] if settings else [])])
        gives = ", ".join(str(dtype) for dtype in self.columns.values())
        return f"<feature {self.name}({inside}) -> {gives}>"

    def __copy__(self) -> Feature[P, R]:
        return self

    def __deepcopy__(self, _: dict[int, Any]) -> Feature[P, R]:
        # It never changes; scikit-learn's clone copies what it is given.
        return self

    def __reduce__(self) -> str | tuple[Any, ...]:
        module, path = getattr(self, "__module__", None), getattr(self, "__qualname__", "")
        if module != "__main__":
            found = _lookup(module, path)
            if found is self:
                return str(path)
            if isinstance(found, Feature) and found.func is self.func:
                return _rebound, (found, self.name, dict(self.bound))
            if found is self.func:
                return _rebuilt, ((self.func, self.name, self.declared, dict(self.bound)),)
        # A notebook's function travels by value: another process has no such notebook.
        from joblib import wrap_non_picklable_objects  # noqa: PLC0415 - needed by several processes only

        state = (self.func, self.name, self.declared, dict(self.bound))
        return _rebuilt, (wrap_non_picklable_objects(state, keep_wrapper=False),)


def _lookup(module: str | None, path: str) -> object:
    found: object = sys.modules.get(module or "")
    for part in path.split("."):
        found = getattr(found, part, None)
    return found


def _rebuilt(state: tuple[Any, ...]) -> Feature[Any, Any]:
    return Feature(*state)


def _rebound(base: Feature[Any, Any], name: str, bound: dict[str, Any]) -> Feature[Any, Any]:
    return replace(base, name=name, bound=bound)


def as_feature(given: object) -> Feature[Any, Any]:
    """Return a feature as it is, and an annotated function as a feature that is not registered."""
    if isinstance(given, Feature):
        return given
    if callable(given):
        return Feature.of(given)
    raise InputError(
        f"a feature is a name, a function or a Feature, not {type(given).__name__} {given!r}; "
        "newskit.features.table() lists the names"
    )


@overload
def feature(func: Callable[P, R], /, *, name: str | None = None, dtype: Any = None) -> Feature[P, R]: ...
@overload
def feature(
    func: None = None, /, *, name: str | None = None, dtype: Any = None
) -> Callable[[Callable[P, R]], Feature[P, R]]: ...
def feature(func: Callable[..., Any] | None = None, /, *, name: str | None = None, dtype: Any = None) -> Any:
    """Make an annotated function a feature, and register it under its name.

    A feature looks at one article at a time:

    * **positional parameters** are the columns or other features of their names. An article where one is missing gets
      a missing value, unless the parameter is annotated with ``| None``: then the function is given None;
    * **keyword-only parameters** are settings, see `Feature.bind`;
    * **the return annotation** is the column's dtype: ``int`` becomes ``Int64``, ``float`` ``Float64``, ``bool``
      ``boolean``, ``str`` ``string[pyarrow]``, ``datetime`` and ``date`` ``datetime64[us, UTC]``, ``list[...]``
      ``object``, ``Literal[...]`` and enums ``category``. A `typing.NamedTuple` becomes several columns
      ``name_field``. Only ``... | None`` may return None;
    * **a parameter annotated with** `pandas.Series` takes the column of many articles at once, which is faster. The
      function then returns a Series, an array, or a DataFrame or NamedTuple of them, as long as what it was given, and
      ``dtype=`` says what they hold. It must not depend on which other articles are there.

    Running the same cell again replaces the feature. A different function of a name that is taken is an error.

    Parameters
    ----------
    func
        The function.
    name
        Another name than the function's.
    dtype
        What whole columns hold, or another dtype than the annotation's: a type as in annotations (``float | None``), a
        pandas dtype (``"Int64"``), or ``{field: type}`` for several columns.

    Returns
    -------
    Feature
        It can still be called like the function.

    Raises
    ------
    InputError
        If the function's signature does not say what the feature needs and gives, or the name is taken.

    See Also
    --------
    newskit.extract : runs features on articles.
    newskit.features.table : lists the features.

    Examples
    --------
    >>> import pandas as pd
    >>> from newskit.features import extract, feature
    >>> @feature
    ... def shouting(title: str) -> float | None:
    ...     \"\"\"Share of capital letters in the headline.\"\"\"
    ...     letters = [c for c in title if c.isalpha()]
    ...     return sum(c.isupper() for c in letters) / len(letters) if letters else None
    >>> shouting("NO rain")
    0.3333333333333333
    >>> extract(pd.DataFrame({"title": ["NO rain", "2025", None]}), shouting)
       shouting
    0  0.333333
    1      <NA>
    2      <NA>

    A whole column at once:

    >>> @feature(dtype=int)
    ... def title_length(title: pd.Series) -> pd.Series:
    ...     \"\"\"Number of characters in the headline.\"\"\"
    ...     return title.str.len()
    """
    if func is None:
        return functools.partial(feature, name=name, dtype=dtype)
    from newskit.features.registry import REGISTRY  # noqa: PLC0415 - the registry holds features

    if isinstance(func, Feature):
        if name is None and dtype is None:
            return REGISTRY.add(func)
        made = Feature.of(func.func, name or func.name, dtype)
        return REGISTRY.add(replace(made, bound=func.bound))
    return REGISTRY.add(Feature.of(func, name, dtype))
