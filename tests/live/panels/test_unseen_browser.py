"""Answering unseen in a real JupyterLab: what lies where while people write, and what the room does with it."""

import json
import re

import pytest
from playwright.sync_api import expect

from sop_kit.cli.taking import start_workshop
from sop_kit.record.changes import Edit
from sop_kit.record.starting import new_line
from sop_kit.words import words
from tests.browser import AXE
from tests.live.lab import PATIENCE_MS, Notebook, running_lab

pytestmark = pytest.mark.xdist_group("lab")
GATHER, SCORE = "02-gather-feedback.ipynb", "03-score-feasibility.ipynb"
PANELS = {"parameters", "open", "collect-panel", "clusters-panel", "votes-panel", "answered-panel", "divided-panel"}
WRONG = "async () => (await axe.run('.sop-desk')).violations.map(each => each.id + ': ' + each.nodes[0].html)"
STORED = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
SETTLED = "!Object.keys(localStorage).some(key => key.startsWith('sop-kit:'))"
READY = "(document.activeElement.matches('.sop-mine textarea')) && !document.activeElement.value"
UNSEEN, TYPED_IN_THE_DARK = "Nobody tells the boss about Friday", "The handover works"


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    home = tmp_path_factory.mktemp("unseen")
    workshop = start_workshop(home / "工作坊 1", product=None, name=None)
    wholes = [json.loads((workshop.notebooks / name).read_text(encoding="utf-8")) for name in (GATHER, SCORE)]
    cells = {cell["id"]: cell for whole in wholes for cell in whole["cells"] if cell["id"] in PANELS}
    store = workshop.store()
    for lang in ("en", "zh"):
        new_line(store, lang, "反欺诈")
        whole = json.dumps({**wholes[0], "cells": [*cells.values()]}, ensure_ascii=False)
        whole = whole.replace('record: str = \\"\\"', f'record: str = \\"{lang}\\"')
        whole = re.sub(r'lang: str = \\"\w*\\"', f'lang: str = \\\\"{lang}\\\\"', whole)
        (workshop.notebooks / f"unseen-{lang}.ipynb").write_text(whole, encoding="utf-8")
    store.close()
    with running_lab(workshop, home) as running:
        yield running


@pytest.fixture
def page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.set_default_timeout(PATIENCE_MS)
    yield page
    page.close()


