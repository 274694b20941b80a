"""The machinery of `newskit.search`: words, inverted lists, the query language, ranking, snippets.

`terms` says which spellings are one word; `column` holds the inverted lists of a column and `memory` remembers them;
`lexer` and `query` read a query; `conditions` binds its parts to the columns of a table; `index` answers it.
"""
