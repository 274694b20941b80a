"""What is measured: each function returns the rows of one part of the benchmark table."""

from __future__ import annotations

import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import adapter
import numpy as np

import newskit as nk
from newskit.language import forget_tokens, sentence_spans, tokenize
from newskit.language.sentiment import score_texts
from newskit.language.vader import vader as vader_scores

RUNS = 3
_TOKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


class Row(NamedTuple):
    """One line of the table."""

    measure: str
    data: str
    newskit: str
    rival: str
    comparison: str


def cpu_seconds(call: Callable[[], Any], runs: int = RUNS) -> float:
    """Return the median CPU time of some runs, child processes included."""
    times = []
    for _ in range(runs):
        started = sum(os.times()[:4])
        call()
        times.append(sum(os.times()[:4]) - started)
    return statistics.median(times)


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def corpus(data: Path | None) -> tuple[list[str], str, Path]:
    """Return the texts of the corpus, its name and its file."""
    if data is not None:
        path = data / "corpus" / "news10k.jsonl.gz"
        texts = [row["text"] for row in _lines(path) if row["text"]]
        return texts, f"{len(texts):,} articles", path
    articles = nk.load_sample()
    return articles["text"].tolist() * 10, "sample articles, 10 times", nk.sample_path()


def tokens(data: Path | None) -> Iterator[Row]:
    """Tokens and counts against scikit-learn's CountVectorizer."""
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415 - only this measure needs it

    texts, name, _ = corpus(data)
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    theirs = cpu_seconds(lambda: CountVectorizer().fit_transform(texts))
    ours = cpu_seconds(lambda: adapter.tokens(texts))
    made = tokenize(texts)
    counted = cpu_seconds(made.matrix)
    rival = f"CountVectorizer {megabytes / theirs:.1f} MB/s"
    yield Row("tokens with offsets", name, f"{megabytes / ours:.1f} MB/s", rival, f"{theirs / ours:.1f} times as fast")
    rival = f"CountVectorizer {theirs:.2f} s"
    yield Row(
        "document-term matrix from tokens", name, f"{counted:.2f} s", rival, f"{counted / theirs:.2f} of the time"
    )


def reading(data: Path | None) -> Iterator[Row]:
    """Read a corpus, against pandas' bare reader where there is a JSON Lines file."""
    import pandas as pd  # noqa: PLC0415

    _, name, path = corpus(data)
    articles = nk.read(path, progress=False)
    ours = cpu_seconds(lambda: nk.read(path, progress=False))
    if data is None:
        yield Row("reading", f"{len(articles)} sample articles", f"{1e3 * ours:.0f} ms", "none", "")
        return
    theirs = cpu_seconds(lambda: pd.read_json(path, lines=True))
    rival = f"pandas.read_json {theirs:.2f} s (no schema, ids or dates)"
    yield Row("reading JSON Lines", name, f"{ours:.2f} s", rival, f"{ours / theirs:.1f} times the time")


def features(data: Path | None) -> Iterator[Row]:
    """All built-in features."""
    path = corpus(data)[2]
    articles = nk.read(path, progress=False)
    names = [one for one in nk.features.table()["feature"] if one != "language"]

    def measure() -> None:
        forget_tokens()
        nk.extract(articles, names, progress=False)

    spent = cpu_seconds(measure, runs=1)
    yield Row(f"{len(names)} features, tokenising included", f"{len(articles):,} articles",
              f"{len(articles) / spent:,.0f} articles/s", "none", "")  # fmt: skip


def _even(text: str | None) -> str:
    return " ".join((text or "").translate(str.maketrans("‘’“”", "''\"\"")).casefold().split())


def _f1(given: list[str], gold: list[str]) -> float:
    shared = sum((Counter(given) & Counter(gold)).values())
    return 2 * shared / (len(given) + len(gold)) if given or gold else 1.0


def _first_line(text: str) -> dict[str, Any]:
    title, _, body = text.partition("\n")
    return {"title": title, "authors": [], "published": None, "body": body}


def _score(read: Callable[[str], dict[str, Any]], cases: list[tuple[str, dict[str, Any]]]) -> dict[str, float]:
    scores: dict[str, list[float]] = {"title": [], "authors": [], "date": [], "body": []}
    for text, gold in cases:
        answer = read(text)
        if gold.get("title"):
            scores["title"].append(float(_even(answer["title"]) == _even(gold["title"])))
        if "authors" in gold:
            scores["authors"].append(_f1(sorted(map(_even, answer["authors"])), sorted(map(_even, gold["authors"]))))
        if gold.get("published") and gold.get("date_on_page", True):
            day = str(answer["published"] or "")[:10]
            scores["date"].append(float(day == gold["published"][:10]))
        if gold.get("body"):
            given = answer["body"]
            body = _TOKEN.findall(_even(given if isinstance(given, str) else " ".join(given)))
            plain = _TOKEN.findall(_even(" ".join(gold["body"])))
            lead = _TOKEN.findall(_even(" ".join(gold.get("summary") or []))) + plain
            scores["body"].append(max(_f1(body, plain), _f1(body, lead)))
    return {name: statistics.mean(values) for name, values in scores.items() if values}


