"""The card of a step in a browser: what is typed and pressed there stands in the record, and words stay words."""

import base64

import pytest
from playwright.sync_api import expect

from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from tests.live.board.board_page import BoardPage
from tests.live.board.desks import answered
from tests.rasters import png

BITE = '"><img src=x onerror="window.bitten = 1"><script>window.bitten = 1</script>'


@pytest.fixture(scope="module")
def window(browser):
    """Return one browser window for the tests of this file."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    yield context
    context.close()


@pytest.fixture
def board(window, session):
    """Return the board of three steps on a page; no test may leave an error of the page behind."""
    page = window.new_page()
    opened = BoardPage(page, session)
    yield opened
    page.close()
    assert not opened.refused


def open_card(board, row="S01"):
    board.step(row).focus()
    board.press("Enter")
    shown = board.page.locator(".sop-profile")
    expect(shown).to_be_visible()
    return shown


def step(board, row="S01"):
    return by_id(board.session.record.steps)[row]


def test_the_three_columns_stand_beside_each_other_and_save_as_they_are_typed(board):
    card = open_card(board)
    boxes = [card.get_by_label(name, exact=True).bounding_box() for name in ("Written", "Really done", "Agreed")]
    assert len({box["y"] for box in boxes}) == 1
    assert boxes[0]["x"] < boxes[1]["x"] < boxes[2]["x"]
    board.saved(lambda: card.get_by_label("Really done").fill("Only at noon\n每天一次"))
    assert step(board).done == "Only at noon\n每天一次"
    board.saved(lambda: card.get_by_label("Minutes waiting").fill("15"))
    assert step(board).waiting == 15


def test_a_field_that_somebody_types_in_stays_when_another_edit_comes(board):
    card = open_card(board)
    field = card.get_by_label("Agreed", exact=True)
    field.click()
    board.page.keyboard.insert_text("We loo")
    board.session.save([Edit(act="put", table="steps", row="S01", values={"written": "Twice a day"})])
    board.page.keyboard.insert_text("k twice")
    board.settle()
    assert (step(board).agreed, step(board).written) == ("We look twice", "Twice a day")
    expect(card.get_by_label("Written", exact=True)).to_have_value("Twice a day")


def test_half_a_name_becomes_nobody(board):
    card = open_card(board)
    entry = card.get_by_label("Has done it")
    entry.fill("Li")
    entry.press_sequentially(" Na", delay=5)
    assert board.session.record.people == ()
    board.saved(lambda: entry.press("Enter"))
    assert [person.name for person in board.session.record.people] == ["Li Na"]
    expect(card).to_contain_text("Only one person knows this.")
    board.saved(lambda: card.get_by_role("button", name="Take Li Na off").click())
    assert step(board).performers == ()


def test_the_matrix_is_pressed_and_its_fold_stays_open_from_step_to_step(board):
    card = open_card(board)
    card.locator("summary", has_text="Who:").click()
    board.saved(lambda: card.get_by_role("button", name="on-call: answers for it").click())
    board.saved(lambda: card.get_by_role("button", name="spare: does it").click())
    assert (step(board).role, step(board).accountable) == ("spare", ("on-call",))
    expect(card.get_by_role("button", name="spare: does it")).to_have_attribute("aria-pressed", "true")
    expect(card.get_by_role("button", name="data-team: does it")).to_have_attribute("aria-pressed", "false")


def test_a_lesson_and_a_promise_are_written_down_one_after_the_other(board):
    card = open_card(board)
    card.locator("summary", has_text="Lessons:").click()
    entry = card.get_by_role("textbox", name="What failed")
    for text in ("Nobody looked at night", "The script lives on one laptop"):
        entry.fill(text)
        board.saved(lambda: entry.press("Enter"))
    assert [lesson.text for lesson in board.session.record.lessons] == [
        "Nobody looked at night",
        "The script lives on one laptop",
    ]
    card.locator("summary", has_text="Promises:").click()
    card.get_by_label("New promise").fill("Put it into Git")
    board.saved(lambda: card.get_by_label("New promise").press("Enter"))
    card.get_by_label("Owner").fill("Zhou")
    board.saved(lambda: card.get_by_label("Owner").press("Enter"))
    (promise,) = board.session.record.actions
    assert by_id(board.session.record.people)[promise.owner].name == "Zhou"


def test_taking_a_step_out_wants_a_second_press(board):
    card = open_card(board, "S03")
    card.get_by_role("button", name="Take step out").click()
    assert "S03" in by_id(board.session.record.steps)
    board.saved(lambda: card.get_by_role("button", name="Really take S03 out?").click())
    assert "S03" not in by_id(board.session.record.steps)
    expect(board.page.locator(".sop-card")).to_be_hidden()


def test_a_photo_is_fetched_when_somebody_opens_it(board):
    data = base64.b64encode(png(40, 30)).decode()
    answered(board.desk.desk, "photo", {"name": "wall.png", "data": data, "step": ""})
    board.load()
    photos = board.page.locator(".sop-photos")
    expect(photos.locator("img")).to_have_count(0)
    photos.locator("summary").click()
    expect(photos.locator("img")).to_be_visible()


def test_the_card_of_a_lane_is_opened_beside_the_board(board):
    board.lane("on-call").focus()
    board.page.locator(".sop-actions").get_by_role("button", name="Card").click()
    card = board.page.locator(".sop-profile")
    card.get_by_label("People").fill("Zhou")
    board.saved(lambda: card.get_by_label("People").press("Enter"))
    (who,) = by_id(board.session.record.roles)["on-call"].people
    assert by_id(board.session.record.people)[who].name == "Zhou"


def test_hostile_words_do_nothing_in_the_browser(board):
    place = {"role": "on-call", "stage": "release", "after": ""}
    desk = board.desk.desk
    answered(desk, "name_lane", {"role": "on-call", "name": BITE})
    answered(desk, "add_notes", {"texts": [BITE, "长" * 10_000, "\u202eback\u202c 👩\u200d🔬"], **place}, "notes")
    for column in ("written", "done", "agreed", "hot_spot", "title"):
        args = {"table": "steps", "row": "S01", "column": column, "text": BITE, "before": ""}
        answered(desk, "set", args, column)
    answered(desk, "put_in", {"table": "steps", "row": "S01", "column": "performers", "text": BITE}, "who")
    answered(desk, "add_lesson", {"step": "S01", "kind": "pain", "text": BITE}, "lesson")
    answered(desk, "set_condition", {"source": "S01", "target": "S02", "when": "", "to_be": BITE}, "when")
    board.load()
    for row in [each.id for each in board.session.record.steps]:
        card = open_card(board, row)
        expect(card.get_by_label("What is done")).to_have_value(step(board, row).action)
    assert board.page.evaluate("window.bitten") is None
    assert board.page.locator("img, script[src], iframe").count() == 0
