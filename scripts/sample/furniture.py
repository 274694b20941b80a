"""What stands around an article on each outlet's pages: menus, buttons, boxes, counters, notices.

``PAGES`` gives for each outlet the ending of its files and a function of an article, all of the outlet's articles in
order of publication and the article's place among them. What varies from page to page (counters, what others read)
follows from that place, so that building twice gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import html
import json
from collections.abc import Callable

from sources import Piece

__all__ = ["PAGES"]

Page = Callable[[Piece, list[Piece], int], str]


def _others(own: list[Piece], at: int, most: int) -> list[Piece]:
    """Return other articles of the outlet, the latest first: what a page shows as most read."""
    before = [piece for piece in own[:at][::-1] if piece["url"] != own[at]["url"]]
    after = [piece for piece in own[at + 1 :] if piece["url"] != own[at]["url"]]
    return (before + after)[:most]


def _count(at: int, most: int) -> int:
    """Return a number that looks counted, the same at every build."""
    return (at * 7919 + 104_729) % 9_973 % (most + 1)


def _time(piece: Piece, key: str) -> dt.datetime:
    moment = piece.time(key)
    if moment is None:
        raise ValueError(f"{piece.name} has no time {key!r}")
    return moment


def _zone(moment: dt.datetime) -> str:
    return {0: "GMT", 60: "BST", 540: "KST"}[int((moment.utcoffset() or dt.timedelta()).total_seconds() // 60)]


def _ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


# ---- The Daily Comet


def _comet_stamp(moment: dt.datetime) -> str:
    return f"{moment:%H:%M} {_zone(moment)}, {moment.day} {moment:%B %Y}"


def comet(piece: Piece, own: list[Piece], at: int) -> str:
    others = _others(own, at, 6)
    lines = [
        *("Skip to main content", "The Daily Comet", "News", "Sport", "Showbiz", "Money", "Comment", "Puzzles", "Shop"),
        *("Sign in | Join the Comet Club", f"{piece['section'].upper()}", piece["title"]),
        *([piece["standfirst"]] if piece["standfirst"] else []),
        *([piece["byline"]] if piece["byline"] else []),
        f"Published: {_comet_stamp(_time(piece, 'published'))}"
        + (f" | Updated: {_comet_stamp(_time(piece, 'updated'))}" if piece["updated"] else ""),
        f"Share {_count(at, 900)} | {_count(at + 3, 480)} View comments",
    ]
    captions, body = piece.captions, piece.body
    lines += captions[:1]
    third = max(1, len(body) // 3)
    for number, paragraph in enumerate(body):
        lines += ["", paragraph]
        if number == third - 1:
            lines += ["", *captions[1:2]] if captions[1:] else []
            lines += ["", "READ MORE", *(other["title"] for other in others[:2])]
        if number == 2 * third - 1:
            lines += ["", *captions[2:]] if captions[2:] else []
            lines += ["", "Advertisement"] if at % 2 else []
    lines += [
        "",
        "Got a story for the Comet? Email tips@comet.example or ring our newsdesk",
        "Share or comment on this article",
    ]
    lines += [f"Comments {_count(at + 3, 480)}", "Newest", "Oldest", "Best rated", "Add your comment"]
    lines += ["MOST READ", *(f"{rank} {other['title']}" for rank, other in enumerate(others[2:], 1))]
    lines += ["Site map | Terms | Privacy policy & cookies", "© Comet Newspapers"]
    return "\n".join(lines) + "\n"


# ---- The Humber Courier


def _humber_stamp(moment: dt.datetime) -> str:
    half = "am" if moment.hour < 12 else "pm"
    return f"{_ordinal(moment.day)} {moment:%B %Y}, {moment.hour % 12 or 12}:{moment:%M} {half} {_zone(moment)}"


def humber(piece: Piece, own: list[Piece], at: int) -> str:
    others = _others(own, at, 5)
    stamp = _humber_stamp(_time(piece, "published"))
    lines = [
        *("The Humber Courier", "Hull | East Riding | North Lincolnshire | Grimsby", f"Home > {piece['section']}"),
        *(["We use cookies to remember what you like. Accept all | Manage choices"] if at % 3 == 0 else []),
        *("", piece["title"], ""),
        *([piece["standfirst"], ""] if piece["standfirst"] else []),
        *([piece["byline"]] if piece["byline"] else []),
        stamp if not piece["updated"] else f"{stamp} | Updated {_humber_stamp(_time(piece, 'updated'))}",
        *("Facebook", "Email", "Copy link", ""),
        *(line for caption in piece.captions[:1] for line in (caption, "")),
    ]
    for number, paragraph in enumerate(piece.body):
        lines += [paragraph, ""]
        if number == 3 and len(piece.body) > 7:
            lines += ["Get the Courier's morning briefing in your inbox", "Enter your email", "Sign up", ""]
    lines += [line for caption in piece.captions[1:] for line in (caption, "")]
    lines += ["More on this story" if piece["story"] != "none" else "More from the Courier"]
    lines += [other["title"] for other in others]
    lines += [
        f"{_count(at, 60)} comments",
        "Log in to comment",
        "Report this comment",
        "Place an advert | Announcements | Jobs",
    ]
    lines += ["The Humber Courier is published in Hull. Corrections: readers' editor, by post or by email."]
    return "\n".join(lines) + "\n"


# ---- East Asia Wire, in the form of a page with the byline and both dates in one line


def _eaw_stamp(moment: dt.datetime) -> str:
    return f"{moment:%B} {moment.day}, {moment:%Y, %H:%M}"


def eaw(piece: Piece, _own: list[Piece], at: int) -> str:
    updated = _eaw_stamp(_time(piece, "updated" if piece["updated"] else "published"))
    stamp = f"Posted : {_eaw_stamp(_time(piece, 'published'))} Updated : {updated}"
    byline = f"{piece['byline']} {stamp}" if piece["byline"] else stamp
    lines = [piece["title"], "", byline, *piece.captions]
    lines += ["\n\n".join(piece.body)]
    lines += [f"{_count(at, 3)} comments", "0 / 300", "View more comments", "기사 이미지 확대 보기", "닫기"]
    return "\n".join(lines) + "\n"


# ---- 미르내일보


def mirnae(piece: Piece, own: list[Piece], at: int) -> str:
    others = _others(own, at, 5)
    stamp = f"입력 {_time(piece, 'published'):%Y.%m.%d %H:%M}"
    if piece["updated"]:
        stamp += f" 수정 {_time(piece, 'updated'):%Y.%m.%d %H:%M}"
    lines = [
        *(
            "본문 바로가기",
            "미르내일보",
            "전체메뉴",
            "정치",
            "경제",
            "사회",
            "문화",
            "스포츠",
            "오피니언",
            "로그인",
            "회원가입",
        ),
        *("", piece["section"], piece["title"]),
        *([piece["standfirst"]] if piece["standfirst"] else []),
        *([piece["byline"]] if piece["byline"] else []),
        *(stamp, "공유하기", "글자크기 조절", "인쇄", f"댓글 {_count(at, 40)}", ""),
        *piece.captions[:1],
    ]
    for number, paragraph in enumerate(piece.body):
        lines += ["", paragraph]
        if number == 2 and piece.captions[1:]:
            lines += ["", *piece.captions[1:]]
    lines += ["", "저작권자 © 미르내일보 무단 전재 및 재배포 금지", "좋아요 0", "기사 스크랩", "관련기사"]
    lines += [other["title"] for other in others[:3]]
    lines += ["많이 본 뉴스", *(f"{rank} {other['title']}" for rank, other in enumerate(others, 1))]
    lines += ["회사소개 | 구독신청 | 개인정보처리방침 | 청소년보호정책", "닫기"]
    return "\n".join(lines) + "\n"


# ---- The Exchange Ledger: HTML with JSON-LD


def _tags(body: list[str], marks: list[str]) -> list[str]:
    """Return paragraphs and subheads as HTML."""
    made = []
    for text, mark in zip(body, marks, strict=True):
        tag = "h2" if mark.startswith("## ") else "p"
        made.append(f"<{tag}>{html.escape(text, quote=False)}</{tag}>")
    return made


def _figure(piece: Piece, at: int) -> str:
    caption = piece.rows["caption"][at]
    credit = f' <span class="credit">{html.escape(caption[1], quote=False)}</span>' if len(caption) > 1 else ""
    return (
        f'<figure class="media"><img src="/img/{piece.path.stem}-{at + 1}.jpg" alt="">'
        f"<figcaption>{html.escape(caption[0], quote=False)}{credit}</figcaption></figure>"
    )


def _escaped(piece: Piece, key: str) -> str:
    return html.escape(piece[key], quote=False)


_LEDGER_HEADER = (
    '<header class="site-header"><a href="/">The Exchange Ledger</a><nav><ul>'
    '<li><a href="/companies">Companies</a></li><li><a href="/markets">Markets</a></li>'
    '<li><a href="/economy">Economy</a></li>'
    '<li><a href="/opinion">Opinion</a></li><li><a href="/work">Work</a></li></ul></nav>'
    '<a href="/subscribe">Subscribe</a></header>'
)
_LEDGER_LETTER = (
    '<aside class="newsletter-promo"><p>The Opening Bell: our markets letter, at six every weekday. '
    '<a href="/letters">Sign up</a></p></aside>'
)
_LEDGER_FOOTER = (
    '<footer class="site-footer"><p>Markets data delayed by at least 15 minutes.</p>'
    '<p><a href="/privacy">Privacy</a> <a href="/cookies">Cookies</a> © Exchange Ledger Publishing</p></footer>'
)


def _ledger_data(piece: Piece) -> str:
    """Return what the page says of itself as JSON-LD."""
    data = {
        "@context": "https://schema.org",
        "@type": "OpinionNewsArticle" if piece["kind"] == "opinion" else "NewsArticle",
        "headline": piece["title"],
        "description": piece["standfirst"],
        "datePublished": _time(piece, "published").isoformat(),
        "dateModified": _time(piece, "updated" if piece["updated"] else "published").isoformat(),
        "author": [{"@type": "Person", "name": name} for name in piece.lists["authors"]],
        "articleSection": piece["section"],
        "mainEntityOfPage": piece["url"],
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Exchange Ledger"},
    }
    return json.dumps(data, ensure_ascii=False)


def _ledger_head(piece: Piece) -> str:
    """Return the header of the article: section, headline, standfirst, byline, date and buttons."""
    title, stamp = _escaped(piece, "title"), _time(piece, "published")
    standfirst = f'<p class="article__standfirst">{_escaped(piece, "standfirst")}</p>' if piece["standfirst"] else ""
    return (
        f'<header><span class="article__section">{_escaped(piece, "section")}</span>'
        f'<h1 class="article__headline">{title}</h1>{standfirst}\n'
        f'<div class="article__byline">{_escaped(piece, "byline")}</div>'
        f'<time datetime="{stamp.isoformat()}">{stamp.day} {stamp:%B %Y}</time>'
        '<div class="share-tools"><button>Save</button><button>Share</button><button>Print</button></div></header>'
    )


def ledger(piece: Piece, own: list[Piece], at: int) -> str:
    body = _tags(piece.body, piece.paragraphs)
    for number in range(len(piece.rows["caption"])):
        body.insert(min(1 + 5 * number, len(body)), _figure(piece, number))
    if len(body) > 8:
        body.insert(7, _LEDGER_LETTER)
    links = "".join(
        f'<li><a href="{other["url"]}">{_escaped(other, "title")}</a></li>' for other in _others(own, at, 5)
    )
    footer = f'<a href="/reuse">Reuse this content</a><a href="#comments">{_count(at, 140)} comments</a>'
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{_escaped(piece, "title")} | The Exchange Ledger</title>
<link rel="canonical" href="{piece["url"]}">
<meta property="og:title" content="{html.escape(piece["title"])}">
<meta property="og:site_name" content="The Exchange Ledger">
<script type="application/ld+json">{_ledger_data(piece)}</script>
</head>
<body>
{_LEDGER_HEADER}
<main>
<article class="article">
{_ledger_head(piece)}
<div class="article__body">
{chr(10).join(body)}
</div>
<footer class="article__footer">{footer}</footer>
</article>
<section class="related"><h3>Most read</h3><ol>{links}</ol></section>
</main>
{_LEDGER_FOOTER}
</body>
</html>
"""


