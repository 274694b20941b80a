from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.bylines import split_names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Kim Hee-su", ["Kim Hee-su"]),
        ("BY ANA RUIZ AND LIAM O'HARA", ["ANA RUIZ", "LIAM O'HARA"]),
        ("Ana Ruiz, Liam O'Hara, Kim Hee-su", ["Ana Ruiz", "Liam O'Hara", "Kim Hee-su"]),
        ("Von Eva Müller und Jan Weiß", ["Eva Müller", "Jan Weiß"]),
        ("Par Léa Dubois et Marc Roy", ["Léa Dubois", "Marc Roy"]),
        ("By Ana Ruiz and Di Fox", ["Ana Ruiz", "Di Fox"]),
        ("Van Morrison", ["Van Morrison"]),
        ("Von der Leyen", ["Von der Leyen"]),
        ("Von dpa", ["dpa"]),
        ("Di Redazione", ["Redazione"]),
        ("By Ana Ruiz, Political Correspondent", ["Ana Ruiz"]),
        ("Ruiz, Ana", ["Ana Ruiz"]),
        ("Ruiz, Ana; Roy, Marc", ["Ana Ruiz", "Marc Roy"]),
        ("AFP, Reuters", ["AFP", "Reuters"]),
        ("홍길동 기자", ["홍길동"]),
        ("Ana Ruiz ana@example.org", ["Ana Ruiz"]),
        ("Ana Ruiz (Madrid)", ["Ana Ruiz"]),
        ("Ana Ruiz, Ana Ruiz", ["Ana Ruiz"]),
        ("https://example.org/ana", []),
        ("nan", []),
        ("", []),
        ("x" * 10_000, []),
    ],
)
def test_names_are_told_from_leads_roles_and_addresses(byline, names):
    assert split_names(byline) == names


@given(st.text(max_size=100))
def test_any_line_gives_short_names_each_once(line):
    names = split_names(line)
    assert len(names) == len(set(names))
    assert all(0 < len(name) <= 60 for name in names)
