"""Truncated, garbled, hostile and huge inputs over every reader: a named problem, never a crash, a hang or a flood."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import subprocess
import sys
import tarfile
import time
import warnings
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newskit as nk
from newskit.read import files, formats, source, tabular
from newskit.read.encoding import decode
from newskit.read.page import articles_in_html, articles_in_text, spaces

MEGABYTE = 1_000_000
SECONDS = 4  # of the process; half of that, and less, on a machine with nothing else to do
STORY = "Crews in {} went back to work on Tuesday, nine days after they had walked out over pay and night shifts. "
PAGE = "Ferry strike ends\n\nBy Oh Min-ji\nMarch 4, 2025\n" + "\n".join(STORY.format(place) * 2 for place in "ABCD")
MARKUP = f"<html><head><title>Ferry strike ends</title></head><body><h1>Ferry strike ends</h1><p>{PAGE[60:]}</p></body>"
SEVERAL = "".join(
    f"<article><h2>{title} ends</h2>{''.join(f'<p>{STORY.format(place)}</p>' for place in title)}</article>"
    for title in ("Ferry strike", "Other thing")
)
HEAD, END = "<title>Ferry strike ends</title><h1>Ferry strike ends</h1>", "</body></html>"


def long(unit, size=MEGABYTE):
    return (unit * (size // len(unit) + 1))[:size]


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(name, data):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def workbook(corner=False):
    from openpyxl import Workbook

    book, buffer = Workbook(), io.BytesIO()
    book.active.append(["title", "text"])
    book.active.append(["Rain", "It rained."])
    if corner:
        book.active["XFD1048576"] = "far away"
    book.save(buffer)
    return buffer.getvalue()


def repacked(data, change):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: change(archive.read(name)) for name in archive.namelist()})


def parquet(frame):
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    return buffer.getvalue()


TABLE = pd.DataFrame({"title": ["Rain", "Sun"], "text": ["It rained.", "It shone."]})
RECORDS = [json.dumps(row) for row in TABLE.to_dict("records")]
WHOLE = {
    "a.txt": PAGE.encode(),
    "a.html": MARKUP.encode(),
    "a.json": json.dumps({"articles": TABLE.to_dict("records")}).encode(),
    "a.jsonl": "\n".join(RECORDS).encode(),
    "a.csv": TABLE.to_csv(index=False).encode(),
    "a.tsv": TABLE.to_csv(index=False, sep="\t").encode(),
    "a.parquet": parquet(TABLE),
    "a.xlsx": workbook(),
    "a.zip": zipped({"b.txt": PAGE, "c.csv": TABLE.to_csv(index=False)}),
    "a.tar.gz": tarred("b.txt", PAGE.encode()),
    "a.txt.gz": gzip.compress(PAGE.encode()),
    "a.txt.bz2": bz2.compress(PAGE.encode()),
    "a.txt.xz": lzma.compress(PAGE.encode()),
}


def read(path, **settings):
    """Return the articles of a file and its problems; there is always one or the other, and the table is whole."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", nk.NewskitWarning)
        articles = nk.read(path, progress=False, **settings)
    problems = nk.problems(articles)
    assert articles["id"].is_unique
    # A header alone is a table without rows.
    assert len(articles) or len(problems) or Path(path).suffix in (".csv", ".tsv", ".dat")
    assert problems["reason"].str.len().between(1, 500).all()
    assert set(nk.as_articles([]).columns) <= set(articles.columns)
    return articles, problems


def read_bytes(folder, name, data, **settings):
    path = folder / name
    path.write_bytes(data)
    return read(path, **settings)


@pytest.fixture
def only_problem(tmp_path):
    """A function that reads bytes under a name, which must give no article, and returns the one reason why."""

    def reason(name, data):
        articles, problems = read_bytes(tmp_path, name, data)
        assert len(articles) == 0
        assert len(problems) == 1
        return problems["reason"].iloc[0]

    return reason


# ---- truncated and garbled


