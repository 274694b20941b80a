"""Run features on a table of articles: in one process, in several, or on a Dask DataFrame."""

from __future__ import annotations

import copy
import math
import pickle
import traceback
import warnings
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from newskit.errors import FeatureError, InputError, NewskitWarning, require_articles, require_choice
from newskit.features.plan import AnyFeature, Plan, make_plan
from newskit.features.run import Failure, OnError, Outcome, Tick, run

__all__ = ["extract", "extract_with"]

# Articles that one process measures at a time: it bounds memory. A portion of several processes is smaller, so that
# they end together and the progress bar moves.
_PORTION = 20_000
_PARALLEL_PORTION = 5_000


def extract(
    articles: Any,
    features: object,
    *,
    on_error: OnError = "raise",
    n_jobs: int = 1,
    progress: bool = True,
) -> Any:
    """Return one column per feature, one row per article.

    A feature that others need is computed once. The result has the articles' rows, order, index and ``attrs``, so that
    ``articles.join(result)`` adds it; a feature of the name of a column is computed from that column and returned, the
    articles stay as they are (``articles[list(result)] = result`` replaces).

    Parameters
    ----------
    articles
        One row per article, as `newskit.read` returns it, or a Dask DataFrame of such.
    features
        Names of features, annotated functions, `Feature` objects, or one of these. A parameter of a feature is the
        column of its name if the articles have one, else the feature of that name.
    on_error
        ``"raise"`` stops at the first article that a feature fails on; ``"null"`` gives a missing value there and one
        warning per feature that counts them.
    n_jobs
        Number of processes; -1 takes all cores. The result is the same. Dask's scheduler decides for itself.
    progress
        Show a bar if it takes longer than a second.

    Returns
    -------
    pandas.DataFrame or dask.dataframe.DataFrame
        The columns of the features, in the order asked for.

    Raises
    ------
    FeatureError
        If a feature fails, or returns something else than it declares; it names the article.
    InputError, UnknownNameError
        If a feature or a column that it needs is unknown, or features need each other in a circle.

    See Also
    --------
    newskit.feature : makes a function a feature.
    newskit.features.table : lists the features.

    Examples
    --------
    >>> articles = pd.DataFrame({"id": ["a", "b"], "title": ["Rain?", "Sun"],
    ...                          "text": ["It rained. It poured.", None]})
    >>> extract(articles, ["title_question", "n_words"])
       title_question  n_words
    0            True        4
    1           False     <NA>
    """
    return extract_with(articles, features, n_jobs=n_jobs, on_error=on_error, progress=progress)


def extract_with(
    articles: Any,
    features: object,
    *,
    n_jobs: int = 1,
    on_error: OnError = "raise",
    progress: bool = True,
    known: Mapping[str, AnyFeature] | None = None,
) -> Any:
    """Do what `extract` does, with features that are `known` by name beside those of the registry."""
    require_choice("on_error", on_error, ["raise", "null"])
    if type(articles).__module__.partition(".")[0] in ("dask", "dask_expr"):
        return _extract_dask(articles, make_plan(features, articles.columns, known=known), on_error)
    table = require_articles(articles)
    plan = make_plan(features, table.columns, known=known)
    needed = _needed(table, plan)
    jobs = _n_jobs(n_jobs)
    with _bar(len(table) * len(plan.steps), progress) as bar:
        if jobs == 1 or len(table) < 2:
            outcomes = _one_process(plan, needed, on_error, bar.update)
        else:
            outcomes = _several_processes(plan, needed, on_error, bar.update, jobs)
        report = _Report(table, on_error, len(table))
        with closing(outcomes):
            columns = _assembled(plan, report.followed(outcomes))
    report.warn()
    result = pd.DataFrame(columns, index=table.index) if columns else plan.empty(table.index)
    result.attrs = copy.deepcopy(table.attrs)
    return result


def _n_jobs(n_jobs: object) -> int:
    if n_jobs is None:
        return 1
    if not isinstance(n_jobs, int) or isinstance(n_jobs, bool) or n_jobs == 0:
        raise InputError(f"n_jobs is a number of processes (1, 2, ...) or -1 for all cores, not {n_jobs!r}")
    if n_jobs == 1:
        return 1
    from joblib import effective_n_jobs  # noqa: PLC0415 - needed by several processes only

    return int(effective_n_jobs(n_jobs))


