"""The agenda on the wall, driven as the browser drives it, on a real store."""

import json
import subprocess
import sys

import pytest

from sop_kit.document.agenda import AGENDAS, TOTAL_MINUTES, agenda
from sop_kit.live.desk.desk import Desk
from sop_kit.live.panels.agenda import (
    acts_of_agenda,
    facilitator_notes,
    look_at_agenda,
    look_at_phase,
)
from sop_kit.live.panels.notebooks import NOTEBOOKS, where_it_happens
from sop_kit.places import kit_path
from sop_kit.record.changes import Edit
from sop_kit.words import words
from tests.live.panels.rooms import Panel, again, find, texts

STILL = """
import sys
from sop_kit import live
session = live.open_session("line", lang="en", live=False)
for show in ("agenda", "phase", "open_actions", "agreements", "today"):
    getattr(live, f"show_{show}")(session)
sys.exit(f"a widget was loaded" if {"anywidget", "ipywidgets"} & set(sys.modules) else 0)
"""


@pytest.fixture
def panel(session, clock):
    look = lambda: look_at_agenda(session.view, clock())  # noqa: E731
    return Panel(Desk(session, "agenda", look, acts_of_agenda(clock)))


def phases():
    return again().record.phases


def shown(session, clock):
    return look_at_agenda(session.view, clock())


def test_without_an_agenda_the_panel_asks_how_much_time_there_is(session, clock):
    said = texts(shown(session, clock))
    assert said[:2] == ["Agenda of the workshop", "How much time is there?"]
    assert {"Half a day: 240 minutes", "Two hours: 120 minutes"} <= set(said)


@pytest.mark.parametrize("kind", AGENDAS)
def test_one_press_fills_the_agenda_in_one_change(session, panel, kind):
    before = session.record.head.number
    assert panel.act("fill", agenda=kind)["kind"] == "done"
    assert session.record.head.number == before + 1
    assert [phase.kind for phase in phases()] == [block.kind for block in agenda(kind, session.say)]
    assert sum(phase.minutes for phase in phases()) == TOTAL_MINUTES[kind]
    assert not any(phase.name for phase in phases())  # so that it follows the language of whoever looks


def test_another_agenda_takes_the_place_of_the_first_and_what_was_asked_in_it_stays(session, panel):
    panel.act("fill", agenda="two-hours")
    first = [phase.id for phase in phases()]
    asked = {"text": "What hurts?", "phase": first[4]}
    session.save([Edit(act="put", table="prompts", row="Q1", values=asked)])
    panel.act("fill", agenda="half-day")
    assert not set(first) & {phase.id for phase in phases()}
    assert [(prompt.text, prompt.phase) for prompt in again().record.prompts] == [("What hurts?", "")]
    panel.act("undo")
    assert [phase.id for phase in phases()] == first


def test_the_time_spent_survives_a_new_kernel(session, panel, clock):
    panel.act("fill", agenda="two-hours")
    panel.act("next")
    clock.wait(7)
    other = again()
    (clocked,) = find(look_at_agenda(other.view, clock()), n="timer")
    assert (clocked["minutes"], clocked["spent"], clocked["now"] - clocked["opened"]) == (5, 0, 7 * 60)
    panel.act("next")
    clock.wait(3)
    panel.act("open", row=phases()[0].id)
    (clocked,) = find(look_at_agenda(again().view, clock()), n="timer")
    assert clocked["spent"] == 7


def test_an_act_that_is_sent_twice_counts_once(session, panel):
    panel.act("fill", agenda="two-hours")
    panel.act("next", act_id="same")
    panel.act("next", act_id="same")
    assert [phase.state for phase in phases()][:2] == ["open", ""]


def test_the_sum_says_what_is_still_to_come_and_how_late_it_is(session, panel, clock):
    panel.act("fill", agenda="two-hours")
    panel.act("next")
    clock.wait(9)
    panel.act("next")
    panel.act("skip", row=phases()[-1].id)
    (ends,) = find(shown(session, clock), n="ends")
    assert (ends["behind"], ends["tocome"]) == (4 - 5, 120 - 5 - 5 - 5)
    assert set(ends["says"]) == {"end", "behind", "ahead", "even"}


