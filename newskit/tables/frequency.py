"""Names of calendar bins (``"W"``, ``"ME"``, ``"2W"``, ``"quarter"``) and the arithmetic of their bounds.

pandas renamed its aliases between 2.1 and 3.0 (M became ME, H became h) and keeps two vocabularies, for periods and for
offsets. Here every name of either means the calendar bin that a reader expects, in every version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from newskit.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Frequency", "frequency"]

_UNITS = {
    "minute": ("min", "T", "minute", "minutes"),
    "hour": ("h", "H", "hour", "hours", "hourly"),
    "day": ("D", "d", "day", "days", "daily"),
    "week": ("W", "w", "week", "weeks", "weekly"),
    "month": ("M", "ME", "MS", "month", "months", "monthly"),
    "quarter": ("Q", "QE", "QS", "quarter", "quarters", "quarterly"),
    "year": ("Y", "YE", "YS", "A", "AS", "y", "year", "years", "yearly", "annual"),
}
_UNIT_OF = {alias: unit for unit, aliases in _UNITS.items() for alias in aliases}
_STARTS = ("QS", "YS", "AS")
_DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_SPELLED = re.compile(r"(\d{0,6})\s*([A-Za-z]+)(?:-([A-Za-z]{3}))?")

_MINUTE = 60_000_000  # microseconds
# Base units in which bounds are counted: minutes, days, or months.
_BASE = {"minute": "m", "hour": "m", "day": "D", "week": "D", "month": "M", "quarter": "M", "year": "M"}
_LENGTH = {"minute": 1, "hour": 60, "day": 1, "week": 7, "month": 1, "quarter": 3, "year": 12}
_FIRST_MONDAY = 4  # 1970-01-05, in days since the epoch
_YEAR_ZERO = -1970 * 12  # in months since the epoch, so that decades and centuries begin at round years


@dataclass(frozen=True, slots=True)
class Frequency:
    """Calendar bins of one length, counted from a fixed point so that the same date is always in the same bin.

    Parameters
    ----------
    unit
        ``"minute"``, ``"hour"``, ``"day"``, ``"week"``, ``"month"``, ``"quarter"`` or ``"year"``.
    n
        How many units long a bin is.
    origin
        Where bins are counted from, in minutes, days or months since 1970.
    alias
        The name in pandas' present spelling.
    """

    unit: str
    n: int
    origin: int
    alias: str

    def __str__(self) -> str:
        return self.unit if self.n == 1 else f"{self.n} {self.unit}s"

    @property
    def base(self) -> str:
        """NumPy's code of the unit that bounds are counted in."""
        return _BASE[self.unit]

    @property
    def length(self) -> int:
        """How long a bin is, in units of `base`."""
        return self.n * _LENGTH[self.unit]

    @property
    def is_clock(self) -> bool:
        """Whether an hour that the clock shows twice, at the end of summer time, is two bins."""
        return self.base == "m" and self.length <= _LENGTH["hour"]

    @property
    def days(self) -> float:
        """About how long a bin is, in days; to compare and to draw."""
        return self.length * {"m": 1 / 1440, "D": 1.0, "M": 30.4}[self.base]

    def number(self, wall: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
        """Return the running number of the bin that each wall-clock time is in."""
        units = wall.astype(f"datetime64[{self.base}]").astype(np.int64)
        return np.asarray((units - self.origin) // self.length, dtype=np.int64)

    def start(self, number: npt.NDArray[np.int64]) -> npt.NDArray[np.datetime64]:
        """Return the wall-clock time at which each numbered bin begins."""
        units = number * self.length + self.origin
        return units.astype(f"datetime64[{self.base}]").astype("datetime64[us]")


def frequency(freq: str | pd.offsets.BaseOffset | Frequency) -> Frequency:
    """Return the calendar bins of a name.

    Parameters
    ----------
    freq
        ``"min"``, ``"h"``, ``"D"``, ``"W"``, ``"M"``, ``"Q"`` or ``"Y"``, in any spelling of pandas 2 or 3 (``"H"``,
        ``"ME"``, ``"MS"``, ``"QE"``, ``"YE"``, ``"A"``) or as a word (``"week"``); with a number in front (``"2W"``,
        ``"6h"``, ``"10Y"``). Weeks begin on Monday (ISO 8601); ``"W-SAT"`` ends them on Saturday, as in pandas, and
        ``"Q-JAN"`` or ``"Y-MAR"`` end the fiscal year in that month. A pandas offset is read by its name.

    Raises
    ------
    InputError
        If there are no such bins.

    Examples
    --------
    >>> frequency("W").alias, frequency("M").alias, str(frequency("2QE"))
    ('W-SUN', 'ME', '2 quarters')
    """
    if isinstance(freq, Frequency):
        return freq
    name = getattr(freq, "freqstr", freq)
    match = _SPELLED.fullmatch(name.strip()) if isinstance(name, str) else None
    unit = _UNIT_OF.get(match[2], _UNIT_OF.get(match[2].upper() if match[3] else "")) if match else None
    n = int(match[1] or 1) if match else 0
    if match is None or unit is None or n < 1:
        raise InputError(
            f"freq={freq!r} names no calendar bins; use 'h', 'D', 'W', 'M', 'Q' or 'Y' (hour to year), 'min', "
            "or several of them, such as '2W'"
        )
    return _anchored(unit, n, match[2].upper() in _STARTS, (match[3] or "").upper(), freq)


def _anchored(unit: str, n: int, at_start: bool, anchor: str, given: object) -> Frequency:
    """Return the bins of a unit whose week or year ends (or begins) at `anchor`."""
    count = "" if n == 1 else str(n)
    if not anchor:
        origin = _FIRST_MONDAY if unit == "week" else _YEAR_ZERO if _BASE[unit] == "M" else 0
        return Frequency(unit, n, origin, count + _alias(unit))
    if unit == "week" and anchor in _DAYS:
        return Frequency(unit, n, _FIRST_MONDAY + (_DAYS.index(anchor) + 1) % 7, f"{count}W-{anchor}")
    if unit in ("quarter", "year") and anchor in _MONTHS:
        first = _MONTHS.index(anchor) + (0 if at_start else 1)
        last = _MONTHS[(first - 1) % 12]
        return Frequency(unit, n, _YEAR_ZERO + first % 12, f"{count}{_alias(unit)}-{last}")
    raise InputError(f"freq={given!r}: {anchor!r} is no day that a week, or month that a year, could end with")


def _alias(unit: str) -> str:
    return {"minute": "min", "hour": "h", "day": "D", "week": "W-SUN", "month": "ME", "quarter": "QE", "year": "YE"}[
        unit
    ]
