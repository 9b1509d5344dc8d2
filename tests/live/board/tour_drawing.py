"""A tour of the board in JupyterLab, what is moved, drawn and chosen: after each gesture the record holds it."""

import pytest
from playwright.sync_api import expect

from sop_kit.record.kinds import CORE_PROCESSES
from sop_kit.record.model import by_id
from tests.live.board.five_steps import arrows, cell_ids, focus, record, step, words

# The round handle of the step in focus, which can stand at the edge of what is seen.
IN_SIGHT = """() => {
  const box = name => document.querySelector(name).getBoundingClientRect();
  const [handle, frame] = [box(".sop-handle"), box(".sop-frame-outer")];
  return handle.right < frame.right && handle.bottom < frame.bottom;
}"""


def moves(board):
    board.drag(board.middle(board.step("S03")), board.cell("ops", "feedback"))
    board.settle()
    assert (step("S03").role, step("S03").stage) == ("ops", "feedback")
    for key, place in (("Alt+ArrowRight", ("ops", "analyse")), ("Alt+ArrowDown", ("expert", "analyse"))):
        focus(board, "S03")
        board.press(key)
        board.settle()
        assert (step("S03").role, step("S03").stage) == place

    head = record().head
    board.drag(board.middle(board.step("S03")), board.cell("ops", "feedback"), drop=False)
    board.press("Escape")
    board.page.mouse.up()
    board.settle()
    assert record().head == head

    together(board)
    within_a_cell(board)
    focus(board, "S02")
    board.press("Escape", "m")
    board.button(words(board, "move_to")).click()
    form = board.box.get_by_role("dialog")
    form.get_by_label(words(board, "role"), exact=True).select_option("owner")
    form.get_by_label(words(board, "stage"), exact=True).select_option("decide")
    form.get_by_label(words(board, "after"), exact=True).select_option("S04")
    form.get_by_role("button", name=words(board, "move"), exact=True).click()
    board.settle()
    assert (step("S02").role, step("S02").stage) == ("owner", "decide")


def together(board):
    before = step("S01"), step("S04")
    board.step("S01").click(force=True)
    board.step("S04").click(force=True, modifiers=["Shift"])
    board.drag(board.middle(board.step("S04")), board.cell("expert", "optimise"))
    board.settle()
    assert {(step(row).role, step(row).stage) for row in ("S01", "S04")} == {("expert", "optimise")}
    board.press("Control+z")
    board.settle()
    assert (step("S01"), step("S04")) == before


def within_a_cell(board):
    one, other = cell_ids(board, "expert", "monitor")
    box = board.step(other).bounding_box()
    board.drag(board.middle(board.step(one)), (box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.9))
    board.settle()
    assert cell_ids(board, "expert", "monitor") == [other, one]


def fingers(board):
    touch = board.page.context.new_cdp_session(board.page)

    def finger(kind, *points):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    def carry(start, end, lifted):
        finger("touchStart", start)
        expect(lifted).to_have_attribute("aria-selected", "true")
        for part in (0.3, 0.6, 1.0):
            finger("touchMove", tuple(a + (b - a) * part for a, b in zip(start, end, strict=True)))
            board.page.evaluate("() => new Promise(requestAnimationFrame)")
        finger("touchEnd")
        board.settle()

    board.press("Escape")
    carry(board.middle(board.step("S02")), board.cell("ops", "optimise"), board.step("S02"))
    assert (step("S02").role, step("S02").stage) == ("ops", "optimise")
    board.page.touchscreen.tap(*board.middle(board.step("S05")))
    board.page.wait_for_function(IN_SIGHT)
    carry(board.middle(board.box.locator(".sop-handle")), board.middle(board.step("S03")), board.step("S05"))
    assert arrows("S05") == [("S01", ""), ("S03", "")]
    focus(board, "S05")
    board.press("Control+z")
    board.settle()
    assert arrows("S05") == [("S01", "")]

    select = board.button(words(board, "select_mode"))
    select.click()
    for row in ("S01", "S04"):
        board.page.touchscreen.tap(*board.middle(board.step(row)))
    assert {"S01", "S04"} <= set(chosen(board))
    expect(board.box.locator(".sop-card")).to_be_hidden()  # two touches, and no double touch
    select.click()

    (x, y), before = board.middle(board.step("S03")), board.zoom()
    finger("touchStart", (x - 30, y), (x + 30, y))
    finger("touchMove", (x - 60, y), (x + 60, y))
    finger("touchEnd")
    assert board.zoom() == pytest.approx(2 * before, rel=0.05)
    focus(board, "S03")
    board.press("Escape", "0")


