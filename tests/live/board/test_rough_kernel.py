"""A kernel that drops, delays, doubles and dies at the worst moment: what it said is saved is saved, and all once."""

import random

import pytest
from playwright.sync_api import expect

from sop_kit.live import open_session
from sop_kit.live.board.board import board
from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from tests.live.board.board_page import BoardPage

SEEDS = range(6)
ACTS = 14
HELD = "Object.keys(localStorage).filter(key => key.startsWith('sop-kit:'))"
FAULTS = ("none", "none", "lost", "no answer", "late", "twice", "dies before", "dies after")


class RoughKernel:
    """A kernel between a page and a real desk; a fault is drawn for each act."""

    def __init__(self, luck: random.Random) -> None:
        self.luck = luck
        self.faults: tuple[str, ...] = FAULTS
        self.acknowledged: list[str] = []
        self.start()

    def start(self) -> None:
        """Start anew, as a kernel does in which the notebook is run again."""
        self.session = open_session("line", lang="en", live=True)
        self.desk = board(self.session)
        self.desk.send = lambda content, buffers=None: self._said.append(content)
        self.alive = True
        self._said: list[dict[str, object]] = []
        self._late: list[dict[str, object]] = []

    def answer(self, content):
        """Return what reaches the page after it has sent something."""
        fault = self.luck.choice(self.faults) if content["kind"] == "act" else "none"
        if self.alive and fault not in {"lost", "dies before"}:
            for _ in range(2 if fault == "twice" else 1):
                self.desk._heard(self.desk, content, [])
        said, self._said = self._said, []
        if fault in {"dies before", "dies after"}:
            self.alive = False
        if fault in {"no answer", "dies after"} or not self.alive:
            said = []
        # A late answer comes behind that to something else.
        said, self._late = ([], self._late + said) if fault == "late" else (said + self._late, [])
        self.acknowledged += [str(each["id"]) for each in said if each["kind"] == "done"]
        return {"messages": said, "view": dict(self.desk.view)}


class RoughPage(BoardPage):
    """A board on a page that loses its patience sooner."""

    def __init__(self, page, kernel):
        self.page, self.kernel, self.refused = page, kernel, []
        self.address = "http://rough.test/"
        page.on("pageerror", lambda error: self.refused.append(str(error)))
        page.expose_function("kernel", lambda content: kernel.answer(content))
        page.route(self.address, lambda route: route.fulfill(body=self._quick(), content_type="text/html; charset=utf-8"))
        self.load()

    def _quick(self):
        html = self._html()
        for patience in ("RESEND_MS = 4000", "STALE_MS = 10_000"):
            assert patience in html
            html = html.replace(patience, f"{patience.split()[0]} = 60")
        return html

    @property
    def desk(self):
        return self.kernel

    def note(self, text):
        self.page.locator(".sop-jot").fill(text)
        self.page.keyboard.press("Enter")

    def write(self, text):
        """Go on typing on the card of S01."""
        if not self.page.locator(".sop-card .sop-profile-done").is_visible():
            self.step("S01").focus()
            self.page.keyboard.press("Enter")
        field = self.page.locator(".sop-card .sop-profile-done textarea")
        field.press("End")
        self.page.keyboard.type(text)
        return field.input_value()

    def offered(self):
        return self.page.locator(".sop-offers li:not(.sop-met)").all_inner_texts()


@pytest.fixture
def rough(browser, session, request):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    opened = RoughPage(page, RoughKernel(random.Random(request.param)))
    yield opened
    page.close()
    assert not opened.refused


def store(kernel):
    return open_session("line", lang="en", live=False).record


@pytest.mark.parametrize("rough", SEEDS, indirect=True)
def test_whatever_the_kernel_does_every_word_is_stored_once(rough):
    kernel, luck = rough.kernel, rough.kernel.luck
    notes, written = [], ""
    for number in range(ACTS):
        what = luck.choice(("note", "note", "note", "write", "reload", "restart"))
        if what == "note":
            notes.append(f"note {number}")
            rough.note(notes[-1])
        elif what == "write":
            written = rough.write(f"<{number}>")
        else:
            if what == "restart":
                kernel.start()
            rough.load()
        stored = {change.id for change in kernel.session.kept.store.changes("line")}
        assert stored.issuperset(kernel.acknowledged)

    kernel.faults = ("none",)
    kernel.start()
    rough.load()
    saved = [step.action for step in store(kernel).steps if step.action in notes]
    rough.page.wait_for_function(
        "saved => ![...document.querySelectorAll('.sop-offers li')].some(line => saved.some(each => line.innerText.includes(`“${each}”`)))",
        arg=saved,
    )
    ready = f"() => !{HELD}.length || document.querySelector('.sop-offers li:not(.sop-met)')"
    while True:
        rough.page.wait_for_function(ready)
        if not rough.page.evaluate(f"{HELD}.length"):
            break
        rough.page.locator(".sop-offers li:not(.sop-met) button").first.click()
    record = store(kernel)
    assert sorted(step.action for step in record.steps if step.action.startswith("note")) == sorted(notes)
    assert not rough.offered()
    if written:
        kept = {by_id(record.steps)["S01"].done, *(each.theirs for each in record.conflicts), *(each.ours for each in record.conflicts)}
        assert written in kept
