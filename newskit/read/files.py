"""Read files into batches of articles, in one process or several; everything that failed is listed."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from newskit.errors import NewskitError, ReadError, listed
from newskit.read.registry import Entry, Format, find_format, known_formats
from newskit.read.source import SourceFile, open_file
from newskit.schema import Problem, guess_columns

__all__ = ["Batch", "How", "Reading", "batch_of", "read_files", "table_of"]

# Files that one task of a worker reads: enough to pay for sending it, few enough to show progress.
_FILES_A_TASK = 32
# A table of records has a column for every key that any of them has: where each has its own, it grows by the square.
_MOST_COLUMNS, _LEAST_COLUMNS, _MOST_CELLS = 2000, 200, 20_000_000
# What a reader's function may raise on a bad file; anything else is an error in the function itself.
_FAILURES = (
    NewskitError, ValueError, OSError, LookupError, ArithmeticError, TypeError, AttributeError, RecursionError,
    MemoryError, ImportError, EOFError,
)  # fmt: skip


@dataclass(slots=True)
class Batch:
    """Articles that are brought into the schema together: a table, or the single articles of files in a row.

    Whether ``8/9/17`` begins with the day is judged within a batch, so a file of many articles is one of its own.
    """

    frame: pd.DataFrame
    files: list[str]
    is_single: bool
    seen: list[str]


@dataclass(frozen=True, slots=True)
class How:
    """How files are to be read: which of their columns is which, their format, and when their pages were fetched."""

    columns: Mapping[str, str] = field(default_factory=dict)
    format: str | None = None
    fetched: dt.datetime | None = None


@dataclass(slots=True)
class Reading:
    """What was read from some files."""

    batches: list[Batch] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_files(files: list[tuple[Path, str]], how: How, *, n_jobs: int, progress: bool) -> Reading:
    """Return what is in some files, in their order, whatever `n_jobs`."""
    size = min(_FILES_A_TASK, max(1, math.ceil(len(files) / max(1, 4 * abs(n_jobs)))))
    tasks = [files[start : start + size] for start in range(0, len(files), size)]
    reading = Reading()
    from tqdm.auto import tqdm  # noqa: PLC0415 - it looks for a notebook when imported

    with tqdm(total=len(files), desc="reading", unit="file", disable=not progress or len(files) < 2) as bar:
        for task, done in zip(tasks, _results(tasks, how, n_jobs, known_formats()), strict=True):
            reading.batches += done.batches
            reading.problems += done.problems
            bar.update(len(task))
    return reading


def _results(tasks: list[list[tuple[Path, str]]], how: How, n_jobs: int, known: dict[str, Format]) -> Iterator[Reading]:
    if n_jobs == 1 or len(tasks) < 2:
        return (_read_task(task, how, known) for task in tasks)
    from joblib import Parallel, delayed  # noqa: PLC0415 - costs as much as the rest of the import

    jobs = (delayed(_read_task)(task, how, known) for task in tasks)
    results: Iterator[Reading] = Parallel(n_jobs=n_jobs, return_as="generator")(jobs)
    return results


def _read_task(task: list[tuple[Path, str]], how: How, known: dict[str, Format]) -> Reading:
    """Read some files; runs in a worker, whose registry lacks what a notebook added."""
    reading = Reading()
    for path, name in task:
        for file in open_file(path, name):
            if isinstance(file, Problem):
                reading.problems.append(file)
            else:
                file.fetched = how.fetched
                _read_file(file, how.columns, find_format(file, how.format, known), reading)
    return reading


def _read_file(file: SourceFile, columns: Mapping[str, str], form: Format | None, reading: Reading) -> None:
    if form is None:
        ending = f"for {file.suffix!r}" if file.suffix else "for files without an ending"
        reason = f"no reader {ending}; nk.read(..., format=) forces one, @nk.reader adds one"
        reading.problems.append(Problem(file.name, "", "no reader", reason))
        return
    records: list[dict[str, Any]] = []
    before = len(reading.batches), len(reading.problems)
    try:
        for entry in form.entries(file):
            _take(entry, file, records, reading, columns)
    except _FAILURES as error:
        said = str(error) if isinstance(error, NewskitError) else f"{type(error).__name__}: {error}"
        reading.problems.append(Problem(file.name, "", "unreadable", said))
    if not records and before == (len(reading.batches), len(reading.problems)):
        reading.problems.append(Problem(file.name, "", "empty", "the file holds no articles"))
    reading.problems += [Problem(file.name, "", "encoding", doubt) for doubt in file.doubts]
    if records:
        frame = table_of(records, file.name, reading)
        reading.batches.append(batch_of(frame, columns, file.name, is_single=len(records) == 1))


def table_of(records: list[dict[str, Any]], file: str, reading: Reading) -> pd.DataFrame:
    """Return records as a table; of more keys than any articles have, the commonest, and a problem that says so."""
    keys = Counter(key for record in records for key in record)
    most = max(_LEAST_COLUMNS, min(_MOST_COLUMNS, _MOST_CELLS // len(records)))
    if len(keys) > most:
        kept = dict.fromkeys(key for key, _ in keys.most_common(most))
        records = [{key: value for key, value in record.items() if key in kept} for record in records]
        reason = f"there are {len(keys):,} different keys; only the {most:,} commonest are read"
        reading.problems.append(Problem(file, "", "too many columns", reason))
    return pd.DataFrame(records, dtype=object)


def _take(
    entry: Entry, file: SourceFile, records: list[dict[str, Any]], reading: Reading, columns: Mapping[str, str]
) -> None:
    if isinstance(entry, Problem):
        reading.problems.append(entry._replace(file=entry.file or file.name))
    elif isinstance(entry, pd.DataFrame):
        n_columns = entry.shape[1] - ("entry" in entry.columns)
        if n_columns > _MOST_COLUMNS:
            raise ReadError(f"the table has {n_columns:,} columns; {_MOST_COLUMNS:,} are read at the most")
        batch = batch_of(entry, columns, file.name, is_single=False)
        if {"title", "text"}.isdisjoint(batch.frame.columns):
            names = [name for name in entry.columns if name != "entry"]
            raise ReadError(
                f"no column looks like a title or a text; there are: {listed(names)}; "
                "say which is which with columns={'<your name>': 'text'}"
            )
        reading.batches.append(batch)
    elif isinstance(entry, Mapping):
        records.append(dict(entry))
    else:
        kind = type(entry).__name__
        raise TypeError(f"the reader yielded {kind}; it should yield dicts, DataFrames or nk.Problem")


def batch_of(frame: pd.DataFrame, columns: Mapping[str, str], file: str, is_single: bool) -> Batch:
    """Return a table under the schema's names, as given or guessed for this file alone."""
    here = {old: new for old, new in columns.items() if old in frame.columns}
    names = [name for name in frame.columns if name != "entry"]
    return Batch(
        frame.rename(columns=guess_columns(names, here)), [file] * len(frame), is_single, list(map(str, names))
    )
