import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

import newskit as nk
from newskit.errors import InputError, UnknownNameError

NEW = ["The union was praised.", "The coach was jailed.", "The coach met the union on Tuesday."]


@pytest.fixture(scope="module")
def fitted(labelled):
    return nk.SentimentClassifier().fit(*labelled())


def test_it_learns_what_the_labels_say(fitted):
    assert fitted.predict(NEW).tolist() == ["positive", "negative", "neutral"]
    assert fitted.classes_.tolist() == ["negative", "neutral", "positive"]
    assert fitted.n_labels_ == 60


def test_labels_may_say_something_else_than_the_lexicon(labelled):
    texts, y = labelled(("positive", "neutral", "negative"))
    assert nk.SentimentClassifier().fit(texts, y).predict(NEW[:2]).tolist() == ["negative", "positive"]


def test_probabilities_are_a_row_each_and_sum_up_to_1(fitted):
    chances = fitted.predict_proba([*NEW, "", None])
    assert chances.shape == (5, 3)
    np.testing.assert_allclose(chances.sum(axis=1), 1)
    assert (chances[3] == chances[4]).all()
    assert fitted.predict_proba([]).shape == (0, 3)
    assert fitted.predict([]).tolist() == []


@pytest.mark.parametrize("labels", [(-1, 0, 1), ("나쁨", "보통", "좋음"), ("b", "n", "a")])
def test_classes_are_the_labels_in_order(labels, labelled):
    texts, y = labelled(labels)
    model = nk.SentimentClassifier(calibrate=False).fit(texts, np.array(y))
    assert model.classes_.tolist() == sorted(labels)
    assert model.predict(NEW[:1])[0] == labels[2]


def test_two_classes_will_do(labelled):
    texts, y = labelled()
    rows = [at for at, label in enumerate(y) if label != "neutral"]
    model = nk.SentimentClassifier().fit([texts[at] for at in rows], [y[at] for at in rows])
    assert model.predict_proba(NEW).shape == (3, 2)
    assert model.predict(NEW[:2]).tolist() == ["positive", "negative"]


def test_lists_columns_arrays_and_tables_are_all_the_same(fitted, labelled):
    expected = fitted.predict_proba(NEW)
    forms = [
        pd.Series(NEW),
        pd.Series(NEW, dtype="string"),
        np.array(NEW),
        tuple(NEW),
        pd.DataFrame({"text": NEW}),
    ]
    for form in forms[:4]:
        assert (fitted.predict_proba(form) == expected).all()
    assert (fitted.predict_proba(forms[4]) == expected).all()
    texts, y = labelled()
    table = pd.DataFrame({"title": texts})
    titles = nk.SentimentClassifier(on="title").fit(table, pd.Series(y, dtype="category"))
    assert (titles.predict_proba(pd.DataFrame({"title": NEW})) == expected).all()


def test_many_rows_are_read_in_portions(fitted):
    many = NEW * 1500
    one = fitted.predict_proba(NEW)
    assert np.allclose(fitted.predict_proba(pd.Series(many, index=range(9, 4509))), np.tile(one, (1500, 1)))


def test_scikit_learn_can_clone_search_validate_and_chain_it(labelled):
    texts, y = labelled()
    model = nk.SentimentClassifier(C=2.0, calibrate=False, lexicon={"praised": -3.0})
    copied = clone(model)
    assert copied.get_params() == model.get_params()
    search = GridSearchCV(nk.SentimentClassifier(calibrate=False), {"C": [0.1, 3.0]}, cv=2).fit(texts, y)
    assert search.best_score_ > 0.7
    assert cross_val_score(nk.SentimentClassifier(calibrate=False), pd.Series(texts), y, cv=3).mean() > 0.7
    chain = make_pipeline(FunctionTransformer(lambda rows: [row.lower() for row in rows]), model).fit(texts, y)
    assert chain.predict(["the union met on tuesday."]).shape == (1,)


def test_the_same_labels_give_the_same_classifier(fitted, labelled):
    again = nk.SentimentClassifier().fit(*labelled())
    assert (again.predict_proba(NEW) == fitted.predict_proba(NEW)).all()


def test_words_of_the_users_own_count():
    texts = [f"The {who} gribbled." for who in ("cat", "dog", "cow")] + [
        f"The {who} sat." for who in ("ox", "ant", "elk")
    ]
    model = nk.SentimentClassifier(lexicon={"gribbled": -3.0, "florbed": -3.0}).fit(texts, ["bad"] * 3 + ["fine"] * 3)
    assert model.predict(["She florbed."]).tolist() == ["bad"]


