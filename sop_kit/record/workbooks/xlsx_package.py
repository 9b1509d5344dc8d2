"""The parts that a workbook file is packed of: opened with care, found by what they are for."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sop_kit.errors import Phrase, phrase
from sop_kit.record.files import limits
from sop_kit.record.workbooks.xml_events import BadXml, EntitiesDefined, read_events

_PIECE = 4_000_000  # bytes
# What opening and unpacking a damaged archive raises.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_DAMAGED = Phrase(
    "The workbook is damaged: its file is cut off or was changed. Open it in Excel or WPS, let it be repaired, and "
    "save it again as an Excel workbook (*.xlsx)."
)
_ENTITIES = Phrase(
    "The workbook holds XML with definitions of its own, as harmful files do; it was not read. Open it in Excel or WPS "
    "and save it again as an Excel workbook (*.xlsx)."
)
# What stands in a workbook besides cells, by where it is packed.
_BESIDES: Mapping[str, Phrase] = {
    "vbaproject.bin": Phrase("macros"),
    "/media/": Phrase("pictures"),
    "/charts/": Phrase("charts"),
    "/externallinks/": Phrase("links to other workbooks"),
    "/pivottables/": Phrase("pivot tables"),
    "/embeddings/": Phrase("embedded files"),
}

_TEXT_BOXES = Phrase("text boxes")


class Unreadable(Exception):
    """The file is no workbook that can be read; ``what`` says why and what to do."""

    def __init__(self, what: Phrase) -> None:
        self.what = what
        super().__init__(str(what))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """A sheet as the workbook names it; ``path`` is "" when its content is not there."""

    name: str
    path: str
    hidden: bool
    kind: Literal["cells", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An opened workbook file."""

    archive: zipfile.ZipFile
    paths: Mapping[str, str]  # where a part is, in lower case → its name in the archive
    workbook: str
    related: Mapping[str, tuple[str, str]]  # id of a relation of the workbook → its kind and where it leads

    def has(self, path: str) -> bool:
        """Say whether there is such a part."""
        return path.lower() in self.paths

    def read(self, path: str) -> Iterator[bytes]:
        """Yield the content of a part, piece by piece.

        Raises
        ------
        Unreadable
            When it is not there or damaged.
        """
        try:
            with self.archive.open(self.paths[path.lower()]) as part:
                while piece := part.read(_PIECE):
                    yield piece
        except _BROKEN as fault:
            raise Unreadable(_DAMAGED) from fault

    def path_of(self, kind: str) -> str:
        """Return where the first part of a kind is that the workbook names, "" when it has none."""
        return next((path for of, path in self.related.values() if of == kind and self.has(path)), "")

    def besides(self) -> tuple[Phrase, ...]:
        """Return what it holds that is not read: macros, pictures and the like."""
        found = tuple(what for mark, what in _BESIDES.items() if any(mark in path for path in self.paths))
        drawings = (path for path in self.paths if "/drawings/drawing" in path and path.endswith(".xml"))
        return (*found, _TEXT_BOXES) if any(self._holds(path, b"txBody") for path in drawings) else found

    def _holds(self, path: str, word: bytes) -> bool:
        try:
            return any(word in piece for piece in self.read(path))
        except Unreadable:
            return False


def open_package(data: bytes) -> Package:
    """Return the workbook that the bytes hold; nothing of its cells is read yet.

    Raises
    ------
    Unreadable
        When it is damaged, larger than the limits, or no workbook at all.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except _BROKEN as fault:
        raise Unreadable(_DAMAGED) from fault
    _check(members)
    paths = {_path(member.filename): member.filename for member in members if not member.filename.endswith("/")}
    loose = Package(archive=archive, paths=paths, workbook="", related={})
    workbook = _main_part(loose)
    if not loose.has(workbook):
        raise Unreadable(
            phrase("The file is no Excel workbook: it holds no sheets. Save it as an Excel workbook (*.xlsx).")
        )
    return Package(archive=archive, paths=paths, workbook=workbook, related=relations(loose, workbook))


def sheets_of(package: Package) -> tuple[tuple[SheetPart, ...], bool]:
    """Return the sheets in their order, and whether days are counted from 1904.

    Raises
    ------
    Unreadable
        When the list of sheets is damaged or far too long.
    """
    found: list[SheetPart] = []
    from_1904 = [False]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr":
            from_1904[0] = attributes.get("date1904", "") in {"1", "true", "on"}
        elif name == "sheet" and len(found) <= limits.MOST_SHEETS:
            relation = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            kind, path = package.related.get(relation, ("", ""))
            found.append(
                SheetPart(
                    name=attributes.get("name", f"{len(found) + 1}"),
                    path=path if package.has(path) else "",
                    hidden=attributes.get("state", "visible") != "visible",
                    kind="cells" if kind in {"worksheet", ""} else "other",
                )
            )

    xml_of(package.read(package.workbook), start=start)
    if len(found) > limits.MOST_SHEETS:
        raise Unreadable(phrase("The workbook has more than {n} sheets; it was not read.", n=limits.MOST_SHEETS))
    return tuple(found), from_1904[0]


def relations(package: Package, path: str) -> dict[str, tuple[str, str]]:
    """Return where the relations of a part lead: id → kind and path."""
    folder, name = posixpath.split(path)
    beside = f"{folder}/_rels/{name}.rels".lstrip("/")
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            where = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], where)

    if package.has(beside):
        xml_of(package.read(beside), start=start)
    return found


def xml_of(chunks: Iterable[bytes], **handlers: object) -> None:
    """Read XML as ``read_events`` does.

    Raises
    ------
    Unreadable
        When it is damaged or defines entities.
    """
    try:
        read_events(chunks, **handlers)  # type: ignore[arg-type]
    except EntitiesDefined as fault:
        raise Unreadable(_ENTITIES) from fault
    except BadXml as fault:
        raise Unreadable(_DAMAGED) from fault


def _main_part(package: Package) -> str:
    leads = [path for kind, path in relations(package, "").values() if kind == "officeDocument"]
    return next((path for path in leads if package.has(path)), "xl/workbook.xml")


def _path(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _check(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > limits.MOST_PARTS:
        raise Unreadable(phrase("The workbook is packed of more than {n} parts; it was not read.", n=limits.MOST_PARTS))
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(phrase("The workbook is protected by a password. Take the password off and save it again."))
    names = [_path(member.filename) for member in members]
    if len(set(names)) < len(names) or any(".." in name.split("/") for name in names):
        raise Unreadable(_DAMAGED)
    if any(map(_swollen, members)):
        raise Unreadable(
            phrase(
                "A part of the workbook is packed to less than a {n}th of its size, as in harmful files; it was not "
                "read. If it is sound, save it again as an Excel workbook (*.xlsx).",
                n=limits.MOST_RATIO,
            )
        )
    if sum(member.file_size for member in members) > limits.MOST_UNPACKED:
        raise Unreadable(
            phrase(
                "Unpacked, the workbook would fill more than {most} MB, as harmful files do; it was not read. If it is "
                "sound, delete its pictures and the empty rows below the last one, and save it again.",
                most=limits.MOST_UNPACKED // limits.MEGABYTE,
            )
        )


def _swollen(member: zipfile.ZipInfo) -> bool:
    """Say whether a part is packed so tightly that it can only be made to fill the memory."""
    return member.file_size > max(limits.RATIO_COUNTS_FROM, limits.MOST_RATIO * member.compress_size)
