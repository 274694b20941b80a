"""Text from articles in pictures: never read as markup, in a font that has its letters, no longer than its place.

Names of sources come from the articles, so that a dollar sign must not start a formula and a line break not open a
second line. Names in other scripts take an installed font that has them.
"""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import pandas as pd
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import TextToPath

from newskit.errors import NewskitWarning, listed
from newskit.plot.style import setting

__all__ = ["MISSING", "label_kws", "name_of", "shortened", "size_of"]

MISSING = "(missing)"
_GENERIC = ("serif", "sans-serif", "cursive", "fantasy", "monospace")
_BOX = "\u25a1"  # stands for a letter that no font has
_PATHS = TextToPath()

# Fonts that systems bring or package for scripts beyond Latin, Greek and Cyrillic, the usual ones first.
_PREFERRED = (
    "Noto Sans CJK KR", "Noto Sans KR", "NanumGothic", "Nanum Gothic", "Apple SD Gothic Neo", "AppleGothic",
    "Malgun Gothic", "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "IPAexGothic",
    "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei", "WenQuanYi Zen Hei",
    "Noto Sans Arabic", "Noto Naskh Arabic", "Geeza Pro", "Segoe UI", "Noto Sans Devanagari", "Noto Sans Thai",
    "Noto Sans Hebrew", "Arial Unicode MS", "Unifont",
)  # fmt: skip
_PACKAGES = {
    "HANGUL": "Hangul: fonts-nanum or Noto Sans CJK",
    "CJK": "Han characters: Noto Sans CJK",
    "HIRAGANA": "kana: Noto Sans CJK",
    "KATAKANA": "kana: Noto Sans CJK",
    "ARABIC": "Arabic: Noto Sans Arabic",
}


def name_of(value: Any) -> str:
    r"""Return a group's name as one line of plain text.

    >>> name_of("The Daily\nCourier "), name_of(None), name_of(2024)
    ('The Daily Courier', '(missing)', '2024')
    """
    if pd.isna(value):
        return MISSING
    line = " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split())
    return "".join(c for c in line if unicodedata.category(c)[0] != "C") or "(blank)"


def label_kws(text: str, font: FontProperties | None = None) -> dict[str, Any]:
    """Return the arguments with which a matplotlib text shows `text` as it is.

    The text itself, with a box for each letter that no installed font has (and one warning that says what to install);
    the font families that it needs; and the order not to read ``$`` as a formula.

    Parameters
    ----------
    text
        Any text.
    font
        The font that it should have where that has the letters; by default matplotlib's.
    """
    families, absent = _families(tuple((font or FontProperties()).get_family()), frozenset(text) - _ASCII)
    if absent:
        _warn_of(absent)
        text = "".join(_BOX if c in absent else c for c in text)
    return {"text": text, "fontfamily": list(families), "parse_math": False}


_ASCII = frozenset(map(chr, range(32, 127)))


@cache
def _letters(path: str) -> frozenset[int]:
    return frozenset(FT2Font(path).get_charmap())


@cache
def _families(base: tuple[str, ...], letters: frozenset[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the font families that have all letters, those of `base` first, and the letters that none has."""
    families: list[str] = list(base)
    wanted = {c for c in letters if not any(ord(c) in _letters(path) for path in _paths(base))}
    for entry in _candidates() if wanted else ():
        try:
            found = {c for c in wanted if ord(c) in _letters(entry.fname)}
        except (OSError, RuntimeError):  # a damaged font file is no reason not to draw
            continue
        if found:
            families.append(entry.name)
            wanted -= found
        if not wanted:
            break
    return tuple(families), frozenset(wanted)


def _paths(families: Sequence[str]) -> list[str]:
    """Return the font files that matplotlib takes for these families."""
    names: list[str] = []
    for family in families:
        names += setting(f"font.{family}") if family in _GENERIC else [family]
    known = {entry.name for entry in font_manager.fontManager.ttflist}
    font = next((FontProperties(family=[name]) for name in names if name in known), FontProperties())
    return [str(font_manager.findfont(font))]


@cache
def _candidates() -> tuple[Any, ...]:
    """Return the upright, regular fonts of the machine, those that are made for other scripts first."""
    manager = font_manager.fontManager
    # matplotlib remembers its list of fonts between sessions and does not see what was installed since.
    for path in set(font_manager.findSystemFonts()) - {entry.fname for entry in manager.ttflist}:
        try:
            manager.addfont(path)
        except (OSError, RuntimeError, ValueError):  # what matplotlib cannot read
            continue
    rank = {name: i for i, name in enumerate(_PREFERRED)}
    usable = [e for e in manager.ttflist if "Last Resort" not in e.name]  # it has boxes for all letters
    regular = [e for e in usable if e.style == "normal" and str(e.weight) in {"400", "normal", "regular"}]
    return tuple(sorted(regular, key=lambda e: (rank.get(e.name, len(rank)), e.name)))


@cache
def _warn_of(absent: frozenset[str]) -> None:
    """Warn of letters that no font has; the cache makes it once for the same letters."""
    scripts = {unicodedata.name(c, "UNKNOWN").split()[0] for c in absent}
    if scripts <= _warned:
        return
    _warned.update(scripts)
    help_with = [_PACKAGES[script] for script in sorted(scripts) if script in _PACKAGES]
    warnings.warn(
        f"no installed font has {listed(sorted(absent), most=5)}: boxes stand in the picture. Install a font "
        f"({'; '.join(dict.fromkeys(help_with)) or 'such as one of the Noto family'}) and restart Python",
        NewskitWarning,
        stacklevel=2,
    )


_warned: set[str] = set()


def size_of(text: str, font: FontProperties, dpi: float) -> tuple[float, float]:
    """Return width and height of a line of text in pixels, without drawing it."""
    base = tuple(font.get_family())
    families, _ = _families(base, frozenset(text) - _ASCII)
    if len(families) > len(base):
        # matplotlib measures with one font alone: take that which has the letters, and Latin ones as well.
        font = font.copy()
        font.set_family(families[-1])
    # The file, since what a family such as "sans-serif" stands for can be changed.
    width, height = _points(text, font, str(font_manager.findfont(font)))
    return width * dpi / 72, height * dpi / 72


@lru_cache(maxsize=10_000)
def _points(text: str, font: FontProperties, path: str) -> tuple[float, float]:
    del path
    with warnings.catch_warnings():
        # Of letters that no font has, `label_kws` warns once and in plain words.
        warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
        width, height, _ = _PATHS.get_text_width_height_descent(text, font, ismath=False)
    return float(width), float(height)


def shortened(text: str, width: float, font: FontProperties, dpi: float) -> str:
    """Return `text`, its middle left out if it is wider than `width` pixels, since names differ at both ends."""
    keep = len(text)
    short = text
    while keep > 4 and size_of(short, font, dpi)[0] > width:
        keep -= 1
        head = (keep + 1) // 2
        short = f"{text[:head].rstrip()}…{text[len(text) - (keep - head) :].lstrip()}"
    return short
