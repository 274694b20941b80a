from __future__ import annotations

import json
import zipfile

import pandas as pd
import pytest

import newskit as nk
from newskit.errors import InputError, ReadError

PAGE = """Ferry strike ends after nine days

By Oh Min-ji Posted : March 4, 2025, 09:30 Updated : March 4, 2025, 11:05
Crews cheer at the ferry terminal after the vote on Tuesday. EAW
BUSAN, March 4 (EAW) - Ferry crews went back to work on Tuesday, nine days after they had walked out over pay.

The last of the stranded lorries should be across by the weekend, the port authority said in a short statement.
0 comments
"""
CSV = "Headline,Body,pub_date\nRain,It rained.,12 June 2025\nSun,It shone.,13 June 2025\n"
JSON = json.dumps(
    {"status": "ok", "articles": [{"title": "Fog", "content": "It was foggy.", "publishedAt": "2025-06-14"}]}
)
JSONL = '{"headline": "Hail", "text": "It hailed."}\n\n{"headline": "Snow", "text": "It snowed."}\n'


@pytest.fixture
def mixed(folder):
    return folder({"a.csv": CSV, "b/c.json": JSON, "b/d.jsonl": JSONL, "page.txt": PAGE})


def test_a_folder_of_mixed_formats_becomes_one_table(mixed, quiet_read):
    articles, warned = quiet_read(mixed)
    assert articles["title"].tolist() == ["Rain", "Sun", "Fog", "Hail", "Snow", "Ferry strike ends after nine days"]
    assert articles["origin"].tolist() == [
        "a.csv:line 2", "a.csv:line 3", "b/c.json:1", "b/d.jsonl:line 1", "b/d.jsonl:line 3", "page.txt",
    ]  # fmt: skip
    assert articles.index.equals(pd.RangeIndex(6))
    assert warned == []
    assert nk.check_articles(articles).query("level == 'error'").empty


def test_several_processes_give_the_same_table(mixed, quiet_read):
    one, _ = quiet_read(mixed)
    two, _ = quiet_read(mixed, n_jobs=2)
    pd.testing.assert_frame_equal(one, two)


def test_ids_do_not_depend_on_the_folder_or_its_neighbours(mixed, quiet_read):
    together, _ = quiet_read(mixed)
    alone, _ = quiet_read(mixed / "page.txt")
    assert alone.loc[0, "id"] == together.iloc[-1]["id"]