def wrong(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(WRONG)


def test_what_is_written_unseen_outlives_a_crash_and_lies_nowhere_else(page, lab):
    say = words("en")
    notebook = Notebook(page, lab, "unseen-en.ipynb")
    notebook.run()
    panel = page.locator("[data-desk='collect']")
    panel.get_by_role("button", name=say("What stops you most often?")).click()
    panel.locator(".sop-sitting input").fill("owl")
    panel.get_by_role("button", name=say("Write"), exact=True).click()
    page.wait_for_function(READY)
    page.keyboard.type(UNSEEN)
    page.keyboard.press("Enter")
    page.wait_for_function(READY)
    page.wait_for_function(SETTLED)
    assert UNSEEN not in page.evaluate(STORED)
    assert wrong(page) == []

    panel.get_by_role("button", name=say("Fill the screen")).click()
    page.wait_for_function("document.fullscreenElement !== null")
    expect(panel.locator(".sop-mine")).to_be_hidden()
    expect(panel.locator(".sop-tally")).to_contain_text("1")
    page.evaluate("document.exitFullscreen()")
    notebook.save()
    assert UNSEEN not in notebook.path.read_text(encoding="utf-8")

    lab.kill_kernel(notebook.name)
    notebook.wait_for_loss()
    panel.locator(".sop-mine textarea").last.fill(TYPED_IN_THE_DARK)
    page.wait_for_function(f"localStorage.length && {STORED}.includes('{TYPED_IN_THE_DARK}')")
    page.reload()
    notebook.wait_for_kernel()
    notebook.run()
    offers = panel.locator(".sop-offers")
    offered = say("A note that nobody sees; Enter for the next one")
    expect(offers).to_contain_text(offered, timeout=PATIENCE_MS)  # once no other page is working on it
    assert TYPED_IN_THE_DARK not in offers.inner_text()
    offers.get_by_role("button", name=say("Save now")).click()
    page.wait_for_function(SETTLED)
    assert TYPED_IN_THE_DARK not in page.evaluate(STORED)
    page.wait_for_function("document.querySelectorAll('.sop-mine textarea').length === 3")

    panel.get_by_role("button", name=say("I have finished")).click()
    expect(panel.locator(".sop-answered")).to_contain_text("owl")
    expect(panel.locator(".sop-mine textarea")).to_have_count(0)
    panel.get_by_role("button", name=say("Reveal all notes")).click()
    panel.get_by_role("button", name=say("Has everybody finished? Press again to reveal.")).click()
    expect(panel.locator(".sop-revealed li")).to_have_count(2)
    record = lab.record("en")
    assert sorted(note.text for note in record.notes) == sorted([UNSEEN, TYPED_IN_THE_DARK])
    assert [prompt.answered for prompt in record.prompts] == [1]


def test_notes_are_put_together_voted_on_and_what_divides_is_talked_about(page, lab):
    say = words("zh")
    _prepare(lab)
    notebook = Notebook(page, lab, "unseen-zh.ipynb")
    notebook.run()
    clusters = page.locator("[data-desk='clusters']")
    clusters.get_by_role("checkbox", name="等产品经理确认").press("Space")
    clusters.get_by_role("checkbox", name="每次都要等").press("Space")
    name = clusters.get_by_label(say("New cluster from the chosen notes: its name, then Enter"))
    name.fill("等人")
    name.press("Enter")
    cluster = clusters.locator(".sop-cluster")
    expect(cluster.locator(".sop-pick")).to_have_count(2)
    clusters.locator(".sop-loose .sop-pick", has_text="口径变了").drag_to(cluster)
    expect(cluster.locator(".sop-pick")).to_have_count(3)
    clusters.get_by_role("button", name=say("Undo")).click()
    expect(cluster.locator(".sop-pick")).to_have_count(2)

    votes = page.locator("[data-desk='votes']")
    votes.get_by_role("button", name=say("Prepare a vote")).click()
    votes.get_by_role("button", name=say("Open the vote")).click()
    votes.get_by_role("button", name=say("Give my dots"), exact=True).click()
    for left in (2, 1):
        votes.get_by_role("button", name=say("A dot for “{name}”", name="等人")).press("Enter")
        expect(votes.locator(".sop-dots-left")).to_have_text(say("{n} of {of} dots left", n=left, of=3))
    assert [each.dots for each in lab.record("zh").clusters] == [0]
    assert wrong(page) == []
    votes.get_by_role("button", name=say("I have finished")).click()
    votes.get_by_role("button", name=say("Close the vote")).click()
    votes.get_by_role("button", name=say("Has everybody finished? Press again to close.")).click()
    expect(votes.locator(".sop-results li")).to_contain_text([re.compile("等人.*" + say("Dots: {n}", n=2))])

    divided = page.locator("[data-desk='divided']")
    expect(divided.locator(".sop-topic")).to_contain_text("S01")
    decision = divided.get_by_label(say("A decision; Enter writes it down"))
    decision.fill("十点前看")
    decision.press("Enter")
    expect(divided.locator(".sop-notes")).to_contain_text(["十点前看"])
    page.wait_for_function(SETTLED)
    record = lab.record("zh")
    assert [(each.text, each.step) for each in record.resolutions] == [("十点前看", "S01")]
    assert [each.dots for each in record.clusters] == [2]
    assert wrong(page) == []


def _prepare(lab):
    """Let notes be revealed and a step be rated by people who disagree."""
    texts = ("等产品经理确认要四十分钟", "每次都要等产品经理", "口径变了数据组最后才知道")
    step = {"stage": "monitor", "role": "data-team", "action": "看大盘"}
    asked = {"text": "最常卡住你的是什么？", "state": "closed", "answered": 3}
    edits = [
        Edit(act="put", table="prompts", row="PR1", values=asked),
        Edit(act="put", table="steps", row="S01", values=step),
        *(
            Edit(act="put", table="notes", row=f"N{place}", values={"prompt": "PR1", "text": text})
            for place, text in enumerate(texts)
        ),
    ]
    for who, score in (("ant", 1), ("bee", 5), ("cat", 1), ("dog", 5)):
        values = {"round": 1, "participant": who, "target": "S01", "aspect": "clarity", "score": score}
        edits.append(Edit(act="put", table="feedback", row=f"1-{who}-S01-clarity", values=values))
    store = lab.workshop.store()
    store.add("zh", edits, by="another")
    store.close()
