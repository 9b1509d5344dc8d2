"""Who may stop it and how, and who may release; nobody is guessed to have a right."""

import pytest

from tests.document.first_page.sample import BACK, LOOK, RELEASE, STOP, lines, rows


def test_how_it_is_stopped_names_who_in_one_order_how_where_and_the_step():
    decisions = [
        {"id": "D1", "kind": "stop", "role": "duty", "deputy": "boss", "how": "stop first, report later", "step": "S2"},
        {"id": "D2", "kind": "roll_back", "role": "duty", "step": "S2"},
    ]
    assert rows(STOP, decisions=decisions) == [
        ["Stop", "On call: Xu, then Bai, then Boss", "stop first, report later; Press the button", "DeployX", "S2"],
        ["Roll back", "On call: Xu, then Bai", "", "DeployX", "S2"],
    ]


def test_a_deputy_who_also_fills_the_role_that_stands_in_is_named_once():
    roles = [
        {"id": "duty", "name": "On call", "people": ["xu"], "deputies": ["bai"]},
        {"id": "boss", "name": "Boss", "people": ["bai"], "deputies": ["lin"]},
    ]
    decisions = [{"id": f"D{kind}", "kind": kind, "role": "duty", "deputy": "boss"} for kind in ("stop", "roll_back")]
    assert rows(STOP, roles=roles, decisions=decisions)[0][1] == "On call: Xu, then Bai, then Lin"


@pytest.mark.parametrize(("action", "shown"), [("Check the banned items", False), ("Press the button", True)])
def test_a_step_that_only_looks_is_no_way_to_stop(action, shown):
    decisions = [{"id": f"D{kind}", "kind": kind, "role": "duty", "step": "S2"} for kind in ("stop", "roll_back")]
    found = rows(STOP, decisions=decisions, steps=[LOOK, {**BACK, "action": action}])
    assert any("S2" in row for row in found) is shown


def test_a_right_nobody_has_is_named_with_whom_to_settle_it():
    decisions = [{"id": "D1", "kind": "stop", "role": "duty"}]
    assert lines(STOP, decisions=decisions) == ["Not confirmed: who may decide it: Roll back (to be settled with: Lin)"]


@pytest.mark.parametrize("action", ["Roll back", "Switch Chat off (API and web separately)", "一键回滚", "先止损"])
def test_while_nobodys_right_is_known_what_is_written_down_stands_apart_from_who_may_decide(action):
    steps = [{**LOOK, "action": action}]
    assert rows(STOP, steps=steps) == [[action, "On call: Xu", "S1"]]
    assert lines(STOP, steps=steps) == ["Not confirmed: who may decide it: Stop, Roll back (to be settled with: Lin)"]


def test_what_a_first_responder_may_do_at_once_stands_there_while_no_right_to_stop_is_known():
    alert = {"id": "A1", "condition": "down", "first_responder": "duty", "allowed_actions": "cut the source"}
    assert rows(STOP, alerts=[alert]) == [["cut the source (when: down)", "On call"]]


def test_who_may_release_names_who_decides_at_each_stage_and_who_gives_the_go():
    decisions = [{"id": "D1", "kind": "release", "role": "duty", "how": "all gates passed"}]
    stages = [
        {"id": "R1", "name": "Shadow", "share": "0%", "decider": "duty"},
        {"id": "R2", "name": "10%", "share": "10%", "decider": "boss"},
        {"id": "R3", "name": "100%", "share": "100%", "decider": "boss"},
    ]
    assert rows(RELEASE, decisions=decisions, release_stages=stages) == [
        ["Shadow (0%)", "On call: Xu"],
        ["10%, 100%", "Boss: person open"],
    ]
    assert lines(RELEASE, decisions=decisions, release_stages=stages) == [
        "Gives the go: On call: Xu, then Bai. all gates passed"
    ]


def test_nobody_is_guessed_to_have_the_right_to_release():
    assert rows(RELEASE) == [["Press the button", "On call: Xu", "DeployX", "S2"]]
    assert lines(RELEASE) == ["Not confirmed: who may release (to be settled with: Lin)"]
