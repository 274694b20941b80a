from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture(scope="session")
def news() -> pd.DataFrame:
    """Six articles with something missing in most columns."""
    return pd.DataFrame(
        {
            "id": list("abcdef"),
            "title": ["Rain ends drought", "Harbour reopens", "Rates rise", None, "Snow storm", "총리 방문"],
            "text": [
                "It rained on the harbour. Prices of rice rose.",
                "The storm surge had closed it; drought or not.",
                "Inflation is up. The central bank raised its rate.",
                "A surge of the storm",
                None,
                "대통령은 어제 총리를 만났다. 대통령실 관계자",
            ],
            "authors": [["Ana Ruiz", "Liam O'Hara"], ["José Peña"], [], None, ["Ana Kim"], ["김민수"]],
            "source": ["Courier", "The Gazette", "Courier", None, "Daily Courier", "미르"],
            "published": pd.to_datetime(
                ["2025-03-01T00", "2025-03-31T23", "2025-04-01T00", None, "2024-12-31T10", "2025-05-05T00"],
                utc=True,
            ),
            "n_words": [9, 9, 9, 5, 0, 6],
        }
    )  # fmt: skip