def test_the_tone_of_articles_and_their_sentences_is_scored_with_it(fitted):
    articles = pd.DataFrame({"text": ["Ann Lee was jailed. The mayor won the award.", None]})
    whole = nk.sentiment(articles, model=fitted)
    assert {"p_negative", "p_neutral", "p_positive"} <= set(whole.columns)
    assert pd.isna(whole["sentiment"].iloc[1])
    assert nk.sentiment(articles, on="sentences", model=fitted)["label"].tolist() == ["negative", "positive"]


def test_what_speaks_for_each_class_can_be_read(fitted):
    table = fitted.weights(5)
    assert table.columns.tolist() == ["label", "family", "feature", "weight"]
    assert len(table) == 15
    assert (table.groupby("label")["weight"].diff().dropna() <= 0).all()
    with pytest.raises(InputError, match="top=0"):
        fitted.weights(0)


def test_other_scripts_long_and_hostile_texts_are_texts():
    texts = [
        "정부가 잘했다고 시민이 말했다",
        "정부가 망쳤다고 시민이 말했다",
        "<script>alert(1)</script>",
        "\x00\ud800 ☃️",
    ] * 3
    model = nk.SentimentClassifier(lang="xx").fit(texts, ["a", "b", "c", "d"] * 3)
    assert model.predict(["정부가 망쳤다고", "x" * 100_000, "a " * 50_000]).shape == (3,)


def test_rare_classes_can_be_given_a_say(labelled):
    texts, y = labelled()
    few = texts[:4] + texts[20:]
    labels = y[:4] + y[20:]
    plain = nk.SentimentClassifier(calibrate=False).fit(few, labels)
    fair = nk.SentimentClassifier(calibrate=False, class_weight={"negative": 20.0}).fit(few, labels)
    assert (fair.predict_proba(NEW)[:, 0] > plain.predict_proba(NEW)[:, 0]).all()
    assert nk.SentimentClassifier(class_weight="balanced").fit(few, labels).classes_.tolist() == [
        "negative",
        "neutral",
        "positive",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"C": 0}, "C=0 should be a number above 0"),
        ({"C": "3"}, "C='3'"),
        ({"min_count": 0}, "min_count=0"),
        ({"calibrate": "yes"}, "calibrate='yes'"),
        ({"lang": None}, "lang=None"),
        ({"on": 3}, "on=3"),
        ({"class_weight": "fair"}, "class_weight='fair'"),
        ({"class_weight": {"angry": 2.0}}, "angry"),
    ],
)
def test_settings_that_cannot_be_are_named(change, told, labelled):
    with pytest.raises(InputError, match=told):
        nk.SentimentClassifier(**change).fit(*labelled())


@pytest.mark.parametrize(
    ("texts", "labels", "told"),
    [
        (["a", "b"], ["x"], "2 rows but 1 labels"),
        (["a", "b"], ["x", "x"], "two classes at least"),
        (["a", "b"], ["x", None], "label of row 1 is missing"),
        (["a", "b"], ["x", float("nan")], "label of row 1 is missing"),
        (["a", "b"], ["x", 1], "all strings or all whole numbers"),
        (["a", "b"], [0.5, 1.0], "label of row 0 is 0.5"),
        (["a", "b"], "xy", "not str"),
        ("ab", ["x", "y"], "not str"),
        (7, ["x"], "not int"),
        (["a", 3], ["x", "y"], "position 1 is int"),
        (np.array([["a"], ["b"]]), ["x", "y"], r"shape \(2, 1\)"),
        ([], [], "two classes"),
    ],
)
def test_rows_and_labels_that_cannot_be_are_named(texts, labels, told):
    with pytest.raises(InputError, match=told):
        nk.SentimentClassifier().fit(texts, labels)


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(UnknownNameError, match="title"):
        nk.SentimentClassifier(on="title").fit(pd.DataFrame({"text": ["a", "b"]}), ["x", "y"])


def test_nothing_is_predicted_before_it_learned():
    for ask in ("predict", "predict_proba"):
        with pytest.raises(NotFittedError):
            getattr(nk.SentimentClassifier(), ask)(["a"])
    with pytest.raises(NotFittedError):
        nk.SentimentClassifier().weights()
