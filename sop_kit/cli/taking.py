"""Taking facts into a workshop, and looking at what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sop_kit.assess.gaps import Gap
from sop_kit.assess.touched import touched_chapters
from sop_kit.cli.speaking import spoken
from sop_kit.document.questions import question_groups
from sop_kit.document.view import look
from sop_kit.errors import BadInput, BadRequest, PlaceNotFound, Problem, RecordMovedOn, UnknownProduct
from sop_kit.places import kit_path
from sop_kit.record.authors import author
from sop_kit.record.changes import difference
from sop_kit.record.family import kin_of, noted
from sop_kit.record.files.merge import read_files
from sop_kit.record.files.reading import Reading
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.kinds import clean_product_id
from sop_kit.record.model import TABLES, Head, Record
from sop_kit.record.problems import dangling
from sop_kit.record.starting import new_line
from sop_kit.record.store import Store
from sop_kit.record.workshop import Workshop, create
from sop_kit.words import Words

EXAMPLES = ("govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an import did: the product line, how many edits, and every problem found."""

    product: str
    edits: int
    steps: int
    problems: tuple[Problem, ...]
    touched: tuple[tuple[str, tuple[str, ...]], ...] = ()  # lines that inherit from it, and their chapters to look at


def take(workshop: Workshop, files: Sequence[Path], *, product: str | None, name: str | None) -> Taken:
    """Import files into a workshop as one Change.

    Raises
    ------
    BadRequest, PlaceNotFound
        When ``product`` is no id of a product line, or a file is not there.
    BadInput
        When nothing usable is in the files; nothing is written then.
    """
    for path in files:
        if path.is_dir():
            raise BadRequest("{path} is a folder, not a file. Name the files in it.", path=path)
        if not path.is_file():
            raise PlaceNotFound(path, "Give the path of a YAML, CSV, JSON or Markdown file.")
    product = _sound(product)
    contents = [(path.name, path.read_bytes()) for path in files]
    store = workshop.store()
    try:
        reading = read_files(contents, product=product, name=name, base=None)
        base = _base(store, reading.record.product.id if reading.record else product)
        if base is not None:
            edited = _edited_export(contents, base, store)
            reading = edited or read_files(contents, product=product, name=name, base=base)
        if reading.record is None:
            raise BadInput(", ".join(path.name for path in files), reading.problems)
        record = noted(store, reading.record)
        if base is None and reading.problems and not any(record.rows(table) for table in TABLES if table != "roles"):
            # A line of which only its name and some roles are known would look as if the import had worked.
            raise BadInput(", ".join(path.name for path in files), reading.problems)
        edits = difference(base, record)
        if edits:
            why = f"import {', '.join(path.name for path in files)}"
            expect = base.head.number if base else 0
            store.add(record.product.id, edits, by=author(), why=why, kind="import", expect=expect)
        problems = (*reading.problems, *dangling(record))
        return Taken(
            product=record.product.id,
            edits=len(edits),
            steps=len(record.steps),
            problems=problems,
            touched=_touched(store, record) if edits else (),
        )
    finally:
        store.close()


def _touched(store: Store, core: Record) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the lines that inherit from a core and the chapters it touches in them."""
    if not core.product.core_of:
        return ()
    lines = (
        (kin.line.product.id, touched_chapters(kin.taken, kin.core, kin.line)) for kin in kin_of(store, core.product.id)
    )
    return tuple((line, chapters) for line, chapters in lines if chapters)


def _edited_export(contents: Sequence[tuple[str, bytes]], base: Record, store: Store) -> Reading | None:
    """Return an edited export of the record, rows taken out included; ``None`` when the files are something else.

    Raises
    ------
    RecordMovedOn
        When the workshop has changed the record since the file was written.
    """
    if len(contents) != 1 or not contents[0][0].endswith((".yaml", ".yml")):
        return None
    reading = read_record(contents[0][1], contents[0][0])
    if reading.record is None or not reading.record.head.number or reading.record.product.id != base.product.id:
        return None
    if reading.record.head.hash != base.head.hash and difference(reading.record, base):
        since = reading.record.head.number
        changes = store.changes(base.product.id)[since:]
        lines = [f"{change.by}: {edit.table}/{edit.row}" for change in changes for edit in change.edits]
        raise RecordMovedOn(base.product.id, since, base.head.number, list(dict.fromkeys(lines)))
    return reading


def start_workshop(folder: Path, *, product: str | None, name: str | None) -> Workshop:
    """Make a workshop folder; with a product id, also its first product line with the method's five roles.

    Raises
    ------
    BadRequest
        When ``product`` is no id of a product line; no folder is made then.
    """
    product = _sound(product)
    workshop = create(folder, first=spoken().lang)
    if product:
        store = workshop.store()
        new_line(store, product, name or product)
        store.close()
    return workshop


def _sound(product: str | None) -> str | None:
    return clean_product_id(product) if product else None


def demo_workshop(folder: Path) -> Workshop:
    """Make the workshop of the demo: the shipped product lines."""
    workshop = create(folder, first=spoken().lang)
    for example in EXAMPLES:
        take(workshop, [kit_path("workshop", f"{example}.yaml")], product=None, name=None)
    return workshop


def findings(record: Record, say: Words) -> list[dict[str, str]]:
    """Return what is wrong with or missing in a record: rule, severity, where, message, fix."""
    found = [
        {
            "rule": "dangling",
            "severity": problem.severity,
            "where": problem.where,
            "message": problem.message,
            "fix": "",
        }
        for problem in dangling(record)
    ]
    view = look(record, say.lang)
    asked: dict[str, str] = {}
    texts: dict[str, str] = {}
    for group in question_groups(view):
        for question in group.questions:
            asked[question.number] = group.who
            texts[question.number] = question.text
    for number, gap in enumerate(view.assessment.gaps, start=1):
        found.append(
            {
                "rule": f"gap:{gap.topic}",
                "severity": "missing",
                "where": _where(gap),
                "message": texts[str(number)],
                "fix": say("ask: {who}", who=asked[str(number)]),
            }
        )
    return found


def _where(gap: Gap) -> str:
    table = gap.topic.partition(".")[0]
    return f"{table}/{','.join(gap.rows)}" if gap.rows else table


def _base(store: Store, product: str | None) -> Record | None:
    if product is None or store.head(product) == Head():
        return None
    try:
        return store.record(product)
    except UnknownProduct:
        return None
