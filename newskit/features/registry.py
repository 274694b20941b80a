"""The features that are known by name: newskit's own, the user's, and those of installed plug-ins."""

from __future__ import annotations

import importlib
import inspect
import warnings
from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import pandas as pd

from newskit.errors import InputError, NewskitWarning, unknown_name
from newskit.features.core import Feature

__all__ = ["ENTRY_POINTS", "REGISTRY", "Registry", "table"]

ENTRY_POINTS = "newskit.features"
_BUILT_IN = "newskit.features.builtin"


class Registry:
    """Features by name. newskit's own and the plug-ins' are loaded when a name is first looked up."""

    def __init__(self) -> None:
        self._features: dict[str, Feature[Any, Any]] = {}
        self._is_loaded = False

    def add(self, new: Feature[Any, Any]) -> Feature[Any, Any]:
        """Register a feature and return it.

        Raises
        ------
        InputError
            If another function has the name.
        """
        self._load(built_in_only=True)
        old = self._features.get(new.name)
        if old is not None and not _replaces(new, old):
            raise InputError(
                f"there is already a feature {new.name!r}, defined in {_where(old)}; give yours in {_where(new)} "
                f"another name: @feature(name='...')"
            )
        self._features[new.name] = new
        return new

    def remove(self, name: str) -> None:
        """Forget a feature; nothing happens if there is none of this name."""
        self._features.pop(name, None)

    def __getitem__(self, name: str) -> Feature[Any, Any]:
        found = self.find(name)
        if found is None:
            raise unknown_name("feature", name, self)
        return found

    def find(self, name: str) -> Feature[Any, Any] | None:
        """Return the feature of this name, or the one that gives a column of this name, or None."""
        self._load()
        found = self._features.get(name)
        return found or next((one for one in self._features.values() if name in one.columns), None)

    def __iter__(self) -> Iterator[str]:
        self._load()
        return iter(sorted(self._features))

    def __len__(self) -> int:
        self._load()
        return len(self._features)

    def _load(self, *, built_in_only: bool = False) -> None:
        if self._is_loaded:
            return
        self._is_loaded = True  # before the imports, which register features themselves
        importlib.import_module(_BUILT_IN)
        if built_in_only:
            self._is_loaded = False
            return
        for point in entry_points(group=ENTRY_POINTS):
            self._load_plugin(point)

    def _load_plugin(self, point: EntryPoint) -> None:
        """Load one plug-in: a module that registers features, or a feature or several."""
        before = dict(self._features)
        try:
            loaded = point.load()
            if not inspect.ismodule(loaded):
                for one in loaded if isinstance(loaded, Iterable) else [loaded]:
                    self.add(one if isinstance(one, Feature) else Feature.of(one))
        except Exception as error:  # noqa: BLE001 - whatever a stranger's package raises
            self._features = before
            package = f" of package {point.dist.name!r}" if point.dist else ""
            warnings.warn(
                f"the feature plug-in {point.name!r}{package} ({point.value}) cannot be loaded, its features are "
                f"missing: {type(error).__name__}: {error}",
                NewskitWarning,
                stacklevel=2,
            )

    def table(self) -> pd.DataFrame:
        """Return the features as `newskit.features.table` describes it."""
        rows = [_row(self._features[name]) for name in self]
        return pd.DataFrame(rows, columns=["feature", "needs", "gives", "dtype", "settings", "measures", "defined_in"])


REGISTRY = Registry()


def _identity(one: Feature[Any, Any]) -> tuple[Any, Any]:
    return getattr(one, "__module__", None), getattr(one, "__qualname__", None)


def _replaces(new: Feature[Any, Any], old: Feature[Any, Any]) -> bool:
    """Tell whether a feature is the old one run again: in a notebook any change counts as that."""
    is_notebook = _identity(new)[0] == _identity(old)[0] == "__main__"
    return new.func is old.func or is_notebook or _identity(new) == _identity(old)


def _where(one: Feature[Any, Any]) -> str:
    module, name = _identity(one)
    return "this notebook" if module == "__main__" else f"{module}.{name}"


def _row(one: Feature[Any, Any]) -> tuple[str, ...]:
    settings = {key: "required" if value is inspect.Parameter.empty else repr(value)
                for key, value in one.settings.items()}  # fmt: skip
    return (
        one.name,
        ", ".join(one.inputs),
        ", ".join(one.columns),
        ", ".join(str(dtype) for dtype in one.columns.values()),
        ", ".join(f"{key}={value}" for key, value in settings.items()),
        (inspect.getdoc(one.func) or "").partition("\n\n")[0].replace("\n", " "),
        _identity(one)[0] or "",
    )


def table() -> pd.DataFrame:
    """Return the features that are known: newskit's own, those you registered, and those of plug-ins.

    Returns
    -------
    pandas.DataFrame
        One row per feature: ``feature`` (its name), ``needs`` (columns or features), ``gives`` (the columns that come
        out), ``dtype`` (theirs), ``settings`` (with their values), ``measures`` (the first paragraph of its
        docstring), ``defined_in`` (module).

    Examples
    --------
    >>> known = table().set_index("feature")
    >>> known.loc["n_words", ["needs", "dtype"]].tolist()
    ['text', 'Int64']
    """
    return REGISTRY.table()
