from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError, UnknownNameError

FERRY = (
    "The ferry crews went on strike on Tuesday. Ferry crews want better pay, and the Port Authority of Mokpo has no "
    "answer. The Port Authority said it would meet the unions. “We are tired,” said Mr. Bernd Okafor, a crew member "
    "from the U.S. who has worked the COVID-19 years.\n\nThe strike left 3,000 passengers on the islands. Island "
    "passengers slept in the ferry terminal. The Port Authority's ferry terminal has no beds."
)


@pytest.fixture(scope="module")
def sample():
    return nk.load_sample().iloc[::6].reset_index(drop=True)


def one(text, title="", lang="en", **settings):
    table = pd.DataFrame({"id": ["a"], "title": [title], "text": [text], "lang": [lang]})
    return nk.keyphrases(table, **settings)


def phrases(text, title="", lang="en", **settings):
    return one(text, title, lang, **settings)["phrase"].tolist()


def test_the_table_has_the_columns_and_types_that_are_documented(sample):
    table = nk.keyphrases(sample, top=3)
    assert table.columns.tolist() == ["id", "rank", "phrase", "score", "count", "first", "in_title"]
    assert [str(dtype) for dtype in table.dtypes[1:]] == ["int64", "string", "float64", "int64", "Int64", "bool"]
    assert table["score"].between(0, 1).all()
    assert table.groupby("id", sort=False)["rank"].apply(list).map(lambda ranks: ranks == [1, 2, 3][: len(ranks)]).all()


def test_articles_keep_their_order_and_scores_fall(sample):
    table = nk.keyphrases(sample)
    assert table["id"].drop_duplicates().tolist() == sample["id"].tolist()
    assert (table.groupby("id")["score"].diff().dropna() <= 1e-9).all()


@pytest.mark.parametrize("style", ["balanced", "phrase", "word"])
def test_an_article_has_the_same_phrases_alone_and_among_others(sample, style):
    together = nk.keyphrases(sample, style=style)
    for i in range(0, len(sample), 4):
        alone = nk.keyphrases(sample.iloc[[i]], style=style)
        own = together[together["id"] == sample["id"].iloc[i]].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, own, check_exact=True)


def test_the_order_of_the_articles_changes_nothing(sample):
    key = ["id", "rank"]
    there = nk.keyphrases(sample).set_index(key).sort_index()
    back = nk.keyphrases(sample.iloc[::-1]).set_index(key).sort_index()
    pd.testing.assert_frame_equal(there, back, check_exact=True)


def test_fewer_phrases_are_the_first_of_more(sample):
    long = nk.keyphrases(sample, top=10)
    short = nk.keyphrases(sample, top=4)
    pd.testing.assert_frame_equal(short, long[long["rank"] <= 4].reset_index(drop=True))


def test_phrases_stand_in_the_article_and_first_is_where(sample):
    table = nk.keyphrases(sample).merge(sample[["id", "title", "text"]], on="id")
    for row in table.itertuples():
        assert row.phrase in " ".join(f"{row.title}\n{row.text}".split())
        if row.first is not pd.NA and row.count == 1:
            # The text's own spelling is given, line breaks and all.
            assert " ".join(row.text[row.first : row.first + 80].split()).startswith(row.phrase[:20])


def test_variants_of_a_phrase_are_one_and_counted_together():
    text = "A ferry crew struck. The Ferry Crews struck again. All ferry crews sang, as ferry crews do."
    table = one(text).set_index("phrase")
    assert [name for name in table.index if name.lower().startswith("ferry crew")] == ["ferry crews"]
    assert table.loc["ferry crews", "count"] == 4


def test_a_fragment_of_a_better_phrase_is_left_out():
    found = phrases(FERRY, top=20, style="phrase")
    assert "Port Authority" in found
    assert not {"Port", "Authority"} & set(found)


