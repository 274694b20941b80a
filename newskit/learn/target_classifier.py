"""Sentiment toward a person, organisation or term, learned from the user's labels."""

from __future__ import annotations

from typing import Any, ClassVar

from newskit.language.sentiment import Lexicon
from newskit.language.sentiment.contributions import Lexicons
from newskit.learn.base import TextClassifier
from newskit.learn.linear import Features
from newskit.learn.reading import read_texts
from newskit.learn.rows import mentions_of, rows_of
from newskit.learn.target_features import FAMILIES, MIN_COUNTS, NUMBER_WEIGHT, Rows, target_features

__all__ = ["TargetSentimentClassifier"]


class TargetSentimentClassifier(TextClassifier):
    """A scikit-learn classifier of how sentences portray a target, which learns from your labels.

    The mention is masked, so that it learns how people are written about and not who is popular. It reads the words
    before and behind the mention, those next to it and in its clause, pieces of words, and what newskit's lexicon makes
    of them: the nearer to the mention the more (exp(-distance / 60 characters), twice that in its clause), whether
    other names stand between, and whether the words are in a quotation, the target's own or another's.

    Rows are a table, or a list of dicts, with

    - ``text``: a sentence or a few; of longer texts the sentences that mention the target count, and those beside them;
    - ``target``: its name;
    - ``start``, ``end``: where the mention is, ``text[start:end]``; without them, every place where the name stands
      counts, else every place of its last word ("Lee" of "Ann Lee").

    Where the target stands nowhere in its text, the whole text counts, with a warning.

    Parameters
    ----------
    lang, lexicon, class_weight, calibrate
        As for `SentimentClassifier`.
    C
        How freely the weights may follow the labels; smaller is smoother.
    min_count
        Features in fewer rows than this are left out; those of two rows are kept at least (pieces of words: three).

    Attributes
    ----------
    classes_ : ndarray
        The labels, in order.
    temperature_ : float
        What scores are divided by to make probabilities; 1 where there are too few labels to tell.
    n_labels_ : int
        How many rows it learned from.

    See Also
    --------
    SentimentClassifier : The tone of texts as such.
    learning_curve : What more labels would buy.
    newskit.target_sentiment : Hand it over as ``model=``: it then finds the mentions in articles.

    Notes
    -----
    Rows with one text are never on both sides when probabilities are calibrated; keep them together in a
    cross-validation of your own, too (``GroupKFold`` with the texts as groups): the same sentence toward another target
    is no new sentence.

    Examples
    --------
    >>> rows = [{"text": f"{who} was {what}.", "target": who} for what in ("praised", "honoured", "jailed", "fined")
    ...         for who in ("Ann Lee", "Bo Kim")]
    >>> model = TargetSentimentClassifier().fit(rows, ["positive"] * 4 + ["negative"] * 4)
    >>> model.predict([{"text": "The union praised Di Fox.", "target": "Di Fox"}]).tolist()
    ['positive']
    """

    _kind: ClassVar[str] = "TargetSentimentClassifier"
    _families: ClassVar[dict[str, float]] = FAMILIES
    _min_counts: ClassVar[dict[str, int]] = MIN_COUNTS
    _number_weight: ClassVar[float] = NUMBER_WEIGHT

    def __init__(
        self,
        *,
        lang: str = "en",
        lexicon: Lexicons | None = None,
        C: float = 1.0,  # noqa: N803 - scikit-learn's name
        class_weight: Any = None,
        min_count: int = 2,
        calibrate: bool = True,
    ) -> None:
        self.lang = lang
        self.lexicon = lexicon
        self.C = C
        self.class_weight = class_weight
        self.min_count = min_count
        self.calibrate = calibrate

    def _features(self, X: Any, lexicon: Lexicon) -> Features:  # noqa: N803 - scikit-learn's name
        texts, targets, starts, ends = rows_of(X)
        reading = read_texts(texts, self.lang, lexicon)
        return target_features(Rows(texts, reading, mentions_of(reading.tokens, texts, targets, starts, ends)))

    def group_texts(self, X: Any) -> list[str]:  # noqa: N803 - scikit-learn's name
        """Return the text of each row: rows of one text should never be on both sides of a split."""
        return rows_of(X)[0]
