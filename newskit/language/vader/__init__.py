"""VADER's four scores, the same as vaderSentiment's bit for bit, and several times as fast."""

from __future__ import annotations

from newskit.language.vader.scores import vader

__all__ = ["vader"]
