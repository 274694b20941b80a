import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.learn.power_law import fit_power_law

SIZES = [50, 100, 200, 400, 800]


@pytest.mark.parametrize(("floor", "scale", "power"), [(0.2, 1.5, 0.5), (0.0, 0.9, 0.2), (0.1, 8.0, 0.9)])
def test_a_power_law_without_noise_is_found(floor, scale, power):
    law = fit_power_law(SIZES, [floor + scale * np.array(SIZES, dtype=float) ** -power])
    assert law.error([3200])[0, 0] == pytest.approx(floor + scale * 3200.0**-power, abs=0.003)


def test_errors_that_do_not_fall_stay_where_they_are():
    law = fit_power_law(SIZES, [[0.3] * 5, [0.1, 0.2, 0.3, 0.4, 0.5]])
    assert law.scale.tolist() == pytest.approx([0, 0], abs=1e-9)
    assert law.error([3200])[0, 0] == pytest.approx(0.3)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=6))
def test_more_labels_never_hurt_and_no_error_is_below_0(errors):
    sizes = [2 ** (at + 4) for at in range(len(errors))]
    ahead = fit_power_law(sizes, [errors]).error([500, 1000, 100_000])[0]
    assert (np.diff(ahead) <= 1e-12).all()
    assert ahead.min() >= 0


def test_draws_are_fitted_each_by_itself():
    one, other = [0.5, 0.4, 0.35, 0.3, 0.28], [0.6, 0.5, 0.42, 0.36, 0.31]
    both = fit_power_law(SIZES, [one, other]).error([1600])[:, 0]
    assert both[0] == pytest.approx(fit_power_law(SIZES, [one]).error([1600])[0, 0])
    assert both[1] == pytest.approx(fit_power_law(SIZES, [other]).error([1600])[0, 0])
