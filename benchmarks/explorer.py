"""How soon the explorer answers: from the press of a key to the list on the screen, in JupyterLab and a real browser.

python benchmarks/explorer.py 10000 --data FOLDER
"""

from __future__ import annotations

import argparse
import ast
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import nbformat

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))

from lab import FLAGS, ask_kernel, find_browser, lab_server, open_notebook, run_all_cells

WORDS = ("election", "policy minister", "climate change", '"of the', "source:", "zzz", "wa", "the")
LIMIT = 300_000  # milliseconds, for building and indexing a hundred thousand articles
# Copies differ in words of their own, so that neither texts nor their tokens are shared.
PREPARE = """
import time
import pandas as pd
import newskit as nk
from pathlib import Path

once = nk.read(Path({path!r}), progress=False) if {path!r} else nk.load_sample()
parts, n = [], {n}
while sum(map(len, parts)) < n:
    at = len(parts)
    part = once.copy()
    if at:
        part["id"] = part["id"] + f"-{{at}}"
        part["title"] = part["title"] + f" ({{at}})"
        part["text"] = part["text"] + f"\\n\\nEdition {{at}}, printed as number x{{at * 7919}}."
    parts.append(part)
articles = pd.concat(parts, ignore_index=True).iloc[:n]
nk.tokens(articles)
"""
OPEN = """
started = time.perf_counter()
explorer = nk.explore(articles)
opening = time.perf_counter() - started
explorer
"""
WATCH = """() => {
  const root = document.querySelector('.newskit-explore'), field = root.querySelector('.nk-search');
  let pressed = 0;
  window.nkTimes = [];
  field.addEventListener('keydown', () => { pressed = performance.now(); }, true);
  new MutationObserver(() => {
    if (!pressed || root.dataset.query !== field.value) return;
    const since = pressed;
    pressed = 0;
    requestAnimationFrame(() => window.nkTimes.push(performance.now() - since));
  }).observe(root, { attributes: true, attributeFilter: ['data-rev'] });
}"""


class Answered(NamedTuple):
    """What was measured: seconds until the explorer is open, and milliseconds from each key press to its list."""

    n: int
    opening: float
    times: list[float]

    @property
    def median(self) -> float:
        """The median, in milliseconds."""
        return statistics.median(self.times)

    @property
    def most(self) -> float:
        """What nine of ten key presses do not exceed, in milliseconds."""
        return sorted(self.times)[int(0.9 * len(self.times))]


def _typed(page: Any) -> None:
    """Type the words letter by letter, each when the answer to the one before is seen."""
    field = page.locator(".newskit-explore .nk-search")
    for word in WORDS:
        field.fill("")
        page.wait_for_function("() => document.querySelector('.newskit-explore').dataset.query === ''")
        page.wait_for_timeout(200)
        for letter in word:
            before = page.evaluate("() => window.nkTimes.length")
            page.keyboard.press("Space" if letter == " " else letter)
            page.wait_for_function("n => window.nkTimes.length > n", arg=before, polling=5)


def answered(n: int, corpus: Path | None) -> Answered:
    """Measure an explorer on so many articles."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only this measure needs it

    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    code = [PREPARE.format(path=str(corpus.resolve()) if corpus else "", n=n), OPEN]
    cells = [nbformat.v4.new_code_cell(one) for one in code]
    with tempfile.TemporaryDirectory() as folder, lab_server(Path(folder)) as base, sync_playwright() as playwright:
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), Path(folder) / "explorer.ipynb")
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(LIMIT)
        open_notebook(page, base, "explorer.ipynb")
        run_all_cells(page)
        page.locator(".newskit-explore .nk-row").first.wait_for()
        opening = float(ask_kernel(page, "opening"))
        ask_kernel(page, "len(explorer._browsing.index)")  # typing begins when the index is there
        page.locator(".newskit-explore .nk-search").click()
        page.evaluate(WATCH)
        _typed(page)
        times = page.evaluate("() => window.nkTimes")
        assert ast.literal_eval(ask_kernel(page, "len(explorer.articles)")) == n  # noqa: S101 - else nothing is true
        browser.close()
    return Answered(n, opening, times)


def sizes(corpus: Path | None) -> Iterator[Answered]:
    """Measure on ten, fifty and a hundred thousand articles."""
    for n in (10_000, 50_000, 100_000):
        yield answered(n, corpus)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("n", type=int, help="number of articles")
    parser.add_argument("--data", type=Path, help="folder of gold data")
    arguments = parser.parse_args()
    found = answered(arguments.n, arguments.data / "corpus" / "news10k.jsonl.gz" if arguments.data else None)
    print(f"{found.n:,} articles: open in {found.opening:.2f} s; {len(found.times)} keys, ", end="")
    print(f"median {found.median:.0f} ms, 90 % {found.most:.0f} ms, at most {max(found.times):.0f} ms")
