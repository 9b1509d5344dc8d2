"""Kernel, page, server or browser go in the middle of typing, or two type at once: every word is there, and once."""

import json
from urllib.parse import urlsplit

import psutil
import pytest
from playwright.sync_api import expect

from sop_kit.cli.taking import start_workshop, take
from sop_kit.places import kit_path
from sop_kit.record.model import by_id
from sop_kit.words import words
from tests.browser import ARGUMENTS, browser_program
from tests.live.lab import PATIENCE_MS, Notebook, running_lab, set_language

pytestmark = pytest.mark.xdist_group("lab")
PRODUCT = "govuk-chat"
CAPTURE = "01-capture-workflow.ipynb"
ONE, TWO = "one.ipynb", "two.ipynb"
SHOW = """from sop_kit.live import open_session, show_agreements, show_board

session = open_session(record, lang=lang, live=live)
show_board(session)
show_agreements(session)"""
SOONER_MS = 2_000  # what somebody else wrote is in sight within two seconds
HELD = "Object.keys(localStorage).filter(key => key.startsWith('sop-kit:'))"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def lab(browser, home):
    workshop = start_workshop(home / "复盘 工作坊 4", product=None, name=None)
    take(workshop, [kit_path("workshop", f"{PRODUCT}.yaml")], product=None, name=None)
    whole = json.loads((workshop.notebooks / CAPTURE).read_text(encoding="utf-8"))
    parameters = next(cell for cell in whole["cells"] if cell["id"] == "parameters")
    cells = [parameters, {**parameters, "id": "desks", "source": SHOW, "metadata": {}}]
    for name in (ONE, TWO):
        (workshop.notebooks / name).write_text(json.dumps({**whole, "cells": cells}), encoding="utf-8")
    with running_lab(workshop, home) as running:
        yield running


def opened_window(browser, home):
    """Open a browser that keeps its storage on disk, as a person's does."""
    return browser.browser_type.launch_persistent_context(
        home / "profile",
        executable_path=browser_program(),
        args=ARGUMENTS,
        viewport={"width": 1280, "height": 900},
    )


@pytest.fixture(scope="module")
def window(browser, home):
    context = opened_window(browser, home)
    yield context
    context.close()


@pytest.fixture
def room(window, lab):
    """Return how a notebook is opened and run; afterwards nothing of it is left."""

    def opened(lang, mark, name=ONE):
        set_language(lab.workshop, name, lang)
        here = Room(lab, Notebook(window.new_page(), lab, name), lang, mark)
        here.run()
        return here

    yield opened
    for page in window.pages[1:]:
        page.close()
    lab.stop_kernels()


