"""Write the month names of CLDR, as Babel gives them, to ``newskit/dates/months.json``.

    python scripts/month_names.py

Loading sixty languages from Babel takes the better part of a second, which the first page with a worded date would
wait for. Run it again when Babel brings a new CLDR; ``tests/dates/test_months.py`` compares the two.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale

# Where two languages name different months alike (Croatian and Polish "listopad"), the first listed wins.
LOCALES = (
    *("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "sv", "da", "nb", "nn", "fi", "tr", "ar"),
    *("ar_SY", "ar_DZ", "hi", "id", "ja", "ko", "zh", "vi", "th", "el", "ro", "hu", "bg", "sr", "sr_Latn", "hr"),
    *("sk", "sl", "et", "lv", "lt", "is", "he", "fa", "ms", "bn", "ta", "te", "mr", "ur", "sw", "af", "ca", "eu"),
    *("gl", "sq", "mk", "be", "ka", "hy", "az", "kk", "uz", "mn"),
)
TABLE = Path(__file__).parent.parent / "newskit" / "dates" / "months.json"


def names() -> dict[str, int]:
    """Return the number of each month by its name in small letters, without the point of an abbreviation."""
    months: dict[str, int] = {}
    for code in LOCALES:
        known = Locale.parse(code).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in known[context][width].items():
                    key = str(name).casefold().rstrip(".")
                    if len(key) > 1 and not key[0].isdigit():
                        months.setdefault(key, number)
    return months | {"sept": 9, "febr": 2}


def main() -> None:
    """Write the table, a month a line."""
    made = names()
    rows = {str(number): sorted(name for name, month in made.items() if month == number) for number in range(1, 13)}
    lines = [f' "{number}": {json.dumps(words, ensure_ascii=False)}' for number, words in rows.items()]
    TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
