from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError, NewskitWarning, UnknownNameError
from newskit.tables.values import values_of

ARTICLES = pd.DataFrame({"title": ["Rain?", None], "text": ["It rained.", "Sun"], "n": pd.array([1, None], "Int64")})


def doubled(text: str) -> int:
    """Twice the length."""
    return 2 * len(text)


def test_a_column_goes_before_a_feature_of_its_name():
    assert values_of(ARTICLES.assign(n_words=[7, 8]), "n_words").numbers.tolist() == [7, 8]
    assert values_of(ARTICLES, "n_words").numbers.tolist() == [2, 1]


def test_functions_are_features():
    found = values_of(ARTICLES, doubled)
    assert (found.name, found.numbers.tolist()) == ("doubled", [20, 6])
    assert values_of(ARTICLES, nk.feature(doubled, name="twice")).name == "twice"


@pytest.mark.parametrize(
    ("values", "is_share"),
    [
        (pd.array([True, None], "boolean"), True),
        (np.array([True, False]), True),
        (pd.Series([True, None], dtype=object), True),
        (pd.Series([1, None], dtype=object), False),
        (pd.array([1.5, None], "Float64"), False),
    ],
)
def test_booleans_are_shares_and_missing_values_stay_missing(values, is_share):
    found = values_of(ARTICLES.assign(v=values), "v")
    assert found.is_share == is_share
    assert np.isnan(found.numbers[1]) == pd.isna(values[1])


def test_infinite_values_are_missing_and_counted():
    with pytest.warns(NewskitWarning, match="1 of 2 values of 'v' are infinite"):
        assert np.isnan(values_of(ARTICLES.assign(v=[np.inf, 1]), "v").numbers).tolist() == [True, False]


def test_a_column_without_any_value_is_missing_throughout():
    assert np.isnan(values_of(ARTICLES.assign(v=[None, None]), "v").numbers).all()


def test_the_articles_are_not_changed():
    articles = ARTICLES.assign(v=[np.inf, 1.0])
    with pytest.warns(NewskitWarning):
        values_of(articles, "v")
    assert np.isinf(articles["v"].iloc[0])


@pytest.mark.parametrize(
    ("value", "error", "says"),
    [
        ("title", InputError, "holds str, not numbers"),
        ("n_wrods", UnknownNameError, "did you mean 'n_words'"),
        (3, InputError, "name of a column or feature"),
        ("quotes_share x", UnknownNameError, "value"),
    ],
)
def test_what_has_no_numbers_is_refused(value, error, says):
    with pytest.raises(error, match=says):
        values_of(ARTICLES, value)
