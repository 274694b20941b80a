"""newskit's figures beside its rivals', the explorer in a browser, and growth with size, as Markdown tables.

python benchmarks/run.py                  on the bundled sample
python benchmarks/run.py --data FOLDER    on a folder of gold data, see benchmarks/README.md
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OMP_NUM_THREADS", "1")

import explorer
import scaling
from measures import MEASURES, Row

PACKAGES = ("newskit", "pandas", "numpy", "pyarrow", "scipy", "scikit-learn")


def _explorer(data: Path | None) -> Iterator[str]:
    """Yield the table of how soon the explorer answers in a browser."""
    yield "## The explorer in a browser"
    yield ""
    if explorer.find_browser() is None:
        yield "Not measured: there is no chromium or chrome on this machine."
        return
    yield "From the press of a key to the list on the screen; JupyterLab, Chromium and the kernel on one machine."
    yield ""
    yield "| articles | opened in | keys | median | 90 % |"
    yield "|---|---|---|---|---|"
    corpus = data / "corpus" / "news10k.jsonl.gz" if data is not None else None
    for found in explorer.sizes(corpus):
        speed = f"{len(found.times)} | {found.median:.0f} ms | {found.most:.0f} ms"
        yield f"| {found.n:,} | {found.opening:.2f} s | {speed} |"


def _scaling(data: Path | None) -> Iterator[str]:
    """Yield the table of how time and memory grow with the corpus."""
    yield "## Time and memory by size"
    yield ""
    yield (
        "CPU seconds, and the most memory that the process held, articles and tokens included. The slope is that of "
        "the line through the logarithms: 1 is linear, n log n about 1.1."
    )
    yield ""
    yield "| measure | time | memory | slope |"
    yield "|---|---|---|---|"
    for curve in scaling.curves(data):
        yield f"| {curve.measure} | {' | '.join(scaling.lines_of(curve))} |"


def main() -> None:
    """Measure, print the table and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of gold data")
    parser.add_argument("--out", type=Path, default=Path("results/benchmarks.md"))
    arguments = parser.parse_args()
    if arguments.data is not None and not arguments.data.is_dir():
        parser.error(f"there is no folder {arguments.data}")
    lines = [
        f"Measured on {dt.datetime.now(dt.UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in PACKAGES) + ". "
        "Speeds are per CPU second, medians of three runs in one process.",
        "",
        f"| {' | '.join(Row._fields)} |",
        "|---|---|---|---|---|",
    ]
    print("\n".join(lines))
    for measure in MEASURES:
        for row in measure(arguments.data):
            lines.append(f"| {' | '.join(row)} |")
            print(lines[-1], flush=True)
    for section in (_explorer, _scaling):
        for line in chain([""], section(arguments.data)):
            lines.append(line)
            print(line, flush=True)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"\nThe table is in {arguments.out}")


if __name__ == "__main__":
    main()
