"""What could be merged or dropped is proposed for a reason the record gives, and for no other."""

import pytest

from sop_kit.assess.assessment import assess
from sop_kit.assess.burden.merging import candidates
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, RoleRow, Step


def step(name: str, **more: object) -> Step:
    given = {"id": name, "stage": "analyse", "action": f"do {name}", "role": "ops", **more}
    return Step.model_validate(given)


def found(*steps: Step, verdicts: dict[str, str] | None = None, **tables: object) -> list[tuple[str, tuple[str, ...]]]:
    given = Record.model_validate({"product": Product(id="line"), "steps": steps, **tables})
    return [(each.kind, each.steps) for each in candidates(given, verdicts or {})]


def to(*targets: str) -> list[dict[str, str]]:
    return [{"to": target} for target in targets]


def sitting(**second: object) -> list[tuple[str, tuple[str, ...]]]:
    return found(step("a", tool="Desk", next=to("b")), step("b", **{"tool": "Desk", "next": to("c"), **second}))


def test_what_the_raters_would_drop_or_only_try_is_told_once():
    flow = (step("a", tool="Desk", next=to("b")), step("b", tool="Desk", next=to("a")))
    assert found(*flow, verdicts={"a": "drop", "b": "pilot"}) == [("drop", ("a",)), ("pilot", ("b",))]
    assert found(*flow, verdicts={"a": "codify", "b": "refine"}) == [("one_sitting", ("a", "b"))]


def test_steps_of_one_sitting_are_proposed_as_one_chain():
    chain = [step(name, tool="Desk / Log", next=to(after)) for name, after in ("ab", "bc", "cd")]
    assert found(*chain, step("d", tool="Log / Desk")) == [("one_sitting", ("a", "b", "c", "d"))]


@pytest.mark.parametrize(
    "second",
    [
        {"role": "boss"},
        {"accountable": ["boss"]},
        {"tool": "Other"},
        {"tool": ""},
        {"stage": "feedback"},
        {"waiting": 30},
        {"action": "Approve it"},
        {"process": "own"},
    ],
)
def test_what_is_different_between_two_steps_keeps_them_apart(second: dict[str, object]):
    assert sitting() == [("one_sitting", ("a", "b"))]
    assert sitting(**second) == []


def test_a_choice_keeps_steps_apart_and_so_does_a_release():
    same = {"tool": "Desk"}
    fork = (step("a", **same, next=to("b", "c")), step("b", **same, next=to("a")), step("c", next=to("a")))
    assert found(*fork) == []
    condition = (step("a", **same, next=[{"to": "b", "when": "red"}]), step("b", **same, next=to("a")))
    assert found(*condition) == []
    release = (step("a", stage="release", **same, next=to("b")), step("b", stage="release", **same, next=to("a")))
    assert found(*release) == []


def test_approvals_in_a_row_are_proposed_whatever_stands_on_the_arrow():
    flow = (
        step("a", stage="decide", title="合规审查", role="law", next=[{"to": "b", "when": "通过"}, {"to": "x"}]),
        step("b", stage="decide", title="上线评审", next=to("x")),
        step("x", next=to("a")),
    )
    assert found(*flow) == [("approvals", ("a", "b"))]


def test_work_between_two_approvals_keeps_them_apart():
    flow = (
        step("a", stage="decide", title="立项评审", next=to("x")),
        step("x", next=to("b")),
        step("b", stage="decide", title="上线评审", next=to("a")),
    )
    assert found(*flow) == []


def test_there_and_back_is_proposed_where_the_first_role_helps_anyway():
    flow = [step("a", next=to("b")), step("b", role="other", supporting=["ops"], next=to("c")), step("c", next=to("a"))]
    assert found(*flow) == [("there_and_back", ("a", "b", "c"))]
    flow[1] = step("b", role="other", next=to("c"))
    assert found(*flow) == []
    flow[1] = step("b", role="other", supporting=["ops"], action="Review and approve", next=to("c"))
    assert found(*flow) == []  # a second pair of eyes is there on purpose
    flow[1] = step("b", role="ci", supporting=["ops"], next=to("c"))
    assert found(*flow, roles=[RoleRow(id="ci", name="CI")]) == []


def test_steps_that_say_the_same_are_proposed():
    words = "collect the complaints of the customers from the service desk every morning"
    assert found(step("a", action=words), step("b", action=f"{words} again")) == [("alike", ("a", "b"))]
    assert found(step("a", action=words), step("b", action=words, stage="feedback")) == []
    assert found(step("a", action="train model"), step("b", action="deploy model")) == []
    chinese = "每天随机抽两百笔放行交易遮住分数盲审"
    assert found(step("a", action=chinese), step("b", action=f"{chinese}。")) == [("alike", ("a", "b"))]


def test_a_mapped_step_that_the_log_never_saw_is_proposed():
    log = {
        "checks": [{"id": "K1"}],
        "activity_map": [{"id": "m1", "activity": "A", "step": "a"}, {"id": "m2", "activity": "B", "step": "b"}],
        "seen_activities": [{"id": "s1", "check": "K1", "activity": "A", "step": "a", "events": 5}],
    }
    steps = (step("a"), step("b"), step("unmapped"))
    assert found(*steps, **log) == [("never_seen", ("b",))]
    assert found(*steps, **log, runs=[{"id": "U1", "step": "b"}]) == []
    assert found(*steps, activity_map=log["activity_map"]) == []


def test_a_dead_end_whose_output_nobody_takes_up_is_proposed():
    flow = (step("a", outputs="report", next=to("b")), step("b", inputs="report", outputs="mail", next=to("c")))
    assert found(*flow, step("c", outputs="screenshots")) == [("unused", ("c",))]
    assert found(*flow, step("c", outputs="the report")) == []
    assert found(step("a", outputs="mail"), step("b")) == []  # the arrows are not drawn yet


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("anti-fraud", [("drop", ("AF08",)), ("pilot", ("AF10",)), ("approvals", ("AF27", "AF28"))]),
        ("recommender", [("drop", ("RC08",)), ("pilot", ("RC24",)), ("approvals", ("RC26", "RC27"))]),
    ],
)
def test_the_illustrations_get_few_proposals(line: str, expected: list[tuple[str, tuple[str, ...]]]):
    given = read_record(kit_path("workshop", f"{line}.yaml").read_bytes(), line).record
    assert given is not None
    assert [(each.kind, each.steps) for each in assess(given).candidates] == expected


def test_many_steps_that_say_the_same_are_one_proposal():
    words = "collect the complaints of the customers from the service desk every morning"
    steps = [step(f"S{number}", action=words) for number in range(40)]
    assert found(*steps) == [("alike", tuple(each.id for each in steps))]
