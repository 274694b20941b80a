"""How time and memory grow with the corpus: each measure and size in a process of its own.

python benchmarks/scaling.py --data FOLDER            all of it
python benchmarks/scaling.py --one sentiment FILE     one measure, on a Parquet file of articles
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

import newskit as nk

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
SHORT_SIZES = (1_000, 3_000, 10_000)
"""Without a corpus: copies of the sample, of which a hundred thousand tell nothing more."""
MEASURES = ("read", "tokens", "keyphrases", "sentiment", "keyness", "search index", "100 searches")
_WORDS = ("government", "police", "market", "school", "river", "election", "hospital", "price", "team", "union")


class Spent(NamedTuple):
    """What a measure took: CPU seconds, and the most memory that its process held, in megabytes."""

    seconds: float
    megabytes: float


class Curve(NamedTuple):
    """A measure over sizes; ``slope`` is that of the line through the logarithms: 1 is linear, n log n about 1.1."""

    measure: str
    spent: dict[int, Spent]

    @property
    def slope(self) -> float:
        """The exponent with which the time grows, from the sizes that take long enough to tell."""
        long_enough = {n: one for n, one in self.spent.items() if one.seconds > 0.05}
        if len(long_enough) < 2:
            return math.nan
        x, y = [math.log(n) for n in long_enough], [math.log(one.seconds) for one in long_enough.values()]
        return statistics.linear_regression(x, y).slope


def many(articles: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return `n` articles: these, and as often as needed copies with words of their own."""
    parts: list[pd.DataFrame] = []
    while sum(map(len, parts)) < n:
        at, part = len(parts), articles.copy()
        if at:
            part["id"] = part["id"] + f"-{at}"
            part["text"] = part["text"] + f"\n\nEdition {at}, printed as number x{at * 7919}."
        parts.append(part)
    return pd.concat(parts, ignore_index=True).iloc[:n]


def _calls(measure: str, articles: pd.DataFrame, lines: Path) -> tuple[Callable[[], Any], Callable[[], Any]]:
    """Return what has to be there before, and what is measured."""
    half = articles.assign(half=[("a", "b")[at % 2] for at in range(len(articles))])
    index: list[nk.SearchIndex] = []

    def searches() -> None:
        for at in range(100):
            index[0].search(f"{_WORDS[at % 10]} {_WORDS[at // 10]}", top=20)

    ready: dict[str, Callable[[], Any]] = {
        "read": lambda: None,
        "tokens": lambda: None,
        "100 searches": lambda: index.append(nk.SearchIndex(articles)),
    }
    calls: dict[str, Callable[[], Any]] = {
        "read": lambda: nk.read(lines, progress=False),
        "tokens": lambda: nk.tokens(articles),
        "keyphrases": lambda: nk.extract(articles, "keyphrases", progress=False),
        "sentiment": lambda: nk.sentiment(articles),
        "keyness": lambda: nk.keyness(half, by="half"),
        "search index": lambda: nk.SearchIndex(articles),
        "100 searches": searches,
    }
    return ready.get(measure, lambda: nk.tokens(articles)), calls[measure]


def one(measure: str, path: Path) -> Spent:
    """Measure in this process, after a few articles, with which models and lexicons are loaded."""
    lines = path.with_suffix(".jsonl")
    articles = pd.read_parquet(path) if measure != "read" else pd.DataFrame({"title": [], "text": []})
    few = nk.load_sample().head(40)
    few_lines = path.with_name(f"few-{os.getpid()}.jsonl")
    few[["title", "text"]].to_json(few_lines, orient="records", lines=True)
    for step in _calls(measure, few, few_lines):
        step()
    before, call = _calls(measure, articles, lines)
    before()
    started = time.process_time()
    call()
    return Spent(time.process_time() - started, _most_memory())


def _most_memory() -> float:
    """Return the most memory that this process held, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():  # elsewhere the process that started this one counts as well
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(held.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def curves(data: Path | None) -> Iterator[Curve]:
    """Measure everything on every size."""
    if data is not None:
        articles, sizes = nk.read(data / "corpus" / "news10k.jsonl.gz", progress=False), SIZES
    else:
        articles, sizes = nk.load_sample(), SHORT_SIZES
    kept = articles[["id", "title", "text", "source", "published", "lang"]]
    with tempfile.TemporaryDirectory() as folder:
        paths = {n: Path(folder) / f"{n}.parquet" for n in sizes}
        for n, path in paths.items():
            table = many(kept, n)
            table.to_parquet(path)
            table.to_json(path.with_suffix(".jsonl"), orient="records", lines=True, date_format="iso")
            del table  # the processes that measure need the memory
        for measure in MEASURES:
            yield Curve(measure, {n: _apart(measure, path) for n, path in paths.items()})


def _apart(measure: str, path: Path) -> Spent:
    """Measure in a process of its own, on one core."""
    command = [sys.executable, __file__, "--one", measure, str(path)]
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    said = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, **single})  # noqa: S603
    if said.returncode < 0:  # the system ended it, for want of memory
        return Spent(math.nan, math.nan)
    said.check_returncode()
    return Spent(**json.loads(said.stdout.splitlines()[-1]))


def lines_of(curve: Curve) -> tuple[str, str, str]:
    """Return a curve as the cells of a table: seconds, megabytes, slope."""
    enough = {n: spent for n, spent in curve.spent.items() if not math.isnan(spent.seconds)}
    seconds = ", ".join(f"{n:,}: {spent.seconds:.2f} s" for n, spent in enough.items())
    memory = ", ".join(f"{n:,}: {spent.megabytes:,.0f} MB" for n, spent in enough.items())
    lacking = [f"{n:,}" for n in curve.spent if n not in enough]
    memory += f"; more than there is: {', '.join(lacking)}" if lacking else ""
    return seconds, memory, f"{curve.slope:.2f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of gold data")
    parser.add_argument("--one", nargs=2, metavar=("MEASURE", "FILE"), help="measure once, in this process")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(one(arguments.one[0], Path(arguments.one[1]))._asdict()))
    else:
        for found in curves(arguments.data):
            print(found.measure, *lines_of(found), sep=" | ", flush=True)
