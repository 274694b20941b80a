"""What a user hands over to label articles, checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import (
    InputError,
    listed,
    require_articles,
    require_choice,
    require_columns,
    require_list,
    require_whole,
)
from newskit.language.memory import strings
from newskit.language.patterns import Pattern
from newskit.tables.terms import Terms, compiled, named_terms
from newskit.widgets.labelling.records import Label

__all__ = ["ORDERS", "Settings", "checked_annotator", "checked_articles", "checked_labels", "guesser", "ordered"]

ORDERS = ("given", "random", "unsure")
_MOST_LABELS = 9
_READ = ("title", "standfirst", "text")
_ABOUT = ("source", "published")
# Probabilities of so many articles at a time: memory stays small.
_PORTION = 1000

Guess = Callable[[int], list[Label]]


@dataclass(frozen=True, slots=True)
class Settings:
    """How articles are shown.

    Parameters
    ----------
    on
        Columns that are read.
    about
        Columns of the line below the headline.
    patterns
        Terms that are marked.
    """

    on: tuple[str, ...]
    about: tuple[str, ...]
    patterns: tuple[Pattern, ...]

    @classmethod
    def of(
        cls,
        articles: pd.DataFrame,
        on: str | Sequence[str] | None,
        about: str | Sequence[str] | None,
        highlight: Terms | None,
    ) -> Settings:
        """Return the settings, checked."""
        read = _columns(articles, "on", on, _READ)
        if not read:
            raise InputError(
                f"articles have nothing to read: none of {listed(_READ)}; name columns, on=[...]; "
                f"there are: {listed(articles.columns)}"
            )
        patterns = () if highlight is None else compiled(
            named_terms(highlight), case=False, regex=False, across=False
        ).values()  # fmt: skip
        return cls(read, _columns(articles, "about", about, _ABOUT), tuple(patterns))


def _columns(
    articles: pd.DataFrame, name: str, given: str | Sequence[str] | None, usual: Sequence[str]
) -> tuple[str, ...]:
    if given is None:
        return tuple(one for one in usual if one in articles.columns)
    names = [given] if isinstance(given, str) else require_list(name, given, of="columns")
    require_columns(articles, names, where="the articles")
    return tuple(dict.fromkeys(names))


def checked_articles(articles: object, column: object) -> tuple[pd.DataFrame, list[str]]:
    """Return the articles and their ids."""
    frame = require_articles(articles)
    if not isinstance(column, str) or not column:
        raise InputError(f"column={column!r} should be a name for the new column, such as 'label'")
    if column in frame.columns:
        raise InputError(f"the articles have a column {column!r} already; choose another name, column=...")
    if "id" not in frame.columns:
        raise InputError("articles need a column 'id', by which labels find them again; nk.as_articles() adds it")
    ids = frame["id"]
    if ids.isna().any():
        raise InputError(f"{int(ids.isna().sum()):,} articles have no id; nk.as_articles(articles) makes ids")
    names = [str(one) for one in ids.tolist()]
    again = [one for one, n in Counter(names).items() if n > 1]
    if again:
        raise InputError(
            f"{len(again):,} ids stand more than once, such as {again[0]!r}; a label is of one article: "
            "articles.drop_duplicates('id'), or nk.as_articles(articles) to number them"
        )
    for name in names:
        _require_utf8("the id", name)
    return frame, names


def checked_labels(labels: object, *, multiple: bool) -> list[Label]:
    """Return the labels: strings, or whole numbers."""
    require_choice("multiple", multiple, (True, False))
    if isinstance(labels, (str, bytes)) or not isinstance(labels, Iterable):
        raise InputError(f"labels={labels!r} should be a list, such as ['positive', 'negative']")
    given: list[Label] = [_label(one) for one in labels]
    least = 1 if multiple else 2
    if not least <= len(given) <= _MOST_LABELS:
        raise InputError(f"there are {len(given)} labels; there should be {least} to {_MOST_LABELS}, one for each key")
    if len({type(one) for one in given}) > 1:
        raise InputError("labels should be all strings or all whole numbers; these are mixed")
    again = [one for one in dict.fromkeys(given) if given.count(one) > 1]
    if again:
        raise InputError(f"labels should differ; more than once there is {listed(again)}")
    return given


def _label(given: Any) -> Label:
    if isinstance(given, str):
        if not given.strip():
            raise InputError("a label is empty; each should be a word or a few")
        _require_utf8("the label", given)
        return str(given)
    is_whole = isinstance(given, (int, np.integer)) and not isinstance(given, bool)
    if not is_whole or abs(int(given)) >= 1 << 53:
        raise InputError(f"the label {given!r} should be a string, or a whole number such as -1, 0 or 1")
    return int(given)


def checked_annotator(annotator: object) -> str | None:
    """Return the name of who labels."""
    if annotator is None:
        return None
    if not isinstance(annotator, str) or not annotator.strip():
        raise InputError(f"annotator={annotator!r} should be a name, such as 'ann'")
    _require_utf8("the annotator", annotator)
    return annotator


def _require_utf8(what: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{what} {text!r} has half a character in it, which no file can hold") from error


def ordered(articles: pd.DataFrame, order: str, model: Any, on: Sequence[str], seed: int) -> list[int]:
    """Return the rows of articles in the order in which they are shown."""
    require_choice("order", order, ORDERS)
    require_whole("seed", seed, least=0)
    if (order == "unsure") != (model is not None):
        raise InputError(
            "order='unsure' needs a fitted classifier: model=..." if model is None
            else f"model= is for order='unsure', not {order!r}; for its guesses give guess=..."
        )  # fmt: skip
    if order == "random":
        return [int(row) for row in np.random.default_rng(seed).permutation(len(articles))]
    if order == "unsure" and len(articles):
        return [int(row) for row in np.argsort(_sureness(articles, model, on), kind="stable")]
    return list(range(len(articles)))


def _sureness(articles: pd.DataFrame, model: Any, on: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the probability of the likeliest class of each article."""
    if not hasattr(model, "predict_proba"):
        raise InputError(f"model= should be a fitted classifier with predict_proba, not {type(model).__name__}")
    parts = []
    for begin in range(0, len(articles), _PORTION):
        part = articles.iloc[begin : begin + _PORTION]
        found = np.asarray(model.predict_proba(_rows_for(model, part, on)), dtype=np.float64)
        if found.ndim != 2 or len(found) != len(part):
            raise InputError(f"model.predict_proba gave an array of {found.shape} for {len(part)} articles")
        parts.append(found.max(axis=1))
    return np.concatenate(parts)


