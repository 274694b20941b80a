"""The formats that `read` knows, and how to add one: a decorated function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from newskit.errors import InputError, require_list
from newskit.read.source import SourceFile
from newskit.schema import Problem

__all__ = ["Entry", "Format", "ReaderFunction", "find_format", "formats", "known_formats", "reader"]

Entry: TypeAlias = "Mapping[str, Any] | pd.DataFrame | Problem"
ReaderFunction: TypeAlias = Callable[[SourceFile], Iterable[Entry]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that `read` knows.

    Parameters
    ----------
    name
        What ``format=`` calls it.
    suffixes
        The endings of its files, in lower case with the dot.
    read
        The function that reads a file of it.
    sniff
        Whether the first 4,096 bytes of a file without a known ending look like it.
    """

    name: str
    suffixes: tuple[str, ...]
    read: ReaderFunction
    sniff: Callable[[bytes], bool] | None = None

    def entries(self, file: SourceFile) -> Iterator[Entry]:
        """Yield the entries of a file."""
        yield from self.read(file)


_FORMATS: dict[str, Format] = {}


def reader(
    name: str, *, suffixes: Iterable[str] = (), sniff: Callable[[bytes], bool] | None = None
) -> Callable[[ReaderFunction], ReaderFunction]:
    """Add a format to `read` with one decorated function.

    The function gets a `SourceFile` (``.name``, ``.data``, ``.text()``, ``.buffer()``) and yields its entries: a dict
    for an article, with the schema's names or any that are guessed; a DataFrame for a table of them; a `Problem` for
    an entry that cannot be read. If it raises, the file is listed in `problems` and the reading goes on. A dict may
    say where it stood in the file under the key ``"entry"`` (a line number, say).

    Parameters
    ----------
    name
        What ``format=`` calls it. A name that is taken replaces the format that had it.
    suffixes
        The endings of its files, such as ``[".ninjs"]``; one that is taken is read by the newer format.
    sniff
        A function of a file's first 4,096 bytes that tells whether it looks like this format; asked for files with no
        or an unknown ending.

    Examples
    --------
    >>> import newskit as nk
    >>> @nk.reader("cards", suffixes=[".card"])
    ... def read_card(file):
    ...     title, _, text = file.text().partition("--")
    ...     yield {"title": title, "text": text}
    >>> formats().loc["cards", "suffixes"]
    '.card'
    """
    endings = tuple(str(ending).lower() for ending in require_list("suffixes", suffixes, of="endings"))
    wrong = next((ending for ending in endings if not ending.startswith(".")), None)
    if wrong is not None:
        raise InputError(f"suffix {wrong!r} should begin with a dot: {'.' + wrong!r}")

    def add(function: ReaderFunction) -> ReaderFunction:
        _FORMATS.pop(name, None)
        _FORMATS[name] = Format(name, endings, function, sniff)
        return function

    return add


def formats() -> pd.DataFrame:
    """Return the formats that `read` knows.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``format``; ``suffixes`` and ``what`` (the first line of its reader's documentation).

    Examples
    --------
    >>> formats().loc["jsonl", "suffixes"]
    '.jsonl, .ndjson, .jsonlines'
    """
    rows = [
        (form.name, ", ".join(form.suffixes), (form.read.__doc__ or "").strip().partition("\n")[0])
        for form in _FORMATS.values()
    ]
    return pd.DataFrame(rows, columns=["format", "suffixes", "what"]).set_index("format")


def known_formats() -> dict[str, Format]:
    """Return the formats of this moment by name, the newest last."""
    return dict(_FORMATS)


def find_format(file: SourceFile, given: str | None, known: Mapping[str, Format]) -> Format | None:
    """Return the format to read a file with: as given, by its ending, or by its first bytes; else ``None``."""
    if given is not None:
        return known[given]
    newest_first = list(known.values())[::-1]
    by_suffix = next((form for form in newest_first if file.suffix in form.suffixes), None)
    if by_suffix is not None:
        return by_suffix
    head = file.data[:4096]
    return next((form for form in newest_first if form.sniff is not None and form.sniff(head)), None)
