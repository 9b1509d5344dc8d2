"""RACI: one who answers, few who are asked, nobody twice, roles that are one, two or none."""

import pytest

from tests.assess.rules.records import messages, places

STEP = "{{id: S1, stage: decide, action: judge it, role: po{more}}}"
NINE = ", ".join(
    f"{{id: S{n}, stage: monitor, action: look {n}, role: {'po' if n < 7 else f'r{n}'}}}" for n in range(10)
)
NINE_SHARED = ", ".join(f"{{id: S{n}, stage: monitor, action: look {n}, role: r{n % 3}}}" for n in range(10))


def step(more: str) -> str:
    return f"steps: [{STEP.format(more=f', {more}' if more else '')}]"


@pytest.mark.parametrize(
    ("rule", "broken", "where", "sound"),
    [
        ("two-accountables", step("accountable: [po, ai]"), "steps/S1/accountable", step("accountable: [po]")),
        (
            "machine-answers",
            "roles: [{id: ci, name: CI}]\n" + step("accountable: [ci]"),
            "steps/S1/accountable",
            # A role of people may bear the machine's name.
            "people: [{id: an, name: An}]\nroles: [{id: ci, name: CI, people: [an]}]\n" + step("accountable: [ci]"),
        ),
        ("many-consulted", step("consulted: [a, b, c, d]"), "steps/S1/consulted", step("consulted: [a, b, c]")),
        (
            "asked-and-told",
            step("consulted: [ai], informed: [ai]"),
            "steps/S1/informed",
            step("consulted: [ai], informed: [risk]"),
        ),
        ("doer-asked-or-told", step("informed: [po]"), "steps/S1/role", step("informed: [ai]")),
        (
            "idle-role",
            "roles: [{id: risk, name: Risk}]\n" + step(""),
            "roles/risk",
            "roles: [{id: risk, name: Risk}]\nalerts: [{id: A1, condition: c, first_responder: risk}]\n" + step(""),
        ),
        ("role-overloaded", f"steps: [{NINE}]", "roles/po", f"steps: [{NINE_SHARED}]"),
        (
            "roles-alike",
            "roles: [{id: a, name: Incident triager}, {id: b, name: Incident triager (on an alert)}]",
            "roles/b",
            "roles: [{id: a, name: Patch reviewer}, {id: b, name: Senior patch reviewer}]",
        ),
    ],
)
def test_a_rule_finds_what_breaks_it_and_nothing_else(rule, broken, where, sound):
    assert places(rule, broken) == [where]
    assert places(rule, sound) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ML SRE", "ML site reliability engineer"),
        ("SMT escalation contact", "Senior management escalation contact (SMT)"),
        ("值班（白班）", "值班"),
        ("Requesting team", "requesting team / model owner (Research)"),
    ],
)
def test_one_role_under_two_names_is_noticed(one, other):
    assert places("roles-alike", f'roles: [{{id: a, name: "{one}"}}, {{id: b, name: "{other}"}}]') == ["roles/b"]


@pytest.mark.parametrize(("one", "other"), [("值班", "值班经理"), ("developer", "second developer"), ("AI", "AI lead")])
def test_a_rank_makes_another_role(one, other):
    assert places("roles-alike", f"roles: [{{id: a, name: {one}}}, {{id: b, name: {other}}}]") == []


def test_a_role_that_answers_for_most_steps_is_told_with_its_figures():
    answered = NINE_SHARED.replace("}", ", accountable: [po]}")
    assert messages("role-overloaded", f"steps: [{answered}]") == ["The role answers for 10 of 10 steps."]


def test_few_steps_say_nothing_about_load():
    assert places("role-overloaded", step("accountable: [po]")) == []
