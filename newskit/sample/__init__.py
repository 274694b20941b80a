"""Sample articles that ship with newskit: invented, free to use, and too few to prove anything."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

__all__ = ["sample_path"]


def sample_path() -> Path:
    """Return the folder of the sample articles: two saved pages as plain text and a JSON Lines file of an agency.

    ``newskit/sample/README.md`` tells what they are. Outlets, people and events are invented.

    Examples
    --------
    >>> import newskit as nk
    >>> articles = nk.read(nk.sample_path(), progress=False)
    >>> len(articles), articles["place"].iloc[0]
    (14, 'BUSAN')
    """
    return Path(str(files("newskit.sample").joinpath("articles")))
