"""The way in: articles and labels become a widget."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import pandas as pd

from newskit.tables.terms import Terms
from newskit.widgets.labelling.records import Label, RecordFile
from newskit.widgets.labelling.settings import (
    Settings,
    checked_annotator,
    checked_articles,
    checked_labels,
    guesser,
    ordered,
)
from newskit.widgets.labelling.widget import Labelling

__all__ = ["label"]


def label(
    articles: pd.DataFrame,
    labels: Sequence[Label],
    *,
    on: str | Sequence[str] | None = None,
    about: str | Sequence[str] | None = None,
    path: str | os.PathLike[str] | None = None,
    column: str = "label",
    order: str = "given",
    model: Any = None,
    seed: int = 0,
    multiple: bool = False,
    guess: Any = None,
    highlight: Terms | None = None,
    annotator: str | None = None,
) -> Labelling:
    """Return a widget that shows one article at a time and labels it at the press of a key.

    Parameters
    ----------
    articles
        The article table, with unique ids; or any table with ``id`` and a column of texts, such as sentences.
    labels
        One to nine labels, two at least if one is to be chosen: strings, or whole numbers such as -1, 0 and 1.
    on
        The columns to be read; by default those of ``title``, ``standfirst`` and ``text`` that there are.
    about
        The columns of the small line; by default ``source`` and ``published``. ``[]`` hides them: who should not
        know the outlet does not see it.
    path
        A file, ``.jsonl``, to which every decision is written at once. If it is there, labelling goes on where it
        stopped; labels of articles that are not in the table stay in it. None keeps labels in memory only.
    column
        What the column of labels is called.
    order
        ``"given"``; ``"random"``, the same for the same `seed` and number of articles; ``"unsure"``, first those
        of which `model` is least sure.
    model
        A fitted classifier for ``order="unsure"``, such as a `newskit.SentimentClassifier`; one of scikit-learn's gets
        the texts.
    seed
        Of the random order.
    multiple
        Whether an article may have several labels, or none of them.
    guess
        A column of the articles, or a fitted classifier, whose label is marked and taken with Enter. People tend to
        agree with what they are shown.
    highlight
        Terms that are marked in the text, as for `newskit.kwic`.
    annotator
        Who labels. Several may share a file; each sees their own labels.

    Returns
    -------
    Labelling
        A widget; ``.labels`` is the column, ``.labelled`` the articles that have one, ``.articles`` all of them.

    Raises
    ------
    InputError
        If an argument is not as described, ids are missing or stand twice, or the file holds other labels or cannot
        be written.
    ReadError
        If the file is there and no file of labels.
    UnknownNameError
        If there is no such column.

    Warns
    -----
    NewskitWarning
        If a line of the file cannot be read, such as one that was half written.

    See Also
    --------
    newskit.SentimentClassifier : Learns from the labels.
    newskit.learning_curve : What more labels would buy.

    Notes
    -----
    Keys: 1 to 9 label, Enter takes the guess or confirms several, s skips, u or Backspace takes the last decision back,
    the arrows left and right go back and forward, up and down scroll. They work while the widget has the focus.

    The file is JSON Lines and only ever grows: a line that names the labels, then one for each decision with ``id``,
    ``action`` (``"label"``, ``"skip"`` or ``"undo"``), ``label``, ``annotator`` and ``time``. The last decision counts.

    Examples
    --------
    >>> import newskit as nk
    >>> widget = label(nk.load_sample().head(20), ["positive", "negative"])   # a cell that ends with widget shows it
    >>> widget.label("negative")                                              # or press 2
    >>> widget.labelled["label"].tolist()
    ['negative']
    """
    names = checked_labels(labels, multiple=multiple)
    frame, ids = checked_articles(articles, column)
    who = checked_annotator(annotator)
    settings = Settings.of(frame, on, about, highlight)
    rows = ordered(frame, order, model, settings.on, seed)
    guesses = guesser(frame, guess, names, settings.on, multiple=multiple)
    file = None if path is None else RecordFile(path, names, multiple=multiple)
    return Labelling(
        (frame, ids, rows),
        names,
        multiple=multiple,
        column=column,
        settings=settings,
        guess=guesses,
        file=file,
        annotator=who,
    )
