from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from newskit.tables.estimates import estimates

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40)


@given(NUMBERS)
def test_means_and_their_intervals_are_scipys(values):
    held = np.array(values)
    found = estimates(held, np.zeros(len(held), dtype=int), 1)
    assert found.middle[0] == pytest.approx(held.mean(), abs=1e-6)
    if len(held) > 1 and held.std() > 0:
        low, high = stats.t.interval(0.95, len(held) - 1, held.mean(), held.std(ddof=1) / np.sqrt(len(held)))
        if np.isfinite(low):
            assert (found.low[0], found.high[0]) == pytest.approx((low, high), abs=1e-4)


@given(NUMBERS, st.sampled_from([0.8, 0.95, 0.99]))
def test_medians_and_their_intervals_are_scipys(values, level):
    held = np.array(values)
    found = estimates(held, np.zeros(len(held), dtype=int), 1, statistic="median", level=level)
    ends = stats.quantile_test(held, p=0.5).confidence_interval(level)
    expected = (ends.low, ends.high) if np.isfinite([ends.low, ends.high]).all() else (np.nan, np.nan)
    assert (found.low[0], found.high[0]) == pytest.approx(expected, nan_ok=True)
    assert found.middle[0] == np.median(held)


def test_bootstrapped_intervals_are_the_same_at_every_run_and_near_students():
    held = np.random.default_rng(1).normal(10, 2, 200)
    zeros = np.zeros(200, dtype=int)
    first, second = (estimates(held, zeros, 1, bootstrap=True) for _ in range(2))
    student = estimates(held, zeros, 1)
    assert (first.low[0], first.high[0]) == (second.low[0], second.high[0])
    assert first.low[0] == pytest.approx(student.low[0], abs=0.05)


def test_shares_have_wilsons_interval():
    found = estimates(np.array([1.0, 1, 1, 1, 0, 0, 0, 0, 0, 0]), np.zeros(10, dtype=int), 1, is_share=True)
    assert (found.middle[0], found.low[0].round(4), found.high[0].round(4)) == (0.4, 0.1682, 0.6873)


def test_missing_values_and_empty_cells_count_for_nothing():
    found = estimates(np.array([1.0, np.nan, 3.0]), np.array([0, 0, 2]), 4)
    assert found.n.tolist() == [1, 0, 1, 0]
    assert np.isnan(found.middle).tolist() == [False, True, False, True]


def test_large_numbers_do_not_drown_small_differences():
    found = estimates(1e12 + np.array([0.0, 1, 2]), np.zeros(3, dtype=int), 1)
    assert found.high[0] - found.middle[0] == pytest.approx(2.484, abs=1e-3)


def test_a_share_of_nothing_is_nought_and_every_share_lies_in_its_interval():
    codes = np.repeat([0, 1, 2], [35, 7, 41])
    values = np.zeros(len(codes))
    values[:4] = 1
    found = estimates(values, codes, 3, is_share=True)
    assert found.middle.tolist() == [4 / 35, 0, 0]
    assert (found.low <= found.middle).all()
