import json
from pathlib import Path

import pytest

from sop_kit.record.files.facts_json import read_json
from sop_kit.record.files.facts_md import read_markdown
from sop_kit.record.files.merge import read_files
from sop_kit.record.model import Record
from sop_kit.record.tables import Product

SHIPPED = Path(__file__).parent / "shipped"
LINES = ("govuk-chat", "openfoodfacts-robotoff", "wikimedia-liftwing")


def reading_of(*names: str):
    files = [(name, (SHIPPED / name).read_bytes()) for name in names]
    return read_files(files, product=None, name=None, base=None)


def record_of(*names: str) -> Record:
    record = reading_of(*names).record
    assert record is not None
    return record


def read(facts: object):
    return read_files([("chat.json", json.dumps(facts).encode())], product=None, name=None, base=None)


@pytest.mark.parametrize("line", LINES)
def test_json_and_markdown_hold_the_same_facts(line: str):
    assert record_of(f"{line}.json") == record_of(f"{line}.md")


@pytest.mark.parametrize("line", LINES)
def test_a_csv_beside_the_json_adds_nothing(line: str):
    alone = record_of(f"{line}.json")
    assert record_of(f"{line}.json", f"{line}.csv") == alone
    again = read_files([(f"{line}.csv", (SHIPPED / f"{line}.csv").read_bytes())], product=None, name=None, base=alone)
    assert again.record == alone


@pytest.mark.parametrize("form", ["csv", "json", "md"])
@pytest.mark.parametrize("line", LINES)
def test_every_step_of_the_shipped_lines_is_intact(line: str, form: str):
    facts = json.loads((SHIPPED / f"{line}.json").read_text(encoding="utf-8"))
    steps = record_of(f"{line}.{form}").steps
    columns = ("id", "stage", "action", "trigger", "inputs", "outputs", "standard", "tool", "source", "evidence")
    for step, fact in zip(steps, facts["steps"], strict=True):
        assert [getattr(step, column) for column in columns] == [fact[column] for column in columns]
        assert [arrow.to for arrow in step.next] == [fact["next"]]


@pytest.mark.parametrize("line", LINES)
def test_nothing_is_invented(line: str):
    facts = json.loads((SHIPPED / f"{line}.json").read_text(encoding="utf-8"))
    record = record_of(f"{line}.json")
    assert record.product == Product(
        id=facts["name"], name=facts["title"], description=facts["product"], licence=facts["licence"]
    )
    assert not record.people + record.feedback + record.decisions + record.actions
    assert not any(step.accountable or step.consulted or step.informed or step.performers for step in record.steps)
    names = {role.id: role.name for role in record.roles}
    assert [names[step.role] for step in record.steps] == [fact["role"] for fact in facts["steps"]]
    said = {name for fact in facts["steps"] for name in (fact["role"], *fact["supporting"].split(", "))}
    assert {role.name for role in record.roles} <= said | {name for name, _ in facts["roles"]}
    assert [(role.name, role.does) for role in record.roles[: len(facts["roles"])]] == [
        tuple(pair) for pair in facts["roles"]
    ]
    assert [(source.id, source.title) for source in record.sources] == [*facts["sources"].items()]
    assert [tool.name for tool in record.tools] == facts["tools"]
    assert [stage.name for stage in record.release_stages] == facts["release"]
    assert [row.text for row in record.lessons if row.kind == "pain"] == facts["pain"]
    assert [row.text for row in record.lessons if not row.kind] == facts["lessons"]
    assert [row.text for row in record.contradictions] == facts["contradictions"]
    told = [f"{row.condition} -> {row.action}" for row in record.alerts]
    told += [row.text for row in record.texts if row.chapter == "C3"]
    assert sorted(told) == sorted(facts["escalation"])
    assert [row.text for row in record.texts if row.chapter == "sources"] == [facts["numbers"]]


def test_the_roles_that_no_list_names_are_one_note():
    (note,) = reading_of("wikimedia-liftwing.md").problems
    assert note.severity == "warning"
    assert str(note).startswith("wikimedia-liftwing.md:37: Not in the list of roles, and added to it: 'ML SRE', ")
    assert "(did you mean 'Incident triager (ML engineer on an alert)'?)" in note.message


def test_rows_are_numbered_in_their_order():
    record = record_of("govuk-chat.json")
    assert [row.id for row in record.alerts] == ["E1", "E2", "E3"]
    assert [row.id for row in record.texts] == ["T1", "T2"]
    assert [row.id for row in record.lessons] == ["P1", "P2", "P3", "P4", "P5", "P6", "L1", "L2", "L3", "L4"]
    assert record.alerts[0].condition == "Page"
    assert record.alerts[0].action.endswith("still unclear -> senior manager")


def test_json_as_tables_is_a_record_too():
    reading = read({"product": {"id": "x", "review_every_days": 30}, "people": [{"id": "a", "name": 1.10}]})
    assert (reading.record.product.review_every_days, reading.record.people[0].name) == (30, "1.1")
    assert reading.problems == ()


def test_what_json_says_wrongly_is_reported():
    reading = read(
        {
            "name": "chat",
            "title": ["a"],
            "rolles": [],
            "roles": [["dev", "does", "more"], "ops"],
            "pain": "one",
            "lessons": ["good", 3, {}],
            "steps": [{"id": "a", "stage": "monitor", "action": "Look", "role": "dev", "colour": "red"}, "b"],
        }
    )
    assert [role.name for role in reading.record.roles] == ["ops", "dev"]
    assert [row.text for row in reading.record.lessons] == ["good", "3"]
    assert [(problem.where, problem.severity) for problem in reading.problems] == [
        ("chat.json:title", "error"),
        ("chat.json:rolles", "warning"),
        ("chat.json:roles/1", "error"),
        ("chat.json:pain", "error"),
        ("chat.json:lessons/3", "error"),
        ("chat.json:steps/2", "error"),
        ("chat.json:steps/1", "warning"),
        ("chat.json:steps/1/role", "warning"),
    ]


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ('{"name": "x",}', "a.json:1:14", "no valid JSON"),
        ("[" * 100_000, "a.json", "nested too deep"),
        ("[1]", "a.json", "no facts"),
        ("{}", "a.json", "no facts"),
        ('{"name": "x", "name": "y"}', "a.json", "stands twice"),
    ],
)
def test_bad_json_is_a_problem_with_its_place(text: str, where: str, words: str):
    problem = read_json(text, "a.json").problems[0]
    assert problem.where == where
    assert words in problem.message


def test_markdown_that_is_not_understood_is_reported_with_its_line():
    text = """\
# Chat

**Record** `chat` - facts. 1 steps.
**Colour.** red

## Roles

| Role | Does |
|---|---|
| dev | codes | more |
| ops \\| night | watches
  at night |

## Weather

sunny

## Lessons

- one
  and a half
* two

## Steps

A table:

| Id | Stage | Action | Role |
|---|---|---|---|
| a | monitor | Look | dev |
"""
    part = read_markdown(text, "chat.md")
    assert [row.values for row in part.tables["roles"]] == [{"name": "ops | night", "does": "watches at night"}]
    assert [row.values["text"] for row in part.tables["lessons"]] == ["one and a half", "two"]
    assert [row.values for row in part.tables["steps"]] == [
        {"id": "a", "stage": "monitor", "action": "Look", "role": "dev"}
    ]
    assert [problem.where for problem in part.problems] == ["chat.md:4", "chat.md:10", "chat.md:16", "chat.md:26"]


def test_markdown_without_facts_says_what_is_expected():
    assert "No facts were found" in read_markdown("# A diary\n\nDear diary\n", "a.md").problems[-1].message