def _needed(table: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return the columns that a plan reads, without what should not travel to other processes."""
    for name in plan.needs:
        if int((table.columns == name).sum()) != 1 or isinstance(table.columns, pd.MultiIndex):
            raise InputError(f"the articles have several columns named {name!r}, which a feature needs; rename them")
    series = {name: table[name] for name in plan.needs}
    return pd.DataFrame(series, index=table.index, copy=False)


def _bar(total: int, progress: bool) -> Any:
    from tqdm.auto import tqdm  # noqa: PLC0415 - it looks for a notebook when imported

    # Short work needs no bar.
    return tqdm(total=total, desc="features", unit="value", unit_scale=True, disable=not progress, delay=1, leave=False)


def _portions(table: pd.DataFrame, size: int) -> Iterator[tuple[int, pd.DataFrame]]:
    for start in range(0, max(len(table), 1), size):
        yield start, table.iloc[start : start + size]


def _one_process(
    plan: Plan, table: pd.DataFrame, on_error: OnError, tick: Tick
) -> Generator[tuple[int, Outcome], None, None]:
    for start, part in _portions(table, _PORTION):
        yield start, run(plan, part, on_error, tick, is_first=start == 0)


@dataclass
class _Sent:
    """What comes back from another process: the outcome, and the warnings that were given there."""

    start: int
    outcome: Outcome
    n: int
    said: list[tuple[str, type[Warning]]] = field(default_factory=list)


def _work(plan: Plan, part: pd.DataFrame, on_error: OnError, start: int) -> _Sent:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("default")
        outcome = run(plan, part, on_error, lambda _: None, is_first=start == 0)
    for failure in outcome.failures:
        failure.error = _portable(failure.error)
    heard = dict.fromkeys((str(one.message), one.category if _travels(one.category) else UserWarning) for one in said)
    return _Sent(start, outcome, len(part), list(heard))


def _travels(thing: object) -> bool:
    try:
        pickle.loads(pickle.dumps(thing))  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - whatever its __reduce__ raises
        return False
    return True


def _portable(error: Exception | None) -> Exception | None:
    """Return an error that can be sent to the parent process, with its traceback as a note."""
    if error is None:
        return None
    trace = "".join(traceback.format_exception(error))
    sent = error if _travels(error) else RuntimeError(f"{type(error).__name__}: {error}")
    sent.add_note(f"In another process:\n{trace}")
    return sent


def _several_processes(
    plan: Plan, table: pd.DataFrame, on_error: OnError, tick: Tick, jobs: int
) -> Generator[tuple[int, Outcome], None, None]:
    from joblib import Parallel, delayed  # noqa: PLC0415 - needed by several processes only

    size = min(_PARALLEL_PORTION, max(1, math.ceil(len(table) / (2 * jobs))))
    tasks = (delayed(_work)(plan, part, on_error, start) for start, part in _portions(table, size))
    said: dict[tuple[str, type[Warning]], None] = {}
    answers = Parallel(n_jobs=jobs, return_as="generator")(tasks)
    try:
        for sent in answers:
            said |= dict.fromkeys(sent.said)
            tick(sent.n * len(plan.steps))
            yield sent.start, sent.outcome
    finally:
        with warnings.catch_warnings():
            # joblib says that it cancels what is left, which is what stopping early means.
            warnings.simplefilter("ignore")
            answers.close()
    for message, category in said:
        warnings.warn(message, category, stacklevel=2)


def _assembled(plan: Plan, outcomes: Iterable[Outcome]) -> dict[str, Any]:
    parts = [outcome.columns for outcome in outcomes]
    if len(parts) == 1:
        return parts[0]
    return {
        name: pd.concat([pd.Series(part[name]) for part in parts], ignore_index=True).array for name in plan.columns
    }


def _article(table: pd.DataFrame, position: int) -> str:
    """Return how an error names an article: its id, or else its place in the index, and how its title starts."""
    row = {name: table[name].iloc[position] for name in ("id", "title") if list(table.columns).count(name) == 1}
    known = row.get("id")
    has_id = known is not None and pd.api.types.is_scalar(known) and not pd.isna(known)
    name = f"article {known!r}" if has_id else f"the article at index {table.index[position]!r}"
    title = row.get("title")
    if not isinstance(title, str) or not title.strip():
        return name
    title = " ".join(title.split())
    return f"{name} ({title if len(title) <= 50 else title[:47] + '...'!r})"


class _Report:
    """Follows the outcomes: raises what should be raised, and sums up the rest for one warning per feature."""

    def __init__(self, table: pd.DataFrame, on_error: OnError, n: int) -> None:
        self.table, self.on_error, self.n = table, on_error, n
        self.failures: dict[str, Failure] = {}
        self.doubts: dict[str, str] = {}

    def followed(self, outcomes: Iterable[tuple[int, Outcome]]) -> Iterator[Outcome]:
        for start, outcome in outcomes:
            self.doubts |= outcome.doubts
            for failure in outcome.failures:
                if failure.position is None:
                    raise FeatureError(f"feature {failure.feature!r} {failure.reason}") from failure.error
                failure.position += start
                if self.on_error == "raise":
                    raise self._error(failure) from failure.error
                seen = self.failures.setdefault(failure.feature, failure)
                if seen is not failure:
                    seen.count += failure.count
            yield outcome

    def _error(self, failure: Failure) -> FeatureError:
        where = _article(self.table, failure.position or 0)
        if failure.error is None:
            return FeatureError(f"feature {failure.feature!r} on {where}: {failure.reason}")
        cause = f"{type(failure.error).__name__}: {failure.error}"
        return FeatureError(
            f"feature {failure.feature!r} failed on {where}: {cause}. on_error='null' leaves such values missing"
        )

    def warn(self) -> None:
        for failure in self.failures.values():
            what = f"{type(failure.error).__name__}: {failure.error}" if failure.error else failure.reason
            warnings.warn(
                f"feature {failure.feature!r} is <NA> for {failure.count:,} of {self.n:,} articles that it failed on; "
                f"first: {_article(self.table, failure.position or 0)}: {what}",
                NewskitWarning,
                stacklevel=4,
            )
        for doubt in self.doubts.values():
            warnings.warn(doubt, NewskitWarning, stacklevel=4)


def _extract_dask(articles: Any, plan: Plan, on_error: OnError) -> Any:
    meta = plan.empty(articles._meta.index)  # noqa: SLF001 - how Dask declares a frame without computing it
    return articles.map_partitions(_partition, plan, on_error, meta=meta)


def _partition(part: pd.DataFrame, plan: Plan, on_error: OnError) -> pd.DataFrame:
    outcome = run(plan, _needed(part, plan), on_error, lambda _: None)
    report = _Report(part, on_error, len(part))
    columns: Sequence[Outcome] = list(report.followed([(0, outcome)]))
    report.warn()
    return pd.DataFrame(columns[0].columns, index=part.index)