def _rows_for(model: Any, articles: pd.DataFrame, on: Sequence[str]) -> Any:
    """Return what a classifier reads: newskit's the table, others the texts."""
    if hasattr(model, "group_texts"):
        return articles
    return strings(articles["text" if "text" in articles.columns else on[-1]])


def guesser(articles: pd.DataFrame, guess: Any, labels: Sequence[Label], on: Sequence[str], *, multiple: bool) -> Guess:
    """Return a function from a row to what is guessed of it; nothing at all for ``guess=None``."""
    if guess is None:
        return lambda _: []
    known = set(labels)
    if not isinstance(guess, str):
        if not hasattr(guess, "predict"):
            raise InputError(f"guess={guess!r} should be a column of the articles or a fitted classifier")
        classes = getattr(guess, "classes_", labels)
        strange = [one for one in list(classes) if one not in known]
        if strange:
            raise InputError(f"guess= has classes that are no labels: {listed(strange)}; labels are {listed(labels)}")
        return lambda row: [
            one for one in _plain(guess.predict(_rows_for(guess, articles.iloc[[row]], on))[0]) if one in known
        ]
    require_columns(articles, [guess], where="the articles")
    given = [_plain(value) for value in articles[guess].tolist()]
    for row in given:
        strange = [one for one in row if one not in list(labels)]
        if strange or (len(row) > 1 and not multiple):
            raise InputError(f"guess={guess!r} has {strange or row}; labels are {listed(labels)}")
    return given.__getitem__


def _plain(value: Any) -> list[Any]:
    """Return a guess as a list of labels."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [label for one in value for label in _plain(one)]
    if not pd.api.types.is_scalar(value):
        return [value]
    if pd.isna(value):
        return []
    is_whole = isinstance(value, (int, float, np.number)) and float(value).is_integer()
    return [int(value) if is_whole else value]
