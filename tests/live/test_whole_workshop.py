"""A whole workshop, rehearsed in a real JupyterLab from the empty board to the exported SoP: nothing said is lost.

With ``SOP_KIT_PICTURES=docs/pictures`` the same run, in both languages, takes the pictures of ``docs/workshop.md``.
"""

import os
import re
import zipfile
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import expect
from typer.testing import CliRunner

from sop_kit.cli.app import app
from sop_kit.live.rehearsal.making import PRODUCT
from sop_kit.live.rehearsal.tale import tale
from sop_kit.record.labels import column_label
from sop_kit.record.model import by_id
from sop_kit.record.workshop import open_workshop
from sop_kit.words import LANGUAGES, words
from tests.live.facilitator import HEIGHT, PATIENCE_MS, WIDTH, BoardPanel, Facilitator
from tests.live.lab import SAVED, running_lab

pytestmark = pytest.mark.xdist_group("lab")
PICTURES = os.environ.get("SOP_KIT_PICTURES")
PEOPLE = 8
LOCALES = {"zh": "zh-CN", "en": "en-GB"}  # how the browser writes a day
USUAL_PATIENCE_MS = 5_000  # of Playwright; a whole workshop on a slow machine needs more
SAID = {
    "zh": {
        "jotted": ("看昨晚的告警截图", "数一数误报有几条"),
        "jotted_inside": "给投诉的客户回电话",
        "pasted": (
            "环节\t动作\t角色\n"
            "分析\t核对转人工的对话\tAI 应用骨干\n"
            "决策\t和法务确认能不能这样答\t产品经理 / 业务 PO\n"
            "发布\t在值班群里通报新版本\t数据团队\n"
        ),
        "pasted_steps": ("核对转人工的对话", "和法务确认能不能这样答", "在值班群里通报新版本"),
        "lane": "客服组长",
        "condition": "误报超过五条",
        "written": "每天九点前检查告警。",
        "done": "有空才看，通常是十点以后。",
        "agreed": "值班的人九点半前看完，并在群里说一声。",
        "hot": "夜里的告警没人看",
        "note": "告警的时候找不到人",
        "cluster": "夜里的告警",
        "comment": "周末没有人值班",
        "decisions": ("误报超过五条的告警先停用", "发布前一天通知客服"),
        "why": "真的告警被误报淹没了",
        "promises": ("写清楚哪些告警可以夜里叫醒人", "带出第二个会重训的人"),
        "owners": ("与会者 3", "与会者 5"),
        "kept": "错答截图旁边附上正确答复",
    },
    "en": {
        "jotted": ("Look at last night's alerts", "Count the false ones"),
        "jotted_inside": "Call the customer back",
        "pasted": (
            "Stage\tAction\tRole\n"
            "analyse\tRead the conversations handed to a person\tExpert user of the AI\n"
            "decide\tAsk the lawyers whether we may answer this\tProduct manager\n"
            "release\tTell the duty channel about the new version\tData team\n"
        ),
        "pasted_steps": (
            "Read the conversations handed to a person",
            "Ask the lawyers whether we may answer this",
            "Tell the duty channel about the new version",
        ),
        "lane": "Head of the service desk",
        "condition": "more than five",
        "written": "Alerts are looked at before nine.",
        "done": "Whoever has time looks, mostly after ten.",
        "agreed": "Whoever is on duty has looked by half past nine and says so.",
        "hot": "Nobody looks at night",
        "note": "No one to call when the alert comes",
        "cluster": "Alerts at night",
        "comment": "Nobody is on duty at the weekend",
        "decisions": ("Switch off alerts that were wrong five times", "Tell the service desk the day before a release"),
        "why": "The real alert drowns",
        "promises": ("Write down which alerts may wake somebody", "Train a second person to train the model"),
        "owners": ("Participant 3", "Participant 5"),
        "kept": "A right answer beside every wrong one",
    },
}


@pytest.fixture(params=LANGUAGES if PICTURES else ("zh",))
def lang(request):
    return request.param


@pytest.fixture
def room(browser, tmp_path, lang):
    """Return a facilitator in front of a rehearsal that was made with the command."""
    folder = tmp_path / "演练 1"
    made = CliRunner().invoke(app, ["rehearse", str(folder), "--people", str(PEOPLE), "--lang", lang])
    assert made.exit_code == 0, made.output
    screen = {"width": WIDTH, "height": HEIGHT}
    context = browser.new_context(viewport=screen, locale=LOCALES[lang], reduced_motion="reduce", accept_downloads=True)
    expect.set_options(timeout=PATIENCE_MS)
    with running_lab(open_workshop(folder), tmp_path) as lab:
        yield Facilitator(context.new_page(), lab, words(lang), Path(PICTURES) if PICTURES else None)
    expect.set_options(timeout=USUAL_PATIENCE_MS)
    context.close()


