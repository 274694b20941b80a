from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.read.encoding import decode

KOREAN = "부산 도시철도 노조가 사흘째 파업을 이어가면서 출근길 시민들이 불편을 겪었다. 회사는 협상을 다시 제안했다."
JAPANESE = "港湾労働者のストライキは三日目に入り、市は臨時のフェリーを出すことにした。"
RUSSIAN = "Портовые рабочие третий день не выходят на смену, и город пустил дополнительный паром."
GERMAN = "Die Hafenarbeiter streiken den dritten Tag; für Pendler fährt eine zusätzliche Fähre – „bis auf Weiteres“."
FRENCH = "Les dockers en sont à leur troisième jour de grève ; la ville a prêté un bac — « jusqu’à nouvel ordre »."


@pytest.mark.parametrize("mark", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(mark):
    assert decode(KOREAN.encode(mark)) == (KOREAN, "")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_nuls(encoding):
    assert decode(GERMAN.encode(encoding)) == (GERMAN, "")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(KOREAN, "euc-kr"), (KOREAN, "cp949"), (JAPANESE, "euc_jp"), (JAPANESE, "cp932"), (RUSSIAN, "cp1251"),
     (GERMAN, "cp1252"), (FRENCH, "cp1252")],
)  # fmt: skip
def test_old_encodings_are_detected(text, encoding):
    assert decode(text.encode(encoding)) == (text, "")


@pytest.mark.parametrize("repeats", [1, 400])
def test_a_korean_page_with_english_around_it_is_detected(repeats):
    text = ("Share this article\n" + KOREAN + "\nAll rights reserved\n") * repeats
    assert decode(text.encode("euc-kr")) == (text, "")


def test_what_is_declared_is_believed_when_it_fits():
    page = "<meta charset='iso-8859-2'>Zażółć gęślą jaźń"
    assert decode(page.encode("iso-8859-2")) == (page, "")


def test_a_declaration_that_lies_is_not_believed():
    page = "<meta charset='iso-8859-1'>" + KOREAN
    assert decode(page.encode()) == (page, "")


def test_latin1_means_windows_1252_as_on_the_web():
    assert decode("“nein”".encode("cp1252"), declared="iso-8859-1")[0] == "“nein”"


def test_an_unknown_declaration_is_passed_over():
    assert decode(KOREAN.encode("euc-kr"), declared="x-no-such-code")[0] == KOREAN


def test_a_file_cut_in_a_character_is_read_with_a_doubt():
    text, doubt = decode(KOREAN.encode()[:-2])
    assert text == KOREAN[:-2]
    assert "middle of a character" in doubt


def test_a_few_foreign_bytes_in_utf8_are_counted():
    text, doubt = decode(KOREAN.encode() + b"\xff" + KOREAN.encode())
    assert text == KOREAN + "�" + KOREAN
    assert doubt.startswith("1 characters")


def test_utf8_with_as_much_of_windows_in_it_is_read_with_a_doubt():
    data = "It cost £870m, nobody’s money.".encode() + "\nThe board’s own café".encode("cp1252")
    text, doubt = decode(data)
    assert "café" in text
    assert "Â£" in text
    assert "some characters are UTF-8, others are not" in doubt


def test_a_german_quotation_that_ends_in_sharp_s_is_not_taken_for_utf8():
    text = "Der Trainer sprach von „viel Spaß“ für die Zuschauer und über das schöne Spiel."
    assert decode(text.encode("cp1252")) == (text, "")


@given(st.binary(max_size=200))
def test_any_bytes_give_some_text(data):
    text, doubt = decode(data)
    assert isinstance(text, str)
    assert isinstance(doubt, str)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60).filter(lambda t: "\x00" not in t))
def test_any_text_survives_utf8(text):
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")
