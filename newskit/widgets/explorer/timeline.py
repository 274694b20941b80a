"""The time line of an explorer: how many of the articles at hand appeared when."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, NewskitError
from newskit.tables.bins import TimeBins, Zone, bin_count, dates_of, time_bins
from newskit.tables.frequency import frequency
from newskit.tables.span import moment

__all__ = ["Timeline"]

Mask = npt.NDArray[np.bool_]
_FREQUENCIES = ("h", "D", "W", "M", "Q", "Y", "10Y", "100Y", "1000Y")
_MOST_BINS = 120


class Timeline:
    """The dates of articles in bins, and stretches of them.

    Parameters
    ----------
    articles
        The article table.
    date
        The column of dates; a table may lack ``"published"``, and `problem` tells if it holds something else.
    timezone
        The zone in which days begin.
    """

    def __init__(self, articles: pd.DataFrame, date: str, timezone: Zone) -> None:
        self.date, self.timezone = date, timezone
        self.problem = ""
        try:
            self.dates = dates_of(articles, date, timezone)
        except NewskitError as error:
            if date != "published":
                raise
            self.problem = f"no time line: {error}" if date in articles.columns else ""
            self.dates = pd.DatetimeIndex(np.full(len(articles), "NaT", "datetime64[us]")).tz_localize("UTC")
        self._bins = _bins(self.dates)
        self._bin = self._bins.of(self.dates) if self._bins is not None else np.full(len(articles), -1)
        self.undated = int(np.count_nonzero(self.dates.isna()))

    @property
    def freq(self) -> str:
        """The length of the bins, empty if there is no date."""
        return self._bins.frequency.alias if self._bins is not None else ""

    def edges(self) -> list[str]:
        """Return where the bins begin, and where the last one ends."""
        if self._bins is None:
            return []
        pattern = "%Y-%m-%dT%H:%M" if self._bins.frequency.is_clock else "%Y-%m-%d"
        edges: list[str] = self._bins.edges.strftime(pattern).tolist()
        return [*(edge.replace("0000", "0001", 1) for edge in edges[:1]), *edges[1:]]  # there is no year 0 to ask for

    def counts(self, among: Mask) -> list[int]:
        """Return how many of some articles appeared in each bin."""
        if self._bins is None:
            return []
        found = self._bin[among]
        return [int(n) for n in np.bincount(found[found >= 0], minlength=len(self._bins))]

    def mask(self, period: tuple[Any, Any]) -> Mask:
        """Return which articles appeared from one day, month, year or moment to another, both included.

        Raises
        ------
        InputError
            If one of them is no date, or they are in the wrong order.
        """
        start = moment(period[0] or None, self.timezone, "period[0]")
        end = moment(period[1] or None, self.timezone, "period[1]", last=True)
        if start is not None and end is not None and end <= start:
            raise InputError(f"period={tuple(period)!r} ends before it begins")
        found = np.asarray(self.dates.notna(), dtype=bool)
        if start is not None:
            found &= np.asarray(self.dates >= start, dtype=bool)
        if end is not None:
            found &= np.asarray(self.dates < end, dtype=bool)
        return found

    def brushed(self, period: tuple[Any, Any] | None) -> list[int]:
        """Return the first and the last bin that a period touches; nothing if there is none."""
        if not period or self._bins is None:
            return []
        start = moment(period[0] or None, self.timezone, "period[0]")
        end = moment(period[1] or None, self.timezone, "period[1]", last=True)
        edges = self._bins.edges
        first = 0 if start is None else int(edges.searchsorted(start, side="right")) - 1
        last = len(edges) - 2 if end is None else int(edges.searchsorted(end, side="left")) - 1
        top = len(self._bins) - 1
        return [min(max(first, 0), top), min(max(last, 0), top)]


def _bins(dates: pd.DatetimeIndex) -> TimeBins | None:
    """Return the shortest bins of which there are not too many."""
    known = dates[dates.notna()]
    if not len(known):
        return None
    first, last = known.min(), known.max()
    fine = _FREQUENCIES if (last - first) < pd.Timedelta(days=3) else _FREQUENCIES[1:]
    sizes = [(bin_count(first, last, frequency(freq)), freq) for freq in fine]
    chosen = next((freq for size, freq in sizes if size <= _MOST_BINS), fine[-1])
    return time_bins(first, last, frequency(chosen))
