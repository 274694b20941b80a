"""What is known of each line of a page: its characters, its words, its place among the others.

A page's lines are described together, as arrays: `describe` returns one row a line. The names of the columns are in
`COLUMNS`, so that a weight of the model can be read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from newskit.bylines import AGENCIES, line_names, looks_like_name
from newskit.read.dateline import read_dateline
from newskit.read.page.spaces import evened
from newskit.read.page.stamps import has_stamp
from newskit.read.page.words import CLASS_NAMES, CLASSES, FUNCTION_WORDS, TOKEN

__all__ = ["BYLINE_START", "COLUMNS", "Lines", "describe", "shifted", "split_lines", "within"]

Array = npt.NDArray[np.float32]

UPPER, LOWER, DIGIT, WIDE, END, CLOSE, OPEN, SEPARATOR, COMMA, SPACE, CREDIT = (1 << bit for bit in range(11))
_CLASS = {
    END: ".!?。！？…।۔؟",
    CLOSE: "\"'”’»)]」）』",
    OPEN: "\"'“‘„«‚「『",
    SEPARATOR: "|/•·›»>",
    COMMA: ",、，،",
    CREDIT: "/|(©–-:",
}
_WIDE_RANGES = (
    (0x0E00, 0x0EFF),
    (0x1100, 0x11FF),
    (0x3040, 0x30FF),
    (0x3400, 0x9FFF),
    (0xAC00, 0xD7AF),
    (0xF900, 0xFAFF),
)
WIDTH = 2.5  # a character of Chinese, Japanese, Korean or Thai says as much as that many letters
LONG = 80
_MOSTLY_WIDE = 1.4  # of a page's characters, as widths
SHORT_COSTS = 40.0
SHORT_LINE = 160  # longer lines are looked at by their characters alone
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.h]\d\d(?!\d)")
BYLINE_START = re.compile(
    r"(?:(?:written|reported|posted|story|words|eine? \w+|kolumne|kommentar|gastbeitrag) )?"
    r"(?:by|von|par|por|di|av|af|door|od|autor(?:in)?|author|oleh|text|texto|na|автор)\b:?\s*(?=\S)|by(?=[A-Z])",
    re.IGNORECASE,
)
_BY_INSIDE = re.compile(r"[|/•·,:–-] ?(?:by|von|par|por) [A-ZÀ-Ý]|^\w+ (?:von|by|av) [A-ZÀ-Ý]\w+ [A-ZÀ-Ý]")
_CREDIT_END = re.compile(
    r"(?:[/|(©–-]|foto:|photo:|image:|bild:|quelle:|getty|credit:?)\s*[^\s.!?][^.!?]{1,40}\)?$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]{3,}")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]\w")
_BY_WORDS = frozenset(
    "written reported posted story words eine ein kolumne kommentar gastbeitrag by von par por di av af door od autor "
    "autorin author oleh text texto na автор".split()
)
_PROSE = 6000  # characters of the story that lines are compared with
_TAIL = 60  # characters in which a credit stands

_OWN = (
    *("log_width", "width", "words", "ends", "ends_quoted", "colon", "question", "commas", "capitalised", "upper"),
    *("digits", "year", "date", "clock", "by", "by_inside", "name", "names", "separator", "address", "starts_lower"),
    *("starts_upper", "starts_quote", "starts_digit", "closes", "repeated", "word_length", "sentences", "credit_end"),
)
_WORDS = tuple(f"{name}_{kind}" for name in CLASS_NAMES for kind in ("count", "share"))
_PLACE = (
    *("position", "from_top", "from_bottom", "in_run", "after_run_start", "after_run_end", "near_run_start"),
    *("prose_before", "prose_around", "prose_near", "page_lines", "run_share", "long_share", "shared", "shared_count"),
    *("since_date", "until_date", "since_by", "until_by", "since_name", "until_name", "title_rank", "title_score"),
)
_NEAR = (
    *("ends_another", "another_ends_it", "opens_another", "name_share", "name_cover", "name_count", "is_byline"),
    *("author_in_run", "dateline"),
)
_WINDOW = (
    *("width", "ends", "date", "by", "name", "credit_count", "menu_count", "function_share", "upper", "clock", "colon"),
    *("words", "credit_end", "is_byline", "dateline"),
)
_REACH = (-3, -2, -1, 1, 2, 3)
_HERE = (*_OWN, *_WORDS, *_PLACE, *_NEAR)
_WINDOW_AT = [_HERE.index(name) for name in _WINDOW]
COLUMNS = (*_HERE, *(f"{name}[{by:+d}]" for by in _REACH for name in _WINDOW))


@dataclass(slots=True)
class Lines:
    """The lines of a page and their features.

    Parameters
    ----------
    text
        The lines, without empty ones.
    features
        A row a line, columns as `COLUMNS`.
    first, last
        The run of lines with the most prose: ``text[first:last]``.
    width
        The length of each line in characters, wide ones counted 2.5 times.
    """

    text: list[str]
    features: Array
    first: int
    last: int
    width: Array


_LONG_LINE = 10_000
MOST_BLOCKS = 20_000
"""What stands behind that many blocks of a page is not read: a book, a log, or hostile; each takes 4 KB of features."""


def split_lines(page: str) -> list[str]:
    """Return the lines of a page's text that hold anything, spaces evened out."""
    return [line for raw in page.splitlines() if (line := evened(raw).strip("\u200b\ufeff"))]


