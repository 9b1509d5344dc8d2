"""A tour of the board in JupyterLab, what is written: after each gesture the record holds it."""

from playwright.sync_api import expect

from sop_kit.live.board.raci import letter_names
from sop_kit.record.labels import column_label
from sop_kit.record.model import by_id
from sop_kit.record.pictures import FOLDER
from sop_kit.record.tables import Lesson
from sop_kit.record.value_labels import choice_names
from tests.live.board.five_steps import ROLES, focus, new_steps, record, step, words
from tests.rasters import png

COPY_TEXT = "text => navigator.clipboard.writeText(text)"
COPY_PHOTO = """async () => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [400, 300];
  canvas.getContext("2d").fillRect(0, 0, 90, 90);
  const blob = await new Promise(done => canvas.toBlob(done, "image/png"));
  await navigator.clipboard.write([new ClipboardItem({"image/png": blob})]);
}"""


def notes(board):
    for number, value in enumerate(("expert", "analyse")):
        board.box.locator(".sop-entry select").nth(number).select_option(value)
    line = board.box.locator(".sop-jot")
    line.focus()
    for text in ("One", "两个", "Three"):
        board.page.keyboard.insert_text(text)
        board.press("Enter")
    board.settle()
    assert new_steps() == [("expert", "analyse", text) for text in ("One", "两个", "Three")]
    expect(line).to_be_focused()
    line.fill("kan")
    line.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    expect(line).to_have_value("kan")  # Enter belongs to the Chinese word
    line.fill("")

    board.page.mouse.dblclick(*board.cell("expert", "monitor"))
    expect(board.box.locator(".sop-jot-inside input")).to_be_focused()
    for text in ("First", "Second"):
        board.page.keyboard.insert_text(text)
        board.press("Enter")
    board.press("Escape")
    board.settle()
    assert new_steps()[3:] == [("expert", "monitor", "First"), ("expert", "monitor", "Second")]

    board.page.locator("[data-stop='place/owner/feedback/']").focus()
    board.press("n")
    board.page.keyboard.insert_text("By key")
    board.press("Enter", "Escape")
    board.settle()
    assert new_steps()[5:] == [("owner", "feedback", "By key")]


def back_and_forth(board):
    before = new_steps()
    focus(board, "S01")
    for keys, left in (
        (("Control+z", "Control+z", "Control+z"), before[:3]),
        (("Control+y", "Control+Shift+z"), before[:5]),
    ):
        board.press(*keys)
        board.settle()
        assert new_steps() == left
    for name, left in (("redone", before), ("undone", before[:5])):
        board.button(words(board, name)).click()
        board.settle()
        assert new_steps() == left


def marks(board):
    focus(board, "S03")
    for key, text in (("h", "Takes all night"), ("o", "Zhang"), ("w", "90"), ("F2", "Find the real cause")):
        board.press(key)
        board.type(text)
        expect(board.step("S03")).to_be_focused()
    found = step("S03")
    assert (found.hot_spot, found.waiting, found.action) == ("Takes all night", 90, "Find the real cause")
    assert [by_id(record().people)[who].name for who in found.performers] == ["Zhang"]


def card(board):
    say = board.session.say
    x, y = board.middle(board.step("S03"))
    board.page.mouse.dblclick(x, y)
    shown = board.box.locator(".sop-profile")
    for column, text in (("written", "Once a day"), ("done", "每天两次"), ("agreed", "Twice\neach day")):
        shown.get_by_label(column_label(say, column), exact=True).fill(text)
        board.settle()
        assert getattr(step("S03"), column) == text

    folds = shown.locator("summary")
    folds.nth(0).click()
    owner = ROLES["owner"][say.lang == "zh"]
    shown.get_by_role("button", name=f"{owner}: {letter_names(say)['A']}", exact=True).click()
    board.settle()
    assert step("S03").accountable == ("owner",)
    folds.nth(1).click()
    failed = shown.get_by_role("textbox", name=choice_names(say, Lesson, "kind")["failed"], exact=True)
    failed.fill("Nobody looked at night")
    failed.press("Enter")
    board.settle()
    assert [(each.step, each.kind, each.text) for each in record().lessons] == [
        ("S03", "failed", "Nobody looked at night")
    ]
    failed.press("Escape")
    expect(board.box.locator(".sop-card")).to_be_hidden()
    expect(board.step("S03")).to_be_focused()


def pasted(board):
    chinese = board.session.say.lang == "zh"
    focus(board, "S03")
    board.page.evaluate(COPY_TEXT, "Line one\nLine two\n")
    board.press("Control+v")
    board.box.locator(".sop-card").get_by_role("button", name=words(board, "paste"), exact=True).click()
    board.settle()
    assert {("expert", "analyse", "Line one"), ("expert", "analyse", "Line two")} <= set(new_steps())

    heads = ("角色", "阶段", "做什么") if chinese else ("role", "stage", "action")
    row = ("负责人", "决策", "Row one") if chinese else ("Owner", "decide", "Row one")
    board.page.evaluate(COPY_TEXT, "\n".join("\t".join(cells) for cells in (heads, row)))
    focus(board, "S01")
    board.press("Control+v")
    expect(board.box.locator(".sop-card")).to_contain_text("Row one")
    board.press("Enter")
    board.settle()
    assert ("owner", "decide", "Row one") in new_steps()


def photo(board):
    board.page.evaluate(COPY_PHOTO)
    focus(board, "S03")
    board.press("Escape", "Space", "Control+v")
    photos_kept(board, 1)
    board.press("Escape")
    with board.page.expect_file_chooser() as asked:
        board.button(words(board, "photo")).click()
    asked.value.set_files({"name": "wall.png", "mimeType": "image/png", "buffer": png(40, 30)})
    assert [image.step for image in photos_kept(board, 2)] == ["S03", ""]


def photos_kept(board, number):
    # The browser makes a photo smaller before it becomes an act.
    board.until(lambda: len(record().images) == number)
    board.settle()
    images = record().images
    assert all((board.session.kept.workshop.folder / FOLDER / image.file).is_file() for image in images)
    return images
