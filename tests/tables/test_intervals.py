from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from newskit.tables.intervals import rate_interval, wilson


def test_wilson_agrees_with_newcombe_1998():
    # Newcombe, R. G. (1998), Statistics in Medicine 17, table I, method 3: 81/263, 15/148, 0/20, 1/29.
    low, high = wilson([81, 15, 0, 1], [263, 148, 20, 29])
    assert low.round(4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert high.round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_scipy(numbers):
    k, n = numbers
    interval = binomtest(k, n).proportion_ci(method="wilson")
    low, high = wilson([k], [n])
    assert [low.item(), high.item()] == pytest.approx([interval.low, interval.high], abs=1e-9)
    assert low.item() <= k / n <= high.item()


def test_garwood_is_the_interval_of_the_chi_squared_distribution():
    k = np.array([0, 1, 4, 10, 250])
    low, high = rate_interval(k, np.ones(5))
    assert high == pytest.approx(chi2.ppf(0.975, 2 * k + 2) / 2)
    assert low[0] == 0
    assert low[1:] == pytest.approx(chi2.ppf(0.025, 2 * k[1:]) / 2)


def test_a_design_effect_widens_the_interval_as_a_smaller_count_would():
    low, high = rate_interval([40], [1000], [4])
    narrow = rate_interval([40], [1000])
    plain = rate_interval([10], [250])
    assert (low, high) == (pytest.approx(plain[0]), pytest.approx(plain[1]))
    assert low < narrow[0]
    assert high > narrow[1]


def test_without_trials_or_exposure_there_is_no_interval():
    assert np.isnan(wilson([0], [0])).all()
    assert np.isnan(rate_interval([0], [0])).all()
    assert all(len(end) == 0 for end in (*wilson([], []), *rate_interval([], [])))
