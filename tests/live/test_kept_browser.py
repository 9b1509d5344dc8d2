"""Two notebooks at once, and a kernel that dies under the hand: nobody is overwritten, and nothing is lost."""

import json
import re

import pytest
from playwright.sync_api import expect

from sop_kit.cli.taking import start_workshop, take
from sop_kit.places import kit_path
from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from tests.live.lab import PATIENCE_MS, Notebook, running_lab, set_language

pytestmark = pytest.mark.xdist_group("lab")
PRODUCT = "govuk-chat"
CAPTURE = "01-capture-workflow.ipynb"
SOONER_MS = 2_000  # what somebody else wrote is in sight within two seconds
LABELS = {"en": ("Steps:", "Output", "Put back", "Keep what stands"), "zh": ("步骤：", "输出", "恢复", "保留原说法")}
COLON = {"en": ": ", "zh": "："}
# A browser whose room is full: JupyterLab alone still finds what it needs, without any of it it does not even start.
REFUSED = """
const setItem = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (key.startsWith('sop-kit')) throw new DOMException('no', 'QuotaExceededError');
  setItem.call(this, key, value);
};
"""


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    home = tmp_path_factory.mktemp("lab")
    workshop = start_workshop(home / "复盘 工作坊 2", product=None, name=None)
    take(workshop, [kit_path("workshop", f"{PRODUCT}.yaml")], product=None, name=None)
    whole = json.loads((workshop.notebooks / CAPTURE).read_text(encoding="utf-8"))
    keep = {"intro", "parameters", "open", "steps-form"}
    cells = [cell for cell in whole["cells"] if cell["id"] in keep]
    rate = {**cells[-1], "id": "rate", "source": "from sop_kit.live import show_feedback\nshow_feedback(session)"}
    for name in ("one.ipynb", "two.ipynb"):
        (workshop.notebooks / name).write_text(json.dumps({**whole, "cells": [*cells, rate]}), encoding="utf-8")
    with running_lab(workshop, home) as running:
        yield running