class Room:
    """A notebook with the board and a panel, the words that were typed there, and the record."""

    def __init__(self, lab, notebook, lang, mark):
        self.lab, self.notebook, self.page, self.say = lab, notebook, notebook.page, words(lang)
        self.mark = mark  # every text that is typed carries it
        self.notes, self.promises = [], []

    def run(self):
        self.notebook.run()
        self.wait_for_desks()

    def wait_for_desks(self):
        expect(self.desk("agreements").locator(".sop-title")).to_be_visible(timeout=PATIENCE_MS)
        expect(self.page.locator(".sop-grid")).to_be_visible(timeout=PATIENCE_MS)

    def desk(self, name):
        return self.page.locator(f"[data-desk='{name}']")

    def note(self, *texts):
        """Type notes in a row on the board."""
        for text in texts:
            self.page.locator(".sop-jot").click()
            self.page.keyboard.type(text)
            self.page.keyboard.press("Enter")
            self.notes.append(text)

    def promise(self, text):
        """Type a promise into the panel."""
        self._promises.click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.promises.append(text)

    @property
    def _promises(self):
        return self.page.get_by_label(self.say("A promise: who will do what? Enter writes it down"))

    def open_card(self, step):
        self.page.locator(f"[data-stop='step/{step}//']").focus()
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".sop-card")).to_contain_text(step)

    def card(self, text):
        """Go on typing what is really done on the card."""
        field = self.page.locator(".sop-card .sop-profile-done textarea")
        field.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text)

    def begin_half(self):
        """Type half a note and half a promise."""
        self.page.locator(".sop-jot").click()
        self.page.keyboard.type("half a n")
        self._promises.click()
        self.page.keyboard.type("半个承")

    def end_half(self):
        """See that both halves still stand there, and put them down."""
        expect(self.page.locator(".sop-jot")).to_have_value("half a n", timeout=PATIENCE_MS)
        expect(self._promises).to_have_value("半个承", timeout=PATIENCE_MS)
        for field, rest in ((self.page.locator(".sop-jot"), f"ote {self.mark}"), (self._promises, f"诺 {self.mark}")):
            field.click()
            self.page.keyboard.press("End")
            self.page.keyboard.type(rest)
            self.page.keyboard.press("Enter")
        self.notes.append(f"half a note {self.mark}")
        self.promises.append(f"半个承诺 {self.mark}")

    def settled(self):
        """Wait until the browser holds nothing any more that is not on disk."""
        self.page.wait_for_function(f"!{HELD}.length", timeout=PATIENCE_MS)

    def save_what_is_offered(self):
        """Press "Save now" wherever something is offered, until nothing is left."""
        ready = f"() => !{HELD}.length || document.querySelector('.sop-offers li:not(.sop-met)')"
        offers = self.page.locator(".sop-offers li:not(.sop-met)")
        while True:
            self.page.wait_for_function(ready, timeout=PATIENCE_MS)
            if not self.page.evaluate(f"{HELD}.length"):
                return
            offers.get_by_role("button", name=self.say("Save now")).first.click()

    def compare(self, step, done):
        """Compare the record with what was typed, letter by letter."""
        record, mark = self.lab.record(PRODUCT), self.mark
        assert sorted(each.action for each in record.steps if mark in each.action) == sorted(self.notes)
        assert sorted(each.text for each in record.actions if mark in each.text) == sorted(self.promises)
        assert by_id(record.steps)[step].done == done

    def begin(self, step, mark):
        """Type everywhere while all is well, and wait until it is acknowledged."""
        self.open_card(step)
        before = by_id(self.lab.record(PRODUCT).steps)[step].done
        self.card(f" first {mark}")
        self.note(f"first {mark}", f"第二条 {mark}")
        self.promise(f"first promise {mark}")
        self.settled()
        self.compare(step, f"{before} first {mark}".strip())
        return f"{before} first {mark}".strip()


def test_the_kernel_dies(room, lab):
    here = room("en", "·A")
    done = here.begin("GC03", "·A")
    kernel = lab.kernel(ONE)
    kernel.suspend()  # nothing that is typed from now on is heard
    here.card(" and more")
    here.note("third ·A", "fourth ·A")
    kernel.kill()
    here.notebook.wait_for_loss()
    here.page.get_by_role("button", name="Ok", exact=True).click()  # "the kernel appears to have died"
    here.promise("second ·A")
    here.begin_half()
    here.notebook.wait_for_kernel()
    here.run()
    here.end_half()
    here.save_what_is_offered()
    here.compare("GC03", f"{done} and more")


def test_the_page_is_closed_before_anything_gets_through(room, lab, window):
    here = room("zh", "·B")
    done = here.begin("GC04", "·B")
    kernel = lab.kernel(ONE)
    kernel.suspend()
    here.card("，还有")
    here.note("第三条 ·B", "第四条 ·B")
    here.promise("第二个承诺 ·B")
    here.begin_half()
    here.page.close()
    kernel.kill()
    again = room("zh", "·B")
    again.notes, again.promises = here.notes, here.promises
    again.end_half()
    again.save_what_is_offered()
    again.compare("GC04", f"{done}，还有")


def test_the_notebook_is_run_again_from_the_top(room):
    here = room("zh", "·C")
    done = here.begin("GC05", "·C")
    here.card("，还有")
    here.note("第三条 ·C", "第四条 ·C", "第五条 ·C")
    here.begin_half()
    here.run()
    here.end_half()
    here.save_what_is_offered()
    here.compare("GC05", f"{done}，还有")