def test_every_format_is_among_these():
    suffixes = {Path(name).suffix for name in WHOLE}
    for named in formats()["suffixes"]:
        assert suffixes & set(named.split(", "))


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_cut_anywhere_is_read_or_named(tmp_path, name):
    data = WHOLE[name]
    assert len(read_bytes(tmp_path, name, data)[0]) >= 1
    for part in range(12):
        read_bytes(tmp_path, name, data[: len(data) * part // 12])


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**31), st.binary(min_size=1, max_size=40))
def test_a_file_damaged_anywhere_is_read_or_named(tmp_path, name, place, noise):
    data = WHOLE[name]
    at = place % len(data)
    read_bytes(tmp_path, name, data[:at] + noise + data[at + len(noise) :])


@pytest.mark.parametrize("form", formats().index)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_named(tmp_path, form, data):
    read_bytes(tmp_path, "a.dat", data, format=form)


@pytest.mark.parametrize("form", formats().index)
def test_the_file_of_another_format_is_read_or_named(tmp_path, form):
    for data in WHOLE.values():
        read_bytes(tmp_path, "a.dat", data, format=form)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("id", "title", "text", "authors", "published", "lang", "url", "captions", "entry", "other")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), VALUES, min_size=1), min_size=1, max_size=4))
def test_fields_of_any_type_are_read_or_named(tmp_path, records):
    read_bytes(tmp_path, "a.json", json.dumps([{"title": "Rain", **record} for record in records]).encode())


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_every_feature_measures_any_text(text):
    text = text.encode("utf-8", "replace").decode()
    frame = pd.DataFrame({"id": ["a"], "title": [text[:50]], "text": [text]})
    measured = nk.extract(frame, nk.features.table()["feature"].tolist(), progress=False)
    numbers = measured.select_dtypes("number").astype(float).to_numpy()
    assert not np.isinf(numbers).any()


@settings(max_examples=60)
@given(st.text(alphabet="ab()\"'*:- ANDORT.\\[]~^", max_size=40))
def test_any_query_is_answered_or_refused_by_name(query):
    frame = pd.DataFrame({"id": ["a"], "title": ["A"], "text": ["a b ab"]})
    try:
        assert len(nk.search(frame, query)) <= 1
    except nk.NewskitError as error:
        assert "query" in str(error)  # noqa: PT017 - most queries raise nothing


# ---- as long as it takes, and no longer

TIMED = {
    "lines": lambda: nk.parse_text(long("a\n")),
    "rules": lambda: articles_in_text(long("-----\n")),
    "one word": lambda: nk.parse_text(long("a")),
    "spaces": lambda: nk.parse_text(long("a" + " " * 1000)),
    "digits": lambda: nk.parse_text(f"{PAGE}\n{long('1')}\n{PAGE}"),
    "byline": lambda: nk.parse_text(PAGE.replace("Oh Min-ji", long(" and A b"))),
    "inline tags": lambda: nk.parse_html(f"<a rel=author>{long('<span>')}</a><p>a</p>"),
    "unknown tags": lambda: nk.parse_html(f"<a rel=author>{long('<zz>')}</a><p>a</p>"),
    "comments never closed": lambda: nk.parse_html(f"<xmp>{long('<!--')}</xmp>{SEVERAL}"),
    "heads never closed": lambda: articles_in_html(f'{HEAD}{SEVERAL}<p title="{long("<head ")}">a</p>'),
    "a title of dashes": lambda: nk.parse_html(
        f"<meta property=og:site_name content=a><title>{long('a - ')}</title><p>a</p>"
    ),
    "a class of dashes": lambda: nk.parse_html(f'<i class="xauthor {long("-")}">Ana Ruiz</i>{SEVERAL}'),
    "authors without end": lambda: nk.parse_html(
        '<script type="application/ld+json">{"@type":"NewsArticle","author":['
        + ",".join(f'{{"name":"Ana {n}"}}' for n in range(40_000))
        + f"]}}</script>{SEVERAL}"
    ),
    "nested data": lambda: nk.parse_html(f'<script type="application/ld+json">{long("[")}</script>{SEVERAL}'),
    "depth behind articles": lambda: articles_in_html(f"{SEVERAL}{long('<div>')}"),
    "articles in articles": lambda: articles_in_html(long("<article><h2>a</h2><p>" + STORY * 4)),
    "a cell of quotation marks": lambda: nk.as_articles([{"title": "a", "authors": f"['{long(chr(92) + chr(39))}]"}]),
    "a cell of brackets": lambda: nk.as_articles([{"title": "a", "captions": long("[")}]),
    "an address without end": lambda: nk.language.identify([long("www.")] * 20),
    "no encoding": lambda: decode(long("\xe9\xff\x81", MEGABYTE).encode("latin-1")),
    "Hangul without spaces": lambda: nk.extract(
        pd.DataFrame({"text": ["부산 파업이 끝났다. " + long("가")]}), "sentiment", progress=False
    ),
    "quotation marks": lambda: nk.extract(pd.DataFrame({"text": [long('“a "b ')]}), "quote_share", progress=False),
    "tokens": lambda: nk.tokens([long("a'b-c.d@e ")]),
    "a query of brackets": lambda: nk.search(
        pd.DataFrame({"id": ["a"], "text": ["a"]}), long("(", 100_000), strict=False
    ),
}


