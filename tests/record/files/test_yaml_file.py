import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from ruamel.yaml import YAML

from sop_kit.record.files.yaml_file import read_record, write_record
from sop_kit.record.model import Head, LogEntry, Record, canonical, record_facts
from sop_kit.record.rule import Settings, VerdictRule
from sop_kit.record.tables import Feedback, Next, PersonRow, Product, RoleRow, Step
from tests.record.strategies import records

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

RECORD = Record(
    product=Product(
        id="chat", name="客服助手", purpose="第一段。\n\n- 要点：甲\n  - 乙", scope_in="word " * 40 + "end"
    ),
    settings=Settings(rules_off={"no-owner": "the owner is named next week"}),
    people=(PersonRow(id="an", name="安"),),
    roles=(RoleRow(id="dev", name="开发", people=("an",)),),
    steps=(
        Step(
            id="GC01",
            stage="monitor",
            action="Look: the dashboard",
            role="dev",
            time_limit="1:30",
            minutes=2.5,
            next=(Next(to="GC01", when="again"),),
        ),
    ),
    head=Head(number=7, hash="abc", at="2026-11-22T08:00:00Z"),
    log=(LogEntry(day="2026-11-22", by="安", why="no", first=1, last=7),),
)
WRITTEN = """\
schema: 1

head:
  number: 7
  hash: abc
  at: "2026-11-22T08:00:00Z"

product:
  id: chat
  name: 客服助手
  purpose: |-
    第一段。

    - 要点：甲
      - 乙
  scope_in: >-
    word word word word word word word word word word word word word word word word word word word word word word
    word word word word word word word word word word word word word word word word word word end

settings:
  rules_off:
    no-owner: the owner is named next week

people:
  - id: an
    name: 安

roles:
  - id: dev
    name: 开发
    people:
      - an

steps:
  - id: GC01
    stage: monitor
    action: "Look: the dashboard"
    role: dev
    time_limit: "1:30"
    minutes: 2.5
    next:
      - to: GC01
        when: again

log:
  - day: "2026-11-22"
    by: 安
    why: "no"
    first: 1
    last: 7
"""


def read(text: str):
    return read_record(text, "chat.yaml")


def found(text: str) -> list[str]:
    return [str(problem) for problem in read(text).problems]


def test_a_record_is_written_for_people_to_read():
    assert write_record(RECORD) == WRITTEN


def test_what_was_written_is_read_back_without_a_problem():
    reading = read(WRITTEN)
    assert reading.record == RECORD
    assert reading.problems == ()


@SLOW
@given(records(dangling=True))
def test_every_record_comes_back_equal_and_writes_the_same_bytes(record: Record):
    text = write_record(record)
    reading = read(text)
    assert reading.record == record
    assert reading.problems == ()
    assert write_record(reading.record) == text


@SLOW
@given(records(dangling=True))
def test_another_yaml_reader_finds_the_same_facts(record: Record):
    content = YAML(typ="safe", pure=True).load(write_record(record))
    facts = record_facts(record)
    assert canonical({key: content[key] for key in facts}) == canonical(facts)


def test_equal_records_write_the_same_bytes_whatever_order_they_were_told_in():
    one = Settings(rules_off={"a": "x", "b": "y"}, verdict_rule=VerdictRule(weights={"clarity": 2, "accuracy": 1}))
    two = Settings(rules_off={"b": "y", "a": "x"}, verdict_rule=VerdictRule(weights={"accuracy": 1, "clarity": 2}))
    product = Product(id="x")
    first, second = (Record(product=product, settings=each) for each in (one, two))
    assert first == second
    assert write_record(first) == write_record(second)


def test_a_record_from_no_store_has_no_head():
    text = write_record(Record(product=Product(id="x")))
    assert text == "schema: 1\n\nproduct:\n  id: x\n"


def test_text_stays_text():
    rows = "".join(
        f"  - {{id: a{number}, name: {word}}}\n"
        for number, word in enumerate(("no", "2026-11-22", "1:30", "010", "1.10", "NA", "'null'"))
    )
    record = read(f"product: {{id: x}}\npeople:\n{rows}").record
    assert [row.name for row in record.people] == ["no", "2026-11-22", "1:30", "010", "1.10", "NA", "null"]


def test_every_problem_is_reported_at_once_with_its_line():
    """A typo in a name, a word that is no stage, a figure that is none, a key twice, a row without its id's text."""
    text = """\
schema: 1
produkt: {id: y}
product: {id: x, naem: X}
steps:
  - {id: a, stage: monitr, action: Look, role: dev}
  - {id: b, stage: 监控, action: Look, role: dev, minutes: five, tol: x}
  - {id: c, stage: release, role: dev, id: d}
feedback:
  - {id: f, participant: p, target: b, score: "6", round: 2}
  - {id: g, participant: p, target: b, score: cannot judge, blocking: 是}
  - just text
"""
    assert found(text) == [
        "chat.yaml:2:10: A record has no 'produkt'; it was left out. Did you mean 'product'?",
        "chat.yaml:3:24: 'product' has no column 'naem'; it was left out. Did you mean 'name'?",
        (
            "chat.yaml:5:20: 'stage' was left out: 'monitr' is not one of monitor, feedback, analyse, decide, "
            "optimise, release. Did you mean 'monitor'? Its row was left out."
        ),
        "chat.yaml:6:58: 'minutes' was left out: 'five' is no number; write only the figure, such as 15.",
        "chat.yaml:6:69: 'steps' has no column 'tol'; it was left out. Did you mean 'tool'?",
        "chat.yaml:7:5: 'c' of Steps was left out: 'action' must be stated.",
        (
            "chat.yaml:7:40: 'id' stands here a second time and was left out; the one at chat.yaml:7:10 holds. "
            "Delete one of them."
        ),
        "chat.yaml:9:47: 'score' was left out: 6 is too much; write 5 or less.",
        "chat.yaml:11:5: 'feedback' should hold lines such as 'name: value' here; this was left out.",
    ]
    record = read(text).record
    assert [(step.id, step.stage, step.minutes) for step in record.steps] == [("b", "monitor", None)]
    assert [(row.id, row.score, row.round, row.blocking) for row in record.feedback] == [
        ("f", None, 2, False),
        ("g", None, 1, True),
    ]


