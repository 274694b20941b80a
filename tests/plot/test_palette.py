from __future__ import annotations

import itertools
import random
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from newskit.errors import InputError
from newskit.plot.colors import COLORS, OTHER
from newskit.plot.palette import Palette

# Machado, Oliveira and Fernandes (2009), severity 1.0.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(color: str) -> np.ndarray:
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    x, y, z = np.cbrt(XYZ @ np.clip(rgb, 0, 1) / [0.9505, 1, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_can_be_told_apart_with_and_without_colour_blindness(sight):
    seen = [lab(np.array(SIGHT[sight]) @ linear(color)) for color in COLORS]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 17


@pytest.mark.parametrize(("background", "least"), [(1.0, 2.2), (0.01, 2.2)])
def test_colours_stand_out_from_white_and_from_black(background, least):
    for color in (*COLORS, OTHER):
        light = float(XYZ[1] @ linear(color))
        high, low = max(light, background), min(light, background)
        assert (high + 0.05) / (low + 0.05) > least


def test_a_name_keeps_its_colour_whatever_it_is_asked_with():
    palette = Palette()
    every = palette(["Courier", "Gazette", "Herald", "Post"])
    assert palette(["Post"]) == {"Post": every["Post"]}
    assert palette(["New", "Gazette"])["Gazette"] == every["Gazette"]


def test_colours_do_not_depend_on_the_order_of_names():
    names = [f"outlet {i}" for i in range(20)]
    shuffled = random.Random(1).sample(names, len(names))  # noqa: S311
    assert Palette()(names) == {name: Palette()(shuffled)[name] for name in names}


def test_another_session_gives_the_same_colours():
    code = "from newskit.plot import palette; print(palette(['Courier', 'Gazette', 'Herald']))"
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert shown.strip() == str(Palette()(["Courier", "Gazette", "Herald"]))


@given(st.lists(st.text(max_size=4), unique=True, max_size=8), st.lists(st.text(max_size=4), max_size=30))
def test_up_to_eight_new_names_never_share_a_colour(names, met_before):
    palette = Palette()
    for name in met_before:
        if name not in names:
            palette([name])
    assert len(set(palette(names).values())) == len(names)


def test_from_the_ninth_on_markers_tell_names_of_one_colour_apart():
    palette = Palette()
    colors = palette([f"outlet {i}" for i in range(20)])
    markers = palette.markers(colors)
    assert len({(colors[name], markers[name]) for name in colors}) == 20
    assert list(markers.values()).count("") == 8


def test_names_with_colours_of_their_own_need_no_markers():
    palette = Palette()
    palette([f"outlet {i}" for i in range(20)])
    assert set(palette.markers(palette(["a", "b", "c"])).values()) == {""}


def test_a_missing_name_is_grey():
    assert Palette()([None, np.nan, pd.NA, "a"])[pd.NA] == OTHER


def test_a_fixed_colour_stays_and_no_new_name_gets_it():
    palette = Palette()
    palette.set({"Courier": COLORS[0]})
    others = palette([f"outlet {i}" for i in range(7)])
    assert palette(["Courier"])["Courier"] == COLORS[0]
    assert COLORS[0] not in others.values()


def test_reset_forgets_all_names():
    palette = Palette()
    palette.set({"a": "red"})
    palette(["b"])
    palette.reset()
    assert palette.assigned == {}


def test_colours_can_be_given_as_dict_list_or_colour_map():
    palette = Palette()
    assert palette(["a", "b"], {"a": "red"})["a"] == "#ff0000"
    assert list(palette(["a", "b"], ["red", "lime"]).values()) == ["#ff0000", "#00ff00"]
    assert list(palette(["a", "b"], "tab10").values()) == ["#1f77b4", "#ff7f0e"]
    assert len(set(palette([1, 2, 3], "viridis").values())) == 3


def test_given_colours_are_not_remembered():
    palette = Palette()
    before = palette(["a"])
    palette(["a"], {"a": "red"})
    assert palette(["a"]) == before


@pytest.mark.parametrize("colors", [["red"], "no such map", {"a": "no such colour"}, ["red", "no such colour"]])
def test_what_is_no_colour_or_too_few_is_refused(colors):
    with pytest.raises(InputError, match="colour"):
        Palette()(["a", "b"], colors)
