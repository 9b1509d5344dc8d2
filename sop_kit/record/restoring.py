"""A backup read back into a new folder: first examined as a whole, then put in place as a whole."""

from __future__ import annotations

import errno
import hashlib
import json
import secrets
import shutil
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import Field, ValidationError

from sop_kit.errors import BadRequest, Lines, NewerKit, Phrase, PlaceNotFound, SopKitError, phrase
from sop_kit.record import store_tables as t
from sop_kit.record.backup import CHANGES, FILES, FOLDERS, FORMAT, HEADS, MANIFEST, SCHEMA, with_store
from sop_kit.record.chain import Stored
from sop_kit.record.store import Store
from sop_kit.record.tables import Fact
from sop_kit.record.verifying import Finding, verify
from sop_kit.record.witness import WITNESS_FILE, Anchor, read_witness
from sop_kit.record.workshop import SETTINGS_FILE, STORE_FILE, Workshop, open_workshop

MOST_FILES = 100_000
LARGEST_MANIFEST = 50_000_000  # bytes
MOST_BYTES = 20_000_000_000  # unpacked, all together
LARGEST_RATIO = 100  # unpacked to packed; what a workshop holds does not pack better
_SMALL = 20_000_000  # bytes below which the ratio says nothing
_MOST_SHOWN = 10
_CHUNK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OverflowError)
_COLUMNS = {field.name for field in fields(Stored)}


class Part(Fact):
    """A file of a backup as its manifest states it."""

    sha256: str
    bytes: int = Field(ge=0)


class Manifest(Fact):
    """What a backup says about itself."""

    format: str
    schema_: int = Field(alias="schema")
    kit: str
    at: str
    findings: int
    files: dict[str, Part]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and what of it did not add up before it was backed up."""

    workshop: Workshop
    changes: int
    files: int
    findings: tuple[Finding, ...]


def restore(path: Path, folder: Path, *, store: str = "", even_if_broken: bool = False) -> Restored:
    """Restore a backup into a folder that is new or empty, and into a file there or a database by URL.

    Raises
    ------
    BadRequest
        When the file is no sound backup, its Changes do not add up, or the folder or database holds something.
        Nothing is written then.
    """
    if not path.is_file():
        raise PlaceNotFound(path, "Give the path of a backup.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadRequest("{folder} is not empty. Choose a new folder to restore into.", folder=folder)
    with ExitStack() as stack:
        work = stack.enter_context(_beside(folder))
        manifest = _unpacked(path, work)
        rows = tuple(_rows(work / CHANGES, path))
        heads = tuple(_heads(work / HEADS, path))
        inside = work / FILES
        if not (inside / SETTINGS_FILE).is_file():
            raise _no_backup(path, phrase("{name} is not in it.", name=SETTINGS_FILE))
        findings = verify(rows, [*heads, *read_witness(inside / WITNESS_FILE)])
        if findings and not even_if_broken:
            raise BadRequest(
                "The Changes in {path} do not add up:{findings}\nChoose an older backup, or restore this one as it is "
                "with --even-if-broken. Nothing was restored.",
                path=path,
                findings=Lines(_shown([each.sentence for each in findings])),
            )
        settings = inside / SETTINGS_FILE
        settings.write_text(with_store(settings.read_text(encoding="utf-8"), store or STORE_FILE), encoding="utf-8")
        for name in ("records", "logs"):
            # An empty folder is in no archive.
            (inside / name).mkdir(exist_ok=True)
        _fill(store or inside / STORE_FILE, rows, heads, inside, folder)
    held = sum(name.startswith(FILES) for name in manifest.files)
    return Restored(open_workshop(folder), len(rows), held, findings)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Give a folder to work in, on the same disk, that is gone in the end."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = folder.parent / f".{folder.name}.{secrets.token_hex(4)}.part"
    work.mkdir()
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _fill(address: str | Path, rows: Sequence[Stored], heads: Sequence[Anchor], inside: Path, folder: Path) -> None:
    elsewhere = not isinstance(address, Path)
    store = Store.open(address)
    try:
        with store.writing() as connection:
            t.fill(connection, rows, heads)
            if elsewhere:
                # Inside the transaction: the database keeps its part only when the folder is in its place, too.
                _put(inside, folder)
    except BaseException:
        if elsewhere and not inside.exists():
            shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        store.close()
    if not elsewhere:
        _put(inside, folder)


def _put(inside: Path, folder: Path) -> None:
    if folder.exists():
        folder.rmdir()
    inside.rename(folder)


def _unpacked(path: Path, work: Path) -> Manifest:
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, path)
            _examine(archive.infolist(), manifest, path)
            altered = [name for name, part in manifest.files.items() if not _extract(archive, name, part, work / name)]
    except SopKitError:
        raise
    except _DAMAGED as error:
        raise _no_backup(path, Phrase("it is damaged.")) from error
    except OSError as error:
        # A damaged offset sends the reader to a place before the file; a full disk is another matter.
        if error.errno != errno.EINVAL:
            raise
        raise _no_backup(path, Phrase("it is damaged.")) from error
    if altered:
        raise _no_backup(path, phrase("altered since it was written: {names}", names=tuple(_shown(altered))))
    return manifest


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > LARGEST_MANIFEST:
            raise _no_backup(path, phrase("{name} is far too large.", name=MANIFEST))
        with archive.open(info) as file:
            facts = json.loads(file.read(LARGEST_MANIFEST))
        if facts["format"] != FORMAT:
            raise _no_backup(path, Phrase("another program wrote it."))
        if facts["schema"] > SCHEMA:
            raise NewerKit(str(path), facts["schema"], SCHEMA)
        return Manifest.model_validate(facts)
    except (KeyError, TypeError, ValidationError, RecursionError) as error:
        raise _no_backup(path, phrase("{name} is missing or cannot be read.", name=MANIFEST)) from error


def _examine(infos: Sequence[zipfile.ZipInfo], manifest: Manifest, path: Path) -> None:
    names = [info.filename for info in infos]
    if len(names) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
        raise _no_backup(path, Phrase("it holds far too much."))
    strange = [info.filename for info in infos if not _is_sound(info)]
    stated = {MANIFEST, *manifest.files}
    strange += [name for name, times in Counter(names).items() if times > 1 or name not in stated]
    if strange:
        raise _no_backup(path, phrase("this does not belong into it: {names}", names=tuple(_shown(strange))))
    lost = sorted({CHANGES, HEADS, *stated} - set(names))
    if lost:
        raise _no_backup(path, phrase("this is missing in it: {names}", names=tuple(_shown(lost))))


def _is_sound(info: zipfile.ZipInfo) -> bool:
    """Say whether an entry is a plain file whose name leads nowhere else and whose size is no trap."""
    name, mode = info.filename, info.external_attr >> 16
    if info.file_size > _SMALL and info.file_size > LARGEST_RATIO * max(info.compress_size, 1):
        return False
    if info.flag_bits & 1 or (mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode)):
        return False
    parts = name.split("/")
    if any(part in ("", ".", "..") or part[-1] in ". " or set(part) & set('\\:*?"<>|\0') for part in parts):
        return False
    if name in (MANIFEST, CHANGES, HEADS):
        return True
    inside = PurePosixPath(name).parts[1:]
    return name.startswith(FILES) and (len(inside) == 1 or (len(inside) > 1 and inside[0] in FOLDERS))


def _extract(archive: zipfile.ZipFile, name: str, part: Part, target: Path) -> bool:
    """Unpack a file, never more than was stated of it, and say whether it is what was stated."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as packed, target.open("xb") as file:
        while size <= part.bytes and (chunk := packed.read(_CHUNK)):
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return size == part.bytes and digest.hexdigest() == part.sha256


