"""The cards of the board: what a workshop needs first, in fields that save as they are typed."""

from __future__ import annotations

from typing import Any

import pytest

from sop_kit.live.board.board import board
from sop_kit.live.board.raci import letters_of
from sop_kit.live.desk.desk import Desk
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from sop_kit.record.tables import Step
from tests.live.board.desks import answered, nodes_of, told, words_of


def card(desk: Desk, step: str = "S01") -> list[dict[str, Any]]:
    return list(nodes_of(told(desk, "card", step=step)["nodes"]))


def node(nodes: list[dict[str, Any]], key: str) -> dict[str, Any]:
    (found,) = [each for each in nodes if each.get("k") == key]
    return found


def typed(desk: Desk, key: str, text: str, step: str = "S01") -> dict[str, Any]:
    """Type into a field of a card as the browser does, and return the answer."""
    found = node(card(desk, step), key)
    args = {**found["args"], found["into"]: text, "before": found["value"]}
    return answered(desk, found["act"], args, f"{key} {text}")


def step(session: Session, row: str = "S01") -> Step:
    return by_id(session.record.steps)[row]


def test_written_done_and_agreed_come_first_and_beside_each_other(session: Session):
    first = [each["k"] for each in card(board(session)) if each["n"] == "field"][:4]
    assert first == [f"steps/S01/{column}" for column in ("action", "written", "done", "agreed")]
    (three,) = [each for each in card(board(session)) if each.get("k") == "three"]
    assert [kid["args"]["column"] for kid in three["kids"]] == ["written", "done", "agreed"]


def test_every_column_of_a_step_can_be_filled_in_on_its_card(session: Session):
    asked = {str(each.get("args", {}).get("column")) for each in card(board(session))}
    elsewhere = {"id", "role", "accountable", "consulted", "informed", "supporting", "process", "next"}
    assert {*Step.model_fields} - elsewhere <= asked
    acts = {each.get("act") for each in card(board(session))}
    assert {"set_raci", "assign", "add_arrow", "set_condition", "drop_arrow", "drop_steps"} <= acts


@pytest.mark.parametrize(
    ("column", "text", "kept"),
    [
        ("agreed", "Two look, 每天 10:00", "Two look, 每天 10:00"),
        ("waiting", "12.5", 12.5),
        ("hot_spot", "", ""),
        ("decidable", "yes", "yes"),
        ("stage", "release", "release"),
        ("minutes", "", None),
    ],
)
def test_what_is_typed_on_a_card_is_in_the_record(session: Session, column: str, text: str, kept: object):
    assert typed(board(session), f"steps/S01/{column}", text)["kind"] == "done"
    assert getattr(step(session), column) == kept


def test_a_number_that_is_none_is_refused(session: Session):
    answer = typed(board(session), "steps/S01/waiting", "long")
    assert (answer["kind"], step(session).waiting) == ("refused", None)


def test_whoever_has_done_it_is_a_name_on_a_list_and_one_alone_is_told(session: Session):
    desk = board(session)
    listed = node(card(desk), "steps/S01/performers")
    assert listed["on"] == "enter"  # half a name must not become somebody
    for name in ("Zhou", "He", "Zhou"):
        answered(desk, "put_in", {**listed["args"], "text": name}, f"{name} {len(session.record.people)}")
        alone = "Only one person knows this." in words_of(told(desk, "card", step="S01")["nodes"])
        assert alone == (len(step(session).performers) == 1)
    assert [by_id(session.record.people)[each].name for each in step(session).performers] == ["Zhou", "He"]
    (cross,) = [each for each in card(desk) if each.get("act") == "take_off" and "Zhou" in str(each["a"])]
    answered(desk, "take_off", cross["args"], "off")
    assert [by_id(session.record.people)[each].name for each in step(session).performers] == ["He"]


def test_the_matrix_says_who_has_which_part_and_has_one_r(session: Session):
    desk = board(session)
    pressed = {(each["args"]["role"], each["text"]): each for each in card(desk) if each.get("act") == "set_raci"}
    on = [place for place, each in pressed.items() if each["a"]["aria-pressed"] == "true"]
    assert on == [("data-team", "R"), ("on-call", "C")]
    for place in (("spare", "R"), ("on-call", "C"), ("on-call", "A"), ("data-team", "I")):
        answered(desk, "set_raci", pressed[place]["args"], "-".join(place))
    assert (step(session).role, letters_of(step(session), "spare")) == ("spare", ("R",))
    assert letters_of(step(session), "on-call") == ("A",)
    assert letters_of(step(session), "data-team") == ("I",)