@cache
def _table() -> npt.NDArray[np.uint16]:
    table = np.zeros(0x10000, dtype=np.uint16)
    for code in range(0x3000):
        kind = unicodedata.category(chr(code))
        table[code] = {"Lu": UPPER, "Lt": UPPER, "Ll": LOWER, "Nd": DIGIT, "Zs": SPACE}.get(kind, 0)
    for first, last in _WIDE_RANGES:
        table[first : last + 1] = WIDE
    for bit, characters in _CLASS.items():
        for character in characters:
            table[ord(character)] |= bit
    for character in "０１２３４５６７８９":
        table[ord(character)] = DIGIT
    table[ord("\n")] = SPACE
    return table


def shifted(values: Array, by: int) -> Array:
    """Return the rows that stand `by` further down (up, if negative), zeros beyond the ends."""
    moved = np.zeros_like(values)
    if abs(by) < len(values):
        if by < 0:
            moved[-by:] = values[:by]
        else:
            moved[:-by] = values[by:]
    return moved


def within(values: Array, most: float) -> Array:
    """Return values cut at `most` to either side; ``np.clip`` takes five times as long on so few."""
    return np.minimum(np.maximum(values, -most), most)


def _best_run(width: list[float], is_long: list[bool]) -> tuple[int, int]:
    """Return the run of lines with the most long text, short lines counted against it (maximum-sum segment)."""
    best, best_sum, run, start = (0, 0), 0.0, 0.0, 0
    for number, (wide, long) in enumerate(zip(width, is_long, strict=True)):
        if run <= 0:
            run, start = 0.0, number
        run += min(wide, 600.0) if long else -SHORT_COSTS
        if run > best_sum:
            best_sum, best = run, (start, number + 1)
    return best


