"""Who did a step without having any part in it."""

from sop_kit.assess.conformance.check import check_log
from tests.assess.conformance.made_logs import log_of, record_of


def outsiders(cases, record):
    check = check_log(record, log_of(cases))
    found = [each for each in check.findings if each.subject.kind == "role"]
    return {(each.subject.step, each.subject.who): (each.count, each.of) for each in found}


def team(*, roles, step=None):
    record = record_of(["S1"], people=["ann", "ben", "eve"], roles=roles)
    return record.replace(steps=(record.steps[0].model_copy(update=step or {}),))


CASES = {"1": "S1/ann", "2": "S1/Ben", "3": "S1/eve", "4": "S1/stranger", "5": "S1"}


def test_a_person_of_the_record_outside_the_role_is_found_by_id_or_name():
    assert outsiders(CASES, team(roles={"r1": ["ann"]})) == {("S1", "ben"): (1, 3), ("S1", "eve"): (1, 3)}


def test_those_who_support_answer_or_perform_have_a_part():
    roles = {"r1": ["ann"], "r2": ["ben"]}
    assert outsiders(CASES, team(roles=roles, step={"supporting": ("r2",), "performers": ("eve",)})) == {}
    assert outsiders(CASES, team(roles=roles, step={"accountable": ("r2",)})) == {("S1", "eve"): (1, 3)}


def test_a_role_that_names_nobody_says_nothing():
    assert outsiders(CASES, team(roles={"r1": []})) == {}
    assert outsiders(CASES, team(roles={})) == {}


def test_a_name_that_two_people_bear_names_neither():
    record = team(roles={"r1": ["ann"]})
    people = tuple(row.model_copy(update={"name": "Li Wei"}) for row in record.people)
    assert outsiders({"1": "S1/Li_Wei", "2": "S1/ben"}, record.replace(people=people)) == {("S1", "ben"): (1, 1)}
