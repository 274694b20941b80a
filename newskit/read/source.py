"""Where articles come from: files, folders, globs and archives, as a sorted list of files in memory one at a time."""

from __future__ import annotations

import bz2
import datetime as dt
import glob
import gzip
import io
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, TypeAlias, cast

from newskit.errors import ReadError, listed
from newskit.read.encoding import decode
from newskit.schema import Problem

__all__ = ["MAX_SWELLING", "MAX_UNPACKED", "SourceFile", "expand", "open_file"]

# A gigabyte of one packed file is more than any export; what unpacks to more is refused, not swallowed.
MAX_UNPACKED = 1 << 30
# All that one file unpacks to, as a multiple of its size: a dozen is usual, archives within archives multiply theirs.
MAX_SWELLING = 200
_BLOCK = 1 << 20
_MAX_DEPTH = 3
_LONGEST_REASON = 300  # zipfile tells the bytes of a name that is wrong, all of them
_HIDDEN = ("thumbs.db", "desktop.ini", "__macosx")
# Where browsers, by language, put the pictures and scripts of a saved page: "Page_files" beside "Page.html".
_CONNECTED = (
    *("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_bestanden", "_file", "_pliki"),
    *("_soubory", "_tiedostot", "-filer", "_filer", "_dosyalar", "_fajlovi", "_elemei", "_datoteke", "_fitxers"),
)
_PAGES = (".html", ".htm", ".xhtml")
_SINGLE: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    ".gz": lambda raw: cast("IO[bytes]", gzip.GzipFile(fileobj=raw)),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}
_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_PACKED = ((b"\x1f\x8b", ".gz"), (b"BZh", ".bz2"), (b"\xfd7zXZ", ".xz"))
_DAMAGE = (
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError),
    *(zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile),
)


@dataclass(slots=True)
class SourceFile:
    """One file to read, from a folder or from inside an archive.

    Parameters
    ----------
    name
        Its name as problems and the column ``origin`` give it: the path below the folder that was named, and the
        member behind the archive (``export.zip/page.txt``).
    data
        Its bytes, unpacked.
    doubts
        What was doubtful about its encoding, filled in by `text`.
    fetched
        When the page in it was fetched, as ``nk.read(..., fetched=)`` was told.

    Examples
    --------
    >>> SourceFile("rain.TXT", b"Rain in May").suffix
    '.txt'
    """

    name: str
    data: bytes
    doubts: list[str] = field(default_factory=list)
    fetched: dt.datetime | None = None

    @property
    def suffix(self) -> str:
        """The ending of the name in lower case, such as ``".json"``."""
        return Path(self.name).suffix.lower()

    def text(self, declared: str | None = None) -> str:
        r"""Return the decoded text, without a byte order mark, line ends as ``\n``."""
        decoded, doubt = decode(self.data, declared)
        if doubt and doubt not in self.doubts:
            self.doubts.append(doubt)
        return decoded.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    def buffer(self) -> io.BytesIO:
        """Return the bytes as a binary file."""
        return io.BytesIO(self.data)


def _is_hidden(part: str) -> bool:
    return part.startswith((".", "~$")) or part.lower() in _HIDDEN


def _own_folders(names: Iterable[str]) -> set[str]:
    """Return the folders in which saved pages have their own pictures, scripts and frames."""
    pages = {name.rpartition(".")[0] for name in names if name.lower().endswith(_PAGES)}
    return {page + ending for page in pages for ending in _CONNECTED}


def _is_below(name: str, folders: set[str]) -> bool:
    return bool(folders) and any(parent.as_posix() in folders for parent in PurePosixPath(name).parents)


def _below(folder: Path) -> list[tuple[Path, str]]:
    found = []
    for base, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        found += [Path(base, name) for name in files if not _is_hidden(name)]
    named = [(path, path.relative_to(folder).as_posix()) for path in found]
    own = _own_folders(name for _, name in named)
    return sorted((pair for pair in named if not _is_below(pair[1], own)), key=lambda pair: pair[1])


def _missing(path: str) -> ReadError:
    parent = Path(path).parent
    if path.startswith(("http://", "https://")):
        return ReadError(f"newskit uses no network: save {path!r} to a file and read that")
    if parent.is_dir():
        beside = listed(sorted(entry.name for entry in parent.iterdir() if not _is_hidden(entry.name)), most=8)
        return ReadError(f"there is no file or folder {path!r}; in {str(parent.resolve())!r} there are: {beside}")
    return ReadError(f"there is no file or folder {path!r}, seen from {str(Path.cwd())!r}")


def expand(source: str | os.PathLike[str]) -> list[tuple[Path, str]]:
    """Return the files that a path, folder or glob stands for, sorted, each with the name to show for it.

    Folders are searched to any depth; hidden files are passed over, and the folders in which browsers keep the pictures
    and scripts of a saved page (``Page_files`` beside ``Page.html``). A file keeps the path that was given for it; the
    name of one in a folder begins below that folder, so that it is the same on every machine.

    Raises
    ------
    ReadError
        If there is nothing.
    """
    given = os.fspath(source)
    path = Path(given).expanduser()
    if path.is_dir():
        files = _below(path)
        if not files:
            raise ReadError(f"the folder {given!r} holds no files")
        return files
    if path.exists():
        return [(path, path.name)]
    matches = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    files = [pair for match in matches for pair in ([(Path(match), match)] if Path(match).is_file() else [])]
    if not files:
        raise _missing(given)
    root = os.path.commonpath([str(file.parent) for file, _ in files])
    return [(file, Path(os.path.relpath(file, root)).as_posix()) for file, _ in files]


