"""Measure the classifiers of sentiment on labelled data: python scripts/measure_trained.py DATA [FILE ...].

DATA is a folder with ``sentiment/*.jsonl.gz``: one JSON object a line with ``text``, ``label`` (-1, 0, 1), and for
sentiment toward someone ``target``. Rows of one text are never on both sides of a split. Printed are macro F1 over the
rows of all folds, the calibration error, and how long it took.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from newskit.learn import SentimentClassifier, TargetSentimentClassifier

FOLDS = 5


def main(data: Path, names: list[str]) -> None:
    """Measure every file, or those of these names."""
    for path in sorted((data / "sentiment").glob("*.jsonl.gz")):
        name = path.name.removesuffix(".jsonl.gz")
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        if (names and name not in names) or any(row.get("label") not in (-1, 0, 1) for row in rows):
            continue
        measure(name, rows)


def measure(name: str, rows: list[dict[str, object]]) -> None:
    """Print what a classifier makes of rows that it has not seen."""
    is_targeted = "target" in rows[0]
    model = TargetSentimentClassifier() if is_targeted else SentimentClassifier()
    keys = ("text", "target", "start", "end")
    given = (
        [{key: row[key] for key in keys if row.get(key) is not None} for row in rows]
        if is_targeted
        else [row["text"] for row in rows]
    )
    labels = np.array([row["label"] for row in rows])
    texts = [row["text"] for row in rows]
    predicted = np.zeros(len(rows), dtype=int)
    begin = time.process_time()
    for learn, test in GroupKFold(FOLDS).split(texts, labels, texts):
        model.fit([given[i] for i in learn], labels[learn])
        predicted[test] = model.predict([given[i] for i in test])
    spent = time.process_time() - begin
    score = f1_score(labels, predicted, average="macro")
    print(f"{name}: {len(rows):,} rows, macro F1 {score:.3f}, {spent / FOLDS:.0f} CPU s a fold")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
