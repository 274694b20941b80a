"""HTML to blocks: each a piece of text with what its tags, classes and containers hint at.

The page is parsed by lexbor, written back as clean markup and gone through once. `describe_markup` adds the hints'
columns to those of the text (`HINTS` names them).
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newskit.read.page.found import Containers
from newskit.read.page.lines import COLUMNS, MOST_BLOCKS, describe, shifted
from newskit.read.page.metadata import SAME, Metadata, even, read_metadata
from newskit.read.page.spaces import evened

__all__ = ["HINTS", "Block", "Markup", "containers_of", "describe_markup", "read_markup", "shallow"]

Array = npt.NDArray[np.float32]

_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)([^>]*)>([^<]*)")
_DROPPED = ["script", "style", "noscript", "template", "svg", "iframe", "select", "head", "math", "object", "textarea"]
_BLOCKS = frozenset(
    "p div section article main aside nav header footer ul ol li dl dt dd table tr td th tbody thead h1 h2 h3 h4 h5 h6 "
    "blockquote figure figcaption form fieldset address pre hr body details summary button label center picture video "
    "audio br".split()
)
_WHOLE = frozenset(("html", "body"))  # what these are called says nothing of a block
_VOID = frozenset("img br hr input meta link source wbr col area base embed track param path".split())
_ATTRIBUTE = re.compile(r'(?:class|id|itemprop|data-testid|data-component|data-qa|role)="([^"]*)"')
_WORDS = {
    "nav": r"nav|menu|foot|breadcrumb|toolbar|cookie|consent|login|widget|sidebar|\bside\b|\brail\b|hidden|popup|modal|"
    r"skip",
    "related": r"relat|recirc|teaser|most-?read|recommend|more-|-more|outbrain|taboola|trending|popular|feed|"
    r"read-?next|\bnext|promo|list|card|carousel|item",
    "comment": r"comment|reply|respond|disqus|reader|forum|message|discussion",
    "advert": r"newslet|share|sharing|social|\bads?\b|advert|\btags?\b|paywall|sign-?up|subscri|banner|disclaimer|"
    r"copyright|correct|poll|quiz|embed|tweet|twitter|follow",
    "story": r"articlebody|article-?_?body|body|content|story|entry|post|text|paragraph|richtext|prose|rte",
    "caption": r"caption|credit|figure|image|photo|bild|img|media|gallery|legend|fig",
    "byline": r"author|byline|by-line|autor|writer|contributor|redakt|person",
    "date": r"date|time|publish|datum|stamp|updated",
    "headline": r"headline|title|heading|\bhed\b|titel|titre|titulo|kicker|overline|dachzeile",
    "standfirst": r"summary|standfirst|lead|lede|intro|\bdek\b|subtitle|sub-?head|excerpt|abstract|chapo|description|"
    r"vorspann",
}
_WORD = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _WORDS.items()))
_KINDS = (
    *(*_WORDS, "in_article", "in_main", "in_aside", "in_header", "in_figure", "in_li", "in_td", "in_blockquote"),
    "of_others",
)
_BIT = {name: 1 << number for number, name in enumerate(_KINDS)}
_TAG_BITS = {
    "article": _BIT["in_article"],
    "main": _BIT["in_main"],
    "aside": _BIT["in_aside"],
    "header": _BIT["in_header"],
    "figure": _BIT["in_figure"],
    "li": _BIT["in_li"],
    "td": _BIT["in_td"],
    "blockquote": _BIT["in_blockquote"],
    "nav": _BIT["in_aside"] | _BIT["nav"],
    "footer": _BIT["in_aside"] | _BIT["nav"],
    "figcaption": _BIT["in_figure"] | _BIT["caption"],
    "form": _BIT["nav"],
    "time": _BIT["date"],
    "address": _BIT["byline"],
    "button": _BIT["nav"],
}
_IN_PRE = 1 << len(_KINDS)  # no column of the model: its lines are blocks
_TAG_BITS["pre"] = _IN_PRE
_NO_STANDFIRST = ~_BIT["standfirst"]
_INLINE = frozenset(("a", "b", "strong"))
# Elements that are called the readers' comments, or an aside of widgets, in so many words.
_OF_OTHERS = _BIT["of_others"]
_COMMENTS = re.compile(r"(?:^|[\s_-])comments?(?:$|[\s_-])|comment-?list|disqus")
_ASIDE = re.compile(r"widget|sidebar")
_NO_STORY = _BIT["nav"] | _BIT["related"] | _BIT["comment"] | _BIT["advert"]
_TAGS = ("p", "h1", "h2", "h3", "h4", "li", "blockquote", "figcaption", "td", "div", "span", "time", "section", "other")
_TAG_NUMBER = {tag: number for number, tag in enumerate(_TAGS)}
_DECAY = 0.88  # of a paragraph's weight at each container further out
_NESTING = re.compile(
    r"<(?P<close>/?)(?:(?P<block>(?:div|ul|ol|li|section|article|blockquote|table|tbody|tr|td|dl|dd|center|details|"
    r"fieldset|form|main|aside|nav|header|footer|address|p|h\d)\b)|(?!(?:img|br|hr|input|meta|link|source|wbr|col|area|"
    r"base|embed|track|param)\b)[a-z])[^<>]*>",
    re.IGNORECASE,
)
_LITTLE = 400  # characters
_MANY_TAGS = 20_000
_HUGE = 4_000_000  # characters
_DEEPEST = 400  # open elements; lexbor itself stops at about as many
_DEEPEST_INLINE = 4000  # of the others, which cost less and are often left open
_REACH_BACK = 60  # how far up a closing tag looks for its element
_EDGES = " \u200b\ufeff\xa0"
_NUMBERS = ("links", "bold", "time", "depth")
_CONTAINERS = ("parent", "grandparent", "signature", "pair")
_CONTEXT = (
    *(f"{name}_{of}" for name in _CONTAINERS for of in ("share", "top")),
    *("in_best", "container_share", "from_best", "to_best", "alike", "is_title", "in_title", "in_description"),
    *("names_author", "in_body_data", "has_body_data"),
)
_HINTS = (*(f"{kind}_hint" for kind in _KINDS), *(f"<{tag}>" for tag in _TAGS), *_NUMBERS, *_CONTEXT)
_WINDOW = (
    *("nav_hint", "related_hint", "comment_hint", "advert_hint", "story_hint", "caption_hint", "in_article_hint"),
    *("in_aside_hint", "in_figure_hint", "links", "parent_top", "grandparent_top", "pair_top", "in_best", "<p>"),
)
_REACH = (-2, -1, 1, 2)
HINTS = (*COLUMNS, *_HINTS, *(f"{name}[{by:+d}]" for by in _REACH for name in _WINDOW))
_AT = {name: number for number, name in enumerate(_HINTS)}


@dataclass(slots=True)
class Block:
    """A piece of text between two block-level tags."""

    text: str
    tag: str
    bits: int
    links: float
    bold: float
    has_time: bool
    depth: int
    parent: int
    grandparent: int
    signature: str
    parent_signature: str
    ancestors: tuple[int, ...]


@dataclass(slots=True)
class Markup:
    """A page as blocks, with its metadata; `is_cut` where it has more than `MOST_BLOCKS` of them."""

    blocks: list[Block]
    metadata: Metadata
    is_cut: bool = False


@lru_cache(maxsize=1 << 15)
def _value_bits(value: str) -> int:
    bits = 0
    for match in _WORD.finditer(value[:300].lower()):
        bits |= _BIT[match.lastgroup or ""]
    return bits


@lru_cache(maxsize=1 << 15)
def _attribute_bits(attributes: str) -> int:
    bits = 0
    for value in _ATTRIBUTE.findall(attributes):
        bits |= _value_bits(value)
    return bits | (_OF_OTHERS if bits & _BIT["comment"] and _are_comments(attributes) else 0)


def _are_comments(attributes: str) -> bool:
    return any(_COMMENTS.search(value.lower()) for value in _ATTRIBUTE.findall(attributes))


def shallow(source: str) -> str:
    """Return a page without the elements that are nested deeper than any page has reason to be.

    They would cost quadratic time.
    """
    if source.count("<") < _MANY_TAGS:
        return source
    blocks = others = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal blocks, others
        step = -1 if match["close"] else 1
        if match["block"]:
            blocks = max(0, blocks + step)
            return match[0] if step < 0 or blocks <= _DEEPEST else ""
        others = max(0, others + step * (match[0][-2] != "/"))
        return match[0] if step < 0 or others <= _DEEPEST_INLINE else ""

    return _NESTING.sub(kept, source)


def _without_comments(markup: str) -> str:
    pieces, at = [], 0
    while (start := markup.find("<!--", at)) >= 0 and (end := markup.find("-->", start + 4)) >= 0:
        pieces.append(markup[at:start])
        at = end + 3
    return "".join([*pieces, markup[at:]])


class _Container(NamedTuple):
    """An open block-level element."""

    tag: str
    bits: int
    number: int
    signature: str
    around: _Container | None
    ancestors: tuple[int, ...]


class _Walk:
    """One pass over the tags of a page."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        # tag, bits and innermost container of each open element
        self.stack: list[tuple[str, int, _Container]] = [("body", 0, _Container("body", 0, 0, "", None, (0,)))]
        self.pieces: list[str] = []
        self.linked = self.bold = self.number = 0
        self.has_time = self.in_link = self.in_bold = False

    def flush(self) -> None:
        text = "".join(self.pieces)
        self.pieces.clear()
        text = evened(html.unescape(text) if "&" in text else text).strip(_EDGES)
        if text:
            _, bits, own = self.stack[-1]
            parent = own.around or own
            size = len(text)
            block = Block(
                text=text,
                tag=own.tag,
                bits=bits | own.bits,
                links=min(self.linked / size, 1),
                bold=min(self.bold / size, 1),
                has_time=self.has_time,
                depth=len(self.stack),
                parent=parent.number,
                grandparent=(parent.around or parent).number,
                signature=own.signature,
                parent_signature=parent.signature,
                ancestors=own.ancestors,
            )
            self.blocks.append(block)
        self.linked = self.bold = 0
        self.has_time = False

    def run(self, markup: str) -> None:
        # One list is quickest; a huge page is gone through piece by piece, since reading may stop early.
        tags = _TAG.findall(markup) if len(markup) < _HUGE else (match.groups() for match in _TAG.finditer(markup))
        stack, pieces = self.stack, self.pieces
        for close, tag, attributes, text in tags:
            if pieces and tag in _BLOCKS:
                self.flush()
                if len(self.blocks) >= MOST_BLOCKS:
                    return
            if close:
                self._close(tag)
            elif tag not in _VOID and len(stack) < _DEEPEST:
                self._open(tag, attributes)
            if text:
                self._take(text)
        self.flush()

    def _close(self, tag: str) -> None:
        if tag in _INLINE:
            self.in_link, self.in_bold = self.in_link and tag != "a", self.in_bold and tag == "a"
        stack = self.stack
        if stack[-1][0] == tag and len(stack) > 1:
            stack.pop()
            return
        for depth in range(len(stack) - 1, max(0, len(stack) - _REACH_BACK), -1):
            if stack[depth][0] == tag:
                del stack[depth:]
                break

    def _open(self, tag: str, attributes: str) -> None:
        if tag in _INLINE:
            self.in_link, self.in_bold = self.in_link or tag == "a", self.in_bold or tag != "a"
        self.number += 1
        _, bits, container = self.stack[-1]
        bits = (bits & _NO_STANDFIRST) | _TAG_BITS.get(tag, 0)
        if attributes and tag not in _WHOLE:
            bits |= _attribute_bits(attributes)
            if tag == "aside" and _ASIDE.search(attributes):
                bits |= _OF_OTHERS
        if tag in _BLOCKS:
            around = (*container.ancestors[-5:], self.number)
            container = _Container(tag, bits, self.number, tag + attributes[:120], container, around)
        elif tag == "time":
            self.has_time = True
        self.stack.append((tag, bits, container))

    def _take(self, text: str) -> None:
        if text.isspace():
            if self.pieces:
                self.pieces.append(" ")
        elif self.stack[-1][1] & _IN_PRE:
            self._preformatted(text)
        else:
            self.pieces.append(text)
            if self.in_link:
                self.linked += len(text)
            if self.in_bold:
                self.bold += len(text)

    def _preformatted(self, text: str) -> None:
        for line in text.split("\n"):
            self.pieces.append(line)
            self.flush()


