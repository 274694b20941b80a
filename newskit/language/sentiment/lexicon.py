"""Lexicons: words with a valence, words that change it, and what moves up or down."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pandas as pd

from newskit.errors import InputError, require_choice
from newskit.language.tokens import composed

__all__ = ["CASES", "KINDS", "Lexicon", "LexiconTable", "Term", "as_lexicon", "packaged", "packaged_languages"]

KINDS = ("word", "negator", "implicit", "booster", "damper", "contrast", "hedge", "movement", "thing", "comparison")
CASES = ("", "exact", "name")
_MOST = 4.0


class Term(NamedTuple):
    """A word or phrase: a valence (`kind` ``"word"``) or what it does to the words around it."""

    form: str
    value: float
    kind: str = "word"
    case: str = ""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The terms that a language is scored with.

    Parameters
    ----------
    terms
        By form in small letters (as written, where case decides), kind and case.

    Examples
    --------
    >>> lexicon = packaged("en").changed({"splendid": 3.0, "party": None})
    >>> lexicon.valence("splendid"), lexicon.valence("Interest rate")
    (3.0, 0.0)
    """

    terms: Mapping[tuple[str, str, str], Term]

    def __len__(self) -> int:
        return len(self.terms)

    def __repr__(self) -> str:
        words = sum(term.kind == "word" for term in self.terms.values())
        return f"<Lexicon: {words:,} words and phrases, {len(self) - words:,} rules>"

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Lexicon:
        """Return a lexicon of these terms; of two for one form, the last counts."""
        return cls({_key(term): term for term in terms})

    def changed(self, changes: LexiconTable) -> Lexicon:
        """Return this lexicon with terms added, replaced, and (those whose value is missing) taken out.

        Parameters
        ----------
        changes
            A dict of valences, where a missing one takes a word out of the rules, too; a table with the columns
            ``term`` and ``valence`` (``kind``, ``case``), or the path of one; or another lexicon.
        """
        terms = dict(self.terms)
        for term in changes.terms.values() if isinstance(changes, Lexicon) else _read(changes):
            if term.kind == "word" and not term.case:  # a word of the user's stands for its capital form, too
                for case in CASES:
                    terms.pop((_folded(term.form, ""), "word", case), None)
            if math.isnan(term.value):
                terms.pop(_key(term), None)
            else:
                terms[_key(term)] = term
        return Lexicon(terms)

    def valence(self, form: str) -> float | None:
        """Return the valence of a word or phrase, whatever its case; None if it has none."""
        found = self.terms.get((_folded(form, ""), "word", ""))
        return found.value if found else None

    def frame(self) -> pd.DataFrame:
        """Return the terms as a table: ``term``, ``value``, ``kind``, ``case``."""
        return pd.DataFrame(
            {
                "term": [term.form for term in self.terms.values()],
                "value": [term.value for term in self.terms.values()],
                "kind": [term.kind for term in self.terms.values()],
                "case": [term.case for term in self.terms.values()],
            }
        )


LexiconTable: TypeAlias = Lexicon | pd.DataFrame | Mapping[str, float | None] | str | os.PathLike[str]


def _folded(form: str, case: str) -> str:
    written = composed(" ".join(form.split()))
    return written if case else written.lower()


def _key(term: Term) -> tuple[str, str, str]:
    return _folded(term.form, "").lower(), term.kind, term.case


def _text(name: str) -> str:
    return files("newskit.language").joinpath("lexicons", name).read_text(encoding="utf-8")


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield [*line.split("\t"), "", "", ""]


def _words(text: str) -> Iterator[Term]:
    for forms, valence, case, *_ in _rows(text):
        for form in forms.split(","):
            yield Term(form, float(valence), "word", case)


def _rules(text: str) -> Iterator[Term]:
    for forms, kind, factor, *_ in _rows(text):
        for form in forms.split(","):
            yield Term(form, float(factor), kind)


@cache
def packaged_languages() -> tuple[str, ...]:
    """Return the languages that newskit has a lexicon for, as ISO 639-1 codes.

    >>> "en" in packaged_languages()
    True
    """
    names = (entry.name for entry in files("newskit.language").joinpath("lexicons").iterdir())
    return tuple(sorted(name.removesuffix(".tsv") for name in names if len(name) == len("en.tsv")))


@cache
def packaged(lang: str = "en") -> Lexicon:
    """Return the lexicon that ships with newskit; languages without one get an empty lexicon to add to.

    They were written for newskit and are in the public domain (CC0 1.0): English and Korean.

    >>> packaged("en").valence("ceasefire") > 0
    True
    """
    if lang == "ko":  # the third column of its words is their part of speech
        rated = (Term(form, float(valence)) for form, valence, *_ in _rows(_text("ko.tsv")))
        return Lexicon.of([*rated, *_rules(_text("ko_rules.tsv"))])
    if lang != "en":
        return Lexicon({})
    return Lexicon.of([*_words(_text("en.tsv")), *_rules(_text("en_rules.tsv")), *_rules(_text("en_direction.tsv"))])


