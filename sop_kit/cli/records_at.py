"""One record or all, wherever they lie: in a workshop, among the record files of a folder, or in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sop_kit.errors import BadInput, BadRequest, PlaceNotFound, Problem, UnknownProduct
from sop_kit.record.files.apart import Apart
from sop_kit.record.files.limits import MOST_BYTES
from sop_kit.record.files.merge import read_files
from sop_kit.record.model import Record

if TYPE_CHECKING:
    from sop_kit.record.store import Store

# Files that hold a record each. A page of Markdown in a folder is a README more often than a record: it is read when it
# is named itself.
_WHOLE = {".yaml", ".yml", ".json", ".xlsx"}
_TABLE = {".csv", ".tsv"}  # files that hold a table each of one record


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record and the folder it lies in, which is that of its pictures.

    ``file`` is the one it was read from, the first of several; ``store`` that of the workshop it is kept in instead.
    """

    record: Record
    folder: Path
    file: str = ""
    store: Store | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Every record at a place, and what its files had wrong."""

    kept: tuple[Kept, ...]
    problems: tuple[Problem, ...] = ()

    def by_line(self) -> Mapping[str, Record]:
        """Return a record for each product line: of several files about one line that of the first."""
        found: dict[str, Record] = {}
        for kept in self.kept:
            found.setdefault(kept.record.product.id, kept.record)
        return found


def record_at(path: Path, product: str, beside: Path) -> tuple[Kept, tuple[Problem, ...]]:
    """Return the record of a product line at a path, and what its files had wrong; without a product the only one.

    ``beside`` is a file that holds no record, should it lie in the same folder. The store of a workshop stays open.

    Raises
    ------
    PlaceNotFound, BadInput, NotAWorkshop
        When nothing is there, no record can be read, or a folder holds neither a workshop nor record files.
    UnknownProduct, BadRequest
        When there is no such line, or several and none is named.
    """
    found = _in_files(path, beside)
    if found is None:
        store = _store(path)
        return Kept(record=store.record(_named(product, store.products())), folder=path, store=store), ()
    named = _named(product, tuple(found.by_line()))
    return next(kept for kept in found.kept if kept.record.product.id == named), found.problems


def records_at(path: Path) -> Records:
    """Return every record at a path.

    Raises
    ------
    PlaceNotFound, BadInput, NotAWorkshop
        When nothing is there, no record can be read, or a folder holds neither a workshop nor record files.
    """
    found = _in_files(path)
    if found is not None:
        return found
    store = _store(path)
    try:
        return Records(kept=tuple(Kept(record=store.record(each), folder=path) for each in store.products()))
    finally:
        store.close()


def content(path: Path) -> tuple[str, bytes]:
    """Return the name and the content of a file; of one beyond the limits just enough to find that out."""
    with path.open("rb") as stream:
        return path.name, stream.read(MOST_BYTES + 1)


def _named(product: str, known: tuple[str, ...]) -> str:
    if product in known:
        return product
    if product or not known:
        raise UnknownProduct(product, known)
    if len(known) > 1:
        raise BadRequest("There are several product lines: {known}. Name one.", known=known)
    return known[0]


def _store(path: Path) -> Store:
    from sop_kit.record.workshop import open_workshop  # the store takes a moment to load, and a file needs none

    return open_workshop(path).store()


def _in_files(path: Path, beside: Path | None = None) -> Records | None:
    """Return the records in the files at a path, ``None`` for a workshop or a folder without any such file."""
    if not path.exists():
        raise PlaceNotFound(path, "Give a workshop folder, a folder of record files, or one record file.")
    groups = [[path]] if path.is_file() else list(_groups(path, beside))
    if not groups:
        return None
    kept: list[Kept] = []
    problems: list[Problem] = []
    for files in groups:
        contents = [content(each) for each in files]
        reading = read_files(contents, product=None, name=None, base=None, read=Apart())
        problems += [problem for problem in reading.problems if problem.severity == "error"]
        if reading.record is not None:
            kept.append(Kept(record=reading.record, folder=files[0].parent, file=files[0].name))
    if not kept:
        raise BadInput(str(path), problems)
    return Records(kept=tuple(kept), problems=tuple(problems))


def _groups(folder: Path, beside: Path | None) -> Iterator[list[Path]]:
    """Yield the files that make a record each: a file of its own, or all the tables of a folder that is no workshop."""
    from sop_kit.record.workshop import SETTINGS_FILE

    if (folder / SETTINGS_FILE).is_file():
        return
    seen = (each for each in folder.iterdir() if each.is_file() and not each.name.startswith((".", "~")))
    files = sorted(each for each in seen if beside is None or each.resolve() != beside.resolve())
    yield from ([each] for each in files if each.suffix.lower() in _WHOLE)
    tables = [each for each in files if each.suffix.lower() in _TABLE]
    if tables:
        yield tables
