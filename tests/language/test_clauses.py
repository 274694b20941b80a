import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.language import tokenize
from newskit.language.clauses import clauses


def parts(text):
    """Return the clauses of a text in the order of their numbers, as words."""
    tokens = tokenize([text])
    number = clauses(tokens)
    return [
        " ".join(tokens.forms[i] for i in tokens.ids[number == clause] if tokens.is_word[i])
        for clause in dict.fromkeys(number.tolist())
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Profits fell but the chief was praised.", ["Profits fell", "but the chief was praised"]),
        ("Kim was jailed; Lee was freed.", ["Kim was jailed", "Lee was freed"]),
        ("The mayor won, and the senator wept.", ["The mayor won", "and the senator wept"]),
        ("Although prices rose, shoppers were glad.", ["Although prices rose", "shoppers were glad"]),
        ("Even though prices rose, shoppers were glad.", ["Even though prices rose", "shoppers were glad"]),
        ("The minister said that taxes would rise.", ["The minister said", "that taxes would rise"]),
        ("He resigned because the bank failed.", ["He resigned", "because the bank failed"]),
        ("The bank failed, sparking anger in Rome.", ["The bank failed", "sparking anger in Rome"]),
        ("Shares fell as the firm cut jobs.", ["Shares fell", "as the firm cut jobs"]),
        ("The city in which he died mourns.", ["The city", "in which he died mourns"]),
        ("The deal – a bad one – was signed.", ["The deal", "a bad one", "was signed"]),
        ("Lee lost. Kim won.", ["Lee lost", "Kim won"]),
        ("“It was a disgrace,” the mayor said.", ["It was a disgrace", "the mayor said"]),
    ],
)
def test_a_sentence_parts_where_its_clauses_do(text, expected):
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, the mayor of Springfield, was praised.",
        "Apples, pears, plums and nuts were cheap.",
        "She was nothing but kind.",
        "It lasted a while.",
        "He served as a minister under two kings.",
        "Cities such as the capital are as old as the hills.",
        "Day after day it rained.",
        "A well-known firm closed.",
    ],
)
def test_lists_appositions_and_fixed_company_part_nothing(text):
    assert len(parts(text)) == 1


def test_the_clause_around_a_relative_one_goes_on():
    assert parts("Lee, who was convicted of fraud, praised the mayor.") == [
        "Lee praised the mayor",
        "who was convicted of fraud",
    ]


def test_a_relative_clause_in_a_relative_clause_leads_back_each_time():
    text = "Lee, who fled, met Kim, who was ill, in Rome."
    assert parts(text) == ["Lee met Kim in Rome", "who fled", "who was ill"]


def test_texts_without_full_stops_share_no_clause():
    tokens = tokenize(["Rain", "Sun", "", "Wind"])
    assert clauses(tokens).tolist() == [0, 1, 2]


def test_no_texts_and_empty_ones_have_no_clauses():
    assert clauses(tokenize([])).tolist() == []
    made = clauses(tokenize(["", "  "]))
    assert made.tolist() == []
    assert made.dtype == np.int32


def test_other_scripts_part_at_marks():
    assert len(parts("정부는 세금을 올렸다; 시민은 화가 났다.")) == 2


@given(st.lists(st.text(alphabet=" ,.;\n-who which but lee said that asévery”“", max_size=80), max_size=4))
def test_every_clause_stays_in_its_sentence(texts):
    tokens = tokenize(texts)
    made = clauses(tokens)
    assert made.shape == (len(tokens),)
    places = {}
    for clause, text, sentence in zip(made.tolist(), tokens.document.tolist(), tokens.sentence.tolist(), strict=True):
        assert places.setdefault(clause, (text, sentence)) == (text, sentence)
