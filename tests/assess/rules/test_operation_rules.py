"""What all rules about operation have in common."""

import re

import pytest
from hypothesis import given, settings

from sop_kit.assess.rules import (
    alerts,
    checklists,
    dates,
    hotfixes,
    lessons,
    mistakes,
    monitoring,
    reality,
    release,
    wording,
)
from sop_kit.assess.rules.check import RULES as ALL
from sop_kit.assess.rules.rule import SEVERITIES, Facts, Rule
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import TABLES, Record
from tests.assess.rules.tried import TODAY
from tests.record.strategies import records

MODULES = (monitoring, alerts, release, mistakes, hotfixes, checklists, wording, dates, lessons, reality)
RULES = tuple(rule for module in MODULES for rule in module.RULES)
ILLUSTRATIONS = ("anti-fraud", "recommender")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_why_whence_and_how_to_fix_it(rule: Rule):
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.id)
    assert rule.severity in SEVERITIES
    assert str(rule.reason).endswith(".")
    assert str(rule.fix).endswith(".")
    assert rule.source


def test_every_rule_is_tried_with_the_others():
    assert {rule.id for rule in RULES} <= {rule.id for rule in ALL}
    assert len({rule.id for rule in ALL}) == len(ALL)


@settings(max_examples=25)
@given(records())
def test_no_record_is_too_strange_for_a_rule(record: Record):
    for rule in RULES:
        for breach in rule.find(Facts(record=record, today=TODAY)):
            assert breach.where.partition("/")[0] in {"product", *TABLES}
            assert str(breach.what)


@pytest.mark.parametrize("name", ILLUSTRATIONS)
def test_an_illustration_breaks_no_grave_rule(name: str):
    record = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
    assert record is not None
    facts = Facts(record=record, today=TODAY)
    assert [rule.id for rule in RULES if rule.severity == "error" and list(rule.find(facts))] == []
