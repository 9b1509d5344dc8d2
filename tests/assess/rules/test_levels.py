import pytest

from sop_kit.assess.rules.levels import levels, one_person
from sop_kit.assess.rules.rule import Facts
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, RoleRow, Severity


@pytest.mark.parametrize(
    ("written", "gravest_first"),
    [
        (["P1", "P2"], ["P1", "P2"]),
        (["P4", "P3", "P10"], ["P3", "P4", "P10"]),
        (["Sev-2", "sev-1"], ["sev-1", "Sev-2"]),
        (["严重", "一般"], ["严重", "一般"]),
        (["low", "Critical", "high"], ["Critical", "high", "low"]),
        (["低", "中", "高"], ["高", "中", "低"]),
        (["L3", "L1"], ["L3", "L1"]),  # tiers of support grow, levels of harm fall: only the table can tell
        (["P2", "info", "P1"], ["P2", "info", "P1"]),
        ([], []),
    ],
)
def test_the_gravest_level_comes_first(written: list[str], gravest_first: list[str]):
    rows = tuple(Severity(id=level) for level in written)
    assert list(levels(Record(product=Product(id="line"), severities=rows))) == gravest_first


def test_two_roles_are_one_person_when_nobody_else_holds_either():
    held = {"a": ("li",), "b": ("li",), "c": ("li", "wang"), "d": ()}
    roles = tuple(RoleRow(id=role, name=role, people=people) for role, people in held.items())
    facts = Facts(record=Record(product=Product(id="line"), roles=roles))
    assert one_person(facts, "a", "b")
    assert one_person(facts, "d", "d")
    assert not one_person(facts, "a", "c")
    assert not one_person(facts, "d", "x")
    assert not one_person(facts, "", "")
