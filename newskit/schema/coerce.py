"""Bring any table into the schema: names, types, dates, lists, ids."""

from __future__ import annotations

import hashlib
import json
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from newskit.bylines import split_names
from newskit.dates import parse_dates
from newskit.errors import InputError, NewskitWarning, listed, require_mapping, unknown_name
from newskit.schema.columns import ALIASES, DATES, LISTS, NAMES, STRING_DTYPE, STRINGS
from newskit.schema.problems import Problem, add_problems

__all__ = ["Brought", "as_articles", "as_frame", "even", "guess_columns", "into_schema", "settle_ids", "split_list"]

# Where a row stands: its file and its entry there.
Place: TypeAlias = Callable[[int], tuple[str, str]]

# A list as CSV files hold it: "['Ana Ruiz', \"Liam O'Hara\"]", with NumPy's spaces or Python's commas between.
# A quotation mark that never closes takes the rest with it, lest every one behind it be tried against the same rest.
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*+)('?)|\"((?:[^\"\\]|\\.)*+)(\"?)")
_LISTLIKE = re.compile(r"\s*[\[(].*[\])]\s*", re.DOTALL)


def even(name: object) -> str:
    """Return a name without case, spaces and punctuation, as names of columns are compared."""
    return "".join(c for c in str(name).casefold() if c.isalnum())


def guess_columns(names: Iterable[object], given: Mapping[str, str] | None = None) -> dict[object, str]:
    """Return which of a table's columns are which of the schema's: ``{their name: newskit's name}``.

    A column that already has the schema's name keeps it; then names that differ in case and punctuation alone; then
    the aliases of `newskit.schema.columns_table`, the commonest first. What stays unrecognised travels along.

    Parameters
    ----------
    names
        The table's column names.
    given
        What the user says: ``{their name: newskit's name}``. It goes before every guess.

    Raises
    ------
    InputError, UnknownNameError
        If `given` names a column that is not there, is the wrong way round, or maps two columns to one.

    Examples
    --------
    >>> guess_columns(["Headline", "pub_date", "content", "clicks"])
    {'Headline': 'title', 'pub_date': 'published', 'content': 'text'}
    """
    theirs = list(names)
    found = _checked_mapping(theirs, given or {})
    free = [name for name in theirs if name not in found]
    taken = set(found.values())
    for target in NAMES:
        if target in taken:
            continue
        known = [target, *map(even, (target, *ALIASES[target]))]
        ranked = [(known.index(key), name) for name in free for key in (name, even(name)) if key in known]
        if ranked:
            best = min(ranked, key=lambda pair: pair[0])[1]
            found[best] = target
            free.remove(best)
    return {name: found[name] for name in theirs if name in found}


def _checked_mapping(theirs: list[object], given: Mapping[str, str]) -> dict[object, str]:
    require_mapping("columns", given, example="{'Headline': 'title'}")
    turned = {new: old for old, new in given.items()}
    if given and all(new in theirs and old in NAMES for old, new in given.items()) and set(turned) != set(given):
        raise InputError(f"columns= maps your names to newskit's; the other way round it reads columns={turned!r}")
    if len(turned) < len(given):
        raise InputError(f"columns= maps two columns to one: {dict(given)!r}")
    for old, new in given.items():
        if old not in theirs:
            raise unknown_name("column", old, theirs, where="the table")
        if new in theirs and new not in given and new != old:
            raise InputError(f"columns= maps {old!r} to {new!r}, but the table has a column {new!r}: drop or map it")
    return dict(given.items())


def split_list(value: str) -> list[str]:
    r"""Return the strings of a list that was written into one cell, or the cell itself as the only one.

    >>> split_list("['Ana Ruiz', \"Liam O'Hara\"]")
    ['Ana Ruiz', "Liam O'Hara"]
    """
    if not _LISTLIKE.fullmatch(value):
        return [value]
    try:
        loaded = json.loads(value)
    except (ValueError, RecursionError):
        quoted = [a or b for a, a_closes, b, b_closes in _QUOTED.findall(value) if a_closes or b_closes]
        return [re.sub(r"\\(.)", r"\1", item) for item in quoted] if quoted else _bare(value)
    return [_plain(item) for item in loaded] if isinstance(loaded, list) else [value]


def _bare(value: str) -> list[str]:
    inner = value.strip()[1:-1].strip()
    return [part.strip() for part in inner.split(",") if part.strip()]


_SAID_IN = ("name", "text", "value", "rendered", "title", "content", "#text", "url", "href")


def _said_in(value: Mapping[str, object]) -> str:
    """Return what a JSON object stands for: ``{"name": "Ana Ruiz", "role": ...}`` for its name."""
    full = [str(value[key]) for key in ("first_name", "firstName", "last_name", "lastName") if value.get(key)]
    named = (value[key] for key in _SAID_IN if isinstance(value.get(key), str))
    return str(next(named, " ".join(full)))


def _plain(value: object) -> str:
    """Return one value of a cell as text: a name out of ``{"name": ...}``, a number as it is written."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Mapping):
        return _said_in(value)
    if value is None or value is pd.NA or value is pd.NaT or value != value:  # noqa: PLR0124 - NaN alone is not itself
        return ""
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))  # pandas makes floats of ids in a column with gaps
    return str(value)


def _items(value: object) -> list[object] | None:
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    return value.tolist() if isinstance(value, np.ndarray) else None


def _string_of(value: object, glue: str) -> str | None:
    items = _items(value)
    text = _plain(value) if items is None else glue.join(part for item in items if (part := _plain(item).strip()))
    return text.strip() or None


def _to_strings(values: pd.Series, name: str) -> pd.Series:
    glue = "\n\n" if name == "text" else ", "
    cells = [_string_of(value, glue) for value in values.tolist()]
    if name == "text":
        # A lone surrogate cannot be kept by Arrow; a carriage return would double every line in a notebook.
        cells = [cell and cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
    try:
        return pd.Series(cells, index=values.index, dtype=STRING_DTYPE, name=name)
    except UnicodeEncodeError:
        cells = [cell and cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for cell in cells]
        return pd.Series(cells, index=values.index, dtype=STRING_DTYPE, name=name)


def _list_of(value: object, name: str) -> list[str]:
    items = _items(value)
    if items is not None:
        return [text for item in items if (text := _plain(item).strip())]
    text = _plain(value).strip()
    if not text:
        return []
    parts = split_list(text)
    if name != "authors" or len(parts) != 1 or parts[0] != text:
        return [part.strip() for part in parts if part.strip()]
    return split_names(text)


def _to_lists(values: pd.Series, name: str) -> pd.Series:
    cells = np.empty(len(values), dtype=object)
    cells[:] = [_list_of(value, name) for value in values.tolist()] or None
    return pd.Series(cells, index=values.index, dtype=object, name=name)


@cache
def _language_code(value: str) -> str | None:
    """Return the two-letter code of ``English``, ``eng``, ``en-GB``, ``EN``."""
    from babel import Locale  # noqa: PLC0415 - loaded when a table names its languages
    from babel.core import get_global  # noqa: PLC0415

    code = re.split(r"[-_]", value.strip().casefold(), maxsplit=1)[0]
    if len(code) == 2 and code.isascii() and code.isalpha():
        return code
    code = get_global("language_aliases").get(code, code)
    if len(code) == 2:
        return str(code)
    names = {str(name).casefold(): key for key, name in Locale("en").languages.items() if len(key) == 2}
    return names.get(value.strip().casefold())


def _content_id(url: object, title: object, text: object) -> str:
    parts = "\x1f".join("" if part is pd.NA or part is None else str(part) for part in (url, title, text))
    return hashlib.blake2b(parts.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _numbered(ids: list[str]) -> list[tuple[str, bool]]:
    """Return each id, or the repeated one with ``-2``, ``-3``, ... behind it, and whether it was a repeat."""
    taken, count, out = set(ids), dict[str, int](), []
    for name in ids:
        if name not in count:
            count[name] = 1
            out.append((name, False))
            continue
        fresh = name
        while fresh in taken:
            count[name] += 1
            fresh = f"{name}-{count[name]}"
        taken.add(fresh)
        out.append((fresh, True))
    return out


def settle_ids(table: pd.DataFrame, has_own_id: list[bool], place: Place) -> list[Problem]:
    """Make the ids of a table unique, in place, and return a problem for each that had to be changed."""
    before = table["id"].tolist()
    after = _numbered(before)
    table["id"] = pd.array([name for name, _ in after], dtype=STRING_DTYPE)
    found = []
    for position, (fresh, repeated) in enumerate(after):
        if repeated and has_own_id[position]:
            reason = f"id {before[position]!r} stands here again; this article is now {fresh!r}"
            found.append(Problem(*place(position), "duplicate id", reason))
        elif repeated:
            reason = f"same url, title and text as article {before[position]!r}; this one is {fresh!r}"
            found.append(Problem(*place(position), "duplicate article", reason))
    return found


class Brought(NamedTuple):
    """A table in the schema, what was wrong with its values, and which rows brought an id along.

    The ids may still repeat: `settle_ids` settles them once the whole corpus is together.
    """

    table: pd.DataFrame
    problems: list[Problem]
    has_own_id: list[bool]


def into_schema(
    frame: pd.DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    timezone: str = "UTC",
    dayfirst: bool | None = None,
    place: Place,
) -> Brought:
    """Return a table in the schema; `place` tells the file and entry of a row for the problems."""
    found: list[Problem] = []

    def tell(position: int, kind: str, reason: str) -> None:
        found.append(Problem(*place(position), kind, reason))

    mapping = guess_columns(frame.columns, columns)
    theirs = {target: frame[name] for name, target in mapping.items()}
    blank = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    made = {name: _to_strings(theirs.get(name, blank), name) for name in STRINGS}
    made |= {name: _to_lists(theirs.get(name, blank), name) for name in LISTS}
    made |= {name: _to_dates(theirs.get(name, blank), name, timezone, dayfirst, tell) for name in DATES}
    made["lang"] = made["lang"].map(_language_code, na_action="ignore").astype(STRING_DTYPE)
    table = pd.DataFrame({name: made[name] for name in NAMES}, index=frame.index)
    for position in np.flatnonzero((table["text"].isna() & table["title"].isna()).to_numpy(dtype=bool)):
        tell(int(position), "empty", "there is neither a title nor a text")
    has_own_id = table["id"].notna().tolist()
    contents = zip(table["id"], table["url"], table["title"], table["text"], strict=True)
    ids = [_content_id(url, title, text) if own is pd.NA else own for own, url, title, text in contents]
    table["id"] = pd.array(ids, dtype=STRING_DTYPE)
    others = [name for name in frame.columns if name not in mapping]
    table = pd.concat([table, frame[others]], axis=1) if others else table
    table.attrs = dict(frame.attrs)
    return Brought(table, found, has_own_id)


def _to_dates(
    values: pd.Series, name: str, timezone: str, dayfirst: bool | None, tell: Callable[[int, str, str], None]
) -> pd.Series:
    parsed = parse_dates(values, timezone=timezone, dayfirst=dayfirst)
    for position, reason in parsed.reasons.items():
        tell(position, "date", f"{name}: {reason}")
    for position in parsed.ambiguous:
        tell(position, "ambiguous date", f"{name}: day and month could be swapped; read month first (see dayfirst=)")
    return parsed.dates.rename(name)


def as_articles(
    data: object,
    *,
    columns: Mapping[str, str] | None = None,
    dayfirst: bool | None = None,
    timezone: str = "UTC",
) -> pd.DataFrame:
    """Return any table as an article table: names, types, dates, lists and ids as the schema has them.

    Rows keep their order and index; columns that are not in the schema travel along behind it. Values that cannot be
    read are missing in the result and listed by `problems`.

    Parameters
    ----------
    data
        A DataFrame; a table of another library that has ``to_pandas()``; or a list of dicts.
    columns
        Which of your columns is which: ``{"Überschrift": "title"}``. What is not named is guessed by meaning, see
        `newskit.schema.columns_table`.
    dayfirst
        Whether ``8/9/17`` is the eighth of September. ``None`` lets the column's other dates decide.
    timezone
        The zone of dates that name none, such as ``"Asia/Seoul"``.

    Returns
    -------
    pandas.DataFrame
        The columns of `newskit.schema.columns_table`, then yours.

    Raises
    ------
    InputError
        If `data` is no table, has two columns of one name, or `columns` does not fit it.

    Examples
    --------
    >>> mine = pd.DataFrame({"Headline": ["Rain ends drought"], "pub_date": ["12 June 2025"], "by": ["By Ana Ruiz"]})
    >>> articles = as_articles(mine)
    >>> articles.loc[0, ["title", "authors", "published"]].tolist()
    ['Rain ends drought', ['Ana Ruiz'], Timestamp('2025-06-12 00:00:00+0000', tz='UTC')]
    """
    frame = as_frame(data)

    def place(position: int) -> tuple[str, str]:
        return "", f"row {frame.index[position]}"

    table, found, has_own_id = into_schema(frame, columns=columns, timezone=timezone, dayfirst=dayfirst, place=place)
    found += settle_ids(table, has_own_id, place)
    add_problems(table, found)
    if found:
        warnings.warn(
            f"{len(found):,} values of {len(table):,} articles could not be read or are in doubt; first: "
            f"{found[0].entry}: {found[0].reason}. nk.problems(articles) lists them.",
            NewskitWarning,
            stacklevel=2,
        )
    return table


def as_frame(data: object) -> pd.DataFrame:
    """Return any table as a DataFrame with one column of each name; an index of ids becomes a column."""
    if isinstance(data, list) and all(isinstance(row, dict) for row in data):
        data = pd.DataFrame(data, dtype=object)  # a str column would refuse lone surrogates
    if not isinstance(data, pd.DataFrame) and hasattr(data, "to_pandas"):
        data = data.to_pandas()
    if not isinstance(data, pd.DataFrame):
        kind = type(data).__name__
        raise InputError(f"as_articles takes a DataFrame or a list of dicts, not {kind}; read files with nk.read()")
    if isinstance(data.columns, pd.MultiIndex):
        raise InputError("the table's columns have several levels; flatten them to plain names first")
    twice = data.columns[data.columns.duplicated()].unique()
    if len(twice):
        raise InputError(f"the table has several columns of the same name: {listed(twice)}; rename or drop them")
    if data.index.name is not None and even(data.index.name) in ("id", *ALIASES["id"]):
        data = data.reset_index()
    return data
