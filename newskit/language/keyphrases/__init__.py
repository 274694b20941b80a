"""Keyphrases: what an article is about, in words of its own."""

from __future__ import annotations

from newskit.language.keyphrases.background import Background, packaged
from newskit.language.keyphrases.counting import counted
from newskit.language.keyphrases.engine import Options, Phrases, phrases_of
from newskit.language.keyphrases.model import STYLES

__all__ = ["STYLES", "Background", "Options", "Phrases", "counted", "packaged", "phrases_of"]
