"""What groups of articles are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from newskit.errors import InputError, listed, unknown_name
from newskit.language import Tokens
from newskit.language.ngrams import Grams
from newskit.tables.sides import Side

__all__ = ["Reference"]


@dataclass(frozen=True, slots=True)
class Reference:
    """What groups are compared with: a group, texts, a frequency list, or (none of them) all other articles."""

    group: int | None = None
    texts: pd.Series | None = None
    counts: dict[str, float] | None = None

    @classmethod
    def of(cls, given: Any, groups: pd.DataFrame, on: str) -> Reference:
        """Return what a user means by ``reference=``."""
        if given is None:
            if not len(groups):
                raise InputError("there are no articles to compare: the table is empty; look at what was filtered out")
            if len(groups) < 2:
                shown = listed(groups.iloc[:, 0].astype(str))
                raise InputError(
                    f"there is one group only ({shown}), and nothing to compare it with; name another column in by=, "
                    "or pass other articles or a frequency list as reference="
                )
            return cls()
        if isinstance(given, pd.DataFrame) and on in given.columns:
            return cls(texts=given[on])
        if isinstance(given, (pd.DataFrame, pd.Series, Mapping)):
            return cls(counts=_frequencies(given))
        wanted = given if isinstance(given, tuple) else (given,)
        for number, row in enumerate(groups.itertuples(index=False)):
            if len(wanted) == len(row) and all(
                a == b or (pd.isna(a) and pd.isna(b)) for a, b in zip(row, wanted, strict=True)
            ):
                return cls(group=number)
        known = [", ".join(map(str, row)) for row in groups.itertuples(index=False)]
        raise unknown_name("group", ", ".join(map(str, wanted)), known, where=f"by={list(groups.columns)!r}")

    def counts_of(self, corpus: Tokens, grams: list[Grams]) -> Side:
        """Return the reference side of a frequency list."""
        known = self.counts or {}
        keys = [" ".join(map(corpus.lowers.__getitem__, row)) for one in grams for row in one.words.tolist()]
        count = np.array([known.get(key, 0.0) for key in keys], dtype=np.float64)
        of_size: dict[int, float] = {}
        for term, number in known.items():
            size = term.count(" ") + 1
            of_size[size] = of_size.get(size, 0.0) + number
        total = np.repeat([of_size.get(one.size, 0.0) for one in grams], [len(one.words) for one in grams])
        nowhere = np.full(len(count), np.nan)
        # A list of words alone tells nothing of phrases: those are left out.
        count = np.where(total > 0, count, np.nan)
        return Side(count, total, nowhere, np.ones(len(count)))


def _frequencies(given: pd.DataFrame | pd.Series | Mapping[str, float]) -> dict[str, float]:
    if isinstance(given, pd.DataFrame):
        if not {"term", "count"} <= set(given.columns):
            raise InputError(
                f"reference= has the columns {listed(given.columns)}; articles need the column of texts, a frequency "
                "list the columns 'term' and 'count'"
            )
        given = given.set_index("term")["count"]
    found: dict[str, float] = {}
    for term, number in given.items():
        if not isinstance(number, (int, float, np.integer, np.floating)) or not number >= 0:
            raise InputError(f"the frequency list gives {number!r} for {str(term)!r}; it should be a number from 0 up")
        key = " ".join(str(term).lower().split())
        found[key] = found.get(key, 0.0) + float(number)
    if not found:
        raise InputError("the frequency list is empty")
    return found
