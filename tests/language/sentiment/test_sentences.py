"""Sentences and targets that were written without a look at the engine: how many it gets right.

Those that must come right are in ``sentences_rules.tsv``; these measure. A sign here is never changed because the
engine misses it, and a share is only ever raised.

``python tests/language/sentiment/test_sentences.py`` lists what the engine misses, and the misses of each category.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

HERE = Path(__file__).parent
SENTENCES_RIGHT, TARGETS_RIGHT = 0.79, 0.74
CUT = 0.05  # VADER's cut, to which the news model is calibrated


def load(name: str) -> pd.DataFrame:
    """A table of cases, its signs as numbers, under ids made of category and words, which stay when rows move."""
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    cases = pd.DataFrame(rows, columns=header).astype({"sign": int})
    words = cases["sentence"] if "target" not in cases else cases["target"] + " " + cases["sentence"]
    cases.index = pd.Index([f"{tests}: {_slug(text)}" for tests, text in zip(cases["tests"], words, strict=True)])
    return cases


def judge(cases: pd.DataFrame, scores: np.ndarray) -> pd.DataFrame:
    """The cases with `score` and `right`: its sign at the cut is the one that readers see. NaN is never right."""
    scores = np.asarray(scores, dtype=float)
    signs = (scores >= CUT).astype(int) - (scores <= -CUT)
    return cases.assign(score=scores, right=(signs == cases["sign"]) & ~np.isnan(scores))


def judged(name: str) -> pd.DataFrame:
    """A table of cases as the engine judges it, all in one call."""
    from newskit.language import sentiment

    cases = load(name)
    if "target" in cases:
        return judge(cases, target_scores(list(cases["sentence"]), list(cases["target"])))
    return judge(cases, sentiment.score_texts(list(cases["sentence"])))


def target_scores(texts: list[str], targets: list[str]) -> np.ndarray:
    """The score of each text toward its target, missing where the text does not name it."""
    import newskit as nk

    found = []
    for text, target in zip(texts, targets, strict=True):
        made = nk.target_sentiment(pd.DataFrame({"text": [text]}), target, lang="en")["sentiment"]
        found.append(float(made.iloc[0]) if len(made) else np.nan)
    return np.array(found)


def _slug(text: str) -> str:
    """The text in ASCII as far as a test's name needs it; a curly apostrophe stays apart from a straight one."""
    return re.sub(r"[^A-Za-z0-9']+", "-", text.replace("’", "-curly-")).strip("-")


@pytest.mark.parametrize(("name", "share"), [("sentences", SENTENCES_RIGHT), ("targets", TARGETS_RIGHT)])
def test_as_many_come_right_as_did_before(name, share):
    cases = judged(name)
    missed = cases[~cases["right"]]
    assert cases["right"].mean() >= share, missed[["sentence", "sign", "score"]].to_string()


@pytest.mark.parametrize(("name", "least"), [("sentences", 320), ("targets", 80)])
def test_cases_are_many_distinct_and_of_every_sign(name, least):
    cases = load(name)
    assert len(cases) >= least
    assert cases.index.is_unique
    assert not cases.duplicated([column for column in ("sentence", "target") if column in cases]).any()
    assert set(cases["sign"]) == {-1, 0, 1}
    assert not (cases == "").any(axis=None)
    assert cases["sentence"].eq(cases["sentence"].str.strip()).all()


def test_every_target_stands_in_its_sentence():
    cases = load("targets")
    assert [
        f"{target}: {sentence}"
        for sentence, target in zip(cases["sentence"], cases["target"], strict=True)
        if target not in sentence
    ] == []


def test_no_sign_can_be_had_by_answering_it_always():
    cases = load("sentences")
    assert max(Counter(cases["sign"]).values()) < 0.55 * len(cases)


def test_a_curly_apostrophe_has_a_straight_twin():
    texts = set(load("sentences")["sentence"])
    curly = [text for text in texts if re.search(r"n’t\b", text)]
    assert len(curly) >= 4
    assert [text for text in curly if text.replace("’", "'") not in texts] == []


def test_the_judge_counts_the_cut_itself_as_a_sign_and_no_number_as_wrong():
    cases = pd.DataFrame({"sign": [1, -1, 0, 0, 1, 0]})
    scores = np.array([0.05, -0.05, 0.049, 0.05, -0.3, np.nan])
    assert list(judge(cases, scores)["right"]) == [True, True, True, False, False, False]


def main() -> None:
    """Write every miss and, by category, how many came right."""
    for name in ("sentences", "targets"):
        table = judged(name)
        columns = [column for column in ("tests", "sign", "score", "target", "sentence") if column in table]
        with pd.option_context("display.max_colwidth", None, "display.width", None):
            sys.stdout.write(table.loc[~table["right"], columns].to_string(index=False, float_format="%+.3f") + "\n\n")
        shares = table.groupby("tests", sort=False)["right"].agg(right="sum", n="size")
        sys.stdout.write(f"{shares.to_string()}\n{name}: {table['right'].sum()} of {len(table)} right\n\n")


if __name__ == "__main__":
    main()
