from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from newskit.tables.effects import Moments, cliffs_delta, hedges_g, holm, mean_difference

GRADES = st.lists(st.integers(-3, 3), min_size=2, max_size=15)


def moments(values) -> Moments:
    held = np.array(values, dtype=float)
    return Moments(np.array([float(len(held))]), np.array([held.mean()]), np.array([held.var(ddof=1)]))


def feng_cliff(x, y):
    """Return delta and its interval as the paper has them, pair by pair."""
    d = np.sign(np.subtract.outer(np.array(x), np.array(y))).astype(float)
    n_x, n_y, delta, z = *d.shape, d.mean(), stats.norm.ppf(0.975)
    rows, columns = ((d.mean(axis=1) - delta) ** 2).sum(), ((d.mean(axis=0) - delta) ** 2).sum()
    spread = n_y**2 * rows + n_x**2 * columns - ((d - delta) ** 2).sum()
    variance = max(spread / (n_x * n_y * (n_x - 1) * (n_y - 1)), (1 - delta**2) / (n_x * n_y - 1))
    width = z * np.sqrt(variance * ((1 - delta**2) ** 2 + z**2 * variance))
    whole = 1 - delta**2 + z**2 * variance
    return delta, max(-1, (delta - delta**3 - width) / whole), min(1, (delta - delta**3 + width) / whole)


@given(GRADES, GRADES)
def test_cliffs_delta_is_that_of_all_pairs(x, y):
    found = cliffs_delta(np.sort(np.array(x, dtype=float)), np.sort(np.array(y, dtype=float)))
    if abs(found[0]) < 1:
        assert found == pytest.approx(feng_cliff(x, y))
    assert -1 <= found[1] <= found[0] <= found[2] <= 1


@given(GRADES, GRADES)
def test_cliffs_delta_turns_round_with_the_groups(x, y):
    x, y = np.sort(np.array(x, dtype=float)), np.sort(np.array(y, dtype=float))
    there, back = cliffs_delta(x, y), cliffs_delta(y, x)
    assert there == pytest.approx((-back[0], -back[2], -back[1]))


@given(GRADES, GRADES)
def test_differences_of_means_are_scipys(x, y):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = stats.ttest_ind(x, y, equal_var=False)
        ends = expected.confidence_interval()
    if np.isfinite([expected.pvalue, ends.low]).all() and np.ptp(x) + np.ptp(y) > 0:
        effect, p = mean_difference(moments(x), moments(y))
        assert (effect.low[0], effect.high[0], p[0]) == pytest.approx((ends.low, ends.high, expected.pvalue))


def test_hedges_g_as_in_borenstein_2009_chapter_4():
    # Means 103 and 100, standard deviations 5.5 and 4.5, 50 each: d = 0.5970, g = 0.5924, variance of g 0.0411.
    first, second = (Moments(*map(np.array, given)) for given in ([50.0, 103.0, 5.5**2], [50.0, 100.0, 4.5**2]))
    found = hedges_g(first, second)
    assert found.value.item() == pytest.approx(0.5924, abs=1e-4)
    assert (found.high - found.low).item() / 2 / 1.96 == pytest.approx(np.sqrt(0.0411), abs=3e-3)


def test_what_is_too_small_for_an_effect_is_missing():
    one = Moments(np.array([1.0]), np.array([3.0]), np.array([np.nan]))
    assert np.isnan(hedges_g(one, one).value).all()
    assert np.isnan(mean_difference(one, one)[0].low).all()
    assert np.isnan(cliffs_delta(np.array([]), np.array([1.0]))).all()
    assert cliffs_delta(np.array([2.0]), np.array([1.0]))[0] == 1


def test_holm_as_worked_by_hand():
    assert holm([0.01, 0.04, 0.03, 0.005]).tolist() == [0.03, 0.06, 0.06, 0.02]
    assert holm([]).tolist() == []
