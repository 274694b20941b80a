"""Train and cross-validate the page model on labelled pages.

    python scripts/train_pages.py cv text DATA --scorer EVALUATOR.py     grouped by publisher, five folds
    python scripts/train_pages.py cv text DATA --scorer EVALUATOR.py --worst title   and the worst cases, with why
    python scripts/train_pages.py train text DATA --out newskit/read/page/weights/text.json

DATA holds folders with NAME.json (the labels) beside NAME.txt or NAME.html.gz; the publisher is the name without its
date, or the host of its address.
The evaluator is any file with ``score(answer, gold) -> dict`` and ``summary(rows) -> dict``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import importlib.util
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier

from newskit.read.page.model import BODY, BYLINE, CAPTION, DATE, LABELS, STANDFIRST, TITLE, PageModel, Stage, relative
from newskit.read.page.parse import Page, article_of, page_of_html, page_of_text
from newskit.read.page.stamps import stamps

Array = npt.NDArray[np.float32]
# Pages of HTML teach the text model as well: their blocks without what the tags hint at are lines like any other.
FOLDERS = {
    "text": ("text_article", "text_page", "html/scrapinghub", "html/trafilatura_eval"),
    "html": ("html/fundus", "html/scrapinghub", "html/trafilatura_eval"),
}
SUFFIXES = (".txt", ".html.gz", ".html")
TOKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
SAME = str.maketrans(
    {**dict.fromkeys("‘’‚", "'"), **dict.fromkeys("“”„«»", '"'), "–": "-", "—": "-", "\u00ad": None, "\u200b": None}
)
FOLDS = 5
# What lines count of pages of which only snippets are known: those known, and the rest. They are pages of blogs and
# shops, which the model of page text, meant for news, should not learn too well.
WEIGHTS = {"text": (1.0, 1.0), "html": (4.0, 0.5)}


@dataclass(slots=True)
class Case:
    """A labelled page."""

    folder: str
    name: str
    publisher: str
    lang: str
    page: Page
    gold: dict[str, Any]
    labels: Array = field(default_factory=lambda: np.zeros((0, len(LABELS)), np.float32))


def even(text: str | None) -> str:
    """Return a text with case, quotes, dashes and spaces evened out."""
    return " ".join(unicodedata.normalize("NFKC", text or "").translate(SAME).casefold().split())


def tokens(text: str) -> list[str]:
    """Return the words of a text, in CJK and Thai its characters."""
    return TOKEN.findall(even(text))


def padded(text: str) -> str:
    """Return the words of a text with a space on either side, to look for whole words."""
    return f" {' '.join(tokens(text))} "


def _days(value: str | None) -> set[dt.date]:
    if not value or not re.match(r"\d{4}-\d\d-\d\d", value):
        return set()
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return {dt.date.fromisoformat(value[:10])}
    return {moment.date(), moment.astimezone(dt.UTC).date()} if moment.tzinfo else {moment.date()}


def _mostly_in(words: list[str], text: str, share: float) -> bool:
    triples = [" ".join(words[i : i + 3]) for i in range(0, len(words) - 2, 2)]
    return bool(triples) and sum(triple in text for triple in triples) > share * len(triples)


def labels_of(lines: list[str], gold: dict[str, Any]) -> Array:
    """Return which line is what by the gold: a row a line, a column of 0 and 1 for each of `LABELS`."""
    made = np.zeros((len(lines), len(LABELS)), np.float32)
    body = {even(paragraph) for paragraph in gold.get("body") or []}
    body_text = padded("\n".join(gold.get("body") or []))
    standfirst = padded("\n".join(gold.get("summary") or []))
    captions = [flat for caption in gold.get("captions") or [] if (flat := padded(caption)).strip()]
    authors = [name for author in gold.get("authors") or [] if (name := even(author))]
    days = _days(gold.get("published"))
    for number, line in enumerate(lines):
        words = tokens(line)
        flat = f" {' '.join(words)} "
        row = made[number]
        row[BODY] = (
            even(line) in body
            or (len(words) >= 6 and flat in body_text)
            or (len(words) >= 15 and _mostly_in(words, body_text, 0.7))
        )
        if row[BODY]:
            continue
        row[STANDFIRST] = (
            bool(standfirst.strip())
            and len(words) >= 3
            and (flat in standfirst or (len(words) > 15 and _mostly_in(words, standfirst, 0.35)))
        )
        row[CAPTION] = len(words) >= 3 and any(_is_caption(flat, len(words), caption) for caption in captions)
        if len(line) <= 260:
            row[BYLINE] = not row[CAPTION] and any(name in even(line) for name in authors)
            row[DATE] = bool(days) and any(found.moment.date() in days for found, _ in stamps(line))
    _near_the_story(made)
    _mark_title(made, lines, even(gold.get("title")))
    return made


def _is_caption(flat: str, n: int, caption: str) -> bool:
    size = len(caption.split())
    return flat == caption or (size >= 4 and caption in flat and n < 2.5 * size + 12) or (n >= 6 and flat in caption)


def _near_the_story(made: Array) -> None:
    """Bylines and dates far from the story are those of other articles."""
    body = np.flatnonzero(made[:, BODY])
    if len(body):
        index = np.arange(len(made))
        far = (index < body[0] - 25) | (index > body[-1] + 12)
        made[far, BYLINE] = made[far, DATE] = 0


def _mark_title(made: Array, lines: list[str], title: str) -> None:
    if not title:
        return
    body = np.flatnonzero(made[:, BODY])
    start = int(body[0]) if len(body) else len(lines)
    folded = [even(line) for line in lines]
    equal = [number for number, line in enumerate(folded) if line == title]
    if not equal:
        equal = [
            n
            for n, line in enumerate(folded)
            if len(line) > 12
            and (
                (title in line and len(line) < 1.8 * len(title) + 10)
                or (line in title and len(line) > 0.6 * len(title))
            )
        ]
    keep = ([number for number in equal if number <= start][-1:]) or equal[:1]
    for number in equal:
        made[number, BODY] = 0
    for number in keep:
        made[number] = 0
        made[number, TITLE] = 1


def labels_of_snippets(lines: list[str], gold: dict[str, Any]) -> Array:
    """Return labels of a page of which only snippets are known: in the story, or not; the rest is unknown."""
    made = labels_of(lines, {**gold, "body": []})
    made[:, [STANDFIRST, BODY, CAPTION]] = np.nan
    snippets = [(1, [even(text) for text in gold["with"]]), (0, [even(text) for text in gold["without"]])]
    for number, line in enumerate(lines):
        folded = even(line)
        for value, texts in snippets:
            if any(text in folded or (len(folded) > 12 and folded in text) for text in texts):
                made[number, BODY] = value
    made[made[:, TITLE] == 1, BODY] = 0
    return made


def cases(kind: str, data: Path) -> Iterator[Case]:
    """Yield the labelled pages of a kind."""
    for folder in FOLDERS[kind]:
        for labels in sorted((data / folder).rglob("*.json")):
            source = next((path for end in SUFFIXES if (path := labels.with_name(labels.stem + end)).exists()), None)
            if source is None:
                continue
            raw = source.read_bytes()
            text = (gzip.decompress(raw) if source.suffix == ".gz" else raw).decode("utf-8")
            gold = json.loads(labels.read_text(encoding="utf-8"))
            page = page_of_text(text) if source.suffix == ".txt" else page_of_html(text, is_whole=kind == "text")
            if page is not None and kind == "text" and page.markup is not None:
                page = page_of_text("\n".join(page.lines))
            if page is None:
                continue
            made = labels_of(page.lines, gold) if "body" in gold else labels_of_snippets(page.lines, gold)
            if "title" not in gold:
                made[:, [TITLE, STANDFIRST, CAPTION, BYLINE, DATE]] = np.nan
            publisher = urlsplit(gold.get("url") or "").netloc or re.sub(r"_\d{4}_\d\d_\d\d$", "", labels.stem)
            yield Case(folder, labels.stem, publisher, (gold.get("lang") or "?")[:2], page, gold, made)


def fit_stage(features: Array, labels: Array, snippets: tuple[float, float], hidden: int = 16, seeds: int = 3) -> Stage:
    """Fit one stage; rows whose label is unknown teach the networks what the regressions say."""
    mean, scale = features.mean(0), 1 / (features.std(0) + 1e-3)
    even_ = np.clip((features - mean) * scale, -5, 5)
    labels = labels.copy()
    # A page of which only snippets are known tells little for its length: what it tells counts for more.
    partial = np.isnan(labels[:, CAPTION]) & ~np.isnan(labels[:, TITLE])
    known_body = ~np.isnan(labels[:, BODY])
    weight_of_rows = np.where(partial, np.where(known_body, *snippets), 1.0)
    heads = []
    for label in range(labels.shape[1]):
        known = ~np.isnan(labels[:, label])
        weight = np.where(partial[known], snippets[0], 1.0) if label == BODY else None
        head = LogisticRegression(C=0.05, max_iter=150).fit(even_[known], labels[known, label], sample_weight=weight)
        heads.append(head)
        if not known.all():
            labels[~known, label] = head.predict(even_[~known])
    nets = []
    for seed in range(seeds):
        net = MLPClassifier(
            (hidden,), alpha=1.0, random_state=seed, max_iter=10, batch_size=256, learning_rate_init=2e-3
        )
        net.fit(even_, labels, sample_weight=weight_of_rows)
        (inner, out), (inner_bias, out_bias) = net.coefs_, net.intercepts_
        nets.append(tuple(np.asarray(part, np.float32) for part in (inner, inner_bias, out, out_bias)))
    weights = np.hstack([head.coef_.T for head in heads]).astype(np.float32)
    bias = np.array([head.intercept_[0] for head in heads], np.float32)
    return Stage(mean.astype(np.float32), scale.astype(np.float32), weights, bias, nets)  # type: ignore[arg-type]


def fit(chosen: list[Case], snippets: tuple[float, float]) -> PageModel:
    """Fit both stages, the second on answers that the first gives for publishers that it has not seen."""
    features = [case.page.features for case in chosen]
    labels = [case.labels for case in chosen]
    groups = [case.publisher for case in chosen]
    unseen: list[Any] = [None] * len(chosen)
    for train, test in GroupKFold(FOLDS).split(chosen, groups=groups):
        stage = fit_stage(np.vstack([features[i] for i in train]), np.vstack([labels[i] for i in train]), snippets)
        for i in test:
            unseen[i] = stage.probabilities(features[i])
    both = np.vstack([np.hstack([x, relative(p)]) for x, p in zip(features, unseen, strict=True)])
    return PageModel(
        fit_stage(np.vstack(features), np.vstack(labels), snippets), fit_stage(both, np.vstack(labels), snippets)
    )


def _scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no evaluator at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _fold(
    chosen: list[Case], train: npt.NDArray[np.int64], test: npt.NDArray[np.int64], snippets: tuple[float, float]
) -> list[tuple[int, Array]]:
    model = fit([chosen[i] for i in train], snippets)
    return [(int(i), model.probabilities(chosen[i].page.features)) for i in test]


def cross_validate(chosen: list[Case], snippets: tuple[float, float], n_jobs: int) -> list[Array]:
    """Return each page's probabilities by a model that has not seen its publisher."""
    folds = GroupKFold(FOLDS).split(chosen, groups=[case.publisher for case in chosen])
    done = Parallel(n_jobs=n_jobs)(delayed(_fold)(chosen, train, test, snippets) for train, test in folds)
    found: list[Any] = [None] * len(chosen)
    for number, chance in (pair for fold in done for pair in fold):
        found[number] = chance
    return found


