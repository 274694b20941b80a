"""From the features that were asked for to the order in which to compute them."""

from __future__ import annotations

import graphlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from newskit.errors import InputError, UnknownNameError, listed, unknown_name
from newskit.features.core import Feature, as_feature
from newskit.features.registry import REGISTRY
from newskit.schema import guess_columns

__all__ = ["AnyFeature", "Plan", "make_plan", "reachable"]

AnyFeature = Feature[Any, Any]


@dataclass(frozen=True)
class Plan:
    """What to compute.

    Parameters
    ----------
    steps
        The features, each after those that it needs.
    needs
        The columns of the articles that they read.
    columns
        The columns that were asked for, in that order.
    """

    steps: tuple[AnyFeature, ...]
    needs: tuple[str, ...]
    columns: tuple[str, ...]

    def empty(self, index: pd.Index[Any]) -> pd.DataFrame:
        """Return the result for no article: right columns, right dtypes."""
        kinds = {out.column(step.name): out.kind for step in self.steps for out in step.declared.outputs}
        return pd.DataFrame({name: kinds[name].blank(0) for name in self.columns}, index=index[:0])


def make_plan(features: object, columns: Iterable[object], *, known: Mapping[str, AnyFeature] | None = None) -> Plan:
    """Return the plan for features on articles with these columns.

    A parameter is the column of its name if the articles have one, else the feature of that name: one of those asked
    for, one of `known`, or a registered one.

    Raises
    ------
    InputError, UnknownNameError
        If a name is unknown, features need each other in a circle, or two give the same column.
    """
    have = {name for name in columns if isinstance(name, str)}
    finder = _Finder(have, known or {})
    asked = [finder.ask(one) for one in _listed(features)]
    steps, needs = _gather([feature for feature, _ in asked], finder)
    wanted = dict.fromkeys(name for _, names in asked for name in names)
    for step in steps.values():
        step.require_settings()
    _require_one_source(steps.values())
    return Plan(tuple(steps[name] for name in _ordered(steps, finder)), tuple(needs), tuple(wanted))


def _listed(features: object) -> list[object]:
    is_many = isinstance(features, Iterable) and not isinstance(features, (str, Feature))
    asked = list(features) if is_many else [features]  # type: ignore[call-overload]
    if not asked:
        raise InputError("features is empty; name at least one, newskit.features.table() lists them")
    return asked


class _Finder:
    """Finds what a name stands for: a column first, then the features asked for, then all others."""

    def __init__(self, have: set[str], known: Mapping[str, AnyFeature]) -> None:
        self.have, self.known = have, known
        self.asked: dict[str, AnyFeature] = {}

    def ask(self, given: object) -> tuple[AnyFeature, list[str]]:
        """Return the feature that a user asked for, and its columns that they want."""
        if isinstance(given, str):
            found = self.known.get(given) or REGISTRY[given]
            names = list(found.columns) if found.name == given else [given]
        else:
            found = as_feature(given)
            names = list(found.columns)
        other = self.asked.setdefault(found.name, found)
        if other is not found and other.func is not found.func:
            raise InputError(f"two features named {found.name!r} were asked for; .bind('another name') one of them")
        if dict(other.bound) != dict(found.bound):
            raise InputError(f"feature {found.name!r} was asked for with different settings; .bind() them two names")
        return other, names

    def find(self, name: str) -> AnyFeature | None:
        for source in (self.asked, self.known):
            if name in source:
                return source[name]
        return next((one for one in self.asked.values() if name in one.columns), None) or REGISTRY.find(name)

    def needs_of(self, feature: AnyFeature) -> Iterator[AnyFeature]:
        """Yield the features whose columns a feature reads."""
        for name in feature.inputs:
            if name in self.have:
                continue
            found = self.find(name)
            if found is None:
                raise self._unknown(name, feature)
            if name not in found.columns:
                raise InputError(
                    f"feature {feature.name!r} needs {name!r}, which gives several columns: {listed(found.columns)}; "
                    "name one of them as the parameter"
                )
            yield found

    def _unknown(self, name: str, feature: AnyFeature) -> Exception:
        usual = guess_columns([name]).get(name)  # what archives call a headline is a title here
        if usual in self.have:
            return UnknownNameError(
                f"column {name!r} is not in the articles or among the features, and feature {feature.name!r} needs "
                f"it; did you mean {usual!r}? That is its name in an article table"
            )
        names = [*sorted(self.have), *(other for other in REGISTRY if other not in self.have)]
        where = f"the articles or among the features, and feature {feature.name!r} needs it"
        return unknown_name("column", name, names, where=where)


def _gather(asked: list[AnyFeature], finder: _Finder) -> tuple[dict[str, AnyFeature], dict[str, None]]:
    steps: dict[str, AnyFeature] = {}
    needs: dict[str, None] = {}
    todo = list(reversed(asked))
    while todo:
        one = todo.pop()
        if one.name in steps:
            continue
        steps[one.name] = one
        needs |= dict.fromkeys(name for name in one.inputs if name in finder.have)
        todo += finder.needs_of(one)
    return steps, needs


def _ordered(steps: Mapping[str, AnyFeature], finder: _Finder) -> list[str]:
    graph = {name: [need.name for need in finder.needs_of(step)] for name, step in steps.items()}
    try:
        return list(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        # Told from the feature that was named first, in the direction of "needs".
        circle = error.args[1][:0:-1]
        first = min(range(len(circle)), key=lambda at: list(steps).index(circle[at]))
        path = " -> ".join([*circle[first:], *circle[:first], circle[first]])
        raise InputError(f"features need each other in a circle: {path}; one of them must do without") from None


def _require_one_source(steps: Iterable[AnyFeature]) -> None:
    source: dict[str, str] = {}
    for step in steps:
        for column in step.columns:
            if column in source:
                raise InputError(
                    f"features {source[column]!r} and {step.name!r} both give a column {column!r}; .bind('another "
                    "name') one of them"
                )
            source[column] = step.name


def reachable(features: object, known: Mapping[str, AnyFeature] | None = None) -> dict[str, AnyFeature]:
    """Return the named features among `features` and all that these could need, whatever columns there will be."""
    found: dict[str, AnyFeature] = {}
    todo = _listed(features)
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            resolved = (known or {}).get(one) or REGISTRY.find(one)
            if resolved is None or resolved.name in found:
                continue
            found[resolved.name] = one = resolved
        todo += as_feature(one).inputs
    return found
