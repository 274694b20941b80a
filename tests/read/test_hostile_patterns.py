"""Every compiled pattern of the library at growing sizes: none takes time that grows faster than the input."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import time
from functools import cache
from re import _constants as code  # the words of a parsed pattern, from which texts that nearly match are made
from re import _parser as parser

import pytest

import newskit

# Patterns that grow faster, and how long a text they are ever given: that long, they must be quick all the same.
BOUNDED = {
    "bylines": {
        **dict.fromkeys(("_LEAD", "_AND", "_TAIL"), 600),  # a longer byline is none
        **dict.fromkeys(("_LINE_DATE", "_LINE_BREAKS", "_LINE_AND", "_LINE_NO", "_LINE_ROLE"), 300),
        "_NAME_FORM": 60,
    },
    "read.dateline": {"_WITH_AGENCY": 160, "_CAPITALS": 160},
    "read.page.metadata": {"_AUTHOR_AND": 200, "_AUTHOR_CLASS": 300},
    "read.page.markup": {"_TAG": 2000},  # in markup as lexbor writes it, where every tag closes
    "read.page.outlet": {"_CRUMBS": 200, "_COPYRIGHT": 300, "_RIGHTS": 60},
}
# Patterns that are tried at one place of a text only, by `match` or `fullmatch`.
ANCHORED = {
    "language.keyphrases.forms": ("_QUANTITY",),
    "language.sentiment.korean.endings": ("_ADVERB", "_UNKNOWN_PARTICLE"),
    "read.page.decide": ("_COMMENTS",),
    "read.page.metadata": ("_TAIL",),
    "read.pages": ("_MARKUP",),
    "schema.coerce": ("_LISTLIKE",),
    "tables.frequency": ("_SPELLED",),
}
UNITS = [
    *"a A 1 가 é . , - = ( [ \" ' “ < & ! / _ @ A. 1. 1, 1- a- a. a' www a:/ '\\".split(" "),
    *(" ", "\n", "\t", "a ", "A ", "가 ", "$1 ", "a\n", " \n", "A b ", "<a "),
]


def patterns():
    """Yield the place and the pattern of each that a module holds, alone or in a tuple, list or dict."""
    seen = set()

    def inside(value, depth=0):
        if isinstance(value, re.Pattern):
            yield value
        elif depth < 3 and isinstance(value, (tuple, list, dict)):
            for item in list(value.values() if isinstance(value, dict) else value)[:1000]:
                yield from inside(item, depth + 1)

    for module in pkgutil.walk_packages(newskit.__path__, "newskit."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in inside(value) if not name.startswith("__") else ():
                if pattern not in seen:
                    seen.add(pattern)
                    yield module.name.removeprefix("newskit."), name, pattern


def one_of(items, rng):
    choices = []
    for kind, value in items:
        if kind is code.NEGATE:
            return "z"
        if kind is code.LITERAL:
            choices.append(chr(value))
        elif kind is code.RANGE:
            choices.append(chr(rng.choice(value)))
        elif kind is code.CATEGORY:
            choices.append({code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " "}.get(value, "a"))
    return rng.choice(choices)


def made(parsed, rng):
    """Return a text that a parsed pattern finds, or nearly: lookarounds are passed over."""
    out = []
    for kind, value in parsed:
        if kind is code.LITERAL:
            out.append(chr(value))
        elif kind is code.IN:
            out.append(one_of(value, rng))
        elif kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            least, most, inner = value
            times = least + rng.choice((0, 1, 2)) if most is code.MAXREPEAT else rng.choice((least, min(most, 3)))
            out += [made(inner, rng) for _ in range(times)]
        elif kind is code.SUBPATTERN:
            out.append(made(value[3], rng))
        elif kind is code.BRANCH:
            out.append(made(rng.choice(value[1]), rng))
        elif kind in (code.ANY, code.NOT_LITERAL):
            out.append("a")
    return "".join(out)[:40]


@cache
def units(pattern):
    rng = random.Random(7)  # noqa: S311 - any texts will do, the same each time
    given = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    parsed = parser.parse(given, pattern.flags & (re.VERBOSE | re.IGNORECASE))
    near = [made(parsed, rng) for _ in range(12)]
    pieces = [part for text in near for part in (text, text[:-1], text[: rng.randint(1, len(text) or 1)], text[-2:])]
    return list(dict.fromkeys([*UNITS, *filter(None, pieces)]))


def seconds(pattern, unit, size, *, anchored=False):
    text = (unit * (size // len(unit) + 1))[:size] + "\x00"
    given = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    if anchored:
        pattern.match(given)
        pattern.fullmatch(given[:-1])
    else:
        pattern.sub(given[:0], given)
    return time.process_time() - began


def grows(pattern, unit, *, anchored):
    """Whether four times the text takes far more than four times the time, told in as little time as can be."""
    size = 250
    while size < 8000:
        size *= 2
        cost = seconds(pattern, unit, size, anchored=anchored)
        if cost > 0.02:  # a linear pattern takes a millisecond or two for all of it
            half = min(seconds(pattern, unit, size // 2, anchored=anchored) for _ in range(2))
            again = min(seconds(pattern, unit, size, anchored=anchored) for _ in range(2))
            return again > 0.015 and again > 3 * half
    return False


FOUND = list(patterns())


def test_there_are_patterns_and_the_exceptions_are_among_them():
    names = {(module, name) for module, name, _ in FOUND}
    listed = {(module, name) for group in (BOUNDED, ANCHORED) for module, inner in group.items() for name in inner}
    assert len(FOUND) > 100
    assert listed <= names


@pytest.mark.parametrize(("module", "name", "pattern"), FOUND, ids=[f"{module}.{name}" for module, name, _ in FOUND])
def test_a_pattern_is_linear_or_its_input_short(module, name, pattern):
    bound = BOUNDED.get(module, {}).get(name)
    if bound is not None:
        assert [unit for unit in units(pattern) if seconds(pattern, unit, bound) > 0.2] == []
        return
    anchored = name in ANCHORED.get(module, ())
    assert [unit for unit in units(pattern) if grows(pattern, unit, anchored=anchored)] == []
