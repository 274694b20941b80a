"""How alike sources, or articles, are in their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles, require_whole
from newskit.language import tokens
from newskit.schema import STRING_DTYPE
from newskit.tables.function_words import allowed_edges
from newskit.tables.groups import Groups, group
from newskit.tables.recipe import Recipe, by_columns, remember

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["similarity"]

Floats = npt.NDArray[np.float64]
_MOST = 2_000  # articles, or groups, whose pairs all make a row
_BLOCK = 500


def similarity(
    articles: pd.DataFrame,
    by: str | Sequence[str] | None = None,
    *,
    on: str = "text",
    min_articles: int = 2,
    top: int | None = None,
    stopwords: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return how alike each two groups of articles, or each two articles, are in their words.

    Parameters
    ----------
    articles
        The article table.
    by
        A column, or several, whose values make groups, as in `volume`; without one articles are compared.
    on
        The column of texts.
    min_articles
        Words that stand in fewer articles are left out; names and misprints that stand once make nothing alike.
    top
        Return only so many rows for each group or article: those most like it. Needed for more than 2,000 of them.
    stopwords
        Words that do not count; by default the function words of the articles' languages, and numbers below
        100; ``()`` for none. To add to the list: ``[*nk.language.stopwords("en"), "said"]``.

    Returns
    -------
    pandas.DataFrame
        One row per pair, in the order of groups, or of articles; with `top`, one per group and neighbour, the nearest
        first:

        - ``a``, ``b``: the groups (of several columns, joined by a comma; a missing one is ``(missing)``), or the
          articles' ids (their index, without ids);
        - ``similarity``: the cosine of their weighted words, from 0 (none in common) to 1 (the same in the same
          proportion); missing where there is no word that counts;
        - with `by`, ``articles_a``, ``articles_b``.

    Raises
    ------
    InputError
        If every pair of more than 2,000 articles or groups was asked for.
    UnknownNameError
        If there is no such column.

    Notes
    -----
    A word weighs the more, the oftener it stands in an article (with the logarithm) and the fewer articles hold it
    (TF-IDF, Salton and Buckley 1988, as scikit-learn's ``TfidfTransformer(sublinear_tf=True)``). A group is the mean of
    its articles, each of length one, so that long articles do not speak for it.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "source": ["Courier", "Courier", "Gazette", "Herald"],
    ...     "text": ["Ferry strike ends.", "Ferry sails.", "Ferry strike ends.", "Rain in June."],
    ... })
    >>> similarity(articles, by="source", min_articles=1)[["a", "b", "similarity"]].round(2)
             a        b  similarity
    0  Courier  Gazette         0.8
    1  Courier   Herald         0.0
    2  Gazette   Herald         0.0
    """
    require_articles(articles, [on])
    columns = by_columns(by)
    require_whole("min_articles", min_articles, least=1)
    if top is not None:
        require_whole("top", top, least=1)
    groups = group(articles, columns) if columns else None
    names = _names(articles, groups)
    if len(names) > _MOST and top is None:
        what = f"groups of by={columns[0]!r}" if columns else "articles"
        raise InputError(
            f"{len(names):,} {what} make {len(names) * (len(names) - 1) // 2:,} pairs; take the nearest of each with "
            "top=10, or fewer of them"
        )
    vectors = _vectors(articles, on, min_articles, stopwords)
    if groups is not None:
        vectors = _means(vectors, groups)
    table = _pairs(vectors, names) if top is None else _nearest(vectors, names, top)
    first, second = table.pop("first").to_numpy(), table.pop("second").to_numpy()
    if groups is not None:
        n = np.bincount(groups.codes, minlength=len(groups)).astype(np.int64)
        table = table.assign(articles_a=n[first], articles_b=n[second])
    settings = {"top": top or 0, "groups": list(columns)}
    return remember(table, Recipe("similarity", lists=groups.lists if groups else (), on=on, settings=settings))


