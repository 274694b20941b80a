"""Files that are there whole or not at all: a full disk or an interruption leaves no half one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["whole_files"]


@contextmanager
def whole_files(*paths: str | os.PathLike[str]) -> Iterator[list[Path]]:
    """Give a path to write to for each file; they take the files' places together, once all are written.

    If anything is raised meanwhile, the files that were there before stay as they were, and nothing else is left.

    Parameters
    ----------
    paths
        The files. What is written first stands beside each, its name with ``.part`` behind it.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with whole_files(Path(folder, "rain.txt")) as (part,):
    ...         _ = part.write_text("It rained.")
    ...     [path.name for path in Path(folder).iterdir()]
    ['rain.txt']
    """
    given = [Path(path) for path in paths]
    parts = [path.with_name(f"{path.name}.part") for path in given]
    try:
        yield parts
        for part, path in zip(parts, given, strict=True):
            part.replace(path)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
