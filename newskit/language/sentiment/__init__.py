"""Words with a valence in news, and the words that change it."""

from __future__ import annotations

from newskit.language.sentiment.contributions import Contributions, contributions
from newskit.language.sentiment.lexicon import Lexicon, Term, as_lexicon, packaged, packaged_languages
from newskit.language.sentiment.scores import score_texts, sentence_scores, text_scores

__all__ = [
    "Contributions",
    "Lexicon",
    "Term",
    "as_lexicon",
    "contributions",
    "packaged",
    "packaged_languages",
    "score_texts",
    "sentence_scores",
    "text_scores",
]
