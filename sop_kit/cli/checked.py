"""Records from a workshop, a folder of record files or one file, with what the rules find in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sop_kit.assess.rules import RULES, Fault, Rule, check_rules
from sop_kit.assess.rules.rule import SEVERITIES, Severity
from sop_kit.cli.records_at import records_at
from sop_kit.document.meta import readiness_name
from sop_kit.document.pictures import picture_problems
from sop_kit.document.view import View, look
from sop_kit.errors import BadRequest, Problem
from sop_kit.record.alike import did_you_mean
from sop_kit.record.model import Record
from sop_kit.record.pictures import files_of_pictures
from sop_kit.words import Words

RULE_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which faults are asked for; all of them where a set is empty."""

    rules: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()

    def __contains__(self, fault: Fault) -> bool:
        """Say whether a fault is asked for."""
        return (not self.rules or fault.rule in self.rules) and (
            not self.severities or fault.severity in self.severities
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One product line: how ready it is, what the rules find, and which of them it switches off for what reason."""

    product: str
    view: View
    faults: tuple[Fault, ...]
    off: Mapping[str, str]

    @property
    def readiness(self) -> str:
        """Return how ready the record is, as a machine reads it."""
        return self.view.assessment.readiness.level

    @property
    def readiness_name(self) -> str:
        """Return how ready the record is, as a person reads it."""
        return readiness_name(self.view)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Every product line that could be read, and what could not."""

    lines: tuple[Checked, ...]
    unread: tuple[Problem, ...] = ()


def checked(path: Path, wanted: Wanted, today: str, say: Words) -> Found:
    """Return what the rules find in every record at a path.

    Raises
    ------
    PlaceNotFound, BadInput, NotAWorkshop
        When nothing is there, no record can be read, or a folder holds neither a workshop nor record files.
    """
    found = records_at(path)
    lines: dict[str, Checked] = {}
    for kept in found.kept:
        product = kept.record.product.id
        # Two files may hold one product line, such as last month's export beside this month's.
        name = f"{product} ({kept.file})" if product in lines else product
        lines[name] = _checked(name, kept.record, kept.folder, wanted, today, say)
    return Found(lines=tuple(lines.values()), unread=found.problems)


def rule_named(rule: str) -> Rule:
    """Return the rule of that id.

    Raises
    ------
    BadRequest
        When there is none.
    """
    if rule not in RULE_BY_ID:
        raise BadRequest("There is no rule '{rule}'.{hint}", rule=rule, hint=did_you_mean(rule, RULE_BY_ID))
    return RULE_BY_ID[rule]


def severity_named(severity: str) -> Severity:
    """Return the severity of that name.

    Raises
    ------
    BadRequest
        When there is none.
    """
    if severity not in SEVERITIES:
        raise BadRequest("There is no severity '{name}'. Choose from: {known}.", name=severity, known=SEVERITIES)
    return severity


def _checked(product: str, record: Record, folder: Path, wanted: Wanted, today: str, say: Words) -> Checked:
    view = look(record, say.lang)
    pictures = _picture_faults(record, folder)
    faults = (*check_rules(record, today, view.assessment.judgements), *pictures)
    return Checked(
        product=product,
        view=view,
        faults=tuple(fault for fault in faults if fault in wanted),
        off={rule: reason for rule, reason in record.settings.rules_off.items() if rule in RULE_BY_ID},
    )


def _picture_faults(record: Record, folder: Path) -> Iterator[Fault]:
    """Yield what is wrong with the pictures: only here their files are seen."""
    rule = RULE_BY_ID["picture"]
    if rule.id not in record.settings.rules_off:
        for problem in picture_problems(record, files_of_pictures(record, folder)):
            yield Fault(rule=rule.id, severity=rule.severity, where=problem.where, message=problem.what, fix=rule.fix)
