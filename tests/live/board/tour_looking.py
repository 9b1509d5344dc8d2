"""A tour of the board in JupyterLab, what is only seen: search, zoom, the wall, the way in and out."""

import pytest
from playwright.sync_api import expect

from tests.live.board.five_steps import focus, words

OUTSIDE = "() => !document.activeElement.closest('[data-desk]')"


def looks(board):
    focus(board, "S01")
    board.press("/")
    board.page.keyboard.insert_text("Find the real")
    live = board.box.locator(".sop-live")
    expect(live).to_contain_text("Find the real cause")
    board.press("Escape")
    expect(board.step("S03")).to_be_focused()

    widths = [board.zoom()]
    for key in ("+", "-", "0"):
        board.press(key)
        widths.append(board.zoom())
    for name in ("zoom_in", "zoom_out", "fit_whole"):
        board.button(words(board, name)).click()
        widths.append(board.zoom())
    details = board.button(words(board, "details_all"))
    for key, pressed in (("d", "true"), ("d", "false")):
        focus(board, "S03")
        board.press(key)
        expect(details).to_have_attribute("aria-pressed", pressed)

    start, larger, smaller, whole, *buttons = widths
    assert smaller < larger > start
    assert buttons == pytest.approx([whole * 1.2, whole, whole], rel=0.01)
    board.page.mouse.move(*board.middle(board.step("S04")))
    board.page.keyboard.down("Control")
    board.page.mouse.wheel(0, -300)
    board.page.keyboard.up("Control")
    board.page.wait_for_function("was => parseFloat(document.querySelector('.sop-stand').style.width) > was", arg=whole)
    focus(board, "S03")
    board.press("+", "+")
    frame = board.box.locator(".sop-frame-outer")
    frame.evaluate("frame => frame.scrollTo(20, 20)")
    x, y = board.middle(frame)
    board.page.mouse.move(x, y)
    board.page.mouse.down(button="middle")
    board.page.mouse.move(x - 60, y - 40, steps=4)
    board.page.evaluate("() => new Promise(requestAnimationFrame)")
    board.page.mouse.up(button="middle")
    assert frame.evaluate("frame => [frame.scrollLeft, frame.scrollTop]") == [80, 60]
    board.press("0")


def wall(board):
    for begin in (lambda: board.press("p"), board.button(board.session.say("Present")).click):
        focus(board, "S03")
        begin()
        expect(board.box.locator(".sop-caption")).to_contain_text("S03")
        expect(board.box.locator(".sop-jot")).to_be_hidden()
        board.press("Escape")
        expect(board.box.locator(".sop-jot")).to_be_visible()


def tab(board):
    focus(board, "S03")
    board.press("Tab")
    expect(board.box.locator(".sop-actions button").first).to_be_focused()
    board.press("Shift+Tab")
    expect(board.step("S03")).to_be_focused()
    for key in ("Tab", "Shift+Tab"):
        focus(board, "S03")
        steps = 0
        while not board.page.evaluate(OUTSIDE):
            board.press(key)
            steps += 1
            assert steps < 50  # no trap
