"""Looking at the board, in both languages: search, zoom, the wall."""

import pytest
from playwright.sync_api import expect

from sop_kit.record.changes import Edit
from tests.live.board.five_steps import focus, words


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


def test_the_names_of_stages_and_lanes_stay_over_their_columns_and_beside_their_rows(board):
    def stand_where_they_belong(strip, side, at, whole):
        sheet = board.page.locator(".sop-stand").bounding_box()
        zoom = sheet["width"] / board.picture["whole"][2]
        heads = board.page.locator(strip).locator("> div")
        for head, each in zip(heads.all(), board.picture[whole], strict=True):
            assert head.bounding_box()[side] == pytest.approx(sheet[side] + each[at] * zoom, abs=2)

    frame = board.page.locator(".sop-frame-outer")
    board.session.save([Edit(act="put", table="settings", values={"lanes": [{"role": "ops", "height": 1500}]})])
    board.load()
    focus(board, "S03")
    board.press("-", "-", "-")  # narrower than its frame, and higher
    frame.evaluate("frame => frame.scrollTo(0, 200)")
    expect(board.page.locator(".sop-heads-stages")).to_be_visible()
    stand_where_they_belong(".sop-heads-stages", "x", "x", "columns")
    expect(board.page.locator(".sop-heads-lanes")).to_be_hidden()
    board.press(*"+++++++")
    frame.evaluate("frame => frame.scrollTo(300, 200)")
    expect(board.page.locator(".sop-heads-lanes")).to_be_visible()
    stand_where_they_belong(".sop-heads-stages", "x", "x", "columns")
    stand_where_they_belong(".sop-heads-lanes", "y", "y", "lanes")


def test_details_are_seen_at_the_step_in_focus_and_at_all_when_asked_for(board):
    board.session.save([Edit(act="put", table="steps", row=row, values={"waiting": 90}) for row in ("S03", "S04")])
    board.load()
    badges = board.page.locator(".sop-badge")
    board.lane("ops").focus()
    assert [badge.is_visible() for badge in badges.all()] == [False, False]
    focus(board, "S03")
    assert sorted(badge.is_visible() for badge in badges.all()) == [False, True]
    board.page.get_by_role("button", name=words(board, "details_all"), exact=True).click()
    assert [badge.is_visible() for badge in badges.all()] == [True, True]
    focus(board, "S04")
    board.press("d")
    assert sorted(badge.is_visible() for badge in badges.all()) == [False, True]


def test_the_notebook_hears_ctrl_s_on_the_board_and_no_other_key(board):
    # JupyterLab listens for keys that bubble up, Notebook 7 for keys on their way down; both obey the attribute.
    board.page.evaluate(
        """() => {
      window.heard = [];
      const hear = event => {
        const free = !event.target.closest("[data-lm-suppress-shortcuts]");
        if (free) window.heard.push(`${event.key} ${event.eventPhase === Event.CAPTURING_PHASE ? "down" : "up"}`);
      };
      document.addEventListener("keydown", hear, true);
      document.addEventListener("keydown", hear);
    }"""
    )
    for reach in (board.step("S03"), board.page.locator(".sop-jot")):
        reach.focus()
        board.press("d", "Control+s", "d", "Control+b")
    heard = [each for each in board.page.evaluate("window.heard") if not each.startswith("Control")]
    assert heard == ["s down", "s up"] * 2
