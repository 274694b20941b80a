from __future__ import annotations

import pyarrow as pa
import pytest

from newskit.language.keyphrases.stems import stems


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["city", "cities"]), ("en", ["tax", "taxes"]), ("en", ["church", "churches"]),
        ("en", ["class", "classes"]),
        ("fr", ["journal", "journaux"]), ("fr", ["président", "présidents"]), ("pt", ["eleição", "eleições"]),
        ("es", ["luz", "luces"]), ("it", ["governo", "governi"]), ("de", ["Steuer", "Steuern"]),
        ("ru", ["тариф", "тарифы", "тарифов", "тарифам"]), ("pl", ["podatek"]), ("xx", ["cats"]),
    ],
)  # fmt: skip
def test_inflected_forms_have_one_stem(lang, words):
    assert len(set(stems(pa.array(words), lang).to_pylist())) == 1


@pytest.mark.parametrize("word", ["bus", "crisis", "boss", "gas", "news"[:2]])
def test_words_that_only_look_like_plurals_stay(word):
    assert stems(pa.array([word]), "en").to_pylist() == [word]


def test_no_words_have_no_stems():
    assert stems(pa.array([], type=pa.string()), "en").to_pylist() == []