def _characters(lines: list[str]) -> tuple[dict[str, Array], Array]:
    """Return what the characters of each line tell, and the lines' widths."""
    joined = "\n".join(lines) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32)
    kinds = _table()[np.minimum(codes, 0xFFFF)]
    size = np.fromiter(map(len, lines), dtype=np.int64, count=len(lines))
    ends = np.cumsum(size + 1) - 1
    starts = ends - size

    def count(mask: npt.NDArray[np.bool_]) -> Array:
        return np.add.reduceat(mask, starts, dtype=np.int32).astype(np.float32)

    length = size.astype(np.float32)
    space = (kinds & SPACE) != 0
    upper = (kinds & UPPER) != 0
    opens = np.empty_like(space)  # the character begins a word
    opens[0], opens[1:] = True, space[:-1]
    words = count(space)  # with the line's own end
    wide = count((kinds & WIDE) != 0)
    width = length + (WIDTH - 1) * wide
    at, before, before2 = kinds[ends - 1], kinds[np.maximum(ends - 2, starts)], kinds[np.maximum(ends - 3, starts)]
    first, last = kinds[starts], codes[ends - 1]
    digits = count((kinds & DIGIT) != 0)
    marks = np.concatenate([[0], np.cumsum((kinds & CREDIT) != 0)])
    stops = np.zeros_like(space)
    stops[:-1] = ((kinds[:-1] & END) != 0) & space[1:] & (codes[1:] != 10)
    lowers = count((kinds & LOWER) != 0)
    found = {
        "log_width": np.log1p(width),
        "width": np.minimum(width, 600) / 200,
        "words": np.minimum(words, 40) / 10,
        "ends": (at & END) != 0,
        "ends_quoted": ((at & CLOSE) != 0) & (((before & END) != 0) | ((before2 & END) != 0)),
        "colon": (last == ord(":")) | (last == ord("：")),
        "question": (last == ord("?")) | (last == ord("？")),
        "commas": np.minimum(count((kinds & COMMA) != 0), 6) / 3,
        "capitalised": count(opens & upper) / words,
        "upper": (lowers == 0) & (count(upper) > 2),
        "digits": np.minimum(digits / length, 0.5) * 2,
        "separator": count((kinds & SEPARATOR) != 0) > 0,
        "starts_lower": (first & LOWER) != 0,
        "starts_upper": (first & UPPER) != 0,
        "starts_quote": (first & OPEN) != 0,
        "starts_digit": (first & DIGIT) != 0,
        "closes": last == ord(")"),
        "word_length": np.minimum(length / words, 15) / 10,
        "sentences": count(stops) > 0,
        "_credit": marks[ends] > marks[np.maximum(ends - _TAIL, starts)],
        "_capital": (first & LOWER) == 0,
        "_digits": digits,
        "_length": length,
    }
    return {name: np.asarray(values, dtype=np.float32) for name, values in found.items()}, width.astype(np.float32)


class _Codes(dict[str, int]):
    """The bits of each word's classes, 0 for any other word."""

    def __missing__(self, word: str) -> int:
        return 0


_CODES = _Codes(CLASSES)
_CODES["\n"] = _NEW_LINE = 1 << len(CLASS_NAMES)
_BITS = ((np.arange(1 << len(CLASS_NAMES))[:, None] >> np.arange(len(CLASS_NAMES))) & 1).astype(np.int16)


def _words(lines: list[str]) -> dict[str, Array]:
    """Return the counts and shares of each class of words, in short lines and at both ends of long ones."""
    seen = [line if len(line) <= SHORT_LINE else f"{line[:90]} {line[-50:]}" for line in lines]
    found = TOKEN.findall("\n" + "\n".join(seen).lower())
    codes = np.fromiter(map(_CODES.__getitem__, found), dtype=np.int64, count=len(found))
    starts = np.flatnonzero(codes == _NEW_LINE)
    counts = np.add.reduceat(_BITS[codes % _NEW_LINE], starts, axis=0)
    total = np.maximum(np.diff(starts, append=len(found)) - 1, 1)
    shares = (counts / total[:, None]).astype(np.float32)
    capped = (np.minimum(counts, 4) / 2).astype(np.float32)
    named = {f"{name}_count": capped[:, bit] for bit, name in enumerate(CLASS_NAMES)}
    return named | {f"{name}_share": shares[:, bit] for bit, name in enumerate(CLASS_NAMES)}


def _forms(lines: list[str], known: dict[str, Array]) -> dict[str, Array]:
    """Return what patterns find: dates, times, bylines, names, credits."""
    found = {
        name: np.zeros(len(lines), dtype=np.float32)
        for name in ("year", "date", "clock", "by", "by_inside", "name", "names", "address", "repeated", "credit_end")
    }
    digits, length = known["_digits"], known["_length"]
    for number in np.flatnonzero((digits > 1) & (length <= 400)).tolist():
        found["clock"][number] = _CLOCK.search(lines[number]) is not None
    for number in np.flatnonzero((digits > 3) & (length <= 400)).tolist():
        found["year"][number] = "20" in lines[number]
        found["date"][number] = has_stamp(lines[number])
    capital = (known["_capital"] > 0).tolist()
    for number in np.flatnonzero(length <= SHORT_LINE).tolist():
        _short_forms(lines[number], number, capital[number], found)
    credit = (known["_credit"] > 0).tolist()
    for number in np.flatnonzero(length < 500).tolist():
        line = lines[number]
        if credit[number] or "getty" in line.lower():
            found["credit_end"][number] = _CREDIT_END.search(line[-_TAIL:]) is not None
    counts = Counter(lines)
    found["repeated"][:] = np.minimum([counts[line] - 1 for line in lines], 3)
    return found


