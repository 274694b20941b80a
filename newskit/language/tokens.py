"""The tokens of a corpus: integer arrays that every analysis shares."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from newskit.errors import InputError
from newskit.language.scan import scan

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["Tokens", "composed", "tokens_of"]

Ints = npt.NDArray[np.int32]
Made = TypeVar("Made")

# What other modules keep with the tokens is called so, and then by its own name.
_ANALYSIS = "analysis: "
# Ways to write one word: soft hyphens and word joiners, kinds of apostrophe and of hyphen.
_FOLDED = str.maketrans({"\u00ad": None, "\u2060": None, "’": "'", "ʼ": "'", "‐": "-", "‑": "-"})


def composed(form: str) -> str:
    """Return a form in the one way to write it: composed (NFC), apostrophes and hyphens alike, without soft hyphens.

    >>> composed("o’clock")
    "o'clock"
    """
    # A form of soft hyphens alone stays what it is: every form is at least a character.
    return form if form.isascii() else unicodedata.normalize("NFC", form.translate(_FOLDED)) or form


def _fold(form: str) -> str:
    return composed(form).lower()


def _holds_letter(form: str) -> bool:
    """Whether a form holds a letter or a digit; most begin with one."""
    return form[0].isalnum() or any(map(str.isalnum, form))


@dataclass(frozen=True, eq=False)
class Tokens:
    """The tokens of some texts as integer arrays, one entry per token, in the order of the texts.

    Parameters
    ----------
    ids : numpy.ndarray of int32
        Which of `forms` each token is.
    forms : list of str
        The distinct tokens, as they stand in the texts: case and punctuation kept.
    start, end : numpy.ndarray of int32
        Where each token stands in its own text: ``text[start:end]`` is the token.
    gap : numpy.ndarray of uint8
        What stands before it: 0 nothing, 1 a space, 2 a line break, 3 a blank line or the beginning of the text.
    bounds : numpy.ndarray of int64
        The tokens of text ``d`` are those from ``bounds[d]`` to ``bounds[d + 1]``.
    names : pandas.Index
        What the texts are called in `frame`: the articles' ids, or their numbers.

    Notes
    -----
    See `newskit.language.characters` for what a token is. A token takes 13 bytes, and 4 more each once `document`,
    `sentence` and `words_before` were asked for. The arrays cannot be written to: analyses share them.

    Examples
    --------
    >>> from newskit.language import tokenize
    >>> tokens = tokenize(["The U.S. won't pay.", "It rained."])
    >>> [tokens.forms[i] for i in tokens.ids[tokens.bounds[0] : tokens.bounds[1]]]
    ['The', 'U.S', '.', "won't", 'pay', '.']
    >>> tokens
    <Tokens: 9 tokens of 7 forms in 2 texts, 0.0 MB>
    """

    ids: Ints
    forms: list[str]
    start: Ints
    end: Ints
    gap: npt.NDArray[np.uint8]
    bounds: npt.NDArray[np.int64]
    names: pd.Index = field(repr=False)
    _worked: dict[str, Any] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for array in (self.ids, self.start, self.end, self.gap, self.bounds):
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.ids)

    def __repr__(self) -> str:
        shown = f"{len(self):,} tokens of {len(self.forms):,} forms in {self.n_texts:,} texts"
        return f"<Tokens: {shown}, {self.nbytes / 1e6:,.1f} MB>"

    @property
    def n_texts(self) -> int:
        """The number of texts, empty ones included."""
        return len(self.bounds) - 1

    @property
    def nbytes(self) -> int:
        """The memory that the arrays take, and about that of the forms and of what was worked out of them."""
        arrays = (self.ids, self.start, self.end, self.gap, self.bounds)
        per_token = 4 * sum(name in self._worked for name in ("document", "sentence", "words_before"))
        per_form = 80 + 80 * ("folded" in self._worked) + 20 * ("lines" in self._worked)
        of_analyses = (parts for name, parts in self._worked.items() if name.startswith(_ANALYSIS))
        more: int = sum(part.nbytes for parts in of_analyses for part in parts)
        return sum(array.nbytes for array in arrays) + more + per_token * len(self) + per_form * len(self.forms)

    def _once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what was worked out of the tokens before, under whatever names of the texts, or work it out."""
        if name not in self._worked:
            made = make()
            if isinstance(made, np.ndarray):
                made.flags.writeable = False
            self._worked[name] = made
        found: Made = self._worked[name]
        return found

    def worked_out(self, name: str, make: Callable[[], Made]) -> Made:
        """Return the arrays that an analysis made of the tokens before, or make them; they count in `nbytes`."""
        return self._once(f"{_ANALYSIS}{name}", make)

    @property
    def document(self) -> Ints:
        """The number of the text that each token stands in."""
        return self._once("document", lambda: np.repeat(np.arange(self.n_texts, dtype=np.int32), np.diff(self.bounds)))

    @property
    def is_word(self) -> npt.NDArray[np.bool_]:
        """Which forms hold a letter or a digit."""
        return self._once("is_word", lambda: np.array(list(map(_holds_letter, self.forms)), dtype=bool))

    @property
    def _folded(self) -> tuple[Ints, list[str]]:
        def fold() -> tuple[Ints, list[str]]:
            known: dict[str, int] = {}
            lower = map(_fold, self.forms)
            codes = np.fromiter((known.setdefault(form, len(known)) for form in lower), np.int32, len(self.forms))
            codes.flags.writeable = False
            return codes, list(known)

        return self._once("folded", fold)

    @property
    def lower(self) -> Ints:
        """Which of `lowers` each form is: what differs by case or by ways to write one character is one."""
        return self._folded[0]

    @property
    def lowers(self) -> list[str]:
        """The distinct forms in small letters, composed (NFC), apostrophes and hyphens alike, without soft hyphens."""
        return self._folded[1]

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """How often each form stands in the texts."""
        return self._once("counts", lambda: np.bincount(self.ids, minlength=len(self.forms)).astype(np.int64))

    @property
    def _lines(self) -> tuple[str, npt.NDArray[np.int64]]:
        def join() -> tuple[str, npt.NDArray[np.int64]]:
            sizes = np.fromiter(map(len, self.lowers), np.int64, len(self.lowers))
            return "\n".join([*self.lowers, ""]), np.cumsum(sizes + 1) - sizes - 1

        return self._once("lines", join)

    def lowers_with(self, piece: str) -> list[int]:
        """Return which of `lowers` hold a piece of text, in small letters: one search through all of them.

        >>> from newskit.language import tokenize
        >>> tokens = tokenize(["Inflation rose, deflation is far."])
        >>> [tokens.lowers[number] for number in tokens.lowers_with("flat")]
        ['inflation', 'deflation']
        """
        text, firsts = self._lines
        found = []
        at = text.find(piece)
        while 0 <= at < len(text):
            found.append(at)
            at = text.find(piece, text.find("\n", at) + 1)
        return [int(line) for line in np.searchsorted(firsts, found, side="right") - 1]

    @property
    def sentence(self) -> Ints:
        """The number of the sentence in its text that each token belongs to."""
        from newskit.language.sentences import sentence_numbers  # noqa: PLC0415 - it builds on this module

        return self._once("sentence", lambda: sentence_numbers(self))

    @property
    def n_sentences(self) -> npt.NDArray[np.int64]:
        """The number of sentences in each text."""
        return self._once("n_sentences", self._count_sentences)

    def _count_sentences(self) -> npt.NDArray[np.int64]:
        counts = np.zeros(self.n_texts, dtype=np.int64)
        filled = np.diff(self.bounds) > 0
        counts[filled] = self.sentence[self.bounds[1:][filled] - 1] + 1
        return counts

    @property
    def n_words(self) -> npt.NDArray[np.int64]:
        """The number of words in each text: tokens that hold a letter or a digit."""
        return self._once("n_words", lambda: self.sum_by_text(self.is_word[self.ids]))

    @property
    def words_before(self) -> Ints:
        """How many words stand before each token, in all texts together, and behind the last the number of all."""

        def count() -> Ints:
            before = np.zeros(len(self) + 1, dtype=np.int32)
            np.cumsum(self.is_word[self.ids] if len(self) else (), out=before[1:])
            return before

        return self._once("words_before", count)

    def sum_by_text(self, values: npt.NDArray[np.generic]) -> npt.NDArray[np.int64]:
        """Return the sum of a value of each token, such as a condition, over each text.

        >>> from newskit.language import tokenize
        >>> tokens = tokenize(["Rain!", "", "Rain?!"])
        >>> tokens.sum_by_text(~tokens.is_word[tokens.ids]).tolist()
        [1, 0, 2]
        """
        sums = np.concatenate([[0], np.cumsum(values, dtype=np.int64)])
        return np.asarray(sums[self.bounds[1:]] - sums[self.bounds[:-1]])

    def take(self, rows: npt.ArrayLike) -> Tokens:
        """Return the tokens of some of the texts, in the order given; forms and their ids stay as they are.

        Parameters
        ----------
        rows
            Numbers of texts, or a condition: one boolean for each text.

        Examples
        --------
        >>> from newskit.language import tokenize
        >>> tokens = tokenize(["Rain.", "Sun and rain.", ""])
        >>> tokens.take([2, 1]).n_words.tolist(), tokens.take(tokens.n_words == 1).n_words.tolist()
        ([0, 3], [1])
        """
        chosen = self._rows(rows)
        counts = np.diff(self.bounds)[chosen]
        bounds = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        at = np.arange(bounds[-1]) + np.repeat(self.bounds[:-1][chosen] - bounds[:-1], counts)
        arrays = (self.ids[at], self.forms, self.start[at], self.end[at], self.gap[at])
        taken = Tokens(*arrays, bounds, self.names[chosen])
        # What concerns forms is the same.
        taken._worked.update({"is_word": self.is_word, "folded": self._folded})
        if "lines" in self._worked:
            taken._worked["lines"] = self._lines
        return taken

    def _rows(self, rows: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """Return numbers of texts, for numbers or a condition."""
        given = np.asarray(rows)
        if given.dtype == bool:
            if given.shape != (self.n_texts,):
                raise InputError(f"the condition has shape {given.shape}; there are {self.n_texts} texts")
            return np.flatnonzero(given)
        if given.size and given.dtype.kind not in "iu":
            raise InputError(f"rows should be numbers of texts or a condition, not {given.dtype}")
        if given.ndim != 1 or (given.size and not -self.n_texts <= given.min() <= given.max() < self.n_texts):
            raise InputError(f"rows should be a list of numbers from 0 to {self.n_texts - 1}")
        return given.astype(np.int64)

    def renamed(self, names: pd.Index) -> Tokens:
        """Return the same tokens under other names of their texts; what was worked out of them is kept."""
        if len(names) != self.n_texts:
            raise InputError(f"there are {self.n_texts} texts but {len(names)} names")
        other = copy.copy(self)
        other.__dict__["names"] = names
        return other

    def matrix(self, *, lower: bool = True, words_only: bool = True, min_count: int = 1) -> sparse.csr_matrix:
        """Return how often each form stands in each text.

        Parameters
        ----------
        lower
            Whether ``Rain`` and ``rain`` are one column. The columns are those of `vocabulary` with the same settings.
        words_only
            Whether to leave punctuation out.
        min_count
            Columns that are rarer in all texts together are left out.

        Returns
        -------
        scipy.sparse.csr_matrix of int32
            Texts by forms, indices sorted.

        Examples
        --------
        >>> from newskit.language import tokenize
        >>> tokens = tokenize(["Rain, rain, go away.", "It rained."])
        >>> tokens.matrix().toarray()
        array([[2, 1, 1, 0, 0], [0, 0, 0, 1, 1]], dtype=int32)
        >>> tokens.vocabulary()
        ['rain', 'go', 'away', 'it', 'rained']
        """
        from scipy import sparse  # noqa: PLC0415 - takes as long to import as all of newskit

        column, names = self._columns(lower=lower, words_only=words_only, min_count=min_count)
        columns = column[self.ids]
        kept = columns >= 0
        bounds = np.concatenate([[0], np.cumsum(self.sum_by_text(kept))])
        columns = columns[kept]
        ones = np.ones(len(columns), dtype=np.int32)
        counted = sparse.csr_matrix((ones, columns, bounds), shape=(self.n_texts, len(names)))
        # There and back sorts the columns of every row in two passes, where sorting each row takes three times as long.
        counted = counted.tocsc().tocsr()
        counted.sum_duplicates()
        return counted

    def vocabulary(self, *, lower: bool = True, words_only: bool = True, min_count: int = 1) -> list[str]:
        """Return the columns of `matrix` with the same settings, in the order of their first appearance."""
        return self._columns(lower=lower, words_only=words_only, min_count=min_count)[1]

    def _columns(self, *, lower: bool, words_only: bool, min_count: int) -> tuple[Ints, list[str]]:
        """Return the column of each form, -1 for none, and the columns' names."""
        of_form, names = self._folded if lower else (np.arange(len(self.forms), dtype=np.int32), self.forms)
        frequency = np.bincount(self.ids, minlength=len(self.forms))
        counts = np.bincount(of_form, weights=frequency, minlength=len(names))
        keep = counts >= max(min_count, 1)
        if words_only:
            words = np.zeros(len(names), dtype=bool)
            words[of_form[self.is_word]] = True
            keep &= words
        new = np.where(keep, np.cumsum(keep) - 1, -1).astype(np.int32)
        return new[of_form], [name for name, kept in zip(names, keep, strict=True) if kept]

    def frame(self) -> pd.DataFrame:
        """Return the tokens as a tidy table.

        Returns
        -------
        pandas.DataFrame
            One row per token: ``id`` (of the article, or the number of the text), ``position`` (in the text, from 0),
            ``token``, ``start``, ``end`` (characters), ``sentence`` (from 0), ``is_word``.

        Examples
        --------
        >>> from newskit.language import tokenize
        >>> tokenize(["It rained."]).frame()
           id  position   token  start  end  sentence  is_word
        0   0         0      It      0    2         0     True
        1   0         1  rained      3    9         0     True
        2   0         2       .      9   10         0    False
        """
        forms = pd.array(self.forms, dtype=pd.StringDtype("pyarrow")) if self.forms else pd.array([], dtype="string")
        position = np.arange(len(self)) - self.bounds[:-1][self.document]
        return pd.DataFrame(
            {
                "id": self.names.take(self.document),
                "position": position,
                "token": forms.take(self.ids),
                "start": self.start,
                "end": self.end,
                "sentence": self.sentence,
                "is_word": self.is_word[self.ids] if self.forms else np.empty(0, bool),
            }
        )


def tokens_of(texts: Sequence[str], names: pd.Index | Iterable[object] | None = None) -> Tokens:
    """Return the tokens of texts, made anew; `newskit.language.tokenize` remembers them.

    >>> len(tokens_of(["Ferry resumes."]))
    3
    """
    index = pd.RangeIndex(len(texts)) if names is None else pd.Index(names)
    if len(index) != len(texts):
        raise InputError(f"there are {len(texts)} texts but {len(index)} names")
    return Tokens(*scan(texts), index)
