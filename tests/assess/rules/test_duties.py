"""Power: who decides, that who makes does not approve, and that somebody stands in."""

import pytest

from tests.assess.rules.records import places

MADE = """
steps:
  - {{id: S1, stage: optimise, action: write the rule, role: dev, next: [{{to: S2}}]}}
  - {{id: S2, stage: decide, action: Review and approve it, role: {judge}{more}}}
"""
ASKED = """
steps:
  - {{id: S1, stage: decide, action: Open a change request, role: dev, next: [{{to: S2}}]}}
  - {{id: S2, stage: decide, action: Approve the change request, role: {judge}}}
"""
RIGHT = "decisions: [{{id: D1, kind: {kind}, role: {role}{more}}}]\n"
MOSTLY = """
steps:
  - {id: S1, stage: optimise, action: change the threshold, role: dev}
  - {id: S2, stage: optimise, action: train it, role: dev}
  - {id: S3, stage: optimise, action: turn the lamp, role: equip}
"""
BUILD = "steps: [{id: S1, stage: optimise, action: build it, role: dev}]\n"


@pytest.mark.parametrize(
    ("rule", "broken", "where", "sound"),
    [
        ("maker-approves", MADE.format(judge="dev", more=""), "steps/S2/role", MADE.format(judge="risk", more="")),
        ("maker-approves", ASKED.format(judge="dev"), "steps/S2/role", ASKED.format(judge="risk")),
        (
            "builder-releases",
            MOSTLY + RIGHT.format(kind="release", role="dev", more=""),
            "decisions/D1/role",
            MOSTLY + RIGHT.format(kind="release", role="equip", more=""),
        ),
        (
            "builder-releases",
            BUILD + RIGHT.format(kind="release", role="dev", more=""),
            "decisions/D1/role",
            BUILD + RIGHT.format(kind="release", role="po", more=""),
        ),
        (
            "hotfix-self-approved",
            "hotfixes: [{id: H1, decider: ops, approver: ops}]",
            "hotfixes/H1/approver",
            "hotfixes: [{id: H1, decider: ops, approver: risk}, {id: H2, decider: ops}]",
        ),
        (
            "approved-by-its-author",
            (
                "approvals: [{id: A1, kind: prepared, person: an, version: '1.0'},"
                " {id: A2, kind: approved, person: an, version: '1.0', verdict: agree}]"
            ),
            "approvals/A2/person",
            (
                "approvals: [{id: A1, kind: prepared, person: an, version: '1.0'},"
                " {id: A2, kind: approved, person: an, version: '2.0', verdict: agree}]"
            ),
        ),
        (
            "decision-without-deputy",
            RIGHT.format(kind="stop", role="ops", more=""),
            "decisions/D1/deputy",
            "people: [{id: an, name: An}, {id: bo, name: Bo}]\nroles: [{id: ops, name: Ops, people: [an, bo]}]\n"
            + RIGHT.format(kind="stop", role="ops", more=""),
        ),
        (
            "own-deputy",
            "people: [{id: an, name: An}]\nroles: [{id: ops, name: Ops, people: [an], deputies: [an]}]",
            "roles/ops/deputies",
            (
                "people: [{id: an, name: An}, {id: bo, name: Bo}]\n"
                "roles: [{id: ops, name: Ops, people: [an], deputies: [bo]}]"
            ),
        ),
        (
            "two-deciders",
            "decisions: [{id: D1, kind: stop, role: ops}, {id: D2, kind: stop, role: risk}]",
            "decisions/D2",
            "decisions: [{id: D1, kind: stop, role: ops, how: one rule}, {id: D2, kind: stop, role: risk, how: all}]",
        ),
    ],
)
def test_a_rule_finds_what_breaks_it_and_nothing_else(rule, broken, where, sound):
    assert places(rule, broken) == [where]
    assert places(rule, sound) == []


def test_two_roles_of_one_person_are_one_pair_of_eyes():
    people = (
        "people: [{id: an, name: An}]\nroles: [{id: dev, name: Dev, people: [an]}, {id: qa, name: QA, people: [an]}]"
    )
    assert places("maker-approves", people + MADE.format(judge="qa", more="")) == ["steps/S2/role"]


def test_without_arrows_who_makes_everything_is_the_maker():
    bare = MADE.replace(", next: [{{to: S2}}]", "")
    assert places("maker-approves", bare.format(judge="dev", more="")) == ["steps/S2/role"]
    other = "  - {id: S3, stage: optimise, action: label the data, role: data}\n"
    assert places("maker-approves", bare.format(judge="dev", more="") + other) == []


def test_somebody_else_who_answers_for_the_judgement_is_a_second_pair_of_eyes():
    assert places("maker-approves", MADE.format(judge="dev", more=", accountable: [po]")) == []


def test_an_owner_who_is_their_own_deputy_is_found():
    text = "people: [{id: an, name: An}]\ndecisions: [{id: D1, kind: stop, role: ops, deputy: ops}]"
    assert places("own-deputy", text) == ["decisions/D1/deputy"]


def test_a_hotfix_approved_in_another_role_of_the_same_person_is_found():
    people = "people: [{id: an, name: An}]\n"
    roles = "roles: [{id: ops, name: Ops, people: [an]}, {id: lead, name: Lead, people: [an]}]\n"
    text = people + roles + "hotfixes: [{id: H1, decider: ops, approver: lead}]"
    assert places("hotfix-self-approved", text) == ["hotfixes/H1/approver"]
