from __future__ import annotations

import pytest

from newskit.read import parse_text
from newskit.read.page.outlet import outlet_below, section_above, section_in

STORY = "\n".join(
    f"The crews of the {name} ferry went back to work on Tuesday, nine days after they had walked out over pay."
    for name in ("night", "island", "harbour", "car")
)


def test_section_and_outlet_of_page_text_come_from_its_breadcrumbs_and_copyright_line():
    page = f"Home > Economy\nFerry strike ends after nine days\nBy Ana Ruiz\nMarch 4, 2025\n{STORY}\nShare\n"
    article = parse_text(page + "Copyright © 2025 Harbour Notes. All rights reserved.")
    assert (article.section, article.source) == ("Economy", "Harbour Notes")
    why = article.why().set_index("field")
    assert why.loc["section", "block"] == 0
    assert why.loc["source", "source"] == "copyright line"


def test_a_page_without_them_has_neither():
    article = parse_text(f"Ferry strike ends after nine days\nBy Ana Ruiz\nMarch 4, 2025\n{STORY}")
    assert article.section is None
    assert article.source is None


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Startseite › Politik › Inland", "Inland"),
        ("홈 > 경제", "경제"),
        ("Home / World / Ferry strike ends", "World"),
        ("경제", "경제"),
        ("Home", None),
        ("He said 3 > 2 and left", None),
        ("Ana Ruiz", None),
    ],
)
def test_the_last_crumb_that_is_not_the_headline_is_the_section(line, section):
    assert section_in(line, "Ferry strike ends") == section


def test_a_menu_of_sections_names_none():
    assert section_above(["World", "Politics", "Sport", "Ferry strike ends"], 3) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Copyright ⓒ East Asia Wire All rights reserved.", "East Asia Wire"),
        ("© 2019-2025 Morgenblatt GmbH", "Morgenblatt"),
        ("저작권자 ⓒ 한빛통신 무단전재 및 재배포 금지", "한빛통신"),
        ("(c) by Harbour Notes", "Harbour Notes"),
        ("© all rights reserved", None),
        ("No rights here", None),
    ],
)
def test_the_holder_of_the_copyright_is_the_outlet(line, name):
    found = outlet_below(["The story.", line], 0)
    assert (found and found[1]) == name
