"""Sentiment of sentences, headlines or articles, learned from the user's labels."""

from __future__ import annotations

from typing import Any, ClassVar

from newskit.errors import InputError
from newskit.language.sentiment import Lexicon
from newskit.language.sentiment.contributions import Lexicons
from newskit.learn.base import TextClassifier
from newskit.learn.linear import Features
from newskit.learn.rows import texts_of
from newskit.learn.text_features import FAMILIES, MIN_COUNTS, NUMBER_WEIGHT, text_features

__all__ = ["SentimentClassifier"]


class SentimentClassifier(TextClassifier):
    """A scikit-learn classifier of sentences, headlines or articles that learns from your labels.

    It reads words and pairs of words (those that are negated apart from others), pieces of words, what newskit's
    lexicon and rules make of them, and which of two amounts is the greater; a logistic regression weighs all of it. So
    a few hundred labels go a long way: what the lexicon knows need not be learned. No model is downloaded.

    Parameters
    ----------
    on
        The column of texts, where an article table is given: ``"text"``, ``"title"`` or any other.
    lang
        The language of the texts, as ISO 639-1 code, which says whose lexicon is used.
    lexicon
        Words to add, change or take out, as for `newskit.sentiment`.
    C
        How freely the weights may follow the labels; smaller is smoother. As in scikit-learn's `LogisticRegression`.
    class_weight
        None, ``"balanced"`` to give rare classes as much say as frequent ones, or a dict from labels to weights.
    min_count
        Features in fewer texts than this are left out; pieces of words are in any case if they stand in one alone.
    calibrate
        Whether to find, with two thirds of the labels for each third, how sure the probabilities may be; fitting takes
        about three times as long. It changes no prediction.

    Attributes
    ----------
    classes_ : ndarray
        The labels, in order.
    temperature_ : float
        What scores are divided by to make probabilities; 1 where there are too few labels to tell.
    n_labels_ : int
        How many texts it learned from.

    See Also
    --------
    TargetSentimentClassifier : The same toward a person, organisation or term.
    learning_curve : What more labels would buy.
    newskit.sentiment : Hand it over as ``model=``.

    Notes
    -----
    Features are TF-IDF with the logarithm of counts, each family at a length of its own. Probabilities are calibrated
    by a temperature (Guo et al. 2017) found on texts that the model had not seen; equal texts are never on both sides.
    How well it does is measured in the documentation. The same texts and labels give the same classifier every time,
    in whatever order for the calibration.

    Texts and labels may be handed over as lists, columns or arrays; `texts` may also be an article table. It can be
    cloned, searched with `GridSearchCV`, and put at the end of a `Pipeline`.

    Examples
    --------
    >>> texts = ["Profits soared.", "The chief was praised.", "Sales rose.", "Rescuers saved them.",
    ...          "Profits plunged.", "The chief was jailed.", "Sales fell.", "Miners died."]
    >>> model = SentimentClassifier().fit(texts, ["positive"] * 4 + ["negative"] * 4)
    >>> model.predict(["Exports soared.", "Nurses died in the fire."]).tolist()
    ['positive', 'negative']
    """

    _kind: ClassVar[str] = "SentimentClassifier"
    _families: ClassVar[dict[str, float]] = FAMILIES
    _min_counts: ClassVar[dict[str, int]] = MIN_COUNTS
    _number_weight: ClassVar[float] = NUMBER_WEIGHT

    def __init__(
        self,
        *,
        on: str = "text",
        lang: str = "en",
        lexicon: Lexicons | None = None,
        C: float = 3.0,  # noqa: N803 - scikit-learn's name
        class_weight: Any = None,
        min_count: int = 1,
        calibrate: bool = True,
    ) -> None:
        self.on = on
        self.lang = lang
        self.lexicon = lexicon
        self.C = C
        self.class_weight = class_weight
        self.min_count = min_count
        self.calibrate = calibrate

    def _check(self) -> None:
        super()._check()
        if not isinstance(self.on, str):
            raise InputError(f"on={self.on!r} should be the name of a column, such as 'text' or 'title'")

    def _features(self, X: Any, lexicon: Lexicon) -> Features:  # noqa: N803 - scikit-learn's name
        return text_features(texts_of(X, self.on), self.lang, lexicon)

    def group_texts(self, X: Any) -> list[str]:  # noqa: N803 - scikit-learn's name
        """Return the text of each row: rows of one text should never be on both sides of a split."""
        return texts_of(X, self.on)
