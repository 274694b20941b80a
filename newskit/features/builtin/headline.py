"""What a headline looks like."""

from __future__ import annotations

from newskit.features.core import feature

__all__ = ["title_capitals", "title_question"]

_QUESTION_MARKS = frozenset("?？؟;՞፧⁇⁈⁉")


@feature
def title_capitals(title: str) -> float | None:
    """Share of capitals among the headline's letters; missing where the script has no capitals.

    Examples
    --------
    >>> title_capitals("RAIN in May")
    0.5555555555555556
    >>> title_capitals("비가 왔다") is None
    True
    """
    upper = sum(map(str.isupper, title))
    cased = upper + sum(map(str.islower, title))
    return upper / cased if cased else None


@feature
def title_question(title: str) -> bool:
    """Whether the headline has a question mark, of any script.

    Examples
    --------
    >>> title_question("Will it rain?")
    True
    """
    return not _QUESTION_MARKS.isdisjoint(title)
