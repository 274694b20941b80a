from __future__ import annotations

import nbformat
import numpy as np
import pandas as pd
import pytest
from nbconvert import HTMLExporter
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import newskit as nk
from newskit.errors import InputError, NewskitError, UnknownNameError

HOSTILE = "<script>alert(1)</script>"
LABELS = ["positive", "negative"]


@pytest.fixture(scope="module")
def sample():
    return nk.load_sample()


@pytest.fixture
def articles(sample):
    return sample[sample["lang"] == "en"].head(6).set_index(pd.Index(list("uvwxyz")))


def pressed(widget, do, place=None, **given):
    """What a key in the browser makes."""
    widget._heard(widget, {"do": do, "place": widget.index if place is None else place, **given}, [])


def words(shown):
    return " ".join(
        piece for part in shown["article"]["parts"] for line in part["paragraphs"] for piece, _ in line
    )  # fmt: skip


def test_labels_stand_on_the_articles_and_no_row_is_lost(articles):
    widget = nk.label(articles, LABELS)
    assert widget.labels.isna().all()
    widget.label("negative")
    widget.skip()
    widget.label("positive")
    assert widget.labels.index.equals(articles.index)
    assert widget.labels.name == "label"
    assert widget.labels.tolist()[:3] == ["negative", pd.NA, "positive"]
    assert widget.articles.drop(columns="label").equals(articles)
    assert widget.labelled.index.tolist() == ["u", "w"]
    assert widget.counts.to_dict() == {"positive": 1, "negative": 1}
    assert widget.current["id"] == articles["id"].iloc[3]
    assert "label" not in articles.columns


def test_undo_goes_back_to_the_article_and_to_the_label_before(articles):
    widget = nk.label(articles, LABELS)
    widget.label("negative")
    widget.back()
    widget.label("positive")
    widget.undo()
    assert (widget.index, widget.labels.iloc[0]) == (0, "negative")
    widget.undo()
    assert widget.labels.isna().all()
    widget.undo()
    assert "nothing to undo" in widget._shown["say"]
    assert widget.counts.sum() == 0


def test_after_an_earlier_article_comes_the_first_that_is_undecided(articles):
    widget = nk.label(articles, LABELS)
    for _ in range(4):
        widget.label("positive")
    widget.index = 1
    widget.label("negative")
    assert widget.index == 4
    widget.index = 5
    widget.label("negative")
    assert (widget.index, widget.done) == (4, False)
    widget.skip()
    assert (widget.index, widget.done) == (4, True)
    widget.undo()
    assert not widget.done


def test_progress_can_be_observed_and_set(articles):
    widget = nk.label(articles, LABELS)
    heard = []
    widget.observe(lambda change: heard.append((change["name"], change["new"])), ["index", "done"])
    for _ in range(6):
        widget.label("positive")
    assert heard == [*(("index", place) for place in range(1, 6)), ("done", True)]
    for place in (6, -1):
        with pytest.raises(InputError, match="from 0 to 5"):
            widget.index = place
    assert widget.index == 5


def test_keys_do_what_the_methods_do(articles):
    widget = nk.label(articles, LABELS)
    pressed(widget, "label", labels=[1])
    pressed(widget, "skip")
    pressed(widget, "undo")
    pressed(widget, "back")
    assert (widget.index, widget.labels.tolist()[:2]) == (0, ["negative", pd.NA])
    serial = widget._shown["serial"]
    pressed(widget, "back")
    assert widget._shown["serial"] > serial  # the browser waits for an answer


def test_a_key_pressed_before_the_article_was_seen_labels_nothing(articles):
    widget = nk.label(articles, LABELS)
    pressed(widget, "label", place=0, labels=[0])
    pressed(widget, "label", place=0, labels=[1])
    assert widget.labels.tolist()[:2] == ["positive", pd.NA]


@pytest.mark.parametrize(
    "content",
    [None, {}, {"do": "explode", "place": 0}, {"do": "label", "place": 0}]
    + [{"do": "label", "place": 0, "labels": given} for given in ([], [0, 1], [2], ["0"], "0", [-1], [None])],
)
def test_an_odd_message_changes_nothing(articles, content):
    widget = nk.label(articles, LABELS)
    widget._heard(widget, content, [])
    assert widget.labels.isna().all()


