"""Notes on the board, in both languages: typed in a row, right in a cell, pasted, marked; they are in the record."""

import pytest
from playwright.sync_api import expect

from sop_kit.blocks.raster import raster
from sop_kit.record.model import by_id
from sop_kit.record.pictures import FOLDER
from tests.live.board.five_steps import cell_ids, focus, new_steps, paste, record, step, words


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


def test_a_double_click_at_the_edge_of_what_is_seen_writes_in_the_field_under_the_pointer(board):
    focus(board, "S01")
    board.press("0", *"+++++")
    frame = board.page.locator(".sop-frame-outer")
    frame.evaluate("frame => frame.scrollTo(0, 0)")
    box, (_, y) = frame.bounding_box(), board.cell("expert", "monitor")
    frame.evaluate("(frame, by) => frame.scrollBy(0, by)", y - box["y"] - box["height"] + 4)
    board.page.mouse.dblclick(*board.cell("expert", "monitor"))
    expect(board.page.locator(".sop-jot-inside input")).to_be_focused()
    board.page.keyboard.insert_text("Here")
    board.press("Enter")
    board.settle()
    assert new_steps() == [("expert", "monitor", "Here")]


def test_undo_in_the_line_takes_the_note_back_that_was_put_down_there(board):
    line = board.page.locator(".sop-jot")
    line.focus()
    board.page.keyboard.insert_text("One")
    board.press("Enter")
    board.settle()
    board.press("Control+z")
    board.settle()
    assert new_steps() == []
    board.page.keyboard.insert_text("Two")
    board.press("Control+z")
    board.settle()
    assert (line.input_value(), new_steps()) == ("", [])


def test_what_was_typed_and_not_put_down_is_still_there_after_a_reload(board):
    board.page.locator(".sop-jot").fill("half a thou")
    board.load()
    assert board.page.locator(".sop-jot").input_value() == "half a thou"
    board.page.locator(".sop-jot").fill("")


def test_lines_pasted_on_the_board_become_steps_after_a_look(board):
    focus(board, "S03")
    paste(board, "Line one\nLine two\n")
    board.page.locator(".sop-card").get_by_role("button", name=words(board, "paste"), exact=True).click()
    board.settle()
    assert new_steps() == [("expert", "analyse", "Line one"), ("expert", "analyse", "Line two")]


def test_rows_of_a_spreadsheet_go_to_the_role_and_stage_they_name(board):
    chinese = board.session.say.lang == "zh"
    heads = ("角色", "阶段", "做什么") if chinese else ("role", "stage", "action")
    row = ("负责人", "决策", "Row one") if chinese else ("Owner", "decide", "Row one")
    focus(board, "S01")
    paste(board, "\n".join("\t".join(cells) for cells in (heads, row)))
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
