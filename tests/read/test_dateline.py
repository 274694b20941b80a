from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.read import read_dateline


@pytest.mark.parametrize(
    ("paragraph", "place", "agency"),
    [
        ("BUSAN, March 4 (EAW) - Ferry crews", "BUSAN", "EAW"),
        ("BUSAN, March 4 (EAW) -- Ferry crews", "BUSAN", "EAW"),
        ("FLINT, Mich. (MPA) — Ferry crews", "FLINT, Mich.", "MPA"),
        ("ST. JOHN'S, Newfoundland (MPA) — Crews", "ST. JOHN'S, Newfoundland", "MPA"),
        ("OSLO/THE HAGUE, March 4 (MPA) - Crews", "OSLO/THE HAGUE", "MPA"),
        ("LISBON — Ferry crews", "LISBON", None),
        ("NEW DELHI: Ferry crews", "NEW DELHI", None),
        ("(MPA) - Ferry crews", None, "MPA"),
        ("Kiel (dpo) - Nach neun Tagen", "Kiel", "dpo"),
        ("Brest, 4 mars (MPA) - Les équipages", "Brest", "MPA"),
        ("Rio de Janeiro (MPA) - As equipes", "Rio de Janeiro", "MPA"),
        ("(부산=한빛통신) 박지우 기자 = 여객선", "부산", "한빛통신"),
        ("[부산=한빛통신]여객선", "부산", "한빛통신"),
        ("新华社青岛3月4日电 渡轮", "青岛", "新华社"),
    ],
)
def test_datelines_of_many_houses_are_read(paragraph, place, agency):
    dateline = read_dateline(paragraph)
    assert (dateline.place, dateline.agency) == (place, agency)
    assert paragraph[dateline.end :][:1].isalpha()


@pytest.mark.parametrize(
    "paragraph",
    [
        "Ferry crews went back.",
        "Mr Lane (Labour) - who lost",
        "I — like many — stayed",
        "A-level results",
        "",
        "WATCH: A ferry",
        "UPDATE — More soon",
        "Half (some of them) - stayed",
    ],
)
def test_an_ordinary_beginning_is_no_dateline(paragraph):
    assert read_dateline(paragraph) is None


@given(st.text(max_size=80))
def test_any_paragraph_is_answered(paragraph):
    dateline = read_dateline(paragraph)
    assert dateline is None or 0 < dateline.end <= len(paragraph)