def answer(case: Case, chance: Array) -> dict[str, Any]:
    """Return what is read from a page, in the shape that evaluators take."""
    article = article_of(case.page, chance)
    return {
        "title": article.title,
        "authors": article.authors,
        "published": article.published,
        "body": article.body_with_standfirst() if case.page.markup is not None else article.paragraphs,
        "captions": article.captions,
        "standfirst": article.standfirst,
    }


def report(chosen: list[Case], chances: list[Array], scorer: Any, worst: str | None, most: int) -> None:
    """Print the figures by folder and group of languages, and the worst cases by one of them."""
    group = {"en": "en", "de": "de", "ja": "cjk", "ko": "cjk", "zh": "cjk"}
    rows = [(case, scorer.score(answer(case, chance), case.gold)) for case, chance in zip(chosen, chances, strict=True)]
    shown = ("title", "authors", "date", "body", "leaked", "captions", "shingle", "with", "without", "n")
    for folder in dict.fromkeys(case.folder for case in chosen):
        for lang in ("all", "en", "de", "cjk", "other"):
            own = [
                row for case, row in rows if case.folder == folder and lang in ("all", group.get(case.lang, "other"))
            ]
            if own:
                figures = scorer.summary(own)
                print(folder, lang, {name: figures[name] for name in shown if name in figures}, flush=True)
    if worst:
        low = sorted(((row.get(worst, 1), number) for number, (_, row) in enumerate(rows)), key=lambda pair: pair[0])
        for value, number in low[:most]:
            _explain(chosen[number], chances[number], worst, value)