def _short_forms(line: str, number: int, is_capital: bool, found: dict[str, Array]) -> None:
    head = line.split(" ", 1)[0].rstrip(":").lower()
    by = (head in _BY_WORDS or head.startswith("by")) and BYLINE_START.match(line) is not None
    named = is_capital and len(line) < 40 and looks_like_name(line)
    if by:
        found["by"][number] = 1
    elif len(line) > 8 and _says_by(line):
        found["by_inside"][number] = _BY_INSIDE.search(line) is not None
    if named:
        found["name"][number] = 1
    elif len(line) > 8 and _says_and(line):
        found["names"][number] = 1
    if "@" in line or "http" in line or "www" in line or ".com" in line:
        found["address"][number] = 1


# Spelt out, since these are asked of every line and a loop over the words takes three times as long.
def _says_by(line: str) -> bool:
    return " by " in line or " von " in line or " par " in line or " por " in line or " av " in line


def _says_and(line: str) -> bool:
    return ", " in line or " and " in line or " und " in line or " & " in line


def _distances(flags: Array, n: int) -> tuple[Array, Array]:
    """Return how many lines up and down the next flagged one stands, in twelfths, 1 for none near."""
    marked = np.flatnonzero(flags > 0)
    if not len(marked):
        return np.ones(n, np.float32), np.ones(n, np.float32)
    index = np.arange(n)
    right = np.searchsorted(marked, index)
    up = np.where(right > 0, index - marked[np.maximum(right - 1, 0)], 30)
    down = np.where(right < len(marked), marked[np.minimum(right, len(marked) - 1)] - index, 30)
    return (np.minimum(up, 12) / 12).astype(np.float32), (np.minimum(down, 12) / 12).astype(np.float32)


def _shared(lines: list[str], first: int, last: int, is_wide: bool) -> tuple[Array, Array]:
    """Return which share of a line's words (pairs of characters) stands in the run of prose, and how many."""
    n = len(lines)
    share, count = np.zeros(n, np.float32), np.zeros(n, np.float32)
    prose = " ".join(lines[first:last])[:_PROSE].casefold()
    pieces = (
        {prose[i : i + 2] for i in range(len(prose) - 1)} if is_wide else set(_WORD.findall(prose)) - FUNCTION_WORDS
    )
    for number in range(max(0, first - 60), min(n, last + 12)):
        line = lines[number]
        if len(line) >= (120 if is_wide else 300) or first + 12 < number < last - 4:
            continue
        own = (
            {line[i : i + 2] for i in range(len(line) - 1)}
            if is_wide
            else set(_WORD.findall(line.casefold())) - FUNCTION_WORDS
        )
        if own:
            both = len(own & pieces)
            share[number], count[number] = both / len(own), min(both, 10) / 10
    return share, count


def _place(
    lines: list[str], width: Array, known: dict[str, Array], run: tuple[int, int], is_long: npt.NDArray[np.bool_]
) -> dict[str, Array]:
    first, last = run
    is_wide = float(width.sum()) > _MOSTLY_WIDE * float(known["_length"].sum())
    n = len(lines)
    index = np.arange(n, dtype=np.float32)
    prose = np.concatenate([[0.0], np.cumsum(np.where(is_long, width, 0), dtype=np.float64)])
    total = max(float(prose[-1]), 1.0)
    steps = np.arange(n)

    def around(before: int, after: int) -> npt.NDArray[np.float64]:
        span: npt.NDArray[np.float64] = prose[np.minimum(steps + after + 1, n)] - prose[np.maximum(steps - before, 0)]
        return span

    share, count = _shared(lines, first, last, is_wide)
    since_date, until_date = _distances(known["date"], n)
    since_by, until_by = _distances(known["by"], n)
    since_name, until_name = _distances(known["name"], n)
    score = share * np.minimum(width, 90) * ((width > 20) & (width < 180)) * (index <= first + 2)
    return {
        "position": index / n, "from_top": np.minimum(index, 60) / 60, "from_bottom": np.minimum(n - index, 60) / 60,
        "in_run": (index >= first) & (index < last),
        "after_run_start": within(index - first, 20) / 10, "after_run_end": within(index - last, 20) / 10,
        "near_run_start": np.minimum(np.abs(index - first), 5) / 5,
        "prose_before": prose[:-1] / total,
        "prose_around": around(5, 5) / total, "prose_near": np.log1p(around(2, 2)) / 5,
        "page_lines": np.log(n) / 5, "run_share": (last - first) / n,
        "long_share": float(is_long.mean()), "shared": share, "shared_count": count,
        "since_date": since_date, "until_date": until_date, "since_by": since_by, "until_by": until_by,
        "since_name": since_name, "until_name": until_name,
        "title_rank": score / max(float(score.max()), 1e-6), "title_score": np.minimum(score, 100) / 50,
    }  # fmt: skip


