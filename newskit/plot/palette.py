"""Which name has which colour: the same in every chart of a session, and in most sessions."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import count
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.colors import ListedColormap, is_color_like, to_hex

from newskit.errors import InputError, listed
from newskit.plot.colors import COLORS, MARKERS, OTHER
from newskit.plot.text import name_of

__all__ = ["Palette", "palette"]


class Palette:
    """A memory of which name has which colour; `newskit.palette` is the one that every chart asks.

    A name's place among the colours comes from the name itself, so it is the same in the next session. If the place is
    taken by another name that was met before, the name goes to the next free one. Names that are met together are
    placed in alphabetical order, so the order of rows does not matter, and get different colours as long as there are
    enough. From the ninth name on colours repeat; in a chart that has a colour twice, lines carry markers.

    Examples
    --------
    >>> sources = Palette()
    >>> sources(["Courier", "Gazette"]) == sources(["Gazette", "Courier"])
    True
    >>> sources.set({"Courier": "crimson"})
    >>> sources(["Courier"])
    {'Courier': '#dc143c'}
    """

    def __init__(self) -> None:
        self._places: dict[object, int] = {}
        self._fixed: dict[object, str] = {}

    def __repr__(self) -> str:
        return f"Palette({self.assigned!r})"

    def __call__(self, names: Iterable[Any], colors: Any = None) -> dict[Any, str]:
        """Return a colour for each name.

        Parameters
        ----------
        names
            Names of groups. A missing name is grey.
        colors
            What to take instead of the remembered colours: a dict from names to colours (names that it lacks get
            their remembered colour), a list of as many colours as names, or the name of a matplotlib colour map.
            Nothing of it is remembered; see `set`.

        Returns
        -------
        dict
            From each name to a colour as ``#rrggbb``, in the order of `names`.

        Raises
        ------
        InputError
            If `colors` are no colours, or too few.
        """
        if isinstance(names, bytes) or not isinstance(names, Iterable):
            raise InputError(f"names={names!r} should be a list of names")
        names = list(dict.fromkeys(map(_key, names)))
        given = _given(names, colors)
        self._place([name for name in names if name not in given], set(given.values()))
        return {name: given.get(name) or self._color(name) for name in names}

    def markers(self, colors: Mapping[Any, str]) -> dict[Any, str]:
        """Return a marker for each name of one chart, ``""`` for most: only those that share a colour need one.

        Parameters
        ----------
        colors
            The colours of the chart's names, as the palette returned them.
        """
        seen: dict[str, int] = {}
        markers = {}
        for name in sorted(colors, key=lambda name: (self._places.get(name, -1), name_of(name))):
            color = colors[name]
            markers[name] = MARKERS[seen.get(color, 0) % len(MARKERS)]
            seen[color] = seen.get(color, 0) + 1
        return {name: markers[name] for name in colors}

    def set(self, colors: Mapping[Any, Any]) -> None:
        """Fix the colours of names for the rest of the session.

        Parameters
        ----------
        colors
            From names to colours, in any form that matplotlib reads.

        Raises
        ------
        InputError
            If one is no colour.
        """
        fixed = {name: _hex(color, name) for name, color in colors.items()}
        self._fixed.update(fixed)
        for name in fixed:
            self._places.pop(name, None)

    def reset(self) -> None:
        """Forget all names, fixed ones too."""
        self._places.clear()
        self._fixed.clear()

    @property
    def assigned(self) -> dict[Any, str]:
        """The names met so far and their colours."""
        return {name: self._color(name) for name in (*self._fixed, *self._places)}

    def _color(self, name: object) -> str:
        if pd.isna(name):  # type: ignore[call-overload]  # any scalar may name a group
            return OTHER
        return self._fixed.get(name) or COLORS[self._places[name] % len(COLORS)]

    def _place(self, names: Iterable[object], in_use: AbstractSet[str]) -> None:
        """Give places to names that have none: the first round's, and colours that their company does not have."""
        names = [name for name in names if name is not pd.NA and name not in self._fixed]
        taken = set(self._places.values())
        # A colour that was fixed for a name is no longer free in the first round.
        taken |= {COLORS.index(color) for color in self._fixed.values() if color in COLORS}
        company = {self._color(name) for name in names if name in self._places} | in_use
        for name in sorted({name for name in names if name not in self._places}, key=name_of):
            free = [number for number, color in enumerate(COLORS) if color not in company] or list(range(len(COLORS)))
            self._places[name] = _first_free(name, free, taken)
            taken.add(self._places[name])
            company.add(self._color(name))


def _first_free(name: object, free: Sequence[int], taken: AbstractSet[int]) -> int:
    """Return the place of a new name: of the free colours the one that it wishes, in the first round that has one."""
    wish = zlib.crc32(name_of(name).encode()) % len(COLORS)
    wished = sorted(free, key=lambda number: (number - wish) % len(COLORS))
    rounds = count(0, len(COLORS))
    return next(start + number for start in rounds for number in wished if start + number not in taken)


def _key(name: Any) -> Any:
    return pd.NA if pd.isna(name) else name


def _hex(color: Any, name: object) -> str:
    if not is_color_like(color):
        raise InputError(
            f"{color!r}, given for {str(name)!r}, is no colour; use a name such as 'crimson', or '#0072b2'"
        )
    return to_hex(color)


def _given(names: Sequence[Any], colors: Any) -> dict[Any, str]:
    """Return the colours that a user gave, by name."""
    if colors is None:
        return {}
    if isinstance(colors, Mapping):
        known = {_key(name): color for name, color in colors.items()}
        return {name: _hex(known[name], name) for name in names if name in known}
    if isinstance(colors, bytes) or not isinstance(colors, Iterable):
        raise InputError(
            f"palette={colors!r} should be a dict from names to colours, a list, or the name of a colour map"
        )
    colors = _sampled(colors, len(names)) if isinstance(colors, str) else list(colors)
    if len(colors) < len(names):
        raise InputError(
            f"palette= has {len(colors)} colours for {len(names)} groups ({listed(names, most=6)}); give one for each, "
            "since a colour that repeats would say that two groups are one"
        )
    return {name: _hex(color, name) for name, color in zip(names, colors, strict=False)}


def _sampled(name: str, n: int) -> list[Any]:
    """Return `n` colours of a colour map: the first ones of a list of colours, evenly spread ones of a gradient."""
    if name not in mpl.colormaps:
        raise InputError(
            f"palette={name!r} is no colour map of matplotlib; use one such as 'viridis' or 'tab10', a dict from names "
            "to colours, or a list of colours"
        )
    colormap = mpl.colormaps[name]
    if isinstance(colormap, ListedColormap) and colormap.N < 256:
        return [colormap(i) for i in range(colormap.N)]
    return [colormap((i + 0.5) / n) for i in range(n)]


palette = Palette()
"""The colours of this session's names; see `Palette`."""
