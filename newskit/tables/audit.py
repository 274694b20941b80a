"""What is wrong, or worth knowing, before an analysis of a corpus: gaps, stubs, odd dates, copies, languages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from newskit.errors import InputError, require_articles, require_whole
from newskit.schema import STRING_DTYPE
from newskit.tables.checks import checks
from newskit.tables.groups import group
from newskit.tables.recipe import Recipe, by_columns, remember

__all__ = ["audit"]

_ADDED = ("check", "example")


def audit(
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = "source",
    on: str = "text",
    stub: int = 50,
    alike: float = 0.7,
    now: str | pd.Timestamp | None = None,
    date: str = "published",
) -> pd.DataFrame:
    """Return how many articles of each source lack a field, are stubs, copies, or have odd dates, and their languages.

    Parameters
    ----------
    articles
        The article table.
    by
        A column, or several, whose values make groups, as in `volume`; ``None`` for all articles together. Without a
        column ``source`` the default is ``None``, too.
    on
        The column of texts.
    stub
        Texts of fewer words are stubs: teasers, captions, pages behind a wall.
    alike
        What share of their phrases of five words two texts have in common, at least, to be near duplicates.
    now
        Dates after this moment lie in the future; by default the present.
    date
        The column of dates.

    Returns
    -------
    pandas.DataFrame
        One row per group and check, also where nothing was found, in the order of groups and checks:

        - the columns of `by`;
        - ``check``: ``"missing title"`` and so on for each column of the article table that there is; ``"stub"``;
          ``"exact duplicate"`` and ``"near duplicate"``, each of them of an article of any group that is dated
          earlier (or stands earlier, at the same moment or without a date), which does not count itself;
          ``"date far from all others"``, ``"date in the future"``; ``"other language"`` than most articles; and
          ``"language en"`` and so on, from the column ``lang``;
        - ``articles`` that it concerns, ``total`` of the group, and ``share``, ``articles / total``;
        - ``example``: the id (or index label) of the first of them.

    Raises
    ------
    InputError, UnknownNameError
        If an argument has the wrong form, or there is no such column.

    See Also
    --------
    articles_in : The articles behind a row.
    check_articles : Whether the table has the form that newskit works with.

    Notes
    -----
    Near duplicates are found by sketches of each text's phrases (Broder 1997; Li, Owen and Zhang 2012), so that a share
    close to `alike` may be judged either way.

    Examples
    --------
    >>> articles = pd.DataFrame({"id": ["a", "b"], "source": ["Courier"] * 2, "title": ["Rain", None]})
    >>> audit(articles)[["source", "check", "articles", "total", "example"]]
        source           check  articles  total example
    0  Courier   missing title         1      2       b
    1  Courier  missing source         0      2    <NA>
    """
    require_articles(articles)
    require_whole("stub", stub, least=0)
    _check_share(alike)
    columns = by_columns(None if by == "source" and "source" not in articles.columns else by, besides=_ADDED)
    groups = group(articles, columns)
    settings = {"stub": stub, "alike": alike, "on": on, "date": date, "now": _moment(now)}
    found = checks(articles, settings)
    member = np.zeros((len(groups), len(found)), dtype=np.int64)
    example = np.full((len(groups), len(found)), None, dtype=object)
    ids = (articles["id"] if "id" in articles.columns else articles.index.to_series()).astype(STRING_DTYPE).tolist()
    for number, mask in enumerate(found.values()):
        held = mask[groups.rows]
        rows, codes = groups.rows[held], groups.codes[held]
        member[:, number] = np.bincount(codes, minlength=len(groups))
        begins, first = np.unique(codes, return_index=True)
        example[begins, number] = [ids[row] for row in rows[first].tolist()]
    total = np.bincount(groups.codes, minlength=len(groups)).astype(np.int64).repeat(len(found))
    table = groups.frame.iloc[np.arange(len(groups)).repeat(len(found))].reset_index(drop=True)
    table = table.assign(
        check=pd.array(list(found) * len(groups), dtype=STRING_DTYPE),
        articles=member.ravel(),
        total=total,
        share=np.divide(member.ravel(), total, out=np.full(len(total), np.nan), where=total > 0),
        example=pd.array(example.ravel(), dtype=STRING_DTYPE),
    )
    return remember(table, Recipe("audit", columns, groups.lists, settings=settings))


def _check_share(alike: object) -> None:
    if isinstance(alike, bool) or not isinstance(alike, int | float) or not 0 < alike <= 1:
        raise InputError(f"alike={alike!r} should be a share above 0, up to 1")


def _moment(now: str | pd.Timestamp | None) -> str:
    try:
        moment = pd.Timestamp.now(tz="UTC") if now is None else pd.Timestamp(now)
    except (ValueError, TypeError) as error:
        raise InputError(f"now={now!r} is no date; write it as '2025-06-30'") from error
    if pd.isna(moment):
        raise InputError(f"now={now!r} is no date; write it as '2025-06-30'")
    return (moment.tz_localize("UTC") if moment.tz is None else moment).isoformat()