def containers_of(markup: Markup) -> Containers:
    """Return where the blocks of a page stand."""
    blocks = markup.blocks
    bits = np.array([block.bits for block in blocks], dtype=np.int64)
    return Containers(
        around=[block.ancestors for block in blocks],
        links=[block.links for block in blocks],
        in_figure=((bits & (_BIT["caption"] | _BIT["in_figure"])) != 0).tolist(),
        is_furniture=((bits & (_BIT["advert"] | _BIT["comment"])) != 0).tolist(),
        of_others=(bits & _OF_OTHERS) != 0,
        is_figcaption=np.array([block.tag == "figcaption" for block in blocks], dtype=bool),
    )


def _without_navigation(tree: LexborHTMLParser) -> int:
    """Drop menus, buttons and the site's footer from a page, and return how many characters are left."""
    tree.strip_tags(["nav", "button"])
    for footer in [node for node in tree.css("footer") if not _stands_in_story(node)]:
        footer.decompose()
    return len(tree.body.text()) if tree.body else 0


def _stands_in_story(footer: LexborNode) -> bool:
    """Whether a footer is part of an article, or of another footer that goes anyway."""
    up = footer.parent
    while up is not None and up.tag not in ("article", "main", "footer"):
        up = up.parent
    return up is not None


def read_markup(source: str, url: str | None = None, *, is_whole: bool = False) -> Markup:
    """Return the blocks and the metadata of a page.

    Parameters
    ----------
    source
        The page, whatever the state of its markup.
    url
        Its address.
    is_whole
        Whether to keep what its tags call navigation. Half of a page's blocks are; they are read only where next to
        nothing stands outside of them.
    """
    tree = LexborHTMLParser(shallow(source))
    metadata = read_metadata(tree, url)
    tree.strip_tags(_DROPPED)
    if not is_whole and _without_navigation(tree) < _LITTLE:
        return read_markup(source, url, is_whole=True)
    walk = _Walk()
    walk.run(_without_comments(tree.html or ""))
    return Markup(walk.blocks, metadata, is_cut=len(walk.blocks) >= MOST_BLOCKS)


