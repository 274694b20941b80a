"""Labelled sentences written for these tests."""

from __future__ import annotations

import pytest

WHO = ("Ann Lee", "Bo Kim", "The mayor", "The bank", "Di Fox")
GOOD = ("was praised for the rescue", "won the award", "was cleared of all charges", "thanked the nurses warmly")
BAD = ("was jailed for fraud", "lost the election badly", "was accused of cruelty", "attacked the nurses")
PLAIN = ("met the committee on Monday", "lives in the old town", "spoke for an hour", "arrived by train")


def _labelled(labels=("negative", "neutral", "positive")):
    """Return 60 sentences and their labels."""
    texts, y = [], []
    for label, ends in zip(labels, (BAD, PLAIN, GOOD), strict=True):
        for who in WHO:
            for end in ends:
                texts.append(f"{who} {end}.")
                y.append(label)
    return texts, y


def _targeted():
    """Return 48 rows in which two targets share a sentence, and their labels."""
    rows, y = [], []
    for one, other in (("Ann Lee", "Bo Kim"), ("Di Fox", "Al Roe"), ("Cy Poe", "Ed Day"), ("Flo May", "Gus Orr")):
        for good, bad in zip(GOOD[:3], BAD[:3], strict=True):
            for first, second, labels in ((good, bad, ("good", "bad")), (bad, good, ("bad", "good"))):
                text = f"{one} {first}, but {other} {second}."
                for target, label in zip((one, other), labels, strict=True):
                    rows.append({"text": text, "target": target})
                    y.append(label)
    return rows, y


@pytest.fixture(scope="session")
def labelled():
    """Return the function that gives labelled sentences."""
    return _labelled


@pytest.fixture(scope="session")
def targeted():
    """Return the function that gives labelled rows with targets."""
    return _targeted
