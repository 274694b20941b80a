"""What more labels would buy: scores by the number of labels, and where the curve leads."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import clone

from newskit.errors import InputError, NewskitWarning, require_list, require_whole
from newskit.learn.base import TextClassifier
from newskit.learn.linear import folds_of
from newskit.learn.power_law import fit_power_law
from newskit.learn.rows import class_codes, labels_of
from newskit.learn.subsets import groups_of, length_of, subset_order, take

__all__ = ["learning_curve"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_MEASURED = 5
_FEWEST_PER_CLASS, _FEWEST = 5, 20
_DRAWS = 500
# Nobody can tell from a thousand labels what a hundred thousand would bring.
_FARTHEST = 10


def learning_curve(
    classifier: Any,
    rows: Any,
    labels: Any,
    *,
    groups: Iterable[object] | None = None,
    sizes: Iterable[int] | None = None,
    more: Iterable[float] = (2, 4),
    folds: int = 5,
    seed: int = 0,
    n_jobs: int = 1,
    progress: bool = True,
) -> pd.DataFrame:
    """Return how good a classifier is with fewer labels than there are, and how good it may become with more.

    It is fitted anew on parts of the labels, each part within the next larger one, and scored on rows that it has not
    seen. A power law through these scores says what more labels would buy.

    Parameters
    ----------
    classifier
        `SentimentClassifier`, `TargetSentimentClassifier`, or any classifier of scikit-learn. It is copied, never
        changed.
    rows, labels
        As for its ``fit``.
    groups
        Which rows belong together, one value each; they are never on both sides. By default rows of the same text are.
    sizes
        How many labels to learn from, ascending; by default five numbers up to all but one fold.
    more
        How many times the labels that there are to look ahead, up to 10.
    folds
        How many parts the rows are cut into; each is predicted once from the others.
    seed
        Which labels the smaller parts hold, and the draws of the interval.
    n_jobs
        How many processes fit at a time, as joblib counts them. It changes no figure.
    progress
        Whether to show a bar.

    Returns
    -------
    pandas.DataFrame
        One row for each number of labels, ascending:

        - ``n_labels``: how many labels it learned from;
        - ``macro_f1``: the mean of the classes' F1, 0 to 1, over all rows, each predicted by a classifier that had not
          seen it; where it is extrapolated, what the power law says;
        - ``low``, ``high``: a 95 % interval, which widens as the curve leads further away;
        - ``gain``, ``gain_low``, ``gain_high``: how much more it is than with all the labels that there are, and its
          interval; missing where it was measured;
        - ``extrapolated``: False where it was measured, True where it follows from the power law.

        ``.attrs["note"]`` says it in a sentence; ``.attrs["power_law"]`` has the curve: 1 - macro F1 is
        ``floor + scale * n_labels ** -power``.

    Raises
    ------
    InputError
        If an argument is not as described, or there are too few labels: at least 20, and 5 of each class.

    Notes
    -----
    Errors of learned models fall with the number of labels as a power law does (Hestness et al. 2017, "Deep learning
    scaling is predictable, empirically"). The interval is of 500 draws of folds and of groups in them, with the curve
    fitted to each. It holds for more labels of the same kind, made as carefully; it cannot know that a better labeller,
    or rows of another kind, would help more.

    Examples
    --------
    >>> from newskit.learn import SentimentClassifier
    >>> good = [f"The {who} was {what}." for who in ("chief", "mayor", "nurse", "team") for what in
    ...         ("praised", "honoured", "thanked", "rewarded")]
    >>> bad = [f"The {who} was {what}." for who in ("chief", "mayor", "nurse", "team") for what in
    ...        ("jailed", "fined", "sacked", "sued")]
    >>> curve = learning_curve(SentimentClassifier(), good + bad, ["good"] * 16 + ["bad"] * 16, sizes=[10, 20],
    ...                        more=[2], progress=False)
    >>> curve[["n_labels", "extrapolated"]].values.tolist()
    [[10, False], [20, False], [32, True], [64, True]]
    """
    if not all(hasattr(classifier, name) for name in ("fit", "predict", "get_params")) or isinstance(classifier, type):
        raise InputError(f"classifier={classifier!r} should be a classifier, such as nk.SentimentClassifier()")
    n = length_of(rows)
    plain = labels_of(labels, n)
    codes = class_codes(plain)[1]
    times = _times(more)
    sizes = None if sizes is None else require_list("sizes", sizes, of="numbers")
    groups = None if groups is None else require_list("groups", groups, of="one for each row")
    require_whole("folds", folds, least=2)
    require_whole("seed", seed, least=0)
    _check_counts(codes)
    own = classifier.group_texts(rows) if groups is None and isinstance(classifier, TextClassifier) else groups
    together = groups_of(rows, own, n)
    fold = folds_of(together, folds)
    counts = _sizes(sizes, [int((fold != number).sum()) for number in range(folds)], len(set(plain)))
    plan = _Plan(_lean(classifier), rows, plain, codes, together, fold, counts, seed)
    predicted = _predictions(plan, n_jobs, progress=progress)
    draws = _drawn(predicted, codes, together, fold, seed)
    return _table(np.array(counts), n, times, draws)


@dataclass(frozen=True)
class _Plan:
    """What is to be fitted: a classifier on parts of rows, for each fold."""

    classifier: Any
    rows: Any
    labels: list[Any]
    codes: Ints
    groups: list[str]
    fold: Ints
    counts: list[int]
    seed: int

    def predicted(self, number: int, count: int) -> tuple[int, int, Ints, Ints]:
        """Return what one classifier predicts for a fold, from some of the other rows."""
        rest = np.flatnonzero(self.fold != number)
        chosen = subset_order(self.codes, self.groups, rest, self.seed + number)[:count]
        asked = np.flatnonzero(self.fold == number)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NewskitWarning)  # of the same rows, time and again
            model = clone(self.classifier).fit(take(self.rows, chosen), [self.labels[at] for at in chosen.tolist()])
            found = np.asarray(model.predict(take(self.rows, asked))).tolist()
        place = {label: code for code, label in enumerate(sorted(set(self.labels)))}
        return number, count, asked, np.array([place[label] for label in found], dtype=np.int64)


def _times(more: Iterable[float]) -> list[float]:
    given = require_list("more", more, of="numbers")
    if not all(isinstance(one, int | float) for one in given):
        raise InputError(f"more={more!r} should hold numbers above 1: times the labels there are")
    times = sorted({float(one) for one in given})
    if any(not 1 < one <= _FARTHEST for one in times):
        raise InputError(f"more={times} should be numbers above 1 and up to {_FARTHEST}: times the labels there are")
    return times


def _check_counts(codes: Ints) -> None:
    per_class = np.bincount(codes)
    if len(codes) < _FEWEST or per_class.min() < _FEWEST_PER_CLASS:
        raise InputError(
            f"there are {len(codes):,} labels, {per_class.min()} of the rarest class; a curve takes {_FEWEST} at "
            f"least, and {_FEWEST_PER_CLASS} of each class"
        )


def _sizes(given: Iterable[int] | None, available: list[int], n_classes: int) -> list[int]:
    """Return the numbers of labels to measure at."""
    most = min(available)
    if given is None:
        least = min(max(_FEWEST, 3 * n_classes, most // 16), most)
        return sorted({round(one) for one in np.geomspace(least, most, _MEASURED).tolist()})
    sizes = list(given)
    for one in sizes:
        require_whole("sizes", one, least=n_classes)
    if len(sizes) < 2 or sorted(set(sizes)) != sizes or sizes[-1] > most:
        raise InputError(f"sizes={sizes} should be two or more numbers, ascending, up to {most}: all but one fold")
    return [int(one) for one in sizes]


def _lean(classifier: Any) -> Any:
    """Return a copy that does not calibrate its probabilities: it predicts the same in a third of the time."""
    lean = clone(classifier)
    off = {name: False for name in lean.get_params() if name.split("__")[-1] == "calibrate"}
    return lean.set_params(**off)


def _predictions(plan: _Plan, n_jobs: int, *, progress: bool) -> Ints:
    """Return the predicted class of each row (columns) from each number of labels (rows)."""
    from joblib import Parallel, delayed  # noqa: PLC0415 - it looks at the machine when imported
    from tqdm.auto import tqdm  # noqa: PLC0415 - it looks for a notebook when imported

    jobs = [(number, count) for count in plan.counts for number in range(int(plan.fold.max()) + 1)]
    made = np.zeros((len(plan.counts), len(plan.codes)), dtype=np.int64)
    done = Parallel(n_jobs=n_jobs, return_as="generator")(delayed(plan.predicted)(*job) for job in jobs)
    bar = tqdm(done, total=len(jobs), desc="learning curve", unit="fit", disable=not progress, leave=False)
    for _, count, asked, found in bar:
        made[plan.counts.index(count), asked] = found
    return made


def _drawn(predicted: Ints, codes: Ints, groups: list[str], fold: Ints, seed: int) -> Floats:
    """Return macro F1 at each number of labels (columns) in draws of folds and groups (rows); the first is of all."""
    random = np.random.default_rng(seed)
    place = {group: at for at, group in enumerate(dict.fromkeys(groups))}
    group = np.array([place[one] for one in groups], dtype=np.int64)
    n_classes, n_folds = int(codes.max()) + 1, int(fold.max()) + 1
    cells = predicted + codes * n_classes
    made = np.zeros((_DRAWS + 1, len(predicted)))
    weights = np.ones(len(codes))
    for draw in range(_DRAWS + 1):
        if draw:
            folds = random.multinomial(n_folds, np.full(n_folds, 1 / n_folds))
            weights = (folds[fold] * random.poisson(1.0, len(place))[group]).astype(float)
        for at, row in enumerate(cells):
            made[draw, at] = _macro_f1(
                np.bincount(row, weights, n_classes**2).astype(float).reshape(n_classes, n_classes)
            )
    return made


def _macro_f1(counts: Floats) -> float:
    """Return the mean F1 of the classes that occur, from a table of true (rows) and predicted classes."""
    both = counts.sum(axis=0) + counts.sum(axis=1)
    occur = counts.sum(axis=1) > 0
    f1 = np.divide(2 * np.diag(counts), both, out=np.zeros(len(both)), where=both > 0)
    return float(f1[occur].mean()) if occur.any() else 0.0


def _table(counts: Ints, n: int, times: list[float], draws: Floats) -> pd.DataFrame:
    """Return the curve, measured and extrapolated."""
    ahead = np.array([n, *(round(n * one) for one in times)], dtype=np.int64)
    law = fit_power_law(counts, 1 - draws)
    curve = 1 - law.error(ahead)
    values = np.hstack([draws, curve])
    low, high = _interval(values)
    gain = curve - curve[:, :1]
    gain_low, gain_high = _interval(gain)
    nothing = np.full(len(counts), np.nan)
    table = pd.DataFrame(
        {
            "n_labels": np.concatenate([counts, ahead]),
            "macro_f1": values[0],
            "low": low,
            "high": high,
            "gain": np.concatenate([nothing, gain[0]]),
            "gain_low": np.concatenate([nothing, gain_low]),
            "gain_high": np.concatenate([nothing, gain_high]),
            "extrapolated": np.repeat([False, True], [len(counts), len(ahead)]),
        }
    )
    table.attrs["power_law"] = {name: float(part[0]) for name, part in law._asdict().items()}
    table.attrs["note"] = _note(table.iloc[len(counts) :], times)
    return table


def _interval(draws: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the 95 % interval of each column; what the first row says is always inside."""
    low, high = np.quantile(draws[1:], [0.025, 0.975], axis=0)
    return np.minimum(low, draws[0]), np.maximum(high, draws[0])


def _note(ahead: pd.DataFrame, times: list[float]) -> str:
    """Return in words what more labels would buy."""

    def two(number: float) -> str:
        return f"{number:.2f}"

    now, *later = ahead.to_dict("records")
    now_is = f"{two(now['macro_f1'])} ({two(now['low'])} to {two(now['high'])})"
    told = [f"With all {now['n_labels']:,} labels, macro F1 should be about {now_is}."]
    for one, row in zip(times, later, strict=True):
        told.append(
            f"{one:g} times as many ({row['n_labels']:,}) would bring it to about {two(row['macro_f1'])}, "
            f"{two(row['gain'])} more ({two(row['gain_low'])} to {two(row['gain_high'])})."
        )
    told.append("This holds for labels of the same kind, made as carefully.")
    return " ".join(told)
