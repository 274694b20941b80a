from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newskit.language import sentence_spans, sentences, tokens_of

# A bar stands where a sentence ends.
CASES = [
    'Mr. Lane left the U.S. on Monday.|"We won!" he said.|Prices rose 3.5 per cent.',
    "He lives in the U.S.|The weather is fine.|At 5 p.m. Monday he left.|At 5 p.m.|He slept.",
    'J. K. Rowe wrote it.|"Is it?"|"Yes."|(No.)|He left…|Then... nothing.|Then...|Nothing.',
    "Acme Inc. said profits rose.|Acme Inc.|It failed.",
    "It was No. 1 in Jan. 2020.|“Stop.”|She left.",
    "“Stop!” (he said) was all.|What?!|No way!!!|Fine",
    "He said 'no.'|Then left.|Gen. Smith v. Jones came first.",
    "今日は雨です。|明日は晴れ！|「そうですか。」と言った。|はい。",
    "他来了。|她走了！|“真的吗？”|是的。",
    "오늘 비가 왔다.|내일은 맑겠다.|그가 갔다.",
    "यह सच है।|वह गया।",
    "هل جاء؟|نعم.",
    "Am 12. Juni kam er.|Dr. Müller sagte z.B. nichts.|Das war gut.",
    "M. Roy a parlé.|« C'est fini. »|Il est parti.",
    "Headline without stop\n\n|Body begins here.|And\ngoes on\n|Here.",
    "1. First point\n|2. Second point",
    "He said no.|Then he left.|It was No. 1 of 10.|The lights came on.|We saw modern art.|Nobody spoke.",
    "He sat.|Nobody stirred.|It was 5 mm.|Rain fell on Sat. Nov. 3 at noon.",
    "Lt. Gov. Ann Poe met Rep. J. B. Low (R-Ohio).|They spoke.",
    'He lives in the "U.S." Smith said.|“We live in the U.S.”|The end.|She runs Acme Inc.|"It is fine," she said.',
    "J. Le Roy and M. Le Maire met.|Mme. La Font spoke.",
    "Er kam am 3. Oktober 9 v. Chr. Geburt, z. B. Montag.|Der 2. Weltkrieg war lang.|„Gut.“|Er ging.",
    "Он родился в 1950 г. в Омске.|Это было в 2020 г.|Он уехал.|На ул. Ленина тихо.|Это я.|Ты кто?",
    "El Sr. Ruiz vive en EE.UU.|La Sra. Paz no.|¿Qué pasa?|¡Nada!|Fin.",
    "Ecco il dott. Bianchi.|Poi il sig. Verdi.|Hij woont op nr. 5.|De heer dhr. Jansen zei: „Ja.”|Dat was het.",
    "He has MS.|The drug helps.|MR. POE WINS",
    "Portland, Ore.|The mayor spoke in Portland, Ore. Monday.",
    "What?!”|He left.|“Why…?”|“Because.”|(He lied.)|[Ed. note: no.]|Fine.",
    "St. Louis won.|He lives on Main St.|The house is old.|Oct. 3 was warm.|It ended in Oct.|The rest came.",
    "Prof. dr. Kos iz Zagreba.|Prezes ks. Nowak i np. Kowalski.|To nie jest ul. Długa.",
    "၁။|၂။",
    "He left!!!!!!!!!!!!|Why",
]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_a_reader_would_end_them(case):
    text = case.replace("|", " " if "。" not in case else "")
    expected = [" ".join(part.split()) for part in case.split("|")]
    assert [" ".join(sentence.split()) for sentence in sentences(text)] == expected


def test_blank_lines_always_end_a_sentence():
    assert sentences("It rained\n\nand rained") == ["It rained", "and rained"]


@given(st.text(max_size=80))
def test_spans_are_in_order_and_lose_no_token(text):
    spans = sentence_spans(text)
    made = tokens_of([text])
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    covered = [any(a <= start and end <= b for a, b in spans) for start, end in zip(made.start, made.end, strict=True)]
    assert all(covered)


@given(st.lists(st.text(max_size=40), max_size=4))
def test_a_corpus_is_split_like_its_texts(texts):
    together = tokens_of(texts)
    assert together.n_sentences.tolist() == [len(sentences(text)) for text in texts]
