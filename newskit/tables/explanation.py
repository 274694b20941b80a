"""Why a text has its sentiment: what each word contributes, as a table and as highlighted text."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd

__all__ = ["Explanation"]

_MOST_CHARACTERS = 20_000
_NAMED = 5
# Blue and orange can be told apart by nearly everyone; half-transparent, they go with light and dark themes.
_POSITIVE, _NEGATIVE = "31, 119, 200", "230, 110, 0"
_STYLE = """
WHY {max-width: 60em; line-height: 1.6; font-size: 14px}
WHY p {margin: 0 0 .4em}
WHY .nk-text {white-space: pre-wrap; overflow-wrap: anywhere}
WHY mark {color: inherit; border-radius: 3px; padding: 0 2px}
WHY u {text-decoration-thickness: 2px}
WHY .nk-small {opacity: .75; font-size: 12px}
""".replace("WHY", ".newskit-why.newskit-why")


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why a text has its score.

    Attributes
    ----------
    text
        The text.
    score
        What `newskit.sentiment`, or with a target `newskit.target_sentiment`, gives for it; NaN where there is nothing
        to score.
    contributions
        A row for each word and phrase that contributes: ``start`` and ``end`` (characters), ``words``, ``sentence``
        (from 0), ``valence`` (as in the lexicon, -4 to 4), ``value`` (after the rules), ``weight`` (of the place toward
        the target; 1 without one), ``contribution`` (to the score: they sum up to it), ``rules`` (what the words around
        it did).
    target
        Whom it is toward; None for the text as a whole.
    mentions
        Where the target is mentioned: pairs of characters.

    Notes
    -----
    A notebook shows the text with its words highlighted; `to_html` returns that as HTML, everything in it escaped.

    Examples
    --------
    >>> import newskit as nk
    >>> why = nk.explain_sentiment("Layoffs surge as profits plunge.")
    >>> why.frame()["words"].tolist()
    ['surge', 'plunge']
    """

    text: str
    score: float
    contributions: pd.DataFrame = field(repr=False)
    target: str | None = None
    mentions: tuple[tuple[int, int], ...] = ()

    def frame(self) -> pd.DataFrame:
        """Return the contributions as a table of one's own."""
        return self.contributions.copy()

    def __str__(self) -> str:
        strongest = self.contributions.sort_values("contribution", key=abs, ascending=False, kind="stable")
        named = strongest.head(_NAMED)
        shown = [f"{words} {share:+.2f}" for words, share in zip(named["words"], named["contribution"], strict=True)]
        rest = len(strongest) - len(shown)
        more = f" and {rest} more" if rest > 0 else ""
        return f"sentiment{self._toward()} {self._number()}: {', '.join(shown) or 'no scored words'}{more}"

    def __repr__(self) -> str:
        return f"<Explanation: {self}>"

    def _number(self) -> str:
        return "missing" if math.isnan(self.score) else f"{self.score:+.3f}"

    def _toward(self) -> str:
        return f" toward {self.target!r}" if self.target is not None else ""

    def to_html(self) -> str:
        """Return the text as HTML with what contributes highlighted: blue is positive, orange negative."""
        shown = self.text[:_MOST_CHARACTERS]
        cut = len(self.text) - len(shown)
        note = f'<p class="nk-small">{cut:,} more characters are not shown; frame() has all words.</p>' if cut else ""
        n = len(self.contributions)
        head = f"sentiment{escape(self._toward())} <b>{self._number()}</b> from {n:,} words and phrases"
        legend = (
            f'<mark style="background: rgba({_POSITIVE}, .45)">good</mark> '
            f'<mark style="background: rgba({_NEGATIVE}, .45)">bad</mark>'
        )
        return (
            f'<div class="newskit-why"><style>{_STYLE}</style><p class="nk-small">{head} &nbsp; {legend}</p>'
            f'<p class="nk-text" dir="auto">{self._marked(len(shown))}</p>{note}</div>'
        )

    def _repr_html_(self) -> str | None:
        return self.to_html() if pd.get_option("display.notebook_repr_html") else None

    def _marked(self, end: int) -> str:
        """Return the text up to a character, escaped, with marks around words and lines under mentions."""
        most = float(self.contributions["contribution"].abs().max()) if len(self.contributions) else 0.0
        spans = [
            (row["start"], row["end"], _mark(row["contribution"], most, _told(row)))
            for row in self.contributions.to_dict("records")
        ]
        spans += [(first, last, "<u>") for first, last in self.mentions]
        parts, at = [], 0
        for first, last, opening in sorted(spans):
            if at <= first and last <= end:
                closing = "</u>" if opening == "<u>" else "</mark>"
                parts += [escape(self.text[at:first]), opening, escape(self.text[first:last]), closing]
                at = last
        return "".join([*parts, escape(self.text[at:end])])


def _told(row: Mapping[Hashable, Any]) -> str:
    """Return what a tooltip says of a word."""
    told = [f"lexicon {row['valence']:+.1f}", *row["rules"]]
    return f"{row['contribution']:+.3f} ({'; '.join(told)})"


def _mark(contribution: float, most: float, told: str) -> str:
    strength = 0.15 + 0.5 * abs(contribution) / most if most else 0.15
    color = _POSITIVE if contribution >= 0 else _NEGATIVE
    return f'<mark style="background: rgba({color}, {strength:.2f})" title="{escape(told)}">'
