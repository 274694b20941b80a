"""Pages to articles: `parse_text` and `parse_html`, both by the page model."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from newskit.read.page.decide import HTML, TEXT, Found, decide
from newskit.read.page.markup import describe_markup, read_markup
from newskit.read.page.metadata import even
from newskit.read.page.lines import describe, split_lines

__all__ = ["Article", "Page", "article_of", "page_of_html", "page_of_text"]

Array = npt.NDArray[np.float32]


@dataclass(slots=True)
class Page:
    """A page as blocks and their features."""

    lines: list[str]
    features: Array
    markup: Any = None


@dataclass(slots=True)
class Article:
    title: str | None = None
    authors: list[str] = field(default_factory=list)
    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    standfirst: str | None = None


def page_of_text(text: str) -> Page | None:
    lines = split_lines(text)
    if not lines:
        return None
    return Page(lines, describe(lines).features)


def page_of_html(markup: str) -> Page | None:
    made = read_markup(markup)
    if not made.blocks:
        return None
    return Page([b.text for b in made.blocks], describe_markup(made), made)


def article_of(page: Page, chance: Array) -> Article:
    def dayfirst():
        from newskit.language import identify
        lang = identify([" ".join(page.lines)[:3000]])[0]
        return None if lang == "en" else True
    found = decide(page.lines, chance, TEXT if page.markup is None else HTML, dayfirst)
    take = lambda numbers: [page.lines[n] for n in numbers]
    title=page.lines[found.title]; authors=found.authors; published=found.published
    if page.markup is not None:
        md=page.markup.metadata
        heads=[b.text for b in page.markup.blocks if b.tag=="h1" and len(b.text)>8]
        c=md.titles(heads,title); W={"JSON-LD":1.,"og:title":.75,"twitter:title":.1,"<title>":.1,"<h1>":1.,"alternative":.1,"model":.6}
        sc={}
        for k,t in c.items(): sc[even(t)]=sc.get(even(t),0)+W[k]
        best=max(sc,key=sc.get); title=next(c[k] for k in ("<h1>","JSON-LD","og:title","twitter:title","<title>","alternative","model") if k in c and even(c[k])==best)
        a=md.authors(); org=md.is_site(a); ld=bool(md.names)
        if a and not org and ld: authors=a
        elif authors: pass
        else: authors=a if ld or not org else []
        published=md.published() or published
    return Article(title, authors, published, found.updated, take(found.body), take(found.captions), " ".join(take(found.standfirst)) or None)
