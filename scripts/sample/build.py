"""Make the sample corpus that ships: ``python scripts/sample/build.py``.

Reads the articles as written, checks them, and writes them as each outlet would deliver them (`furniture.py`) into
``newskit/sample/articles``, with the labels in ``newskit/sample/gold.jsonl.gz``.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from check import main as check
from furniture import PAGES
from sources import OUTLETS, Piece, read_all

SAMPLE = Path(__file__).parents[2] / "newskit" / "sample"
ALWAYS_UPDATED = ("eaw", "ledger")  # their pages give both times, the same if nothing was changed


def _iso(piece: Piece, key: str) -> str | None:
    moment = piece.time(key)
    return moment.isoformat() if moment else None


def _json_lines(pieces: list[Piece]) -> tuple[str, list[int]]:
    """Return the wire's feed, one object a line in the order of publication, and the line of each."""
    lines = []
    for piece in pieces:
        record = {
            "url": piece["url"],
            "headline": piece["title"],
            "byline": piece["byline"].removeprefix("By "),
            "date_published": _iso(piece, "published"),
            "date_modified": _iso(piece, "updated"),
            "publisher": "Meridian News Agency",
            "language": "en-US",
            "desk": piece["section"],
            "standfirst": piece["standfirst"] or None,
            "captions": piece.captions,
            "body": "\n\n".join(piece.body),
            "urgency": 3 if piece["kind"] == "brief" else 4,
        }
        lines.append(
            json.dumps({key: value for key, value in record.items() if value not in (None, [])}, ensure_ascii=False)
        )
    return "\n".join(lines) + "\n", list(range(1, len(lines) + 1))


def _csv(pieces: list[Piece]) -> tuple[str, list[int]]:
    """Return the daily's archive export, as a spreadsheet would save it, and the line that each row begins at."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(
        [
            *("Headline", "Standfirst", "Author", "Publication date", "Last updated"),
            *("Section", "Publication", "URL", "Captions", "Full text"),
        ]
    )
    starts = []
    for piece in pieces:
        starts.append(out.getvalue().count("\n") + 1)
        table.writerow(
            [
                *(piece["title"], piece["standfirst"], "; ".join(piece.lists["authors"]), _iso(piece, "published")),
                *(_iso(piece, "updated") or "", piece["section"], "The Quayside", piece["url"]),
                *(json.dumps(piece.captions, ensure_ascii=False) if piece.captions else "", "\n\n".join(piece.body)),
            ]
        )
    return out.getvalue(), starts


# The file of each outlet that delivers a table, and what makes it: its text, and the line that each article begins at.
TABLES: dict[str, tuple[str, Callable[[list[Piece]], tuple[str, list[int]]]]] = {
    "meridian": ("meridian.jsonl", _json_lines),
    "quayside": ("quayside.csv", _csv),
}


def labels(piece: Piece, origin: str) -> dict[str, Any]:
    """Return the labels of an article as they ship."""
    return {
        "origin": origin,
        "outlet": piece.outlet,
        "url": piece["url"],
        "title": piece["title"],
        "standfirst": piece["standfirst"] or None,
        "authors": piece.lists["authors"],
        "byline": piece["byline"] or None,
        "published": _iso(piece, "published"),
        "updated": _iso(piece, "updated") or (_iso(piece, "published") if piece.outlet in ALWAYS_UPDATED else None),
        "section": piece["section"],
        "place": piece["place"] or None,
        "agency": piece["agency"] or None,
        "captions": piece.captions,
        "kind": piece["kind"],
        "story": None if piece["story"] == "none" else piece["story"],
        "duplicates": piece["group"] or None,
        "role": piece["role"] or ("source" if piece["group"] else None),
        "sentiment": int(piece["sentiment"]),
        "actors": {actor: int(tone) for actor, tone in piece.rows["actor"]},
        "quotes": [
            {"quote": quote, "speaker": speaker or None, "manner": manner, "speaker_stands": side}
            for quote, speaker, manner, side in piece.rows["quote"]
        ],
        "dates": [{"said": said, "means": means} for said, means in piece.rows["date"]],
        "people": piece.lists["people"],
        "places": piece.lists["places"],
        "organisations": piece.lists["orgs"],
        "body": piece.body,
    }


def write(pieces: list[Piece], sample: Path) -> list[dict[str, Any]]:
    """Write every outlet's articles below `sample`; return their labels."""
    gold = []
    for outlet in OUTLETS:
        own = sorted(
            (p for p in pieces if p.outlet == outlet), key=lambda p: (p["published"], p["updated"], p.path.stem)
        )
        folder = sample / "articles" / outlet
        folder.mkdir(parents=True)
        if outlet in TABLES:
            name, make = TABLES[outlet]
            text, starts = make(own)
            (folder / name).write_text(text, encoding="utf-8")
            gold += [labels(piece, f"{outlet}/{name}:line {line}") for piece, line in zip(own, starts, strict=True)]
            continue
        suffix, page = PAGES[outlet]
        for number, piece in enumerate(own):
            name = f"{piece.path.stem}{suffix}"
            (folder / name).write_text(page(piece, own, number), encoding="utf-8")
            gold.append(labels(piece, f"{outlet}/{name}"))
    return gold


def main() -> int:
    """Check the articles and build the sample; return 1 if they have mistakes."""
    if check([]):
        print("not built: the articles have mistakes", file=sys.stderr)
        return 1
    pieces = read_all()
    shutil.rmtree(SAMPLE / "articles", ignore_errors=True)
    gold = write(pieces, SAMPLE)
    lines = [json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in gold]
    packed = gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0)
    (SAMPLE / "gold.jsonl.gz").write_bytes(packed)
    size = sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    print(f"{len(gold)} articles, {size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
