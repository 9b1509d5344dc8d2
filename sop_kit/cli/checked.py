"""Records from a workshop, a folder of record files or one file, with what the rules find in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sop_kit.assess.rules import RULES, Fault, Rule, check_rules
from sop_kit.assess.rules.rule import SEVERITIES, Severity
from sop_kit.document.meta import readiness_name
from sop_kit.document.pictures import picture_problems
from sop_kit.document.view import View, look
from sop_kit.errors import BadInput, BadRequest, Problem
from sop_kit.record.alike import did_you_mean
from sop_kit.record.files.apart import Apart
from sop_kit.record.files.limits import MOST_BYTES
from sop_kit.record.files.merge import read_files
from sop_kit.record.model import Record
from sop_kit.record.pictures import files_of_pictures
from sop_kit.record.workshop import SETTINGS_FILE, open_workshop
from sop_kit.words import Words

RULE_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
_WHOLE = {".yaml", ".yml", ".json", ".xlsx"}  # files that hold a record each
_TABLE = {".csv", ".tsv"}  # files that hold a table each of one record


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
    NotAWorkshop
        When there is neither a workshop nor a record file.
    BadInput
        When nothing at all could be read.
    """
    if path.is_file() or _is_folder_of_records(path):
        return _of_files(path, wanted, today, say)
    store = open_workshop(path).store()
    try:
        records = (store.record(product) for product in store.products())
        return Found(lines=tuple(_checked(record.product.id, record, path, wanted, today, say) for record in records))
    finally:
        store.close()


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


def _is_folder_of_records(path: Path) -> bool:
    return path.is_dir() and not (path / SETTINGS_FILE).is_file() and bool(_groups(path))


def _groups(path: Path) -> list[list[Path]]:
    """Return the files that make a record each: a file of its own, or all the tables of the folder."""
    if path.is_file():
        return [[path]]
    files = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith((".", "~")))
    tables = [each for each in files if each.suffix.lower() in _TABLE]
    return [*([each] for each in files if each.suffix.lower() in _WHOLE), *([tables] if tables else [])]


def _of_files(path: Path, wanted: Wanted, today: str, say: Words) -> Found:
    lines: dict[str, Checked] = {}
    unread: list[Problem] = []
    apart = Apart()
    for files in _groups(path):
        contents = [(each.name, each.open("rb").read(MOST_BYTES + 1)) for each in files]
        reading = read_files(contents, product=None, name=None, base=None, read=apart)
        unread += [problem for problem in reading.problems if problem.severity == "error"]
        if reading.record is not None:
            record = reading.record
            # Two files may hold one product line, such as last month's export beside this month's.
            taken = record.product.id in lines
            name = f"{record.product.id} ({files[0].name})" if taken else record.product.id
            lines[name] = _checked(name, record, files[0].parent, wanted, today, say)
    if not lines:
        raise BadInput(str(path), unread)
    return Found(lines=tuple(lines.values()), unread=tuple(unread))
