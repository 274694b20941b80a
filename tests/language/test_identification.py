from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from newskit.errors import InputError
from newskit.language import identify


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The ferry crews went back to work on Tuesday after nine days."),
        ("de", "Die Besatzungen der Fähren gingen am Dienstag nach neun Tagen wieder an die Arbeit."),
        ("fr", "Les équipages des ferries ont repris le travail mardi après neuf jours de grève."),
        ("es", "Las tripulaciones volvieron al trabajo el martes después de nueve días de huelga."),
        ("ru", "Экипажи паромов вернулись к работе во вторник после девяти дней забастовки."),
        ("ar", "عاد طاقم العبارة إلى العمل يوم الثلاثاء بعد تسعة أيام من الإضراب."),
        ("hi", "नौ दिनों की हड़ताल के बाद नौका के कर्मचारी मंगलवार को काम पर लौट आए।"),
        ("ko", "선원들은 화요일 일터로 돌아갔다."),
        ("ja", "船員たちは火曜日に仕事に戻った。"),
        ("zh", "渡轮船员周二复工。"),
        ("th", "ลูกเรือกลับมาทำงาน"),
        ("el", "Τα πληρώματα των πλοίων επέστρεψαν στη δουλειά."),
    ],
)
def test_languages_are_told_apart(lang, text):
    assert identify([text]) == [lang]


def test_a_korean_text_with_english_names_is_korean():
    assert identify(["BTS와 Netflix가 협력해 새 다큐멘터리를 만든다고 밝혔다."]) == ["ko"]


@pytest.mark.parametrize("nothing", ["", " ", "12:30", "OK", "한", None, np.nan, pd.NA, "https://news.example/a/b"])
def test_too_little_to_tell_is_no_answer(nothing):
    assert identify([nothing]) == [None]


def test_one_text_is_no_list():
    with pytest.raises(InputError, match=r"identify\(\[text\]\)"):
        identify("The ferry crews went back to work.")


def test_a_column_is_answered_in_its_order():
    assert identify(pd.Series(["선원들은 돌아갔다.", None, "선원들은 돌아갔다."])) == ["ko", None, "ko"]