def _explain(case: Case, chance: Array, what: str, value: float) -> None:
    made = answer(case, chance)
    print(f"\n== {case.folder} {case.name} {what} {value:.2f}")
    if what in ("title", "authors", "date"):
        key = {"date": "published"}.get(what, what)
        print("   gold:", case.gold.get(key), "\n   ours:", made[key])
    label = {"title": TITLE, "authors": BYLINE, "date": DATE, "captions": CAPTION, "leaked": CAPTION}.get(what, BODY)
    wrong = np.abs(chance[:, label] - np.nan_to_num(case.labels[:, label]))
    for number in np.sort(np.argsort(-wrong)[:6]):
        print(
            f"   {number:4d} {chance[number, label]:.2f} gold {case.labels[number, label]:.0f}"
            f" | {case.page.lines[number][:110]}"
        )


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["cv", "train"])
    parser.add_argument("kind", choices=list(FOLDERS))
    parser.add_argument("data", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--worst")
    parser.add_argument("--most", type=int, default=20)
    parser.add_argument("--n-jobs", type=int, default=2)
    given = parser.parse_args()
    chosen = list(cases(given.kind, given.data))
    print(f"{len(chosen)} pages, {chosen[0].page.features.shape[1]} columns", file=sys.stderr)
    if given.what == "train":
        given.out.write_text(fit(chosen, WEIGHTS[given.kind]).to_json(), encoding="utf-8")
        return
    report(
        chosen,
        cross_validate(chosen, WEIGHTS[given.kind], given.n_jobs),
        _scorer(given.scorer),
        given.worst,
        given.most,
    )


if __name__ == "__main__":
    main()