def _shares(keys: list[object], prose: Array) -> tuple[Array, Array]:
    """Return which share of the page's prose stands under the same key, of all and of the largest."""
    numbers: dict[object, int] = {}
    where = np.array([numbers.setdefault(key, len(numbers)) for key in keys])
    total = np.bincount(where, weights=prose)
    mine = total[where].astype(np.float32)
    return mine / max(float(total.sum()), 1), mine / max(float(total.max()), 1)


def _best_container(blocks: list[Block], prose: Array, clean: Array) -> tuple[Array, Array]:
    """Return which blocks stand in the container with the most prose, and how much stands around each block."""
    weights = clean + 0.3 * (prose - clean)
    score: dict[int, float] = {}
    for block, weight in zip(blocks, weights.tolist(), strict=True):
        if weight:
            for steps, container in enumerate(reversed(block.ancestors)):
                score[container] = score.get(container, 0.0) + weight * _DECAY**steps
    best = max(score, key=score.__getitem__) if score else -1
    inside = np.array([best in block.ancestors for block in blocks], dtype=np.float32)
    around = np.array([max(score.get(c, 0.0) for c in block.ancestors[-2:]) for block in blocks], dtype=np.float32)
    return inside, around / max(float(prose.sum()), 1)


def _agreement(lines: list[str], metadata: Metadata) -> list[Array]:
    """Return how each block agrees with what the page says of itself."""
    n = len(lines)
    whole = "\n".join(lines).translate(SAME).casefold().split("\n")  # as `even` does it, all at once
    folded = [line if len(line) < 400 else "" for line in whole]
    article, meta = metadata.article, metadata.meta
    given = (article.get("headline"), meta.get("og:title"), meta.get("twitter:title"), metadata.title)
    titles = {even(text) for text in given if isinstance(text, str)} - {""}
    title = even(metadata.title)
    described = " ".join(
        even(text)
        for text in (article.get("description"), meta.get("og:description"), meta.get("description"))
        if isinstance(text, str)
    )
    names = [name.casefold() for name in metadata.names]
    data = article.get("articleBody")
    body = even(html.unescape(data)) if isinstance(data, str) and len(data) > 200 else ""
    columns = [
        [line in titles for line in folded],
        [len(line) > 12 and line in title for line in folded],
        [len(line) > 20 and line[:80] in described for line in folded],
        [len(line) < 200 and any(name in line for name in names) for line in folded] if names else [False] * n,
        [len(line) > 25 and line[:60] in body for line in whole] if body else [False] * n,
        [bool(body)] * n,
    ]
    return [np.array(column, dtype=np.float32) for column in columns]