def test_a_whole_workshop_from_the_empty_board_to_the_exported_sop(room, lang):
    said = SAID[lang]
    welcome(room)
    for part in (draw, collect, rate, agree):
        part(room, said)
    record = room.lab.record(PRODUCT)
    typed = [*said["jotted"], said["jotted_inside"], *said["pasted_steps"], *(each.action for each in tale(room.say))]
    assert {step.action for step in record.steps} == set(typed)
    today = sent_page(room)
    days = {room.say.day(row.due) for row in record.actions if row.text in said["promises"]}
    agreed = (*said["decisions"], *said["promises"], *said["owners"], *days, said["why"], said["kept"])
    assert [text for text in agreed if text not in today] == []
    for sop in exported(room):
        assert [text for text in (*typed, said["agreed"], said["hot"], said["condition"]) if text not in sop] == []
        assert room.say("An invented example: it shows the kit, not a real team.") in sop


def next_phase(room, panel):
    """Press the button of the phase that comes next; nobody has to know its name."""
    panel.box.locator("button.sop-first").first.click()
    room.settle()


def welcome(room):
    say = room.say
    room.begin()
    expect(room.notebook.get_by_text(say("This is a rehearsal: everything in it is invented."))).to_be_visible()
    room.picture(room.notebook.locator(".jp-Cell").first)
    agenda = room.panel("agenda")
    agenda.press(say("{name}: {n} minutes", name=say("Half a day"), n=240))
    next_phase(room, agenda)
    agenda.picture()
    next_phase(room, agenda)
    promises = room.panel("promises")
    promises.participants()
    expect(promises.box.get_by_text(say("Done today ({n})", n=1))).to_be_visible()
    promises.picture()
    next_phase(room, agenda)


def draw(room, said):
    say, page = room.say, room.page
    room.follow("01-capture-workflow")
    board = BoardPanel(room, room.notebook.locator("[data-desk='board']"))
    room.picture(board.box)
    board.jot("data-team", "monitor", said["jotted"])
    board.jot_in("business-expert", "feedback", said["jotted_inside"])
    board.paste(said["pasted"])
    room.picture(board.box)
    board.press(say("Paste"))
    board.enter(say("New lane"), said["lane"])
    board.drag_arrow("S01", "S02")
    board.key("S02", "a", *"S03", "Enter")
    condition = board.box.locator(".sop-condition input")
    expect(condition).to_be_focused()
    page.keyboard.insert_text(said["condition"])
    page.keyboard.press("Enter")
    room.settle()
    board.key("S01", "h")
    page.keyboard.insert_text(said["hot"])
    page.keyboard.press("Enter")
    room.settle()
    board.step("S01").dblclick()
    card = board.box.locator(".sop-card")
    for label in ("written", "done", "agreed"):
        board.type(column_label(say, label), said[label], within=card)
    room.picture(board.box)
    card.locator(".sop-card-head button").click()
    board.participants(3)
    board.box.get_by_role("button", name=say("Full width")).click()
    room.picture(board.box)
    board.press(say("Present"))
    expect(board.box.locator(".sop-leave")).to_be_visible()
    room.picture()
    page.keyboard.press("Escape")
    steps = by_id(room.lab.record(PRODUCT).steps)
    first, second = steps["S01"], steps["S02"]
    assert (first.written, first.done, first.agreed) == (said["written"], said["done"], said["agreed"])
    assert first.hot_spot == said["hot"]
    assert [arrow.to for arrow in first.next] == ["S02"]
    assert [(arrow.to, arrow.when) for arrow in second.next] == [("S03", said["condition"])]


