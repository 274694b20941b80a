"""Sentiment of Korean text: words that carry their endings, and the rules that fit them."""

from __future__ import annotations

from newskit.language.sentiment.korean.engine import korean_hits

__all__ = ["korean_hits"]