def as_lexicon(lang: str, given: LexiconTable | Mapping[str, LexiconTable] | None) -> Lexicon:
    """Return the lexicon of a language with the user's changes; a `Lexicon` stands for itself.

    Parameters
    ----------
    lang
        ISO 639-1 code.
    given
        Changes to the lexicon of whatever language, or a dict of changes by language: ``{"de": "valences.tsv"}``.

    Examples
    --------
    >>> len(as_lexicon("de", {"gut": 2.0})), len(as_lexicon("de", {"fr": {"bon": 2.0}}))
    (1, 0)
    """
    if isinstance(given, Mapping) and any(
        isinstance(v, (Lexicon, pd.DataFrame, Mapping, Path)) for v in given.values()
    ):
        return as_lexicon(lang, given.get(lang))  # type: ignore[arg-type]  # a dict by language
    if isinstance(given, Lexicon):
        return given
    return packaged(lang) if given is None else packaged(lang).changed(given)  # type: ignore[arg-type]


def _read(given: object) -> Iterator[Term]:
    """Yield the terms of a table in any of the forms in which users have one."""
    if isinstance(given, Mapping):
        for form, value in given.items():
            term = _checked(form, value, "word", "")
            yield term
            if math.isnan(term.value):  # a dict knows no kinds: what is taken out is no rule's word either
                yield from (term._replace(kind=kind) for kind in KINDS[1:])
    elif isinstance(given, pd.DataFrame):
        yield from _of_frame(given)
    elif isinstance(given, (str, os.PathLike)):
        yield from _of_file(Path(given))
    else:
        raise InputError(
            "lexicon should be a dict of valences, a table with the columns 'term' and 'valence', the path of one, "
            f"or a Lexicon, not {type(given).__name__}"
        )


def _of_frame(frame: pd.DataFrame) -> Iterator[Term]:
    value = next((name for name in ("valence", "value", "factor") if name in frame.columns), None)
    if "term" not in frame.columns or value is None:
        columns = ", ".join(map(repr, frame.columns))
        raise InputError(f"the lexicon should have the columns 'term' and 'valence'; there are: {columns or 'none'}")
    kinds = frame["kind"] if "kind" in frame.columns else ["word"] * len(frame)
    cases = frame["case"] if "case" in frame.columns else [""] * len(frame)
    for form, number, kind, case in zip(frame["term"], frame[value], kinds, cases, strict=True):
        yield _checked(form, number, "word" if pd.isna(kind) or kind == "" else kind, "" if pd.isna(case) else case)


def _of_file(path: Path) -> Iterator[Term]:
    """Yield the terms of a TSV: with a header line that has ``term``, or in the form of newskit's own table."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the lexicon {str(path)!r} cannot be read as UTF-8 text: {error}") from error
    rows = list(_rows(text))
    if rows and "term" in rows[0]:
        width = max(len(row) for row in rows)
        names = [name or f"unnamed {at}" for at, name in enumerate([*rows[0], *[""] * width][:width])]
        yield from _of_frame(pd.DataFrame([[*row, *[""] * width][:width] for row in rows[1:]], columns=names))
        return
    for number, (forms, value, case, *_) in enumerate(rows, start=1):
        if not value:
            raise InputError(f"line {number} of the lexicon {str(path)!r} should be terms, a tab and a valence")
        for form in forms.split(","):
            yield _checked(form, value, "word", case)


def _checked(form: object, value: object, kind: object, case: object) -> Term:
    """Return a term of the user's, or raise an error that names it."""
    if not isinstance(form, str) or not form.strip():
        raise InputError(f"a term of the lexicon is {form!r}; it should be a word or phrase")
    require_choice(f"kind of {form!r}", kind, KINDS)
    require_choice(f"case of {form!r}", case, CASES)
    return Term(form.strip(), _number(form, value, _MOST), str(kind), str(case))


def _number(form: str, value: object, most: float) -> float:
    """Return a valence or factor; what is missing takes the term out."""
    if value is None or value is pd.NA or value == "":
        return math.nan
    try:
        number = float(value)  # type: ignore[arg-type]  # what it cannot take is what the error is about
    except (TypeError, ValueError):
        number = math.inf
    if isinstance(value, bool) or abs(number) > most:
        raise InputError(f"the valence of {form!r} is {value!r}; it should be a number from {-most:g} to {most:g}")
    return number
