"""How the record is judged: ratings, the verdict's rule, the stop rule, objections."""

import pytest

from tests.assess.rules.records import messages, places

STEPS = """
steps:
  - {id: S1, stage: monitor, action: look, role: ops, next: [{to: S2}]}
  - {id: S2, stage: monitor, action: see, role: ops}
"""


def rated(*scores: int, target: str = "S1", blocking: str = "") -> str:
    rows = [
        f"{{id: f{n}-{aspect}, participant: p{n}, target: {target}, aspect: {aspect}, score: {score}}}"
        for n, score in enumerate(scores)
        for aspect in ("feasibility", "clarity", "accuracy")
    ]
    if blocking:
        rows.append(f"{{id: b, participant: p0, target: {target}, blocking: true{blocking}}}")
    return f"{STEPS}feedback: [{', '.join(rows)}]\n"


RULE = "settings: {{verdict_rule: {{{rule}}}}}\n"


@pytest.mark.parametrize(
    ("rule", "broken", "where", "sound"),
    [
        (
            "no-stop-rule",
            rated(4, 4, 4),
            "settings/stop_rule",
            rated(4, 4, 4) + "rounds: [{id: R1, kind: retrospective, stop_rule: all agree}]",
        ),
        (
            "late-stop-rule",
            (
                "settings: {stop_rule: {declared: 2026-10-20}}\n"
                "rounds: [{id: R1, kind: retrospective, opened: 2026-10-13}]"
            ),
            "settings/stop_rule/declared",
            (
                "settings: {stop_rule: {declared: 2026-10-12}}\n"
                "rounds: [{id: R1, kind: retrospective, opened: 2026-10-13}]"
            ),
        ),
        ("few-raters", rated(4, 4), "steps/S1", rated(4, 4, 4)),
        (
            "blocking-stands",
            rated(4, 4, 4, blocking=", comment: unsafe"),
            "steps/S1",
            rated(4, 4, 4),
        ),
        (
            "objection-without-reason",
            rated(4, 4, 4, blocking="") + "approvals: [{id: A1, verdict: block}]",
            "approvals/A1/reason",
            "approvals: [{id: A1, verdict: block, reason: unsafe}, {id: A2, verdict: agree}]",
        ),
        ("leads-out-of-the-sop", rated(1, 1, 1, target="S2"), "steps/S1/next", rated(5, 5, 5, target="S2")),
        (
            "weights-all-zero",
            RULE.format(rule="weights: {feasibility: 0, clarity: 0, accuracy: 0}"),
            "settings/verdict_rule/weights",
            RULE.format(rule="weights: {feasibility: 1, clarity: 0, accuracy: 0}"),
        ),
        (
            "verdict-by-two",
            RULE.format(rule="minimum_raters: 2"),
            "settings/verdict_rule/minimum_raters",
            RULE.format(rule="minimum_raters: 3"),
        ),
        (
            "clause-never-reached",
            RULE.format(rule="clauses: [{verdict: codify}, {verdict: drop}]"),
            "settings/verdict_rule/clauses",
            RULE.format(rule="clauses: [{verdict: drop, when: [{figure: median, at_most: 2}]}, {verdict: codify}]"),
        ),
    ],
)
def test_a_rule_finds_what_breaks_it_and_nothing_else(rule, broken, where, sound):
    assert places(rule, broken) == [where]
    assert places(rule, sound) == []


def test_an_objection_in_the_feedback_needs_words_too():
    bare = f"{STEPS}feedback: [{{id: b, participant: p0, target: S1, blocking: true}}]"
    assert places("objection-without-reason", bare) == ["feedback/b/comment"]


def test_a_rule_without_a_clause_that_codifies_can_make_no_standard():
    text = RULE.format(rule="clauses: [{verdict: pilot}]")
    assert messages("clause-never-reached", text) == ["No clause can make a step a standard."]
