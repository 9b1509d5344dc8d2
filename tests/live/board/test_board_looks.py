"""What the board is to eyes, fingers and screen readers: the document's picture, names, targets, focus."""

import re

import pytest
from playwright.sync_api import expect

from sop_kit.cli.taking import start_workshop, take
from sop_kit.document.sop import chapter_bundle
from sop_kit.live import open_session
from sop_kit.places import kit_path
from sop_kit.record.changes import Edit
from tests.browser import violations
from tests.live.board.board_page import BoardPage

PRODUCT = "anti-fraud"


@pytest.fixture(scope="module")
def window(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture(params=["en", "zh"])
def board(window, tmp_path, monkeypatch, request):
    workshop = start_workshop(tmp_path / "w", product=None, name=None)
    take(workshop, [kit_path("workshop", f"{PRODUCT}.yaml")], product=None, name=None)
    monkeypatch.chdir(tmp_path / "w")
    page = window.new_page()
    opened = BoardPage(page, open_session(PRODUCT, lang=request.param))
    yield opened
    page.evaluate("localStorage.clear()")
    page.close()
    assert not opened.refused


def test_the_board_shows_the_picture_of_the_document(board):
    pieces = board.page.evaluate(
        """() => [...document.querySelectorAll('.sop-drawn svg path, .sop-drawn svg tspan')]
      .filter(each => !each.closest('.sop-badge')).map(each => each.getAttribute('d') ?? each.textContent)"""
    )
    figures = [block for block in chapter_bundle(board.session.view, "glance").blocks if getattr(block, "svg", "")]
    drawn = re.findall(r' d="([^"]+)"', figures[0].svg)
    assert set(drawn) <= set(pieces)
    assert len(drawn) > 3


@pytest.mark.parametrize("state", ["plain", "card", "several", "lane", "arrow", "form", "keys", "wall"])
def test_axe_finds_nothing(board, state):
    page = board.page
    first, second = (each["id"] for each in board.picture["boxes"][:2])
    if state in ("card", "form", "wall"):
        board.step(first).focus()
        board.press({"card": "Enter", "form": "h", "wall": "p"}[state])
        expect(page.locator({"card": ".sop-card", "form": ".sop-ask", "wall": ".sop-caption"}[state])).to_be_visible()
    elif state == "several":
        board.step(first).focus()
        board.press("Control+a")
    elif state == "lane":
        board.lane(board.picture["lanes"][0]["id"]).focus()
    elif state == "arrow":
        board.step(first).focus()
        page.locator(".sop-chip").first.click()
    elif state == "keys":
        board.step(second).focus()
        board.press("?")
    assert violations(page) == []


def test_everything_to_press_is_at_least_24_pixels(board):
    board.step(board.picture["boxes"][0]["id"]).click(force=True)
    small = board.page.evaluate(
        """() => [...document.querySelectorAll('button, input:not([hidden]), select, .sop-handle circle')]
      .filter(each => each.checkVisibility({visibilityProperty: true}))
      .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    )
    assert small == []


def test_every_step_says_what_it_is_and_the_focus_can_be_seen(board):
    for box in board.picture["boxes"]:
        expect(board.step(box["id"])).to_have_attribute("aria-label", box["says"])
    board.page.keyboard.press("Tab")
    board.step(board.picture["boxes"][3]["id"]).focus()
    board.press("ArrowRight")
    ring = board.page.evaluate("getComputedStyle(document.activeElement.firstChild).strokeWidth")
    assert ring == "4px"


def test_one_stop_of_the_grid_is_reached_with_tab_and_its_actions_come_next(board):
    stops = board.page.locator(".sop-grid [tabindex='0']")
    expect(stops).to_have_count(1)
    stops.focus()
    board.press("ArrowDown", "Tab")
    assert board.page.evaluate("!!document.activeElement.closest('.sop-actions')")


def test_what_somebody_else_did_is_drawn_and_said(board):
    before = board.page.locator(".sop-stand").bounding_box()
    other = open_session(PRODUCT, lang="en")
    step = board.picture["boxes"][0]["id"]
    other.save([Edit(act="put", table="steps", row=step, values={"waiting": 7})])
    board.show()
    expect(board.step(step)).to_have_attribute("aria-label", re.compile("7 ?min"))
    expect(board.page.locator(".sop-live")).not_to_be_empty()
    assert board.page.locator(".sop-stand").bounding_box()["x"] == before["x"]


def test_letters_on_the_wall_are_half_as_large_again_as_in_the_document(board):
    board.step(board.picture["boxes"][0]["id"]).focus()
    board.press("p")
    expect(board.page.locator(".sop-caption")).to_be_visible()
    board.page.wait_for_function(
        "least => document.querySelector('.sop-stand').getBoundingClientRect().width >= least - 1",
        arg=1.5 * board.picture["whole"][2],
    )


def test_what_is_refused_is_put_back_and_kept(board):
    first = board.picture["boxes"][0]["id"]
    other = open_session(PRODUCT, lang="en")
    other.save([Edit(act="drop", table="steps", row=first)])
    board.step(first).focus()
    board.press("Alt+ArrowDown", "Alt+ArrowRight")
    expect(board.page.locator(".sop-offers li").first).to_contain_text(first)
    assert not board.page.evaluate("document.querySelector('.sop-on-waiting').sopSvg")