class _Budget:
    """The bytes that one file from disk may still unpack to, whatever is nested in it."""

    def __init__(self, size: int) -> None:
        self.left = MAX_UNPACKED + MAX_SWELLING * size

    def read(self, stream: IO[bytes]) -> bytes:
        """Read a packed stream to its end, or refuse it where it swells beyond `MAX_UNPACKED` or what is left."""
        blocks, size, most = [], 0, min(MAX_UNPACKED, self.left)
        while block := stream.read(_BLOCK):
            size += len(block)
            self.left -= len(block)
            if size > most:
                raise ReadError(f"it unpacks to more than {most:,} bytes: a damaged or hostile archive")
            blocks.append(block)
        return b"".join(blocks)


class _Guarded(io.BufferedIOBase):
    """A stream for `tarfile`, which reads headers of any size at once: none beyond `MAX_UNPACKED`."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= MAX_UNPACKED:
            raise tarfile.ReadError("a header of the archive is larger than any file may be")
        return self.stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.stream.seek(offset, whence)

    def tell(self) -> int:
        return self.stream.tell()


def _unreadable(name: str, error: BaseException) -> Problem:
    said = str(error) or type(error).__name__
    return Problem(name, "", "unreadable", said if len(said) <= _LONGEST_REASON else f"{said[:_LONGEST_REASON]}…")


_Members: TypeAlias = "Iterator[tuple[str, Callable[[], bytes]]]"


def _zip_members(file: SourceFile, budget: _Budget) -> _Members:
    with zipfile.ZipFile(file.buffer()) as archive:
        own = _own_folders(archive.namelist())
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if not info.is_dir() and not _is_below(info.filename, own):
                yield info.filename, lambda info=info: budget.read(archive.open(info))  # type: ignore[misc]


def _tar_members(file: SourceFile, budget: _Budget) -> _Members:
    packing = next((suffix for mark, suffix in _PACKED if file.data.startswith(mark)), None)
    stream = _SINGLE[packing](file.buffer()) if packing else file.buffer()
    with tarfile.open(fileobj=cast("IO[bytes]", _Guarded(stream)), mode="r:") as archive:
        for info in archive:  # in the archive's order: sorting would unpack it twice
            if info.isfile() and (member := archive.extractfile(info)):
                yield info.name, lambda member=member: budget.read(member)  # type: ignore[misc]


def _members(file: SourceFile, depth: int, budget: _Budget) -> Iterator[SourceFile | Problem]:
    lister = _zip_members if file.suffix == ".zip" else _tar_members
    is_empty = True
    try:
        for member, load in lister(file, budget):
            if any(_is_hidden(part) for part in Path(member).parts):
                continue
            name, is_empty = f"{file.name}/{member}", False
            try:
                inner = SourceFile(name, load())
            except (*_DAMAGE, ReadError) as error:
                yield _unreadable(name, error)
                continue
            yield from _unpack(inner, depth + 1, budget)
    except _DAMAGE as error:
        yield _unreadable(file.name, error)
    else:
        if is_empty:
            yield Problem(file.name, "", "empty", "the archive holds no files")


def _single(file: SourceFile, depth: int, budget: _Budget) -> Iterator[SourceFile | Problem]:
    try:
        data = budget.read(_SINGLE[file.suffix](file.buffer()))
    except (*_DAMAGE, ReadError) as error:
        yield _unreadable(file.name, error)
        return
    yield from _unpack(SourceFile(file.name[: -len(file.suffix)], data), depth + 1, budget)


def _unpack(file: SourceFile, depth: int, budget: _Budget) -> Iterator[SourceFile | Problem]:
    is_archive = file.suffix == ".zip" or file.name.lower().endswith(_TARS)
    if not is_archive and file.suffix not in _SINGLE:
        yield file
    elif depth >= _MAX_DEPTH:
        yield Problem(file.name, "", "unreadable", f"archives inside archives are opened to {_MAX_DEPTH} levels only")
    else:
        yield from (_members if is_archive else _single)(file, depth, budget)


def open_file(path: Path, name: str) -> Iterator[SourceFile | Problem]:
    """Yield the file, or the files in it if it is an archive; what cannot be opened comes as a `Problem`.

    ``.gz``, ``.bz2``, ``.xz``, ``.zip`` and the tar archives are unpacked in memory, one member at a time, each bounded
    by `MAX_UNPACKED`, and all of them by `MAX_SWELLING`. Nothing is written to disk.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Problem(name, "", "unreadable", error.strerror or str(error))
        return
    yield from _unpack(SourceFile(name, data), 0, _Budget(len(data)))
