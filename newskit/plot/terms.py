"""What the pictures of terms have in common: what can be drawn, how numbers are written, which columns are groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.ticker import FuncFormatter

from newskit.tables.recipe import recipe_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Y_LABELS", "Wish", "formatter", "groups_in", "level_of"]

Y_LABELS = {
    "rate": "uses per thousand words",
    "share": "share of articles",
    "articles": "articles",
    "count": "uses",
}
"""What can be drawn, and what it is called."""

_NO_GROUPS = (
    *("period", "period_end", "complete", "term", "count", "articles", "total", "words"),
    *("share", "share_low", "share_high", "rate", "rate_low", "rate_high"),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a user wants to see; see `newskit.plot.frequencies`."""

    kind: str
    value: str
    hue: str | None
    top: int | None
    palette: Any
    text_kws: Mapping[str, Any]
    kws: Mapping[str, Any]

    def number(self, figure: float) -> str:
        """Return a value as it is written."""
        if self.value == "share":
            return f"{figure:.1%}" if figure < 0.1 else f"{figure:.0%}"
        if self.value == "rate" and figure < 100:
            return f"{figure:.2f}" if figure < 10 else f"{figure:.1f}"
        return f"{figure:,.0f}"


def groups_in(table: pd.DataFrame) -> list[str]:
    """Return the columns of groups of a table of terms."""
    recipe = recipe_of(table)
    names = recipe.by if recipe is not None and recipe.by else table.columns
    return [name for name in names if name in table.columns and name not in _NO_GROUPS]


def level_of(table: pd.DataFrame) -> str:
    """Return the level of a table's intervals, as it is written."""
    recipe = recipe_of(table)
    return f"{100 * float(recipe.settings.get('level', 0.95) if recipe is not None else 0.95):g} %"


def formatter(value: str) -> Any:
    """Return what writes the numbers of an axis."""
    if value == "share":
        return FuncFormatter(lambda number, _: f"{100 * number:.6g}%")
    return FuncFormatter(lambda number, _: f"{number:,.10g}")
