"""Which words cannot be part of a phrase where they stand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from newskit.language.keyphrases.forms import Forms
from newskit.language.keyphrases.knowledge import Knowledge
from newskit.language.keyphrases.stream import Merged, Words

__all__ = ["WHOLE_RUNS", "stops_of"]

Bools = npt.NDArray[np.bool_]

# Languages in which a run of Chinese characters is a word; others have words of one or two characters.
WHOLE_RUNS = frozenset({"ja"})
_AGENCIES = frozenset(
    "ap afp reuters yonhap ajp upi xinhua tass kyodo dpa ansa efe pa anp belga apa sda ats tt ntb ritzau afp-relaxnews "
    "interfax itar-tass cnn bloomberg pti ians ani aap cp lusa ptb mti stt ctk pap".split()
)


def stops_of(words: Words, both: Merged, forms: Forms, known: Knowledge) -> Bools:
    """Return which of the words cannot be part of a phrase."""
    stop = forms.stop[words.form] | _agencies(words, both)
    stop &= ~_part_of_name(words, forms, stop)
    return _paired(stop, words, both, known) if known.has_no_spaces else stop


def _agencies(words: Words, both: Merged) -> Bools:
    """Return the words that are an agency in brackets, as in a dateline: SEOUL (Reuters) -."""
    at = np.flatnonzero(words.bracketed & ~words.in_title & (words.place < 20))
    stop = np.zeros(len(words.form), dtype=bool)
    stop[at] = [both.lowers[form] in _AGENCIES for form in words.form[at].tolist()]
    return stop


def _part_of_name(words: Words, forms: Forms, stop: Bools) -> Bools:
    """Return the words that are part of a name, though elsewhere no phrase wants them: New York, High Court."""
    capital = forms.upper[words.form] & ~stop & ~words.in_title
    beside = np.zeros(len(stop), dtype=bool)
    beside[:-1] = capital[1:] & ~words.parted[1:]
    beside[1:] |= capital[:-1] & ~words.parted[1:] & ~words.fresh[1:]
    return np.asarray(forms.soft[words.form] & ~words.in_title & beside)


def _paired(content_stop: Bools, words: Words, both: Merged, known: Knowledge) -> Bools:
    """Return the stops with the characters that make a function word of two, such as 我们.

    Where a run of characters is one word, it must be the whole run.
    """
    pairs = [word for word in known.stop if len(word) == 2]
    if not pairs:
        return content_stop
    number = {form: i for i, form in enumerate(both.forms)}
    wanted = {(number.get(word[0], -1), number.get(word[1], -1)) for word in pairs}
    codes = np.array([a * len(both.forms) + b for a, b in wanted if a >= 0 and b >= 0], dtype=np.int64)
    here = np.isin(words.form[:-1] * len(both.forms) + words.form[1:], codes) & ~words.parted[1:]
    if known.lang in WHOLE_RUNS:
        open_ = ~content_stop & np.array([len(form) == 1 for form in both.forms])[words.form]
        goes_on = np.append(open_[:-1] & open_[1:] & ~words.parted[1:], False)  # with the next character
        here &= ~np.append(False, goes_on[:-2]) & ~goes_on[1:] if len(here) else here
    stop = content_stop.copy()
    stop[:-1] |= here
    stop[1:] |= here
    return stop
