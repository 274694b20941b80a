"""How many articles there are, by period and group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from newskit.errors import require_articles
from newskit.tables.bins import Zone
from newskit.tables.cells import Timing, cells
from newskit.tables.recipe import by_columns, remember
from newskit.tables.span import Moment

__all__ = ["volume"]


def volume(
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    freq: str | pd.offsets.BaseOffset = "W",
    share: bool = False,
    date: str = "published",
    timezone: Zone = "UTC",
    start: Moment = None,
    end: Moment = None,
) -> pd.DataFrame:
    """Return how many articles there are in each period, and group.

    Every period from the first to the last has a row for every group that occurs, zero where there are no articles.
    Articles without a date are counted in rows of their own, at the end, whose period is ``NaT``; so the counts add up
    to the number of articles.

    Parameters
    ----------
    articles
        The article table.
    by
        A column, or several, whose values make groups: ``"source"``, ``["source", "section"]``. A missing value is a
        group of its own. In a column of lists (``"authors"``) an article counts once for each distinct member, so
        counts add up to more than the articles and shares to more than one.
    freq
        The length of a period: ``"h"``, ``"D"``, ``"W"`` (from Monday), ``"M"``, ``"Q"``, ``"Y"``, several of them
        (``"2W"``) or any name in `newskit.tables.frequency.frequency`.
    share
        Whether to add what share of the period's articles each group has.
    date
        The column of dates.
    timezone
        The zone in which days begin, such as ``"Asia/Seoul"``. Dates without a zone are taken to be in it.
    start, end
        From when to when articles were collected, if the first and last article do not tell; ``end="2024-06"`` means
        all of June. Articles outside are left out, counted in the table's recipe and in the note of its picture.

    Returns
    -------
    pandas.DataFrame
        Sorted by period and group:

        - ``period``: start of the period, with time zone;
        - the columns of `by`, under their names and with their types;
        - ``articles``: number of articles;
        - with `share`, ``total``: articles of the period in all groups, each once; and ``share``: ``articles / total``,
          missing where the total is zero;
        - ``complete``: false for a first or last period that the articles reach only in part, judged from the first
          and the last article (to the day, for weeks and longer periods; to the hour, for days; to 15 minutes, for
          hours) or by `start` and `end`; false without a date;
        - ``period_end``: start of the next period.

    Raises
    ------
    InputError
        If there is no such period or time zone, the dates are no dates, or a few wrong dates would make a table
        of endless empty periods; they are named.
    UnknownNameError
        If there is no such column.

    See Also
    --------
    articles_in : The articles behind a row.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "source": ["Courier", "Gazette", "Courier"],
    ...     "published": pd.to_datetime(["2025-06-02", "2025-06-12", "2025-06-15"], utc=True),
    ... })
    >>> volume(articles, by="source", share=True)[["period", "source", "articles", "share", "complete"]]
                         period   source  articles  share  complete
    0 2025-06-02 00:00:00+00:00  Courier         1    1.0      True
    1 2025-06-02 00:00:00+00:00  Gazette         0    0.0      True
    2 2025-06-09 00:00:00+00:00  Courier         1    0.5      True
    3 2025-06-09 00:00:00+00:00  Gazette         1    0.5      True
    """
    require_articles(articles)
    cut = cells(articles, by_columns(by), Timing(freq, date, timezone, start, end), name="volume")
    counts = cut.sum().astype(np.int64)
    table = cut.before.assign(articles=counts)
    if share:
        total = cut.sum_by_period().astype(np.int64)
        table["total"] = total
        table["share"] = np.divide(counts, total, out=np.full(len(total), np.nan), where=total > 0)
    return remember(pd.concat([table, cut.after], axis=1), cut.recipe)