def pages(data: Path | None) -> Iterator[Row]:
    """Page text against the floor: the first line is the title, the rest the body.

    The model that ships was trained on pages such as these; ``scripts/train_pages.py cv`` measures it on
    publishers that it has not seen.
    """
    if data is None:
        yield Row("page text", "needs DATA=", "", "", "")
        return
    for folder in ("text_article", "text_page"):
        cases = [
            (path.with_suffix(".txt").read_text(encoding="utf-8"), json.loads(path.read_text(encoding="utf-8")))
            for path in sorted((data / "pages" / folder).rglob("*.json"))
            if path.with_suffix(".txt").exists()
        ]
        ours, floor = _score(adapter.page, cases), _score(_first_line, cases)
        for name, value in ours.items():
            yield Row(f"page text: {name}", f"{folder}, {len(cases)} pages", f"{value:.3f}",
                      f"first line {floor[name]:.3f}", f"{value - floor[name]:+.3f}")  # fmt: skip


def _trafilatura(markup: str) -> dict[str, Any]:
    import trafilatura  # noqa: PLC0415 - only this measure needs it

    found = trafilatura.bare_extraction(markup, with_metadata=True, include_comments=False)
    if found is None:
        return {"title": None, "authors": [], "published": None, "body": ""}
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return {"title": found.title, "authors": authors, "published": found.date, "body": found.text or ""}


def html_pages(data: Path | None) -> Iterator[Row]:
    """HTML pages against trafilatura, in what is right and in speed."""
    folder = data / "pages" / "html" / "fundus" if data is not None else None
    if folder is None or not folder.is_dir():
        yield Row("HTML pages", "needs DATA=", "", "", "")
        return
    cases = [
        (
            gzip.decompress(path.with_suffix(".html.gz").read_bytes()).decode(),
            json.loads(path.read_text(encoding="utf-8")),
        )
        for path in sorted(folder.rglob("*.json"))
        if path.with_suffix(".html.gz").exists()
    ]
    ours, theirs = _score(adapter.html, cases), _score(_trafilatura, cases)
    for name, value in ours.items():
        rival = f"trafilatura {theirs[name]:.3f}"
        yield Row(f"HTML pages: {name}", f"{len(cases)} pages", f"{value:.3f}", rival, f"{value - theirs[name]:+.3f}")
    spent = cpu_seconds(lambda: [adapter.html(markup) for markup, _ in cases], runs=1)
    rival_spent = cpu_seconds(lambda: [_trafilatura(markup) for markup, _ in cases], runs=1)
    yield Row("HTML pages: speed", f"{len(cases)} pages", f"{len(cases) / spent:.0f} pages/s",
              f"trafilatura {len(cases) / rival_spent:.0f} pages/s", f"{rival_spent / spent:.1f} times")  # fmt: skip


def keyphrases(data: Path | None) -> Iterator[Row]:
    """Keyphrases against YAKE, in speed; docs/keyphrases.md has what is right, on articles held out."""
    import yake  # noqa: PLC0415 - only this measure needs it

    articles = nk.load_sample()
    articles = articles[articles["lang"] == "en"]
    texts, titles = articles["text"].tolist(), articles["title"].tolist()
    rival = yake.KeywordExtractor(lan="en", n=3, top=15)

    def ours() -> None:
        forget_tokens()
        adapter.keywords(texts, titles)

    ours()
    spent = cpu_seconds(ours)
    few = texts[::8]
    rival_spent = cpu_seconds(lambda: [rival.extract_keywords(text) for text in few], runs=1) * len(texts) / len(few)
    yield Row("keyphrases: speed", f"{len(texts)} sample articles", f"{len(texts) / spent:,.0f} articles/s",
              f"YAKE {len(texts) / rival_spent:.0f} articles/s", f"{rival_spent / spent:.0f} times")  # fmt: skip


