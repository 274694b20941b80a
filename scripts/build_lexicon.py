"""Merge word lists into the sentiment lexicon, settle what they disagree on, and prune what real news never uses.

    python scripts/build_lexicon.py TABLE CORPUS.jsonl.gz [PART.tsv ...]

TABLE is the lexicon that ships (newskit/language/lexicons/en.tsv); it is read, if it exists, and written. A part has a
line for each word: its forms with commas between, the valence, and a note. CORPUS holds one JSON article a line, with
``text`` and ``title``; a phrase that stands in none of them is left out, together with its other forms, unless one of
the forms does. Single words stay: that a word is rare is no reason not to know it.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

from newskit.language import Tokens, tokens_of

HEADER = (
    "# The newskit sentiment lexicon for English news. Written for newskit; CC0 1.0, no rights reserved.\n"
    "# forms, valence from -4 to 4, case (exact: only as written; name: only as written where a capital means a\n"
    "# name, not at the beginning of a sentence or in a headline of capitals), note\n"
)
# Written forms that differ less than this between small and capital letters are one entry.
SAME = 0.6


class Line(NamedTuple):
    """Forms that share a valence."""

    forms: list[str]
    valence: float
    case: str
    note: str


def read(path: Path) -> list[Line]:
    """Return the lines of a table or a part."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        case, note = (cells[2], cells[3]) if len(cells) > 3 else ("", cells[2] if len(cells) > 2 else "")
        forms = [" ".join(form.split()) for form in cells[0].split(",")]
        case = case or ("name" if "case-sensitive" in note else "")
        lines.append(Line(list(dict.fromkeys(filter(None, forms))), float(cells[1]), case, note))
    return lines


def settle(values: list[float], form: str = "") -> float:
    """Return what raters meant: their middle if they differ in sign and there are three, else their mean.

    A phrase that one of them holds to be neutral is: who lists "interest rate" with zero wants it blocked.
    """
    if " " in form and 0 in values:
        return 0.0
    both = min(values) < 0 < max(values)
    return median(values) if both and len(values) > 2 else mean(values)


def merged(lines: list[Line]) -> list[Line]:
    """Return one line for each word; a written form stands once."""
    given: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    cased: dict[str, str] = {}
    for line in lines:
        for form in line.forms:
            given[form.lower()][form].append(line.valence)
            if line.case:
                cased[form] = line.case
    made: list[Line] = []
    seen: set[str] = set()
    for line in lines:
        groups: dict[tuple[float, str], list[str]] = defaultdict(list)
        for form in line.forms:
            written, valence, case = entry(form, given[form.lower()], cased)
            if written not in seen:
                seen.add(written)
                groups[round(valence, 1) + 0.0, case].append(written)
        made += [Line(forms, valence, case, line.note) for (valence, case), forms in groups.items()]
    return made


def entry(form: str, written: dict[str, list[float]], cased: dict[str, str]) -> tuple[str, float, str]:
    """Return how a form is written in the table, its valence, and the case that decides."""
    if form in cased or apart(form, written):
        inner = form[1:] != form[1:].lower() and " " not in form
        return form, settle(written[form], form), cased.get(form) or ("exact" if inner else "name")
    same = {other: values for other, values in written.items() if other not in cased and not apart(other, written)}
    common = form.lower() if form.lower() in same else min(same)
    return common, settle([value for values in same.values() for value in values], form), ""


def apart(form: str, written: dict[str, list[float]]) -> bool:
    """Whether a form with capitals means something else than the same in small letters."""
    small = written.get(form.lower())
    return form != form.lower() and small is not None and abs(settle(small) - settle(written[form])) >= SAME


def used(lines: list[Line], corpus: Tokens) -> list[Line]:
    """Return the lines of single words, and of phrases that the corpus holds."""
    numbers = {form: number for number, form in enumerate(corpus.lowers)}
    words = [[numbers.get(corpus_form, -1) for corpus_form in lowers_of(form)] for line in lines for form in line.forms]
    runs = present(words, corpus)
    kept, at = [], 0
    for line in lines:
        found = runs[at : at + len(line.forms)]
        at += len(line.forms)
        if any(found) or any(re.fullmatch(r"\S+", form) for form in line.forms):
            kept.append(line)
    return kept


def lowers_of(form: str) -> list[str]:
    """Return the words of a form, as tokens."""
    made = tokens_of([form])
    return [made.lowers[made.lower[number]] for number in made.ids.tolist()]


def present(phrases: list[list[int]], corpus: Tokens) -> list[bool]:
    """Return which phrases, as numbers of words, the corpus holds."""
    wanted = {tuple(phrase) for phrase in phrases if -1 not in phrase}
    starts = {phrase[0] for phrase in wanted}
    sizes = defaultdict(set)
    for phrase in wanted:
        sizes[phrase[0]].add(len(phrase))
    stream = corpus.lower[corpus.ids].tolist()
    found = {
        run
        for at, word in enumerate(stream)
        if word in starts
        for size in sizes[word]
        if (run := tuple(stream[at : at + size])) in wanted
    }
    return [tuple(phrase) in found for phrase in phrases]


def write(lines: list[Line], path: Path) -> None:
    """Write the table, sorted by first form."""
    rows = sorted(lines, key=lambda line: (line.forms[0].lower(), line.forms[0]))
    text = "".join(
        f"{','.join(line.forms)}\t{line.valence:g}\t{line.case}\t{line.note}".rstrip("\t") + "\n" for line in rows
    )
    path.write_text(HEADER + text, encoding="utf-8")


def main() -> None:
    """Read, merge, prune, write."""
    table, corpus, *parts = map(Path, sys.argv[1:])
    lines = [line for path in (table, *parts) if path.exists() for line in read(path)]
    with gzip.open(corpus, "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    tokens = tokens_of([f"{article.get('title') or ''}\n\n{article.get('text') or ''}" for article in articles])
    whole = merged(lines)
    kept = used(whole, tokens)
    write(kept, table)
    n_forms = sum(len(line.forms) for line in kept)
    print(f"{len(lines):,} lines given, {len(whole):,} merged, {len(kept):,} kept with {n_forms:,} forms")


if __name__ == "__main__":
    main()
