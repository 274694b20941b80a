from __future__ import annotations

import numpy as np
import pytest

from newskit.errors import InputError
from newskit.language.keyphrases import Options, engine, packaged, phrases_of
from newskit.language.keyphrases.knowledge import ADJECTIVE, NAME, NOUN, VERB
from newskit.language.keyphrases.measures import NAMES, columns
from newskit.language.keyphrases.model import STYLES, weights


def sight(text, title="", lang="en"):
    return next(engine.sights([title], [text], lang, packaged())).sight


def tags(text, **settings):
    seen = sight(text, **settings)
    forms = seen.words.form.tolist()
    lowers = text.replace(".", " ").split()
    return dict(zip(lowers, seen.words.tag.tolist(), strict=True)) if len(lowers) == len(forms) else None


def test_the_word_before_tells_a_verb_from_a_noun():
    assert tags("they will demand money and the demand grew")["demand"] == NOUN
    assert tags("officials will demand money")["demand"] == VERB
    assert tags("the insured losses grew")["insured"] in (ADJECTIVE, NOUN)


def test_a_capital_within_a_sentence_makes_a_name_and_one_that_begins_it_does_not():
    found = tags("Ferries left Mokpo. Storms came to Jeju")
    assert (found["Ferries"], found["Mokpo"], found["Storms"], found["Jeju"]) == (NOUN, NAME, NOUN, NAME)


def test_an_abbreviation_does_not_part_a_phrase_and_a_full_stop_does():
    options = Options(top=20)
    found = phrases_of(
        [""], ["The U.S. Senate voted. Gen. Haig resigned. It was a storm. Ferries sank."], ["en"], options
    )
    assert "U.S. Senate" in found.phrase
    assert not any("storm Ferries" in phrase for phrase in found.phrase)


def test_every_measure_has_a_weight_in_every_style_and_a_value_for_every_candidate():
    seen = sight("The ferry crews of Mokpo want better pay. Ferry crews are angry.", "Ferry crews strike")
    values = list(columns(seen))
    assert len(values) == len(NAMES)
    assert all(len(value) == len(seen.found) and np.isfinite(value).all() for value in values)
    for style in STYLES:
        assert len(weights(style).values) == len(weights(style).single) == len(NAMES)


def measure(name, seen, phrase, text):
    column = dict(zip(NAMES, columns(seen), strict=True))[name]
    at, n = seen.found.place, seen.found.size
    words = seen.words
    for i in range(len(seen.found)):
        a, b = words.start[seen.content.at[at[i]]], words.end[seen.content.at[at[i] + n[i] - 1]]
        if text[a:b] == phrase:
            return float(column[i])
    raise AssertionError(phrase)


def test_measures_say_what_they_are_called():
    text = "The ferry terminal burned. A ferry left Mokpo. The ferry terminal was empty, and Mokpo slept."
    seen = sight(text)
    assert measure("count", seen, "ferry", text) == pytest.approx(np.log(3))
    assert measure("free", seen, "ferry", text) == pytest.approx(1 / 3)
    assert measure("free", seen, "ferry terminal", text) == 1
    assert measure("two", seen, "ferry terminal", text) == 1
    assert measure("early", seen, "ferry", text) == pytest.approx(-np.log1p(1 / 50))
    assert measure("all_names", seen, "Mokpo", text) == 1
    assert measure("in_title", seen, "Mokpo", text) == 0
    assert measure("capitals", seen, "Mokpo", text) == 1
    assert measure("bound", seen, "ferry terminal", text) == pytest.approx(np.log(2 / 2))


def test_blocks_of_any_size_give_the_same(monkeypatch):
    texts = [f"The ferry number {i} left Mokpo. A storm took the ferry and the crew of harbor {i}." for i in range(40)]
    titles = ["Storm over Mokpo" if i % 3 else "" for i in range(40)]
    whole = phrases_of(titles, texts, ["en"] * 40, Options())
    monkeypatch.setattr(engine, "_BLOCK", 50)
    pieces = phrases_of(titles, texts, ["en"] * 40, Options())
    assert whole.phrase == pieces.phrase
    assert np.array_equal(whole.score, pieces.score)
    assert np.array_equal(whole.row, pieces.row)


def test_an_unknown_style_is_named():
    with pytest.raises(InputError, match="style='long'"):
        phrases_of([""], ["x"], ["en"], Options(style="long"))


def test_scores_of_longer_articles_count_their_length():
    style = weights("balanced")
    short, long = style.scores(np.array([1.0, 1.0]), np.array([150, 3000]))
    assert short > long
    same = style.scores(np.array([1.0, 1.0]), np.array([3, 100]))
    assert same[0] == same[1]


def test_a_surname_gives_way_to_the_full_name_in_the_balanced_style_only():
    text = "We met Bernadette Scully on Monday. On Friday we saw Scully again. We think Bernadette Scully was sad."
    assert "Scully" not in phrases_of([""], [text], ["en"], Options(top=20)).phrase
    assert "Bernadette Scully" in phrases_of([""], [text], ["en"], Options(top=20)).phrase


def test_japanese_runs_of_characters_are_whole_words():
    found = phrases_of(
        [""], ["日本銀行は金利を引き上げた。日本銀行の説明会が開かれた。"], ["ja"], Options(top=20)
    ).phrase
    assert "日本銀行" in found
    assert "説明会" in found
    assert not {"日本", "銀行", "本銀"} & set(found)


def test_chinese_fragments_of_a_repeated_phrase_are_left_out():
    found = phrases_of([""], ["中国人民银行降低了利率。我们的中国人民银行很大。"], ["zh"], Options(top=20)).phrase
    assert "中国人民银行" in found
    assert not {"国人", "人民银", "民银行"} & set(found)
    assert not any("我们" in phrase for phrase in found)