def test_lessons_and_promises_of_a_step_are_kept_on_its_card(session: Session):
    desk = board(session)
    for kind in ("worked", "failed", "pain"):
        new = node(card(desk), f"lesson S01 {kind}")
        answered(desk, new["act"], {**new["args"], "text": f"It {kind}"}, kind)
    new = node(card(desk), "promise S01")
    answered(desk, new["act"], {**new["args"], "text": "Write it down"}, "promise")
    assert [(row.kind, row.text) for row in session.record.lessons] == [
        ("worked", "It worked"),
        ("failed", "It failed"),
        ("pain", "It pain"),
    ]
    (promise,) = session.record.actions
    assert (promise.text, promise.step, bool(promise.at)) == ("Write it down", "S01", True)
    owner = node(card(desk), f"actions/{promise.id}/owner")
    assert owner["on"] == "done"
    typed(desk, owner["k"], "Li Na")
    typed(desk, f"actions/{promise.id}/due", "2026-12-01")
    (promise,) = session.record.actions
    assert (by_id(session.record.people)[promise.owner].name, promise.due) == ("Li Na", "2026-12-01")


def test_a_card_says_where_the_step_goes_on_and_from_where_it_is_reached(session: Session):
    desk = board(session)
    assert "Reached from S01" in words_of(told(desk, "card", step="S02")["nodes"])
    answered(desk, "add_arrow", {**node(card(desk), "next S01")["args"], "target": "S03"}, "arrow")
    typed(desk, "when S01 1", "if it is red")
    assert [(arrow.to, arrow.when) for arrow in step(session).next] == [("S02", ""), ("S03", "if it is red")]


def test_comments_people_made_when_they_rated_stand_on_the_card(session: Session):
    values = {"participant": "p1", "target": "S01", "comment": "Never in time"}
    session.save([Edit(act="put", table="feedback", row="F1", values=values)])
    assert "Never in time" in words_of(told(board(session), "card", step="S01")["nodes"])


def test_what_was_changed_meanwhile_is_not_overwritten(session: Session):
    desk = board(session)
    found = node(card(desk), "steps/S01/done")
    session.save([Edit(act="put", table="steps", row="S01", values={"done": "Only at noon"})])
    answer = answered(desk, "set", {**found["args"], "text": "Never at night", "before": found["value"]})
    assert answer["kind"] == "done"
    assert step(session).done == "Only at noon"
    assert [row.theirs for row in session.record.conflicts] == ["Never at night"]


def test_the_card_of_a_lane_says_who_fills_the_role(session: Session):
    desk = board(session)
    nodes = list(nodes_of(told(desk, "lane", role="on-call")["nodes"]))
    people = node(nodes, "roles/on-call/people")
    answered(desk, people["act"], {**people["args"], "text": "Zhou"}, "put")
    name = node(nodes, "roles/on-call/name")
    answered(desk, name["act"], {**name["args"], name["into"]: "Duty"}, "name")
    role = by_id(session.record.roles)["on-call"]
    assert (role.name, [by_id(session.record.people)[each].name for each in role.people]) == ("Duty", ["Zhou"])


def test_the_card_of_chosen_steps_gathers_merges_and_assigns_them(session: Session):
    desk = board(session)
    nodes = list(nodes_of(told(desk, "several", ids=["S01", "S02", "S99"])["nodes"]))
    gather, assign = node(nodes, "group"), node(nodes, "process")
    assert gather["args"] == {"ids": ["S01", "S02"]}
    answered(desk, gather["act"], {**gather["args"], gather["into"]: "Night shift"}, "group")
    assert by_id(session.record.processes)[step(session).process].name == "Night shift"
    answered(desk, assign["act"], {**assign["args"], assign["into"]: "iteration"}, "assign")
    assert {step(session, row).process for row in ("S01", "S02")} == {"iteration"}
    into = node(nodes, "into S02")
    assert into["ask"]
    answered(desk, into["act"], into["args"], "merge")
    assert [row.id for row in session.record.steps] == ["S02", "S03"]


def test_the_card_of_an_arrow_says_under_which_condition_it_is_taken(session: Session):
    desk = board(session)
    nodes = list(nodes_of(told(desk, "arrow", source="S01", target="S02", when="")["nodes"]))
    field = node(nodes, "when S01 S02 ")
    answered(desk, field["act"], {**field["args"], field["into"]: "red"}, "when")
    assert [(arrow.to, arrow.when) for arrow in step(session).next] == [("S02", "red")]
    assert told(desk, "arrow", source="S01", target="S02", when="")["gone"]


@pytest.mark.parametrize(
    ("name", "args"), [("card", {"step": "S99"}), ("lane", {"role": "nobody"}), ("several", {"ids": ["S99"]})]
)
def test_the_card_of_what_is_gone_says_so(session: Session, name: str, args: dict[str, str]):
    answer = told(board(session), name, **args)
    assert answer["gone"]
    assert words_of(answer["nodes"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_card_speaks_the_notebooks_language(session: Session, lang: str):
    said = words_of(told(board(session), "card", step="S01")["nodes"])
    assert ("Really done" in said) == (lang == "en")
    assert ("实际做法" in said) == (lang == "zh")
