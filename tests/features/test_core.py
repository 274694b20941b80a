from __future__ import annotations

import pickle
from typing import NamedTuple

import pandas as pd
import pytest

from newskit.errors import InputError
from newskit.features import Feature, extract, feature, table
from newskit.features.registry import REGISTRY

ARTICLES = pd.DataFrame({"id": ["a", "b"], "title": ["Rain?", "Sun"], "text": ["It rained.", "It shone."]})


def test_a_feature_stays_an_ordinary_function():
    @feature
    def n_letters(title: str, *, letter: str = "a") -> int:
        """Number of one letter in the headline."""
        return title.count(letter)

    assert n_letters("banana") == 3
    assert n_letters("banana", letter="n") == 2
    assert n_letters.__doc__ == "Number of one letter in the headline."
    assert extract(ARTICLES, n_letters)["n_letters"].tolist() == [1, 0]


def test_annotations_are_dtypes():
    @feature
    def several(title: str) -> Several:
        return Several(len(title), 0.5, is_long=False, first=title[0])

    answer = extract(ARTICLES, several)
    assert {name: str(dtype) for name, dtype in answer.dtypes.items()} == {
        "several_n": "Int64", "several_share": "Float64", "several_is_long": "boolean", "several_first": "string",
    }  # fmt: skip


class Several(NamedTuple):
    n: int
    share: float
    is_long: bool
    first: str


def test_bound_settings_make_another_feature():
    @feature
    def is_longer(title: str, *, than: int = 4) -> bool:
        return len(title) > than

    answer = extract(ARTICLES, [is_longer, is_longer.bind("is_longer_than_9", than=9)])
    assert answer["is_longer"].tolist() == [True, False]
    assert answer["is_longer_than_9"].tolist() == [False, False]
    with pytest.raises(KeyError, match="'thann' is not in feature 'is_longer'; did you mean 'than'"):
        is_longer.bind("x", thann=3)


def test_running_a_cell_again_replaces_the_feature():
    for body in ("len(title)", "-1"):
        space = {"__name__": "__main__", "feature": feature}
        exec(f"@feature\ndef from_a_cell(title: str) -> int:\n    return {body}", space)
    assert extract(ARTICLES, "from_a_cell")["from_a_cell"].tolist() == [-1, -1]


def test_another_function_of_a_taken_name_is_refused():
    with pytest.raises(InputError, match=r"already a feature 'n_words'.*@feature\(name='...'\)"):

        @feature
        def n_words(text: str) -> int:
            return 0


def no_annotation(title):
    return 1


def no_return(title: str):
    return 1


def unknown_type(title: Titel) -> int:  # noqa: F821
    return 1


def with_default(title: str, letter: str = "a") -> int:
    return 1


def takes_many(*titles: str) -> int:
    return 1


def takes_nothing() -> int:
    return 1


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (no_annotation, "needs a return annotation"),
        (no_return, "needs a return annotation"),
        (unknown_type, "cannot be resolved"),
        (with_default, "put it behind"),
        (takes_many, "name each column"),
        (takes_nothing, "needs no column"),
        (lambda title: 1, "neither a name nor a return annotation"),
    ],
)
def test_what_cannot_be_a_feature_says_what_to_write(function, message):
    with pytest.raises(InputError, match=message):
        feature(function)


def test_the_table_lists_features_with_what_they_need():
    known = table().set_index("feature")
    assert {"n_words", "mtld", "hdd", "flesch", "lix", "language", "quote_share", "title_capitals"} <= set(known.index)
    assert known.loc["flesch", "needs"] == "text, language"
    assert known.loc["mtld", "settings"] == "threshold=0.72"
    ours = known[known["defined_in"].str.startswith("newskit.features.builtin")]
    assert (ours["measures"].str.len() > 10).all()


def test_a_broken_plug_in_is_one_warning(monkeypatch):
    from importlib.metadata import EntryPoint

    from newskit.features import registry

    broken = EntryPoint("theirs", "no_such_module_at_all:thing", registry.ENTRY_POINTS)
    working = EntryPoint("ours", "newskit.features.builtin.counts", registry.ENTRY_POINTS)
    monkeypatch.setattr(registry, "entry_points", lambda group: [broken, working])
    fresh = registry.Registry()
    with pytest.warns(UserWarning, match="plug-in 'theirs'.*cannot be loaded"):
        list(fresh)


def test_features_are_sent_to_other_processes():
    assert isinstance(pickle.loads(pickle.dumps(REGISTRY["n_words"])), Feature)
