"""Say in plain words what is wrong with an article table, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pandas as pd

from newskit.errors import InputError, listed
from newskit.schema.coerce import guess_columns
from newskit.schema.columns import DATES, LISTS, STRINGS

__all__ = ["check_articles"]

_BRING_IN = "articles = nk.as_articles(articles)"


class Finding(NamedTuple):
    """One row of the answer of `check_articles`."""

    column: str
    level: str
    problem: str
    n: int
    example: str
    mend: str


def check_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """Return what is wrong with an article table, in plain words, and how to mend it.

    Nothing is changed. An empty answer means that every part of newskit can work with the table.

    Parameters
    ----------
    articles
        Any DataFrame that should be an article table.

    Returns
    -------
    pandas.DataFrame
        One row per finding: ``column``; ``level`` (``"error"``: functions will fail or give wrong answers,
        ``"warning"``: worth knowing); ``problem``; ``n`` (rows that it concerns); ``example``; ``mend`` (what to run
        or do).

    Raises
    ------
    InputError
        If `articles` is not a DataFrame.

    Examples
    --------
    >>> mine = pd.DataFrame({"id": ["a", "a"], "title": ["Rain", "Sun"], "text": ["It rained.", "It shone."],
    ...                      "published": ["2025-06-12", "2025-06-13"]})
    >>> for finding in check_articles(mine).itertuples():
    ...     print(f"{finding.column}: {finding.problem} ({finding.n})")
    id: ids stand more than once: every analysis by id would mix these articles (2)
    published: dates are held as strings (2)
    """
    if not isinstance(articles, pd.DataFrame):
        raise InputError(f"check_articles takes a DataFrame, not {type(articles).__name__}; read files with nk.read()")
    twice = articles.columns[articles.columns.duplicated()].unique()
    if len(twice):
        found = [Finding(str(name), "error", "several columns have this name", len(articles), "", "rename or drop one")
                 for name in twice]  # fmt: skip
    else:
        found = [finding for check in _CHECKS for finding in check(articles)]
    return pd.DataFrame(found, columns=list(Finding._fields)).astype({"n": "int64"})


def _missing_columns(articles: pd.DataFrame) -> Iterator[Finding]:
    guesses = {target: str(name) for name, target in guess_columns(articles.columns).items()}
    for name in ("id", "title", "text"):
        if name in articles.columns:
            continue
        if name in guesses:
            problem, mend = f"missing, but {guesses[name]!r} looks like it", _BRING_IN
        elif name == "id":
            problem, mend = "missing", f"{_BRING_IN} makes ids from url, title and text"
        else:
            problem = f"missing; the columns are {listed(articles.columns)}"
            mend = f"articles = nk.as_articles(articles, columns={{'<your column>': {name!r}}})"
        yield Finding(name, "error", problem, len(articles), "", mend)


def _ids(articles: pd.DataFrame) -> Iterator[Finding]:
    if "id" not in articles.columns:
        return
    ids = articles["id"]
    missing = ids.isna()
    if missing.any():
        yield Finding("id", "error", "ids are missing", int(missing.sum()), "", _BRING_IN)
    again = ids.astype("string").duplicated(keep=False) & ~missing
    if again.any():
        problem = "ids stand more than once: every analysis by id would mix these articles"
        mend = f"articles.drop_duplicates('id'), or {_BRING_IN} to number them"
        yield Finding("id", "error", problem, int(again.sum()), str(ids[again].iloc[0]), mend)


def _strings(articles: pd.DataFrame) -> Iterator[Finding]:
    for name in STRINGS:
        if name not in articles.columns:
            continue
        values = articles[name]
        odd = pd.Series([not isinstance(v, str) for v in values.tolist()], index=values.index) & values.notna()
        if odd.any():
            first = values[odd].iloc[0]
            problem = f"values are {type(first).__name__}, not strings"
            yield Finding(name, "error", problem, int(odd.sum()), str(first)[:60], _BRING_IN)


def _dates(articles: pd.DataFrame) -> Iterator[Finding]:
    for name in DATES:
        if name not in articles.columns or articles[name].isna().all():
            continue
        values, n = articles[name], int(articles[name].notna().sum())
        example = str(values.dropna().iloc[0])[:60]
        if not pd.api.types.is_datetime64_any_dtype(values.dtype):
            held = "strings" if isinstance(values.dropna().iloc[0], str) else type(values.dropna().iloc[0]).__name__
            yield Finding(name, "error", f"dates are held as {held}", n, example, _BRING_IN)
        elif getattr(values.dt, "tz", None) is None:
            mend = "articles = nk.as_articles(articles, timezone='<zone of the dates>')"
            yield Finding(name, "error", "dates have no time zone", n, example, mend)
    if "published" in articles.columns and articles["published"].isna().any():
        n = int(articles["published"].isna().sum())
        mend = "nothing, if the pages have none; tables over time count them apart"
        yield Finding("published", "warning", "articles have no date", n, "", mend)


def _lists(articles: pd.DataFrame) -> Iterator[Finding]:
    for name in LISTS:
        if name not in articles.columns:
            continue
        odd = pd.Series([not isinstance(value, list) for value in articles[name].tolist()], index=articles.index)
        if odd.any():
            first = articles.loc[odd, name].iloc[0]
            held = "as strings, as after a CSV round trip" if isinstance(first, str) else f"as {type(first).__name__}"
            mend = f"{_BRING_IN}; keep corpora as Parquet or JSON Lines"
            yield Finding(name, "error", f"lists are held {held}", int(odd.sum()), str(first)[:60], mend)


def _empty_articles(articles: pd.DataFrame) -> Iterator[Finding]:
    for name in ("title", "text"):
        if name in articles.columns:
            values = articles[name].astype("string")
            empty = (values.isna() | (values.str.strip() == "")).fillna(value=True).astype(bool)
            if empty.any():
                mend = f"articles[articles[{name!r}].notna()] if they should not count"
                yield Finding(name, "warning", f"articles have no {name}", int(empty.sum()), "", mend)


def _languages(articles: pd.DataFrame) -> Iterator[Finding]:
    if "lang" not in articles.columns or "text" not in articles.columns:
        return
    untold = articles["lang"].isna() & articles["text"].notna()
    if untold.any():
        problem = "articles have no language, and articles['lang'] == 'en' leaves them out"
        mend = "articles['lang'] = articles['lang'].fillna(nk.extract(articles, 'language')['language'])"
        yield Finding("lang", "warning", problem, int(untold.sum()), "", mend)


def _index(articles: pd.DataFrame) -> Iterator[Finding]:
    again = articles.index.duplicated(keep=False)
    if again.any():
        problem = "index labels stand more than once: articles.join(nk.extract(...)) would multiply rows"
        example = str(articles.index[again][0])
        yield Finding("(index)", "error", problem, int(again.sum()), example, "articles.reset_index(drop=True)")


_CHECKS: tuple[Callable[[pd.DataFrame], Iterator[Finding]], ...] = (
    _missing_columns,
    _ids,
    _strings,
    _dates,
    _lists,
    _empty_articles,
    _languages,
    _index,
)
