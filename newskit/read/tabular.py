"""Tables of articles: CSV and its relatives, Parquet, Excel."""

from __future__ import annotations

import csv
import zipfile
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from newskit.errors import ReadError, listed
from newskit.read.registry import Entry, reader
from newskit.read.source import MAX_SWELLING, MAX_UNPACKED, SourceFile
from newskit.schema import Problem

__all__ = ["read_csv", "read_excel", "read_parquet", "read_tsv"]

_DELIMITERS = (",", ";", "\t", "|")
# The module's limit of 131,072 characters a field is shorter than a long article's page.
_FIELD_LIMIT = 2**31 - 1
# A quotation mark that never closes swallows the rest of the file; reading starts anew behind it this many times.
_RESTARTS = 50
# A table may have that many cells that its file does not spell out: short rows under a header without end.
_MOST_PADDED = 20_000_000
# An Excel sheet becomes some thirty times as much in memory as its XML is long, and may end in a cell far away.
_MOST_XML, _MOST_CELLS = MAX_UNPACKED // 4, 50_000_000
_PARQUET_ROWS = 1024


@reader("csv", suffixes=[".csv"])
def read_csv(file: SourceFile) -> Iterator[Entry]:
    """Read CSV with a header: separated by comma, semicolon, tab or bar, whichever the header has most."""
    text = file.text()
    header = text.lstrip("\n").partition("\n")[0]
    counts = Counter(character for character in header if character in _DELIMITERS)
    yield from _delimited(file, text, counts.most_common(1)[0][0] if counts else ",")


@reader("tsv", suffixes=[".tsv", ".tab"])
def read_tsv(file: SourceFile) -> Iterator[Entry]:
    """Read tab-separated values with a header."""
    yield from _delimited(file, file.text(), "\t")


def _rows(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield line number and fields of each row, or what is wrong with it."""
    start = 0
    for _ in range(_RESTARTS):
        rows = csv.reader(iter(lines[start:]), delimiter=delimiter, strict=True)
        number = start
        while True:
            number = start + rows.line_num
            try:
                fields = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                unclosed = "end of data" in str(error)
                yield number + 1, "a quotation mark opens here and never closes" if unclosed else str(error)
                if not unclosed:
                    continue
                start = number + 1
                break
            if fields:
                yield number + 1, fields
    yield start + 1, f"reading stopped: {_RESTARTS} quotation marks never close"


def _delimited(file: SourceFile, text: str, delimiter: str) -> Iterator[Entry]:
    limit = csv.field_size_limit(_FIELD_LIMIT)
    try:
        # Only "\n" ends a line: the other characters that str.splitlines knows stand inside fields.
        rows = list(_rows([f"{line}\n" for line in text.split("\n")], delimiter))
    finally:
        csv.field_size_limit(limit)
    _, header = rows[0] if rows else (0, "the file is empty")
    if isinstance(header, str):
        raise ReadError(header)
    names = _header(header)
    if len(rows) * len(names) > len(text) + _MOST_PADDED:
        raise ReadError(f"the header has {len(names):,} columns, and {len(rows):,} rows have hardly any of them")
    table: list[list[str | None]] = []
    for number, fields in rows[1:]:
        if isinstance(fields, str):
            yield Problem(file.name, f"line {number}", "unreadable", fields)
        elif len(fields) > len(names) and any(fields[len(names) :]):
            reason = f"has {len(fields)} fields, the header has {len(names)}: is a text with {delimiter!r} unquoted?"
            yield Problem(file.name, f"line {number}", "unreadable", reason)
        else:
            cells = [field or None for field in fields[: len(names)]]
            table.append([*cells, *[None] * (len(names) - len(cells)), f"line {number}"])
    yield pd.DataFrame(table, columns=[*names, "entry"], dtype=object)


def _header(fields: list[str]) -> list[str]:
    names = [field.strip() or f"column {number}" for number, field in enumerate(fields, start=1)]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ReadError(f"the header has {listed(twice)} more than once")
    return names


def _looks_like_parquet(head: bytes) -> bool:
    return head.startswith(b"PAR1")


@reader("parquet", suffixes=[".parquet", ".pq"], sniff=_looks_like_parquet)
def read_parquet(file: SourceFile) -> Iterator[Entry]:
    """Read a Parquet file; types, lists and dates stay as they are."""
    try:
        _check_parquet(file)
        table = pd.read_parquet(file.buffer())
    except ReadError:
        raise
    except Exception as error:  # whatever a damaged file makes pyarrow raise
        raise ReadError(f"not a Parquet file that can be read: {error}") from error
    yield table


def _check_parquet(file: SourceFile) -> None:
    """Raise `ReadError` for a file that holds one long text a million times, which takes next to no room in it."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - as pandas has it

    most = MAX_UNPACKED + MAX_SWELLING * len(file.data)
    with pq.ParquetFile(file.buffer()) as held:
        size = 8 * held.metadata.num_rows * held.metadata.num_columns
        batches = held.iter_batches(_PARQUET_ROWS) if size <= most and held.metadata.num_rows else iter(())
        for batch in batches:
            size += batch.nbytes
            if size > most:
                break
    if size > most:
        raise ReadError(f"it unpacks to more than {most:,} bytes: a damaged or hostile file")


@reader("excel", suffixes=[".xlsx", ".xlsm"])
def read_excel(file: SourceFile) -> Iterator[Entry]:
    """Read every sheet of an Excel workbook; needs ``newskit[excel]``."""
    try:
        _check_excel(file)
        sheets = pd.read_excel(file.buffer(), sheet_name=None, dtype=object)
    except ImportError as error:
        raise ReadError("Excel files need openpyxl: pip install 'newskit[excel]'") from error
    except ReadError:
        raise
    except Exception as error:  # whatever a damaged file makes zipfile, openpyxl or its XML parser raise
        raise ReadError(f"not a workbook that can be read: {error}") from error
    for name, sheet in sheets.items():
        if len(sheet):
            sheet["entry"] = [f"{name}, row {number}" for number in range(2, len(sheet) + 2)]
            yield sheet


def _check_excel(file: SourceFile) -> None:
    """Raise `ReadError` for a workbook that swells, or a sheet with a cell at its far corner, beyond any memory."""
    from openpyxl import load_workbook  # noqa: PLC0415 - an extra

    with zipfile.ZipFile(file.buffer()) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > _MOST_XML:
        raise ReadError(f"it unpacks to more than {_MOST_XML:,} bytes; save the sheet as CSV")
    book = load_workbook(file.buffer(), read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of them is not so, or a trap
        height = width = 0
        for row in sheet.iter_rows(values_only=True):
            height, width = height + 1, max(width, len(row))
            if height * width > _MOST_CELLS:
                raise ReadError(f"the sheet {sheet.title!r} has more than {_MOST_CELLS:,} cells, most of them empty")
    book.close()
