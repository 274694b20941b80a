"""Which language a text is in: by script where that tells, else py3langid's model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import pandas as pd

from newskit.errors import InputError

__all__ = ["identify"]

# More than this adds nothing to the answer, and time to the wait (see the documentation for figures).
_SAMPLE = 300
# Fewer letters than this do not tell related languages apart.
_LEAST_LETTERS = 20
_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]"), 0.3),
    ("ja", re.compile(r"[\u3041-\u30ff]"), 0.1),
    ("zh", re.compile(r"[\u4e00-\u9fff]"), 0.5),
    ("th", re.compile(r"[\u0e01-\u0e4e]"), 0.3),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"), 0.5),
    ("he", re.compile(r"[\u05d0-\u05ea]"), 0.5),
    ("hy", re.compile(r"[\u0531-\u0587]"), 0.5),
    ("ka", re.compile(r"[\u10a0-\u10ff]"), 0.5),
    ("km", re.compile(r"[\u1780-\u17d3]"), 0.3),
    ("lo", re.compile(r"[\u0e81-\u0edf]"), 0.3),
    ("my", re.compile(r"[\u1000-\u104f]"), 0.3),
    ("ta", re.compile(r"[\u0b80-\u0bff]"), 0.3),
    ("te", re.compile(r"[\u0c00-\u0c7f]"), 0.3),
)
# Scripts of which a few letters are a word or more.
_DENSE = frozenset({"ko", "ja", "zh", "th"})
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?<!\S)\S*(?:://|www\.|@)\S*")
# Answers are remembered, since several measures of the same articles ask: up to so many, about 20 MB.
_MOST_KNOWN = 200_000
_KNOWN: dict[bytes, str | None] = {}
# Norwegian is written in two forms under one roof; Nigerian Pidgin is what the model makes of odd English.
_SAME = {"nb": "no", "nn": "no", "pcm": "en"}


def _one(text: str) -> str | None:
    sample = _ADDRESS.sub(" ", text[: 2 * _SAMPLE])[:_SAMPLE]
    n_letters = len(_LETTER.findall(sample))
    if not n_letters:
        return None
    if not sample.isascii():
        for code, script, share in _SCRIPTS:
            n = len(script.findall(sample))
            if n >= share * n_letters:
                return code if n >= (4 if code in _DENSE else 10) else None
    if n_letters < _LEAST_LETTERS:
        return None
    from py3langid import classify  # noqa: PLC0415 - its model is loaded with the first text that needs it

    code = str(classify(sample)[0])
    code = _SAME.get(code, code)
    return code if len(code) == 2 else None


def identify(texts: Sequence[str | None] | pd.Series) -> list[str | None]:
    """Return the language of each text as an ISO 639-1 code, ``None`` where there is too little to tell.

    The script decides where it stands for one language (Korean, Japanese, Chinese, Thai, Greek, ...); the rest is
    py3langid's naive Bayes model over 97 languages (Lui and Baldwin, 2012, "langid.py: an off-the-shelf language
    identification tool"). The first 300 characters are looked at; web and mail addresses in them are not.

    Raises
    ------
    InputError
        If one string is given and not a list.

    Examples
    --------
    >>> identify(["The ferry crews went back to work on Tuesday.", "선원들은 화요일 일터로 돌아갔다.", "12", None])
    ['en', 'ko', None, None]
    """
    if isinstance(texts, str):
        raise InputError("identify takes a list of texts, not one: identify([text])")
    values = texts.tolist() if isinstance(texts, pd.Series) else texts
    answers: list[str | None] = []
    for value in values:
        if not isinstance(value, str):
            answers.append(None)
            continue
        sample = value[: 2 * _SAMPLE]
        key = hashlib.blake2b(sample.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if key not in _KNOWN:
            if len(_KNOWN) >= _MOST_KNOWN:
                _KNOWN.clear()
            _KNOWN[key] = _one(sample)
        answers.append(_KNOWN[key])
    return answers
