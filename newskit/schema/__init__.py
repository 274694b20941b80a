"""The article table: its columns, what to call them, and what may be wrong with a table.

A corpus is a plain `pandas.DataFrame` with one row per article and the columns of `columns_table`. There is no class of
its own: any further column travels along, and every pandas operation works.
"""

from __future__ import annotations

from newskit.schema.check import check_articles
from newskit.schema.coerce import as_articles, guess_columns, into_schema, settle_ids
from newskit.schema.columns import NAMES, STRING_DTYPE, Column, columns_table
from newskit.schema.problems import Problem, add_problems, problems

__all__ = [
    "NAMES",
    "STRING_DTYPE",
    "Column",
    "Problem",
    "add_problems",
    "as_articles",
    "check_articles",
    "columns_table",
    "guess_columns",
    "into_schema",
    "problems",
    "settle_ids",
]
