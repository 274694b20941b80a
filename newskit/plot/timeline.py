"""The axis of dates: ticks on calendar bounds, as many as have room, measured.

matplotlib's own date ticks count labels instead of measuring them, and crowd at the turn of months. Here the finest
calendar step is taken whose labels keep clear of each other, and a second line says month or year where it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.ticker import Formatter, Locator

from newskit.dates import zone
from newskit.plot.text import size_of
from newskit.tables.bins import Zone, bin_count, time_bins
from newskit.tables.frequency import Frequency, frequency

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

__all__ = ["DateLabels", "DateTicks", "date_numbers", "set_dates"]

_STEPS = (
    *("1min", "5min", "15min", "30min", "1h", "3h", "6h", "12h", "1D", "2D", "1W", "2W", "1M", "1Q", "6M"),
    *("1Y", "2Y", "5Y", "10Y", "20Y", "50Y", "100Y", "200Y", "500Y"),
)
_MOST_TICKS = 40
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_US_PER_DAY = 86_400_000_000
_FIRST, _LAST = -719_000.0, 2_930_000.0  # the years 1 to 9991, in days since 1970


def date_numbers(dates: pd.DatetimeIndex) -> npt.NDArray[np.float64]:
    """Return dates as matplotlib's numbers: days since 1970 in UTC."""
    numbers = dates.as_unit("us").asi8 / _US_PER_DAY
    return np.where(dates.isna(), np.nan, numbers)


def _stamp(number: float, tz: Zone) -> pd.Timestamp:
    clipped = min(max(number, _FIRST), _LAST)
    moment = np.datetime64(int(clipped * _US_PER_DAY), "us")
    return pd.DatetimeIndex(np.array([moment])).tz_localize("UTC").tz_convert(tz)[0]


def _steps(bins: Frequency | None) -> list[Frequency]:
    """Return the steps of ticks, the finest first: none finer than the bins, weeks that begin like theirs."""
    steps = [frequency(name) for name in _STEPS]
    if bins is None:
        return steps
    coarser = [step for step in steps if step.days > bins.days]
    if bins.unit == "week":
        coarser = [Frequency("week", s.n, bins.origin, s.alias) if s.unit == "week" else s for s in coarser]
    return [bins, *coarser]


class DateTicks(Locator):
    """Ticks on calendar bounds, the finest whose labels have room.

    Parameters
    ----------
    timezone
        The zone in which days begin.
    bins
        The bins of the data, if it has any; ticks are never finer.
    """

    def __init__(self, timezone: Zone = "UTC", bins: Frequency | None = None) -> None:
        self.tz = zone(timezone)
        self.step: Frequency | None = None
        self._steps = _steps(bins)
        self._view: object = None
        self._ticks: list[float] = []

    def __call__(self) -> Sequence[float]:
        """Return the places of ticks in the present view."""
        low, high = sorted(self.axis.get_view_interval())  # type: ignore[union-attr]  # set by matplotlib
        return self.tick_values(low, high)

    def tick_values(self, vmin: float, vmax: float) -> Sequence[float]:
        """Return the places of ticks between two dates."""
        view = vmin, vmax, *self._measure()
        if view != self._view:
            # A view inside one bin has no bound of a bin in it; then ticks may be finer.
            self._ticks = self._chosen(vmin, vmax, self._steps) or self._chosen(vmin, vmax, _steps(None))
            self._view = view
        return self._ticks

    def _measure(self) -> tuple[float, float, str]:
        """Return what decides how many labels have room: length of the axis and resolution in pixels, font."""
        if self.axis is None:
            return 0, 0, ""
        axes = self.axis.axes  # type: ignore[union-attr]  # the real axis has it
        return axes.bbox.width, axes.figure.dpi, str(self._font())

    def _font(self) -> FontProperties:
        font: FontProperties = self.axis.get_major_ticks(1)[0].label1.get_fontproperties()  # type: ignore[union-attr]
        return font

    def _chosen(self, vmin: float, vmax: float, steps: list[Frequency]) -> list[float]:
        """Return the ticks of the finest step that has room, or of the coarsest that has any."""
        first, last = _stamp(vmin, self.tz), _stamp(vmax, self.tz)
        fallback: tuple[Frequency | None, npt.NDArray[np.float64]] = (None, np.empty(0))
        for step in steps:
            if bin_count(first, last, step) > _MOST_TICKS:
                continue
            dates = time_bins(first, last, step).edges
            places = date_numbers(dates)
            seen = (places >= vmin) & (places <= vmax)
            if not seen.any():
                break
            fallback = step, places[seen]
            if self._has_room(places[seen], labels_of(dates[seen], step.unit), vmax - vmin):
                break
        self.step = fallback[0]
        return list(fallback[1])

    def _has_room(self, places: npt.NDArray[np.float64], texts: list[str], span: float) -> bool:
        if self.axis is None or len(places) < 2:
            return True
        axes = self.axis.axes  # type: ignore[union-attr]  # the real axis has it
        font = self._font()
        dpi = axes.figure.dpi
        widths = np.array([_width(text, font, dpi) for text in texts])
        apart = np.diff(places) / span * axes.bbox.width
        return bool((apart >= (widths[1:] + widths[:-1]) / 2 + font.get_size_in_points() * dpi / 72).all())


