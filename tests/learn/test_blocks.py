import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from newskit.learn.blocks import learn_block, learn_numbers

ROWS = [["rain", "rain", "sun"], ["sun", "snow"], [], ["rain", "wind"]]


def test_the_values_are_those_of_scikit_learn():
    theirs = TfidfVectorizer(analyzer=lambda row: row, sublinear_tf=True)
    expected = theirs.fit_transform(ROWS).toarray()
    block = learn_block(ROWS, min_count=1, weight=1.0)
    assert block.names == theirs.get_feature_names_out().tolist()
    np.testing.assert_allclose(block.matrix(ROWS).toarray(), expected)


def test_rare_features_are_left_out_and_unknown_ones_count_nothing():
    block = learn_block(ROWS, min_count=2, weight=0.5)
    assert block.names == ["rain", "sun"]
    made = block.matrix([["fog"], ["rain", "fog"]]).toarray()
    assert made.tolist() == [[0.0, 0.0], [0.5, 0.0]]


def test_no_rows_and_no_features_have_their_shape():
    block = learn_block([], min_count=1, weight=1.0)
    assert block.matrix([]).shape == (0, 0)
    assert block.matrix([["rain"]]).shape == (1, 0)


def test_numbers_get_the_size_asked_for_and_constant_zeros_stay():
    values = np.array([[3.0, 0.0], [4.0, 0.0]])
    made = learn_numbers(["a", "b"], values, 0.3).matrix(values).toarray()
    assert np.sqrt((made[:, 0] ** 2).mean()) == pytest.approx(0.3)
    assert made[:, 1].tolist() == [0.0, 0.0]
