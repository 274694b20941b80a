from __future__ import annotations

import math

import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from newskit.errors import InputError
from newskit.tables import collocations

TEXTS = [
    "The prime minister met the press. The press asked the prime minister about the ferry strike.",
    "A prime minister must not lie. The minister left, and the press stayed.",
]


def table(texts: list[str] | None = None) -> pd.DataFrame:
    return pd.DataFrame({"text": texts or TEXTS, "lang": "en"})


def row(found: pd.DataFrame, word: str, collocate: str) -> pd.Series:
    return found[(found["word"] == word) & (found["collocate"] == collocate)].iloc[0]


def test_neighbours_are_counted_in_their_order():
    found = collocations(table(), window="adjacent", min_count=1)
    pair = row(found, "prime", "minister")
    assert (pair["count"], pair["articles"], pair["word_count"], pair["collocate_count"]) == (3, 2, 3, 4)
    assert found[(found["word"] == "minister") & (found["collocate"] == "prime")].empty
    assert "the" not in set(found["word"]) | set(found["collocate"])


def test_the_measures_are_those_of_the_table_of_neighbours():
    found = collocations(table(["xa xb! Xa xb! Xa xc! Xd xb!"]), window="adjacent", min_count=1)
    pair = row(found, "Xa", "xb")
    # Of four pairs of neighbours three begin with xa and three end with xb; two are both.
    assert pair["expected"] == pytest.approx(9 / 4)
    expected = chi2_contingency([[2, 1], [1, 0]], correction=False, lambda_="log-likelihood").statistic
    assert abs(pair["g2"]) == pytest.approx(expected, rel=1e-6)
    assert pair["log_dice"] == pytest.approx(14 + math.log2(4 / 6))


def test_a_window_counts_both_sides_and_ends_with_the_sentence():
    found = collocations(table(["The ferry old strike. The strike harbour ferry."]), window=2, min_count=1)
    pairs = {frozenset(pair): n for *pair, n in found[["word", "collocate", "count"]].itertuples(index=False)}
    assert pairs[frozenset(("ferry", "strike"))] == 2
    near = collocations(table(["ferry old. Strike."]), window=5, min_count=1)
    assert not ({"ferry", "Strike"} <= set(near["word"]) | set(near["collocate"]))


def test_around_a_term_sides_are_told_apart():
    found = collocations(table(), "minister", window=2, min_count=1)
    pair = row(found, "minister", "prime")
    assert (pair["count"], pair["left"], pair["right"], pair["word_count"]) == (3, 3, 0, 4)
    assert "minister" not in found["collocate"].tolist()


def test_around_a_term_expected_counts_are_places_in_its_windows_by_frequency():
    found = collocations(table(["xa xb xc xd xe xb"]), "xa", window=2, min_count=1)
    pair = row(found, "xa", "xb")
    assert pair["count"] == 1
    assert pair["expected"] == pytest.approx(2 * 2 / 6)


def test_a_term_can_be_a_phrase_or_pattern():
    assert row(collocations(table(), "prime minister", window=1, min_count=1), "prime minister", "met")["right"] == 1
    assert set(collocations(table(), "minist*", window=1, min_count=1)["collocate"]) >= {"prime", "met", "left"}


def test_overlapping_windows_count_a_word_once():
    found = collocations(table(["ferry boat ferry"]), "ferry", window=2, min_count=1)
    assert row(found, "ferry", "boat")["count"] == 1


@pytest.mark.parametrize("measure", ["npmi", "g2", "log_dice"])
def test_the_highest_value_of_the_measure_comes_first(measure):
    found = collocations(table(TEXTS * 3), measure=measure, min_count=2)
    assert found[measure].is_monotonic_decreasing
    assert len(collocations(table(TEXTS * 3), measure=measure, min_count=2, top=3)) == 3


@pytest.mark.parametrize("texts", [[], [None], ["", "?!"], ["ferry"]])
def test_little_or_no_text_gives_an_empty_table(texts):
    for term in (None, "ferry"):
        found = collocations(pd.DataFrame({"text": texts}), term, min_count=1)
        assert len(found) == 0
        assert {"word", "collocate", "npmi"} <= set(found.columns)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"window": 0}, "window=0"), ({"window": "near"}, "window='near'"), ({"min_count": 0}, "min_count=0"),
     ({"measure": "t"}, "measure='t'"), ({"stopwords": "the"}, "stopwords='the'")],
)  # fmt: skip
def test_arguments_that_mean_nothing_are_refused(wrong, said):
    with pytest.raises(InputError, match=said):
        collocations(table(), **wrong)
