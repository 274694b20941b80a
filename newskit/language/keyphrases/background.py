"""How common words are in news at large: what sets a phrase of one article apart from what all articles say."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError, ReadError
from newskit.language.keyphrases.knowledge import lines_of
from newskit.writing import whole_files

__all__ = ["CAP", "Background", "packaged"]

CAP = 2.0
"""What a word is worth that no table knows: as much as one that a hundredth of articles hold."""
_COLUMNS = ["lang", "word", "articles"]


@dataclass(frozen=True, eq=False)
class Background:
    """In how many articles each word stands, by language.

    Make one with `newskit.keyphrase_background`, save it with `save` and get it back with `load`.

    Parameters
    ----------
    totals
        The number of articles of each language.
    counts
        For each language, the number of articles that each word stands in; words in small letters.

    Examples
    --------
    >>> background = Background({"en": 200}, {"en": {"government": 50, "ferry": 2}})
    >>> background.worth("en", ["government", "ferry", "puffin"]).round(2).tolist()
    [0.6, 2.0, 2.0]
    """

    totals: Mapping[str, int]
    counts: Mapping[str, Mapping[str, int]]

    def __post_init__(self) -> None:
        for lang, words in self.counts.items():
            total = self.totals.get(lang, 0)
            if total < 1 or min(words.values(), default=1) < 1 or max(words.values(), default=1) > total:
                raise InputError(
                    f"background: the words of {lang!r} should stand in 1 to {total} articles, the number of all"
                )

    def __repr__(self) -> str:
        shown = ", ".join(f"{lang}: {len(words):,} words" for lang, words in self.counts.items())
        return f"<Background of {sum(self.totals.values()):,} articles, {shown or 'no words'}>"

    def worth(self, lang: str, words: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return how much each word tells: minus the decimal logarithm of the share of articles that hold it.

        A word that is not in the table, or rarer than in one of a hundred articles, is worth 2.
        """
        known = self.counts.get(lang)
        if not known:
            return np.full(len(words), CAP)
        found = np.array([known.get(word, 0) for word in words], dtype=np.float64)
        share = np.where(found > 0, found, 1e-9) / self.totals[lang]
        return np.asarray(np.minimum(-np.log10(share), CAP))

    def frame(self) -> pd.DataFrame:
        """Return the table: ``lang``, ``word``, ``articles``; an empty word has the number of all articles."""
        rows: list[tuple[str, str, int]] = []
        for lang, total in self.totals.items():
            rows.append((lang, "", total))
            rows += [(lang, word, n) for word, n in self.counts.get(lang, {}).items()]
        return pd.DataFrame(rows, columns=_COLUMNS)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the table to a file: tab-separated text, or JSON if the name ends in ``.json``."""
        if Path(path).suffix.lower() == ".json":
            content = {lang: {"articles": total, "words": dict(self.counts.get(lang, {}))}
                       for lang, total in self.totals.items()}  # fmt: skip
            _write(path, json.dumps(content, ensure_ascii=False, indent=0))
            return
        rows = self.frame().itertuples(index=False)
        lines = ["\t".join(_COLUMNS), *(f"{lang}\t{word}\t{n}" for lang, word, n in rows)]
        _write(path, "\n".join(lines) + "\n")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Background:
        """Return the background that `save` wrote.

        Raises
        ------
        ReadError
            If the file is no such table.
        """
        try:
            text = Path(path).read_text(encoding="utf-8")
        except OSError as error:
            raise ReadError(f"the background {os.fspath(path)!r} cannot be read: {error.strerror}") from error
        try:
            if Path(path).suffix.lower() == ".json":
                return _of_json(text)
            return _of_table(text)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ReadError(f"{os.fspath(path)!r} is no table that Background.save wrote: {error}") from error


def _write(path: str | os.PathLike[str], text: str) -> None:
    with whole_files(path) as (part,):
        part.write_text(text, encoding="utf-8")


def _of_json(text: str) -> Background:
    content = json.loads(text)
    totals = {str(lang): int(part["articles"]) for lang, part in content.items()}
    return Background(totals, {str(lang): {str(w): int(n) for w, n in part["words"].items()}
                               for lang, part in content.items()})  # fmt: skip


def _of_table(text: str) -> Background:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if not lines or lines[0].split("\t") != _COLUMNS:
        raise ValueError("the first line should be: lang, word, articles, with tabs between")
    return _of_lines(lines[1:])


def _of_lines(lines: Iterable[str]) -> Background:
    totals: dict[str, int] = {}
    counts: dict[str, dict[str, int]] = {}
    for line in lines:
        lang, word, number = line.split("\t")
        if word:
            counts.setdefault(lang, {})[word] = int(number)
        else:
            totals[lang] = int(number)
    return Background(totals, counts)


@cache
def packaged() -> Background:
    """Return the table that ships with newskit: about a thousand common words a language."""
    return _of_lines(lines_of("background.tsv")[1:])
