"""Searching articles: words, phrases, fields and dates, ranked."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from newskit.tables.bins import Zone
from newskit.tables.searching.index import SearchIndex

__all__ = ["search"]


def search(
    articles: pd.DataFrame,
    query: str,
    *,
    weights: Mapping[str, float] | None = None,
    strict: bool = True,
    width: int = 200,
    mark: str = "**",
    top: int | None = 20,
    date: str = "published",
    timezone: Zone = "UTC",
) -> pd.DataFrame:
    """Return the articles that a query finds, the best first.

    ==============================  ===================================================================================
    ``flood harbour``               both words, in title, standfirst or text; singular and plural are alike
    ``flood OR drought``            any of them
    ``flood -harbour``              without that word; also ``flood NOT harbour``
    ``"storm surge"``               these words in this order, as they stand there, case and accents apart
    ``infl*``                       words that begin so
    ``(flood OR surge) harbour``    brackets: AND binds more tightly than OR
    ``title:flood``                 in that column; also ``title:"storm surge"``, ``source:(courier OR gazette)``
    ``after:2025-03-01``            on that day and later
    ``before:2025-03-01``           earlier than that day
    ``date:2025-04``                in that month; also ``published:2025-03..2025-05``
    ``n_words:>500``                numbers; also ``n_words:100..500``
    ``section:*``                   whatever has a section
    ==============================  ===================================================================================

    Articles are ranked by BM25F (Robertson and Zaragoza 2009; k1=1.2, b=0.75), with the inverse document frequency
    ``ln(1 + (N - n + 0.5) / (n + 0.5))``. Only words and phrases looked for in the columns of `weights` count; equal
    ones are ordered by date, the latest first, then as in the table.

    The index is remembered by content, so that further queries on the same articles cost little, see
    `newskit.tables.set_search_memory`.

    Parameters
    ----------
    articles
        The article table.
    query
        What to search for.
    weights
        The columns that words without a field are looked for in, and what a match in each counts; by default those
        there are of ``title`` (3), ``standfirst`` (1) and ``text`` (1).
    strict
        Whether to raise on mistakes in the query, or leave out what makes no sense.
    width
        How long snippets are, in characters.
    mark
        What to put before and behind the words that were found; nothing, if empty. Snippets are text, not HTML: escape
        them where you put them into a page.
    top
        How many articles; ``None`` for all that fit.
    date
        The column that ``after:``, ``before:`` and ``date:`` mean.
    timezone
        The zone in which days begin, such as ``"Asia/Seoul"``.

    Returns
    -------
    pandas.DataFrame
        On the index of the articles, so that ``articles.loc[found.index]`` has their other columns: ``id``, ``rank``
        (from 1), ``score``, ``title``, ``source``, ``published`` (as far as the articles have them) and ``snippet``
        (the passage with most of the words; how the article begins, if they stand in its title alone).
        ``found.attrs["newskit_search"]["articles"]`` is how many articles fit in all.

    Raises
    ------
    InputError, UnknownNameError
        If the query has a mistake: the message says where, and what to write instead.

    See Also
    --------
    SearchIndex : Keeps the index, counts, and filters.

    References
    ----------
    Robertson, S., Zaragoza, H. (2009). The Probabilistic Relevance Framework: BM25 and Beyond. Foundations and Trends
    in Information Retrieval 3(4), 333-389.

    Examples
    --------
    >>> import newskit as nk
    >>> articles = nk.as_articles([
    ...     {"title": "Rain ends drought", "text": "It rained for the first time since May.", "source": "Courier"},
    ...     {"title": "Harbour reopens", "text": "The drought had kept ships away.", "source": "Gazette"},
    ... ])
    >>> nk.search(articles, "drought -source:courier")[["rank", "title", "snippet"]]
       rank            title                               snippet
    1     1  Harbour reopens  The **drought** had kept ships away.
    """
    index = SearchIndex(articles, weights=weights, date=date, timezone=timezone)
    return index.search(query, top=top, strict=strict, width=width, mark=mark)