def _sentences(data: Path | None) -> tuple[list[str], str]:
    files = sorted((data / "sentiment").glob("*.jsonl.gz")) if data is not None else []
    if files:
        texts = list(dict.fromkeys(row["text"] for path in files for row in _lines(path)))
        return texts, f"{len(texts):,} sentences and headlines"
    articles = nk.load_sample()
    texts = [text[a:b] for text in articles["text"] for a, b in sentence_spans(text)]
    return texts, f"{len(texts):,} sentences of the sample"


def vader(data: Path | None) -> Iterator[Row]:
    """VADER's scores against the package they are to equal; scripts/check_vader.py compares every text of a folder."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415 - only this measure needs it

    package = SentimentIntensityAnalyzer()
    articles, name, _ = corpus(data)
    some = articles[::40]
    for texts, kind in (_sentences(data), (some, f"{len(some):,} of {name}")):
        theirs: list[dict[str, float]] = []
        rival_spent = cpu_seconds(
            lambda texts=texts, into=theirs: into.extend(map(package.polarity_scores, texts)), runs=1
        )
        vader_scores(texts[:1])  # both have read the lexicon
        # A CPU clock ticks in hundredths of a second, so a short job is done several times over.
        times = max(1, 2_000_000 // sum(map(len, texts)))
        spent = cpu_seconds(lambda texts=texts * times: vader_scores(texts)) / times
        expected = np.array([list(one.values()) for one in theirs])
        different = int((vader_scores(texts) != expected).any(axis=1).sum())
        megabytes = sum(len(text.encode()) for text in texts) / 1e6
        rival = f"vaderSentiment {megabytes / rival_spent:.2f} MB/s"
        comparison = f"{rival_spent / spent:.1f} times, {different} differences"
        yield Row("VADER: speed", kind, f"{megabytes / spent:.1f} MB/s", rival, comparison)


def _agreement(rows: list[dict[str, Any]], scores: list[float]) -> str:
    """Return Pearson's r with the gold score or label, and macro F1 at ±.05 where there are labels."""
    from sklearn.metrics import f1_score  # noqa: PLC0415 - only this measure needs it

    gold = [row.get("score", row.get("label")) for row in rows]
    told = f"r {np.corrcoef(gold, scores)[0, 1]:.3f}"
    if all(row.get("label") in (-1, 0, 1) for row in rows):
        signs = [1 if score >= 0.05 else -1 if score <= -0.05 else 0 for score in scores]
        told += f", F1 {f1_score([row['label'] for row in rows], signs, average='macro'):.3f}"
    return told


def sentiment(data: Path | None) -> Iterator[Row]:
    """Sentiment against human judgement, VADER beside it, and its speed on a corpus."""
    for path in sorted((data / "sentiment").glob("*.jsonl.gz")) if data is not None else ():
        rows = _lines(path)
        asked = [{key: row[key] for key in ("text", "target", "start", "end") if key in row} for row in rows]
        kind = "toward a target" if "target" in rows[0] else "of the text"
        ours, theirs = (_agreement(rows, score(asked)) for score in (adapter.sentiment, adapter.vader))
        name = f"{path.name.removesuffix('.jsonl.gz')}, {len(rows):,} rows"
        yield Row(f"sentiment {kind}", name, ours, f"VADER {theirs}", "")
    texts, name, _ = corpus(data)
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    score_texts(texts[:2])

    def measure() -> None:
        forget_tokens()
        score_texts(texts)

    spent = cpu_seconds(measure)
    some = texts[::40]
    rival = megabytes / len(texts) * len(some) / cpu_seconds(lambda: vader_of_package(some), runs=1)
    speed = megabytes / spent
    told = f"{speed / rival:.0f} times"
    yield Row("sentiment: speed", name, f"{speed:.1f} MB/s", f"vaderSentiment {rival:.2f} MB/s", told)


def vader_of_package(texts: list[str]) -> list[float]:
    """Return the compound scores of the package itself."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415 - only measures need it

    package = SentimentIntensityAnalyzer()
    return [package.polarity_scores(text)["compound"] for text in texts]


def import_time(data: Path | None) -> Iterator[Row]:
    """`import newskit` against `import pandas`, best of five in new processes."""

    def best(module: str) -> float:
        times = []
        for _ in range(5):
            started = time.perf_counter()
            subprocess.run([sys.executable, "-c", f"import {module}"], check=True)  # noqa: S603 - our own command
            times.append(time.perf_counter() - started)
        return min(times)

    ours, theirs = best("newskit"), best("pandas")
    yield Row("import", "", f"{ours:.2f} s", f"pandas {theirs:.2f} s", f"{ours / theirs:.2f} times")


MEASURES = (import_time, reading, tokens, features, pages, html_pages, keyphrases, sentiment, vader)
