from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.read import parse_page_text

SEED_FORM = """Ferry strike ends after nine days as crews accept pay offer

By Oh Min-ji and Han Seo-yun Posted : March 4, 2025, 09:30 Updated : March 4, 2025, 11:05
Crews cheer at the ferry terminal in Busan after the vote on Tuesday EAW
A lorry driver waits at the Port of Busan, in this file photo from February 27, 2025. Courtesy of Hanbit Lines
BUSAN, March 4 (EAW) - Ferry crews went back to work on Tuesday, nine days after they had walked out over pay.

"We did not get everything, but my people have children to feed," said the head of the union, Bae Jong-su.

The last of the stranded lorries should be across by the weekend, the port authority said in a short statement.
0 comments
0 / 300
View more comments
기사 이미지 확대 보기
닫기"""

EUROPEAN_FORM = """Menü
Politik
Sport
Fähren fahren wieder: Besatzungen nehmen Angebot an
Neun Tage lang stand der Verkehr still, nun einigten sich beide Seiten auf ein Plus von vier Prozent.
Von Eva Müller und Jan Weiß
04.03.2025, 17:20 Uhr
Aktualisiert am 05.03.2025, 08:15 Uhr
Foto: Lena Vogt
Kiel (dpo) - Nach neun Tagen haben die Besatzungen der Fähren ihren Streik beendet und sind wieder an Bord gegangen.
Für die Pendler bedeutet das, dass der erste Frühzug am Mittwoch wieder ein Schiff erreicht, sagte ein Sprecher.
Newsletter abonnieren
"""


def test_the_seeds_form_is_read_whole():
    article = parse_page_text(SEED_FORM)
    assert article["title"] == "Ferry strike ends after nine days as crews accept pay offer"
    assert article["authors"] == ["Oh Min-ji", "Han Seo-yun"]
    assert article["published"] == dt.datetime(2025, 3, 4, 9, 30)
    assert article["updated"] == dt.datetime(2025, 3, 4, 11, 5)
    assert (article["place"], article["agency"]) == ("BUSAN", "EAW")
    assert [caption[:14] for caption in article["captions"]] == ["Crews cheer at", "A lorry driver"]
    paragraphs = article["text"].split("\n\n")
    assert [paragraph[:9] for paragraph in paragraphs] == ["BUSAN, Ma", '"We did n', "The last "]


def test_a_european_page_with_menu_and_standfirst_is_read():
    article = parse_page_text(EUROPEAN_FORM)
    assert article["title"] == "Fähren fahren wieder: Besatzungen nehmen Angebot an"
    assert article["standfirst"].startswith("Neun Tage lang")
    assert article["authors"] == ["Eva Müller", "Jan Weiß"]
    assert article["published"] == dt.datetime(2025, 3, 4, 17, 20)
    assert article["updated"] == dt.datetime(2025, 3, 5, 8, 15)
    assert (article["place"], article["agency"]) == ("Kiel", "dpo")
    assert article["text"].count("\n\n") == 1


def test_a_korean_page_is_read():
    article = parse_page_text(
        "부산 여객선 파업, 아흐레 만에 종료\n박지우 기자 입력 2025.03.04 15:20 수정 2025.03.04 16:05\n"
        "[부산=한빛통신] 여객선 선원들이 화요일 일터로 돌아갔다. 임금 인상을 요구하며 배를 세운 지 아흐레 만이다. "
        "조합은 사측이 내놓은 사 퍼센트 인상안을 받아들이기로 했다.\n댓글 0\n공유하기"
    )
    assert article["title"] == "부산 여객선 파업, 아흐레 만에 종료"
    assert article["authors"] == ["박지우"]
    assert article["updated"] == dt.datetime(2025, 3, 4, 16, 5)
    assert (article["place"], article["agency"]) == ("부산", "한빛통신")


def test_a_page_without_date_or_byline_leaves_them_out():
    article = parse_page_text(
        "Rain\n\n" + "It rained all day and nobody in the town went out to look at the river. " * 3
    )
    assert article["title"] == "Rain"
    assert article["authors"] == []
    assert article["published"] is None


@pytest.mark.parametrize("text", ["", "\n\n", "Rain", "닫기", "12 June 2025"])
def test_next_to_nothing_is_no_error(text):
    assert parse_page_text(text)["text"] == ""


@given(st.text(max_size=300))
def test_any_text_gives_the_fields(text):
    article = parse_page_text(text)
    assert set(article) == {
        "title", "standfirst", "authors", "published", "updated", "place", "agency", "captions", "text",
    }  # fmt: skip


@pytest.mark.parametrize("unit", ["word ", "1.1.", "A, ", "(a=", "\n", "By a\n", "May 1, 2025 ", "a" * 90 + "\n"])
def test_a_megabyte_of_anything_takes_seconds_at_most(unit):
    started = time.process_time()
    parse_page_text(unit * (1_000_000 // len(unit)))
    assert time.process_time() - started < 8
