"""Taking facts into a workshop, and looking at what is there."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sop_kit.assess.touched import touched_chapters
from sop_kit.cli.records_at import content
from sop_kit.cli.speaking import spoken
from sop_kit.errors import BadInput, BadRequest, PlaceNotFound, Problem, RecordMovedOn, UnknownProduct
from sop_kit.places import kit_path
from sop_kit.record.authors import author
from sop_kit.record.changes import difference
from sop_kit.record.family import kin_of, noted
from sop_kit.record.files.apart import Apart
from sop_kit.record.files.merge import Read, read_files, read_here
from sop_kit.record.files.reading import Mapped, Reading
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.headings.mapping import NO_MAPPINGS, Mappings
from sop_kit.record.kinds import clean_product_id
from sop_kit.record.loops import endless_loops
from sop_kit.record.model import TABLES, Head, Record
from sop_kit.record.problems import dangling
from sop_kit.record.remembered import remember, remembered
from sop_kit.record.starting import new_line
from sop_kit.record.store import Store
from sop_kit.record.workshop import STORE_FILE, Workshop, create

EXAMPLES = ("anti-fraud", "recommender", "govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an import did: the product line, how many edits, and every problem found."""

    product: str
    edits: int
    steps: int
    problems: tuple[Problem, ...]
    mapping: tuple[Mapped, ...] = ()  # what the headings of its tables were taken for
    touched: tuple[tuple[str, tuple[str, ...]], ...] = ()  # lines that inherit from it, and their chapters to look at


def take(
    workshop: Workshop,
    files: Sequence[Path],
    *,
    product: str | None,
    name: str | None,
    mappings: Mappings = NO_MAPPINGS,
    dry_run: bool = False,
    read: Read | None = None,
) -> Taken:
    """Import files into a workshop as one Change; what ``mappings`` says about headings is remembered there.

    A dry run finds the same and writes nothing. Files are read in a process of their own, unless ``read`` says how.

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
            raise PlaceNotFound(path, "Give the path of a workbook, or of a CSV, YAML, JSON or Markdown file.")
    product = _sound(product)
    contents = [content(path) for path in files]
    read = read or Apart()
    known, forgotten = remembered(workshop.folder)
    said = replace(mappings, remembered=known)
    store = workshop.store()
    try:
        reading = read_files(contents, product=product, name=name, base=None, mappings=said, read=read)
        base = _base(store, reading.record.product.id if reading.record else product)
        if base is not None and reading.record is not None:
            edited = _edited_export(contents, base, store)
            reading = edited or read_files(contents, product=product, name=name, base=base, mappings=said, read=read)
        if reading.record is None:
            raise BadInput(", ".join(path.name for path in files), reading.problems)
        record = noted(store, reading.record)
        if base is None and reading.problems and not any(record.rows(table) for table in TABLES if table != "roles"):
            # A line of which only its name and some roles are known would look as if the import had worked.
            raise BadInput(", ".join(path.name for path in files), reading.problems)
        edits = difference(base, record)
        if not dry_run:
            remember(workshop.folder, [each for each in reading.mapping if each.how == "given"])
        if edits and not dry_run:
            why = f"import {', '.join(path.name for path in files)}"
            expect = base.head.number if base else 0
            store.add(record.product.id, edits, by=author(), why=why, kind="import", expect=expect)
        problems = (*forgotten, *reading.problems, *dangling(record), *endless_loops(record))
        return Taken(
            product=record.product.id,
            edits=len(edits),
            steps=len(record.steps),
            problems=problems,
            mapping=reading.mapping,
            touched=_touched(store, record) if edits and not dry_run else (),
        )
    finally:
        store.close()


def mapping_of(workshop: Workshop, files: Sequence[Path], mappings: Mappings) -> tuple[Mapped, ...]:
    """Return what the headings of files are taken for, also when nothing else in them can be used."""
    said = replace(mappings, remembered=remembered(workshop.folder)[0])
    contents = [content(path) for path in files]
    return read_files(contents, product=None, name=None, base=None, mappings=said, read=Apart()).mapping


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


def start_workshop(folder: Path, *, product: str | None, name: str | None, store: str = STORE_FILE) -> Workshop:
    """Make a workshop folder; with a product id, also its first product line with the method's five roles.

    Raises
    ------
    BadRequest
        When ``product`` is no id of a product line; no folder is made then.
    """
    product = _sound(product)
    workshop = create(folder, first=spoken().lang, store=store)
    if product:
        opened = workshop.store()
        new_line(opened, product, name or product)
        opened.close()
    return workshop


def _sound(product: str | None) -> str | None:
    return clean_product_id(product) if product else None


def demo_workshop(folder: Path) -> Workshop:
    """Make the workshop of the demo: the shipped product lines with their event logs and pictures."""
    workshop = create(folder, first=spoken().lang)
    for example in EXAMPLES:
        take(workshop, [kit_path("workshop", f"{example}.yaml")], product=None, name=None, read=read_here)
    for beside in ("logs", "images"):
        shutil.copytree(kit_path("workshop", beside), workshop.folder / beside, dirs_exist_ok=True)
    return workshop


def _base(store: Store, product: str | None) -> Record | None:
    if product is None or store.head(product) == Head():
        return None
    try:
        return store.record(product)
    except UnknownProduct:
        return None
