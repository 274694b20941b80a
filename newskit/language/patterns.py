"""What a user looks for: words, phrases, wildcards and regular expressions, ready to be found in tokens.

A pattern such as ``"prime minister*|premier"`` is split into alternatives and each of these into words by the rule that
splits texts (`newskit.language.characters`), so that what stands in a text in one piece is one piece in the pattern.
`newskit.language.matching` finds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from newskit.errors import InputError
from newskit.language.characters import SINGLE, kind_of
from newskit.language.scan import GAP_NONE
from newskit.language.tokens import composed, tokens_of

__all__ = ["Pattern", "Word", "compile_pattern"]

# Stands for a wildcard while a pattern is split into words: a letter (of Miao), so that it belongs to the word.
_STAR = "\U00016f00"
# Katakana words are written together like those of Han and Hiragana, but a run of them is one token.
_KANA = r"\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_KATAKANA = re.compile(f"[{_KANA}]")
_HANGUL, _LATIN = r"\uac00-\ud7a3", "0-9A-Za-z"
_LETTERS = r"[^\W\d_]{2}"
# Where a word may begin or end inside a token: where the script changes, as in G7サミット and AI가, ...
_CHANGE = (
    rf"(?<=[{_KANA}])(?=[^{_KANA}])|(?<=[^{_KANA}])(?=[{_KANA}])"
    rf"|(?<=[{_HANGUL}])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[{_HANGUL}])"
)
# ... at hyphens, at apostrophes except that of "won't", and at a full stop without a space behind it, as careless pages
# have between two sentences.
_BEFORE = rf"(?:\A|(?<=['\-])|(?<=[^\W\d_][^\W\d_]\.)(?={_LETTERS})|{_CHANGE})"
_AFTER = rf"(?:\Z|(?=-)|(?='(?![tT](?:\Z|['\-])))|(?<=[^\W\d_][^\W\d_])(?=\.{_LETTERS})|{_CHANGE})"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase.

    Parameters
    ----------
    chunks
        Its text, split where a wildcard stands: ``("inflat", "")`` is ``inflat*``, ``("", "")`` any word at all.
    glued
        Whether nothing may stand between it and the word before.
    single
        Whether it is a character of a script without spaces between words.
    """

    chunks: tuple[str, ...]
    glued: bool = False
    single: bool = False

    @property
    def is_any(self) -> bool:
        """Whether every word will do."""
        return not any(self.chunks)

    @property
    def piece(self) -> str:
        """The longest stretch without a wildcard, in small letters."""
        return max(self.chunks, key=len).lower()

    def regex(self, *, first: bool, last: bool, case: bool) -> re.Pattern[str]:
        """Return the expression that finds the word in a single token.

        The first word of a phrase must reach to the end of its token and the last one begin with it, those between be
        whole tokens; at the outer ends a word may be a part of a token: ``brexit`` is found in ``post-Brexit's``.
        """
        chunks = self.chunks if case else tuple(chunk.lower() for chunk in self.chunks)
        begin, *rest = map(re.escape, chunks)
        body = begin
        if rest:
            # Between wildcards the first fit is as good as any; never to go back keeps the search linear.
            body += "".join(rf"(?>.*?{chunk})" for chunk in rest[:-1]) + rf".*{rest[-1]}"
        # A letter or digit alone is too little to be a part: the t of "t-shirt", the 5 of "5-year".
        inner = sum(map(len, chunks)) > 1
        before = _boundary(chunks[0][:1], r"\A", _BEFORE, inner=first and inner)
        after = _boundary(chunks[-1][-1:], r"\Z", _AFTER, inner=last and inner)
        return re.compile(before + body + after, re.DOTALL)


def _boundary(character: str, whole: str, part: str, *, inner: bool) -> str:
    if not inner:
        return whole
    return "" if _KATAKANA.match(character) else part


@dataclass(frozen=True, slots=True)
class Pattern:
    """What to look for: a text matches if any of the alternatives does.

    Parameters
    ----------
    phrases
        The alternatives made of words.
    regexes
        Those that are regular expressions, to be looked for in the text itself.
    case
        Whether capital and small letters differ, for the phrases; an expression says so itself.
    across
        Whether a phrase may run over punctuation, ends of sentences and blank lines.
    """

    phrases: tuple[tuple[Word, ...], ...] = ()
    regexes: tuple[re.Pattern[str], ...] = ()
    case: bool = False
    across: bool = False