@pytest.mark.parametrize("case", TIMED)
def test_a_megabyte_of_anything_takes_seconds_at_most(case):
    began = time.process_time()
    TIMED[case]()
    assert time.process_time() - began < SECONDS


# Nothing here should be worse than linear: if it were, a tenth of a megabyte would show it.
UNITS = [
    "A ",
    "1",
    ".",
    "-",
    "(",
    '"',
    "“",
    "<",
    "&",
    "[",
    "가",
    "漢",
    "\u0301",
    "\u200d",
    "😀",
    "a@",
    "By A and ",
    "© ",
]
FUNCTIONS = {
    "parse_text": nk.parse_text,
    "parse_html": lambda text: nk.parse_html(f"<title>{text}</title><h1>{text}</h1><p class='byline'>By {text}</p>"),
    "attributes": lambda text: nk.parse_html(f'<p class="{text}" id="{text}">a</p><time datetime="{text}">a</time>'),
    "records": lambda text: nk.as_articles([dict.fromkeys(("title", "authors", "url", "lang", "section"), text)]),
    "keyphrases": lambda text: nk.extract(pd.DataFrame({"title": ["a"], "text": [text]}), "keyphrases", progress=False),
    "sentiment": lambda text: nk.extract(pd.DataFrame({"text": [text]}), ["sentiment", "vader"], progress=False),
    "audit": lambda text: nk.audit(pd.DataFrame({"id": ["a"], "title": ["a"], "text": [text]})),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_sign_repeated_without_end_takes_long(name):
    for unit in UNITS:
        began = time.process_time()
        FUNCTIONS[name](long(unit, MEGABYTE // 10))
        assert time.process_time() - began < SECONDS / 2, unit


def test_dates_are_refused_by_length(tmp_path):
    cell = long("1 January ").encode()
    articles, problems = read_bytes(tmp_path, "a.csv", b"title,date\nRain," + cell + b"\n")
    assert articles["published"].isna().all()
    assert "not a date" in problems["reason"].iloc[0]


# ---- small files that swell


def test_a_page_of_a_million_lines_is_cut_and_says_so(tmp_path):
    articles, problems = read_bytes(tmp_path, "a.txt", (PAGE + "\na" * 500_000).encode())
    assert articles["title"].tolist() == ["Ferry strike ends"]
    assert problems["kind"].tolist() == ["cut page"]


def test_depth_is_no_danger(only_problem):
    assert "nested too deeply" in only_problem("a.json", b"[" * 100_000 + b"]" * 100_000)
    assert "nested too deeply" in only_problem("a.jsonl", b'{"a":' * 100_000 + b"1" + b"}" * 100_000)
    assert only_problem("a.html", b"<div>" * 100_000)
    assert only_problem("b.html", b"<i>" * 100_000)


def test_archives_in_archives_share_one_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "MAX_UNPACKED", 4 * MEGABYTE)
    inner = zipped({"x.txt": bytes(3 * MEGABYTE)})
    articles, problems = read_bytes(tmp_path, "a.zip", zipped({f"{n}.zip": inner for n in range(20)}))
    assert len(articles) == 0
    assert problems["reason"].str.contains("unpacks to more than").sum() > 10


def test_a_tar_header_may_not_be_larger_than_a_file(only_problem, monkeypatch):
    monkeypatch.setattr(source, "MAX_UNPACKED", MEGABYTE)
    info = tarfile.TarInfo("a.txt")
    info.type, info.size = tarfile.XHDTYPE, 8_000_000_000
    assert "header" in only_problem("a.tar.gz", gzip.compress(info.tobuf(tarfile.USTAR_FORMAT) + bytes(5000)))


def test_a_sheet_with_a_cell_far_away_is_refused(only_problem, monkeypatch):
    monkeypatch.setattr(tabular, "_MOST_CELLS", MEGABYTE)
    assert "more than 1,000,000 cells" in only_problem("a.xlsx", workbook(corner=True))


def test_a_workbook_that_swells_is_refused(only_problem, monkeypatch):
    monkeypatch.setattr(tabular, "_MOST_XML", MEGABYTE)
    grown = repacked(workbook(), lambda part: part + b" " * MEGABYTE)
    assert "unpacks to more than" in only_problem("a.xlsx", grown)


def test_entities_in_a_workbook_neither_multiply_nor_fetch(only_problem):
    secret = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet'
    laughs = b'<!ENTITY a "ha">' + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    for doctype, entity in ((secret, b"&a;"), (b"<!DOCTYPE x [" + laughs + b"]><worksheet", b"&j;")):
        grown = repacked(
            workbook(),
            lambda part, doctype=doctype, entity=entity: part.replace(b"<worksheet", doctype, 1).replace(
                b"</v>", entity + b"</v>"
            ),
        )
        assert "root:" not in only_problem("a.xlsx", grown)


def test_one_long_text_a_million_times_in_parquet_is_refused(only_problem):
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * MEGABYTE, pa.int32()), pa.array(["t" * 100_000]))
    buffer = io.BytesIO()
    pq.write_table(pa.table({"title": texts}), buffer, store_schema=False)
    assert "unpacks to more than" in only_problem("a.parquet", buffer.getvalue())


