import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.learn.linear import Features, Settings, calibration_error, folds_of, learn_linear

SETTINGS = Settings({"words": 1.0}, {"words": 1}, 0.3, 3.0, None, calibrate=True)


def noisy(n, n_classes, seed=0):
    """Return rows whose word tells the class four times in five."""
    random = np.random.default_rng(seed)
    codes = random.integers(0, n_classes, n)
    told = np.where(random.random(n) < 0.8, codes, random.integers(0, n_classes, n))
    noise = random.integers(0, 400, (n, 12))
    rows = [[f"class {one}", *(f"noise {other}" for other in more)] for one, more in zip(told, noise, strict=True)]
    return Features({"words": rows}, ["one"], np.ones((n, 1))), codes.astype(np.int64)


@pytest.mark.parametrize("n_classes", [2, 3])
def test_probabilities_of_rows_not_seen_mean_what_they_say(n_classes):
    features, codes = noisy(1200, n_classes)
    fresh, right = noisy(3000, n_classes, seed=1)
    groups = [str(at) for at in range(1200)]
    free = learn_linear(features, codes, groups, SETTINGS)
    plain = learn_linear(
        features, codes, groups, Settings({"words": 1.0}, {"words": 1}, 0.3, 300.0, None, calibrate=False)
    )
    forced = learn_linear(
        features, codes, groups, Settings({"words": 1.0}, {"words": 1}, 0.3, 300.0, None, calibrate=True)
    )
    assert calibration_error(free.probabilities(fresh), right) < 0.1
    assert forced.temperature > 1.5
    assert calibration_error(forced.probabilities(fresh), right) < 0.6 * calibration_error(
        plain.probabilities(fresh), right
    )
    np.testing.assert_allclose(free.probabilities(fresh).sum(axis=1), 1)


def test_calibration_changes_no_prediction():
    features, codes = noisy(300, 3)
    groups = [str(at) for at in range(300)]
    one = learn_linear(features, codes, groups, SETTINGS)
    other = learn_linear(
        features, codes, groups, Settings({"words": 1.0}, {"words": 1}, 0.3, 3.0, None, calibrate=False)
    )
    assert one.temperature != 1.0
    assert (one.scores(features).argmax(axis=1) == other.scores(features).argmax(axis=1)).all()


def test_too_few_rows_to_calibrate_leave_the_probabilities_as_they_are():
    features, _ = noisy(4, 2)
    model = learn_linear(features, np.array([0, 0, 0, 1]), list("abcd"), SETTINGS)
    assert model.temperature == 1.0


def test_groups_stay_together_in_folds_of_about_one_size_in_any_order():
    groups = [f"text {at // 2}" for at in range(60)]
    fold = folds_of(groups, 3)
    assert np.bincount(fold).tolist() == [20, 20, 20]
    assert (fold[::2] == fold[1::2]).all()
    assert folds_of(groups[::-1], 3).tolist() == fold.tolist()[::-1]


def test_the_calibration_error_is_the_distance_of_surety_from_truth():
    assert calibration_error([[0.9, 0.1]] * 4, [0, 0, 1, 1]) == pytest.approx(0.4)
    assert np.isnan(calibration_error(np.empty((0, 2)), []))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_the_calibration_error_lies_between_0_and_1(rows):
    chances = [[one, 1 - one] for one, _ in rows]
    assert 0 <= calibration_error(chances, [int(right) for _, right in rows]) <= 1
