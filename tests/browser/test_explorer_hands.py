"""The explorer in other hands: a keyboard, an input method, a screen reader, a narrow page, a kernel that is busy."""

from __future__ import annotations

import re

import pytest
from lab import ask_kernel, open_notebook, run_all_cells, use_theme
from test_explorer import expected, first, settle, state
from test_lab import write

CODE = """
import time
import newskit as nk

def slow(text):
    time.sleep(0.1)
    return []

articles = nk.load_sample()
articles.loc[articles.index[:30], "source"] = "صحيفة المدينة اليومية ذات الاسم الطويل الذي لا يتسع له السطر"
explorer = nk.explore(articles, highlight=["query", slow])
asked = []
explorer.observe(lambda change: asked.append(change["new"]), "query")
explorer
"""


@pytest.fixture
def opened(page, base, workspace):
    open_notebook(page, base, write(workspace, "hands.ipynb", CODE, "explorer"))
    run_all_cells(page)
    page.locator(".newskit-explore").nth(1).wait_for()
    return page


def keep_busy(page, seconds):
    """Keep the kernel from answering; does not wait."""
    page.evaluate(
        """code => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
                       .requestExecute({code, silent: true, store_history: false}) }""",
        f"__import__('time').sleep({seconds})",
    )


def active(page, what="className"):
    return page.evaluate("what => document.activeElement[what]", what)


def test_the_focus_stays_where_one_works(opened):
    page = opened
    box = first(page).get_by_role("checkbox", name=re.compile(r"^NBS News \d+$"))
    box.focus()
    page.keyboard.press("Space")
    settle(page)
    assert expected(page, "explorer.filters") == {"source": ["NBS News"]}
    assert box.evaluate("box => box === document.activeElement")
    first(page).get_by_role("checkbox", name=re.compile("^The Quayside")).check()
    settle(page)
    first(page).locator(".nk-chip").first.focus()
    page.keyboard.press("Enter")
    settle(page)
    assert expected(page, "explorer.filters") == {"source": ["The Quayside"]}
    assert active(page, "textContent") == "source: The Quayside ×"
    page.keyboard.press("Enter")
    settle(page)
    assert "nk-search" in active(page)
    page.keyboard.type("ferry")
    settle(page, "ferry")
    first(page).locator(".nk-clear").focus()
    page.keyboard.press("Enter")
    settle(page, "")
    assert "nk-search" in active(page)
    first(page).locator(".nk-search").fill("title:dock")
    settle(page, "title:dock")
    n = state(page)[0]
    assert 1 < n < 24
    first(page).locator(".nk-row").nth(n - 2).click()
    first(page).locator(".nk-next").focus()
    for _ in range(3):
        page.keyboard.press("Enter")
        settle(page)
    assert "nk-next" in active(page)
    assert first(page).locator(".nk-where").inner_text() == f"{n} of {n}"


def test_more_values_come_without_losing_the_focus(opened):
    page = opened
    authors = first(page).locator("[data-name=authors]")
    authors.locator("summary").click()
    for _ in range(20):
        if not authors.locator(".nk-more").count():
            break
        n = authors.locator(".nk-choice").count()
        authors.locator(".nk-more").focus()
        page.keyboard.press("Enter")
        page.wait_for_function(
            """n => document.querySelector('.newskit-explore [data-name=authors]')
                      .querySelectorAll('.nk-choice').length > n""",
            arg=n,
        )
        assert authors.evaluate("block => block.contains(document.activeElement)")
    assert authors.locator(".nk-more").count() == 0
    authors.locator(".nk-find").fill("baek")
    page.wait_for_function("() => document.querySelectorAll('[data-name=authors] .nk-choice').length === 2")
    ask_kernel(page, "setattr(explorer, 'sort', 'oldest')")
    settle(page)
    other = page.locator(".newskit-explore").nth(1).locator("[data-name=authors]")
    other.locator("summary").click()
    assert other.locator(".nk-find").input_value() == "baek"
    assert other.locator(".nk-choice").count() == 1


