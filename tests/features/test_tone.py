from __future__ import annotations

import pandas as pd

from newskit.features import extract, table
from newskit.language.vader import vader


def test_the_feature_is_the_compound_score_and_missing_for_a_missing_text():
    texts = ["It was a great day!", None, "", "The ferry sank; a disaster."]
    found = extract(pd.DataFrame({"text": pd.Series(texts, dtype=object)}), "vader")["vader"]
    assert found.dtype == "Float64"
    assert found.isna().tolist() == [False, True, False, False]
    assert found.dropna().tolist() == vader([text for text in texts if text is not None])[:, 3].tolist()


def test_the_table_of_features_says_what_vader_was_made_for():
    row = table().set_index("feature").loc["vader"]
    assert "tweets" in row["measures"]
    assert row["needs"] == "text"