def compile_pattern(
    given: str | re.Pattern[str] | Iterable[str | re.Pattern[str]],
    *,
    case: bool = False,
    regex: bool = False,
    across: bool = False,
) -> Pattern:
    r"""Return a pattern ready to be found.

    Parameters
    ----------
    given
        A word (``rain``), a phrase (``prime minister``), either with wildcards (``inflat*``; ``*`` alone is any word),
        several of them with bars between (``rain|snow``), a compiled regular expression, or a list of all these. A
        backslash takes their meaning from ``*`` and ``|``.
    case
        Whether capital and small letters differ.
    regex
        Whether strings are regular expressions.
    across
        Whether a phrase may run over punctuation, ends of sentences and blank lines.

    Raises
    ------
    InputError
        If it is empty, not text, or no valid expression.

    Examples
    --------
    >>> [[word.chunks for word in phrase] for phrase in compile_pattern("rate cut*|euro").phrases]
    [[('rate',), ('cut', '')], [('euro',)]]
    """
    phrases: list[tuple[Word, ...]] = []
    regexes: list[re.Pattern[str]] = []
    for one in [given] if isinstance(given, str | re.Pattern) else given:
        if isinstance(one, re.Pattern) or (regex and isinstance(one, str)):
            regexes.append(_expression(one, case=case))
        elif isinstance(one, str):
            phrases += [_phrase(text, one, across=across) for text in _alternatives(one)]
        else:
            raise InputError(f"a pattern should be a string or a compiled expression, not {type(one).__name__}")
    if not phrases and not regexes:
        raise InputError("the list of patterns is empty; name at least one word")
    return Pattern(tuple(dict.fromkeys(phrases)), tuple(dict.fromkeys(regexes)), case, across)


def _expression(given: str | re.Pattern[str], *, case: bool) -> re.Pattern[str]:
    if isinstance(given, str):
        try:
            given = re.compile(given, re.NOFLAG if case else re.IGNORECASE)
        except re.error as error:
            raise InputError(f"{given!r} is no regular expression: {error}") from error
    if not isinstance(given.pattern, str):
        raise InputError(f"the expression {given.pattern!r} is for bytes; compile it from a string")
    if not given.pattern:
        raise InputError("the regular expression is empty")
    return given


def _alternatives(given: str) -> list[str]:
    """Return what stands between the bars, with `_STAR` for each wildcard."""
    parts, escaped = [""], False
    for character in given:
        if escaped and character not in "*|\\":
            raise InputError(
                f"\\{character} in {given!r} looks like a regular expression; pass regex=True for one, "
                "or write \\\\ for a backslash"
            )
        if escaped:
            parts[-1] += character
        elif character == "|":
            parts.append("")
        elif character != "\\":
            parts[-1] += _STAR if character == "*" else character
        escaped = character == "\\" and not escaped
    if escaped:
        raise InputError(f"{given!r} ends in a backslash; write \\\\ for one")
    return parts


def _phrase(text: str, given: str, *, across: bool) -> tuple[Word, ...]:
    """Return the words of an alternative."""
    tokens = tokens_of([text])
    forms = [composed(tokens.forms[number]) for number in tokens.ids.tolist()]
    if not forms:
        raise InputError(
            f"{given!r} has an empty alternative" if given.strip() else "the pattern is empty; name a word"
        )
    words = [
        Word(_chunks(form), glued and number > 0, kind_of(ord(form[0])) == SINGLE)
        for number, (form, glued) in enumerate(zip(forms, (tokens.gap == GAP_NONE).tolist(), strict=True))
    ]
    words = _without_idle(words, given)
    if across:
        # Marks are stepped over in the text, so they can't be asked for; alone, they can.
        words = [word for word in words if word.is_any or any(map(str.isalnum, "".join(word.chunks)))] or words
    if all(word.is_any for word in words):
        raise InputError(f"{given!r} stands for every word; name at least one")
    return tuple(words)


def _chunks(form: str) -> tuple[str, ...]:
    """Return the text between wildcards; several in a row are as good as one."""
    first, *rest = re.split(f"{_STAR}+", form)
    return (first, *rest)


def _without_idle(words: list[Word], given: str) -> list[Word]:
    """Return words without the wildcards that scripts without spaces make idle, since any character may follow."""

    def idle(at: int) -> bool:
        behind = words[at].glued and words[at - 1].single
        ahead = at + 1 < len(words) and words[at + 1].glued and words[at + 1].single
        return words[at].is_any and (behind or ahead)

    dropped = [at for at in range(len(words)) if idle(at)]
    if any(words[at].glued and at + 1 < len(words) and words[at + 1].glued for at in dropped):
        raise InputError(
            f"{given!r}: in a script without spaces between words, * can't stand inside a word; use regex=True, "
            "with .{0,5} for up to five characters"
        )
    unglued = {at + 1 for at in dropped if not words[at].glued}
    return [
        Word(word.chunks, word.glued and at not in unglued, word.single)
        for at, word in enumerate(words)
        if at not in dropped
    ]