def test_an_input_method_writes_korean_and_its_keys_do_nothing_else(opened):
    page = opened
    first(page).locator(".nk-search").focus()
    method = page.context.new_cdp_session(page)

    def compose(text):
        method.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        settle(page)

    for text in ("ㅍ", "파"):
        compose(text)
    ask_kernel(page, "setattr(explorer, 'sort', 'newest')")  # an answer while a syllable is being written
    settle(page)
    for key in ("Enter", "ArrowDown"):
        first(page).locator(".nk-search").dispatch_event("keydown", {"key": key, "isComposing": True})
        assert "nk-search" in active(page)
    method.send("Input.insertText", {"text": "파"})
    for text in ("ㅇ", "어", "업"):
        compose(text)
    method.send("Input.insertText", {"text": "업"})
    settle(page, "파업")
    assert expected(page, "asked") == ["파", "파어", "파업"]
    assert state(page)[0] == expected(page, "len(nk.search(articles, '파업', top=None, strict=False))")
    compose("ほく")
    assert expected(page, "explorer.query") == "파업"
    method.send("Input.insertText", {"text": "北"})
    settle(page, "파업北")
    page.keyboard.press("Escape")
    settle(page, "")
    assert first(page).locator(".nk-search").input_value() == ""


def test_letters_of_another_keyboard_are_the_same_keys(opened):
    page = opened
    order = expected(page, "explorer._listing.order[:3].tolist()")
    for key, code, at in (("ㅓ", "KeyJ", 1), ("ت", "KeyJ", 2), ("ㅏ", "KeyK", 1)):
        first(page).locator(".nk-list").dispatch_event("keydown", {"key": key, "code": code})
        settle(page)
        assert expected(page, "explorer.current") == order[at]


def test_keys_pressed_faster_than_python_answers_all_count(opened):
    page = opened
    first(page).locator(".nk-row").first.click()
    settle(page)
    for _ in range(8):
        page.keyboard.press("j")
        page.wait_for_timeout(70)
    settle(page)
    assert expected(page, "explorer.current") == expected(page, "int(explorer._listing.order[8])")
    chosen = page.locator(".newskit-explore").nth(1).locator(".nk-row[aria-selected=true]")
    list_box, row = page.locator(".nk-list").nth(1).bounding_box(), chosen.bounding_box()
    assert list_box["y"] <= row["y"] + 1  # the other view has followed
    assert row["y"] + row["height"] <= list_box["y"] + list_box["height"] + 1


def test_what_is_checked_while_an_answer_is_awaited_stays_checked(opened):
    page = opened
    keep_busy(page, 1)
    names = ("NBS News", "The Quayside")
    boxes = [first(page).get_by_role("checkbox", name=re.compile(f"^{name}")) for name in names]
    boxes[0].check()
    boxes[1].check()
    page.evaluate(
        """() => { window.unchecked = 0;
             const box = () => [...document.querySelector('.newskit-explore').querySelectorAll('.nk-choice')]
               .find(one => one.textContent.startsWith('The Quayside'))?.querySelector('input');
             new MutationObserver(() => { if (!box()?.checked) window.unchecked += 1 })
               .observe(document.querySelector('.nk-facets'), {childList: true, subtree: true}) }"""
    )
    settle(page)
    assert sorted(expected(page, "explorer.filters['source']")) == sorted(names)
    assert page.evaluate("() => window.unchecked") == 0
    keep_busy(page, 1)  # what is taken back and set again in another order is no change, and nothing to wait for
    first(page).locator(".nk-sort").select_option("oldest")
    first(page).get_by_role("checkbox", name=re.compile("^en ")).check()
    first(page).get_by_role("checkbox", name=re.compile("^en ")).uncheck()
    settle(page)
    page.wait_for_timeout(3500)
    assert first(page).locator(".nk-late").inner_text() == ""


def test_a_restart_of_the_kernel_is_told(opened):
    page = opened
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    first(page).locator(".nk-search").fill("strike")
    late = first(page).locator(".nk-late")
    late.filter(has_text="Python has not answered yet").wait_for()
    assert "run this cell again" in late.inner_text()
    assert page.heard == []
    run_all_cells(page)
    page.wait_for_function("() => document.querySelectorAll('.nk-late:empty').length === 2")
    first(page).locator(".nk-search").fill("strike")
    settle(page, "strike")
    assert state(page)[0] == expected(page, "len(nk.search(articles, 'strike', top=None, strict=False))")


