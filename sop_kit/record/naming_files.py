"""Where a workshop names a person: which Changes, which erasing reaches, and which files, which it does not."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from sop_kit.errors import UnknownProduct
from sop_kit.record.erasure import Person, find_person, mentions
from sop_kit.record.store import Store
from sop_kit.record.store_erasing import naming_rows

_LARGEST = 50_000_000  # bytes of a file, or of a part of an archive, that is looked into
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError, ValueError)


def named_in(
    store: Store, wanted: str, *, product: str, also: Sequence[str]
) -> tuple[Person, dict[str, tuple[int, int]]]:
    """Return the person, and of each product line that names them how many Changes do and how many there are.

    Raises
    ------
    BadRequest, UnknownProduct
        When it may be several people, or there is no such product line.
    StoreBroken
        When a chain does not add up: erasing would hide it.
    """
    known = store.products()
    if product and product not in known:
        raise UnknownProduct(product, known)
    lines = [product] if product else known
    person = find_person({line: store.changes(line) for line in lines}, wanted, also)
    rows = {line: store.rows(line) for line in lines}
    counts = {line: (len(naming_rows(its, person)), len(its)) for line, its in rows.items()}
    return person, {line: count for line, count in counts.items() if count[0]}


def files_that_name(folder: Path, person: Person) -> tuple[Path, ...]:
    """Return the files below a folder whose name or content names the person, workbooks and archives included."""
    return tuple(path for path in sorted(folder.rglob("*")) if path.is_file() and _names(path, person))


def _names(path: Path, person: Person) -> bool:
    return bool(mentions(person, path.name)) or any(mentions(person, text) for text in _texts(path))


def _texts(path: Path) -> Iterator[str]:
    try:
        if zipfile.is_zipfile(path):
            yield from _texts_inside(path)
        elif path.stat().st_size <= _LARGEST:
            data = path.read_bytes()
            # JSON may write 韩 as \u97e9, and old spreadsheets write GB18030.
            yield data.decode("utf-8", errors="replace")
            yield data.decode("gb18030", errors="replace")
            if b"\\u" in data:
                yield data.decode("raw_unicode_escape", errors="replace")
    except _DAMAGED:
        return


def _texts_inside(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            yield part.filename
            if part.file_size <= _LARGEST:
                yield archive.read(part).decode("utf-8", errors="replace")
