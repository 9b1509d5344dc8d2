"""One record or all, wherever they lie: in a workshop, among the record files of a folder, or in a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sop_kit.errors import BadInput, BadRequest, PlaceNotFound, Problem, UnknownProduct
from sop_kit.record.files.apart import Apart
from sop_kit.record.files.limits import MOST_BYTES
from sop_kit.record.files.merge import read_files
from sop_kit.record.model import Record
from sop_kit.record.store import Store
from sop_kit.record.workshop import SETTINGS_FILE, open_workshop

_WHOLE = {".yaml", ".yml", ".json", ".xlsx", ".md"}  # files that hold a record each
_TABLE = {".csv", ".tsv"}  # files that hold a table each of one record


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record, the store in which it is kept (``None`` when it came from files), and what its files had wrong."""

    record: Record
    store: Store | None = None
    problems: tuple[Problem, ...] = ()


def record_at(path: Path, product: str, beside: Path) -> Kept:
    """Return the record of a product line at a path; without a product the only one there.

    ``beside`` is a file that holds no record, should it lie in the same folder.

    Raises
    ------
    PlaceNotFound, BadInput
        When nothing is there, or no record can be read.
    UnknownProduct, BadRequest
        When there is no such line, or several and none is named.
    """
    if (path / SETTINGS_FILE).is_file():
        store = open_workshop(path).store()
        return Kept(record=store.record(_named(product, store.products())), store=store)
    if not path.exists():
        raise PlaceNotFound(path, "Give a workshop folder, a folder of record files, or one record file.")
    records, problems = _in_files(path, beside)
    if not records:
        raise BadInput(str(path), problems)
    return Kept(record=records[_named(product, tuple(records))], problems=problems)


def records_at(path: Path) -> tuple[Mapping[str, Record], tuple[Problem, ...]]:
    """Return every record at a path by its product line, and what its files had wrong.

    Raises
    ------
    PlaceNotFound, BadInput, NotAWorkshop
        When nothing is there, no record can be read, or a folder holds neither a workshop nor record files.
    """
    if not path.exists():
        raise PlaceNotFound(path, "Give a workshop folder, a folder of record files, or one record file.")
    if path.is_file() or not (path / SETTINGS_FILE).is_file():
        records, problems = _in_files(path)
        if not records and problems:
            raise BadInput(str(path), problems)
        if records:
            return records, problems
    store = open_workshop(path).store()
    return {product: store.record(product) for product in store.products()}, ()


def _named(product: str, known: tuple[str, ...]) -> str:
    if product in known:
        return product
    if product or not known:
        raise UnknownProduct(product, known)
    if len(known) > 1:
        raise BadRequest("There are several product lines: {known}. Name one.", known=known)
    return known[0]


def _in_files(path: Path, beside: Path | None = None) -> tuple[Mapping[str, Record], tuple[Problem, ...]]:
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for files in _groups(path, beside):
        contents = [(each.name, each.open("rb").read(MOST_BYTES + 1)) for each in files]
        reading = read_files(contents, product=None, name=None, base=None, read=Apart())
        problems += [problem for problem in reading.problems if problem.severity == "error"]
        if reading.record is not None:
            records.setdefault(reading.record.product.id, reading.record)
    return records, tuple(problems)


def _groups(path: Path, beside: Path | None) -> list[list[Path]]:
    """Return the files that make a record each: a file of its own, or all the tables of the folder."""
    if path.is_file():
        return [[path]]
    seen = (each for each in path.iterdir() if each.is_file() and not each.name.startswith((".", "~")))
    files = sorted(each for each in seen if beside is None or each.resolve() != beside.resolve())
    tables = [each for each in files if each.suffix.lower() in _TABLE]
    return [*([each] for each in files if each.suffix.lower() in _WHOLE), *([tables] if tables else [])]
