from __future__ import annotations

import ast
import json
import time

from lab import open_notebook, run_all_cells
from test_lab import outside, write

CODE = """
import newskit as nk
hostile = "<script>window.robbed=1</script><img src=x onerror='window.robbed=1'>"
articles = nk.as_articles([
    {"id": "a", "title": hostile, "text": f"{hostile} the rain fell\\n\\n{hostile}", "source": hostile},
    {"id": "b", "title": "مطر غزير", "text": "قال رئيس الوزراء إن المطر الغزير سيستمر", "lang": "ar"},
    {"id": "c", "title": "큰비", "text": "비가 많이 내렸다.", "lang": "ko"},
    {"id": "d", "title": "Wet", "text": "Rain. " * 3000},
])
"""
SHOW = """
widget = nk.label(articles, ["good", "bad", hostile], path="PATH", highlight="rain")
widget
"""
ROOT = ".newskit-label-root"


def kernel(page, **expressions):
    """The values of expressions, as the kernel has them."""
    shown = page.evaluate(
        """async expressions => {
             const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
             const future = kernel.requestExecute({code: '', silent: true, store_history: false,
               user_expressions: expressions});
             const reply = await future.done;
             return Object.fromEntries(Object.entries(reply.content.user_expressions)
               .map(([key, value]) => [key, value.data['text/plain']]));
           }""",
        expressions,
    )
    return {name: ast.literal_eval(value) for name, value in shown.items()}


def opened(page, base, workspace, name, code):
    (workspace / f"{name}.jsonl").unlink(missing_ok=True)
    open_notebook(page, base, write(workspace, f"{name}.ipynb", CODE, code.replace("PATH", f"{name}.jsonl")))
    run_all_cells(page)
    page.locator(ROOT).wait_for()
    return page.locator(ROOT)


def at_article(page, number):
    page.locator(".newskit-label-progress", has_text=f"Article {number} of").wait_for()


def decisions(workspace, name):
    lines = (workspace / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [(row["id"], row["action"], row["label"]) for row in map(json.loads, lines[1:])]


def n_cells(page):
    return page.locator(".jp-Notebook .jp-Cell").count()


def test_keys_and_buttons_label_and_the_file_says_the_same(page, base, workspace):
    root = opened(page, base, workspace, "label", SHOW)
    title = root.locator(".newskit-label-title")
    assert title.inner_text().startswith("<script>window.robbed=1</script>")
    assert root.locator(".newskit-label-reader img, .newskit-label-reader script").count() == 0
    assert root.locator("mark").all_inner_texts() == ["rain"]
    cells = n_cells(page)
    root.locator(".newskit-label-choice").nth(1).click()
    at_article(page, 2)
    page.keyboard.press("3")  # the button that was clicked still has the focus
    at_article(page, 3)
    page.keyboard.press("s")
    at_article(page, 4)
    page.keyboard.press("u")
    at_article(page, 3)
    page.keyboard.press("1")
    at_article(page, 4)
    assert kernel(page, labels="widget.labels.tolist()[:3]", at="widget.index") == {
        "labels": ["bad", "<script>window.robbed=1</script><img src=x onerror='window.robbed=1'>", "good"],
        "at": 3,
    }
    made = decisions(workspace, "label")
    assert [(article, action) for article, action, _ in made] == [
        ("a", "label"), ("b", "label"), ("c", "skip"), ("c", "undo"), ("c", "label"),
    ]  # fmt: skip
    assert made[-1][2] == "good"
    assert n_cells(page) == cells
    assert page.evaluate("() => window.robbed === undefined")
    assert page.heard == []
    assert outside(page) == set()


def test_no_key_reaches_the_notebook_and_a_key_held_down_labels_once(page, base, workspace):
    root = opened(page, base, workspace, "label_keys", SHOW)
    cells = n_cells(page)
    root.locator(".newskit-label-text").first.click()
    for name in ("d", "d", "a", "b", "x", "m", "z", "0", "0", "y", "j"):
        page.keyboard.press(name)
    assert n_cells(page) == cells
    assert page.locator(".jp-Notebook .jp-MarkdownCell").count() == 0
    page.keyboard.down("1")
    for _ in range(5):
        page.keyboard.down("1")
    page.keyboard.up("1")
    at_article(page, 2)
    time.sleep(0.3)
    assert kernel(page, n="len(widget.labelled)", at="widget.index") == {"n": 1, "at": 1}
    page.keyboard.press("ArrowLeft")
    at_article(page, 1)
    assert root.locator("[aria-pressed=true]").all_inner_texts()[0].split()[1] == "good"
    for number in (2, 3):
        page.keyboard.press("ArrowRight")
        at_article(page, number)
    page.keyboard.press("Backspace")
    at_article(page, 1)
    assert kernel(page, n="len(widget.labelled)") == {"n": 0}
    assert n_cells(page) == cells
    assert page.heard == []


def test_arabic_runs_from_right_to_left_and_a_long_text_scrolls_by_key(page, base, workspace):
    root = opened(page, base, workspace, "label_text", SHOW)
    root.focus()
    page.keyboard.press("ArrowRight")
    at_article(page, 2)
    line = root.locator(".newskit-label-text").first
    assert line.evaluate("line => getComputedStyle(line).direction") == "rtl"
    assert line.get_attribute("lang") == "ar"
    for number in (3, 4):
        page.keyboard.press("ArrowRight")
        at_article(page, number)
    reader = root.locator(".newskit-label-reader")
    assert reader.evaluate("one => one.scrollTop") == 0
    page.keyboard.press("End")
    assert reader.evaluate("one => one.scrollTop") > 100
    page.keyboard.press("ArrowLeft")
    at_article(page, 3)
    assert reader.evaluate("one => one.scrollTop") == 0
    assert page.heard == []


def test_after_a_kernel_was_killed_labelling_goes_on_where_it_stopped(page, base, workspace):
    opened(page, base, workspace, "label_killed", SHOW).focus()
    page.keyboard.press("2")
    at_article(page, 2)
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
    )
    run_all_cells(page)
    at_article(page, 2)
    assert kernel(page, n="widget.counts.to_dict()['bad']") == {"n": 1}
    page.locator(ROOT).focus()
    page.keyboard.press("u")
    at_article(page, 1)
    assert [action for _, action, _ in decisions(workspace, "label_killed")] == ["label", "undo"]
    assert page.heard == []


