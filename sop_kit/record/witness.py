"""A witness outside the database: a file to which the number and hash of each Change are appended after its commit.

A chain that was cut or written anew as a whole adds up in itself; this file remembers what it was. It may lag behind,
for a commit must never fail because of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sop_kit.errors import Phrase
from sop_kit.record.chain import Stored

WITNESS_FILE = "witness.txt"
_LINE = re.compile(r"(?P<product>\w[\w.\-]{0,63}) (?P<number>[1-9]\d{0,9}) (?P<hash>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What something outside the chain says of one Change: its number, and its hash or the first digits of it.

    ``product`` is empty when the source does not say which product line it is about.
    """

    source: Phrase | str
    product: str
    number: int
    hash: str


def note(path: Path | None, row: Stored) -> None:
    """Append a Change to the witness file, if there is one and it can be written."""
    if path is None:
        return
    # A line that a full disk cut off is no line; what follows it must not become part of it.
    line = f"\n{row.product} {row.number} {row.hash}" if _is_cut(path) else f"{row.product} {row.number} {row.hash}"
    with suppress(OSError), path.open("ab") as file:
        file.write(f"{line}\n".encode())


def read_witness(path: Path) -> Iterator[Anchor]:
    """Yield what a witness file says, nothing when it is not there."""
    try:
        data = path.read_bytes()
    except OSError:
        return
    yield from witnessed(data, path.name)


def witnessed(data: bytes, name: str) -> Iterator[Anchor]:
    """Yield what the content of a witness file says; a line that is none is left out."""
    for line in data.decode("utf-8", errors="replace").splitlines():
        if found := _LINE.fullmatch(line.strip()):
            yield Anchor(name, found["product"], int(found["number"]), found["hash"])


def _is_cut(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) != b"\n"
    except OSError:
        return False
