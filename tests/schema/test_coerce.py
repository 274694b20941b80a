from __future__ import annotations

import datetime as dt
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.schema import NAMES, guess_columns


def bring(data, **settings):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", nk.NewskitWarning)
        return nk.as_articles(data, **settings)


def test_columns_are_recognised_by_meaning():
    mine = ["Headline", "pub_date", "Full Text", "By-line", "media_name", "언론사", "clicks"]
    assert guess_columns(mine) == {
        "Headline": "title",
        "pub_date": "published",
        "Full Text": "text",
        "By-line": "authors",
        "media_name": "source",
    }


def test_the_schemas_own_name_goes_before_an_alias():
    assert guess_columns(["headline", "title"]) == {"title": "title"}


def test_what_the_user_says_goes_before_every_guess():
    mine = pd.DataFrame({"title": ["A"], "lead": ["B"], "body": ["C"]})
    articles = bring(mine.rename(columns={"title": "kicker"}), columns={"lead": "title"})
    assert articles.loc[0, ["title", "standfirst", "text"]].tolist() == ["B", "A", "C"]


def test_further_columns_travel_along_behind_the_schema():
    articles = bring(pd.DataFrame({"clicks": [3], "title": ["Rain"], "text": ["It rained."]}))
    assert list(articles.columns) == [*NAMES, "clicks"]


def test_a_mapping_the_wrong_way_round_is_turned_in_the_message():
    with pytest.raises(nk.NewskitError, match=r"the other way round it reads columns=\{'Kopf': 'title'\}"):
        nk.as_articles(pd.DataFrame({"Kopf": ["Rain"]}), columns={"title": "Kopf"})


def test_a_mapping_from_a_column_that_is_not_there_names_those_that_are():
    with pytest.raises(KeyError, match="'Kopff' is not in the table; did you mean 'Kopf'"):
        nk.as_articles(pd.DataFrame({"Kopf": ["Rain"]}), columns={"Kopff": "title"})


def test_a_mapping_onto_a_column_that_is_there_is_refused():
    with pytest.raises(ValueError, match="drop or map it"):
        nk.as_articles(pd.DataFrame({"Kopf": ["Rain"], "title": ["Sun"]}), columns={"Kopf": "title"})


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("['Ana Ruiz', \"Liam O'Hara\"]", ["Ana Ruiz", "Liam O'Hara"]),
        ('["Ana Ruiz"]', ["Ana Ruiz"]),
        ("['Ana Ruiz' 'Marc Roy']", ["Ana Ruiz", "Marc Roy"]),
        ("[]", []),
        ("Ana Ruiz and Marc Roy", ["Ana Ruiz", "Marc Roy"]),
        (["Ana Ruiz"], ["Ana Ruiz"]),
        (np.array(["Ana Ruiz"]), ["Ana Ruiz"]),
        ([{"name": "Ana Ruiz", "role": "desk"}], ["Ana Ruiz"]),
        (None, []),
        (float("nan"), []),
    ],
)
def test_lists_of_names_are_read_from_any_form(cell, names):
    articles = bring(pd.DataFrame({"title": ["Rain"], "authors": pd.Series([cell], dtype=object)}))
    assert articles.loc[0, "authors"] == names


def test_a_table_survives_a_csv_round_trip(tmp_path):
    before = bring(
        [
            {
                "title": "Rain",
                "text": "It rained.",
                "authors": ["Ana Ruiz", "Liam O'Hara"],
                "date": "2025-06-12",
                "lang": "en",
            }
        ]
    )
    before.to_csv(tmp_path / "a.csv", index=False)
    assert not nk.check_articles(pd.read_csv(tmp_path / "a.csv")).empty
    after = bring(pd.read_csv(tmp_path / "a.csv"))
    pd.testing.assert_frame_equal(before, after)
    assert nk.check_articles(after).empty


def test_ids_depend_on_content_alone():
    row = {"title": "Rain", "text": "It rained.", "url": "https://one.example/rain"}
    alone = bring([row])
    among = bring([{"title": "Sun", "text": "It shone."}, {**row, "section": "Weather"}])
    assert alone.loc[0, "id"] == among.loc[1, "id"]


def test_ids_are_the_same_on_every_machine():
    # Written down, so that a change of the recipe is noticed: users' labels hang on these ids.
    assert bring([{"title": "Rain", "text": "It rained."}]).loc[0, "id"] == "62eef62276424dfa"


def test_repeated_ids_are_numbered_and_named():
    articles = bring([{"id": "a", "title": "One"}, {"id": "a", "title": "Two"}, {"id": "a-2", "title": "Three"}])
    assert articles["id"].tolist() == ["a", "a-3", "a-2"]
    assert nk.problems(articles)["kind"].tolist() == ["duplicate id"]


