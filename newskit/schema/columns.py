"""The columns of the article table and the names under which archives keep them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from newskit.dates import DTYPE as DATE_DTYPE

__all__ = [
    "ALIASES",
    "COLUMNS",
    "DATES",
    "DTYPES",
    "LISTS",
    "NAMES",
    "STRINGS",
    "STRING_DTYPE",
    "Column",
    "columns_table",
]

STRING_DTYPE = pd.StringDtype("pyarrow")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the article table.

    Parameters
    ----------
    name
        Its name.
    kind
        ``"string"``, ``"date"`` or ``"list"`` (of strings).
    meaning
        What it holds.
    aliases
        Other names under which archives and exports keep it, without case, spaces and punctuation.
    """

    name: str
    kind: str
    meaning: str
    aliases: tuple[str, ...] = ()


COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "unique name of the article, the same at every reading",
           ("articleid", "docid", "documentid", "uuid", "guid", "uid", "identifier", "newsid", "storyid", "storiesid")),
    Column("title", "string", "headline",
           ("headline", "head", "heading", "articletitle", "newstitle", "titel", "titre", "titulo", "제목")),
    Column("text", "string", "body, paragraphs separated by a blank line",
           ("body", "content", "fulltext", "articletext", "articlebody", "maintext", "bodytext", "story", "storytext",
            "contents", "articlecontent", "contenttext", "bodyhtml", "paragraphs", "본문", "texte", "texto", "inhalt")),
    Column("authors", "list", "names of people and agencies in the byline",
           ("author", "byline", "bylines", "creator", "writer", "writers", "reporter", "reporters", "journalist",
            "journalists", "by", "authorname", "auteur", "autor", "기자", "글쓴이")),
    Column("published", "date", "when it was first published, in UTC",
           ("date", "publisheddate", "publishdate", "publicationdate", "pubdate", "datepublished", "publishedat",
            "datetime", "dateofpublication", "pubtime", "publishedtime", "publishtime", "created", "createdat",
            "creationdate", "timestamp", "time", "posted", "postedat", "datepublish", "dateline_date", "일자", "날짜",
            "articledate", "newsdate", "day", "datum", "fecha")),
    Column("updated", "date", "when it was last changed, in UTC",
           ("modified", "lastmodified", "datemodified", "updatedat", "modifiedat", "updateddate", "modifieddate",
            "lastupdated", "dateupdated", "modificationdate", "updatetime")),
    Column("source", "string", "outlet that published it",
           ("publisher", "outlet", "publication", "newspaper", "sourcename", "media", "medianame", "site", "sitename",
            "website", "journal", "paper", "channel", "provider", "newssource", "언론사", "domain", "sourcedomain")),
    Column("url", "string", "address",
           ("link", "href", "articleurl", "weburl", "uri", "permalink", "canonicalurl", "storyurl", "newsurl",
            "address", "sourceurl")),
    Column("section", "string", "section or desk of the outlet",
           ("category", "sectionname", "desk", "rubric", "categories", "newscategory", "topicsection", "ressort",
            "rubrique", "seccion", "분류")),
    Column("lang", "string", "language, ISO 639-1 (two letters)",
           ("language", "langcode", "languagecode", "locale", "inlanguage")),
    Column("standfirst", "string", "introductory paragraph between headline and body",
           ("summary", "abstract", "lead", "lede", "subtitle", "subheadline", "subheading", "deck", "dek", "kicker",
            "description", "teaser", "excerpt", "chapeau", "trailtext", "snippet", "부제")),
    Column("place", "string", "place in the dateline", ("datelineplace", "datelinecity", "datelinelocation")),
    Column("agency", "string", "news agency in the dateline or credit",
           ("newsagency", "wire", "newswire", "wireservice")),
    Column("captions", "list", "captions of pictures, credits included",
           ("caption", "imagecaption", "imagecaptions", "photocaption", "photocaptions")),
    Column("origin", "string", "file, and entry in it, that the article was read from", ()),
)  # fmt: skip

NAMES = tuple(column.name for column in COLUMNS)
STRINGS = tuple(column.name for column in COLUMNS if column.kind == "string")
DATES = tuple(column.name for column in COLUMNS if column.kind == "date")
LISTS = tuple(column.name for column in COLUMNS if column.kind == "list")
ALIASES: Mapping[str, tuple[str, ...]] = {column.name: column.aliases for column in COLUMNS}
DTYPES: Mapping[str, object] = {
    column.name: {"string": STRING_DTYPE, "date": DATE_DTYPE, "list": object}[column.kind] for column in COLUMNS
}


def columns_table() -> pd.DataFrame:
    """Return the columns of the article table: what they hold and the names that readers take for them.

    Returns
    -------
    pandas.DataFrame
        One row per column: ``column``, ``dtype``, ``meaning``, ``also_read_from`` (names without case, spaces and
        punctuation).

    Examples
    --------
    >>> table = columns_table().set_index("column")
    >>> table.loc["standfirst", "meaning"]
    'introductory paragraph between headline and body'
    """
    rows = [(c.name, _shown_dtype(c), c.meaning, ", ".join(c.aliases)) for c in COLUMNS]
    return pd.DataFrame(rows, columns=["column", "dtype", "meaning", "also_read_from"])


def _shown_dtype(column: Column) -> str:
    return "list" if column.kind == "list" else str(DTYPES[column.name])
