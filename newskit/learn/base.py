"""What both classifiers share: fitting, predicting, saving and loading."""

from __future__ import annotations

import os
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from newskit.errors import InputError, ReadError, require_choice, require_whole
from newskit.language.sentiment import Lexicon, as_lexicon
from newskit.learn.linear import Features, Linear, Settings, learn_linear
from newskit.learn.rows import class_codes, labels_of
from newskit.learn.storage import read_model, write_model

__all__ = ["TextClassifier"]

Floats = npt.NDArray[np.float64]
# Rows are read in portions, so that memory does not grow with their number.
_PORTION = 4000


class TextClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """The common part of `SentimentClassifier` and `TargetSentimentClassifier`; not for use by itself."""

    _kind: ClassVar[str]
    _families: ClassVar[dict[str, float]]
    _min_counts: ClassVar[dict[str, int]]
    _number_weight: ClassVar[float]

    lang: str
    lexicon: Any
    C: float
    class_weight: Any
    min_count: int
    calibrate: bool

    def _features(self, X: Any, lexicon: Lexicon) -> Features:  # noqa: N803 - scikit-learn's name
        raise NotImplementedError

    def group_texts(self, X: Any) -> list[str]:  # noqa: N803 - scikit-learn's name
        """Return the text of each row: rows of one text should never be on both sides of a split."""
        raise NotImplementedError

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def fit(self, X: Any, y: Any) -> Self:  # noqa: N803 - scikit-learn's name
        """Learn from labelled rows.

        Parameters
        ----------
        X
            The rows, as described for the class.
        y
            A label for each: strings, or whole numbers such as -1, 0 and 1.

        Raises
        ------
        InputError
            If rows or labels are not as described, or there is one class only.
        """
        self._check()
        groups = self.group_texts(X)
        classes, codes = class_codes(labels_of(y, len(groups)))
        lexicon = as_lexicon(self.lang, self.lexicon)
        features = self._features(X, lexicon)
        self.model_: Linear = learn_linear(features, codes, groups, self._settings(classes))
        self.classes_ = classes
        self.lexicon_: Lexicon = lexicon
        self.temperature_: float = self.model_.temperature
        self.n_labels_: int = len(groups)
        return self

    def predict_proba(self, X: Any) -> Floats:  # noqa: N803 - scikit-learn's name
        """Return the probability of each class (columns, as in `classes_`) for each row.

        They are calibrated on labels that the model had not seen: of the rows with .8, about 80 % are right.
        """
        check_is_fitted(self)
        n = len(self.group_texts(X))
        parts = [self.model_.probabilities(self._features(part, self.lexicon_)) for part in _portions(X, n)]
        return np.vstack([np.empty((0, len(self.classes_))), *parts])

    def predict(self, X: Any) -> npt.NDArray[Any]:  # noqa: N803 - scikit-learn's name
        """Return the likeliest class of each row."""
        check_is_fitted(self)
        return np.asarray(self.classes_[self.predict_proba(X).argmax(axis=1)])

    def weights(self, top: int = 20) -> pd.DataFrame:
        """Return what speaks for each class most.

        Parameters
        ----------
        top
            How many features of each class.

        Returns
        -------
        pandas.DataFrame
            ``label``, ``family`` (such as ``"words"``), ``feature`` and ``weight``, the heaviest first. A weight is per
            unit of the feature, which is smaller in long texts and for frequent words.
        """
        check_is_fitted(self)
        require_whole("top", top, least=1)
        names = self.model_.names()
        coef = self.model_.coef
        both = np.vstack([-coef, coef]) if len(coef) == 1 else coef
        rows = []
        for label, weights in zip(self.classes_.tolist(), both, strict=True):
            heaviest = np.argsort(-weights, kind="stable")[:top].tolist()
            rows += [(label, *names[at], float(weights[at])) for at in heaviest]
        return pd.DataFrame(rows, columns=["label", "family", "feature", "weight"])

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the fitted classifier to a file, without pickle; `load` reads it.

        Parameters
        ----------
        path
            The file, ``.npz`` by custom; an existing one is replaced.

        Notes
        -----
        The file holds the settings, the words and other features with their weights, and the lexicon: whoever gets the
        file can read which words stood in the labelled texts.
        """
        check_is_fitted(self)
        settings = {name: value for name, value in self.get_params(deep=False).items() if name != "lexicon"}
        if isinstance(self.class_weight, dict):  # keys of JSON are strings, labels may be numbers
            settings["class_weight"] = [[label, weight] for label, weight in self.class_weight.items()]
        fitted = {"classes": self.classes_.tolist(), "n_labels": self.n_labels_}
        write_model(path, self._kind, {"settings": settings, **fitted}, self.model_, self.lexicon_)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Return a classifier from a file that `save` wrote; it predicts the same to the last bit.

        Parameters
        ----------
        path
            The file. It may come from anywhere: nothing in it is run, and its size is bounded.

        Raises
        ------
        ReadError
            If the file is not there, no such file, damaged, or from a newer newskit.
        """
        header, model, lexicon = read_model(path, cls._kind)
        try:
            settings = {**header["settings"], "class_weight": _weight_of(header["settings"]["class_weight"])}
            made = cls(**settings, lexicon=lexicon)
            made._check()
        except (TypeError, ValueError, KeyError) as error:
            raise ReadError(
                f"{str(path)!r} is damaged: its settings are not those of a {cls._kind}: {error}"
            ) from error
        made.model_, made.lexicon_ = model, lexicon
        made.classes_ = np.array(header["classes"])
        made.temperature_, made.n_labels_ = model.temperature, header["n_labels"]
        return made

    def _check(self) -> None:
        """Raise an error for a setting that cannot be."""
        number: object = self.C
        if isinstance(number, bool) or not isinstance(number, (int, float, np.number)) or not 0 < number < np.inf:
            raise InputError(f"C={self.C!r} should be a number above 0; smaller is smoother")
        require_whole("min_count", self.min_count, least=1)
        require_choice("calibrate", self.calibrate, (True, False))
        if not isinstance(self.lang, str):
            raise InputError(f"lang={self.lang!r} should be a language as ISO 639-1 code, such as 'en'")

    def _settings(self, classes: npt.NDArray[Any]) -> Settings:
        weight = self.class_weight
        if isinstance(weight, dict):
            unknown = set(weight) - set(classes.tolist())
            if unknown:
                raise InputError(f"class_weight has {sorted(map(str, unknown))}, which are no labels")
            weight = {code: weight.get(label, 1.0) for code, label in enumerate(classes.tolist())}
        elif weight is not None:
            require_choice("class_weight", weight, ("balanced", None))
        counts = {family: max(self.min_count, least) for family, least in self._min_counts.items()}
        return Settings(self._families, counts, self._number_weight, float(self.C), weight, bool(self.calibrate))


def _weight_of(given: Any) -> Any:
    """Return class weights as they were before they were saved."""
    return {label: float(weight) for label, weight in given} if isinstance(given, list) else given


def _portions(X: Any, n: int) -> list[Any]:  # noqa: N803 - scikit-learn's name
    """Return rows in portions."""
    if n <= _PORTION:
        return [X] if n else []
    given = X if isinstance(X, (pd.DataFrame, pd.Series, np.ndarray, list)) else list(X)
    parts = [slice(begin, begin + _PORTION) for begin in range(0, n, _PORTION)]
    return [given.iloc[part] if isinstance(given, (pd.DataFrame, pd.Series)) else given[part] for part in parts]
