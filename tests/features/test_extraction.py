from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

import newskit as nk
from newskit.errors import FeatureError, InputError, UnknownNameError
from newskit.features import extract, feature, table
from newskit.features.core import Feature


@pytest.fixture
def articles():
    rows = [
        {"id": "a", "title": "Rain?", "text": "It rained. It poured.", "authors": ["Ana Ruiz"]},
        {"id": "b", "title": None, "text": "It shone."},
        {"id": "c", "title": "Fog", "text": None},
    ]
    made = nk.as_articles(rows)
    made.index = [7, 3, 3]
    return made


def length(title: str) -> int:
    return len(title)


def length_or_nothing(title: str | None) -> int | None:
    return None if title is None else len(title)


def twice(length: int) -> int:
    return 2 * length


def fails_on_fog(title: str) -> int:
    if title == "Fog":
        raise ValueError("too thick")
    return 1


def test_rows_index_and_attrs_are_the_articles(articles):
    articles.attrs["newskit_problems"] = (("f", "e", "k", "r"),)
    answer = extract(articles, ["n_words", length])
    assert answer.index.equals(articles.index)
    assert list(answer.columns) == ["n_words", "length"]
    assert answer.attrs == articles.attrs


def test_a_missing_input_gives_a_missing_value_unless_the_function_handles_it(articles):
    answer = extract(articles, [length, length_or_nothing])
    assert answer["length"].isna().tolist() == [False, True, False]
    assert answer["length_or_nothing"].tolist() == [5, pd.NA, 3]


def test_features_build_on_features_that_are_computed_once(articles):
    calls = []

    def base(title: str) -> int:
        calls.append(title)
        return len(title)

    def plus(base: int) -> int:
        return base + 1

    def minus(base: int) -> int:
        return base - 1

    answer = extract(articles, [Feature.of(base), plus, minus])
    assert answer["plus"].tolist() == [6, pd.NA, 4]
    assert len(calls) == 2


def test_a_column_goes_before_a_feature_of_its_name(articles):
    answer = extract(articles.assign(length=10), [twice])
    assert answer["twice"].tolist() == [20, 20, 20]


def test_a_circle_is_named_as_a_path(articles):
    def hen(egg: int) -> int:
        return egg

    def egg(hen: int) -> int:
        return hen

    with pytest.raises(InputError, match="hen -> egg -> hen"):
        extract(articles, [hen, egg])


def test_unknown_names_come_with_close_ones(articles):
    with pytest.raises(KeyError, match="feature 'n_word' is not known; did you mean 'n_words'"):
        extract(articles, "n_word")

    def needs_titel(titel: str) -> int:
        return 1

    with pytest.raises(KeyError, match="'titel'.*did you mean 'title'"):
        extract(articles, needs_titel)


def test_an_error_names_feature_article_and_cause(articles):
    with pytest.raises(
        FeatureError, match=r"'fails_on_fog' failed on article 'c' \('Fog'\): ValueError: too thick"
    ) as caught:
        extract(articles, fails_on_fog)
    assert isinstance(caught.value.__cause__, ValueError)


def test_on_error_null_leaves_values_missing_and_counts_them(articles):
    with pytest.warns(nk.NewskitWarning, match="<NA> for 1 of 3 articles.*'c'"):
        answer = extract(articles, [fails_on_fog, length], on_error="null")
    assert answer["fails_on_fog"].tolist() == [1, pd.NA, pd.NA]
    assert answer["length"].tolist() == [5, pd.NA, 3]


@pytest.mark.parametrize("value", ["five", None, 1.5, [1]])
def test_another_type_than_declared_is_an_error(articles, value):
    def liar(title: str) -> int:
        return value

    with pytest.raises(FeatureError, match="liar"):
        extract(articles, liar)


@pytest.mark.parametrize("value", [np.int64(3), np.int32(3), 3.0])
def test_numbers_of_numpy_are_accepted(articles, value):
    def number(title: str) -> float:
        return value

    assert extract(articles, number)["number"].tolist() == [3, pd.NA, 3]


def test_an_empty_table_gives_empty_columns_of_the_right_type(articles):
    empty = extract(articles.iloc[:0], table()["feature"].tolist())
    full = extract(articles, table()["feature"].tolist())
    assert empty.dtypes.equals(full.dtypes)
    assert len(empty) == 0


def test_a_missing_id_is_no_obstacle(articles):
    assert extract(articles[["title"]], length)["length"].tolist() == [5, pd.NA, 3]


