from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest

from newskit.errors import ReadError
from newskit.read import source
from newskit.read.source import SourceFile, expand, open_file
from newskit.schema import Problem


def contents(path):
    found = open_file(path, path.name)
    return dict((f.name, f.data) if isinstance(f, SourceFile) else (f.file, f.reason) for f in found)


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(members, mode="w:gz"):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def test_a_folder_is_read_to_any_depth_in_the_order_of_names(folder):
    root = folder({"b.txt": "", "a/z.txt": "", "a/b/c.txt": "", ".hidden": "", ".git/x.txt": "", "a/Thumbs.db": ""})
    assert [name for _, name in expand(root)] == ["a/b/c.txt", "a/z.txt", "b.txt"]


SAVED = {
    "Rain.html": b"", "Rain_files/ad.html": b"", "Rain_files/style.css": b"", "Rain_files/img/x.png": b"",
    "de/Regen.htm": b"", "de/Regen-Dateien/a.js": b"", "Sun_files/story.html": b"", "index.txt": b"",
}  # fmt: skip
STORIES = ["Rain.html", "Sun_files/story.html", "de/Regen.htm", "index.txt"]


def test_what_a_browser_saves_with_a_page_is_passed_over(folder):
    root = folder(SAVED)
    assert [name for _, name in expand(root)] == STORIES
    (root / "saved.zip").write_bytes(zipped(SAVED))
    assert [name.partition("/")[2] for name in contents(root / "saved.zip")] == STORIES


def test_a_glob_names_files_below_their_common_folder(folder):
    root = folder({"de/a.txt": "", "en/a.txt": "", "en/a.json": ""})
    assert [name for _, name in expand(f"{root}/**/*.txt")] == ["de/a.txt", "en/a.txt"]


def test_a_link_that_leads_back_does_not_loop(folder):
    root = folder({"a/b.txt": ""})
    (root / "a" / "up").symlink_to(root, target_is_directory=True)
    assert [name for _, name in expand(root)] == ["a/b.txt"]


def test_a_missing_path_names_what_stands_beside(folder):
    root = folder({"corpus.csv": ""})
    with pytest.raises(ReadError, match=r"no file or folder '.*corpsu.csv'; in .* there are: 'corpus.csv'"):
        expand(root / "corpsu.csv")


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(ReadError, match="holds no files"):
        expand(tmp_path)


def test_an_address_says_that_there_is_no_network():
    with pytest.raises(ReadError, match="no network"):
        expand("https://news.example/story")


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
def test_single_packed_files_are_unpacked(folder, ending, pack):
    root = folder({f"a.txt{ending}": pack(b"Rain")})
    assert contents(root / f"a.txt{ending}") == {"a.txt": b"Rain"}


@pytest.mark.parametrize(("name", "pack"), [("a.zip", zipped), ("a.tar.gz", tarred), ("a.tgz", tarred)])
def test_archives_give_their_members(folder, name, pack):
    root = folder({name: pack({"x/1.txt": b"Rain", "__MACOSX/1.txt": b"no", "2.txt.gz": gzip.compress(b"Sun")})})
    assert contents(root / name) == {f"{name}/x/1.txt": b"Rain", f"{name}/2.txt": b"Sun"}


def test_archives_in_archives_end_somewhere(folder):
    data = zipped({"a.txt": b"Rain"})
    for depth in range(6):
        data = zipped({f"{depth}.zip": data})
    assert "levels only" in next(iter(contents(folder({"deep.zip": data}) / "deep.zip").values()))


@pytest.mark.parametrize("name", ["a.zip", "a.gz", "a.tar.gz", "a.xz", "a.bz2"])
@pytest.mark.parametrize("damage", [b"", b"nonsense", b"PK\x03\x04", b"\x1f\x8b\x08\x00"])
def test_damaged_archives_become_problems(folder, name, damage):
    path = folder({name: damage}) / name
    found = list(open_file(path, name))
    assert all(isinstance(f, Problem) or f.data == b"" for f in found)


def test_a_truncated_member_becomes_a_problem_and_the_rest_is_read(folder):
    data = tarred({"a.txt": b"Rain" * 100, "b.txt": bytes(range(256)) * 400}, mode="w")
    path = folder({"a.tar": data[: len(data) // 2]}) / "a.tar"
    found = contents(path)
    assert found["a.tar/a.txt"] == b"Rain" * 100
    assert found["a.tar/b.txt"] == "unexpected end of data"


def test_an_encrypted_zip_becomes_a_problem(folder):
    data = bytearray(zipped({"a.txt": b"Rain"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in contents(folder({"a.zip": bytes(data)}) / "a.zip")["a.zip/a.txt"]


@pytest.mark.parametrize("name", ["bomb.gz", "bomb.zip", "bomb.tar.gz"])
def test_what_swells_without_end_is_refused(folder, name, monkeypatch):
    monkeypatch.setattr(source, "MAX_UNPACKED", 2_000_000)
    big = bytes(5_000_000)
    data = {"bomb.gz": gzip.compress(big), "bomb.zip": zipped({"a": big}), "bomb.tar.gz": tarred({"a": big})}[name]
    assert "unpacks to more than" in next(iter(contents(folder({name: data}) / name).values()))


def test_members_that_point_outside_write_nothing(folder):
    root = folder({"a.tar.gz": tarred({"../../evil.txt": b"Rain"})})
    list(open_file(root / "a.tar.gz", "a.tar.gz"))
    assert sorted(path.name for path in root.rglob("*")) == ["a.tar.gz"]
    assert not (root.parent / "evil.txt").exists()


@pytest.mark.parametrize("members", [{}, {".hidden": b"Rain"}])
def test_an_archive_without_files_is_named(folder, members):
    path = folder({"a.zip": zipped(members)}) / "a.zip"
    assert contents(path) == {"a.zip": "the archive holds no files"}
