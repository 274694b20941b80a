"""The sample corpus as it is written: one file an article, a header of labels above the text.

The header's lines are ``key: value``; `LISTS` names the keys whose value is a list parted by semicolons and `ROWS`
those that may stand several times, with fields parted by ``|``. An empty line ends the header; the paragraphs follow.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["KINDS", "OUTLETS", "Piece", "read_all", "read_piece"]

ARTICLES = Path(__file__).with_name("articles")
OUTLETS = ("meridian", "ledger", "quayside", "comet", "nbs", "humber", "eaw", "mirnae")
KINDS = (
    *("news", "brief", "live", "opinion", "interview", "list", "obituary", "explainer", "review", "letter", "analysis"),
    "feature",
)
LISTS = ("authors", "people", "places", "orgs")
ROWS = {"caption": (1, 2), "actor": (2, 2), "quote": (4, 4), "date": (2, 2)}
ONCE = (
    *("url", "published", "updated", "byline", "section", "kind", "story", "title", "standfirst", "place", "agency"),
    *("sentiment", "group", "original", "role"),
)
NEEDED = ("url", "published", "section", "kind", "story", "title", "sentiment")


@dataclass(slots=True)
class Piece:
    """One article as written: labels as text, paragraphs in order."""

    path: Path
    outlet: str
    fields: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    paragraphs: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    def __getitem__(self, key: str) -> str:
        return self.fields.get(key, "")

    @property
    def name(self) -> str:
        """Outlet and file, which tell the article from all others."""
        return f"{self.outlet}/{self.path.stem}"

    @property
    def body(self) -> list[str]:
        """Paragraphs as readers see them: without the mark of a subheading."""
        return [paragraph.removeprefix("## ") for paragraph in self.paragraphs]

    @property
    def captions(self) -> list[str]:
        """Captions with their credits, as they stand on the page."""
        return [" ".join(part for part in row if part) for row in self.rows["caption"]]

    @property
    def visible(self) -> str:
        """Everything that a reader of the article sees."""
        return "\n".join([self["title"], self["standfirst"], *self.captions, self["byline"], *self.body])

    def time(self, key: str) -> dt.datetime | None:
        """Return the label `key` as a time with its zone, None where there is none."""
        return dt.datetime.strptime(self[key], "%Y-%m-%d %H:%M %z") if self[key] else None


def read_piece(path: Path) -> Piece:
    """Read one article; what does not fit the form is kept in its ``mistakes``."""
    piece = Piece(path, path.parent.name, lists={key: [] for key in LISTS}, rows={key: [] for key in ROWS})
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        _take(piece, key.strip(), value.strip() if colon else None)
    piece.paragraphs = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    piece.mistakes += [f"no {key}:" for key in NEEDED if not piece[key]]
    for key in ("published", "updated"):
        try:
            piece.time(key)
        except ValueError:
            piece.mistakes.append(f"{key}: {piece[key]!r} is not like 2025-03-18 14:05 +0900")
    return piece


def _take(piece: Piece, key: str, value: str | None) -> None:
    if value is None:
        piece.mistakes.append(f"a header line without a colon: {key[:60]!r}")
    elif key in LISTS:
        piece.lists[key] += [part.strip() for part in value.split(";") if part.strip()]
    elif key in ROWS:
        row = tuple(part.strip() for part in value.split(" | "))
        low, high = ROWS[key]
        if not low <= len(row) <= high:
            piece.mistakes.append(f"{key}: {value[:60]!r} has {len(row)} fields, not {low} to {high}")
        elif value:
            piece.rows[key].append(row)
    elif key not in ONCE:
        piece.mistakes.append(f"unknown key {key!r}")
    elif key in piece.fields:
        piece.mistakes.append(f"{key}: stands twice")
    else:
        piece.fields[key] = value


def read_all(folder: Path = ARTICLES) -> list[Piece]:
    """Read every article, by outlet and name."""
    return [read_piece(path) for outlet in OUTLETS for path in sorted((folder / outlet).glob("*.txt"))]
