"""Calendar bins on a time line: the dates of articles and the bounds of bins, with their time zone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.dates import zone
from newskit.errors import InputError, require_columns
from newskit.tables.frequency import Frequency

__all__ = ["TimeBins", "Zone", "bin_count", "dates_of", "localize", "localized", "time_bins"]

Zone = str | dt.tzinfo


def localize(wall: pd.DatetimeIndex, tz: Zone, *, first: bool = True) -> pd.DatetimeIndex:
    """Give wall-clock times their zone: a skipped time moves on, a repeated one is its first (or second) showing."""
    return wall.tz_localize(tz, ambiguous=np.full(len(wall), first), nonexistent="shift_forward")


def localized(wall: pd.Timestamp, tz: Zone) -> pd.Timestamp:
    """Return one wall-clock time with its zone; see `localize`."""
    # By way of an array: pandas 2 takes a list of moments for nanoseconds, which do not reach beyond 1677 to 2262.
    return localize(pd.DatetimeIndex(np.array([wall.to_datetime64()], dtype="datetime64[us]")), tz)[0]


def dates_of(articles: pd.DataFrame, date: str, timezone: Zone = "UTC") -> pd.DatetimeIndex:
    """Return the date of every article in one time zone, to the microsecond, ``NaT`` where there is none.

    Dates without a zone are taken for wall-clock times in `timezone`.

    Raises
    ------
    InputError, UnknownNameError
        If there is no such column or it holds something else than dates.
    """
    require_columns(articles, [date], where="the articles")
    values, tz = articles[date], zone(timezone)
    if isinstance(values.dtype, pd.PeriodDtype):
        values = values.dt.to_timestamp()
    elif isinstance(values.dtype, pd.ArrowDtype) and values.dtype.kind == "M":
        has_zone = values.dt.tz is not None
        values = values.astype("datetime64[us, UTC]" if has_zone else "datetime64[us]")
    elif not pd.api.types.is_datetime64_any_dtype(values.dtype):
        if not values.isna().all():
            held = type(values.dropna().iloc[0]).__name__
            raise InputError(
                f"column {date!r} holds {held}, not dates; bring it into shape with nk.as_articles(articles), "
                f"or articles[{date!r}] = pd.to_datetime(articles[{date!r}], utc=True)"
            )
        values = pd.Series(pd.NaT, index=values.index, dtype="datetime64[us, UTC]")
    index = pd.DatetimeIndex(values).as_unit("us")
    return index.tz_convert(tz) if index.tz is not None else localize(index, tz)


@dataclass(frozen=True, slots=True)
class TimeBins:
    """Calendar bins without a gap; bin ``i`` reaches from ``edges[i]`` up to, not including, ``edges[i + 1]``."""

    edges: pd.DatetimeIndex
    frequency: Frequency

    def __len__(self) -> int:
        return max(len(self.edges) - 1, 0)

    def of(self, dates: pd.DatetimeIndex) -> npt.NDArray[np.int64]:
        """Return the bin of each date, -1 for those outside and for missing ones."""
        found = np.searchsorted(self.edges.asi8, dates.asi8, side="right") - 1
        found[(found >= len(self)) | np.asarray(dates.isna())] = -1
        return np.asarray(found, dtype=np.int64)


def _numbers(first: pd.Timestamp, last: pd.Timestamp, freq: Frequency) -> tuple[int, int]:
    wall = np.array([first.tz_localize(None), last.tz_localize(None)], dtype="datetime64[us]")
    low, high = freq.number(wall)
    return int(low), int(high)


def bin_count(first: pd.Timestamp, last: pd.Timestamp, freq: Frequency) -> int:
    """Return how many bins there are from that of `first` to that of `last`, before any is made.

    >>> from newskit.tables.frequency import frequency
    >>> bin_count(pd.Timestamp("1700-01-01", tz="UTC"), pd.Timestamp("2025-06-12", tz="UTC"), frequency("D"))
    118867
    """
    low, high = _numbers(first, last, freq)
    return high - low + 1


def time_bins(first: pd.Timestamp, last: pd.Timestamp, freq: Frequency) -> TimeBins:
    """Return the bins from that of `first` to that of `last`, both in the time zone of the bins."""
    low, high = _numbers(first, last, freq)
    starts = pd.DatetimeIndex(freq.start(np.arange(low, high + 2, dtype=np.int64)))
    edges = localize(starts, first.tz or dt.UTC)
    if freq.is_clock:
        # The hour shown twice at the end of summer time begins twice, and the first and last bin may be one of the two.
        edges = edges.union(localize(starts, first.tz or dt.UTC, first=False))
        edges = edges[edges.searchsorted(first, side="right") - 1 : edges.searchsorted(last, side="right") + 1]
    return TimeBins(edges.unique(), freq)
