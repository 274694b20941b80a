from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.read import parse_html, parse_text

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
    article = parse_text(SEED_FORM)
    assert article.title == "Ferry strike ends after nine days as crews accept pay offer"
    assert article.authors == ["Oh Min-ji", "Han Seo-yun"]
    assert article.published == dt.datetime(2025, 3, 4, 9, 30)
    assert article.updated == dt.datetime(2025, 3, 4, 11, 5)
    assert (article.place, article.agency) == ("BUSAN", "EAW")
    assert [caption[:14] for caption in article.captions] == ["Crews cheer at", "A lorry driver"]
    paragraphs = article.text.split("\n\n")
    assert [paragraph[:9] for paragraph in paragraphs] == ["BUSAN, Ma", '"We did n', "The last "]


def test_a_european_page_with_menu_and_standfirst_is_read():
    article = parse_text(EUROPEAN_FORM)
    assert article.title == "Fähren fahren wieder: Besatzungen nehmen Angebot an"
    assert article.standfirst.startswith("Neun Tage lang")
    assert article.authors == ["Eva Müller", "Jan Weiß"]
    assert article.published == dt.datetime(2025, 3, 4, 17, 20)
    assert article.updated == dt.datetime(2025, 3, 5, 8, 15)
    assert (article.place, article.agency) == ("Kiel", "dpo")
    assert article.text.count("\n\n") == 1


def test_a_korean_page_is_read():
    article = parse_text(
        "부산 여객선 파업, 아흐레 만에 종료\n박지우 기자 입력 2025.03.04 15:20 수정 2025.03.04 16:05\n"
        "[부산=한빛통신] 여객선 선원들이 화요일 일터로 돌아갔다. 임금 인상을 요구하며 배를 세운 지 아흐레 만이다. "
        "조합은 사측이 내놓은 사 퍼센트 인상안을 받아들이기로 했다.\n댓글 0\n공유하기"
    )
    assert article.title == "부산 여객선 파업, 아흐레 만에 종료"
    assert article.authors == ["박지우"]
    assert article.updated == dt.datetime(2025, 3, 4, 16, 5)
    assert (article.place, article.agency) == ("부산", "한빛통신")


def test_a_page_without_date_or_byline_leaves_them_out():
    article = parse_text("Rain\n\n" + "It rained all day and nobody in the town went out to look at the river. " * 3)
    assert article.title == "Rain"
    assert article.authors == []
    assert article.published is None


@pytest.mark.parametrize("text", ["", "\n\n", "Rain", "닫기", "12 June 2025"])
def test_next_to_nothing_is_no_error(text):
    assert parse_text(text).text == ""


@given(st.text(max_size=300))
def test_any_text_gives_an_article(text):
    article = parse_text(text)
    assert isinstance(article.text, str)
    assert all(isinstance(name, str) for name in article.authors)
    assert set(article.record()) <= set(nk.as_articles([]).columns)


