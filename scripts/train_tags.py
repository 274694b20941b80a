"""Learn the parts of speech of English words from the company they keep in unlabelled news.

    python scripts/train_tags.py DATA

DATA holds ``corpus/*.jsonl.gz`` (rows with text). What is given is ``seeds_en.tsv``: some 1,200 words whose part of
speech is plain. A word is seen as how often each of the 250 most frequent words and marks stands right before and right
behind it; a logistic regression on the seeds says what the others are (96 % of the seeds in cross-validation). The
words that the ending does not tell are written to ``tags_en.tsv``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from train_keyphrases import HERE, rows_of

from newskit.language import Tokens, tokenize

SEEDS = Path(__file__).with_name("seeds_en.tsv")
N_NEIGHBOURS = 250
LEAST = 25
STRENGTH = 30.0
# From here on a word is both a noun and a verb.
BOTH = 0.04
SUFFIXES = (
    "ing ed ly s es er or ion ment ness ity al ous ive ful ic able ible less ish ary ian ist ism ance ence ship hood "
    "ure age en ize ise ify ate y"
).split()
ADJECTIVES = "al ous ive ful ic able ible less ish ary ian ean an ese ed".split()
Matrix = npt.NDArray[np.float64]


def seeds() -> dict[str, str]:
    """Return the words whose part of speech is given, without those that stand under two."""
    found: dict[str, set[str]] = {}
    for line in SEEDS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            letter, words = line.split("\t")
            for word in words.split():
                found.setdefault(word, set()).add(letter)
    return {word: letters.pop() for word, letters in found.items() if len(letters) == 1}


def company(tokens: Tokens) -> tuple[list[str], npt.NDArray[np.float64], Matrix]:
    """Return the words that are frequent in small letters, how often they are, and what they are seen as."""
    lower = tokens.lower[tokens.ids]
    n = len(tokens.lowers)
    capital = np.array([form[0].isupper() for form in tokens.forms])[tokens.ids]
    total = np.bincount(lower, minlength=n)
    small = np.bincount(lower[~capital], minlength=n)
    letters = np.array([word.replace("-", "").replace("'", "").isalpha() for word in tokens.lowers])
    targets = np.flatnonzero((small >= LEAST) & letters & (small > 0.3 * total))
    code = np.full(n, -1)
    code[targets] = np.arange(len(targets))
    neighbour = np.full(n, N_NEIGHBOURS)
    neighbour[np.argsort(-total)[:N_NEIGHBOURS]] = np.arange(N_NEIGHBOURS)
    seen = np.where((neighbour[lower] == N_NEIGHBOURS) & capital, N_NEIGHBOURS + 1, neighbour[lower])
    at = np.flatnonzero(~capital & (code[lower] >= 0))
    at = at[(at > 0) & (at < len(lower) - 1)]
    at = at[(tokens.document[at - 1] == tokens.document[at]) & (tokens.document[at + 1] == tokens.document[at])]
    words = [tokens.lowers[i] for i in targets]
    shape = (len(words), N_NEIGHBOURS + 2)
    sides = []
    for step in (-1, 1):
        counts = sparse.csr_matrix((np.ones(len(at)), (code[lower[at]], seen[at + step])), shape=shape).toarray()
        often = counts.sum(axis=1, keepdims=True)
        sides.append(np.sqrt((counts + 2.5 * counts.sum(axis=0) / counts.sum()) / (often + 2.5)))
    endings = [[word.endswith(end) and len(word) > len(end) + 2 for end in SUFFIXES] for word in words]
    return words, often[:, 0], np.hstack([*sides, 0.3 * np.array(endings), 0.05 * np.log(often)])


def by_ending(word: str) -> str:
    """Return the part of speech that the library takes from a word's ending."""
    if word.endswith("ly"):
        return "X"
    if word.endswith("ing"):
        return "G"
    return "A" if word.endswith(tuple(ADJECTIVES)) else "N"


def letter(word: str, chance: dict[str, float]) -> str:
    """Return the part of speech of a word, given how likely each is."""
    best = max(chance, key=lambda name: chance[name])
    if word.endswith("ing") and len(word) > 5:
        return "N" if chance["N"] > 0.6 else "A" if chance["A"] > 0.6 else "G"
    if word.endswith("ed") and len(word) > 4:
        return "V" if chance["V"] > 0.8 else "N" if chance["N"] > 0.9 else "A"
    return "B" if min(chance["N"], chance["V"]) > BOTH else best


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    texts = [row["text"] for path in sorted((data / "corpus").glob("*.jsonl.gz")) for row in rows_of(path)]
    words, often, seen = company(tokenize(texts))
    given = seeds()
    known = [i for i, word in enumerate(words) if word in given]
    answers = np.array([given[words[i]] for i in known])
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    right = cross_val_predict(model, seen[known], answers, cv=5) == answers
    print(f"{len(known)} seeds, {right.mean():.1%} right in cross-validation")
    model.fit(seen[known], answers)
    chances = model.predict_proba(seen)
    lines = [
        "# Parts of speech that the ending does not tell, learned from unlabelled news (N noun, A adjective, G gerund,",
        "# V verb, B noun or verb, X other). Made by scripts/train_tags.py. Licence: CC0 1.0.",
    ]
    for i in np.argsort(-often, kind="stable").tolist():
        word = words[i]
        found = letter(word, dict(zip(model.classes_, chances[i].tolist(), strict=True)))
        if found != "B":
            found = given.get(word, found)
        if found != by_ending(word):
            lines.append(f"{word}\t{found}")
    rare = {word: found for word, found in given.items() if word not in set(words) and found != by_ending(word)}
    lines += [f"{word}\t{found}" for word, found in sorted(rare.items())]
    (HERE / "tags_en.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 2} exceptions")


if __name__ == "__main__":
    main()
