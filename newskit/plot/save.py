"""A picture as a file, and the numbers that it shows beside it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from newskit.errors import InputError, listed
from newskit.plot.drawn import tables_of
from newskit.writing import whole_files

__all__ = ["save"]

# What a file would say of the moment it was made; without it the same picture is the same file.
_NO_DATE: dict[str, dict[str, Any]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None},
    ".pdf": {"CreationDate": None},
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def save(picture: Figure | Axes, path: str | PathLike[str], *, table: bool = True, **savefig_kws: Any) -> list[Path]:
    """Write a picture as PNG, SVG or PDF, and the table that it shows as CSV beside it.

    The same picture always gives the same file: no date is written, and the marks inside an SVG do not change from one
    time to the next, so that a picture under version control changes only when its numbers do.

    Parameters
    ----------
    picture
        The figure, or an Axes of it; an Axes stands for its figure.
    path
        Where to; the ending says the format: ``.png``, ``.svg`` or ``.pdf``. A picture that is there is replaced.
    table
        Whether to write the table, too: ``weekly.png`` gets ``weekly.csv``. A figure with several tables gets
        ``weekly_1.csv``, ``weekly_2.csv``, ... in the order of its Axes; the panels of `newskit.plot.facet` have one
        table. What newskit's helpers did not draw has none.
    **savefig_kws
        Passed to `matplotlib.figure.Figure.savefig`, such as ``dpi=300``.

    Returns
    -------
    list of pathlib.Path
        The files that were written, the picture first.

    Raises
    ------
    InputError
        If the ending is another, the folder does not exist, or a CSV file is in the way whose columns are not those of
        the table, so that it may be someone's data.

    Notes
    -----
    A text in the CSV that a spreadsheet would read as a formula, since it begins with ``=``, ``+``, ``-`` or ``@``, is
    preceded by an apostrophe; numbers stay as they are. The file is UTF-8 with a byte order mark, by which spreadsheets
    know it; `pandas.read_csv` does not mind.

    Examples
    --------
    >>> import tempfile
    >>> import matplotlib.pyplot as plt
    >>> import newskit as nk
    >>> ax = nk.plot.volume(nk.volume(nk.load_sample(), freq="M"), ax=plt.figure().subplots())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [file.name for file in save(ax, f"{folder}/monthly.svg")]
    ['monthly.svg', 'monthly.csv']
    """
    if not isinstance(path, str | PathLike):
        raise InputError(f"path={path!r} should be the name of a file, such as 'picture.png'")
    figure, path = _figure(picture), Path(path)
    if path.suffix.lower() not in _NO_DATE:
        raise InputError(f"path {str(path)!r} should end in one of {listed(_NO_DATE)}, which says the format")
    if not path.parent.is_dir():
        raise InputError(f"the folder {str(path.parent)!r} of {path.name!r} does not exist; make it first")
    tables = tables_of(figure.axes) if table else []
    names = [path.with_suffix(".csv")] if len(tables) == 1 else _numbered(path, len(tables))
    sheets = [_safe(one) for one in tables]
    for name, sheet in zip(names, sheets, strict=True):
        _refuse_other_data(name, sheet)
    kws: dict[str, Any] = {
        "format": path.suffix.lower()[1:],
        **savefig_kws,
        "metadata": {**_NO_DATE[path.suffix.lower()], **savefig_kws.get("metadata", {})},
    }
    with whole_files(path, *names) as (drawn, *written):
        with mpl.rc_context({"svg.hashsalt": "newskit"}):
            figure.savefig(drawn, **kws)
        for part, sheet in zip(written, sheets, strict=True):
            sheet.to_csv(part, index=False, encoding="utf-8-sig", lineterminator="\n")
    return [path, *names]


def _figure(picture: object) -> Figure:
    found = picture.figure if isinstance(picture, (Axes, SubFigure)) else picture
    while isinstance(found, SubFigure):
        found = found.figure
    if not isinstance(found, Figure):
        raise InputError(
            f"picture should be a matplotlib figure or Axes, not {type(picture).__name__}; "
            "of what nk.plot.facet returns, pass the first: save(figure, path)"
        )
    return found


def _numbered(path: Path, n: int) -> list[Path]:
    return [path.with_name(f"{path.stem}_{number}.csv") for number in range(1, n + 1)]


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in values that are safe in a spreadsheet."""
    safe = pd.DataFrame(index=table.index)
    columns = []
    for number, name in enumerate(table.columns):
        values = table.iloc[:, number]
        is_plain = pd.api.types.is_numeric_dtype(values.dtype) or pd.api.types.is_datetime64_any_dtype(values.dtype)
        columns.append(values if is_plain else pd.Series([_cell(value) for value in values], table.index, dtype=object))
        columns[-1].name = _cell(name)
    return pd.concat(columns, axis=1) if columns else safe


def _cell(value: Any) -> Any:
    """Return a value as it is written: lists as text, texts such that no spreadsheet takes them for a formula."""
    if isinstance(value, (list, tuple, set, frozenset)):
        value = "; ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _refuse_other_data(path: Path, table: pd.DataFrame) -> None:
    """Raise `InputError` if there is a file that is no earlier version of this table."""
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        try:
            held: Sequence[str] = next(csv.reader(file), [])
        except csv.Error:
            held = ["?"]
    if held != [str(name) for name in table.columns]:
        raise InputError(
            f"{str(path)!r} is there and has other columns ({listed(held, most=6)}) than the table of the picture, so "
            "it is left alone; choose another name for the picture, or write it with table=False"
        )