def test_the_same_article_twice_keeps_both_rows_and_is_named():
    row = {"title": "Rain", "text": "It rained."}
    articles = bring([row, row])
    assert articles["id"].is_unique
    assert nk.problems(articles)["kind"].tolist() == ["duplicate article"]


def test_numeric_ids_with_gaps_are_written_without_a_point():
    articles = bring(pd.DataFrame({"id": [17.0, np.nan], "title": ["A", "B"]}))
    assert articles.loc[0, "id"] == "17"
    assert len(articles.loc[1, "id"]) == 16


def test_an_index_of_ids_becomes_the_column():
    mine = pd.DataFrame({"title": ["Rain"]}, index=pd.Index(["x1"], name="article_id"))
    assert bring(mine)["id"].tolist() == ["x1"]


def test_any_other_index_stays():
    assert bring(pd.DataFrame({"title": ["A", "B"]}, index=[7, 7])).index.tolist() == [7, 7]


@pytest.mark.parametrize(
    ("given", "code"),
    [("English", "en"), ("eng", "en"), ("en-GB", "en"), ("KO", "ko"), ("Klingonish", None), (None, None)],
)
def test_languages_become_two_letters(given, code):
    lang = bring(pd.DataFrame({"title": ["Rain"], "language": pd.Series([given], dtype=object)})).loc[0, "lang"]
    assert lang == code if code else pd.isna(lang)


def test_missing_text_of_every_kind_is_missing():
    cells = ["", "  ", None, np.nan, pd.NA, b"", {}, []]
    articles = bring(pd.DataFrame({"text": pd.Series(cells, dtype=object), "title": "Rain"}))
    assert articles["text"].isna().all()


def test_paragraph_lists_become_paragraphs_and_line_ends_are_evened():
    articles = bring([{"title": "Rain", "body": ["One.\r\n", "Two."]}, {"title": "Sun", "body": "One.\r\rTwo."}])
    assert articles["text"].tolist() == ["One.\n\nTwo.", "One.\n\nTwo."]


def test_lone_surrogates_are_replaced():
    assert bring([{"title": "a\ud800b"}]).loc[0, "title"] == "a�b"


def test_bad_dates_are_missing_and_named():
    articles = bring([{"title": "Rain", "date": "0001-11-30"}, {"title": "Sun", "date": "12 June 2025"}])
    assert articles["published"].notna().tolist() == [False, True]
    assert nk.problems(articles)["reason"].tolist() == ["published: the year 0001 is not plausible"]


def test_problems_travel_through_filters_joins_of_features_and_parquet(tmp_path):
    articles = bring([{"title": "Rain", "date": "soon"}, {"title": "Sun", "date": "2025-06-12"}])
    extra = pd.DataFrame({"n": [1, 2]}, index=articles.index)
    extra.attrs.update(articles.attrs)
    articles.to_parquet(tmp_path / "a.parquet")
    for table in (articles[articles["title"] == "Sun"], articles.join(extra), pd.read_parquet(tmp_path / "a.parquet")):
        assert nk.problems(table)["kind"].tolist() == ["date"]


def test_one_warning_counts_the_doubts():
    with pytest.warns(nk.NewskitWarning, match="2 values of 2 articles"):
        nk.as_articles([{"title": "Rain", "date": "soon"}, {"title": "Sun", "date": "later"}])


def test_an_empty_table_has_every_column_and_type():
    empty = bring(pd.DataFrame())
    assert list(empty.columns) == list(NAMES)
    assert empty.dtypes.equals(bring([{"title": "Rain"}]).dtypes)


@pytest.mark.parametrize("wrong", [None, 3, "corpus/", [1, 2], {"title": ["a"]}])
def test_what_is_no_table_is_refused(wrong):
    with pytest.raises(nk.NewskitError, match="takes a DataFrame"):
        nk.as_articles(wrong)


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(nk.NewskitError, match="several columns of the same name: 'title'"):
        nk.as_articles(pd.DataFrame([["a", "b"]], columns=["title", "title"]))


cells = st.one_of(
    st.none(), st.text(max_size=8), st.integers(), st.floats(), st.booleans(), st.binary(max_size=4), st.dates(),
    st.lists(st.text(max_size=3), max_size=2), st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
    st.just(pd.NA), st.just(dt.datetime(2025, 6, 12)),
)  # fmt: skip


@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, cells)), max_size=4))
def test_any_cells_give_a_table_that_passes_its_own_check(rows):
    articles = bring(pd.DataFrame(rows, dtype=object))
    assert len(articles) == len(rows)
    findings = nk.check_articles(articles)
    assert findings[findings["level"] == "error"].empty
    pd.testing.assert_frame_equal(bring(articles), articles)
