"""The panels in a real JupyterLab: what the room sees, and what it must not see."""

import json
import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from sop_kit.cli.taking import start_workshop
from sop_kit.document.agenda import agenda
from sop_kit.record.changes import Edit
from sop_kit.record.starting import new_line
from sop_kit.words import LANGUAGES, words
from tests.browser import AXE
from tests.live.lab import PATIENCE_MS, Notebook, running_lab

pytestmark = pytest.mark.xdist_group("lab")
START, SCORE = "00-start-here.ipynb", "03-score-feasibility.ipynb"
PANELS = {"parameters", "open", "agenda-panel", "open-actions", "agreements-panel", "today-page"}
WRONG = "async () => (await axe.run('.sop-desk')).violations.map(each => each.id + ': ' + each.nodes[0].html)"


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    home = tmp_path_factory.mktemp("panels")
    workshop = start_workshop(home / "工作坊 1", product=None, name=None)
    wholes = [json.loads((workshop.notebooks / name).read_text(encoding="utf-8")) for name in (START, SCORE)]
    cells = {cell["id"]: cell for whole in wholes for cell in whole["cells"] if cell["id"] in PANELS}
    store = workshop.store()
    for lang in LANGUAGES:
        new_line(store, lang, "反欺诈")
        # All panels in one notebook: quick to run over and over.
        (workshop.notebooks / panels(lang)).write_text(json.dumps({**wholes[0], "cells": [*cells.values()]}))
        choose(workshop, panels(lang), record=lang, lang=lang)
    store.close()
    with running_lab(workshop, home) as running:
        yield running


def panels(lang):
    """Return the name of the notebook with all panels in a language."""
    return f"panels-{lang}.ipynb"


def choose(workshop, name, **parameters):
    """Write values into the cell of a notebook that holds the parameters."""
    path = workshop.notebooks / name
    whole = json.loads(path.read_text(encoding="utf-8"))
    for parameter, value in parameters.items():
        source = "".join(whole["cells"][0]["source"])
        whole["cells"][0]["source"] = re.sub(rf'{parameter}: str = "[^"]*"', f'{parameter}: str = "{value}"', source)
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def began_ago(lab, product, minutes):
    """Let the phase that is on have begun earlier, as another kernel would write it."""
    store = lab.workshop.store()
    on = next(phase.id for phase in store.record(product).phases if phase.state == "open")
    opened = (datetime.now().astimezone() - timedelta(minutes=minutes)).isoformat(timespec="seconds")
    store.add(product, [Edit(act="put", table="phases", row=on, values={"opened": opened})], by="another")
    store.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_clock_goes_on_and_what_is_for_the_facilitator_never_stands_on_the_wall(browser, lab, lang):
    say, (first, second, *_) = words(lang), agenda("two-hours", words(lang))
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    notebook = Notebook(page, lab, panels(lang))
    notebook.run()
    panel = page.locator("[data-desk='agenda']")

    panel.get_by_role("button", name=re.compile("120")).click()
    panel.locator(".sop-now").get_by_role("button", name=say("Begin: {name}", name=first.name)).click()
    expect(panel.locator(".sop-phase-open")).to_contain_text(first.name)
    began_ago(lab, lang, 12)
    over = re.compile(say("{time} over", time=r"[78]:\d\d"))
    expect(panel.locator(".sop-timer-text")).to_have_text(over, timeout=PATIENCE_MS)

    panel.get_by_text(say("For the facilitator alone")).click()
    expect(panel.get_by_text(first.spoken)).to_be_visible()
    panel.get_by_role("button", name=say("Fill the screen")).click()
    page.wait_for_function("document.fullscreenElement !== null")
    expect(panel.get_by_text(first.spoken)).to_be_hidden()
    expect(panel.get_by_text(say("Change the agenda"))).to_be_hidden()
    expect(panel.get_by_role("button", name=say("Next: {name}", name=second.name))).to_be_in_viewport()
    page.evaluate("document.exitFullscreen()")
    expect(panel.get_by_text(first.spoken)).to_be_visible()

    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(WRONG) == []

    notebook.save()
    page.reload()
    notebook.wait_for_kernel()
    expect(panel.locator(".sop-timer-text")).to_have_text(over, timeout=PATIENCE_MS)
    expect(page.get_by_text(first.spoken)).to_have_count(0)
    notebook.restart()
    notebook.run()
    expect(panel.locator(".sop-timer-text")).to_have_text(over)
    expect(page.get_by_text(first.spoken)).to_have_count(0)
    page.close()
