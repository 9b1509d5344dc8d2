"""A single step, and steps that say the same."""

import pytest

from tests.assess.rules.records import places


def step(more: str = "", action: str = "look") -> str:
    return f'steps: [{{id: S1, stage: monitor, action: "{action}", role: ops{more}}}]\n'


def many(n: int) -> str:
    return "steps: [" + ", ".join(f"{{id: S{i}, stage: monitor, action: do {i}, role: ops}}" for i in range(n)) + "]"


TWO = (
    "steps: [{{id: S1, stage: monitor, action: look, role: ops, title: {first}}},"
    " {{id: S2, stage: release, action: {action}, role: ops, title: {second}}}]"
)


@pytest.mark.parametrize(
    ("rule", "broken", "where", "sound"),
    [
        ("action-without-verb", step(action="数据管理工作"), "steps/S1/action", step(action="检查运行情况")),
        (
            "action-without-verb",
            step(action="Deployment to production"),
            "steps/S1/action",
            step(action="Implement it"),
        ),
        (
            "action-without-verb",
            step(action="The daily report"),
            "steps/S1/action",
            step(action="Bring up the service"),
        ),
        (
            "action-without-verb",
            step(action="Database housekeeping"),
            "steps/S1/action",
            step(action="Monitor training"),
        ),
        (
            "action-without-verb",
            step(action="数据分析工作"),
            "steps/S1/action",
            step(action="分析是光学还是标准问题"),
        ),
        ("several-deeds", step(action="看板；定级；再报告"), "steps/S1/action", step(action="看三块屏，逐项打勾")),
        (
            "several-deeds",
            step(action="Take the alert and fix the time and write it down"),
            "steps/S1/action",
            step(action="Take in the alert or task and fix the time (and zone)"),
        ),
        (
            "same-step-twice",
            TWO.format(first="a", second="b", action="Look"),
            "steps/S2/action",
            TWO.format(first="a", second="b", action="release"),
        ),
        (
            "same-title-twice",
            TWO.format(first="a", second="A", action="go"),
            "steps/S2/title",
            TWO.format(first="a", second="b", action="go"),
        ),
        ("evidence-missing", step(), "steps/S1", step(", evidence: D H")),
        ("evidence-unread", step(", evidence: D X"), "steps/S1/evidence", step(", evidence: C I")),
        ("documented-nowhere", step(", evidence: D"), "steps/S1/source", step(", evidence: D, source: MAN")),
        (
            "written-not-done",
            step(", written: every 2 h, done: twice a night"),
            "steps/S1/agreed",
            step(", written: every 2 h, done: twice a night, agreed: once a shift"),
        ),
        (
            "slower-than-allowed",
            step(", minutes: 18, time_limit: 15 分钟"),
            "steps/S1/time_limit",
            step(", minutes: 12, time_limit: 15 min"),
        ),
        ("too-many-steps", many(13), "processes/monitoring", many(12)),
        (
            "empty-process",
            "processes: [{id: privacy, name: Privacy}]\n" + step(),
            "processes/privacy",
            "processes: [{id: privacy, name: Privacy}, {id: release}]\n" + step(", process: privacy"),
        ),
    ],
)
def test_a_rule_finds_what_breaks_it_and_nothing_else(rule, broken, where, sound):
    assert places(rule, broken) == [where]
    assert places(rule, sound) == []


def test_a_limit_that_cannot_be_read_is_not_judged():
    assert places("slower-than-allowed", step(", minutes: 90, time_limit: before the next shift")) == []
    assert places("slower-than-allowed", step(", minutes: 300, time_limit: within 2 d")) == []
    assert places("slower-than-allowed", step(", minutes: 300, time_limit: within 4 h")) == ["steps/S1/time_limit"]


def test_one_sentence_asks_for_the_evidence_of_all_steps():
    text = "steps: [{id: S1, stage: monitor, action: a, role: o}, {id: S2, stage: monitor, action: b, role: o}]"
    assert places("evidence-missing", text) == ["steps/S1,S2"]
