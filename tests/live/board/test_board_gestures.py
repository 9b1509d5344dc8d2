"""Every gesture on the board, with mouse, fingers and keyboard, in both languages: what was done is in the record."""

import pytest
from playwright.sync_api import expect

from sop_kit.blocks.raster import raster
from sop_kit.cli.taking import start_workshop
from sop_kit.live import open_session
from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from sop_kit.record.pictures import FOLDER
from tests.live.board.board_page import BoardPage

ROLES = {"ops": ("Operations", "运营"), "expert": ("Expert", "专家"), "owner": ("Owner", "负责人")}
STEPS = {
    "S01": ("ops", "monitor", "Look at the screen", "看大屏", ["S03"]),
    "S02": ("ops", "monitor", "Count the alerts", "数告警", []),
    "S03": ("expert", "analyse", "Find the cause", "找原因", ["S04"]),
    "S04": ("owner", "decide", "Stop or go on", "停还是继续", []),
    "S05": ("owner", "release", "Release to one percent", "灰度百分之一", ["S01"]),
}


@pytest.fixture(scope="module")
def window(browser):
    """Return one browser window for the tests of this file."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, has_touch=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture(params=["en", "zh"])
def board(window, tmp_path, monkeypatch, request):
    """Return a board with five steps in three lanes; no test may leave an error of the page behind."""
    lang = request.param
    start_workshop(tmp_path / "w", product="line", name="Line")
    monkeypatch.chdir(tmp_path / "w")
    session = open_session("line", lang=lang)
    session.save(
        [*(Edit(act="drop", table="roles", row=role.id) for role in session.record.roles), *_edits(lang == "zh")]
    )
    page = window.new_page()
    opened = BoardPage(page, session)
    yield opened
    page.evaluate("localStorage.clear()")
    page.close()
    assert not opened.refused


def put(row, role, stage, action, **more):
    return Edit(act="put", table="steps", row=row, values={"role": role, "stage": stage, "action": action, **more})


def _edits(chinese):
    for role, names in ROLES.items():
        yield Edit(act="put", table="roles", row=role, values={"name": names[chinese]})
    for step, (role, stage, *said, onward) in STEPS.items():
        yield put(step, role, stage, said[chinese], next=[{"to": to} for to in onward])


def record():
    """Return the record as another notebook finds it on disk."""
    return open_session("line", lang="en").record


def step(row):
    return by_id(record().steps)[row]


def arrows(row):
    return [(arrow.to, arrow.when) for arrow in step(row).next]


def words(board, name):
    return board.desk.desk.view["board"]["words"][name]


def new_steps():
    return [(each.role, each.stage, each.action) for each in record().steps if each.id not in STEPS]


def cell_ids(board, lane, column):
    return next(each["ids"] for each in board.picture["places"] if (each["lane"], each["column"]) == (lane, column))


def focus(board, row):
    board.step(row).focus()


# Putting notes down


def test_notes_typed_in_a_row_above_the_board_become_steps(board):
    line = board.page.locator(".sop-jot")
    board.page.locator(".sop-entry select").nth(0).select_option("expert")
    board.page.locator(".sop-entry select").nth(1).select_option("analyse")
    line.focus()
    for text in ("One", "两个", "Three"):
        board.page.keyboard.insert_text(text)
        board.press("Enter")
    board.settle()
    assert new_steps() == [("expert", "analyse", text) for text in ("One", "两个", "Three")]
    expect(line).to_be_focused()
    assert cell_ids(board, "expert", "analyse")[0] == "S03"


def test_enter_inside_a_chinese_word_is_not_the_end_of_the_note(board):
    line = board.page.locator(".sop-jot")
    line.fill("kan")
    line.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    assert line.input_value() == "kan"
    board.press("Enter")
    board.settle()
    assert [action for *_, action in new_steps()] == ["kan"]


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_note_is_typed_right_in_a_cell(board, way):
    if way == "mouse":
        board.page.mouse.dblclick(*board.cell("expert", "monitor"))
    else:
        focus(board, "S01")
        board.press("ArrowDown", "n")
    field = board.page.locator(".sop-jot-inside input")
    expect(field).to_be_focused()
    for text in ("First", "Second"):
        board.page.keyboard.insert_text(text)
        board.press("Enter")
    board.press("Escape")
    board.settle()
    assert new_steps() == [("expert", "monitor", "First"), ("expert", "monitor", "Second")]


def test_what_was_typed_and_not_put_down_is_still_there_after_a_reload(board):
    board.page.locator(".sop-jot").fill("half a thou")
    board.load()
    assert board.page.locator(".sop-jot").input_value() == "half a thou"
    board.page.locator(".sop-jot").fill("")


# Moving steps


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


# Arrows


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


# Several at once


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


# Marks


def test_hot_spot_one_head_waiting_and_name_are_set_with_the_keyboard(board):
    focus(board, "S03")
    for key, text in (("h", "Takes all night"), ("o", "Zhang"), ("w", "90"), ("F2", "Find the real cause")):
        board.press(key)
        board.page.keyboard.press("Control+a")
        board.page.keyboard.insert_text(text)
        board.press("Enter")
        board.settle()
        expect(board.step("S03")).to_be_focused()
    found = step("S03")
    assert (found.hot_spot, found.waiting, found.action) == ("Takes all night", 90, "Find the real cause")
    assert [by_id(record().people)[who].name for who in found.performers] == ["Zhang"]


# Lanes


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


# Pasting


def test_lines_pasted_on_the_board_become_steps_after_a_look(board):
    focus(board, "S03")
    _paste(board, "Line one\nLine two\n")
    board.page.locator(".sop-card").get_by_role("button", name=words(board, "paste"), exact=True).click()
    board.settle()
    assert new_steps() == [("expert", "analyse", "Line one"), ("expert", "analyse", "Line two")]


def test_rows_of_a_spreadsheet_go_to_the_role_and_stage_they_name(board):
    chinese = board.session.say.lang == "zh"
    heads = ("角色", "阶段", "做什么") if chinese else ("role", "stage", "action")
    row = ("负责人", "决策", "Row one") if chinese else ("Owner", "decide", "Row one")
    focus(board, "S01")
    _paste(board, "\n".join("\t".join(cells) for cells in (heads, row)))
    expect(board.page.locator(".sop-card")).to_contain_text("Row one")
    board.press("Enter")
    board.settle()
    assert new_steps() == [("owner", "decide", "Row one")]


def test_a_photo_dropped_on_the_board_is_kept_as_evidence_and_scaled_down(board):
    board.page.evaluate(
        """async () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [4000, 3000];
      canvas.getContext("2d").fillRect(0, 0, 900, 900);
      const blob = await new Promise(done => canvas.toBlob(done, "image/png"));
      const data = new DataTransfer();
      data.items.add(new File([blob], "wall.png", {type: "image/png"}));
      const drop = new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true});
      document.querySelector(".sop-frame-outer").dispatchEvent(drop);
    }"""
    )
    board.page.wait_for_function("window.sent?.some(each => each.name === 'photo')")
    board.settle()
    [image] = record().images
    kept = raster((board.session.kept.workshop.folder / FOLDER / image.file).read_bytes())
    assert max(kept.width, kept.height) == 2400


def _paste(board, text):
    board.page.evaluate(
        """text => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      const paste = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
      document.activeElement.dispatchEvent(paste);
    }""",
        text,
    )


# Looking


def test_search_finds_counts_and_goes_round(board):
    focus(board, "S01")
    board.press("/")
    board.page.keyboard.insert_text("S0")
    expect(board.page.locator(".sop-live")).to_contain_text("5")
    board.press("Enter", "Enter")
    expect(board.page.locator(".sop-live")).to_contain_text("3")
    board.press("Escape")
    assert board.page.evaluate("document.activeElement.dataset.stop").startswith("step/")


def test_zoom_keeps_the_place_under_the_pointer_and_a_new_view_keeps_the_zoom(board):
    x, y = board.middle(board.step("S04"))
    board.page.mouse.move(x, y)
    board.page.keyboard.down("Control")
    board.page.mouse.wheel(0, -300)
    board.page.keyboard.up("Control")
    width = board.page.locator(".sop-stand").bounding_box()["width"]
    now = board.middle(board.step("S04"))
    assert abs(now[0] - x) < 60
    focus(board, "S04")
    board.press("Alt+ArrowUp")
    board.settle()
    assert board.page.locator(".sop-stand").bounding_box()["width"] == width


def test_the_board_on_the_wall_shows_no_tools_and_escape_leaves(board):
    focus(board, "S03")
    board.press("p")
    expect(board.page.locator(".sop-caption")).to_contain_text("S03")
    expect(board.page.locator(".sop-jot")).to_be_hidden()
    board.page.keyboard.press("Escape")
    board.page.wait_for_function("!document.querySelector('.sop-showing')")
    expect(board.page.locator(".sop-jot")).to_be_visible()
