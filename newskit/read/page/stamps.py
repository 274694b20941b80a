"""Date stamps on pages: times of publication and of change, glued to what stands beside them as often as not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from newskit.dates import FoundDate, find_dates, has_date

__all__ = ["ago", "has_stamp", "stamps", "unglued"]

MOST = 300  # characters of a line that are looked through
_LABEL_REACH = 28
_HINT = re.compile(r"(?:19|20)\d\d|\d[./-] ?\d\d?[./-] ?\d\d|['’]\d\d|[年년]")
_GLUED = re.compile(
    r"(?<=[^\W\d_]{3})(?=\d{1,2}\.\d\d?\.\d\d|"
    r"(?:19|20)\d\d[./-]\d\d[./-]\d\d|\d{1,2}\.? [^\W\d_]{3,9}\.? (?:19|20)\d\d)|"
    r"(?<=[^\W\d_])(?=\d{1,2}[./-]\d\d[./-](?:19|20)?\d\d)|"
    r"(?<=[a-zß-ÿ])(?=[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d)|"
    r"(?<=[ ,](?:19|20)\d\d)(?=\d{1,2}[:.]\d\d|\d{1,2} \w|\d{1,5}$)|(?<=\d[-/.](?:19|20)\d\d)(?=\d\d:\d\d)|"
    r"(?<=\d[./-]\d\d[./-]\d\d)(?=\d\d:\d\d)|"
    r"(?<=[^\W\d_]-)(?=\d{1,2}[/.]\d\d[/.](?:19|20)\d\d)"
)
_UPDATED = re.compile(
    r"updat|aktualis|\bakt\.|modif|oppdater|uppdater|opdater|güncel|更新|修正|수정|업데이트|mis à jour|"
    r"actualiz|atualiz|aggiorn|bearbeitet|stand:|sist|atnauj|zaktual|обновл|diperbarui|päivit|bijgewerkt|revised|تحديث|अपडेट",
    re.IGNORECASE,
)
_UNITS = (
    ("minute", "min|minutes?|mins|minuten?|minutos?|minuti|minuter|minutter|dakika|분|分|минут\\w*"),
    ("hour", "h|hrs?|hours?|stunden?|heures?|horas?|ore|timer|timmar|uur|saat|시간|時間|小时|час\\w*"),
    ("day", "days?|tage?n?|jours?|d[ií]as?|giorni|dager|dagar|dage|dagen|gün|일|日|天|дн\\w*"),
    ("week", "weeks?|wochen?|semaines?|semanas?|settimane|uker|veckor|uger|weken|hafta|주|週間|周|недел\\w*"),
)
_AGO = re.compile(
    r"(?:\b(?:vor|il y a|hace|há|fa|for|för)\s+)?(?<![\d:.,])(?P<n>\d{1,3})\s?(?:"
    + "|".join(rf"(?P<{name}>{forms})" for name, forms in _UNITS)
    + r")(?![a-zß-ÿа-я])(?:\s?(?:ago\b|fa\b|siden\b|sedan\b|geleden\b|önce\b|전|前|назад|atrás\b))?",
    re.IGNORECASE,
)
_AGO_WORDS = re.compile(r"\b(?:ago|vor|il y a|hace|há|fa|siden|sedan|geleden|önce|назад|atrás)\b|[前전]", re.IGNORECASE)


def unglued(line: str) -> str:
    """Return a line with spaces where a date is glued to a word or to a time of day.

    Examples
    --------
    >>> unglued("March 7, 20247:55 AM UTC"), unglued("Mallorca15.04.25 09:56")
    ('March 7, 2024 7:55 AM UTC', 'Mallorca 15.04.25 09:56')
    """
    return _GLUED.sub(" ", line[:MOST])


def has_stamp(line: str) -> bool:
    """Whether a date with a year stands in a line."""
    return _HINT.search(line) is not None and has_date(unglued(line))


def stamps(line: str, *, dayfirst: bool | None = None) -> Iterator[tuple[FoundDate, bool]]:
    """Yield the dates of a line, each with whether it is labelled as that of a change.

    Examples
    --------
    >>> line = "Posted : June 12, 2025, 15:50 Updated : June 12, 2025, 15:53"
    >>> [(str(found.moment), is_update) for found, is_update in stamps(line)]
    [('2025-06-12 15:50:00', False), ('2025-06-12 15:53:00', True)]
    """
    if not _HINT.search(line):
        return
    text = unglued(line)
    since = 0
    for found in find_dates(text, dayfirst=dayfirst):
        label = text[max(since, found.start - _LABEL_REACH) : found.start]
        since = found.end
        yield found, _UPDATED.search(label) is not None


def ago(line: str, fetched: dt.datetime) -> tuple[dt.datetime, bool] | None:
    """Return the time that ``"2 hours ago"`` means on a page fetched then, and whether it is that of a change.

    Examples
    --------
    >>> import datetime as dt
    >>> ago("Published 2 hours ago", dt.datetime(2025, 3, 4, 12, 0))
    (datetime.datetime(2025, 3, 4, 10, 0), False)
    >>> ago("Updated: vor 3 Tagen", dt.datetime(2025, 3, 4, 12, 0))
    (datetime.datetime(2025, 3, 1, 12, 0), True)
    """
    if len(line) > MOST or not _AGO_WORDS.search(line):
        return None
    for match in _AGO.finditer(line):
        unit = match.lastgroup
        if unit is None or unit == "n" or not _AGO_WORDS.search(match.group()):
            continue
        label = line[max(0, match.start() - _LABEL_REACH) : match.start()]
        back = dt.timedelta(**{f"{unit}s": int(match["n"])})
        return fetched - back, _UPDATED.search(label) is not None
    return None