def test_the_lid_is_shut(room, lab):
    here = room("en", "·D")
    done = here.begin("GC06", "·D")
    server = psutil.Process(lab.process.pid)
    server.suspend()
    here.card(" and more")
    here.note("third ·D", "fourth ·D")
    here.promise("second ·D")
    waits = here.say("No answer yet: kept in this browser and sent again")
    expect(here.desk("board").locator(".sop-saving")).to_contain_text(waits, timeout=PATIENCE_MS)
    server.resume()
    here.settled()
    here.compare("GC06", f"{done} and more")
    assert not here.page.locator(".sop-offers li").count()


def test_two_tabs_on_one_notebook(room, lab, window):
    one = room("en", "·F")
    one.notebook.save()
    two = Room(lab, Notebook(window.new_page(), lab, ONE), "en", "·F")
    two.wait_for_desks()
    one.open_card("GC08")
    expect(two.page.locator(".sop-card")).to_be_hidden()
    two.promise("in both tabs ·F")
    expect(one.desk("agreements").locator(".sop-agreed input").first).to_have_value("in both tabs ·F")
    two.open_card("GC08")
    write_at_once(lab, [ONE], one, two, "GC08")


def test_two_notebooks(room, lab):
    one, two = (room("zh", "·G", name) for name in (ONE, TWO))
    two.note("两边都看得到 ·G")
    two.settled()
    [made] = [each.id for each in lab.record(PRODUCT).steps if each.action == "两边都看得到 ·G"]
    expect(one.page.locator(f"[data-stop='step/{made}//']")).to_be_attached(timeout=SOONER_MS)
    one.open_card("GC09")
    two.open_card("GC09")
    write_at_once(lab, [ONE, TWO], one, two, "GC09")


def write_at_once(lab, notebooks, one, two, step):
    """Write into the same field in two places, before either hears of the other, and decide for what does not stand."""
    before = by_id(lab.record(PRODUCT).steps)[step].done
    kernels = [lab.kernel(each) for each in notebooks]
    for kernel in kernels:
        kernel.suspend()
    for each, text in ((one, " one"), (two, " two")):
        each.card(text)
    for kernel in kernels:
        kernel.resume()
    typed = {f"{before} one".strip(), f"{before} two".strip()}
    both = [each.desk("board").locator(".sop-met") for each in (one, two)]
    for line in both:
        for text in typed:
            expect(line).to_contain_text(text, timeout=PATIENCE_MS)
    stands = by_id(lab.record(PRODUCT).steps)[step].done
    assert stands in typed
    both[1].get_by_role("button", name=two.say("Take the other")).click()
    for line in both:
        expect(line).to_have_count(0)
    [other] = typed - {stands}
    assert by_id(lab.record(PRODUCT).steps)[step].done == other
    for each in (one, two):
        expect(each.page.locator(".sop-card .sop-profile-done textarea")).to_have_value(other)
        each.settled()


def test_every_process_is_killed(lab, window, browser, home):
    set_language(lab.workshop, ONE, "zh")
    here = Room(lab, Notebook(window.new_page(), lab, ONE), "zh", "·E")
    here.run()
    done = here.begin("GC07", "·E")
    lab.kernel(ONE).suspend()
    here.card("，还有")
    here.note("第三条 ·E", "第四条 ·E")
    here.promise("第二个承诺 ·E")
    here.begin_half()
    for process in psutil.process_iter(["cmdline"]):
        if str(home / "profile") in " ".join(process.info["cmdline"] or ()):
            process.kill()
    lab.kill()
    later = home / "later"
    later.mkdir()
    with running_lab(lab.workshop, later, port=urlsplit(lab.address).port) as second:
        context = opened_window(browser, home)
        again = Room(second, Notebook(context.new_page(), second, ONE), "zh", "·E")
        again.run()
        again.notes, again.promises = here.notes, here.promises
        again.end_half()
        again.save_what_is_offered()
        again.compare("GC07", f"{done}，还有")
        context.close()