def test_several_labels_are_lists_in_the_order_of_the_labels(articles):
    widget = nk.label(articles, ["war", "sport", "money"], multiple=True)
    widget.label(["money", "war"])
    widget.label([])
    widget.label("sport")
    assert widget.labels.tolist()[:3] == [["war", "money"], [], ["sport"]]
    assert len(widget.labelled) == 3
    assert widget.counts.to_dict() == {"war": 1, "sport": 1, "money": 1}
    assert widget._shown["counts"] == [1, 1, 1]
    with pytest.raises(InputError, match="'peace' is not a list of labels"):
        widget.label(["war", "peace"])


def test_whole_numbers_are_labels_too(articles):
    widget = nk.label(articles, [-1, 0, 1])
    widget.label(-1)
    widget.label(1)
    assert widget.labels.dtype == "Int64"
    assert widget.labels.tolist()[:2] == [-1, 1]
    for wrong in (True, 2, "1", None, [1]):
        with pytest.raises(InputError, match="is not a label"):
            widget.label(wrong)


def test_orders(articles):
    def shown(**settings):
        widget = nk.label(articles, LABELS, **settings)
        return [widget._ids[row] for row in widget._order]

    given = articles["id"].tolist()
    assert shown() == given
    assert shown(order="random") == shown(order="random", seed=0) != given
    assert sorted(shown(order="random", seed=3)) == sorted(given)

    class Model:
        def predict_proba(self, texts):
            sure = np.array([0.9, 0.5, 0.8, 0.5, 0.7, 0.6])
            return np.c_[sure, 1 - sure]

    assert shown(order="unsure", model=Model()) == [given[at] for at in (1, 3, 5, 4, 2, 0)]


def test_the_least_sure_of_a_classifier_of_ours_come_first(articles):
    model = nk.SentimentClassifier(on="title").fit(articles, ["positive", "negative"] * 3)
    widget = nk.label(articles, LABELS, order="unsure", model=model, guess=model)
    sure = model.predict_proba(articles).max(axis=1)
    assert [sure[row] for row in widget._order] == sorted(sure)
    assert [LABELS[at] for at in widget._shown["guess"]] == model.predict(articles.iloc[[widget._order[0]]]).tolist()


def test_any_classifier_of_texts_will_do(articles):
    model = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(articles["text"].tolist(), LABELS * 3)
    widget = nk.label(articles, LABELS, order="unsure", model=model, guess=model)
    assert sorted(widget._order) == list(range(6))
    assert len(widget._shown["guess"]) == 1


def test_a_guess_may_be_a_column(articles):
    guessed = articles.assign(tone=["negative", None, "positive", pd.NA, "positive", float("nan")])
    widget = nk.label(guessed, LABELS, guess="tone")
    seen = []
    for place in range(6):
        widget.index = place
        seen.append(widget._shown["guess"])
    assert seen == [[1], [], [0], [], [0], []]
    numbers = articles.assign(tone=[1.0, None, -1, 1, 1, 1])
    assert nk.label(numbers, [-1, 1], guess="tone")._shown["guess"] == [1]
    for strange in (1.5, "odd", {"a": 1}, [1, -1], float("inf")):
        with pytest.raises(InputError, match="guess='tone' has"):
            nk.label(numbers.assign(tone=[strange] * 6), [-1, 1], guess="tone")
    topics = articles.assign(topics=[np.array(["war", "money"]), [], None, ["war"], None, []])
    assert nk.label(topics, ["money", "war"], multiple=True, guess="topics")._shown["guess"] == [1, 0]


def test_terms_are_marked_where_they_stand():
    made = nk.as_articles([{"title": "Rain", "text": "It rained.\n\nHeavy rain fell; rain, again. Rainbow."}])
    widget = nk.label(made, LABELS, highlight=["rain", "heavy rain"])
    parts = {part["name"]: part["paragraphs"] for part in widget._shown["article"]["parts"]}
    assert parts["title"] == [[["Rain", True]]]
    assert parts["text"] == [
        [["It rained.", False]],
        [["Heavy rain", True], [" fell; ", False], ["rain", True], [", again. Rainbow.", False]],
    ]


