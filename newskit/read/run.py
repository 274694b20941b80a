"""Read a whole source into one article table."""

from __future__ import annotations

import datetime as dt
import os
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from newskit.dates import zone
from newskit.errors import InputError, NewskitWarning, ReadError, require_choice, require_mapping, unknown_name
from newskit.read.dateline import read_dateline
from newskit.read.files import Batch, How, Reading, batch_of, read_files, table_of
from newskit.read.registry import known_formats
from newskit.read.source import expand
from newskit.schema import Problem, add_problems, into_schema, settle_ids
from newskit.schema.coerce import as_frame
from newskit.schema.problems import is_doubt, problems_of

__all__ = ["read"]

PathOrTable: TypeAlias = "str | os.PathLike[str] | pd.DataFrame"


def read(
    source: PathOrTable | Sequence[PathOrTable],
    *,
    columns: Mapping[str, str] | None = None,
    format: str | None = None,  # noqa: A002 - what the user would call it
    dayfirst: bool | None = None,
    fetched: str | dt.datetime | None = None,
    on_error: str = "warn",
    timezone: str = "UTC",
    n_jobs: int = 1,
    progress: bool = True,
) -> pd.DataFrame:
    """Return the articles in a file, folder, glob, archive or table as one article table.

    Files are read in the order of their names, folders to any depth; hidden files are passed over, and so is the folder
    in which a browser keeps the pictures and scripts of a saved page (``Page_files`` beside ``Page.html``). ``.zip``,
    the tar archives, ``.gz``, ``.bz2`` and ``.xz`` are unpacked in memory. Nothing stops a whole reading: what cannot
    be read is listed by `problems`, and one warning counts it.

    Parameters
    ----------
    source
        A path, a folder, a glob such as ``"corpus/**/*.txt"``, a DataFrame, or a list of these.
    columns
        Which of the source's columns or keys is which: ``{"Überschrift": "title"}``. What is not named is guessed by
        meaning, see `newskit.schema.columns_table`; what is not recognised travels along.
    format
        The name of a format in `newskit.read.formats`, to read every file with. By default the ending decides, then
        the first bytes.
    dayfirst
        Whether ``8/9/17`` is the eighth of September. ``None`` lets the other dates of the same file decide.
    fetched
        When saved pages were fetched, such as ``"2025-03-04 12:00"``: with it "2 hours ago" on a page is a time.
    on_error
        ``"warn"`` goes on and lists problems; ``"raise"`` stops at the first entry that cannot be read.
    timezone
        The zone of dates that name none, such as ``"Asia/Seoul"``.
    n_jobs
        Processes that read files side by side; ``-1`` for one a core. The result is the same.
    progress
        Whether to show a bar when there is more than one file.

    Returns
    -------
    pandas.DataFrame
        One row per article, the columns of `newskit.schema.columns_table` first, then the source's own. ``origin`` is
        the file below the folder that was named, and the entry in it. Ids that the source does not give are made from
        url, title and text, so they are the same at every reading; a repeated id gets ``-2``, ``-3``, ...

    Raises
    ------
    ReadError
        If there is nothing at `source`, or, with ``on_error="raise"``, at the first problem, naming file and entry.

    Examples
    --------
    >>> import newskit as nk
    >>> articles = nk.read(nk.sample_path() / "eaw", timezone="Asia/Seoul", progress=False)
    >>> articles["title"].notna().all()
    np.True_
    """
    require_choice("on_error", on_error, ["warn", "raise"])
    zone(timezone)
    if columns is not None:
        require_mapping("columns", columns, example="{'Headline': 'title'}")
    given: object = format
    if given is not None and (not isinstance(given, str) or given not in known_formats()):
        raise unknown_name("format", format, known_formats(), where="nk.read")
    how = How(columns or {}, format, None if fetched is None else _fetched(fetched))
    reading = Reading()
    parts = source if isinstance(source, (list, tuple)) else [source]
    for part in parts:
        found = _one(part, how, n_jobs, progress)
        reading.batches += found.batches
        reading.problems += found.problems
    _check_columns(columns or {}, reading)
    if on_error == "raise":
        _raise_first(reading.problems)
    articles = _articles(reading, timezone, dayfirst)
    if on_error == "raise":
        _raise_first(reading.problems)
    if not problems_of(articles):
        # pandas drops what tables that were read before had noted, where it puts them together.
        tables = [part for part in parts if isinstance(part, pd.DataFrame)]
        add_problems(articles, [problem for table in tables for problem in problems_of(table)])
    add_problems(articles, reading.problems)
    _warn(reading.problems, len(articles))
    return articles


