"""Whatever is wrong with an argument, a reader of the error learns what: no error of pandas, NumPy or matplotlib.

Every public function is called once as it should be, and then with each of its arguments replaced by odd values: it
takes them, or raises an error of newskit's own.
"""

from __future__ import annotations

import inspect
import warnings

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import newskit as nk
from newskit import language, plot, widgets
from newskit.errors import NewskitError


class Odd:
    def __repr__(self):
        return "<Odd>"


ODD = {
    "nothing": None,
    "a word": "no such",
    "a negative number": -3,
    "a fraction": 2.5,
    "not a number": float("nan"),
    "a list": ["no such", 7],
    "an empty list": [],
    "a dict": {"no such": 1},
    "bytes": b"x",
    "an object": Odd(),
    "a tuple": (1, "a"),
    "an empty string": "",
    "a table": pd.DataFrame({"z": [1]}),
}
# Processes cost time.
LEFT_OUT = {"n_jobs", "progress"}


def corpus():
    sample = nk.load_sample()
    few = pd.concat([sample[sample["source"] == one].head(3) for one in sample["source"].unique()[:3]])
    few = few.reset_index(drop=True)
    return few.assign(n=range(len(few)), ok=[True, False, None] * 3, tone=["negative", "positive", "neutral"] * 3)


ARTICLES = corpus()
PHRASES = nk.keyphrases(ARTICLES, top=3)
VOLUME = nk.volume(ARTICLES, by="source", freq="M")
MONTHLY = nk.frequencies(ARTICLES, ["the", "a"], freq="M")
COUNTS = pd.DataFrame({"A": [3, 4], "B": [5, 6]}, index=["a", "b"])
LABELLED = pd.DataFrame({"text": [f"{word} {n}" for n in range(12) for word in ("good", "bad")]})


def shouted(title: str) -> str:
    return title.upper()


def transform(**settings):
    return nk.FeatureExtractor(**settings).fit_transform(ARTICLES)


def classify(**settings):
    return nk.SentimentClassifier(**{"calibrate": False, **settings}).fit(ARTICLES, ARTICLES["tone"]).predict(ARTICLES)


def portray(**settings):
    rows = pd.DataFrame({"text": LABELLED["text"], "target": [text.split()[1] for text in LABELLED["text"]]})
    model = nk.TargetSentimentClassifier(**{"calibrate": False, **settings})
    return model.fit(rows, ["positive", "negative"] * 12).predict(rows)


def search(**settings):
    return nk.SearchIndex(ARTICLES).search(**settings)


def styled(**settings):
    with plot.style(**settings):
        pass


def figure():
    return plt.figure().subplots()


