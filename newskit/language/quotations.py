"""Where a text quotes: what stands between quotation marks."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from newskit.language.tokens import Tokens

__all__ = ["are_quoted", "quoted_spans"]

# What may open or close a quotation, and line breaks. One class of characters, which is what regular expressions find
# fastest; what they mean is looked at one by one.
_MARK = re.compile(r"[\n\"“”„‟«»‹›「」『』〝〟＂‘‚’]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_CLOSES = {
    "“": "”", "„": "“”", "‟": "”", "”": "”", '"': '"', "＂": "＂", "«": "»", "»": "«", "‹": "›", "›": "‹",
    "「": "」", "『": "』", "〝": "〟", "‘": "’", "‚": "‘’",
}  # fmt: skip
_SINGLE = "‘‚"
_BEFORE_A_CLOSE = ".,!?…;:"


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


class _Quotations:
    """Reads the marks of a text one by one; each is looked at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[tuple[int, int]] = []
        self.opener, self.start = "", 0
        # A closing single mark may be the apostrophe of "workers’ rights": the right one is chosen at the end.
        self.ends: list[int] = []

    def read(self) -> list[tuple[int, int]]:
        for match in _MARK.finditer(self.text):
            mark, at = match[0], match.start()
            if mark == "\n":
                if self.opener and _BLANK_LINE.match(self.text, at):
                    self._end(at)
            elif mark in "‘‚’" and self._is_apostrophe(mark, at):
                continue
            elif self.opener and self.opener in _SINGLE:
                self._inside_single(mark, at)
            elif self.opener:
                if mark in _CLOSES[self.opener]:
                    self._end(at + 1)
            else:
                self._open(mark, at)
        self._end(len(self.text))
        return self.spans

    def _is_apostrophe(self, mark: str, at: int) -> bool:
        """Whether a single mark stands where it can neither open nor close: inside a word, or between spaces."""
        before, after = self.text[at - 1 : at], self.text[at + 1 : at + 2]
        if mark == "’":
            return not before.strip() or _is_letter(after)
        return _is_letter(before) or not _is_letter(after)

    def _open(self, mark: str, at: int) -> None:
        is_inch = mark == '"' and self.text[at + 1 : at + 2].strip() == ""
        if mark in _CLOSES and not is_inch:
            self.opener, self.start = mark, at

    def _inside_single(self, mark: str, at: int) -> None:
        if mark == "’":
            self.ends.append(at + 1)
        else:
            self._end(at)
            self._open(mark, at)

    def _end(self, at: int) -> None:
        """Close what is open; a single mark without an end was an apostrophe, as in ‘90s."""
        if self.opener and self.opener not in _SINGLE:
            self.spans.append((self.start, at))
        elif self.ends:
            last = [self.text[end - 2] for end in self.ends]
            sure = [end for end, before in zip(self.ends, last, strict=True) if before in _BEFORE_A_CLOSE]
            likely = [end for end, before in zip(self.ends, last, strict=True) if before not in "sS"]
            self.spans.append((self.start, (sure or likely or self.ends)[0]))
        self.opener, self.ends = "", []


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return where quotations stand in a text, in characters, their marks included.

    Straight and curly double marks, curly single ones, German, French and Danish ones, and East Asian brackets open
    and close a quotation; straight single ones do not, because they are apostrophes as well. A quotation that is not
    closed ends with its paragraph, as papers print one that goes on in the next.

    >>> quoted_spans('"Yes," she said. „Ja“, sagte er.')
    [(0, 6), (17, 21)]
    """
    return _Quotations(text).read()


def are_quoted(texts: list[str], tokens: Tokens) -> npt.NDArray[np.bool_]:
    """Return for each token of some texts whether it stands between quotation marks, these included.

    >>> from newskit.language import tokenize
    >>> are_quoted(['"Yes," she said.'], tokenize(['"Yes," she said.'])).tolist()
    [True, True, True, True, False, False, False]
    """
    change = np.zeros(len(tokens) + 1, dtype=np.int64)
    for number, text in enumerate(texts):
        spans = quoted_spans(text)
        if spans:
            first = tokens.bounds[number]
            edges = first + np.searchsorted(tokens.start[first : tokens.bounds[number + 1]], np.array(spans))
            np.add.at(change, edges[:, 0], 1)
            np.add.at(change, edges[:, 1], -1)
    return np.asarray(np.cumsum(change[:-1]) > 0)
