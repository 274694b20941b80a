from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pandas as pd
import pytest

from newskit.errors import InputError
from newskit.language.sentiment import Lexicon, as_lexicon, packaged, packaged_languages
from newskit.language.sentiment.lexicon import CASES, KINDS
from newskit.language.sentiment.scores import score_texts


def lines(name: str) -> list[list[str]]:
    text = files("newskit.language").joinpath("lexicons", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def test_every_word_has_one_valence_in_range_and_a_case_that_is_known():
    forms = Counter()
    for cells in lines("en.tsv"):
        assert -4 <= float(cells[1]) <= 4, cells
        case = cells[2] if len(cells) > 2 else ""
        assert case in CASES, cells
        for form in cells[0].split(","):
            assert form == " ".join(form.split()), cells
            assert form, cells
            forms[form if case else form.lower(), case] += 1
    assert [form for form, n in forms.items() if n > 1] == []


def test_every_rule_is_of_a_kind_that_is_known():
    for name in ("en_rules.tsv", "en_direction.tsv"):
        for cells in lines(name):
            assert cells[1] in KINDS, cells
            float(cells[2])


def test_every_korean_word_stands_once_with_a_valence_in_range_and_a_part_of_speech():
    rows = lines("ko.tsv")
    assert len(rows) > 2000
    assert [form for form, n in Counter(cells[0] for cells in rows).items() if n > 1] == []
    assert {cells[2] for cells in rows} == {"noun", "act", "verb", "adj", "adv", "phrase"}
    assert all(-4 <= float(cells[1]) <= 4 for cells in rows)
    assert {cells[0]: float(cells[1]) < 0 for cells in rows if cells[0] in {"손실", "가결"}} == {
        "손실": True,
        "가결": False,
    }


@pytest.mark.parametrize(
    ("form", "sign"),
    [("ceasefire", 1), ("massacre", -1), ("Interest rate", 0), ("united nations", 0), ("layoffs", -1), ("rescued", 1)],
)
def test_words_have_the_sign_that_a_reader_would_give_them(form, sign):
    valence = packaged("en").valence(form)
    assert valence is not None
    assert (valence > 0) - (valence < 0) == sign


def test_the_table_is_large_and_says_its_licence():
    assert len(packaged("en")) > 20_000
    head = files("newskit.language").joinpath("lexicons", "en.tsv").read_text(encoding="utf-8")[:200]
    assert "CC0" in head
    assert packaged_languages() == ("en", "ko")
    assert len(packaged("eo")) == 0


def test_users_add_replace_and_take_out_words(tmp_path):
    changed = as_lexicon("en", {"splendid": 3.0, "Ceasefire": -1, "massacre": None})
    assert (changed.valence("splendid"), changed.valence("ceasefire"), changed.valence("massacre")) == (3.0, -1.0, None)
    assert packaged("en").valence("ceasefire") > 0
    path = tmp_path / "own.tsv"
    path.write_text("term\tvalence\nbonega\t2\n", encoding="utf-8")
    assert as_lexicon("eo", path).valence("bonega") == 2
    path.write_text("bona,bonaj\t1.5\n", encoding="utf-8")
    assert as_lexicon("eo", path).valence("bonaj") == 1.5
    frame = changed.frame()
    assert Lexicon({}).changed(frame.rename(columns={"value": "valence"})).valence("splendid") == 3


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"good": 9}, "valence of 'good' is 9"),
        ({"good": "very"}, "valence of 'good' is 'very'"),
        ({" ": 1}, "should be a word or phrase"),
        (pd.DataFrame({"word": ["good"], "valence": [1]}), "columns 'term' and 'valence'"),
        (pd.DataFrame({"term": ["good"], "valence": [1], "kind": ["noun"]}), "kind of 'good'"),
        (7, "not int"),
        ("nowhere.tsv", "cannot be read"),
    ],
)
def test_what_is_no_lexicon_is_refused(wrong, said):
    with pytest.raises(InputError, match=said):
        as_lexicon("en", wrong)


def test_a_word_that_a_dict_takes_out_is_no_word_of_the_rules_either():
    kinds = [{key[1] for key in lexicon.terms if key[0] == "rocketed"}
             for lexicon in (packaged("en"), packaged("en").changed({"rocketed": None}))]  # fmt: skip
    assert kinds == [{"word", "movement"}, set()]
    title = ["Start-up's rocket explodes 71 seconds into first flight"]
    assert score_texts(title)[0] > 0.5  # read as movements, as in "prices rocket"
    assert score_texts(title, lexicon={"rocket": None, "explodes": None})[0] < 0.2


def test_a_table_takes_a_word_out_of_the_kind_that_it_names():
    table = pd.DataFrame({"term": ["rocketed"], "valence": [None], "kind": ["movement"]})
    assert packaged("en").changed(table).valence("rocketed") == packaged("en").valence("rocketed")
