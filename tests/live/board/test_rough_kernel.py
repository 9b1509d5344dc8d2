"""A kernel that drops, delays, doubles and dies at the worst moment: what it said is saved is saved, and all once."""

import random

import pytest
from playwright.sync_api import expect

from sop_kit.live import open_session
from sop_kit.live.board.board import board
from sop_kit.record.model import by_id
from tests.live.board.board_page import BoardPage

SEEDS = range(3)
ACTS = 12
FAULTS = ("none", "none", "lost", "no answer", "late", "twice", "dies before", "dies after")
HELD = "Object.keys(localStorage).filter(key => key.startsWith('sop-kit:')).length"
FULL = "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
OFFERS = ".sop-offers li:not(.sop-met)"
NOT_OFFERED = f"""stored => ![...document.querySelectorAll('{OFFERS}')].some(
  line => stored.some(text => line.innerText.includes(`“${{text}}”`)))"""


class RoughKernel:
    """A kernel between a page and a real desk; a fault is drawn for each act."""

    def __init__(self, luck):
        self.luck, self.faults, self.acknowledged = luck, FAULTS, []
        self.start()

    def start(self):
        """Start anew, as a kernel does in which the notebook is run again."""
        self.session = open_session("line", lang="en", live=True)
        self.desk = board(self.session)
        self.desk.send = lambda content, _buffers=None: self.said.append(content)
        self.alive, self.said, self.late = True, [], []

    def answer(self, content):
        """Return what reaches the page after it has sent something."""
        fault = self.luck.choice(self.faults) if content["kind"] == "act" else "none"
        if self.alive and fault not in {"lost", "dies before"}:
            for _ in range(2 if fault == "twice" else 1):
                self.desk._heard(self.desk, content, [])  # noqa: SLF001  what a browser's message comes to
        self.alive = self.alive and not fault.startswith("dies")
        said, self.said = self.said, []
        if not self.alive or fault == "no answer":
            said = []
        # A late answer comes behind that to something else.
        said, self.late = ([], self.late + said) if fault == "late" else (said + self.late, [])
        self.acknowledged += [each["id"] for each in said if each["kind"] == "done"]
        return {"messages": said, "view": dict(self.desk.view)}


class RoughPage(BoardPage):
    """A board on a page that loses its patience sooner."""

    address = "http://rough.test/"

    def __init__(self, page, kernel):
        self.page, self.desk, self.refused = page, kernel, []
        page.on("pageerror", lambda error: self.refused.append(str(error)))
        page.expose_function("kernel", kernel.answer)
        page.route(self.address, lambda route: route.fulfill(body=self._hasty(), content_type="text/html"))
        self.load()

    def _hasty(self):
        html = self._html()
        for patience in ("RESEND_MS = 4000", "STALE_MS = 10_000"):
            assert patience in html
            html = html.replace(patience, f"{patience.split()[0]} = 300")
        return html

    def note(self, text):
        """Put a note down on the board."""
        self.page.locator(".sop-jot").fill(text)
        self.page.keyboard.press("Enter")

    def write(self, text):
        """Go on typing on the card of S01, and return what stands in the field."""
        field = self.page.locator(".sop-card .sop-profile-done textarea")
        if not field.is_visible():
            self.step("S01").focus()
            self.page.keyboard.press("Enter")
        field.press("End")
        self.page.keyboard.type(text)
        return field.input_value()

    def save_what_is_offered(self):
        """Press "Save now" until the browser holds nothing any more that is not on disk."""
        while True:
            self.page.wait_for_function(f"() => !{HELD} || document.querySelector('{OFFERS}')")
            if not self.page.evaluate(HELD):
                return
            self.page.locator(f"{OFFERS} button").first.click()


@pytest.fixture
def rough(browser, session, request):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    opened = RoughPage(page, RoughKernel(random.Random(request.param)))  # noqa: S311  the same luck every time
    yield opened
    page.close()
    assert not opened.refused


@pytest.mark.parametrize("rough", SEEDS, indirect=True)
def test_whatever_the_kernel_does_every_word_is_stored_once(rough, session):
    kernel, store = rough.desk, session.kept.store
    notes, written = [], []
    for number in range(ACTS):
        what = kernel.luck.choice(("note", "note", "note", "write", "reload", "restart"))
        if what == "note":
            notes.append(f"note {number}")
            rough.note(notes[-1])
        elif what == "write" and kernel.alive:
            written.append(rough.write(f"<{number}>"))
        elif what == "reload":
            rough.load()
        elif what == "restart":
            kernel.start()
            rough.load()
        assert {change.id for change in store.changes("line")}.issuperset(kernel.acknowledged)

    kernel.faults = ("none",)
    kernel.start()
    rough.load()
    stored = [step.action for step in store.record("line").steps if step.action in notes]
    rough.page.wait_for_function(NOT_OFFERED, arg=stored)
    rough.save_what_is_offered()
    record = store.record("line")
    assert sorted(step.action for step in record.steps if step.action.startswith("note")) == sorted(notes)
    said = {by_id(record.steps)["S01"].done, *(text for each in record.conflicts for text in (each.ours, each.theirs))}
    assert said.issuperset(written[-1:])


@pytest.fixture
def calm(rough):
    rough.desk.faults = ("none",)
    return rough


@pytest.mark.parametrize("rough", [0], indirect=True)
def test_what_was_refused_is_put_right_without_a_contradiction(calm, session):
    calm.step("S01").focus()
    calm.page.keyboard.press("Enter")
    field = calm.page.locator(".sop-card").get_by_label("Minutes a run", exact=True)
    field.fill("ten")
    field.press("Enter")
    expect(calm.page.locator(OFFERS)).to_contain_text("ten")
    field.fill("10")
    field.press("Enter")
    calm.page.wait_for_function(f"{HELD} === 1")
    calm.page.locator(OFFERS).get_by_role("button", name="Throw away").click()
    record = session.kept.store.record("line")
    assert (by_id(record.steps)["S01"].minutes, record.conflicts) == (10, ())


@pytest.mark.parametrize("rough", [0], indirect=True)
def test_a_browser_that_keeps_nothing_says_so(calm):
    calm.page.evaluate(FULL)
    calm.desk.alive = False
    calm.note("Only here")
    line = calm.page.locator(".sop-saving")
    expect(line).to_contain_text("This browser keeps nothing")
    calm.desk.alive = True
    expect(line).to_contain_text("Added: S04")


@pytest.mark.parametrize("rough", [0], indirect=True)
def test_undo_that_found_nothing_is_not_carried_out_when_it_comes_again(calm, session):
    undo = {"kind": "act", "id": "undo", "name": "undo", "args": {}}
    while session.undo():
        pass
    note = {"text": "Written since", "role": session.record.roles[0].id, "stage": "monitor", "after": "*"}
    first = calm.desk.answer(undo)["messages"]
    calm.desk.answer({"kind": "act", "id": "note", "name": "add_notes", "args": note})
    assert calm.desk.answer(undo)["messages"] == first
    assert session.kept.store.record("line").steps[-1].action == "Written since"
