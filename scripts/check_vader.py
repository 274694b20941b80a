"""Compare newskit's VADER scores with vaderSentiment's on every text of a folder, bit for bit.

python scripts/check_vader.py FOLDER      all strings in *.jsonl, *.jsonl.gz and *.json, and all *.txt, at any depth

The package takes quadratic time on long texts: ten thousand articles are some minutes of work. --longest skips longer
texts and says how many.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from tqdm.auto import tqdm
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from newskit.language.vader import vader

SCORES = ("neg", "neu", "pos", "compound")


def strings(value: Any) -> Iterator[str]:
    """Yield all strings in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def texts_of(folder: Path) -> list[str]:
    """Return the distinct texts in a folder, in the order of file names."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*")):
        name = path.name.removesuffix(".gz")
        if not path.is_file() or not name.endswith((".jsonl", ".json", ".txt")):
            continue
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", "replace")
        if name.endswith(".txt"):
            found[text] = None
            continue
        for part in text.split("\n") if name.endswith(".jsonl") else [text]:
            if part.strip():
                found.update(dict.fromkeys(strings(json.loads(part))))
    return list(found)


def main() -> int:
    """Compare, and say where the scores differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--longest", type=int, help="characters of the longest text to compare")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        parser.error(f"there is no folder {arguments.folder}")
    everything = texts_of(arguments.folder)
    texts = [text for text in everything if arguments.longest is None or len(text) <= arguments.longest]
    package = SentimentIntensityAnalyzer()
    ours = vader(texts)
    different = []
    for number, text in enumerate(tqdm(texts, mininterval=10)):
        scores = package.polarity_scores(text)
        expected = np.array([scores[name] for name in SCORES], dtype=float)
        # Bits, so that 0.0 and -0.0 differ.
        if (expected.view(np.int64) != ours[number].view(np.int64)).any():
            different.append((text, expected.tolist(), ours[number].tolist()))
    print(
        f"{len(different)} differences in {len(texts):,} texts, {len(everything) - len(texts):,} longer ones left out"
    )
    for text, expected, got in different[:10]:
        print(f"{text[:200]!r}\n  vaderSentiment {expected}\n  newskit        {got}")
    return int(bool(different))


if __name__ == "__main__":
    sys.exit(main())
