"""newskit's figures beside its rivals', as one Markdown table.

python benchmarks/run.py                  on the bundled sample
python benchmarks/run.py --data FOLDER    on a folder of gold data, see benchmarks/README.md
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OMP_NUM_THREADS", "1")

from measures import MEASURES, Row

PACKAGES = ("newskit", "pandas", "numpy", "pyarrow", "scipy", "scikit-learn")


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
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"\nThe table is in {arguments.out}")


if __name__ == "__main__":
    main()