def _width(text: str, font: FontProperties, dpi: float) -> float:
    return max(size_of(line, font, dpi)[0] for line in text.split("\n"))


def labels_of(dates: Iterable[pd.Timestamp], unit: str) -> list[str]:
    r"""Return labels for ticks: the part that changes, and below it the rest where that is new.

    >>> labels_of(pd.date_range("2024-12-23", periods=3, freq="W-MON"), "week")
    ['23\nDec 2024', '30', '6\nJan 2025']
    """
    labels, before = [], None
    for date in dates:
        head, context = _label(date, unit, before)
        labels.append(f"{head}\n{context}" if context else head)
        before = date
    return labels


def _label(date: pd.Timestamp, unit: str, before: pd.Timestamp | None) -> tuple[str, str]:
    """Return what stands at a tick, and what stands below it, since the tick `before` does not say it."""
    month, year = _MONTHS[date.month - 1], str(date.year)
    new_year = before is None or before.year != date.year
    new_month = new_year or before is None or before.month != date.month
    if unit in ("minute", "hour"):
        new_day = new_month or before is None or before.day != date.day
        return f"{date:%H:%M}", f"{date.day} {month}{' ' + year if new_year else ''}" if new_day else ""
    if unit in ("day", "week"):
        return str(date.day), f"{month}{' ' + year if new_year else ''}" if new_month else ""
    if unit in ("month", "quarter"):
        return month, year if new_year else ""
    return year, ""


class DateLabels(Formatter):
    """Labels for the ticks of a `DateTicks`."""

    def __init__(self, ticks: DateTicks) -> None:
        self.ticks = ticks

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return the labels of all ticks."""
        dates = [_stamp(round(value * 86400) / 86400, self.ticks.tz) for value in values]
        return labels_of(dates, self.ticks.step.unit if self.ticks.step else "day")

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Return one date in full, as beside a mouse pointer."""
        del pos
        return f"{_stamp(x, self.ticks.tz):%Y-%m-%d %H:%M}".removesuffix(" 00:00")


def set_dates(ax: Axes, timezone: Any = "UTC", bins: Frequency | None = None) -> None:
    """Make the horizontal axis one of dates; to be done before anything is drawn.

    Parameters
    ----------
    ax
        The Axes; what is drawn on it later may be given as dates, too.
    timezone
        The zone in which days begin.
    bins
        The bins of the data: ticks are never finer.
    """
    tz = zone(timezone)
    if not isinstance(ax.xaxis.get_major_locator(), DateTicks):  # else what is drawn already would be measured anew
        ax.xaxis_date(tz=tz)
    ticks = DateTicks(tz, bins)
    ax.xaxis.set_major_locator(ticks)
    ax.xaxis.set_major_formatter(DateLabels(ticks))
