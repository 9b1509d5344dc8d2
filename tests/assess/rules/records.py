"""Records written down in a few lines, and what one rule says of them."""

from sop_kit.assess.rules import RULES, Facts
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import Record

TODAY = "2026-11-25"
RULE_BY_ID = {rule.id: rule for rule in RULES}


def record_of(text: str) -> Record:
    """Return the record that YAML says; the product line is called x."""
    reading = read_record(f"schema: 1\nproduct: {{id: x}}\n{text}".encode(), "x.yaml")
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    assert reading.record is not None, errors
    assert not errors
    return reading.record


def places(rule: str, text: str, today: str = TODAY) -> list[str]:
    """Return where the record breaks the rule."""
    return [breach.where for breach in RULE_BY_ID[rule].find(Facts(record=record_of(text), today=today))]


def messages(rule: str, text: str, today: str = TODAY) -> list[str]:
    """Return what the rule says of the record."""
    return [str(breach.what) for breach in RULE_BY_ID[rule].find(Facts(record=record_of(text), today=today))]