def test_what_is_read_can_be_chosen_and_the_outlet_hidden(articles):
    widget = nk.label(articles, LABELS)
    assert widget._shown["article"]["about"][0] == articles["source"].iloc[0]
    widget = nk.label(articles, LABELS, on="title", about=[])
    assert [part["name"] for part in widget._shown["article"]["parts"]] == ["title"]
    assert widget._shown["article"]["about"] == []


def test_articles_without_title_or_text_are_shown_as_they_are():
    made = pd.DataFrame(
        {"id": ["a", "b"], "title": [None, "Only a title"], "text": [pd.NA, None], "lang": [None, "x<"]}
    )
    widget = nk.label(made, LABELS)
    assert widget._shown["article"]["parts"] == []
    widget.label("positive")
    assert words(widget._shown) == "Only a title"
    assert widget._shown["article"]["lang"] == ""


def test_half_characters_and_huge_texts_reach_the_browser():
    made = pd.DataFrame({"id": ["a"], "title": ["half \ud83d"], "text": ["x" * 300_000]}, dtype=object)
    shown = nk.label(made, LABELS, highlight="half")._shown
    words(shown).encode()
    assert len(words(shown)) < 101_000
    assert "200,000 more characters are not shown" in words(shown)


def test_one_article_and_none(articles):
    one = nk.label(articles.head(1), LABELS)
    one.forward()
    one.label("positive")
    assert (one.index, one.done) == (0, True)
    none = nk.label(articles.head(0), LABELS)
    assert (none.done, none.current, len(none.labels), len(none.labelled)) == (False, None, 0, 0)
    for move in (none.back, none.forward, none.undo):
        move()
    pressed(none, "label", labels=[0])
    with pytest.raises(InputError, match="no articles"):
        none.skip()
    assert "0 of 0" in none.to_html()
    assert nk.label(articles.head(0), LABELS, order="random")._order == []


def test_the_static_twin_goes_with_the_widget_and_is_escaped(articles, tmp_path):
    widget = nk.label(articles, [HOSTILE, "b"], column=HOSTILE, annotator=HOSTILE, path=tmp_path / "<b>.jsonl")
    widget.label(HOSTILE)
    bundle = widget._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data
    assert widget.to_html() in data["text/html"]
    assert "1 of 6 articles labelled" in data["text/plain"]
    assert "<script" not in widget.to_html()
    assert "<b>" not in widget.to_html()
    assert "&lt;script&gt;" in widget.to_html()


def test_an_exported_notebook_shows_progress_instead_of_the_widget(articles):
    widget = nk.label(articles, LABELS)
    widget.label("positive")
    data, _ = widget._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data=data)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("widget", outputs=[output])])
    html, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    assert "1 of 6 articles labelled" in html
    assert "newskit-labelled" in html


def test_from_labels_to_a_classifier_in_two_lines(articles, tmp_path):
    rows = nk.as_articles(
        [{"id": f"g{at}", "title": f"Profits soared at firm {at}", "text": "x"} for at in range(6)]
        + [{"id": f"b{at}", "title": f"Miners died in pit {at}", "text": "x"} for at in range(6)]
        + [{"id": "skipped", "title": "Weather", "text": "x"}]
    )
    widget = nk.label(rows, LABELS, path=tmp_path / "tone.jsonl", order="random")
    while not widget.done:
        if widget.current["id"] == "skipped":
            widget.skip()
        else:
            widget.label("positive" if widget.current["id"].startswith("g") else "negative")
    done = widget.labelled
    model = nk.SentimentClassifier(on="title").fit(done, done["label"])
    assert model.n_labels_ == 12
    assert model.predict(["Nurses died", "Exports soared"]).tolist() == ["negative", "positive"]
    numbers = nk.label(rows, [-1, 1])
    for at in range(12):
        numbers.label(1 if at < 6 else -1)
    done = numbers.labelled
    assert nk.SentimentClassifier(on="title").fit(done, done["label"]).classes_.tolist() == [-1, 1]


