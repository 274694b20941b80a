"""Make the tables and weights of the keyphrases from labelled and unlabelled news.

    python scripts/train_keyphrases.py tables DATA    background.tsv, counted over the texts of DATA
    python scripts/train_keyphrases.py cv DATA        scores of weights learned on one half, on the other half
    python scripts/train_keyphrases.py train DATA     weights.json, learned on all of DATA

DATA holds ``keywords/NAME.jsonl.gz`` (rows with title, text, keys; the language is in the name, ``_fr``, else English)
and ``corpus/*.jsonl.gz`` (rows with title, text; English). Languages that are meant to stay unseen have no file there.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from nltk.stem import PorterStemmer
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from snowballstemmer import stemmer

from newskit.language import Tokens, tokenize
from newskit.language.keyphrases.background import Background, packaged
from newskit.language.keyphrases.choice import best
from newskit.language.keyphrases.counting import counted
from newskit.language.keyphrases.engine import sights
from newskit.language.keyphrases.knowledge import knowledge
from newskit.language.keyphrases.measures import NAMES, Sight, columns
from newskit.language.keyphrases.model import FULL_NAMES

Array = npt.NDArray[np.float64]
HERE = Path(__file__).resolve().parent.parent / "newskit" / "language" / "keyphrases" / "data"
# How often each set counts for a style: annotators of DUC-2001 chose phrases, those of the others words.
MIX = {
    "phrase": {"duc2001": 1.0},
    "balanced": {"duc2001": 3.0, "500n_kpcrowd": 1.0, "wikinews_fr": 8.0},
    "word": {"500n_kpcrowd": 1.0, "wikinews_fr": 3.0},
}
RIDGE = 0.03
N_WORDS = 2000
CUTS = (5, 10, 15)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def normal(lang: str) -> Any:
    """Return the function that evens out a phrase as evaluations of keyphrases do: stems, small letters."""
    stem = functools.lru_cache(None)(PorterStemmer().stem if lang == "en" else stemmer("french").stemWord)

    @functools.lru_cache(None)
    def even(phrase: str) -> str:
        words = (re.sub(r"['’]s$", "", word) for word in WORD.findall(phrase.lower()))
        return " ".join(stem(part) for word in words for part in re.split("['’]", word) if part)

    return even


@dataclass
class Part:
    """The candidates of a set: measures, whether annotators chose them, and which are the same when evened out."""

    name: str
    sight: Sight
    x: Array
    y: npt.NDArray[np.bool_]
    doc: npt.NDArray[np.int64]
    same: npt.NDArray[np.int64]
    half: npt.NDArray[np.int64]
    n_gold: npt.NDArray[np.int64]
    allowed: npt.NDArray[np.bool_]


def load(path: Path, background: Background) -> Part:
    """Return a set as one block of candidates."""
    rows = rows_of(path)
    name = path.name.split(".")[0]
    lang = "fr" if "_fr" in name else "en"
    even = normal(lang)
    gold = [set(filter(None, map(even, row["keys"]))) for row in rows]
    titles, texts = [row["title"] or "" for row in rows], [row["text"] for row in rows]
    (_, sight), *more = list(sights(titles, texts, lang, background, block=10**9))
    assert not more  # noqa: S101
    found, content, words = sight.found, sight.content, sight.words
    start, end = words.start[content.at[found.place]], words.end[content.at[found.place + found.size - 1]]
    doc, title = content.doc[found.place], words.in_title[content.at[found.place]]
    spans = zip(doc.tolist(), start.tolist(), end.tolist(), title.tolist(), strict=True)
    names = [even((titles if is_title else texts)[d][a:b]) for d, a, b, is_title in spans]
    y = np.array([phrase in gold[d] for phrase, d in zip(names, doc.tolist(), strict=True)])
    codes: dict[tuple[int, str], int] = {}
    same = np.array([codes.setdefault(key, len(codes)) for key in zip(doc.tolist(), names, strict=True)])
    half = np.array([hashlib.blake2b(" ".join(sorted(g)).encode(), digest_size=8).digest()[0] for g in gold])
    x = np.stack(list(columns(sight)), axis=1)
    x = np.hstack([x, x * (found.size == 1)[:, None]])  # what counts for single words is learned beside
    return Part(name, sight, x, y, doc, same, half, np.array(list(map(len, gold))), np.ones(len(y), dtype=bool))


def fit(parts: list[tuple[Part, float, npt.NDArray[np.bool_]]], scale: Array) -> Array:
    """Return weights: the chosen phrases of each article against its others, by softmax, with a ridge."""
    blocks = []
    for part, weight, docs in parts:
        kept = np.flatnonzero(docs[part.doc])
        kept = kept[np.argsort(part.doc[kept], kind="stable")]
        doc = np.unique(part.doc[kept], return_inverse=True)[1]
        n = doc.max() + 1
        begin = np.searchsorted(doc, np.arange(n))
        positive = np.bincount(doc, weights=part.y[kept])
        blocks.append((part.x[kept] / scale, part.y[kept].astype(float), doc, begin, positive, weight))
    total = sum(weight * len(begin) for *_, begin, _, weight in blocks)

    def value(w: Array) -> tuple[float, Array]:
        loss, slope = RIDGE * w @ w / 2, RIDGE * w
        for x, y, doc, begin, positive, weight in blocks:
            z = x @ w
            z -= np.maximum.reduceat(z, begin)[doc]
            e = np.exp(z)
            sums = np.add.reduceat(e, begin)
            share = weight / np.maximum(positive, 1) * (positive > 0) / total
            loss += (share * (positive * np.log(sums) - np.add.reduceat(y * z, begin))).sum()
            slope = slope + ((share * positive / sums)[doc] * e - share[doc] * y) @ x
        return loss, slope

    w = minimize(value, np.zeros(len(scale)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return w / scale


def f1(part: Part, w: Array, docs: npt.NDArray[np.bool_], style: str) -> Array:
    """Return the mean F1 of some articles at `CUTS` phrases, in per cent."""
    chosen = best(part.sight, np.round(part.x @ w, 6), part.allowed, CUTS[-1], full_names=style in FULL_NAMES)
    chosen = chosen[np.sort(np.unique(part.same[chosen], return_index=True)[1])]
    doc = part.doc[chosen]
    n = len(part.n_gold)
    rank = np.arange(len(doc)) - np.searchsorted(doc, np.arange(n))[doc]
    scores = []
    for cut in CUTS:
        top = rank < cut
        hits = np.bincount(doc[top], weights=part.y[chosen][top], minlength=n)
        given = np.bincount(doc[top], minlength=n)
        scores.append(100 * (2 * hits / (given + part.n_gold))[docs].mean())
    return np.array(scores)


def parts_of(data: Path, background: Background) -> dict[str, Part]:
    """Return all sets that the styles are learned from."""
    names = sorted({name for mix in MIX.values() for name in mix})
    return {name: load(data / "keywords" / f"{name}.jsonl.gz", background) for name in names}


def scale_of(parts: dict[str, Part]) -> Array:
    """Return the spread of each measure."""
    spread = np.concatenate([part.x for part in parts.values()]).std(axis=0)
    return np.where(spread > 0, spread, 1)


def cross(parts: dict[str, Part], n_seeds: int = 4) -> dict[tuple[str, str], Array]:
    """Return the F1 of each style on each set, over halves that the weights have not seen."""
    scale = scale_of(parts)
    scores: dict[tuple[str, str], Array] = {}
    for bit in range(n_seeds):
        for fold in (0, 1):
            seen = {name: (part.half >> bit) & 1 != fold for name, part in parts.items()}
            for style, mix in MIX.items():
                w = fit([(parts[name], weight, seen[name]) for name, weight in mix.items()], scale)
                for name, part in parts.items():
                    share = (~seen[name]).mean() / n_seeds
                    old = scores.get((style, name), np.zeros(3))
                    scores[style, name] = old + f1(part, w, ~seen[name], style) * share
    return scores


def names_among(tokens: Tokens) -> set[str]:
    """Return the words that are mostly written with a capital within a sentence."""
    fresh = np.append(True, (tokens.sentence[1:] != tokens.sentence[:-1]) | (tokens.gap[1:] == 0))
    often = np.bincount(tokens.ids[~fresh], minlength=len(tokens.forms))
    capital = np.array([form[0].isupper() for form in tokens.forms])
    n = len(tokens.lowers)
    upper = np.bincount(tokens.lower, weights=often * capital, minlength=n)
    small = np.bincount(tokens.lower, weights=often * ~capital, minlength=n)
    return {tokens.lowers[i] for i in np.flatnonzero(upper > small).tolist()}


def write_background(data: Path) -> None:
    """Count the table of common words; names are left out, since they are what the news of its time is about."""
    texts = [row["text"] for path in sorted((data / "corpus").glob("*.jsonl.gz")) for row in rows_of(path)]
    tokens = tokenize(texts)
    counts = counted(tokens, ["en"] * len(texts), min_articles=20)
    out = knowledge("en").stop | names_among(tokens)
    words = {word: n for word, n in counts.counts["en"].items() if word not in out and word.isalpha()}
    kept = dict(sorted(words.items(), key=lambda item: -item[1])[:N_WORDS])
    path = HERE / "background.tsv"
    Background({"en": len(texts)}, {"en": kept}).save(path)
    note = "# In how many news articles common words stand. Counted by scripts/train_keyphrases.py. Licence: CC0 1.0.\n"
    path.write_text(note + path.read_text(encoding="utf-8"), encoding="utf-8")


def calibrated(parts: list[tuple[Part, float]], w: Array) -> tuple[float, float, float]:
    """Return scale, weight of the length and bias that make chances of weighted sums."""
    x, y, weight = [], [], []
    for part, share in parts:
        n_words = np.log1p(part.sight.words.n_words[part.doc])
        x.append(np.stack([part.x @ w, n_words], axis=1))
        y.append(part.y)
        weight.append(np.full(len(part.y), share))
    model = LogisticRegression(C=np.inf).fit(np.concatenate(x), np.concatenate(y), np.concatenate(weight))
    return float(model.coef_[0, 0]), float(model.coef_[0, 1]), float(model.intercept_[0])


def write_weights(parts: dict[str, Part]) -> None:
    """Learn the weights of each style on everything and write them."""
    scale = scale_of(parts)
    content: dict[str, Any] = {}
    for style, mix in MIX.items():
        everything = [
            (parts[name], weight, np.ones(len(parts[name].n_gold), dtype=bool)) for name, weight in mix.items()
        ]
        w = np.round(fit(everything, scale), 4)
        a, b, c = calibrated([(part, weight) for part, weight, _ in everything], w)
        phrase, single = w[: len(NAMES)].tolist(), w[len(NAMES) :].tolist()
        content[style] = {
            "scale": round(a, 4), "words": round(b, 4), "bias": round(c, 4),
            "values": dict(zip(NAMES, phrase, strict=True)), "single": dict(zip(NAMES, single, strict=True)),
        }  # fmt: skip
    (HERE / "weights.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("tables", "cv", "train"))
    parser.add_argument("data", type=Path)
    given = parser.parse_args()
    if given.what == "tables":
        write_background(given.data)
        return
    parts = parts_of(given.data, packaged())
    if given.what == "train":
        write_weights(parts)
        return
    for (style, name), scores in cross(parts).items():
        print(f"{style:9s} {name:13s} F1@5/10/15 {' '.join(f'{score:5.1f}' for score in scores)}")


if __name__ == "__main__":
    main()
