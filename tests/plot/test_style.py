from __future__ import annotations

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex

from newskit import plot
from newskit.plot.colors import COLORS
from newskit.plot.style import STYLES


@pytest.mark.parametrize("name", STYLES)
def test_sheets_are_found_by_matplotlib_and_have_our_colours(name):
    with plt.style.context(f"newskit.{name}"):
        assert [to_hex(color) for color in mpl.rcParams["axes.prop_cycle"].by_key()["color"]] == list(COLORS)
        sheet = mpl.rcParams.copy()
    with plot.style(name):
        assert mpl.rcParams == sheet


def test_the_dark_sheet_is_dark_and_its_text_is_not():
    with plot.style("dark"):
        figure, ax = plt.subplots()
        title = ax.set_title("x")
        assert max(figure.get_facecolor()[:3]) < 0.2
        assert min(mpl.colors.to_rgb(title.get_color())) > 0.8
