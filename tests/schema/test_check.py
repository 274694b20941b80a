from __future__ import annotations

import pandas as pd
import pytest

import newskit as nk


@pytest.fixture
def good():
    row = {"title": "Rain", "text": "It rained.", "authors": ["Ana Ruiz"], "date": "2025-06-12", "lang": "en"}
    return nk.as_articles([row])


def found(articles):
    return {(row.column, row.problem.partition(":")[0]) for row in nk.check_articles(articles).itertuples()}


def test_a_good_table_has_nothing_to_find(good):
    answer = nk.check_articles(good)
    assert answer.empty
    assert list(answer.columns) == ["column", "level", "problem", "n", "example", "mend"]


def test_missing_ids_are_found(good):
    assert ("id", "missing") in found(good.drop(columns="id"))
    assert ("id", "ids are missing") in found(good.assign(id=None))


def test_duplicate_ids_are_found_with_an_example(good):
    answer = nk.check_articles(pd.concat([good, good], ignore_index=True)).set_index("column")
    assert answer.loc["id", "n"] == 2
    assert answer.loc["id", "example"] == good.loc[0, "id"]


def test_dates_as_strings_and_without_zone_are_found(good):
    assert ("published", "dates are held as strings") in found(good.assign(published="2025-06-12"))
    assert ("published", "dates have no time zone") in found(good.assign(published=pd.Timestamp("2025-06-12")))


def test_lists_as_strings_are_found(good):
    assert ("authors", "lists are held as strings, as after a CSV round trip") in found(good.assign(authors="['Ana']"))


def test_a_column_under_another_name_is_pointed_out(good):
    answer = nk.check_articles(good.rename(columns={"title": "Headline"})).set_index("column")
    assert answer.loc["title", "problem"] == "missing, but 'Headline' looks like it"


def test_a_repeated_index_is_found(good):
    assert ("(index)", "index labels stand more than once") in found(pd.concat([good, good.assign(id="b")]))


def test_articles_without_text_or_date_are_warned_of(good):
    answer = nk.check_articles(good.assign(text=None, published=pd.Series([pd.NaT], dtype=good["published"].dtype)))
    assert answer["level"].tolist() == ["warning", "warning"]


def test_articles_without_a_language_are_warned_of_since_filters_lose_them(good):
    text = "The ferry to the island was late again on Tuesday, and nobody could say why."
    articles = good.assign(lang=pd.Series([pd.NA], dtype="string"), text=text)
    answer = nk.check_articles(articles).set_index("column")
    assert answer.loc["lang", "level"] == "warning"
    names = {"articles": articles, "nk": nk}
    exec(answer.loc["lang", "mend"], names)
    assert names["articles"]["lang"].tolist() == ["en"]
    assert nk.check_articles(names["articles"]).empty


def test_what_it_says_to_run_mends_it(good):
    broken = pd.concat([good, good], ignore_index=True).assign(published="2025-06-12", authors="['Ana Ruiz']", lang=3)
    errors = nk.check_articles(broken).query("level == 'error'")
    assert set(errors["column"]) == {"id", "published", "authors", "lang"}
    assert errors["mend"].str.contains("nk.as_articles").all()
    with pytest.warns(nk.NewskitWarning):
        mended = nk.as_articles(broken)
    assert nk.check_articles(mended).query("level == 'error'").empty


def test_what_is_no_table_is_refused():
    with pytest.raises(ValueError, match="takes a DataFrame, not list"):
        nk.check_articles([])