def test_a_silent_kernel_is_named_and_nothing_is_labelled_unseen(page, base, workspace):
    root = opened(page, base, workspace, "label_busy", SHOW)
    page.evaluate(
        """() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
                     .requestExecute({code: 'import time; time.sleep(4.5)', silent: true, store_history: false}) }"""
    )
    root.focus()
    page.keyboard.press("1")
    page.keyboard.press("2")
    page.keyboard.press("3")
    root.locator(".newskit-label-trouble", has_text="does not answer").wait_for()
    at_article(page, 2)
    assert root.locator(".newskit-label-trouble").inner_text() == ""
    assert kernel(page, n="widget.labels.notna().tolist()") == {"n": [True, False, False, False]}
    assert page.heard == []


def test_several_labels_are_chosen_and_confirmed(page, base, workspace):
    code = 'widget = nk.label(articles, ["war", "sport", "money"], path="PATH", multiple=True)\nwidget'
    root = opened(page, base, workspace, "label_several", code)
    root.focus()
    for name in ("3", "1", "2", "2", "Enter"):
        page.keyboard.press(name)
    at_article(page, 2)
    assert root.locator("[aria-pressed=true]").count() == 0
    page.keyboard.press("Enter")
    at_article(page, 3)
    assert kernel(page, labels="widget.labels.tolist()[:2]") == {"labels": [["war", "money"], []]}
    page.keyboard.press("u")
    at_article(page, 2)
    page.keyboard.press("u")
    at_article(page, 1)
    assert kernel(page, n="len(widget.labelled)") == {"n": 0}
    assert page.heard == []


def test_code_and_browser_show_the_same_and_a_guess_is_taken_with_enter(page, base, workspace):
    code = """
widget = nk.label(articles.assign(first=["bad", None, "good", None]), ["good", "bad"], path="PATH", guess="first")
widget
"""
    root = opened(page, base, workspace, "label_guess", code)
    assert root.locator(".newskit-label-guess").count() == 1
    root.locator("button", has_text="Take the guess").click()
    at_article(page, 2)
    assert page.evaluate("root => document.activeElement.matches(root)", ROOT)  # the button is gone
    page.keyboard.press("Enter")  # there is no guess to take
    assert root.locator(".newskit-label-guess").count() == 0
    kernel(page, done="widget.label('good')")
    at_article(page, 3)
    assert root.locator(".newskit-label-count").all_inner_texts() == ["1", "1"]
    assert kernel(page, labels="widget.labels.tolist()[:2]") == {"labels": ["bad", "good"]}
    assert page.heard == []