A = {"articles": ARTICLES}
CALLS = {
    nk.agenda: {**A, "by": "source"},
    nk.agenda_distances: {"table": nk.agenda(ARTICLES, by="source")},
    nk.articles_in: {**A, "row": VOLUME.iloc[0], "table": VOLUME},
    nk.as_articles: {"data": [{"title": "a", "text": "b"}]},
    nk.audit: A,
    nk.check_articles: A,
    nk.collocations: {**A, "term": "the"},
    nk.compare: {**A, "value": "n", "by": "source"},
    nk.cooccurrence: {**A, "terms": ["the", "a"]},
    nk.coverage: {**A, "terms": ["the", "a"]},
    nk.dispersion: {**A, "terms": ["the", "a"]},
    nk.explain_sentiment: {"text": "A good day for Ann Lee.", "lang": "en"},
    nk.explore: A,
    nk.extract: {**A, "features": ["n_words"], "progress": False},
    nk.feature: {"func": shouted},
    nk.frequencies: {**A, "terms": ["the", "a"]},
    nk.interact: {"func": nk.volume, **A},
    nk.keyness: {**A, "by": "source", "min_count": 2},
    nk.keyness_from_counts: {"counts": COUNTS},
    nk.keyphrase_background: A,
    nk.keyphrases: A,
    nk.kwic: {**A, "terms": "the"},
    nk.label: {"articles": ARTICLES, "labels": ["a", "b"]},
    nk.learning_curve: {
        "classifier": nk.SentimentClassifier(calibrate=False),
        "rows": LABELLED,
        "labels": ["positive", "negative"] * 12,
        "folds": 2,
        "progress": False,
    },
    nk.load_sample: {},
    nk.palette: {"names": ["a", "b"]},
    nk.parse_html: {"page": "<p>a</p>"},
    nk.parse_text: {"page": "a\n\nb"},
    nk.problems: A,
    nk.read: {"source": nk.sample_path() / "eaw", "progress": False},
    nk.reader: {"name": "cards"},
    nk.sample_path: {},
    nk.search: {**A, "query": "the"},
    nk.sentiment: A,
    nk.sentiment_thresholds: {"scores": [-0.5, 0.1, 0.5], "labels": ["negative", "neutral", "positive"]},
    nk.similarity: {**A, "by": "source"},
    nk.target_sentiment: {**A, "targets": ["the"], "by": "source"},
    nk.tokens: A,
    nk.trend: {**A, "value": "n", "freq": "M"},
    nk.volume: {**A, "freq": "M"},
    widgets.keyness_panel: A,
    widgets.kwic_panel: {**A, "terms": "the"},
    widgets.sentiment_panel: A,
    widgets.volume_panel: A,
    language.stopwords: {"lang": "en"},
    plot.agenda: {"table": nk.agenda(ARTICLES, by="source")},
    plot.audit: {"table": nk.audit(ARTICLES)},
    plot.collocations: {"table": nk.collocations(ARTICLES, "the", min_count=1, stopwords=()), "top": 5},
    plot.compare: {"table": nk.compare(ARTICLES, "n", by="source")},
    plot.cooccurrence: {"table": nk.cooccurrence(ARTICLES, ["the", "a", "to"])},
    plot.coverage: {"table": nk.coverage(ARTICLES, ["the", "a"])},
    plot.dispersion: {"table": nk.dispersion(ARTICLES, ["the"], positions=True)},
    plot.facet: {"table": VOLUME, "plot": plot.volume, "col": "source"},
    plot.frequencies: {"table": MONTHLY},
    plot.keyness: {"table": nk.keyness(ARTICLES, by="source", min_count=2)},
    plot.keyphrases: {"table": nk.frequencies(ARTICLES, keyphrases=PHRASES)},
    plot.kwic: {"table": nk.kwic(ARTICLES, ["the", "a"])},
    plot.label_lines: {"ax": figure},
    plot.label_points: {"ax": figure, "names": ["a"], "points": [(0, 0)]},
    plot.save: {"picture": lambda: plot.volume(VOLUME, ax=figure()), "path": "no/such/folder.png"},
    plot.sentiment: {"table": nk.sentiment(ARTICLES)},
    plot.similarity: {"table": nk.similarity(ARTICLES, by="source")},
    plot.table_of: {"ax": lambda: plot.volume(VOLUME, ax=figure())},
    plot.target_sentiment: {"table": nk.target_sentiment(ARTICLES, ["the", "a"], by="source")},
    plot.trend: {"table": nk.trend(ARTICLES, "n", freq="M")},
    plot.volume: {"table": VOLUME},
}
NAMES = {f"{one.__module__.split('.')[1]}.{getattr(one, '__name__', 'palette')}": one for one in CALLS}
# Classes, and functions in a second way to call them.
MORE = {
    "frequencies of words": (nk.frequencies, nk.frequencies, {**A, "top": 3}),
    "frequencies of keyphrases": (nk.frequencies, nk.frequencies, {**A, "keyphrases": PHRASES}),
    "frequencies as bars": (plot.frequencies, plot.frequencies, {"table": MONTHLY, "kind": "bar"}),
    "FeatureExtractor": (transform, nk.FeatureExtractor, {"features": ["n_words"]}),
    "SentimentClassifier": (classify, nk.SentimentClassifier, {"on": "title"}),
    "TargetSentimentClassifier": (portray, nk.TargetSentimentClassifier, {}),
    "SearchIndex": (nk.SearchIndex, nk.SearchIndex, A),
    "SearchIndex.search": (search, nk.SearchIndex.search, {"query": "the"}),
    "style": (styled, plot.style, {}),
}
WAYS = {name: (one, one, CALLS[one]) for name, one in NAMES.items()} | MORE


def made(settings):
    """Return arguments, those that must be new for each call made now."""
    return {name: one() if name in ("ax", "picture") and callable(one) else one for name, one in settings.items()}


def complaint(call, settings):
    """Call a function, and return the error that it raises, if any."""
    settings = made(settings)
    given = [settings.pop("func")] if call is nk.feature else []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            call(*given, **settings)
        except Exception as error:  # noqa: BLE001 - whatever there is
            return error
        finally:
            plt.close("all")
    return None


def is_own(error):
    """Whether there is no error, or one of newskit's; what a table is as a switch, pandas may say."""
    return error is None or isinstance(error, NewskitError) or "truth value of a DataFrame" in str(error)


def test_every_public_function_is_here():
    public = {
        one
        for module in (nk, plot, widgets)
        for one in (getattr(module, name) for name in module.__all__)
        if inspect.isfunction(one)
    }
    called_so = {plot.style}
    assert {one.__name__ for one in public - set(CALLS) - called_so} == set()


@pytest.mark.parametrize("name", WAYS)
def test_an_odd_argument_is_taken_or_named(name):
    call, described, settings = WAYS[name]
    error = complaint(call, settings)
    assert error is None or "no/such" in str(error)  # a folder that does not exist: nothing is to be written
    raw = []
    for parameter in inspect.signature(described).parameters.values():
        is_leaf = parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL) or parameter.name.endswith("_kws")
        if is_leaf or parameter.name in LEFT_OUT or parameter.name == "self":
            continue
        for what, odd in ODD.items():
            error = complaint(call, {**settings, parameter.name: odd})
            if not is_own(error):
                raw.append(f"{parameter.name}={what}: {type(error).__name__}: {str(error)[:80]}")
    assert "\n".join(raw) == ""


@pytest.mark.parametrize("name", WAYS)
def test_an_unknown_setting_is_named(name):
    call, described, settings = WAYS[name]
    if not any(one.kind is one.VAR_KEYWORD for one in inspect.signature(described).parameters.values()):
        error = complaint(call, {**settings, "no_such_setting": 1})
        assert isinstance(error, TypeError)
        assert "no_such_setting" in str(error)
