"""Language: tokens of a whole corpus as arrays, sentences, which language a text is in, stop words."""

from __future__ import annotations

from newskit.language.identification import identify
from newskit.language.memory import forget_tokens, set_token_memory, tokenize, tokens
from newskit.language.sentences import sentence_spans, sentences
from newskit.language.stopwords import stopword_languages, stopwords
from newskit.language.tokens import Tokens, tokens_of

__all__ = [
    "Tokens",
    "forget_tokens",
    "identify",
    "sentence_spans",
    "sentences",
    "set_token_memory",
    "stopword_languages",
    "stopwords",
    "tokenize",
    "tokens",
    "tokens_of",
]
