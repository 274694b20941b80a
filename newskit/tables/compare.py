"""The distribution of a measure by group, and how far each group lies from the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles, require_choice, unknown_name
from newskit.tables.association import false_discovery_rate
from newskit.tables.effects import (
    Effect,
    Moments,
    cliffs_delta,
    hedges_g,
    holm,
    mean_difference,
    share_difference,
)
from newskit.tables.estimates import check_level, estimates
from newskit.tables.groups import Groups, group
from newskit.tables.recipe import Recipe, by_columns, remember
from newskit.tables.values import Limits, Value, Values, values_of

__all__ = ["compare"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_QUANTILES = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}
_EFFECTS = ("difference", "hedges_g", "cliffs_delta")
_ADDED = (
    *("n", "missing", "mean", "share", "low", "high", "sd", "minimum", *_QUANTILES, "maximum"),
    *(f"{name}{end}" for name in _EFFECTS for end in ("", "_low", "_high")),
    *("p", "p_adjusted", "histogram"),
)
_BINS = 96


def compare(
    articles: pd.DataFrame,
    value: Value,
    by: str | Sequence[str],
    *,
    reference: Any = None,
    test: Literal["welch", "brunner_munzel"] = "welch",
    adjust: Literal["holm", "fdr"] = "holm",
    bootstrap: bool = False,
    limits: Limits | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return how a measure is distributed in each group, and how far the group lies from all other articles.

    Parameters
    ----------
    articles
        The article table.
    value
        A column of numbers or booleans, the name of a feature (``"n_words"``), or a feature function.
    by
        A column, or several, whose values make groups, as in `volume`.
    reference
        What each group is compared with: by default all articles outside the group; or the value of one of the groups
        (a tuple, for several columns).
    test
        Of numbers: ``"welch"`` compares means (Welch 1947), ``"brunner_munzel"`` compares how often one exceeds the
        other, whatever the distributions (Brunner and Munzel 2000). Shares are compared by Fisher's (1922) exact test.
    adjust
        How ``p_adjusted`` minds that many groups are tested: ``"holm"`` (1979) keeps down the chance of any false
        finding, ``"fdr"`` the share of false ones among the findings (Benjamini and Hochberg 1995).
    bootstrap
        Whether the interval of the mean is that of the bootstrap rather than Student's.
    limits
        The least and the greatest value that the measure can have, such as ``(0, 1)``: Student's interval of the mean
        of few articles ends there. Those of newskit's own features are known.
    level
        How many of the intervals hold the true value.

    Returns
    -------
    pandas.DataFrame
        One row per group, in the order of groups:

        - the columns of `by`;
        - ``articles``; ``n``, how many have a value; ``missing``, how many have not;
        - ``mean`` (of booleans ``share``), with its interval ``low`` to ``high``, as in `trend`;
        - of numbers ``sd``, the standard deviation, ``minimum``, ``q05``, ``q25``, ``median``, ``q75``, ``q95`` and
          ``maximum``;
        - ``difference`` of the means or shares, in the measure's own units, with ``difference_low`` and
          ``difference_high`` (Welch 1947; of shares Newcombe 1998);
        - ``hedges_g``: the same in standard deviations (Hedges 1981), with its interval; only of numbers;
        - ``cliffs_delta``: Cliff's (1993), how much more often a value of the group exceeds one of the others than
          falls short of it, from -1 to 1, with the interval of Feng and Cliff (2004);
        - ``p``, two-sided, and ``p_adjusted``;
        - of numbers, ``histogram``: how many values lie in each of 96 equal bins, whose edges are noted in
          ``table.attrs``; what a ridge is drawn from.

        What a group is too small for is missing, as are the effects of the reference itself.

    Raises
    ------
    InputError
        If there is no group column, the values are no numbers, or another argument has the wrong form.
    UnknownNameError
        If there is no such column, feature or reference.

    See Also
    --------
    articles_in : The articles behind a row.
    trend : The same measure over time.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "source": ["Courier"] * 4 + ["Gazette"] * 4,
    ...     "length": [100, 120, 140, 160, 300, 340, 350, None],
    ... })
    >>> table = compare(articles, "length", by="source")
    >>> table[["source", "n", "missing", "mean", "difference", "cliffs_delta"]]
        source  n  missing   mean  difference  cliffs_delta
    0  Courier  4        0  130.0      -200.0          -1.0
    1  Gazette  3        1  330.0       200.0           1.0
    """
    require_articles(articles)
    require_choice("test", test, ("welch", "brunner_munzel"))
    require_choice("adjust", adjust, ("holm", "fdr"))
    check_level(level)
    columns = by_columns(by, besides=_ADDED)
    if not columns:
        raise InputError("by= should name a column whose values are compared, such as by='source'")
    values = values_of(articles, value, limits)
    groups = group(articles, columns)
    sample = _Sample.of(values, groups)
    other = None if reference is None else _number_of(reference, groups)
    name = "share" if values.is_share else "mean"
    middle = estimates(
        sample.values, sample.codes, len(groups), is_share=values.is_share, bootstrap=bootstrap, level=level,
        limits=values.limits,
    )  # fmt: skip
    articles_of = np.bincount(groups.codes, minlength=len(groups)).astype(np.int64)
    table = groups.frame.assign(
        articles=articles_of, n=middle.n, missing=articles_of - middle.n,
        **{name: middle.middle}, low=middle.low, high=middle.high,
    )  # fmt: skip
    settings: dict[str, Any] = {"value": values.name, "statistic": name, "level": level, "adjust": adjust}
    settings["reference"] = "" if other is None else ", ".join(map(str, groups.frame.iloc[other].tolist()))
    settings["overall"] = float(np.nanmean(sample.everyone)) if len(sample.everyone) else None
    if not values.is_share:
        table = table.assign(**_quantiles(sample))
    table = table.assign(**_effects(sample, other, test, level))
    table["p_adjusted"] = (holm if adjust == "holm" else false_discovery_rate)(table["p"])
    if not values.is_share:
        table["histogram"], settings["edges"] = _histograms(sample)
    return remember(table, replace(Recipe("compare", columns, groups.lists), settings=settings))


