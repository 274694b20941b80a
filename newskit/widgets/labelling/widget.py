"""The widget: one article at a time, a key for each label."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from newskit.errors import InputError, NewskitError, listed
from newskit.widgets.labelling.decisions import Decisions, label_column
from newskit.widgets.labelling.reading import article_parts
from newskit.widgets.labelling.records import Label, Record, RecordFile
from newskit.widgets.labelling.settings import Guess, Settings
from newskit.widgets.twin import Twin

__all__ = ["Labelling"]

_STATIC = Path(__file__).parents[1] / "static"


class Labelling(Twin, anywidget.AnyWidget):
    """Articles being labelled, one at a time; `newskit.label` makes it.

    Attributes
    ----------
    index : int
        Which article is shown, counted from 0 in the order in which they are shown. It can be set and observed.
    done : bool
        Whether every article was labelled or skipped; it can be observed.

    Examples
    --------
    >>> import newskit as nk
    >>> widget = nk.label(nk.load_sample().head(3), ["hard", "soft"])
    >>> widget.label("hard")
    >>> widget.skip()
    >>> widget.undo()
    >>> widget.index, widget.counts.to_dict()
    (1, {'hard': 1, 'soft': 0})
    """

    _esm = _STATIC / "label.js"
    _css = _STATIC / "label.css"
    _labels: Any = traitlets.List().tag(sync=True)
    _multiple = traitlets.Bool().tag(sync=True)
    _shown: Any = traitlets.Dict().tag(sync=True)
    index = traitlets.Int(0)
    done = traitlets.Bool(default_value=False)

    def __init__(
        self,
        articles: tuple[pd.DataFrame, list[str], list[int]],
        labels: list[Label],
        *,
        multiple: bool,
        column: str,
        settings: Settings,
        guess: Guess,
        file: RecordFile | None,
        annotator: str | None,
    ) -> None:
        frame, ids, order = articles
        self._articles, self._ids, self._order = frame.copy(deep=False), ids, order
        self._place = {ids[row]: place for place, row in enumerate(order)}
        self._names, self._column, self._settings, self._guess = labels, column, settings, guess
        self._file, self._annotator = file, annotator
        self._decisions = Decisions(file.records if file else ())
        self._tally = _Tally(labels, self._decisions.last(annotator), self._place)
        self._serial, self._is_settling = 0, False
        first = self._next_open(0)
        super().__init__(
            _labels=[str(one) for one in labels],
            _multiple=multiple,
            index=first or 0,
            done=first is None and bool(ids),
        )
        self.observe(self._moved, "index")
        self.on_msg(self._heard)
        self._show()

    @property
    def labels(self) -> pd.Series:
        """The label of each article, missing where there is none: a column with the articles' index.

        With ``multiple=True``, a list of labels each, empty where none applies.
        """
        made = label_column(map(self._of, self._ids), self._names, multiple=self._multiple)
        return made.set_axis(self._articles.index).rename(self._column)

    @property
    def articles(self) -> pd.DataFrame:
        """All articles, in their order, with the column of labels."""
        return self._articles.assign(**{self._column: self.labels})

    @property
    def labelled(self) -> pd.DataFrame:
        """The articles that have a label, in their order, with the column of labels."""
        made = self.articles
        return made[made[self._column].notna()]

    @property
    def counts(self) -> pd.Series:
        """How many articles have each label."""
        return pd.Series(self._tally.counts, index=pd.Index(self._names, name=self._column), name="n", dtype="int64")

    @property
    def current(self) -> pd.Series | None:
        """The article that is shown, a row of the articles; None if there are none."""
        return self._articles.iloc[self._order[self.index]] if self._order else None

    @property
    def decisions(self) -> pd.DataFrame:
        """The last decision of each annotator on each article, of other articles in the file as well.

        ``id``, ``annotator``, ``label`` (missing where the article was skipped) and ``time``.
        """
        return self._decisions.frame(self._names, multiple=self._multiple)

    def label(self, value: Any) -> None:
        """Label the article that is shown, and go on to the next that has no decision.

        Parameters
        ----------
        value
            One of the labels; with ``multiple=True`` a list of them, which may be empty.

        Raises
        ------
        InputError
            If it is no label, there are no articles, or the file cannot be written.
        """
        self._decide("label", self._checked(value))

    def skip(self) -> None:
        """Leave the article that is shown without a label, and go on; it is not shown again by itself."""
        self._decide("skip", [])

    def undo(self) -> None:
        """Take back the last decision, also one of an earlier session, and go back to its article."""
        article = self._decisions.newest(self._annotator, self._place)
        if article is None:
            self._show("There is nothing to undo.")
            return
        self._record(article, "undo", [])
        self._settle(self._place[article], "Undone.")

    def back(self) -> None:
        """Show the article before; decisions stay as they are."""
        self.index = max(self.index - 1, 0)

    def forward(self) -> None:
        """Show the article behind; decisions stay as they are."""
        self.index = max(min(self.index + 1, len(self._order) - 1), 0)

    def to_html(self) -> str:
        """Return progress and counts as HTML, without any script."""
        rows = "".join(
            f'<tr><td dir="auto">{escape(str(label))}</td><td style="text-align: right">{n:,}</td></tr>'
            for label, n in zip(self._names, self._tally.counts, strict=True)
        )
        kept = f"Kept in {escape(str(self._file.path))}." if self._file else "Not kept in a file."
        return (
            f'<div class="newskit-labelled"><p>{escape(self._progress())}</p>'
            f"<table><thead><tr><th>{escape(self._column)}</th><th>articles</th></tr></thead><tbody>{rows}</tbody>"
            f'</table><p style="opacity: .75">{kept} Run the cell to go on labelling.</p></div>'
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._progress()}>"

    def _progress(self) -> str:
        tally, n = self._tally, len(self._order)
        skipped = f", {tally.n_skipped:,} skipped" if tally.n_skipped else ""
        other = f"; {tally.n_other:,} other articles are labelled in the file" if tally.n_other else ""
        who = f" by {self._annotator}" if self._annotator else ""
        return f"{tally.n_labelled:,} of {n:,} articles labelled{who}{skipped}{other}"

    def _of(self, article: str) -> Record | None:
        return self._decisions.of(article, self._annotator)

    def _checked(self, value: Any) -> list[Label]:
        given = list(value) if self._multiple and isinstance(value, (list, tuple, set, frozenset)) else [value]
        for one in given:
            if isinstance(one, bool) or not isinstance(one, (str, int)) or one not in self._names:
                hint = "a list of labels" if self._multiple else "a label"
                raise InputError(f"{one!r} is not {hint}; there are: {listed(self._names)}")
        return [one for one in self._names if one in given]

    def _decide(self, action: str, labels: list[Label]) -> None:
        if not self._order:
            raise InputError("there are no articles to label")
        place = self.index
        self._record(self._ids[self._order[place]], action, labels)
        names = ", ".join(map(str, labels)) or "none"
        follows = self._next_open(place + 1)
        self._settle(place if follows is None else follows, "Skipped." if action == "skip" else f"Labelled {names}.")

    def _record(self, article: str, action: str, labels: list[Label]) -> None:
        """Write a record, and only then believe it."""
        record = Record.now(article, action, labels, self._annotator)
        if self._file is not None:
            self._file.add(record)
        self._tally.take(self._of(article), -1)
        self._decisions.add(record)
        self._tally.take(self._of(article), 1)

    def _next_open(self, begin: int) -> int | None:
        """Return the next place from `begin` on without a decision; behind the last comes the first."""
        n = len(self._order)
        if self._tally.n_labelled + self._tally.n_skipped >= n:
            return None
        places = (at % n for at in range(begin, begin + n))
        return next((at for at in places if self._of(self._ids[self._order[at]]) is None), None)

    def _settle(self, place: int, say: str) -> None:
        """Show a place after a decision."""
        self._is_settling = True
        try:
            self.done = self._tally.n_labelled + self._tally.n_skipped >= len(self._order)
            self.index = place
        finally:
            self._is_settling = False
        self._show(say)

    @traitlets.validate("index")
    def _in_range(self, proposal: Any) -> int:
        value, most = int(proposal["value"]), max(len(self._order) - 1, 0)
        if not 0 <= value <= most:
            raise InputError(f"index={value} should be from 0 to {most}")
        return value

    def _moved(self, _: object) -> None:
        if not self._is_settling:
            self._show()

    def _show(self, say: str = "", error: str = "") -> None:
        """Tell the browser what there is to see; an answer even if nothing changed."""
        self._serial += 1
        common = {
            "serial": self._serial,
            "n": len(self._order),
            "place": self.index,
            "progress": self._progress(),
            "counts": list(self._tally.counts),
            "decided": self._tally.n_labelled + self._tally.n_skipped,
            "say": say,
            "error": error,
            "saved": str(self._file.path) if self._file else "",
            "done": self.done,
        }
        self._shown = {**common, **self._article()}
        self._renew_twin()

    def _article(self) -> dict[str, Any]:
        if not self._order:
            return {"article": None, "chosen": [], "guess": [], "skipped": False}
        row = self._order[self.index]
        record, settings = self._of(self._ids[row]), self._settings
        number = {label: at for at, label in enumerate(self._names)}
        return {
            "article": article_parts(self._articles, row, settings.on, settings.about, settings.patterns),
            "chosen": [number[one] for one in record.labels] if record else [],
            "guess": [number[one] for one in self._guess(row)],
            "skipped": record is not None and record.action == "skip",
            "decision": record is not None,
        }

    def _heard(self, _: object, content: Any, __: object) -> None:
        """Do what a key or a button asks for; it says which article it was asked of."""
        do = content.get("do") if isinstance(content, dict) else None
        if do not in ("label", "skip", "undo", "back", "forward") or content.get("place") != self.index:
            self._show()  # pressed before the present article was seen
            return
        before = self._serial
        try:
            if do == "label":
                self._decide("label", self._numbered(content.get("labels")))
            else:
                getattr(self, do)()
        except NewskitError as error:
            self._show(error=f"Not kept: {error}")
        if self._serial == before:  # there is nothing before the first article
            self._show()

    def _numbered(self, given: Any) -> list[Label]:
        numbers = given if isinstance(given, list) else []
        fits = all(isinstance(at, int) and 0 <= at < len(self._names) for at in numbers)
        if not fits or (not self._multiple and len(numbers) != 1):
            raise InputError(f"{given!r} names no label")
        return [self._names[at] for at in sorted(set(numbers))]


class _Tally:
    """How many articles have which label, kept up with every decision."""

    def __init__(self, labels: list[Label], last: dict[str, Record], ids: dict[str, int]) -> None:
        self._number = {label: at for at, label in enumerate(labels)}
        self.counts = [0] * len(labels)
        self.n_labelled = self.n_skipped = self.n_other = 0
        for article, record in last.items():
            if article in ids:
                self.take(record, 1)
            elif record.action == "label":
                self.n_other += 1

    def take(self, record: Record | None, by: int) -> None:
        """Count a decision, or with -1 no longer."""
        if record is None:
            return
        self.n_labelled += by * (record.action == "label")
        self.n_skipped += by * (record.action == "skip")
        for label in record.labels:
            self.counts[self._number[label]] += by
