"""Trying one rule of the linter on a record that holds a few rows and nothing else."""

from __future__ import annotations

from typing import Any, NamedTuple

from sop_kit.assess.rules.check import RULES
from sop_kit.assess.rules.rule import Facts
from sop_kit.record.model import Record
from sop_kit.record.tables import Product

TODAY = "2026-11-25"
BY_ID = {rule.id: rule for rule in RULES}


class Case(NamedTuple):
    """A rule, the tables of a record that breaks it, where it does, and those of one that does not."""

    rule: str
    broken: dict[str, Any]
    where: list[str]
    sound: dict[str, Any]


def breaches(rule: str, tables: dict[str, Any], today: str = TODAY) -> list[tuple[str, str]]:
    """Return where a record of these tables breaks the rule, and what is said about it."""
    record = Record(**({"product": Product(id="line")} | tables))
    return [(each.where, str(each.what)) for each in BY_ID[rule].find(Facts(record=record, today=today))]


def places(rule: str, tables: dict[str, Any], today: str = TODAY) -> list[str]:
    """Return where a record of these tables breaks the rule."""
    return [where for where, _ in breaches(rule, tables, today)]


def name_of(case: Case) -> str:
    """Return what pytest calls a case."""
    return case.rule
