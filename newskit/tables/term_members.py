"""Which articles hold the terms, or the pairs of terms, that rows of a table count."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, require_articles
from newskit.language import tokens
from newskit.language.memory import strings
from newskit.language.mentions import mentions
from newskit.language.ngrams import texts_with
from newskit.tables.checks import checks
from newskit.tables.groups import Encoded
from newskit.tables.places import places_of
from newskit.tables.recipe import Recipe
from newskit.tables.terms import as_given, find_terms

__all__ = ["term_members"]

_BETWEEN = "\x1f"
Ints = npt.NDArray[np.int64]


def term_members(
    articles: pd.DataFrame, rows: pd.DataFrame, recipe: Recipe | None
) -> tuple[pd.DataFrame, dict[str, Encoded]]:
    """Return rows with a column that names what each counts, and for that column the articles of each name.

    Rows that count no terms come back as they are, with no column.

    Raises
    ------
    InputError
        If rows count a term, but nothing says how it was looked for.
    """
    other = _of_other_things(articles, rows, recipe)
    if other is not None:
        return rows, other
    pairs = {"a", "b", "together"} <= set(rows.columns)
    key = {"a", "b"} if pairs else {"term"}
    of_terms = pairs or {"term", "count"} <= set(rows.columns)
    # A table of other things may have groups of this name.
    of_groups = key <= set(articles.columns) if recipe is None else key <= set(recipe.by)
    if not of_terms or of_groups:
        return rows, {}
    if recipe is not None and recipe.table == "keyness":
        terms = list(dict.fromkeys(rows["term"].astype(str)))
        return rows, {"term": _encoded(terms, texts_with(tokens(articles, on=recipe.on), terms), len(articles))}
    if recipe is None or not recipe.terms:
        what = "a pair" if pairs else "a term"
        raise InputError(
            f"the row counts {what}, but not how it was looked for; pass table= (phrases of a table of keyphrases are "
            "found in that table itself, by their id)"
        )
    wanted = [str(name) for column in (("a", "b") if pairs else ("term",)) for name in rows[column]]
    chosen = {name: given for name, given in recipe.terms.items() if name in wanted}
    if not chosen:
        return rows, {"term": _encoded([], [], len(articles))}
    found = find_terms(articles, as_given(chosen), on=recipe.on, case=recipe.case, across=recipe.across)
    if not pairs:
        return rows, {"term": _encoded(found.names, [np.unique(place.row) for place in found.places], len(articles))}
    numbers, row_of, _ = places_of(found.tokens, recipe.within)
    held = {name: np.unique(numbers(place)) for name, place in zip(found.names, found.places, strict=True)}
    names = (rows["a"].astype(str) + _BETWEEN + rows["b"].astype(str)).tolist()
    distinct = list(dict.fromkeys(names))
    both = [_together(held, name) for name in distinct]
    return rows.assign(pair=names), {
        "pair": _encoded(distinct, [np.unique(row_of(places)) for places in both], len(articles))
    }


def _of_other_things(articles: pd.DataFrame, rows: pd.DataFrame, recipe: Recipe | None) -> dict[str, Encoded] | None:
    """Return the articles of targets, keyphrases, or of what a check found; None for rows of other tables."""
    if recipe is not None and recipe.table == "target_sentiment" and recipe.terms:
        return {"target": _naming(articles, list(dict.fromkeys(rows["target"].astype(str))), recipe)}
    if recipe is not None and "held_by" in recipe.settings and "term" in rows.columns:
        return {"term": _of_phrases(articles, list(dict.fromkeys(rows["term"].astype(str))), recipe)}
    if recipe is not None and recipe.table == "audit" and "check" in rows.columns:
        masks = checks(articles, recipe.settings)
        return {"check": _encoded(list(masks), [np.flatnonzero(mask) for mask in masks.values()], len(articles))}
    return None


def _naming(articles: pd.DataFrame, targets: list[str], recipe: Recipe) -> Encoded:
    """Return the articles that name targets: a surname or a pronoun counts only in these."""
    texts = strings(articles[recipe.on])
    made = tokens(articles, on=recipe.on)
    given = as_given({name: terms for name, terms in recipe.terms.items() if name in targets})
    found = [mentions(made, names, lambda: texts, surnames=False, pronouns=False) for names in given.values()]
    return _encoded(list(given), [np.unique(one.text) for one in found], len(articles))


def _of_phrases(articles: pd.DataFrame, phrases: list[str], recipe: Recipe) -> Encoded:
    """Return the articles that have keyphrases, which the table notes itself."""
    require_articles(articles, ["id"])
    held = {name: pd.Index(articles["id"]).isin(recipe.settings["held_by"].get(name, ())) for name in phrases}
    return _encoded(phrases, [np.flatnonzero(mask) for mask in held.values()], len(articles))


def _together(held: dict[str, Ints], pair: str) -> Ints:
    none = np.empty(0, dtype=np.int64)
    a, b = pair.split(_BETWEEN)
    return np.intersect1d(held.get(a, none), held.get(b, none))


def _encoded(names: Sequence[str], members: Sequence[Ints], n: int) -> Encoded:
    """Return groups given as the articles of each, in the form of a column of lists."""
    rows = np.concatenate([np.empty(0, dtype=np.int64), *members])
    codes = np.repeat(np.arange(len(names)), [len(one) for one in members])
    order = np.argsort(rows, kind="stable")
    bounds = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=n))]).astype(np.int64)
    return Encoded(pd.Series(names, dtype=object), codes[order], bounds, is_list=True)
