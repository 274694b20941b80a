"""Bytes to text: byte order marks, declared encodings, UTF-8, and what is left for detection."""

from __future__ import annotations

import codecs
import re

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][\w.:-]{1,30})""", re.IGNORECASE)
# What the web means by these names (WHATWG Encoding): the Windows superset of what they say.
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
          "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "shift_jis": "cp932", "shift-jis": "cp932",
          "gb2312": "gb18030", "gbk": "gb18030", "iso-8859-9": "cp1254"}  # fmt: skip
# The letters beyond ASCII of languages in Latin script, by the encoding they were written in; the commonest first.
_ALPHABETS = {
    "cp1252": (
        "àâçéèêëîïôùûüœæ",
        "äöüßé",
        "áéíóúñüçïºª",
        "àèéìíòóùú",
        "ãõáâàçéêíóôúü",
        "åäöéø",
        "æøåéäöüò",
        "áéíóúýþæöð",
        "ëéïöüèá",
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţșț", "čćđšž"),
    "cp1254": ("çğıi̇öşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "õäöüšž"),
}
# How much better the letters of a rarer encoding must fit: pages name foreigners, and list languages in their own.
_PRIOR = 0.1
_WESTERN = re.compile("[\u00a0-\u00ff\u2010-\u20ac]")
_MIXED = "some characters are UTF-8, others are not: all were read as {}, look for words such as 'Â£' or 'â€™'"
# Detection reads this much: enough for a judgement, and quick on a file of any size.
_SAMPLE = 64_000


def _utf16_without_mark(data: bytes) -> str | None:
    """Western text in UTF-16 has a NUL in every second byte."""
    sample = data[:2000]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.1 * half else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _nearly_utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8 that was cut off, or has a few bytes of something else pasted in."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    whole = sum(1 for character in text[:_SAMPLE] if character > "\x7f") - min(broken, _SAMPLE)
    if broken == 1 and text.endswith("\N{REPLACEMENT CHARACTER}") and whole > 0:
        return text[:-1], "the file ends in the middle of a character"
    if whole > 10 * broken:
        return text, f"{broken:,} characters are not valid UTF-8 and stand as \N{REPLACEMENT CHARACTER}"
    return None


def _unicode_within(data: bytes) -> bool:
    """Whether some letters, signs or quotation marks of Western text are UTF-8, which hardly happens by chance."""
    return _WESTERN.search(data.decode("utf-8", "replace")) is not None


def _share(text: str, first: str, last: str) -> float:
    """Return the share of a script among the letters beyond ASCII, nought where there are hardly any."""
    letters = [c for c in text if c.isalpha()]
    foreign = [c for c in letters if c > "\x7f"]
    if len(foreign) < 0.05 * len(letters):
        return 0.0  # two bytes of an English text happen to be one character of a Korean one
    return sum(first <= c <= last for c in foreign) / len(foreign) if foreign else 0.0


def _cut(data: bytes) -> bytes:
    """Return a sample that ends between two lines, so that no character is cut in half."""
    sample = data[:_SAMPLE]
    return sample[: sample.rfind(b"\n") + 1] or sample if len(data) > _SAMPLE else sample


def _latin(sample: bytes) -> str | None:
    """Return the encoding under which the accented letters are those of one language, for mostly Latin text."""
    letters = sum(byte > 0x7F or chr(byte).isalpha() for byte in sample)
    accented = sum(byte > 0xBF for byte in sample)
    if accented > 0.3 * letters:
        return None
    best, best_share = None, 0.0
    for encoding, alphabets in _ALPHABETS.items():
        foreign = [
            c for c in sample.decode(encoding, "replace").lower() if c > "\x7f" and (c.isalpha() or c == "\ufffd")
        ]
        for alphabet in alphabets:
            share = sum(c in alphabet for c in foreign) / len(foreign) if foreign else 1.0
            if share > best_share + (_PRIOR if encoding != "cp1252" else 0.0):
                best, best_share = encoding, share
    return best if best_share > 0.7 else None


def _detected(data: bytes) -> str:
    sample = _cut(data)
    for name, first, last, least in (
        ("cp949", "가", "힣", 0.7),
        ("euc_jp", "ぁ", "ヿ", 0.3),
        ("cp932", "ぁ", "ヿ", 0.3),
    ):
        text = _strict(sample, name)
        if text is not None and _share(text, first, last) > least:
            return name
    if latin := _latin(sample):
        return latin
    from charset_normalizer import from_bytes  # noqa: PLC0415 - loaded for the rare file that is not UTF-8

    best = from_bytes(sample, cp_exclusion=["utf_7", "cp037", "cp500", "cp1026", "cp1140", "cp273", "cp424"]).best()
    return best.encoding if best else "cp1252"


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return the text of a file, and a doubt in plain words (empty if there is none).

    The order: a byte order mark, UTF-8 if every byte fits, what is declared, UTF-8 with slight damage, detection.
    UTF-8 goes before the declaration because it is hardly ever valid by chance, while declarations lie.

    Parameters
    ----------
    data
        The bytes.
    declared
        The encoding that the file or its carrier names. By default it is looked for in the first 2,000 bytes, as
        HTML and XML have it.

    Examples
    --------
    >>> decode("Müller sagt „nein“".encode("cp1252"))
    ('Müller sagt „nein“', '')
    >>> decode("서울의 봄".encode("euc-kr"))
    ('서울의 봄', '')
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _utf16_without_mark(data)
    if marked:
        text = data.decode(marked, "replace")
        damaged = "\N{REPLACEMENT CHARACTER}" in text[-2:] or (len(data) % 2 and marked.startswith("utf-16"))
        return text, "the file ends in the middle of a character" if damaged else ""
    if (unicode := _strict(data, "utf-8")) is not None:
        return unicode, ""
    if declared is None and (found := _DECLARED.search(data[:2000])):
        declared = found[1].decode("ascii")
    if declared and (meant := _strict(data, _MEANT.get(declared.lower(), declared))) is not None:
        return meant, ""
    if near := _nearly_utf8(data):
        return near
    name = _detected(data)
    text = data.decode(name, "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if broken:
        return text, f"{broken:,} bytes do not fit the detected encoding {name} and stand as \N{REPLACEMENT CHARACTER}"
    return text, _MIXED.format(name) if name == "cp1252" and _unicode_within(data) else ""
