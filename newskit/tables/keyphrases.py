"""What each article is about: its keyphrases, and how common words are in news at large."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from newskit.errors import InputError, require_articles, require_choice, require_list
from newskit.language import identify, tokens
from newskit.language.keyphrases import STYLES, Background, Options, counted, packaged, phrases_of
from newskit.schema import STRING_DTYPE

__all__ = ["keyphrase_background", "keyphrases"]

_MOST_WORDS = 4
_COLUMNS = ("id", "rank", "phrase", "score", "count", "first", "in_title")


def keyphrases(
    articles: pd.DataFrame,
    *,
    on: str = "text",
    title: str | None = "title",
    style: str = "balanced",
    ngrams: tuple[int, int] = (1, _MOST_WORDS),
    min_score: float = 0.0,
    background: Background | pd.DataFrame | str | os.PathLike[str] | None = None,
    block: Iterable[str] | None = None,
    block_words: Iterable[str] | None = None,
    lang: str | None = None,
    top: int = 10,
) -> pd.DataFrame:
    """Return the keyphrases of each article, best first.

    Candidates are runs of up to four words without function words, in English ending in a noun; 31 measures of each
    (how often, how rare in news at large, how early, in the headline, part of a longer phrase, names and nouns, ...)
    are weighed by a logistic model that was learned from phrases people chose for news. Forms of one word are one
    phrase, and a fragment of a better phrase falls out. An article's phrases do not depend on the other articles.

    Parameters
    ----------
    articles
        The article table.
    on
        The column of texts.
    title
        The column of headlines; ``None`` to leave them out. If there is no column ``"title"``, there are no headlines.
    style
        What people chose differs, and the style says whom to follow: ``"phrase"`` gives phrases of two words and more,
        ``"word"`` mostly single words, ``"balanced"`` both.
    ngrams
        The least and the most words of a phrase, 1 to 4. In scripts without spaces two characters count as a word.
    min_score
        Phrases below this score are left out.
    background
        How common words are: what `keyphrase_background` made, the file it was saved in, or articles to count. By
        default a table that ships with newskit.
    block
        Phrases that are not to be given. Neither these nor `block_words` change the score of another phrase; what they
        make room for, such as a part of a blocked phrase, may come in.
    block_words
        Words that no phrase may hold, whatever their form and case, besides the function words of the language.
    lang
        The language of all articles, as ISO 639-1 code. By default the column ``lang``, and where it is missing, the
        language that the text is identified as.
    top
        The most phrases of an article.

    Returns
    -------
    pandas.DataFrame
        One row per phrase, articles in their order; an article without a phrase has no row:

        - ``id``: the article's (its number, if the table has no ids);
        - ``rank``: from 1;
        - ``phrase``: as it most often stands in the article;
        - ``score``: the chance, from 0 to 1, that those who labelled the training texts would have chosen it; it can be
          compared between articles, not between styles;
        - ``count``: how often it stands in headline and text, in any form;
        - ``first``: where it first stands in the text, in characters; missing if only the headline has it;
        - ``in_title``: whether the headline has it.

    Raises
    ------
    InputError
        If an argument is out of range, or a style or language is not known.
    UnknownNameError
        If there is no such column.

    See Also
    --------
    keyphrase_background : Count how common words are in articles of your own.
    frequencies : With ``keyphrases=``, in how many articles each phrase is, by group and period.

    Notes
    -----
    The measures are those of unsupervised extractors (Campos et al. 2020, "YAKE! Keyword extraction from single
    documents using multiple local features", Information Sciences 509) and of supervised ones (Witten et al. 1999,
    "KEA: practical automatic keyphrase extraction"); the weights come from DUC-2001 (Wan and Xiao 2008), 500N-KPCrowd
    (Marujo et al. 2012) and French Wikinews (Bougouin et al. 2013).

    Examples
    --------
    >>> text = "The ferry crews went on strike. Ferry crews want better pay, and the port authority has no answer."
    >>> articles = pd.DataFrame({"id": ["a"], "title": ["Ferry crews on strike"], "text": [text], "lang": ["en"]})
    >>> keyphrases(articles, top=2)[["id", "rank", "phrase", "count", "first", "in_title"]]
      id  rank       phrase  count  first  in_title
    0  a     1  ferry crews      3      4      True
    1  a     2       strike      2     24      True
    """
    require_articles(articles, [on] if title in (None, "title") else [on, str(title)])
    options = Options(
        _whole("top", top, 1),
        _style(style),
        frozenset(_strings("block_words", block_words)),
        tuple(_strings("block", block)),
        packaged() if background is None else _background(background, on, lang),
        _lengths(ngrams),
    )
    least = _share("min_score", min_score)
    texts = _texts(articles, on)
    titles = _texts(articles, title) if title in articles.columns else [""] * len(texts)
    found = phrases_of(titles, texts, languages(articles, texts, lang), options)
    ids = articles["id"] if "id" in articles.columns else pd.Series(range(len(articles)))
    first = pd.array(found.first, dtype="Int64")
    first[found.first < 0] = pd.NA
    table = pd.DataFrame(
        {
            "id": ids.iloc[found.row].array,
            "rank": found.rank,
            "phrase": pd.array(found.phrase, dtype=STRING_DTYPE),
            "score": found.score,
            "count": found.count,
            "first": first,
            "in_title": found.in_title,
        },
        columns=list(_COLUMNS),
    )
    return table[table["score"] >= least].reset_index(drop=True) if least else table


def keyphrase_background(
    articles: pd.DataFrame,
    *,
    on: str = "text",
    min_articles: int = 2,
    lang: str | None = None,
) -> Background:
    """Return in how many of the articles each word stands, by language, to tell their phrases from the usual.

    Save it with its method ``save(path)``, as tab-separated text or JSON, and hand the file or
    ``Background.load(path)`` to `keyphrases`.

    Parameters
    ----------
    articles
        A few hundred articles at least, on everything that the articles to compare might be about.
    on
        The column of texts.
    min_articles
        Words of fewer articles are left out, and count as rare.
    lang
        The language of all articles; by default the column ``lang``, else the language that a text is identified as.

    Raises
    ------
    InputError
        If an argument is out of range or a language is not known.
    UnknownNameError
        If there is no such column.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["The ferry left.", "The ferry came.", "It rained."], "lang": ["en"] * 3})
    >>> keyphrase_background(articles).frame()
      lang   word  articles
    0   en                3
    1   en  ferry         2
    2   en    the         2
    """
    require_articles(articles, [on])
    least = _whole("min_articles", min_articles, 1)
    return counted(tokens(articles, on=on), languages(articles, _texts(articles, on), lang), min_articles=least)


def languages(articles: pd.DataFrame, texts: Sequence[str], lang: str | None) -> list[str]:
    """Return the language of each article as a code, empty where nothing tells it."""
    if lang is not None:
        return [_code(lang)] * len(texts)
    given = articles["lang"].tolist() if "lang" in articles.columns else [None] * len(texts)
    codes = [_main_code(code) if isinstance(code, str) else "" for code in given]
    open_ = [i for i, code in enumerate(codes) if not code and texts[i]]
    for i, code in zip(open_, identify([texts[i] for i in open_]), strict=True):
        codes[i] = code or ""
    return codes


def _main_code(code: str) -> str:
    """Return the language of a code such as ``en-GB``, empty if it is none."""
    main = code.strip().lower().replace("_", "-").partition("-")[0]
    return main if 2 <= len(main) <= 3 and main.isascii() and main.isalpha() else ""


def _code(lang: object) -> str:
    code = _main_code(lang) if isinstance(lang, str) else ""
    if not code:
        raise InputError(f"lang={lang!r} should be an ISO 639-1 code such as 'en', or None to look at each article")
    return code


def _texts(articles: pd.DataFrame, column: str | None) -> list[str]:
    values = articles[column].tolist()
    texts = [value if isinstance(value, str) else "" for value in values]
    for position, value in enumerate(values):
        if not isinstance(value, str) and not (pd.api.types.is_scalar(value) and pd.isna(value)):
            raise InputError(
                f"column {column!r} should hold strings; at position {position} there is {type(value).__name__}"
            )
    return texts


def _whole(name: str, given: object, least: int) -> int:
    if isinstance(given, bool) or not isinstance(given, (int, np.integer)) or given < least:
        raise InputError(f"{name}={given!r} should be a whole number from {least} up")
    return int(given)


def _share(name: str, given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, (int, float, np.number)) or not 0 <= float(given) <= 1:
        raise InputError(f"{name}={given!r} should be a number from 0 to 1")
    return float(given)


def _style(style: str) -> str:
    require_choice("style", style, STYLES)
    return style


def _strings(name: str, given: Iterable[str] | None) -> list[str]:
    if isinstance(given, str):
        raise InputError(f"{name}={given!r} should be a list of strings, not one: {name}=[{given!r}]")
    values: list[Any] = [] if given is None else require_list(name, given)
    wrong = [value for value in values if not isinstance(value, str)]
    if wrong:
        raise InputError(f"{name} should hold strings, not {type(wrong[0]).__name__} {wrong[0]!r}")
    return values


def _lengths(ngrams: object) -> tuple[int, int]:
    pair = tuple(ngrams) if isinstance(ngrams, (tuple, list)) else ()
    whole = all(isinstance(n, (int, np.integer)) and not isinstance(n, bool) for n in pair)
    if len(pair) != 2 or not whole or not 1 <= pair[0] <= pair[1] <= _MOST_WORDS:
        raise InputError(f"ngrams={ngrams!r} should be two whole numbers from 1 to {_MOST_WORDS}, such as (1, 3)")
    return int(pair[0]), int(pair[1])


def _background(given: object, on: str, lang: str | None) -> Background:
    if isinstance(given, Background):
        return given
    if isinstance(given, pd.DataFrame):
        return keyphrase_background(given, on=on, lang=lang)
    if isinstance(given, (str, os.PathLike)):
        return Background.load(given)
    raise InputError(
        f"background should be what keyphrase_background returns, its file, or articles, not {type(given).__name__}"
    )
