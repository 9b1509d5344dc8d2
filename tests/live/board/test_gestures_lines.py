"""Arrows and lanes drawn with mouse and keyboard, in both languages: what was done is in the record."""

import pytest
from playwright.sync_api import expect

from sop_kit.record.model import by_id
from tests.live.board.five_steps import arrows, focus, record, words


def test_an_arrow_is_drawn_with_the_mouse_and_given_a_condition(board):
    board.page.mouse.move(*board.middle(board.step("S02")))
    board.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    board.drag(board.middle(board.page.locator(".sop-handle")), board.middle(board.step("S03")))
    board.settle()
    assert arrows("S02") == [("S03", "")]
    condition = board.page.get_by_label(words(board, "condition"), exact=True)
    expect(condition).to_be_focused()
    condition.fill("alerts > 3")
    board.press("Enter")
    board.settle()
    assert arrows("S02") == [("S03", "alerts > 3")]


@pytest.mark.parametrize("way", ["number", "arrow keys"])
def test_an_arrow_is_drawn_with_the_keyboard(board, way):
    focus(board, "S02")
    board.press("a", *(["4"] if way == "number" else ["ArrowRight", "ArrowDown"]))
    aim = board.page.evaluate("document.activeElement.dataset.stop").split("/")[1]
    assert aim == ("S04" if way == "number" else aim)
    board.press("Enter")
    board.settle()
    assert arrows("S02") == [(aim, "")]


def test_an_arrow_is_turned_round_and_taken_away_with_the_keyboard(board):
    focus(board, "S03")
    board.press("m")
    board.page.locator(".sop-chip", has_text="→ S04").focus()
    board.press("Enter")
    board.page.get_by_role("button", name=words(board, "turn"), exact=True).press("Enter")
    board.settle()
    assert (arrows("S03"), arrows("S04")) == ([], [("S03", "")])
    board.page.get_by_role("button", name=words(board, "turn"), exact=True).focus()
    board.press("Delete")
    board.settle()
    assert arrows("S04") == []


def test_an_arrow_is_chosen_with_the_mouse(board):
    arrow = next(each for each in board.picture["arrows"] if each["source"] == "S03")
    (x1, y1), (x2, y2) = arrow["points"][:2]
    sheet = board.page.locator(".sop-stand").bounding_box()
    zoom = sheet["width"] / board.picture["whole"][2]
    board.page.mouse.click(sheet["x"] + (x1 + x2) / 2 * zoom, sheet["y"] + (y1 + y2) / 2 * zoom)
    board.page.keyboard.insert_text("sure")
    board.press("Enter")
    board.settle()
    assert arrows("S03") == [("S04", "sure")]


def test_a_lane_is_added_named_moved_and_sized(board):
    board.page.get_by_label(words(board, "new_lane"), exact=True).first.fill("Data team")
    board.press("Enter")
    board.settle()
    lane = next(role.id for role in record().roles if role.name == "Data team")
    expect(board.lane(lane)).to_be_visible()
    board.lane(lane).focus()
    board.press("F2")
    board.page.keyboard.press("Control+a")
    board.page.keyboard.insert_text("Data desk")
    board.press("Enter")
    board.settle()
    assert by_id(record().roles)[lane].name == "Data desk"
    board.lane("owner").focus()
    board.press("Alt+ArrowUp")
    board.settle()
    order = [each["id"] for each in board.picture["lanes"]]
    assert order.index("owner") < order.index("expert")


def test_a_lane_is_dragged_to_another_place_and_to_another_height(board):
    board.lane("ops").focus()
    board.press("0")
    board.drag(
        board.middle(board.lane("owner")),
        tuple(a + b for a, b in zip(board.middle(board.lane("ops")), (0, -10), strict=True)),
    )
    board.settle()
    assert board.picture["lanes"][0]["id"] == "owner"
    box = board.lane("ops").bounding_box()
    edge = (box["x"] + box["width"] / 2, box["y"] + box["height"])
    board.drag(edge, (edge[0], edge[1] + 80))
    board.settle()
    assert next(lane.height for lane in record().settings.lanes if lane.role == "ops") > 0
    assert board.lane("ops").bounding_box()["height"] > box["height"] + 40