def test_phases_are_added_renamed_moved_given_other_minutes_and_taken_out(session, panel):
    panel.act("fill", agenda="two-hours")
    panel.act("add", text="Demo of the new dashboard")
    own = phases()[-1]
    assert (own.name, own.minutes, own.kind) == ("Demo of the new dashboard", 10, "")
    panel.act("move", row=own.id, by=-1)
    assert phases()[-2].id == own.id
    panel.act("set", table="phases", row=own.id, column="minutes", text="25", before="10")
    panel.act("set", table="phases", row=own.id, column="name", text="Demo", before=own.name)
    assert (phases()[-2].name, phases()[-2].minutes) == ("Demo", 25)
    panel.act("take_out", row=own.id)
    assert own.id not in {phase.id for phase in phases()}


def test_minutes_that_are_no_number_are_refused_in_a_sentence(session, panel):
    panel.act("add", text="Demo")
    answer = panel.act("set", table="phases", row=phases()[0].id, column="minutes", text="ten", before="10")
    assert answer["kind"] == "refused"
    assert answer["says"].startswith("“ten” is no number")


def test_at_its_ends_a_phase_does_not_move(session, panel):
    panel.act("fill", agenda="two-hours")
    order = [phase.id for phase in phases()]
    panel.act("move", row=order[0], by=-1)
    panel.act("move", row=order[-1], by=1)
    assert [phase.id for phase in phases()] == order


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_for_the_facilitator_is_sent_only_to_whoever_opens_it(session, panel, clock, lang):
    panel.act("fill", agenda="two-hours")
    panel.act("next")
    panel.act("set", table="phases", row=phases()[0].id, column="notes", text="Mind Wang", before="")
    other = again(lang)
    sent = json.dumps([look_at_agenda(other.view, clock()), look_at_phase(other.view, clock())], ensure_ascii=False)
    spoken = agenda("two-hours", words(lang))[0].spoken
    assert spoken not in sent
    assert "Mind Wang" not in sent
    said = texts(facilitator_notes(other))
    assert spoken in said
    assert "Mind Wang" in said


def test_notes_and_changes_are_marked_private_and_lie_in_no_other_place(session, panel, clock):
    panel.act("fill", agenda="two-hours")
    nodes = shown(session, clock)["nodes"]
    private = [node for node in nodes if "sop-private" in node.get("c", "")]
    assert len(find(private, n="later")) == len(find(nodes, n="later")) == 1
    assert len(find(private, n="field")) == len(find(nodes, n="field"))


def test_with_every_phase_the_notes_are_folded_again(session, panel, clock):
    panel.act("fill", agenda="two-hours")
    keys = []
    for _ in range(3):
        panel.act("next")
        keys += [node["k"] for node in find(shown(session, clock), n="later")]
    assert len(set(keys)) == 3


def test_one_line_says_what_is_on_its_clock_and_what_comes_next(session, panel, clock):
    assert look_at_phase(session.view, clock())["title"] == "There is no agenda yet."
    panel.act("fill", agenda="two-hours")
    first, second, *_ = (block.name for block in agenda("two-hours", session.say))
    line = look_at_phase(session.view, clock())
    assert (line["title"], texts(line["tools"])) == ("No phase is on.", [f"Begin: {first}"])
    panel.act("next")
    line = look_at_phase(session.view, clock())
    assert (line["title"], texts(line["tools"])) == (first, [f"Next: {second}"])
    assert [node["n"] for node in line["tools"]] == ["timer", "button"]


def test_the_notebook_of_a_phase_is_a_link_unless_one_is_there_already(session, panel):
    assert where_it_happens(session.view, NOTEBOOKS["00"]) == ()
    panel.act("fill", agenda="two-hours")
    panel.act("open", row=phases()[2].id)  # drawing: notebook 01
    (line,) = where_it_happens(session.view, NOTEBOOKS["00"])
    assert line.spans[-1].to == f"./{NOTEBOOKS['01']}"
    assert where_it_happens(session.view, NOTEBOOKS["01"]) == ()


def test_the_notebooks_that_phases_name_exist():
    named = {block.notebook for kind in AGENDAS for block in agenda(kind, words("en"))} - {""}  # a break is nowhere
    assert named <= set(NOTEBOOKS)
    assert all(kit_path("notebooks", name).is_file() for name in NOTEBOOKS.values())


def test_without_people_every_panel_shows_its_twin_and_loads_no_widget(session, panel):
    panel.act("fill", agenda="two-hours")
    done = subprocess.run([sys.executable, "-c", STILL], capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout.count("Shown object")) == ("", 7)
