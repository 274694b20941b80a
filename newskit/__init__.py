"""newskit: analyse news in Jupyter.

Read articles from any form into one table, measure them, compare sources and times, plot, explore.
"""

from __future__ import annotations

from newskit.errors import NewskitError, NewskitWarning
from newskit.language import tokens
from newskit.read import SourceFile, read, reader
from newskit.schema import Problem, as_articles, check_articles, problems

__all__ = [
    "NewskitError",
    "NewskitWarning",
    "Problem",
    "SourceFile",
    "as_articles",
    "check_articles",
    "problems",
    "read",
    "reader",
    "tokens",
]
