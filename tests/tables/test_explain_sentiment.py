from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newskit as nk
from newskit.errors import InputError

TEXT = (
    "Ann Lee won praise for the rescue, but critics called Bo Kim a disgrace. Unemployment fell to 4 per cent. "
    "“We did not fail,” Lee said. She denied the fraud."
)


def one(text):
    return pd.DataFrame({"id": ["a"], "text": [text], "lang": ["en"]})


def test_contributions_sum_up_to_the_score():
    why = nk.explain_sentiment(TEXT, lang="en")
    assert math.fsum(why.frame()["contribution"]) == why.score
    assert why.score == pytest.approx(nk.sentiment(one(TEXT))["sentiment"][0], abs=1e-12)


@pytest.mark.parametrize("target", ["Ann Lee", "Bo Kim", ["Lee", "Bo Kim"]])
def test_contributions_toward_a_target_sum_up_to_its_score(target):
    why = nk.explain_sentiment(TEXT, target)
    expected = nk.target_sentiment(one(TEXT), {"it": target})["sentiment"][0]
    assert math.fsum(why.frame()["contribution"]) == why.score == pytest.approx(expected, abs=1e-12)


@given(
    st.lists(
        st.sampled_from(["good", "bad", "not", "but", "fell", "profits", "5 %", ".", ",", "\n\n", "x", "killed"]),
        max_size=25,
    )
)
def test_any_text_is_explained_to_its_score(words):
    text = " ".join(words)
    why, table = nk.explain_sentiment(text, lang="en"), nk.sentiment(one(text))
    assert why.score == pytest.approx(table["sentiment"][0], abs=1e-12, nan_ok=True)
    assert [text[a:b] for a, b in zip(why.frame()["start"], why.frame()["end"], strict=True)] == why.frame()[
        "words"
    ].tolist()


def test_the_rules_are_told():
    rules = nk.explain_sentiment(TEXT, lang="en").frame().set_index("words")["rules"]
    assert rules["fell"] == ("moves 'Unemployment'",)
    assert "weighed by 'but'" in rules["disgrace"]
    assert "turned by 'did not'" in rules["fail"]


def test_html_is_escaped_and_shows_what_contributes():
    html = nk.explain_sentiment('<script>alert("x")</script> "massacre" & <b>rescue</b>', lang="en").to_html()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "(&quot;x&quot;)&lt;/script&gt;" in html
    assert ">massacre</mark>" in html
    assert ">rescue</mark>" in html


def test_a_hostile_target_is_escaped():
    why = nk.explain_sentiment("the <img src=x onerror=alert(1)> won praise", "<img src=x")
    assert "<img" not in why.to_html()


def test_mentions_are_underlined_and_long_texts_cut_with_a_note():
    assert "<u>Ann Lee</u>" in nk.explain_sentiment(TEXT, "Ann Lee").to_html()
    html = nk.explain_sentiment("The massacre went on. " * 5_000, lang="en").to_html()
    assert "more characters are not shown" in html
    assert len(html) < 400_000


def test_a_notebook_may_switch_html_off():
    why = nk.explain_sentiment(TEXT, lang="en")
    assert why._repr_html_() == why.to_html()
    with pd.option_context("display.notebook_repr_html", False):  # noqa: FBT003 - so pandas takes it
        assert why._repr_html_() is None
    assert str(why).startswith("sentiment ")


def test_where_there_is_nothing_to_score_the_score_is_missing_or_zero():
    assert math.isnan(nk.explain_sentiment("").score)
    assert math.isnan(nk.explain_sentiment(TEXT, "Zoe Park").score)
    assert nk.explain_sentiment("It is at the of.", lang="en").score == 0
    assert "missing" in repr(nk.explain_sentiment(""))


@pytest.mark.parametrize(
    ("text", "settings", "told"), [(None, {}, "NoneType"), ("x", {"lang": "de"}, "lang='de'"), (5, {}, "int")]
)
def test_bad_input_is_named(text, settings, told):
    with pytest.raises(InputError, match=told):
        nk.explain_sentiment(text, **settings)