def _names(articles: pd.DataFrame, groups: Groups | None) -> pd.Series:
    if groups is None:
        ids = articles["id"] if "id" in articles.columns else articles.index.to_series()
        return ids.astype(STRING_DTYPE).reset_index(drop=True)
    rows = groups.frame.itertuples(index=False, name=None)
    names = [", ".join("(missing)" if pd.isna(part) else str(part) for part in row) for row in rows]
    return pd.Series(names, dtype=STRING_DTYPE)


def _vectors(articles: pd.DataFrame, on: str, min_articles: int, stopwords: Iterable[str] | None) -> sparse.csr_matrix:
    """Return the weighted words of each article, of length one."""
    from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit
    from sklearn.feature_extraction.text import TfidfTransformer  # noqa: PLC0415 - the same

    corpus = tokens(articles, on=on)
    counts = corpus.matrix()
    counted = dict(zip(corpus.lowers, allowed_edges(corpus, articles, stopwords, on=on).tolist(), strict=True))
    allowed = np.array([counted[word] for word in corpus.vocabulary()], dtype=bool)
    kept = allowed & (np.bincount(counts.indices, minlength=counts.shape[1]) >= min_articles)
    counts = counts[:, np.flatnonzero(kept)]
    if not counts.shape[0] or not counts.shape[1]:
        return sparse.csr_matrix(counts.shape, dtype=np.float64)
    return TfidfTransformer(sublinear_tf=True).fit_transform(counts.astype(np.float64)).tocsr()


def _means(vectors: sparse.csr_matrix, groups: Groups) -> sparse.csr_matrix:
    """Return the mean of each group's articles, of length one."""
    from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

    ones = np.ones(len(groups.rows))
    member = sparse.csr_matrix((ones, (groups.codes, groups.rows)), shape=(len(groups), vectors.shape[0]))
    sums = (member @ vectors).tocsr()
    length = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=1)).ravel())
    return (sparse.diags(np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)) @ sums).tocsr()


def _blocks(vectors: sparse.csr_matrix) -> Iterable[tuple[int, Floats]]:
    """Yield the similarities of some rows with all, missing for rows without words."""
    empty = np.diff(vectors.indptr) == 0
    turned = vectors.T.tocsc()
    for start in range(0, vectors.shape[0], _BLOCK):
        part = np.asarray((vectors[start : start + _BLOCK] @ turned).toarray(), dtype=np.float64)
        part = np.clip(part, 0.0, 1.0)
        part[empty[start : start + _BLOCK]] = np.nan
        part[:, empty] = np.nan
        yield start, part


def _pairs(vectors: sparse.csr_matrix, names: pd.Series) -> pd.DataFrame:
    n = len(names)
    first, second = np.triu_indices(n, 1)
    whole = np.concatenate([np.empty((0, n)), *(part for _, part in _blocks(vectors))])
    return _table(names, first, second, whole[first, second])


def _nearest(vectors: sparse.csr_matrix, names: pd.Series, top: int) -> pd.DataFrame:
    parts: list[tuple[Any, ...]] = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))]
    for start, block in _blocks(vectors):
        rows = np.arange(len(block))
        block[rows, start + rows] = np.nan  # nothing is its own neighbour
        order = np.argsort(-np.nan_to_num(block, nan=-1.0), axis=1, kind="stable")[:, :top]
        found = np.take_along_axis(block, order, axis=1)
        at, place = np.nonzero(found > 0)
        parts.append((start + at, order[at, place], found[at, place]))
    return _table(names, *(np.concatenate([part[i] for part in parts]) for i in range(3)))


def _table(names: pd.Series, first: Any, second: Any, values: Any) -> pd.DataFrame:
    return pd.DataFrame({
        "a": names.iloc[first].array,
        "b": names.iloc[second].array,
        "similarity": np.asarray(values, dtype=np.float64),
        "first": first,
        "second": second,
    })  # fmt: skip