def _number_of(reference: Any, groups: Groups) -> int:
    wanted = reference if isinstance(reference, tuple) else (reference,)
    if not all(pd.api.types.is_scalar(one) for one in wanted):
        raise InputError(f"reference={reference!r} should be one group (a tuple, for several columns of groups)")
    rows = [tuple(row) for row in groups.frame.itertuples(index=False, name=None)]
    for number, row in enumerate(rows):
        if len(row) == len(wanted) and all(
            (pd.isna(a) and pd.isna(b)) or (not pd.isna(a) and not pd.isna(b) and bool(a == b))
            for a, b in zip(row, wanted, strict=True)
        ):
            return number
    shown = reference if not isinstance(reference, tuple) else ", ".join(map(str, reference))
    raise unknown_name("group", shown, [", ".join(map(str, row)) for row in rows], where="by= (reference=)")


@dataclass(frozen=True, slots=True)
class _Sample:
    """The values of groups: all of them by group, each group's own in order, and those of all articles in order."""

    values: Floats
    codes: Ints
    parts: list[Floats]
    everyone: Floats
    is_share: bool

    @classmethod
    def of(cls, values: Values, groups: Groups) -> _Sample:
        held = values.numbers[groups.rows]
        present = ~np.isnan(held)
        held, codes = held[present], groups.codes[present]
        order = np.lexsort((held, codes))
        ends = np.cumsum(np.bincount(codes, minlength=len(groups)))
        parts = np.split(held[order], ends[:-1]) if len(groups) else []
        # An article of several groups stands once among all.
        everyone = np.sort(values.numbers[~np.isnan(values.numbers)])
        return cls(held, codes, parts, everyone, values.is_share)

    def rest(self, number: int) -> Floats:
        """Return the values of all articles outside a group, in order."""
        mine = self.parts[number]
        at = np.searchsorted(self.everyone, mine, "left")
        # Equal values stand next to each other: the second of them takes the second place.
        first = np.searchsorted(mine, mine, "left")
        return np.delete(self.everyone, at + np.arange(len(mine)) - first)


