from __future__ import annotations

import pytest

from newskit.errors import InputError, ReadError
from newskit.language import tokens_of
from newskit.language.keyphrases import Background, counted, packaged


def test_words_are_counted_once_an_article_without_endings_of_their_own():
    made = counted(tokens_of(["Ferry ferry ferry’s.", "The ferry.", "L’opéra"]), ["en", "en", "fr"], min_articles=1)
    assert made.counts == {"en": {"ferry": 2, "the": 1}, "fr": {"opéra": 1}}
    assert made.totals == {"en": 2, "fr": 1}


def test_empty_articles_do_not_count():
    assert counted(tokens_of(["", "rain", "rain"]), ["en", "en", "en"]).totals == {"en": 2}


@pytest.mark.parametrize("name", ["b.tsv", "b.json", "b.JSON", "b"])
def test_a_saved_background_comes_back_the_same(tmp_path, name):
    made = Background({"en": 9, "ko": 2}, {"en": {"ferry": 3, "don't": 9}, "ko": {"정부": 1}})
    made.save(tmp_path / name)
    back = Background.load(tmp_path / name)
    assert (back.totals, back.counts) == (made.totals, made.counts)


@pytest.mark.parametrize(
    "content", ["", "word\tn\nferry\t3\n", "lang\tword\tarticles\nen\tferry\tmany\n", "{", '{"en": 3}']
)
def test_a_file_that_is_no_background_is_named(tmp_path, content):
    for name in ("b.tsv", "b.json"):
        (tmp_path / name).write_text(content, encoding="utf-8")
        with pytest.raises(ReadError, match=name):
            Background.load(tmp_path / name)


@pytest.mark.parametrize(("total", "n"), [(1, 2), (0, 1), (3, 0)])
def test_impossible_counts_are_refused(total, n):
    with pytest.raises(InputError, match="'en'"):
        Background({"en": total}, {"en": {"ferry": n}})


def test_an_unknown_language_and_word_are_worth_the_most():
    assert packaged().worth("xx", ["a", "b"]).tolist() == [2.0, 2.0]
    assert packaged().worth("en", ["gargoyle"]).tolist() == [2.0]
    assert packaged().worth("en", ["political"])[0] < 0.5


def test_the_packaged_table_is_small_and_says_how_it_was_made():
    assert 1000 <= len(packaged().counts["en"]) <= 3000
    assert "Background of 9,4" in repr(packaged())
