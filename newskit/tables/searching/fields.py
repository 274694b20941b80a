"""The columns of a table as the fields of a query: which names there are, and what a value asks of a column."""

from __future__ import annotations

import operator
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, NewskitError
from newskit.schema.coerce import even
from newskit.schema.columns import ALIASES
from newskit.tables.bins import Zone, dates_of
from newskit.tables.searching.column import Column
from newskit.tables.searching.lexer import mistake
from newskit.tables.searching.memory import column_for
from newskit.tables.searching.query import Term
from newskit.tables.searching.values import date_range, number_range

__all__ = ["Fields"]

Mask = npt.NDArray[np.bool_]

_OF_TIME = ("after", "before", "date")
# What other analyses tokenise as well.
_TEXTS = ("title", "standfirst", "text")


class Fields:
    """The columns of a table, each looked into the first time that a query asks for it."""

    def __init__(self, articles: pd.DataFrame, date: str, timezone: Zone) -> None:
        self.articles, self.date, self.timezone = articles, date, timezone
        self.names = {even(name): name for name in reversed(articles.columns.tolist())}
        self.known = [*(str(name) for name in articles.columns), *_OF_TIME]
        self._columns: dict[str, Column] = {}
        self._dates: dict[str, npt.NDArray[np.int64]] = {}

    def named(self, name: str) -> str:
        """Return the column that a field means, or ``after`` or ``before``; an empty string for none.

        A column goes by its name, without regard to case and punctuation, or by the names that readers take for it.
        """
        if name in self.articles.columns:
            return name
        key = even(name)
        if key in self.names:
            return self.names[key]
        if key in _OF_TIME:
            return self.date if key == "date" else key
        found = (target for target, aliases in ALIASES.items() if key in aliases and target in self.articles.columns)
        return next(found, "")

    def is_compared(self, name: str) -> bool:
        """Whether a field holds dates or numbers, that are compared."""
        if name not in self.articles.columns:
            return True
        dtype = self.articles[name].dtype
        is_bool = pd.api.types.is_bool_dtype(dtype)
        return self._is_date(name) or (pd.api.types.is_numeric_dtype(dtype) and not is_bool)

    def _is_date(self, name: str) -> bool:
        if name not in self.articles.columns or name == self.date:
            return True
        dtype = self.articles[name].dtype
        return isinstance(dtype, pd.PeriodDtype) or bool(pd.api.types.is_datetime64_any_dtype(dtype))

    def column(self, name: str) -> Column:
        """Return the lists of a column's words."""
        if name not in self._columns:
            self._columns[name] = column_for(self.articles[name], is_text=name in _TEXTS)
        return self._columns[name]

    def compared(self, query: str, term: Term, *, strict: bool) -> Mask | None:
        """Return which articles have the date or number that a term asks for; ``None`` if it asks for none.

        Raises
        ------
        InputError
            If its value is no date, or no number, or the column holds something else.
        UnknownNameError
            If there is no column of dates.
        """
        is_date = self._is_date(term.field)
        try:
            if is_date:
                self.moments(self._column_of_dates(term))
        except NewskitError:
            if not strict:
                return None
            raise
        try:
            return self._dated(term) if is_date else self._numbered(term)
        except InputError as error:
            if not strict:
                return None
            raise mistake(query, term.start, *_NOT_READ["date" if is_date else "number"]) from error

    def _column_of_dates(self, term: Term) -> str:
        return term.field if term.field in self.articles.columns else self.date

    def moments(self, name: str) -> npt.NDArray[np.int64]:
        """Return the dates of a column in microseconds since 1970, the smallest number where there is none."""
        if name not in self._dates:
            self._dates[name] = dates_of(self.articles, name, self.timezone).tz_convert("UTC").as_unit("us").asi8
        return self._dates[name]

    @cached_property
    def latest_first(self) -> npt.NDArray[np.int64]:
        """A number for each article that is smaller the later it appeared; the largest where that is not known."""
        try:
            moments = self.moments(self.date)
        except NewskitError:  # articles are searched without dates, too
            return np.zeros(len(self.articles), dtype=np.int64)
        return np.where(moments == _NONE, np.iinfo(np.int64).max, -np.maximum(moments, _NONE + 1))

    def _dated(self, term: Term) -> Mask:
        is_column = term.field in self.articles.columns
        moments = self.moments(self._column_of_dates(term))
        present: Mask = np.asarray(moments != _NONE, dtype=bool)
        if term.text.strip() == "*":
            return present
        wanted = date_range(term.text, "" if is_column else term.field, self.timezone)
        if wanted.start is not None:
            present = present & (moments >= _microseconds(wanted.start))
        if wanted.end is not None:
            present = present & (moments < _microseconds(wanted.end))
        return present

    def _numbered(self, term: Term) -> Mask:
        numbers = self.articles[term.field].to_numpy(dtype=float, na_value=np.nan)
        if term.text.strip() == "*":
            return np.asarray(~np.isnan(numbers), dtype=bool)
        wanted = number_range(term.text)
        above = operator.ge if wanted.with_low else operator.gt
        below = operator.le if wanted.with_high else operator.lt
        return np.asarray(above(numbers, wanted.low) & below(numbers, wanted.high), dtype=bool)


_NONE = np.iinfo(np.int64).min
_NOT_READ = {
    "date": ("this is no date", "write a day, month or year, such as 2025-03-31, 2025-03 or 2025, or 2025-03..2025-05"),
    "number": ("this is no number", "write a number, such as 500, >500 or 100..500"),
}


def _microseconds(when: pd.Timestamp) -> int:
    return int(pd.DatetimeIndex([when]).as_unit("us").asi8[0])