def test_a_bad_condition_of_the_rule_costs_the_rule_and_says_where():
    text = "product: {id: x}\nsettings:\n  rules_off: {a: b}\n  verdict_rule:\n    minimum_raters: none\n"
    reading = read(text)
    assert reading.record.settings == Settings(rules_off={"a": "b"})
    assert [problem.where for problem in reading.problems] == ["chat.yaml:5:21"]


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("a: [1\nb: 2\n", "chat.yaml:2:2", "no valid YAML"),
        ("- a\n", "chat.yaml:1:1", "no record"),
        ("just text\n", "chat.yaml:1:1", "no record"),
        ("", "chat.yaml", "no record"),
        ("schema: 2\nproduct: {id: x}\n", "chat.yaml:1:9", "newest sop-kit"),
        ("[\n" * 100_000, "chat.yaml:21:1", "nested too deep"),
        ("product: {name: X}\n", "chat.yaml:1:10", "The product line needs 'id'"),
        ("product: {id: ../x}\n", "chat.yaml:1:15", "names a folder"),
        ("steps: []\n", "chat.yaml", "which product line"),
    ],
)
def test_what_makes_no_record_says_why(text: str, where: str, words: str):
    reading = read(text)
    assert reading.record is None
    assert reading.problems[0].where == where
    assert words in reading.problems[0].message


def test_bytes_are_read_as_text_is():
    assert read_record(WRITTEN.encode("utf-8-sig"), "x").record == RECORD
    assert read_record(b"", "x").record is None
    assert "GB18030" in read_record("product: {id: x, name: 客服}".encode("gb18030"), "x").problems[0].message


def test_no_object_is_built():
    reading = read("product: {id: x, name: !!python/object/apply:os.getcwd []}\n")
    assert reading.record == Record(product=Product(id="x"))
    assert "tag" in reading.problems[0].message


def test_a_bomb_of_aliases_is_refused_at_once():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]" for number in range(1, 12)]
    started = time.perf_counter()
    reading = read("product: {id: x}\n" + "\n".join(lines))
    assert reading.record is None
    assert "more than 1,000,000 values" in reading.problems[0].message
    assert time.perf_counter() - started < 1


def test_an_alias_is_what_it_stands_for_and_cannot_hold_itself():
    reading = read("product: {id: x, name: &n Chat, line: *n, home: *nowhere}\npeople: &p [{id: a, name: b}, *p]\n")
    assert reading.record.product == Product(id="x", name="Chat", line="Chat")
    assert ["points to nothing" in problem.message for problem in reading.problems] == [True, True]


def test_signs_that_cannot_be_stored_become_a_replacement_character():
    reading = read('product: {id: x, name: "a\\x01b", line: c\x02d}\n')
    assert reading.record.product == Product(id="x", name="a\ufffdb", line="c\ufffdd")
    assert [(problem.where, problem.severity) for problem in reading.problems] == [
        ("chat.yaml:1:24", "warning"),
        ("chat.yaml:1:41", "warning"),
    ]


def test_a_text_that_is_far_too_long_is_refused_at_its_place():
    reading = read(f"product: {{id: x, line: y, name: {'a' * 100_001}}}\n")
    assert reading.record.product == Product(id="x", line="y")
    assert reading.problems[0].where == "chat.yaml:1:33"


def test_a_role_written_by_its_name_is_found_and_an_id_stays_as_it_stands():
    text = """\
product: {id: x}
roles: [{id: dev, name: Chat developer}]
steps:
  - {id: a, stage: monitor, action: Look, role: chat  Developer, supporting: [ghost, On call]}
"""
    reading = read(text)
    assert (reading.record.steps[0].role, reading.record.steps[0].supporting) == ("dev", ("ghost", "on-call"))
    assert [role.id for role in reading.record.roles] == ["dev", "on-call"]
    assert [problem.where for problem in reading.problems] == ["chat.yaml:4:86"]


def test_three_hundred_steps_are_read_well_under_a_second():
    step = Step(
        id="a",
        stage="monitor",
        action="Look at the dashboard of the environment",
        role="dev",
        next=(Next(to="a"),),
        **dict.fromkeys(("inputs", "outputs", "tool", "standard", "trigger"), "a text as long as they are, with 中文"),
    )
    steps = tuple(step.model_copy(update={"id": f"GC{number}"}) for number in range(300))
    text = write_record(RECORD.replace(steps=steps))
    started = time.perf_counter()
    reading = read(text)
    assert time.perf_counter() - started < 1
    assert len(reading.record.steps) == 300


def test_the_example_product_lines_are_sound():
    for path in sorted((Path(__file__).parents[3] / "workshop").glob("*.yaml")):
        reading = read_record(path.read_bytes(), path.name)
        assert reading.record is not None
        assert reading.problems == ()
        assert write_record(reading.record) == path.read_text(encoding="utf-8")


def test_an_empty_rating_is_not_a_three():
    record = read("product: {id: x}\nfeedback: [{id: f, participant: p, target: t, aspect: clarity, score: }]").record
    assert record.feedback == (Feedback(id="f", participant="p", target="t", aspect="clarity"),)
