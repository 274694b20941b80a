"""Every plot test draws without a screen, starts without figures and leaves matplotlib's settings as they were."""

from __future__ import annotations

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from newskit.plot import palette


@pytest.fixture(autouse=True)
def _clean():
    plt.switch_backend("agg")
    palette.reset()
    before = mpl.rcParams.copy()
    yield
    assert mpl.rcParams == before
    plt.close("all")
    palette.reset()
