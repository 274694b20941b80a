"""Any measure of articles over time: its mean, median or share by period and group, with an interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles, require_choice, require_whole
from newskit.tables.bins import Zone
from newskit.tables.cells import Cells, Timing, cells
from newskit.tables.estimates import Estimates, check_level, estimates
from newskit.tables.frequency import frequency
from newskit.tables.recipe import by_columns, remember
from newskit.tables.span import Moment
from newskit.tables.values import Limits, Value, Values, values_of

__all__ = ["trend"]

Ints = npt.NDArray[np.int64]
_STATISTICS = ("mean", "median", "share")
_ADDED = ("n", "low", "high", *_STATISTICS, *(f"rolling_{name}" for name in ("n", "low", "high", *_STATISTICS)))
_MOST = 50_000_000  # values that overlapping windows may hold together


def trend(
    articles: pd.DataFrame,
    value: Value,
    *,
    by: str | Sequence[str] | None = None,
    freq: str | pd.offsets.BaseOffset = "W",
    statistic: Literal["mean", "median"] = "mean",
    bootstrap: bool = False,
    limits: Limits | None = None,
    rolling: int | None = None,
    level: float = 0.95,
    date: str = "published",
    timezone: Zone = "UTC",
    start: Moment = None,
    end: Moment = None,
) -> pd.DataFrame:
    """Return a measure of the articles over time: its mean, median or share in each period, and group.

    Periods and groups are those of `volume`: every period from the first to the last has a row for every group, and
    articles without a date have rows of their own at the end.

    Parameters
    ----------
    articles
        The article table.
    value
        A column of numbers or booleans, the name of a feature (``"n_words"``), or a feature function.
    by
        A column, or several, whose values make groups, as in `volume`.
    freq
        The length of a period, as in `volume`.
    statistic
        ``"mean"`` or ``"median"``; of booleans the mean is a share.
    bootstrap
        Whether intervals of means and medians are those of the bootstrap: 1,999 samples, the same at every run.
    limits
        The least and the greatest value that the measure can have, such as ``(0, 1)``: Student's intervals of few
        articles end there. Those of newskit's own features are known.
    rolling
        Over how many periods, the row's own the last, to work out the figures once more: from all their articles
        together, so that a period with many counts for more. By default not at all.
    level
        How many of such intervals hold the true value.
    date, timezone, start, end
        As in `volume`.

    Returns
    -------
    pandas.DataFrame
        Sorted by period and group:

        - ``period``: start of the period, with time zone;
        - the columns of `by`;
        - ``articles``: number of articles, and ``n``: of those that have a value;
        - ``mean``, ``median`` or, of booleans, ``share``: missing without values;
        - ``low``, ``high``: the ends of its interval. For means Student's t, missing for fewer than two values; for
          medians the exact one of order statistics, missing for fewer than six (at 95 %); for shares Wilson's (1927);
        - with `rolling`, ``rolling_n``, ``rolling_mean`` (or ``_median``, ``_share``), ``rolling_low`` and
          ``rolling_high``: missing for the first periods, which have not as many before them;
        - ``complete``, ``period_end``: as in `volume`.

    Raises
    ------
    InputError
        If the values are no numbers, or another argument has the wrong form.
    UnknownNameError
        If there is no such column or feature.

    See Also
    --------
    articles_in : The articles behind a row, those without a value among them.
    compare : The same measure between groups.

    Notes
    -----
    Intervals take the articles of a period for a sample of what could have been written; articles that repeat each
    other make them too narrow.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "length": [100, 300, 250, None],
    ...     "published": pd.to_datetime(["2025-06-02", "2025-06-04", "2025-06-12", "2025-06-15"], utc=True),
    ... })
    >>> trend(articles, "length")[["period", "articles", "n", "mean"]]
                         period  articles  n   mean
    0 2025-06-02 00:00:00+00:00         2  2  200.0
    1 2025-06-09 00:00:00+00:00         2  1  250.0
    """
    require_articles(articles)
    require_choice("statistic", statistic, ("mean", "median"))
    check_level(level)
    if rolling is not None:
        require_whole("rolling", rolling, least=2)
    columns = by_columns(by, besides=_ADDED)
    values = values_of(articles, value, limits)
    if values.is_share and statistic == "median":
        raise InputError(f"{values.name!r} is true or false, of which there is no median; take statistic='mean'")
    name = "share" if values.is_share else statistic
    cut = cells(articles, columns, Timing(frequency(freq).alias, date, timezone, start, end), name="trend")
    settings: dict[str, Any] = {"statistic": statistic, "bootstrap": bootstrap, "level": level}
    own = _estimates(values, cut.rows, cut.codes, len(cut), settings)
    table = cut.before.assign(
        articles=cut.sum().astype(np.int64), n=own.n, **{name: own.middle}, low=own.low, high=own.high
    )
    if rolling is not None:
        table = table.assign(**_rolling(values, cut, rolling, name, settings))
    noted = {"value": values.name, "statistic": name, "level": level, "bootstrap": bootstrap, "rolling": rolling or 0}
    return remember(pd.concat([table, cut.after], axis=1), replace(cut.recipe, settings=noted))


def _estimates(values: Values, rows: Ints, codes: Ints, n_cells: int, settings: dict[str, Any]) -> Estimates:
    numbers = values.numbers[rows]
    return estimates(numbers, codes, n_cells, is_share=values.is_share, limits=values.limits, **settings)


def _rolling(values: Values, cut: Cells, width: int, name: str, settings: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of windows: each article counts in those that end with its own period or soon after."""
    dated = cut.before["period"].notna().to_numpy()
    n_dated = int(dated.sum())
    used = cut.codes < n_dated
    rows, codes = cut.rows[used], cut.codes[used]
    if len(rows) * width > _MOST:
        raise InputError(
            f"rolling={width} windows over {len(rows):,} articles take too much memory; take a longer freq="
        )
    later = codes[None, :] + cut.n_groups * np.arange(width)[:, None]
    inside = (later < n_dated) & (later >= cut.n_groups * (width - 1))
    at = np.broadcast_to(rows, later.shape)[inside]
    found = _estimates(values, at, later[inside], len(cut), settings)
    whole = dated & (np.arange(len(cut)) >= cut.n_groups * (width - 1))
    n = pd.array(np.where(whole, found.n, 0), dtype="Int64")
    n[~whole] = pd.NA
    return {
        "rolling_n": n,
        f"rolling_{name}": found.middle,
        "rolling_low": found.low,
        "rolling_high": found.high,
    }