def _may_name(line: str) -> bool:
    """Whether a short line could hold names: no sentence, and no single word but an agency's or in another script."""
    if len(line) >= 130 or (line[-1] in ".!?:" and len(line) > 45):
        return False
    if not line.isascii():
        return True
    return (" " in line and _CAPITAL.search(line) is not None) or line.isupper() or line in AGENCIES


def _near(lines: list[str], first: int, last: int) -> dict[str, Array]:
    """Return a closer look at the short lines around both ends of the run: names, and lines that hold one another."""
    n = len(lines)
    found = {name: np.zeros(n, dtype=np.float32) for name in _NEAR}
    window = [*range(max(0, first - 30), min(n, first + 6)), *range(max(first + 6, last - 2), min(n, last + 4))]
    window = [number for number in window if 1 < len(lines[number]) < 140]
    longer = [lines[number] for number in window if len(lines[number]) > 15]
    run = "\n".join(lines[first:last])
    for number in window:
        line = lines[number]
        for other in longer if len(line) > 15 else ():
            if len(other) < len(line):
                found["another_ends_it"][number] += line.endswith(other)
                found["opens_another"][number] += line.startswith(other)
            elif len(other) > len(line):
                found["ends_another"][number] += other.endswith(line)
        if _may_name(line):
            names = line_names(line)
            if names:
                good = sum(map(looks_like_name, names))
                cover = sum(map(len, names))
                found["name_share"][number] = good / len(names)
                found["name_cover"][number] = min(cover / len(line), 1)
                found["name_count"][number] = min(len(names), 4) / 4
                found["is_byline"][number] = good > 0 and len(line) - cover < 30
                found["author_in_run"][number] = good > 0 and names[0] in run
    for number in range(max(0, first - 3), min(n, first + 8)):
        found["dateline"][number] = len(lines[number]) > 50 and read_dateline(lines[number]) is not None
    for name in ("another_ends_it", "opens_another", "ends_another"):
        np.minimum(found[name], 1, out=found[name])
    return found


def describe(lines: list[str]) -> Lines:
    """Return the features of a page's lines.

    Parameters
    ----------
    lines
        At least one line, none of them empty, as `split_lines` makes them.
    """
    # What a line is shows at its ends; the middle of a line of many megabytes would take twenty times as many.
    lines = [line if len(line) <= _LONG_LINE else f"{line[: _LONG_LINE - 1000]}{line[-1000:]}" for line in lines]
    known, width = _characters(lines)
    known |= _words(lines)
    is_long = (width >= LONG) & (known["menu_share"] < 0.2)
    first, last = _best_run(width.tolist(), is_long.tolist())
    known |= _forms(lines, known)
    known |= _place(lines, width, known, (first, last), is_long)
    known |= _near(lines, first, last)
    return Lines(lines, _matrix(known, len(lines)), first, last, width)


def _matrix(known: dict[str, Array], n: int) -> Array:
    """Return the columns side by side, those of `_WINDOW` once more for each line in reach."""
    made = np.zeros((n, len(COLUMNS)), dtype=np.float32)
    for number, name in enumerate(_HERE):
        made[:, number] = known[name]
    window = made[:, _WINDOW_AT]
    start = len(_HERE)
    for by in _REACH:
        at = slice(start, start + len(_WINDOW))
        if by < 0:
            made[-by:, at] = window[:by]
        else:
            made[:-by, at] = window[by:]
        start += len(_WINDOW)
    return made
