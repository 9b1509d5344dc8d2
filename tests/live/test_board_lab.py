"""The board in a real JupyterLab: gestures reach the record, tabs stay in step, and a dead kernel costs no note."""

import json

import pytest
from playwright.sync_api import expect

from sop_kit.cli.taking import start_workshop, take
from sop_kit.places import kit_path
from sop_kit.record.model import by_id
from tests.live.lab import PATIENCE_MS, Notebook, running_lab, set_language

pytestmark = pytest.mark.xdist_group("lab")
PRODUCT = "govuk-chat"
CAPTURE, BOARD = "01-capture-workflow.ipynb", "board.ipynb"
SHOW = """from sop_kit.live import open_session, show_board

show_board(open_session(record, lang=lang, live=live))"""
SOONER_MS = 2_000
DEVELOPER, ON_CALL = "chat-team-developer", "technical-on-call-engineer-primary-secondary"


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    home = tmp_path_factory.mktemp("lab")
    workshop = start_workshop(home / "复盘 工作坊 3", product=None, name=None)
    take(workshop, [kit_path("workshop", f"{PRODUCT}.yaml")], product=None, name=None)
    whole = json.loads((workshop.notebooks / CAPTURE).read_text(encoding="utf-8"))
    parameters = next(cell for cell in whole["cells"] if cell["id"] == "parameters")
    cells = [parameters, {**parameters, "id": "board", "source": SHOW, "metadata": {}}]
    (workshop.notebooks / BOARD).write_text(json.dumps({**whole, "cells": cells}), encoding="utf-8")
    with running_lab(workshop, home) as running:
        yield running


@pytest.fixture(scope="module")
def window(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def open_board(window, lab):
    def opened(lang):
        set_language(lab.workshop, BOARD, lang)
        notebook = Notebook(window.new_page(), lab, BOARD)
        notebook.run()
        expect(grid(notebook.page)).to_be_visible(timeout=PATIENCE_MS)
        return notebook

    yield opened
    for page in window.pages:
        page.close()
    lab.stop_kernels()


def grid(page):
    return page.get_by_role("grid").and_(page.locator(".sop-grid"))


def stop(page, row):
    return page.locator(f"[data-stop='step/{row}//']")


def steps(lab):
    return lab.record(PRODUCT).steps


def note(page, text):
    page.locator(".sop-jot").fill(text)
    page.keyboard.press("Enter")


def settled(page):
    """Wait until the browser holds nothing any more that is not on disk."""
    page.wait_for_function("!Object.keys(localStorage).some(key => key.startsWith('sop-kit:'))", timeout=PATIENCE_MS)


def sources(path):
    return ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]


def middle(found):
    box = found.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_step_is_dragged_and_an_arrow_drawn_in_jupyterlab(open_board, lab):
    page = open_board("zh").page
    stop(page, "GC12").scroll_into_view_if_needed()
    start, (_, y) = middle(stop(page, "GC12")), middle(stop(page, "GC15"))
    x = middle(stop(page, "GC15"))[0]
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(x, y - 20, steps=6)
    page.mouse.up()
    settled(page)
    assert by_id(steps(lab))["GC12"].stage == "decide"

    stop(page, "GC13").focus()
    page.keyboard.press("a")
    page.keyboard.type("16")
    page.keyboard.press("Enter")
    settled(page)
    assert "GC16" in [arrow.to for arrow in by_id(steps(lab))["GC13"].next]


def test_letters_and_clicks_on_the_board_touch_no_cell_and_ctrl_s_saves_the_notebook(open_board):
    notebook = open_board("en")
    page, path = notebook.page, notebook.path
    before = sources(path)
    saved = path.stat().st_mtime_ns
    stop(page, "GC12").focus()
    for key in ("d", "d", "x", "v", "z", "Shift+M", "Escape", "Control+Shift+Minus", "Control+s"):
        page.keyboard.press(key)
    while path.stat().st_mtime_ns == saved:
        page.wait_for_timeout(50)
    assert sources(path) == before
    stop(page, "GC12").click(button="right", force=True)
    expect(page.locator(".sop-actions button").first).to_be_focused()
    expect(page.locator(".lm-Menu")).to_have_count(0)


def test_two_tabs_on_one_notebook_stay_in_step(open_board, lab, window):
    one = open_board("en")
    one.save()
    two = Notebook(window.new_page(), lab, BOARD)
    expect(grid(two.page)).to_be_visible(timeout=PATIENCE_MS)
    one.page.bring_to_front()
    note(one.page, "Seen in both tabs")
    settled(one.page)
    [made] = [each.id for each in steps(lab) if each.action == "Seen in both tabs"]
    expect(stop(two.page, made)).to_be_attached(timeout=SOONER_MS)
    two.page.bring_to_front()
    stop(two.page, made).focus()
    two.page.keyboard.press("Delete")
    expect(stop(one.page, made)).not_to_be_attached(timeout=SOONER_MS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_row_of_notes_outlives_the_kernel(open_board, lab, lang):
    notebook = open_board(lang)
    page = notebook.page
    texts = [f"第 {number} 条 {lang}" for number in range(1, 7)]
    for text in texts[:2]:
        note(page, text)
    settled(page)
    note(page, texts[2])
    lab.kill_kernel(BOARD)
    for text in texts[3:]:
        note(page, text)
    notebook.wait_for_loss()
    page.get_by_role("button", name="Ok", exact=True).click()  # "the kernel appears to have died"
    notebook.wait_for_kernel()
    notebook.run()
    expect(grid(page)).to_be_visible(timeout=PATIENCE_MS)
    offers = page.locator(".sop-offers li button:first-of-type")
    expect(offers.first).to_be_visible(timeout=PATIENCE_MS)
    while offers.count():
        offers.first.click()
    settled(page)
    assert sorted(each.action for each in steps(lab) if each.action in texts) == sorted(texts)
