"""The same features as a step of a scikit-learn pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from newskit.errors import InputError
from newskit.features.extraction import extract_with
from newskit.features.plan import AnyFeature, make_plan, reachable
from newskit.features.registry import REGISTRY
from newskit.features.run import OnError

__all__ = ["FeatureExtractor"]


class FeatureExtractor(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """A scikit-learn transformer: articles in, one column per feature out.

    It learns nothing from the articles; fitting looks up the features and checks that the articles have the columns
    that they need. A pickled extractor carries the functions of features that were defined in a notebook.

    Parameters
    ----------
    features
        As for `newskit.extract`: names, functions, or `Feature` objects. In the grid of a search that runs in several
        processes give a notebook's features as functions, not by name: another process knows no notebook.
    on_error, n_jobs, progress
        As for `newskit.extract`; the bar is off unless asked for.

    Attributes
    ----------
    feature_names_in_ : ndarray of str
        The columns of the articles that it was fitted on.
    n_features_in_ : int
        How many there were.

    See Also
    --------
    newskit.extract : the same as a function; it keeps missing values as ``<NA>``.

    Notes
    -----
    Numbers and truth values become ``float64`` with NaN for missing, and strings and categories ``object`` with None:
    those are the missing values that scikit-learn's own steps understand.

    Examples
    --------
    >>> import pandas as pd
    >>> from newskit.features import FeatureExtractor
    >>> articles = pd.DataFrame({"title": ["Rain ends drought", "Will it rain?"], "text": ["It rained.", None]})
    >>> FeatureExtractor(["n_words", "title_question"]).fit_transform(articles)
       n_words  title_question
    0      2.0             0.0
    1      NaN             1.0
    """

    def __init__(self, features: Any, *, on_error: OnError = "raise", n_jobs: int = 1, progress: bool = False) -> None:
        self.features = features
        self.on_error = on_error
        self.n_jobs = n_jobs
        self.progress = progress

    def fit(self, X: pd.DataFrame, y: object = None) -> Self:  # noqa: ARG002, N803 - scikit-learn's names
        """Look up the features for articles with these columns; nothing else is learnt.

        Parameters
        ----------
        X
            Articles.
        y
            Ignored.
        """
        articles = _frame(X)
        known = self._unregistered()
        plan = make_plan(self.features, articles.columns, known=known)
        self.feature_names_in_ = np.asarray(articles.columns, dtype=object)
        self.n_features_in_ = len(articles.columns)
        self._columns_out = plan.columns
        self._carried = reachable(self.features, known)
        return self

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:  # noqa: N803 - scikit-learn's name
        """Return the features of articles, with the articles' index."""
        check_is_fitted(self)
        found = extract_with(
            _frame(X),
            self.features,
            n_jobs=self.n_jobs,
            on_error=self.on_error,
            progress=self.progress,
            known=self._carried,
        )
        return pd.DataFrame({name: _plain(found[name]) for name in found.columns}, index=found.index)

    def get_feature_names_out(self, input_features: object = None) -> npt.NDArray[np.object_]:  # noqa: ARG002
        """Return the names of the columns that come out."""
        check_is_fitted(self)
        return np.asarray(self._columns_out, dtype=object)

    def _unregistered(self) -> Mapping[str, AnyFeature]:
        """Return the features that came along when it was unpickled, in a process that does not know their names."""
        carried: Mapping[str, AnyFeature] = getattr(self, "_carried", {})
        return {name: one for name, one in carried.items() if REGISTRY.find(name) is None}

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "_columns_out")

    def __sklearn_clone__(self) -> Self:
        twin: Self = super().__sklearn_clone__()
        twin._carried = getattr(self, "_carried", {})
        return twin

    def __getstate__(self) -> dict[str, Any]:
        state: dict[str, Any] = dict(super().__getstate__())
        if not self.__sklearn_is_fitted__():
            state["_carried"] = reachable(self.features, self._unregistered())
        return state


def _frame(articles: Any) -> pd.DataFrame:
    if isinstance(articles, pd.Series) and articles.name is not None:
        # A ColumnTransformer hands over a single column like this.
        return articles.to_frame()
    if not isinstance(articles, pd.DataFrame):
        raise InputError(
            f"FeatureExtractor takes articles as a DataFrame, not {type(articles).__name__}: make it the first step "
            "of the pipeline, or .set_output(transform='pandas') on the steps before it"
        )
    return articles


def _plain(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column whose missing values scikit-learn understands."""
    if pd.api.types.is_bool_dtype(column.dtype) or pd.api.types.is_numeric_dtype(column.dtype):
        numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
        return pd.Series(numbers, index=column.index, name=column.name)
    if isinstance(column.dtype, (pd.StringDtype, pd.CategoricalDtype)):
        cells = np.empty(len(column), dtype=object)
        cells[:] = [None if missing else cell for cell, missing in zip(column.tolist(), column.isna(), strict=True)]
        return pd.Series(cells, index=column.index, name=column.name, dtype=object)
    return column
