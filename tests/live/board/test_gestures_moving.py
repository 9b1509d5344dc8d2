"""Moving on the board with mouse, fingers and keyboard, in both languages: steps, several at once, the picture."""

import pytest
from playwright.sync_api import expect

from sop_kit.record.model import by_id
from tests.live.board.five_steps import cell_ids, focus, put, record, step, words


def test_a_step_is_dragged_to_another_lane_and_stage(board):
    board.drag(board.middle(board.step("S03")), board.cell("ops", "feedback"))
    board.settle()
    assert (step("S03").role, step("S03").stage) == ("ops", "feedback")


def test_all_that_is_selected_goes_along(board):
    board.step("S01").click(force=True)
    board.step("S04").click(force=True, modifiers=["Shift"])
    board.drag(board.middle(board.step("S04")), board.cell("expert", "optimise"))
    board.settle()
    assert {(step(row).role, step(row).stage) for row in ("S01", "S04")} == {("expert", "optimise")}
    assert step("S03").stage == "analyse"


def test_a_step_changes_its_place_within_a_cell(board):
    # Two steps without arrows: the layout puts steps with arrows where these are short.
    board.session.save([put(row, "expert", "feedback", row) for row in ("S06", "S07")])
    board.load()
    first, second = cell_ids(board, "expert", "feedback")
    box = board.step(second).bounding_box()
    board.drag(board.middle(board.step(first)), (box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.9))
    board.settle()
    assert cell_ids(board, "expert", "feedback") == [second, first]


def test_escape_gives_a_drag_up(board):
    head = record().head
    board.drag(board.middle(board.step("S03")), board.cell("ops", "feedback"), drop=False)
    assert board.page.locator(".sop-on-target rect").get_attribute("visibility") == "visible"
    focus(board, "S03")
    board.press("Escape")
    board.page.mouse.up()
    board.settle()
    assert record().head == head
    assert board.page.locator(".sop-on-target rect").get_attribute("visibility") == "hidden"


def test_a_finger_that_rests_on_a_step_carries_it(board):
    touch = board.page.context.new_cdp_session(board.page)
    (x, y), end = board.middle(board.step("S03")), board.cell("ops", "feedback")

    def finger(kind, *points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in points]})

    finger("touchStart", (x, y))
    expect(board.step("S03")).to_have_attribute("aria-selected", "true")  # it is lifted
    for part in (0.3, 0.6, 1.0):
        finger("touchMove", (x + (end[0] - x) * part, y + (end[1] - y) * part))
        board.page.evaluate("() => new Promise(requestAnimationFrame)")
    finger("touchEnd")
    board.settle()
    assert (step("S03").role, step("S03").stage) == ("ops", "feedback")


def test_two_fingers_zoom_and_one_scrolls(board):
    touch = board.page.context.new_cdp_session(board.page)
    x, y = board.middle(board.step("S03"))

    def fingers(kind, *points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in points]})

    width = board.page.locator(".sop-stand").bounding_box()["width"]
    fingers("touchStart", (x - 30, y), (x + 30, y))
    fingers("touchMove", (x - 60, y), (x + 60, y))
    fingers("touchEnd")
    assert board.page.locator(".sop-stand").bounding_box()["width"] == pytest.approx(2 * width, rel=0.05)
    assert step("S03").stage == "analyse"


def test_with_select_on_a_touch_takes_one_more(board):
    board.page.get_by_role("button", name=words(board, "select_mode"), exact=True).click()
    for row in ("S01", "S04"):
        board.page.touchscreen.tap(*board.middle(board.step(row)))
    assert board.page.locator("[aria-selected='true']").count() == 2
    expect(board.page.locator(".sop-card")).to_be_hidden()  # two touches are no double touch on one step


def test_the_middle_button_and_space_move_the_picture(board):
    focus(board, "S03")
    board.press("+", "+", "+")
    frame = board.page.locator(".sop-frame-outer")
    x, y = (frame.bounding_box()[side] + 200 for side in ("x", "y"))

    def moved(button):
        before = frame.evaluate("frame => [frame.scrollLeft, frame.scrollTop]")
        board.page.mouse.move(x, y)
        board.page.mouse.down(button=button)
        board.page.mouse.move(x - 60, y - 40, steps=4)
        board.page.evaluate("() => new Promise(requestAnimationFrame)")
        board.page.mouse.up(button=button)
        return [
            now - was
            for now, was in zip(frame.evaluate("frame => [frame.scrollLeft, frame.scrollTop]"), before, strict=True)
        ]

    frame.evaluate("frame => frame.scrollTo(20, 20)")
    assert moved("middle") == [60, 40]
    frame.evaluate("frame => frame.scrollTo(20, 20)")
    board.page.keyboard.down(" ")
    assert moved("left") == [60, 40]
    board.page.keyboard.up(" ")
    assert board.page.locator("[aria-selected='true']").count() == 0


def test_alt_and_the_arrow_keys_move_a_step(board):
    focus(board, "S03")
    board.press("Alt+ArrowRight")
    board.settle()
    assert step("S03").stage == "decide"
    board.press("Alt+ArrowDown")
    board.settle()
    assert step("S03").role == "owner"
    expect(board.step("S03")).to_be_focused()


def test_a_step_is_moved_from_its_menu_without_dragging(board):
    focus(board, "S03")
    board.press("m")
    board.page.get_by_role("button", name=words(board, "move_to"), exact=True).click()
    board.page.get_by_label(words(board, "role"), exact=True).last.select_option("ops")
    board.page.get_by_label(words(board, "stage"), exact=True).last.select_option("monitor")
    board.page.get_by_label(words(board, "after"), exact=True).select_option("S01")
    board.page.get_by_role("button", name=words(board, "move"), exact=True).click()
    board.settle()
    assert (step("S03").role, step("S03").stage) == ("ops", "monitor")


def test_a_rubber_band_selects_what_it_touches(board):
    boxes = [board.step(row).bounding_box() for row in ("S01", "S02")]
    corner = min(box["x"] for box in boxes) - 4, min(box["y"] for box in boxes) - 4
    board.drag(board.cell("ops", "feedback"), corner)
    assert board.page.locator("[aria-selected='true']").count() == 2
    expect(board.page.locator(".sop-actions strong")).to_contain_text("2")


def test_selected_steps_are_grouped_assigned_merged_and_taken_out(board):
    board.step("S01").click(force=True)
    board.step("S02").click(force=True, modifiers=["Control"])

    def press(name):
        board.page.locator(".sop-actions").get_by_role("button", name=words(board, name), exact=True).click()

    press("group")
    board.page.keyboard.insert_text("Night shift")
    board.press("Enter")
    board.settle()
    group = next(each for each in record().processes if each.name == "Night shift")
    assert {step("S01").process, step("S02").process} == {group.id}
    press("merge")
    board.press("Enter")
    board.settle()
    left = {each.id for each in record().steps}
    assert len(left & {"S01", "S02"}) <= 1


def test_delete_takes_steps_out_and_undo_brings_them_back(board):
    focus(board, "S02")
    board.press("Delete")
    board.settle()
    assert "S02" not in by_id(record().steps)
    board.press("Control+z")
    board.settle()
    assert "S02" in by_id(record().steps)
    board.press("Control+Shift+z")
    board.settle()
    assert "S02" not in by_id(record().steps)