def arrows_drawn(board):
    board.step("S02").hover(force=True)
    board.drag(board.middle(board.box.locator(".sop-handle")), board.middle(board.step("S03")))
    board.settle()
    assert arrows("S02") == [("S03", "")]
    condition = board.box.get_by_label(words(board, "condition"), exact=True)
    expect(condition).to_be_focused()
    board.type("alerts > 3")
    assert arrows("S02") == [("S03", "alerts > 3")]

    focus(board, "S02")
    board.press("a", *"05", "Enter")
    board.settle()
    assert arrows("S02") == [("S03", "alerts > 3"), ("S05", "")]
    strip = board.box.locator(".sop-actions strong")
    expect(strip).to_have_text("S02 → S05")
    board.button(words(board, "turn")).click()
    board.settle()
    assert (arrows("S02"), arrows("S05")) == ([("S03", "alerts > 3")], [("S01", ""), ("S02", "")])
    expect(strip).to_have_text("S05 → S02")
    board.button(words(board, "turn")).focus()
    board.press("Delete")
    board.settle()
    assert arrows("S05") == [("S01", "")]

    arrow = next(each for each in board.picture["arrows"] if each["source"] == "S03")
    (x1, y1), (x2, y2) = arrow["points"][:2]
    sheet, zoom = board.page.locator(".sop-stand").bounding_box(), board.zoom() / board.picture["whole"][2]
    board.page.mouse.click(sheet["x"] + (x1 + x2) / 2 * zoom, sheet["y"] + (y1 + y2) / 2 * zoom)
    expect(condition).to_be_focused()
    board.type("sure")
    assert arrows("S03") == [("S04", "sure")]


def lanes(board):
    def order():
        return [each["id"] for each in board.picture["lanes"]]

    board.box.get_by_label(words(board, "new_lane"), exact=True).first.fill("Data team")
    board.press("Enter")
    board.settle()
    made = next(role.id for role in record().roles if role.name == "Data team")
    expect(board.lane(made)).to_be_visible()
    board.lane(made).focus()
    board.press("F2")
    board.type("Data desk")
    assert by_id(record().roles)[made].name == "Data desk"
    board.page.mouse.dblclick(*board.middle(board.lane(made)))
    board.type("数据组")
    assert by_id(record().roles)[made].name == "数据组"
    board.lane("owner").focus()
    board.press("0", "Alt+ArrowUp")
    board.settle()
    assert order() == ["ops", "owner", "expert", made]
    for name, now in (("down", ["ops", "expert", "owner", made]), ("up", ["ops", "owner", "expert", made])):
        board.button(words(board, name)).click()
        board.settle()
        assert order() == now

    x, y = board.middle(board.lane("ops"))
    board.drag(board.middle(board.lane("owner")), (x, y - 10))
    board.settle()
    assert order() == ["owner", "ops", "expert", made]
    box = board.lane("ops").bounding_box()
    edge = box["x"] + box["width"] / 2, box["y"] + box["height"]
    board.drag(edge, (edge[0], edge[1] + 60))
    board.settle()
    assert heights()["ops"] > 0
    board.lane("ops").focus()
    board.button(words(board, "height")).click()
    board.type("0")
    assert heights().get("ops", 0) == 0
    board.lane(made).focus()
    board.press("Delete")
    board.settle()
    assert order() == ["owner", "ops", "expert"]


def heights():
    return {lane.role: lane.height for lane in record().settings.lanes}


def chosen(board):
    steps = board.box.locator("[data-stop^='step/'][aria-selected='true']")
    return steps.evaluate_all("cells => cells.map(cell => cell.sopStop.id)")


def several(board):
    def pressed(name):
        board.box.locator(".sop-actions").get_by_role("button", name=words(board, name), exact=True).click()

    board.press("0")
    board.step("S01").click(force=True)
    board.step("S04").click(force=True, modifiers=["Shift"])
    assert set(chosen(board)) == {"S01", "S04"}
    pressed("group")
    board.type("Night shift")
    [group] = [each.id for each in record().processes if each.name == "Night shift"]
    assert {step("S01").process, step("S04").process} == {group}
    pressed("assign")
    board.box.get_by_role("dialog").locator("select").select_option(CORE_PROCESSES[0])
    board.press("Enter")
    board.settle()
    assert {step("S01").process, step("S04").process} == {CORE_PROCESSES[0]}

    one, other = cell_ids(board, "expert", "monitor")
    boxes = [board.step(row).bounding_box() for row in (one, other)]
    corner = min(box["x"] for box in boxes) - 4, min(box["y"] for box in boxes) - 4
    board.drag(board.cell("expert", "monitor"), corner)
    assert chosen(board) == [one, other]
    pressed("merge")
    board.press("Enter")
    board.settle()
    assert cell_ids(board, "expert", "monitor") == [one]
    assert {"First", "Second"} <= set(step(one).model_dump_json().replace("\\n", '"').split('"'))
    focus(board, one)
    board.press("Control+z")
    board.settle()
    assert cell_ids(board, "expert", "monitor") == [one, other]

    focus(board, one)
    board.press("Escape", "Space")
    focus(board, other)
    board.press("Space")
    assert chosen(board) == [one, other]
    board.press("Delete")
    board.settle()
    assert not {one, other} & set(by_id(record().steps))
    board.button(words(board, "undone")).click()
    board.settle()
    assert {one, other} <= set(by_id(record().steps))
    focus(board, "S01")
    board.press("Control+a")
    assert len(chosen(board)) == len(record().steps)
    board.press("Escape")
    assert chosen(board) == []
