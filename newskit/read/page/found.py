"""What is known of where blocks stand, and what is found in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

__all__ = ["Containers", "Found"]


@dataclass(frozen=True, slots=True)
class Containers:
    """Where the blocks of an HTML page stand.

    Parameters
    ----------
    around
        The numbers of the elements around each block, outermost first.
    links
        Which share of a block's text is links.
    in_figure
        Whether it stands in a figure, or something that is called a caption.
    is_furniture
        Whether it stands in something that is called an advertisement, a share bar or a comment.
    of_others
        Whether it stands in the readers' comments or an aside of widgets, for sure.
    is_figcaption
        Whether its tag is that of captions.
    """

    around: list[tuple[int, ...]]
    links: list[float]
    in_figure: list[bool]
    is_furniture: list[bool]
    of_others: npt.NDArray[np.bool_]
    is_figcaption: npt.NDArray[np.bool_]


@dataclass(slots=True)
class Found:
    """What a page's blocks hold, with the numbers of the blocks that each field came from."""

    title: int | None = None
    body: list[int] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    standfirst: list[int] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)
    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    dates: list[int] = field(default_factory=list)
