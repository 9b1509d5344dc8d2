"""All rules together: their order, switching off, one that fails, the page that lists them."""

import re
from pathlib import Path

import pytest

from sop_kit.assess.gaps import find_gaps
from sop_kit.assess.questions import QUESTIONS
from sop_kit.assess.rules import RULES, Breach, Facts, Rule, check, check_rules
from sop_kit.assess.rules.open_questions import topic_id
from sop_kit.assess.rules.rule import SEVERITIES
from sop_kit.errors import phrase
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import Head, Record
from sop_kit.record.tables import Product
from tests.assess.rules.records import record_of
from tests.golden import Golden

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).parent
TWO_A = "steps: [{id: S1, stage: decide, action: judge it, role: po, accountable: [po, ai]}]\n"
OLD = "publications: [{id: P1, version: '1.0', at: 2020-01-01}]\n"
BROKEN = Rule(
    id="always-fails",
    severity="error",
    reason=phrase("x"),
    source="x",
    fix=phrase("x"),
    find=lambda facts: [Breach("steps", phrase("x")) for _ in facts.record.nothing],  # type: ignore[attr-defined]
)


def found(record: Record, today: str = "") -> list[str]:
    return [fault.rule for fault in check_rules(record, today)]


def test_there_are_many_rules_and_each_has_an_id_of_its_own():
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids) > 120
    assert [each for each in ids if not re.fullmatch(r"[a-z]+(-[a-z]+)*", each)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_says_why_where_it_comes_from_and_how_to_mend_it(rule):
    assert rule.severity in SEVERITIES
    assert len(rule.source) > 5
    for text in (str(rule.reason), str(rule.fix)):
        assert text[0].isupper() or text[0] == "“"
        assert text.endswith(".")


def test_each_rule_is_tried_in_a_test_with_a_record_that_breaks_it():
    """Rules made from gaps are tried with the gaps."""
    tests = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    asked = {topic_id(topic) for topic in QUESTIONS}
    assert [rule.id for rule in RULES if rule.id not in asked and f'"{rule.id}"' not in tests] == []


def test_every_gap_is_reported_by_the_rule_of_its_topic():
    known = {rule.id for rule in RULES}
    assert {topic_id(topic) for topic in QUESTIONS} <= known
    bare = Record(product=Product(id="x"))
    for record in (bare, record_of(TWO_A), *map(example, ("govuk-chat", "anti-fraud"))):
        asked = [topic_id(gap.topic) for gap in find_gaps(record)]
        faults = [fault for fault in check_rules(record) if fault.rule in {topic_id(topic) for topic in QUESTIONS}]
        assert sorted(asked) == sorted(fault.rule for fault in faults)
        assert all(fault.severity == "missing" and fault.ask for fault in faults)


def example(name: str) -> Record:
    reading = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name)
    assert reading.record is not None
    return reading.record


def test_the_gravest_faults_come_first_then_the_order_of_the_record():
    faults = check_rules(example("recommender"), "2026-11-25")
    order = [SEVERITIES.index(fault.severity) for fault in faults]
    assert order == sorted(order)
    record = example("recommender")
    place = {step.id: number for number, step in enumerate(record.steps)}
    warned = [f.where.split("/")[1] for f in faults if f.severity == "warning" and f.where.startswith("steps/")]
    assert [place[row] for row in warned] == sorted(place[row] for row in warned)


def test_a_rule_that_is_switched_off_with_a_reason_is_silent():
    off = "settings: {rules_off: {two-accountables: the board wants both}}\n"
    assert "two-accountables" in found(record_of(TWO_A))
    assert "two-accountables" not in found(record_of(off + TWO_A))
    assert "rules-off" not in found(record_of(off + TWO_A))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("two-accountable: because", "There is no rule 'two-accountable'. Did you mean 'two-accountables'?"),
        ("two-accountables: ''", "The rule 'two-accountables' is switched off without a reason."),
        ("rules-off: because", "This rule cannot be switched off."),
        ("rule-untried: because", "This rule cannot be switched off."),
    ],
)
def test_switching_off_wrongly_is_a_fault_itself(entry, said):
    (fault,) = [
        each for each in check_rules(record_of(f"settings: {{rules_off: {{{entry}}}}}")) if each.rule == "rules-off"
    ]
    assert str(fault.message) == said
    assert fault.severity == "warning"


def test_a_rule_that_fails_is_named_and_stops_no_other(monkeypatch):
    monkeypatch.setattr(check, "RULES", (BROKEN, *RULES))
    faults = check_rules(record_of(TWO_A))
    (untried,) = [fault for fault in faults if fault.rule == "rule-untried"]
    assert "always-fails" in str(untried.message)
    assert "two-accountables" in [fault.rule for fault in faults]


def test_without_a_day_rules_about_dates_are_silent_and_the_last_change_gives_one():
    record = record_of(OLD)
    assert "review-overdue" not in found(record)
    assert "review-overdue" in found(record, "2026-11-25")
    assert "review-overdue" in found(record.replace(head=Head(number=1, hash="0", at="2026-11-25T08:00:00Z")))


@pytest.mark.parametrize("text", ["", "steps: []", TWO_A])
def test_any_record_can_be_judged(text):
    assert "rule-untried" not in found(record_of(text), "2026-11-25")


def test_the_page_of_rules_lists_every_rule_as_it_is(request):
    page = ROOT / "docs" / "rules.md"
    head = "| rule | severity | why | what to do | source |\n|---|---|---|---|---|\n"
    prose = page.read_text(encoding="utf-8").partition(head)[0]
    ordered = sorted(RULES, key=lambda rule: SEVERITIES.index(rule.severity))
    rows = [(f"`{rule.id}`", rule.severity, str(rule.reason), str(rule.fix), rule.source) for rule in ordered]
    table = "".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |\n" for row in rows)
    Golden(page.parent, update=request.config.getoption("--update-golden")).check(page.name, prose + head + table)


def test_facts_keep_what_many_rules_ask_for():
    facts = Facts(record=record_of(TWO_A))
    assert facts.gaps is facts.gaps
    assert facts.role_name("nobody-knows") == "nobody-knows"