def test_rows_of_targets_are_labelled_for_their_classifier():
    made = [(who, what) for what in ("praised", "jailed", "honoured", "fined") for who in ("Ann Lee", "Bo Kim")]
    rows = pd.DataFrame({"id": range(8), "text": [f"{who} was {what}." for who, what in made]})
    rows["target"] = [who for who, _ in made]
    widget = nk.label(rows, LABELS, on="text", about="target")
    assert widget._shown["article"]["about"] == ["Ann Lee"]
    while not widget.done:
        widget.label("positive" if widget.index % 4 < 2 else "negative")
    done = widget.labelled
    model = nk.TargetSentimentClassifier().fit(done, done["label"])
    assert model.predict([{"text": "The union praised Di Fox.", "target": "Di Fox"}]).tolist() == ["positive"]
    again = nk.label(rows, LABELS, on="text", about="target", order="unsure", model=model)
    assert sorted(again._order) == list(range(8))


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ("positive", "should be a list"),
        (5, "should be a list"),
        ([], "there are 0 labels"),
        (["one"], "2 to 9"),
        (list("abcdefghij"), "there are 10 labels"),
        (["a", "b", "a"], "more than once there is 'a'"),
        (["a", " "], "a label is empty"),
        (["a", 1], "mixed"),
        ([True, False], "the label True"),
        ([1.5, 2], "the label 1.5"),
        ([None, "a"], "the label None"),
        (["a", "\ud800"], "half a character"),
        ([1 << 60, 2], "should be a string, or a whole number"),
    ],
)
def test_labels_that_cannot_be_are_named(articles, labels, message):
    with pytest.raises(InputError, match=message):
        nk.label(articles, labels)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"order": "newest"}, "order='newest'"),
        ({"order": "unsure"}, "needs a fitted classifier"),
        ({"model": object()}, "model= is for order='unsure'"),
        ({"order": "unsure", "model": object()}, "predict_proba"),
        ({"seed": -1, "order": "random"}, "seed=-1"),
        ({"multiple": "yes"}, "multiple='yes'"),
        ({"column": "title"}, "have a column 'title' already"),
        ({"column": ""}, "column=''"),
        ({"annotator": " "}, "annotator=' '"),
        ({"annotator": 5}, "annotator=5"),
        ({"guess": 5}, "guess=5"),
        ({"guess": "source"}, "labels are 'positive', 'negative'"),
        ({"highlight": []}, "no terms"),
        ({"on": []}, "nothing to read"),
    ],
)
def test_settings_that_cannot_be_are_named(articles, settings, message):
    with pytest.raises(InputError, match=message):
        nk.label(articles, LABELS, **settings)


def test_columns_that_are_not_there_are_named(articles):
    for settings in ({"on": "body"}, {"about": ["outlet"]}, {"guess": "tone"}):
        with pytest.raises(UnknownNameError, match="is not in the articles"):
            nk.label(articles, LABELS, **settings)


def test_a_classifier_of_other_classes_gives_no_guesses(articles):
    model = nk.SentimentClassifier(on="title").fit(articles, ["good", "bad"] * 3)
    with pytest.raises(InputError, match="classes that are no labels: 'bad', 'good'"):
        nk.label(articles, LABELS, guess=model)


def test_articles_need_ids_that_tell_them_apart(articles):
    for wrong, message in (
        (articles.drop(columns="id"), "need a column 'id'"),
        (articles.assign(id="same"), "1 ids stand more than once, such as 'same'"),
        (articles.assign(id=[None, *"bcdef"]), "1 articles have no id"),
        (articles.assign(id=pd.Series(["\ud800", *"bcdef"], list("uvwxyz"), dtype=object)), "half a character"),
        ([1], "DataFrame"),
        (articles[["id", "source"]], "nothing to read"),
    ):
        with pytest.raises(NewskitError, match=message):
            nk.label(wrong, LABELS)
    numbered = nk.label(articles.assign(id=range(6)), LABELS)
    numbered.label("positive")
    assert numbered.decisions["id"].tolist() == ["0"]