def test_every_control_has_a_role_and_a_name(opened):
    page = opened
    first(page).locator(".nk-search").fill("strike")
    settle(page, "strike")
    first(page).locator(".nk-row").first.click()
    settle(page)
    root = page.get_by_role("region", name="Article explorer").first
    sources = root.get_by_role("group", name="source", exact=True)
    assert sources.get_by_role("checkbox", name=re.compile(r"^NBS News \d+$")).count() == 1
    assert root.get_by_role("button", name=re.compile(r"^\d+ marks, to the next$")).count() == 1
    assert root.get_by_role("group", name="Marked in the article").get_by_role("button").count() == 4
    assert root.get_by_role("button", name="keyboard").get_attribute("aria-expanded") == "false"
    cdp = page.context.new_cdp_session(page)
    document = cdp.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    node = cdp.send("DOM.querySelector", {"nodeId": document, "selector": ".newskit-explore"})["nodeId"]
    nodes = cdp.send("Accessibility.queryAXTree", {"nodeId": node})["nodes"]
    found = [(one["role"]["value"], one.get("name", {}).get("value", "")) for one in nodes if not one["ignored"]]
    controls = {"button", "checkbox", "combobox", "listbox", "option", "searchbox", "slider", "DisclosureTriangle"}
    assert controls <= {role for role, _ in found}
    assert [role for role, name in found if role in controls and not name.strip()] == []


def test_the_twin_hides_by_its_name_however_outputs_are_built(opened):
    shown = opened.locator(".newskit-twin").evaluate_all("all => all.map(one => getComputedStyle(one).display)")
    assert shown == ["none", "none"]


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_small_print_can_be_read_in_either_theme(opened, theme):
    page = opened
    use_theme(page, theme)
    first(page).locator(".nk-search").fill('"strike')
    settle(page, '"strike')
    ratios = first(page).evaluate(
        """root => {
             const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
             const over = (color, paper) => { canvas.fillStyle = paper; canvas.fillRect(0, 0, 1, 1);
               canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return canvas.getImageData(0, 0, 1, 1).data };
             const linear = c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
             const light = ([r, g, b]) => [r, g, b].map(c => linear(c / 255))
               .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
             const paper = getComputedStyle(root).backgroundColor;
             const small = ['.nk-message', '.nk-told', '.nk-count', '.nk-period', '.nk-where', '.nk-find'];
             return small.map(name => {
               const ink = getComputedStyle(root.querySelector(name)).color;
               const [a, b] = [light(over(ink, paper)), light(over(paper, paper))].sort((x, y) => y - x);
               return [name, Math.round(10 * (a + .05) / (b + .05)) / 10] });
           }"""
    )
    use_theme(page, "JupyterLab Light")
    assert [one for one in ratios if one[1] < 4.5] == []


@pytest.mark.parametrize("width", [700, 1400])
def test_nothing_is_cut_off_at_any_width(opened, width):
    page = opened
    page.set_viewport_size({"width": width, "height": 1000})
    first(page).locator(".nk-search").fill("source:صحيفة")
    settle(page)
    page.wait_for_timeout(300)
    outside = first(page).evaluate(
        """root => {
             const inside = (one, box) => { const [a, b] = [one.getBoundingClientRect(), box.getBoundingClientRect()];
                                            return a.left >= b.left - 1 && a.right <= b.right + 1 };
             const cut = [...root.querySelectorAll('.nk-bar > *, .nk-tools > *, .nk-main > *')].filter(one =>
               one.offsetParent && !inside(one, root)).map(one => one.className);
             const dates = [...root.querySelectorAll('.nk-date')].filter(one => !inside(one, one.closest('.nk-row')));
             return [...cut, ...dates.map(one => one.textContent)];
           }"""
    )
    assert outside == []
    assert first(page).locator(".nk-date").first.inner_text().strip().startswith("· 2025-")
    facets = first(page).locator(".nk-facet").evaluate_all("all => all.map(one => one.offsetWidth)")
    assert max(facets) - min(facets) <= 1  # a long value takes no other facet's room
    first(page).locator(".nk-help").click()
    keys = first(page).locator(".nk-keys > *").evaluate_all("all => all.map(one => one.offsetTop)")
    assert keys[::2] == keys[1::2]  # each key beside what it does
    assert keys[::2] == sorted(set(keys))
    tops = first(page).locator(".nk-sort, .nk-help").evaluate_all("all => all.map(one => one.offsetTop)")
    assert max(tops) - min(tops) < 10