def test_names_with_stops_and_hyphens_stay_whole_and_titles_are_left_out():
    found = phrases(FERRY, top=40)
    assert "U.S." in found
    assert any("COVID-19" in phrase for phrase in found)
    assert "Bernd Okafor" in found
    assert not any("Mr" in phrase or "Tuesday" in phrase or "said" in phrase or "3,000" in phrase for phrase in found)


def test_a_possessive_is_not_part_of_a_phrase_and_ends_it():
    found = phrases("Norway's economy grew. Norway's economy shrank.", top=9)
    assert set(found) == {"Norway", "economy"}


def test_an_agency_in_a_dateline_is_no_phrase():
    assert "Reuters" not in phrases("SEOUL (Reuters) - The ferry sank off the coast.", top=20)
    assert "Reuters" in phrases("The owners of Reuters want to sell Reuters to a bank.", top=20)


def test_a_common_adjective_belongs_to_a_name_with_capitals():
    assert "New Zealand" in phrases("The ferry left for New Zealand. A new ferry came.", top=20)
    assert "new ferry" not in phrases("The ferry left for New Zealand. A new ferry came.", top=20)


def test_a_blocked_phrase_leaves_the_scores_of_the_others_as_they_were():
    before = one(FERRY, top=40).set_index("phrase")["score"]
    after = one(FERRY, top=40, block=["port authorities", "not there"]).set_index("phrase")["score"]
    assert "Port Authority" in before.index
    assert "Port Authority" not in after.index
    shared = before.index.intersection(after.index)
    assert len(shared) >= 10
    pd.testing.assert_series_equal(before[shared], after[shared], check_exact=True)


def test_a_part_of_a_blocked_phrase_may_come_in():
    assert {"Port", "Authority"} & set(phrases(FERRY, top=40, block=["Port Authority"]))


def test_no_phrase_holds_a_stop_word_of_the_user_in_any_form():
    before = one(FERRY, top=40).set_index("phrase")["score"]
    after = one(FERRY, top=40, block_words=["Ferries"]).set_index("phrase")["score"]
    assert any("ferry" in phrase.lower() for phrase in before.index)
    assert not any("ferry" in phrase.lower() for phrase in after.index)
    shared = before.index.intersection(after.index)
    pd.testing.assert_series_equal(before[shared], after[shared], check_exact=True)


def test_the_length_of_phrases_can_be_set_without_changing_scores():
    long = one(FERRY, top=40).set_index("phrase")["score"]
    pairs = one(FERRY, top=40, ngrams=(2, 2)).set_index("phrase")["score"]
    assert pairs.index.str.split().map(len).tolist() == [2] * len(pairs)
    shared = long.index.intersection(pairs.index)
    pd.testing.assert_series_equal(long[shared], pairs[shared], check_exact=True)


def test_styles_differ_in_the_length_of_their_phrases(sample):
    english = sample[sample["lang"] == "en"]
    mean = {
        s: nk.keyphrases(english, style=s)["phrase"].str.split().map(len).mean() for s in ("word", "balanced", "phrase")
    }
    assert mean["word"] < mean["balanced"] < mean["phrase"]


def test_phrases_below_the_least_score_are_left_out():
    table = one(FERRY, top=40)
    least = table["score"].median()
    assert one(FERRY, top=40, min_score=least)["score"].tolist() == table.loc[table["score"] >= least, "score"].tolist()


def test_the_headline_counts_and_can_be_left_out():
    text = "The crews went home. The port was empty, and a seagull sat on a crane."
    with_title = one(text, "A seagull on a crane").set_index("phrase")
    assert with_title.loc["seagull", "in_title"]
    assert with_title.loc["seagull", "count"] == 2
    articles = pd.DataFrame({"title": ["A seagull on a crane"], "text": [text], "lang": ["en"]})
    without = nk.keyphrases(articles, title=None).set_index("phrase")
    assert not without["in_title"].any()
    assert without.loc["seagull", "count"] == 1
    assert without.loc["seagull", "score"] < with_title.loc["seagull", "score"]


def test_a_phrase_of_the_headline_alone_has_no_first_place():
    table = one("It rained.", "Walrus in Dublin").set_index("phrase")
    assert table.loc["Walrus", "first"] is pd.NA
    assert table.loc["Walrus", "in_title"]


