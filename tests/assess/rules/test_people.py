"""People: somebody is there, no knowledge in one head, no names where roles belong, promises that can be kept."""

import pytest

from sop_kit.assess.rules.person_names import is_person_name
from tests.assess.rules.records import messages, places

PEOPLE = "people: [{id: li, name: 李工}, {id: an, name: Anna Berg}, {id: bo, name: Bo}]\n"
THREE_ROLES = """
roles:
  - {{id: a, name: A, people: [li]}}
  - {{id: b, name: B, people: [{second}]}}
  - {{id: c, name: C, people: [an]}}
steps:
  - {{id: S1, stage: monitor, action: x, role: a}}
  - {{id: S2, stage: decide, action: y, role: b}}
  - {{id: S3, stage: release, action: z, role: c}}
"""


def step(more: str, stage: str = "monitor") -> str:
    return f"steps: [{{id: S1, stage: {stage}, action: look, role: ops{more}}}]\n"


@pytest.mark.parametrize(
    ("rule", "broken", "where", "sound"),
    [
        (
            "role-without-deputy",
            PEOPLE + "roles: [{id: ops, name: Ops, people: [li]}]\n" + step(""),
            "roles/ops/deputies",
            PEOPLE + "roles: [{id: ops, name: Ops, people: [li], deputies: [an]}]\n" + step(""),
        ),
        (
            "step-with-one-performer",
            PEOPLE + step(", performers: [li]"),
            "steps/S1/performers",
            PEOPLE + step(", performers: [li, an]"),
        ),
        ("performers-unknown", step("", "release"), "steps/S1", step("", "monitor")),
        ("person-as-role", "roles: [{id: li, name: 李工}]", "roles/li/name", "roles: [{id: ops, name: 值班工程师}]"),
        (
            "name-in-text",
            PEOPLE + step(", if_it_fails: 找李工重跑"),
            "steps/S1/if_it_fails",
            PEOPLE + step(", done: 只有李工会跑, if_it_fails: 找值班重跑"),
        ),
        (
            "one-person-for-all",
            PEOPLE + THREE_ROLES.format(second="li"),
            "people/li",
            PEOPLE + THREE_ROLES.format(second="bo"),
        ),
        (
            "role-on-paper",
            PEOPLE + "roles: [{id: ops, name: Ops, people: [an]}]\n" + step(", performers: [li, bo]"),
            "roles/ops/people",
            PEOPLE + "roles: [{id: ops, name: Ops, people: [an, li]}]\n" + step(", performers: [li, bo]"),
        ),
        (
            "hot-spot-open",
            step(", hot_spot: nobody wakes up"),
            "steps/S1/hot_spot",
            step(", hot_spot: nobody wakes up") + "actions: [{id: A1, text: call instead, step: S1}]",
        ),
        (
            "not-ours-to-decide",
            step(', decidable: "no"'),
            "steps/S1/decidable",
            step(', decidable: "no", agreed: ask the platform team until May'),
        ),
        (
            "promise-open",
            "actions: [{id: A1, text: move the script, due: 2026-12-01}]",
            "actions/A1/owner",
            PEOPLE + "actions: [{id: A1, text: x, owner: li, due: 2026-12-01}, {id: A2, text: y, done: 2026-01-01}]",
        ),
    ],
)
def test_a_rule_finds_what_breaks_it_and_nothing_else(rule, broken, where, sound):
    assert places(rule, broken) == [where]
    assert places(rule, sound) == []


def test_an_owner_outside_the_team_is_found_only_when_the_team_is_known():
    owned = "product: {id: x, owner: an}\n"
    team = "roles: [{id: ops, name: Ops, people: [li]}]"
    from sop_kit.assess.rules import check_rules
    from sop_kit.record.files.yaml_file import read_record

    def rules(text: str) -> set[str]:
        record = read_record(f"schema: 1\n{owned}{PEOPLE}{text}".encode(), "x.yaml").record
        return {fault.rule for fault in check_rules(record)}

    assert "owner-in-no-role" in rules(team)
    assert "owner-in-no-role" not in rules("")


@pytest.mark.parametrize("name", ["李工", "王小明", "林经理", "老王", "张三", "Jane Smith", "Dr. Berg", "Anna"])
def test_a_name_and_nothing_else_is_a_person(name):
    assert is_person_name(name)


@pytest.mark.parametrize(
    "name",
    ["算法", "值班", "安全", "金融", "高工", "施工", "董事长", "董事会", "熊猫组", "产品经理", "数据团队", "AI team",
     "Data Scientist", "Patch reviewer", "SteerCo", "Product Owner", ""],
)  # fmt: skip
def test_a_duty_or_a_team_is_no_person(name):
    assert not is_person_name(name)


def test_a_latin_name_counts_only_as_a_word_of_its_own():
    assert places("name-in-text", "people: [{id: s, name: Sam}]\n" + step(", outputs: same sample")) == []
    assert messages("name-in-text", "people: [{id: s, name: Sam}]\n" + step(", outputs: note to Sam")) == [
        "“Output” names a person: Sam."
    ]


@pytest.mark.parametrize(("name", "text"), [("Mark", "Mark it yellow"), ("高峰", "晚高峰每 10 分钟看一次")])
def test_a_name_that_is_an_everyday_word_is_not_looked_for(name, text):
    assert places("name-in-text", f"people: [{{id: m, name: {name}}}]\n" + step(f", if_it_fails: {text}")) == []
    whole = f"people: [{{id: m, name: {name} Berg}}]\n" + step(f", if_it_fails: ask {name} Berg")
    assert places("name-in-text", whole) == ["steps/S1/if_it_fails"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("找李工重跑", "李工"),
        ("报孙主管", "孙主管"),
        ("由老李最后把关", "老李"),
        ("问小王要口令", "小王"),
        ("call Dr. Berg", "Dr. Berg"),
        ("Ask Sarah Connor in support", "Sarah Connor"),
    ],
)
def test_who_is_called_by_title_is_a_person_in_any_record(text, name):
    assert messages("name-in-text", step(f", if_it_fails: {text}")) == [f"“If it fails” names a person: {name}."]


@pytest.mark.parametrize(
    "text",
    [
        "填一张工作表",
        "产品经理拍板",
        "客户经理通知",
        "写一份总结",
        "两张总表核对",
        "值班主管到场",
        "Drain the node",
        "老赖名单按周更新",
        "夜间有小高峰",
        "最小张数 10",
        "贴小张贴纸",
        "look at Victoria Metrics",
        "call Victoria Hospital",
        "Dr",
    ],
)
def test_what_only_looks_like_a_name_is_left_alone(text):
    assert places("name-in-text", step(f", if_it_fails: {text}")) == []
