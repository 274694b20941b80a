from __future__ import annotations

import pytest

from newskit.language.keyphrases.korean import is_predicate, particle


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("정부는", "정부"),
        ("정부가", "정부"),
        ("법원은", "법원"),
        ("국회에서", "국회"),
        ("부산으로", "부산"),
        ("서울로", "서울"),
        ("소비자들의", "소비자"),
        ("노조와", "노조"),
        ("회사", "회사"),
        ("전문가", "전문가"),
        ("정상회의", "정상회의"),
        ("경기도", "경기도"),
        ("국제유가", "국제유가"),
        ("은행", "은행"),
        ("말에", "말에"),
    ],
)
def test_a_particle_is_told_from_the_noun_by_its_shape(word, stem):
    assert word[: len(word) - particle(word)] == stem


@pytest.mark.parametrize("word", ["말했다", "높은", "하며", "있는", "라고", "는", "우연히", "좌초한", "감지해", "말에"])
def test_verbs_adjectives_and_lone_particles_are_no_nouns(word):
    assert is_predicate(word)


@pytest.mark.parametrize("word", ["정부", "노동자", "북한", "권한", "피해", "남해", "크레인", "회의", "은행", "마을"])
def test_nouns_are_nouns(word):
    assert not is_predicate(word)
