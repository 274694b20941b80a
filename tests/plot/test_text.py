from __future__ import annotations

import warnings

import matplotlib.pyplot as plt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties

from newskit.errors import NewskitWarning
from newskit.plot import text as module
from newskit.plot.text import label_kws, name_of, shortened, size_of


@given(st.text())
def test_a_name_is_one_line_without_control_characters(value):
    name = name_of(value)
    assert name
    assert name.isprintable() or " " in name or name.strip()
    assert "\n" not in name


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12))
def test_any_name_can_be_drawn_without_a_warning_of_matplotlib(value):
    figure = plt.figure(figsize=(2, 1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NewskitWarning)
        kws = label_kws(name_of(value))
    figure.text(0, 0.5, kws.pop("text"), **kws)
    figure.canvas.draw()
    plt.close(figure)


@pytest.mark.parametrize("name", ["$Cash$ News", "A $ B", r"\$x^2$", "50 % off_and^on", "<script>alert(1)</script>"])
def test_a_name_is_never_read_as_a_formula(name):
    kws = label_kws(name)
    shown = plt.figure().text(0, 0, kws.pop("text"), **kws)
    assert shown.get_text() == name
    assert shown._preprocess_math(name) == (name, False)


def test_letters_that_no_font_has_are_boxes_and_warned_of_once(monkeypatch):
    monkeypatch.setattr(module, "_candidates", tuple)
    monkeypatch.setattr(module, "_warned", set())
    module._families.cache_clear()
    module._warn_of.cache_clear()
    with pytest.warns(NewskitWarning, match="Hangul: fonts-nanum"):
        assert label_kws("한 A")["text"] == "□ A"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert label_kws("한국")["text"] == "□□"
    module._families.cache_clear()


def test_a_font_that_has_the_letters_is_added_behind_the_usual_one(monkeypatch):
    class Entry:
        name, fname = "Helpful Sans", "helpful.ttf"

    base = module._letters
    monkeypatch.setattr(module, "_candidates", lambda: (Entry,))
    monkeypatch.setattr(module, "_letters", lambda path: {ord("한")} if path == "helpful.ttf" else base(path))
    module._families.cache_clear()
    assert label_kws("한")["fontfamily"][-1] == "Helpful Sans"
    module._families.cache_clear()


def test_shortened_text_fits():
    font = FontProperties(size=10)
    short = shortened("An exceedingly long name of a newspaper", 100, font, 100)
    assert size_of(short, font, 100)[0] <= 100
    assert shortened("Short", 100, font, 100) == "Short"