def _rows(lines: Path, path: Path) -> Iterator[Stored]:
    for facts in _facts(lines, path):
        row = Stored(**facts) if set(facts) == _COLUMNS else None
        if row is None or not _is_plain(row):
            raise _no_backup(path, phrase("a line of {name} cannot be read.", name=CHANGES))
        yield row


def _is_plain(row: Stored) -> bool:
    texts = (row.product, row.id, row.at, row.kind, row.body_hash, row.hash)
    maybe = (text for text in (row.body, row.salt) if text is not None)
    numbers = (row.number, row.schema_version)
    return all(isinstance(text, str) for text in (*texts, *maybe)) and all(isinstance(each, int) for each in numbers)


def _heads(lines: Path, path: Path) -> Iterator[Anchor]:
    for facts in _facts(lines, path):
        try:
            yield Anchor(Phrase("the table of heads"), str(facts["product"]), int(facts["number"]), str(facts["hash"]))
        except (KeyError, ValueError, TypeError) as error:
            raise _no_backup(path, phrase("a line of {name} cannot be read.", name=HEADS)) from error


def _facts(lines: Path, path: Path) -> Iterator[dict[str, Any]]:
    with lines.open("rb") as file:
        for line in file:
            try:
                facts = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise _no_backup(path, phrase("a line of {name} cannot be read.", name=lines.name)) from error
            if not isinstance(facts, dict):
                raise _no_backup(path, phrase("a line of {name} cannot be read.", name=lines.name))
            yield facts


def _no_backup(path: Path, reason: Phrase) -> BadRequest:
    return BadRequest(
        "{path} is no sound backup of a workshop: {reason} Nothing was restored.", path=path, reason=reason
    )


def _shown(items: Sequence[Any]) -> list[Any]:
    return list(items[:_MOST_SHOWN]) + (["…"] if len(items) > _MOST_SHOWN else [])