def test_the_text_gives_the_spelling_rather_than_a_headline_in_capitals():
    assert "unsafe cranes" in phrases("The union says unsafe cranes must stop.", "UNSAFE CRANES")


def test_offsets_hold_behind_characters_beyond_the_basic_plane():
    text = "🚢🚢 The 🚢 ferry terminal burned. 𝒳 The ferry terminal was empty."
    table = one(text).set_index("phrase")
    first = int(table.loc["ferry terminal", "first"])
    assert text[first:].startswith("ferry terminal")
    assert table.loc["ferry terminal", "count"] == 2


@pytest.mark.parametrize("gone", [None, "", " \n\n ", np.nan, pd.NA, "12 34", "!!!", "the of and"])
def test_an_article_without_words_has_no_row_and_stops_no_other(gone):
    articles = pd.DataFrame({"id": ["a", "b"], "title": [None, None], "text": [gone, FERRY], "lang": ["en", "en"]})
    table = nk.keyphrases(articles)
    assert set(table["id"]) == {"b"}
    pd.testing.assert_frame_equal(table, nk.keyphrases(articles.iloc[[1]]))


def test_no_articles_give_an_empty_table_of_the_same_columns(sample):
    empty = nk.keyphrases(sample.iloc[:0])
    assert len(empty) == 0
    assert empty.columns.tolist() == nk.keyphrases(sample.iloc[:1]).columns.tolist()


def test_a_table_without_headline_language_and_ids_will_do():
    table = nk.keyphrases(pd.DataFrame({"text": [FERRY, FERRY]}), top=2)
    assert table["id"].tolist() == [0, 0, 1, 1]


def test_languages_may_be_mixed_and_are_identified_where_missing():
    french = "Le ministre de la Culture a visité l’opéra de Lyon. L’opéra de Lyon attend des travaux depuis dix ans."
    articles = pd.DataFrame({"text": [FERRY, french, french], "lang": ["en", "fr", None]})
    table = nk.keyphrases(articles)
    lists = [table.loc[table["id"] == i, "phrase"].tolist() for i in range(3)]
    assert lists[1] == lists[2]
    assert "opéra" in lists[1]
    assert lists[0] == nk.keyphrases(articles.iloc[:1])["phrase"].tolist()


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ko", "정부는 예산을 늘렸다. 국회에서 정부의 예산안을 논의했다. 여당은 예산안에 반대했다.", "예산안"),
        ("ja", "日本銀行は金利を引き上げた。市場は日本銀行の決定を予想していた。", "日本銀行"),
        ("zh", "中国人民银行降低了利率。中国人民银行的决定令市场意外。", "中国人民银行"),
        ("ru", "Правительство обсудило тарифы. Новые тарифы правительства вырастут. О тарифах спорят.", "тарифы"),
        ("fr", "L’eurodéputé parle d’Emmanuel Macron. Emmanuel Macron répond à l’eurodéputé.", "eurodéputé"),
        ("ar", "أعلنت الحكومة زيادة أسعار الوقود. وقال الوزير إن أسعار الوقود سترتفع.", "أسعار الوقود"),
        ("de", "Die Bundesregierung plant neue Steuern. Die neuen Steuern treffen die Industrie.", "Steuern"),
        ("pt", "O governo aprovou o orçamento. O orçamento do governo prevê impostos.", "orçamento"),
        ("th", "2024 Bangkok Bangkok", "Bangkok"),
        ("xx", "Lorem ipsum dolor lorem ipsum", "Lorem ipsum dolor lorem"),
    ],
)
def test_other_languages_have_phrases(lang, text, wanted):
    assert any(wanted.lower() in phrase.lower() for phrase in phrases(text, lang=lang, top=8))


def test_korean_particles_end_a_phrase_and_are_not_part_of_it():
    found = phrases("부산항만공사는 크레인을 멈췄다. 노조는 부산항만공사에 항의했다.", lang="ko", top=8)
    assert "부산항만공사" in found
    assert not any(phrase.endswith(("는", "을", "에", "다")) for phrase in found)