def test_columns_without_end_do_not_multiply(tmp_path, only_problem):
    assert "500,001 columns" in only_problem("a.csv", b"title" + b"," * 500_000 + b"\n" + b"a\n" * 250_000)
    assert "3,001 columns" in only_problem("b.csv", b"title" + b"," * 3000 + b"\na\n")
    lines = b"".join(b'{"title":"t%d","k%d":1}\n' % (n, n) for n in range(5000))
    articles, problems = read_bytes(tmp_path, "a.jsonl", lines)
    assert len(articles) == 5000
    assert articles["title"].notna().all()
    assert articles.shape[1] < files._MOST_COLUMNS + 20
    assert problems["kind"].tolist() == ["too many columns"]


LIMITED = """
import resource, sys, warnings
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
import newskit as nk
warnings.simplefilter("ignore")
print(nk.read(sys.argv[1], progress=False)["text"].str.len().tolist())
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_a_line_of_two_hundred_megabytes_takes_a_few_times_its_size(tmp_path, name):
    text = long(STORY, 200_000_000).rstrip()
    around = {
        "a.txt": ("Rain\n", ""),
        "a.csv": ("title,text\nRain,", ""),
    }
    before, after = around[name]
    text = text.replace(",", ";")
    (tmp_path / name).write_text(before + text + after)
    most = 5 * 2**30  # address space; four times the text and the libraries
    run = [sys.executable, "-c", LIMITED, str(tmp_path / name), str(most)]
    done = subprocess.run(run, capture_output=True, text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert done.stdout.strip() == f"[{len(text)}]", done.stderr[-500:]


@given(st.text(alphabet="ab \t\n\u00a0", max_size=40), st.integers(1, 5))
def test_spaces_are_evened_piece_by_piece_as_at_once(text, piece):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spaces, "_PIECE", piece)
        assert spaces.evened(text) == " ".join(text.split())
