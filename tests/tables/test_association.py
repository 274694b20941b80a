"""The measures agree with published figures and with SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, false_discovery_control

from newskit.tables.association import chi2, false_discovery_rate, g2, log_dice, log_odds, log_ratio, npmi, p_of_z

counts = st.integers(min_value=0, max_value=1000)


def test_chi_squared_of_new_companies_is_that_of_the_textbook():
    # Manning and Schütze (1999), "Foundations of Statistical Natural Language Processing", section 5.3.3: in 14,307,668
    # words "new" stands 15,828 times, "companies" 4,675 times, "new companies" 8 times; X² is 1.55.
    assert chi2(8, 4675 - 8, 15828, 14_307_668 - 15828) == pytest.approx(1.55, abs=0.005)


@given(counts, counts, st.integers(1001, 10**6), st.integers(1001, 10**6))
def test_both_agree_with_scipy(a, b, n_a, n_b):
    table = np.array([[a, b], [n_a - a, n_b - b]])
    if (table.sum(axis=1) == 0).any():
        assert g2(a, b, n_a, n_b) == chi2(a, b, n_a, n_b) == 0
        return
    sign = np.sign(a * n_b - b * n_a)
    for ours, name in ((g2, "log-likelihood"), (chi2, "pearson")):
        theirs = chi2_contingency(table, correction=False, lambda_=name).statistic
        assert abs(ours(a, b, n_a, n_b)) == pytest.approx(theirs, rel=1e-6, abs=1e-6)
        assert np.sign(ours(a, b, n_a, n_b)) in (sign, 0)


def test_the_log_odds_ratio_is_that_of_monroe_and_others_worked_by_hand():
    # y_i = 25, n_i = 800, y_j = 9, n_j = 1200, alpha = 3.4, alpha_0 = 200 in their equations 15, 16 and 20.
    delta, z = log_odds(25, 9, 800, 1200, prior=3.4, n_prior=200)
    expected = np.log(28.4 / (1000 - 28.4)) - np.log(12.4 / (1400 - 12.4))
    assert delta == pytest.approx(expected, rel=1e-12)
    assert z == pytest.approx(expected / np.sqrt(1 / 28.4 + 1 / 12.4), rel=1e-12)


def test_a_prior_pulls_rare_words_to_the_middle_and_spread_makes_them_less_sure():
    little, much = (log_odds(3, 0, 1000, 1000, prior=p, n_prior=1000 * p) for p in (0.01, 10))
    assert little[0] > much[0] > 0
    assert log_odds(30, 5, 1000, 1000, prior=1, n_prior=100, spread=(4.0, 4.0))[1] == pytest.approx(
        log_odds(30, 5, 1000, 1000, prior=1, n_prior=100)[1] / 2
    )


def test_log_ratio_counts_doublings():
    assert log_ratio([20, 40, 5, 1], [10, 10, 10, 0], 1000, 1000).tolist() == [1, 2, -1, 1]


def test_npmi_and_log_dice_lie_within_their_bounds():
    assert npmi([10, 1, 0], [10, 100, 5], [10, 100, 5], [1000, 10000, 1000]).tolist() == pytest.approx([1, 0, -1])
    assert log_dice([10, 5], [10, 10], [10, 10]).tolist() == [14, 13]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discovery_rates_agree_with_scipy(p):
    assert false_discovery_rate(p) == pytest.approx(false_discovery_control(p), abs=1e-12)


def test_missing_probabilities_stay_missing_and_do_not_count():
    found = false_discovery_rate([0.01, np.nan, 0.04])
    assert found[[0, 2]] == pytest.approx([0.02, 0.04])
    assert np.isnan(found[1])


def test_p_is_two_sided():
    assert p_of_z([0, 1.959964, -1.959964]) == pytest.approx([1, 0.05, 0.05], abs=1e-6)
