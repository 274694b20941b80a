"""newskit's own features, registered when a feature is first looked up by name."""

from __future__ import annotations

from newskit.features.builtin import counts, diversity, headline, keyphrases, languages, quotes, readability, tone

__all__ = ["counts", "diversity", "headline", "keyphrases", "languages", "quotes", "readability", "tone"]