def test_an_archive_reads_like_its_folder(mixed, quiet_read, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in ("a.csv", "b/c.json", "b/d.jsonl", "page.txt"):
            archive.write(mixed / name, name)
    packed, _ = quiet_read(tmp_path / "all.zip")
    plain, _ = quiet_read([mixed / "a.csv", mixed / "b", mixed / "page.txt"])
    pd.testing.assert_frame_equal(packed.drop(columns="origin"), plain.drop(columns="origin"))
    assert packed.loc[0, "origin"] == "all.zip/a.csv:line 2"


def test_bad_files_and_rows_are_listed_and_the_rest_is_read(folder, quiet_read):
    root = folder(
        {
            "a.csv": CSV + 'Hail,"It hailed\n',
            "b.jsonl": JSONL + "{broken\n[1]\n",
            "c.json": '{"title": "cut off',
            "d.pdf": b"%PDF-1.4",
            "e.txt": b"\x00\x01\x02\x00",
            "f.parquet": b"PAR1 no",
            "g.json": "[" * 100_000,
            "empty.txt": "",
            "empty.csv": "",
            "numbers.csv": "a,b\n1,2\n",
        }
    )
    articles, warned = quiet_read(root)
    assert articles["title"].tolist() == ["Rain", "Sun", "Hail", "Snow"]
    listed = nk.problems(articles)
    assert set(listed["file"]) == {path.name for path in root.iterdir()}
    by_file = listed.drop_duplicates("file").set_index("file")
    assert by_file.loc["a.csv", ["entry", "reason"]].tolist() == [
        "line 4",
        "a quotation mark opens here and never closes",
    ]
    assert by_file.loc["b.jsonl", "entry"] == "line 4"
    assert "'.pdf'" in by_file.loc["d.pdf", "reason"]
    assert "nested too deeply" in by_file.loc["g.json", "reason"]
    assert "no column looks like a title or a text; there are: 'a', 'b'" in by_file.loc["numbers.csv", "reason"]
    assert len(warned) == 1
    assert "read 4 articles, with 11 problems" in warned[0]


def test_on_error_raise_stops_at_the_first_with_file_and_line(folder):
    root = folder({"a.jsonl": JSONL + "{broken\n"})
    with pytest.raises(ReadError, match=r"a.jsonl, line 4: not JSON"):
        nk.read(root, on_error="raise", progress=False)


def test_on_error_raise_stops_at_a_bad_date_but_not_at_a_doubt(folder):
    root = folder({"a.csv": "title,date\nRain,soon\n"})
    with pytest.raises(ReadError, match=r"a.csv, line 2: published: not a date: 'soon'"):
        nk.read(root, on_error="raise", progress=False)
    doubtful = folder({"a.csv": "title,date\nRain,8/9/17\n"})
    with pytest.warns(nk.NewskitWarning, match="1 ambiguous date"):
        assert len(nk.read(doubtful, on_error="raise", progress=False)) == 1


def test_each_file_decides_for_itself_which_number_is_the_day(folder, quiet_read):
    root = folder({"eu.csv": "title,date\nA,8/9/17\nB,19/8/19\n", "us.csv": "title,date\nC,8/9/17\nD,8/19/19\n"})
    articles, warned = quiet_read(root)
    assert articles["published"].dt.month.tolist() == [9, 8, 8, 8]
    assert warned == []


def test_given_columns_go_before_guesses_and_a_slip_is_an_error(folder, quiet_read):
    root = folder({"a.csv": "Kopf,title\nRain,x\n"})
    articles, _ = quiet_read(root, columns={"Kopf": "standfirst"})
    assert articles.loc[0, "standfirst"] == "Rain"
    with pytest.raises(KeyError, match="'Kopff' is not in what was read; did you mean 'Kopf'"):
        nk.read(root, columns={"Kopff": "standfirst"}, progress=False)


def test_the_zone_given_is_the_zone_of_dates_without_one(folder, quiet_read):
    articles, _ = quiet_read(folder({"page.txt": PAGE}), timezone="Asia/Seoul")
    assert articles.loc[0, "published"] == pd.Timestamp("2025-03-04 00:30", tz="UTC")


def test_a_table_from_memory_can_stand_among_files(mixed, quiet_read):
    mine = pd.DataFrame({"title": ["Wind"], "text": ["It blew."]})
    articles, _ = quiet_read([mixed / "a.csv", mine])
    assert articles["title"].tolist() == ["Rain", "Sun", "Wind"]


def test_articles_read_again_from_their_own_table_are_the_same(mixed, quiet_read):
    articles, _ = quiet_read(mixed)
    again, _ = quiet_read(articles)
    pd.testing.assert_frame_equal(articles, again)


@pytest.mark.parametrize("kind", ["parquet", "jsonl", "csv", "xlsx"])
def test_a_corpus_survives_being_saved(mixed, quiet_read, tmp_path, kind):
    articles, _ = quiet_read(mixed)
    path = tmp_path / "saved" / f"corpus.{kind}"
    path.parent.mkdir()
    if kind == "parquet":
        articles.to_parquet(path)
    elif kind == "jsonl":
        articles.to_json(path, orient="records", lines=True, date_format="iso", force_ascii=False)
    elif kind == "csv":
        articles.to_csv(path, index=False)
    else:
        dateless = articles.assign(published=articles["published"].astype(str), updated=articles["updated"].astype(str))
        dateless.to_excel(path, index=False)
    again, _ = quiet_read(path)
    pd.testing.assert_frame_equal(articles, again)


def test_a_format_of_the_users_own_is_one_function(folder, quiet_read):
    @nk.reader("cards", suffixes=[".card"])
    def read_card(file):
        """Read index cards."""
        for number, card in enumerate(file.text().split("==\n")):
            title, _, text = card.partition("--")
            yield {"title": title, "text": text, "entry": f"card {number}"}

    root = folder({"a.card": "Rain--It rained.==\nSun--It shone.", "b.card": "Fog--It was foggy."})
    for n_jobs in (1, 2):
        articles, _ = quiet_read(root, n_jobs=n_jobs)
        assert articles["origin"].tolist() == ["a.card:card 0", "a.card:card 1", "b.card:card 0"]


def test_a_reader_that_fails_is_listed_with_its_reason(folder, quiet_read):
    @nk.reader("broken", suffixes=[".brk"])
    def read_broken(file):
        yield {"title": file.name}
        raise ValueError("the second card is torn")

    articles, _ = quiet_read(folder({"a.brk": "x"}))
    assert articles["title"].tolist() == ["a.brk"]
    assert nk.problems(articles)["reason"].tolist() == ["ValueError: the second card is torn"]


def test_a_reader_that_yields_nonsense_is_told_what_to_yield(folder, quiet_read):
    nk.reader("nonsense", suffixes=[".non"])(lambda _: [3])
    articles, _ = quiet_read(folder({"a.non": "x"}))
    assert "should yield dicts, DataFrames" in nk.problems(articles).loc[0, "reason"]


def test_format_forces_a_reader_and_a_slip_names_those_there_are(folder, quiet_read):
    root = folder({"a.dump": JSONL})
    assert len(quiet_read(root, format="jsonl")[0]) == 2
    with pytest.raises(KeyError, match=r"format 'jsnl' is not in nk.read; did you mean 'json"):
        nk.read(root, format="jsnl")


@pytest.mark.parametrize("source", [3, None, {"a": 1}])
def test_a_source_of_another_kind_is_refused(source):
    with pytest.raises(InputError, match="takes a path"):
        nk.read(source)


def test_a_wrong_choice_is_refused_before_reading():
    with pytest.raises(InputError, match="on_error='ignore' is not one of"):
        nk.read("nowhere", on_error="ignore")


def test_hostile_text_is_kept_as_it_is_and_harms_nothing(folder, quiet_read):
    title = "<script>alert(1)</script> =cmd|' /C calc'!A0"
    articles, _ = quiet_read(folder({"a.json": json.dumps({"title": title, "text": "\u202e$x$ \x07"})}))
    assert articles.loc[0, "title"] == title
    assert "<script>" not in articles._repr_html_()


def test_a_wrong_encoding_among_many_is_read_and_damage_is_named(folder, quiet_read):
    korean = "부산 여객선 파업이 아흐레 만에 끝났다. 선원들은 화요일 일터로 돌아갔다."
    files = {"a.csv": f"title,text\n부산,{korean}\n".encode("euc-kr"), "b.csv": f"title,text\nB,{korean}".encode()[:-2]}
    articles, _ = quiet_read(folder(files))
    assert articles["text"].str.startswith("부산 여객선 파업이").all()
    assert nk.problems(articles)["kind"].tolist() == ["encoding"]


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_read_in_seconds(folder, quiet_read):
    rows = "".join(f"Headline {n},It rained on day {n}.,{1_700_000_000 + 60 * n}\n" for n in range(100_000))
    articles, _ = quiet_read(folder({"big.csv": "title,text,timestamp\n" + rows}))
    assert len(articles) == 100_000
    assert articles["id"].is_unique
    assert articles["published"].notna().all()


def test_tables_that_were_read_apart_keep_their_problems_together_and_warn_once(folder, quiet_read):
    there = folder(
        {"a.csv": "title,date\nRain,soon\n", "b.csv": "title,date\nSun,never\n", "c.csv": "title,date\nFog,\n"}
    )
    first, _ = quiet_read(there / "a.csv")
    second, _ = quiet_read(there / "b.csv")
    for parts in ([first, second], [first, second, there / "c.csv"]):
        articles, warned = quiet_read(parts)
        assert nk.problems(articles)["file"].tolist() == ["a.csv", "b.csv"]
        assert warned == []
    assert len(nk.problems(nk.read(first))) == 1