def test_whole_columns_of_the_wrong_length_are_an_error(articles):
    @feature(name="wrong_length_for_test", dtype=int)
    def wrong(title: pd.Series) -> pd.Series:
        return title.str.len().iloc[:1]

    with pytest.raises(FeatureError, match="wrong_length_for_test"):
        extract(articles, wrong)


def test_a_feature_that_depends_on_the_other_articles_is_warned_of():
    def rank(text: pd.Series) -> pd.Series:
        return text.str.len().rank()

    many = pd.DataFrame({"text": ["a", "bb", "ccc"]})
    with pytest.warns(nk.NewskitWarning, match="rank"):
        extract(many, Feature.of(rank, dtype=float))


@pytest.fixture
def hundred():
    return nk.as_articles(
        [{"title": f"Headline {n}?", "text": f"It rained {n} times. “Yes,” she said."} for n in range(100)]
    )


def test_several_processes_give_the_same(hundred):
    names = [*table()["feature"], length]
    one, two = extract(hundred, names), extract(hundred, names, n_jobs=2, progress=False)
    pd.testing.assert_frame_equal(one, two, check_exact=True)
    assert all(one[name].tolist() == two[name].tolist() for name in one)


def test_errors_of_other_processes_name_the_article(hundred):
    def fails_late(title: str) -> int:
        return 1 // (0 if "77" in title else 1)

    with pytest.raises(FeatureError, match=r"'fails_late' failed on article .*Headline 77"):
        extract(hundred, fails_late, n_jobs=2, progress=False)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_dask_gives_the_same(hundred):
    import dask
    import dask.dataframe as dd

    names = ["n_words", "mtld", "language", "title_question"]
    with dask.config.set({"dataframe.convert-string": False}):
        lazy = extract(dd.from_pandas(hundred, npartitions=3), names)
        declared = lazy._meta.dtypes
        computed = lazy.compute(scheduler="synchronous")
    pd.testing.assert_frame_equal(computed, extract(hundred, names))
    assert declared.equals(computed.dtypes)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:dask")
def test_dask_joins_by_id_the_pieces_of_a_folder(hundred, tmp_path):
    import dask
    import dask.dataframe as dd

    for number in range(4):
        piece = hundred.iloc[25 * number : 25 * number + 25].reset_index(drop=True)
        piece.to_parquet(tmp_path / f"{number}.parquet")
    lazy = dd.read_parquet(tmp_path, index="id")
    with dask.config.set(scheduler="synchronous"):
        joined = lazy[["title"]].join(extract(lazy, ["n_words"])).compute()
    here = hundred.set_index("id")
    assert joined.sort_index()["n_words"].equals(extract(here, ["n_words"]).sort_index()["n_words"])


def test_a_pipeline_takes_features(hundred):
    from sklearn.base import clone
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    from newskit.features import FeatureExtractor

    extractor = FeatureExtractor(["n_chars", "title_question"])
    model = make_pipeline(clone(extractor), LogisticRegression())
    labels = [n >= 50 for n in range(100)]
    assert len(model.fit(hundred, labels).predict(hundred)) == 100
    assert list(model[0].get_feature_names_out()) == ["n_chars", "title_question"]


@pytest.mark.slow
def test_the_kernel_costs_less_than_three_microseconds_an_article():
    many = pd.DataFrame({"title": ["Rain"] * 100_000})

    def nothing(title: str) -> int:
        return 1

    extract(many.iloc[:10], Feature.of(nothing))
    costs = []
    for _ in range(3):
        started = time.process_time()
        extract(many, Feature.of(nothing), progress=False)
        costs.append((time.process_time() - started) / len(many))
    assert min(costs) < 3e-6


@pytest.mark.parametrize("n_jobs", [0, 1.5, "two", True])
def test_a_senseless_number_of_processes_is_refused(articles, n_jobs):
    with pytest.raises(InputError, match="n_jobs"):
        extract(articles, length, n_jobs=n_jobs)


def test_a_column_by_another_usual_name_is_told_by_its_own():
    def length(headline: str) -> int:
        return len(headline)

    articles = pd.DataFrame({"id": ["a"], "title": ["Rain"]})
    with pytest.raises(UnknownNameError, match="did you mean 'title'. That is its name in an article table"):
        nk.extract(articles, length)
    with pytest.raises(UnknownNameError, match="there are: 'id'"):
        nk.extract(articles[["id"]], length)