@pytest.mark.parametrize("unit", ["word ", "1.1.", "A, ", "(a=", "\n", "By a\n", "May 1, 2025 ", "a" * 90 + "\n"])
def test_a_megabyte_of_anything_takes_seconds_at_most(unit):
    started = time.process_time()
    parse_text(unit * (1_000_000 // len(unit)))
    assert time.process_time() - started < 8


STORY = [
    "Ferry crews in Busan went back to work on Tuesday, nine days after they had walked out over pay and night shifts.",
    "By a narrow margin they had voted on Sunday to accept four per cent over two years, the union said online.",
    '"We did not get everything, but my people have children to feed," said the head of the union, Bae Jong-su.',
    "The last of the stranded lorries should be across by the weekend, the port authority said on Tuesday evening.",
    "Freight forwarders had counted more than three hundred of them on the quay when the talks began on Monday night.",
]
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry strike ends | The Coast</title>
<link rel="canonical" href="/2025/ferry"><meta property="og:site_name" content="The Coast">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry strike ends",
"author": [{{"name": "Oh Min-ji"}}, {{"name": "Jan Weiß"}}], "datePublished": "2025-03-04T09:30:00+09:00",
"dateModified": "2025-03-04T11:05:00+09:00", "articleSection": "Transport"}}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>Ferry strike ends</h1><p class="standfirst">Crews accept four per cent after nine days.</p>
<figure><img src="x.jpg"><figcaption>Crews cheer at the terminal. Photo: Lee Do/The Coast</figcaption></figure>
<div class="article-body">{"".join(f"<p>{paragraph}</p>" for paragraph in STORY)}</div></article></main>
<aside class="related"><h3>Most read</h3><a href="/a">A quite different story about a cat</a></aside>
<footer><p>We use cookies. <a href="/privacy">Privacy</a></p></footer></body></html>"""


def test_an_html_page_is_read_whole():
    article = parse_html(PAGE, "https://coast.example/2025/ferry?ref=x")
    assert article.title == "Ferry strike ends"
    assert article.authors == ["Oh Min-ji", "Jan Weiß"]
    assert article.published.isoformat() == "2025-03-04T09:30:00+09:00"
    assert article.updated.isoformat() == "2025-03-04T11:05:00+09:00"
    assert article.standfirst == "Crews accept four per cent after nine days."
    assert article.captions == ["Crews cheer at the terminal. Photo: Lee Do/The Coast"]
    assert article.paragraphs == STORY
    assert (article.section, article.source, article.lang) == ("Transport", "The Coast", "en")
    assert article.url == "https://coast.example/2025/ferry"
    assert article.kind is None


def test_why_names_tag_or_block_of_every_field():
    why = parse_html(PAGE).why()
    assert list(why.columns) == ["field", "value", "source", "block", "chance"]
    assert {"title", "standfirst", "authors", "published", "captions", "text", "section", "source"} <= set(why["field"])
    title = why[why["field"] == "title"].iloc[-1]
    assert "JSON-LD" in title["source"]
    assert "<h1>" in title["source"]
    assert why.loc[why["field"] == "text", "chance"].between(0, 1).all()
    text = parse_text(SEED_FORM).why()
    assert text.loc[text["field"] == "title", "block"].iloc[0] == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_bytes_are_decoded_whatever_the_declaration_says(encoding):
    page = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"') if encoding == "cp1252" else PAGE
    assert parse_html(page.encode(encoding)).authors == ["Oh Min-ji", "Jan Weiß"]


def test_a_page_that_is_only_pre_is_read_by_its_lines():
    article = parse_html(
        "<html><body><pre>Ferry strike ends\nBy Oh Min-ji\n" + "\n".join(STORY) + "</pre></body></html>"
    )
    assert article.paragraphs == STORY


def test_broken_nesting_loses_nothing():
    page = PAGE.replace("</p>", "").replace("</div></article></main>", "</main></div>")
    assert parse_html(page).paragraphs == STORY


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("", "no text"),
        ("<html><head><title>404 Not Found</title></head><body><h1>404</h1><p>nginx</p></body></html>", "error page"),
        ("<title>Just a moment...</title><body><p>Checking your browser before accessing the site.</p>", "error page"),
        ("<body><div id=root></div><p>You need to enable JavaScript to run this app.</p>", "needs JavaScript"),
        ("<body><script>let a = 1</script></body>", "needs JavaScript"),
        (f"<h1>Ferry strike ends</h1><p>{STORY[0]}</p><p>Subscribe to continue reading</p>", "paywall"),
        (
            "<ul>"
            + "".join(f"<li><a href=/{n}>The {n}th thing that happened in the town today</a></li>" for n in range(30)),
            "list page",
        ),
        (
            PAGE.replace("<p>Ferry", "<p>09:10 Ferry").replace('"NewsArticle"', '"LiveBlogPosting"'),
            "live page",
        ),
    ],
)
def test_pages_that_are_no_articles_are_named(page, kind):
    assert parse_html(page).kind == kind


def test_reading_puts_pages_that_are_no_articles_among_the_problems(tmp_path):
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.html").write_text("<title>404 Not Found</title><body><p>Sorry</p>", encoding="utf-8")
    (tmp_path / "c").write_text(PAGE.replace("Ferry strike ends", "Again"), encoding="utf-8")
    with pytest.warns(nk.NewskitWarning, match="1 error page"):
        articles = nk.read(tmp_path, progress=False)
    assert articles["title"].tolist() == ["Ferry strike ends", "Again"]
    assert articles["published"].dt.hour.tolist() == [0, 0]
    assert nk.problems(articles)["file"].tolist() == ["b.html"]


def test_hours_ago_count_back_from_when_the_page_was_fetched():
    page = SEED_FORM.replace("Posted : March 4, 2025, 09:30 Updated : March 4, 2025, 11:05", "| Published 2 hours ago")
    fetched = dt.datetime(2025, 3, 4, 12, 0, tzinfo=dt.UTC)
    assert parse_text(page, fetched=fetched).published == fetched - dt.timedelta(hours=2)
    assert parse_text(page).published is None


def test_day_before_month_where_the_language_says_so():
    spanish = [
        "La huelga de transbordadores termina tras nueve días",
        "Ana Ruiz",
        "10/07/2025 00:50",
        *["Los tripulantes volvieron al trabajo el martes, nueve días después de abandonar sus barcos por el salario."]
        * 3,
    ]
    assert parse_text("\n".join(spanish)).published == dt.datetime(2025, 7, 10, 0, 50)


@pytest.mark.parametrize(
    ("title", "paragraph"),
    [
        (
            "انتهاء إضراب العبارات بعد تسعة أيام",
            "عادت أطقم العبارات إلى العمل يوم الثلاثاء بعد تسعة أيام من الإضراب بسبب الأجور وساعات العمل.",
        ),
        (
            "नौ दिन बाद नौका हड़ताल समाप्त",
            "नौका के कर्मचारी मंगलवार को काम पर लौट आए, नौ दिन पहले उन्होंने वेतन और रात की पाली को लेकर काम बंद कर दिया था।",
        ),
        (
            "การนัดหยุดงานเรือข้ามฟากสิ้นสุดลง",
            "ลูกเรือเรือข้ามฟากกลับไปทำงานเมื่อวันอังคาร หลังจากหยุดงานประท้วงเรื่องค่าจ้างเป็นเวลาเก้าวันที่ท่าเรือใหญ่ของเมือง",
        ),
        (
            "フェリーのストが九日ぶりに終了",
            "フェリーの乗組員は火曜日、賃金と夜勤をめぐる九日間のストライキを終えて仕事に戻った。組合は僅差で提案を受け入れた。",
        ),
    ],
)
def test_other_scripts_are_read(title, paragraph):
    page = "".join(f"<p>{paragraph}</p>" for _ in range(4))
    article = parse_html(f"<html><body><article><h1>{title}</h1>{page}<p>{paragraph[::-1]}</p></article></body></html>")
    assert article.title == title
    assert paragraph in article.paragraphs


@given(st.text(alphabet="<>/!-\"'=&;pdiv ahref\n\x00é한", max_size=200))
def test_any_markup_gives_an_article(markup):
    assert isinstance(parse_html(markup).text, str)


@pytest.mark.parametrize(
    "unit", ["<div>", "<ul><li>", "<p>word ", "<!--", "<a href=x>", "</p>", "&amp;", "<b>", "<script>"]
)
def test_two_megabytes_of_anything_take_seconds_at_most(unit):
    started = time.process_time()
    parse_html(unit * (2_000_000 // len(unit)))
    assert time.process_time() - started < 15


def test_a_page_of_twenty_megabytes_is_read():
    started = time.process_time()
    article = parse_html(PAGE.replace("<footer>", "<script>" + "x" * 20_000_000 + "</script><footer>"))
    assert article.paragraphs == STORY
    assert time.process_time() - started < 15


def test_a_script_in_a_headline_stays_text():
    article = parse_html(
        PAGE.replace("Ferry strike ends</h1>", "Ferry &lt;script&gt;alert(1)&lt;/script&gt; ends</h1>")
    )
    assert "<script>" in article.why().to_string()


def test_what_is_no_page_is_refused():
    with pytest.raises(nk.NewskitError, match="str or bytes, not list"):
        parse_html([PAGE])


def test_what_is_cut_from_a_page_of_too_many_blocks_is_named(tmp_path):
    page = PAGE.replace("<footer>", "".join(f"<p>Remark {n}</p>" for n in range(21_000)) + "<footer>")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    with pytest.warns(nk.NewskitWarning, match="1 cut page"):
        articles = nk.read(tmp_path, progress=False)
    assert articles["title"].tolist() == ["Ferry strike ends"]
