import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.model_selection import GroupKFold, cross_val_score

import newskit as nk
from newskit.errors import InputError, NewskitWarning, UnknownNameError
from newskit.language import tokenize
from newskit.learn.rows import mentions_of, rows_of


@pytest.fixture(scope="module")
def fitted(targeted):
    return nk.TargetSentimentClassifier().fit(*targeted())


def places(text, target, start=-1, end=-1):
    """Return the mentions in a text, as written."""
    found = mentions_of(tokenize([text]), [text], [target], np.array([start]), np.array([end]))
    return [text[a:b] for a, b in zip(found.start.tolist(), found.end.tolist(), strict=True)]


def test_one_sentence_portrays_two_targets_differently(fitted):
    text = "The union was jailed for fraud, but Hal Ito won the award."
    rows = [{"text": text, "target": "The union"}, {"text": text, "target": "Hal Ito"}]
    assert fitted.predict(rows).tolist() == ["bad", "good"]


def test_the_name_itself_teaches_nothing(fitted):
    text = "{} won the award, but the union was accused of cruelty."
    known, new = (fitted.predict_proba([{"text": text.format(who), "target": who}]) for who in ("Ann Lee", "Zoe Unu"))
    assert (known == new).all()


def test_tables_and_lists_of_dicts_with_and_without_places_are_the_same(fitted):
    rows = [{"text": "Ann Lee won the award.", "target": "Ann Lee"}, {"text": "It hit Bo Kim.", "target": "Bo Kim"}]
    expected = fitted.predict_proba(rows)
    placed = [{**rows[0], "start": 0, "end": 7}, {**rows[1], "start": 7, "end": 13}]
    assert (fitted.predict_proba(placed) == expected).all()
    assert (fitted.predict_proba(pd.DataFrame(rows)) == expected).all()
    mixed = pd.DataFrame(placed).astype({"start": "Int64", "end": "Int64"})
    mixed.loc[1, ["start", "end"]] = pd.NA
    assert (fitted.predict_proba(mixed) == expected).all()
    assert fitted.predict_proba([]).shape == (0, 2)


def test_scikit_learn_can_clone_and_validate_it(targeted):
    rows, y = targeted()
    model = clone(nk.TargetSentimentClassifier(calibrate=False))
    groups = [row["text"] for row in rows]
    for form in (rows, pd.DataFrame(rows)):
        assert cross_val_score(model, form, y, groups=groups, cv=GroupKFold(3)).mean() > 0.9


def test_articles_are_scored_with_it(targeted):
    rows, y = targeted()
    model = nk.TargetSentimentClassifier().fit(rows, ["positive" if label == "good" else "negative" for label in y])
    articles = nk.as_articles([{"text": "Rain fell. Ann Lee was jailed for fraud. Later the union won the award."}])
    table = nk.target_sentiment(articles, ["Ann Lee", "the union"], model=model, lang="en")
    assert table["label"].tolist() == ["negative", "positive"]


def test_every_place_of_the_name_is_a_mention_unless_one_is_given():
    text = "Lee met Kim, and Lee’s aide met Leed."
    assert places(text, "Lee") == ["Lee", "Lee"]
    assert places(text, "Lee", 17, 20) == ["Lee"]


def test_a_name_is_found_as_written_then_in_any_case_then_by_its_last_word():
    assert places("May may go.", "May") == ["May"]
    assert places("NATO met.", "Nato") == ["NATO"]
    assert places("Ms Lee won. Ann\n Lee left.", "Ann Lee") == ["Ann\n Lee"]
    assert places("Ms Lee won.", "Ann Lee") == ["Lee"]


def test_korean_particles_and_signs_do_not_hide_a_name():
    assert places("삼성전자가 웃었다.", "삼성전자") == ["삼성전자"]
    assert places("C++ (new) won.", "C++ (new)") == ["C++ (new)"]


def test_mentions_share_no_token():
    assert places("aa-aa-aa", "aa") == ["aa"]


def test_a_target_that_stands_nowhere_is_told_and_the_whole_text_counts(fitted):
    rows = [{"text": "The singer won the award.", "target": "Ann Lee"}, {"text": "Bo Kim left.", "target": "Bo Kim"}]
    with pytest.warns(NewskitWarning, match="1 of 2 targets stand nowhere in their texts, such as 'Ann Lee' in row 0"):
        chances = fitted.predict_proba(rows)
    assert chances.shape == (2, 2)


def test_empty_texts_are_rows_without_a_warning(fitted):
    chances = fitted.predict_proba([{"text": "", "target": "Ann Lee"}, {"text": None, "target": "Ann Lee"}])
    assert np.isfinite(chances).all()
    assert (chances[0] == chances[1]).all()


def test_of_long_texts_the_sentences_around_the_mentions_count(fitted):
    near = "It rained. Ann Lee won the award. The sun shone."
    far = near + " The port is old." * 3
    one, other = (
        fitted.model_.matrix(fitted._features([{"text": text, "target": "Ann Lee"}], fitted.lexicon_))
        for text in (near, far)
    )
    names = fitted.model_.names()
    words = [at for at, (family, _) in enumerate(names) if family in {"words", "sides", "characters"}]
    assert (one[:, words] != other[:, words]).nnz == 0


def test_mentions_that_hold_no_token_or_all_of_the_text_are_no_trouble(fitted):
    rows = [
        {"text": "Ann Lee", "target": "Ann Lee"},
        {"text": "a  b", "target": "x", "start": 1, "end": 2},
        {"text": "<script>Ann Lee</script>", "target": "Ann Lee"},
        {"text": "a " * 30_000 + "Ann Lee", "target": "Ann Lee"},
    ]
    assert np.isfinite(fitted.predict_proba(rows)).all()


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([{"text": "a", "target": "a", "start": 0}], "start or an end without the other"),
        ([{"text": "a", "target": "a", "start": 0, "end": 9}], "has 1 characters"),
        ([{"text": "abc", "target": "a", "start": 2, "end": 2}], "should be the mention"),
        ([{"text": "a", "target": "a", "start": -1, "end": 1}], "from 0 up"),
        ([{"text": "a", "target": "a", "start": 0.5, "end": 1}], "start=0.5"),
        ([{"text": "a", "target": "a", "start": float("inf"), "end": 1}], "start=inf"),
        ([{"text": "a", "target": "a", "start": "0", "end": 1}], "start='0'"),
        ([{"text": "a", "target": " "}], "neither a target nor its place"),
        ([{"text": "a"}], "row 0 has no 'target'"),
        ([{"text": 3, "target": "a"}], "position 0 is int"),
        (["a"], "list of dicts"),
        ("ab", "list of dicts"),
        ({"text": "a", "target": "a"}, "list of dicts"),
        (3, "list of dicts"),
    ],
)
def test_rows_that_cannot_be_are_named(rows, told):
    with pytest.raises(InputError, match=told):
        rows_of(rows)


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(UnknownNameError, match="target"):
        rows_of(pd.DataFrame({"text": ["a"]}))
