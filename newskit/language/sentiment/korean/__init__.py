"""Sentiment of Korean text: words that carry their endings, and the rules that fit them."""