def _fetched(value: str | dt.datetime) -> dt.datetime:
    try:
        return pd.Timestamp(value).to_pydatetime()
    except (ValueError, TypeError):
        raise InputError(f"fetched= is a time such as '2025-03-04 12:00', not {value!r}") from None


def _one(source: Any, how: How, n_jobs: int, progress: bool) -> Reading:
    if isinstance(source, pd.DataFrame):
        return Reading([batch_of(as_frame(source), how.columns, "", is_single=False)])
    if not isinstance(source, (str, os.PathLike)):
        kind = type(source).__name__
        raise InputError(f"nk.read takes a path, a glob, a DataFrame or a list of these, not {kind}")
    return read_files(expand(source), how, n_jobs=n_jobs, progress=progress)


def _check_columns(columns: Mapping[str, str], reading: Reading) -> None:
    """Raise for a name in ``columns=`` that no file has: a slip of the pen, not a property of one file."""
    names = {str(name) for batch in reading.batches for name in batch.seen}
    for name in columns:
        if names and name not in names:
            raise unknown_name("column", name, sorted(names), where="what was read")


def _raise_first(problems: list[Problem]) -> None:
    first = next((problem for problem in problems if not is_doubt(problem)), None)
    if first is not None:
        where = ", ".join(part for part in (first.file, first.entry) if part)
        raise ReadError(f"{where or 'the table'}: {first.reason}")


def _articles(reading: Reading, timezone: str, dayfirst: bool | None) -> pd.DataFrame:
    batches = list(_merged(reading)) or [Batch(pd.DataFrame(), [], is_single=False, seen=[])]
    places: list[tuple[str, str]] = []
    tables, own_ids = [], []
    for batch in batches:
        entries = _entries(batch)
        here = list(zip(batch.files, entries, strict=True))
        frame = batch.frame.drop(columns="entry", errors="ignore").reset_index(drop=True)
        brought = into_schema(frame, timezone=timezone, dayfirst=dayfirst, place=here.__getitem__)
        table = _with_datelines(brought.table)
        origin = pd.Series([_origin(*pair) for pair in here], index=table.index, dtype=table["origin"].dtype)
        table["origin"] = table["origin"].fillna(origin)
        reading.problems += brought.problems
        tables.append(table)
        own_ids += brought.has_own_id
        places += here
    articles = pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]
    reading.problems += settle_ids(articles, own_ids, places.__getitem__)
    return articles


def _with_datelines(table: pd.DataFrame) -> pd.DataFrame:
    """Fill place and agency from the dateline of the first paragraph where the source names neither."""
    rows = (table["place"].isna() & table["agency"].isna() & table["text"].notna()).to_numpy(dtype=bool)
    found = [read_dateline(text) if wanted else None for text, wanted in zip(table["text"], rows, strict=True)]
    for name in ("place", "agency"):
        told = [getattr(dateline, name) if dateline else None for dateline in found]
        table[name] = table[name].fillna(pd.Series(told, index=table.index, dtype=table[name].dtype))
    return table


def _origin(file: str, entry: str) -> str | None:
    return f"{file}:{entry}" if file and entry else file or entry or None


def _entries(batch: Batch) -> list[str]:
    if "entry" in batch.frame.columns:
        given = batch.frame["entry"]  # of a file's own making at times, and then anything
        return ["" if pd.api.types.is_scalar(entry) and pd.isna(entry) else str(entry) for entry in given]
    return [f"row {label}" for label in batch.frame.index]


def _merged(reading: Reading) -> Iterator[Batch]:
    """Yield the batches, the single articles that stand in a row as one."""
    run: list[Batch] = []
    for batch in [*reading.batches, None]:
        if batch is not None and batch.is_single:
            run.append(batch)
            continue
        if run:
            records: list[dict[Any, Any]] = [record for one in run for record in one.frame.to_dict("records")]
            frame = table_of(records, "", reading)
            yield Batch(frame, [name for one in run for name in one.files], is_single=True, seen=[])
            run = []
        if batch is not None:
            yield batch


def _warn(problems: list[Problem], n_articles: int) -> None:
    if not problems:
        return
    kinds = ", ".join(
        f"{count:,} {kind}" for kind, count in Counter(problem.kind for problem in problems).most_common()
    )
    first = problems[0]
    where = ", ".join(part for part in (first.file, first.entry) if part)
    warnings.warn(
        f"read {n_articles:,} articles, with {len(problems):,} problems ({kinds}); first: {where or 'the table'}: "
        f"{first.reason}. nk.problems(articles) lists them.",
        NewskitWarning,
        stacklevel=3,
    )