# ---- NBS News: HTML without JSON-LD

_NBS_COOKIES = (
    '<div id="cookie-banner"><p>We use cookies to make NBS work. Let us know if you agree to all of them.</p>'
    "<button>Yes, I agree</button><button>No, take me to settings</button></div>"
)
_NBS_MENU = (
    '<div class="masthead"><a href="/">NBS</a> <a href="/news">News</a> <a href="/sport">Sport</a> '
    '<a href="/weather">Weather</a> <a href="/radio">Radio</a></div>'
)


def _nbs_stamp(moment: dt.datetime) -> str:
    shown = f"{moment.day} {moment:%B %Y}, {moment:%H:%M} {_zone(moment)}"
    return f'<time datetime="{moment.isoformat()}">{shown}</time>'


def nbs(piece: Piece, own: list[Piece], at: int) -> str:
    when = _nbs_stamp(_time(piece, "published"))
    if piece["updated"]:
        when += f' <span class="upd">Updated {_nbs_stamp(_time(piece, "updated"))}</span>'
    body = _tags(piece.body, piece.paragraphs)
    for number in range(len(piece.rows["caption"])):
        body.insert(min(2 + 4 * number, len(body)), _figure(piece, number))
    links = "".join(
        f'<div class="promo"><a href="{other["url"]}"><h3>{_escaped(other, "title")}</h3></a></div>'
        for other in _others(own, at, 4)
    )
    standfirst = f'<p class="intro"><b>{_escaped(piece, "standfirst")}</b></p>' if piece["standfirst"] else ""
    byline = f'<p class="byline">{_escaped(piece, "byline")}</p>' if piece["byline"] else ""
    trail = f'<a href="/news">News</a> / <a href="/news/x">{_escaped(piece, "section")}</a>'
    meta = (
        f'<meta property="og:title" content="{html.escape(piece["title"])}">'
        f'<meta property="og:url" content="{piece["url"]}"><meta property="og:site_name" content="NBS News">'
    )
    return f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{_escaped(piece, "title")} - NBS News</title>
{meta}
<style>.promo{{display:block}}</style><script>window.settings={{"page":"{piece.path.stem}"}};</script></head>
<body>{_NBS_COOKIES}
{_NBS_MENU}
<div id="main" role="main"><div class="breadcrumb">{trail}</div>
<h1>{_escaped(piece, "title")}</h1>
{byline}<p class="stamp">Published {when}</p>
<ul class="sharing"><li><button>Share</button></li><li><button>Save</button></li></ul>
{standfirst}<div class="story">
{chr(10).join(body)}
</div>
<div class="follow"><p>Follow NBS News for your area, or send your story ideas to newsroom@nbs.example</p></div>
<div class="more"><h2>More on this story</h2>{links}</div></div>
<div class="foot"><p>Copyright 2025 NBS. NBS is not responsible for the content of other sites.</p></div></body></html>
"""


PAGES: dict[str, tuple[str, Page]] = {
    "comet": (".txt", comet),
    "humber": (".txt", humber),
    "eaw": (".txt", eaw),
    "mirnae": (".txt", mirnae),
    "ledger": (".html", ledger),
    "nbs": (".html", nbs),
}
