"""The values of single articles, behind the line of a table over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles, require_columns
from newskit.plot.notes import Remark
from newskit.plot.text import name_of
from newskit.plot.timeline import date_numbers
from newskit.tables.bins import dates_of
from newskit.tables.groups import group
from newskit.tables.recipe import Recipe, recipe_of
from newskit.tables.values import values_of

__all__ = ["Points", "points_of"]

_MOST = 5_000
_SEED = 20_250_612


@dataclass(frozen=True, slots=True)
class Points:
    """Values of articles.

    Parameters
    ----------
    x, y
        When each was published, as matplotlib's number, and its value.
    groups
        The name of its group.
    n
        How many there were before they were thinned.
    """

    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    groups: list[str]
    n: int

    def remarks(self) -> Iterable[Remark]:
        """Say what the points are, and how many there should be."""
        drawn = len(self.x)
        if drawn < self.n:
            yield Remark(f"Dots: articles, {drawn:,} of {self.n:,}, evenly picked.")
        else:
            yield Remark("Dots: articles.")


def points_of(table: pd.DataFrame, articles: pd.DataFrame, hue: str | None, value: str) -> Points:
    """Return the values of the articles that a table was made of.

    Raises
    ------
    InputError, UnknownNameError
        If the articles lack the dates, groups or values of the table.
    """
    require_articles(articles)
    recipe = recipe_of(table) or Recipe("")
    if not recipe.settings:
        raise InputError("points= takes articles only with a table of nk.trend, which says what was measured")
    dates = dates_of(articles, recipe.date or "published", recipe.timezone or "UTC")
    numbers = values_of(articles, value).numbers
    inside = np.asarray(dates.notna()) & ~np.isnan(numbers)
    if recipe.start:
        inside &= ~np.asarray(dates < pd.Timestamp(recipe.start))
    if recipe.end:
        inside &= ~np.asarray(dates >= pd.Timestamp(recipe.end))
    if hue is not None:
        require_columns(articles, [hue], where="the articles")
    found = group(articles, [hue] if hue else [])
    kept = inside[found.rows]
    rows, codes = found.rows[kept], found.codes[kept]
    n = len(rows)
    if n > _MOST:
        picked = np.sort(np.random.default_rng(_SEED).choice(n, _MOST, replace=False))
        rows, codes = rows[picked], codes[picked]
    names = [name_of(label) for label in found.frame[hue]] if hue else [""]
    return Points(date_numbers(dates)[rows], numbers[rows], [names[code] for code in codes.tolist()], n)