def test_a_background_of_ones_own_tells_what_is_usual(tmp_path):
    usual = pd.DataFrame({"text": ["The ferry terminal opened."] * 30 + ["A puffin came."], "lang": ["en"] * 31})
    background = nk.keyphrase_background(usual)
    text = "The ferry met a puffin. The ferry and the puffin left."
    plain = one(text).set_index("phrase")["score"]
    told = one(text, background=background).set_index("phrase")["score"]
    assert told["ferry"] < plain["ferry"]
    assert told["puffin"] == plain["puffin"]
    by_frame = one(text, background=usual).set_index("phrase")["score"]
    pd.testing.assert_series_equal(told, by_frame)
    for name in ("background.tsv", "background.json"):
        background.save(tmp_path / name)
        pd.testing.assert_series_equal(told, one(text, background=tmp_path / name).set_index("phrase")["score"])


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"top": 0}, "top=0 should be a whole number from 1 up"),
        ({"top": True}, "top=True"),
        ({"style": "short"}, "style='short' is not one of 'balanced', 'phrase', 'word'"),
        ({"block_words": "ferry"}, "block_words=['ferry']"),
        ({"block": [3]}, "block should hold strings, not int 3"),
        ({"ngrams": (3, 2)}, "ngrams=(3, 2) should be two whole numbers from 1 to 4"),
        ({"ngrams": 2}, "ngrams=2"),
        ({"min_score": 2}, "min_score=2 should be a number from 0 to 1"),
        ({"lang": "english"}, "lang='english' should be an ISO 639-1 code"),
        ({"background": 3}, "not int"),
    ],
)
def test_a_wrong_argument_is_named_with_what_was_expected(settings, said):
    with pytest.raises(InputError) as raised:
        one(FERRY, **{"lang": "en", **settings}) if "lang" not in settings else nk.keyphrases(
            pd.DataFrame({"text": [FERRY]}), **settings
        )
    assert said in str(raised.value)


def test_a_missing_column_is_named():
    with pytest.raises(UnknownNameError, match="body"):
        nk.keyphrases(pd.DataFrame({"text": ["x"]}), on="body")
    with pytest.raises(UnknownNameError, match="kicker"):
        nk.keyphrases(pd.DataFrame({"text": ["x"]}), title="kicker")


def test_a_column_of_other_things_than_strings_is_named():
    with pytest.raises(InputError, match="position 1 there is int"):
        nk.keyphrases(pd.DataFrame({"text": ["x", 3]}))


def test_a_headline_that_is_the_text_counts_beside_it():
    table = one("Storm over Mokpo", "Storm over Mokpo").set_index("phrase")
    assert table.loc["Mokpo", ["count", "first", "in_title"]].tolist() == [2, 11, True]


WILD = st.text(st.sampled_from("abAB .,!?'’-–\n\t0123é中国人の한국은는 🚢𝒳\u200d\u0301(&)“”\u00ad"), max_size=120)


@given(st.lists(WILD, min_size=1, max_size=4), WILD, st.sampled_from(["en", "fr", "ko", "ja", "zh", "th", ""]))
def test_any_text_has_phrases_that_stand_in_it(texts, title, lang):
    articles = pd.DataFrame({"text": texts, "title": [title] * len(texts), "lang": [lang or None] * len(texts)})
    table = nk.keyphrases(articles, top=5, lang=lang or None)
    for row in table.itertuples():
        assert row.phrase
        assert row.phrase in " ".join(texts[row.id].split()) or row.phrase in " ".join(title.split())
        assert row.count >= 1
        assert 0 <= row.score <= 1
    last = nk.keyphrases(articles.iloc[[-1]], top=5, lang=lang or None)
    own = table[table["id"] == len(texts) - 1].reset_index(drop=True)
    pd.testing.assert_frame_equal(last.drop(columns="id"), own.drop(columns="id"), check_exact=True)
