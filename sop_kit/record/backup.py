"""A backup of a workshop as one ZIP file: its Changes as lines of JSON, its other files, and a hash of each.

It says the same wherever the store lies, so that it can be restored into a file of SQLite or a PostgreSQL server.
Answers that were written unseen and are not revealed yet are not in it: a backup outlives the revealing, and would tell
who wrote what.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sop_kit import __version__
from sop_kit.places import whole_file
from sop_kit.record.chain import Stored
from sop_kit.record.looking import everything
from sop_kit.record.verifying import verify
from sop_kit.record.witness import WITNESS_FILE, Anchor, witnessed
from sop_kit.record.workshop import SETTINGS_FILE, STORE_FILE, Workshop

FORMAT = "sop-kit backup"
SCHEMA = 1
MANIFEST = "manifest.json"
CHANGES, HEADS = "store/changes.jsonl", "store/heads.jsonl"
FILES = "files/"
FOLDERS = ("records", "logs", "images", "notebooks")
_OLDEST = (1980, 1, 1, 0, 0, 0)  # what a ZIP file can say
_STORE_LINE = re.compile(r"^[ \t]*store[ \t]*=.*$", re.MULTILINE)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds: how many Changes and files, how much did not add up, and what of the folder is not in it."""

    path: Path
    changes: int
    files: int
    findings: int
    left_out: tuple[str, ...]


def back_up(workshop: Workshop, out: Path | None) -> BackedUp:
    """Write a backup as one file; what others write meanwhile is in it as a whole or not at all.

    Parameters
    ----------
    out
        Where to write; ``None`` for a file beside the workshop, named after it and its last Change.
    """
    # Before the store: what others write meanwhile must not look as if it had been cut off.
    witness = workshop.witness.read_bytes() if workshop.witness.is_file() else b""
    store = workshop.store_to_read()
    try:
        rows, noted, damage = everything(store)
    finally:
        store.close()
    findings = len(verify(rows, [*noted, *witnessed(witness, WITNESS_FILE)])) + (damage is not None)
    path = out or _beside(workshop, rows)
    files, left_out = _files(workshop, {path.resolve()})
    with whole_file(path) as whole, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        hashes = {
            CHANGES: _write(archive, CHANGES, _lines(asdict(row) for row in rows)),
            HEADS: _write(archive, HEADS, _lines(_head(anchor) for anchor in noted)),
        }
        for file in files:
            name = f"{FILES}{file.relative_to(workshop.folder).as_posix()}"
            hashes[name] = _write(archive, name, _settings(file) if file.name == SETTINGS_FILE else _chunks(file))
        if witness:
            hashes[FILES + WITNESS_FILE] = _write(archive, FILES + WITNESS_FILE, [witness])
        manifest = {
            "format": FORMAT,
            "schema": SCHEMA,
            "kit": __version__,
            "at": max((row.at for row in rows), default=""),
            "findings": findings,
            "files": hashes,
        }
        _write(archive, MANIFEST, [json.dumps(manifest, ensure_ascii=False, indent=1).encode()])
    held = sum(name.startswith(FILES) for name in hashes)
    return BackedUp(path, len(rows), held, findings, left_out)


def with_store(settings: str, store: str) -> str:
    """Return what workshop.toml says, with another store: an address may hold a password, and leads elsewhere."""
    line = f"store = {json.dumps(store, ensure_ascii=False)}"
    changed, found = _STORE_LINE.subn(lambda _: line, settings, count=1)
    return changed if found else f"{settings.rstrip()}\n{line}\n"


def _beside(workshop: Workshop, rows: Sequence[Stored]) -> Path:
    folder = workshop.folder.resolve()
    at = max((row.at for row in rows), default="").replace(":", "").replace("-", "")
    return folder.parent / f"{folder.name}-backup-{at or 'empty'}.zip"


def _files(workshop: Workshop, without: set[Path]) -> tuple[list[Path], tuple[str, ...]]:
    """Return the files of a workshop that belong into a backup, and what lies beside them."""
    files: list[Path] = []
    left_out: list[str] = []
    for path in sorted(workshop.folder.iterdir()):
        if path.is_dir() and path.name in FOLDERS:
            inside = sorted(each for each in path.rglob("*") if each.is_file() and not _is_hidden(each, path))
            files += [each for each in inside if not each.is_symlink()]
            left_out += [each.relative_to(workshop.folder).as_posix() for each in inside if each.is_symlink()]
        elif _is_of_store(path, workshop) or path.name.startswith(".") or path.resolve() in without:
            continue
        elif path.is_file() and not path.is_symlink() and path.suffix != ".zip":
            files.append(path)
        else:
            left_out.append(path.name)
    return files, tuple(left_out)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _is_of_store(path: Path, workshop: Workshop) -> bool:
    names = {STORE_FILE}
    if isinstance(workshop.store_address, Path):
        names.add(workshop.store_address.name)
    return path.name in {WITNESS_FILE, *(f"{name}{end}" for name in names for end in ("", "-wal", "-shm", "-journal"))}


def _write(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> dict[str, object]:
    # The time is always the same: equal workshops give equal backups.
    info = zipfile.ZipInfo(name, _OLDEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    digest, size = hashlib.sha256(), 0
    with archive.open(info, "w", force_zip64=True) as part:
        for chunk in chunks:
            part.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return {"sha256": digest.hexdigest(), "bytes": size}


def _lines(facts: Iterable[dict[str, object]]) -> Iterator[bytes]:
    for fact in facts:
        yield f"{json.dumps(fact, ensure_ascii=True)}\n".encode()


def _head(anchor: Anchor) -> dict[str, object]:
    return {"product": anchor.product, "number": anchor.number, "hash": anchor.hash}


def _settings(path: Path) -> Iterator[bytes]:
    yield with_store(path.read_text(encoding="utf-8"), STORE_FILE).encode()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