@pytest.fixture(scope="module")
def desk(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    yield context
    context.close()


@pytest.fixture
def open_notebook(desk, lab):
    def opened(name, lang):
        set_language(lab.workshop, name, lang)
        notebook = Notebook(desk.new_page(), lab, name)
        notebook.run()
        return notebook

    yield opened
    for page in desk.pages:
        page.close()
    lab.stop_kernels()


def step(lab, row):
    return by_id(lab.record(PRODUCT).steps)[row]


def written_by(who, lab, edit):
    store = lab.workshop.store()
    store.add(PRODUCT, [edit], by=who)
    store.close()


@pytest.mark.parametrize("lang", LABELS)
def test_two_notebooks_see_each_other_and_neither_overwrites_the_other(open_notebook, lab, lang):
    steps, outputs, _, keep = LABELS[lang]
    one, two = (open_notebook(name, lang) for name in ("one.ipynb", "two.ipynb"))
    forms = [each.form(steps) for each in (one, two)]
    for form in forms:
        form.choose("GC03")
    first, second = (form.field(outputs) for form in forms)
    with forms[0].saving():
        first.fill(f"A list {lang}")
    expect(second).to_have_value(f"A list {lang}", timeout=SOONER_MS)

    # Somebody writes into the very field before it can be seen here.
    second.focus()
    written_by("li", lab, Edit(act="put", table="steps", row="GC03", values={"outputs": f"A table {lang}"}))
    second.fill("A page")
    line = forms[1].box.locator(".sop-met-line")
    expect(line).to_contain_text("A page", timeout=PATIENCE_MS)
    expect(line).to_contain_text(re.compile(f"li .*A table {lang}"))
    assert step(lab, "GC03").outputs == f"A table {lang}"
    forms[1].box.get_by_role("button").filter(has_text=keep).click()
    expect(line).to_have_count(0)
    expect(second).to_have_value(f"A table {lang}")


@pytest.mark.parametrize("lang", LABELS)
def test_what_was_typed_when_the_kernel_died_is_offered_and_put_back(open_notebook, lab, lang):
    steps, outputs, put_back, _ = LABELS[lang]
    notebook = open_notebook("one.ipynb", lang)
    form = notebook.form(steps)
    form.choose("GC04")
    with form.saving():
        form.field(outputs).fill(f"Saved {lang}")
    lab.kill_kernel("one.ipynb")
    form.field(outputs).fill(f"Never sent {lang}")
    notebook.wait_for_loss()
    notebook.page.get_by_role("button", name="Ok", exact=True).click()  # "the kernel appears to have died"
    notebook.wait_for_kernel()
    notebook.run()
    kept = form.box.locator(".sop-kept")
    expect(kept).to_contain_text(f"GC04 · {outputs}{COLON[lang]}Never sent {lang}")
    with form.saving():
        kept.get_by_role("button", name=put_back).click()
    assert step(lab, "GC04").outputs == f"Never sent {lang}"
    expect(kept).to_have_count(0)

    # A browser that is closed before it could send anything, and a page that is opened anew.
    form.choose("GC05")
    expect(form.field(outputs)).to_have_value(step(lab, "GC05").outputs)
    kernel = lab.kernel("one.ipynb")
    kernel.suspend()
    form.field(outputs).fill(f"Closed {lang}")
    notebook.page.close()
    kernel.kill()
    later = open_notebook("one.ipynb", lang)
    kept = later.form(steps).box.locator(".sop-kept")
    expect(kept).to_contain_text(f"Closed {lang}", timeout=PATIENCE_MS)
    with later.form(steps).saving():
        kept.get_by_role("button", name=put_back).click()
    assert step(lab, "GC05").outputs == f"Closed {lang}"


def test_ratings_new_rows_and_pasted_rows_that_were_never_sent_come_back(open_notebook, lab):
    notebook = open_notebook("one.ipynb", "en")
    rating = notebook.form("Rated")
    rating.field("Pseudonym", within=".sop-who").fill("panda")
    clarity = rating.box.locator(".sop-scale", has_text="Clarity")
    with rating.saving():
        clarity.get_by_role("button", name="3").click()
    steps = notebook.form("Steps:")
    steps.press("Paste rows")
    expect(steps.box.locator(".sop-paste textarea")).to_be_visible()
    kernel = lab.kernel("one.ipynb")
    kernel.suspend()  # killed, JupyterLab would put a dialog over the form sooner or later
    clarity.get_by_role("button", name="2").click()
    rating.box.get_by_label("Comment", exact=True).fill("Too slow")
    steps.field("What is done", within=".sop-new").fill("Ask the night shift")
    steps.box.locator(".sop-paste textarea").fill("What is done\nLook at the dashboard")
    notebook.page.close()
    kernel.kill()

    later = open_notebook("one.ipynb", "en")
    rating, steps = later.form("Rated"), later.form("Steps:")
    expect(steps.field("What is done", within=".sop-new")).to_have_value("Ask the night shift", timeout=PATIENCE_MS)
    expect(steps.box.locator(".sop-paste textarea")).to_have_value("What is done\nLook at the dashboard")
    expect(steps.box.locator(".sop-returned")).to_be_visible()
    kept = rating.box.locator(".sop-kept")
    expect(kept).to_have_count(2, timeout=PATIENCE_MS)
    for left, text in ((1, "Too slow"), (0, "2")):
        kept.filter(has_text=re.compile(f": {text} ")).get_by_role("button", name="Put back").click()
        expect(kept).to_have_count(left, timeout=PATIENCE_MS)
    said = {(row.aspect, row.score, row.comment) for row in lab.record(PRODUCT).feedback if row.participant == "panda"}
    assert said == {("clarity", 2, ""), ("", None, "Too slow")}

    steps.field("Role", within=".sop-new").fill("Night shift")
    with steps.saving():
        steps.press("Add")
    expect(steps.field("What is done", within=".sop-new")).to_have_value("")
    later.page.reload()
    later.wait_for_kernel()
    later.run()
    # The page before is taken for gone only after some seconds.
    pasted = steps.box.locator(".sop-paste textarea")
    expect(pasted).to_have_value("What is done\nLook at the dashboard", timeout=PATIENCE_MS)
    expect(steps.field("What is done", within=".sop-new")).to_have_value("")


def test_a_browser_that_keeps_nothing_says_so_and_saves_all_the_same(browser, lab):
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script(REFUSED)
    set_language(lab.workshop, "two.ipynb", "en")
    notebook = Notebook(context.new_page(), lab, "two.ipynb")
    notebook.run()
    form = notebook.form("Steps:")
    expect(notebook.page.locator(".sop-not-kept").first).to_be_visible(timeout=PATIENCE_MS)
    form.choose("GC06")
    with form.saving():
        form.field("Output").fill("Not kept, but saved")
    assert step(lab, "GC06").outputs == "Not kept, but saved"
    context.close()
    lab.stop_kernels()


def test_a_saved_notebook_carries_neither_scripts_nor_widgets(open_notebook):
    notebook = open_notebook("one.ipynb", "en")
    notebook.save()
    saved = notebook.path.read_text(encoding="utf-8")
    assert any(cell.get("outputs") for cell in json.loads(saved)["cells"])
    assert not [word for word in ("_esm", "sopKeepers", "widget-state", "sop-kit-form") if word in saved]