def _quantiles(sample: _Sample) -> dict[str, Floats]:
    columns = {name: np.full(len(sample.parts), np.nan) for name in ("sd", "minimum", *_QUANTILES, "maximum")}
    for number, part in enumerate(sample.parts):
        if not len(part):
            continue
        columns["sd"][number] = part.std(ddof=1) if len(part) > 1 else np.nan
        columns["minimum"][number], columns["maximum"][number] = part[0], part[-1]
        for name, at in zip(_QUANTILES, np.quantile(part, list(_QUANTILES.values())), strict=True):
            columns[name][number] = at
    return columns


def _moments(parts: Sequence[Floats]) -> Moments:
    n = np.array([float(len(part)) for part in parts])
    mean = np.array([part.mean() if len(part) else np.nan for part in parts])
    variance = np.array([part.var(ddof=1) if len(part) > 1 else np.nan for part in parts])
    return Moments(n, mean, variance)


def _effects(sample: _Sample, other: int | None, test: str, level: float) -> dict[str, Floats]:
    """Return the columns of effects, NaN for the reference itself."""
    own, rests, deltas, tested = [], [], [], []
    for number, part in enumerate(sample.parts):
        rest = sample.rest(number) if other is None else sample.parts[other]
        skipped = number == other or not len(part) or not len(rest)
        deltas.append((np.nan,) * 3 if skipped else cliffs_delta(part, rest, level))
        own.append(_moments([part]))
        rests.append(_moments([rest[:0] if number == other else rest]))
        tested.append(np.nan if skipped else _p_of(part, rest, test, is_share=sample.is_share))
    first, second = _stacked(own), _stacked(rests)
    difference, by_means = mean_difference(first, second, level)
    if sample.is_share:
        difference = share_difference(first, second, level)
    p = by_means if test == "welch" and not sample.is_share else np.array(tested, dtype=np.float64)
    delta = Effect(*np.array(deltas, dtype=np.float64).reshape(-1, 3).T)
    effects = {"difference": difference, "hedges_g": hedges_g(first, second, level), "cliffs_delta": delta}
    if sample.is_share:
        del effects["hedges_g"]
    columns: dict[str, Floats] = {}
    for name, effect in effects.items():
        columns |= {name: effect.value, f"{name}_low": effect.low, f"{name}_high": effect.high}
    return columns | {"p": p}


def _stacked(moments: Sequence[Moments]) -> Moments:
    parts = [np.concatenate([np.empty(0), *(getattr(one, name) for one in moments)])
             for name in ("n", "mean", "variance")]  # fmt: skip
    return Moments(*parts)


def _p_of(part: Floats, rest: Floats, test: str, *, is_share: bool) -> float:
    """Return the probability of so large a difference by chance, where it is not Welch's, which needs no values."""
    from scipy.special import comb  # noqa: PLC0415 - takes as long to import as all of newskit
    from scipy.stats import brunnermunzel, fisher_exact  # noqa: PLC0415 - the same

    if is_share:
        cells = [[int(held.sum()), len(held) - int(held.sum())] for held in (part, rest)]
        return float(fisher_exact(cells)[1])
    if test == "welch" or min(len(part), len(rest)) < 2 or min(part[0], rest[0]) == max(part[-1], rest[-1]):
        return np.nan
    if part[0] > rest[-1] or part[-1] < rest[0]:
        # Nothing overlaps, so that the statistic has no variance: one order of two among all of these.
        return float(min(1.0, 2 / comb(len(part) + len(rest), len(part))))

    with np.errstate(divide="ignore", invalid="ignore"):
        return float(brunnermunzel(part, rest)[1])


def _histograms(sample: _Sample) -> tuple[pd.Series, list[float]]:
    """Return how many values of each group lie in each bin, and the edges; a few far ones are in none."""
    everyone = sample.everyone
    if not len(everyone):
        return pd.Series([[]] * len(sample.parts), dtype=object), []
    low, high = np.quantile(everyone, [0.005, 0.995])
    wide = (everyone[-1] - everyone[0]) <= 2 * (high - low)
    low, high = (everyone[0], everyone[-1]) if wide or low == high else (low, high)
    edges = np.histogram_bin_edges(everyone, bins=_BINS, range=(float(low), float(high)))
    counts = [np.histogram(part, bins=edges)[0].tolist() for part in sample.parts]
    return pd.Series(counts, dtype=object), edges.tolist()