def collect(room, said):
    say = room.say
    phase = room.panel("phase")
    while on(room) != "collect":
        next_phase(room, phase)
    room.follow("02-gather-feedback")
    writing = room.panel("collect")
    writing.press(say("What stops you most often?"))
    writing.press(say("Write"))
    field = writing.box.locator(".sop-mine :is(input, textarea)").first
    field.fill(said["note"])
    writing.press(say("I have finished"))
    writing.participants(3)
    expect(writing.box.locator(".sop-tally")).to_contain_text(str(3 * PEOPLE + 1))
    writing.picture()
    writing.press(say("Reveal all notes"), twice=True)
    expect(writing.box.locator(".sop-revealed li")).to_have_count(3 * PEOPLE + 1)
    clusters = room.panel("clusters")
    for note in (said["note"], say("Alerts at night reach nobody who can do something")):
        clusters.box.get_by_label(note, exact=True).check()
    clusters.enter(say("New cluster from the chosen notes: its name, then Enter"), said["cluster"])
    clusters.press(say("Take all proposals"))
    clusters.picture()
    votes = room.panel("votes")
    votes.press(say("Prepare a vote"))
    votes.press(say("Open the vote"))
    votes.press(say("Give my dots"))
    votes.box.locator(".sop-targets li").first.get_by_role("button", name="＋").or_(
        votes.box.locator(".sop-targets li").first.locator("button").last
    ).first.click()
    room.settle()
    votes.press(say("I have finished"))
    votes.participants()
    votes.press(say("Close the vote"), twice=True)
    expect(votes.box.locator(".sop-results li").first).to_be_visible()
    votes.picture()
    record = room.lab.record(PRODUCT)
    assert said["note"] in [note.text for note in record.notes]
    assert said["cluster"] in [cluster.name for cluster in record.clusters]


def today_in_the_room():
    return datetime.now().astimezone().date().isoformat()


def on(room):
    """Return the kind of the phase that is on, as another notebook finds it on disk."""
    return next(phase.kind for phase in room.lab.record(PRODUCT).phases if phase.state == "open")


def rate(room, said):
    say = room.say
    participants = room.panel("rate")
    participants.participants(4)
    form = room.notebook.locator(".sop-form", has=room.page.locator(".sop-scale")).first
    form.get_by_label(say("Pseudonym")).fill("panda")
    form.locator(".sop-scale").first.get_by_role("button", name="2", exact=True).click()
    expect(form.locator(".sop-saving")).to_contain_text(
        say("Saved. A low score helps most with a comment and a proposed wording.")
    )
    form.get_by_label(say("Comment")).fill(said["comment"])
    form.get_by_label(say("Comment")).press("Tab")
    expect(form.locator(".sop-saving")).to_have_text(re.compile(SAVED))
    room.picture(form)
    rows = room.lab.record(PRODUCT).feedback
    assert len({row.participant for row in rows}) == PEOPLE + 1


def agree(room, said):
    say = room.say
    room.open_file("03-score-feasibility.ipynb")
    divided = room.panel("divided")
    divided.enter(say("What works here, what should we keep? Enter writes it down"), said["kept"])
    divided.picture()
    agreements = room.panel("agreements")
    for text, owner in zip(said["promises"], said["owners"], strict=True):
        agreements.enter(say("A promise: who will do what? Enter writes it down"), text)
        newest = agreements.box.get_by_role("listitem").first
        expect(newest.get_by_label(say("Promise"), exact=True)).to_have_value(text)
        agreements.type(say("Owner"), owner, within=newest)
        newest.get_by_role("button", name=say("in a week"), exact=True).click()
        room.settle()
    for text in said["decisions"]:
        agreements.enter(say("A decision, as it is read out; Enter writes it down"), text)
    agreements.type(say("Why"), said["why"])
    agreements.picture()
    record = room.lab.record(PRODUCT)
    assert [row.text for row in record.resolutions] == list(said["decisions"])
    owners = by_id(record.people)
    today = today_in_the_room()
    promised = [row for row in record.actions if row.at == today]
    assert [(row.text, owners[row.owner].name) for row in promised] == list(
        zip(said["promises"], said["owners"], strict=True)
    )
    assert all(row.due > today for row in promised)


def sent_page(room):
    """Save the page of today as a file in the panel, and return what it says."""
    say = room.say
    page = room.panel("today")
    page.press(say("Save as {format}", format="Word"))
    name = f"agreed/{today_in_the_room()}-{PRODUCT}-{say.lang}.docx"
    expect(page.box.get_by_text(say("In the workshop folder: {files}", files=name))).to_be_visible()
    page.picture()
    return docx_text(room.lab.workshop.folder / name)


def exported(room):
    """Export the draft from JupyterLab's own menu as a web page and for Word, and return what each says."""
    room.open_file("04-draft-sop.ipynb")
    room.picture(room.notebook.locator(".sop-doc").first)
    for name, read in (("sop", html_text), ("sop_docx", docx_text)):
        yield read(room.export(name))


def html_text(path):
    text = re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8"))
    return unescape(text)


def docx_text(path):
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode("utf-8")
    return unescape(re.sub(r"<[^>]+>", "", body))