def describe_markup(markup: Markup) -> Array:
    """Return the features of a page's blocks, columns as `HINTS`.

    Parameters
    ----------
    markup
        At least one block.
    """
    blocks = markup.blocks
    n = len(blocks)
    lines = [block.text for block in blocks]
    described = describe(lines)
    bits = np.array([block.bits for block in blocks], dtype=np.int64)
    kinds = ((bits[:, None] >> np.arange(len(_KINDS))) & 1).astype(np.float32)
    tags = np.zeros((n, len(_TAGS)), np.float32)
    tags[np.arange(n), [_TAG_NUMBER.get(block.tag, len(_TAGS) - 1) for block in blocks]] = 1
    numbers = np.array([(b.links, b.bold, b.has_time, min(b.depth, 30) / 15) for b in blocks], dtype=np.float32)
    is_prose = (described.width >= 60) & (numbers[:, 0] < 0.4)
    prose = np.where(is_prose, np.minimum(described.width, 800), 0).astype(np.float32)
    clean = np.where((bits & _NO_STORY) == 0, prose, 0).astype(np.float32)
    context: list[Array] = []
    signatures = [block.signature for block in blocks]
    pairs: list[object] = [(block.tag, block.parent_signature) for block in blocks]
    for keys in ([b.parent for b in blocks], [b.grandparent for b in blocks], signatures, pairs):
        context += _shares(list(keys), prose)
    inside, around = _best_container(blocks, prose, clean)
    there = np.flatnonzero(inside)
    first, last = (int(there[0]), int(there[-1])) if len(there) else (0, 0)
    index = np.arange(n)
    counts = Counter(signatures)
    alike = np.minimum([counts[signature] for signature in signatures], 50) / 50
    from_ends = [np.clip(index - first, -10, 10) / 5, np.clip(index - last, -10, 10) / 5]
    context += [inside, around, *(np.asarray(values, np.float32) for values in (*from_ends, alike))]
    context += _agreement(lines, markup.metadata)
    own = np.hstack([kinds, tags, numbers, np.stack(context, axis=1).astype(np.float32)])
    window = own[:, [_AT[name] for name in _WINDOW]]
    return np.hstack([described.features, own, *(shifted(window, by) for by in _REACH)])
