"""Check the sample corpus as it is written: ``python scripts/sample/check.py [outlet ...]``.

Prints what is wrong, a line each, and ends with 1 if anything is.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from sources import KINDS, OUTLETS, Piece, read_all

SHARED = 0.04  # five-word sequences that two articles may share
REPEATS = 3  # articles in which one six-word sequence may stand
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
TONES = {"-2", "-1", "0", "1", "2"}
MANNERS = {"direct", "partial", "unclosed"}
SIDES = {"before", "after", "pronoun", "none"}
WIRE_COPY = {"verbatim", "cut", "lead"}  # keep the spelling of the wire
ROLES = {"source", "verbatim", "cut", "lead", "rewritten", "uncredited", "update", "correction"}
# Spellings that part American from British English, each the other's counterpart.
AMERICAN = re.compile(
    r"\b(?:color|colors|colored|harbors?|labor|favor|favored|honor|honors|neighbors?|neighborhoods?|center|centers|"
    r"theater|meters|kilometers|liters|traveled|canceled|gray|defense|program(?:me)?d? of events|organiz\w+|"
    r"recogniz\w+|realiz\w+|apologiz\w+|criticiz\w+|analyz\w+|tons of wheat|plow\w*|mold|moldy|"
    r"tires|pajamas|fulfill|catalog)\b"
)
BRITISH = re.compile(
    r"\b(?:colours?|coloured|harbours?|labour|favour|favoured|honours?|neighbours?|neighbourhoods?|centre|centres|"
    r"theatre|metres|kilometres|litres|travelled|cancelled|grey|defence|programmes?|organis\w+|recognis\w+|realis\w+|"
    r"apologis\w+|criticis\w+|analys(?:e|ed|ing)|tonnes|plough\w*|mould\w*|tyres|pyjamas|catalogue)\b"
)
AMERICANS = {"meridian", "eaw"}
QUOTES = {
    "ledger": "\"'",
    "quayside": "\"'",
    "comet": "“”‘’",
    "nbs": "“”‘’",
    "humber": "“”‘’",
    "meridian": "“”‘’",
    "eaw": "“”‘’",
}
BANNED = re.compile(
    r"\b(?:Reuters|BBC|CNN|AFP|Yonhap|Bloomberg|Samsung|Hynix|Micron|Intel|FIFA|UEFA|Netflix|Facebook|Twitter|Google|"
    r"Apple Inc|Amazon|Tesla|Boeing|Barclays|HSBC|Lloyds|Santander|Tesco|Sainsbury|Greggs|Starmer|Trump|"
    r"Biden|Putin|Labour Party|Conservative Party|"
    r"Tory|Tories|Lib Dems?|Reform UK|Democrats?|Republicans?|Premier League|"
    r"Hollywood Reporter|Cannes|FDA|NHS England|Ofcom|Ofwat|Royal Mail|Network Rail|"
    r"Northern Rail|YouTube|TikTok|Instagram|WhatsApp)\b"
)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.casefold())


def grams(piece: Piece, n: int) -> set[tuple[str, ...]]:
    """Return the sequences of `n` words within the paragraphs of an article."""
    found: set[tuple[str, ...]] = set()
    for paragraph in piece.paragraphs:
        tokens = words(paragraph)
        found.update(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))
    return found


def labels(piece: Piece) -> Iterator[str]:
    """Yield what is labelled and does not stand in the article."""
    yield from piece.mistakes
    if not piece.body:
        yield "no body"
    if piece["kind"] not in KINDS:
        yield f"kind: {piece['kind']!r}"
    if piece["sentiment"] not in TONES:
        yield f"sentiment: {piece['sentiment']!r}"
    yield from _names(piece)
    yield from _actors(piece)
    yield from _quotes(piece)
    yield from _dates(piece)
    yield from _origin(piece)
    if found := BANNED.search("\n".join(piece.body) + piece["title"]):
        yield f"a real name: {found.group()}"


def _names(piece: Piece) -> Iterator[str]:
    for key in ("people", "places", "orgs"):
        yield from (f"{key}: {name!r} does not occur" for name in piece.lists[key] if name not in piece.visible)
    yield from (
        f"authors: {name!r} is not in the byline" for name in piece.lists["authors"] if name not in piece["byline"]
    )


def _actors(piece: Piece) -> Iterator[str]:
    for actor, tone in piece.rows["actor"]:
        if actor not in piece.visible:
            yield f"actor: {actor!r} does not occur"
        if tone not in TONES:
            yield f"actor: {actor} has tone {tone!r}"


def _quotes(piece: Piece) -> Iterator[str]:
    text = piece.visible
    for quote, speaker, manner, side in piece.rows["quote"]:
        if quote not in text:
            yield f"quote: {quote[:70]!r} does not occur"
        if manner not in MANNERS or side not in SIDES:
            yield f"quote: {manner!r}, {side!r}: not of {sorted(MANNERS)}, {sorted(SIDES)}"
        if speaker not in text and speaker:
            yield f"quote: speaker {speaker!r} does not occur"


def _dates(piece: Piece) -> Iterator[str]:
    for said, day in piece.rows["date"]:
        if said not in piece.visible:
            yield f"date: {said!r} does not occur"
        yield from _date(said, day)


def _origin(piece: Piece) -> Iterator[str]:
    """Yield what is wrong with the labels of where an article comes from: place, agency and role among its copies."""
    opening = piece.body[0][:90] if piece.body else ""
    if piece["place"] and piece["place"] not in opening:
        yield f"place: {piece['place']!r} is not in the opening"
    if piece["agency"] and piece["agency"] not in piece.visible:
        yield f"agency: {piece['agency']!r} does not occur"
    is_copy = bool(piece["group"]) and piece["original"] != "yes"
    if piece["role"] not in (ROLES if is_copy else {"", *ROLES}):
        yield f"role: {piece['role']!r}, which should be one of {sorted(ROLES)}"


def _date(said: str, day: str) -> Iterator[str]:
    if not re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", day):
        yield f"date: {day!r} is not YYYY, YYYY-MM or YYYY-MM-DD"
        return
    if len(day) == 10:
        try:
            weekday = WEEKDAYS[dt.date.fromisoformat(day).weekday()]
        except ValueError:
            yield f"date: {day} is no day"
            return
        named = [name for name in WEEKDAYS if re.search(rf"\b{name}\b", said.casefold())]
        if named and weekday not in named and not re.search(r"week after|days after|eve of|before", said):
            yield f"date: {said!r} is not a {weekday} as {day} is"


def spelling(piece: Piece) -> Iterator[str]:
    """Yield spellings and quotation marks that the outlet does not use."""
    if piece.outlet == "mirnae" or piece["role"] in WIRE_COPY:
        return
    wrong = BRITISH if piece.outlet in AMERICANS else AMERICAN
    names = " ".join([*piece.lists["orgs"], *piece.lists["places"], *piece.lists["people"]])
    for found in set(wrong.findall(piece.visible)):
        if found not in names:
            yield f"spelling of the other side: {found}"
    marks = [mark for mark in QUOTES[piece.outlet] if mark in piece.visible]
    if marks:
        yield f"quotation marks that the house does not use: {' '.join(marks)}"


def likeness(pieces: list[Piece]) -> Iterator[str]:
    """Yield pairs that share too much and sequences that too many use, outside the groups of duplicates."""
    fives = {piece.name: grams(piece, 5) for piece in pieces}
    groups = {piece.name: piece["group"] for piece in pieces}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, found in fives.items():
        for gram in found:
            holders[gram].append(name)
    shared = Counter(pair for names in holders.values() if len(names) > 1 for pair in combinations(sorted(names), 2))
    for (left, right), count in shared.items():
        least = max(min(len(fives[left]), len(fives[right])), 1)
        if count / least > SHARED and not (groups[left] and groups[left] == groups[right]):
            yield f"{left} and {right} share {count / least:.1%} of their five-word sequences"
    users: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for piece in pieces:
        for gram in grams(piece, 6):
            users[gram].add(piece["group"] or piece.name)
    for gram, names in users.items():
        if len(names) > REPEATS:
            yield f"{' '.join(gram)!r} stands in {len(names)} articles"


def main(chosen: Iterable[str]) -> int:
    """Print the mistakes in the articles of the outlets chosen, or of all; return 1 if there are any."""
    pieces = read_all()
    wanted = set(chosen) or set(OUTLETS)
    wrong = [f"{p.name}: {what}" for p in pieces if p.outlet in wanted for what in (*labels(p), *spelling(p))]
    urls = Counter((p["url"], p["updated"]) for p in pieces)
    wrong += [f"{url} stands {n} times" for (url, _), n in urls.items() if n > 1]
    wrong += [line for line in likeness(pieces) if any(outlet in line for outlet in wanted) or "stands in" in line]
    print("\n".join(wrong))
    for outlet in sorted(wanted):
        own = [p for p in pieces if p.outlet == outlet]
        total = sum(len(words(" ".join(p.body))) for p in own)
        stories = Counter(p["story"] for p in own)
        print(f"{outlet}: {len(own)} articles, {total:,} words; {dict(stories)}")
    print(f"{len(wrong)} mistakes")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
