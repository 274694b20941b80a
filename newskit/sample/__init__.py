"""The sample corpus that ships with newskit: 2025 as eight invented outlets tell it, with labels, free to use."""

from __future__ import annotations

import gzip
import json
import warnings
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from newskit.errors import NewskitWarning, require_flag
from newskit.read import read

__all__ = ["OUTLETS", "load_sample", "sample_path"]

# Folder of each outlet, and its name.
OUTLETS = {
    "meridian": "Meridian News Agency",
    "ledger": "The Exchange Ledger",
    "quayside": "The Quayside",
    "comet": "The Daily Comet",
    "nbs": "NBS News",
    "humber": "The Humber Courier",
    "eaw": "East Asia Wire",
    "mirnae": "미르내일보",
}
# The only pages that name no zone are those of the two outlets in Korea.
_TIMEZONE = "Asia/Seoul"


def sample_path() -> Path:
    """Return the folder of the sample articles as they would be delivered: a folder an outlet.

    Saved pages as plain text (four outlets, one of them in Korean), HTML with and without JSON-LD, a wire's JSON Lines
    and an archive's CSV. ``newskit/sample/README.md`` is the data card.

    Examples
    --------
    >>> import newskit as nk
    >>> sorted(folder.name for folder in nk.sample_path().iterdir())
    ['comet', 'eaw', 'humber', 'ledger', 'meridian', 'mirnae', 'nbs', 'quayside']
    """
    return Path(str(files("newskit.sample").joinpath("articles")))


def load_sample(*, gold: bool = False) -> pd.DataFrame:
    """Return the sample corpus as an article table.

    It is what ``nk.read(nk.sample_path(), timezone="Asia/Seoul")`` reads, errors of reading included, with ``source``
    filled in where a page does not name its outlet. People, organisations and events are invented.

    Parameters
    ----------
    gold
        Whether to add what is known of each article because it was written so.

    Returns
    -------
    pandas.DataFrame
        One row an article. With ``gold=True`` also: ``gold_title``, ``gold_standfirst``, ``gold_authors``,
        ``gold_byline``, ``gold_published``, ``gold_updated`` (UTC), ``gold_section``, ``gold_place``, ``gold_agency``,
        ``gold_captions``, ``gold_text``; ``gold_kind`` (news, brief, live, opinion, ...), ``gold_story`` (missing for
        one-off pieces), ``gold_duplicates`` (articles with the same value stem from one) and ``gold_role`` in it
        (source, verbatim, cut, lead, rewritten, uncredited, update, correction); ``gold_sentiment`` (-2 to 2) and
        ``gold_actors`` (a dict from main actor to the tone toward it, -2 to 2); ``gold_quotes`` (dicts of quote,
        speaker, manner, speaker_stands), ``gold_dates`` (dicts of said, means), ``gold_people``, ``gold_places``,
        ``gold_organisations``.

    Examples
    --------
    >>> import newskit as nk
    >>> articles = nk.load_sample()
    >>> articles["source"].nunique()
    8
    >>> labelled = nk.load_sample(gold=True)
    >>> labelled["gold_story"].nunique() >= 14
    True
    """
    require_flag("gold", gold)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NewskitWarning)  # its live pages and updated versions are there on purpose
        articles = read(sample_path(), timezone=_TIMEZONE, progress=False)
    outlet = articles["origin"].str.split("/").str[0]
    articles["source"] = outlet.map(OUTLETS).astype(articles["source"].dtype)
    return _with_labels(articles) if gold else articles


def _labels() -> list[dict[str, Any]]:
    packed = files("newskit.sample").joinpath("gold.jsonl.gz").read_bytes()
    return [json.loads(line) for line in gzip.decompress(packed).decode().splitlines()]


def _with_labels(articles: pd.DataFrame) -> pd.DataFrame:
    entries = {entry["origin"]: entry for entry in _labels()}
    rows = [entries[origin] for origin in articles["origin"]]
    labels = pd.DataFrame(rows, index=articles.index)
    labels["text"] = ["\n\n".join(paragraphs) for paragraphs in labels.pop("body")]
    for name in ("published", "updated"):
        labels[name] = pd.to_datetime(labels[name], utc=True).astype(articles["published"].dtype)
    labels["sentiment"] = labels["sentiment"].astype("Int64")
    labels = labels.drop(columns=["origin", "outlet", "url"])
    for name in labels.columns:
        if pd.api.types.is_string_dtype(labels[name]) and name not in ("actors", "quotes"):
            labels[name] = labels[name].astype(articles["title"].dtype)
    made = articles.join(labels.add_prefix("gold_"))
    made.attrs.update(articles.attrs)
    return made
