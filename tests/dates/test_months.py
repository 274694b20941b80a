from __future__ import annotations

import runpy
from pathlib import Path

from newskit.dates.text import _months

SCRIPT = Path(__file__).parents[2] / "scripts" / "month_names.py"


def test_the_table_of_months_is_what_cldr_says():
    known = runpy.run_path(str(SCRIPT))["names"]()
    ours = _months()
    differing = {name: number for name, number in known.items() if ours.get(name) != number}
    assert len(differing) < 0.02 * len(known), differing  # another Babel may bring another CLDR


def test_months_are_known_in_many_scripts():
    named = {"june": 6, "juni": 6, "juin": 6, "июня": 6, "يونيو": 6, "जून": 6, "มิถุนายน": 6, "ιουνίου": 6, "haziran": 6}
    assert {word: _months().get(word) for word in named} == named
