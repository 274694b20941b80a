"""From when to when a corpus reaches, and which dates stand apart from the rest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.dates import zone
from newskit.errors import InputError
from newskit.tables.bins import TimeBins, Zone, localized
from newskit.tables.frequency import Frequency

__all__ = ["Moment", "Span", "collected", "complete", "moment", "outliers"]

Moment = str | dt.date | pd.Timestamp | None


def moment(given: Moment, timezone: Zone, name: str, *, last: bool = False) -> pd.Timestamp | None:
    """Return the moment that a user means by ``start=`` or ``end=``.

    A day, month or year stands for all of it, as in pandas' slices: ``end="2024-06"`` ends with the last of June.
    A time with its zone, or a Timestamp, is that moment.

    >>> moment("2024-06", "UTC", "end", last=True)
    Timestamp('2024-07-01 00:00:00+0000', tz='UTC')
    """
    if given is None:
        return None
    try:
        if isinstance(given, str):
            # pandas reads a quarter as a period only.
            exact = pd.Period(given).start_time if "Q" in given.upper() else pd.Timestamp(given)
            span = None if exact.tz is not None else pd.Period(given)
        else:
            exact = pd.Timestamp(given)
            span = None if isinstance(given, dt.datetime) else pd.Period(given, freq="D")
        if pd.isna(exact):
            raise ValueError  # noqa: TRY301  # the message is the same
    except (ValueError, TypeError) as error:
        raise InputError(f"{name}={given!r} is no date; write it as '2024-06-30', '2024-06' or '2024'") from error
    if span is not None:
        exact = (span + 1).start_time if last else span.start_time
    tz = zone(timezone)
    return localized(exact, tz) if exact.tz is None else exact.as_unit("us").tz_convert(tz)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when articles were collected: ``start`` included, ``end`` excluded."""

    start: pd.Timestamp
    end: pd.Timestamp


def collected(
    dates: pd.DatetimeIndex, freq: Frequency, start: pd.Timestamp | None = None, end: pd.Timestamp | None = None
) -> Span:
    """Return the time that the collection seems to cover, judged from its first and last date.

    Articles do not come every second, so the first and the last one speak for a stretch around them: the day, for bins
    of a week or more, and for dates that carry no time of day; the hour, for bins of days; a quarter of an hour, for
    bins of hours. What the user says as `start` and `end` goes before.

    Parameters
    ----------
    dates
        The dates of all articles in the time zone of the bins, none missing, at least one.
    freq
        The bins whose completeness is in question.
    start, end
        From when to when the user says that articles were collected.
    """
    grain = {"minute": "1min", "hour": "15min", "day": "1h"}.get(freq.unit, "1D")
    grain = "1D" if _without_time(dates) else grain
    if start is None:
        start = _floored(dates.min(), grain)
    if end is None:
        end = _floored(dates.max(), grain, later=1)
    return Span(start, end)


def _floored(when: pd.Timestamp, grain: str, *, later: int = 0) -> pd.Timestamp:
    """Return the beginning of the day, hour, quarter or minute that a moment is in, or of the one `later`."""
    wall = when.tz_localize(None).floor(grain)
    if grain == "1D":
        return localized(wall + pd.Timedelta(days=later).as_unit("us"), when.tz or dt.UTC)
    # What the clock shows past the full hour is subtracted, so that an hour shown twice stays the one that it is.
    return when - (when.tz_localize(None) - wall) + later * pd.Timedelta(grain).as_unit("us")


def _without_time(dates: pd.DatetimeIndex) -> bool:
    """Tell whether the dates are days only: all at midnight here, or at one time that is midnight elsewhere."""
    clock = dates.asi8 % 86_400_000_000
    local = dates.tz_localize(None)
    at_midnight = bool((local == local.normalize()).all())
    quarter = 900_000_000  # zones differ by quarters of an hour
    return at_midnight or (len(dates) > 1 and clock[0] % quarter == 0 and bool((clock == clock[0]).all()))


def complete(bins: TimeBins, span: Span) -> npt.NDArray[np.bool_]:
    """Return which bins lie wholly within the time that was collected."""
    return np.asarray((bins.edges[:-1] >= span.start) & (bins.edges[1:] <= span.end), dtype=bool)


def outliers(dates: pd.DatetimeIndex) -> npt.NDArray[np.int64]:
    """Return the positions of the few dates that a gap longer than all the others' span cuts off; often none.

    >>> outliers(pd.DatetimeIndex(["2024-01-01", "1700-01-01", "2024-01-03", "2024-01-04", "2024-01-09"])).tolist()
    [1]
    """
    present = np.flatnonzero(dates.notna())
    order = present[np.argsort(dates.asi8[present], kind="stable")]
    found, most = np.empty(0, dtype=np.int64), max(1, len(order) // 100)
    # Once more without those found: a wrong date at one end hides a nearer one at the other.
    while len(few := _cut_off(dates, order)) and len(found) + len(few) <= most:
        found = np.concatenate([found, few])
        order = order[~np.isin(order, few)]
    return found


def _cut_off(dates: pd.DatetimeIndex, order: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return which of the sorted dates the widest gap cuts off, if it is longer than the others' span."""
    values = dates.asi8[order].astype(float)
    if len(values) < 3:
        return np.empty(0, dtype=np.int64)
    cut = int(np.argmax(np.diff(values))) + 1
    few, many = (order[:cut], order[cut:]) if cut <= len(order) - cut else (order[cut:], order[:cut])
    rest = np.ptp(dates.asi8[many].astype(float))
    return np.asarray(few if values[cut] - values[cut - 1] > rest else few[:0], dtype=np.int64)
